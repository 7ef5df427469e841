/* A project as the office sees it; what may be changed leads to web/page_edit.c. */

#include <inttypes.h>

#include "model/words.h"
#include "web/office.h"

/* ---- pieces ---- */

static void put_edit_link(struct buf *b, const struct page *p, const struct project_view *v, const char *part, int64_t id)
{
	html(b, "<a class=\"btn s noprint\"");
	if (id == 0)
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "/edit", v->v.region.id, v->v.p.id);
	else
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "/%s/%" PRId64, v->v.region.id, v->v.p.id, part, id);
	html(b, ">修改</a>");
}

static void put_version(struct buf *b, const struct project_view *v)
{
	buf_printf(b, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">", v->v.version);
}

static void put_overview(struct buf *b, const struct page *p, const struct project_view *v)
{
	const struct project *pr = &v->v.p;
	struct str next = next_words(p->a, pr, p->today, v->v.row.year);

	html(b, "<section class=\"card\"><header><h2>总的情况</h2><span class=\"sp\"></span>");
	if (v->v.may_edit)
		put_edit_link(b, p, v, "", 0);
	html(b, "</header><div class=\"bd\">");
	if (next.n > 0) {
		html(b, "<p>");
		html_text(b, next);
		html(b, "</p>");
	}
	put_project_miles(b, p, pr, v->v.row.year, MILES_OFFICE);
	html(b, "<dl class=\"kv\">");
	put_kv(b, "领域", pr->field);
	put_kv(b, "资金总额", pr->funds.has_total ? funds_words(p->a, &pr->funds) : STR(""));
	put_kv(b, "资金来源", source_words(p->a, &pr->funds.sources));
	put_kv(b, "资金说明", pr->funds.text);
	put_kv(b, "候选序号", pr->no.n > 0 ? pr->candidate_no : STR(""));
	put_kv(b, "销号日期", day_str(p->a, pr->closed_on));
	put_kv(b, "备注原文", pr->rest);
	html(b, "</dl></div></section>");
}

/* ---- milestones ---- */

static void put_met_form(struct buf *b, const struct page *p, const struct project_view *v, const struct milestone *m)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/projects/%" PRId64 "/milestones/%" PRId64 "/met", v->v.region.id, v->v.p.id,
				  m->id);
	bool met = day_is(m->met);

	html(b, "<details class=\"in\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>");
	html_say(b, met ? "改完成日期" : "记完成");
	html(b, "</summary>");
	form_begin(b, p, " class=\"one\"", "/office/%" PRId64 "/projects/%" PRId64 "/milestones/%" PRId64 "/met", v->v.region.id,
		   v->v.p.id, m->id);
	put_version(b, v);
	html(b, "<input type=\"date\" name=\"met\" aria-label=\"完成日期\"");
	html_attr(b, "value", typed_str(&t, "met", day_str(p->a, met ? m->met : p->today)));
	html(b, "><button class=\"btn s p\">保存</button></form>");
	if (met) {
		form_begin(b, p, "", "/office/%" PRId64 "/projects/%" PRId64 "/milestones/%" PRId64 "/met", v->v.region.id, v->v.p.id,
			   m->id);
		put_version(b, v);
		html(b, "<button class=\"btn s q\">取消完成</button></form>");
	}
	html(b, "</details>");
}

static void put_milestone(struct buf *b, const struct page *p, const struct project_view *v, const struct item *it,
			  const struct milestone *m, bool may)
{
	bool met = day_is(m->met) || day_is(it->done_on) || v->v.p.state == PROJECT_CLOSED;
	bool running = v->v.p.state == PROJECT_RUNNING;

	buf_printf(b, "<tr id=\"m%" PRId64 "\"><td class=\"nw\">", m->id);
	html_text(b, when_words(p->a, m, v->v.row.year));
	html(b, "</td><td>");
	if (m->sub.n > 0) {
		html(b, "<span class=\"mut\">");
		html_text(b, m->sub);
		html(b, "</span> ");
	}
	html_text(b, m->text.n > 0 ? m->text : STR("完成"));
	if (m->figures.n > 0) {
		html(b, "<br><span class=\"mut\">");
		html_text(b, figures_words(p->a, &m->figures));
		html(b, "</span>");
	}
	html(b, "</td><td>");
	if (met)
		put_tag(b, DRAW_DONE, "已完成");
	else if (running && day_is(m->due) && m->recurs == RECURS_NO)
		put_due_tag(b, day_count(p->today, m->due));
	if (day_is(m->met)) {
		html(b, " <span class=\"mut\">");
		html_text(b, day_words(p->a, m->met, v->v.row.year));
		html(b, "</span>");
	}
	html(b, "</td><td class=\"do noprint\">");
	if (may && m->recurs == RECURS_NO)
		put_met_form(b, p, v, m);
	if (may)
		put_edit_link(b, p, v, "milestones", m->id);
	html(b, "</td></tr>");
}

static void put_milestones(struct buf *b, const struct page *p, const struct project_view *v, const struct item *it, bool may)
{
	html(b, "<div class=\"scroll\"><table class=\"stack\"><caption>时间节点</caption><thead><tr><th scope=\"col\">时限</th>"
		"<th scope=\"col\">内容</th><th scope=\"col\">情况</th><th scope=\"col\"><span class=\"hide\">操作</span></th></tr></thead><tbody>");
	for (size_t i = 0; i < it->milestones.n; i++)
		put_milestone(b, p, v, it, &it->milestones.v[i], may);
	html(b, "</tbody></table></div>");
}

static void put_milestone_add(struct buf *b, const struct page *p, const struct project_view *v, const struct item *it)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/projects/%" PRId64 "/items/%" PRId64 "/milestones", v->v.region.id,
				  v->v.p.id, it->id);

	html(b, "<details class=\"noprint\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>添加节点</summary>");
	form_begin(b, p, "", "/office/%" PRId64 "/projects/%" PRId64 "/items/%" PRId64 "/milestones", v->v.region.id, v->v.p.id,
		   it->id);
	html(b, "<div class=\"field\"><label>时限<input type=\"date\" name=\"due\"");
	html_attr(b, "value", typed_str(&t, "due", STR("")));
	html(b, "></label></div><div class=\"field\"><label>节点内容<textarea name=\"text\" rows=\"2\" required maxlength=\"2000\">\n");
	html_text(b, typed_str(&t, "text", STR("")));
	html(b, "</textarea></label></div><button class=\"btn s\">添加节点</button></form></details>");
}

/* ---- items ---- */

static void put_leaders(struct buf *b, const struct item *it)
{
	for (size_t i = 0; i < it->leaders.n; i++) {
		html(b, "<dt>");
		html_text(b, it->leaders.v[i].role.n > 0 ? it->leaders.v[i].role : STR("责任人"));
		html(b, "</dt><dd>");
		html_text(b, it->leaders.v[i].name);
		html(b, "</dd>");
	}
}

static void put_item(struct buf *b, const struct page *p, const struct project_view *v, size_t i)
{
	const struct item *it = &v->v.p.items.v[i];
	bool may = v->v.may_edit_item[i] && !v->v.gone;

	buf_printf(b, "<section class=\"card\" id=\"i%" PRId64 "\"><header><h2>", it->id);
	if (v->v.p.items.n > 1)
		html_textf(b, "（%zu）子项", i + 1);
	else
		html(b, "做什么，谁来做");
	html(b, "</h2>");
	if (day_is(it->done_on)) {
		put_tag(b, DRAW_DONE, "已完成");
		html(b, "<span class=\"mut\">");
		html_text(b, day_words(p->a, it->done_on, v->v.row.year));
		html(b, "</span>");
	}
	html(b, "<span class=\"sp\"></span>");
	if (may)
		put_edit_link(b, p, v, "items", it->id);
	html(b, "</header><div class=\"bd\"><dl class=\"kv\">");
	put_kv(b, "任务", it->task);
	put_kv(b, "目标", figures_words(p->a, &it->targets));
	put_kv(b, "牵头单位", unit_words(p->a, &it->lead));
	put_kv(b, "配合单位", unit_words(p->a, &it->support));
	put_kv(b, "实施单位", unit_words(p->a, &it->implement));
	put_leaders(b, it);
	put_kv(b, "地点", it->site);
	put_kv(b, "进展情况", it->progress);
	put_kv(b, "存在问题", it->problems);
	put_kv(b, "下步打算", it->next_plan);
	put_kv(b, "状态", it->status);
	put_kv(b, "备注", it->remark);
	html(b, "</dl>");
	if (it->milestones.n > 0)
		put_milestones(b, p, v, it, may);
	if (v->v.may_edit && !v->v.gone)
		put_milestone_add(b, p, v, it);
	html(b, "</div></section>");
}

static void put_item_add(struct buf *b, const struct page *p, const struct project_view *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/projects/%" PRId64 "/items", v->v.region.id, v->v.p.id);

	html(b, "<details class=\"card fold noprint\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>添加子项</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/projects/%" PRId64 "/items", v->v.region.id, v->v.p.id);
	html(b, "<div class=\"field\"><label for=\"nt\">年度任务</label><textarea id=\"nt\" name=\"task\" rows=\"3\" required>\n");
	html_text(b, typed_str(&t, "task", STR("")));
	html(b, "</textarea></div><button class=\"btn\">添加子项</button></form></div></details>");
}

/* ---- the page ---- */

static void put_gone(struct buf *b, const struct page *p, const struct project_view *v)
{
	html(b, "<div class=\"note\"><p>这件实事已从清单里移走，公众和单位都看不到。</p>");
	if (v->v.may_edit) {
		form_begin(b, p, "", "/office/%" PRId64 "/projects/%" PRId64 "/restore", v->v.region.id, v->v.p.id);
		put_version(b, v);
		buf_printf(b, "<input type=\"hidden\" name=\"kind\" value=\"project\"><input type=\"hidden\" name=\"part\" value=\"%" PRId64
			      "\"><button class=\"btn\">恢复这件实事</button></form>",
			   v->v.p.id);
	}
	html(b, "</div>");
}

static void put_title(struct buf *b, const struct page *p, const struct project_view *v)
{
	const struct project *pr = &v->v.p;

	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, pr->no.n > 0 ? pr->no : pr->candidate_no);
	html(b, " ");
	html_text(b, pr->name);
	html(b, "</h1><div class=\"mut\">");
	html_textf(b, "%d年，%.*s改动", v->v.row.year, STR_ARG(time_words(p->a, v->v.changed_at, p->today)));
	html(b, "</div></div><div class=\"acts\">");
	if (!v->v.gone)
		put_state(b, pr, p->today);
	if (v->v.row.published && !v->v.gone && (pr->no.n > 0 || pr->candidate_no.n > 0)) {
		html(b, "<a class=\"btn s q noprint\"");
		put_project_href(b, p, &v->v.region, v->v.row.year, pr);
		html(b, ">公众看到的页面</a>");
	}
	html(b, "</div></div>");
}

void put_office_project(struct buf *b, const struct page *p, const struct project_view *v)
{
	page_begin(b, p);
	put_title(b, p, v);
	if (v->v.gone)
		put_gone(b, p, v);
	put_overview(b, p, v);
	for (size_t i = 0; i < v->v.p.items.n; i++)
		put_item(b, p, v, i);
	if (v->v.may_edit && !v->v.gone)
		put_item_add(b, p, v);
	if (v->v.files.n > 0) {
		html(b, "<section class=\"card\"><header><h2>文件</h2></header><div class=\"bd\">");
		put_files(b, p, &v->v.files, v->v.region.id, v->reads_all ? STRIP_OFFICE : STRIP_PUBLIC);
		html(b, "</div></section>");
	}
	put_history(b, p, v);
	page_end(b, p);
}
