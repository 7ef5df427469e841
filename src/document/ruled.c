#include "document/ruled.h"

#include <stdlib.h>

enum {
	NEAR = 3 * PDF_PT,  /* lines no farther apart are one; a double border is */
	OPEN = 6 * PDF_PT,  /* a line that reaches so far past the last one across shows an open side */
	LIMITS_MAX = 400,   /* columns or rows of a table on one page */
};

/* Lines that touch, as a forest: each knows one it belongs with, itself at the root. */
struct forest {
	struct pdf_line *v;
	size_t *root;
	size_t n;
};

struct limits {
	int32_t v[LIMITS_MAX + 1];
	uint32_t n;
};

static int by_place(const void *a, const void *b)
{
	const struct pdf_line *x = a, *y = b;

	if (x->upright != y->upright)
		return x->upright - y->upright;
	if (x->at != y->at)
		return (x->at > y->at) - (x->at < y->at);
	return (x->from > y->from) - (x->from < y->from);
}

/* All lines at nearly the same place get the same one. */
static void settle(struct pdf_line *v, size_t n)
{
	for (size_t i = 0, first = 0; i < n; i++) {
		if (v[i].upright != v[first].upright || v[i].at - v[first].at > NEAR)
			first = i;
		else
			v[i].at = v[first].at;
	}
}

/* Pieces of one line become the line. */
static size_t join(struct pdf_line *v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct pdf_line *last = kept > 0 ? &v[kept - 1] : NULL;

		if (last && last->upright == v[i].upright && last->at == v[i].at && v[i].from <= last->to + NEAR)
			last->to = last->to > v[i].to ? last->to : v[i].to;
		else
			v[kept++] = v[i];
	}
	return kept;
}

static bool touch(const struct pdf_line *flat, const struct pdf_line *upright)
{
	return flat->from - NEAR <= upright->at && upright->at <= flat->to + NEAR && upright->from - NEAR <= flat->at &&
	       flat->at <= upright->to + NEAR;
}

static size_t root_of(struct forest *f, size_t i)
{
	while (f->root[i] != i)
		i = f->root[i] = f->root[f->root[i]];
	return i;
}

static struct forest forest_of(struct arena *a, const struct pdf_line_list *lines)
{
	struct forest f = { arena_alloc(a, lines->n * sizeof(*f.v)), arena_alloc(a, lines->n * sizeof(*f.root)), lines->n };
	size_t uprights = 0;

	memcpy(f.v, lines->v, lines->n * sizeof(*f.v));
	qsort(f.v, f.n, sizeof(*f.v), by_place);
	settle(f.v, f.n);
	qsort(f.v, f.n, sizeof(*f.v), by_place);
	f.n = join(f.v, f.n);
	for (size_t i = 0; i < f.n; i++) {
		f.root[i] = i;
		uprights += f.v[i].upright;
	}
	for (size_t i = 0; i < f.n - uprights; i++) /* flat ones sort first */
		for (size_t k = f.n - uprights; k < f.n; k++)
			if (touch(&f.v[i], &f.v[k]))
				f.root[root_of(&f, i)] = root_of(&f, k);
	return f;
}

static void add_limit(struct limits *l, int32_t at)
{
	if (l->n <= LIMITS_MAX && (l->n == 0 || at - l->v[l->n - 1] > NEAR))
		l->v[l->n++] = at;
}

/* The places of the lines of one table across an axis, ascending, with those of its open sides. */
static void limits_of(struct forest *f, size_t root, bool upright, struct limits *ret)
{
	int32_t low = INT32_MAX, high = INT32_MIN, first = INT32_MAX;

	ret->n = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (root_of(f, i) != root)
			continue;
		if (f->v[i].upright == upright) {
			first = f->v[i].at < first ? f->v[i].at : first;
		} else {
			low = f->v[i].from < low ? f->v[i].from : low;
			high = f->v[i].to > high ? f->v[i].to : high;
		}
	}
	if (low < first - OPEN)
		add_limit(ret, low);
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].upright == upright && root_of(f, i) == root)
			add_limit(ret, f->v[i].at);
	if (ret->n > 0 && high > ret->v[ret->n - 1] + OPEN)
		add_limit(ret, high);
}

/* Marks each piece of the limits that a line covers, at wall[limit * pieces + piece]. */
static void raise_walls(struct forest *f, size_t root, bool upright, const struct limits *across, const struct limits *along, bool *wall)
{
	uint32_t pieces = along->n - 1;

	for (size_t i = 0; i < f->n; i++) {
		const struct pdf_line *l = &f->v[i];
		uint32_t k = 0;

		if (l->upright != upright || root_of(f, i) != root)
			continue;
		while (k + 1 < across->n && across->v[k + 1] <= l->at)
			k++;
		for (uint32_t p = 0; p < pieces; p++) {
			int32_t middle = along->v[p] + (along->v[p + 1] - along->v[p]) / 2;

			if (l->from <= middle && middle <= l->to)
				wall[k * pieces + p] = true;
		}
	}
}

/* A cell from (row, col) as far as no wall stops it: first to the right, then down while the whole width is open. */
static struct ruled_cell cell_at(const struct ruled *t, const bool *upright, const bool *flat, const bool *taken, uint32_t row, uint32_t col)
{
	uint32_t right = col + 1, below = row + 1;

	while (right < t->cols && !upright[right * t->rows + row] && !taken[row * t->cols + right])
		right++;
	for (bool open = true; below < t->rows; below++) {
		for (uint32_t c = col; open && c < right; c++)
			open = !flat[below * t->cols + c] && !taken[below * t->cols + c] && (c == col || !upright[c * t->rows + below]);
		if (!open || (right < t->cols && !upright[right * t->rows + below]))
			break;
	}
	return (struct ruled_cell){ row, col, below - row, right - col, t->x[col], t->y[row], t->x[right], t->y[below] };
}

static void fill_cells(struct arena *a, struct ruled *t, const bool *upright, const bool *flat)
{
	bool *taken = arena_alloc(a, (size_t)t->rows * t->cols * sizeof(*taken));

	t->cells = arena_alloc(a, (size_t)t->rows * t->cols * sizeof(*t->cells));
	for (uint32_t row = 0; row < t->rows; row++)
		for (uint32_t col = 0; col < t->cols; col++) {
			struct ruled_cell c;

			if (taken[row * t->cols + col])
				continue;
			c = cell_at(t, upright, flat, taken, row, col);
			for (uint32_t r = row; r < row + c.rowspan; r++)
				for (uint32_t k = col; k < col + c.colspan; k++)
					taken[r * t->cols + k] = true;
			t->cells[t->n++] = c;
		}
}

static int32_t *limits_copy(struct arena *a, const struct limits *l)
{
	int32_t *v = arena_alloc(a, l->n * sizeof(*v));

	memcpy(v, l->v, l->n * sizeof(*v));
	return v;
}

/* The table of the lines that belong with `root`; false when they rule none. */
static bool table_of(struct arena *a, struct forest *f, size_t root, struct ruled *ret)
{
	struct limits x, y;
	bool *upright, *flat;

	limits_of(f, root, true, &x);
	limits_of(f, root, false, &y);
	if (x.n < 2 || y.n < 2 || x.n > LIMITS_MAX || y.n > LIMITS_MAX)
		return false;
	*ret = (struct ruled){ limits_copy(a, &x), limits_copy(a, &y), x.n - 1, y.n - 1, NULL, 0 };
	upright = arena_alloc(a, (size_t)x.n * ret->rows * sizeof(*upright));
	flat = arena_alloc(a, (size_t)y.n * ret->cols * sizeof(*flat));
	raise_walls(f, root, true, &x, &y, upright);
	raise_walls(f, root, false, &y, &x, flat);
	fill_cells(a, ret, upright, flat);
	return ret->n >= 2;
}

static int by_top(const void *a, const void *b)
{
	const struct ruled *x = a, *y = b;

	return (x->y[0] > y->y[0]) - (x->y[0] < y->y[0]);
}

void ruled_tables(struct arena *a, const struct pdf_line_list *lines, struct ruled_list *ret)
{
	struct forest f;

	if (lines->n < 4)
		return;
	f = forest_of(a, lines);
	for (size_t i = 0; i < f.n; i++) {
		struct ruled t;

		if (root_of(&f, i) == i && table_of(a, &f, i, &t))
			*list_add(ret, a) = t;
	}
	if (ret->n > 1)
		qsort(ret->v, ret->n, sizeof(*ret->v), by_top);
}
