#include "web/web.h"

/* A line for each table, here and below. */
extern const struct route web_public_routes[];
extern const struct route web_health_routes[];
extern const struct route web_login_routes[];
extern const struct route web_account_routes[];
extern const struct route web_link_routes[];
extern const struct route web_office_routes[];
extern const struct route web_edit_routes[];
extern const struct route web_import_routes[];
extern const struct route web_first_day_routes[];
extern const struct route web_mine_routes[];
extern const struct route web_units_routes[];
extern const struct route web_accounts_routes[];
extern const struct route web_settings_routes[];

const struct route *const web_tables[] = {
	web_public_routes,
	web_health_routes,
	web_login_routes,
	web_account_routes,
	web_link_routes,
	web_office_routes,
	web_edit_routes,
	web_import_routes,
	web_first_day_routes,
	web_mine_routes,
	web_units_routes,
	web_accounts_routes,
	web_settings_routes,
	NULL,
};
