#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "sql/engine.h"

enum { WRITERS = 1, CONNECTIONS = SQL_READERS + WRITERS };

/*
 * SQLite: connection 0 writes, the others read.  PostgreSQL: any of them does
 * either.  They are opened when first needed.
 */
/* A thread that waits for a connection: who came first is served first. */
struct waiter {
	pthread_cond_t served;
	enum sql_use use;
	size_t at; /* the connection handed over; CONNECTIONS while waiting */
	struct waiter *next;
};

struct sql_pool {
	const struct sql_engine *engine;
	char *url, *name;
	enum sql_mode mode;
	bool created;
	pthread_mutex_t lock;
	struct waiter *waiting;
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
	db->place = i;
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

/* May this connection serve that use? */
static bool serves(const struct sql_pool *pool, size_t i, enum sql_use use)
{
	return pool->engine->postgres || (i == 0) == (use == SQL_WRITE);
}

/* Waits in line until a connection is handed over; the lock is held. */
static size_t wait_in_line(struct sql_pool *pool, enum sql_use use)
{
	struct waiter me = { .use = use, .at = CONNECTIONS };
	struct waiter **end = &pool->waiting;

	pthread_cond_init(&me.served, NULL);
	while (*end != NULL)
		end = &(*end)->next;
	*end = &me;
	while (me.at == CONNECTIONS)
		pthread_cond_wait(&me.served, &pool->lock);
	pthread_cond_destroy(&me.served);
	return me.at;
}

/* The connection goes to the first in line whom it serves, else it is free. */
static void hand_over(struct sql_pool *pool, size_t i)
{
	pthread_mutex_lock(&pool->lock);
	pool->at[i].taken = false;
	for (struct waiter **w = &pool->waiting; *w != NULL; w = &(*w)->next) {
		if (!serves(pool, i, (*w)->use))
			continue;
		pool->at[i].taken = true;
		(*w)->at = i;
		pthread_cond_signal(&(*w)->served);
		*w = (*w)->next;
		break;
	}
	pthread_mutex_unlock(&pool->lock);
}

enum rc sql_take(struct sql_pool *pool, enum sql_use use, struct sql **ret, struct err *err)
{
	enum rc rc = RC_OK;
	size_t i;

	pthread_mutex_lock(&pool->lock);
	i = free_one(pool, use);
	if (i == CONNECTIONS)
		i = wait_in_line(pool, use);
	pool->at[i].taken = true;
	pthread_mutex_unlock(&pool->lock);

	if (pool->at[i].db != NULL && pool->at[i].db->broken) {
		connection_close(pool->at[i].db);
		pool->at[i].db = NULL;
	}
	if (pool->at[i].db == NULL)
		rc = connection_open(pool, i, err);
	if (rc == RC_OK)
		*ret = pool->at[i].db;
	else
		hand_over(pool, i);
	return rc;
}

void sql_give(struct sql_pool *pool, struct sql *db)
{
	if (db == NULL)
		return;
	sql_rollback(db);
	hand_over(pool, db->place);
}
