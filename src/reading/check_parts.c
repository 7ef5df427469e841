/*
 * parts_vs_whole: 30处，其中新建7家、改扩建23家; 77个，已完工60个，剩余17个; 4所已开工，
 * 2所正在办理 of 6所.  A list after 其中 may leave things out, and people belong
 * to several classes at once: only a sum that meets the whole is reported,
 * or one of things or money that exceeds it.  With 剩余 both ways.
 */

#include "base/utf8.h"
#include "reading/finding.h"

struct parts {
	struct str left;
	struct dec sum;
	size_t n;
};

enum { PARTS_MAX = 40 }; /* a longer list is no list of parts */

static void take_part(struct arena *a, struct parts *p, struct dec n, struct dec base)
{
	if (p->n >= PARTS_MAX || !dec_add(p->sum, base, &p->sum))
		return;
	p->left = arena_printf(a, "%.*s%s%.*s", STR_ARG(p->left), p->n > 0 ? "+" : "",
			       STR_ARG(dec_str(a, n)));
	p->n++;
}

static void report(struct check *c, const struct project *pr, const struct parts *p,
		   struct dec whole, struct str unit, struct dec whole_base)
{
	int cmp = dec_cmp(p->sum, whole_base);
	struct finding *f = finding_add(c, "parts_vs_whole", pr, cmp == 0);

	f->left = p->left;
	f->right = dec_str(c->a, whole);
	f->unit = unit;
	f->says = arena_printf(c->a, "分项%.*s%s%.*s%.*s，%s", STR_ARG(p->left),
			       cmp == 0 ? " = " : "与总数", STR_ARG(f->right), STR_ARG(unit),
			       cmp == 0	 ? "与总数相符"
			       : cmp > 0 ? "不符，分项之和超出"
					 : "不符，分项之和不足");
}

static bool head_has(const struct sentence *s, size_t from, size_t to, const struct str *words,
		     size_t n)
{
	return str_has_any(str_cut(s->text, from, to), words, n);
}

/* True when the fund's own sources were checked: the same numbers need no second finding. */
static bool are_sources(const struct project *pr, const struct parts *p)
{
	int64_t sum = 0;

	if (!pr || pr->funds.sources.n < 2)
		return false;
	for (size_t i = 0; i < pr->funds.sources.n; i++)
		if (__builtin_add_overflow(sum, pr->funds.sources.v[i].fen, &sum))
			return false;
	return dec_cmp(p->sum, dec_norm((struct dec){ sum, 2 })) == 0;
}

/* The numbers stand side by side as printed: 7家 and 30处, not 0.5万个 and 300个. */
static bool alike(struct str a, struct str b)
{
	return dec_cmp(measure_of(dec_int(1), a).n, measure_of(dec_int(1), b).n) == 0;
}

/* Parts that cannot overlap: things and money after 其中, not people, households or 涉及. */
static bool excludes(struct str text, size_t at, struct measure unit)
{
	return str_at(text, at, STR("其中")) && unit.class != MEASURE_PERSON &&
	       unit.class != MEASURE_PERSON_TIME && unit.class != MEASURE_HOUSEHOLD;
}

/* 30处…其中新建7家、改扩建23家; 2项滞后，涉及县交通局1项、县住建局1项. */
static void check_among(struct check *c, const struct project *pr, const struct sentence *s)
{
	static const struct str words[] = { STR_INIT("其中"), STR_INIT("涉及"), STR_INIT("分别为"),
					    STR_INIT("分别是") };
	size_t at = STR_NONE, whole = STR_NONE;
	struct parts p = { 0 };
	struct measure w, unit = { 0 };
	int cmp;

	for (size_t k = 0; k < COUNT(words) && at == STR_NONE; k++)
		at = str_find(s->text, words[k]);
	for (size_t i = 0; at != STR_NONE && i < s->q.n; i++)
		if (s->q.v[i].to <= at)
			whole = i;
	if (whole == STR_NONE)
		return;
	w = quantity_measure(&s->q.v[whole]);
	for (size_t i = whole + 1; i < s->q.n; i++) {
		struct measure m = quantity_measure(&s->q.v[i]);

		if (p.n == 0)
			unit = m;
		if (!measure_same(m, unit) || !measure_akin(m, w) || m.class == MEASURE_PERCENT)
			return;
		take_part(c->a, &p, alike(s->q.v[i].unit, s->q.v[whole].unit) ? s->q.v[i].n : m.n,
			  m.n);
	}
	cmp = dec_cmp(p.sum, w.n);
	if (p.n < 2 || p.n == PARTS_MAX || cmp < 0 || are_sources(pr, &p) ||
	    (cmp > 0 && !excludes(s->text, at, unit)))
		return;
	report(c, pr, &p, s->q.v[whole].n, s->q.v[whole].unit, w.n);
}

static const struct str rest_words[] = { STR_INIT("剩余"), STR_INIT("其余"), STR_INIT("余下"),
					 STR_INIT("还有"), STR_INIT("尚有") };
static const struct str done_words[] = { STR_INIT("已"), STR_INIT("完工"), STR_INIT("完成"),
					 STR_INIT("开工"), STR_INIT("建成") };

/* 77个，已完工60个，剩余17个: whole, done and rest one after another. */
static bool check_rest(struct check *c, const struct project *pr, const struct sentence *s)
{
	for (size_t i = 2; i < s->q.n; i++) {
		const struct zh_quantity *w = &s->q.v[i - 2], *d = &s->q.v[i - 1], *r = &s->q.v[i];
		struct measure mw = quantity_measure(w), md = quantity_measure(d),
			       mr = quantity_measure(r);
		struct parts p = { 0 };

		if (!measure_same(mw, md) || !measure_same(mw, mr) || mw.class == MEASURE_PERCENT ||
		    !str_eq(w->unit, d->unit) || !str_eq(w->unit, r->unit) ||
		    !head_has(s, d->to, r->from, rest_words, COUNT(rest_words)) ||
		    !head_has(s, w->to, d->from, done_words, COUNT(done_words)))
			continue;
		take_part(c->a, &p, d->n, md.n);
		take_part(c->a, &p, r->n, mr.n);
		report(c, pr, &p, w->n, w->unit, mw.n);
		return true;
	}
	return false;
}

/* A target of the item with the words after its number: 【和美乡村示范村创建】 of 16个. */
struct aim {
	const struct figure *target;
	struct measure m;
	struct str beyond;
	struct parts shares; /* what clauses open with: check_shares() */
};

struct aim_list {
	struct aim v[TARGETS_MAX];
	size_t n;
};

static struct str words_beyond(struct arena *a, struct str task, const struct figure *t)
{
	enum { WORDS_MAX = 60 };
	struct str number = arena_cat(a, dec_str(a, t->n), t->unit);
	size_t at = str_find(task, number), to;

	if (at == STR_NONE)
		return (struct str){ 0 };
	to = at += number.n;
	while (to < task.n && to - at < WORDS_MAX && (unsigned char)task.p[to] >= 0xE4)
		to += utf8_len((unsigned char)task.p[to]);
	return str_cut(task, at, to);
}

static void read_aims(struct arena *a, const struct item *item, struct aim_list *ret)
{
	struct str task = check_fold(a, item->task);

	for (size_t i = 0; i < item->targets.n && ret->n < TARGETS_MAX; i++) {
		const struct figure *t = &item->targets.v[i];

		ret->v[ret->n++] = (struct aim){ .target = t,
						 .m = measure_of(t->n, t->unit),
						 .beyond = words_beyond(a, task, t) };
	}
}

/* The only target in this measure, or the only one whose words these are; NULL for none. */
static struct aim *aim_for(struct aim_list *l, const struct zh_quantity *q)
{
	struct measure m = quantity_measure(q);
	struct aim *sole = NULL, *named = NULL;
	size_t same = 0, names = 0;

	if (m.class == MEASURE_PERCENT)
		return NULL;
	for (size_t i = 0; i < l->n; i++) {
		struct aim *aim = &l->v[i];

		if (!measure_same(m, aim->m))
			continue;
		same++;
		sole = aim;
		if (what_like(q->what, aim->target->what) >= LIKE_PART ||
		    what_like(q->what, aim->beyond) >= LIKE_PART) {
			names++;
			named = aim;
		}
	}
	if (names == 1)
		return named;
	return same == 1 ? sole : NULL;
}

static void report_left_over(struct check *c, const struct project *pr, const struct parts *p,
			     const struct figure *t, struct dec target)
{
	bool ok = dec_cmp(p->sum, target) <= 0;
	struct finding *f = finding_add(c, "parts_vs_whole", pr, ok);

	f->left = p->left;
	f->right = dec_str(c->a, t->n);
	f->unit = t->unit;
	finding_spans(c, f, &t->at, NULL);
	f->says = arena_printf(c->a, "剩余%.*s%.*s，%s目标%.*s%.*s", STR_ARG(f->left),
			       STR_ARG(t->unit), ok ? "不超过" : "超过", STR_ARG(f->right),
			       STR_ARG(t->unit));
}

/* 剩余11处: with what is done before it (已完成5处，剩余11处) it makes the target; alone it cannot
 * exceed it. */
static void check_left_over(struct check *c, const struct project *pr, struct aim_list *aims,
			    const struct sentence *s)
{
	for (size_t i = 0; i < s->q.n; i++) {
		const struct zh_quantity *q = &s->q.v[i], *d = i > 0 ? &s->q.v[i - 1] : NULL;
		struct measure m = quantity_measure(q);
		const struct aim *aim;
		struct parts p = { 0 };

		if (!head_has(s, d ? d->to : 0, q->from, rest_words, 2))
			continue;
		aim = aim_for(aims, q);
		if (!aim)
			continue;
		if (d && measure_same(quantity_measure(d), m) &&
		    head_has(s, i > 1 ? s->q.v[i - 2].to : 0, d->from, done_words,
			     COUNT(done_words)))
			take_part(c->a, &p,
				  alike(d->unit, aim->target->unit) ? d->n : quantity_measure(d).n,
				  quantity_measure(d).n);
		take_part(c->a, &p, alike(q->unit, aim->target->unit) ? q->n : m.n, m.n);
		if (p.n == 2 && dec_cmp(p.sum, aim->m.n) >= 0)
			report(c, pr, &p, aim->target->n, aim->target->unit, aim->m.n);
		else if (p.n == 1)
			report_left_over(c, pr, &p, aim->target, aim->m.n);
	}
}

/* A number opens its clause: "4所已开工". */
static bool opens_clause(struct str s, const struct zh_quantity *q)
{
	return q->from == 0 || s.p[q->from - 1] == ',' || s.p[q->from - 1] == ':';
}

/* Every clause opens with its share of one target: 4所已开工，2所正在办理 of 6所. */
static void check_shares(struct check *c, const struct project *pr, struct aim_list *aims,
			 const struct sentence_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].q.n; k++) {
			const struct zh_quantity *q = &l->v[i].q.v[k];
			struct aim *aim = opens_clause(l->v[i].text, q) ? aim_for(aims, q) : NULL;
			struct measure m = quantity_measure(q);

			if (aim)
				take_part(c->a, &aim->shares,
					  alike(q->unit, aim->target->unit) ? q->n : m.n, m.n);
		}
	for (size_t i = 0; i < aims->n; i++) {
		const struct aim *aim = &aims->v[i];

		if (aim->shares.n >= 2 && aim->shares.n < PARTS_MAX &&
		    dec_cmp(aim->shares.sum, aim->m.n) == 0)
			report(c, pr, &aim->shares, aim->target->n, aim->target->unit, aim->m.n);
	}
}

static void check_item(struct check *c, const struct project *pr, const struct item *item)
{
	struct arena_mark at = arena_mark(c->a);
	size_t findings = c->p->findings.n;
	struct sentence_list l = sentences_of(c->a, item->progress);
	struct aim_list *aims;

	if (l.n == 0)
		return;
	aims = arena_alloc(c->a, sizeof(*aims));
	read_aims(c->a, item, aims);
	for (size_t i = 0; i < l.n; i++) {
		check_among(c, pr, &l.v[i]);
		if (!check_rest(c, pr, &l.v[i]))
			check_left_over(c, pr, aims, &l.v[i]);
	}
	check_shares(c, pr, aims, &l);
	if (c->p->findings.n == findings)
		arena_release(c->a, at);
}

/* "约需105万元。其中，…80万元，…25万元": the money cell as one sentence. */
static void check_funds_text(struct check *c, const struct project *pr)
{
	struct str seen = { 0 };

	for (size_t i = 0; i < pr->funds.at.n; i++) {
		const struct mark *m = &pr->funds.at.v[i];
		struct str text = m->given ? seen : span_text(c->in->doc, m->span);
		struct sentence s = { 0 };
		size_t among;

		/* a merged money column says the same for every mark */
		if (text.n == 0 || (text.p == seen.p && text.n == seen.n))
			continue;
		seen = text;
		s.text = check_fold(c->a, text);
		among = str_find(s.text, STR("其中"));
		if (among == STR_NONE)
			continue;
		zh_quantities(c->a, s.text, &s.q);
		check_among(c, pr, &s);
		return;
	}
}

static void use_marks(bool *used, size_t n, const struct mark_list *at)
{
	for (size_t i = 0; i < at->n; i++)
		if (!at->v[i].given && at->v[i].span.block < n)
			used[at->v[i].span.block] = true;
}

/* Paragraphs that belong to no project: 有2项进度滞后，涉及县交通局1项、县住建局1项. */
static void check_outside(struct check *c)
{
	const struct block_list *blocks = &c->in->doc->blocks;
	bool *used = arena_alloc(c->a, blocks->n + 1);

	for (size_t i = 0; i < c->p->projects.n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		use_marks(used, blocks->n, &pr->at);
		use_marks(used, blocks->n, &pr->funds.at);
		for (size_t k = 0; k < pr->items.n; k++) {
			use_marks(used, blocks->n, &pr->items.v[k].at);
			for (size_t m = 0; m < pr->items.v[k].milestones.n; m++)
				use_marks(used, blocks->n, &pr->items.v[k].milestones.v[m].at);
		}
	}
	for (size_t i = 0; i < c->p->completed.n; i++)
		use_marks(used, blocks->n, &c->p->completed.v[i].at);
	for (size_t i = 0; i < blocks->n; i++) {
		struct sentence_list l;

		if (used[i] || blocks->v[i].kind != BLOCK_PARAGRAPH)
			continue;
		l = sentences_of(c->a, blocks->v[i].text);
		for (size_t k = 0; k < l.n; k++)
			check_among(c, NULL, &l.v[k]);
	}
}

void check_parts(struct check *c)
{
	for (size_t i = 0; i < c->p->projects.n; i++) {
		const struct project *pr = &c->p->projects.v[i];

		for (size_t k = 0; k < pr->items.n; k++)
			check_item(c, pr, &pr->items.v[k]);
		if (c->in->doc)
			check_funds_text(c, pr);
		finding_settle(c);
	}
	if (c->in->doc)
		check_outside(c);
}
