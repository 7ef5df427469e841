#include "rules/series.h"

#include "base/utf8.h"

/*
 * Which figures of an item form one series.  Keyed by sub-plan, unit, how far
 * (begun, bought, finished, accepted) and what is counted; the words for
 * what is counted change from milestone to milestone, so they are matched
 * nearest first and one to one, and by position where every milestone lists
 * the same number of figures.
 */

enum {
	FIGURES_MAX = 240, /* per item; what lies beyond stays alone (real plans have below 100) */
	CHAINS_MAX = 48,   /* per bucket */
};

enum phase { PHASE_DONE, PHASE_PREPARE, PHASE_BUY, PHASE_BEGIN, PHASE_ACCEPT };

struct point {
	struct series_point p;
	struct str clause; /* the words around the number, up to , 、 ; */
	struct measure m;
	enum phase phase;
	bool percent, work;
	size_t order;  /* position in its bucket and milestone */
	size_t series; /* index of the series + 1, 0 for none */
};

struct point_list {
	struct point *v;
	size_t n, cap;
};

static const struct str begin_words[] = { STR_INIT("开工"), STR_INIT("动工"), STR_INIT("启动"),
					  STR_INIT("进场"), STR_INIT("开建") };
static const struct str finish_words[] = { STR_INIT("完工"), STR_INIT("竣工"), STR_INIT("建成"),
					   STR_INIT("完成"), STR_INIT("投用"), STR_INIT("交付") };

/* 开工6所 never joins 建成3所: how far the counted things are. */
static enum phase phase_of(struct str stage, struct str clause)
{
	static const struct str prepare[] = {
		STR_INIT("摸底"), STR_INIT("选址"), STR_INIT("设计"),
		STR_INIT("招标"), STR_INIT("申报"), STR_INIT("评审"),
		STR_INIT("签约"), STR_INIT("签订"), STR_INIT("备案")
	};
	static const struct str first_steps[] = { STR_INIT("前期"), STR_INIT("手续"), STR_INIT("勘察"),
						  STR_INIT("选址"), STR_INIT("招标"), STR_INIT("立项"),
						  STR_INIT("施工图"), STR_INIT("摸底") };
	static const struct str built[] = { STR_INIT("完工"), STR_INIT("竣工"), STR_INIT("建成"), STR_INIT("投用") };
	static const struct str buy[] = { STR_INIT("采购"), STR_INIT("购置"), STR_INIT("购买") };
	static const struct str accept[] = { STR_INIT("验收"), STR_INIT("销号"), STR_INIT("考核") };

	if (str_has_any(stage, begin_words, COUNT(begin_words)))
		return PHASE_BEGIN;
	if (str_has_any(stage, accept, COUNT(accept)))
		return PHASE_ACCEPT;
	if (str_has_any(stage, buy, COUNT(buy)))
		return PHASE_BUY;
	if (str_has_any(stage, prepare, COUNT(prepare)))
		return PHASE_PREPARE;
	/* 完成10部前期手续: what is finished only prepares */
	if (str_has_any(clause, first_steps, COUNT(first_steps)) &&
	    !str_has_any(clause, built, COUNT(built)))
		return PHASE_PREPARE;
	/* 12所学校全部开工: the verb follows */
	if (str_has_any(clause, begin_words, COUNT(begin_words)) &&
	    !str_has_any(clause, finish_words, COUNT(finish_words)))
		return PHASE_BEGIN;
	return PHASE_DONE;
}

/*
 * Rule 2 of a series (field practice): 工程量, 任务, 投资, 开工率, 竣工率 are
 * percentages of work; 参保率, 筛查率, 压减50% are levels.
 */
static bool is_work(const struct figure *f, struct str clause)
{
	static const struct str work_rates[] = { STR_INIT("开工率"), STR_INIT("竣工率"),
						 STR_INIT("完工率"), STR_INIT("完成率"),
						 STR_INIT("投资率"), STR_INIT("执行率"),
						 STR_INIT("支付率"), STR_INIT("拨付率") };
	static const struct str work[] = { STR_INIT("任务"), STR_INIT("工程"), STR_INIT("投资"),
					   STR_INIT("进度"), STR_INIT("施工"), STR_INIT("总量"),
					   STR_INIT("建设"), STR_INIT("主体") };
	static const struct str level_verbs[] = { STR_INIT("压减"), STR_INIT("压缩"),
						  STR_INIT("下降"), STR_INIT("降低"),
						  STR_INIT("降至"), STR_INIT("减少"),
						  STR_INIT("提高"), STR_INIT("增长"),
						  STR_INIT("增加"), STR_INIT("缩短") };
	static const struct str levels[] = { STR_INIT("率"), STR_INIT("比例"), STR_INIT("占比"),
					     STR_INIT("比重"), STR_INIT("覆盖面") };
	static const struct str reach[] = { STR_INIT("达"), STR_INIT("保持"), STR_INIT("提升"),
					    STR_INIT("超过") };
	struct str what = f->what.n > 0 ? f->what : clause;

	if (str_has_any(f->stage, work_rates, COUNT(work_rates)) ||
	    str_has_any(what, work_rates, COUNT(work_rates)))
		return true;
	if (str_has_any(f->stage, level_verbs, COUNT(level_verbs)) ||
	    str_has_any(what, levels, COUNT(levels)))
		return false;
	if (str_has_any(f->stage, reach, COUNT(reach)) && !str_has_any(what, work, COUNT(work)))
		return false;
	return f->what.n > 0 || (!str_has_any(clause, level_verbs, COUNT(level_verbs)) &&
				 !str_has_any(clause, levels, COUNT(levels)));
}

static bool ends_clause(struct str s, size_t i)
{
	static const struct str marks[] = { STR_INIT(","),  STR_INIT("，"), STR_INIT("、"),
					    STR_INIT(";"),  STR_INIT("；"), STR_INIT("。"),
					    STR_INIT("\n"), STR_INIT(":"),  STR_INIT("：") };

	for (size_t k = 0; k < COUNT(marks); k++)
		if (str_at(s, i, marks[k]))
			return true;
	return false;
}

/* The words around the figure's digits, searched from *at on; empty when they are not printed so.
 */
static struct str clause_of(struct arena *a, struct str text, struct dec n, size_t *at)
{
	struct str digits = dec_str(a, n);
	enum { CLAUSE_MAX = 300 };
	size_t hit = *at, from, to;

	while ((hit = str_find_from(text, hit, digits)) != STR_NONE) {
		char before = hit > 0 ? text.p[hit - 1] : ' ';
		char after = hit + digits.n < text.n ? text.p[hit + digits.n] : ' ';

		if ((before < '0' || before > '9') && before != '.' &&
		    (after < '0' || after > '9') && after != '.')
			break;
		hit += digits.n;
	}
	if (hit == STR_NONE)
		return (struct str){ 0 };
	*at = to = hit + digits.n;
	for (from = hit; from > 0 && hit - from < CLAUSE_MAX;) {
		size_t before = from;

		utf8_prev(text, &before);
		if (ends_clause(text, before))
			break;
		from = before;
	}
	while (to < text.n && to - hit < CLAUSE_MAX && !ends_clause(text, to))
		to += utf8_len((unsigned char)text.p[to]);
	return str_cut(text, from, to < text.n ? to : text.n);
}

static void read_points(struct arena *a, struct item *item, struct point_list *ret)
{
	for (size_t i = 0; i < item->milestones.n; i++) {
		struct milestone *m = &item->milestones.v[i];
		size_t at = 0;

		for (size_t k = 0; k < m->figures.n; k++) {
			struct figure *f = &m->figures.v[k];
			struct point *p = list_add(ret, a);

			if (ret->n <= FIGURES_MAX)
				p->clause = clause_of(a, m->text, f->n, &at);
			p->m = measure_of(f->n, f->unit);
			p->p = (struct series_point){ f, m, i, p->m.n };
			p->percent = p->m.class == MEASURE_PERCENT;
			p->work = p->percent && is_work(f, p->clause);
			p->phase = phase_of(f->stage, p->clause);
		}
	}
}

/* 每月, 每季度; 全年 is one period and no rhythm. */
static bool rhythm(const struct milestone *m)
{
	return m->recurs == RECURS_MONTH || m->recurs == RECURS_QUARTER;
}

static bool same_bucket(const struct point *a, const struct point *b)
{
	return str_eq(a->p.milestone->sub, b->p.milestone->sub) && measure_same(a->m, b->m) &&
	       a->phase == b->phase && a->work == b->work &&
	       rhythm(a->p.milestone) == rhythm(b->p.milestone);
}

/* Verbs that any count may carry. */
static bool idle_stage(struct str s)
{
	static const struct str idle[] = { STR_INIT("完成"), STR_INIT("新增"), STR_INIT("新建"),
					   STR_INIT("建成"), STR_INIT("建设"), STR_INIT("完工"),
					   STR_INIT("竣工"), STR_INIT("实施"), STR_INIT("开工"),
					   STR_INIT("动工"), STR_INIT("达到"), STR_INIT("提供"),
					   STR_INIT("开展"), STR_INIT("为"),   STR_INIT("达"),
					   STR_INIT("投用") };

	return s.n == 0 || str_has_any(s, idle, COUNT(idle));
}

/*
 * How near two figures are.  The reader may hold a word as what is counted or
 * as the stage (绿化15公顷, 春季绿化), so a telling stage counts as wording.
 */
int figures_like(const struct figure *a, const struct figure *b)
{
	int like = what_like(a->what, b->what);
	bool telling = !idle_stage(a->stage) && !idle_stage(b->stage);

	if (telling && str_eq(a->stage, b->stage))
		return like >= LIKE_PART ? like + 5 : LIKE_INSIDE;
	if (like == LIKE_SAME && what_core(a->what).n == 0 && telling)
		return LIKE_NOT; /* 大中修20公里 beside 改建15公里 */
	if (like < LIKE_PART && a->stage.n > 0 && what_like(a->stage, b->what) >= LIKE_TAIL)
		return LIKE_PART;
	if (like < LIKE_PART && b->stage.n > 0 && what_like(b->stage, a->what) >= LIKE_TAIL)
		return LIKE_PART;
	if (like == LIKE_SILENT && telling)
		return LIKE_NOT;
	return like;
}

/* The figures of one bucket, and whether every milestone brings as many. */
struct bucket {
	struct point **v;
	size_t n, cap;
	size_t width; /* figures per milestone when uniform, else 0 */
};

static void measure_bucket(struct bucket *b)
{
	size_t run = 0;

	b->width = 0;
	for (size_t i = 0; i < b->n; i++) {
		bool fresh = i == 0 || b->v[i]->p.place != b->v[i - 1]->p.place;

		if (fresh && i > 0 && b->width == 0)
			b->width = run;
		else if (fresh && i > 0 && b->width != run)
			b->width = STR_NONE;
		run = fresh ? 1 : run + 1;
		b->v[i]->order = run - 1;
	}
	if (b->width == 0)
		b->width = run;
	else if (b->width != run)
		b->width = 0;
}

/* The last figure of series k among the first n of the bucket. */
static struct point *last_of(const struct bucket *b, size_t n, size_t k)
{
	for (size_t i = n; i-- > 0;)
		if (b->v[i]->series == k)
			return b->v[i];
	return NULL;
}

struct chain_state {
	const struct bucket *b;
	bool lists;	     /* every milestone prints the same list of units */
	size_t first, count; /* series of this bucket: first … first + count - 1 (+ 1 as stored) */
	size_t from, to;     /* the figures of the milestone at hand */
	int (*like)[CHAINS_MAX]; /* figure - from × series - first; 0 for not near enough */
};

static bool taken(const struct chain_state *c, size_t k)
{
	for (size_t i = c->from; i < c->to; i++)
		if (c->b->v[i]->series == k)
			return true;
	return false;
}

static size_t chains(const struct chain_state *c)
{
	return c->count < CHAINS_MAX ? c->count : CHAINS_MAX;
}

/* Fills the table of likenesses for the milestone at hand. */
static void compare_all(const struct chain_state *c)
{
	bool alone = c->count == 1 && c->to - c->from == 1;

	for (size_t k = 0; k < chains(c); k++) {
		const struct point *last = last_of(c->b, c->from, c->first + k);

		for (size_t i = c->from; i < c->to; i++) {
			const struct point *p = c->b->v[i];
			int like = last ? figures_like(p->p.figure, last->p.figure) : LIKE_NOT;

			if (like < LIKE_PART && !(alone && like == LIKE_SILENT))
				like = LIKE_NOT;
			else
				like = like * 4 +
				       2 * (p->p.figure->says_total == last->p.figure->says_total) +
				       (p->order == last->order);
			c->like[i - c->from][k] = like;
		}
	}
}

/* Gives the nearest free pair of figure and series each other, while any is near enough. */
static bool match_nearest(const struct chain_state *c)
{
	size_t best = 0, to = 0;
	int high = 0;

	for (size_t i = c->from; i < c->to; i++)
		for (size_t k = 0; c->b->v[i]->series == 0 && k < chains(c); k++)
			if (c->like[i - c->from][k] > high && !taken(c, c->first + k)) {
				high = c->like[i - c->from][k];
				best = i;
				to = c->first + k;
			}
	if (high > 0)
		c->b->v[best]->series = to;
	return high > 0;
}

/*
 * By position, where every milestone of the bucket lists as many figures.
 * Unlike words need more: that the milestones print one list of units
 * throughout, or that a neighbour was matched in its place.
 */
static void match_places(const struct chain_state *c)
{
	bool anchored = c->lists;

	if (!c->lists && (c->b->width < 2 || c->b->width == STR_NONE))
		return;
	for (size_t i = c->from; i < c->to && !anchored; i++) {
		const struct point *p = c->b->v[i];
		const struct point *last = p->series ? last_of(c->b, c->from, p->series) : NULL;

		anchored = last && last->order == p->order;
	}
	for (size_t i = c->from; i < c->to; i++)
		for (size_t k = c->first; c->b->v[i]->series == 0 && k < c->first + chains(c);
		     k++) {
			const struct point *last = last_of(c->b, c->from, k);

			if (last && last->order == c->b->v[i]->order && !taken(c, k) &&
			    (anchored ||
			     figures_like(c->b->v[i]->p.figure, last->p.figure) > LIKE_NOT))
				c->b->v[i]->series = k;
		}
}

/* Three figures or more per milestone, the same units in the same order throughout a sub-plan. */
static bool lists_alike(const struct item *item, struct str sub)
{
	const struct figure_list *first = NULL;
	size_t milestones = 0;

	for (size_t i = 0; i < item->milestones.n; i++) {
		const struct milestone *m = &item->milestones.v[i];

		if (m->figures.n == 0 || !str_eq(m->sub, sub))
			continue;
		milestones++;
		if (!first)
			first = &m->figures;
		if (m->figures.n != first->n || first->n < 3)
			return false;
		for (size_t k = 0; k < first->n; k++)
			if (!str_eq(first->v[k].unit, m->figures.v[k].unit))
				return false;
	}
	return milestones > 1;
}

/* Numbers the series of one bucket from *next on (1 is the first). */
static void chain_bucket(struct arena *a, const struct bucket *b, bool lists, size_t *next)
{
	struct chain_state c = { .b = b, .lists = lists, .first = *next };

	c.like = arena_alloc(a, b->n * sizeof(*c.like));
	for (c.from = 0; c.from < b->n; c.from = c.to) {
		for (c.to = c.from; c.to < b->n && b->v[c.to]->p.place == b->v[c.from]->p.place;)
			c.to++;
		compare_all(&c);
		while (match_nearest(&c))
			;
		match_places(&c);
		for (size_t i = c.from; i < c.to; i++)
			if (b->v[i]->series == 0)
				b->v[i]->series = c.first + c.count++;
	}
	*next = c.first + c.count;
}

static void chain_all(struct arena *a, const struct item *item, const struct point_list *points,
		      size_t *next)
{
	*next = 1;
	for (size_t i = 0; i < points->n; i++) {
		struct bucket b = { 0 };

		if (points->v[i].series != 0)
			continue;
		for (size_t k = i; k < points->n && (k == i || k < FIGURES_MAX); k++)
			if (points->v[k].series == 0 && same_bucket(&points->v[i], &points->v[k]))
				*list_add(&b, a) = &points->v[k];
		measure_bucket(&b);
		chain_bucket(a, &b, b.n > 1 && lists_alike(item, points->v[i].p.milestone->sub),
			     next);
	}
}

static void take_point(struct arena *a, struct series *s, const struct point *p)
{
	const struct figure *f = p->p.figure;

	if (s->n == 0) {
		s->sub = p->p.milestone->sub;
		s->unit = f->unit;
		s->printed = true;
		s->percent = p->percent;
		s->work = p->work;
		s->money = p->m.class == MEASURE_MONEY;
		s->recurs = rhythm(p->p.milestone);
	} else if (!str_eq(s->unit, f->unit)) {
		s->unit = p->m.unit;
		s->printed = false;
	}
	if (f->what.n > s->what.n)
		s->what = f->what;
	*list_add(s, a) = p->p;
}

struct series_list series_find(struct arena *a, struct item *item, const struct funds *funds)
{
	struct point_list points = { 0 };
	struct series_list ret = { 0 };
	size_t next;

	read_points(a, item, &points);
	chain_all(a, item, &points, &next);
	for (size_t k = 1; k < next; k++)
		(void)list_add(&ret, a);
	for (size_t i = 0; i < points.n; i++)
		take_point(a, &ret.v[points.v[i].series - 1], &points.v[i]);
	for (size_t k = 0; k < ret.n; k++)
		series_targets(a, &ret.v[k], item, funds);
	return ret;
}
