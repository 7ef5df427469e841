#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "store/inside.h"
#include "store/store_public.h"

/*
 * What the public pages are cached by.  It is asked at every request: SQLite
 * answers from its own memory in some microseconds; PostgreSQL, a round trip
 * away, is asked again after a quarter of a second.
 */

enum { REGIONS = 64, PG_KEEP_MS = 250 };

struct version_cache {
	pthread_mutex_t lock;
	struct {
		int64_t region, stamp, version;
		bool known;
	} at[REGIONS];
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
	free(v);
}

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

/* Milliseconds in steps of PG_KEEP_MS: the stamp where the engine has none. */
static int64_t steps(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return ((int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000) / PG_KEEP_MS;
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
	int64_t stamp = steps();
	bool fresh;
	enum rc rc;

	if (!store_is_postgres(st))
		return fetch(st, region, ret, err);
	pthread_mutex_lock(&v->lock);
	fresh = v->at[i].known && v->at[i].region == region && v->at[i].stamp == stamp;
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
	v->at[i].stamp = stamp;
	v->at[i].version = *ret;
	v->at[i].known = true;
	pthread_mutex_unlock(&v->lock);
	return RC_OK;
}
