#include "store/settings.h"

#include "store/inside.h"
#include "store/store_read.h"

enum rc setting_get(struct sql *db, struct arena *a, int64_t region, struct str key, struct str *ret, bool *is_set,
		    struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT value FROM setting WHERE key = $2 AND region IN ($1, 0) ORDER BY region DESC LIMIT 1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_text(&q, 2, key);
	*is_set = sql_next(&q, &rc, err);
	if (*is_set)
		*ret = arena_str(a, sql_text(&q, 0));
	sql_end(&q);
	return rc;
}

enum rc setting_put(struct txn *t, struct str key, struct str value, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO setting (region, key, value) VALUES ($1, $2, $3)"
			       " ON CONFLICT (region, key) DO UPDATE SET value = $3",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_text(&q, 2, key);
	sql_bind_text(&q, 3, value);
	return sql_finish(&q, err);
}

enum rc store_read_setting(const struct ask *k, int64_t region, struct str key, struct str *ret, bool *is_set,
			   struct err *err)
{
	struct look look;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, setting_get(look.db, k->a, region, key, ret, is_set, err));
}
