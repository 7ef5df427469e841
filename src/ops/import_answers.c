#include "model/lines.h"
#include "model/values.h"
#include "ops/import.h"

/* ---- doubts: where they sit in the reading ---- */

static bool same_span(const struct span *a, const struct span *b)
{
	return a->block == b->block && a->row == b->row && a->col == b->col && a->from == b->from && a->to == b->to;
}

static bool marked(const struct mark_list *l, const struct span_list *spans)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < spans->n; k++)
			if (!l->v[i].given && same_span(&l->v[i].span, &spans->v[k]))
				return true;
	return false;
}

static struct str first_reading(struct str readings)
{
	size_t at = str_find(readings, STR(" 或 "));

	return at == STR_NONE ? readings : str_cut(readings, 0, at);
}

static void set_due(struct arena *a, struct project *p, const struct doubt *d, struct day day)
{
	for (size_t i = 0; i < p->items.n; i++)
		for (size_t m = 0; m < p->items.v[i].milestones.n; m++) {
			struct milestone *x = &p->items.v[i].milestones.v[m];

			if (marked(&x->at, &d->spans) && str_eq(day_str(a, x->due), first_reading(d->readings))) {
				x->due = day;
				if (day_is(day) && day_is(x->from) && day_cmp(day, x->from) < 0)
					x->from = DAY_NONE;
			}
		}
}

static bool one_series(const struct figure *f, const struct figure *g)
{
	return str_eq(f->unit, g->unit) && str_eq(f->what, g->what) && str_eq(f->stage, g->stage);
}

/* The figure a doubt about the mode points at. */
static struct figure *doubtful(struct item *it, const struct doubt *d)
{
	for (size_t m = 0; m < it->milestones.n; m++)
		for (size_t k = 0; k < it->milestones.v[m].figures.n; k++)
			if (marked(&it->milestones.v[m].figures.v[k].at, &d->spans))
				return &it->milestones.v[m].figures.v[k];
	return NULL;
}

static void set_mode(struct project *p, const struct doubt *d, enum figure_mode mode)
{
	for (size_t i = 0; i < p->items.n; i++) {
		struct item *it = &p->items.v[i];
		struct figure *f = doubtful(it, d);

		for (size_t m = 0; f != NULL && m < it->milestones.n; m++)
			for (size_t k = 0; k < it->milestones.v[m].figures.n; k++) {
				struct figure *g = &it->milestones.v[m].figures.v[k];

				if (g->mode == MODE_UNKNOWN && one_series(f, g))
					g->mode = mode;
			}
	}
}

static void settle(struct arena *a, struct project *p, const struct doubt *d, struct str value)
{
	struct err ignored = { 0 };
	struct day day = DAY_NONE;

	if (strcmp(d->field, "due") == 0) {
		if (value.n == 0 || day_parse(value, &day))
			set_due(a, p, d, day);
	} else if (strcmp(d->field, "mode") == 0) {
		set_mode(p, d, str_eq(value, STR("cumulative")) ? MODE_CUMULATIVE :
			       str_eq(value, STR("increment"))	? MODE_INCREMENT :
								  MODE_UNKNOWN);
	} else if (strcmp(d->field, "total_yuan") == 0) {
		/* a value that is no amount leaves what is there; op_import_decide() refused it */
		if (project_take(a, p, STR("total_yuan"), value, &ignored) != RC_OK)
			p->funds.has_total = false;
	} else if (strcmp(d->field, "lead") == 0 && p->items.n > 0) {
		if (item_take(a, &p->items.v[0], STR("lead"), value, &ignored) != RC_OK)
			p->items.v[0].lead.n = 0;
	}
}

/* ---- set:P:FIELD, set:P:I:FIELD, set:P:I:M:FIELD ---- */

static bool place(struct str *rest, size_t limit, size_t *ret)
{
	struct str before = *rest, s;
	struct dec d;

	if (!lines_next(rest, ':', &s) || !dec_parse(s, &d) || d.scale != 0 || d.n < 0 || (size_t)d.n >= limit) {
		*rest = before;
		return false;
	}
	*ret = (size_t)d.n;
	return true;
}

static enum rc take(struct arena *a, struct plan *plan, struct str key, struct str value, struct err *err)
{
	struct project *p;
	struct item *it;
	size_t at;

	if (!place(&key, plan->p.projects.n, &at))
		return err_set(err, RC_INPUT, "没有这一件，请刷新页面再试");
	p = &plan->p.projects.v[at];
	if (!place(&key, p->items.n, &at))
		return project_take(a, p, key, value, err);
	it = &p->items.v[at];
	if (!place(&key, it->milestones.n, &at))
		return item_take(a, it, key, value, err);
	return milestone_take(a, &it->milestones.v[at], key, value, err);
}

/* ---- add:P, add:P:I, gone:P:I, gone:P:I:M ---- */

enum { PARTS_MAX = 500 };

static enum rc add_item(struct arena *a, struct project *p, struct str task, struct err *err)
{
	struct item it = { 0 };
	enum rc rc;

	if (task.n == 0)
		return err_set(err, RC_INPUT, "请写上新子项的任务");
	if (p->items.n >= PARTS_MAX)
		return err_set(err, RC_INPUT, "一件实事最多%d个子项", PARTS_MAX);
	rc = item_take(a, &it, STR("task"), task, err);
	if (rc == RC_OK)
		*list_add(&p->items, a) = it;
	return rc;
}

static enum rc add_milestone(struct arena *a, struct item *it, struct str text, struct err *err)
{
	struct milestone m = { 0 };
	enum rc rc;

	if (it->milestones.n >= PARTS_MAX)
		return err_set(err, RC_INPUT, "一个子项最多%d个节点", PARTS_MAX);
	rc = milestone_take(a, &m, STR("text"), text, err);
	if (rc == RC_OK)
		*list_add(&it->milestones, a) = m;
	return rc;
}

static enum rc add_part(struct arena *a, struct plan *plan, struct str key, struct str value, struct err *err)
{
	struct project *p;
	size_t at;

	if (!place(&key, plan->p.projects.n, &at))
		return err_set(err, RC_INPUT, "没有这一件，请刷新页面再试");
	p = &plan->p.projects.v[at];
	if (key.n == 0)
		return add_item(a, p, value, err);
	if (!place(&key, p->items.n, &at) || key.n > 0)
		return err_set(err, RC_INPUT, "没有这个子项，请刷新页面再试");
	return add_milestone(a, &p->items.v[at], value, err);
}

static bool milestone_has(const struct milestone *m, const struct span_list *spans)
{
	bool has = marked(&m->at, spans);

	for (size_t i = 0; i < m->figures.n; i++)
		has = has || marked(&m->figures.v[i].at, spans);
	return has;
}

static bool item_has(const struct item *it, const struct span_list *spans)
{
	bool has = marked(&it->at, spans);

	for (size_t i = 0; i < it->lead.n; i++)
		has = has || marked(&it->lead.v[i].at, spans);
	for (size_t i = 0; i < it->milestones.n; i++)
		has = has || milestone_has(&it->milestones.v[i], spans);
	return has;
}

/* Doubts that stood in what is removed, and nowhere else, are not asked any more. */
static void drop_doubts(struct arena *a, struct plan *plan, size_t at, const struct item *it, const struct milestone *m)
{
	const struct project *p = &plan->p.projects.v[at];

	for (size_t d = 0; d < p->doubts.n; d++) {
		const struct span_list *spans = &p->doubts.v[d].spans;
		bool here = it != NULL ? item_has(it, spans) : milestone_has(m, spans), elsewhere = false;

		for (size_t i = 0; i < p->items.n; i++)
			elsewhere = elsewhere || item_has(&p->items.v[i], spans);
		if (here && !elsewhere)
			*list_add(&plan->moot, a) = arena_printf(a, "doubt:%zu:%zu", at, d);
	}
}

static enum rc remove_item(struct arena *a, struct plan *plan, size_t at, size_t i, struct err *err)
{
	struct item_list *l = &plan->p.projects.v[at].items;
	struct item gone = l->v[i];

	if (l->n == 1)
		return err_set(err, RC_INPUT, "这件实事只有这一项，不能去掉；可以改它的内容");
	memmove(&l->v[i], &l->v[i + 1], (l->n - i - 1) * sizeof(*l->v));
	l->n--;
	drop_doubts(a, plan, at, &gone, NULL);
	return RC_OK;
}

static enum rc remove_part(struct arena *a, struct plan *plan, struct str key, struct err *err)
{
	struct milestone_list *l;
	struct milestone gone;
	size_t at, i, m;

	if (!place(&key, plan->p.projects.n, &at) || !place(&key, plan->p.projects.v[at].items.n, &i))
		return err_set(err, RC_INPUT, "没有这个子项，请刷新页面再试");
	if (key.n == 0)
		return remove_item(a, plan, at, i, err);
	l = &plan->p.projects.v[at].items.v[i].milestones;
	if (!place(&key, l->n, &m) || key.n > 0)
		return err_set(err, RC_INPUT, "没有这个节点，请刷新页面再试");
	gone = l->v[m];
	memmove(&l->v[m], &l->v[m + 1], (l->n - m - 1) * sizeof(*l->v));
	l->n--;
	drop_doubts(a, plan, at, NULL, &gone);
	return RC_OK;
}

static bool is_by_hand(struct str key)
{
	return str_starts(key, STR("set:")) || str_starts(key, STR("add:")) || str_starts(key, STR("gone:"));
}

static enum rc by_hand(struct arena *a, struct plan *plan, struct str key, struct str value, struct err *err)
{
	if (str_starts(key, STR("set:")))
		return take(a, plan, str_from(key, 4), value, err);
	if (str_starts(key, STR("add:")))
		return add_part(a, plan, str_from(key, 4), value, err);
	return remove_part(a, plan, str_from(key, 5), err);
}

void answers_apply(struct arena *a, struct plan *plan)
{
	struct err ignored = { 0 };

	for (size_t i = 0; i < plan->p.projects.n; i++) {
		struct project *p = &plan->p.projects.v[i];

		for (size_t d = 0; d < p->doubts.n; d++) {
			const struct answer *said = answer_of(plan, arena_printf(a, "doubt:%zu:%zu", i, d));

			if (said != NULL)
				settle(a, p, &p->doubts.v[d], said->value);
		}
	}
	/* in order: the last one holds, places are those after the ones before; each was checked when it was given */
	for (size_t i = 0; i < plan->answers.n; i++)
		if (is_by_hand(plan->answers.v[i].key) &&
		    by_hand(a, plan, plan->answers.v[i].key, plan->answers.v[i].value, &ignored) != RC_OK)
			continue;
}

void doubts_empty(struct arena *a, struct plan *plan)
{
	for (size_t i = 0; i < plan->p.projects.n; i++)
		for (size_t d = 0; d < plan->p.projects.v[i].doubts.n; d++)
			if (answer_of(plan, arena_printf(a, "doubt:%zu:%zu", i, d)) == NULL)
				settle(a, &plan->p.projects.v[i], &plan->p.projects.v[i].doubts.v[d], STR(""));
}

/* ---- giving and taking back ---- */

static enum rc check_doubt(const struct plan *plan, struct str key, struct str value, struct err *err)
{
	struct str rest = str_from(key, 6);
	size_t p, d;
	struct day day;
	struct dec yuan;
	const char *field;

	if (!place(&rest, plan->p.projects.n, &p) || !place(&rest, plan->p.projects.v[p].doubts.n, &d))
		return err_set(err, RC_INPUT, "没有这一处，请刷新页面再试");
	field = plan->p.projects.v[p].doubts.v[d].field;
	if (value.n == 0)
		return RC_OK;
	if (strcmp(field, "due") == 0 && !day_parse(value, &day))
		return err_set(err, RC_INPUT, "日期请写成 2025-06-30 的样子，没有就留空");
	if (strcmp(field, "total_yuan") == 0 && !dec_parse(value, &yuan))
		return err_set(err, RC_INPUT, "金额请写成以元为单位的数，如 1200000，没有就留空");
	if (strcmp(field, "mode") == 0 && !str_eq(value, STR("cumulative")) && !str_eq(value, STR("increment")) &&
	    !str_eq(value, STR("unknown")))
		return err_set(err, RC_INPUT, "请选“累计”或“当期”");
	return RC_OK;
}

static bool is_question(const struct plan *plan, struct str key)
{
	for (size_t i = 0; i < plan->questions.n; i++)
		if (str_eq(plan->questions.v[i].key, key))
			return true;
	return str_starts(key, STR("unit:")) || str_starts(key, STR("match:"));
}

static enum rc check_answer(struct arena *a, struct plan *plan, struct str key, struct str value, struct err *err)
{
	if (str_starts(key, STR("doubt:")))
		return check_doubt(plan, key, value, err);
	if (is_by_hand(key))
		return by_hand(a, plan, key, value, err);
	if (!is_question(plan, key))
		return err_set(err, RC_INPUT, "没有这一处，请刷新页面再试");
	return RC_OK;
}

static enum rc answer_add(struct txn *t, int64_t import, const struct answer *x, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO import_answer (region, import, seq, key, value, keep) SELECT $1, $2,"
			       " coalesce(max(seq), 0) + 1, $3, $4, $5 FROM import_answer WHERE region = $1 AND import = $2",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, import);
	sql_bind_text(&q, 3, x->key);
	sql_bind_text(&q, 4, x->value);
	sql_bind_bool(&q, 5, x->keep);
	return sql_finish(&q, err);
}

static enum rc must_be_draft(const struct import_row *row, struct err *err)
{
	if (row->state == IMPORT_DRAFT)
		return RC_OK;
	return err_set(err, RC_REFUSED, "这次导入已经确认或收起，不能再改；要改内容请到项目页面");
}

/* Were parts added or removed since there were `seen` answers?  Then places are others now. */
static bool moved_since(const struct plan *plan, size_t seen)
{
	if (seen == SIZE_MAX)
		return false;
	for (size_t i = seen; i < plan->answers.n; i++)
		if (str_starts(plan->answers.v[i].key, STR("add:")) || str_starts(plan->answers.v[i].key, STR("gone:")))
			return true;
	return plan->answers.n < seen;
}

static enum rc decide(struct txn *t, int64_t id, const struct answer_list *l, size_t seen, struct err *err)
{
	struct plan plan;
	enum rc rc = plan_build(t->k, t->db, t->region, id, &plan, err);

	if (rc == RC_OK)
		rc = must_be_draft(&plan.row, err);
	if (rc == RC_OK && moved_since(&plan, seen))
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "这份草稿刚才在别处加减过节点或子项，这次没有保存；请刷新页面后再改");
	for (size_t i = 0; rc == RC_OK && i < l->n; i++) {
		rc = check_answer(t->a, &plan, l->v[i].key, l->v[i].value, err);
		if (rc == RC_OK)
			rc = answer_add(t, id, &l->v[i], err);
	}
	return rc;
}

enum { KEY_MAX = 400, VALUE_MAX = 60000 };

static enum rc decide_list(const struct ask *k, int64_t region, int64_t id, const struct answer_list *l, size_t seen,
			   struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].key.n > KEY_MAX || l->v[i].value.n > VALUE_MAX)
			return err_set(err, RC_INPUT, "内容太长，请控制在两万字以内");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, decide(&t, id, l, seen, err), err);
}

enum rc op_import_decide(const struct ask *k, int64_t region, int64_t id, struct str key, struct str value,
			 bool remember, struct err *err)
{
	struct answer x = { .key = key, .value = value, .keep = remember };
	struct answer_list l = { &x, 1, 1 };

	return decide_list(k, region, id, &l, SIZE_MAX, err);
}

enum rc op_import_decide_all(const struct ask *k, int64_t region, int64_t id, const struct decision_list *given,
			     size_t seen, struct err *err)
{
	struct answer_list l = { 0 };

	for (size_t i = 0; i < given->n; i++)
		*list_add(&l, k->a) = (struct answer){ .key = given->v[i].key, .value = given->v[i].value };
	return l.n == 0 ? RC_OK : decide_list(k, region, id, &l, seen, err);
}

static enum rc last_seq(struct txn *t, int64_t import, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT coalesce(max(seq), 0) FROM import_answer WHERE region = $1 AND import = $2", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, import);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

static enum rc back(struct txn *t, int64_t id, struct err *err)
{
	struct import_row row = { 0 };
	struct str frame, reader;
	struct sql_stmt q;
	int64_t seq = 0;
	enum rc rc = import_row_load(t->db, t->a, t->region, id, &row, &frame, &reader, err);

	if (rc == RC_OK)
		rc = must_be_draft(&row, err);
	if (rc == RC_OK)
		rc = last_seq(t, id, &seq, err);
	if (rc == RC_OK && seq == 0)
		rc = err_set(err, RC_REFUSED, "已经没有可以撤销的改动");
	if (rc == RC_OK)
		rc = sql_start(t->db, "DELETE FROM import_answer WHERE region = $1 AND import = $2 AND seq = $3", &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, id);
	sql_bind_int(&q, 3, seq);
	return sql_finish(&q, err);
}

enum rc op_import_back(const struct ask *k, int64_t region, int64_t id, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, back(&t, id, err), err);
}
