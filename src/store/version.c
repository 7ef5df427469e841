#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "store/inside.h"
#include "store/load.h"
#include "store/store_public.h"

/*
 * What every public request asks first: which region an address means, and
 * what its pages are cached by.  The answers are remembered until this process
 * writes, and for a quarter of a second at most, since others may write too.
 */

enum { REGIONS = 64, KEEP_MS = 250 };

/* When something was read: answers of the same moment hold. */
struct moment {
	int64_t step;	  /* of the clock, KEEP_MS long */
	uint64_t changes; /* transactions of this process until then */
	bool known;
};

struct version_cache {
	pthread_mutex_t lock;
	_Atomic uint64_t changes;
	struct {
		int64_t region, version;
		struct moment read;
	} at[REGIONS];
	struct arena *a; /* of the regions */
	struct region_list regions;
	struct moment regions_read;
};

struct version_cache *versions_new(void)
{
	struct version_cache *v = calloc(1, sizeof(*v));

	if (v == NULL)
		die("内存不足");
	pthread_mutex_init(&v->lock, NULL);
	return v;
}

void versions_free(struct version_cache *v)
{
	if (v == NULL)
		return;
	pthread_mutex_destroy(&v->lock);
	arena_free(v->a);
	free(v);
}

void versions_changed(struct version_cache *v)
{
	atomic_fetch_add(&v->changes, 1);
}

/* Taken before the reading: what is written meanwhile makes it old. */
static struct moment moment(struct version_cache *v)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (struct moment){ ((int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000) / KEEP_MS, atomic_load(&v->changes), true };
}

static bool holds(const struct moment *read, const struct moment *now)
{
	return read->known && read->step == now->step && read->changes == now->changes;
}

/* ---- versions ---- */

static enum rc ask(struct sql *db, int64_t region, int64_t *ret, struct err *err)
{
	static const char one[] = "SELECT version FROM region_head WHERE region = $1";
	static const char all[] = "SELECT CAST(sum(version) AS INT8) FROM region_head WHERE region >= $1";
	struct sql_stmt q;
	enum rc rc = sql_start(db, region == 0 ? all : one, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	if (sql_next(&q, &rc, err))
		*ret = sql_int(&q, 0);
	else if (rc == RC_OK)
		rc = missing(err, "这个地区");
	sql_end(&q);
	return rc;
}

static enum rc fetch(struct store *st, int64_t region, int64_t *ret, struct err *err)
{
	struct sql *db = NULL;
	enum rc rc = sql_take(st->pool, SQL_READ, &db, err);

	if (rc == RC_OK)
		rc = ask(db, region, ret, err);
	sql_give(st->pool, db);
	return rc;
}

enum rc store_public_version(struct store *st, int64_t region, int64_t *ret, struct err *err)
{
	struct version_cache *v = st->versions;
	size_t i = (size_t)region % REGIONS;
	struct moment now = moment(v);
	bool fresh;
	enum rc rc;

	pthread_mutex_lock(&v->lock);
	fresh = v->at[i].region == region && holds(&v->at[i].read, &now);
	if (fresh)
		*ret = v->at[i].version;
	pthread_mutex_unlock(&v->lock);
	if (fresh)
		return RC_OK;
	rc = fetch(st, region, ret, err);
	if (rc != RC_OK)
		return rc;
	pthread_mutex_lock(&v->lock);
	v->at[i].region = region;
	v->at[i].version = *ret;
	v->at[i].read = now;
	pthread_mutex_unlock(&v->lock);
	return RC_OK;
}

/* ---- regions ---- */

static struct region region_copy(struct arena *a, const struct region *r)
{
	struct region c = *r;

	c.code = arena_str(a, r->code);
	c.name = arena_str(a, r->name);
	c.path = arena_str(a, r->path);
	return c;
}

static enum rc read_regions(struct store *st, struct arena *a, struct region_list *ret, struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	return rc != RC_OK ? rc : look_end(&look, load_public_regions(look.db, a, ret, err));
}

/* Under the lock. */
static void keep_regions(struct version_cache *v, const struct region_list *l, const struct moment *read)
{
	arena_free(v->a);
	v->a = arena_new();
	v->regions = (struct region_list){ 0 };
	for (size_t i = 0; i < l->n; i++)
		*list_add(&v->regions, v->a) = region_copy(v->a, &l->v[i]);
	v->regions_read = *read;
}

enum rc store_public_regions(struct store *st, struct arena *a, struct region_list *ret, struct err *err)
{
	struct version_cache *v = st->versions;
	struct moment now = moment(v);
	struct region_list l = { 0 };
	bool fresh;
	enum rc rc;

	pthread_mutex_lock(&v->lock);
	fresh = holds(&v->regions_read, &now);
	for (size_t i = 0; fresh && i < v->regions.n; i++)
		*list_add(&l, a) = region_copy(a, &v->regions.v[i]);
	pthread_mutex_unlock(&v->lock);
	if (!fresh) {
		rc = read_regions(st, a, &l, err);
		if (rc != RC_OK)
			return rc;
		pthread_mutex_lock(&v->lock);
		keep_regions(v, &l, &now);
		pthread_mutex_unlock(&v->lock);
	}
	*ret = l;
	return RC_OK;
}

static bool is_named(const struct region *r, struct str segment)
{
	return str_eq(r->name, segment) || (r->code.n > 0 && str_eq(r->code, segment));
}

enum rc store_public_region(struct store *st, struct arena *a, struct str segment, struct region *ret, struct err *err)
{
	struct version_cache *v = st->versions;
	struct moment now = moment(v);
	struct region_list l = { 0 };
	bool fresh, found = false;
	enum rc rc;

	pthread_mutex_lock(&v->lock);
	fresh = holds(&v->regions_read, &now);
	for (size_t i = 0; fresh && !found && i < v->regions.n; i++) {
		found = is_named(&v->regions.v[i], segment);
		if (found)
			*ret = region_copy(a, &v->regions.v[i]);
	}
	pthread_mutex_unlock(&v->lock);
	if (found)
		return RC_OK;
	rc = fresh ? RC_OK : store_public_regions(st, a, &l, err);
	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		if (is_named(&l.v[i], segment)) {
			*ret = l.v[i];
			return RC_OK;
		}
	return rc != RC_OK ? rc : missing(err, "这个地区");
}
