#include "reading/aligned.h"

#include "base/utf8.h"
#include "reading/aligned_rows.h"
#include "reading/field.h"
#include "reading/kind.h"

enum { HEADER_LINES = 5 };

static int width_of(uint32_t c, enum aligned_width width)
{
	int w = utf8_char_width(c);

	if (width == ALIGNED_COUNTED)
		return 1;
	/* these are drawn wide in Chinese fonts, and layouts count them so */
	if (c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 || c == 0xB7 || c == 0x2018 || c == 0x2019)
		return 2;
	return w;
}

static bool blank_char(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

/* Cuts a line where two or more blank columns (or one wide blank) stand. */
struct run_list aligned_cut(struct arena *a, struct str s, enum aligned_width width)
{
	struct run_list list = { 0 };
	size_t col = 0, blanks = 2;
	struct run *now = NULL;

	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);
		size_t w = c == '\t' ? 8 - col % 8 : (size_t)width_of(c, width);

		if (blank_char(c)) {
			blanks += c == 0x3000 ? 2 : w;
		} else {
			if (now == NULL || blanks >= 2) {
				now = list_add(&list, a);
				now->from = at;
				now->left = col;
			}
			now->to = i;
			now->right = col + w;
			blanks = 0;
		}
		col += w;
	}
	return list;
}

struct text aligned_text(struct arena *a, const struct document *doc, uint32_t block, struct run r)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = piece_of_line(str_cut(doc->blocks.v[block].text, r.from, r.to), block, r.from);
	return text_of(a, p, 1, TEXT_TIGHT);
}

/* Is the run a header word?  With `below`, together with what the next line has under it: 序 over 号. */
static bool header_word(struct arena *a, const struct document *doc, uint32_t block, struct run r, const struct run_list *below,
			int year)
{
	struct text t = aligned_text(a, doc, block, r);
	struct heading h = heading_read(a, t.s, year);
	struct piece p[2] = { piece_of_line(str_cut(doc->blocks.v[block].text, r.from, r.to), block, r.from) };

	if (h.field != FIELD_NONE && (h.sure || t.s.n <= 15))
		return true;
	for (size_t k = 0; below && k < below->n; k++) {
		if (below->v[k].left >= r.right || below->v[k].right <= r.left)
			continue;
		p[1] = piece_of_line(str_cut(doc->blocks.v[block + 1].text, below->v[k].from, below->v[k].to), block + 1,
				     below->v[k].from);
		p[1].glued = true;
		h = heading_read(a, text_of(a, p, 2, TEXT_TIGHT).s, year);
		return h.field != FIELD_NONE && h.sure;
	}
	return false;
}

static size_t header_words(struct arena *a, const struct document *doc, uint32_t block, const struct run_list *runs,
			   const struct run_list *below, int year)
{
	size_t n = 0;

	for (size_t k = 0; k < runs->n; k++)
		n += header_word(a, doc, block, runs->v[k], below, year);
	return n;
}

/* A header line: at least three runs, most of them header words, alone or with the line below. */
bool aligned_is_header(struct arena *a, const struct document *doc, uint32_t block, int year, enum aligned_width width,
			struct run_list *runs)
{
	struct run_list below;
	size_t sure;

	if (doc->blocks.v[block].kind != BLOCK_PARAGRAPH || doc->blocks.v[block].text.n > WIDTH_MAX * 3)
		return false;
	*runs = aligned_cut(a, doc->blocks.v[block].text, width);
	if (runs->n < 2 || runs->n > COLS_MAX)
		return false;
	sure = header_words(a, doc, block, runs, NULL, year);
	if (sure == 2 && runs->n == 2 && runs->v[1].left > runs->v[0].right + 3)
		return true;
	if (sure >= 2 && sure * 2 < runs->n && block + 1 < doc->blocks.n && doc->blocks.v[block + 1].kind == BLOCK_PARAGRAPH &&
	    doc->blocks.v[block + 1].text.n <= WIDTH_MAX * 3) {
		below = aligned_cut(a, doc->blocks.v[block + 1].text, width);
		if (below.n >= 3)
			sure = header_words(a, doc, block, runs, &below, year);
	}
	return sure >= 3 && sure * 2 >= runs->n;
}

/* How many body lines have text over each display column. */
static void count_ink(struct arena *a, const struct document *doc, uint32_t from, uint32_t to, enum aligned_width width,
		      uint16_t *ink)
{
	for (uint32_t i = from; i < to; i++) {
		struct run_list runs;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			break;
		runs = aligned_cut(a, doc->blocks.v[i].text, width);
		if (runs.n < 2)
			continue;
		for (size_t k = 0; k < runs.n; k++)
			for (size_t c = runs.v[k].left; c < runs.v[k].right && c < WIDTH_MAX; c++)
				if (ink[c] < UINT16_MAX)
					ink[c]++;
	}
}

static uint16_t ink_at(const uint16_t *ink, size_t col)
{
	return ink[col < WIDTH_MAX ? col : WIDTH_MAX - 1];
}

/* The cut between two header words goes where the least ink is, nearest to the right word. */
static void find_cuts(struct layout *l, const uint16_t *ink)
{
	l->cut[0] = 0;
	for (size_t k = 1; k < l->n; k++) {
		size_t best = l->left[k], low = l->left[k - 1] + 1;

		for (size_t c = l->left[k]; c > low; c--)
			if (ink_at(ink, c) < ink_at(ink, best))
				best = c;
		/* a river: go to its middle, so that ragged lines do not fall over it */
		l->cut[k] = best;
		while (l->cut[k] > low && l->cut[k] > l->right[k - 1] && ink_at(ink, l->cut[k] - 1) == ink_at(ink, best))
			l->cut[k]--;
		l->cut[k] = (l->cut[k] + best + 1) / 2;
	}
	l->cut[l->n] = SIZE_MAX;
}

size_t aligned_column(const struct layout *l, const struct run *r)
{
	size_t best = 0, most = 0;

	for (size_t k = 0; k < l->n; k++) {
		size_t left = r->left > l->cut[k] ? r->left : l->cut[k];
		size_t right = r->right < l->cut[k + 1] ? r->right : l->cut[k + 1];

		if (right > left && right - left > most) {
			most = right - left;
			best = k;
		}
	}
	return best;
}

/* A run that crosses a cut at a blank is two cells that stand close. */
void aligned_split(struct arena *a, struct str s, const struct layout *l, struct run_list *runs)
{
	struct run_list out = { 0 };

	for (size_t k = 0; k < runs->n; k++) {
		struct run r = runs->v[k];
		size_t col = r.left, last_blank = 0, blank_col = 0;
		size_t home = aligned_column(l, &r);

		(void)home;
		for (size_t i = r.from; i < r.to;) {
			size_t at = i;
			uint32_t c = utf8_next(s, &i);

			if (blank_char(c) && at > r.from) {
				last_blank = at;
				blank_col = col;
				for (size_t m = 1; m < l->n; m++)
					if (l->cut[m] + 1 >= blank_col && l->cut[m] <= blank_col + 1 && r.left + 1 < l->cut[m]) {
						struct run left = { r.from, last_blank, r.left, blank_col };

						*list_add(&out, a) = left;
						r.from = i;
						r.left = col + 1;
						break;
					}
			}
			col += (size_t)width_of(c, l->width);
		}
		if (r.from < r.to)
			*list_add(&out, a) = r;
	}
	*runs = out;
}

/* Further header lines: words that wrap below the first, before any body line. */
static uint32_t header_end(struct arena *a, const struct document *doc, struct layout *l, int year)
{
	uint32_t i = l->header + 1;

	for (; i < doc->blocks.n && i < l->header + HEADER_LINES; i++) {
		struct str s = doc->blocks.v[i].text;
		struct run_list runs;
		size_t shorts = 0;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH || str_trim(s).n == 0)
			break;
		runs = aligned_cut(a, s, l->width);
		for (size_t k = 0; k < runs.n; k++) {
			struct text t = aligned_text(a, doc, i, runs.v[k]);

			if (kind_number(t.s) >= 0)
				return i;
			/* 单位 and 领导 are the second halves of header words */
			shorts += t.s.n <= 6 ||
				  (t.s.n <= 27 && kind_of_cell(t.s) != CELL_UNITS && kind_of_cell(t.s) != CELL_PEOPLE);
		}
		if (runs.n == 0 || shorts < runs.n || runs.n > l->n)
			break;
		/* a body line has long text or begins a row */
		if (heading_read(a, aligned_text(a, doc, i, runs.v[0]).s, year).field == FIELD_NONE && runs.n >= l->n)
			break;
	}
	return i;
}

/* 计划筹措资金 over 合计 中央 省级 县级: the columns are those of the second line. */
static void find_columns(struct arena *a, const struct document *doc, struct layout *l)
{
	struct run_list top = aligned_cut(a, doc->blocks.v[l->header].text, l->width), low = { 0 };

	if (l->header + 1 < doc->blocks.n && doc->blocks.v[l->header + 1].kind == BLOCK_PARAGRAPH)
		low = aligned_cut(a, doc->blocks.v[l->header + 1].text, l->width);
	/* a row of the body that happens to stand there has a number or a long text */
	for (size_t m = 0; m < low.n; m++)
		if (low.v[m].to - low.v[m].from > 27 || kind_number(aligned_text(a, doc, l->header + 1, low.v[m]).s) >= 0)
			low.n = 0;
	l->n = 0;
	for (size_t k = 0; k < top.n; k++) {
		size_t from = k ? (top.v[k - 1].right + top.v[k].left) / 2 : 0, subs = 0;
		size_t to = k + 1 < top.n ? top.v[k + 1].left : SIZE_MAX;

		for (size_t m = 0; m < low.n; m++)
			subs += low.v[m].left >= from && low.v[m].left < to && low.v[m].to - low.v[m].from <= 18;
		for (size_t m = 0; m < low.n && subs >= 2 && l->n < COLS_MAX; m++) {
			if (low.v[m].left < from || low.v[m].left >= to)
				continue;
			l->left[l->n] = low.v[m].left;
			l->right[l->n] = low.v[m].right;
			l->group[l->n] = k;
			l->sub[l->n++] = true;
		}
		if (subs >= 2 || l->n >= COLS_MAX)
			continue;
		l->left[l->n] = top.v[k].left;
		l->right[l->n] = top.v[k].right;
		l->group[l->n] = k;
		l->sub[l->n++] = false;
	}
}

static bool has_subs(const struct layout *l)
{
	for (size_t k = 0; k < l->n; k++)
		if (l->sub[k])
			return true;
	return false;
}

/* Header rows of the grid: one, or two where a word has parts below it. */
static void header_cells(struct arena *a, const struct document *doc, const struct layout *l,
			 struct grid *g)
{
	struct piece_list words[COLS_MAX] = { 0 }, subs[COLS_MAX] = { 0 };
	uint32_t rows = has_subs(l) ? 2 : 1;

	for (uint32_t i = l->header; i < l->body; i++) {
		struct run_list runs = aligned_cut(a, doc->blocks.v[i].text, l->width);

		if (i > l->header)
			aligned_split(a, doc->blocks.v[i].text, l, &runs);
		for (size_t k = 0; k < runs.n; k++) {
			struct piece p = piece_of_line(str_cut(doc->blocks.v[i].text, runs.v[k].from, runs.v[k].to), i, runs.v[k].from);
			size_t col = aligned_column(l, &runs.v[k]);
			struct piece_list *to = i > l->header && l->sub[col] ? &subs[col] : &words[i == l->header && !l->stacked ? k : l->group[col]];

			p.glued = to->n > 0;
			*list_add(to, a) = p;
		}
	}
	for (size_t k = 0; k < l->n; k++) {
		size_t span = 1;

		if (k > 0 && l->group[k] == l->group[k - 1])
			continue;
		while (k + span < l->n && l->group[k + span] == l->group[k])
			span++;
		if (words[l->group[k]].n)
			grid_put(a, g, 0, (uint32_t)k, l->sub[k] ? 1 : rows, (uint32_t)span, words[l->group[k]].v, words[l->group[k]].n);
	}
	for (size_t k = 0; k < l->n; k++)
		if (l->sub[k] && subs[k].n)
			grid_put(a, g, 1, (uint32_t)k, 1, 1, subs[k].v, subs[k].n);
}

static size_t find_column(struct arena *a, const struct grid *g, size_t n, int year, enum field f)
{
	for (size_t k = 0; k < n; k++)
		if (heading_read(a, grid_str(g, 0, (uint32_t)k), year).field == f)
			return k;
	return SIZE_MAX;
}

/* How many cells begin right below one that begins a few lines above: more of them, the better columns are told. */
static size_t cells_below(struct arena *a, const struct document *doc, uint32_t from, uint32_t to, enum aligned_width width)
{
	enum { LINES_BACK = 6 };
	struct run_list last[LINES_BACK] = { 0 };
	size_t n = 0;

	for (uint32_t i = from; i < to; i++) {
		struct run_list runs = aligned_cut(a, doc->blocks.v[i].text, width);

		for (size_t k = 1; k < runs.n; k++) {
			bool below = false;

			for (size_t m = 0; m < LINES_BACK && !below; m++)
				for (size_t c = 1; c < last[m].n && !below; c++)
					below = last[m].v[c].left == runs.v[k].left;
			n += below;
		}
		if (runs.n > 0)
			last[i % LINES_BACK] = runs;
	}
	return n;
}

static enum aligned_width width_in(struct arena *a, const struct document *doc, uint32_t from, uint32_t to)
{
	enum { CELLS_MIN = 8 };
	struct arena_mark at = arena_mark(a);
	size_t drawn = cells_below(a, doc, from, to, ALIGNED_DRAWN), counted = cells_below(a, doc, from, to, ALIGNED_COUNTED);

	arena_release(a, at);
	return counted >= CELLS_MIN && counted * 10 > drawn * 13 ? ALIGNED_COUNTED : ALIGNED_DRAWN;
}

/* The columns of a header at this block; false when there is none. */
static bool find_layout(struct arena *a, const struct document *doc, uint32_t block, int year, enum aligned_width width, struct layout *ret)
{
	struct layout l = { .header = block, .width = width }, stacked;
	struct run_list runs;
	bool plain = aligned_is_header(a, doc, block, year, width, &runs);

	if (plain)
		find_columns(a, doc, &l);
	if (aligned_stacked(a, doc, block, year, width, &stacked) && (!plain || stacked.n > l.n || (stacked.all_sure && stacked.n > runs.n)))
		l = stacked;
	else if (plain)
		l.body = header_end(a, doc, &l, year);
	else
		return false;
	if (has_subs(&l) && l.body < block + 2)
		l.body = block + 2;
	*ret = l;
	return true;
}

bool aligned_next(struct arena *a, const struct document *doc, uint32_t *from, int year,
		  struct grid *ret)
{
	for (uint32_t i = *from; i < doc->blocks.n; i++) {
		struct layout l;
		struct gather x = { .a = a, .doc = doc, .l = &l };
		uint16_t *ink;
		uint32_t end;

		if (!find_layout(a, doc, i, year, ALIGNED_DRAWN, &l))
			continue;
		for (end = l.body; end < doc->blocks.n && doc->blocks.v[end].kind == BLOCK_PARAGRAPH; end++)
			;
		if (width_in(a, doc, l.body, end) == ALIGNED_COUNTED)
			find_layout(a, doc, i, year, ALIGNED_COUNTED, &l);
		ink = arena_alloc(a, WIDTH_MAX * sizeof(*ink));
		count_ink(a, doc, l.header, end, l.width, ink);
		find_cuts(&l, ink);
		*ret = grid_empty(a, end - l.body + 2, (uint32_t)l.n);
		ret->first_block = i;
		ret->last_block = end - 1;
		header_cells(a, doc, &l, ret);
		x.g = ret;
		x.row = has_subs(&l) ? 2 : 1;
		x.no_col = find_column(a, ret, l.n, year, FIELD_NO);
		x.name_col = find_column(a, ret, l.n, year, FIELD_NAME);
		if (x.name_col == SIZE_MAX)
			x.name_col = find_column(a, ret, l.n, year, FIELD_TASK);
		if (x.name_col == SIZE_MAX)
			x.name_col = find_column(a, ret, l.n, year, FIELD_TARGET);
		aligned_gather(&x, l.body, end, year);
		ret->rows = x.row;
		*from = end;
		return x.row > (has_subs(&l) ? 2u : 1u);
	}
	*from = (uint32_t)doc->blocks.n;
	return false;
}
