#include "model/lines.h"
#include "model/similar.h"
#include "model/standing.h"
#include "model/values.h"
#include "ops/import.h"
#include "store/rows.h"
#include "store/search.h"
#include "zh/pinyin.h"
#include "zh/unit_kind.h"

/* One confirmation in the making. */
struct apply {
	struct txn *t;
	struct plan *plan;
	struct import_done done;
	int64_t last_no; /* the highest number given because the document's own was taken */
};

/* ---- units ---- */

/* Makes the units of a list that the store does not know. */
static enum rc units_make(struct apply *ap, struct str lines, struct err *err)
{
	struct unit_list l;
	enum rc rc = units_of_lines(ap->t->a, lines, &l, err);

	for (size_t i = 0; rc == RC_OK && i < l.n; i++) {
		int64_t unit;

		rc = unit_find(ap->t->db, ap->t->region, l.v[i].name, &unit, err);
		if (rc == RC_OK && unit == 0)
			rc = row_unit_add(ap->t, l.v[i].name, zh_unit_kind(l.v[i].name), &unit, err);
	}
	return rc;
}

/* "以后都这样": names that a person has tied to a unit become its aliases. */
static enum rc aliases_keep(struct apply *ap, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ap->plan->answers.n; i++) {
		const struct answer *x = &ap->plan->answers.v[i];
		struct str name;
		struct dec id;
		int64_t unit;

		if (!x->keep || !str_starts(x->key, STR("unit:")) || answer_of(ap->plan, x->key) != x ||
		    !dec_parse(x->value, &id))
			continue;
		name = str_from(x->key, 5);
		rc = unit_find(ap->t->db, ap->t->region, name, &unit, err);
		if (rc == RC_OK && unit == 0)
			rc = row_alias_add(ap->t, id.n, name, err);
	}
	return rc;
}

/* ---- fields ---- */

static enum rc put(struct apply *ap, enum thing thing, int64_t id, int64_t project, const struct beside *b,
		   bool *changed, struct err *err)
{
	bool now;
	enum verdict v = verdict_of(ap->t->a, ap->plan, b);
	enum rc rc;

	if (v != VERDICT_NEW && v != VERDICT_FILL)
		return RC_OK;
	rc = txn_put(ap->t, thing, id, project, b->field, b->new, &now, err);
	*changed = *changed || now;
	return rc;
}

static enum rc put_milestone(struct apply *ap, const struct milestone *m, const struct milestone *there,
			     int64_t project, int64_t item, bool *changed, struct err *err)
{
	struct milestone none = { 0 };
	int64_t id = there == NULL ? 0 : there->id;
	enum rc rc = RC_OK;

	if (there == NULL) {
		rc = row_milestone_add(ap->t, project, item, &id, err);
		*changed = true;
		there = &none;
	}
	for (size_t f = 0; rc == RC_OK && milestone_fields[f] != NULL; f++)
		rc = put(ap, THING_MILESTONE, id, project,
			 &(struct beside){ "milestone", milestone_fields[f], id,
					   milestone_value(ap->t->a, there, milestone_fields[f]),
					   milestone_value(ap->t->a, m, milestone_fields[f]) },
			 changed, err);
	return rc;
}

static enum rc put_item_fields(struct apply *ap, const struct item *it, const struct item *there, int64_t id,
			       int64_t project, bool *changed, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t f = 0; rc == RC_OK && item_fields[f] != NULL; f++) {
		struct beside b = { "item", item_fields[f], id, item_value(ap->t->a, there, item_fields[f]),
				    item_value(ap->t->a, it, item_fields[f]) };

		if (is_units_field(item_fields[f])) {
			rc = units_known(ap->t->db, ap->t->a, ap->plan, b.new, &b.new, err);
			if (rc == RC_OK)
				rc = units_make(ap, b.new, err);
		}
		if (rc == RC_OK)
			rc = put(ap, THING_ITEM, id, project, &b, changed, err);
	}
	return rc;
}

static enum rc put_item(struct apply *ap, const struct item *it, const struct item *there, int64_t project,
			bool *changed, struct err *err)
{
	struct item none = { 0 };
	int64_t id = there == NULL ? 0 : there->id;
	bool *used;
	enum rc rc = RC_OK;

	if (there == NULL) {
		rc = row_item_add(ap->t, project, &id, err);
		*changed = true;
		there = &none;
	}
	if (rc == RC_OK)
		rc = put_item_fields(ap, it, there, id, project, changed, err);
	used = arena_alloc(ap->t->a, there->milestones.n + 1);
	for (size_t m = 0; rc == RC_OK && m < it->milestones.n; m++) {
		const struct milestone *x = pair_milestone(ap->t->a, &it->milestones.v[m], there, used);

		if (x != NULL || adds_milestones(ap->plan, there))
			rc = put_milestone(ap, &it->milestones.v[m], x, project, id, changed, err);
	}
	ap->done.milestones += it->milestones.n;
	return rc;
}

/* ---- projects ---- */

static int64_t number(struct str digits)
{
	struct dec d;

	return dec_parse(digits, &d) && d.scale == 0 && d.n > 0 && d.n < 100000 ? d.n : 0;
}

static bool number_taken(const struct plan *plan, int64_t no)
{
	for (size_t i = 0; i < plan->there.n; i++)
		if (number(plan->there.v[i].no) == no)
			return true;
	return false;
}

static int64_t highest(const struct project_list *l, int64_t least)
{
	for (size_t i = 0; i < l->n; i++)
		least = number(l->v[i].no) > least ? number(l->v[i].no) : least;
	return least;
}

/* The document's number, or the next that was never given, where it has none or another project holds it. */
static int64_t give_number(struct apply *ap, const struct project *p, size_t at)
{
	const struct plan *plan = ap->plan;
	int64_t no = number(p->no), next = ap->last_no;
	bool twice = false;

	for (size_t i = 0; i < at; i++)
		twice = twice || number(plan->p.projects.v[i].no) == no;
	if (no != 0 && !twice && (plan->candidates || !number_taken(plan, no)))
		return no;
	next = highest(&plan->there, highest(&plan->p.projects, next));
	ap->last_no = next + 1;
	return next + 1;
}

static enum rc project_new(struct apply *ap, size_t at, int64_t *id, struct err *err)
{
	const struct project *p = &ap->plan->p.projects.v[at];
	int64_t no = give_number(ap, p, at);
	bool candidate = ap->plan->candidates;

	ap->done.fresh++;
	return row_project_add(ap->t,
			       &(struct new_project){ .programme = ap->done.programme,
						      .ord = (int64_t)at + 1,
						      .no = candidate ? 0 : no,
						      .candidate_no = candidate ? no : 0,
						      .name = p->name,
						      .state = candidate ? PROJECT_CANDIDATE : PROJECT_RUNNING },
			       id, err);
}

/* A candidate that stands on the task list was chosen: it gets its number there. */
static enum rc promote(struct apply *ap, const struct project *there, size_t at, bool *changed, struct err *err)
{
	const struct project *p = &ap->plan->p.projects.v[at];
	bool now = false, then = false;
	enum rc rc;

	if (ap->plan->candidates) {
		if (there->candidate_no.n > 0 || number(p->no) == 0)
			return RC_OK;
		rc = txn_put(ap->t, THING_PROJECT, there->id, there->id, "candidate_no", p->no, &now, err);
		*changed = *changed || now;
		return rc;
	}
	if (there->no.n > 0)
		return RC_OK;
	rc = txn_put(ap->t, THING_PROJECT, there->id, there->id, "no",
		     arena_printf(ap->t->a, "%lld", (long long)give_number(ap, p, at)), &now, err);
	if (rc == RC_OK)
		rc = txn_put(ap->t, THING_PROJECT, there->id, there->id, "state", STR("running"), &then, err);
	*changed = *changed || now || then;
	return rc;
}

/* The number of a project that comes back: others may have taken its own meanwhile. */
static struct str number_back(struct apply *ap, size_t at)
{
	const struct project *p = ap->plan->pair[at].returns;

	if (number(p->no) == 0)
		return p->no;
	if (ap->plan->candidates) /* a list of candidates gives none */
		return number_taken(ap->plan, number(p->no)) ? STR("") : p->no;
	return arena_printf(ap->t->a, "%lld", (long long)give_number(ap, &ap->plan->p.projects.v[at], at));
}

static enum rc bring_back(struct apply *ap, size_t at, struct err *err)
{
	const struct project *p = ap->plan->pair[at].returns;
	struct load load = { .db = ap->t->db, .a = ap->t->a, .region = ap->t->region, .one = true, .key = p->id,
			     .scope = { .all = true } };
	struct project_list list;
	bool changed;
	enum rc rc = txn_put(ap->t, THING_PROJECT, p->id, p->id, "no", number_back(ap, at), &changed, err);

	if (rc == RC_OK)
		rc = txn_put(ap->t, THING_PROJECT, p->id, p->id, "gone", STR("0"), &changed, err);
	if (rc == RC_OK)
		rc = load_projects(&load, &list, err);
	if (rc != RC_OK)
		return rc;
	ap->plan->pair[at].there = &list.v[0];
	return RC_OK;
}

static enum rc put_project_fields(struct apply *ap, const struct project *p, const struct project *there, int64_t id,
				  bool *changed, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t f = 0; rc == RC_OK && project_fields[f] != NULL; f++)
		rc = put(ap, THING_PROJECT, id, id,
			 &(struct beside){ "project", project_fields[f], id,
					   project_value(ap->t->a, there, project_fields[f]),
					   project_value(ap->t->a, p, project_fields[f]) },
			 changed, err);
	return rc;
}

static enum rc put_project(struct apply *ap, size_t at, struct err *err)
{
	const struct project *p = &ap->plan->p.projects.v[at], *there;
	struct project none = { .name = p->name };
	bool changed = false, *used;
	int64_t id = 0;
	enum rc rc = RC_OK;

	if (ap->plan->pair[at].there == NULL && ap->plan->pair[at].returns != NULL)
		rc = bring_back(ap, at, err);
	if (rc != RC_OK)
		return rc;
	there = ap->plan->pair[at].there;
	if (there == NULL) {
		rc = project_new(ap, at, &id, err);
		there = &none;
	} else {
		id = there->id;
		rc = promote(ap, there, at, &changed, err);
	}
	if (rc == RC_OK)
		rc = put_project_fields(ap, p, there, id, &changed, err);
	used = arena_alloc(ap->t->a, there->items.n + 1);
	for (size_t i = 0; rc == RC_OK && i < p->items.n; i++)
		rc = put_item(ap, &p->items.v[i], pair_item(ap->t->a, &p->items.v[i], p->items.n, there, used), id, &changed,
			      err);
	if (rc == RC_OK && there != &none) {
		ap->done.changed += changed;
		ap->done.same += !changed;
	}
	if (rc == RC_OK && (changed || there == &none)) {
		rc = row_touch_project(ap->t, id, err);
		if (rc == RC_OK)
			rc = index_project(ap->t, id, err);
	}
	return rc;
}

/* What the document no longer names, where a person said so. */
static enum rc put_absent(struct apply *ap, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ap->plan->there.n; i++) {
		int64_t id = ap->plan->there.v[i].id;
		const struct answer *said =
			answer_of(ap->plan, arena_printf(ap->t->a, "absent:%lld", (long long)id));
		bool changed = false;

		if (said != NULL && str_eq(said->value, STR("reserve")))
			rc = txn_put(ap->t, THING_PROJECT, id, id, "state", STR("reserve"), &changed, err);
		else if (said != NULL && str_eq(said->value, STR("gone")))
			rc = txn_put(ap->t, THING_PROJECT, id, id, "gone", STR("1"), &changed, err);
		if (rc == RC_OK && changed)
			rc = row_touch_project(ap->t, id, err);
	}
	return rc;
}

/* ---- finding it again ---- */

static void add_line(struct arena *a, struct str *words, struct str line)
{
	if (line.n > 0)
		*words = arena_cat(a, arena_cat(a, *words, STR("\n")), line);
}

enum { INDEXED_MAX = 600 };

static struct str beginning(struct str s)
{
	size_t n = s.n;

	if (n <= INDEXED_MAX)
		return s;
	n = INDEXED_MAX;
	while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_cut(s, 0, n);
}

/* Name, tasks, units, leaders, places; no telephone is among them. */
static struct str words_of(struct arena *a, const struct project *p)
{
	struct str words = p->name;

	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];
		const struct unit_list *lists[] = { &it->lead, &it->support, &it->implement };

		add_line(a, &words, beginning(it->task));
		for (size_t l = 0; l < COUNT(lists); l++)
			for (size_t u = 0; u < lists[l]->n; u++)
				add_line(a, &words, lists[l]->v[u].name);
		for (size_t l = 0; l < it->leaders.n; l++)
			add_line(a, &words, it->leaders.v[l].name);
		add_line(a, &words, beginning(it->site));
	}
	return words;
}

enum rc index_project(struct txn *t, int64_t project, struct err *err)
{
	struct load load = { .db = t->db, .a = t->a, .region = t->region, .one = true, .key = project,
			     .scope = { .all = true } };
	struct project_list list = { 0 };
	struct str words;
	bool same = false;
	enum rc rc = load_projects(&load, &list, err);

	if (rc != RC_OK)
		return rc;
	if (list.n == 0)
		return search_put(t, project, STR(""), STR(""), err);
	/* The name is the first of the words: when they are the same, so are its initials, and some hundred rows stay. */
	words = words_of(t->a, &list.v[0]);
	rc = search_knows(t, project, words, &same, err);
	if (rc != RC_OK || same)
		return rc;
	return search_put(t, project, zh_initials(t->a, list.v[0].name), words, err);
}

/* ---- what a report says of the year before ---- */

static enum rc year_programme(struct txn *t, int year, const char *state, int64_t *ret, struct err *err)
{
	struct programme_key key = { .region = t->region, .year = year };
	struct programme_row row;
	struct err none = { 0 };
	struct str rest;
	int64_t changed_at;
	enum rc rc = load_programme(t->db, t->a, &key, &row, &changed_at, &rest, &none);

	if (rc == RC_OK) {
		*ret = row.id;
		return RC_OK;
	}
	if (none.why != WHY_MISSING) {
		*err = none;
		return rc;
	}
	return row_programme_add(t, year, 1, state, ret, err);
}

static enum rc put_completed_one(struct apply *ap, const struct completed *c, int64_t programme, int64_t ord,
				 struct err *err)
{
	bool changed;
	int64_t project, item;
	enum rc rc = row_project_add(ap->t,
				     &(struct new_project){ .programme = programme, .ord = ord, .no = ord, .name = c->name,
							    .state = PROJECT_CLOSED },
				     &project, err);

	if (rc == RC_OK && c->has_invested)
		rc = txn_put(ap->t, THING_PROJECT, project, project, "total_yuan", fen_str(ap->t->a, c->invested_fen), &changed,
			     err);
	if (rc == RC_OK)
		rc = row_item_add(ap->t, project, &item, err);
	if (rc == RC_OK)
		rc = txn_put(ap->t, THING_ITEM, item, project, "task", c->name, &changed, err);
	if (rc == RC_OK)
		rc = txn_put(ap->t, THING_ITEM, item, project, "targets", lines_of_figures(ap->t->a, &c->figures), &changed,
			     err);
	if (rc == RC_OK)
		rc = index_project(ap->t, project, err);
	return rc;
}

static bool has_named(struct arena *a, const struct project_list *l, struct str name)
{
	for (size_t i = 0; i < l->n; i++)
		if (similar_same(a, l->v[i].name, name) || similarity(a, l->v[i].name, name) >= 700)
			return true;
	return false;
}

static enum rc put_completed(struct apply *ap, struct err *err)
{
	struct load load = { .db = ap->t->db, .a = ap->t->a, .region = ap->t->region, .scope = { .all = true } };
	struct project_list there = { 0 };
	int64_t ord = 0;
	enum rc rc;

	if (ap->plan->p.completed.n == 0)
		return RC_OK;
	rc = year_programme(ap->t, ap->plan->p.year - 1, "finished", &load.key, err);
	if (rc == RC_OK)
		rc = load_projects(&load, &there, err);
	for (size_t i = 0; rc == RC_OK && i < there.n; i++)
		ord = number(there.v[i].no) > ord ? number(there.v[i].no) : ord;
	for (size_t i = 0; rc == RC_OK && i < ap->plan->p.completed.n; i++)
		if (!has_named(ap->t->a, &there, ap->plan->p.completed.v[i].name))
			rc = put_completed_one(ap, &ap->plan->p.completed.v[i], load.key, ++ord, err);
	return rc;
}

/* ---- the whole ---- */

static enum rc close_import(struct apply *ap, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(ap->t->db,
			       "UPDATE import SET state = 'confirmed', programme = $3, confirmed_at = $4, change_set = $5"
			       " WHERE region = $1 AND id = $2",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, ap->t->region);
	sql_bind_int(&q, 2, ap->plan->row.id);
	sql_bind_int(&q, 3, ap->done.programme);
	sql_bind_int(&q, 4, ap->t->k->now);
	sql_bind_int_if(&q, 5, ap->t->set != 0, ap->t->set);
	return sql_finish(&q, err);
}

static enum rc put_programme(struct apply *ap, struct err *err)
{
	struct plan *plan = ap->plan;
	bool changed;
	struct str title = STR("");
	enum rc rc = year_programme(ap->t, plan->p.year, plan->candidates ? "candidates" : "running", &ap->done.programme,
				    err);

	ap->done.year = plan->p.year;
	if (rc == RC_OK)
		rc = field_get(ap->t->db, ap->t->a, field_find(THING_PROGRAMME, STR("title")), ap->t->region,
			       ap->done.programme, &title, err);
	/* the task list names the year; a ledger or report does not */
	if (rc == RC_OK && (title.n == 0 || (plan->p.kind == KIND_TASKS && plan->p.title.n > 0)))
		rc = txn_put(ap->t, THING_PROGRAMME, ap->done.programme, 0, "title",
			     plan->p.title.n > 0 ? plan->p.title :
						   arena_printf(ap->t->a, "%.*s%d年民生实事", STR_ARG(plan->region.name), plan->p.year),
			     &changed, err);
	if (rc == RC_OK && !plan->candidates)
		rc = txn_put(ap->t, THING_PROGRAMME, ap->done.programme, 0, "state", STR("running"), &changed, err);
	return rc;
}

static enum rc apply_all(struct apply *ap, struct err *err)
{
	struct plan *plan = ap->plan;
	enum rc rc = aliases_keep(ap, err);

	if (rc == RC_OK)
		rc = put_programme(ap, err);
	for (size_t i = 0; rc == RC_OK && i < plan->p.projects.n; i++)
		rc = put_project(ap, i, err);
	if (rc == RC_OK)
		rc = put_absent(ap, err);
	if (rc == RC_OK)
		rc = put_completed(ap, err);
	if (rc == RC_OK)
		rc = row_attach(ap->t, ap->done.programme, 0, plan->row.file, err);
	if (rc == RC_OK && ap->t->changes > 0)
		rc = row_touch_programme(ap->t, ap->done.programme, err);
	ap->done.nothing = ap->t->changes == 0;
	ap->done.set = ap->t->set;
	if (rc == RC_OK)
		rc = close_import(ap, err);
	return rc;
}

static enum rc confirm(struct txn *t, int64_t id, bool yes, struct import_done *ret, struct err *err)
{
	struct plan plan;
	struct apply ap = { .t = t, .plan = &plan };
	enum rc rc = plan_build(t->k, t->db, t->region, id, &plan, err);

	if (rc != RC_OK)
		return rc;
	if (plan.row.state == IMPORT_CONFIRMED) {
		*ret = (struct import_done){ .programme = plan.row.programme, .year = plan.row.year, .nothing = true,
					     .same = plan.p.projects.n };
		return RC_OK;
	}
	if (plan.row.state == IMPORT_DROPPED)
		return err_set(err, RC_REFUSED, "这次导入已经收起，请重新上传文件");
	if (plan.counts.open > 0 && !yes)
		return err_set(err, RC_REFUSED, "还有%zu处要您看过再确认；也可以先全部留空确认，以后再填", plan.counts.open);
	doubts_empty(t->a, &plan);
	t->reason = arena_printf(t->a, "导入「%.*s」", STR_ARG(plan.row.name));
	rc = apply_all(&ap, err);
	if (rc == RC_OK)
		*ret = ap.done;
	return rc;
}

enum rc op_import_confirm(const struct ask *k, int64_t region, int64_t id, bool yes, struct import_done *ret,
			  struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return err_within(err, txn_end(&t, confirm(&t, id, yes, ret, err), err), "确认导入");
}
