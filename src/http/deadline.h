#ifndef HTTP_DEADLINE_H
#define HTTP_DEADLINE_H

/*
 * Time limits of connections, kept by one thread.
 *
 * The library below knows idle timeouts only: a client that sends a byte now
 * and then keeps its place for ever.  Here every connection stands in a list
 * with its phase and when that began; four times a second the keeper shuts
 * down the sockets of those whose time is over, and their threads end by themselves.
 *
 *     phase      ends at the latest
 *     idle       idle_ms after the last reply; a new connection head_ms after it was made
 *     head       head_ms after its request line
 *     body       when, after grace_ms, less than `rate` bytes a second have come on average
 *     handling   not here: handlers have limits of their own
 *     sending    reply_ms after it was ready, and a second more for each 64 KiB
 *
 * When more than four fifths of the connections are taken, idle ones go after a second.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "http/exchange.h"

enum phase { PHASE_NEW, PHASE_IDLE, PHASE_HEAD, PHASE_BODY, PHASE_HANDLING, PHASE_SENDING };

struct watched {
	int fd;
	_Atomic(enum phase) phase;
	_Atomic(int64_t) since_us;
	atomic_size_t bytes; /* body: received; sending: to be sent */
	atomic_uint rate;    /* body: bytes a second */
	bool cut;	     /* was shut down by the keeper */
	struct watched *next, **back;
};

struct keeper {
	struct http *http;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct watched *first;
	bool stop;
};

enum rc keeper_start(struct keeper *k, struct http *http, struct err *err) NODISCARD;
void keeper_stop(struct keeper *k);

void keeper_add(struct keeper *k, struct watched *w, int fd);
void keeper_remove(struct keeper *k, struct watched *w); /* before the socket is closed */
void watched_phase(struct watched *w, enum phase phase);

/* Has this connection's time run out at now_us?  Pure; for tests. */
bool watched_late(const struct watched *w, const struct http_config *c, bool crowded, int64_t now_us);

#endif
