#include "http/cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "http/gzip.h"

enum { BUCKETS = 1024 };

struct entry {
	struct cached shown;
	struct cache *cache;
	atomic_uint references; /* one of them is the cache's own */
	struct entry *next;	/* in the bucket */
	struct entry *newer, *older;
	size_t cost;
};

struct cache {
	pthread_mutex_t lock;
	size_t max;
	void (*drop)(void *ready);
	struct entry *bucket[BUCKETS];
	struct entry *newest, *oldest;
	struct cache_figures figures;
};

struct cache *cache_new(size_t bytes, void (*drop)(void *ready))
{
	struct cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	pthread_mutex_init(&c->lock, NULL);
	c->max = bytes;
	c->drop = drop;
	return c;
}

static void entry_free(struct entry *e)
{
	for (size_t i = 0; i < COUNT(e->shown.ready); i++)
		if (e->shown.ready[i] != NULL)
			e->cache->drop(e->shown.ready[i]);
	free((char *)(uintptr_t)e->shown.key.p);
	free((char *)(uintptr_t)e->shown.body.p);
	free((char *)(uintptr_t)e->shown.gzip.p);
	free((char *)(uintptr_t)e->shown.etag.p);
	free(e);
}

void cached_release(struct cached *shown)
{
	struct entry *e = (struct entry *)shown; /* its first member */

	if (e != NULL && atomic_fetch_sub(&e->references, 1) == 1)
		entry_free(e);
}

/* ---- the list from newest to oldest ---- */

static void list_remove(struct cache *c, struct entry *e)
{
	*(e->newer != NULL ? &e->newer->older : &c->newest) = e->older;
	*(e->older != NULL ? &e->older->newer : &c->oldest) = e->newer;
}

static void list_front(struct cache *c, struct entry *e)
{
	e->newer = NULL;
	e->older = c->newest;
	*(c->newest != NULL ? &c->newest->newer : &c->oldest) = e;
	c->newest = e;
}

static struct entry **place_of(struct cache *c, struct str key)
{
	struct entry **at = &c->bucket[str_hash(key) % BUCKETS];

	while (*at != NULL && !str_eq((*at)->shown.key, key))
		at = &(*at)->next;
	return at;
}

static void forget(struct cache *c, struct entry *e)
{
	*place_of(c, e->shown.key) = e->next;
	list_remove(c, e);
	c->figures.bytes -= e->cost;
	c->figures.entries--;
	cached_release(&e->shown);
}

void cache_free(struct cache *c)
{
	if (c == NULL)
		return;
	while (c->oldest != NULL)
		forget(c, c->oldest);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* ---- finding and keeping ---- */

static struct entry *find_locked(struct cache *c, struct str key)
{
	struct entry *e = *place_of(c, key);

	if (e == NULL)
		return NULL;
	if (c->newest != e) {
		list_remove(c, e);
		list_front(c, e);
	}
	atomic_fetch_add(&e->references, 1);
	return e;
}

struct cached *cache_find(struct cache *c, struct str key)
{
	struct entry *e;

	pthread_mutex_lock(&c->lock);
	e = find_locked(c, key);
	if (e != NULL)
		c->figures.hits++;
	else
		c->figures.misses++;
	pthread_mutex_unlock(&c->lock);
	return e == NULL ? NULL : &e->shown;
}

static struct str keep(struct str s)
{
	char *p = malloc(s.n + 1);

	if (p == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

/* The tag is a hash of key and bytes: the same page has the same tag after a restart. */
static uint64_t hash64(struct str s, uint64_t h)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211U;
	return h;
}

static struct entry *entry_new(struct cache *c, struct str key, const char *type, struct str body)
{
	struct entry *e = calloc(1, sizeof(*e));
	struct buf packed = BUF_INIT(body.n + 64);
	char tag[32];

	if (e == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	e->cache = c;
	atomic_init(&e->references, 2); /* the cache's and the caller's */
	e->shown.type = type;
	e->shown.key = keep(key);
	e->shown.body = keep(body);
	if (body.n >= GZIP_FROM && gzip_bytes(body, GZIP_SMALL, &packed))
		e->shown.gzip = keep(buf_text(&packed));
	buf_free(&packed);
	snprintf(tag, sizeof(tag), "W/\"%016llx\"",
		 (unsigned long long)hash64(body, hash64(key, 14695981039346656037U)));
	e->shown.etag = keep(str_of(tag));
	e->cost = sizeof(*e) + key.n + body.n + e->shown.gzip.n;
	return e;
}

struct cached *cache_put(struct cache *c, struct str key, const char *type, struct str body)
{
	struct entry *e = entry_new(c, key, type, body), *other;
	struct entry **at;

	pthread_mutex_lock(&c->lock);
	other = find_locked(c, key);
	if (other == NULL) {
		at = &c->bucket[str_hash(key) % BUCKETS];
		e->next = *at;
		*at = e;
		list_front(c, e);
		c->figures.bytes += e->cost;
		c->figures.entries++;
		while (c->figures.bytes > c->max && c->oldest != e)
			forget(c, c->oldest);
	}
	pthread_mutex_unlock(&c->lock);
	if (other == NULL)
		return &e->shown;
	/* somebody rendered the same page meanwhile */
	entry_free(e);
	return &other->shown;
}

void *cached_ready(struct cached *shown, int form, void *(*make)(const struct cached *e, int form))
{
	struct entry *e = (struct entry *)shown;
	void *ready;

	pthread_mutex_lock(&e->cache->lock);
	if (shown->ready[form] == NULL)
		shown->ready[form] = make(shown, form);
	ready = shown->ready[form];
	pthread_mutex_unlock(&e->cache->lock);
	return ready;
}

struct cache_figures cache_figures(struct cache *c)
{
	struct cache_figures f;

	pthread_mutex_lock(&c->lock);
	f = c->figures;
	pthread_mutex_unlock(&c->lock);
	return f;
}
