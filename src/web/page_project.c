/* The public page of one project. */

#include <inttypes.h>

#include "model/words.h"
#include "web/pages.h"

static void put_sources(struct buf *b, const struct page *p, const struct funds *f)
{
	html(b, "<dt>资金</dt><dd>");
	html_text(b, funds_words(p->a, f));
	for (size_t i = 0; i < f->sources.n; i++) {
		html_say(b, i == 0 ? "（" : "，");
		html_text(b, f->sources.v[i].name);
		if (f->sources.v[i].has_amount)
			html_textf(b, " %.*s万元", STR_ARG(wan_words(p->a, f->sources.v[i].fen)));
	}
	if (f->sources.n > 0)
		html(b, "）");
	html(b, "</dd>");
}

/* Names only; the office's telephone belongs to the unit, a person's to nobody here. */
static void put_who_does_it(struct buf *b, const struct page *p, const struct item *it)
{
	put_kv(b, "牵头单位", unit_words(p->a, &it->lead));
	put_kv(b, "配合单位", unit_words(p->a, &it->support));
	put_kv(b, "实施单位", unit_words(p->a, &it->implement));
	for (size_t i = 0; i < it->leaders.n; i++) {
		html(b, "<dt>");
		html_text(b, it->leaders.v[i].role.n > 0 ? it->leaders.v[i].role : STR("责任领导"));
		html(b, "</dt><dd>");
		html_text(b, it->leaders.v[i].name);
		html(b, "</dd>");
	}
}

static void put_targets(struct buf *b, const struct page *p, const struct item *it)
{
	if (it->targets.n == 0)
		return;
	html(b, "<dt>目标</dt><dd>");
	for (size_t i = 0; i < it->targets.n; i++) {
		if (i > 0)
			html(b, "、");
		html_text(b, figure_words(p->a, &it->targets.v[i]));
	}
	html(b, "</dd>");
}

static void put_item(struct buf *b, const struct page *p, const struct public_project *v, size_t i)
{
	const struct item *it = &v->p.items.v[i];

	html(b, "<section class=\"card\"><header><h2>");
	if (v->p.items.n > 1)
		html_textf(b, "（%zu）", i + 1);
	html_say(b, v->p.items.n > 1 ? "子项" : "做什么，谁来做");
	html(b, "</h2>");
	if (day_is(it->done_on)) {
		put_tag(b, DRAW_DONE, "已完成");
		html(b, "<span class=\"mut\">");
		html_text(b, day_words(p->a, it->done_on, v->row.year));
		html(b, "</span>");
	}
	html(b, "</header><div class=\"bd\"><dl class=\"kv\">");
	put_kv(b, "任务", it->task);
	put_targets(b, p, it);
	put_kv(b, "地点", it->site);
	put_kv(b, "最近进展", it->progress);
	put_who_does_it(b, p, it);
	html(b, "</dl>");
	if (it->milestones.n > 0) {
		html(b, "<h3>时间节点</h3>");
		put_steps(b, p, it, v->row.year);
	}
	html(b, "</div></section>");
}

static void put_side(struct buf *b, const struct page *p, const struct public_project *v)
{
	struct str url = arena_printf(p->a, "%.*s/p/%.*s", STR_ARG(p->origin), STR_ARG(v->p.code));

	html(b, "<aside>");
	if (v->p.code.n > 0) {
		html(b, "<section class=\"card\"><header><h2>民生码</h2></header><div class=\"bd\">");
		if (draw_qr(b, url, STR("本页的二维码")))
			html(b, "<p class=\"mut\">扫一扫，在手机上看这件实事</p>");
		html(b, "<button class=\"btn s noprint\" type=\"button\" data-print hidden>打印本页</button></div></section>");
	}
	if (v->files.n > 0) {
		html(b, "<section class=\"card\"><header><h2>文件</h2></header><div class=\"bd\">");
		put_files(b, p, &v->files, v->region.id, STRIP_PUBLIC);
		html(b, "</div></section>");
	}
	html(b, "</aside>");
}

static void put_beside(struct buf *b, const struct page *p, const struct public_project *v)
{
	bool candidate = v->p.state == PROJECT_CANDIDATE || v->p.state == PROJECT_RESERVE;
	const char *middle = candidate ? "candidates/" : "";

	html(b, "<p class=\"acts noprint\">");
	if (v->before > 0) {
		html(b, "<a class=\"btn\"");
		put_href(b, p, "/%s/%d/%s%d", region_path(p->a, &v->region), v->row.year, middle, v->before);
		html(b, ">‹ 上一件</a>");
	}
	if (v->after > 0) {
		html(b, "<a class=\"btn\"");
		put_href(b, p, "/%s/%d/%s%d", region_path(p->a, &v->region), v->row.year, middle, v->after);
		html(b, ">下一件 ›</a>");
	}
	html(b, "</p>");
}

void put_project_page(struct buf *b, const struct page *p, const struct public_project *v)
{
	struct str next = next_words(p->a, &v->p, p->today, v->row.year);

	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, v->p.no.n > 0 ? v->p.no : v->p.candidate_no);
	html(b, " ");
	html_text(b, v->p.name);
	html(b, "</h1><div class=\"mut\">");
	if (v->p.field.n > 0) {
		html_text(b, v->p.field);
		html(b, "，");
	}
	html_textf(b, "更新于%.*s", STR_ARG(time_words(p->a, v->changed_at, p->today)));
	html(b, "</div></div><div>");
	put_state(b, &v->p, p->today);
	html(b, "</div></div><div class=\"two\"><div><section class=\"card\"><div class=\"bd\">");
	if (next.n > 0) {
		html(b, "<p>");
		html_text(b, next);
		html(b, "</p>");
	}
	put_project_miles(b, p, &v->p, v->row.year, MILES_PUBLIC);
	html(b, "<dl class=\"kv\">");
	put_sources(b, p, &v->p.funds);
	html(b, "</dl></div></section>");
	for (size_t i = 0; i < v->p.items.n; i++)
		put_item(b, p, v, i);
	html(b, "</div>");
	put_side(b, p, v);
	html(b, "</div>");
	put_beside(b, p, v);
	page_end(b, p);
}
