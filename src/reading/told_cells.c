#include "reading/told_cells.h"

#include "base/utf8.h"
#include "reading/body_parts.h"
#include "reading/kind.h"
#include "reading/outline.h"
#include "reading/prose.h"

enum { ROWS_MIN = 3, LABELS_MIN = 2, LINES_MAX = 40 };

/* How many labels the text has, of units, and of something else than units and people. */
struct labels {
	size_t all, units, names, other;
};

static struct labels labels_in(struct arena *a, struct str s)
{
	struct part_list parts = { 0 };
	struct labels l = { 0 };

	body_find_parts(a, s, &parts);
	for (size_t k = 0; k < parts.n; k++)
		switch (parts.v[k].field) {
		case FIELD_LEAD:
		case FIELD_SUPPORT:
		case FIELD_IMPLEMENT:
		case FIELD_DUTY:
			l.units++;
			break;
		case FIELD_PHONE:
		case FIELD_CONTACT:
		case FIELD_LEADER:
			break;
		default:
			l.other++;
			l.names += parts.v[k].field == FIELD_NAME;
			break;
		}
	l.all = parts.n;
	return l;
}

static bool is_told(struct labels l)
{
	return l.all >= LABELS_MIN && l.other > 0;
}

/* Does the value hold the values of other fields?  A plan may be one of them. */
static bool holds_others(struct arena *a, const struct value *v)
{
	struct labels l;

	if (v->inherited || !str_has(v->text.s, STR(":")))
		return false;
	switch (v->field) {
	case FIELD_LEAD:
	case FIELD_DUTY:
	case FIELD_IMPLEMENT:
	case FIELD_LEADER:
	case FIELD_NONE:
	case FIELD_REMARK:
		return is_told(labels_in(a, v->text.s));
	case FIELD_PLAN:
	case FIELD_DEADLINE:
		l = labels_in(a, v->text.s);
		return is_told(l) && l.units > 0;
	default:
		return false;
	}
}

/* The values that the labels of one value name, in its place. */
static void part_value(struct arena *a, struct record *r, struct row *row, size_t at)
{
	struct record told = { 0 };
	struct text t = text_of(a, row->values.v[at].text.pieces, row->values.v[at].text.npieces, TEXT_TIGHT);

	body_read(a, &t, false, false, &told);
	records_settle_roles(&told);
	if (r->name.s.n == 0)
		r->name = told.name;
	memmove(row->values.v + at, row->values.v + at + 1, (row->values.n - at - 1) * sizeof(*row->values.v));
	row->values.n--;
	for (size_t k = 0; told.rows.n > 0 && k < told.rows.v[0].values.n; k++)
		*list_add(&row->values, a) = told.rows.v[0].values.v[k];
}

void told_values_part(struct arena *a, struct record_list *list, size_t before)
{
	for (size_t i = before; i < list->n; i++)
		for (size_t k = 0; k < list->v[i].rows.n; k++) {
			struct row *row = &list->v[i].rows.v[k];

			for (size_t m = row->values.n; m-- > 0;)
				if (holds_others(a, &row->values.v[m]))
					part_value(a, &list->v[i], row, m);
		}
}

/* The row's own cells as one text. */
static struct text row_text(struct arena *a, const struct grid *g, uint32_t row, uint32_t from)
{
	struct piece_list all = { 0 };

	for (uint32_t c = from; c < g->cols; c++)
		if (grid_own(g, row, c))
			for (size_t k = 0; k < grid_at(g, row, c)->text.npieces; k++)
				*list_add(&all, a) = grid_at(g, row, c)->text.pieces[k];
	return text_of(a, all.v, all.n, TEXT_TIGHT);
}

bool records_of_told_rows(struct arena *a, const struct grid *g, bool named, struct record_list *ret)
{
	uint32_t told = 0;

	for (uint32_t r = 0; r < g->rows; r++) {
		struct labels l = labels_in(a, row_text(a, g, r, 0).s);

		told += is_told(l) && (!named || l.names == 1);
	}
	if (told < ROWS_MIN || told + 3 < g->rows)
		return false;
	for (uint32_t r = 0; r < g->rows; r++) {
		bool numbered = grid_own(g, r, 0) && kind_number(grid_str(g, r, 0)) > 0;
		struct text t = row_text(a, g, r, numbered ? 1 : 0);
		struct record *x;

		if (!is_told(labels_in(a, t.s)))
			continue;
		x = list_add(ret, a);
		x->block = g->first_block;
		x->cols = g->cols;
		x->merges = g->merges;
		if (numbered) {
			x->no = arena_printf(a, "%d", kind_number(grid_str(g, r, 0)));
			x->no_text = grid_at(g, r, 0)->text;
		}
		body_read(a, &t, true, false, x);
		records_settle_roles(x);
	}
	return true;
}

/* The lines of a cell: bytes of its one piece. */
struct cell_lines {
	size_t n, from[LINES_MAX], to[LINES_MAX];
};

static struct cell_lines lines_of(const struct gcell *c)
{
	struct cell_lines l = { 0 };
	struct str s = c->text.npieces == 1 ? c->text.pieces[0].s : STR("");

	for (size_t i = 0, begin = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '\n')
			continue;
		if (str_trim(str_cut(s, begin, i)).n > 0) {
			if (l.n == LINES_MAX)
				return (struct cell_lines){ 0 };
			l.from[l.n] = begin;
			l.to[l.n++] = i;
		}
		begin = i + 1;
	}
	return l;
}

static int line_number(struct arena *a, const struct gcell *c, const struct cell_lines *l, size_t k)
{
	struct piece p = { .s = str_cut(c->text.pieces[0].s, l->from[k], l->to[k]) };
	struct str s = text_words(a, &p, 1).s;
	size_t n;
	int number;

	return outline_number(s, 0, &n, &number) == NUM_POINT ? number : 0;
}

/* The column in which numbered lines run on from row to row; g->cols for none. */
static uint32_t numbered_column(struct arena *a, const struct grid *g, uint32_t body_row)
{
	for (uint32_t c = 0; c < g->cols; c++) {
		int last = 0;
		uint32_t rows = 0, several = 0;
		bool runs = true;

		for (uint32_t r = body_row; r < g->rows && runs; r++) {
			const struct gcell *cell = grid_at(g, r, c);
			struct cell_lines l = lines_of(cell);

			if (!grid_own(g, r, c) || l.n == 0)
				continue;
			for (size_t k = 0; k < l.n && runs; k++)
				runs = line_number(a, cell, &l, k) == ++last;
			rows++;
			several += l.n > 1;
		}
		if (runs && rows >= 2 && several * 2 >= rows)
			return c;
	}
	return g->cols;
}

/* Bytes of "2." in front of the line, when all lines of the cell have their number. */
static size_t number_bytes(struct arena *a, const struct gcell *cell, const struct cell_lines *l, size_t k)
{
	struct str s = str_cut(cell->text.pieces[0].s, l->from[k], l->to[k]);
	size_t i = (size_t)(str_trim(s).p - s.p);

	for (size_t m = 1; m < l->n; m++)
		if (line_number(a, cell, l, m) != line_number(a, cell, l, m - 1) + 1)
			return 0;
	if (line_number(a, cell, l, k) == 0)
		return 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i < s.n ? i + utf8_len((unsigned char)s.p[i]) : i;
}

static void put_lines(struct arena *a, const struct gcell *cell, struct grid *to, uint32_t row, uint32_t parts, bool keep_numbers)
{
	struct cell_lines l = lines_of(cell);

	if (cell->text.s.n == 0)
		return;
	if (l.n != parts || parts == 1) {
		grid_put(a, to, row, cell->col, parts, 1, cell->text.pieces, cell->text.npieces);
		return;
	}
	for (uint32_t k = 0; k < parts; k++) {
		struct piece *p = arena_alloc(a, sizeof(*p));
		size_t from = l.from[k] + (keep_numbers ? 0 : number_bytes(a, cell, &l, k));

		*p = cell->text.pieces[0];
		p->s = str_cut(cell->text.pieces[0].s, from, l.to[k]);
		p->from = (cell->text.pieces[0].from + (uint32_t)from) & PIECE_FROM_MAX;
		grid_put(a, to, row + k, cell->col, 1, 1, p, 1);
	}
}

bool grid_part_numbered(struct arena *a, const struct grid *g, uint32_t body_row, struct grid *ret)
{
	uint32_t col = numbered_column(a, g, body_row), rows = body_row, row = body_row;

	if (col == g->cols)
		return false;
	for (uint32_t r = body_row; r < g->rows; r++) {
		size_t n = grid_own(g, r, col) ? lines_of(grid_at(g, r, col)).n : 0;

		rows += n > 0 ? (uint32_t)n : 1;
	}
	*ret = grid_empty(a, rows, g->cols);
	ret->first_block = g->first_block;
	ret->last_block = g->last_block;
	ret->merges = g->merges;
	for (uint32_t r = 0; r < g->rows; r++) {
		size_t n = r >= body_row && grid_own(g, r, col) ? lines_of(grid_at(g, r, col)).n : 1;
		uint32_t parts = n > 0 ? (uint32_t)n : 1;

		for (uint32_t c = 0; c < g->cols; c++) {
			const struct gcell *cell = grid_at(g, r, c);

			if (!grid_own(g, r, c))
				continue;
			if (r < body_row)
				grid_put(a, ret, r, c, cell->rowspan, cell->colspan, cell->text.pieces, cell->text.npieces);
			else
				put_lines(a, cell, ret, row, parts, c == col);
		}
		row += r >= body_row ? parts : 0;
	}
	return true;
}
