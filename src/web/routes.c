#include "web/web.h"

extern const struct route web_health_routes[];

const struct route *const web_tables[] = {
	web_health_routes,
	NULL,
};
