#include "web/preview_edit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "model/programme_json.h"
#include "model/words.h"
#include "web/preview.h"

/* The form of one project as it was read, beside its words; src/web/preview_edit.h names the fields. */

/* ---- writing the form ---- */

struct form {
	struct buf *b;
	struct preview *v;
	const struct field_list *typed; /* shown instead of what was read */
};

static struct str shown(const struct form *f, const char *name, struct str read)
{
	struct str typed = read;

	edit_find(f->typed, &typed, "%s", name);
	return typed;
}

/* id of an input, and its number: the words of the document lead to it, and pointing at it lights them. */
static void put_ref(struct buf *b, size_t n)
{
	if (n > 0)
		buf_printf(b, " id=\"v%zu\" data-r=\"%zu\"", n, n);
}

/* A label for the input below it, and the input's opening up to its id. */
static void put_label(struct form *f, const char *opening, const char *name, const char *label, size_t ref)
{
	struct str id = ref > 0 ? arena_printf(f->v->a, "v%zu", ref) : arena_printf(f->v->a, "f.%s", name);

	html(f->b, "<div class=\"field\"><label");
	html_attr(f->b, "for", id);
	html(f->b, ">");
	html_say(f->b, label);
	html(f->b, "</label>");
	buf_str(f->b, str_of(opening));
	if (ref == 0)
		html_attr(f->b, "id", id);
	put_ref(f->b, ref);
	html(f->b, " name=\"f.");
	html_say(f->b, name);
	html(f->b, "\"");
}

static void put_line(struct form *f, const char *name, const char *label, struct str value, size_t ref)
{
	put_label(f, "<input", name, label, ref);
	html_attr(f->b, "value", shown(f, name, value));
	html(f->b, "></div>");
}

static void put_area(struct form *f, const char *name, const char *label, struct str value, size_t ref)
{
	put_label(f, "<textarea rows=\"3\"", name, label, ref);
	html(f->b, ">\n"); /* the first line end is not part of the value */
	html_text(f->b, shown(f, name, value));
	html(f->b, "</textarea></div>");
}

/* One small field of a row. */
static void put_cell(struct form *f, const char *name, const char *label, const char *class, struct str value, size_t ref)
{
	html(f->b, "<label class=\"");
	html_say(f->b, class);
	html(f->b, "\"><span>");
	html_say(f->b, label);
	html(f->b, "</span><input name=\"f.");
	html_say(f->b, name);
	html(f->b, "\"");
	html_attr(f->b, "value", shown(f, name, value));
	put_ref(f->b, ref);
	html(f->b, "></label>");
}

struct option {
	const char *value, *label;
};

static void put_select(struct form *f, const char *name, const char *label, const char *value, const struct option *options,
		       size_t n)
{
	struct str now = shown(f, name, str_of(value));

	html(f->b, "<label class=\"c2\"><span>");
	html_say(f->b, label);
	html(f->b, "</span><select name=\"f.");
	html_say(f->b, name);
	html(f->b, "\">");
	for (size_t i = 0; i < n; i++) {
		html(f->b, "<option");
		html_attr(f->b, "value", str_of(options[i].value));
		html_flag(f->b, "selected", str_eq(now, str_of(options[i].value)));
		html(f->b, ">");
		html_say(f->b, options[i].label);
		html(f->b, "</option>");
	}
	html(f->b, "</select></label>");
}

PRINTF_LIKE(2, 3)
static const char *named(struct form *f, const char *fmt, ...)
{
	char name[NAME_MAX_BYTES];
	va_list args;

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	return arena_cstr(f->v->a, str_of(name));
}

static const struct option modes[] = { { "unknown", "—" }, { "increment", "当期数" }, { "cumulative", "累计数" } };
static const struct option compares[] = { { "", "—" },		     { "at_least", "不少于" }, { "above", "超过" },
					  { "at_most", "不超过" }, { "about", "约" },	     { "aspire", "力争" } };

/* `at` is the list's name: "0.t" or "0.m.2.f". */
static void put_figure_row(struct form *f, const char *at, size_t k, const struct figure *x)
{
	const char *cmp = x == NULL ? NULL : compare_word(x->cmp);
	size_t ref = x == NULL ? 0 : ref_marks(f->v, &x->at, "n", REF_NUMBER);
	struct str none = STR("");

	html(f->b, "<div class=\"cols\">");
	put_cell(f, named(f, "%s.%zu.stage", at, k), "动作", "c2", x == NULL ? none : x->stage, 0);
	put_cell(f, named(f, "%s.%zu.what", at, k), "什么", "c3", x == NULL ? none : x->what, 0);
	put_select(f, named(f, "%s.%zu.cmp", at, k), "限定", cmp == NULL ? "" : cmp, compares, COUNT(compares));
	put_cell(f, named(f, "%s.%zu.n", at, k), "数", "c2", x == NULL ? none : dec_str(f->v->a, dec_norm(x->n)), ref);
	put_cell(f, named(f, "%s.%zu.unit", at, k), "单位", "c1", x == NULL ? none : x->unit, 0);
	put_select(f, named(f, "%s.%zu.mode", at, k), "口径", x == NULL ? "unknown" : figure_mode_word(x->mode), modes, COUNT(modes));
	html(f->b, "</div>");
}

static void put_figures(struct form *f, const char *at, const char *label, const struct figure_list *l)
{
	html(f->b, "<fieldset class=\"field\"><legend>");
	html_say(f->b, label);
	html(f->b, "</legend>");
	for (size_t k = 0; k < l->n; k++)
		put_figure_row(f, at, k, &l->v[k]);
	html(f->b, "<details><summary>再加一个数</summary>");
	put_figure_row(f, at, l->n, NULL);
	html(f->b, "</details></fieldset>");
}

/* A box that takes a part away when the form is saved; `at` is the part's name. */
static void put_gone_box(struct form *f, const char *at, const char *says)
{
	html(f->b, "<label class=\"c\"><input type=\"checkbox\" value=\"1\" name=\"f.");
	html_say(f->b, at);
	html(f->b, ".gone\"");
	html_flag(f->b, "checked", shown(f, named(f, "%s.gone", at), STR("")).n > 0);
	html(f->b, ">");
	html_say(f->b, says);
	html(f->b, "</label>");
}

/* Times and words of a milestone. */
static void put_milestone_cells(struct form *f, size_t item, size_t at, const struct milestone *m)
{
	html(f->b, "<div class=\"cols\"><label class=\"c3\"><span>开始（可空）</span><input type=\"date\" name=\"f.");
	buf_printf(f->b, "%zu.m.%zu.from\"", item, at);
	html_attr(f->b, "value", shown(f, named(f, "%zu.m.%zu.from", item, at), day_str(f->v->a, m->from)));
	html(f->b, "></label><label class=\"c3\"><span>完成时限</span><input type=\"date\" name=\"f.");
	buf_printf(f->b, "%zu.m.%zu.due\"", item, at);
	html_attr(f->b, "value", shown(f, named(f, "%zu.m.%zu.due", item, at), day_str(f->v->a, m->due)));
	put_ref(f->b, ref_marks(f->v, &m->at, "due", REF_TIME));
	html(f->b, "></label>");
	put_cell(f, named(f, "%zu.m.%zu.text", item, at), "内容", "c6", m->text, ref_marks(f->v, &m->at, "text", REF_WORDS));
	html(f->b, "</div>");
}

static void put_milestone_form(struct form *f, size_t item, size_t at, const struct milestone *m)
{
	html(f->b, "<fieldset class=\"field\"><legend>");
	html_textf(f->b, "节点%zu", at + 1);
	html(f->b, "</legend>");
	put_milestone_cells(f, item, at, m);
	for (size_t k = 0; k < m->figures.n; k++)
		put_figure_row(f, named(f, "%zu.m.%zu.f", item, at), k, &m->figures.v[k]);
	put_gone_box(f, named(f, "%zu.m.%zu", item, at), "保存时去掉这个节点");
	html(f->b, "</fieldset>");
}

static void put_new_milestone(struct form *f, size_t item, size_t at)
{
	struct milestone none = { 0 };
	bool typed = shown(f, named(f, "%zu.m.%zu.text", item, at), STR("")).n > 0 ||
		     shown(f, named(f, "%zu.m.%zu.due", item, at), STR("")).n > 0;

	html(f->b, "<details class=\"field\"");
	html_flag(f->b, "open", typed);
	html(f->b, "><summary>再加一个节点</summary>");
	put_milestone_cells(f, item, at, &none);
	html(f->b, "</details>");
}

static void put_new_item(struct form *f, size_t at)
{
	bool typed = shown(f, named(f, "%zu.task", at), STR("")).n > 0 || shown(f, named(f, "%zu.lead", at), STR("")).n > 0;

	html(f->b, "<details class=\"field\"");
	html_flag(f->b, "open", typed);
	html(f->b, "><summary>再加一个子项</summary>");
	put_area(f, named(f, "%zu.task", at), "任务", STR(""), 0);
	put_line(f, named(f, "%zu.lead", at), "牵头单位（几个单位用顿号隔开）", STR(""), 0);
	html(f->b, "<p class=\"hint\">目标、节点和其他内容，保存后再填。</p></details>");
}

static void put_leader_rows(struct form *f, size_t item, const struct leader_list *l)
{
	html(f->b, "<fieldset class=\"field\"><legend>责任人</legend>");
	for (size_t k = 0; k <= l->n; k++) {
		const struct leader *x = k < l->n ? &l->v[k] : NULL;
		struct str none = STR("");

		html(f->b, "<div class=\"cols\">");
		put_cell(f, named(f, "%zu.l.%zu.name", item, k), "姓名", "c4", x == NULL ? none : x->name,
			 x == NULL ? 0 : ref_marks(f->v, &x->at, "name", REF_UNIT));
		put_cell(f, named(f, "%zu.l.%zu.role", item, k), "身份", "c8", x == NULL ? none : x->role, 0);
		html(f->b, "</div>");
	}
	html(f->b, "</fieldset>");
}

/* Names joined by 、; the way back cuts at 、 and commas. */
static void put_units_line(struct form *f, size_t item, const char *field, const char *label, const struct unit_list *l)
{
	struct span_list spans = { 0 };

	for (size_t i = 0; i < l->n; i++)
		for (size_t m = 0; m < l->v[i].at.n; m++)
			if (!l->v[i].at.v[m].given)
				*list_add(&spans, f->v->a) = l->v[i].at.v[m].span;
	put_line(f, named(f, "%zu.%s", item, field), label, unit_words(f->v->a, l), ref_spans(f->v, &spans, REF_UNIT, false));
}

static void put_item_form(struct form *f, size_t at, const struct item *it, bool several)
{
	if (several) {
		html(f->b, "<h2>");
		html_textf(f->b, "子项%zu", at + 1);
		html(f->b, "</h2>");
		put_gone_box(f, named(f, "%zu", at), "保存时去掉这个子项");
	}
	put_area(f, named(f, "%zu.task", at), "任务", it->task, ref_marks(f->v, &it->at, "task", REF_WORDS));
	put_figures(f, named(f, "%zu.t", at), "目标", &it->targets);
	for (size_t m = 0; m < it->milestones.n; m++)
		put_milestone_form(f, at, m, &it->milestones.v[m]);
	put_new_milestone(f, at, it->milestones.n);
	put_units_line(f, at, "lead", "牵头单位（几个单位用顿号隔开）", &it->lead);
	put_units_line(f, at, "support", "配合单位", &it->support);
	put_units_line(f, at, "implement", "实施单位", &it->implement);
	put_leader_rows(f, at, &it->leaders);
	/* what the document has no word of is not asked here; the project's page has it all */
	for (size_t i = 1; i < EDIT_TEXTS; i++)
		if (edit_text(it, i).n > 0)
			put_area(f, named(f, "%zu.%s", at, edit_texts[i].field), edit_texts[i].label, edit_text(it, i),
				 ref_marks(f->v, &it->at, edit_texts[i].field, REF_WORDS));
}

static void put_money_form(struct form *f, const struct funds *x)
{
	put_line(f, "total", "资金总额（万元）", x->has_total ? wan_plain(f->v->a, x->total_fen) : STR(""),
		 ref_marks(f->v, &x->at, "total_yuan", REF_MONEY));
	html(f->b, "<fieldset class=\"field\"><legend>资金来源</legend>");
	for (size_t k = 0; k <= x->sources.n; k++) {
		const struct source *s = k < x->sources.n ? &x->sources.v[k] : NULL;

		html(f->b, "<div class=\"cols\">");
		put_cell(f, named(f, "s.%zu.name", k), "来源", "c8", s == NULL ? STR("") : s->name,
			 s == NULL ? 0 : ref_marks(f->v, &s->at, NULL, REF_MONEY));
		put_cell(f, named(f, "s.%zu.wan", k), "万元（可空）", "c4",
			 s != NULL && s->has_amount ? wan_plain(f->v->a, s->fen) : STR(""), 0);
		html(f->b, "</div>");
	}
	html(f->b, "</fieldset>");
}

static void put_edit_form(struct form *f, const struct import_edit *view)
{
	const struct project *p = &view->import->p.projects.v[view->at];

	form_begin(f->b, f->v->page, " class=\"bd edit\"", "/office/%" PRId64 "/imports/%" PRId64 "/projects/%zu",
		   view->import->region.id, view->import->row.id, view->at + 1);
	buf_printf(f->b, "<input type=\"hidden\" name=\"f.seen\" value=\"%zu\">", view->import->answers);
	html(f->b, "<div class=\"cols\">");
	put_cell(f, "no", "序号", "c2", p->no, ref_marks(f->v, &p->at, "no", REF_WORDS));
	put_cell(f, "name", "项目名称", "c7", p->name, ref_marks(f->v, &p->at, "name", REF_WORDS));
	put_cell(f, "field", "领域", "c3", p->field, ref_marks(f->v, &p->at, "field", REF_WORDS));
	html(f->b, "</div>");
	for (size_t i = 0; i < p->items.n; i++)
		put_item_form(f, i, &p->items.v[i], p->items.n > 1);
	put_new_item(f, p->items.n);
	put_money_form(f, &p->funds);
	html(f->b, "<div class=\"bar\"><div class=\"acts\"><button class=\"btn p\">保存这一件</button>"
		"<button class=\"btn\" name=\"f.more\" value=\"1\">保存，接着改</button><a class=\"btn\"");
	put_href(f->b, f->v->page, "/office/%" PRId64 "/imports/%" PRId64 "#p%zu", view->import->region.id,
		 view->import->row.id, view->at + 1);
	html(f->b, ">不改了，返回</a><span class=\"mut\">只改这份草稿；可以逐步撤销。</span></div></div></form>");
}

void put_edit_page(struct buf *b, const struct page *p, const struct import_edit *view)
{
	struct preview v = { .import = view->import, .page = p, .a = p->a };
	const struct project *project = &view->import->p.projects.v[view->at];
	struct buf right = BUF_INIT(REPLY_MAX);
	struct form f = { &right, &v, view->typed };
	struct page page = *p;
	size_t first, last;

	page_crumbf(&page, STR("导入"), "/office/%" PRId64 "/imports", view->import->region.id);
	page_crumbf(&page, view->import->row.name, "/office/%" PRId64 "/imports/%" PRId64, view->import->region.id,
		    view->import->row.id);
	page_crumb(&page, STR(""), project->name);
	put_edit_form(&f, view);
	source_range(&v, &first, &last);
	page_begin(b, &page);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, project->no.n > 0 ? arena_printf(p->a, "%.*s %.*s", STR_ARG(project->no), STR_ARG(project->name)) : project->name);
	html(b, "</h1><div class=\"mut\">对照原文改读出的内容</div></div></div>");
	put_two_sides(b, &v, first, last, &right);
	page_end(b, &page);
	buf_free(&right);
}
