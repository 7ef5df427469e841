#include "reading/fill.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "zh/money.h"
#include "zh/number.h"

/* "(一)", "1.", "一、" in front of a name is numbering, not name. */
static size_t skip_number(struct str s)
{
	size_t i = 0;
	int n;
	bool bracket = s.n > 0 && s.p[0] == '(';

	if (bracket)
		i = 1;
	if (!zh_small(s, &i, &n) || n > 99)
		return 0;
	if (bracket)
		return i < s.n && s.p[i] == ')' ? i + 1 : 0;
	if (i < s.n && s.p[i] == '.' && !zh_is_digit(s, i + 1))
		return i + 1;
	return str_at(s, i, STR("、")) ? i + 3 : 0;
}

static void set_name(struct arena *a, const struct text *t, const char *field, struct project *p)
{
	size_t from = skip_number(t->s), to = t->s.n;

	while (to > from + 3 && (t->s.p[to - 1] == ';' || t->s.p[to - 1] == ',' || str_at(t->s, to - 3, STR("。"))))
		to -= t->s.p[to - 1] == ';' || t->s.p[to - 1] == ',' ? 1 : 3;
	if (from >= to)
		from = 0;
	p->name = text_print(a, t, from, to);
	text_mark(a, t, from, to, field, &p->at);
}

/* 工作任务、民生实事项目: the heading of the whole list, no group of it. */
static bool heads_all(struct arena *a, struct str s)
{
	static const struct str words[] = { STR_INIT("民生实事"), STR_INIT("实事项目"), STR_INIT("候选项目"), STR_INIT("项目清单"), STR_INIT("项目安排"),
					    STR_INIT("主要任务"), STR_INIT("重点任务"), STR_INIT("工作任务"), STR_INIT("目标任务"), STR_INIT("完成情况"),
					    STR_INIT("进展情况") };

	if (heading_read(a, s, 2000).sure)
		return true;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]) && !str_has(s, STR("类")) && !str_has(s, STR("领域")) && !str_has(s, STR("方面")))
			return true;
	return false;
}

static void set_group(struct arena *a, const struct text *t, struct project *p)
{
	size_t from = skip_number(t->s), to = t->s.n;

	while (to > from && (t->s.p[to - 1] == ':' || t->s.p[to - 1] == ' '))
		to--;
	if (p->field.n > 0 || from >= to || heads_all(a, str_cut(t->s, from, to)))
		return;
	p->field = text_print(a, t, from, to);
	text_mark(a, t, from, to, "field", &p->at);
}

static void set_task(struct arena *a, const struct text *t, struct item *item)
{
	struct str s = text_print(a, t, 0, t->s.n);

	text_mark(a, t, 0, t->s.n, "task", &item->at);
	item->task = item->task.n ? arena_printf(a, "%.*s\n%.*s", STR_ARG(item->task), STR_ARG(s)) : s;
}

static void set_text(struct arena *a, const struct text *t, const char *field, struct str *ret,
		     struct item *item)
{
	if (ret->n > 0)
		return;
	*ret = text_print(a, t, 0, t->s.n);
	text_mark(a, t, 0, t->s.n, field, &item->at);
}

/* 年度目标 120 · 累计完成 80 · 完成率 66%: the row's count is its progress. */
static void add_count(struct arena *a, const struct value *v, struct str measure,
		      struct item *item, struct str *counts)
{
	struct str s = text_print(a, &v->text, 0, v->text.s.n);
	bool bare = zh_is_digit(v->text.s, v->text.s.n ? v->text.s.n - 1 : 0);

	if (kind_is_nothing(v->text.s))
		return;
	text_mark(a, &v->text, 0, v->text.s.n, "progress", &item->at);
	*counts = arena_printf(a, "%.*s%s%.*s%.*s%.*s%s", STR_ARG(*counts), counts->n ? "，" : "",
			       STR_ARG(v->label), STR_ARG(s),
			       STR_ARG(bare && v->field == FIELD_COUNT_DONE ? measure : STR("")),
			       bare && v->field == FIELD_COUNT_RATE ? "%" : "");
}

static struct str measure_of(const struct row *row)
{
	const struct value *v = row_value(row, FIELD_MEASURE);

	return v ? v->text.s : STR("");
}

static void keep_money_text(struct arena *a, const struct text *t, struct funds *f)
{
	struct str s = text_print(a, t, 0, t->s.n);

	text_mark(a, t, 0, t->s.n, "text", &f->at);
	f->text = f->text.n ? arena_printf(a, "%.*s；%.*s", STR_ARG(f->text), STR_ARG(s)) : s;
}

/* Words put together from several cells: every cell is their source. */
static void fill_said(struct arena *a, const struct value *v, struct item *item)
{
	bool task = v->field == FIELD_TASK, remark = v->field == FIELD_REMARK;
	struct str *to = task ? &item->task : remark ? &item->remark : &item->progress;

	*to = v->said;
	text_mark(a, &v->text, 0, v->text.s.n, task ? "task" : remark ? "remark" : "progress", &item->at);
}

/* 牵头单位及主要负责人: people stand among the units. */
static bool names_people(struct str label)
{
	return (str_has(label, STR("单位")) || str_has(label, STR("部门"))) &&
	       (str_has(label, STR("责任人")) || str_has(label, STR("负责人")) || str_has(label, STR("领导")) || str_has(label, STR("联系人")) ||
		str_has(label, STR("联络员")) || str_has(label, STR("负责同志")));
}

/* "县交通局/各乡镇" under 牵头/配合单位: who leads stands in front of the only slash. */
static bool roles_by_slash(struct str label, struct str cell, size_t *slash)
{
	bool both = (str_has(label, STR("牵头")) || str_has(label, STR("责任")) || str_has(label, STR("主办"))) &&
		    (str_has(label, STR("配合")) || str_has(label, STR("协办")) || str_has(label, STR("协助")));

	*slash = str_find(cell, STR("/"));
	return both && *slash != STR_NONE && *slash > 0 && str_find_from(cell, *slash + 1, STR("/")) == STR_NONE &&
	       !str_has(cell, STR("牵头")) && !str_has(cell, STR("配合"));
}

/* 存在问题及下步打算, without a word of progress: what stands there without a label is a problem. */
static bool speaks_of_progress(struct str label)
{
	return label.n == 0 || str_has(label, STR("进展")) || str_has(label, STR("完成")) || str_has(label, STR("推进")) || str_has(label, STR("落实")) ||
	       !str_has(label, STR("问题"));
}

/* Units: with roles by a slash, with people among them, or plain. */
static void fill_duty(struct arena *a, const struct value *v, struct item *item)
{
	const struct text *t = &v->text;
	size_t slash;

	if (roles_by_slash(v->label, t->s, &slash)) {
		struct text lead = text_part(a, t, 0, slash, TEXT_TIGHT), rest = text_part(a, t, slash + 1, t->s.n, TEXT_TIGHT);

		fill_units(a, &lead, FIELD_LEAD, item);
		fill_units(a, &rest, FIELD_SUPPORT, item);
	} else if (names_people(v->label))
		fill_units_and_people(a, t, v->field, v->label, item);
	else
		fill_units(a, t, v->field, item);
}

/* A total, a source, or what one source gives. */
static void fill_funds(struct arena *a, const struct value *v, struct funds *funds)
{
	const struct text *t = &v->text;

	if (v->field == FIELD_SOURCE_AMOUNT) {
		fill_source_amount(a, t, v->label, v->money_unit, funds);
		return;
	}
	keep_money_text(a, t, funds);
	if (v->field == FIELD_MONEY)
		fill_money(a, t, v->label, v->money_unit, funds);
	else
		fill_source(a, t, v->money_unit, funds);
}

/* What is kept as it stands. */
static void fill_plain(struct arena *a, const struct value *v, struct item *item)
{
	if (v->field == FIELD_STATUS)
		set_text(a, &v->text, "status", &item->status, item);
	else if (v->field == FIELD_REMARK)
		set_text(a, &v->text, "remark", &item->remark, item);
	else if (v->field == FIELD_SITE)
		set_text(a, &v->text, "site", &item->site, item);
}

static void fill_value(struct arena *a, const struct value *v, int year, struct item *item,
		       struct project *p)
{
	const struct text *t = &v->text;

	if (v->said.n > 0) {
		fill_said(a, v, item);
		return;
	}
	switch (v->field) {
	case FIELD_TASK:
		set_task(a, t, item);
		fill_targets(a, t, item);
		break;
	case FIELD_TARGET:
		fill_targets(a, t, item);
		text_mark(a, t, 0, t->s.n, "targets", &item->at);
		break;
	case FIELD_PLAN:
		fill_plan(a, t, year, item);
		break;
	case FIELD_PERIOD:
		fill_period(a, t, v->label, v->when ? *v->when : (struct zh_when){ 0 }, year, item);
		break;
	case FIELD_DEADLINE:
		fill_deadline(a, t, v->label, year, item);
		break;
	case FIELD_LEAD:
	case FIELD_SUPPORT:
	case FIELD_IMPLEMENT:
	case FIELD_DUTY:
		fill_duty(a, v, item);
		break;
	case FIELD_LEADER:
	case FIELD_CONTACT:
		fill_leaders(a, t, v->label, item);
		break;
	case FIELD_MONEY:
	case FIELD_SOURCE:
	case FIELD_SOURCE_AMOUNT:
		fill_funds(a, v, &p->funds);
		break;
	case FIELD_PROGRESS:
	case FIELD_PROBLEMS:
	case FIELD_NEXT:
	case FIELD_MIXED:
		fill_progress(a, t, v->field == FIELD_MIXED && !speaks_of_progress(v->label) ? FIELD_PROBLEMS : v->field, item);
		break;
	case FIELD_GROUP:
		set_group(a, t, p);
		break;
	default:
		fill_plain(a, v, item);
	}
}

/* A row for each step: its date in one column, what is due then in another.  False when the row is no such two. */
static bool fill_step(struct arena *a, const struct row *row, int year, struct item *item)
{
	const struct value *by = row_value(row, FIELD_DEADLINE), *what = row_value(row, FIELD_PLAN);
	struct cell_time date = { 0 }, other = { 0 };

	if (by == NULL || what == NULL || by->inherited || what->inherited || !kind_first_time(by->text.s, &date) ||
	    kind_first_time(what->text.s, &other))
		return false;
	fill_period(a, &what->text, STR(""), date.when, year, item);
	if (item->milestones.n > 0)
		text_mark(a, &by->text, 0, by->text.s.n, "due", &item->milestones.v[item->milestones.n - 1].at);
	return true;
}

/* A further step of the task that the first row tells: the same item, and its figures one series. */
static bool goes_on(const struct record *r, size_t row)
{
	const struct value *first = row_value(&r->rows.v[0], FIELD_TASK), *now = row_value(&r->rows.v[row], FIELD_TASK);

	return row > 0 && row_value(&r->rows.v[row], FIELD_DEADLINE) && row_value(&r->rows.v[row], FIELD_PLAN) &&
	       (now == NULL || (first && str_eq(first->text.s, now->text.s)));
}

/* "计划投资210万元（资金来源：上级补助）": what the task says of the money, where only its sources are known yet. */
static void task_total(struct arena *a, const struct text *task, struct funds *f)
{
	struct source_list known = f->sources;

	for (size_t i = 0; i < known.n; i++)
		if (known.v[i].has_amount)
			return;
	if (f->has_total)
		return;
	f->sources = (struct source_list){ 0 };
	fill_task_money(a, task, f);
	if (known.n > 0)
		f->sources = known;
}

/*
 * Money columns come before sources, so that a sole source finds its total.  `steps`: the project has several
 * rows; `again`: the item has its task from an earlier one.
 */
static void fill_row(struct arena *a, const struct row *row, bool steps, bool again, int year, struct item *item,
		     struct project *p)
{
	struct str counts = STR("");
	bool step = steps && fill_step(a, row, year, item);

	for (size_t i = 0; i < row->values.n; i++)
		if (row->values.v[i].field == FIELD_MONEY)
			fill_value(a, &row->values.v[i], year, item, p);
	for (size_t i = 0; i < row->values.n; i++)
		if (row->values.v[i].field != FIELD_MONEY && !(step && (row->values.v[i].field == FIELD_PLAN || row->values.v[i].field == FIELD_DEADLINE)) &&
		    !(again && (row->values.v[i].field == FIELD_TASK || row->values.v[i].field == FIELD_TARGET)))
			fill_value(a, &row->values.v[i], year, item, p);
	for (size_t i = 0; i < row->values.n; i++) {
		enum field f = row->values.v[i].field;

		if (f == FIELD_COUNT_DONE || f == FIELD_COUNT_RATE)
			add_count(a, &row->values.v[i], measure_of(row), item, &counts);
	}
	if (item->progress.n == 0 && counts.n > 0)
		item->progress = counts;
	for (size_t i = 0; i < row->values.n; i++)
		if (row->values.v[i].field == FIELD_TASK && row->values.v[i].said.n == 0) {
			fill_task_dates(a, &row->values.v[i].text, year, item);
			task_total(a, &row->values.v[i].text, &p->funds);
		}
	drop_dated_targets(item);
	drop_money_targets(item, &p->funds);
}

/* Every row of the project has an amount of its own, not all the same: together they are its money. */
static void sum_rows(struct arena *a, const struct record *r, struct funds *f)
{
	int64_t sum = 0, first = 0;
	size_t rows = 0;
	bool differ = false;

	for (size_t i = 0; i < r->rows.n; i++) {
		const struct value *v = row_value(&r->rows.v[i], FIELD_MONEY);
		struct zh_money m;

		if (!v || v->inherited || !zh_money_bare(v->text.s, v->money_unit ? v->money_unit : 10000, &m))
			continue;
		differ = differ || (rows > 0 && m.fen != first);
		first = rows++ == 0 ? m.fen : first;
		if (__builtin_add_overflow(sum, m.fen, &sum))
			return;
	}
	if (rows < 2 || rows < r->rows.n || !differ || !f->has_total || f->total_fen != first)
		return;
	f->total_fen = sum;
	for (size_t i = 1; i < r->rows.n; i++) {
		const struct text *t = &row_value(&r->rows.v[i], FIELD_MONEY)->text;

		text_mark(a, t, 0, t->s.n, "total_yuan", &f->at);
	}
}

/* "新增公共停车泊位6000个。其中…": the year's target may stand in the name alone. */
static void name_targets(struct arena *a, const struct text *name, struct item *item)
{
	struct item read = { 0 };

	fill_targets(a, name, &read);
	for (size_t i = 0; i < read.targets.n; i++) {
		const struct figure *f = &read.targets.v[i];
		bool known = false;

		for (size_t k = 0; k < item->targets.n && !known; k++)
			known = dec_cmp(item->targets.v[k].n, f->n) == 0 && str_eq(item->targets.v[k].unit, f->unit);
		if (!known)
			*list_add(&item->targets, a) = *f;
	}
}

void fill_project(struct arena *a, const struct record *r, int year, struct project *ret)
{
	struct project p = { .no = r->no };

	set_group(a, &r->group, &p);
	if (r->no_text.s.n > 0)
		text_mark(a, &r->no_text, 0, r->no_text.s.n, "no", &p.at);
	for (size_t i = 0; i < r->rows.n; i++) {
		bool again = goes_on(r, i);

		fill_row(a, &r->rows.v[i], r->rows.n > 1, again, year, again ? &p.items.v[p.items.n - 1] : list_add(&p.items, a), &p);
	}
	if (r->rows.n == 1) {
		name_targets(a, &r->name, &p.items.v[0]);
		drop_dated_targets(&p.items.v[0]);
		drop_money_targets(&p.items.v[0], &p.funds);
	}
	sum_rows(a, r, &p.funds);
	if (p.items.n == 0)
		list_add(&p.items, a);
	if (r->name.s.n > 0) {
		set_name(a, &r->name, "name", &p);
	} else {
		const struct value *v = r->rows.n ? row_value(&r->rows.v[0], FIELD_TASK) : NULL;

		if (v)
			set_name(a, &v->text, "name", &p);
	}
	funds_finish(&p.funds);
	doubts_find(a, r, year, &p);
	*ret = p;
}
