#include "sql/sql.h"

#include <assert.h>
#include <stdlib.h>

#include "sql/engine.h"

/* ---- prepared statements, by the address of their text ---- */

static size_t slot_of(const char *text)
{
	uintptr_t n = (uintptr_t)text;

	return (size_t)((n >> 3) * 2654435761u) & (SQL_CACHE - 1);
}

static struct sql_prepared *find(struct sql *db, const char *text, size_t *slot)
{
	size_t i = slot_of(text);

	while (db->cache[i] != NULL && db->cache[i]->text != text)
		i = (i + 1) & (SQL_CACHE - 1);
	*slot = i;
	return db->cache[i];
}

static enum rc prepared(struct sql *db, const char *text, struct sql_prepared **ret, struct err *err)
{
	size_t slot;
	struct sql_prepared *p = find(db, text, &slot);
	enum rc rc;

	if (p != NULL) {
		*ret = p;
		return RC_OK;
	}
	assert(db->prepared_n < SQL_CACHE / 2);
	p = calloc(1, sizeof(*p));
	if (p == NULL)
		die("内存不足");
	p->text = text;
	p->params = sql_params(str_of(text));
	rc = db->engine->prepare(db, p, err);
	if (rc != RC_OK) {
		free(p);
		return rc;
	}
	db->cache[slot] = p;
	db->prepared_n++;
	*ret = p;
	return RC_OK;
}

/* ---- one statement ---- */

enum rc sql_start(struct sql *db, const char *text, struct sql_stmt *q, struct err *err)
{
	struct sql_prepared *p;
	enum rc rc = prepared(db, text, &p, err);

	if (rc != RC_OK)
		return rc;
	assert(!p->busy && p->params <= SQL_PARAMS_MAX);
	p->busy = true;
	q->db = db;
	q->prepared = p;
	q->ran = q->over = false;
	q->result = NULL;
	q->row = q->rows = 0;
	for (int i = 0; i < p->params; i++)
		q->param[i].type = SQL_UNBOUND;
	return RC_OK;
}

static struct sql_param *param(struct sql_stmt *q, int at, enum sql_type type)
{
	assert(at >= 1 && at <= q->prepared->params && !q->ran);
	q->param[at - 1] = (struct sql_param){ .type = type };
	return &q->param[at - 1];
}

void sql_bind_int(struct sql_stmt *q, int at, int64_t n)
{
	param(q, at, SQL_INT)->n = n;
}

void sql_bind_bool(struct sql_stmt *q, int at, bool b)
{
	param(q, at, SQL_INT)->n = b ? 1 : 0;
}

void sql_bind_text(struct sql_stmt *q, int at, struct str s)
{
	param(q, at, SQL_TEXT)->s = s.p == NULL ? STR("") : s;
}

void sql_bind_bytes(struct sql_stmt *q, int at, struct str s)
{
	param(q, at, SQL_BYTES)->s = s.p == NULL ? STR("") : s;
}

void sql_bind_day(struct sql_stmt *q, int at, struct day d, struct arena *a)
{
	sql_bind_text_if(q, at, day_is(d), day_str(a, d));
}

void sql_bind_int_if(struct sql_stmt *q, int at, bool has, int64_t n)
{
	struct sql_param *p = param(q, at, SQL_INT);

	p->null = !has;
	p->n = n;
}

void sql_bind_text_if(struct sql_stmt *q, int at, bool has, struct str s)
{
	struct sql_param *p = param(q, at, SQL_TEXT);

	p->null = !has;
	p->s = s.p == NULL ? STR("") : s;
}

bool sql_next(struct sql_stmt *q, enum rc *rc, struct err *err)
{
	if (!q->ran)
		for (int i = 0; i < q->prepared->params; i++)
			assert(q->param[i].type != SQL_UNBOUND);
	if (q->over) {
		*rc = RC_OK;
		return false;
	}
	if (q->db->engine->next(q, rc, err))
		return true;
	q->over = true;
	return false;
}

int64_t sql_int(struct sql_stmt *q, int col)
{
	return q->db->engine->column_int(q, col);
}

struct str sql_text(struct sql_stmt *q, int col)
{
	return q->db->engine->column_text(q, col);
}

struct str sql_bytes(struct sql_stmt *q, int col)
{
	return q->db->engine->column_text(q, col);
}

struct day sql_day(struct sql_stmt *q, int col)
{
	struct day d = DAY_NONE;

	if (!sql_null(q, col) && day_parse(sql_text(q, col), &d))
		return d;
	return DAY_NONE;
}

bool sql_null(struct sql_stmt *q, int col)
{
	return q->db->engine->column_null(q, col);
}

void sql_end(struct sql_stmt *q)
{
	q->db->engine->end(q);
	q->prepared->busy = false;
}

enum rc sql_finish(struct sql_stmt *q, struct err *err)
{
	int64_t changed;

	return sql_finish_changed(q, &changed, err);
}

enum rc sql_finish_changed(struct sql_stmt *q, int64_t *changed, struct err *err)
{
	enum rc rc = RC_OK;

	while (sql_next(q, &rc, err))
		;
	*changed = rc == RC_OK ? q->db->engine->changed(q) : 0;
	sql_end(q);
	return rc;
}

/* ---- transactions ---- */

static enum rc plain(struct sql *db, const char *text, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	return rc == RC_OK ? sql_finish(&q, err) : rc;
}

enum rc sql_in_place(struct sql *db, struct err *err)
{
	return db->engine->in_place == NULL ? RC_OK : db->engine->in_place(db, err);
}

enum rc sql_begin(struct sql *db, enum sql_use use, struct err *err)
{
	enum rc rc = use == SQL_WRITE ? sql_in_place(db, err) : RC_OK;

	assert(!db->open);
	if (rc != RC_OK)
		return rc;
	if (db->engine->postgres)
		rc = use == SQL_READ ? plain(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err) :
				       plain(db, "BEGIN ISOLATION LEVEL READ COMMITTED", err);
	else
		rc = use == SQL_READ ? plain(db, "BEGIN", err) : plain(db, "BEGIN IMMEDIATE", err);
	db->open = rc == RC_OK;
	return rc;
}

enum rc sql_commit(struct sql *db, struct err *err)
{
	enum rc rc = db->writer ? sql_in_place(db, err) : RC_OK;

	if (rc == RC_OK)
		rc = plain(db, "COMMIT", err);
	/* the server may have committed before the line broke */
	if (rc != RC_OK && db->broken)
		rc = err_why(err, rc, WHY_BUSY, "保存时数据库服务器断开了，不能确定是否已保存；请稍后刷新，核对以后再决定要不要重做");
	if (rc != RC_OK)
		sql_rollback(db);
	db->open = false;
	return rc;
}

void sql_rollback(struct sql *db)
{
	struct err ignored = { 0 };

	if (!db->open)
		return;
	db->open = false;
	/* after some failures SQLite has rolled back by itself; then this says so and nothing is lost */
	if (!db->broken && plain(db, "ROLLBACK", &ignored) != RC_OK && db->engine->postgres)
		db->broken = true;
}

bool sql_is_postgres(const struct sql *db)
{
	return db->engine->postgres;
}

enum rc sql_script(struct sql *db, struct str text, struct err *err)
{
	struct buf out = BUF_INIT(1 << 20);
	enum rc rc;

	sql_rewrite(&out, text, db->engine->postgres);
	assert(!out.full);
	rc = db->engine->script(db, out.p, err);
	buf_free(&out);
	return rc;
}
