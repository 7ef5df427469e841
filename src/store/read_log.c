#include "base/digest.h"
#include "store/load.h"
#include "store/store_read.h"

/* The audit chain read backwards: the history of a project, and the log. */

#define COLUMNS                                                                                            \
	"SELECT seq, at, actor, action, kind, object, field, old, new, reason, change_set FROM audit x"

static void change_row(struct arena *a, struct sql_stmt *q, struct change *c)
{
	c->seq = sql_int(q, 0);
	c->at = sql_int(q, 1);
	c->actor = arena_str(a, sql_text(q, 2));
	c->action = arena_str(a, sql_text(q, 3));
	c->kind = arena_str(a, sql_text(q, 4));
	c->object = sql_int(q, 5);
	c->field = arena_str(a, sql_text(q, 6));
	c->has_old = !sql_null(q, 7);
	c->old = arena_str(a, sql_text(q, 7));
	c->has_new = !sql_null(q, 8);
	c->new = arena_str(a, sql_text(q, 8));
	c->reason = arena_str(a, sql_text(q, 9));
	c->set = sql_int(q, 10);
}

static enum rc changes(struct arena *a, struct sql_stmt *q, struct change_list *ret, struct err *err)
{
	struct change_list l = { 0 };
	enum rc rc;

	while (sql_next(q, &rc, err))
		change_row(a, q, list_add(&l, a));
	sql_end(q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

/* A unit sees the history of its own items, and of the project itself. */
static enum rc history(const struct ask *k, struct sql *db, int64_t region, int64_t project, size_t limit,
		       struct change_list *ret, struct err *err)
{
	static const char text[] =
		COLUMNS " WHERE x.region = $1 AND x.owner = $2 AND ($4 = 1 OR x.kind = 'project' OR"
			" (x.kind = 'item' AND x.object IN (SELECT u.item FROM item_unit u WHERE u.region = $1 AND"
			"  u.unit IN ($5, $6, $7, $8))) OR"
			" (x.kind = 'milestone' AND x.object IN (SELECT m.id FROM milestone m JOIN item_unit u"
			"  ON u.region = m.region AND u.item = m.item WHERE m.region = $1 AND u.unit IN ($5, $6, $7, $8))))"
			" ORDER BY x.seq DESC LIMIT $3";
	struct scope scope = actor_scope(k->actor, MAY_READ, region);
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, project);
	sql_bind_int(&q, 3, (int64_t)limit);
	sql_bind_bool(&q, 4, scope.all);
	for (int i = 0; i < ACTOR_UNITS_MAX; i++)
		sql_bind_int(&q, 5 + i, scope.unit[i]);
	return changes(k->a, &q, ret, err);
}

enum rc store_read_history(const struct ask *k, int64_t region, int64_t project, size_t limit,
			   struct change_list *ret, struct err *err)
{
	struct office_project seen;
	struct look look;
	/* whoever may not see the project may not see its history */
	enum rc rc = store_read_project(k, region, project, &seen, err);

	if (rc == RC_OK)
		rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, history(k, look.db, region, project, limit, ret, err));
}

/* ---- lately ---- */

static void recent_row(struct arena *a, struct sql_stmt *q, struct recent_row *r)
{
	r->at = sql_int(q, 0);
	r->actor = arena_str(a, sql_text(q, 1));
	r->reason = arena_str(a, sql_text(q, 2));
	r->action = arena_str(a, sql_text(q, 3));
	r->kind = arena_str(a, sql_text(q, 4));
	r->changes = (size_t)sql_int(q, 5);
	r->projects = (size_t)sql_int(q, 6);
	if (r->projects == 1) {
		r->project = sql_int(q, 7);
		r->project_name = arena_str(a, sql_text(q, 8));
	}
}

/* Looks at the end of the chain only: a page asks for a handful of lines. */
static enum rc recent(struct sql *db, struct arena *a, int64_t region, size_t limit, struct recent_list *ret,
		      struct err *err)
{
	enum { RECORDS = 5000 };
	static const char text[] =
		"SELECT x.at, x.actor, x.reason, x.action, x.kind, s.changes, s.projects, s.project, p.name FROM"
		" (SELECT max(y.seq) AS seq, count(*) AS changes, count(DISTINCT CASE WHEN y.owner > 0 THEN y.owner END) AS projects,"
		"  max(y.owner) AS project FROM audit y WHERE y.region = $1 AND y.seq > (SELECT h.seq FROM region_head h WHERE"
		"  h.region = $1) - $2 AND y.kind IN ('programme', 'project', 'item', 'milestone', 'unit', 'person', 'file')"
		"  AND y.action <> 'show' GROUP BY y.change_set) s JOIN audit x ON x.region = $1 AND x.seq = s.seq"
		" LEFT JOIN project p ON p.region = $1 AND p.id = s.project ORDER BY x.seq DESC LIMIT $3";
	struct recent_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, RECORDS);
	sql_bind_int(&q, 3, (int64_t)limit);
	while (sql_next(&q, &rc, err))
		recent_row(a, &q, list_add(&l, a));
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc store_read_recent(const struct ask *k, int64_t region, size_t limit, struct recent_list *ret, struct err *err)
{
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ_ALL, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, recent(look.db, k->a, region, limit, ret, err));
}

static enum rc log_rows(const struct ask *k, struct sql *db, int64_t region, int64_t before, size_t limit,
			struct change_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, COLUMNS " WHERE x.region = $1 AND (x.seq < $2 OR $2 = 0) ORDER BY x.seq DESC LIMIT $3", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, before);
	sql_bind_int(&q, 3, (int64_t)limit);
	return changes(k->a, &q, ret, err);
}

enum rc store_read_log(const struct ask *k, int64_t region, int64_t before, size_t limit, struct change_list *ret,
		       struct err *err)
{
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ_LOG, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, log_rows(k, look.db, region, before, limit, ret, err));
}

static enum rc chain_head(struct sql *db, struct arena *a, int64_t region, int64_t *seq, struct str *hex, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT seq, head FROM region_head WHERE region = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	if (sql_next(&q, &rc, err)) {
		struct str bytes = sql_bytes(&q, 1);

		*seq = sql_int(&q, 0);
		*hex = digest_hex(a, bytes.p, bytes.n);
	} else if (rc == RC_OK) {
		rc = missing(err, "这个地区");
	}
	sql_end(&q);
	return rc;
}

enum rc store_read_head(const struct ask *k, int64_t region, int64_t *seq, struct str *hex, struct err *err)
{
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_READ_LOG, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, chain_head(look.db, k->a, region, seq, hex, err));
}
