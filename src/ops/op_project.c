#include "ops/op_project.h"

#include "model/lines.h"
#include "model/standing.h"
#include "ops/import.h"
#include "store/rows.h"
#include "zh/unit_kind.h"

enum { REASON_MAX = 600, NAME_BYTES = 600, TEXT_BYTES = 60000 };

/* ---- what may be changed by whom ---- */

static bool a_units_field(enum object_kind kind, struct str field)
{
	static const struct str of_item[] = { STR_INIT("progress"), STR_INIT("problems"), STR_INIT("next_plan"),
					      STR_INIT("done_on") };

	if (kind == OBJECT_MILESTONE)
		return str_eq(field, STR("met"));
	for (size_t i = 0; kind == OBJECT_ITEM && i < COUNT(of_item); i++)
		if (str_eq(field, of_item[i]))
			return true;
	return false;
}

/* The item an edit is about: itself, or the one its milestone belongs to; 0 for the project. */
static const struct item *item_of(const struct project *p, const struct field_edit *e)
{
	for (size_t i = 0; i < p->items.n; i++) {
		if (e->kind == OBJECT_ITEM && p->items.v[i].id == e->id)
			return &p->items.v[i];
		for (size_t m = 0; e->kind == OBJECT_MILESTONE && m < p->items.v[i].milestones.n; m++)
			if (p->items.v[i].milestones.v[m].id == e->id)
				return &p->items.v[i];
	}
	return NULL;
}

static bool leads(const struct ask *k, int64_t region, const struct item *it)
{
	for (size_t i = 0; it != NULL && i < it->lead.n; i++)
		if (actor_may_for(k->actor, MAY_EDIT, region, it->lead.v[i].id))
			return true;
	return false;
}

static bool may(const struct ask *k, int64_t region, const struct project *p, const struct field_edit *e)
{
	if (actor_may(k->actor, MAY_EDIT_ALL, region))
		return true;
	return a_units_field(e->kind, e->field) && leads(k, region, item_of(p, e));
}

/* ---- one edit ---- */

static enum thing thing_of(enum object_kind kind)
{
	return kind == OBJECT_PROJECT ? THING_PROJECT : kind == OBJECT_ITEM ? THING_ITEM : THING_MILESTONE;
}

static bool may_be_edited(enum object_kind kind, struct str field)
{
	/* kept for good, or written by the program alone */
	return !(kind == OBJECT_PROJECT && (str_eq(field, STR("candidate_no")) || str_eq(field, STR("compare")) ||
					    str_eq(field, STR("rest")))) &&
	       !(kind == OBJECT_MILESTONE && str_eq(field, STR("bare")));
}

/* Units typed by a person who may edit everything are made when they are new. */
static enum rc new_units(struct txn *t, struct str lines, struct err *err)
{
	struct unit_list l;
	enum rc rc = units_of_lines(t->a, lines, &l, err);

	for (size_t i = 0; rc == RC_OK && i < l.n; i++) {
		int64_t unit;

		rc = unit_find(t->db, t->region, l.v[i].name, &unit, err);
		if (rc == RC_OK && unit == 0)
			rc = row_unit_add(t, l.v[i].name, zh_unit_kind(l.v[i].name), &unit, err);
	}
	return rc;
}

static enum rc check_state(struct txn *t, const struct project *p, struct str value, struct err *err)
{
	enum project_state state;
	bool changed;

	if (!project_state_parse(value, &state))
		return err_set(err, RC_INPUT, "没有这种状态，请重新选择");
	if (p->no.n == 0 && state != PROJECT_CANDIDATE && state != PROJECT_RESERVE)
		return err_set(err, RC_REFUSED, "还没有序号的项目只能是候选或储备；请先给它序号");
	/* only what is closed out has a day on which it was */
	if (state != PROJECT_CLOSED && day_is(p->closed_on))
		return txn_put(t, THING_PROJECT, p->id, p->id, "closed_on", STR(""), &changed, err);
	return RC_OK;
}

/* `then`: what to do when another project holds the number. */
static enum rc number_free(struct txn *t, int64_t project, struct str no, const char *then, struct err *err)
{
	struct sql_stmt q;
	struct dec d;
	bool taken;
	enum rc rc;

	if (!dec_parse(str_trim(no), &d))
		return RC_OK; /* said better by the field itself */
	rc = sql_start(t->db,
		       "SELECT x.name FROM project x JOIN project p ON p.region = x.region AND p.programme = x.programme"
		       " WHERE p.region = $1 AND p.id = $2 AND x.id <> $2 AND x.gone = 0 AND x.no = $3",
		       &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	sql_bind_int(&q, 3, d.n);
	taken = sql_next(&q, &rc, err);
	if (taken)
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "第%lld号已是「%.*s」，%s", (long long)d.n, STR_ARG(sql_text(&q, 0)), then);
	sql_end(&q);
	return rc;
}

static enum rc before_put(struct txn *t, const struct project *p, const struct field_edit *e, struct err *err)
{
	if (e->kind == OBJECT_PROJECT && str_eq(e->field, STR("state")))
		return check_state(t, p, e->value, err);
	if (e->kind == OBJECT_PROJECT && str_eq(e->field, STR("no")))
		return number_free(t, p->id, e->value, "请换一个序号", err);
	if (e->kind == OBJECT_PROJECT && str_eq(e->field, STR("gone")) && str_eq(e->value, STR("0")))
		return number_free(t, p->id, p->no, "请先给那一件换一个序号，再恢复这一件", err);
	if (e->kind == OBJECT_ITEM &&
	    (str_eq(e->field, STR("lead")) || str_eq(e->field, STR("support")) || str_eq(e->field, STR("implement"))) &&
	    actor_may(t->k->actor, MAY_EDIT_ALL, t->region))
		return new_units(t, e->value, err);
	return RC_OK;
}

/* Items and milestones that were taken away are in no loaded project; they can still be brought back. */
static enum rc gone_belongs(struct txn *t, const struct project *p, const struct field_edit *e, bool *ret, struct err *err)
{
	static const char of_item[] = "SELECT 1 FROM item WHERE region = $1 AND project = $2 AND id = $3 AND gone = 1";
	static const char of_milestone[] =
		"SELECT 1 FROM milestone m JOIN item i ON i.region = m.region AND i.id = m.item AND i.gone = 0"
		" WHERE m.region = $1 AND i.project = $2 AND m.id = $3 AND m.gone = 1";
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, e->kind == OBJECT_ITEM ? of_item : of_milestone, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, p->id);
	sql_bind_int(&q, 3, e->id);
	*ret = sql_next(&q, &rc, err);
	sql_end(&q);
	return rc;
}

static enum rc check_belongs(struct txn *t, const struct project *p, const struct field_edit *e, struct err *err)
{
	bool belongs = e->kind == OBJECT_PROJECT || item_of(p, e) != NULL;
	enum rc rc = RC_OK;

	if (!belongs && str_eq(e->field, STR("gone")))
		rc = gone_belongs(t, p, e, &belongs, err);
	if (rc == RC_OK && !belongs)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这一项已不在这件实事里，请刷新后再改");
	return rc;
}

static enum rc edit_one(struct txn *t, const struct project *p, const struct field_edit *e, size_t *changed,
			struct err *err)
{
	int64_t id = e->kind == OBJECT_PROJECT ? p->id : e->id;
	bool now = false;
	enum rc rc = check_belongs(t, p, e, err);

	if (rc != RC_OK)
		return rc;
	if (!may_be_edited(e->kind, e->field))
		return err_set(err, RC_INPUT, "这一栏不能直接修改");
	if (!may(t->k, t->region, p, e))
		return actor_refuse(err);
	rc = before_put(t, p, e, err);
	if (rc == RC_OK)
		rc = txn_put(t, thing_of(e->kind), id, p->id, arena_cstr(t->a, e->field), e->value, &now, err);
	*changed += now;
	return rc;
}

/* Dates of one milestone go in the order in which none of them contradicts the other; closed_on needs its state. */
static bool goes_late(const struct field_edit *e, const struct project *p)
{
	const struct item *it;
	struct day due;

	if (e->kind == OBJECT_PROJECT)
		return str_eq(e->field, STR("closed_on")) && e->value.n > 0;
	if (e->kind != OBJECT_MILESTONE)
		return false;
	if (str_eq(e->field, STR("from")))
		return true;
	if (!str_eq(e->field, STR("due")) || !day_parse(str_trim(e->value), &due))
		return false;
	it = item_of(p, e);
	for (size_t m = 0; it != NULL && m < it->milestones.n; m++)
		if (it->milestones.v[m].id == e->id)
			return day_is(it->milestones.v[m].from) && day_cmp(due, it->milestones.v[m].from) < 0;
	return false;
}

static enum rc edit_all(struct txn *t, const struct project *p, const struct field_edit_list *edits, size_t *changed,
			struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < edits->n; i++)
		if (!goes_late(&edits->v[i], p))
			rc = edit_one(t, p, &edits->v[i], changed, err);
	for (size_t i = 0; rc == RC_OK && i < edits->n; i++)
		if (goes_late(&edits->v[i], p) && !str_eq(edits->v[i].field, STR("due")))
			rc = edit_one(t, p, &edits->v[i], changed, err);
	for (size_t i = 0; rc == RC_OK && i < edits->n; i++)
		if (goes_late(&edits->v[i], p) && str_eq(edits->v[i].field, STR("due")))
			rc = edit_one(t, p, &edits->v[i], changed, err);
	return rc;
}

static enum rc load_one(struct txn *t, int64_t project, struct project *ret, struct err *err)
{
	struct load load = { .db = t->db, .a = t->a, .region = t->region, .one = true, .key = project,
			     .scope = { .all = true } };
	struct project_list list = { 0 };
	enum rc rc = load_projects(&load, &list, err);

	if (rc == RC_OK && list.n == 0) {
		load.gone = true;
		rc = load_projects(&load, &list, err);
	}
	if (rc == RC_OK && list.n == 0)
		rc = missing(err, "这一件");
	if (rc == RC_OK)
		*ret = list.v[0];
	return rc;
}

static enum rc check_version(struct txn *t, int64_t project, int64_t version, struct err *err)
{
	struct sql_stmt q;
	int64_t now;
	enum rc rc = sql_start(t->db, "SELECT version FROM project WHERE region = $1 AND id = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	now = sql_next(&q, &rc, err) ? sql_int(&q, 0) : version;
	sql_end(&q);
	if (rc == RC_OK && now != version)
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "您修改期间，别人也改了这件实事；请对照新的内容再改一次，您写的还在");
	return rc;
}

/* Does the search index hold words of this field (index_project())? */
static bool is_searched(const struct field_edit *e)
{
	static const struct str of_project[] = { STR_INIT("name"), STR_INIT("gone") };
	static const struct str of_item[] = { STR_INIT("task"),	   STR_INIT("lead"), STR_INIT("support"), STR_INIT("implement"),
					      STR_INIT("leaders"), STR_INIT("site"), STR_INIT("gone") };

	for (size_t i = 0; e->kind == OBJECT_PROJECT && i < COUNT(of_project); i++)
		if (str_eq(e->field, of_project[i]))
			return true;
	for (size_t i = 0; e->kind == OBJECT_ITEM && i < COUNT(of_item); i++)
		if (str_eq(e->field, of_item[i]))
			return true;
	return false;
}

static enum rc edit(struct txn *t, int64_t project, int64_t version, const struct field_edit_list *edits,
		    size_t *changed, struct err *err)
{
	struct project p = { 0 };
	enum rc rc = load_one(t, project, &p, err);

	if (rc == RC_OK)
		rc = check_version(t, project, version, err);
	if (rc == RC_OK)
		rc = edit_all(t, &p, edits, changed, err);
	if (rc != RC_OK || *changed == 0)
		return rc;
	rc = row_touch_project(t, project, err);
	for (size_t i = 0; rc == RC_OK && i < edits->n; i++)
		if (is_searched(&edits->v[i]))
			return index_project(t, project, err);
	return rc;
}

enum rc op_project_edit(const struct ask *k, int64_t region, int64_t project, int64_t version,
			const struct field_edit_list *edits, struct str reason, size_t *changed, struct err *err)
{
	struct txn t;
	enum rc rc;

	*changed = 0;
	if (!actor_may(k->actor, MAY_EDIT, region))
		return actor_refuse(err);
	if (reason.n > REASON_MAX)
		return err_set(err, RC_INPUT, "修改原因请控制在200字以内");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	t.reason = str_trim(reason);
	return txn_end(&t, edit(&t, project, version, edits, changed, err), err);
}

/* ---- new ones ---- */

static enum rc next_number(struct txn *t, int64_t programme, int64_t *no, bool *candidates, struct err *err)
{
	static const char text[] =
		"SELECT g.state, g.next_no, (SELECT coalesce(max(p.no), 0) FROM project p WHERE p.region = g.region AND"
		" p.programme = g.id), (SELECT coalesce(max(p.candidate_no), 0) FROM project p WHERE p.region = g.region AND"
		" p.programme = g.id) FROM programme g WHERE g.region = $1 AND g.id = $2";
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	if (sql_next(&q, &rc, err)) {
		*candidates = str_eq(sql_text(&q, 0), STR("candidates"));
		*no = sql_int(&q, *candidates ? 3 : 2) + 1;
		if (!*candidates && *no < sql_int(&q, 1))
			*no = sql_int(&q, 1);
	} else if (rc == RC_OK) {
		rc = missing(err, "这一年的民生实事");
	}
	sql_end(&q);
	return rc;
}

static enum rc add_project(struct txn *t, int64_t programme, struct str name, int64_t *id, struct err *err)
{
	int64_t no = 0, item;
	bool candidates = false;
	enum rc rc = next_number(t, programme, &no, &candidates, err);

	if (rc == RC_OK)
		rc = row_project_add(t,
				     &(struct new_project){ .programme = programme,
							    .ord = no,
							    .no = candidates ? 0 : no,
							    .candidate_no = candidates ? no : 0,
							    .name = name,
							    .state = candidates ? PROJECT_CANDIDATE : PROJECT_RUNNING },
				     id, err);
	if (rc == RC_OK)
		rc = row_item_add(t, *id, &item, err);
	if (rc == RC_OK)
		rc = row_touch_project(t, *id, err);
	return rc == RC_OK ? index_project(t, *id, err) : rc;
}

enum rc op_project_add(const struct ask *k, int64_t region, int64_t programme, struct str name, int64_t *id,
		       struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_EDIT_ALL, region))
		return actor_refuse(err);
	name = str_trim(name);
	if (name.n == 0 || name.n > NAME_BYTES)
		return err_set(err, RC_INPUT, "请填写项目名称，不超过200字");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_project(&t, programme, name, id, err), err);
}

static enum rc add_item(struct txn *t, int64_t project, struct str task, int64_t *id, struct err *err)
{
	struct project p = { 0 };
	bool changed;
	enum rc rc = load_one(t, project, &p, err);

	if (rc == RC_OK)
		rc = row_item_add(t, project, id, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_ITEM, *id, project, "task", task, &changed, err);
	if (rc == RC_OK)
		rc = row_touch_project(t, project, err);
	return rc == RC_OK ? index_project(t, project, err) : rc;
}

enum rc op_item_add(const struct ask *k, int64_t region, int64_t project, struct str task, int64_t *id,
		    struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_EDIT_ALL, region))
		return actor_refuse(err);
	task = str_trim(task);
	if (task.n == 0 || task.n > TEXT_BYTES)
		return err_set(err, RC_INPUT, "请填写子项的年度任务");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_item(&t, project, task, id, err), err);
}

static enum rc project_of_item(struct txn *t, int64_t item, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT project FROM item WHERE region = $1 AND id = $2 AND gone = 0", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, item);
	if (sql_next(&q, &rc, err))
		*ret = sql_int(&q, 0);
	else if (rc == RC_OK)
		rc = missing(err, "这个子项");
	sql_end(&q);
	return rc;
}

static enum rc add_milestone(struct txn *t, int64_t item, struct day due, struct str text, int64_t *id,
			     struct err *err)
{
	int64_t project = 0;
	bool changed;
	enum rc rc = project_of_item(t, item, &project, err);

	if (rc == RC_OK)
		rc = row_milestone_add(t, project, item, id, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_MILESTONE, *id, project, "due", day_str(t->a, due), &changed, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_MILESTONE, *id, project, "text", text, &changed, err);
	return rc == RC_OK ? row_touch_project(t, project, err) : rc;
}

enum rc op_milestone_add(const struct ask *k, int64_t region, int64_t item, struct day due, struct str text,
			 int64_t *id, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_EDIT_ALL, region))
		return actor_refuse(err);
	text = str_trim(text);
	if ((text.n == 0 && !day_is(due)) || text.n > TEXT_BYTES)
		return err_set(err, RC_INPUT, "请填写节点的时限和内容");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_milestone(&t, item, due, text, id, err), err);
}
