#include "rules/series.h"

#include "base/utf8.h"

/*
 * Which number a series is held against.  Nearest first: targets of the item
 * in the same measure, a number printed in the sub-plan's heading
 * (产前筛查率达80%以上，全县筛查800人次), one in the task text, targets in an
 * akin measure (处 and 座), and for money the planned total.
 */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number and printed unit at byte *i of text, in the series' measure; *i moves past the digits.
 */
static bool number_at(struct str text, size_t *i, struct measure like, struct series_target *ret)
{
	size_t from = *i, to = from;
	struct dec n;

	while (to < text.n && (is_digit(text.p[to]) ||
			       (text.p[to] == '.' && to + 1 < text.n && is_digit(text.p[to + 1]))))
		to++;
	*i = to;
	if ((from > 0 && text.p[from - 1] == '.') || !dec_parse(str_cut(text, from, to), &n))
		return false;
	/* the longest unit first: 人次 before 人 */
	for (size_t chars = 4; chars > 0; chars--) {
		size_t end = to;
		struct measure m;

		for (size_t k = 0; k < chars && end < text.n; k++)
			end += utf8_len((unsigned char)text.p[end]);
		if (end > text.n)
			continue;
		m = measure_of(n, str_cut(text, to, end));
		if (end == to || !measure_same(m, like))
			continue;
		/* 人 of 人次 is not 人 */
		if (like.class == MEASURE_PERSON && str_at(text, end, STR("次")))
			return false;
		*ret = (struct series_target){ .n = m.n, .unit = str_cut(text, to, end) };
		return true;
	}
	return false;
}

static void add_text(struct arena *a, struct series *s, struct str text, int like)
{
	struct measure m = measure_of(s->v[0].figure->n, s->v[0].figure->unit);

	for (size_t i = 0; i < text.n;) {
		struct series_target t;

		if (!is_digit(text.p[i])) {
			i += utf8_len((unsigned char)text.p[i]);
			continue;
		}
		if (number_at(text, &i, m, &t)) {
			t.like = like;
			*list_add(&s->targets, a) = t;
		}
	}
}

static int target_like(const struct series *s, const struct figure *t)
{
	int best = s->sub.n > 0 ? what_like(s->sub, t->what) : LIKE_NOT;

	if (best == LIKE_SILENT)
		best = LIKE_NOT;
	for (size_t i = 0; i < s->n; i++) {
		int like = figures_like(s->v[i].figure, t);

		if (like > best)
			best = like;
	}
	return best;
}

enum { TARGETS_MAX = 60 }; /* a task with more is an accident of reading */

static size_t add_figures(struct arena *a, struct series *s, const struct item *item, bool akin)
{
	struct measure m = measure_of(s->v[0].figure->n, s->v[0].figure->unit);
	size_t before = s->targets.n;

	for (size_t i = 0; i < item->targets.n && i < TARGETS_MAX; i++) {
		const struct figure *f = &item->targets.v[i];
		struct measure tm = measure_of(f->n, f->unit);
		struct series_target *t;

		if (measure_same(m, tm) == akin || !measure_akin(m, tm))
			continue;
		t = list_add(&s->targets, a);
		t->n = tm.n;
		t->unit = f->unit;
		t->figure = f;
		t->cmp = f->cmp;
		t->like = target_like(s, f);
		t->akin = akin;
	}
	return s->targets.n - before;
}

/* Nearest first; among equals the printed order. */
static void sort_targets(struct series_target_list *l, size_t from)
{
	for (size_t i = from + 1; i < l->n; i++)
		for (size_t k = i; k > from && l->v[k - 1].like < l->v[k].like; k--) {
			struct series_target t = l->v[k];

			l->v[k] = l->v[k - 1];
			l->v[k - 1] = t;
		}
}

bool series_sum(const struct series *s, size_t count, struct dec *ret)
{
	struct dec sum = dec_int(0);

	for (size_t i = 0; i < count; i++)
		if (!dec_add(sum, s->v[i].n, &sum))
			return false;
	*ret = sum;
	return true;
}

bool series_falls(const struct series *s, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (dec_cmp(s->v[i].n, s->v[i - 1].n) < 0)
			return true;
	return false;
}

/* 年度45部, 合计100个: the figure is printed as the year's total. */
static bool says_year(const struct series_point *p)
{
	static const struct str words[] = { STR_INIT("年度"), STR_INIT("全年"), STR_INIT("合计"),
					    STR_INIT("共计") };

	return p->figure->says_total || str_has_any(p->milestone->text, words, COUNT(words));
}

/* A later milestone of the sub-plan that finishes everything without a number of this series. */
static bool closed_later(const struct series *s, const struct item *item)
{
	static const struct str words[] = { STR_INIT("全部"),	  STR_INIT("全面完成"),
					    STR_INIT("完成年度"), STR_INIT("完成全年"),
					    STR_INIT("完成目标"), STR_INIT("竣工") };
	size_t last = s->v[s->n - 1].place;

	for (size_t i = last + 1; i < item->milestones.n; i++)
		if (str_eq(item->milestones.v[i].sub, s->sub) &&
		    str_has_any(item->milestones.v[i].text, words, COUNT(words)))
			return true;
	return false;
}

/* Rule 3 of a series: the last equals the target, or the sum does. */
static enum series_fit fit_of(const struct series *s, const struct series_target *t,
			      const struct item *item)
{
	const struct series_point *last = &s->v[s->n - 1];
	struct dec sum, before;
	bool falls = series_falls(s, s->n);

	if (s->n < 2 || !series_sum(s, s->n, &sum) || !series_sum(s, s->n - 1, &before))
		return FIT_NONE;
	if (s->percent)
		return dec_cmp(last->n, t->n) == 0 ? FIT_LAST : FIT_NONE;
	if (dec_cmp(last->n, t->n) == 0 && s->n > 2 && dec_cmp(before, t->n) == 0 &&
	    (series_falls(s, s->n - 1) || says_year(last)))
		return FIT_SUM_AND_LAST;
	if (dec_cmp(last->n, t->n) == 0 && !falls)
		return FIT_LAST;
	if (dec_cmp(sum, t->n) == 0)
		return FIT_SUM;
	if (!falls && t->like >= LIKE_PART && !t->akin && dec_cmp(last->n, t->n) < 0 &&
	    dec_cmp(sum, t->n) > 0 && closed_later(s, item))
		return FIT_BEYOND;
	return FIT_NONE;
}

static bool may_decide(const struct series_target_list *l, const struct series_target *t)
{
	return t->like > LIKE_NOT || l->v[0].like < LIKE_PART;
}

/* The first target that fits; two equally near that fit in different ways settle nothing. */
static void pick_target(struct series *s, const struct item *item)
{
	const struct series_target *best = NULL;

	for (size_t i = 0; i < s->targets.n; i++) {
		const struct series_target *t = &s->targets.v[i];
		enum series_fit fit = fit_of(s, t, item);

		if (fit == FIT_NONE || !may_decide(&s->targets, t))
			continue;
		if (best && (t->like != best->like || t->akin != best->akin))
			break;
		if (best && fit != s->fit) {
			s->fit = FIT_NONE;
			return;
		}
		best = best ? best : t;
		s->fit = fit;
	}
	s->target = best;
	if (!best && s->targets.n > 0 && !s->targets.v[0].akin &&
	    (s->targets.v[0].like >= LIKE_PART ||
	     (s->targets.v[0].sole && s->targets.v[0].like >= LIKE_SILENT)))
		s->target = &s->targets.v[0];
}

void series_targets(struct arena *a, struct series *s, const struct item *item,
		    const struct funds *funds)
{
	size_t same, akin;

	if (s->n < 2)
		return; /* a lone figure stays unknown, even one equal to its target */
	same = add_figures(a, s, item, false);
	sort_targets(&s->targets, 0);
	if (same == 1)
		s->targets.v[0].sole = true;
	if (!s->percent || !s->work)
		add_text(a, s, s->sub, LIKE_INSIDE);
	sort_targets(&s->targets, 0);
	if (s->money && funds && funds->has_total) {
		struct series_target *t = list_add(&s->targets, a);

		t->n = dec_norm((struct dec){ funds->total_fen, 2 });
		t->unit = STR("元");
		t->cmp = funds->cmp;
		t->like = LIKE_SILENT;
		t->sole = same == 0;
	}
	if (same == 0)
		add_text(a, s, item->task, LIKE_SILENT);
	akin = s->targets.n;
	add_figures(a, s, item, true);
	sort_targets(&s->targets, akin);
	pick_target(s, item);
}
