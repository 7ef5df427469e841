#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

/*
 * One request from its head to its reply, without a socket: http/listen.c
 * brings bytes in and takes bytes out, tests do the same.
 *
 *     ex = exchange_new(http);
 *     exchange_head(ex, &head, peer);           guard, route, rights
 *     while (…) exchange_body(ex, bytes);       when ex->wants_body
 *     exchange_end(ex);                         parameters, handler, error page
 *     … ex->rp …
 *     exchange_free(ex);
 */

#include <stdatomic.h>

#include "http/cache.h"
#include "http/guard.h"
#include "http/metrics.h"
#include "http/router.h"
#include "http/server.h"

struct http {
	struct http_config config;
	struct router *router;
	struct cache *cache;
	struct metrics metrics;
	atomic_uint connections;
	atomic_uint large_bodies; /* being received */
	atomic_ullong requests;
	atomic_bool stopping;
	struct listener *listener; /* http/listen.c */
	char address[320];
};

/* Everything but the socket. */
enum rc http_new(const struct http_config *config, void (*drop)(void *ready), struct http **ret, struct err *err) NODISCARD;
void http_free(struct http *http);

struct exchange {
	struct http *http;
	struct request rq;
	struct reply rp;
	struct err err;
	struct target target;
	struct match match;
	struct buf body;
	size_t body_seen;
	bool wants_body; /* bytes are to be brought, even if only to be thrown away */
	bool large;	 /* counted in large_bodies */
	bool answered;	 /* rp is complete */
	bool close;	 /* the connection ends with this reply */
	int64_t began_us;
};

#define HTML_TYPE "text/html; charset=utf-8" /* of a reply whose handler says nothing else */

enum { BODY_MAX_DEFAULT = 64 << 10, LARGE_BODY = 1 << 20, LARGE_BODIES_MAX = 4, DRAIN_MAX = 64 << 20 };

struct exchange *exchange_new(struct http *http);
void exchange_head(struct exchange *ex, const struct head *head, struct str peer);
void exchange_body(struct exchange *ex, struct str bytes);
void exchange_end(struct exchange *ex);
void exchange_free(struct exchange *ex); /* accepts NULL */

/* What is really sent: body or gzip, status, headers in rp->headers. */
enum wire_form { FORM_PLAIN, FORM_GZIP };
struct wire {
	int code;
	enum wire_form form;
	struct str bytes; /* lives as long as the exchange */
};
struct wire exchange_wire(struct exchange *ex);

/* The headers of every reply that depend on nothing. */
extern const struct header standing_headers[];
extern const size_t standing_headers_n;

void http_log(const struct http *http, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The page of an error, when the application makes none. */
void error_plain(const struct request *rq, struct reply *rp, int code, struct str says);
const char *error_title(int code); /* 没有找到这个页面 */

/* Monotonic microseconds. */
int64_t mono_us(void);

#endif
