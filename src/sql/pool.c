#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "sql/engine.h"

enum { WRITERS = 1, CONNECTIONS = SQL_READERS + WRITERS };

/*
 * SQLite: connection 0 writes, the others read.  PostgreSQL: any of them does
 * either.  They are opened when first needed.
 */
struct sql_pool {
	const struct sql_engine *engine;
	char *url, *name;
	enum sql_mode mode;
	bool created;
	pthread_mutex_t lock;
	pthread_cond_t freed;
	struct {
		struct sql *db; /* NULL: not opened yet */
		bool taken;
	} at[CONNECTIONS];
};

static bool is_postgres_url(const char *url)
{
	return str_starts(str_of(url), STR("postgres://")) || str_starts(str_of(url), STR("postgresql://"));
}

static void connection_close(struct sql *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < SQL_CACHE; i++)
		if (db->cache[i] != NULL) {
			db->engine->forget(db, db->cache[i]);
			free(db->cache[i]);
		}
	db->engine->close(db);
	free(db);
}

static enum rc connection_open(struct sql_pool *pool, size_t i, struct err *err)
{
	struct sql *db = calloc(1, sizeof(*db));
	bool created = false;
	enum rc rc;

	if (db == NULL)
		die("内存不足");
	db->engine = pool->engine;
	db->writer = i == 0;
	rc = pool->engine->open(db, pool->url, pool->mode, i == 0 ? SQL_WRITE : SQL_READ, &created, err);
	if (rc != RC_OK) {
		free(db);
		return rc;
	}
	pool->created = pool->created || created;
	pool->at[i].db = db;
	return RC_OK;
}

/* postgres://user:secret@host/name → without the secret */
static char *without_password(const char *url)
{
	struct str s = str_of(url);
	size_t from = str_find(s, STR("://")), at = str_find(s, STR("@")), colon;
	char *copy = strdup(url);

	if (copy == NULL)
		die("内存不足");
	if (!is_postgres_url(url) || at == STR_NONE)
		return copy;
	colon = str_find_from(s, from + 3, STR(":"));
	if (colon != STR_NONE && colon < at)
		memmove(copy + colon, copy + at, s.n - at + 1);
	return copy;
}

enum rc sql_pool_open(const char *url, enum sql_mode mode, struct sql_pool **ret, struct err *err)
{
	struct sql_pool *pool = calloc(1, sizeof(*pool));
	enum rc rc;

	if (pool == NULL || (pool->url = strdup(url)) == NULL)
		die("内存不足");
	pool->engine = is_postgres_url(url) ? &sql_postgres : &sql_sqlite;
	pool->name = without_password(url);
	pool->mode = mode;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->freed, NULL);
	rc = connection_open(pool, 0, err);
	if (rc != RC_OK) {
		sql_pool_close(pool);
		return rc;
	}
	*ret = pool;
	return RC_OK;
}

void sql_pool_close(struct sql_pool *pool)
{
	if (pool == NULL)
		return;
	/* the writer last: SQLite's last connection folds the journal into the file */
	for (size_t i = CONNECTIONS; i-- > 0;)
		connection_close(pool->at[i].db);
	pthread_cond_destroy(&pool->freed);
	pthread_mutex_destroy(&pool->lock);
	free(pool->url);
	free(pool->name);
	free(pool);
}

bool sql_pool_created(const struct sql_pool *pool)
{
	return pool->created;
}

bool sql_pool_is_postgres(const struct sql_pool *pool)
{
	return pool->engine->postgres;
}

const char *sql_pool_name(const struct sql_pool *pool)
{
	return pool->name;
}

/* A free connection for this use: an open one rather than a new one.  CONNECTIONS when all are taken. */
static size_t free_one(const struct sql_pool *pool, enum sql_use use)
{
	size_t from = 0, to = CONNECTIONS, found = CONNECTIONS;

	if (!pool->engine->postgres) {
		from = use == SQL_WRITE ? 0 : 1;
		to = use == SQL_WRITE ? 1 : CONNECTIONS;
	}
	for (size_t i = from; i < to; i++) {
		if (pool->at[i].taken)
			continue;
		if (pool->at[i].db != NULL && !pool->at[i].db->broken)
			return i;
		if (found == CONNECTIONS)
			found = i;
	}
	return found;
}

enum rc sql_take(struct sql_pool *pool, enum sql_use use, struct sql **ret, struct err *err)
{
	enum rc rc = RC_OK;
	size_t i;

	pthread_mutex_lock(&pool->lock);
	while ((i = free_one(pool, use)) == CONNECTIONS)
		pthread_cond_wait(&pool->freed, &pool->lock);
	pool->at[i].taken = true;
	pthread_mutex_unlock(&pool->lock);

	if (pool->at[i].db != NULL && pool->at[i].db->broken) {
		connection_close(pool->at[i].db);
		pool->at[i].db = NULL;
	}
	if (pool->at[i].db == NULL)
		rc = connection_open(pool, i, err);
	if (rc == RC_OK) {
		*ret = pool->at[i].db;
		return RC_OK;
	}
	pthread_mutex_lock(&pool->lock);
	pool->at[i].taken = false;
	pthread_cond_signal(&pool->freed);
	pthread_mutex_unlock(&pool->lock);
	return rc;
}

void sql_give(struct sql_pool *pool, struct sql *db)
{
	if (db == NULL)
		return;
	sql_rollback(db);
	pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (pool->at[i].db == db)
			pool->at[i].taken = false;
	pthread_cond_broadcast(&pool->freed);
	pthread_mutex_unlock(&pool->lock);
}
