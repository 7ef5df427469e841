/*
 * The rows of an aligned table: by numbers, by blank lines, by full lines, by
 * numbers centred in their rows, or cell after cell where nothing is aligned.
 */

#include "reading/aligned_rows.h"

#include "base/utf8.h"
#include "reading/fit.h"
#include "reading/kind.h"

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
		struct run_list runs = aligned_cut(x->a, x->doc->blocks.v[i].text, x->l->width);

		aligned_split(x->a, x->doc->blocks.v[i].text, x->l, &runs);
		for (size_t k = 0; k < runs.n; k++) {
			size_t col = aligned_column(x->l, &runs.v[k]);

			if (runs.v[k].right > x->widest[col])
				x->widest[col] = runs.v[k].right;
		}
	}
}

/* A line of the header printed again on a new page. */
static bool same_header(struct arena *a, const struct document *doc, const struct layout *l,
			uint32_t block, int year)
{
	struct run_list runs, head = { 0 };
	bool first = aligned_is_header(a, doc, block, year, l->width, &runs);

	runs = aligned_cut(a, doc->blocks.v[block].text, l->width);
	for (uint32_t h = l->header; h < l->body && runs.n >= 2; h++) {
		bool left, right;

		head = aligned_cut(a, doc->blocks.v[h].text, l->width);
		if (head.n != runs.n)
			continue;
		left = str_eq(aligned_text(a, doc, block, runs.v[0]).s, aligned_text(a, doc, h, head.v[0]).s);
		right = str_eq(aligned_text(a, doc, block, runs.v[1]).s, aligned_text(a, doc, h, head.v[1]).s);
		if ((left && right) || (h == l->header && first && (left || right)))
			return true;
	}
	return false;
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
		runs = aligned_cut(x->a, x->doc->blocks.v[i].text, x->l->width);
		aligned_split(x->a, x->doc->blocks.v[i].text, x->l, &runs);
		for (size_t k = 0; k < runs.n; k++)
			numbers += aligned_column(x->l, &runs.v[k]) == x->no_col &&
				   kind_number(aligned_text(x->a, x->doc, i, runs.v[k]).s) >= 0;
	}
	return groups >= 2 && good * 10 >= groups * 8;
}

/* Without numbers: nearly every line fills every column, so a line is a row. */
static bool every_line_full(struct gather *x, uint32_t from, uint32_t to)
{
	size_t lines = 0, full = 0;

	for (uint32_t i = from; i < to; i++) {
		size_t n = aligned_cut(x->a, x->doc->blocks.v[i].text, x->l->width).n;

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
	struct run_list runs = aligned_cut(x->a, x->doc->blocks.v[block].text, x->l->width);

	aligned_split(x->a, x->doc->blocks.v[block].text, x->l, &runs);
	for (size_t k = 0; k < runs.n; k++)
		if (aligned_column(x->l, &runs.v[k]) == x->no_col &&
		    kind_number(aligned_text(x->a, x->doc, block, runs.v[k]).s) >= 0)
			return true;
	return false;
}

/* 填报单位：…        填报日期：… below the table: no cells. */
static bool is_foot(struct gather *x, uint32_t block)
{
	struct run_list runs = aligned_cut(x->a, x->doc->blocks.v[block].text, x->l->width);

	return runs.n > 0 && runs.n <= 3 && kind_ends_table(aligned_text(x->a, x->doc, block, runs.v[0]).s);
}

static bool passes_over(struct gather *x, uint32_t block, int year)
{
	return str_trim(x->doc->blocks.v[block].text).n == 0 || is_mark(x, block) || is_foot(x, block) ||
	       same_header(x->a, x->doc, x->l, block, year);
}

/* How well the line ends what stands above it: texts closed with a full stop. */
static int ends_well(struct gather *x, uint32_t block)
{
	struct run_list runs = aligned_cut(x->a, x->doc->blocks.v[block].text, x->l->width);
	int score = 0;

	aligned_split(x->a, x->doc->blocks.v[block].text, x->l, &runs);
	for (size_t k = 0; k < runs.n; k++) {
		struct str s = aligned_text(x->a, x->doc, block, runs.v[k]).s;

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

/* How the table tells where a row begins. */
enum rows_by { BY_BLANK, BY_MIDDLE, BY_LINE, BY_NUMBER, BY_NAME };

struct rowing {
	enum rows_by by;
	struct centred centred;
	size_t next; /* of the centred rows */
	bool blank;  /* the line before was empty */
};

/* What a line has in the columns that begin a row. */
struct line_look {
	bool number, name, total;
};

static struct rowing rowing_of(struct gather *x, uint32_t from, uint32_t to, int year)
{
	struct rowing r = { .by = BY_NAME };

	if (blank_between(x, from, to))
		r.by = BY_BLANK;
	else if (is_centred(x, from, to, year))
		r.by = BY_MIDDLE;
	else if (x->no_col != SIZE_MAX)
		r.by = BY_NUMBER;
	else if (every_line_full(x, from, to))
		r.by = BY_LINE;
	if (r.by == BY_MIDDLE)
		r.centred = find_rows(x, from, to, year);
	return r;
}

static struct line_look look_at(struct gather *x, uint32_t block, const struct run_list *runs)
{
	struct line_look look = { false, false, false };

	for (size_t k = 0; k < runs->n; k++) {
		size_t col = aligned_column(x->l, &runs->v[k]);
		struct str s = aligned_text(x->a, x->doc, block, runs->v[k]).s;

		look.number = look.number || (col == x->no_col && kind_number(s) >= 0);
		look.name = look.name || col == x->name_col;
		look.total = look.total || fit_look(s).total;
	}
	return look;
}

static bool begins_row(struct gather *x, struct rowing *r, uint32_t block, size_t runs, struct line_look look)
{
	bool begins = false;

	switch (r->by) {
	case BY_BLANK:
		return r->blank;
	case BY_MIDDLE:
		begins = r->next < r->centred.n && block >= r->centred.starts[r->next];
		r->next += begins;
		break;
	case BY_LINE:
		begins = runs >= 2;
		break;
	case BY_NUMBER:
		begins = look.number;
		break;
	case BY_NAME:
		begins = look.name && (r->blank || !x->any || x->cells[x->name_col].n == 0);
		break;
	}
	/* without numbers or blank lines a row begins where most columns do */
	return begins || (x->any && r->blank && runs * 2 > x->l->n);
}

static void add_line(struct gather *x, uint32_t block, const struct run_list *runs, size_t *last_right)
{
	for (size_t k = 0; k < runs->n; k++)
		add_run(x, block, runs->v[k], aligned_column(x->l, &runs->v[k]), last_right);
	for (size_t k = 0; k < runs->n; k++)
		last_right[aligned_column(x->l, &runs->v[k])] = runs->v[k].right;
}

/* A page number, or what stands below the table. */
static bool is_beside(struct gather *x, uint32_t block)
{
	struct run_list runs = aligned_cut(x->a, x->doc->blocks.v[block].text, x->l->width);

	return (is_mark(x, block) && runs.n == 1 && runs.v[0].left > 8) || is_foot(x, block);
}

static void gather_lines(struct gather *x, uint32_t from, uint32_t to, int year)
{
	struct rowing r = rowing_of(x, from, to, year);
	size_t last_right[COLS_MAX] = { 0 };

	for (uint32_t i = from; i < to; i++) {
		struct str s = x->doc->blocks.v[i].text;
		struct run_list runs;
		struct line_look look;

		if (str_trim(s).n == 0) {
			r.blank = true;
			continue;
		}
		if (is_beside(x, i))
			continue;
		if (same_header(x->a, x->doc, x->l, i, year)) {
			i += x->l->body - x->l->header - 1;
			continue;
		}
		runs = aligned_cut(x->a, s, x->l->width);
		aligned_split(x->a, s, x->l, &runs);
		if (r.by == BY_LINE && runs.n == 1) /* the table is over */
			break;
		look = look_at(x, i, &runs);
		if (begins_row(x, &r, i, runs.n, look) || look.total)
			flush_row(x);
		add_line(x, i, &runs, last_right);
		r.blank = false;
	}
	flush_row(x);
}

/* How many cells of the body begin at each display column. */
static void count_lefts(struct arena *a, const struct document *doc, const struct layout *l, uint32_t end, uint16_t *lefts)
{
	for (uint32_t i = l->body; i < end; i++) {
		struct run_list runs = aligned_cut(a, doc->blocks.v[i].text, l->width);

		for (size_t k = 1; k < runs.n; k++)
			if (runs.v[k].left < WIDTH_MAX && lefts[runs.v[k].left] < UINT16_MAX)
				lefts[runs.v[k].left]++;
	}
}

/* Does a cell begin under the start of a header word, or where others of the body do? */
static bool in_column(const struct layout *l, const uint16_t *lefts, const struct run *r)
{
	enum { WITH_OTHERS = 3, NEAR = 3 };

	if (r->left > 0 && r->left + 1 < WIDTH_MAX && lefts[r->left - 1] + lefts[r->left] + lefts[r->left + 1] > WITH_OTHERS)
		return true;
	for (size_t m = 1; m < l->n; m++)
		if (r->left + NEAR >= l->left[m] && r->left <= l->left[m] + NEAR)
			return true;
	return false;
}

/* Cells set apart by blanks but not in columns: a line is a row, cell after cell. */
static bool is_ragged(struct arena *a, const struct document *doc, const struct layout *l, uint32_t end)
{
	uint16_t *lefts = arena_alloc(a, WIDTH_MAX * sizeof(*lefts));
	size_t near = 0, all = 0;

	count_lefts(a, doc, l, end, lefts);
	for (uint32_t i = l->body; i < end; i++) {
		struct run_list runs = aligned_cut(a, doc->blocks.v[i].text, l->width);

		if (runs.n < 3)
			continue;
		for (size_t k = 1; k < runs.n; k++) {
			near += in_column(l, lefts, &runs.v[k]);
			all++;
		}
	}
	return all > 0 && near * 10 < all * 7;
}

/* The blank between two cells where it is the same all over the header, else 0. */
static size_t even_gap(struct arena *a, const struct document *doc, uint32_t header, enum aligned_width width)
{
	struct run_list runs = aligned_cut(a, doc->blocks.v[header].text, width);
	size_t gap = runs.n > 1 ? runs.v[1].left - runs.v[0].right : 0;

	for (size_t k = 1; k < runs.n; k++)
		if (runs.v[k].left - runs.v[k - 1].right != gap)
			return 0;
	return gap;
}

static void ragged_rows(struct gather *x, uint32_t from, uint32_t to, int year)
{
	size_t gap = even_gap(x->a, x->doc, x->l->header, x->l->width);

	for (uint32_t i = from; i < to; i++) {
		struct str s = x->doc->blocks.v[i].text;
		struct run_list runs = aligned_cut(x->a, s, x->l->width);

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

void aligned_gather(struct gather *x, uint32_t from, uint32_t to, int year)
{
	if (!x->l->stacked && is_ragged(x->a, x->doc, x->l, to)) {
		ragged_rows(x, from, to, year);
		return;
	}
	measure(x, from, to);
	gather_lines(x, from, to, year);
}
