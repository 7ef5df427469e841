/* What a search found; for everybody, and for the office with drafts. */

#include <inttypes.h>

#include "web/pages.h"

static void put_hit(struct buf *b, const struct page *p, const struct hit *h, bool office)
{
	html(b, "<li><h3><a");
	if (office)
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, h->region.id, h->project);
	else if (h->no > 0)
		put_href(b, p, "/%s/%d/%d", region_path(p->a, &h->region), h->year, h->no);
	else
		put_href(b, p, "/%s/%d/candidates/%d", region_path(p->a, &h->region), h->year, h->candidate_no);
	html(b, ">");
	html_text(b, h->name);
	html(b, "</a></h3>");
	if (h->found.n > 0) {
		html(b, "<p>");
		html_text(b, h->found);
		html(b, "</p>");
	}
	html(b, "<div class=\"ft mut\"><span>");
	if (p->region == NULL) {
		html_text(b, h->region.name);
		html(b, " ");
	}
	html_textf(b, "%d年 第%d件", h->year, h->no > 0 ? h->no : h->candidate_no);
	html(b, "</span><span>");
	html_say(b, project_state_label(h->state));
	html(b, "</span></div></li>");
}

void put_search_page(struct buf *b, const struct page *p, struct str query, const struct hit_list *hits, bool office)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>搜索");
	if (query.n > 0) {
		html(b, "“");
		html_text(b, query);
		html(b, "”");
	}
	html(b, "</h1><div class=\"mut\">");
	if (query.n > 0)
		html_textf(b, "找到%zu件", hits->n);
	html(b, "</div></div></div>");
	if (hits->n == 0)
		html(b, "<div class=\"card empty\">可以搜项目名、单位、村名，或名称的拼音首字母（如“公共充电桩”搜 ggcdz）。"
			"没有找到时，请换个短一点的词再试。</div>");
	html(b, "<ul class=\"tiles\">");
	for (size_t i = 0; i < hits->n; i++)
		put_hit(b, p, &hits->v[i], office);
	html(b, "</ul>");
	page_end(b, p);
}
