#include "reading/record.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "reading/prose.h"
#include "zh/number.h"

const struct value *row_value(const struct row *r, enum field f)
{
	for (size_t i = 0; i < r->values.n; i++)
		if (r->values.v[i].field == f)
			return &r->values.v[i];
	return NULL;
}

struct value *record_add(struct arena *a, struct record *r, enum field f, struct str label,
			 struct text text)
{
	struct row *row = r->rows.n ? &r->rows.v[r->rows.n - 1] : list_add(&r->rows, a);
	struct value *v = list_add(&row->values, a);

	v->field = f;
	v->label = label;
	v->text = text;
	return v;
}

bool record_says(const struct record *r)
{
	for (size_t k = 0; k < r->rows.n; k++)
		for (size_t m = 0; m < r->rows.v[k].values.n; m++)
			switch (r->rows.v[k].values.v[m].field) {
			case FIELD_NONE:
			case FIELD_NO:
			case FIELD_GROUP:
			case FIELD_NAME:
			case FIELD_STATUS:
			case FIELD_COUNT_TARGET:
			case FIELD_COUNT_DONE:
			case FIELD_COUNT_RATE:
			case FIELD_REMARK:
			case FIELD_SITE:
			case FIELD_CONTACT:
			case FIELD_PHONE:
				break;
			default:
				return true;
			}
	return false;
}

/* State while walking down a table. */
struct walk {
	struct arena *a;
	const struct grid *g;
	const struct columns *cs;
	struct record_list *out;
	struct record *now; /* project being filled, NULL before the first */
	uint32_t no_col, name_col, task_col, group_col;
	struct text group;
	uint32_t now_row; /* first row of the current project */
	bool no_counts_class; /* one number stands for several named projects */
	bool plain_is_group;  /* 一、二 head groups; （一）（二） number the projects */
	uint32_t kind_col;    /* 计划 and 完成 by turns: what the columns of time hold in each row; UINT32_MAX for none */
	enum field timed;     /* the field of those columns in the current row, FIELD_NONE for their own */
};

/* 计划 tells plans, 完成 results; FIELD_NONE for other words. */
static enum field row_kind_word(struct str s)
{
	static const struct str plans[] = { STR_INIT("计划"), STR_INIT("目标"), STR_INIT("计划进度"), STR_INIT("计划安排"), STR_INIT("计划目标") };
	static const struct str done[] = { STR_INIT("完成"), STR_INIT("实际"), STR_INIT("进展"), STR_INIT("实际完成"), STR_INIT("完成情况"), STR_INIT("实际进度"),
					   STR_INIT("实际进展"), STR_INIT("进展情况"), STR_INIT("推进情况") };

	for (size_t k = 0; k < COUNT(plans); k++)
		if (str_eq(s, plans[k]))
			return FIELD_PERIOD;
	for (size_t k = 0; k < COUNT(done); k++)
		if (str_eq(s, done[k]))
			return FIELD_PROGRESS;
	return FIELD_NONE;
}

static uint32_t column_of(const struct grid *g, const struct columns *cs, enum field f)
{
	for (uint32_t c = 0; c < g->cols; c++)
		if (cs->v[c].field == f)
			return c;
	return UINT32_MAX;
}

static struct str own_str(const struct walk *w, uint32_t row, uint32_t col)
{
	if (col == UINT32_MAX || !grid_own(w->g, row, col) || kind_is_nothing(grid_str(w->g, row, col)))
		return STR("");
	return grid_str(w->g, row, col);
}

static bool is_total(struct str s)
{
	static const struct str words[] = { STR_INIT("合计"), STR_INIT("总计"), STR_INIT("共计"), STR_INIT("小计"),
					    STR_INIT("总合计"), STR_INIT("合计:") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_eq(s, words[k]))
			return true;
	return str_starts(s, STR("合计(")) || str_starts(s, STR("小计(")) || str_starts(s, STR("总计(")) || str_starts(s, STR("共计("));
}

/* "一、教育类", "(二)民生保障(4项)": a heading between rows. */
static bool is_group_words(struct str s)
{
	size_t i = 0;
	int64_t n;

	if (s.n > 120)
		return false;
	if (s.n > 0 && s.p[0] == '(')
		i = 1;
	return zh_numeral(s, &i, &n) &&
	       (str_at(s, i, STR("、")) || (i < s.n && (s.p[i] == ')' || s.p[i] == '.')));
}

enum row_kind { ROW_BODY, ROW_SKIP, ROW_GROUP };

static enum row_kind judge_row(const struct walk *w, uint32_t row)
{
	uint32_t filled = 0, first = UINT32_MAX;
	const struct gcell *only = NULL;

	for (uint32_t c = 0; c < w->g->cols; c++) {
		struct gcell *cell = grid_at(w->g, row, c);

		if (cell->row != row || cell->col != c || cell->text.s.n == 0)
			continue;
		if (is_total(cell->text.s) && c < 3)
			return ROW_SKIP;
		filled++;
		if (first == UINT32_MAX)
			first = c;
		only = cell;
	}
	if (filled == 0)
		return ROW_SKIP;
	if (columns_repeats(w->g, w->cs, row))
		return ROW_SKIP;
	if (filled == 1) {
		struct str s = only->text.s;
		bool wide = only->colspan * 2 > w->g->cols;

		if (str_starts(s, STR("注:")) || str_starts(s, STR("备注:")) || str_starts(s, STR("说明:")) ||
		    str_starts(s, STR("填报")) || str_starts(s, STR("单位:")))
			return ROW_SKIP;
		if (kind_is_page_mark(s))
			return ROW_SKIP;
		if (wide || is_group_words(s))
			return ROW_GROUP;
		/* a lone page number */
		if (kind_number(s) >= 0 && first != w->no_col && w->no_col != UINT32_MAX)
			return ROW_SKIP;
		if (first == w->no_col && kind_number(s) < 0)
			return ROW_GROUP;
		if (first == w->no_col)
			return ROW_SKIP;
		if (first == w->name_col && w->no_col != UINT32_MAX && !w->g->merges && w->now == NULL)
			return ROW_GROUP;
	}
	if (w->plain_is_group && first == w->no_col && zh_digit_at(grid_str(w->g, row, first), 0) >= 0)
		return ROW_GROUP;
	if (filled >= 2 && first == w->no_col && is_group_words(only ? grid_str(w->g, row, first) : STR("")) &&
	    kind_number(grid_str(w->g, row, first)) < 0)
		return ROW_GROUP;
	return ROW_BODY;
}

static bool same_name(const struct walk *w, struct str name)
{
	return w->now != NULL && str_eq(w->now->name.s, name);
}

/* Does this row begin another project? */
static bool begins_project(const struct walk *w, uint32_t row)
{
	struct str no = own_str(w, row, w->no_col);
	struct str name = own_str(w, row, w->name_col);

	if (w->now == NULL)
		return true;
	if (w->no_col != UINT32_MAX) {
		if (no.n > 0 && kind_number(no) >= 0) {
			int n = kind_number(no);
			size_t i = 0;
			int old = -1;

			zh_small(w->now->no, &i, &old);
			if (n == old && (name.n == 0 || same_name(w, name)))
				return false;
			return n != old || (name.n > 0 && !same_name(w, name));
		}
		if (no.n > 0)
			return !str_eq(no, w->now->no);
		return w->no_counts_class && name.n > 0 && !same_name(w, name);
	}
	if (w->name_col != UINT32_MAX)
		return name.n > 0 && !same_name(w, name);
	return own_str(w, row, w->task_col).n > 0;
}

static struct str digits_of(struct arena *a, struct str no)
{
	int n = kind_number(no);

	return n >= 0 ? arena_printf(a, "%d", n) : no;
}

/* How much a record will take of a row, at most and not much less. */
static size_t cells_in(const struct grid *g, uint32_t row, size_t *pieces)
{
	size_t n = 0;

	*pieces = 0;
	for (uint32_t c = 0; c < g->cols; c++) {
		const struct gcell *cell = grid_at(g, row, c);

		if (cell->text.s.n == 0)
			continue;
		n++;
		*pieces += cell->row == row && cell->col == c ? cell->text.npieces : 0;
	}
	return n;
}

static void begin_project(struct walk *w, uint32_t row)
{
	struct record *r = list_add(w->out, w->a);
	struct str no = w->no_col != UINT32_MAX ? grid_str(w->g, row, w->no_col) : STR("");
	size_t pieces;

	r->no = digits_of(w->a, no);
	if (no.n > 0)
		r->no_text = grid_at(w->g, row, w->no_col)->text;
	if (w->name_col != UINT32_MAX)
		r->name = grid_at(w->g, row, w->name_col)->text;
	if (w->group_col != UINT32_MAX && grid_str(w->g, row, w->group_col).n > 0)
		w->group = grid_at(w->g, row, w->group_col)->text;
	r->group = w->group;
	r->block = w->g->first_block;
	r->cols = w->g->cols;
	r->merges = w->g->merges;
	cells_in(w->g, row, &pieces);
	list_reserve(&r->pieces, w->a, pieces);
	w->now = r;
	w->now_row = row;
}

/* Fields that a merged cell, or an empty one in a format without merging, takes from above. */
static bool passes_down(enum field f)
{
	return f == FIELD_LEAD || f == FIELD_DUTY || f == FIELD_IMPLEMENT || f == FIELD_LEADER ||
	       f == FIELD_CONTACT || f == FIELD_SUPPORT;
}

static const struct value *last_value(const struct record *r, enum field f, struct str label)
{
	for (size_t i = r->rows.n; i-- > 0;)
		for (size_t k = r->rows.v[i].values.n; k-- > 0;) {
			const struct value *v = &r->rows.v[i].values.v[k];

			if (v->field == f && str_eq(v->label, label))
				return v;
		}
	return NULL;
}

/* 建成 | 8个: the amount goes behind the words on its left. */
static void add_amount(struct walk *w, const struct gcell *cell)
{
	struct value_list *values = &w->now->rows.v[w->now->rows.n - 1].values;
	struct value *v = values->n > 0 ? &values->v[values->n - 1] : NULL;
	struct piece_list all = { 0 };

	for (size_t k = 0; v && k < v->text.npieces; k++)
		*list_add(&all, w->a) = v->text.pieces[k];
	for (size_t k = 0; k < cell->text.npieces; k++) {
		struct piece p = cell->text.pieces[k];

		*list_add(&w->now->pieces, w->a) = p;
		p.glued = true;
		*list_add(&all, w->a) = p;
	}
	if (v)
		v->text = text_words(w->a, all.v, all.n);
}

static void add_cell(struct walk *w, const struct gcell *cell, uint32_t col, bool inherited)
{
	const struct column *c = &w->cs->v[col];
	enum field field = w->timed != FIELD_NONE && day_is(c->when.due) ? w->timed : c->field;
	struct value *v = record_add(w->a, w->now, field, c->label, cell->text);

	if (field == FIELD_PERIOD) {
		v->when = arena_alloc(w->a, sizeof(*v->when));
		*v->when = c->when;
	}
	v->money_unit = c->money_unit;
	v->inherited = inherited;
	if (inherited)
		return;
	for (size_t k = 0; k < cell->text.npieces; k++)
		*list_add(&w->now->pieces, w->a) = cell->text.pieces[k];
}

/* A cell that no column explains. */
static void add_cell_as(struct walk *w, const struct gcell *cell, enum field f)
{
	record_add(w->a, w->now, f, STR(""), cell->text);
	for (size_t k = 0; k < cell->text.npieces; k++)
		*list_add(&w->now->pieces, w->a) = cell->text.pieces[k];
}

/* An empty unit cell in a lower row of the project means "as above" where merges are not printed. */
static void inherit_empty(struct walk *w, uint32_t col, bool first_row)
{
	const struct column *c = &w->cs->v[col];
	const struct value *v = NULL;

	if (!passes_down(c->field) || (c->field == FIELD_SUPPORT))
		return;
	if (!first_row) {
		v = last_value(w->now, c->field, c->label);
	} else if (!w->g->merges && w->out->n >= 2 && (c->field == FIELD_LEAD || c->field == FIELD_DUTY)) {
		v = last_value(&w->out->v[w->out->n - 2], c->field, c->label);
	}
	if (v) {
		struct value copy = *v;

		copy.inherited = true;
		*record_add(w->a, w->now, c->field, c->label, v->text) = copy;
	}
}

static void fill_row(struct walk *w, uint32_t row)
{
	bool first_row = row == w->now_row;
	struct value_list *values = &w->now->rows.v[w->now->rows.n - 1].values;

	if (values->cap == 0) {
		size_t pieces, cells = cells_in(w->g, row, &pieces);

		list_reserve(values, w->a, cells);
	}
	w->timed = w->kind_col == UINT32_MAX ? FIELD_NONE : row_kind_word(grid_str(w->g, row, w->kind_col));
	for (uint32_t c = 0; c < w->g->cols; c++) {
		struct gcell *cell = grid_at(w->g, row, c);

		if (c == w->no_col || c == w->kind_col || (cell->col != c && cell->text.s.n > 0 && w->cs->v[c].field != FIELD_PERIOD))
			continue;
		if (cell->text.s.n == 0) {
			inherit_empty(w, c, first_row);
			continue;
		}
		if (cell->row != row) {
			bool from_other = cell->row < w->now_row;

			if (passes_down(w->cs->v[c].field) ||
			    (from_other && first_row && w->cs->v[c].field == FIELD_DEADLINE))
				add_cell(w, cell, c, true);
			continue;
		}
		if (cell->col != c)
			continue;
		if (c == w->name_col && !first_row)
			for (size_t k = 0; k < cell->text.npieces; k++)
				*list_add(&w->now->pieces, w->a) = cell->text.pieces[k];
		else if (w->cs->v[c].amount)
			add_amount(w, cell);
		else
			add_cell(w, cell, c, false);
	}
}

/* A row without its own task prolongs the cells of the row above (a page break inside it). */
static bool prolongs(const struct walk *w, uint32_t row)
{
	if (w->now == NULL || w->now->rows.n == 0)
		return false;
	if (own_str(w, row, w->no_col).n > 0 && !str_eq(digits_of(w->a, own_str(w, row, w->no_col)), w->now->no))
		return false;
	return w->task_col != UINT32_MAX && own_str(w, row, w->task_col).n == 0;
}

/* Period columns merged over several quarters: the span from the first to the last. */
static void widen_periods(struct walk *w, uint32_t row)
{
	struct row *last = &w->now->rows.v[w->now->rows.n - 1];

	for (size_t i = 0; i < last->values.n; i++) {
		struct value *v = &last->values.v[i];
		const struct gcell *cell;

		if (v->field != FIELD_PERIOD)
			continue;
		for (uint32_t c = 0; c < w->g->cols; c++) {
			cell = grid_at(w->g, row, c);
			if (cell->row == row && cell->col == c && cell->text.s.p == v->text.s.p &&
			    cell->colspan > 1 && c + cell->colspan <= w->g->cols)
				v->when->due = w->cs->v[c + cell->colspan - 1].when.due;
		}
	}
}

/* 一 beside （一） in one column: the plain numerals head groups. */
static bool plain_numerals_group(const struct walk *w)
{
	uint32_t plain = 0, other = 0;

	if (w->no_col == UINT32_MAX)
		return false;
	for (uint32_t r = w->cs->body_row; r < w->g->rows; r++) {
		struct str s = own_str(w, r, w->no_col);

		if (s.n == 0)
			continue;
		if (zh_digit_at(s, 0) >= 0)
			plain++;
		else if (kind_number(s) >= 0)
			other++;
	}
	return plain > 0 && other > plain;
}

/* One number over several differently named rows counts the class, not the project. */
static bool counts_class(const struct walk *w)
{
	uint32_t names = 0, numbers = 0;

	if (w->no_col == UINT32_MAX || w->name_col == UINT32_MAX)
		return false;
	for (uint32_t r = w->cs->body_row; r < w->g->rows; r++) {
		names += own_str(w, r, w->name_col).n > 0;
		numbers += own_str(w, r, w->no_col).n > 0;
	}
	return numbers > 0 && names > numbers;
}

/* The column whose cells say by turns 计划 and 完成, beside columns of time; UINT32_MAX for none. */
static uint32_t kind_column(const struct grid *g, const struct columns *cs)
{
	bool timed = false;

	for (uint32_t c = 0; c < g->cols; c++)
		timed = timed || day_is(cs->v[c].when.due);
	for (uint32_t c = 0; timed && c < g->cols; c++) {
		uint32_t plans = 0, done = 0, other = 0;

		for (uint32_t r = cs->body_row; r < g->rows && other == 0; r++) {
			enum field f = row_kind_word(grid_str(g, r, c));

			plans += f == FIELD_PERIOD;
			done += f == FIELD_PROGRESS;
			other += f == FIELD_NONE && grid_own(g, r, c) && grid_str(g, r, c).n > 0;
		}
		if (plans > 0 && done > 0 && other == 0)
			return c;
	}
	return UINT32_MAX;
}

/* Is the row covered by the number or name of the project above? */
static bool lies_under(const struct walk *w, uint32_t row)
{
	uint32_t col = w->no_col != UINT32_MAX ? w->no_col : w->name_col;

	return col != UINT32_MAX && grid_at(w->g, row, col)->row < row && grid_at(w->g, row, col)->text.s.n > 0;
}

/* "攻坚节点：5月底前封顶；…" in one wide cell below a project's row: read as its labelled lines are in prose. */
static bool tells_more(struct walk *w, uint32_t row)
{
	const struct gcell *only = NULL;
	uint32_t filled = 0;
	enum field label;
	size_t n;

	for (uint32_t c = 0; c < w->g->cols; c++) {
		const struct gcell *cell = grid_at(w->g, row, c);

		if (cell->row != row || cell->col != c || cell->text.s.n == 0)
			continue;
		filled++;
		only = cell;
	}
	if (filled != 1 || w->now == NULL || only->colspan * 2 <= w->g->cols)
		return false;
	label = label_of_line(only->text.s, 0, &n);
	if (label == FIELD_REMARK || label == FIELD_GROUP || label == FIELD_NAME || label == FIELD_NO || n >= only->text.s.n ||
	    only->text.s.p[n] != ':')
		label = FIELD_NONE;
	if (label != FIELD_NONE) {
		body_read(w->a, &only->text, false, false, w->now);
		return true;
	}
	if (!lies_under(w, row))
		return false;
	add_cell_as(w, only, kind_of_cell(only->text.s) == CELL_PLAN ? FIELD_PLAN : FIELD_TASK);
	return true;
}

void records_of_grid(struct arena *a, const struct grid *g, const struct columns *cs,
		     struct record_list *ret)
{
	struct walk w = { .a = a, .g = g, .cs = cs, .out = ret };

	if (ret->n == 0)
		list_reserve(ret, a, g->rows - (cs->body_row < g->rows ? cs->body_row : g->rows));
	w.no_col = column_of(g, cs, FIELD_NO);
	w.name_col = column_of(g, cs, FIELD_NAME);
	w.task_col = column_of(g, cs, FIELD_TASK);
	w.group_col = column_of(g, cs, FIELD_GROUP);
	w.no_counts_class = counts_class(&w);
	w.plain_is_group = plain_numerals_group(&w);
	w.kind_col = kind_column(g, cs);
	if (ret->n > 0 && !ret->v[ret->n - 1].prose && ret->v[ret->n - 1].cols == g->cols) {
		w.now = &ret->v[ret->n - 1]; /* a page break may have cut the project */
		w.group = w.now->group;
		w.now_row = UINT32_MAX;
	}
	for (uint32_t row = cs->body_row; row < g->rows; row++) {
		enum row_kind kind;

		if (tells_more(&w, row))
			continue;
		kind = judge_row(&w, row);

		if (kind == ROW_GROUP) {
			for (uint32_t c = 0; c < g->cols; c++)
				if (grid_own(g, row, c) && grid_str(g, row, c).n > 0 && kind_number(grid_str(g, row, c)) < 0) {
					w.group = grid_at(g, row, c)->text;
					break;
				}
		}
		if (kind != ROW_BODY)
			continue;
		if (begins_project(&w, row)) {
			begin_project(&w, row);
			list_add(&w.now->rows, a);
		} else if (!prolongs(&w, row)) {
			list_add(&w.now->rows, a);
		}
		fill_row(&w, row);
		widen_periods(&w, row);
	}
}
