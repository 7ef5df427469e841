#include "api/api.h"

const struct route *const api_tables[] = {
	api_public_routes, api_session_routes, api_office_routes, api_edit_routes,
	api_import_routes, api_people_routes,  api_admin_routes,  NULL,
};
