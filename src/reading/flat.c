#include "reading/flat.h"

#include "base/utf8.h"
#include "reading/flat_part.h"
#include "reading/kind.h"
#include "zh/fold.h"

/* Could look_at_line() find anything in it?  What begins otherwise need not be folded. */
static bool worth_a_look(struct str raw)
{
	for (size_t i = 0; i < raw.n;) {
		uint32_t c = zh_fold(utf8_next(raw, &i));

		switch (c) {
		case U'附': case U'抄': case U'上': case U'版': case U'扫': case U'注':
		case U'填': case U'制': case U'审': case U'报': case U'联':
		case U'分': case U'责': case U'信': /* kind_ends_table() */
			return true;
		case U'第': case U'页': case U'共': /* kind_is_page_mark(): nothing but these, blanks and digits */
			break;
		default:
			if (c >= 0x80 ? c != ZH_DROP : (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
				return false;
			if (c == '<' || c == '*') /* marks left over in the text */
				return true;
		}
	}
	return true;
}

/* Does the line end the table, is it a page mark, which number is it? */
static void look_at_line(struct arena *a, const struct document *doc, uint32_t block, bool *ends, bool *mark, int *number)
{
	struct str s;

	*ends = *mark = false;
	*number = -1;
	if (!worth_a_look(doc->blocks.v[block].text))
		return;
	s = flat_text(a, doc, block);
	*ends = kind_ends_table(s);
	*mark = kind_is_page_mark(s);
	*number = *mark ? kind_number(s) : -1;
}

static void add_parts(struct arena *a, struct arena *scratch, const struct document *doc, uint32_t block, struct flat_lines *out)
{
	struct piece_list parts = flat_blank_parts(scratch, doc, block);

	for (size_t k = 0; k < parts.n; k++) {
		struct flat_line *u = list_add(out, scratch);

		u->line_start = k == 0;
		*list_add(&u->pieces, a) = parts.v[k];
	}
}

static void add_line(struct arena *a, struct arena *scratch, const struct document *doc, uint32_t block, bool gap,
		     struct flat_lines *out)
{
	struct flat_line *u = list_add(out, scratch);

	u->after_gap = gap;
	*list_add(&u->pieces, a) = flat_piece(doc, block);
}

/* With an empty line between all lines none of them tells cells apart. */
static void level_gaps(struct flat_lines *l)
{
	size_t gaps = 0;

	for (size_t k = 0; k < l->n; k++)
		gaps += l->v[k].after_gap;
	for (size_t k = 0; k < l->n && gaps * 10 >= l->n * 9; k++)
		l->v[k].after_gap = false;
}

/* Their pieces and words live in `a`, they themselves in `scratch`. */
static uint32_t collect_units(struct arena *a, struct arena *scratch, const struct document *doc, const struct flat_header *h,
			      int year, struct flat_lines *out)
{
	uint32_t i = h->end;
	bool gap = false;

	while (i < doc->blocks.n && doc->blocks.v[i].kind == BLOCK_PARAGRAPH) {
		struct str raw = doc->blocks.v[i].text;
		struct arena_mark at = arena_mark(scratch);
		struct flat_header again;
		bool tab = flat_has_tab(raw), mark, ends;
		int number;

		if (str_trim(raw).n == 0 && !tab) {
			gap = true;
			i++;
			continue;
		}
		if (flat_header_again(scratch, doc, i, year, h->spaced, &again)) {
			if (!flat_same_header(scratch, h, &again))
				break;
			i = again.end;
			continue;
		}
		look_at_line(scratch, doc, i, &ends, &mark, &number);
		arena_release(scratch, at);
		if (!tab && ends)
			break;
		if (!tab && mark && number < 0) {
			i++;
			continue;
		}
		if (h->spaced) {
			add_parts(a, scratch, doc, i, out);
		} else if (h->tabs && !tab && out->n > 0) { /* a further line of the cell */
			struct flat_line *u = &out->v[out->n - 1];

			if (!mark || (number >= 0 && !gap))
				*list_add(&u->pieces, a) = flat_piece(doc, i);
		} else {
			add_line(a, scratch, doc, i, gap, out);
		}
		gap = false;
		i++;
	}
	level_gaps(out);
	for (size_t k = 0; k < out->n; k++)
		out->v[k].text = text_words(a, out->v[k].pieces.v, out->v[k].pieces.n);
	return i;
}

static void put_header(struct arena *a, struct flat_header *h, struct grid *g)
{
	for (size_t k = 0; k < h->n; k++)
		grid_put(a, g, 0, (uint32_t)k, 1, 1, h->word[k].v, h->word[k].n);
}

/* The pieces of units [from, to), one cell. */
static struct piece_list join_units(struct arena *a, const struct flat_header *h, const struct flat_lines *units, size_t from, size_t to)
{
	struct piece_list pieces = { 0 };

	for (size_t u = from; u < to; u++)
		for (size_t k = 0; k < units->v[u].pieces.n; k++) {
			*list_add(&pieces, a) = units->v[u].pieces.v[k];
			if (h->spaced && units->v[u].line_start)
				pieces.v[pieces.n - 1].glued = true;
		}
	return pieces;
}

/* Words and pieces live in `a`, the cells around them in `scratch`. */
static struct grid build(struct arena *a, struct arena *scratch, struct flat_header *h, const struct flat_lines *units,
			 const int16_t *column, const bool *row_begins)
{
	uint32_t rows = 1;
	struct grid g;

	for (size_t u = 0; u < units->n; u++)
		rows += column[u] >= 0 && row_begins[u];
	g = grid_empty(scratch, rows, (uint32_t)h->n);
	put_header(a, h, &g);
	rows = 0;
	for (size_t u = 0, end; u < units->n; u = end) {
		const struct flat_line *whole = &units->v[u];
		int16_t c = column[u];

		end = u + 1;
		if (c < 0)
			continue;
		rows += row_begins[u];
		while (end < units->n && column[end] == c && !row_begins[end])
			end++;
		if (end == u + 1 && !(h->spaced && whole->line_start) && !whole->pieces.v[0].glued) {
			grid_put_text(scratch, &g, rows, (uint32_t)c, whole->text);
		} else {
			struct piece_list pieces = join_units(a, h, units, u, end);

			grid_put_text(scratch, &g, rows, (uint32_t)c, text_words(a, pieces.v, pieces.n));
		}
	}
	return g;
}

/* A number of the first column; a list may be longer than the thousand that kind_number() believes in. */
static bool opens_row(struct str s)
{
	enum cell_kind kind = kind_of_cell(s);
	size_t digits = 0;

	while (kind == CELL_AMOUNT && digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	return kind == CELL_NUMBER || kind == CELL_EMPTY || kind == CELL_SHORT || (digits > 0 && digits == s.n);
}

/* With every empty cell printed, a row is exactly as many cells as the header has. */
static bool counts_out(const struct flat_lines *units, size_t cols, bool tabs)
{
	size_t good = 0, rows = units->n / cols;

	if (!tabs || units->n % cols != 0 || rows == 0)
		return false;
	for (size_t r = 0; r < rows; r++)
		good += opens_row(units->v[r * cols].text.s);
	return good * 10 >= rows * 9;
}

static bool lay_out(struct arena *a, struct arena *scratch, struct flat_header *h, int year,
		    struct flat_lines *units, struct flat_table *ret)
{
	struct grid words = grid_empty(scratch, 1, (uint32_t)h->n);
	struct columns cs;
	int16_t *column = arena_alloc(scratch, units->n * sizeof(*column));
	bool *begins = arena_alloc(scratch, units->n * sizeof(*begins));

	put_header(scratch, h, &words);
	if (!columns_find(scratch, &words, year, &cs))
		return false;
	ret->counted = counts_out(units, h->n, h->tabs);
	if (ret->counted) {
		for (size_t u = 0; u < units->n; u++) {
			column[u] = (int16_t)(u % h->n);
			begins[u] = u % h->n == 0;
		}
	} else {
		flat_lay(scratch, h, &cs, units, column, begins);
	}
	ret->grid = build(a, scratch, h, units, column, begins);
	return columns_find(a, &ret->grid, year, &ret->columns);
}

bool flat_next(struct arena *a, struct arena *scratch, const struct document *doc, uint32_t *from, int year,
	       struct flat_table *ret)
{
	bool found = false;

	for (uint32_t i = *from; i < doc->blocks.n && !found; i++) {
		struct arena_mark at = arena_mark(a);
		struct flat_header h;
		struct flat_lines units = { 0 };
		uint32_t end;

		if (flat_header_at(a, doc, i, year, &h)) {
			arena_reset(scratch);
			end = collect_units(a, scratch, doc, &h, year, &units);
			found = units.n >= h.n / 2 && units.n >= 2 && lay_out(a, scratch, &h, year, &units, ret);
			if (found) {
				ret->grid.first_block = ret->begin = i;
				ret->grid.last_block = end - 1;
				ret->end = *from = end;
			}
		}
		if (!found)
			arena_release(a, at);
	}
	if (!found)
		*from = (uint32_t)doc->blocks.n;
	return found;
}
