/* A year's list as the office sees it: drafts too, who may see what, and its files. */

#include <inttypes.h>

#include "model/words.h"
#include "web/office.h"

/* ---- the table ---- */

static void put_late(struct buf *b, const struct project *pr, struct day today)
{
	struct standing s = project_standing(pr, today);

	if (pr->state == PROJECT_RUNNING && s.late > 0)
		html_textf(b, "%zu个节点逾期", s.late);
}

static void put_next(struct buf *b, const struct page *p, const struct project *pr, int year)
{
	struct standing s = project_standing(pr, p->today);

	if (pr->state == PROJECT_CLOSED && day_is(pr->closed_on)) {
		html_text(b, day_words(p->a, pr->closed_on, year));
		html(b, "销号");
		return;
	}
	if (pr->state != PROJECT_RUNNING || s.next == NULL)
		return;
	html_text(b, day_words(p->a, s.next->due, year));
	html(b, " ");
	html_text(b, s.next->text);
}

static void put_row(struct buf *b, const struct page *p, const struct office_programme *v, const struct project *pr)
{
	html(b, "<tr><td class=\"num\">");
	html_text(b, pr->no.n > 0 ? pr->no : pr->candidate_no);
	html(b, "</td><th scope=\"row\"><a");
	put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, v->region.id, pr->id);
	html(b, ">");
	html_text(b, pr->name);
	html(b, "</a></th><td data-l=\"牵头\">");
	html_text(b, lead_words(p->a, pr));
	html(b, "</td>");
	if (v->row.state != PROGRAMME_CANDIDATES) {
		html(b, "<td data-l=\"下一节点\">");
		put_next(b, p, pr, v->row.year);
		html(b, "</td>");
	}
	html(b, "<td class=\"num\" data-l=\"资金\">");
	if (pr->funds.has_total)
		html_textf(b, "%s%.*s万元", compare_words(pr->funds.cmp), STR_ARG(wan_words(p->a, pr->funds.total_fen)));
	html(b, "</td><td>");
	put_state(b, pr, p->today);
	html(b, "<div class=\"mut\">");
	put_late(b, pr, p->today);
	html(b, "</div></td></tr>");
}

static void put_table(struct buf *b, const struct page *p, const struct office_programme *v)
{
	if (v->p.projects.n == 0) {
		html(b, "<div class=\"card empty\">这份清单里还没有项目，可以在下面添加，也可以导入文件。</div>");
		return;
	}
	html(b, "<section class=\"card\"><div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\" class=\"num\">序号</th>"
		"<th scope=\"col\">项目</th><th scope=\"col\">牵头单位</th>");
	if (v->row.state != PROGRAMME_CANDIDATES) /* before the vote there is no plan to follow */
		html(b, "<th scope=\"col\">下一节点</th>");
	html(b, "<th scope=\"col\" class=\"num\">资金</th><th scope=\"col\">状态</th></tr></thead><tbody>");
	for (size_t i = 0; i < v->p.projects.n; i++)
		put_row(b, p, v, &v->p.projects.v[i]);
	html(b, "</tbody></table></div></section>");
}

/* ---- what one may do ---- */

static void put_publish(struct buf *b, const struct page *p, const struct office_programme *v)
{
	bool on = v->row.published;

	form_begin(b, p, " class=\"in\"", "/office/%" PRId64 "/programmes/%" PRId64 "/publish", v->region.id, v->row.id);
	if (on)
		html(b, "<button class=\"btn x\" name=\"publish\" value=\"0\" data-ask=\"取消公开后，公众就看不到这份清单了，确定吗？\">取消公开</button>");
	else
		html(b, "<button class=\"btn p\" name=\"publish\" value=\"1\">公开清单</button>");
	html(b, "</form>");
}

static void put_links(struct buf *b, const struct page *p, const struct programme_view *v)
{
	int64_t region = v->v.region.id, id = v->v.row.id;

	html(b, "<ul class=\"chips noprint\">");
	if (v->edits_all && v->gaps_n > 0 && v->v.row.state != PROGRAMME_CANDIDATES) {
		html(b, "<li><a");
		put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64 "/gaps", region, id);
		html(b, ">");
		html_textf(b, "还差什么（%zu处）", v->gaps_n);
		html(b, "</a></li>");
	}
	if (v->units) {
		html(b, "<li><a");
		put_href(b, p, "/office/%" PRId64 "/programmes/%" PRId64 "/first-day", region, id);
		html(b, ">第一天：参与单位和通知单</a></li>");
	}
	if (v->imports) {
		html(b, "<li><a");
		put_href(b, p, "/office/%" PRId64 "/imports", region);
		html(b, ">导入文件</a></li>");
	}
	if (v->v.row.published) {
		html(b, "<li><a");
		put_href(b, p, "/%s/%d", region_path(p->a, &v->v.region), v->v.row.year);
		html(b, ">公众看到的页面</a></li>");
	}
	html(b, "</ul>");
}

static void put_file(struct buf *b, const struct page *p, const struct programme_view *v, const struct file_row *f)
{
	html(b, "<li><div><a");
	put_href(b, p, "/office/%" PRId64 "/files/%" PRId64, v->v.region.id, f->id);
	html(b, ">");
	html_text(b, f->name);
	html(b, "</a><br><span class=\"mut\">");
	html_textf(b, "%.*s，%zu KB，%s", STR_ARG(time_words(p->a, f->at, p->today)), (f->bytes + 1023) / 1024,
		   f->open ? "公众可以下载" : "只在内部");
	html(b, "</span></div>");
	if (v->publishes) {
		form_begin(b, p, " class=\"in\"", "/office/%" PRId64 "/files/%" PRId64 "/open", v->v.region.id, f->id);
		buf_printf(b, "<input type=\"hidden\" name=\"programme\" value=\"%" PRId64 "\">", v->v.row.id);
		if (f->open)
			html(b, "<button class=\"btn s\" name=\"open\" value=\"0\">不再公开</button>");
		else
			html(b, "<button class=\"btn s\" name=\"open\" value=\"1\" data-ask=\"原文件里可能有手机号等个人信息，公开前请确认已核对。确定公开吗？\">"
				  "公开</button>");
		html(b, "</form>");
	}
	html(b, "</li>");
}

static void put_file_card(struct buf *b, const struct page *p, const struct programme_view *v)
{
	if (v->v.files.n == 0)
		return;
	html(b, "<section class=\"card\"><header><h2>文件</h2><span class=\"mut\">原文件可能有手机号，公开前请核对</span></header>"
		"<ul class=\"todo\">");
	for (size_t i = 0; i < v->v.files.n; i++)
		put_file(b, p, v, &v->v.files.v[i]);
	html(b, "</ul></section>");
}

/* ---- changing the list itself ---- */

static void put_add(struct buf *b, const struct page *p, const struct office_programme *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/programmes/%" PRId64 "/projects", v->region.id, v->row.id);

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", v->p.projects.n == 0 || t.in != NULL);
	html(b, "><summary>添加项目</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/programmes/%" PRId64 "/projects", v->region.id, v->row.id);
	html(b, "<div class=\"field\"><label for=\"pn\">项目名称</label><input id=\"pn\" name=\"name\" required maxlength=\"200\"");
	html_attr(b, "value", typed_str(&t, "name", STR("")));
	html(b, "></div><button class=\"btn\">添加项目</button></form></div></details>");
}

static void put_state_option(struct buf *b, const char *value, const char *label, struct str chosen)
{
	html(b, "<option");
	html_attr(b, "value", str_of(value));
	html_flag(b, "selected", str_eq(chosen, str_of(value)));
	html(b, ">");
	html_say(b, label);
	html(b, "</option>");
}

static void put_list_form(struct buf *b, const struct page *p, const struct office_programme *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/programmes/%" PRId64, v->region.id, v->row.id);
	struct str state = typed_str(&t, "state", str_of(programme_state_word(v->row.state)));

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>修改清单的标题和阶段</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/programmes/%" PRId64, v->region.id, v->row.id);
	html(b, "<div class=\"field\"><label for=\"lt\">标题</label><input id=\"lt\" name=\"title\" maxlength=\"200\"");
	html_attr(b, "value", typed_str(&t, "title", v->row.title));
	html(b, "></div><div class=\"field\"><label for=\"ls\">阶段</label><select id=\"ls\" name=\"state\">");
	put_state_option(b, "candidates", "候选，等待票决", state);
	put_state_option(b, "running", "实施中", state);
	put_state_option(b, "finished", "已全部办结", state);
	html(b, "</select></div><div class=\"field\"><label for=\"lr\">其他文字</label><p class=\"hint\">文件里不属于任何项目的话，只在内部看</p>"
		"<textarea id=\"lr\" name=\"rest\" rows=\"4\">\n");
	html_text(b, typed_str(&t, "rest", v->rest));
	html(b, "</textarea></div><button class=\"btn\">保存清单</button></form></div></details>");
}

/* ---- the page ---- */

static void put_sub(struct buf *b, const struct page *p, const struct programme_view *v)
{
	const struct programme_row *r = &v->v.row;
	size_t known, late = 0;
	int64_t fen = programme_fen(&v->v.p, &known);

	while (late < v->due.n && v->due.v[late].days < 0)
		late++;
	html(b, "<div class=\"mut\">");
	html_textf(b, "%d年%s，%zu件", r->year, r->state == PROGRAMME_CANDIDATES ? "候选清单" : "清单", v->v.p.projects.n);
	if (known > 0)
		html_textf(b, "，计划资金%.*s万元（%zu件写明）", STR_ARG(wan_words(p->a, fen)), known);
	if (late > 0)
		html_textf(b, "，%zu个节点逾期", late);
	html_say(b, r->published ? "，已公开" : "，未公开，公众看不到");
	html(b, "</div>");
}

void put_office_programme(struct buf *b, const struct page *p, const struct programme_view *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, v->v.row.title.n > 0 ? v->v.row.title : arena_printf(p->a, "%d年民生实事", v->v.row.year));
	html(b, "</h1>");
	put_sub(b, p, v);
	html(b, "</div><div class=\"acts\">");
	if (v->publishes && (v->v.row.published || v->v.p.projects.n > 0))
		put_publish(b, p, &v->v);
	html(b, "</div></div>");
	put_links(b, p, v);
	put_table(b, p, &v->v);
	html(b, "<div class=\"half\">");
	put_file_card(b, p, v);
	if (v->edits_all) {
		html(b, "<div>");
		put_add(b, p, &v->v);
		put_list_form(b, p, &v->v);
		html(b, "</div>");
	}
	html(b, "</div>");
	page_end(b, p);
}
