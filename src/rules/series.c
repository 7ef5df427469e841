#include "rules/series.h"

/*
 * Modes, in the order of field practice ("A series"):
 *
 *     1. the words: 累计, 总数达到 → cumulative; 本月, 当季, 新完成 → increment
 *     2. percentages of work → cumulative, a lone one too; a lone level → unknown
 *     3. with a target: the last equals it, never falling → cumulative; the sum
 *        equals it → increment
 *     4. without: falling → increment; never falling, or alone → unknown
 */

static void set_all(struct series *s, size_t from, size_t to, enum figure_mode mode)
{
	for (size_t i = from; i < to; i++)
		if (!s->v[i].figure->says_total && !s->v[i].figure->says_period)
			s->v[i].figure->mode = mode;
}

static bool any_total(const struct series *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].figure->says_total)
			return true;
	return false;
}

/* Sum of [from, to) on top of base. */
static bool sum_from(const struct series *s, size_t from, size_t to, struct dec base,
		     struct dec *ret)
{
	for (size_t i = from; i < to; i++)
		if (!dec_add(base, s->v[i].n, &base))
			return false;
	*ret = base;
	return true;
}

/* True when base, the figures of [from, to) and top never fall. */
static bool climbs(const struct series *s, size_t from, size_t to, struct dec base, struct dec top)
{
	for (size_t i = from; i < to; i++) {
		if (dec_cmp(s->v[i].n, base) < 0)
			return false;
		base = s->v[i].n;
	}
	return dec_cmp(base, top) <= 0;
}

/* The figures between two that say 累计: parts of the second, or running totals themselves. */
static void solve_between(struct series *s, size_t from, size_t to, struct dec base)
{
	struct dec top = s->v[to].n, sum;
	bool adds = sum_from(s, from, to, base, &sum) && dec_cmp(sum, top) == 0;

	if (from == to)
		return;
	if (adds && (to - from > 1 || base.n != 0))
		set_all(s, from, to, MODE_INCREMENT);
	else if (climbs(s, from, to, base, top))
		set_all(s, from, to, MODE_CUMULATIVE);
	else if (climbs(s, from, to, dec_int(0), top) && base.n == 0)
		set_all(s, from, to, MODE_UNKNOWN);
	else
		set_all(s, from, to, MODE_INCREMENT);
}

/* Rule 1 for a series where some figure says 累计. */
static void solve_worded(struct series *s)
{
	struct dec base = dec_int(0);
	size_t from = 0;
	struct dec end;

	for (size_t i = 0; i < s->n; i++) {
		if (!s->v[i].figure->says_total)
			continue;
		solve_between(s, from, i, base);
		base = s->v[i].n;
		from = i + 1;
	}
	if (from == s->n)
		return;
	if (dec_cmp(s->v[from].n, base) < 0 ||
	    (s->target && sum_from(s, from, s->n, base, &end) && dec_cmp(end, s->target->n) == 0))
		set_all(s, from, s->n, MODE_INCREMENT);
	else if (s->target && dec_cmp(s->v[s->n - 1].n, s->target->n) == 0 &&
		 climbs(s, from, s->n, base, s->target->n))
		set_all(s, from, s->n, MODE_CUMULATIVE);
}

/*
 * Rule 2.  Shares that do not rise yet add up to 100 % (30、40、30; 25×4) cannot
 * contain one another.
 */
static void solve_work(struct series *s)
{
	struct dec sum;
	bool rises = true;

	for (size_t i = 1; i < s->n; i++)
		rises = rises && dec_cmp(s->v[i].n, s->v[i - 1].n) > 0;
	if (s->n > 1 && !rises && series_sum(s, s->n, &sum) && dec_cmp(sum, dec_int(100)) == 0)
		set_all(s, 0, s->n, MODE_INCREMENT);
	else
		set_all(s, 0, s->n, MODE_CUMULATIVE);
}

/* Rules 3 and 4. */
static void solve_counts(struct series *s)
{
	const struct series_point *last = &s->v[s->n - 1];

	switch (s->fit) {
	case FIT_LAST:
	case FIT_BEYOND:
		set_all(s, 0, s->n, MODE_CUMULATIVE);
		return;
	case FIT_SUM:
		set_all(s, 0, s->n, MODE_INCREMENT);
		return;
	case FIT_SUM_AND_LAST:
		set_all(s, 0, s->n - 1, MODE_INCREMENT);
		set_all(s, s->n - 1, s->n, MODE_CUMULATIVE);
		return;
	case FIT_NONE:
		break;
	}
	if (s->n > 2 && series_falls(s, s->n - 1)) {
		struct dec before;

		if (series_sum(s, s->n - 1, &before) && dec_cmp(before, last->n) == 0) {
			set_all(s, 0, s->n - 1, MODE_INCREMENT);
			set_all(s, s->n - 1, s->n, MODE_CUMULATIVE);
			return;
		}
	}
	/* a fall to exactly the target is more likely a slip of the pen */
	if (s->percent || (s->target && dec_cmp(last->n, s->target->n) == 0))
		return;
	if (series_falls(s, s->n))
		set_all(s, 0, s->n, MODE_INCREMENT);
}

static void solve(struct series *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct figure *f = s->v[i].figure;

		f->mode = f->says_total	   ? MODE_CUMULATIVE
			  : f->says_period ? MODE_INCREMENT
					   : MODE_UNKNOWN;
	}
	if (s->work)
		solve_work(s);
	else if (s->recurs && !s->percent)
		set_all(s, 0, s->n, MODE_INCREMENT);
	else if (any_total(s))
		solve_worded(s);
	else if (s->n > 1)
		solve_counts(s);
}

void series_solve(struct arena *a, struct item *item, const struct funds *funds)
{
	struct series_list all = series_find(a, item, funds);

	for (size_t i = 0; i < all.n; i++)
		solve(&all.v[i]);
}
