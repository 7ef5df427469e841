#ifndef DOOR_DOOR_H
#define DOOR_DOOR_H

/*
 * What the doors of HTTP, web/ and api/, share: who asks, the store, the
 * rights of routes.
 *
 *     const struct route web_unit_routes[] = {
 *             { GET, "/office/units", page_units, .may = NEEDS(MAY_READ) },
 *             { POST, "/office/units/new", do_unit_new, .may = NEEDS(MAY_UNITS), .params = … },
 *             { 0 },
 *     };
 *
 *     static enum rc page_units(struct request *rq, struct reply *rp, struct err *err)
 *     {
 *             struct ask k = door_ask(rq);
 *             …
 *             rc = store_read_units(&k, region, &units, err);
 *
 * The route says which rights open it, in any region; which region and which
 * unit is for the operation, whose WHERE holds them.  A new table is listed in
 * web/routes.c or api/routes.c.
 */

#include "http/server.h"
#include "ops/op_session.h"

/* The bit of a route for a right; several are joined with |, any one of them opens the route. */
#define NEEDS(right) ((rights)2 << (right))
/* Any session, also one that must change its password first. */
#define ANY_SESSION ((rights)1 << 62)

/* What a server of ours is started with: http_config.app. */
struct door {
	struct store *st;
	enum rc (*ping)(struct store *st, struct err *err); /* store_ping(), which doors do not see */
};

/* Sets app, authentication and form tokens of a server; tables and error pages are the caller's. */
void door_fill(struct http_config *c, struct door *door);

struct store *door_store(const struct request *rq);

/* Does the store answer? */
enum rc door_ping(const struct request *rq, struct err *err) NODISCARD;

/* Who asks, for op_ and store_read_; now and today are those of the request. */
struct ask door_ask(const struct request *rq);

/* The session; NULL when nobody is signed in or the route is open to ANYONE alone. */
const struct session *door_session(const struct request *rq);

/* The form token for this page, masked anew for each page; "" without a session.  Goes into a hidden field "token". */
struct str door_token(const struct request *rq);

/* Puts a new session's token into its cookie; takes it away. */
void door_start_session(struct reply *rp, const struct request *rq, const struct session *s);
void door_end_session(struct reply *rp, const struct request *rq);

/* Does this browser want the elder mode (长辈版)? */
bool door_elder(const struct request *rq);
void door_set_elder(struct reply *rp, const struct request *rq, bool on);

/*
 * The key of a kept public page: everything that its bytes depend on, the
 * region's data version first.  Queries are left out: a page that depends on one is not kept.
 */
enum rc door_page_key(const struct request *rq, int64_t region, struct str *ret, struct err *err) NODISCARD;

/* Which bits of routes a session has. */
rights door_rights(const struct session *s);

/* token.c, for tests: the token under a new mask, and back. */
struct str token_mask(struct arena *a, struct str token);
bool token_unmask(struct arena *a, struct str masked, struct str *ret);
bool door_token_ok(const struct request *rq, struct str given);

#endif
