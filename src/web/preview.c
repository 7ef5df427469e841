#include "web/preview.h"

#include <inttypes.h>

#include "http/http.h"
#include "model/words.h"

/*
 * The preview as a whole.  In this order: was the file understood (counts and
 * checks), what needs a decision, the proof side by side, and at the foot
 * what a confirmation would write.
 */

/* ---- the head: what was understood ---- */

static void put_counts_line(struct buf *b, const struct preview *v)
{
	const struct import_counts *c = &v->import->counts;
	size_t known;
	int64_t fen = programme_fen(&v->import->p, &known);

	html(b, "<div class=\"kpis\">");
	buf_printf(b, "<div><b>%zu</b><span>件项目</span></div><div><b>%zu</b><span>个子项</span></div>"
		      "<div><b>%zu</b><span>个时间节点</span></div>",
		   c->projects, c->items, c->milestones);
	if (known > 0) {
		html(b, "<div><b>");
		html_text(b, wan_words(v->a, fen));
		html(b, "</b><span>万元");
		if (known < c->projects)
			html_textf(b, "（%zu件写了金额）", known);
		html(b, "</span></div>");
	}
	html(b, "</div>");
}

static void put_check(struct buf *b, enum draw_mark mark, const char *to, struct str says)
{
	html(b, "<li class=\"");
	html_say(b, draw_mark_class(mark));
	html(b, "\">");
	draw_mark(b, mark);
	if (to != NULL) {
		html(b, "<a");
		html_attr(b, "href", str_of(to));
		html(b, ">");
	}
	html_text(b, says);
	if (to != NULL)
		html(b, "</a>");
	html(b, "</li>");
}

/* "第7件 30+70+70+30 = 200 个，相符": what a check says, with the project it speaks of. */
static struct str check_words(const struct preview *v, const struct finding *f)
{
	if (f->projects.n != 1 || str_starts(f->says, STR("第")))
		return f->says;
	return arena_printf(v->a, "第%.*s件 %.*s", STR_ARG(f->projects.v[0]), STR_ARG(f->says));
}

static bool is_good_news(const struct finding *f)
{
	return f->ok && strcmp(f->check, "uncovered_text") != 0;
}

enum { CHECKS_SHOWN = 5 };

/* What holds is worth telling: it is how a person comes to trust the rest. */
static void put_checks(struct buf *b, const struct preview *v)
{
	const struct finding_list *l = &v->import->p.findings;
	const struct import_counts *c = &v->import->counts;
	size_t ok = 0, changed = 0;

	html(b, "<ul class=\"checks\">");
	if (v->edits && c->open > 0)
		put_check(b, DRAW_LATE, "#ask", arena_printf(v->a, "%zu处要您决定", c->open));
	if (v->edits && c->wrong > 0)
		put_check(b, DRAW_LATE, "#wrong", arena_printf(v->a, "%zu处文件自己对不上", c->wrong));
	for (size_t i = 0; i < v->import->p.projects.n; i++)
		changed += changes_of(v, i) > 0;
	if (v->edits && changed > 0)
		put_check(b, DRAW_ADJ, "#changes", arena_printf(v->a, "%zu件与现有清单不同", changed));
	if (v->edits && c->open + c->wrong == 0)
		put_check(b, DRAW_DONE, NULL, STR("没有要您决定的，也没有对不上的"));
	for (size_t i = 0; i < l->n; i++)
		if (is_good_news(&l->v[i]) && ++ok <= CHECKS_SHOWN)
			put_check(b, DRAW_DONE, NULL, check_words(v, &l->v[i]));
	html(b, "</ul>");
	if (ok <= CHECKS_SHOWN)
		return;
	html(b, "<details><summary>");
	html_textf(b, "还有%zu项核算也都相符", ok - CHECKS_SHOWN);
	html(b, "</summary><ul class=\"checks\">");
	ok = 0;
	for (size_t i = 0; i < l->n; i++)
		if (is_good_news(&l->v[i]) && ++ok > CHECKS_SHOWN)
			put_check(b, DRAW_DONE, NULL, check_words(v, &l->v[i]));
	html(b, "</ul></details>");
}

static void put_warnings(struct buf *b, const struct preview *v)
{
	const struct import_view *i = v->import;

	if (i->reader_changed)
		html(b, "<p class=\"note\">这份文件是旧版程序读的，刚才按新版重新读了一遍，以前的回答没有沿用，请再核对一次。</p>");
	if (i->p.region.n > 0 && !str_eq(i->p.region, i->region.name) && !str_has(i->region.name, i->p.region)) {
		html(b, "<p class=\"note\">文件里写的是「");
		html_text(b, i->p.region);
		html(b, "」，现在要导入到「");
		html_text(b, i->region.name);
		html(b, "」。如果传错了，请放到一边。</p>");
	}
}

static void put_top(struct buf *b, const struct preview *v)
{
	const struct import_view *i = v->import;

	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, i->p.title.n > 0 ? i->p.title : i->row.name);
	html(b, "</h1><div class=\"mut\">");
	html_text(b, i->row.name);
	html_textf(b, "　%s　%d年　%.*s上传　", kind_words(i->p.kind), i->p.year,
		   STR_ARG(time_words(v->a, i->row.at, v->page->today)));
	html(b, "<a");
	put_href(b, v->page, "/office/%" PRId64 "/files/%" PRId64, i->region.id, i->row.file);
	html(b, ">下载原文件</a></div></div></div>");
	put_warnings(b, v);
	html(b, "<section class=\"card\" aria-label=\"读懂了多少\"><div class=\"bd know\">");
	put_counts_line(b, v);
	put_checks(b, v);
	html(b, "</div></section>");
}

/* ---- the foot: what will be written ---- */

static void put_will(struct buf *b, const struct preview *v)
{
	const struct import_counts *c = &v->import->counts;

	html(b, "<span class=\"will\">");
	if (v->import->programme == 0)
		html_textf(b, "将新建%d年清单，写入%zu件、%zu个节点。", v->import->p.year, c->fresh, c->milestones);
	else
		html_textf(b, "将写入%d年清单：新增%zu件，改动%zu件，不变%zu件。", v->import->p.year, c->fresh, c->changed, c->same);
	html(b, "<small>");
	if (c->open > 0)
		html_textf(b, "还有%zu处没有决定：现在确认，这几处先留空，原文保留。", c->open);
	else
		html_say(b, v->open ? "这份清单已经公开，确认后公众马上看到新的内容。" : "公众暂时看不到，公开是另外一步。");
	html(b, "</small></span>");
}

static void put_bar(struct buf *b, const struct preview *v)
{
	const struct import_counts *c = &v->import->counts;

	html(b, "<div class=\"bar noprint\">");
	put_will(b, v);
	html(b, "<div class=\"acts\">");
	if (v->import->answers > 0) {
		preview_form(b, v, "back", "");
		html(b, "<button class=\"btn q\" id=\"back\" title=\"Ctrl+Z\">撤销上一步</button></form>");
	}
	preview_form(b, v, "drop", "");
	html(b, "<button class=\"btn q\">放到一边</button></form>");
	preview_form(b, v, "confirm", "");
	if (c->open > 0) {
		html(b, "<button class=\"btn\" name=\"yes\" value=\"1\">");
		html_textf(b, "先导入，%zu处留空", c->open);
		html(b, "</button></form><a class=\"btn p\" href=\"#ask\">去决定</a>");
	} else {
		html(b, "<button class=\"btn p\">");
		html_textf(b, "确认导入%zu件", c->projects);
		html(b, "</button></form>");
	}
	html(b, "</div></div>");
}

/* ---- after the confirmation ---- */

static void put_next_steps(struct buf *b, const struct preview *v, const struct preview_view *view)
{
	int64_t region = v->import->region.id, programme = view->in->id;

	html(b, "<div class=\"acts\"><a class=\"btn\"");
	put_href(b, v->page, "/office/%" PRId64 "/programmes/%" PRId64, region, programme);
	html(b, ">看清单</a>");
	if (view->may_units) {
		html(b, "<a class=\"btn\"");
		put_href(b, v->page, "/office/%" PRId64 "/programmes/%" PRId64 "/first-day", region, programme);
		html(b, ">第一天：参与单位和通知单</a>");
	}
	html(b, "<a class=\"btn\"");
	put_href(b, v->page, "/office/%" PRId64 "/programmes/%" PRId64 "/gaps", region, programme);
	html(b, ">还差什么</a>");
	if (view->may_publish && !view->in->published) {
		preview_form(b, v, "publish", "");
		html(b, "<button class=\"btn p\">公开给群众看</button></form>");
	} else if (view->in->published) {
		html(b, "<a class=\"btn\"");
		put_href(b, v->page, "/%s/%d", region_path(v->a, &v->import->region), view->in->year);
		html(b, ">看公开页面</a>");
	}
	preview_form(b, v, "undo", "");
	html(b, "<button class=\"btn x\" data-ask=\"撤回后，这次导入写入的内容会移走，别人后来改过的保留。要撤回吗？\">撤回这次导入</button></form></div>");
}

static void put_after(struct buf *b, const struct preview *v, const struct preview_view *view)
{
	const struct import_row *r = &v->import->row;

	if (r->state == IMPORT_DRAFT)
		return;
	html(b, "<section class=\"card\" id=\"after\"><div class=\"bd\">");
	switch (r->state) {
	case IMPORT_CONFIRMED:
		html(b, "<h2>");
		html_textf(b, "已于%.*s写入%d年清单", STR_ARG(time_words(v->a, r->confirmed_at, v->page->today)), r->year);
		html(b, "</h2><p>");
		html_say(b, view->in == NULL	    ? "" :
			    view->in->published ? "这份清单已经公开。" :
						  "公众还看不到；公开以前可以接着改。");
		html(b, "</p>");
		if (view->in != NULL)
			put_next_steps(b, v, view);
		break;
	case IMPORT_UNDONE:
		html(b, "<h2>这次导入已撤回</h2><p>写入的内容已移走；再上传同一份文件可以重新导入。</p>");
		break;
	case IMPORT_DROPPED:
		html(b, "<h2>这份文件放到一边了，没有写入</h2><p>再上传同一份文件可以重新开始。</p>");
		break;
	case IMPORT_DRAFT:
		break;
	}
	html(b, "</div></section>");
}

/* ---- the two sides ---- */

static bool is_shown(const struct preview *v, size_t at)
{
	return v->show == SHOW_ALL || (v->show == SHOW_DOUBTFUL ? things_to_see(v, at) : changes_of(v, at)) > 0;
}

static void put_projects(struct buf *b, struct preview *v)
{
	size_t shown = 0;

	for (size_t i = 0; i < v->import->p.projects.n; i++)
		if (is_shown(v, i)) {
			put_read_project(b, v, i);
			shown++;
		}
	if (shown == 0)
		html(b, "<div class=\"empty\">没有这样的项目了。</div>");
	if (v->show == SHOW_ALL) {
		put_completed(b, v);
		put_rest(b, v);
		put_absent(b, v);
	}
}

static void put_chip(struct buf *b, const struct preview *v, enum show show, const char *query, const char *label, size_t n)
{
	html(b, "<li><a");
	put_href(b, v->page, "/office/%" PRId64 "/imports/%" PRId64 "%s#got", v->import->region.id, v->import->row.id, query);
	if (v->show == show)
		html(b, " aria-current=\"true\"");
	html(b, ">");
	html_say(b, label);
	html_textf(b, " %zu", n);
	html(b, "</a></li>");
}

static void put_filter(struct buf *b, const struct preview *v)
{
	size_t doubtful = 0, changed = 0;

	for (size_t i = 0; i < v->import->p.projects.n; i++) {
		doubtful += things_to_see(v, i) > 0;
		changed += changes_of(v, i) > 0;
	}
	if (!v->edits || doubtful + changed == 0)
		return;
	html(b, "<ul class=\"chips\" aria-label=\"看哪些项目\">");
	put_chip(b, v, SHOW_ALL, "", "全部", v->import->p.projects.n);
	if (doubtful > 0 || v->show == SHOW_DOUBTFUL)
		put_chip(b, v, SHOW_DOUBTFUL, "?show=doubtful", "只看要核对的", doubtful);
	if (changed > 0 || v->show == SHOW_CHANGED)
		put_chip(b, v, SHOW_CHANGED, "?show=changed", "只看有变化的", changed);
	html(b, "</ul>");
}

static void put_legend(struct buf *b)
{
	html(b, "<span class=\"legend\"><span class=\"k-n\">数量</span><span class=\"k-t\">时间</span><span class=\"k-u\">单位和人</span>"
		"<span class=\"k-f\">资金</span><span class=\"k-o\">没对上栏目</span></span>");
}

void put_two_sides(struct buf *b, struct preview *v, size_t first, size_t last, const struct buf *right)
{
	html(b, "<div class=\"imp\"><section class=\"card src\" aria-label=\"原文\" tabindex=\"0\"><div class=\"hd\"><h2>原文</h2>");
	put_legend(b);
	html(b, "</div><div class=\"bd\">");
	put_source(b, v, first, last);
	html(b, "</div></section><section class=\"card got\" id=\"got\"><div class=\"hd\"><h2>读出的内容</h2>");
	put_filter(b, v);
	html(b, "</div>");
	buf_str(b, buf_text(right));
	html(b, "</section></div>");
}

static void put_sides(struct buf *b, struct preview *v)
{
	struct buf right = BUF_INIT(REPLY_MAX);

	if (v->edits) {
		html(&right, "<div id=\"ask\" tabindex=\"-1\">");
		put_questions(&right, v);
		html(&right, "</div>");
		put_findings(&right, v);
		put_all_changes(&right, v);
		put_settled(&right, v);
	}
	put_projects(&right, v);
	put_two_sides(b, v, 0, v->import->doc.blocks.n, &right);
	buf_free(&right);
}

void put_preview_page(struct buf *b, const struct page *p, const struct preview_view *view)
{
	struct preview v = { .import = view->import, .page = p, .a = p->a, .show = view->show,
			     .open = view->in != NULL && view->in->published,
			     .edits = view->import->row.state == IMPORT_DRAFT };
	struct page page = *p;

	page_crumbf(&page, STR("导入"), "/office/%" PRId64 "/imports", v.import->region.id);
	page_crumb(&page, STR(""), v.import->row.name);
	page_begin(b, &page);
	put_top(b, &v);
	put_after(b, &v, view);
	put_sides(b, &v);
	if (v.edits)
		put_bar(b, &v);
	page_end(b, &page);
}
