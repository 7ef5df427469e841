#include "store/store.h"

#include <stdlib.h>

#include "store/inside.h"
#include "store/kept.h"

static enum rc one_int(struct sql *db, const char *text, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : -1;
	sql_end(&q);
	return rc;
}

static enum rc one_text(struct sql *db, const char *text, struct arena *a, struct str *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	if (sql_next(&q, &rc, err))
		*ret = arena_str(a, sql_text(&q, 0));
	sql_end(&q);
	return rc;
}

/* ---- what is there ---- */

struct found {
	int64_t tables; /* of anybody */
	int64_t schema; /* ours; 0: none */
};

static enum rc look_around(struct sql *db, struct found *ret, struct err *err)
{
	static const char lite_tables[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
	static const char lite_ours[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'installation'";
	static const char pg_tables[] = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
	static const char pg_ours[] =
		"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'installation'";
	bool pg = sql_is_postgres(db);
	int64_t ours = 0;
	enum rc rc;

	ret->schema = 0;
	rc = one_int(db, pg ? pg_tables : lite_tables, &ret->tables, err);
	if (rc == RC_OK)
		rc = one_int(db, pg ? pg_ours : lite_ours, &ours, err);
	if (rc == RC_OK && ours > 0)
		rc = one_int(db, "SELECT schema FROM installation", &ret->schema, err);
	return rc;
}

/* Texts compare byte by byte in SQLite; the other engine must do the same. */
static enum rc check_collation(struct sql *db, struct err *err)
{
	struct arena *a = arena_new();
	struct str collate = STR("");
	enum rc rc = one_text(db, "SELECT CAST(datcollate AS TEXT) FROM pg_database WHERE datname = current_database()", a,
			      &collate, err);

	if (rc == RC_OK && !str_eq(collate, STR("C")) && !str_eq(collate, STR("POSIX")) &&
	    !str_starts(collate, STR("C.")))
		rc = err_set(err, RC_INPUT,
			     "数据库的排序规则是「%.*s」，需要「C」；请这样新建：CREATE DATABASE 名称 TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'",
			     STR_ARG(collate));
	arena_free(a);
	return rc;
}

/* ---- bringing it up to date ---- */

static enum rc first_rows(struct sql *db, struct err *err)
{
	static const char zero[32];
	struct sql_stmt q;
	enum rc rc = sql_script(db, STR("INSERT INTO region (id, parent, code, name) VALUES (0, NULL, NULL, '本系统')"),
				err);

	if (rc == RC_OK)
		rc = sql_start(db, "INSERT INTO region_head (region, next_id, seq, head, version) VALUES (0, 1, 0, $1, 0)", &q,
			       err);
	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, (struct str){ zero, sizeof(zero) });
	return sql_finish(&q, err);
}

static enum rc note_schema(struct sql *db, bool fresh, struct err *err)
{
	static const char insert[] = "INSERT INTO installation (one, schema, made_at) VALUES (1, $1, 0)";
	static const char update[] = "UPDATE installation SET schema = $1";
	struct sql_stmt q;
	enum rc rc = sql_start(db, fresh ? insert : update, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, STORE_SCHEMA);
	return sql_finish(&q, err);
}

/* From `schema` (0: nothing there) to ours, in one transaction; another process may have been faster. */
static enum rc migrate(struct sql *db, struct err *err)
{
	struct found found;
	enum rc rc = sql_begin(db, SQL_WRITE, err);

	if (rc != RC_OK)
		return rc;
	rc = look_around(db, &found, err);
	if (rc == RC_OK && found.schema >= STORE_SCHEMA)
		goto done;
	for (int64_t i = found.schema; rc == RC_OK && i < store_schemas_count; i++)
		rc = sql_script(db, str_of(store_schemas[i]), err);
	if (rc == RC_OK && found.schema == 0)
		rc = first_rows(db, err);
	if (rc == RC_OK)
		rc = note_schema(db, found.schema == 0, err);
done:
	if (rc == RC_OK)
		return sql_commit(db, err);
	sql_rollback(db);
	return rc;
}

/* The journal's mode stands in the file, so that it is set only once the file is known to be ours. */
static enum rc keep_journal(struct sql *db, enum store_mode mode, struct err *err)
{
	return sql_is_postgres(db) || mode == STORE_READ ? RC_OK : sql_script(db, STR("PRAGMA journal_mode = WAL"), err);
}

static enum rc settle(struct sql *db, enum store_mode mode, struct err *err)
{
	struct found found;
	enum rc rc = sql_is_postgres(db) ? check_collation(db, err) : RC_OK;

	if (rc == RC_OK)
		rc = look_around(db, &found, err);
	if (rc != RC_OK)
		return rc;
	if (found.schema > STORE_SCHEMA)
		return err_set(err, RC_INPUT,
			       "这个数据库是更新版本的程序建的（结构 %d，本程序到 %d）；请升级程序，不要用旧程序打开",
			       (int)found.schema, STORE_SCHEMA);
	if (found.schema == STORE_SCHEMA)
		return keep_journal(db, mode, err);
	if (found.schema == 0 && found.tables > 0 && !sql_is_postgres(db))
		return err_set(err, RC_INPUT, "这个文件里是别的程序的数据，不是民生实事的数据库；请检查 --db 的路径");
	if (found.schema == 0 && mode != STORE_CREATE)
		return err_why(err, RC_INPUT, WHY_MISSING,
			       "这里还没有民生实事的数据库；第一次使用请先 minsheng serve 或 minsheng import");
	if (mode == STORE_READ)
		return err_set(err, RC_INPUT, "这个数据库是旧版本建的，要先由写入的命令升级，如 minsheng serve");
	rc = migrate(db, err);
	return rc == RC_OK ? keep_journal(db, mode, err) : rc;
}

enum rc store_open(const char *url, enum store_mode mode, struct store **ret, struct err *err)
{
	static const enum sql_mode modes[] = { [STORE_READ] = SQL_OPEN_READ,
					       [STORE_WRITE] = SQL_OPEN_WRITE,
					       [STORE_CREATE] = SQL_OPEN_CREATE };
	struct store *st = calloc(1, sizeof(*st));
	struct sql *db = NULL;
	enum rc rc;

	if (st == NULL)
		die("内存不足");
	st->mode = mode;
	st->versions = versions_new();
	st->kept = kept_new();
	rc = sql_pool_open(url, modes[mode], &st->pool, err);
	if (rc == RC_OK)
		rc = sql_take(st->pool, SQL_WRITE, &db, err);
	if (rc == RC_OK) {
		rc = err_within(err, settle(db, mode, err), "数据库「%s」", sql_pool_name(st->pool));
		sql_give(st->pool, db);
	}
	if (rc != RC_OK) {
		store_close(st);
		return rc;
	}
	*ret = st;
	return RC_OK;
}

void store_close(struct store *st)
{
	if (st == NULL)
		return;
	sql_pool_close(st->pool);
	versions_free(st->versions);
	kept_free(st->kept);
	free(st);
}

bool store_created(const struct store *st)
{
	return sql_pool_created(st->pool);
}

const char *store_name(const struct store *st)
{
	return sql_pool_name(st->pool);
}

enum rc store_ping(struct store *st, struct err *err)
{
	struct look look;
	int64_t schema;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = one_int(look.db, "SELECT schema FROM installation", &schema, err);
	return look_end(&look, rc == RC_OK ? sql_in_place(look.db, err) : rc);
}

/* ---- looking ---- */

enum rc look_begin(struct store *st, struct look *ret, struct err *err)
{
	enum rc rc;

	ret->st = st;
	rc = sql_take(st->pool, SQL_READ, &ret->db, err);
	if (rc != RC_OK)
		return rc;
	rc = sql_begin(ret->db, SQL_READ, err);
	if (rc != RC_OK)
		sql_give(st->pool, ret->db);
	return rc;
}

enum rc look_end(struct look *look, enum rc rc)
{
	struct err ignored = { 0 };

	/* nothing was written: ending the transaction cannot lose anything */
	if (rc == RC_OK && sql_commit(look->db, &ignored) != RC_OK)
		sql_rollback(look->db);
	sql_give(look->st->pool, look->db);
	return rc;
}

enum rc missing(struct err *err, const char *what)
{
	return err_why(err, RC_REFUSED, WHY_MISSING, "没有找到%s；它可能已被移走、还没有公布，或不在您的权限内", what);
}
