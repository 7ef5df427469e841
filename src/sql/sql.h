#ifndef SQL_SQL_H
#define SQL_SQL_H

/*
 * SQL on two engines: SQLite and PostgreSQL behind one table of functions.
 *
 *     rc = sql_start(db, "SELECT name FROM unit WHERE region = $1 AND id = $2", &q, err);
 *     if (rc != RC_OK)
 *             return rc;
 *     sql_bind_int(&q, 1, region);
 *     sql_bind_int(&q, 2, id);
 *     while (sql_next(&q, &rc, err))
 *             name = arena_str(a, sql_text(&q, 0));
 *     sql_end(&q);
 *
 * A text is a constant of the program: prepared once per connection and found
 * again by its address; every value is bound.  One text serves both: `$n` are
 * the parameters, the schema words are INT8, BYTES, TEXT and STRICT, sums are
 * cast to INT8, ORDER BY over a column that may be null states NULLS, and LIKE
 * is not used.
 *
 * Bound text and bytes must live until sql_end(); what a column gives lives
 * until the next sql_next() or sql_end().  A connection belongs to one thread
 * at a time; the pool hands them out.
 */

#include <stdint.h>

#include "base/day.h"

struct sql;
struct sql_pool;
struct sql_prepared;

enum sql_mode { SQL_OPEN_READ, SQL_OPEN_WRITE, SQL_OPEN_CREATE };
enum sql_use { SQL_READ, SQL_WRITE };

/* ---- the pool ---- */

enum { SQL_READERS = 8 };

/* `url` is a file, or postgres://…; connects once, so that trouble shows at once. */
enum rc sql_pool_open(const char *url, enum sql_mode mode, struct sql_pool **ret, struct err *err) NODISCARD;
void sql_pool_close(struct sql_pool *pool); /* accepts NULL; every connection must be back */

bool sql_pool_created(const struct sql_pool *pool); /* the file was not there before */
bool sql_pool_is_postgres(const struct sql_pool *pool);
const char *sql_pool_name(const struct sql_pool *pool); /* without password */

/*
 * A connection for one piece of work; waits for a free one.  SQLite has one
 * writer.  A connection that broke is opened anew here.
 */
enum rc sql_take(struct sql_pool *pool, enum sql_use use, struct sql **ret, struct err *err) NODISCARD;
void sql_give(struct sql_pool *pool, struct sql *db); /* accepts NULL; rolls back what is open */

/* ---- transactions ---- */

/* SQL_READ sees one state of the data; SQL_WRITE may change it. */
enum rc sql_begin(struct sql *db, enum sql_use use, struct err *err) NODISCARD;
/* WHY_BUSY when the SQLite file was moved, deleted or replaced; every transaction that writes asks this at both ends. */
enum rc sql_in_place(struct sql *db, struct err *err) NODISCARD;
enum rc sql_commit(struct sql *db, struct err *err) NODISCARD;
void sql_rollback(struct sql *db);
bool sql_is_postgres(const struct sql *db);

/* Statements without parameters, several at once: the schema. */
enum rc sql_script(struct sql *db, struct str text, struct err *err) NODISCARD;

/* ---- statements ---- */

enum { SQL_PARAMS_MAX = 32 };

enum sql_type { SQL_UNBOUND, SQL_INT, SQL_TEXT, SQL_BYTES };

struct sql_param {
	enum sql_type type;
	bool null;
	int64_t n;
	struct str s;
};

struct sql_stmt {
	struct sql *db;
	struct sql_prepared *prepared;
	struct sql_param param[SQL_PARAMS_MAX];
	bool ran, over;
	void *result; /* PostgreSQL: the rows */
	int row, rows;
};

enum rc sql_start(struct sql *db, const char *text, struct sql_stmt *q, struct err *err) NODISCARD;
void sql_bind_int(struct sql_stmt *q, int at, int64_t n);
void sql_bind_text(struct sql_stmt *q, int at, struct str s);
void sql_bind_bytes(struct sql_stmt *q, int at, struct str s);
void sql_bind_day(struct sql_stmt *q, int at, struct day d, struct arena *a); /* "2025-03-31", null for no day */
void sql_bind_bool(struct sql_stmt *q, int at, bool b);
/* Null when the condition does not hold; the type is still known. */
void sql_bind_int_if(struct sql_stmt *q, int at, bool has, int64_t n);
void sql_bind_text_if(struct sql_stmt *q, int at, bool has, struct str s);

/* The next row; false at the end or on failure, and then *rc tells which. */
bool sql_next(struct sql_stmt *q, enum rc *rc, struct err *err);
int64_t sql_int(struct sql_stmt *q, int col);	  /* 0 for null */
struct str sql_text(struct sql_stmt *q, int col); /* empty for null */
struct str sql_bytes(struct sql_stmt *q, int col);
struct day sql_day(struct sql_stmt *q, int col); /* none for null */
bool sql_null(struct sql_stmt *q, int col);
void sql_end(struct sql_stmt *q);

/* For a statement that gives no row: runs it and ends it. */
enum rc sql_finish(struct sql_stmt *q, struct err *err) NODISCARD;

/* The same; *changed is the number of rows it touched. */
enum rc sql_finish_changed(struct sql_stmt *q, int64_t *changed, struct err *err) NODISCARD;

#endif
