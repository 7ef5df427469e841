#include "reading/flat.h"

#include <limits.h>

#include "base/utf8.h"
#include "reading/fit.h"
#include "reading/kind.h"
#include "zh/fold.h"

enum { HEADER_MAX = 24, HEADER_MIN = 3, NEVER = INT_MIN / 4 };

/* One line, or with tabs one cell, to be placed in a column. */
struct line {
	struct piece_list pieces;
	struct text text;
	bool tab;	/* a tab says that a cell begins here */
	bool after_gap; /* an empty line stands before it */
	bool line_start; /* spaced cells: first of its line */
};

struct line_seq {
	struct line *v;
	size_t n, cap;
};

static struct piece line_piece(const struct document *doc, uint32_t block)
{
	return piece_of_line(doc->blocks.v[block].text, block, 0);
}

static bool has_tab(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && s.p[i] == '\t';
}

static bool is_blank(struct str s)
{
	return str_trim(s).n == 0;
}

static struct text fold_line(struct arena *a, const struct document *doc, uint32_t block)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = line_piece(doc, block);
	return text_of(a, p, 1, TEXT_TIGHT);
}

/* The lines of a header: word after word, blank lines aside. */
struct header {
	struct piece_list word[HEADER_MAX]; /* a word may take several lines */
	size_t n;
	int sure;
	uint32_t end; /* first block behind it */
	bool tabs;
	bool spaced; /* all words in one line, set apart by single blanks; so are the cells */
};

static struct str word_str(struct arena *a, const struct header *h, size_t k)
{
	return text_of(a, h->word[k].v, h->word[k].n, TEXT_TIGHT).s;
}

/* No header ends so, alone or with the lines below. */
static bool ends_sentence(struct str raw)
{
	return str_ends(raw, STR("。")) || str_ends(raw, STR(";")) || str_ends(raw, STR("；"));
}

/* Reads a header word from lines [block, block + *lines); broken words (序 / 号) take up to three. */
static bool heading_lines(struct arena *a, const struct document *doc, uint32_t block, int year,
			  uint32_t *lines, struct heading *h)
{
	struct piece_list all = { 0 };
	bool found = false, sure;

	*h = (struct heading){ 0 };
	*lines = 0;
	if (!heading_may_begin(text_first(doc->blocks.v[block].text)) || ends_sentence(doc->blocks.v[block].text))
		return false;
	for (uint32_t i = block; i < doc->blocks.n && i < block + 3; i++) {
		struct str raw = doc->blocks.v[i].text;
		struct heading word;
		struct text t;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || raw.n > 90 || is_blank(raw) ||
		    (i > block && (has_tab(raw) || raw.n > 15)))
			break;
		*list_add(&all, a) = line_piece(doc, i);
		all.v[all.n - 1].glued = i > block;
		t = text_of(a, all.v, all.n, TEXT_TIGHT);
		if (t.s.n > 60)
			break;
		sure = heading_sure(a, t.s, year, &word);
		if (word.timed && word.words.n == 0 && str_ends(t.s, STR("日"))) /* the date of a letter */
			break;
		if (sure && !(found && word.composed)) {
			/* 责任 / 单位 is longer than 责任; 项目名称 stays alone */
			*h = word;
			*lines = i - block + 1;
			found = true;
		}
		if (found && raw.n > 9)
			break;
	}
	return found;
}

static bool short_line(const struct document *doc, uint32_t block)
{
	const struct block *b = &doc->blocks.v[block];

	return b->kind == BLOCK_PARAGRAPH && b->text.n <= 50 && !is_blank(b->text);
}

static void add_word(struct arena *a, const struct document *doc, struct header *h, uint32_t block,
		     uint32_t lines)
{
	for (uint32_t i = block; i < block + lines; i++) {
		*list_add(&h->word[h->n], a) = line_piece(doc, i);
		h->word[h->n].v[h->word[h->n].n - 1].glued = i > block;
	}
	h->n++;
}

/* Reads a header that begins at this block; needs three different sure words close together. */
static bool header_at(struct arena *a, const struct document *doc, uint32_t from, int year,
		      struct header *ret)
{
	struct header h = { 0 };
	struct heading word;
	uint64_t seen = 0;
	uint32_t i = from, end = from, gap = 0, lines;
	int unknown = 0, tabs = 0;
	size_t n_at_last_sure = 0;

	if (!heading_lines(a, doc, from, year, &lines, &word) || (word.timed && word.words.n == 0))
		return false;
	while (i < doc->blocks.n && h.n < HEADER_MAX) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind != BLOCK_PARAGRAPH)
			break;
		if (is_blank(b->text)) {
			if (++gap > 2)
				break;
			i++;
			continue;
		}
		gap = 0;
		if (heading_lines(a, doc, i, year, &lines, &word)) {
			/* the first word again: the body has begun, or the header repeats */
			if (seen & 1ull << word.field && (word.field == FIELD_NO || word.field == FIELD_NAME))
				break;
			seen |= 1ull << word.field;
			h.sure++;
			add_word(a, doc, &h, i, lines);
			tabs += has_tab(b->text);
			i += lines;
			end = i;
			n_at_last_sure = h.n;
			unknown = 0;
			continue;
		}
		if (!short_line(doc, i) || ++unknown > 2)
			break;
		/* a wrapped word: 攻坚目标 / 任务 */
		if (!has_tab(b->text) && h.n > 0 && tabs > 0) {
			*list_add(&h.word[h.n - 1], a) = line_piece(doc, i++);
			continue;
		}
		if (kind_number(fold_line(a, doc, i).s) >= 0 || kind_of_cell(fold_line(a, doc, i).s) == CELL_AMOUNT)
			break;
		add_word(a, doc, &h, i, 1);
		i++;
	}
	h.n = n_at_last_sure;
	h.end = end;
	h.tabs = tabs * 2 > h.sure;
	/* label, value, label, value: cards */
	if (h.sure < HEADER_MIN || h.n < HEADER_MIN || (size_t)h.sure * 10 < h.n * 6)
		return false;
	*ret = h;
	return true;
}

/* Parts of a line between single blanks. */
static struct piece_list blank_parts(struct arena *a, const struct document *doc, uint32_t block)
{
	struct str s = doc->blocks.v[block].text;
	struct piece_list list = { 0 };
	size_t from = 0;

	for (size_t i = 0; i <= s.n;) {
		size_t at = i;
		bool blank = i == s.n || s.p[i] == ' ' || s.p[i] == '\t' || str_at(s, i, STR("\u3000"));

		i += i == s.n ? 1 : utf8_len((unsigned char)s.p[i]);
		if (!blank)
			continue;
		if (at > from)
			*list_add(&list, a) = piece_of_line(str_cut(s, from, at), block, from);
		from = i;
	}
	return list;
}

/* "序号 项目名称 项目内容 牵头单位": a header in one line. */
static bool spaced_header_at(struct arena *a, const struct document *doc, uint32_t block, int year,
			     struct header *ret)
{
	struct header h = { .spaced = true, .end = block + 1 };
	struct piece_list parts;

	if (doc->blocks.v[block].kind != BLOCK_PARAGRAPH || doc->blocks.v[block].text.n > 300)
		return false;
	/* wide blanks set columns apart (aligned.h) */
	if (str_has(str_trim(doc->blocks.v[block].text), STR("  ")) || str_has(doc->blocks.v[block].text, STR("\t")))
		return false;
	parts = blank_parts(a, doc, block);
	if (parts.n < 4 || parts.n > HEADER_MAX)
		return false;
	for (size_t k = 0; k < parts.n; k++) {
		struct heading word;

		*list_add(&h.word[k], a) = parts.v[k];
		h.n = k + 1;
		word = heading_read(a, word_str(a, &h, k), year);
		h.sure += word.field != FIELD_NONE && word.sure;
	}
	if (h.sure < HEADER_MIN || (size_t)h.sure * 10 < h.n * 6)
		return false;
	*ret = h;
	return true;
}

static void put_header(struct arena *a, struct header *h, struct grid *g)
{
	for (size_t k = 0; k < h->n; k++)
		grid_put(a, g, 0, (uint32_t)k, 1, 1, h->word[k].v, h->word[k].n);
}

/* The same words as the first header: a page break. */
static bool same_header(struct arena *a, const struct header *x, const struct header *y)
{
	int same = 0;

	if (x->n != y->n)
		return false;
	for (size_t k = 0; k < x->n; k++)
		same += str_eq(word_str(a, x, k), word_str(a, y, k));
	return (size_t)same * 3 >= x->n * 2;
}

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
	s = fold_line(a, doc, block).s;
	*ends = kind_ends_table(s);
	*mark = kind_is_page_mark(s);
	*number = *mark ? kind_number(s) : -1;
}

static void add_parts(struct arena *a, struct arena *scratch, const struct document *doc, uint32_t block, struct line_seq *out)
{
	struct piece_list parts = blank_parts(scratch, doc, block);

	for (size_t k = 0; k < parts.n; k++) {
		struct line *u = list_add(out, scratch);

		u->line_start = k == 0;
		*list_add(&u->pieces, a) = parts.v[k];
	}
}

/* With an empty line between all lines none of them tells cells apart. */
static void level_gaps(struct line_seq *l)
{
	size_t gaps = 0;

	for (size_t k = 0; k < l->n; k++)
		gaps += l->v[k].after_gap;
	for (size_t k = 0; k < l->n && gaps * 10 >= l->n * 9; k++)
		l->v[k].after_gap = false;
}

/* Their pieces and words live in `a`, they themselves in `scratch`. */
static uint32_t collect_units(struct arena *a, struct arena *scratch, const struct document *doc, const struct header *h,
			      int year, struct line_seq *out)
{
	uint32_t i = h->end;
	bool gap = false;

	while (i < doc->blocks.n && doc->blocks.v[i].kind == BLOCK_PARAGRAPH) {
		struct str raw = doc->blocks.v[i].text;
		struct arena_mark at = arena_mark(scratch);
		struct header again;
		bool tab = has_tab(raw), mark, ends;
		int number;

		if (is_blank(raw) && !tab) {
			gap = true;
			i++;
			continue;
		}
		if (h->spaced ? spaced_header_at(scratch, doc, i, year, &again) : header_at(scratch, doc, i, year, &again)) {
			if (!same_header(scratch, h, &again))
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
			struct line *u = &out->v[out->n - 1];

			if (!mark || (number >= 0 && !gap))
				*list_add(&u->pieces, a) = line_piece(doc, i);
		} else {
			struct line *u = list_add(out, scratch);

			u->tab = tab;
			u->after_gap = gap;
			*list_add(&u->pieces, a) = line_piece(doc, i);
		}
		gap = false;
		i++;
	}
	level_gaps(out);
	for (size_t k = 0; k < out->n; k++)
		out->v[k].text = text_words(a, out->v[k].pieces.v, out->v[k].pieces.n);
	return i;
}

/* Laying units over columns: the best path through (unit, column). */
struct laying {
	const struct line_seq *units;
	const struct fit_facts *facts; /* of each unit */
	const struct columns *cs;
	size_t cols;
	bool tabs;	    /* units are whole cells */
	bool spaced;	    /* a line end breaks cells, a blank ends them */
	bool empties_kept;  /* empty cells are printed: skipping is dear */
	int skipped[HEADER_MAX + 1]; /* cost of leaving all columns before this one empty */
	int *score;	    /* units × (cols + 1); the last state is outside */
	int16_t *from;
};

static void sum_skips(struct laying *l)
{
	l->skipped[0] = 0;
	for (size_t c = 0; c < l->cols; c++)
		l->skipped[c + 1] = l->skipped[c] + (l->empties_kept ? 60 : fit_skip(l->cs->v[c].field));
}

/* Cost of leaving columns [from, to) empty. */
static int skips(const struct laying *l, size_t from, size_t to)
{
	return from < to ? l->skipped[to] - l->skipped[from] : 0;
}

/* Cost of going from column `from` to `to` for the next unit. */
static int step(const struct laying *l, size_t u, size_t from, size_t to)
{
	const struct line *now = &l->units->v[u];
	const struct fit_facts *facts = &l->facts[u];

	if (to == from) {
		int stay = INT_MAX;

		if (l->spaced)
			return now->line_start ? (facts->kind == CELL_NUMBER || facts->total ? 40 : 0) : 25;
		if (!l->tabs)
			stay = fit_stay(l->cs->v[to].field, facts - 1, facts, now->after_gap);
		if (stay < INT_MAX && !(l->cols == 1))
			return stay;
		return NEVER * -1;
	}
	if (to > from)
		return skips(l, from + 1, to) + (l->spaced && now->line_start ? 12 : 0) + (now->after_gap && !l->tabs ? 2 : 0);
	return skips(l, from + 1, l->cols) + skips(l, 0, to) + (now->after_gap ? 0 : 3);
}

/* A new row at the same column as the last unit: a column of one cell per row. */
static int row_step(const struct laying *l, size_t from, size_t to)
{
	return skips(l, from + 1, l->cols) + skips(l, 0, to) + 4;
}

static void lay(struct laying *l)
{
	size_t states = l->cols + 1, out = l->cols;

	sum_skips(l);
	for (size_t c = 0; c < l->cols; c++) {
		l->score[c] = fit_score(l->cs->v[c].field, &l->facts[0]) - skips(l, 0, c);
		l->from[c] = -1;
	}
	l->score[out] = NEVER;
	for (size_t u = 1; u < l->units->n; u++) {
		int *now = l->score + u * states, *last = now - states;
		int16_t *back = l->from + u * states;

		for (size_t c = 0; c < l->cols; c++) {
			int best = NEVER, fit = fit_score(l->cs->v[c].field, &l->facts[u]);

			for (size_t k = 0; k < l->cols; k++) {
				int cost = step(l, u, k, c), score = last[k] - cost;

				if (k == c) { /* stay in the cell, or a new row */
					int row = last[k] - row_step(l, k, c) + fit;
					int stay = cost >= -NEVER ? NEVER :
								    score + fit_further(l->cs->v[c].field, &l->facts[u]);

					if (stay >= row && stay > best) {
						best = stay;
						back[c] = (int16_t)k;
					} else if (row > best) {
						best = row;
						back[c] = (int16_t)(k | 0x4000);
					}
					continue;
				}
				if (score + fit > best) {
					best = score + fit;
					back[c] = (int16_t)k;
				}
			}
			now[c] = best;
		}
		/* outside: behind the table, nothing fits any more */
		now[out] = last[out];
		back[out] = (int16_t)out;
		for (size_t k = 0; k < l->cols; k++)
			if (last[k] - 10 > now[out]) {
				now[out] = last[k] - 10;
				back[out] = (int16_t)k;
			}
		now[out] -= 2;
	}
}

/* Which column each unit got, and whether a row begins with it; -1 outside. */
static void trace(const struct laying *l, int16_t *column, bool *row_begins)
{
	size_t states = l->cols + 1, best = 0, n = l->units->n;

	for (size_t c = 1; c < states; c++)
		if (l->score[(n - 1) * states + c] > l->score[(n - 1) * states + best])
			best = c;
	for (size_t u = n; u-- > 0;) {
		int16_t back = l->from[u * states + best];
		size_t prev = back < 0 ? 0 : (size_t)(back & 0x3FFF);

		column[u] = best == l->cols ? -1 : (int16_t)best;
		row_begins[u] = u == 0 || (best < l->cols && (best < prev || (back & 0x4000)));
		if (u > 0)
			best = prev;
	}
}

/* The pieces of units [from, to), one cell. */
static struct piece_list join_units(struct arena *a, const struct header *h, const struct line_seq *units, size_t from, size_t to)
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
static struct grid build(struct arena *a, struct arena *scratch, struct header *h, const struct line_seq *units,
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
		const struct line *whole = &units->v[u];
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
static bool counts_out(const struct line_seq *units, size_t cols, bool tabs)
{
	size_t good = 0, rows = units->n / cols;

	if (!tabs || units->n % cols != 0 || rows == 0)
		return false;
	for (size_t r = 0; r < rows; r++)
		good += opens_row(units->v[r * cols].text.s);
	return good * 10 >= rows * 9;
}

static bool lay_out(struct arena *a, struct arena *scratch, struct header *h, int year,
		    struct line_seq *units, struct flat_table *ret)
{
	struct grid words = grid_empty(scratch, 1, (uint32_t)h->n);
	struct columns cs;
	struct laying l = { .units = units, .cs = &cs, .cols = h->n, .tabs = h->tabs, .spaced = h->spaced };
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
		struct fit_facts *facts = arena_alloc(scratch, units->n * sizeof(*facts));
		size_t empty = 0;

		for (size_t u = 0; u < units->n; u++) {
			facts[u] = fit_look(units->v[u].text.s);
			empty += facts[u].kind == CELL_EMPTY;
		}
		l.facts = facts;
		l.empties_kept = h->tabs && empty * 20 > units->n;
		fit_sequence(facts, units->n);
		l.score = arena_alloc(scratch, units->n * (h->n + 1) * sizeof(*l.score));
		l.from = arena_alloc(scratch, units->n * (h->n + 1) * sizeof(*l.from));
		lay(&l);
		trace(&l, column, begins);
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
		struct header h;
		struct line_seq units = { 0 };
		uint32_t end;

		if (header_at(a, doc, i, year, &h) || spaced_header_at(a, doc, i, year, &h)) {
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
