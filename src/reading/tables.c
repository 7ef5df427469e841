#include "reading/tables.h"

#include "reading/aligned.h"
#include "reading/captions.h"
#include "reading/card.h"
#include "reading/combined.h"
#include "reading/flat.h"
#include "reading/kind.h"
#include "reading/matrix.h"
#include "reading/merge.h"
#include "reading/meta.h"
#include "reading/prose.h"
#include "reading/realign.h"
#include "reading/recur.h"
#include "reading/steps.h"
#include "reading/told_cells.h"
#include "zh/money.h"

/* The columns of the last table, for one that continues it without a header. */
struct table_state {
	struct columns columns;
	uint32_t cols;
	struct columns turned; /* of a table with a project per column */
	uint32_t turned_rows;
	int64_t money_unit; /* said above the table, 0 for unsaid */
};

/* 单位：元 above the table counts for the columns whose header says nothing. */
static void use_money_unit(struct columns *cs, uint32_t cols, int64_t unit)
{
	for (uint32_t c = 0; unit > 0 && c < cols; c++)
		if (cs->v[c].money_unit == 0)
			cs->v[c].money_unit = unit;
}

/* The same in a row of the table above its header. */
static int64_t money_unit_above(const struct grid *g, uint32_t header)
{
	for (uint32_t r = 0; r < header && r < g->rows; r++)
		for (uint32_t c = 0; c < g->cols; c++)
			if (grid_own(g, r, c) && str_has(grid_str(g, r, c), STR("单位:")) && zh_money_unit(grid_str(g, r, c)) > 0)
				return zh_money_unit(grid_str(g, r, c));
	return 0;
}

static void of_grid(struct arena *a, struct grid *g, int year, struct table_state *last,
		    struct record_list *ret)
{
	size_t before = ret->n;
	struct columns cs;
	struct grid turned, parted;

	if (grid_is_turned(a, g, year)) {
		turned = grid_turn(a, g);
		if (columns_find(a, &turned, year, &cs)) {
			last->turned = cs;
			last->turned_rows = g->rows;
			records_of_grid(a, &turned, &cs, ret);
			return;
		}
	}
	if (last->turned_rows > 0 && g->rows == last->turned_rows && kind_number(grid_str(g, 0, 0)) >= 0) {
		turned = grid_turn(a, g);
		if (columns_continue(a, &turned, &last->turned, last->turned_rows, &cs)) {
			records_of_grid(a, &turned, &cs, ret);
			return;
		}
	}
	if (records_of_card(a, g, year, ret) || records_of_told_rows(a, g, true, ret))
		return;
	if (columns_find_header(a, g, year, &cs)) {
		last->columns = cs;
		last->cols = g->cols;
	} else if (!(last->cols > 0 && columns_continue(a, g, &last->columns, last->cols, &cs)) &&
		   !columns_find(a, g, year, &cs)) {
		records_of_told_rows(a, g, false, ret);
		return;
	}
	if (grid_part_numbered(a, g, cs.body_row, &parted))
		g = &parted;
	rows_realign(a, g, &cs);
	use_money_unit(&cs, g->cols, money_unit_above(g, cs.header_row));
	use_money_unit(&cs, g->cols, last->money_unit);
	records_of_grid(a, g, &cs, ret);
	told_values_part(a, ret, before);
}

/* Two or three tables set beside each other under one header that repeats: the columns of one; 0 for none. */
static uint32_t side_by_side(struct arena *a, const struct grid *g, int year)
{
	enum { HEADER_ROWS = 4, TABLES_MAX = 3, COLS_MIN = 2 };
	struct heading h;

	for (uint32_t tables = 2; tables <= TABLES_MAX; tables++) {
		uint32_t cols = g->cols / tables;

		if (cols < COLS_MIN || g->cols % tables != 0)
			continue;
		for (uint32_t r = 0; r < g->rows && r < HEADER_ROWS; r++) {
			uint32_t c = 0;

			while (c < g->cols && grid_str(g, r, c).n > 0 && grid_own(g, r, c) && str_eq(grid_str(g, r, c), grid_str(g, r, c % cols)))
				c++;
			if (c == g->cols && heading_sure(a, grid_str(g, r, 0), year, &h) && heading_sure(a, grid_str(g, r, 1), year, &h) &&
			    !str_eq(grid_str(g, r, 0), grid_str(g, r, 1)))
				return cols;
		}
	}
	return 0;
}

static void of_grids(struct arena *a, struct grid *g, int year, struct table_state *last, struct record_list *ret)
{
	uint32_t cols = side_by_side(a, g, year);
	size_t before = ret->n;

	if (cols == 0)
		of_grid(a, g, year, last, ret);
	for (uint32_t c = 0; cols > 0 && c < g->cols; c += cols) {
		struct grid part = grid_columns(a, g, c, cols);

		of_grid(a, &part, year, last, ret);
	}
	records_part_names(a, ret, before);
	records_part_units(a, ret, before);
}

/* "2024年民生实事项目完成情况表" above a table, in a document about 2025: last year's results. */
static bool tells_last_year(struct arena *a, const struct document *doc, uint32_t table, int year)
{
	enum { LINES_ABOVE = 3 };

	for (uint32_t i = table; i-- > 0 && table - i <= LINES_ABOVE;) {
		struct piece p = piece_of_line(doc->blocks.v[i].text, i, 0);
		struct str s;
		int said;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			return false;
		if (str_trim(p.s).n == 0 || p.s.n > 200)
			continue;
		s = text_of(a, &p, 1, TEXT_TIGHT).s;
		said = meta_year_in(s, 0);
		if (said > 0)
			return said < year && str_has(s, STR("情况"));
	}
	return false;
}

/* 状态 | 项目数 behind the list: a table that only counts, without a name of the list or numbers in order, is no list. */
static void drop_summary(struct record_list *l, size_t before)
{
	bool numbered = true;

	if (before < 3)
		return;
	for (size_t i = before; i < l->n; i++)
		numbered = numbered && kind_number(l->v[i].no) == (int)(i - before) + 1;
	for (size_t i = before; i < l->n; i++) {
		if (numbered || record_says(&l->v[i]))
			return;
		for (size_t k = 0; k < before; k++)
			if (str_eq(l->v[k].name.s, l->v[i].name.s))
				return;
	}
	l->n = before;
}

/* Real tables; those about the year before go to `done`. */
static void of_tables(struct arena *a, const struct document *doc, const struct steps_list *steps, int year,
		      struct record_list *ret, struct record_list *done)
{
	struct table_state last = { 0 };

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		struct record_list *to;
		size_t before;
		struct grid g;

		if (doc->blocks.v[i].kind != BLOCK_TABLE || steps_has(steps, i) || !grid_of_block(a, doc, i, &g))
			continue;
		to = tells_last_year(a, doc, i, year) ? done : ret;
		before = to->n;
		last.money_unit = caption_money_unit(a, doc, i);
		of_grids(a, &g, year, &last, to);
		if (to->n == before + 1 && to->v[before].cols == 0 && (to->v[before].name.s.n == 0 || to->v[before].no.n == 0))
			caption_names(a, doc, i, &to->v[before]);
		drop_summary(to, before);
	}
}

/* The blocks that flattened tables take, and how many of their lines belong to one whose cells count out. */
struct flattened {
	uint32_t begin, end;
	size_t counted;
};

static size_t count_lines(const struct document *doc, uint32_t begin, uint32_t end)
{
	size_t n = 0;

	for (uint32_t i = begin; i < end; i++)
		n += doc->blocks.v[i].kind == BLOCK_PARAGRAPH && str_trim(doc->blocks.v[i].text).n > 0;
	return n;
}

static struct flattened of_flattened(struct arena *a, const struct document *doc, int year, struct record_list *ret)
{
	struct arena *scratch = arena_new_for(doc_text_bytes(doc));
	struct flattened all = { .begin = (uint32_t)doc->blocks.n };
	struct flat_table t;

	for (uint32_t from = 0; flat_next(a, scratch, doc, &from, year, &t);) {
		records_of_grid(a, &t.grid, &t.columns, ret);
		all.begin = t.begin < all.begin ? t.begin : all.begin;
		all.end = t.end;
		all.counted += t.counted ? count_lines(doc, t.begin, t.end) : 0;
	}
	arena_free(scratch);
	return all;
}

static void of_aligned(struct arena *a, const struct document *doc, int year,
		       struct record_list *ret)
{
	struct table_state last = { 0 };
	struct grid g;

	for (uint32_t from = 0; aligned_next(a, doc, &from, year, &g);)
		of_grids(a, &g, year, &last, ret);
}

static void of_card_lines(struct arena *a, const struct document *doc, const struct card_labels *labels, int year,
			  enum card_names need, struct record_list *ret)
{
	struct grid g;

	if (card_lines(a, doc, labels, need, &g))
		records_of_card(a, &g, year, ret);
}

/* How much a reading says: projects with a name, and their values. */
static size_t weight(const struct record_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		bool name = l->v[i].name.s.n > 0 || (l->v[i].rows.n && row_value(&l->v[i].rows.v[0], FIELD_TASK));

		n += name;
		for (size_t k = 0; name && k < l->v[i].rows.n; k++)
			for (size_t m = 0; m < l->v[i].rows.v[k].values.n; m++) {
				enum field f = l->v[i].rows.v[k].values.v[m].field;

				n += f == FIELD_LEAD || f == FIELD_DUTY || f == FIELD_PLAN || f == FIELD_TASK ||
				     f == FIELD_DEADLINE || f == FIELD_PROGRESS;
			}
	}
	return n;
}

static bool take_better(struct record_list *best, const struct record_list *other, size_t percent)
{
	if (weight(other) * 100 <= weight(best) * percent)
		return false;
	*best = *other;
	return true;
}

/* Tables with places as rows, drawn or set in columns by blanks. */
static void of_matrices(struct arena *a, const struct document *doc, const struct programme *p, struct record_list *ret)
{
	bool results = str_has(p->title, STR("完成")) || str_has(p->title, STR("进展")) || str_has(p->title, STR("进度")) ||
		       str_has(p->title, STR("情况"));
	struct grid g;

	for (uint32_t i = 0; i < doc->blocks.n; i++)
		if (doc->blocks.v[i].kind == BLOCK_TABLE && grid_of_block(a, doc, i, &g))
			records_of_matrix(a, &g, p->year, results, ret);
	for (uint32_t from = 0; matrix_lines_next(a, doc, &from, &g);)
		records_of_matrix(a, &g, p->year, results, ret);
}

/* Real tables: running text beside them is another source, not the table's own lines. */
static bool in_cells(const struct record_list *l)
{
	return l->n > 0 && l->v[0].pieces.n > 0 && l->v[0].pieces.v[0].row != SPAN_NO_CELL;
}

/* The lines as prose: taken when it says much more than the tables, or told beside them. */
static void try_prose(struct arena *a, const struct document *doc, struct programme *p,
		      struct record_list *ret, struct record_list *beside)
{
	struct arena *trial = arena_new();
	struct line_list lines = outline_lines(trial, doc, 0, (uint32_t)doc->blocks.n);
	struct record_list prose = { 0 };
	bool kept;

	records_of_prose(trial, &lines, p, &prose);
	kept = take_better(ret, &prose, 160);
	if (!kept && in_cells(ret)) {
		*beside = prose;
		kept = true;
	}
	completed_of_prose(a, &lines, p);
	if (kept || p->completed.n > 0)
		arena_take_over(a, trial);
	else
		arena_free(trial);
}

/* The lines as cards: fewer of their values are needed to be better than what was found in another way. */
static void try_cards(struct arena *a, const struct document *doc, int year, struct record_list *ret)
{
	struct arena *scratch = arena_new();
	struct card_labels labels = card_labels_of(scratch, doc, year);
	struct record_list other = { 0 };
	struct arena_mark at = arena_mark(a);

	of_card_lines(a, doc, &labels, year, ret->n > 0 ? CARD_NAMES_LABELLED : CARD_NAMES_ANY, &other);
	if (!take_better(ret, &other, 50))
		arena_release(a, at);
	if (ret->n > 0 && other.n == 0 && !in_cells(ret)) {
		at = arena_mark(a);
		of_card_lines(a, doc, &labels, year, CARD_NAMES_TITLES, &other);
		if (!take_better(ret, &other, card_lines_alternate(doc, &labels) ? 40 : 150))
			arena_release(a, at);
	}
	arena_free(scratch);
}

/* What stands around the tables may tell what was completed last year. */
static void completed_around(struct arena *a, const struct document *doc, const struct flattened *tables, struct programme *p)
{
	struct line_list lines = outline_lines(a, doc, 0, tables->begin);

	completed_of_prose(a, &lines, p);
	lines = outline_lines(a, doc, tables->end, (uint32_t)doc->blocks.n);
	completed_of_prose(a, &lines, p);
}

/* Other ways to read the same lines: each is taken where it says more. */
static void try_others(struct arena *a, const struct document *doc, struct programme *p, struct record_list *ret,
		       struct record_list *beside)
{
	struct record_list other = { 0 };
	struct arena_mark at;

	try_prose(a, doc, p, ret, beside);
	try_cards(a, doc, p->year, ret);
	at = arena_mark(a);
	of_matrices(a, doc, p, &other);
	if (!take_better(ret, &other, in_cells(ret) ? 250 : 80))
		arena_release(a, at);
}

void records_of_document(struct arena *a, const struct document *doc, struct programme *p,
			 struct record_list *ret, struct record_list *beside)
{
	enum { EXPLAINED = 90 }; /* percent of the lines */
	struct record_list other = { 0 }, done = { 0 };
	struct steps_list steps = steps_of(a, doc);
	struct flattened flat;
	struct arena_mark at;
	bool taken;

	of_tables(a, doc, &steps, p->year, ret, &done);
	completed_of_records(a, &done, p);
	at = arena_mark(a);
	flat = of_flattened(a, doc, p->year, &other);
	taken = take_better(ret, &other, 110);
	if (!taken)
		arena_release(a, at);
	if (ret->n == 0)
		of_aligned(a, doc, p->year, ret);
	/* tables that count out cell by cell are no prose and no cards */
	if (taken && flat.counted * 100 >= count_lines(doc, 0, (uint32_t)doc->blocks.n) * EXPLAINED)
		completed_around(a, doc, &flat, p);
	else {
		try_others(a, doc, p, ret, beside);
		if (!in_cells(ret))
			records_try_recurring(a, doc, p, ret);
	}
	steps_add(a, &steps, ret);
	records_merge(a, ret);
}
