#ifndef WEB_WEB_H
#define WEB_WEB_H

/*
 * What every page handler shares: who asks, the store, the rights of routes.
 *
 *     const struct route web_unit_routes[] = {
 *             { GET, "/office/units", page_units, .may = NEEDS(MAY_READ) },
 *             { POST, "/office/units/new", do_unit_new, .may = NEEDS(MAY_UNITS), .params = … },
 *             { 0 },
 *     };
 *
 *     static enum rc page_units(struct request *rq, struct reply *rp, struct err *err)
 *     {
 *             struct ask k = web_ask(rq);
 *             …
 *             rc = store_read_units(&k, region, &units, err);
 *
 * The route says which rights open it, in any region; which region and which
 * unit is for the operation, whose WHERE holds them.  A new table is listed in web/routes.c.
 */

#include "http/http.h"
#include "ops/op_session.h"

/* The bit of a route for a right; several are joined with |, any one of them opens the route. */
#define NEEDS(right) ((rights)2 << (right))
/* Any session, also one that must change its password first. */
#define ANY_SESSION ((rights)1 << 62)

struct web; /* web/serve.h */

struct store *web_store(const struct request *rq);

/* Who asks, for op_ and store_read_; now and today are those of the request. */
struct ask web_ask(const struct request *rq);

/* The session; NULL when nobody is signed in or the route is open to ANYONE alone. */
const struct session *web_session(const struct request *rq);

/* The form token for this page, masked anew for each page; "" without a session.  Goes into a hidden field "token". */
struct str web_token(const struct request *rq);

/* Does this browser want the elder mode (长辈版)? */
bool web_elder(const struct request *rq);

/* The key of a kept public page: everything that its bytes depend on. */
enum rc web_page_key(const struct request *rq, int64_t region, struct str *ret, struct err *err) NODISCARD;

#endif
