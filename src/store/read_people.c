#include "base/digest.h"
#include "store/accounts.h"
#include "store/load.h"
#include "store/store_read.h"

/* Units, people, accounts, sessions. */

/* ---- units ---- */

#define UNITS                                                                                                 \
	"SELECT u.id, u.version, u.name, u.kind, u.phone, u.gone,"                                             \
	" (SELECT count(DISTINCT x.item) FROM item_unit x JOIN item i ON i.region = x.region AND i.id = x.item" \
	"  AND i.gone = 0 JOIN project p ON p.region = i.region AND p.id = i.project AND p.gone = 0"           \
	"  AND p.state IN ('candidate', 'running') WHERE x.region = u.region AND x.unit = u.id),"              \
	" (SELECT count(*) FROM person q WHERE q.region = u.region AND q.unit = u.id AND q.gone = 0)"          \
	" FROM unit u WHERE u.region = $1 AND ($2 = 1 OR u.id IN ($3, $4, $5, $6))"

static void unit_row(struct arena *a, struct sql_stmt *q, struct unit_row *u)
{
	u->id = sql_int(q, 0);
	u->version = sql_int(q, 1);
	u->name = arena_str(a, sql_text(q, 2));
	u->kind = arena_str(a, sql_text(q, 3));
	u->phone = arena_str(a, sql_text(q, 4));
	u->gone = sql_int(q, 5) != 0;
	u->items = (size_t)sql_int(q, 6);
	u->people = (size_t)sql_int(q, 7);
}

static enum rc aliases(struct sql *db, struct arena *a, int64_t region, struct unit_row_list *l, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT unit, name FROM unit_name WHERE region = $1 AND alias = 1 ORDER BY unit, name", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	while (sql_next(&q, &rc, err))
		for (size_t i = 0; i < l->n; i++)
			if (l->v[i].id == sql_int(&q, 0))
				*list_add(&l->v[i].aliases, a) = arena_str(a, sql_text(&q, 1));
	sql_end(&q);
	return rc;
}

static void bind_scope(struct sql_stmt *q, int at, const struct scope *scope)
{
	sql_bind_bool(q, at, scope->all);
	for (int i = 0; i < ACTOR_UNITS_MAX; i++)
		sql_bind_int(q, at + 1 + i, scope->unit[i]);
}

/* Whoever gives roles picks units of any region, and whoever looks after accounts reads their names. */
static bool knows_units(const struct ask *k, int64_t region)
{
	return actor_may(k->actor, MAY_GRANTS, region) || actor_may(k->actor, MAY_ACCOUNTS, region);
}

static enum rc units(const struct ask *k, struct sql *db, int64_t region, int64_t only, struct unit_row_list *ret,
		     struct err *err)
{
	static const char all[] = UNITS " ORDER BY u.gone, u.id";
	static const char one[] = UNITS " AND u.id = $7";
	struct scope scope = actor_scope(k->actor, MAY_READ, region);
	struct unit_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, only == 0 ? all : one, &q, err);

	if (rc != RC_OK)
		return rc;
	scope.all = scope.all || knows_units(k, region);
	sql_bind_int(&q, 1, region);
	bind_scope(&q, 2, &scope);
	if (only != 0)
		sql_bind_int(&q, 7, only);
	while (sql_next(&q, &rc, err))
		unit_row(k->a, &q, list_add(&l, k->a));
	sql_end(&q);
	if (rc == RC_OK)
		rc = aliases(db, k->a, region, &l, err);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc store_read_units(const struct ask *k, int64_t region, struct unit_row_list *ret, struct err *err)
{
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ, region) && !knows_units(k, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, units(k, look.db, region, 0, ret, err));
}

enum rc store_read_unit(const struct ask *k, int64_t region, int64_t unit, struct unit_row *ret, struct err *err)
{
	struct unit_row_list l = { 0 };
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, units(k, look.db, region, unit, &l, err));
	if (rc == RC_OK && l.n == 0)
		rc = missing(err, "这个单位");
	if (rc == RC_OK)
		*ret = l.v[0];
	return rc;
}

/* ---- people ---- */

static enum rc people(const struct ask *k, struct sql *db, int64_t region, struct person_row_list *ret,
		      struct err *err)
{
	static const char text[] =
		"SELECT q.id, q.version, q.unit, q.name, q.post, u.name, q.gone,"
		" (SELECT count(*) FROM person_phone f WHERE f.region = q.region AND f.person = q.id),"
		" (SELECT count(DISTINCT s.item) FROM assignment s WHERE s.region = q.region AND s.person = q.id)"
		" FROM person q LEFT JOIN unit u ON u.region = q.region AND u.id = q.unit"
		" WHERE q.region = $1 AND ($2 = 1 OR q.unit IN ($3, $4, $5, $6)) ORDER BY q.gone, q.unit NULLS FIRST, q.id";
	struct scope scope = actor_scope(k->actor, MAY_READ, region);
	struct person_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	bind_scope(&q, 2, &scope);
	while (sql_next(&q, &rc, err)) {
		struct person_row *p = list_add(&l, k->a);

		p->id = sql_int(&q, 0);
		p->version = sql_int(&q, 1);
		p->unit = sql_int(&q, 2);
		p->name = arena_str(k->a, sql_text(&q, 3));
		p->post = arena_str(k->a, sql_text(&q, 4));
		p->unit_name = arena_str(k->a, sql_text(&q, 5));
		p->gone = sql_int(&q, 6) != 0;
		p->has_phone = sql_int(&q, 7) != 0;
		p->items = (size_t)sql_int(&q, 8);
	}
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc store_read_people(const struct ask *k, int64_t region, struct person_row_list *ret, struct err *err)
{
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, people(k, look.db, region, ret, err));
}

/* ---- accounts ---- */

static enum rc account_rows(const struct ask *k, struct sql *db, int64_t region, int64_t only,
			    struct account_row_list *ret, struct err *err)
{
	static const char text[] =
		"SELECT id, version, login, name, active, must_change, locked_until, last_login FROM account a"
		" WHERE (a.id = $2 OR $2 = 0) AND ($1 = 0 OR EXISTS (SELECT 1 FROM account_grant g WHERE g.account = a.id"
		" AND g.region = $1 AND g.gone = 0)) ORDER BY a.active DESC, a.id";
	struct account_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, only);
	while (sql_next(&q, &rc, err)) {
		struct account_row *x = list_add(&l, k->a);

		x->id = sql_int(&q, 0);
		x->version = sql_int(&q, 1);
		x->login = arena_str(k->a, sql_text(&q, 2));
		x->name = arena_str(k->a, sql_text(&q, 3));
		x->active = sql_int(&q, 4) != 0;
		x->must_change = sql_int(&q, 5) != 0;
		x->locked_until = sql_int(&q, 6) > k->now ? sql_int(&q, 6) : 0;
		x->last_login = sql_int(&q, 7);
	}
	sql_end(&q);
	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		rc = grants_of(db, k->a, l.v[i].id, &l.v[i].grants, err);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

static bool may_see_accounts(const struct ask *k)
{
	return actor_may(k->actor, MAY_ACCOUNTS, 0) || actor_may(k->actor, MAY_GRANTS, 0);
}

enum rc store_read_accounts(const struct ask *k, int64_t region, struct account_row_list *ret, struct err *err)
{
	struct look look;
	enum rc rc;

	if (!may_see_accounts(k))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, account_rows(k, look.db, region, 0, ret, err));
}

enum rc store_read_account(const struct ask *k, int64_t account, struct account_row *ret, struct err *err)
{
	struct account_row_list l = { 0 };
	struct look look;
	enum rc rc;

	if (!may_see_accounts(k) && k->actor->account != account)
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, account_rows(k, look.db, 0, account, &l, err));
	if (rc == RC_OK && (l.n == 0 || account == 0))
		rc = missing(err, "这个账号");
	if (rc == RC_OK)
		*ret = l.v[0];
	return rc;
}

/* ---- sessions ---- */

enum { SESSION_NAME = 12 };

static enum rc sessions(const struct ask *k, struct sql *db, struct session_row_list *ret, struct err *err)
{
	struct session_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT hash, began, seen, ends FROM session WHERE account = $1 AND ends > $2 ORDER BY began DESC",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, k->actor->account);
	sql_bind_int(&q, 2, k->now);
	while (sql_next(&q, &rc, err)) {
		struct session_row *s = list_add(&l, k->a);
		struct str hash = sql_bytes(&q, 0);

		s->id = str_cut(digest_hex(k->a, hash.p, hash.n), 0, SESSION_NAME);
		s->began = sql_int(&q, 1);
		s->seen = sql_int(&q, 2);
		s->ends = sql_int(&q, 3);
	}
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc store_read_sessions(const struct ask *k, struct session_row_list *ret, struct err *err)
{
	struct look look;
	enum rc rc;

	if (k->actor->account == 0)
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, sessions(k, look.db, ret, err));
}
