#include "store/accounts.h"

#include "store/inside.h"

#define COLUMNS                                                                                               \
	"SELECT id, version, login, name, password, must_change, active, failed, failed_at, locked_until,"     \
	" last_login FROM account"

static void account_row(struct arena *a, struct sql_stmt *q, struct account *x)
{
	x->id = sql_int(q, 0);
	x->version = sql_int(q, 1);
	x->login = arena_str(a, sql_text(q, 2));
	x->name = arena_str(a, sql_text(q, 3));
	x->password = arena_str(a, sql_text(q, 4));
	x->must_change = sql_int(q, 5) != 0;
	x->active = sql_int(q, 6) != 0;
	x->failed = sql_int(q, 7);
	x->failed_at = sql_int(q, 8);
	x->locked_until = sql_int(q, 9);
	x->last_login = sql_int(q, 10);
}

enum rc account_get(struct sql *db, struct arena *a, int64_t id, struct str login, struct account *ret, bool *found,
		    struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, id != 0 ? COLUMNS " WHERE id = $1" : COLUMNS " WHERE login = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	if (id != 0)
		sql_bind_int(&q, 1, id);
	else
		sql_bind_text(&q, 1, login);
	*found = sql_next(&q, &rc, err);
	if (*found)
		account_row(a, &q, ret);
	sql_end(&q);
	return rc;
}

enum rc account_count(struct sql *db, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT count(*) FROM account", &q, err);

	if (rc != RC_OK)
		return rc;
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

enum rc account_add(struct txn *t, struct str login, struct str name, struct str password, int64_t *id,
		    struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO account (id, login, name, password, must_change, active, failed, failed_at,"
			       " locked_until, last_login, version, made_at)"
			       " VALUES ($1, $2, $3, $4, 1, 1, 0, NULL, NULL, NULL, 1, $5)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	*id = txn_id(t);
	sql_bind_int(&q, 1, *id);
	sql_bind_text(&q, 2, login);
	sql_bind_text(&q, 3, name);
	sql_bind_text(&q, 4, password);
	sql_bind_int(&q, 5, t->k->now);
	rc = sql_finish(&q, err);
	if (rc != RC_OK)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = "create",
						 .kind = "account",
						 .object = *id,
						 .has_new = true,
						 .new = login },
			 err);
}

enum rc account_put(struct txn *t, const struct account *x, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "UPDATE account SET name = $2, active = $3, password = $4, must_change = $5, failed = 0,"
			       " locked_until = NULL, version = version + 1 WHERE id = $1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, x->id);
	sql_bind_text(&q, 2, x->name);
	sql_bind_bool(&q, 3, x->active);
	sql_bind_text(&q, 4, x->password);
	sql_bind_bool(&q, 5, x->must_change);
	return sql_finish(&q, err);
}

enum rc account_note(struct txn *t, const struct account *x, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "UPDATE account SET failed = $2, failed_at = $3, locked_until = $4, last_login = $5 WHERE id = $1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, x->id);
	sql_bind_int(&q, 2, x->failed);
	sql_bind_int_if(&q, 3, x->failed_at != 0, x->failed_at);
	sql_bind_int_if(&q, 4, x->locked_until != 0, x->locked_until);
	sql_bind_int_if(&q, 5, x->last_login != 0, x->last_login);
	return sql_finish(&q, err);
}

/* ---- grants ---- */

enum rc grants_of(struct sql *db, struct arena *a, int64_t account, struct grant_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       "SELECT id, role, region, unit, from_day, to_day FROM account_grant WHERE account = $1 AND gone = 0"
			       " ORDER BY id",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, account);
	while (sql_next(&q, &rc, err)) {
		struct grant g = { .id = sql_int(&q, 0),
				   .region = sql_int(&q, 2),
				   .unit = sql_int(&q, 3),
				   .from = sql_day(&q, 4),
				   .to = sql_day(&q, 5) };

		if (role_parse(sql_text(&q, 1), &g.role))
			*list_add(ret, a) = g;
	}
	sql_end(&q);
	return rc;
}

static struct str grant_says(struct arena *a, const struct grant *g)
{
	return arena_printf(a, "%s region=%lld unit=%lld from=%.*s to=%.*s", role_word(g->role), (long long)g->region,
			    (long long)g->unit, STR_ARG(day_str(a, g->from)), STR_ARG(day_str(a, g->to)));
}

enum rc grant_add(struct txn *t, int64_t account, const struct grant *g, int64_t *id, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO account_grant (id, account, role, region, unit, from_day, to_day, gone)"
			       " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	*id = txn_id(t);
	sql_bind_int(&q, 1, *id);
	sql_bind_int(&q, 2, account);
	sql_bind_text(&q, 3, str_of(role_word(g->role)));
	sql_bind_int(&q, 4, g->region);
	sql_bind_int_if(&q, 5, g->unit != 0, g->unit);
	sql_bind_day(&q, 6, g->from, t->a);
	sql_bind_day(&q, 7, g->to, t->a);
	rc = sql_finish(&q, err);
	if (rc != RC_OK)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = "grant",
						 .kind = "account",
						 .object = account,
						 .field = "grant",
						 .has_new = true,
						 .new = grant_says(t->a, g) },
			 err);
}

enum rc grant_end(struct txn *t, int64_t account, int64_t grant, bool *found, struct err *err)
{
	struct sql_stmt q;
	int64_t n = 0;
	enum rc rc = sql_start(t->db, "UPDATE account_grant SET gone = 1 WHERE id = $1 AND account = $2 AND gone = 0", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, grant);
	sql_bind_int(&q, 2, account);
	rc = sql_finish_changed(&q, &n, err);
	*found = n > 0;
	if (rc != RC_OK || n == 0)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = "revoke",
						 .kind = "account",
						 .object = account,
						 .field = "grant",
						 .has_old = true,
						 .old = arena_printf(t->a, "%lld", (long long)grant) },
			 err);
}
