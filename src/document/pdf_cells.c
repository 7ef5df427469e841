#include "document/pdf_cells.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
	EDGE = 2 * PDF_PT,	   /* a word may reach so far over the border of its cell */
	SNUG = 12 * PDF_PT,	   /* what the cells of a usual table leave free beside a full line, both sides */
};

static int32_t middle(const struct pdf_word *w)
{
	return w->y0 + (w->y1 - w->y0) / 2;
}

/* ---------------------------------------------------------------- words into cells */

struct filing {
	struct arena *scratch;
	const struct ruled *t;
	struct pdf_cell *cells;
	size_t *owner; /* by place: the index of its cell */
};

/* The column or row of a place; false outside of the limits. */
static bool place_in(const int32_t *limits, uint32_t n, int32_t at, uint32_t *ret)
{
	uint32_t low = 0, high = n;

	if (at < limits[0] || at >= limits[n])
		return false;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (limits[mid] <= at)
			low = mid;
		else
			high = mid;
	}
	*ret = low;
	return true;
}

static bool cell_of(const struct filing *f, int32_t x, int32_t y, size_t *ret)
{
	uint32_t row, col;

	if (!place_in(f->t->y, f->t->rows, y, &row) || !place_in(f->t->x, f->t->cols, x, &col))
		return false;
	*ret = f->owner[(size_t)row * f->t->cols + col];
	return true;
}

static void put(struct filing *f, size_t cell, struct pdf_word w)
{
	*list_add(&f->cells[cell].words, f->scratch) = w;
}

/* A word that reaches over the border of its cell: each of its characters goes where it stands. */
static void put_split(struct filing *f, size_t cell, const struct pdf_word *w)
{
	size_t from = 0, now = cell;
	int64_t halves = (int64_t)utf8_width(w->text), seen = 0;
	int32_t left = w->x0;

	for (size_t i = 0; i < w->text.n;) {
		size_t at = i, there = cell;
		int width = utf8_char_width(utf8_next(w->text, &i));
		int32_t x0 = w->x0 + (int32_t)(((int64_t)w->x1 - w->x0) * seen / halves), x1;

		seen += width > 0 ? width : 0;
		x1 = w->x0 + (int32_t)(((int64_t)w->x1 - w->x0) * seen / halves);
		if (!cell_of(f, x0 + (x1 - x0) / 2, middle(w), &there))
			there = now;
		if (at > from && there != now) {
			put(f, now, (struct pdf_word){ left, w->y0, x0, w->y1, str_cut(w->text, from, at) });
			from = at;
			left = x0;
		}
		now = there;
	}
	put(f, now, (struct pdf_word){ left, w->y0, w->x1, w->y1, str_from(w->text, from) });
}

/* Takes the words inside the table out of the page. */
static void file_words(struct filing *f, struct pdf_page *page)
{
	size_t kept = 0;

	for (size_t i = 0; i < page->n; i++) {
		const struct pdf_word *w = &page->v[i];
		size_t cell;

		if (!cell_of(f, w->x0 + (w->x1 - w->x0) / 2, middle(w), &cell)) {
			page->v[kept++] = *w;
			continue;
		}
		if (utf8_width(w->text) == 0 || (w->x0 >= f->t->cells[cell].x0 - EDGE && w->x1 <= f->t->cells[cell].x1 + EDGE))
			put(f, cell, *w);
		else
			put_split(f, cell, w);
	}
	page->n = kept;
}

/* ---------------------------------------------------------------- the text of a cell */

/* The width that a row of the cell takes, with the indent before it where it is not centred. */
static int32_t width_of(const struct pdf_cell *cell, const struct pdf_row *row)
{
	int32_t lean = (row->x0 - cell->left) - (cell->right - row->x1);

	return row->x1 - (lean > -EDGE && lean < EDGE ? row->x0 : cell->left);
}

static int32_t free_beside(const struct ruled_cell *c, const struct pdf_cell *cell, const struct pdf_row *row)
{
	return c->x1 - c->x0 - width_of(cell, row);
}

static void rows_of_cell(struct arena *scratch, struct pdf_cell *cell)
{
	pdf_rows_of(scratch, &cell->words, &cell->rows);
	for (size_t i = 0; i < cell->rows.n; i++) {
		cell->left = i == 0 || cell->rows.v[i].x0 < cell->left ? cell->rows.v[i].x0 : cell->left;
		cell->right = i == 0 || cell->rows.v[i].x1 > cell->right ? cell->rows.v[i].x1 : cell->right;
	}
}

static size_t columns_of(const struct ruled *t, const struct ruled_cell *c)
{
	return (size_t)c->col * t->cols + c->colspan - 1;
}

/* By columns_of(): what the fullest line of the cells of several lines leaves free. */
static int32_t *snug_of(struct arena *scratch, const struct ruled *t, const struct pdf_cell *cells)
{
	int32_t *snug = arena_alloc(scratch, (size_t)t->cols * t->cols * sizeof(*snug));

	for (size_t i = 0; i < (size_t)t->cols * t->cols; i++)
		snug[i] = SNUG;
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k + 1 < cells[i].rows.n; k++) {
			int32_t beside = free_beside(&t->cells[i], &cells[i], &cells[i].rows.v[k]), *least = &snug[columns_of(t, &t->cells[i])];

			*least = beside < *least ? beside : *least;
		}
	return snug;
}

/* Typesetting parts Chinese from digits and letters by a quarter of a character; the blank behind the number of an item stays. */
static struct str without_set_blanks(struct arena *a, struct str s)
{
	char *to = arena_bytes(a, s.n);
	bool number = true; /* so far the line is one */
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool apart = s.p[i] == ' ' && i > 0 && i + 1 < s.n && ((unsigned char)s.p[i - 1] < 0x80) != ((unsigned char)s.p[i + 1] < 0x80);

		if (s.p[i] == '\n')
			number = true;
		else if (s.p[i] != ' ' && s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			number = false;
		if (!apart || number)
			to[n++] = s.p[i];
	}
	return (struct str){ to, n };
}

static void write_cell(struct arena *a, struct arena *scratch, const struct ruled_cell *c, int32_t snug, struct pdf_cell *cell)
{
	const struct pdf_row *row = cell->rows.v;
	struct buf out = BUF_INIT(UINT32_MAX);

	for (size_t i = 0; i < cell->rows.n; i++, row++) {
		struct str text = pdf_row_plain(scratch, row), before = buf_text(&out);

		if (i > 0 && !pdf_line_goes_on(before, free_beside(c, cell, row - 1) - snug, row[-1].em, text))
			buf_char(&out, '\n');
		else if (pdf_line_blank(before, text))
			buf_char(&out, ' ');
		buf_str(&out, text);
	}
	if (cell->rows.n > 0)
		cell->full = pdf_line_goes_on(buf_text(&out), free_beside(c, cell, row - 1) - snug, row[-1].em, STR("一"));
	cell->text = without_set_blanks(a, buf_text(&out));
	buf_free(&out);
}

struct pdf_cell *pdf_cells_of(struct arena *a, struct arena *scratch, const struct ruled *t, struct pdf_page *page)
{
	struct filing f = { scratch, t, arena_alloc(scratch, t->n * sizeof(*f.cells)),
			    arena_alloc(scratch, (size_t)t->rows * t->cols * sizeof(*f.owner)) };
	int32_t *snug;

	for (size_t i = 0; i < t->n; i++)
		for (uint32_t r = 0; r < t->cells[i].rowspan; r++)
			for (uint32_t k = 0; k < t->cells[i].colspan; k++)
				f.owner[(size_t)(t->cells[i].row + r) * t->cols + t->cells[i].col + k] = i;
	file_words(&f, page);
	for (size_t i = 0; i < t->n; i++)
		rows_of_cell(scratch, &f.cells[i]);
	snug = snug_of(scratch, t, f.cells);
	for (size_t i = 0; i < t->n; i++)
		write_cell(a, scratch, &t->cells[i], snug[columns_of(t, &t->cells[i])], &f.cells[i]);
	return f.cells;
}
