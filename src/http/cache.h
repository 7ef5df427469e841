#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

/*
 * Pages that are the same for everybody, kept as bytes.
 *
 * The key holds everything the bytes depend on, so nothing is ever
 * invalidated: a change makes another key, and what nobody asks for any more
 * goes when room is needed, the longest unused first.  Entries are counted:
 * one being sent outlives its place in the cache.
 */

#include <stdint.h>

#include "base/buf.h"

struct cache;

struct cached {
	struct str key, body, gzip; /* gzip.p is NULL when it saves nothing */
	struct str etag;	    /* with the quotes */
	const char *type;
	/* What the listener made of it, one for each form; dropped with the entry. */
	void *ready[2];
};

/* bytes: how much bodies and keys may take; drop frees what the listener left in `ready`. */
struct cache *cache_new(size_t bytes, void (*drop)(void *ready));
void cache_free(struct cache *c);

/* Each takes a reference; NULL when there is no such key. */
struct cached *cache_find(struct cache *c, struct str key);
struct cached *cache_put(struct cache *c, struct str key, const char *type, struct str body);
void cached_release(struct cached *e); /* accepts NULL */

/* Makes `ready[form]` once; every later call returns the first one's value. */
void *cached_ready(struct cached *e, int form, void *(*make)(const struct cached *e, int form));

struct cache_figures {
	uint64_t hits, misses;
	size_t entries, bytes;
};
struct cache_figures cache_figures(struct cache *c);

#endif
