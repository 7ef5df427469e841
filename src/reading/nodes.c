#include "reading/nodes.h"

#include "base/utf8.h"
#include "reading/meta.h"
#include "reading/prose.h"
#include "zh/money.h"
#include "zh/number.h"
#include "zh/when.h"

enum { DEPTHS = 12 };

/* Headings without a number are told by their level. */
static int style_of(const struct line *l)
{
	if (l->style != NUM_NONE)
		return (int)l->style;
	return l->level > 0 ? NUM_STYLES + l->level : NUM_NONE;
}

static bool is_demand(struct str s)
{
	static const struct str words[] = {
		STR_INIT("组织领导"), STR_INIT("工作要求"), STR_INIT("压实"), STR_INIT("责任落实"), STR_INIT("督查"), STR_INIT("督促检查"), STR_INIT("监督检查"), STR_INIT("考核"), STR_INIT("宣传"),
		STR_INIT("保障措施"), STR_INIT("强化保障"), STR_INIT("要素保障"), STR_INIT("提高认识"), STR_INIT("提高思想"), STR_INIT("统筹协调"), STR_INIT("有关要求"), STR_INIT("工作机制"), STR_INIT("下一步"), STR_INIT("存在的问题"), STR_INIT("存在问题"), STR_INIT("提高政治"), STR_INIT("提高站位"), STR_INIT("加强领导"), STR_INIT("严格落实"), STR_INIT("严明纪律"), STR_INIT("信息报送"), STR_INIT("及时报送"), STR_INIT("明确责任"), STR_INIT("落实责任"), STR_INIT("强化责任"), STR_INIT("加强督"), STR_INIT("强化督"), STR_INIT("扎实推进实施"), STR_INIT("公开征集"), STR_INIT("部门谋划"), STR_INIT("优化比选"), STR_INIT("会议研究"), STR_INIT("加强监管"), STR_INIT("加强调度"), STR_INIT("强化调度"), STR_INIT("营造氛围"), STR_INIT("总体要求"), STR_INIT("指导思想"), STR_INIT("基本原则"), STR_INIT("征集方式"), STR_INIT("征集要求"), STR_INIT("征集对象"), STR_INIT("征集原则"), STR_INIT("征集渠道"), STR_INIT("征集领域"), STR_INIT("征集时间"), STR_INIT("征集范围"), STR_INIT("征集内容"), STR_INIT("凝聚合力"), STR_INIT("形成合力"), STR_INIT("经验做法"), STR_INIT("主要做法"), STR_INIT("工作措施"), STR_INIT("工作成效"), STR_INIT("严格督"), STR_INIT("推进机制"), STR_INIT("资金保障"), STR_INIT("落实资金"), STR_INIT("资金管理"), STR_INIT("强化考评"), STR_INIT("信息公开"), STR_INIT("档案"), STR_INIT("跟踪问效"), STR_INIT("严肃"), STR_INIT("细化"),
	};
	struct str head = s;
	size_t stop = str_find(s, STR("。"));

	if (stop != STR_NONE)
		head.n = stop;
	if (utf8_count(head) > 40)
		return false;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(head, words[k]))
			return true;
	return false;
}

struct text nodes_text(struct arena *a, const struct line_list *lines, size_t from, size_t to)
{
	struct piece_list all = { 0 };

	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < lines->v[i].text.npieces; k++)
			*list_add(&all, a) = lines->v[i].text.pieces[k];
	return text_of(a, all.v, all.n, TEXT_TIGHT);
}

/* The lines that belong to the node itself, also those behind its children. */
static struct text own_lines(struct arena *a, const struct line_list *lines, const size_t *owner,
			     const struct node *n, size_t index)
{
	struct piece_list all = { 0 };

	for (size_t i = n->line; i < n->end; i++)
		if (owner[i] == index)
			for (size_t k = 0; k < lines->v[i].text.npieces; k++)
				*list_add(&all, a) = lines->v[i].text.pieces[k];
	return text_of(a, all.v, all.n, TEXT_TIGHT);
}

static void weigh(struct arena *a, const struct line_list *lines, const size_t *owner,
		  struct node *n, size_t index)
{
	struct arena_mark at = arena_mark(a);
	struct text t = own_lines(a, lines, owner, n, index);
	struct zh_money_list money = { 0 };
	struct zh_quantity_list quantity = { 0 };
	struct zh_when w;

	n->duty = body_has_duty(t.s);
	n->demand = is_demand(lines->v[n->line].text.s);
	if (t.s.n > 3000)
		t.s.n = 0;
	zh_moneys(a, t.s, &money);
	zh_quantities(a, t.s, &quantity);
	n->weak = (money.n > 0) + (quantity.n > 0) + (t.s.n > 0 && zh_when_find(t.s, 0, 2000, &w));
	arena_release(a, at);
}

static bool begins_label(const struct line *l)
{
	size_t n;
	struct str s = l->text.s;

	return label_of_line(s, l->skip, &n) != FIELD_NONE &&
	       (l->skip + n == s.n || s.p[l->skip + n] == ':' || s.p[l->skip + n] == '\n' || s.p[l->skip + n] == '(');
}

/* "01 项目名称：…", further down "02 项目名称：…": there the number is the project's. */
static bool names_are_numbered(const struct line_list *lines)
{
	int last = 0;

	for (size_t i = 0; i < lines->n; i++) {
		const struct line *l = &lines->v[i];
		size_t n;

		if (l->style != NUM_POINT || label_of_line(l->text.s, l->skip, &n) != FIELD_NAME || !begins_label(l))
			continue;
		if (last > 0)
			return l->number == last + 1;
		last = l->number;
	}
	return false;
}

/* "2.牵头单位：县教育局": the number only orders the labels. */
static bool numbers_a_label(const struct line *l, bool names)
{
	size_t n;

	if (names && label_of_line(l->text.s, l->skip, &n) == FIELD_NAME)
		return false;
	return (l->style == NUM_POINT || l->style == NUM_CLAUSE || l->style == NUM_CIRCLE || l->style == NUM_BULLET) &&
	       begins_label(l);
}

static int last_year_in(struct str s)
{
	int last = 0;

	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		int y = zh_is_digit(s, i) && (i == 0 || !zh_is_digit(s, i - 1)) ? meta_year_in(s, i) : 0;

		last = y > last ? y : last;
	}
	return last;
}

/* A heading that speaks of an earlier year alone. */
static bool heads_past(struct str s, int year)
{
	enum { HEADING_CHARS = 40 };
	int said = year > 0 && utf8_count(s) <= HEADING_CHARS ? last_year_in(s) : 0;

	return said > 0 && said < year;
}

/* 下半年工作安排, 存在的主要困难: how it goes on, and not what is done. */
static bool heads_outlook(struct str s)
{
	static const struct str words[] = { STR_INIT("工作安排"), STR_INIT("工作打算"), STR_INIT("下步打算"), STR_INIT("下一步"), STR_INIT("下一阶段"), STR_INIT("主要困难"), STR_INIT("困难和问题"), STR_INIT("存在问题"),
					    STR_INIT("存在的问题"), STR_INIT("工作建议"), STR_INIT("工作要求") };
	enum { HEADING_CHARS = 24 };

	if (utf8_count(s) > HEADING_CHARS || str_has(s, STR("实事")) || str_has(s, STR("项目")))
		return false;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

/* Marks what stands under such headings, where something else is left. */
static void mark_aside(const struct line_list *lines, struct node_list *list, int year)
{
	enum { LEFT_MIN = 3 };
	size_t left = 0;

	for (size_t k = 0; k < list->n; k++) {
		struct node *n = &list->v[k];

		if (n->parent != SIZE_MAX) {
			struct str head = lines->v[list->v[n->parent].line].text.s;

			n->aside = list->v[n->parent].aside || heads_past(head, year) || (heads_outlook(head) && !n->duty);
		}
		left += !n->aside && (n->duty || n->weak > 0);
	}
	for (size_t k = 0; left < LEFT_MIN && k < list->n; k++)
		list->v[k].aside = false;
}

/* What each node says itself, and which have duties below them. */
static void weigh_all(struct arena *a, const struct line_list *lines, const size_t *owner, struct node_list *list)
{
	for (size_t k = 0; k < list->n; k++) {
		struct node *n = &list->v[k];

		n->own_end = k + 1 < list->n && n[1].line < n->end ? n[1].line : n->end;
		weigh(a, lines, owner, n, k);
	}
	for (size_t k = list->n; k-- > 0;)
		if (list->v[k].parent != SIZE_MAX && (list->v[k].duty || list->v[k].below))
			list->v[list->v[k].parent].below = true;
}

struct node_list nodes_build(struct arena *a, const struct line_list *lines, int year)
{
	struct node_list list = { 0 };
	size_t stack[DEPTHS], *owner = arena_alloc(a, (lines->n + 1) * sizeof(*owner));
	bool names = names_are_numbered(lines);
	int depth = 0;

	for (size_t i = 0; i < lines->n; i++) {
		int style = style_of(&lines->v[i]), at = -1;
		struct node *n;

		if (style == NUM_NONE || numbers_a_label(&lines->v[i], names)) {
			/* a label below a paragraph speaks of the paragraph, not of its last inner point */
			while (depth > 1 && !lines->v[i].inner && lines->v[list.v[stack[depth - 1]].line].inner &&
			       begins_label(&lines->v[i])) {
				list.v[stack[--depth]].end = i;
			}
			owner[i] = depth ? stack[depth - 1] : SIZE_MAX;
			continue;
		}
		/* points inside the paragraph above end with it */
		while (depth > 0 && !lines->v[i].inner && lines->v[list.v[stack[depth - 1]].line].inner &&
		       list.v[stack[depth - 1]].style != style)
			list.v[stack[--depth]].end = i;
		for (int d = 0; d < depth; d++)
			if (list.v[stack[d]].style == style)
				at = d;
		/* 建设内容：（一）…（二）…: points inside a paragraph of their own are no siblings of （一） */
		if (at >= 0 && lines->v[i].inner && !lines->v[list.v[stack[at]].line].inner &&
		    lines->v[i].block != lines->v[list.v[stack[at]].line].block) {
			owner[i] = stack[depth - 1];
			continue;
		}
		/* headings of the format nest by level */
		if (at < 0 && style > NUM_STYLES)
			for (int d = 0; d < depth; d++)
				if (list.v[stack[d]].style > NUM_STYLES && list.v[stack[d]].style > style) {
					at = d;
					break;
				}
		if (at < 0)
			at = depth < DEPTHS ? depth : DEPTHS - 1;
		for (int d = at; d < depth; d++)
			list.v[stack[d]].end = i;
		n = list_add(&list, a);
		*n = (struct node){ .line = i, .style = style, .number = lines->v[i].number, .depth = at,
				    .parent = at > 0 ? stack[at - 1] : SIZE_MAX, .end = lines->n };
		stack[at] = list.n - 1;
		owner[i] = list.n - 1;
		depth = at + 1;
	}
	weigh_all(a, lines, owner, &list);
	mark_aside(lines, &list, year);
	return list;
}

static struct rank *rank_of(struct arena *a, struct rank_list *list, const struct node *n)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].style == n->style && list->v[i].depth == n->depth)
			return &list->v[i];
	struct rank *r = list_add(list, a);

	r->style = n->style;
	r->depth = n->depth;
	return r;
}

static struct rank_list rank_nodes(struct arena *a, const struct node_list *nodes)
{
	struct rank_list list = { 0 };

	for (size_t i = 0; i < nodes->n; i++) {
		const struct node *n = &nodes->v[i];
		struct rank *r;

		if (n->aside)
			continue;
		r = rank_of(a, &list, n);
		r->n++;
		r->duty += n->duty;
		r->weak += n->weak > 0;
		r->demand += n->demand && !n->duty;
		r->restarts += n->number == 1;
	}
	for (size_t i = 0; i < list.n; i++)
		list.v[i].runs_on = list.v[i].restarts <= 1;
	return list;
}

static const struct rank *find_rank(const struct rank_list *ranks, const struct node *n)
{
	for (size_t i = 0; i < ranks->n; i++)
		if (ranks->v[i].style == n->style && ranks->v[i].depth == n->depth)
			return &ranks->v[i];
	return NULL;
}

static bool group_words(struct str s)
{
	static const struct str words[] = { STR_INIT("类"), STR_INIT("方面"), STR_INIT("领域"), STR_INIT("项)"), STR_INIT("件)"), STR_INIT("个)"),
					    STR_INIT("实事内容"), STR_INIT("实事项目"), STR_INIT("目标任务"), STR_INIT("工作任务"), STR_INIT("主要任务"), STR_INIT("重点任务"), STR_INIT("完成情况"), STR_INIT("进展情况"), STR_INIT("基本情况"), STR_INIT("项目安排"), STR_INIT("候选项目"), STR_INIT("民生实事"), STR_INIT("牵头的"), STR_INIT("主抓") };

	if (utf8_count(s) > 40)
		return false;
	for (size_t k = 0; k < COUNT(words); k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

/* Do the parents of this rank read as projects, and it as their items? */
static const struct rank *lift(const struct line_list *lines, const struct node_list *nodes,
			       const struct rank_list *ranks, const struct rank *r, int headline)
{
	const struct rank *up = NULL;
	int parents = 0, groups = 0;
	size_t last = SIZE_MAX;

	if (r->runs_on || r->depth == 0)
		return r;
	for (size_t i = 0; i < nodes->n; i++) {
		const struct node *n = &nodes->v[i];

		if (n->style != r->style || n->depth != r->depth || n->parent == last || n->parent == SIZE_MAX)
			continue;
		last = n->parent;
		parents++;
		groups += group_words(lines->v[nodes->v[last].line].text.s);
		up = find_rank(ranks, &nodes->v[last]);
	}
	if (!up || parents < 2)
		return r;
	/* siblings of the parents that name units themselves: projects without items */
	if (up->n == headline || up->duty >= 2)
		return up;
	if (r->n == headline)
		return r;
	return groups * 2 >= parents || parents < 3 ? r : up;
}

const struct rank *nodes_rank(struct arena *a, const struct line_list *lines, const struct node_list *nodes,
			      int headline, bool programme)
{
	struct rank_list all = rank_nodes(a, nodes);
	const struct rank_list *ranks = &all;
	const struct rank *best = NULL;
	int best_score = 0;

	for (size_t i = 0; i < ranks->n; i++) {
		const struct rank *r = &ranks->v[i];
		int score = r->duty * 12 + (programme ? r->weak * 3 + (r->n - r->demand) : 0) - r->demand * 6;

		if (r->duty == 0 && (!programme || r->n - r->demand < 3 || r->style > NUM_STYLES))
			continue;
		if (r->n == headline)
			score += 30;
		if (score > best_score) {
			best = r;
			best_score = score;
		}
	}
	return best ? lift(lines, nodes, ranks, best, headline) : NULL;
}
