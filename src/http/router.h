#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

/*
 * Finds the route of a path.  Tables are checked once, when the server
 * starts; a table with a mistake does not start.
 *
 * A literal segment goes before a {name}: "/office/new" before
 * "/office/{id}".  Two routes that no path could tell apart are a mistake.
 */

#include "http/http.h"

struct router;

/* tables ends with NULL; they must live as long as the router.  The mistake, in English, is in err's log half. */
enum rc router_new(const struct route *const *tables, struct router **ret, struct err *err) NODISCARD;
void router_free(struct router *r);

enum { SEGMENTS_MAX = 12 };

struct match {
	const struct route *route;	 /* NULL: no such path, or no such method */
	struct str taken[SEGMENTS_MAX]; /* the segments that {names} took, in order */
	bool get, post;			 /* methods there are for this path, for 405 */
};

/* path is decoded and begins with "/". */
void router_find(const struct router *r, enum method method, struct str path, struct match *ret);

/* The name at the n-th {name} of a pattern. */
struct str pattern_name(const char *pattern, size_t n);

/* Every route, in the order of matching; for tests and the description of the API. */
size_t router_count(const struct router *r);
const struct route *router_at(const struct router *r, size_t i);

#endif
