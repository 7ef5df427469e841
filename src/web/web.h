#ifndef WEB_WEB_H
#define WEB_WEB_H

/*
 * Pages.  A group of pages is one file web/page_*.c with its table of routes,
 * listed in web/routes.c; what handlers share is in door/door.h.
 */

#include "door/door.h"

/* Every table of routes of this door; ends with NULL. */
extern const struct route *const web_tables[];

/* error.c: the page of an error; without a session 401 leads to the login page. */
void web_error_page(const struct request *rq, struct reply *rp, int code, struct str says);

/* Names from before door/ was a room of its own. */
#define web_store door_store
#define web_ask door_ask
#define web_session door_session
#define web_token door_token
#define web_elder door_elder
#define web_page_key door_page_key

#endif
