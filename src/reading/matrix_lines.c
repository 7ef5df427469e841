/*
 * Matrices whose columns are set apart by blanks: lines that begin with a
 * place and go on with numbers, and up to six lines of header above them.
 */

#include "reading/matrix.h"

#include "reading/aligned_rows.h"
#include "zh/number.h"

enum { HEAD_LINES = 6 };

/* The display columns that the body's cells take. */
struct ruler {
	size_t left[COLS_MAX], right[COLS_MAX];
	size_t n;
};

static struct run_list cut_line(struct arena *a, const struct document *doc, uint32_t i)
{
	if (i >= doc->blocks.n || doc->blocks.v[i].kind != BLOCK_PARAGRAPH || doc->blocks.v[i].text.n > WIDTH_MAX * 3)
		return (struct run_list){ 0 };
	return aligned_cut(a, doc->blocks.v[i].text, ALIGNED_DRAWN);
}

/* Could the line have more than one run?  Most have no wide blank behind their first word. */
static bool has_gap(const struct block *b)
{
	struct str s = str_trim(b->text);

	for (size_t i = 0; b->kind == BLOCK_PARAGRAPH && i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\t' || (c == ' ' && s.p[i + 1] == ' ') || (c == 0xC2 && str_at(s, i, STR("\u00a0"))) ||
		    (c == 0xE3 && str_at(s, i, STR("\u3000"))))
			return true;
	}
	return false;
}

static bool is_body(struct arena *a, const struct document *doc, uint32_t i, const struct run_list *runs)
{
	size_t digits = 0;

	if (runs->n < 2 || runs->n > COLS_MAX || !matrix_place(aligned_text(a, doc, i, runs->v[0]).s))
		return false;
	for (size_t k = 1; k < runs->n; k++) {
		struct str s = aligned_text(a, doc, i, runs->v[k]).s;

		if (!matrix_number(s))
			return false;
		digits += zh_is_digit(s, 0);
	}
	return digits > 0;
}

/* Widens the ruler by a line with a run in every column. */
static void measure(struct ruler *ruler, const struct run_list *runs)
{
	for (size_t k = 0; k < runs->n; k++) {
		if (runs->v[k].left < ruler->left[k])
			ruler->left[k] = runs->v[k].left;
		if (runs->v[k].right > ruler->right[k])
			ruler->right[k] = runs->v[k].right;
	}
}

static size_t middle(size_t left, size_t right)
{
	return left + right; /* doubled: no halves are lost */
}

static size_t nearest(const struct ruler *ruler, const struct run *r)
{
	size_t best = 0, best_way = SIZE_MAX;

	for (size_t k = 0; k < ruler->n; k++) {
		size_t x = middle(ruler->left[k], ruler->right[k]), y = middle(r->left, r->right);
		size_t way = x > y ? x - y : y - x;

		if (way < best_way) {
			best = k;
			best_way = way;
		}
	}
	return best;
}

static void put_run(struct arena *a, const struct document *doc, uint32_t block, struct run r, struct grid *g, uint32_t row,
		    uint32_t col, uint32_t span)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = piece_of_line(str_cut(doc->blocks.v[block].text, r.from, r.to), block, r.from);
	grid_put(a, g, row, col, 1, span, p, 1);
}

/* A header line: every run reaches over the columns that are nearer to it than to its neighbours. */
static void put_header(struct arena *a, const struct document *doc, uint32_t block, const struct run_list *runs,
		       const struct ruler *ruler, struct grid *g, uint32_t row)
{
	size_t first = runs->n > 0 && nearest(ruler, &runs->v[0]) == 0 && runs->n > 1 ? 1 : 0;

	if (first)
		put_run(a, doc, block, runs->v[0], g, row, 0, 1);
	for (size_t k = first, col = 1; k < runs->n; k++) {
		size_t end = col;
		size_t limit = k + 1 < runs->n ? middle(runs->v[k].left, runs->v[k].right) / 2 + middle(runs->v[k + 1].left, runs->v[k + 1].right) / 2 :
						 SIZE_MAX;

		while (end < ruler->n && middle(ruler->left[end], ruler->right[end]) < limit)
			end++;
		if (end > col)
			put_run(a, doc, block, runs->v[k], g, row, (uint32_t)col, (uint32_t)(end - col));
		col = end;
	}
}

static void put_body(struct arena *a, const struct document *doc, uint32_t block, const struct run_list *runs,
		     const struct ruler *ruler, struct grid *g, uint32_t row)
{
	for (size_t k = 0; k < runs->n; k++)
		put_run(a, doc, block, runs->v[k], g, row, (uint32_t)(runs->n == ruler->n ? k : nearest(ruler, &runs->v[k])), 1);
}

/* Lines of the header above `body`: back to a line of one run, or to one of another kind. */
static uint32_t header_begin(struct arena *a, const struct document *doc, uint32_t body, uint32_t floor)
{
	uint32_t begin = body;

	for (uint32_t i = body; i-- > floor && body - i <= HEAD_LINES;) {
		struct run_list runs = cut_line(a, doc, i);

		if (runs.n < 2 && !(runs.n == 1 && runs.v[0].left > 12 && begin < body))
			break;
		begin = i;
	}
	return begin;
}

bool matrix_lines_next(struct arena *a, const struct document *doc, uint32_t *from, struct grid *ret)
{
	for (uint32_t i = *from; i < doc->blocks.n; i++) {
		struct run_list runs;
		struct ruler ruler = { 0 };
		uint32_t begin, end, row = 0;

		if (!has_gap(&doc->blocks.v[i]))
			continue;
		runs = cut_line(a, doc, i);
		if (!is_body(a, doc, i, &runs))
			continue;
		begin = header_begin(a, doc, i, *from);
		for (end = i; end < doc->blocks.n; end++) {
			runs = cut_line(a, doc, end);
			if (!is_body(a, doc, end, &runs))
				break;
			if (runs.n > ruler.n) {
				ruler.n = runs.n;
				for (size_t k = 0; k < runs.n; k++)
					ruler.left[k] = SIZE_MAX, ruler.right[k] = 0;
			}
			if (runs.n == ruler.n)
				measure(&ruler, &runs);
		}
		*from = end;
		if (begin == i || end - i < 2) {
			i = end - 1;
			continue;
		}
		*ret = grid_empty(a, end - begin, (uint32_t)ruler.n);
		ret->first_block = begin;
		ret->last_block = end - 1;
		ret->merges = true;
		for (uint32_t k = begin; k < end; k++, row++) {
			runs = cut_line(a, doc, k);
			if (k < i)
				put_header(a, doc, k, &runs, &ruler, ret, row);
			else
				put_body(a, doc, k, &runs, &ruler, ret, row);
		}
		return true;
	}
	*from = (uint32_t)doc->blocks.n;
	return false;
}
