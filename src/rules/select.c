#include "rules/select.h"

#include <stdlib.h>

/*
 * With skipping, what equal ones leave of the money depends on their order,
 * so the count goes on with every sum that may be left.  The outcomes of one
 * group are exactly its maximal subsets: whatever is left out does not fit
 * beside what came in.  Equal costs are interchangeable, which keeps the
 * subsets few.  Past STATES_MAX sums or WORK_MAX subsets the answer becomes
 * coarser on the safe side: TIED where it might be decided.
 */
enum { STATES_MAX = 512, WORK_MAX = 1 << 20 };

static int by_score(const void *l, const void *r)
{
	const struct contender *a = *(struct contender *const *)l, *b = *(struct contender *const *)r;

	return (a->score < b->score) - (a->score > b->score);
}

/* The eligible ones, highest score first; the others are answered. */
static struct contender **sorted(struct arena *a, struct contender *v, size_t n, size_t *count)
{
	struct contender **order = arena_alloc(a, (n + 1) * sizeof(*order));
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		v[i].selected = SELECTED_NO;
		v[i].left = -1;
		if (v[i].eligible)
			order[k++] = &v[i];
	}
	qsort(order, k, sizeof(struct contender *), by_score);
	*count = k;
	return order;
}

/* How many from order[at] on have the same score. */
static size_t group_size(struct contender **order, size_t at, size_t n)
{
	size_t k = 1;

	while (at + k < n && order[at + k]->score == order[at]->score)
		k++;
	return k;
}

static void set_left(struct contender **group, size_t n, int128 left)
{
	for (size_t i = 0; i < n; i++)
		group[i]->left = left;
}

static void set_all(struct contender **group, size_t n, enum selected selected)
{
	for (size_t i = 0; i < n; i++)
		group[i]->selected = selected;
}

size_t select_seats(struct arena *a, struct contender *v, size_t n, size_t seats)
{
	size_t count, at = 0, group;
	struct contender **order = sorted(a, v, n, &count);

	for (; at < count && seats > 0; at += group) {
		group = group_size(order, at, count);
		if (group > seats) {
			set_all(order + at, group, SELECTED_TIED);
			return seats;
		}
		set_all(order + at, group, SELECTED_YES);
		seats -= group;
	}
	return 0;
}

/* ---- money without skipping ---- */

static int128 cost_of(struct contender **group, size_t n)
{
	int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += group[i]->cost;
	return sum;
}

/* Does what is left bring in the first that does not fit? */
static bool brings_in(int128 left, int128 cost, enum select_money how)
{
	return how == MONEY_80 ? 10 * left >= 8 * cost : how == MONEY_PARTLY && left > 0;
}

/* The group at which the money ends: nobody behind it comes in. */
static void last_group(struct contender **group, size_t n, int128 left, enum select_money how)
{
	int128 sum = cost_of(group, n);

	if (n == 1) {
		if (brings_in(left, group[0]->cost, how))
			group[0]->selected = SELECTED_PARTLY;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		int128 cost = group[i]->cost, others = sum - cost;

		/* at worst everybody else of the group came before */
		if (others <= left && brings_in(left - others, cost, how))
			group[i]->selected = SELECTED_YES;
		else if (cost <= left || brings_in(left, cost, how))
			group[i]->selected = SELECTED_TIED;
	}
}

static void without_skipping(struct contender **order, size_t count, int128 left, enum select_money how)
{
	size_t group;

	for (size_t at = 0; at < count; at += group) {
		int128 sum;

		group = group_size(order, at, count);
		sum = cost_of(order + at, group);
		set_left(order + at, group, left);
		if (sum > left) {
			last_group(order + at, group, left, how);
			return;
		}
		set_all(order + at, group, SELECTED_YES);
		left -= sum;
	}
}

/* ---- money with skipping ---- */

/* Members of a group that cost the same. */
struct cost_class {
	int128 cost;
	size_t n;
	int128 rest; /* cost of all members of the classes behind it */
	bool some, none; /* in an outcome: at least one came in, at least one stayed out */
};

struct sums {
	int128 *v;
	size_t n;
	bool wide; /* any sum up to v[0] may be left */
};

struct skipping {
	struct arena *a;
	struct cost_class *classes;
	size_t class_count;
	struct sums next;
	size_t work;
	bool given_up;
};

static int by_cost(const void *l, const void *r)
{
	const struct cost_class *a = l, *b = r;

	return (a->cost < b->cost) - (a->cost > b->cost);
}

static void make_classes(struct skipping *s, struct contender **group, size_t n)
{
	s->classes = arena_alloc(s->a, n * sizeof(*s->classes));
	s->class_count = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < s->class_count && s->classes[k].cost != group[i]->cost)
			k++;
		s->classes[k].cost = group[i]->cost;
		s->classes[k].n++;
		s->class_count += k == s->class_count;
	}
	qsort(s->classes, s->class_count, sizeof(struct cost_class), by_cost);
	for (size_t i = s->class_count; i-- > 1;)
		s->classes[i - 1].rest = s->classes[i].rest + (int128)s->classes[i].n * s->classes[i].cost;
}

static void add_sum(struct skipping *s, int128 left)
{
	for (size_t i = 0; i < s->next.n; i++)
		if (s->next.v[i] == left)
			return;
	if (s->next.n == STATES_MAX)
		s->given_up = true;
	else
		s->next.v[s->next.n++] = left;
}

/*
 * Every way to take members of the classes from k on.  `out` is the least
 * cost left out so far, -1 for none: an outcome is maximal when it is more than what
 * is left.
 */
static void outcomes(struct skipping *s, size_t k, int128 left, int128 out, size_t *taken)
{
	const struct cost_class *c = &s->classes[k];

	if (s->given_up || ++s->work > WORK_MAX) {
		s->given_up = true;
		return;
	}
	if (k == s->class_count) {
		if (out >= 0 && out <= left)
			return;
		for (size_t i = 0; i < s->class_count; i++) {
			s->classes[i].some |= taken[i] > 0;
			s->classes[i].none |= taken[i] < s->classes[i].n;
		}
		add_sum(s, left);
		return;
	}
	for (size_t n = 0; n <= c->n && (int128)n * c->cost <= left; n++) {
		/* one more would still fit when all the others have come in: not maximal */
		if (n < c->n && left - (int128)n * c->cost - c->rest >= c->cost)
			continue;
		taken[k] = n;
		/* classes are sorted: the cheapest one left out is the latest */
		outcomes(s, k + 1, left - (int128)n * c->cost, n < c->n ? c->cost : out, taken);
	}
}

/* Without enumerating: who fits may come in; only who fits beside all others surely does. */
static void coarse(struct skipping *s, const struct sums *now, int128 highest)
{
	int128 all = 0, dearest = 0;

	for (size_t i = 0; i < s->class_count; i++) {
		if (s->classes[i].cost > highest)
			continue;
		all += (int128)s->classes[i].n * s->classes[i].cost;
		dearest = s->classes[i].cost > dearest ? s->classes[i].cost : dearest;
	}
	for (size_t i = 0; i < s->class_count; i++) {
		s->classes[i].some |= s->classes[i].cost <= highest;
		s->classes[i].none = true;
	}
	s->next.wide = true;
	s->next.n = 1;
	/* what stays out costs more than what is left then */
	s->next.v[0] = now->wide || all <= highest ? highest : dearest - 1;
}

static int128 highest_of(const struct sums *s)
{
	int128 highest = s->v[0];

	for (size_t i = 1; i < s->n; i++)
		highest = s->v[i] > highest ? s->v[i] : highest;
	return highest;
}

static void group_outcomes(struct skipping *s, const struct sums *now)
{
	size_t *taken = arena_alloc(s->a, (s->class_count + 1) * sizeof(*taken));

	s->given_up = now->wide;
	for (size_t i = 0; i < now->n && !s->given_up; i++)
		outcomes(s, 0, now->v[i], -1, taken);
	if (s->given_up)
		coarse(s, now, highest_of(now));
}

static void answer(const struct skipping *s, struct contender **group, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (s->classes[k].cost != group[i]->cost)
			k++;
		if (s->classes[k].some)
			group[i]->selected = s->classes[k].none ? SELECTED_TIED : SELECTED_YES;
	}
}

static void with_skipping(struct arena *a, struct contender **order, size_t count, int128 money)
{
	int128 first[STATES_MAX], second[STATES_MAX];
	struct sums now = { first, 1, false };
	struct skipping s = { .a = a, .next = { second, 0, false } };
	size_t group;

	first[0] = money;
	for (size_t at = 0; at < count; at += group) {
		struct sums old = now;

		group = group_size(order, at, count);
		if (now.n == 1 && !now.wide)
			set_left(order + at, group, now.v[0]);
		make_classes(&s, order + at, group);
		group_outcomes(&s, &now);
		answer(&s, order + at, group);
		now = s.next;
		s.next = (struct sums){ old.v, 0, false };
	}
}

void select_money(struct arena *a, struct contender *v, size_t n, int128 money, enum select_money how)
{
	size_t count;
	struct contender **order = sorted(a, v, n, &count);

	if (how == MONEY_SKIP)
		with_skipping(a, order, count, money);
	else
		without_skipping(order, count, money, how);
}
