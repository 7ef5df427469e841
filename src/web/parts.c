#include "web/parts.h"

#include <inttypes.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/words.h"

/* ---- states ---- */

struct state_view state_of(const struct project *p, struct day today)
{
	struct standing s;

	switch (p->state) {
	case PROJECT_CLOSED:
		return (struct state_view){ DRAW_DONE, "已完成" };
	case PROJECT_STOPPED:
		return (struct state_view){ DRAW_ADJ, "已终止" };
	case PROJECT_CANDIDATE:
		return (struct state_view){ DRAW_IDLE, "候选" };
	case PROJECT_RESERVE:
		return (struct state_view){ DRAW_IDLE, "储备" };
	case PROJECT_RUNNING:
	case PROJECT_AS_READ:
		break;
	}
	s = project_standing(p, today);
	if (s.met == 0 && s.due == 0)
		return (struct state_view){ DRAW_IDLE, "未到节点" };
	return (struct state_view){ DRAW_GOING, "推进中" };
}

void put_tag(struct buf *b, enum draw_mark mark, const char *word)
{
	html(b, "<span class=\"tag ");
	html_say(b, draw_mark_class(mark));
	html(b, "\">");
	draw_mark(b, mark);
	html_say(b, word);
	html(b, "</span>");
}

void put_state(struct buf *b, const struct project *p, struct day today)
{
	struct state_view s = state_of(p, today);

	put_tag(b, s.mark, s.word);
}

void put_state_counts(struct buf *b, const struct page *p, const struct programme *pr)
{
	static const enum draw_mark order[] = { DRAW_DONE, DRAW_GOING, DRAW_IDLE, DRAW_ADJ };
	static const char *const words[] = { "已完成", "推进中", "未到节点", "已终止" };
	size_t counts[DRAW_GOING + 1] = { 0 };

	for (size_t i = 0; i < pr->projects.n; i++)
		counts[state_of(&pr->projects.v[i], p->today).mark]++;
	for (size_t i = 0; i < COUNT(order); i++) {
		if (counts[order[i]] == 0)
			continue;
		html(b, "<div>");
		put_tag(b, order[i], words[i]);
		html(b, " <b>");
		html_int(b, (int64_t)counts[order[i]]);
		html(b, "</b></div>");
	}
}

/* ---- days ---- */

struct str short_words(struct arena *a, struct str s, size_t max)
{
	return s.n <= max ? s : arena_cat(a, utf8_head(s, max), STR("…"));
}

struct str int_str(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

struct str day_words(struct arena *a, struct day d, int year)
{
	if (!day_is(d))
		return STR("");
	if (d.year == year)
		return arena_printf(a, "%d月%d日", d.month, d.day);
	return arena_printf(a, "%d年%d月%d日", d.year, d.month, d.day);
}

struct str when_words(struct arena *a, const struct milestone *m, int year)
{
	if (m->recurs != RECURS_NO)
		return str_of(recurs_words(m->recurs));
	if (!day_is(m->due))
		return STR("没有写日期");
	if (day_is(m->from) && day_cmp(m->from, m->due) < 0)
		return arena_printf(a, "%.*s至%.*s", STR_ARG(day_words(a, m->from, year)),
				    STR_ARG(day_words(a, m->due, year)));
	return arena_printf(a, "%.*s前", STR_ARG(day_words(a, m->due, year)));
}

struct str time_words(struct arena *a, int64_t ms, struct day today)
{
	struct str s = clock_str(a, ms); /* 2025-04-08 09:05 */
	struct day d = clock_day(ms);

	if (ms == 0)
		return STR("");
	return arena_printf(a, "%.*s %.*s", STR_ARG(day_words(a, d, today.year)), 5, s.n > 11 ? s.p + 11 : "");
}

struct str next_words(struct arena *a, const struct project *p, struct day today, int year)
{
	struct standing s = project_standing(p, today);

	if (p->state == PROJECT_CLOSED && day_is(p->closed_on))
		return arena_printf(a, "%.*s办结", STR_ARG(day_words(a, p->closed_on, year)));
	if (s.next == NULL || p->state == PROJECT_CLOSED || p->state == PROJECT_STOPPED)
		return STR("");
	return arena_printf(a, "下一节点 %.*s：%.*s", STR_ARG(day_words(a, s.next->due, year)),
			    STR_ARG(s.next->text));
}

/* ---- who and how much ---- */

struct str lead_words(struct arena *a, const struct project *p)
{
	struct unit_list all = { 0 };

	for (size_t i = 0; i < p->items.n; i++)
		for (size_t u = 0; u < p->items.v[i].lead.n; u++) {
			struct unit unit = p->items.v[i].lead.v[u];
			size_t k = 0;

			while (k < all.n && !str_eq(all.v[k].name, unit.name))
				k++;
			if (k == all.n)
				*list_add(&all, a) = unit;
		}
	return unit_words(a, &all);
}

struct str funds_words(struct arena *a, const struct funds *f)
{
	if (f->has_total)
		return arena_printf(a, "%s%.*s万元", compare_words(f->cmp), STR_ARG(wan_words(a, f->total_fen)));
	return f->text.n > 0 ? f->text : STR("—");
}

size_t programme_items(const struct programme *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->projects.n; i++)
		n += p->projects.v[i].items.n;
	return n;
}

size_t programme_milestones(const struct programme *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->projects.n; i++)
		for (size_t k = 0; k < p->projects.v[i].items.n; k++)
			n += p->projects.v[i].items.v[k].milestones.n;
	return n;
}

int64_t programme_fen(const struct programme *p, size_t *known)
{
	int64_t fen = 0;

	*known = 0;
	for (size_t i = 0; i < p->projects.n; i++)
		if (p->projects.v[i].funds.has_total) {
			int64_t sum;

			if (__builtin_add_overflow(fen, p->projects.v[i].funds.total_fen, &sum))
				break;
			fen = sum;
			(*known)++;
		}
	return fen;
}

/* ---- links ---- */

void put_project_href(struct buf *b, const struct page *pg, const struct region *r, int year, const struct project *p)
{
	bool candidate = p->state == PROJECT_CANDIDATE || p->state == PROJECT_RESERVE;
	struct str no = candidate ? p->candidate_no : p->no;

	put_href(b, pg, "/%s/%d/%s%.*s", region_path(pg->a, r), year, candidate ? "candidates/" : "", STR_ARG(no));
}

void put_strip(struct buf *b, const struct page *pg, const struct programme *p, int year, enum strip_to to)
{
	html(b, "<ul class=\"strip\" aria-label=\"各项目状态\">");
	for (size_t i = 0; i < p->projects.n; i++) {
		const struct project *pr = &p->projects.v[i];
		struct state_view s = state_of(pr, pg->today);

		html(b, "<li><a class=\"");
		html_say(b, draw_mark_class(s.mark));
		html(b, "\"");
		if (to == STRIP_OFFICE)
			put_href(b, pg, "/office/%" PRId64 "/projects/%" PRId64, pg->region->id, pr->id);
		else
			put_project_href(b, pg, pg->region, year, pr);
		html(b, " title=\"");
		html_value(b, pr->name);
		html(b, "：");
		html_value(b, str_of(s.word));
		html(b, "\">");
		draw_mark(b, s.mark);
		html_text(b, pr->no.n > 0 ? pr->no : pr->candidate_no);
		html(b, "<span class=\"hide\">");
		html_text(b, pr->name);
		html(b, "：");
		html_say(b, s.word);
		html(b, "</span></a></li>");
	}
	html(b, "</ul>");
}

/* ---- milestones ---- */

void put_project_miles(struct buf *b, const struct page *pg, const struct project *p, int year, enum miles_for who)
{
	struct mile_list {
		struct mile *v;
		size_t n, cap;
	} l = { 0 };

	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];

		for (size_t k = 0; k < it->milestones.n; k++) {
			const struct milestone *m = &it->milestones.v[k];
			bool met = day_is(m->met) || day_is(it->done_on) || p->state == PROJECT_CLOSED;

			if (!day_is(m->due) || m->recurs != RECURS_NO)
				continue;
			*list_add(&l, pg->a) = (struct mile){
				.from = m->from, .due = m->due, .met = met, .text = m->text,
				.late = who == MILES_OFFICE && !met && day_cmp(m->due, pg->today) < 0 };
		}
	}
	if (l.n > 0)
		draw_miles(b, year, pg->today, l.v, l.n);
}

static void put_step(struct buf *b, const struct page *pg, const struct item *it, const struct milestone *m, int year)
{
	bool met = day_is(m->met) || day_is(it->done_on);

	html(b, "<li><span class=\"nw\">");
	draw_mark(b, met ? DRAW_DONE : DRAW_IDLE);
	html_text(b, when_words(pg->a, m, year));
	html(b, "</span><span>");
	if (m->sub.n > 0) {
		html(b, "<span class=\"mut\">");
		html_text(b, m->sub);
		html(b, "</span> ");
	}
	html_text(b, m->text.n > 0 ? m->text : STR("完成"));
	if (met) {
		html(b, " <span class=\"mut\">");
		html_textf(b, "已于%.*s完成", STR_ARG(day_words(pg->a, day_is(m->met) ? m->met : it->done_on, year)));
		html(b, "</span>");
	}
	html(b, "</span></li>");
}

void put_steps(struct buf *b, const struct page *pg, const struct item *it, int year)
{
	if (it->milestones.n == 0)
		return;
	html(b, "<ol class=\"steps\">");
	for (size_t i = 0; i < it->milestones.n; i++)
		put_step(b, pg, it, &it->milestones.v[i], year);
	html(b, "</ol>");
}

void put_kv(struct buf *b, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	html(b, "<dt>");
	html_say(b, name);
	html(b, "</dt><dd>");
	html_lines(b, value);
	html(b, "</dd>");
}

void put_files(struct buf *b, const struct page *pg, const struct file_row_list *l, int64_t region, enum strip_to to)
{
	html(b, "<ul>");
	for (size_t i = 0; i < l->n; i++) {
		const struct file_row *f = &l->v[i];

		html(b, "<li><a");
		put_href(b, pg, to == STRIP_OFFICE ? "/office/%" PRId64 "/files/%" PRId64 : "/files/%" PRId64 "/%" PRId64,
			 region, f->id);
		html(b, ">");
		html_text(b, f->name);
		html(b, "</a> <span class=\"mut\">");
		html_text(b, time_words(pg->a, f->at, pg->today));
		html_textf(b, "，%zu KB", (f->bytes + 1023) / 1024);
		html(b, "</span></li>");
	}
	html(b, "</ul>");
}
