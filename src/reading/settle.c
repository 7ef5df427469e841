/*
 * What two headers mean beside each other, and what a column without a known
 * header holds.  Each rule is one function; columns_settle() runs them in
 * order.  The rules are those of docs/format.md.
 */

#include "reading/columns.h"

#include "base/utf8.h"
#include "reading/fit.h"
#include "reading/kind.h"
#include "zh/money.h"
#include "zh/number.h"
#include "zh/quantity.h"

enum { SAMPLE_ROWS = 60 };

/* What the cells of one column look like, over a sample of the body. */
struct looks {
	int n[CELL_KINDS];
	int filled, own, progress, measures, yuan, steps, trouble, money;
	size_t chars;
};

static struct looks look_at(const struct grid *g, const struct columns *cs, uint32_t col)
{
	struct looks l = { 0 };

	for (uint32_t r = cs->body_row; r < g->rows && l.own < SAMPLE_ROWS; r++) {
		struct str s = grid_str(g, r, col);
		enum cell_kind kind;

		if (!grid_own(g, r, col))
			continue;
		l.own++;
		kind = kind_of_cell(s);
		l.n[kind]++;
		if (kind == CELL_EMPTY || kind == CELL_NOTHING)
			continue;
		l.filled++;
		l.chars += utf8_count(s);
		l.progress += kind_says_progress(s);
		l.measures += zh_measure_at(s, 0) == s.n;
		l.yuan += str_ends(s, STR("元"));
		if (kind != CELL_UNITS && kind != CELL_PEOPLE && kind != CELL_NUMBER) {
			struct fit_facts f = fit_look(s);

			l.steps += f.steps;
			l.trouble += f.trouble;
			l.money += f.money;
		}
	}
	return l;
}

static bool most(int part, const struct looks *l)
{
	return l->filled > 0 && part * 10 >= l->filled * 6;
}

static int numbers(const struct looks *l)
{
	return l->n[CELL_NUMBER] + l->n[CELL_AMOUNT];
}

static struct column *find(struct columns *cs, uint32_t cols, enum field f)
{
	for (uint32_t c = 0; c < cols; c++)
		if (cs->v[c].field == f)
			return &cs->v[c];
	return NULL;
}

static int count(const struct columns *cs, uint32_t cols, enum field f)
{
	int n = 0;

	for (uint32_t c = 0; c < cols; c++)
		n += cs->v[c].field == f;
	return n;
}

static bool label_has(const struct column *c, const char *word)
{
	return str_has(c->label, str_of(word));
}

/* 单位 beside numbers is a measure; 备注 full of bureaus is the lead; 目标 of bare numbers a count. */
static void settle_by_cells(const struct grid *g, struct columns *cs)
{
	bool lead = find(cs, g->cols, FIELD_LEAD) || find(cs, g->cols, FIELD_IMPLEMENT);

	for (uint32_t c = 0; c < g->cols; c++)
		lead = lead || (cs->v[c].field == FIELD_DUTY && !str_eq(cs->v[c].label, STR("单位")));

	for (uint32_t c = 0; c < g->cols; c++) {
		struct column *col = &cs->v[c];
		struct looks l;

		if (col->field == FIELD_NONE)
			continue;
		l = look_at(g, cs, c);
		/* 牵头单位负责人 under 责任单位: what the cells hold decides between a unit and a person */
		if (!col->listed && (col->field == FIELD_LEAD || col->field == FIELD_SUPPORT || col->field == FIELD_IMPLEMENT) && most(l.n[CELL_PEOPLE], &l))
			col->field = FIELD_LEADER;
		else if (!col->listed && (col->field == FIELD_LEADER || col->field == FIELD_CONTACT) && l.n[CELL_PEOPLE] == 0 && most(l.n[CELL_UNITS], &l))
			col->field = lead ? FIELD_REMARK : FIELD_LEAD;
		else if (col->field == FIELD_DUTY && str_eq(col->label, STR("单位")) && !most(l.n[CELL_UNITS], &l))
			col->field = FIELD_MEASURE;
		else if (col->field == FIELD_REMARK && !lead && most(l.n[CELL_UNITS], &l) && l.filled > 2)
			col->field = FIELD_LEAD;
		else if ((col->field == FIELD_TARGET || col->field == FIELD_TASK) && most(numbers(&l), &l))
			col->field = FIELD_COUNT_TARGET;
		else if (col->field == FIELD_PROGRESS && most(numbers(&l), &l))
			col->field = FIELD_COUNT_DONE;
		else if (col->field == FIELD_PROGRESS && most(l.n[CELL_PERCENT], &l))
			col->field = FIELD_COUNT_RATE;
		else if (col->field == FIELD_COUNT_DONE && !most(numbers(&l), &l) &&
			 most(l.n[CELL_LONG] + l.n[CELL_SHORT] + l.n[CELL_PLAN], &l))
			col->field = FIELD_PROGRESS;
		else if (col->field == FIELD_STATUS && l.filled && l.chars / (size_t)l.filled > 14)
			col->field = FIELD_PROGRESS;
		else if (col->field == FIELD_COUNT_TARGET && l.filled && !most(numbers(&l), &l) && l.chars / (size_t)l.filled > 8)
			col->field = FIELD_TARGET;
		else if (col->field == FIELD_NO && most(l.n[CELL_SHORT] + l.n[CELL_LONG], &l) && l.n[CELL_NUMBER] * 5 < l.filled)
			col->field = FIELD_GROUP;
		else if (col->field == FIELD_PLAN && most(l.progress, &l) && l.n[CELL_PLAN] * 2 < l.filled &&
			 !find(cs, g->cols, FIELD_PROGRESS))
			col->field = FIELD_PROGRESS;
		else if (col->field == FIELD_MONEY && most(l.n[CELL_LONG] + l.n[CELL_UNITS], &l))
			col->field = FIELD_SOURCE;
	}
}

/* Under a header nobody knows: behind the number or in front, every cell another. */
static bool stands_for_name(const struct grid *g, const struct columns *cs, uint32_t c)
{
	enum { ROWS = 40 };
	struct str seen[ROWS];
	size_t n = 0, same = 0;

	for (uint32_t k = 0; k < c; k++)
		if (cs->v[k].field != FIELD_NO && cs->v[k].field != FIELD_GROUP)
			return false;
	for (uint32_t r = cs->body_row; r < g->rows && n < ROWS; r++) {
		struct str s = grid_own(g, r, c) ? grid_str(g, r, c) : STR("");

		if (s.n == 0)
			continue;
		for (size_t k = 0; k < n; k++)
			same += str_eq(seen[k], s);
		seen[n++] = s;
	}
	return n >= 2 && same * 5 <= n;
}

/* Who pays, what is in the way, what comes next: told by the phrases of the cells; an amount stands beside who pays. */
static void tell_by_phrases(const struct grid *g, struct columns *cs, uint32_t c, const struct looks *l)
{
	struct column *col = &cs->v[c];

	if (!find(cs, g->cols, FIELD_SOURCE) && most(l->money, l) && l->n[CELL_AMOUNT] * 2 < l->filled &&
	    l->chars / (size_t)l->filled < 40) {
		col->field = FIELD_SOURCE;
		if (c > 0 && cs->v[c - 1].field == FIELD_NONE && !find(cs, g->cols, FIELD_MONEY)) {
			struct looks left = look_at(g, cs, c - 1);

			if (most(numbers(&left), &left))
				cs->v[c - 1].field = FIELD_MONEY;
		}
	} else if (!find(cs, g->cols, FIELD_PROBLEMS) && l->trouble > 0 &&
		   (l->trouble + l->n[CELL_NOTHING]) * 10 >= (l->filled + l->n[CELL_NOTHING]) * 7) {
		col->field = FIELD_PROBLEMS;
	} else if (find(cs, g->cols, FIELD_PROGRESS) && !find(cs, g->cols, FIELD_NEXT) && most(l->steps, l)) {
		col->field = FIELD_NEXT;
	}
}

/* 节点任务 | 节点工作量: how much, in a column behind the plan or task. */
static void settle_amounts(const struct grid *g, struct columns *cs)
{
	for (uint32_t c = 1; c < g->cols; c++) {
		struct column *col = &cs->v[c];
		enum field left = cs->v[c - 1].field;
		int filled = 0, amounts = 0;

		if (col->listed || (left != FIELD_PLAN && left != FIELD_TASK) || !(label_has(col, "工作量") || label_has(col, "数量")))
			continue;
		for (uint32_t r = cs->body_row; r < g->rows && filled < SAMPLE_ROWS; r++) {
			struct str s = grid_own(g, r, c) ? grid_str(g, r, c) : STR("");
			size_t i = 0;

			if (s.n == 0)
				continue;
			while (i < s.n && (zh_is_digit(s, i) || s.p[i] == '.'))
				i++;
			filled++;
			amounts += i > 0 && (s.p[i] == '%' || zh_measure_at(s, i) > 0);
		}
		if (filled > 0 && amounts * 10 >= filled * 8) {
			col->amount = true;
			col->field = FIELD_NONE;
		}
	}
}

/* A column no header word explains is told by its cells, or stays remainder. */
static void settle_unknown(const struct grid *g, struct columns *cs)
{
	for (uint32_t c = 0; c < g->cols; c++) {
		struct column *col = &cs->v[c];
		struct looks l;

		if (col->field != FIELD_NONE || col->amount)
			continue;
		l = look_at(g, cs, c);
		col->by_content = true;
		if (l.filled == 0)
			continue;
		if (most(l.n[CELL_NUMBER], &l) && !find(cs, g->cols, FIELD_NO) && c < 3)
			col->field = FIELD_NO;
		else if (most(l.n[CELL_UNITS], &l))
			col->field = find(cs, g->cols, FIELD_LEAD) || find(cs, g->cols, FIELD_DUTY) ?
					     (find(cs, g->cols, FIELD_SUPPORT) ? FIELD_REMARK : FIELD_SUPPORT) :
					     FIELD_LEAD;
		else if (most(l.n[CELL_PEOPLE], &l))
			col->field = FIELD_LEADER;
		else if (most(l.n[CELL_TIME], &l))
			col->field = find(cs, g->cols, FIELD_DEADLINE) ? FIELD_REMARK : FIELD_DEADLINE;
		else if (most(l.n[CELL_PLAN], &l))
			col->field = find(cs, g->cols, FIELD_PLAN) ? FIELD_NONE : FIELD_PLAN;
		else if (((most(l.n[CELL_AMOUNT], &l) && most(l.yuan, &l)) || (col->money_unit && most(numbers(&l), &l))) && !find(cs, g->cols, FIELD_MONEY))
			col->field = FIELD_MONEY;
	}
	/* what is left of the texts: the first short one names, the first long one tells */
	for (uint32_t c = 0; c < g->cols; c++) {
		struct column *col = &cs->v[c];
		struct looks l;

		if (col->field != FIELD_NONE || col->amount)
			continue;
		l = look_at(g, cs, c);
		/* 无 in most rows beside a column of progress */
		if (l.filled > 0 && l.n[CELL_NOTHING] * 2 >= l.own && find(cs, g->cols, FIELD_PROGRESS) && !find(cs, g->cols, FIELD_PROBLEMS))
			col->field = FIELD_PROBLEMS;
		if (l.filled * 2 < l.own || l.filled == 0 || col->field != FIELD_NONE)
			continue;
		if (!find(cs, g->cols, FIELD_NAME) && most(l.n[CELL_SHORT], &l) &&
		    (cs->header_rows == 0 || cs->sure == 0 || stands_for_name(g, cs, c)))
			col->field = FIELD_NAME;
		else if (!find(cs, g->cols, FIELD_TASK) && !find(cs, g->cols, FIELD_TARGET) &&
			 most(l.n[CELL_LONG] + l.n[CELL_SHORT] + l.n[CELL_PLAN], &l) &&
			 l.chars / (size_t)l.filled > (find(cs, g->cols, FIELD_NAME) ? 4 : 8))
			col->field = most(l.progress, &l) && find(cs, g->cols, FIELD_NAME) ? FIELD_PROGRESS : FIELD_TASK;
		else if (!find(cs, g->cols, FIELD_PROGRESS) && most(l.progress, &l))
			col->field = FIELD_PROGRESS;
		else
			tell_by_phrases(g, cs, c, &l);
	}
}

/* 责任单位 beside 牵头单位 supports; 建设单位、业主 beside a lead implements. */
static void settle_leads(const struct grid *g, struct columns *cs)
{
	const struct column *chief = NULL;

	for (uint32_t c = 0; c < g->cols; c++) {
		const struct column *col = &cs->v[c];

		if (col->field == FIELD_DUTY || (col->field == FIELD_LEAD &&
		    (label_has(col, "牵头") || label_has(col, "主办") || label_has(col, "主责") ||
		     label_has(col, "主要责任") || label_has(col, "第一责任"))))
			chief = chief ? chief : col;
	}
	if (!chief)
		for (uint32_t c = 0; c < g->cols && !chief; c++)
			if (cs->v[c].field == FIELD_LEAD && (label_has(&cs->v[c], "责任") || label_has(&cs->v[c], "承办")))
				chief = &cs->v[c];
	for (uint32_t c = 0; chief && c < g->cols; c++) {
		struct column *col = &cs->v[c];

		if (col == chief || col->field != FIELD_LEAD || str_eq(col->label, chief->label))
			continue;
		if (label_has(col, "建设") || label_has(col, "业主") || label_has(col, "实施") ||
		    label_has(col, "项目单位"))
			col->field = FIELD_IMPLEMENT;
		else if (label_has(col, "责任") || label_has(col, "承办"))
			col->field = FIELD_SUPPORT;
	}
	if (!chief && !find(cs, g->cols, FIELD_LEAD)) {
		struct column *only = find(cs, g->cols, FIELD_IMPLEMENT);

		if (only)
			only->field = FIELD_LEAD;
	}
}

static size_t mean_chars(const struct grid *g, const struct columns *cs, const struct column *col)
{
	struct looks l = look_at(g, cs, (uint32_t)(col - cs->v));

	return l.filled ? l.chars / (size_t)l.filled : 0;
}

static uint32_t own_cells(const struct grid *g, const struct columns *cs, uint32_t col)
{
	uint32_t n = 0;

	for (uint32_t r = cs->body_row; r < g->rows; r++)
		n += grid_own(g, r, col) && grid_str(g, r, col).n > 0;
	return n;
}

/* Which text column names the project and which tells its task. */
static void settle_names(const struct grid *g, struct columns *cs)
{
	struct column *texts[8];
	int n = 0;

	if (count(cs, g->cols, FIELD_NAME) >= 2) {
		/* 重点工作|项目名称: the column with fewer cells is the wider heading */
		struct column *first = find(cs, g->cols, FIELD_NAME), *second = NULL;

		for (uint32_t c = (uint32_t)(first - cs->v) + 1; c < g->cols && !second; c++)
			if (cs->v[c].field == FIELD_NAME)
				second = &cs->v[c];
		if (second) {
			uint32_t a = own_cells(g, cs, (uint32_t)(first - cs->v));
			uint32_t b = own_cells(g, cs, (uint32_t)(second - cs->v));
			struct column *no = find(cs, g->cols, FIELD_NO);
			uint32_t k = no ? own_cells(g, cs, (uint32_t)(no - cs->v)) : 0;

			if (a < b && (no == NULL || k >= b))
				first->field = FIELD_GROUP;
			else if (find(cs, g->cols, FIELD_TASK) == NULL)
				second->field = FIELD_TASK;
			else
				second->field = FIELD_REMARK;
		}
	}
	for (uint32_t c = 0; c < g->cols && n < 8; c++)
		if (cs->v[c].field == FIELD_TASK || cs->v[c].field == FIELD_TARGET)
			texts[n++] = &cs->v[c];
	if (find(cs, g->cols, FIELD_NAME) == NULL) {
		struct column *group = find(cs, g->cols, FIELD_GROUP);

		if (n >= 2 && mean_chars(g, cs, texts[0]) <= mean_chars(g, cs, texts[1])) {
			texts[0]->field = FIELD_NAME;
			texts[0] = texts[1];
			n--;
		} else if (n == 1 && group && find(cs, g->cols, FIELD_NO) &&
			   own_cells(g, cs, (uint32_t)(group - cs->v)) ==
				   own_cells(g, cs, (uint32_t)(find(cs, g->cols, FIELD_NO) - cs->v)) &&
			   own_cells(g, cs, (uint32_t)(group - cs->v)) <
				   own_cells(g, cs, (uint32_t)(texts[0] - cs->v))) {
			group->field = FIELD_NAME;
		}
	}
	/* a target column alone is the task */
	if (find(cs, g->cols, FIELD_TASK) == NULL) {
		struct column *target = find(cs, g->cols, FIELD_TARGET);

		if (target)
			target->field = FIELD_TASK;
	}
}

/* 4月份计划 beside progress is the next step, alone; several such columns are the plan. */
static void settle_periods(const struct grid *g, struct columns *cs)
{
	struct column *only = find(cs, g->cols, FIELD_PERIOD);

	if (count(cs, g->cols, FIELD_PERIOD) == 1 && find(cs, g->cols, FIELD_PROGRESS) &&
	    find(cs, g->cols, FIELD_NEXT) == NULL &&
	    (label_has(only, "计划") || label_has(only, "打算") || label_has(only, "安排")))
		only->field = FIELD_NEXT;
}

/* 说明 beside 是否达序 gives the cause. */
static void settle_remarks(const struct grid *g, struct columns *cs)
{
	struct column *status = find(cs, g->cols, FIELD_STATUS);

	if (!status || find(cs, g->cols, FIELD_PROBLEMS))
		return;
	for (uint32_t c = 0; c < g->cols; c++)
		if (cs->v[c].field == FIELD_REMARK && str_eq(cs->v[c].label, STR("说明")))
			cs->v[c].field = FIELD_PROBLEMS;
}

/* 单位：万元 is printed once: in the money column's header, or above the table. */
static void settle_money_unit(const struct grid *g, struct columns *cs)
{
	int64_t unit = 0;

	for (uint32_t c = 0; c < g->cols; c++)
		if (cs->v[c].field == FIELD_MONEY && cs->v[c].money_unit)
			unit = cs->v[c].money_unit;
	for (uint32_t c = 0; c < g->cols; c++)
		if (cs->v[c].field == FIELD_SOURCE && !cs->v[c].money_unit)
			cs->v[c].money_unit = unit;
}

void columns_settle(struct arena *a, const struct grid *g, struct columns *cs)
{
	(void)a;
	settle_by_cells(g, cs);
	settle_periods(g, cs);
	settle_leads(g, cs);
	settle_amounts(g, cs);
	settle_unknown(g, cs);
	settle_leads(g, cs);
	settle_names(g, cs);
	settle_remarks(g, cs);
	settle_money_unit(g, cs);
}
