#include "store/load.h"

#include "model/programme_json.h"
#include "model/standing.h"

/*
 * Every query walks projects, items and their rows in one order, so that
 * rows find their owner by walking along.  CROSS JOIN keeps SQLite from
 * turning the walk round: without statistics it would begin with all milestones of the region.
 */
#define ORDER " ORDER BY p.no NULLS LAST, p.candidate_no NULLS LAST, p.ord, p.id"
#define SCOPE                                                                                        \
	" AND ($4 = 1 OR i.id IN (SELECT x.item FROM item_unit x WHERE x.region = $1 AND x.unit IN " \
	"($5, $6, $7, $8)))"
/* The two forms of a text: of a programme, of one project. */
#define BOTH(select, where, order)                                                                       \
	{ select " WHERE p.region = $1 AND p.programme = $2 AND p.gone = $3" where ORDER order,         \
	  select " WHERE p.region = $1 AND p.id = $2 AND p.gone = $3" where ORDER order }
#define ITEMS " CROSS JOIN item i"
#define OF_PROJECT " AND i.region = p.region AND i.project = p.id AND i.gone = 0"
#define OF_ITEM " AND x.region = i.region AND x.item = i.id"
#define MILESTONES ITEMS " CROSS JOIN milestone m"
#define OF_ITEM_TOO OF_PROJECT " AND m.region = i.region AND m.item = i.id AND m.gone = 0"

static const char *const project_texts[] = BOTH(
	"SELECT p.id, p.no, p.candidate_no, p.code, p.name, p.field, p.state, p.closed_on, p.total_fen, p.compare,"
	" p.funds_text, p.rest FROM project p",
	"", "");
static const char *const source_texts[] = BOTH(
	"SELECT p.id, s.name, s.fen FROM project p CROSS JOIN fund_source s",
	" AND s.region = p.region AND s.project = p.id", ", s.ord");
static const char *const item_texts[] = BOTH(
	"SELECT p.id, i.id, i.task, i.progress, i.problems, i.next_plan, i.status, i.remark, i.site, i.done_on"
	" FROM project p" ITEMS,
	OF_PROJECT SCOPE, ", i.ord, i.id");
static const char *const unit_texts[] = BOTH(
	"SELECT p.id, i.id, x.role, u.id, u.name FROM project p" ITEMS " CROSS JOIN item_unit x CROSS JOIN unit u",
	OF_PROJECT OF_ITEM " AND u.region = x.region AND u.id = x.unit", ", i.ord, i.id, x.role, x.ord");
static const char *const leader_texts[] = BOTH(
	"SELECT p.id, i.id, x.role, x.name, x.person FROM project p" ITEMS " CROSS JOIN assignment x",
	OF_PROJECT OF_ITEM, ", i.ord, i.id, x.ord");
static const char *const target_texts[] = BOTH(
	"SELECT p.id, i.id, x.n, x.scale, x.unit, x.what, x.stage, x.compare, x.mode FROM project p" ITEMS
	" CROSS JOIN target x",
	OF_PROJECT OF_ITEM, ", i.ord, i.id, x.ord");
static const char *const milestone_texts[] = BOTH(
	"SELECT p.id, i.id, m.id, m.sub, m.from_day, m.due, m.text, m.recurs, m.bare, m.met FROM project p" MILESTONES,
	OF_ITEM_TOO, ", i.ord, i.id, m.ord, m.id");
static const char *const figure_texts[] = BOTH(
	"SELECT p.id, i.id, x.n, x.scale, x.unit, x.what, x.stage, x.compare, x.mode, m.id FROM project p" MILESTONES
	" CROSS JOIN milestone_figure x",
	OF_ITEM_TOO " AND x.region = m.region AND x.milestone = m.id", ", i.ord, i.id, m.ord, m.id, x.ord");

static enum rc start(const struct load *l, const char *const texts[2], bool scoped, struct sql_stmt *q,
		     struct err *err)
{
	enum rc rc = sql_start(l->db, texts[l->one ? 1 : 0], q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(q, 1, l->region);
	sql_bind_int(q, 2, l->key);
	sql_bind_bool(q, 3, l->gone);
	if (scoped) {
		sql_bind_bool(q, 4, l->scope.all);
		for (int i = 0; i < ACTOR_UNITS_MAX; i++)
			sql_bind_int(q, 5 + i, l->scope.unit[i]);
	}
	return RC_OK;
}

/* A place in the list that only moves forward. */
struct walk {
	struct project_list *list;
	size_t project, item, milestone;
};

static struct project *walk_project(struct walk *w, int64_t id)
{
	while (w->project < w->list->n && w->list->v[w->project].id != id) {
		w->project++;
		w->item = w->milestone = 0;
	}
	return w->project < w->list->n ? &w->list->v[w->project] : NULL;
}

/*
 * The item with this id, or NULL when it is not among those loaded.  A row of
 * an item that was left out must not move the walk past what comes after it.
 */
static struct item *walk_item(struct walk *w, int64_t project, int64_t id)
{
	struct walk ahead = *w;
	struct project *p = walk_project(&ahead, project);

	if (p == NULL)
		return NULL;
	while (ahead.item < p->items.n && p->items.v[ahead.item].id != id) {
		ahead.item++;
		ahead.milestone = 0;
	}
	if (ahead.item == p->items.n)
		return NULL;
	*w = ahead;
	return &p->items.v[w->item];
}

static struct milestone *walk_milestone(struct walk *w, int64_t project, int64_t item, int64_t id)
{
	struct item *it = walk_item(w, project, item);

	if (it == NULL)
		return NULL;
	while (w->milestone < it->milestones.n && it->milestones.v[w->milestone].id != id)
		w->milestone++;
	return w->milestone < it->milestones.n ? &it->milestones.v[w->milestone] : NULL;
}

static struct str text(const struct load *l, struct sql_stmt *q, int col)
{
	return arena_str(l->a, sql_text(q, col));
}

static struct str number(const struct load *l, struct sql_stmt *q, int col)
{
	return sql_null(q, col) ? STR("") : arena_printf(l->a, "%lld", (long long)sql_int(q, col));
}

static enum rc load_heads(const struct load *l, struct project_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = start(l, project_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct project *p = list_add(ret, l->a);

		p->id = sql_int(&q, 0);
		p->no = number(l, &q, 1);
		p->candidate_no = number(l, &q, 2);
		p->code = text(l, &q, 3);
		p->name = text(l, &q, 4);
		p->field = text(l, &q, 5);
		project_state_parse(sql_text(&q, 6), &p->state);
		p->closed_on = sql_day(&q, 7);
		p->funds.has_total = !sql_null(&q, 8);
		p->funds.total_fen = sql_int(&q, 8);
		compare_parse(sql_text(&q, 9), &p->funds.cmp);
		p->funds.text = text(l, &q, 10);
		p->rest = text(l, &q, 11);
	}
	sql_end(&q);
	return rc;
}

static enum rc load_sources(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, source_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct project *p = walk_project(&w, sql_int(&q, 0));
		struct source *s = p == NULL ? NULL : list_add(&p->funds.sources, l->a);

		if (s == NULL)
			continue;
		s->name = text(l, &q, 1);
		s->has_amount = !sql_null(&q, 2);
		s->fen = sql_int(&q, 2);
	}
	sql_end(&q);
	return rc;
}

static enum rc load_items(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, item_texts, true, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct project *p = walk_project(&w, sql_int(&q, 0));
		struct item *it = p == NULL ? NULL : list_add(&p->items, l->a);

		if (it == NULL)
			continue;
		it->id = sql_int(&q, 1);
		it->task = text(l, &q, 2);
		it->progress = text(l, &q, 3);
		it->problems = text(l, &q, 4);
		it->next_plan = text(l, &q, 5);
		it->status = text(l, &q, 6);
		it->remark = text(l, &q, 7);
		it->site = text(l, &q, 8);
		it->done_on = sql_day(&q, 9);
	}
	sql_end(&q);
	return rc;
}

static enum rc load_units(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, unit_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct item *it = walk_item(&w, sql_int(&q, 0), sql_int(&q, 1));
		struct str role = sql_text(&q, 2);
		struct unit_list *to;

		if (it == NULL)
			continue;
		to = str_eq(role, STR("lead"))	    ? &it->lead :
		     str_eq(role, STR("support")) ? &it->support :
						      &it->implement;
		*list_add(to, l->a) = (struct unit){ .id = sql_int(&q, 3), .name = text(l, &q, 4) };
	}
	sql_end(&q);
	return rc;
}

static enum rc load_leaders(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, leader_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct item *it = walk_item(&w, sql_int(&q, 0), sql_int(&q, 1));

		if (it != NULL)
			*list_add(&it->leaders, l->a) = (struct leader){ .role = text(l, &q, 2),
									 .name = text(l, &q, 3),
									 .person = sql_int(&q, 4) };
	}
	sql_end(&q);
	return rc;
}

/* Columns 2–8. */
static void figure_row(const struct load *l, struct sql_stmt *q, struct figure_list *to)
{
	struct figure *f = list_add(to, l->a);

	f->n = (struct dec){ sql_int(q, 2), (uint8_t)sql_int(q, 3) };
	f->unit = text(l, q, 4);
	f->what = text(l, q, 5);
	f->stage = text(l, q, 6);
	compare_parse(sql_text(q, 7), &f->cmp);
	figure_mode_parse(sql_text(q, 8), &f->mode);
}

static enum rc load_targets(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, target_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct item *it = walk_item(&w, sql_int(&q, 0), sql_int(&q, 1));

		if (it != NULL)
			figure_row(l, &q, &it->targets);
	}
	sql_end(&q);
	return rc;
}

static enum rc load_milestones(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, milestone_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct item *it = walk_item(&w, sql_int(&q, 0), sql_int(&q, 1));
		struct milestone *m = it == NULL ? NULL : list_add(&it->milestones, l->a);

		if (m == NULL)
			continue;
		m->id = sql_int(&q, 2);
		m->sub = text(l, &q, 3);
		m->from = sql_day(&q, 4);
		m->due = sql_day(&q, 5);
		m->text = text(l, &q, 6);
		recurs_parse(sql_text(&q, 7), &m->recurs);
		m->bare = sql_int(&q, 8) != 0;
		m->met = sql_day(&q, 9);
	}
	sql_end(&q);
	return rc;
}

static enum rc load_figures(const struct load *l, struct project_list *list, struct err *err)
{
	struct walk w = { .list = list };
	struct sql_stmt q;
	enum rc rc = start(l, figure_texts, false, &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct milestone *m = walk_milestone(&w, sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 9));

		if (m != NULL)
			figure_row(l, &q, &m->figures);
	}
	sql_end(&q);
	return rc;
}

static void drop_empty(struct project_list *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].items.n > 0)
			list->v[n++] = list->v[i];
	list->n = n;
}

enum rc load_projects(const struct load *l, struct project_list *ret, struct err *err)
{
	static enum rc (*const steps[])(const struct load *, struct project_list *, struct err *) = {
		load_heads,   load_sources,    load_items,   load_units,
		load_leaders, load_targets,    load_milestones, load_figures,
	};
	struct project_list list = { 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < COUNT(steps); i++)
		rc = steps[i](l, &list, err);
	if (!l->scope.all)
		drop_empty(&list);
	if (rc == RC_OK)
		*ret = list;
	return rc;
}
