/* The public home: regions, a region, the list of a year. */

#include <inttypes.h>

#include "model/words.h"
#include "web/pages.h"

/* ---- pieces ---- */

static void put_counts(struct buf *b, const struct page *p, const struct programme *pr, bool candidates)
{
	html(b, "<div class=\"kpis\"><div><b>");
	html_int(b, (int64_t)pr->projects.n);
	html(b, "</b> <span>");
	html_say(b, candidates ? "件候选" : "件实事");
	html(b, "</span></div>");
	if (!candidates)
		put_state_counts(b, p, pr);
	html(b, "</div>");
}

/* What the project promises, in one breath. */
static struct str promise_of(const struct project *p)
{
	return p->items.n > 0 ? p->items.v[0].task : STR("");
}

static struct str short_text(struct arena *a, struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return arena_cat(a, str_cut(s, 0, max), STR("…"));
}

static void put_card(struct buf *b, const struct page *p, const struct region *r, int year, const struct project *pr)
{
	enum { PROMISE_BYTES = 180 };
	struct str next = next_words(p->a, pr, p->today, year), lead = lead_words(p->a, pr);

	html(b, "<li><h3><a");
	put_project_href(b, p, r, year, pr);
	html(b, ">");
	html_text(b, pr->no.n > 0 ? pr->no : pr->candidate_no);
	html(b, " ");
	html_text(b, pr->name);
	html(b, "</a></h3><p>");
	html_text(b, short_text(p->a, promise_of(pr), PROMISE_BYTES));
	html(b, "</p>");
	if (next.n > 0) {
		html(b, "<p>");
		html_text(b, short_text(p->a, next, PROMISE_BYTES));
		html(b, "</p>");
	}
	html(b, "<div class=\"ft\">");
	put_state(b, pr, p->today);
	html(b, "<span class=\"mut\">");
	html_text(b, lead);
	html(b, "</span></div></li>");
}

static void put_cards(struct buf *b, const struct page *p, const struct public_programme *v, struct str field)
{
	html(b, "<ul class=\"tiles\">");
	for (size_t i = 0; i < v->p.projects.n; i++)
		if (field.n == 0 || str_eq(field, v->p.projects.v[i].field))
			put_card(b, p, &v->region, v->row.year, &v->p.projects.v[i]);
	html(b, "</ul>");
}

static void put_field_chip(struct buf *b, const struct page *p, const struct public_programme *v, struct str field,
			   struct str chosen)
{
	html(b, "<li><a href=\"");
	html_value(b, p->root);
	html(b, "/");
	html_value(b, str_of(region_path(p->a, &v->region)));
	html(b, "/");
	html_int(b, v->row.year);
	if (field.n > 0) {
		html(b, "?field=");
		html_part(b, field);
	}
	html(b, "\"");
	if (str_eq(field, chosen))
		html(b, " aria-current=\"true\"");
	html(b, ">");
	html_text(b, field.n > 0 ? field : STR("全部"));
	html(b, "</a></li>");
}

/* The fields (领域) of a list as filters, where it has several. */
static void put_fields(struct buf *b, const struct page *p, const struct public_programme *v, struct str chosen)
{
	struct str_list fields = { 0 };

	for (size_t i = 0; i < v->p.projects.n; i++) {
		struct str field = v->p.projects.v[i].field;
		size_t k = 0;

		while (k < fields.n && !str_eq(fields.v[k], field))
			k++;
		if (k == fields.n && field.n > 0)
			*list_add(&fields, p->a) = field;
	}
	if (fields.n < 2)
		return;
	html(b, "<ul class=\"chips noprint\" aria-label=\"按领域筛选\">");
	put_field_chip(b, p, v, STR(""), chosen);
	for (size_t i = 0; i < fields.n; i++)
		put_field_chip(b, p, v, fields.v[i], chosen);
	html(b, "</ul>");
}

static const char *state_words(const struct public_programme *v)
{
	return v->row.state == PROGRAMME_FINISHED ? "已全部办结" : "办到哪一步了";
}

static void put_year_link(struct buf *b, const struct page *p, const struct region *r, const struct programme_row *row)
{
	html(b, "<li><a");
	put_href(b, p, "/%s/%d", region_path(p->a, r), row->year);
	html(b, ">");
	html_textf(b, "%d年", row->year);
	html(b, "</a> <span class=\"mut\">");
	if (row->state == PROGRAMME_CANDIDATES)
		html_textf(b, "%zu件候选", row->projects);
	else
		html_textf(b, "%zu件，已完成%zu件", row->projects, row->closed);
	html(b, "</span></li>");
}

static void put_money(struct buf *b, const struct page *p, const struct programme *pr)
{
	size_t known;
	int64_t fen = programme_fen(pr, &known);

	if (known == 0)
		return;
	html_textf(b, "计划资金%.*s万元", STR_ARG(wan_words(p->a, fen)));
	if (known < pr->projects.n)
		html_textf(b, "（%zu件写明了金额）", known);
	html(b, "。");
}

static void put_head_line(struct buf *b, const struct page *p, const struct public_programme *v)
{
	size_t items = programme_items(&v->p), milestones = programme_milestones(&v->p);

	html(b, "<div class=\"mut\">");
	html_textf(b, "%zu件%s", v->p.projects.n, v->candidates ? "候选项目" : "实事");
	if (items > v->p.projects.n)
		html_textf(b, "，%zu个子项", items);
	if (milestones > 0)
		html_textf(b, "，%zu个时间节点", milestones);
	html(b, "。");
	put_money(b, p, &v->p);
	if (v->candidates)
		html(b, "票决前还可能调整。");
	html_textf(b, "更新于%.*s", STR_ARG(time_words(p->a, v->changed_at, p->today)));
	html(b, "</div>");
}

/* ---- pages ---- */

void put_regions_page(struct buf *b, const struct page *p, const struct region_list *l)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>民生实事</h1><div class=\"mut\">请选择地区</div></div></div>");
	if (l->n == 0)
		html(b, "<div class=\"card empty\">还没有公开的民生实事清单，公开后会显示在这里。</div>");
	html(b, "<ul class=\"tiles\">");
	for (size_t i = 0; i < l->n; i++) {
		html(b, "<li><h3><a");
		put_href(b, p, "/%s", region_path(p->a, &l->v[i]));
		html(b, ">");
		html_text(b, l->v[i].name);
		html(b, "</a></h3><p>");
		html_textf(b, "最近一年：%d年", l->v[i].latest_year);
		html(b, "</p></li>");
	}
	html(b, "</ul>");
	page_end(b, p);
}

static void put_now(struct buf *b, const struct page *p, const struct public_programme *v)
{
	html(b, "<div class=\"head\"><div><h1>");
	if (v->candidates)
		html_textf(b, "%d年，%zu件候选项目等待人大代表票决", v->row.year, v->p.projects.n);
	else
		html_textf(b, "%d年，%zu件实事，%s", v->row.year, v->p.projects.n, state_words(v));
	html(b, "</h1>");
	put_head_line(b, p, v);
	html(b, "</div></div><section class=\"card\"><div class=\"bd\">");
	put_counts(b, p, &v->p, v->candidates);
	put_strip(b, p, &v->p, v->row.year, STRIP_PUBLIC);
	html(b, "</div></section>");
	put_fields(b, p, v, STR(""));
	put_cards(b, p, v, STR(""));
}

void put_home_page(struct buf *b, const struct page *p, const struct home_view *v)
{
	page_begin(b, p);
	if (v->years.n > 0 && v->now != NULL && v->years.v[0].year > v->now->row.year) {
		html(b, "<p class=\"note\"><a");
		put_href(b, p, "/%s/%d", region_path(p->a, &v->region), v->years.v[0].year);
		html(b, ">");
		html_textf(b, "%d年的%zu件候选项目已经公布", v->years.v[0].year, v->years.v[0].projects);
		html(b, "</a>，等待人大代表票决。</p>");
	}
	if (v->now != NULL)
		put_now(b, p, v->now);
	else
		html(b, "<div class=\"card empty\">还没有公开的民生实事清单，公开后会显示在这里。</div>");
	html(b, "<div class=\"tiles\">");
	if (v->years.n > 1) {
		html(b, "<section class=\"card\"><header><h2>其他年份</h2></header><div class=\"bd\"><ul>");
		for (size_t i = 0; i < v->years.n; i++)
			if (v->now == NULL || v->years.v[i].id != v->now->row.id)
				put_year_link(b, p, &v->region, &v->years.v[i]);
		html(b, "</ul></div></section>");
	}
	if (v->now != NULL && v->now->files.n > 0) {
		html(b, "<section class=\"card\"><header><h2>文件</h2></header><div class=\"bd\">");
		put_files(b, p, &v->now->files, v->region.id, STRIP_PUBLIC);
		html(b, "</div></section>");
	}
	html(b, "</div>");
	page_end(b, p);
}

void put_year_page(struct buf *b, const struct page *p, const struct public_programme *v, struct str field)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, v->row.title.n > 0 ? v->row.title : arena_printf(p->a, "%d年民生实事", v->row.year));
	html(b, "</h1>");
	put_head_line(b, p, v);
	html(b, "</div></div><section class=\"card\"><div class=\"bd\">");
	put_counts(b, p, &v->p, v->candidates);
	put_strip(b, p, &v->p, v->row.year, STRIP_PUBLIC);
	html(b, "</div></section>");
	put_fields(b, p, v, field);
	put_cards(b, p, v, field);
	if (v->files.n > 0) {
		html(b, "<section class=\"card\"><header><h2>文件</h2></header><div class=\"bd\">");
		put_files(b, p, &v->files, v->region.id, STRIP_PUBLIC);
		html(b, "</div></section>");
	}
	page_end(b, p);
}
