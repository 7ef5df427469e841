#include "reading/aligned.h"

#include "base/utf8.h"
#include "reading/field.h"
#include "reading/fit.h"
#include "reading/kind.h"

enum { COLS_MAX = 24, WIDTH_MAX = 600, HEADER_LINES = 5 };

/* A run of text between wide blanks, in display columns. */
struct run {
	size_t from, to;   /* bytes of the line */
	size_t left, right; /* display columns */
};

struct run_list {
	struct run *v;
	size_t n, cap;
};

static int width_of(uint32_t c)
{
	int w = utf8_char_width(c);

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
static struct run_list cut_line(struct arena *a, struct str s)
{
	struct run_list list = { 0 };
	size_t col = 0, blanks = 2;
	struct run *now = NULL;

	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);
		size_t w = c == '\t' ? 8 - col % 8 : (size_t)width_of(c);

		if (blank_char(c)) {
			blanks += w;
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

static struct text fold_run(struct arena *a, const struct document *doc, uint32_t block, struct run r)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = piece_of_line(str_cut(doc->blocks.v[block].text, r.from, r.to), block, r.from);
	return text_of(a, p, 1, TEXT_TIGHT);
}

struct layout {
	size_t left[COLS_MAX], right[COLS_MAX]; /* of the header words */
	size_t cut[COLS_MAX + 1];	       /* column k is [cut[k], cut[k+1]) */
	size_t n;
	size_t group[COLS_MAX]; /* run of the first header line that the column stands under */
	bool sub[COLS_MAX];	/* its word stands in the second line, beside others of the group */
	uint32_t header, body; /* first block of the header, first behind it */
};

/* A header line: at least three runs, most of them header words. */
static bool header_line(struct arena *a, const struct document *doc, uint32_t block, int year,
			struct run_list *runs)
{
	int sure = 0;

	if (doc->blocks.v[block].kind != BLOCK_PARAGRAPH || doc->blocks.v[block].text.n > WIDTH_MAX * 3)
		return false;
	*runs = cut_line(a, doc->blocks.v[block].text);
	if (runs->n < 2 || runs->n > COLS_MAX)
		return false;
	for (size_t k = 0; k < runs->n; k++) {
		struct heading h = heading_read(a, fold_run(a, doc, block, runs->v[k]).s, year);

		sure += h.field != FIELD_NONE && (h.sure || fold_run(a, doc, block, runs->v[k]).s.n <= 15);
	}
	return (sure >= 3 && (size_t)sure * 2 >= runs->n) || (sure == 2 && runs->n == 2 && runs->v[1].left > runs->v[0].right + 3);
}

/* How many body lines have text over each display column. */
static void count_ink(struct arena *a, const struct document *doc, uint32_t from, uint32_t to,
		      uint16_t *ink)
{
	for (uint32_t i = from; i < to; i++) {
		struct run_list runs;

		if (doc->blocks.v[i].kind != BLOCK_PARAGRAPH)
			break;
		runs = cut_line(a, doc->blocks.v[i].text);
		if (runs.n < 2)
			continue;
		for (size_t k = 0; k < runs.n; k++)
			for (size_t c = runs.v[k].left; c < runs.v[k].right && c < WIDTH_MAX; c++)
				if (ink[c] < UINT16_MAX)
					ink[c]++;
	}
}

/* The cut between two header words goes where the least ink is, nearest to the right word. */
static void find_cuts(struct layout *l, const uint16_t *ink)
{
	l->cut[0] = 0;
	for (size_t k = 1; k < l->n; k++) {
		size_t best = l->left[k], low = l->left[k - 1] + 1;

		for (size_t c = l->left[k]; c > low; c--)
			if (c < WIDTH_MAX && ink[c] < ink[best < WIDTH_MAX ? best : WIDTH_MAX - 1])
				best = c;
		/* a river: go to its middle, so that ragged lines do not fall over it */
		l->cut[k] = best;
		while (l->cut[k] > low && l->cut[k] > l->right[k - 1] && ink[l->cut[k] - 1] == ink[best])
			l->cut[k]--;
		l->cut[k] = (l->cut[k] + best + 1) / 2;
	}
	l->cut[l->n] = SIZE_MAX;
}

static size_t column_at(const struct layout *l, const struct run *r)
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
static void split_runs(struct arena *a, struct str s, const struct layout *l, struct run_list *runs)
{
	struct run_list out = { 0 };

	for (size_t k = 0; k < runs->n; k++) {
		struct run r = runs->v[k];
		size_t col = r.left, last_blank = 0, blank_col = 0;
		size_t home = column_at(l, &r);

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
			col += (size_t)width_of(c);
		}
		if (r.from < r.to)
			*list_add(&out, a) = r;
	}
	*runs = out;
}

struct gather {
	struct arena *a;
	const struct document *doc;
	const struct layout *l;
	struct grid *g;
	struct piece_list cells[COLS_MAX];
	size_t widest[COLS_MAX];
	uint32_t row;
	bool any;
	size_t no_col, name_col; /* SIZE_MAX: none */
};

static void flush_row(struct gather *x)
{
	if (!x->any || x->row >= x->g->rows)
		return;
	for (size_t k = 0; k < x->l->n; k++) {
		if (x->cells[k].n > 0)
			grid_put(x->a, x->g, x->row, (uint32_t)k, 1, 1, x->cells[k].v, x->cells[k].n);
		x->cells[k] = (struct piece_list){ 0 };
	}
	x->row++;
	x->any = false;
}

/* A full line of its column goes on in the next: no line end was meant. */
static void add_run(struct gather *x, uint32_t block, struct run r, size_t col, const size_t *last_right)
{
	struct piece p = piece_of_line(str_cut(x->doc->blocks.v[block].text, r.from, r.to), block, r.from);

	p.glued = x->cells[col].n > 0 && last_right[col] + 3 >= x->widest[col];
	*list_add(&x->cells[col], x->a) = p;
	x->any = true;
}

static bool is_mark(const struct gather *x, uint32_t block)
{
	struct piece p = piece_of_line(x->doc->blocks.v[block].text, block, 0);

	return p.s.n <= 120 && kind_is_page_mark(text_of(x->a, &p, 1, TEXT_TIGHT).s);
}

/* Right edge, in each column, of the widest line: what "full" means. */
static void measure(struct gather *x, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		struct run_list runs = cut_line(x->a, x->doc->blocks.v[i].text);

		split_runs(x->a, x->doc->blocks.v[i].text, x->l, &runs);
		for (size_t k = 0; k < runs.n; k++) {
			size_t col = column_at(x->l, &runs.v[k]);

			if (runs.v[k].right > x->widest[col])
				x->widest[col] = runs.v[k].right;
		}
	}
}

static bool same_header(struct arena *a, const struct document *doc, const struct layout *l,
			uint32_t block, int year)
{
	struct run_list runs, first;

	if (!header_line(a, doc, block, year, &runs))
		return false;
	first = cut_line(a, doc->blocks.v[l->header].text);
	if (first.n != runs.n)
		return false;
	return str_eq(fold_run(a, doc, block, runs.v[0]).s, fold_run(a, doc, l->header, first.v[0]).s) ||
	       str_eq(fold_run(a, doc, block, runs.v[1]).s, fold_run(a, doc, l->header, first.v[1]).s);
}

/* Blank lines stand between rows: most groups of lines hold exactly one number. */
static bool blank_between(struct gather *x, uint32_t from, uint32_t to)
{
	size_t groups = 0, good = 0, numbers = 0;

	if (x->no_col == SIZE_MAX)
		return false;
	for (uint32_t i = from; i <= to; i++) {
		bool end = i == to || str_trim(x->doc->blocks.v[i].text).n == 0;
		struct run_list runs;

		if (end) {
			groups += numbers > 0;
			good += numbers == 1;
			numbers = 0;
			continue;
		}
		runs = cut_line(x->a, x->doc->blocks.v[i].text);
		split_runs(x->a, x->doc->blocks.v[i].text, x->l, &runs);
		for (size_t k = 0; k < runs.n; k++)
			numbers += column_at(x->l, &runs.v[k]) == x->no_col &&
				   kind_number(fold_run(x->a, x->doc, i, runs.v[k]).s) >= 0;
	}
	return groups >= 2 && good * 10 >= groups * 8;
}

/* Without numbers: nearly every line fills every column, so a line is a row. */
static bool every_line_full(struct gather *x, uint32_t from, uint32_t to)
{
	size_t lines = 0, full = 0;

	for (uint32_t i = from; i < to; i++) {
		size_t n = cut_line(x->a, x->doc->blocks.v[i].text).n;

		lines += n >= 2;
		full += n == x->l->n;
	}
	return lines >= 2 && full * 10 >= lines * 8;
}

/*
 * Numbers centred in their rows: the row begins above its number.  Between two
 * numbers the new row begins where cells above have ended (a full stop, a
 * blank line) and the number would stand nearest to the middle.
 */
struct centred {
	uint32_t *starts; /* first lines of rows */
	size_t n;
};

static bool has_number(struct gather *x, uint32_t block)
{
	struct run_list runs = cut_line(x->a, x->doc->blocks.v[block].text);

	split_runs(x->a, x->doc->blocks.v[block].text, x->l, &runs);
	for (size_t k = 0; k < runs.n; k++)
		if (column_at(x->l, &runs.v[k]) == x->no_col &&
		    kind_number(fold_run(x->a, x->doc, block, runs.v[k]).s) >= 0)
			return true;
	return false;
}

static bool passes_over(struct gather *x, uint32_t block, int year)
{
	return str_trim(x->doc->blocks.v[block].text).n == 0 || is_mark(x, block) ||
	       same_header(x->a, x->doc, x->l, block, year);
}

/* How well the line ends what stands above it: texts closed with a full stop. */
static int ends_well(struct gather *x, uint32_t block)
{
	struct run_list runs = cut_line(x->a, x->doc->blocks.v[block].text);
	int score = 0;

	split_runs(x->a, x->doc->blocks.v[block].text, x->l, &runs);
	for (size_t k = 0; k < runs.n; k++) {
		struct str s = fold_run(x->a, x->doc, block, runs.v[k]).s;

		if (s.n < 12)
			continue;
		score += str_ends(s, STR("。")) ? 3 : str_ends(s, STR(";")) ? -4 : -2;
	}
	return score;
}

static struct centred find_rows(struct gather *x, uint32_t from, uint32_t to, int year)
{
	struct centred c = { .starts = arena_alloc(x->a, (to - from + 1) * sizeof(uint32_t)) };
	uint32_t last_no = UINT32_MAX, start = from;

	for (uint32_t i = from; i < to; i++) {
		int best_score = -1000;
		uint32_t best = i;

		if (passes_over(x, i, year) || !has_number(x, i))
			continue;
		if (last_no == UINT32_MAX) {
			c.starts[c.n++] = from;
			last_no = i;
			continue;
		}
		for (uint32_t b = last_no + 1; b <= i; b++) {
			int middle = (int)(start + b - 1) - 2 * (int)last_no, score;

			if (passes_over(x, b, year))
				continue;
			score = -2 * (middle < 0 ? -middle : middle);
			if (passes_over(x, b - 1, year))
				score += 12;
			else
				score += ends_well(x, b - 1);
			if (score > best_score) {
				best_score = score;
				best = b;
			}
		}
		c.starts[c.n++] = best;
		start = best;
		last_no = i;
	}
	return c;
}

/* The first body line has no number: numbers stand in the middle of their rows. */
static bool is_centred(struct gather *x, uint32_t from, uint32_t to, int year)
{
	if (x->no_col == SIZE_MAX)
		return false;
	for (uint32_t i = from; i < to; i++)
		if (!passes_over(x, i, year))
			return !has_number(x, i);
	return false;
}

static void gather_rows(struct gather *x, uint32_t from, uint32_t to, int year)
{
	size_t last_right[COLS_MAX] = { 0 };
	bool blank = false, by_blank = blank_between(x, from, to);
	bool by_line = x->no_col == SIZE_MAX && every_line_full(x, from, to);
	bool by_middle = !by_blank && is_centred(x, from, to, year);
	struct centred rows = { 0 };
	size_t next_row = 0;

	if (by_middle)
		rows = find_rows(x, from, to, year);

	for (uint32_t i = from; i < to; i++) {
		struct str s = x->doc->blocks.v[i].text;
		struct run_list runs;
		bool begins = false, no = false, name = false, total = false;

		if (str_trim(s).n == 0) {
			blank = true;
			continue;
		}
		if (is_mark(x, i) && cut_line(x->a, s).n == 1 && cut_line(x->a, s).v[0].left > 8)
			continue;
		if (same_header(x->a, x->doc, x->l, i, year)) {
			i += x->l->body - x->l->header - 1;
			continue;
		}
		runs = cut_line(x->a, s);
		split_runs(x->a, s, x->l, &runs);
		for (size_t k = 0; k < runs.n; k++) {
			size_t col = column_at(x->l, &runs.v[k]);

			no = no || (col == x->no_col && kind_number(fold_run(x->a, x->doc, i, runs.v[k]).s) >= 0);
			name = name || col == x->name_col;
			total = total || fit_look(fold_run(x->a, x->doc, i, runs.v[k]).s).total;
		}
		if (by_line && runs.n == 1) /* the table is over */
			break;
		if (by_middle) {
			begins = next_row < rows.n && i >= rows.starts[next_row];
			next_row += begins;
		} else if (by_line)
			begins = runs.n >= 2;
		else if (by_blank)
			begins = blank;
		else if (x->no_col != SIZE_MAX)
			begins = no;
		else
			begins = name && (blank || !x->any || x->cells[x->name_col].n == 0);
		/* without numbers or blank lines a row begins where most columns do */
		if (!by_blank && !begins && x->any && blank && runs.n * 2 > x->l->n)
			begins = true;
		if (begins || total)
			flush_row(x);
		for (size_t k = 0; k < runs.n; k++)
			add_run(x, i, runs.v[k], column_at(x->l, &runs.v[k]), last_right);
		for (size_t k = 0; k < runs.n; k++)
			last_right[column_at(x->l, &runs.v[k])] = runs.v[k].right;
		blank = false;
	}
	flush_row(x);
}

/* Cells set apart by blanks but not in columns: a line is a row, cell after cell. */
static bool is_ragged(struct arena *a, const struct document *doc, const struct layout *l, uint32_t end)
{
	size_t near = 0, all = 0;

	for (uint32_t i = l->body; i < end; i++) {
		struct run_list runs = cut_line(a, doc->blocks.v[i].text);

		if (runs.n < 3)
			continue;
		for (size_t k = 1; k < runs.n; k++) {
			bool hit = false;

			for (size_t m = 1; m < l->n; m++)
				hit = hit || (runs.v[k].left + 3 >= l->left[m] && runs.v[k].left <= l->left[m] + 3);
			near += hit;
			all++;
		}
	}
	return all > 0 && near * 10 < all * 7;
}

/* The blank between two cells where it is the same all over the header, else 0. */
static size_t even_gap(struct arena *a, const struct document *doc, uint32_t header)
{
	struct run_list runs = cut_line(a, doc->blocks.v[header].text);
	size_t gap = runs.n > 1 ? runs.v[1].left - runs.v[0].right : 0;

	for (size_t k = 1; k < runs.n; k++)
		if (runs.v[k].left - runs.v[k - 1].right != gap)
			return 0;
	return gap;
}

static void ragged_rows(struct gather *x, uint32_t from, uint32_t to, int year)
{
	size_t gap = even_gap(x->a, x->doc, x->l->header);

	for (uint32_t i = from; i < to; i++) {
		struct str s = x->doc->blocks.v[i].text;
		struct run_list runs = cut_line(x->a, s);

		if (runs.n == 0 || (runs.n == 1 && is_mark(x, i)) || same_header(x->a, x->doc, x->l, i, year))
			continue;
		if (runs.n == 1 && x->row > 1) /* a line of its own: goes on, or ends the table */
			continue;
		for (size_t k = 0, col = 0; k < runs.n && x->row < x->g->rows; k++, col++) {
			struct piece *p = arena_alloc(x->a, sizeof(*p));
			size_t blank = k ? runs.v[k].left - runs.v[k - 1].right : runs.v[0].left;

			/* two separators side by side: an empty cell between them */
			if (gap >= 2 && blank % gap == 0 && blank / gap > (k ? 1u : 0u))
				col += blank / gap - (k ? 1 : 0);
			if (col >= x->l->n)
				break;
			*p = piece_of_line(str_cut(s, runs.v[k].from, runs.v[k].to), i, runs.v[k].from);
			grid_put(x->a, x->g, x->row, (uint32_t)col, 1, 1, p, 1);
		}
		x->row++;
	}
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
		runs = cut_line(a, s);
		for (size_t k = 0; k < runs.n; k++) {
			struct text t = fold_run(a, doc, i, runs.v[k]);

			if (kind_number(t.s) >= 0)
				return i;
			shorts += t.s.n <= 27 && kind_of_cell(t.s) != CELL_UNITS && kind_of_cell(t.s) != CELL_PEOPLE;
		}
		if (runs.n == 0 || shorts < runs.n || runs.n > l->n)
			break;
		/* a body line has long text or begins a row */
		if (heading_read(a, fold_run(a, doc, i, runs.v[0]).s, year).field == FIELD_NONE && runs.n >= l->n)
			break;
	}
	return i;
}

/* 计划筹措资金 over 合计 中央 省级 县级: the columns are those of the second line. */
static void find_columns(struct arena *a, const struct document *doc, struct layout *l)
{
	struct run_list top = cut_line(a, doc->blocks.v[l->header].text), low = { 0 };

	if (l->header + 1 < doc->blocks.n && doc->blocks.v[l->header + 1].kind == BLOCK_PARAGRAPH)
		low = cut_line(a, doc->blocks.v[l->header + 1].text);
	l->n = 0;
	for (size_t k = 0; k < top.n; k++) {
		size_t from = k ? (top.v[k - 1].right + top.v[k].left) / 2 : 0, subs = 0;
		size_t to = k + 1 < top.n ? top.v[k + 1].left : SIZE_MAX;

		for (size_t m = 0; m < low.n; m++)
			subs += low.v[m].left >= from && low.v[m].left < to && kind_number(fold_run(a, doc, l->header + 1, low.v[m]).s) < 0 &&
				low.v[m].to - low.v[m].from <= 18;
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
		struct run_list runs = cut_line(a, doc->blocks.v[i].text);

		if (i > l->header)
			split_runs(a, doc->blocks.v[i].text, l, &runs);
		for (size_t k = 0; k < runs.n; k++) {
			struct piece p = piece_of_line(str_cut(doc->blocks.v[i].text, runs.v[k].from, runs.v[k].to), i, runs.v[k].from);
			size_t col = column_at(l, &runs.v[k]);
			struct piece_list *to = i > l->header && l->sub[col] ? &subs[col] : &words[i == l->header ? k : l->group[col]];

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

bool aligned_next(struct arena *a, const struct document *doc, uint32_t *from, int year,
		  struct grid *ret)
{
	for (uint32_t i = *from; i < doc->blocks.n; i++) {
		struct run_list runs;
		struct layout l = { .header = i };
		struct gather x = { .a = a, .doc = doc, .l = &l };
		uint16_t *ink;
		uint32_t end;

		if (!header_line(a, doc, i, year, &runs))
			continue;
		find_columns(a, doc, &l);
		l.body = header_end(a, doc, &l, year);
		if (has_subs(&l) && l.body < i + 2)
			l.body = i + 2;
		for (end = l.body; end < doc->blocks.n && doc->blocks.v[end].kind == BLOCK_PARAGRAPH; end++)
			;
		ink = arena_alloc(a, WIDTH_MAX * sizeof(*ink));
		count_ink(a, doc, l.header, end, ink);
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
		if (is_ragged(a, doc, &l, end)) {
			ragged_rows(&x, l.body, end, year);
		} else {
			measure(&x, l.body, end);
			gather_rows(&x, l.body, end, year);
		}
		ret->rows = x.row;
		*from = end;
		return x.row > (has_subs(&l) ? 2u : 1u);
	}
	*from = (uint32_t)doc->blocks.n;
	return false;
}
