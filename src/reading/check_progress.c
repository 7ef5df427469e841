/*
 * Progress against the target: progress_above_target (38户 planned, 46户 begun),
 * unit_mismatch (405户 against 314人) and the percentages that progress text
 * states beside its count (percent_vs_count).
 */

#include "base/utf8.h"
#include "reading/finding.h"

/* What is planned, hoped for or older than this year is no progress. */
static bool is_progress(struct str clause)
{
	static const struct str words[] = { STR_INIT("计划"), STR_INIT("拟"),	STR_INIT("将"),
					    STR_INIT("预计"), STR_INIT("争取"), STR_INIT("目标"),
					    STR_INIT("任务"), STR_INIT("力争"), STR_INIT("总数"),
					    STR_INIT("现有"), STR_INIT("共有"), STR_INIT("历年"),
					    STR_INIT("以来"), STR_INIT("名单") };

	return !str_has_any(clause, words, COUNT(words));
}

static bool half_in(struct str text, struct str what)
{
	struct str core = what_core(what);
	size_t run = common_run(core, text);

	return core.n > 0 && run >= STR("两字").n && run * 2 >= core.n;
}

/* At least half of the target's words stand together in the text; 照护服务 may be held as 照护 +
 * 服务. */
static bool names_target(struct arena *a, struct str text, const struct figure *t)
{
	return half_in(text, t->what) ||
	       (t->stage.n > 0 && half_in(text, arena_cat(a, t->what, t->stage)));
}

/* The target's words stand right before or right after the number: not 片区实施项目77个. */
static bool stands_beside(struct arena *a, const struct sentence *s, const struct zh_quantity *q,
			  const struct figure *t)
{
	size_t reach = what_core(t->what).n, from = q->from, to = q->to;

	while (from > 0 && q->from - from < reach)
		utf8_prev(s->text, &from);
	while (to < s->text.n && to - q->to < reach)
		utf8_next(s->text, &to);
	return names_target(a, str_cut(s->text, from, q->from), t) ||
	       names_target(a, str_cut(s->text, q->to, to), t);
}

/* Another target of the item that the clause names better. */
static bool better_named(const struct item *item, const struct figure *t, struct str clause)
{
	size_t run = common_run(what_core(t->what), clause);

	for (size_t i = 0; i < item->targets.n && i < TARGETS_MAX; i++) {
		const struct figure *o = &item->targets.v[i];

		if (o != t && common_run(what_core(o->what), clause) > run)
			return true;
	}
	return false;
}

static bool same_thing(struct arena *a, const struct item *item, const struct figure *t,
		       const struct sentence *s, const struct zh_quantity *q)
{
	struct str clause = clause_around(s->text, q);
	struct measure m = quantity_measure(q);
	size_t same = 0;

	if (what_like(q->what, t->what) >= LIKE_PART || stands_beside(a, s, q, t))
		return !better_named(item, t, clause);
	for (size_t i = 0; i < item->targets.n; i++)
		same += measure_same(m, measure_of(item->targets.v[i].n, item->targets.v[i].unit));
	return same == 1 && what_core(q->what).n == 0 && q->stage.n > 0;
}

static bool may_exceed(enum compare cmp)
{
	return cmp == CMP_AT_LEAST || cmp == CMP_ABOVE || cmp == CMP_ASPIRE;
}

static void report_above(struct check *c, const struct project *pr, const struct item *item,
			 const struct figure *t, const struct sentence *s,
			 const struct zh_quantity *q)
{
	struct measure mt = measure_of(t->n, t->unit), m = quantity_measure(q);
	bool ok = may_exceed(t->cmp) || (t->cmp == CMP_ABOUT && within_a_point(m.n, mt.n));
	bool printed = str_eq(q->unit, t->unit);
	struct finding *f = finding_add(c, "progress_above_target", pr, ok);
	struct str unit = printed ? t->unit : mt.unit;
	struct dec gap;

	f->left = dec_str(c->a, printed ? q->n : m.n);
	f->right = dec_str(c->a, printed ? t->n : mt.n);
	f->unit = unit;
	finding_spans(c, f, &t->at, NULL);
	finding_spans(c, f, &item->at, "progress");
	if (!dec_sub(printed ? q->n : m.n, printed ? t->n : mt.n, &gap))
		gap = dec_int(0);
	f->says =
		arena_printf(c->a, "计划%.*s%.*s%.*s，进展写“%.*s”，%s%.*s%.*s", STR_ARG(t->stage),
			     STR_ARG(f->right), STR_ARG(unit), STR_ARG(clause_around(s->text, q)),
			     ok ? "超额" : "超出", STR_ARG(dec_str(c->a, gap)), STR_ARG(unit));
}

/* The largest progress of one target, when above it. */
static void check_above(struct check *c, const struct project *pr, const struct item *item,
			const struct figure *t, const struct sentence_list *l)
{
	struct measure mt = measure_of(t->n, t->unit);
	const struct sentence *where = NULL;
	const struct zh_quantity *best = NULL;

	if (mt.class == MEASURE_PERCENT || mt.class == MEASURE_MONEY || t->cmp == CMP_AT_MOST)
		return;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].q.n; k++) {
			const struct zh_quantity *q = &l->v[i].q.v[k];
			struct measure m = quantity_measure(q);

			if (!measure_same(m, mt) || dec_cmp(m.n, mt.n) <= 0 ||
			    !is_progress(clause_around(l->v[i].text, q)) ||
			    !same_thing(c->a, item, t, &l->v[i], q) ||
			    (best && dec_cmp(m.n, quantity_measure(best).n) <= 0))
				continue;
			where = &l->v[i];
			best = q;
		}
	if (best)
		report_above(c, pr, item, t, where, best);
}

static bool counts_people(enum measure_class class)
{
	return class == MEASURE_PERSON || class == MEASURE_PERSON_TIME ||
	       class == MEASURE_HOUSEHOLD;
}

/* True when the progress text counts in the target's own measure anywhere. */
static bool reports_measure(const struct sentence_list *l, struct measure mt)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].q.n; k++)
			if (measure_same(quantity_measure(&l->v[i].q.v[k]), mt))
				return true;
	return false;
}

/* 405户 in the target, 314人 in the progress about the same service. */
static void check_unit(struct check *c, const struct project *pr, const struct item *item,
		       const struct figure *t, const struct sentence_list *l)
{
	struct measure mt = measure_of(t->n, t->unit);

	if (!counts_people(mt.class) || reports_measure(l, mt))
		return;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].q.n; k++) {
			const struct zh_quantity *q = &l->v[i].q.v[k];
			struct measure m = quantity_measure(q);
			struct finding *f;

			if (!counts_people(m.class) || !names_target(c->a, l->v[i].text, t) ||
			    better_named(item, t, l->v[i].text))
				continue;
			f = finding_add(c, "unit_mismatch", pr, false);
			f->left = arena_cat(c->a, dec_str(c->a, t->n), t->unit);
			f->right = arena_cat(c->a, dec_str(c->a, q->n), q->unit);
			finding_spans(c, f, &t->at, NULL);
			finding_spans(c, f, &item->at, "progress");
			f->says = arena_printf(
				c->a, "目标按%.*s计（%.*s），进展按%.*s计（%.*s），无法对照",
				STR_ARG(t->unit), STR_ARG(f->left), STR_ARG(q->unit),
				STR_ARG(f->right));
			return;
		}
}

/* A percentage that says it is of the year's task: 占年度任务的35%, 完成率35%. */
static bool of_task(const struct sentence *s, const struct zh_quantity *q)
{
	static const struct str words[] = { STR_INIT("占年度"),	  STR_INIT("占全年"),
					    STR_INIT("占目标"),	  STR_INIT("占总任务"),
					    STR_INIT("完成率"),	  STR_INIT("任务的"),
					    STR_INIT("任务完成"), STR_INIT("目标的") };
	struct str clause = clause_around(s->text, q);

	return str_has_any(clause, words, COUNT(words));
}

static void report_share(struct check *c, const struct project *pr, const struct figure *t,
			 const struct zh_quantity *count, const struct zh_quantity *percent)
{
	struct dec hundred, printed, gap, room = measure_of(t->n, t->unit).n;
	struct measure m = quantity_measure(count);
	struct finding *f;
	bool ok;

	if (!dec_mul(m.n, dec_int(100), &hundred) || !dec_mul(percent->n, room, &printed) ||
	    !dec_sub(hundred, printed, &gap) || room.scale + percent->n.scale > DEC_SCALE_MAX)
		return;
	if (gap.n < 0)
		gap.n = -gap.n;
	if (percent->cmp != ZH_ABOUT && t->cmp != CMP_ABOUT) {
		room.scale = (uint8_t)(room.scale + percent->n.scale);
		if (!dec_mul(gap, dec_int(2), &gap))
			return;
	}
	ok = dec_cmp(gap, room) <= 0;
	f = finding_add(c, "percent_vs_count", pr, ok);
	f->left = arena_printf(c->a, "%.*s/%.*s", STR_ARG(dec_str(c->a, m.n)),
			       STR_ARG(dec_str(c->a, measure_of(t->n, t->unit).n)));
	f->right = dec_str(c->a, percent->n);
	f->unit = STR("%");
	finding_spans(c, f, &t->at, NULL);
	f->says = arena_printf(c->a, "进展%.*s%.*s，目标%.*s%.*s，写明%.*s%%，%s",
			       STR_ARG(dec_str(c->a, count->n)), STR_ARG(count->unit),
			       STR_ARG(dec_str(c->a, t->n)), STR_ARG(t->unit), STR_ARG(f->right),
			       ok ? "相符" : "不符");
}

/* 已完成35个，占年度任务的35%: the sentence's only count and only share, one target in that
 * measure. */
static void check_share(struct check *c, const struct project *pr, const struct item *item,
			const struct sentence *s)
{
	const struct zh_quantity *count = NULL, *percent = NULL;
	const struct figure *t = NULL;

	for (size_t i = 0; i < s->q.n; i++) {
		const struct zh_quantity *q = &s->q.v[i];
		bool share = quantity_measure(q).class == MEASURE_PERCENT;

		if ((share && percent) || (!share && count) || (share && !of_task(s, q)) ||
		    q->period)
			return;
		if (share)
			percent = q;
		else
			count = q;
	}
	if (!count || !percent)
		return;
	for (size_t i = 0; i < item->targets.n; i++) {
		const struct figure *o = &item->targets.v[i];

		if (!measure_same(quantity_measure(count), measure_of(o->n, o->unit)))
			continue;
		if (t)
			return;
		t = o;
	}
	if (t && t->n.n > 0)
		report_share(c, pr, t, count, percent);
}

void check_progress(struct check *c)
{
	for (size_t i = 0; i < c->p->projects.n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		for (size_t k = 0; k < pr->items.n; k++) {
			const struct item *item = &pr->items.v[k];
			struct sentence_list l = sentences_of(c->a, item->progress);

			for (size_t t = 0; t < item->targets.n && t < TARGETS_MAX; t++) {
				check_above(c, pr, item, &item->targets.v[t], &l);
				check_unit(c, pr, item, &item->targets.v[t], &l);
			}
			for (size_t s = 0; s < l.n; s++)
				check_share(c, pr, item, &l.v[s]);
		}
		finding_settle(c);
	}
}
