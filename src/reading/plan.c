/*
 * Plans: dated clauses become milestones (docs/format.md).  A cell is cut into
 * sentences; a numbered or labelled sentence without a time is the heading of
 * what follows; a sentence with several times is cut before each; one without
 * any belongs to the clause before it.
 */

#include "reading/fill.h"

#include "base/utf8.h"
#include "reading/kind.h"
#include "zh/number.h"
#include "zh/quantity.h"

enum { SUB_CHARS = 45, ANY_YEAR = 2000 };

struct planning {
	struct arena *a;
	const struct text *t;
	struct str s;
	int year;
	struct item *item;
	struct milestone *now; /* what a sentence without a time prolongs */
	size_t now_from;
	struct str sub;
	size_t sub_from, sub_to;
};

static enum recurs recurs_of(enum zh_rhythm r)
{
	return r == ZH_MONTHLY ? RECURS_MONTH : r == ZH_QUARTERLY ? RECURS_QUARTER : r == ZH_YEARLY ? RECURS_YEAR : RECURS_NO;
}

static enum compare compare_of(enum zh_compare c)
{
	static const enum compare map[] = { CMP_NONE, CMP_AT_LEAST, CMP_ABOVE, CMP_AT_MOST, CMP_ABOUT, CMP_ASPIRE };

	return map[c];
}

static void add_figures(struct arena *a, const struct text *t, size_t from, size_t to,
			struct figure_list *ret)
{
	struct zh_quantity_list list = { 0 };

	zh_quantities(a, str_cut(t->s, from, to), &list);
	for (size_t i = 0; i < list.n; i++) {
		const struct zh_quantity *q = &list.v[i];
		struct figure *f = list_add(ret, a);

		f->n = q->n;
		f->unit = q->unit;
		f->what = q->what;
		f->stage = q->stage;
		f->cmp = compare_of(q->cmp);
		f->says_total = q->total || (q->work && str_eq(q->unit, STR("%")));
		f->says_period = q->period;
		text_mark(a, t, from + q->from, from + q->to, "n", &f->at);
	}
}

/* Without the stops at its end. */
static size_t trim_end(struct str s, size_t from, size_t to)
{
	while (to > from) {
		if (s.p[to - 1] == ';' || s.p[to - 1] == ',' || s.p[to - 1] == '\n' || s.p[to - 1] == ' ')
			to--;
		else if (to - from >= 3 && str_at(s, to - 3, STR("。")))
			to -= 3;
		else
			break;
	}
	return to;
}

static void close_milestone(struct planning *p, size_t to)
{
	struct milestone *m = p->now;

	if (m == NULL)
		return;
	to = trim_end(p->s, p->now_from, to);
	m->text = text_print(p->a, p->t, p->now_from, to);
	text_mark(p->a, p->t, p->now_from, to, "text", &m->at);
	m->figures = (struct figure_list){ 0 };
	add_figures(p->a, p->t, p->now_from, to, &m->figures);
	p->now = NULL;
}

static void set_when(struct planning *p, struct milestone *m, struct zh_when w)
{
	m->from = w.from;
	m->due = w.due;
	m->recurs = recurs_of(w.rhythm);
	text_mark(p->a, p->t, w.begin, w.end, "due", &m->at);
}

static void open_milestone(struct planning *p, size_t from, struct zh_when w)
{
	struct milestone *m = list_add(&p->item->milestones, p->a);

	m->sub = p->sub;
	if (p->sub.n > 0)
		text_mark(p->a, p->t, p->sub_from, p->sub_to, "sub", &m->at);
	set_when(p, m, w);
	p->now = m;
	p->now_from = from;
}

/* "(一)", "1.", "1、", "①", "一是", "一、" at i: how many bytes. */
static size_t numbering_at(struct str s, size_t i)
{
	size_t k = i;
	bool bracket = k < s.n && s.p[k] == '(';
	struct zh_when w;
	int n;

	if (i + 3 <= s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x91 &&
	    (unsigned char)s.p[i + 2] >= 0xA0 && (unsigned char)s.p[i + 2] <= 0xB3)
		return 3;
	k += bracket;
	if (!zh_small(s, &k, &n) || n > 30)
		return 0;
	if (bracket)
		return k < s.n && s.p[k] == ')' ? k + 1 - i : 0;
	if (k < s.n && s.p[k] == ')')
		return k + 1 - i;
	if (k < s.n && s.p[k] == '.' && (!zh_is_digit(s, k + 1) || (n > 0 && zh_when_at(s, k + 1, ANY_YEAR, &w))))
		return k + 1 - i; /* 1.完成, 1.3月底前: no month has decimals */
	if (str_at(s, k, STR("、")) && !zh_is_digit(s, k + 3) && zh_digit_at(s, k + 3) < 0)
		return k + 3 - i;
	if (str_at(s, k, STR("是")) && !zh_is_digit(s, i))
		return k + 3 - i;
	return 0;
}

static bool is_stop(struct str s, size_t i)
{
	return s.p[i] == ';' || s.p[i] == '\n' || str_at(s, i, STR("。"));
}

/* A line end is a stop before a time or a number, or after a stop; else only a wrap. */
static bool line_stops(struct str s, size_t i, int year)
{
	struct zh_when w;

	if (i + 1 >= s.n)
		return true;
	if (i > 0 && (s.p[i - 1] == ';' || s.p[i - 1] == ':' || (i >= 3 && str_at(s, i - 3, STR("。")))))
		return true;
	return numbering_at(s, i + 1) > 0 || zh_when_at(s, i + 1, year, &w);
}

static size_t sentence_end(struct str s, size_t i, int year)
{
	int depth = 0;
	size_t quoted = 0;

	for (; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && depth > 0)
			depth--;
		else if (str_at(s, i, STR("“")) || str_at(s, i, STR("《")))
			quoted++;
		else if (quoted > 0 && (str_at(s, i, STR("”")) || str_at(s, i, STR("》"))))
			quoted--;
		else if (s.p[i] == '\n' ? line_stops(s, i, year) : depth == 0 && !quoted && is_stop(s, i))
			return i;
		/* an unclosed bracket must not swallow the cell */
		if (s.p[i] == '\n')
			depth = 0, quoted = 0;
	}
	return s.n;
}

/* Words that may stand between a comma and its time. */
static size_t skip_lead(struct str s, size_t i)
{
	static const struct str words[] = {
		STR_INIT("力争"), STR_INIT("计划"), STR_INIT("预计"), STR_INIT("确保"), STR_INIT("到"),	  STR_INIT("于"),
		STR_INIT("在"),	  STR_INIT("至"),   STR_INIT("截至"), STR_INIT("争取"), STR_INIT("拟"),	  STR_INIT("并"),
		STR_INIT("将"),	  STR_INIT("最迟"), STR_INIT("同时"), STR_INIT("其中"), STR_INIT("项目"), STR_INIT("从"),
		STR_INIT("原则上"), STR_INIT("不晚于"), STR_INIT("-"), STR_INIT("·"), STR_INIT("今年"),
	};
	bool more = true;

	while (more) {
		more = false;
		for (size_t k = 0; k < COUNT(words); k++)
			if (str_at(s, i, words[k]) && i + words[k].n < s.n) {
				struct zh_when w;

				if (zh_when_at(s, i, 2000, &w)) /* 从3月起 */
					return i;
				i += words[k].n;
				more = true;
			}
	}
	return i;
}

/* The start of the comma clause that byte i stands in. */
static size_t clause_begin(struct str s, size_t floor, size_t i)
{
	while (i > floor && s.p[i - 1] != ',' && s.p[i - 1] != ':' && s.p[i - 1] != ';' && s.p[i - 1] != '\n' &&
	       !(i >= 3 && str_at(s, i - 3, STR("、"))))
		i--;
	return i;
}

static bool at_clause_start(struct str s, size_t floor, const struct zh_when *w)
{
	size_t begin = clause_begin(s, floor, w->begin);

	return skip_lead(s, begin) >= w->begin;
}

/* A time in brackets, quoted, or that names a thing (2022-2023学年, 1月份数据) is no date of the clause. */
static bool in_brackets(struct str s, size_t from, size_t i)
{
	int depth = 0;

	for (size_t k = from; k < i; k++)
		depth += s.p[k] == '(' ? 1 : s.p[k] == ')' ? -1 : 0;
	return depth > 0;
}

static bool find_time(struct str s, size_t from, size_t to, int year, struct zh_when *w)
{
	size_t i = from;

	while (zh_when_find(str_cut(s, 0, to), i, year, w)) {
		if (!in_brackets(s, from, w->begin) && !str_at(s, w->end, STR("学年")) &&
		    !str_at(s, w->end, STR("度")))
			return true;
		i = w->end;
	}
	if (i == from) /* none at all */
		return false;
	/* only a bracketed one: (完成时限：6月底) */
	return zh_when_find(str_cut(s, 0, to), from, year, w) && !str_at(s, w->end, STR("学年"));
}

static void set_sub(struct planning *p, size_t from, size_t to)
{
	to = trim_end(p->s, from, to);
	while (to > from && p->s.p[to - 1] == ':')
		to--;
	if (utf8_count(str_cut(p->s, from, to)) > SUB_CHARS)
		return;
	p->sub = text_print(p->a, p->t, from, to);
	p->sub_from = from;
	p->sub_to = to;
}

/* "公交优化：6月底前…": words before the colon name what follows. */
static size_t take_label(struct planning *p, size_t from, size_t to, const struct zh_when *w, bool numbered)
{
	size_t colon = str_rfind(str_cut(p->s, from, w->begin), STR(":"));
	size_t at;

	if (colon == STR_NONE)
		return from;
	at = from + colon;
	if (skip_lead(p->s, at + 1) < w->begin || w->end >= to)
		return from;
	if (colon < 3 || (!numbered && utf8_count(str_cut(p->s, from, at)) > 30))
		return from;
	set_sub(p, from, at);
	return at + 1;
}

static void dated_sentence(struct planning *p, size_t from, size_t to, struct zh_when w)
{
	struct zh_when next;
	size_t begin = from, i;
	bool several;

	close_milestone(p, from);
	i = w.end;
	several = false;
	while (find_time(p->s, i, to, p->year, &next)) {
		if (at_clause_start(p->s, i, &next) && next.begin > w.end &&
		    !(next.rhythm != ZH_ONCE && w.rhythm != ZH_ONCE)) {
			several = true;
			break;
		}
		i = next.end;
	}
	if (several && clause_begin(p->s, from, w.begin) > from)
		begin = clause_begin(p->s, from, w.begin);
	open_milestone(p, begin, w);
	i = w.end;
	while (several && find_time(p->s, i, to, p->year, &next)) {
		if (at_clause_start(p->s, i, &next)) {
			size_t cut = clause_begin(p->s, i, next.begin);

			close_milestone(p, cut);
			open_milestone(p, cut, next);
		}
		i = next.end;
	}
}

static bool sub_has_milestone(const struct planning *p)
{
	const struct milestone_list *l = &p->item->milestones;

	return l->n > 0 && str_eq(l->v[l->n - 1].sub, p->sub);
}

static void read_sentence(struct planning *p, size_t from, size_t to)
{
	size_t number;
	struct zh_when w;
	bool dated;

	while (from < to && (p->s.p[from] == ' ' || p->s.p[from] == '\n'))
		from++;
	number = numbering_at(p->s, from);
	if (number >= to - from)
		number = 0;
	dated = find_time(p->s, from + number, to, p->year, &w);
	if (number > 0 && !dated) {
		size_t line = str_find_from(p->s, from, STR("\n"));

		close_milestone(p, from);
		if (line == STR_NONE || line >= to) {
			set_sub(p, from + number, to);
		} else {
			set_sub(p, from + number, line);
			read_sentence(p, line, to);
		}
		return;
	}
	if (number > 0)
		close_milestone(p, from);
	from += number;
	if (!dated) {
		/* a heading in front of the first clause: "示范村建设：" */
		if (to < p->s.n && to > from && p->s.p[to - 1] == ':') {
			close_milestone(p, from);
			set_sub(p, from, to);
		} else if (p->sub.n > 0 && p->now == NULL && p->sub_to <= from && !sub_has_milestone(p)) {
			/* a sub-plan without a date: work of the whole year */
			struct zh_when year = { .from = day_of(p->year, 1, 1), .due = day_of(p->year, 12, 31),
						.begin = from, .end = from };

			open_milestone(p, from, year);
		}
		return;
	}
	from = take_label(p, from, to, &w, number > 0);
	dated_sentence(p, from, to, w);
}

void fill_plan(struct arena *a, const struct text *t, int year, struct item *ret)
{
	struct planning p = { .a = a, .t = t, .s = t->s, .year = year, .item = ret };
	size_t first = ret->milestones.n, i = 0, last = 0;

	while (i < p.s.n) {
		size_t end = sentence_end(p.s, i, year);

		if (end > i) {
			read_sentence(&p, i, end);
			last = end;
		}
		if (end >= p.s.n)
			break;
		i = end + (str_at(p.s, end, STR("。")) ? 3 : 1);
	}
	close_milestone(&p, last);
	if (ret->milestones.n == first && p.s.n > 6 && !kind_is_nothing(p.s)) {
		/* a plan without any date: the whole year, undated work */
		struct zh_when w = { .from = day_of(year, 1, 1), .due = day_of(year, 12, 31) };

		p.sub = STR("");
		open_milestone(&p, 0, w);
		close_milestone(&p, p.s.n);
	}
}

void fill_deadline(struct arena *a, const struct text *t, struct str label, int year,
		   struct item *ret)
{
	struct zh_when w;
	struct milestone *m;

	if (!zh_when_find(t->s, 0, year, &w))
		return;
	if (!zh_when_only(t->s, year, &w)) {
		fill_plan(a, t, year, ret);
		return;
	}
	m = list_add(&ret->milestones, a);
	m->bare = true;
	m->due = w.due;
	m->from = w.whole_year || w.rhythm != ZH_ONCE ? w.from : day_is(w.from) && w.from.month != w.due.month ? w.from : DAY_NONE;
	m->recurs = recurs_of(w.rhythm);
	m->text = arena_printf(a, "%.*s：%.*s", STR_ARG(label), STR_ARG(text_print(a, t, 0, t->s.n)));
	text_mark(a, t, 0, t->s.n, "text", &m->at);
	text_mark(a, t, w.begin, w.end, "due", &m->at);
}

void fill_period(struct arena *a, const struct text *t, struct str label, struct zh_when when,
		 int year, struct item *ret)
{
	struct milestone *m;
	struct zh_when w;

	(void)label;
	if (t->s.n == 0 || kind_is_nothing(t->s))
		return;
	/* several dated clauses inside a quarter's cell stand for themselves */
	if (zh_when_find(t->s, 0, year, &w) && at_clause_start(t->s, 0, &w) && w.begin < 12 && !w.whole_year) {
		fill_plan(a, t, year, ret);
		return;
	}
	m = list_add(&ret->milestones, a);
	m->from = when.from;
	m->due = when.due;
	m->text = text_print(a, t, 0, trim_end(t->s, 0, t->s.n));
	text_mark(a, t, 0, t->s.n, "text", &m->at);
	add_figures(a, t, 0, t->s.n, &m->figures);
}

/* 全年新增700人 is a target; 年内实现通航 and 8月底前完成5个 are dates. */
static bool dates_a_task(struct str s, const struct zh_when *w, int year)
{
	if (w->rhythm != ZH_ONCE && w->end < s.n && s.p[w->end] == ':')
		return true;
	if (w->rhythm == ZH_QUARTERLY || w->rhythm == ZH_MONTHLY)
		return at_clause_start(s, 0, w) && !str_has(str_cut(s, w->begin, s.n), STR("元"));
	if (w->rhythm != ZH_ONCE || w->due.year != year || str_at(s, w->begin, STR("当年")))
		return false;
	/* 已于9月1日前完工 tells what was done */
	if (str_ends(str_cut(s, 0, w->begin), STR("已于")) || str_ends(str_cut(s, 0, w->begin), STR("已在")))
		return false;
	return !(w->has_year && day_is(w->from) && w->from.month == 1 && w->due.month == 12);
}

void fill_task_dates(struct arena *a, const struct text *t, int year, struct item *ret)
{
	struct planning p = { .a = a, .t = t, .s = t->s, .year = year, .item = ret };
	size_t i = 0;

	while (i < p.s.n) {
		size_t end = sentence_end(p.s, i, year);
		struct zh_when w;
		size_t at = i;

		while (find_time(p.s, at, end, year, &w)) {
			size_t from = clause_begin(p.s, i, w.begin);

			at = w.end;
			if (in_brackets(p.s, i, w.begin) || !dates_a_task(p.s, &w, year))
				continue;
			dated_sentence(&p, from, end, w);
			close_milestone(&p, end);
			break;
		}
		if (end >= p.s.n)
			break;
		i = end + (str_at(p.s, end, STR("。")) ? 3 : 1);
	}
}

static bool same_place(const struct figure *x, const struct figure *y)
{
	const struct span *a, *b;

	if (x->at.n == 0 || y->at.n == 0)
		return false;
	a = &x->at.v[0].span;
	b = &y->at.v[0].span;
	return a->block == b->block && a->row == b->row && a->col == b->col && a->from == b->from;
}

void drop_dated_targets(struct item *item)
{
	size_t kept = 0;

	for (size_t i = 0; i < item->targets.n; i++) {
		bool dated = false;

		for (size_t m = 0; m < item->milestones.n && !dated; m++)
			for (size_t k = 0; k < item->milestones.v[m].figures.n && !dated; k++)
				dated = same_place(&item->targets.v[i], &item->milestones.v[m].figures.v[k]);
		if (!dated)
			item->targets.v[kept++] = item->targets.v[i];
	}
	item->targets.n = kept;
}

static bool marked(const struct mark_list *at, const struct span *s)
{
	for (size_t i = 0; i < at->n; i++)
		if (at->v[i].span.block == s->block && at->v[i].span.row == s->row && at->v[i].span.col == s->col &&
		    at->v[i].span.from < s->to && s->from < at->v[i].span.to && strcmp(at->v[i].field, "text") != 0)
			return true;
	return false;
}

void drop_money_targets(struct item *item, const struct funds *funds)
{
	size_t kept = 0;

	for (size_t i = 0; i < item->targets.n; i++) {
		const struct mark_list *at = &item->targets.v[i].at;
		bool money = at->n > 0 && marked(&funds->at, &at->v[0].span);

		for (size_t k = 0; k < funds->sources.n && !money; k++)
			money = at->n > 0 && marked(&funds->sources.v[k].at, &at->v[0].span);
		if (!money)
			item->targets.v[kept++] = item->targets.v[i];
	}
	item->targets.n = kept;
}

void fill_targets(struct arena *a, const struct text *t, struct item *ret)
{
	add_figures(a, t, 0, t->s.n, &ret->targets);
}
