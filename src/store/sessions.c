#include "store/accounts.h"
#include "store/inside.h"

enum rc session_add(struct txn *t, struct str hash, const struct session_full *s, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO session (hash, account, region, unit, began, seen, ends)"
			       " VALUES ($1, $2, $3, $4, $5, $6, $7)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	sql_bind_int_if(&q, 2, s->account != 0, s->account);
	sql_bind_int_if(&q, 3, s->unit != 0, s->region);
	sql_bind_int_if(&q, 4, s->unit != 0, s->unit);
	sql_bind_int(&q, 5, s->began);
	sql_bind_int(&q, 6, s->seen);
	sql_bind_int(&q, 7, s->ends);
	return sql_finish(&q, err);
}

enum rc session_get(struct sql *db, struct arena *a, struct str hash, struct session_full *ret, bool *found,
		    struct err *err)
{
	static const char text[] =
		"SELECT s.account, s.region, s.unit, s.began, s.seen, s.ends, coalesce(x.name, u.name), x.must_change,"
		" coalesce(x.active, 1) FROM session s LEFT JOIN account x ON x.id = s.account"
		" LEFT JOIN unit u ON u.region = s.region AND u.id = s.unit WHERE s.hash = $1";
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	*found = sql_next(&q, &rc, err);
	if (*found) {
		ret->account = sql_int(&q, 0);
		ret->region = sql_int(&q, 1);
		ret->unit = sql_int(&q, 2);
		ret->began = sql_int(&q, 3);
		ret->seen = sql_int(&q, 4);
		ret->ends = sql_int(&q, 5);
		ret->name = arena_str(a, sql_text(&q, 6));
		ret->must_change = sql_int(&q, 7) != 0;
		ret->active = sql_int(&q, 8) != 0;
	}
	sql_end(&q);
	return rc;
}

enum rc session_touch(struct txn *t, struct str hash, int64_t seen, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "UPDATE session SET seen = $2 WHERE hash = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	sql_bind_int(&q, 2, seen);
	return sql_finish(&q, err);
}

enum rc session_end(struct txn *t, struct str hash, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "DELETE FROM session WHERE hash = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	return sql_finish(&q, err);
}

enum rc sessions_end(struct txn *t, int64_t account, struct str but, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "DELETE FROM session WHERE account = $1 AND hash <> $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, account);
	sql_bind_bytes(&q, 2, but);
	return sql_finish(&q, err);
}

enum rc sessions_sweep(struct txn *t, int64_t now, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "DELETE FROM session WHERE ends < $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, now);
	return sql_finish(&q, err);
}
