#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "sql/engine.h"

enum { BUSY_MS = 5000 };

/* The sentence for what SQLite says; its own words go to the log. */
static enum rc failed(sqlite3 *h, struct err *err)
{
	int code = sqlite3_errcode(h), low = code & 0xFF;

	err_log(err, "sqlite %d: %s", sqlite3_extended_errcode(h), sqlite3_errmsg(h));
	switch (low) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_why(err, RC_OUTSIDE, WHY_BUSY, "数据库正被另一个程序占用，请稍后再试；没有写入任何内容");
	case SQLITE_FULL:
		return err_why(err, RC_OUTSIDE, WHY_FULL, "磁盘已满，这次没有保存；请腾出空间后再试，已有的数据没有受影响");
	case SQLITE_READONLY:
		return err_set(err, RC_INPUT, "数据库文件或所在文件夹是只读的，不能保存；请检查权限");
	case SQLITE_CANTOPEN:
		return err_set(err, RC_INPUT, "打不开数据库文件，请检查路径和权限");
	case SQLITE_NOTADB:
		return err_set(err, RC_INPUT, "这个文件不是数据库，请检查 --db 写的路径");
	case SQLITE_CORRUPT:
		return err_set(err, RC_OUTSIDE, "数据库文件已损坏；请停止使用，用最近的备份恢复");
	case SQLITE_CONSTRAINT:
		return err_why(err, RC_REFUSED, WHY_CONFLICT, "有一项与已经保存的重复（如名称、序号），没有写入；请刷新页面核对后再试");
	default:
		return err_set(err, RC_OUTSIDE, "读写数据库出错，请检查磁盘后再试");
	}
}

static enum rc pragmas(sqlite3 *h, enum sql_use use, enum sql_mode mode, struct err *err)
{
	static const char common[] = "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
				     "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;";
	const char *more = "PRAGMA cache_size = -4000;"; /* the journal's mode is in the file: store/store.c */

	sqlite3_busy_timeout(h, BUSY_MS);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	/* plans do not look at values, so that no statement is planned anew when they change */
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
	if (use == SQL_READ || mode == SQL_OPEN_READ)
		more = "PRAGMA query_only = ON; PRAGMA cache_size = -1000;";
	if (sqlite3_exec(h, common, NULL, NULL, NULL) != SQLITE_OK || sqlite3_exec(h, more, NULL, NULL, NULL) != SQLITE_OK)
		return failed(h, err);
	return RC_OK;
}

static enum rc lite_open(struct sql *db, const char *url, enum sql_mode mode, enum sql_use use, bool *created,
			 struct err *err)
{
	bool missing = access(url, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	sqlite3 *h = NULL;
	enum rc rc;

	if (missing && (mode != SQL_OPEN_CREATE || use == SQL_READ))
		return err_why(err, RC_INPUT, WHY_MISSING,
			       "没有数据库文件「%s」；请检查 --db 的路径，第一次使用请先 minsheng serve 或 minsheng import", url);
	if (missing)
		flags |= SQLITE_OPEN_CREATE;
	if (!missing && access(url, R_OK) != 0)
		return err_set(err, RC_INPUT, "没有读取数据库「%s」的权限，请换有权限的账号", url);
	if (!missing && mode != SQL_OPEN_READ && access(url, W_OK) != 0)
		return err_set(err, RC_INPUT, "数据库「%s」是只读的，不能保存；请检查文件权限", url);
	if (sqlite3_open_v2(url, &h, flags, NULL) != SQLITE_OK)
		rc = h == NULL ? err_set(err, RC_OUTSIDE, "内存不足") : failed(h, err);
	else
		rc = pragmas(h, use, mode, err);
	if (rc != RC_OK) {
		sqlite3_close_v2(h);
		return err_within(err, rc, "打开数据库「%s」", url);
	}
	db->handle = h;
	*created = missing;
	return RC_OK;
}

/* SQLite's count of its memory is one lock for all threads, taken at every allocation; nobody asks for it. */
__attribute__((constructor)) static void count_no_memory(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum rc lite_in_place(struct sql *db, struct err *err)
{
	int moved = 0;

	if (sqlite3_file_control(db->handle, NULL, SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
		return RC_OK;
	return err_why(err, RC_OUTSIDE, WHY_BUSY,
		       "数据库文件被移走、删除或换掉了，这次没有保存；请管理员把原来的文件放回原处，或重新启动服务");
}

static void lite_close(struct sql *db)
{
	sqlite3_close_v2(db->handle);
}

static enum rc lite_script(struct sql *db, const char *text, struct err *err)
{
	return sqlite3_exec(db->handle, text, NULL, NULL, NULL) == SQLITE_OK ? RC_OK : failed(db->handle, err);
}

static enum rc lite_prepare(struct sql *db, struct sql_prepared *p, struct err *err)
{
	struct buf text = BUF_INIT(1 << 16);
	sqlite3_stmt *stmt = NULL;
	enum rc rc = RC_OK;

	sql_rewrite(&text, str_of(p->text), false);
	if (sqlite3_prepare_v3(db->handle, text.p, (int)text.n, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
		rc = failed(db->handle, err);
		err_log(err, "%s", p->text);
	}
	buf_free(&text);
	p->handle = stmt;
	return rc;
}

static void lite_forget(struct sql *db, struct sql_prepared *p)
{
	(void)db;
	sqlite3_finalize(p->handle);
}

static void bind(sqlite3_stmt *stmt, int at, const struct sql_param *p)
{
	if (p->null)
		sqlite3_bind_null(stmt, at);
	else if (p->type == SQL_INT)
		sqlite3_bind_int64(stmt, at, p->n);
	else if (p->type == SQL_TEXT)
		sqlite3_bind_text64(stmt, at, p->s.p, p->s.n, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_bind_blob64(stmt, at, p->s.p, p->s.n, SQLITE_STATIC);
}

static bool lite_next(struct sql_stmt *q, enum rc *rc, struct err *err)
{
	sqlite3_stmt *stmt = q->prepared->handle;
	int code;

	if (!q->ran)
		for (int i = 0; i < q->prepared->params; i++)
			bind(stmt, i + 1, &q->param[i]);
	q->ran = true;
	code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		return true;
	*rc = code == SQLITE_DONE ? RC_OK : failed(q->db->handle, err);
	return false;
}

static int64_t lite_int(struct sql_stmt *q, int col)
{
	return sqlite3_column_int64(q->prepared->handle, col);
}

static struct str lite_text(struct sql_stmt *q, int col)
{
	sqlite3_stmt *stmt = q->prepared->handle;
	const void *p = sqlite3_column_blob(stmt, col);
	int n = sqlite3_column_bytes(stmt, col);

	return p == NULL ? STR("") : (struct str){ p, (size_t)n };
}

static bool lite_null(struct sql_stmt *q, int col)
{
	return sqlite3_column_type(q->prepared->handle, col) == SQLITE_NULL;
}

static int64_t lite_changed(struct sql_stmt *q)
{
	return sqlite3_changes64(q->db->handle);
}

static void lite_end(struct sql_stmt *q)
{
	sqlite3_reset(q->prepared->handle);
	sqlite3_clear_bindings(q->prepared->handle);
}

const struct sql_engine sql_sqlite = {
	.open = lite_open,
	.close = lite_close,
	.in_place = lite_in_place,
	.script = lite_script,
	.prepare = lite_prepare,
	.forget = lite_forget,
	.next = lite_next,
	.column_int = lite_int,
	.column_text = lite_text,
	.column_null = lite_null,
	.changed = lite_changed,
	.end = lite_end,
};
