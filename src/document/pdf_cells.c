#include "document/pdf_cells.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	EDGE = 2 * PDF_PT,	   /* a word may reach so far over the border of its cell */
	SNUG = 12 * PDF_PT,	   /* what the cells of a usual table leave free beside a full line, both sides */
	SPREAD_MAX = 200,	   /* blanks in one gap */
};

static int by_height(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;
	int64_t x = (int64_t)v->y0 + v->y1, y = (int64_t)w->y0 + w->y1;

	if (x != y)
		return (x > y) - (x < y);
	return (v->x0 > w->x0) - (v->x0 < w->x0);
}

static int by_left(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;

	return (v->x0 > w->x0) - (v->x0 < w->x0);
}

static int32_t em_of(const struct pdf_word *w)
{
	size_t halves = utf8_width(w->text);

	return halves > 0 ? (int32_t)(((int64_t)w->x1 - w->x0) * 2 / (int64_t)halves) : 0;
}

static int32_t middle(const struct pdf_word *w)
{
	return w->y0 + (w->y1 - w->y0) / 2;
}

/* A word stands in the row when its middle is nearer to the row's than a third of a character's height. */
static bool in_row(const struct pdf_row *row, const struct pdf_word *w)
{
	int32_t em = em_of(w) < row->em ? em_of(w) : row->em;

	return middle(w) - row->y <= em * 2 / 5;
}

static void end_row(struct pdf_row *row)
{
	qsort(row->words, row->n, sizeof(*row->words), by_left);
	row->x0 = row->words[0].x0;
	row->x1 = row->words[0].x1;
	for (size_t i = 1; i < row->n; i++)
		row->x1 = row->words[i].x1 > row->x1 ? row->words[i].x1 : row->x1;
}

void pdf_rows_of(struct arena *a, struct pdf_page *words, struct pdf_rows *ret)
{
	if (words->n > 1)
		qsort(words->v, words->n, sizeof(*words->v), by_height);
	for (size_t i = 0; i < words->n; i++) {
		struct pdf_row *row = ret->n > 0 ? &ret->v[ret->n - 1] : NULL;

		if (row == NULL || !in_row(row, &words->v[i])) {
			row = list_add(ret, a);
			*row = (struct pdf_row){ .words = &words->v[i], .y = middle(&words->v[i]), .em = em_of(&words->v[i]) };
		}
		row->n++;
		row->em = em_of(&words->v[i]) > row->em ? em_of(&words->v[i]) : row->em;
	}
	for (size_t i = 0; i < ret->n; i++)
		end_row(&ret->v[i]);
}

struct str pdf_row_text(struct arena *a, const struct pdf_row *row, bool spread)
{
	struct buf out = BUF_INIT(UINT32_MAX);
	struct str text;

	for (size_t i = 0; i < row->n; i++) {
		int32_t gap = i > 0 ? row->words[i].x0 - row->words[i - 1].x1 : 0;
		int32_t blanks = spread && row->em > 1 ? gap / (row->em / 2) : 1;

		blanks = blanks < 1 ? 1 : blanks > SPREAD_MAX ? SPREAD_MAX : blanks;
		for (int32_t k = 0; i > 0 && k < blanks; k++)
			buf_char(&out, ' ');
		buf_str(&out, row->words[i].text);
	}
	text = arena_str(a, buf_text(&out));
	buf_free(&out);
	return text;
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

/* Marks that do not begin a line, and those that do not end one. */
static bool is_closing(struct str s, size_t i)
{
	static const struct str marks[] = { STR_INIT("，"), STR_INIT("。"), STR_INIT("、"), STR_INIT("；"), STR_INIT("："), STR_INIT("）"), STR_INIT("”"), STR_INIT("》"), STR_INIT("】"), STR_INIT("％") };

	for (size_t k = 0; k < COUNT(marks); k++)
		if (str_at(s, i, marks[k]))
			return true;
	return i < s.n && strchr(",;:)%.", s.p[i]) != NULL;
}

static bool is_opening(struct str s, size_t i)
{
	return str_at(s, i, STR("（")) || str_at(s, i, STR("“")) || str_at(s, i, STR("《")) || str_at(s, i, STR("【")) || str_at(s, i, STR("("));
}

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* Halves of a character that the first of a line takes with what cannot be parted from it: a number and its measure, a word, a mark. */
static int32_t first_halves(struct str s)
{
	int32_t halves = 0;
	size_t i = 0;
	bool more = true;

	while (more && i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		bool opening = is_opening(s, i), plain = c < 0x80 && c != ' ';

		halves += utf8_char_width(utf8_next(s, &i));
		more = opening || is_closing(s, i) || c == ' ' || (is_digit(c) && i < s.n && s.p[i] == ' ') || (plain && i < s.n && (unsigned char)s.p[i] < 0x80 && s.p[i] != ' ');
	}
	return halves;
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A line that ends a sentence is a line of its own, full or not. */
static bool ends_sentence(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR("；")) || str_ends(s, STR(";")) || str_ends(s, STR("："));
}

/* "路面宽4." and "5米": a number parted at its point. */
static bool parts_number(struct str line, struct str next)
{
	return line.n > 1 && next.n > 0 && line.p[line.n - 1] == '.' && is_digit((unsigned char)line.p[line.n - 2]) &&
	       is_digit((unsigned char)next.p[0]);
}

/* Would what begins the next line have had room behind this one? */
static bool is_full(const struct ruled_cell *c, const struct pdf_cell *cell, const struct pdf_row *row, int32_t snug, struct str next)
{
	return free_beside(c, cell, row) - snug < first_halves(next) * row->em / 2;
}

static void write_cell(struct arena *a, struct arena *scratch, const struct ruled_cell *c, int32_t snug, struct pdf_cell *cell)
{
	struct buf out = BUF_INIT(UINT32_MAX);

	for (size_t i = 0; i < cell->rows.n; i++) {
		const struct pdf_row *row = &cell->rows.v[i];
		struct str text = pdf_row_text(scratch, row, false), before = buf_text(&out);

		if (i > 0 && !parts_number(before, text) && (ends_sentence(before) || !is_full(c, cell, row - 1, snug, text)))
			buf_char(&out, '\n');
		else if (i > 0 && is_latin(before.p[before.n - 1]) && is_latin(text.p[0]))
			buf_char(&out, ' ');
		buf_str(&out, text);
	}
	if (cell->rows.n > 0)
		cell->full = is_full(c, cell, &cell->rows.v[cell->rows.n - 1], snug, STR("国")) && !ends_sentence(buf_text(&out));
	cell->text = arena_str(a, buf_text(&out));
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
