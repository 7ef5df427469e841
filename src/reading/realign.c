#include "reading/realign.h"

#include <limits.h>

#include "reading/fit.h"

enum { COLS_MAX = 40, MARGIN = 20 };

/* A row's own cells and the columns that no cell from above covers. */
struct short_row {
	struct gcell *cells[COLS_MAX];
	struct fit_facts facts[COLS_MAX];
	uint32_t free[COLS_MAX];
	size_t n, places;
	bool plain; /* no spans, no gap between filled cells */
};

static struct short_row look(const struct grid *g, uint32_t row, int last_no)
{
	struct short_row s = { .plain = true };
	bool gap = false;

	for (uint32_t c = 0; c < g->cols; c++) {
		struct gcell *cell = grid_at(g, row, c);

		if (cell->row != row && cell->row != UINT32_MAX)
			continue; /* covered from above */
		s.free[s.places++] = c;
		if (cell->text.s.n == 0) {
			gap = true;
			continue;
		}
		if (cell->col != c || cell->colspan > 1 || gap)
			s.plain = false;
		s.facts[s.n] = fit_look(cell->text.s);
		s.facts[s.n].in_sequence = last_no < 0 || s.facts[s.n].number == last_no + 1 ||
					   s.facts[s.n].number == last_no || s.facts[s.n].number == 1;
		s.cells[s.n++] = cell;
	}
	return s;
}

static int skip_cost(const struct columns *cs, const struct short_row *s, size_t from, size_t to)
{
	int sum = 0;

	for (size_t k = from; k < to; k++)
		sum += fit_skip(cs->v[s->free[k]].field);
	return sum;
}

/* Best placing of the cells, in order, over the free columns. */
static int place(const struct columns *cs, const struct short_row *s, size_t *at)
{
	static _Thread_local int score[COLS_MAX][COLS_MAX];
	static _Thread_local size_t from[COLS_MAX][COLS_MAX];
	size_t best = 0;

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->places; k++) {
			int fit = fit_score(cs->v[s->free[k]].field, &s->facts[i]);

			score[i][k] = INT_MIN / 2;
			if (k < i)
				continue;
			if (i == 0) {
				score[i][k] = fit - skip_cost(cs, s, 0, k);
				continue;
			}
			for (size_t p = i - 1; p < k; p++) {
				int sum = score[i - 1][p] - skip_cost(cs, s, p + 1, k) + fit;

				if (sum > score[i][k]) {
					score[i][k] = sum;
					from[i][k] = p;
				}
			}
		}
	for (size_t k = 0; k < s->places; k++) {
		score[s->n - 1][k] -= skip_cost(cs, s, k + 1, s->places);
		if (score[s->n - 1][k] > score[s->n - 1][best])
			best = k;
	}
	at[s->n - 1] = best;
	for (size_t i = s->n - 1; i > 0; i--)
		at[i - 1] = from[i][at[i]];
	return score[s->n - 1][best];
}

static int as_it_stands(const struct columns *cs, const struct short_row *s)
{
	int sum = 0;

	for (size_t i = 0; i < s->n; i++)
		sum += fit_score(cs->v[s->free[i]].field, &s->facts[i]);
	return sum - skip_cost(cs, s, s->n, s->places);
}

/* A merged cell takes its lower rows along; what stood there goes to the place it leaves. */
static void move_cell(struct grid *g, uint32_t row, struct gcell *cell, uint32_t to, struct gcell *empty)
{
	uint32_t from = cell->col;

	if (from == to)
		return;
	for (uint32_t r = row; r < row + cell->rowspan && r < g->rows; r++) {
		struct gcell **places = g->at + (size_t)r * g->cols;
		struct gcell *there = places[to];

		places[to] = cell;
		places[from] = r == row ? empty : there;
		if (r > row && there->row == r && there->col == to)
			there->col = from;
	}
	cell->col = to;
}

static void move(struct grid *g, uint32_t row, const struct short_row *s, const size_t *at,
		 struct gcell *empty)
{
	for (size_t i = s->n; i-- > 0;) /* cells only move right: the last first */
		move_cell(g, row, s->cells[i], s->free[at[i]], empty);
}

void rows_realign(struct arena *a, struct grid *g, const struct columns *cs)
{
	struct gcell *empty = arena_alloc(a, sizeof(*empty));
	int last_no = -1;

	empty->row = empty->col = UINT32_MAX;
	empty->rowspan = empty->colspan = 1;
	if (g->cols > COLS_MAX || g->cols < 3)
		return;
	for (uint32_t row = cs->body_row; row < g->rows; row++) {
		struct short_row s = look(g, row, last_no);
		size_t at[COLS_MAX];

		if (s.n > 0 && s.facts[0].kind == CELL_NUMBER && s.facts[0].in_sequence)
			last_no = s.facts[0].number;
		if (!s.plain || s.n < 2 || s.n >= s.places)
			continue;
		if (place(cs, &s, at) > as_it_stands(cs, &s) + MARGIN)
			move(g, row, &s, at, empty);
	}
}
