/*
 * Figures of the plan against the year's target: sum_of_increments,
 * last_cumulative, months_vs_total, percent_vs_count, and targets counted in
 * another measure of people than the plan (unit_mismatch).
 */

#include "reading/finding.h"

/* Each figure in the unit that is printed: the series' own, or the base unit when units differ. */
struct printed {
	struct str unit;
	bool own; /* the figures as printed */
	struct dec target;
};

static struct dec times_of(struct str unit)
{
	return measure_of(dec_int(1), unit).n;
}

/* The target's number as printed: base / times is exact because the text wrote it so. */
static struct dec printed_target(const struct series_target *t)
{
	struct dec times = times_of(t->unit);
	struct dec d = t->n;

	if (t->figure)
		return t->figure->n;
	for (int64_t k = times.n; k > 1 && k % 10 == 0; k /= 10) {
		if (d.scale == DEC_SCALE_MAX)
			return t->n;
		d.scale++;
	}
	return dec_norm(d);
}

static struct printed how_printed(const struct series *s)
{
	const struct series_target *t = s->target;
	struct printed p = { s->unit, s->printed, t->n };

	if (s->printed && s->money && !t->figure && str_eq(s->unit, STR("万元"))) {
		p.target = dec_norm((struct dec){ t->n.n, (uint8_t)(t->n.scale + 4) });
	} else if (s->printed && dec_cmp(times_of(s->unit), times_of(t->unit)) == 0) {
		p.target = printed_target(t);
	} else {
		p.own = false;
		p.unit = measure_of(dec_int(1), s->unit).unit;
	}
	return p;
}

static struct str joined(struct arena *a, const struct series *s, size_t count,
			 const struct printed *p)
{
	struct str ret = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			ret = arena_cat(a, ret, STR("+"));
		ret = arena_cat(a, ret, dec_str(a, p->own ? s->v[i].figure->n : s->v[i].n));
	}
	return ret;
}

static bool all_mode(const struct series *s, size_t count, enum figure_mode mode)
{
	for (size_t i = 0; i < count; i++)
		if (s->v[i].figure->mode != mode)
			return false;
	return count > 0;
}

/* The target's own words decide how far from it is still agreement. */
static bool agrees(struct dec value, const struct series_target *t)
{
	int cmp = dec_cmp(value, t->n);

	switch (t->cmp) {
	case CMP_AT_LEAST:
	case CMP_ABOVE:
	case CMP_ASPIRE:
		return cmp >= 0;
	case CMP_AT_MOST:
		return cmp <= 0;
	case CMP_ABOUT:
		return within_a_point(value, t->n);
	case CMP_NONE:
		break;
	}
	return cmp == 0;
}

static void point_spans(struct check *c, struct finding *f, const struct series *s)
{
	for (size_t i = 0; i < s->n; i++)
		finding_spans(c, f, &s->v[i].figure->at, NULL);
	if (s->target && s->target->figure)
		finding_spans(c, f, &s->target->figure->at, NULL);
}

static bool about_funds(const struct series *s)
{
	return s->money && s->target && !s->target->figure && s->target->like == LIKE_SILENT;
}

static void report_sum(struct check *c, const struct project *pr, const struct series *s,
		       size_t count)
{
	struct printed p = how_printed(s);
	struct str left = joined(c->a, s, count, &p), right = dec_str(c->a, p.target);
	bool funds = about_funds(s), ok;
	struct dec sum;
	struct finding *f;

	if (!series_sum(s, count, &sum))
		return;
	ok = agrees(sum, s->target);
	f = finding_add(c, funds ? "months_vs_total" : "sum_of_increments", pr, ok);
	f->left = left;
	f->right = right;
	f->unit = p.unit;
	point_spans(c, f, s);
	if (ok && dec_cmp(sum, s->target->n) == 0) {
		f->says = arena_printf(c->a, "%.*s = %.*s %.*s，%s", STR_ARG(left), STR_ARG(right),
				       STR_ARG(p.unit), funds ? "与总额相符" : "相符");
		return;
	}
	if (p.own) {
		sum = dec_int(0);
		for (size_t i = 0; i < count; i++)
			if (!dec_add(sum, s->v[i].figure->n, &sum))
				return;
	}
	f->says = arena_printf(c->a, "%.*s = %.*s %.*s，%s%.*s %.*s，%s", STR_ARG(left),
			       STR_ARG(dec_str(c->a, sum)), STR_ARG(p.unit),
			       funds ? "总额为" : "目标为", STR_ARG(right), STR_ARG(p.unit),
			       ok ? "相符" : "不符");
}

static void report_last(struct check *c, const struct project *pr, const struct series *s)
{
	const struct series_point *last = &s->v[s->n - 1];
	struct printed p = how_printed(s);
	struct str value = dec_str(c->a, p.own ? last->figure->n : last->n);
	bool ok = agrees(last->n, s->target);
	struct finding *f = finding_add(c, "last_cumulative", pr, ok);

	f->left = value;
	f->right = dec_str(c->a, p.target);
	f->unit = p.unit;
	point_spans(c, f, s);
	f->says = arena_printf(c->a, "最后一个节点累计%.*s%.*s，目标%.*s%.*s，%s", STR_ARG(value),
			       STR_ARG(p.unit), STR_ARG(f->right), STR_ARG(p.unit),
			       ok ? "相符" : "不符");
}

/* No milestone of the sub-plan comes after the series: its last figure is the plan's last word. */
static bool has_last_word(const struct series *s, const struct item *item)
{
	for (size_t i = s->v[s->n - 1].place + 1; i < item->milestones.n; i++)
		if (str_eq(item->milestones.v[i].sub, s->sub))
			return false;
	return true;
}

/* Figures that meet the target neither added up nor by their last. */
static void report_misfit(struct check *c, const struct project *pr, const struct item *item,
			  const struct series *s)
{
	const struct series_target *t = s->target;
	size_t n = s->n;

	if (s->percent || t->akin || n < 2 || !t->figure || t->like < LIKE_PART)
		return;
	if (all_mode(s, n, MODE_INCREMENT)) {
		if (has_last_word(s, item) || dec_cmp(s->v[n - 1].n, t->n) > 0)
			report_sum(c, pr, s, n);
	} else if (s->v[n - 1].figure->mode == MODE_CUMULATIVE) {
		if (has_last_word(s, item) || dec_cmp(s->v[n - 1].n, t->n) > 0)
			report_last(c, pr, s);
	} else if (n > 2 && has_last_word(s, item) && t->cmp == CMP_NONE) {
		report_sum(c, pr, s, n);
	}
}

static void check_one(struct check *c, const struct project *pr, const struct item *item,
		      const struct series *s)
{
	if (!s->target || s->recurs || (s->percent && s->work))
		return;
	switch (s->fit) {
	case FIT_SUM:
		if (all_mode(s, s->n, MODE_INCREMENT))
			report_sum(c, pr, s, s->n);
		break;
	case FIT_SUM_AND_LAST:
		report_sum(c, pr, s, s->n - 1);
		break;
	case FIT_LAST:
		if (all_mode(s, s->n, MODE_CUMULATIVE))
			report_last(c, pr, s);
		else if (s->v[s->n - 1].figure->says_total)
			report_last(c, pr, s);
		break;
	case FIT_BEYOND:
		break;
	case FIT_NONE:
		report_misfit(c, pr, item, s);
		break;
	}
}

/* The running count at point i: the figure itself, or the sum so far. */
static bool running(const struct series *s, size_t i, struct dec *ret)
{
	if (all_mode(s, s->n, MODE_CUMULATIVE)) {
		*ret = s->v[i].n;
		return true;
	}
	return all_mode(s, s->n, MODE_INCREMENT) && series_sum(s, i + 1, ret);
}

/* 100 × count / target against a printed percentage, within its rounding (约: within one point). */
static bool share_agrees(struct dec count, struct dec target, struct dec percent, bool about)
{
	struct dec hundred, printed, gap, room;

	if (!dec_mul(count, dec_int(100), &hundred) || !dec_mul(percent, target, &printed) ||
	    !dec_sub(hundred, printed, &gap))
		return false;
	if (gap.n < 0)
		gap.n = -gap.n;
	room = target;
	if (!about) {
		/* half of the last printed digit: target / 2 / 10^scale */
		if (room.scale + percent.scale > DEC_SCALE_MAX)
			return false;
		room.scale = (uint8_t)(room.scale + percent.scale);
		if (!dec_mul(gap, dec_int(2), &gap))
			return false;
	}
	return dec_cmp(gap, room) <= 0;
}

/* "14.9" for 650 of 4368: one decimal, cut to nearest. */
static struct str share_str(struct arena *a, struct dec count, struct dec target)
{
	__int128 up = (__int128)count.n * 1000, down = target.n, q;

	for (uint8_t k = 0; k < target.scale; k++)
		up *= 10;
	for (uint8_t k = 0; k < count.scale; k++)
		down *= 10;
	if (down == 0)
		return STR("0");
	q = (up * 2 + down) / (down * 2);
	if (q > INT64_MAX)
		return STR("…");
	return dec_str(a, dec_norm((struct dec){ (int64_t)q, 1 }));
}

static void report_share(struct check *c, const struct project *pr, const struct series *counts,
			 struct dec count, const struct series_point *percent)
{
	const struct figure *f = percent->figure;
	bool about = f->cmp == CMP_ABOUT || counts->target->cmp == CMP_ABOUT;
	bool ok = share_agrees(count, counts->target->n, f->n, about);
	struct finding *fi = finding_add(c, "percent_vs_count", pr, ok);

	fi->left = arena_printf(c->a, "%.*s/%.*s", STR_ARG(dec_str(c->a, count)),
				STR_ARG(dec_str(c->a, counts->target->n)));
	fi->right = dec_str(c->a, f->n);
	fi->unit = STR("%");
	finding_spans(c, fi, &f->at, NULL);
	fi->says = arena_printf(c->a, "%.*s = %.*s%%，%s%.*s%%%s", STR_ARG(fi->left),
				STR_ARG(share_str(c->a, count, counts->target->n)),
				ok ? "与" : "写的是", STR_ARG(fi->right), ok ? "相符" : "，不符");
}

/* The only percentage of the whole task in a milestone: 体检650名，完成15%. */
static const struct series_point *task_percent(const struct series_list *all,
					       const struct series *counts, size_t place)
{
	const struct series_point *found = NULL;

	for (size_t k = 0; k < all->n; k++) {
		const struct series *s = &all->v[k];

		if (!s->percent || !s->work || !str_eq(s->sub, counts->sub))
			continue;
		for (size_t i = 0; i < s->n; i++) {
			if (s->v[i].place != place)
				continue;
			if (found || what_core(s->v[i].figure->what).n > 0 ||
			    s->v[i].figure->mode != MODE_CUMULATIVE)
				return NULL;
			found = &s->v[i];
		}
	}
	return found;
}

static bool counts_fit(const struct series *s)
{
	return !s->percent && !s->money && (s->fit == FIT_LAST || s->fit == FIT_SUM);
}

/* With two series of counts in one sub-plan nobody knows which the percentage is of. */
static bool only_counts(const struct series_list *all, const struct series *s)
{
	for (size_t k = 0; k < all->n; k++)
		if (&all->v[k] != s && !all->v[k].percent && !all->v[k].money &&
		    str_eq(all->v[k].sub, s->sub))
			return false;
	return true;
}

static void check_shares(struct check *c, const struct project *pr, const struct series_list *all)
{
	for (size_t k = 0; k < all->n; k++) {
		const struct series *s = &all->v[k];

		if (!counts_fit(s) || !only_counts(all, s))
			continue;
		for (size_t i = 0; i < s->n; i++) {
			const struct series_point *p = task_percent(all, s, s->v[i].place);
			struct dec count;

			if (p && running(s, i, &count))
				report_share(c, pr, s, count, p);
		}
	}
}

static bool of_people(struct measure m)
{
	return m.class == MEASURE_PERSON || m.class == MEASURE_PERSON_TIME;
}

/* The plan ends at the target's number in another measure of people: 800名, 800人次. */
static void check_measure(struct check *c, const struct project *pr, const struct item *item,
			  const struct series *s)
{
	const struct series_point *last = &s->v[s->n - 1];
	struct measure m = measure_of(last->figure->n, last->figure->unit);

	for (size_t i = 0; i < item->targets.n; i++)
		if (measure_same(m, measure_of(item->targets.v[i].n, item->targets.v[i].unit)))
			return;
	for (size_t i = 0; of_people(m) && i < item->targets.n; i++) {
		const struct figure *t = &item->targets.v[i];
		struct measure tm = measure_of(t->n, t->unit);
		struct dec sum;
		struct finding *f;

		if (!of_people(tm) || tm.class == m.class ||
		    (dec_cmp(last->n, tm.n) != 0 &&
		     (!series_sum(s, s->n, &sum) || dec_cmp(sum, tm.n) != 0)))
			continue;
		f = finding_add(c, "unit_mismatch", pr, false);
		f->left = arena_cat(c->a, dec_str(c->a, t->n), t->unit);
		f->right = arena_cat(c->a, dec_str(c->a, t->n), last->figure->unit);
		finding_spans(c, f, &t->at, NULL);
		finding_spans(c, f, &last->figure->at, NULL);
		f->says = arena_printf(c->a, "目标写%.*s，推进计划写%.*s，计量单位不一致",
				       STR_ARG(f->left), STR_ARG(f->right));
		return;
	}
}

void check_series(struct check *c)
{
	for (size_t i = 0; i < c->p->projects.n; i++) {
		struct project *pr = &c->p->projects.v[i];

		for (size_t k = 0; k < pr->items.n; k++) {
			struct item *item = &pr->items.v[k];
			struct series_list all = series_find(c->a, item, &pr->funds);

			for (size_t s = 0; s < all.n; s++) {
				check_one(c, pr, item, &all.v[s]);
				check_measure(c, pr, item, &all.v[s]);
			}
			check_shares(c, pr, &all);
		}
		finding_settle(c);
	}
}
