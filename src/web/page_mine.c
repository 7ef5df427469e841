#include "web/first_day.h"

#include <inttypes.h>

/* What a unit sees of its own, made for a phone: what is due, then each item with its steps. */

enum { AHEAD_DAYS = 45 };

/* ---- whose ---- */

static bool is_mine(const struct actor *actor, int64_t region, const struct unit_list *l)
{
	struct scope s = actor_scope(actor, MAY_READ, region);

	for (size_t i = 0; i < l->n; i++)
		for (size_t u = 0; u < s.n; u++)
			if (s.unit[u] == l->v[i].id)
				return true;
	return false;
}

static const char *part_of(const struct actor *actor, int64_t region, const struct item *it)
{
	return is_mine(actor, region, &it->lead)      ? "牵头" :
	       is_mine(actor, region, &it->support)   ? "配合" :
	       is_mine(actor, region, &it->implement) ? "实施" :
							NULL;
}

/* ---- one item ---- */

/* The first open milestone with a day. */
static const struct milestone *next_of(const struct item *it)
{
	const struct milestone *next = NULL;

	for (size_t i = 0; i < it->milestones.n; i++) {
		const struct milestone *m = &it->milestones.v[i];

		if (day_is(m->due) && !day_is(m->met) && m->recurs == RECURS_NO && (next == NULL || day_cmp(m->due, next->due) < 0))
			next = m;
	}
	return day_is(it->done_on) ? NULL : next;
}

static void put_next(struct buf *b, const struct page *p, const struct milestone *m, int year)
{
	int days = day_count(p->today, m->due);

	html(b, "<p class=\"next\">");
	put_due_tag(b, days);
	html(b, " <b>");
	html_text(b, day_words(p->a, m->due, year));
	html(b, "</b> ");
	html_text(b, m->text.n > 0 ? m->text : STR("完成"));
	html(b, " <span class=\"mut\">");
	if (days < 0)
		html_textf(b, "已过%d天", -days);
	else if (days == 0)
		html(b, "就是今天");
	else
		html_textf(b, "还有%d天", days);
	html(b, "</span></p>");
}

static void put_mine_item(struct buf *b, const struct page *p, const struct item *it, const char *part, int year)
{
	const struct milestone *next = next_of(it);

	html(b, "<div class=\"mine\"><p><span class=\"chip\">");
	html_say(b, part);
	html(b, "</span> ");
	html_text(b, it->task);
	html(b, "</p>");
	if (next != NULL)
		put_next(b, p, next, year);
	else if (day_is(it->done_on))
		put_tag(b, DRAW_DONE, "已完成");
	else if (it->milestones.n == 0)
		html(b, "<p class=\"mut\">没有写时间节点</p>");
	if (it->milestones.n > 0) {
		html(b, "<details><summary>");
		html_textf(b, "全部%zu个节点", it->milestones.n);
		html(b, "</summary>");
		put_steps(b, p, it, year);
		html(b, "</details>");
	}
	html(b, "</div>");
}

/* ---- one list ---- */

static size_t count_mine(const struct actor *actor, int64_t region, const struct project *pr)
{
	size_t n = 0;

	for (size_t i = 0; i < pr->items.n; i++)
		n += part_of(actor, region, &pr->items.v[i]) != NULL;
	return n;
}

static void put_mine_project(struct buf *b, const struct page *p, const struct mine_view *v, const struct office_programme *l,
			     const struct project *pr)
{
	struct str no = pr->no.n > 0 ? pr->no : pr->candidate_no;

	html(b, "<section class=\"card\"><header><h2><a");
	put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, l->region.id, pr->id);
	html(b, ">");
	html_text(b, no.n > 0 ? arena_printf(p->a, "%.*s %.*s", STR_ARG(no), STR_ARG(pr->name)) : pr->name);
	html(b, "</a></h2>");
	put_state(b, pr, p->today);
	html(b, "</header><div class=\"bd\">");
	for (size_t i = 0; i < pr->items.n; i++) {
		const char *part = part_of(v->actor, l->region.id, &pr->items.v[i]);

		if (part != NULL)
			put_mine_item(b, p, &pr->items.v[i], part, l->row.year);
	}
	html(b, "<p><a class=\"btn\"");
	put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, l->region.id, pr->id);
	html(b, ">看详情</a></p></div></section>");
}

static size_t projects_mine(const struct mine_view *v, const struct office_programme *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->p.projects.n; i++)
		n += count_mine(v->actor, l->region.id, &l->p.projects.v[i]) > 0;
	return n;
}

static void put_list(struct buf *b, const struct page *p, const struct mine_view *v, const struct office_programme *l)
{
	struct due_list due = { 0 };
	bool candidates = l->row.state == PROGRAMME_CANDIDATES;
	size_t n = projects_mine(v, l), late = 0, soon = 0;

	if (n == 0)
		return;
	due_of(p->a, &l->p, p->today, AHEAD_DAYS, &due);
	for (size_t i = 0; i < due.n; i++) {
		if (part_of(v->actor, l->region.id, due.v[i].it) == NULL)
			continue;
		late += due.v[i].days < 0;
		soon += due.v[i].days >= 0;
	}
	html(b, "<div class=\"head\"><div><h1>");
	html_textf(b, "%d年，您单位有%zu件%s", l->row.year, n, candidates ? "候选项目" : "");
	html(b, "</h1><div class=\"mut\">");
	html_text(b, l->region.name);
	html(b, "　");
	if (late > 0)
		html_textf(b, "%zu个节点已经过期，", late);
	if (candidates)
		html(b, "等待人大代表票决，现在不用填报。");
	else
		html_textf(b, "%d天内要到的节点%zu个。", AHEAD_DAYS, soon);
	if (!l->row.published)
		html(b, "清单还没有公开。");
	html(b, "</div></div></div>");
	for (size_t i = 0; i < l->p.projects.n; i++)
		if (count_mine(v->actor, l->region.id, &l->p.projects.v[i]) > 0)
			put_mine_project(b, p, v, l, &l->p.projects.v[i]);
}

void put_mine_page(struct buf *b, const struct page *p, const struct mine_view *v)
{
	size_t n = 0;

	page_begin(b, p);
	html(b, "<div class=\"read\">");
	for (size_t i = 0; i < v->lists.n; i++) {
		n += projects_mine(v, &v->lists.v[i]);
		put_list(b, p, v, &v->lists.v[i]);
	}
	if (n == 0)
		html(b, "<h1>我的事项</h1><div class=\"card empty\">现在没有您单位牵头、配合或实施的事项；清单确定以后会显示在这里。</div>");
	html(b, "</div>");
	page_end(b, p);
}
