#include "web/imports.h"

#include <inttypes.h>

#include "model/programme_json.h"
#include "model/words.h"

/* The list of imports and the way in. */

/* ---- uploading ---- */

static void put_region_choice(struct buf *b, const struct page *p, const struct imports_view *v)
{
	if (v->regions.n < 2) {
		buf_printf(b, "<input type=\"hidden\" name=\"into\" value=\"%" PRId64 "\">", p->region->id);
		return;
	}
	html(b, "<div class=\"field\"><label for=\"into\">导入到</label><select id=\"into\" name=\"into\">");
	for (size_t i = 0; i < v->regions.n; i++) {
		buf_printf(b, "<option value=\"%" PRId64 "\"", v->regions.v[i].id);
		html_flag(b, "selected", v->regions.v[i].id == p->region->id);
		html(b, ">");
		html_text(b, v->regions.v[i].name);
		html(b, "</option>");
	}
	html(b, "<option value=\"0\">按文件里写的地区</option></select></div>");
}

static void put_upload(struct buf *b, const struct page *p, const struct imports_view *v)
{
	html(b, "<section class=\"card\"><header><h2>上传清单</h2></header><div class=\"bd\">");
	if (v->says.n > 0) {
		html(b, "<div class=\"errsum\" role=\"alert\">");
		html_text(b, v->says);
		html(b, "</div>");
	}
	form_begin(b, p, " enctype=\"multipart/form-data\"", "/office/%" PRId64 "/imports", p->region->id);
	html(b, "<div class=\"field\"><label for=\"file\">文件（可以一次选几份）</label>"
		"<p class=\"hint\" id=\"file-h\">Word、WPS（docx）、Excel（xlsx）、PDF、网页、Markdown、CSV 或纯文本，每份最大 20 MB。"
		"格式不必改，原来什么样就什么样。</p>"
		"<input id=\"file\" name=\"file\" type=\"file\" multiple required aria-describedby=\"file-h\" "
		"accept=\".docx,.xlsx,.pdf,.html,.htm,.mht,.md,.csv,.txt\"></div><div class=\"row\">");
	put_region_choice(b, p, v);
	html(b, "<div class=\"field\"><label for=\"year\">年度（不填就按文件里写的）</label>"
		"<input id=\"year\" name=\"year\" class=\"sh\" inputmode=\"numeric\" maxlength=\"4\" placeholder=\"如 2025\"");
	if (v->year > 0)
		buf_printf(b, " value=\"%d\"", v->year);
	html(b, "></div></div><div class=\"acts\"><button class=\"btn p\">上传并查看读出的内容</button>"
		"<span class=\"mut\">先看、再改、最后确认；确认以前不会动现有清单。</span></div></form></div></section>");
}

/* What came of each of several files. */
static void put_results(struct buf *b, const struct page *p, const struct uploaded_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<section class=\"card\" aria-label=\"刚才上传的文件\"><header><h2>刚才上传的文件</h2></header><div class=\"bd\"><ul class=\"list\">");
	for (size_t i = 0; i < l->n; i++) {
		const struct uploaded *f = &l->v[i];

		html(b, "<li>");
		put_tag(b, f->import > 0 ? DRAW_OK : DRAW_BAD, f->import == 0 ? "没有读成" : f->again ? "以前传过" : "已读完");
		html(b, " ");
		if (f->import > 0) {
			html(b, "<a");
			put_href(b, p, "/office/%" PRId64 "/imports/%" PRId64, f->region, f->import);
			html(b, ">");
			html_text(b, f->name);
			html(b, "</a>");
		} else {
			html_text(b, f->name);
			html(b, "<br>");
			html_text(b, f->says);
		}
		html(b, "</li>");
	}
	html(b, "</ul></div></section>");
}

/* ---- the list ---- */

static void put_state_tag(struct buf *b, enum import_state state)
{
	static const struct {
		enum draw_mark mark;
		const char *word;
	} words[] = {
		[IMPORT_DRAFT] = { DRAW_LATE, "等您核对" },
		[IMPORT_CONFIRMED] = { DRAW_DONE, "已写入" },
		[IMPORT_DROPPED] = { DRAW_IDLE, "放到一边" },
		[IMPORT_UNDONE] = { DRAW_ADJ, "已撤回" },
	};

	put_tag(b, words[state].mark, words[state].word);
}

static void put_row(struct buf *b, const struct page *p, const struct import_row *r)
{
	enum programme_kind kind = KIND_UNKNOWN;

	html(b, "<tr><td><a");
	put_href(b, p, "/office/%" PRId64 "/imports/%" PRId64, p->region->id, r->id);
	html(b, ">");
	html_text(b, r->title.n > 0 ? r->title : r->name);
	html(b, "</a><div class=\"mut\">");
	html_text(b, r->name);
	html(b, "</div></td><td data-l=\"年度\" class=\"nw\">");
	html_int(b, r->year);
	html(b, "</td><td data-l=\"种类\">");
	html_say(b, programme_kind_parse(r->kind, &kind) ? kind_words(kind) : "");
	html(b, "</td><td data-l=\"件数\" class=\"num\">");
	html_int(b, (int64_t)r->projects);
	html(b, "</td><td>");
	put_state_tag(b, r->state);
	html(b, "</td><td data-l=\"上传\" class=\"mut\"><span class=\"nw\">");
	html_text(b, time_words(p->a, r->at, p->today));
	html(b, "</span> ");
	html_text(b, r->by);
	html(b, "</td></tr>");
}

static void put_rows(struct buf *b, const struct page *p, const struct import_row_list *l)
{
	html(b, "<section class=\"card\"><header><h2>导入过的文件</h2></header>");
	if (l->n == 0) {
		html(b, "<div class=\"empty\">还没有导入过文件。从上面上传第一份清单，系统会读出项目、节点、单位和资金，请您核对。</div></section>");
		return;
	}
	html(b, "<div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\">文件</th><th scope=\"col\">年度</th>"
		"<th scope=\"col\">种类</th><th scope=\"col\" class=\"num\">件数</th><th scope=\"col\">状态</th>"
		"<th scope=\"col\">上传</th></tr></thead><tbody>");
	for (size_t i = 0; i < l->n; i++)
		put_row(b, p, &l->v[i]);
	html(b, "</tbody></table></div></section>");
}

void put_imports_page(struct buf *b, const struct page *p, const struct imports_view *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>导入清单</h1><div class=\"mut\">把已有的清单、任务表、台账原样传上来，系统读出内容，由您核对</div></div></div>");
	put_results(b, p, &v->files);
	put_upload(b, p, v);
	put_rows(b, p, &v->rows);
	page_end(b, p);
}
