#define _DEFAULT_SOURCE
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

#include "sql/engine.h"
#include "sql/libpq.h"

enum { OID_INT8 = 20, OID_TEXT = 25, OID_BYTEA = 17, BINARY = 1 };

static bool is_state(const char *state, const char *begin)
{
	return state != NULL && strncmp(state, begin, strlen(begin)) == 0;
}

/* The sentence for a failure; the server's own words go to the log. */
static enum rc failed(struct sql *db, const PGresult *result, struct err *err)
{
	const char *state = result == NULL ? NULL : pq.PQresultErrorField(result, PG_DIAG_SQLSTATE);

	err_log(err, "postgres %s: %s", state == NULL ? "-" : state, pq.PQerrorMessage(db->handle));
	/* without a state of the server it is the connection that failed */
	if (state == NULL || pq.PQstatus(db->handle) != CONNECTION_OK || is_state(state, "57P") || is_state(state, "08")) {
		db->broken = true;
		return err_why(err, RC_OUTSIDE, WHY_BUSY, "数据库服务器连不上了，这次没有保存；它恢复后再试一次即可");
	}
	if (is_state(state, "53100"))
		return err_why(err, RC_OUTSIDE, WHY_FULL, "数据库服务器的磁盘已满，这次没有保存；请管理员腾出空间");
	if (is_state(state, "40") || is_state(state, "55P03") || is_state(state, "53"))
		return err_why(err, RC_OUTSIDE, WHY_BUSY, "数据库正忙，请稍后再试；没有写入任何内容");
	if (is_state(state, "23"))
		return err_why(err, RC_REFUSED, WHY_CONFLICT, "有一项与已经保存的重复（如名称、序号），没有写入；请刷新页面核对后再试");
	if (is_state(state, "25006") || is_state(state, "42501"))
		return err_set(err, RC_INPUT, "数据库账号没有写入的权限，请管理员检查");
	return err_set(err, RC_OUTSIDE, "数据库出错，请稍后再试；仍不行请联系管理员");
}

static enum rc check(struct sql *db, PGresult *result, struct err *err)
{
	ExecStatusType status = pq.PQresultStatus(result);
	enum rc rc = RC_OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		rc = failed(db, result, err);
	return rc;
}

static void quiet(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static enum rc pg_open(struct sql *db, const char *url, enum sql_mode mode, enum sql_use use, bool *created,
		       struct err *err)
{
	PGconn *conn;
	enum rc rc;

	(void)mode;
	(void)use;
	*created = false;
	if (!libpq_load())
		return err_set(err, RC_OUTSIDE, "这台机器没有 PostgreSQL 的客户端库 libpq；请安装软件包 libpq5，或改用 SQLite 文件");
	conn = pq.PQconnectdb(url);
	if (pq.PQstatus(conn) != CONNECTION_OK) {
		err_log(err, "%s", pq.PQerrorMessage(conn));
		pq.PQfinish(conn);
		return err_why(err, RC_OUTSIDE, WHY_BUSY, "连不上数据库服务器；请检查 --db 的地址和账号，或等它恢复后再试");
	}
	pq.PQsetNoticeProcessor(conn, quiet, NULL);
	db->handle = conn;
	rc = db->engine->script(db,
				"SET client_encoding = 'UTF8'; SET synchronous_commit = on;"
				"SET lock_timeout = '5s'; SET client_min_messages = warning;"
				"SET timezone = 'UTC'",
				err);
	if (rc != RC_OK)
		pq.PQfinish(conn);
	return rc;
}

static void pg_close(struct sql *db)
{
	pq.PQfinish(db->handle);
}

static enum rc pg_script(struct sql *db, const char *text, struct err *err)
{
	PGresult *result = pq.PQexec(db->handle, text);
	enum rc rc = check(db, result, err);

	pq.PQclear(result);
	return rc;
}

/* The server prepares at the first run, when the types are known. */
static enum rc pg_prepare(struct sql *db, struct sql_prepared *p, struct err *err)
{
	(void)err;
	snprintf(p->name, sizeof(p->name), "s%u", db->prepared_n);
	return RC_OK;
}

static void pg_forget(struct sql *db, struct sql_prepared *p)
{
	(void)db;
	(void)p;
}

static enum rc pg_announce(struct sql_stmt *q, struct err *err)
{
	static const Oid oids[] = { [SQL_INT] = OID_INT8, [SQL_TEXT] = OID_TEXT, [SQL_BYTES] = OID_BYTEA };
	struct sql_prepared *p = q->prepared;
	struct buf text = BUF_INIT(1 << 16);
	Oid types[SQL_PARAMS_MAX];
	PGresult *result;
	enum rc rc;

	for (int i = 0; i < p->params; i++)
		types[i] = oids[q->param[i].type];
	sql_rewrite(&text, str_of(p->text), true);
	result = pq.PQprepare(q->db->handle, p->name, text.p, p->params, types);
	rc = check(q->db, result, err);
	if (rc != RC_OK)
		err_log(err, "%s", p->text);
	pq.PQclear(result);
	buf_free(&text);
	p->known = rc == RC_OK;
	return rc;
}

static enum rc pg_run(struct sql_stmt *q, struct err *err)
{
	const char *values[SQL_PARAMS_MAX];
	int lengths[SQL_PARAMS_MAX], formats[SQL_PARAMS_MAX];
	uint64_t ints[SQL_PARAMS_MAX];
	struct sql_prepared *p = q->prepared;
	enum rc rc = p->known ? RC_OK : pg_announce(q, err);

	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < p->params; i++) {
		const struct sql_param *x = &q->param[i];

		formats[i] = BINARY;
		ints[i] = htobe64((uint64_t)x->n);
		values[i] = x->null ? NULL : x->type == SQL_INT ? (const char *)&ints[i] : x->s.p;
		lengths[i] = x->type == SQL_INT ? 8 : (int)x->s.n;
	}
	q->result = pq.PQexecPrepared(q->db->handle, p->name, p->params, values, lengths, formats, BINARY);
	rc = check(q->db, q->result, err);
	if (rc == RC_OK)
		q->rows = pq.PQntuples(q->result);
	return rc;
}

static bool pg_next(struct sql_stmt *q, enum rc *rc, struct err *err)
{
	if (!q->ran) {
		q->ran = true;
		q->row = -1;
		*rc = pg_run(q, err);
		if (*rc != RC_OK)
			return false;
	}
	*rc = RC_OK;
	return ++q->row < q->rows;
}

static int64_t pg_int(struct sql_stmt *q, int col)
{
	const char *p = pq.PQgetvalue(q->result, q->row, col);
	uint64_t wide;
	uint32_t narrow;

	if (pq.PQgetisnull(q->result, q->row, col))
		return 0;
	if (pq.PQgetlength(q->result, q->row, col) == 8) {
		memcpy(&wide, p, 8);
		return (int64_t)be64toh(wide);
	}
	memcpy(&narrow, p, 4);
	return (int32_t)be32toh(narrow);
}

static struct str pg_text(struct sql_stmt *q, int col)
{
	return (struct str){ pq.PQgetvalue(q->result, q->row, col), (size_t)pq.PQgetlength(q->result, q->row, col) };
}

static bool pg_null(struct sql_stmt *q, int col)
{
	return pq.PQgetisnull(q->result, q->row, col) != 0;
}

static int64_t pg_changed(struct sql_stmt *q)
{
	return strtoll(pq.PQcmdTuples(q->result), NULL, 10);
}

static void pg_end(struct sql_stmt *q)
{
	pq.PQclear(q->result); /* accepts NULL */
	q->result = NULL;
}

const struct sql_engine sql_postgres = {
	.postgres = true,
	.open = pg_open,
	.close = pg_close,
	.script = pg_script,
	.prepare = pg_prepare,
	.forget = pg_forget,
	.next = pg_next,
	.column_int = pg_int,
	.column_text = pg_text,
	.column_null = pg_null,
	.changed = pg_changed,
	.end = pg_end,
};
