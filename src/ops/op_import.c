#include "ops/op_import.h"

#include "ops/import.h"
#include "store/rows.h"

/* ---- looking ---- */

static void show(struct arena *a, const struct plan *plan, struct import_view *ret)
{
	ret->row = plan->row;
	ret->region = plan->region;
	ret->doc = plan->doc;
	ret->p = plan->p;
	ret->questions = plan->questions;
	ret->counts = plan->counts;
	ret->programme = plan->programme;
	ret->reader_changed = plan->reader_changed;
	ret->answers = plan->answers.n;
	ret->match = arena_alloc(a, (plan->p.projects.n + 1) * sizeof(*ret->match));
	for (size_t i = 0; i < plan->p.projects.n; i++)
		ret->match[i] = plan->pair[i].there == NULL ? 0 : plan->pair[i].there->id;
}

enum rc op_import_preview(const struct ask *k, int64_t region, int64_t id, struct import_view *ret, struct err *err)
{
	struct plan plan;
	struct look look;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, plan_build(k, look.db, region, id, &plan, err));
	if (rc == RC_OK)
		show(k->a, &plan, ret);
	return rc;
}

/* ---- putting aside ---- */

static enum rc set_state(struct txn *t, int64_t id, const char *state, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "UPDATE import SET state = $3 WHERE region = $1 AND id = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, id);
	sql_bind_text(&q, 3, str_of(state));
	return sql_finish(&q, err);
}

static enum rc drop(struct txn *t, int64_t id, struct err *err)
{
	struct import_row row = { 0 };
	struct str frame, stored;
	enum rc rc = import_row_load(t->db, t->a, t->region, id, &row, &frame, &stored, err);

	if (rc == RC_OK && row.state == IMPORT_CONFIRMED)
		rc = err_set(err, RC_REFUSED, "这次导入已经确认；要收回请用“撤销导入”");
	return rc == RC_OK ? set_state(t, id, "dropped", err) : rc;
}

enum rc op_import_drop(const struct ask *k, int64_t region, int64_t id, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, drop(&t, id, err), err);
}

/* ---- taking back: the records of the change set, last first ---- */

struct record {
	enum thing thing;
	int64_t object, owner;
	struct str action, field, old, new;
};

struct record_list {
	struct record *v;
	size_t n, cap;
};

static enum rc records_of(struct txn *t, int64_t set, struct record_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT kind, object, owner, action, field, old, new FROM audit WHERE region = $1 AND change_set = $2"
			       " ORDER BY seq DESC",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, set);
	while (sql_next(&q, &rc, err)) {
		enum thing thing;
		struct record *r;

		/* units and aliases stay: others may use them by now */
		if (!thing_parse(sql_text(&q, 0), &thing) || thing == THING_UNIT || thing == THING_PERSON)
			continue;
		r = list_add(ret, t->a);
		r->thing = thing;
		r->object = sql_int(&q, 1);
		r->owner = sql_int(&q, 2);
		r->action = arena_str(t->a, sql_text(&q, 3));
		r->field = arena_str(t->a, sql_text(&q, 4));
		r->old = arena_str(t->a, sql_text(&q, 5));
		r->new = arena_str(t->a, sql_text(&q, 6));
	}
	sql_end(&q);
	return rc;
}

static bool made_here(const struct record_list *l, const struct record *r)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].thing == r->thing && l->v[i].object == r->object && str_eq(l->v[i].action, STR("create")))
			return true;
	return false;
}

static enum rc undo_record(struct txn *t, const struct record_list *l, const struct record *r, bool *kept,
			   struct err *err)
{
	const struct field *f;
	struct str now = STR("");
	bool changed;
	enum rc rc;

	if (str_eq(r->action, STR("create")))
		return r->thing == THING_PROGRAMME ? RC_OK : txn_put(t, r->thing, r->object, r->owner, "gone", STR("1"), &changed, err);
	f = field_find(r->thing, r->field);
	if (f == NULL || made_here(l, r))
		return RC_OK;
	rc = field_get(t->db, t->a, f, t->region, r->object, &now, err);
	if (rc != RC_OK)
		return rc;
	/* somebody changed it since: theirs stays */
	if (!str_eq(now, r->new)) {
		*kept = true;
		return RC_OK;
	}
	return txn_put(t, r->thing, r->object, r->owner, f->name, r->old, &changed, err);
}

static enum rc touch_owners(struct txn *t, const struct record_list *l, struct import_done *done, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		bool before = l->v[i].owner == 0;

		for (size_t k = 0; k < i && !before; k++)
			before = l->v[k].owner == l->v[i].owner;
		if (before)
			continue;
		rc = row_touch_project(t, l->v[i].owner, err);
		if (rc == RC_OK)
			rc = index_project(t, l->v[i].owner, err);
		done->changed++;
	}
	return rc;
}

static enum rc change_set_of(struct txn *t, int64_t id, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT change_set FROM import WHERE region = $1 AND id = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, id);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

static enum rc undo(struct txn *t, int64_t id, struct import_done *ret, struct err *err)
{
	struct import_row row = { 0 };
	struct record_list l = { 0 };
	struct import_done done = { 0 };
	struct str frame, stored;
	int64_t set = 0;
	bool kept = false;
	enum rc rc = import_row_load(t->db, t->a, t->region, id, &row, &frame, &stored, err);

	if (rc == RC_OK && row.state != IMPORT_CONFIRMED)
		rc = err_set(err, RC_REFUSED, "这次导入还没有确认，没有可以撤销的内容");
	if (rc == RC_OK)
		rc = change_set_of(t, id, &set, err);
	t->reason = arena_printf(t->a, "撤销导入「%.*s」", STR_ARG(row.name));
	if (rc == RC_OK && set != 0)
		rc = records_of(t, set, &l, err);
	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		rc = undo_record(t, &l, &l.v[i], &kept, err);
	if (rc == RC_OK)
		rc = touch_owners(t, &l, &done, err);
	if (rc == RC_OK)
		rc = set_state(t, id, "undone", err);
	done.programme = row.programme;
	done.year = row.year;
	done.set = t->set;
	done.nothing = t->changes == 0;
	done.same = kept ? 1 : 0;
	if (rc == RC_OK)
		*ret = done;
	return rc;
}

enum rc op_import_undo(const struct ask *k, int64_t region, int64_t id, struct import_done *ret, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return err_within(err, txn_end(&t, undo(&t, id, ret, err), err), "撤销导入");
}
