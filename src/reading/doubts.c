/*
 * Values with two defensible readings.  The value keeps the reading of the
 * conventions (docs/format.md); the doubt says what else it could be and why,
 * and a person decides.
 */

#include "reading/fill.h"

#include "zh/money.h"

static struct doubt *add_doubt(struct arena *a, struct project *p, const char *field,
			       const struct mark_list *at, const char *why)
{
	struct doubt *d = list_add(&p->doubts, a);

	d->field = field;
	d->at = p->no.n ? arena_printf(a, "第%.*s件", STR_ARG(p->no)) : p->name;
	d->why = str_of(why);
	for (size_t i = 0; i < at->n && d->spans.n < 4; i++)
		if (!at->v[i].given)
			*list_add(&d->spans, a) = at->v[i].span;
	return d;
}

/* "6月前": the end of May by the convention, or any day of June before its end. */
static void month_before(struct arena *a, int year, const struct milestone *m, struct project *p)
{
	struct piece piece = { .s = m->text };
	struct zh_when w;
	struct doubt *d;
	struct text t;
	int month;

	if (!str_has(m->text, STR("前")))
		return;
	t = text_of(a, &piece, 1, TEXT_TIGHT);
	if (!zh_when_find(t.s, 0, year, &w) || !w.month_before || day_cmp(w.due, m->due) != 0)
		return;
	month = w.due.month % 12 + 1;
	d = add_doubt(a, p, "due", &m->at, "“N月前”可以理解为上月底前，也可以理解为当月底前，请确认");
	d->readings = arena_printf(a, "%.*s 或 %d月底", STR_ARG(day_str(a, w.due)), month);
}

/* Two sums in one task, each announced like the project's money: 筹措3000万元…设立600万元基金. */
static void two_totals(struct arena *a, const struct record *r, struct project *p)
{
	struct zh_money_list list = { 0 };
	const struct value *task = r->rows.n ? row_value(&r->rows.v[0], FIELD_TASK) : NULL;
	struct doubt *d;

	if (!task || !p->funds.has_total || p->funds.text.n > 0 || p->funds.sources.n > 0)
		return;
	zh_moneys(a, task->text.s, &list);
	for (size_t i = 0; i < list.n; i++) {
		if (list.v[i].standard || list.v[i].fen == p->funds.total_fen)
			continue;
		d = add_doubt(a, p, "total_yuan", &p->funds.at, "任务里不止一笔金额，哪一笔是项目总投入请确认");
		d->readings = arena_printf(a, "%.*s元 或 %.*s元", STR_ARG(fen_str(a, p->funds.total_fen)),
					   STR_ARG(fen_str(a, list.v[i].fen)));
		return;
	}
}

/* A unit taken from the project above because the cell is empty and merges are not printed. */
static void taken_from_above(struct arena *a, const struct record *r, struct project *p)
{
	const struct row *row = r->rows.n ? &r->rows.v[0] : NULL;

	for (size_t i = 0; row && i < row->values.n; i++) {
		const struct value *v = &row->values.v[i];
		struct doubt *d;

		if (!v->inherited || (v->field != FIELD_LEAD && v->field != FIELD_DUTY) || r->merges || p->items.n == 0 ||
		    p->items.v[0].lead.n == 0)
			continue;
		d = add_doubt(a, p, "lead", &p->items.v[0].lead.v[0].at,
			      "责任单位一格是空的，按合并单元格取了上一件的单位，请确认");
		d->readings = arena_printf(a, "%.*s 或 未填", STR_ARG(p->items.v[0].lead.v[0].name));
		return;
	}
}

void doubts_find(struct arena *a, const struct record *r, int year, struct project *p)
{
	for (size_t i = 0; i < p->items.n; i++)
		for (size_t m = 0; m < p->items.v[i].milestones.n; m++)
			month_before(a, year, &p->items.v[i].milestones.v[m], p);
	two_totals(a, r, p);
	taken_from_above(a, r, p);
}

/* Another figure of the item with the same unit and stage: together they are a series. */
static bool in_series(const struct item *it, size_t m, const struct figure *f)
{
	for (size_t i = 0; i < it->milestones.n; i++)
		for (size_t k = 0; i != m && k < it->milestones.v[i].figures.n; k++) {
			const struct figure *g = &it->milestones.v[i].figures.v[k];

			if (g->mode == MODE_UNKNOWN && str_eq(g->unit, f->unit) && str_eq(g->stage, f->stage) &&
			    str_eq(g->what, f->what))
				return true;
		}
	return false;
}

void doubts_of_modes(struct arena *a, struct project *p)
{
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];
		bool said = false;

		for (size_t m = 0; m < it->milestones.n && !said; m++)
			for (size_t k = 0; k < it->milestones.v[m].figures.n && !said; k++) {
				const struct figure *f = &it->milestones.v[m].figures.v[k];
				struct doubt *d;

				if (f->mode != MODE_UNKNOWN || !in_series(it, m, f))
					continue;
				d = add_doubt(a, p, "mode", &f->at, "各节点的数没有对上年度目标，是累计数还是当期数请确认");
				d->readings = STR("累计 或 当期");
				said = true;
			}
	}
}
