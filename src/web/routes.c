#include "web/web.h"

extern const struct route web_import_routes[];
extern const struct route web_public_routes[], web_health_routes[], web_login_routes[], web_account_routes[], web_link_routes[], web_office_routes[];

const struct route *const web_tables[] = {
	web_import_routes,
	web_public_routes, web_health_routes, web_login_routes, web_account_routes, web_link_routes, web_office_routes, NULL,
};
