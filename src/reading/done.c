/*
 * "2022年民生实事完成情况" in a report that goes on to this year's candidates:
 * each completed project with its money and figures.
 */

#include "reading/prose.h"

#include "base/utf8.h"
#include "zh/money.h"

static bool is_results_heading(const struct line *l)
{
	return l->style == NUM_CHAPTER && utf8_count(l->text.s) <= 45 &&
	       (str_has(l->text.s, STR("完成情况")) || str_has(l->text.s, STR("落实情况")));
}

/* The next chapter is this year's list, not 下一步工作. */
static bool goes_on_to_plan(struct str s)
{
	return str_has(s, STR("候选")) || str_has(s, STR("实事项目")) || str_has(s, STR("建议项目")) ||
	       (str_has(s, STR("年")) && (str_has(s, STR("民生实")) || str_has(s, STR("安排"))) && !str_has(s, STR("下一步")));
}

/* 完成县乡村道水毁修复 → 县乡村道水毁修复 */
static size_t skip_verb(struct str s, size_t i)
{
	static const struct str verbs[] = { STR_INIT("完成"), STR_INIT("实施"), STR_INIT("开展"), STR_INIT("对") };

	for (size_t k = 0; k < COUNT(verbs); k++)
		if (str_at(s, i, verbs[k]))
			return i + verbs[k].n;
	return i;
}

static void add_figures(struct arena *a, const struct text *t, struct completed *c)
{
	struct zh_quantity_list list = { 0 };

	zh_quantities(a, t->s, &list);
	for (size_t i = 0; i < list.n; i++) {
		const struct zh_quantity *q = &list.v[i];
		struct figure *f;

		if (q->money && c->has_invested && c->figures.n == 0 && i == 0)
			continue;
		f = list_add(&c->figures, a);
		f->n = q->n;
		f->unit = q->unit;
		f->what = q->what;
		text_mark(a, t, q->from, q->to, "n", &f->at);
	}
}

static void add_completed(struct arena *a, const struct line *l, struct programme *p)
{
	struct completed *c = list_add(&p->completed, a);
	struct str s = l->text.s;
	struct zh_money_list money = { 0 };
	size_t from = skip_verb(s, l->skip), to = str_find_from(s, from, STR(",")), at;
	size_t stop = str_find_from(s, from, STR("。"));

	if (to == STR_NONE || (stop != STR_NONE && stop < to))
		to = stop;
	if (to == STR_NONE)
		to = s.n;
	c->name = text_print(a, &l->text, from, to);
	text_mark(a, &l->text, from, to, "name", &c->at);
	zh_moneys(a, s, &money);
	at = str_find(s, STR("投资"));
	for (size_t i = 0; i < money.n && !c->has_invested; i++) {
		struct str head = str_cut(s, 0, money.v[i].from);

		if ((at != STR_NONE && money.v[i].from >= at && money.v[i].from - at <= 15) || str_ends(head, STR("拿出")) ||
		    str_ends(head, STR("投入资金")) || str_ends(head, STR("投入")) || str_ends(head, STR("保费"))) {
			c->has_invested = true;
			c->invested_fen = money.v[i].fen;
			text_mark(a, &l->text, money.v[i].from, money.v[i].to, "invested_yuan", &c->at);
		}
	}
	add_figures(a, &l->text, c);
}

void completed_of_prose(struct arena *a, const struct line_list *lines, struct programme *p)
{
	size_t i = 0, end;
	bool later = false;

	while (i < lines->n && !is_results_heading(&lines->v[i]))
		i++;
	if (i == lines->n)
		return;
	for (end = i + 1; end < lines->n && lines->v[end].style != NUM_CHAPTER; end++)
		;
	later = end < lines->n && goes_on_to_plan(lines->v[end].text.s);
	if (!later)
		return;
	for (size_t k = i + 1; k < end; k++) {
		const struct line *l = &lines->v[k];
		bool parts = k + 1 < end && lines->v[k + 1].style == NUM_FIRSTLY;

		if (l->style == NUM_FIRSTLY)
			add_completed(a, l, p);
		else if ((l->style == NUM_SECTION || l->style == NUM_POINT) && !parts) {
			/* "(四)加强兜底保障。实施防贫综合保险，…": one project without 一是 */
			size_t stop = str_find(l->text.s, STR("。"));
			struct line one = *l;

			if (stop != STR_NONE && stop + 3 < l->text.s.n && utf8_count(str_cut(l->text.s, 0, stop)) <= 30) {
				one.text = text_part(a, &l->text, stop + 3, l->text.s.n, TEXT_TIGHT);
				one.skip = 0;
			}
			add_completed(a, &one, p);
		}
	}
}

/* A row of last year's table: what it cost and what was done. */
static void add_row(struct arena *a, const struct record *r, struct programme *p)
{
	struct completed *c = list_add(&p->completed, a);

	c->name = text_print(a, &r->name, 0, r->name.s.n);
	text_mark(a, &r->name, 0, r->name.s.n, "name", &c->at);
	for (size_t i = 0; i < r->rows.n; i++)
		for (size_t k = 0; k < r->rows.v[i].values.n; k++) {
			const struct value *v = &r->rows.v[i].values.v[k];
			struct zh_money m;

			if (v->field == FIELD_PROGRESS)
				add_figures(a, &v->text, c);
			if ((v->field != FIELD_MONEY_DONE && v->field != FIELD_MONEY) || c->has_invested ||
			    !zh_money_bare(v->text.s, v->money_unit ? v->money_unit : 10000, &m))
				continue;
			c->has_invested = true;
			c->invested_fen = m.fen;
			text_mark(a, &v->text, m.from, m.to, "invested_yuan", &c->at);
		}
}

void completed_of_records(struct arena *a, const struct record_list *records, struct programme *p)
{
	for (size_t i = 0; i < records->n; i++)
		if (records->v[i].name.s.n > 0)
			add_row(a, &records->v[i], p);
}
