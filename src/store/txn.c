#include "store/store_write.h"

#include "store/inside.h"

static enum rc lock_head(struct txn *t, struct err *err)
{
	static const char lite[] = "SELECT next_id, seq, head, version FROM region_head WHERE region = $1";
	static const char pg[] = "SELECT next_id, seq, head, version FROM region_head WHERE region = $1 FOR UPDATE";
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, sql_is_postgres(t->db) ? pg : lite, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	if (sql_next(&q, &rc, err)) {
		struct str head = sql_bytes(&q, 2);

		t->next_id = sql_int(&q, 0);
		t->seq = sql_int(&q, 1);
		if (head.n == DIGEST_BYTES)
			memcpy(t->head, head.p, DIGEST_BYTES);
		t->version = sql_int(&q, 3);
	} else if (rc == RC_OK) {
		rc = missing(err, "这个地区");
	}
	sql_end(&q);
	return rc;
}

enum rc txn_begin(const struct ask *k, int64_t region, struct txn *t, struct err *err)
{
	enum rc rc;

	*t = (struct txn){ .k = k, .a = k->a, .region = region, .reason = STR("") };
	if (k->st->mode == STORE_READ)
		return err_set(err, RC_INPUT, "数据库是按只读方式打开的，不能保存");
	rc = sql_take(k->st->pool, SQL_WRITE, &t->db, err);
	if (rc != RC_OK)
		return rc;
	rc = sql_begin(t->db, SQL_WRITE, err);
	if (rc == RC_OK)
		rc = lock_head(t, err);
	if (rc != RC_OK)
		sql_give(k->st->pool, t->db);
	return rc;
}

static enum rc save_head(struct txn *t, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "UPDATE region_head SET next_id = $2, seq = $3, head = $4, version = $5 WHERE region = $1", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, t->next_id);
	sql_bind_int(&q, 3, t->seq);
	sql_bind_bytes(&q, 4, (struct str){ (const char *)t->head, DIGEST_BYTES });
	sql_bind_int(&q, 5, t->version + (t->shown ? 1 : 0));
	return sql_finish(&q, err);
}

enum rc txn_end(struct txn *t, enum rc rc, struct err *err)
{
	if (rc == RC_OK)
		rc = save_head(t, err);
	if (rc == RC_OK)
		rc = sql_commit(t->db, err);
	else
		sql_rollback(t->db);
	versions_changed(t->k->st->versions);
	sql_give(t->k->st->pool, t->db);
	return rc;
}

int64_t txn_id(struct txn *t)
{
	return t->next_id++;
}
