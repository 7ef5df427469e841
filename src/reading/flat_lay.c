/* Laying lines over columns: the best path through (line, column). */

#include "reading/flat_part.h"

#include <limits.h>

#include "reading/fit.h"
#include "reading/kind.h"

enum {
	NEVER = INT_MIN / 4,
	ROW_BEGINS = 0x4000, /* beside a column: a new row though the column is the same */
};

struct laying {
	const struct flat_lines *units;
	const struct fit_facts *facts; /* of each unit */
	const struct columns *cs;
	size_t cols;
	bool tabs;	    /* units are whole cells */
	bool spaced;	    /* a line end breaks cells, a blank ends them */
	bool empties_kept;  /* empty cells are printed: skipping is dear */
	int skipped[FLAT_COLUMNS_MAX + 1]; /* cost of leaving all columns before this one empty */
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
	const struct flat_line *now = &l->units->v[u];
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

/* The best way to unit u in column c: its score, with *back the column before it, with ROW_BEGINS when a row begins. */
static int best_way(const struct laying *l, size_t u, size_t c, const int *last, int16_t *back)
{
	int best = NEVER, fit = fit_score(l->cs->v[c].field, &l->facts[u]);

	for (size_t k = 0; k < l->cols; k++) {
		int cost = step(l, u, k, c), score = last[k] - cost;

		if (k == c) { /* stay in the cell, or a new row */
			int row = last[k] - row_step(l, k, c) + fit;
			int stay = cost >= -NEVER ? NEVER : score + fit_further(l->cs->v[c].field, &l->facts[u]);

			if (stay >= row && stay > best) {
				best = stay;
				*back = (int16_t)k;
			} else if (row > best) {
				best = row;
				*back = (int16_t)(k | ROW_BEGINS);
			}
		} else if (score + fit > best) {
			best = score + fit;
			*back = (int16_t)k;
		}
	}
	return best;
}

/* The best way to leave unit u outside: behind the table, nothing fits any more. */
static int best_outside(const struct laying *l, const int *last, int16_t *back)
{
	size_t out = l->cols;
	int best = last[out];

	*back = (int16_t)out;
	for (size_t k = 0; k < l->cols; k++)
		if (last[k] - 10 > best) {
			best = last[k] - 10;
			*back = (int16_t)k;
		}
	return best - 2;
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

		for (size_t c = 0; c < l->cols; c++)
			now[c] = best_way(l, u, c, last, &back[c]);
		now[out] = best_outside(l, last, &back[out]);
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
		size_t prev = back < 0 ? 0 : (size_t)(back & ~ROW_BEGINS);

		column[u] = best == l->cols ? -1 : (int16_t)best;
		row_begins[u] = u == 0 || (best < l->cols && (best < prev || (back & ROW_BEGINS)));
		if (u > 0)
			best = prev;
	}
}

void flat_lay(struct arena *scratch, const struct flat_header *h, const struct columns *cs, const struct flat_lines *lines,
	      int16_t *column, bool *row_begins)
{
	struct laying l = { .units = lines, .cs = cs, .cols = h->n, .tabs = h->tabs, .spaced = h->spaced };
	struct fit_facts *facts = arena_alloc(scratch, lines->n * sizeof(*facts));
	size_t empty = 0;

	for (size_t u = 0; u < lines->n; u++) {
		facts[u] = fit_look(lines->v[u].text.s);
		empty += facts[u].kind == CELL_EMPTY;
	}
	fit_sequence(facts, lines->n);
	l.facts = facts;
	l.empties_kept = h->tabs && empty * 20 > lines->n;
	l.score = arena_alloc(scratch, lines->n * (h->n + 1) * sizeof(*l.score));
	l.from = arena_alloc(scratch, lines->n * (h->n + 1) * sizeof(*l.from));
	lay(&l);
	trace(&l, column, row_begins);
}
