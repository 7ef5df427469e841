#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

/*
 * The server: one listening socket, a thread for each connection, the tables
 * of routes it was given.
 *
 *     struct http_config c = HTTP_CONFIG_DEFAULT;
 *     c.listen = STR("127.0.0.1:8080");
 *     c.tables = tables;
 *     …
 *     rc = http_start(&c, &http, &err);
 *     …                                        (wait for a signal)
 *     http_stop(http, 10000);
 *
 * Deadlines are our own clock's, not idle timeouts: a client that sends one
 * byte a second is gone when its time is over.  A thread of the server looks
 * after them (http/deadline.h).
 */

#include "http/http.h"

struct http_config {
	struct str listen; /* "127.0.0.1:8080", "[::1]:8080", "[::]:80" (both families), "localhost:0" */
	struct str prefix; /* "" or "/path" */
	const struct route *const *tables; /* ends with NULL; assets come by themselves */
	void *app;
	const struct str *proxies; /* addresses whose X-Forwarded-For and -Proto are believed */
	size_t proxies_n;

	/*
	 * Sets rq->actor, rights, token, by_header from the cookie or header.
	 * Nobody signed in is RC_OK with nothing set; a failing rc is the store's
	 * trouble.  Called when the route asks for more than ANYONE.
	 */
	enum rc (*authenticate)(struct request *rq, struct err *err);
	/* Is `given` the form token of this request's session? */
	bool (*token_ok)(const struct request *rq, struct str given);
	/* Makes the page of an error, 401 included; NULL for plain ones.  rq->route may be NULL. */
	void (*error_page)(const struct request *rq, struct reply *rp, int code, struct str says);
	/* One line for the log, without line end; NULL: standard error. */
	void (*log)(const char *line);
	bool log_requests;

	unsigned connections_max;
	size_t cache_bytes;
	unsigned head_ms;  /* from the connection or the request line to the end of the head */
	unsigned idle_ms;  /* between two requests of a connection */
	unsigned grace_ms; /* after that long a body must keep its rate */
	unsigned reply_ms; /* to take a reply, and a second more for each 64 KiB */
};

#define HTTP_CONFIG_DEFAULT                                                                  \
	{                                                                                    \
		.listen = STR_INIT("127.0.0.1:8080"), .connections_max = 512,                \
		.cache_bytes = 16 << 20, .head_ms = 8000, .idle_ms = 15000, .grace_ms = 10000, \
		.reply_ms = 60000                                                            \
	}

struct http;

enum rc http_start(const struct http_config *config, struct http **ret, struct err *err) NODISCARD;

/* "http://127.0.0.1:8080/prefix/", with the port that was really taken. */
const char *http_address(const struct http *http);

/* Takes no more connections, lets running requests end for at most drain_ms, then closes all. */
void http_stop(struct http *http, unsigned drain_ms);

/* The counters as Prometheus text (version 0.0.4). */
void http_metrics(struct http *http, struct buf *out);

/* Every route the server has. */
struct router;
const struct router *http_router(const struct http *http);

#endif
