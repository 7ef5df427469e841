#include "web/preview.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "model/lines.h"
#include "model/programme_json.h"
#include "model/values.h"
#include "model/words.h"

/*
 * The form of one project as it was read, and what is to be set when it comes
 * back.  Lists are rows of small fields with an empty one at the end; a row whose first
 * field is emptied goes.  Names of fields, I an item, M a milestone, K a row:
 *
 *     name no field total s.K.name s.K.wan
 *     I.task I.lead I.support I.implement I.progress …  I.l.K.role I.l.K.name
 *     I.t.K.n I.t.K.unit I.t.K.what I.t.K.stage I.t.K.cmp I.t.K.mode
 *     I.m.M.due I.m.M.from I.m.M.text  I.m.M.f.K.n …
 */

enum { NAME_MAX_BYTES = 64 };

/* ---- what was typed ---- */

PRINTF_LIKE(3, 4)
static bool find_typed(const struct field_list *l, struct str *ret, const char *fmt, ...)
{
	char name[NAME_MAX_BYTES];
	va_list args;

	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	for (size_t i = 0; l != NULL && i < l->n; i++)
		if (str_eq(l->v[i].tail, str_of(name))) {
			*ret = l->v[i].value;
			return true;
		}
	return false;
}

/* ---- writing the form ---- */

struct form {
	struct buf *b;
	struct preview *v;
	const struct field_list *typed; /* shown instead of what was read */
};

static struct str shown(const struct form *f, const char *name, struct str read)
{
	struct str typed = read;

	find_typed(f->typed, &typed, "%s", name);
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

static void put_milestone_form(struct form *f, size_t item, size_t at, const struct milestone *m)
{
	html(f->b, "<fieldset class=\"field\"><legend>");
	html_textf(f->b, "节点%zu", at + 1);
	html(f->b, "</legend><div class=\"cols\"><label class=\"c3\"><span>开始（可空）</span><input type=\"date\" name=\"f.");
	buf_printf(f->b, "%zu.m.%zu.from\"", item, at);
	html_attr(f->b, "value", shown(f, named(f, "%zu.m.%zu.from", item, at), day_str(f->v->a, m->from)));
	html(f->b, "></label><label class=\"c3\"><span>完成时限</span><input type=\"date\" name=\"f.");
	buf_printf(f->b, "%zu.m.%zu.due\"", item, at);
	html_attr(f->b, "value", shown(f, named(f, "%zu.m.%zu.due", item, at), day_str(f->v->a, m->due)));
	put_ref(f->b, ref_marks(f->v, &m->at, "due", REF_TIME));
	html(f->b, "></label>");
	put_cell(f, named(f, "%zu.m.%zu.text", item, at), "内容", "c6", m->text, ref_marks(f->v, &m->at, "text", REF_WORDS));
	html(f->b, "</div>");
	for (size_t k = 0; k < m->figures.n; k++)
		put_figure_row(f, named(f, "%zu.m.%zu.f", item, at), k, &m->figures.v[k]);
	html(f->b, "</fieldset>");
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

static const struct {
	const char *field, *label;
	size_t offset;
} item_texts[] = {
	{ "task", "任务", offsetof(struct item, task) },
	{ "progress", "进展情况", offsetof(struct item, progress) },
	{ "problems", "存在问题", offsetof(struct item, problems) },
	{ "next_plan", "下步计划", offsetof(struct item, next_plan) },
	{ "status", "状态", offsetof(struct item, status) },
	{ "remark", "备注", offsetof(struct item, remark) },
	{ "site", "地点", offsetof(struct item, site) },
};

static struct str text_of(const struct item *it, size_t i)
{
	return *(const struct str *)(const void *)((const char *)it + item_texts[i].offset);
}

static void put_item_form(struct form *f, size_t at, const struct item *it, bool several)
{
	if (several) {
		html(f->b, "<h2>");
		html_textf(f->b, "子项%zu", at + 1);
		html(f->b, "</h2>");
	}
	put_area(f, named(f, "%zu.task", at), "任务", it->task, ref_marks(f->v, &it->at, "task", REF_WORDS));
	put_figures(f, named(f, "%zu.t", at), "目标", &it->targets);
	for (size_t m = 0; m < it->milestones.n; m++)
		put_milestone_form(f, at, m, &it->milestones.v[m]);
	put_units_line(f, at, "lead", "牵头单位（几个单位用顿号隔开）", &it->lead);
	put_units_line(f, at, "support", "配合单位", &it->support);
	put_units_line(f, at, "implement", "实施单位", &it->implement);
	put_leader_rows(f, at, &it->leaders);
	/* what the document has no word of is not asked here; the project's page has it all */
	for (size_t i = 1; i < COUNT(item_texts); i++)
		if (text_of(it, i).n > 0)
			put_area(f, named(f, "%zu.%s", at, item_texts[i].field), item_texts[i].label, text_of(it, i),
				 ref_marks(f->v, &it->at, item_texts[i].field, REF_WORDS));
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
	html(f->b, "<div class=\"cols\">");
	put_cell(f, "no", "序号", "c2", p->no, ref_marks(f->v, &p->at, "no", REF_WORDS));
	put_cell(f, "name", "项目名称", "c7", p->name, ref_marks(f->v, &p->at, "name", REF_WORDS));
	put_cell(f, "field", "领域", "c3", p->field, ref_marks(f->v, &p->at, "field", REF_WORDS));
	html(f->b, "</div>");
	for (size_t i = 0; i < p->items.n; i++)
		put_item_form(f, i, &p->items.v[i], p->items.n > 1);
	put_money_form(f, &p->funds);
	html(f->b, "<div class=\"bar\"><div class=\"acts\"><button class=\"btn p\">保存这一件</button><a class=\"btn\"");
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

/* ---- reading it back ---- */

struct back {
	struct arena *a;
	const struct field_list *typed;
	struct setting_list *out;
};

static void setting_add(struct back *k, struct str key, struct str value)
{
	struct setting *s = list_add(k->out, k->a);

	s->key = key;
	s->value = value;
}

/* Sets what differs; `was` in the form of model/values.h. */
static void set_if(struct back *k, struct str key, struct str was, struct str value)
{
	if (!str_eq(was, value))
		setting_add(k, key, value);
}

/* A number as people type it: "1,200" and full-width digits' commas are let go. */
static struct str plain_number(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ',' && s.p[i] != ' ')
			out[n++] = s.p[i];
	return (struct str){ out, n };
}

enum rc yuan_of_wan(struct arena *a, struct str wan, struct str *ret, struct err *err)
{
	struct dec d, yuan;
	int64_t fen;

	wan = plain_number(a, wan);
	*ret = STR("");
	if (wan.n == 0)
		return RC_OK;
	if (!dec_parse(wan, &d) || !dec_mul(d, dec_int(10000), &yuan) || !dec_to_fen(yuan, &fen))
		return err_set(err, RC_INPUT, "金额请写成以万元为单位的数，如 120 或 0.8；「%.*s」读不懂", STR_ARG(wan));
	*ret = fen_str(a, fen);
	return RC_OK;
}

struct str lines_of_names(struct arena *a, struct str s)
{
	static const char *const cuts[] = { "、", "，", ",", "；", ";", "\n" };
	struct str out = STR("");

	while (s.n > 0) {
		size_t at = s.n, width = 0;
		struct str one;

		for (size_t i = 0; i < COUNT(cuts); i++) {
			size_t found = str_find(s, str_of(cuts[i]));

			if (found != STR_NONE && found < at) {
				at = found;
				width = strlen(cuts[i]);
			}
		}
		one = str_trim(str_cut(s, 0, at));
		if (one.n > 0)
			out = out.n == 0 ? one : arena_printf(a, "%.*s\n%.*s", STR_ARG(out), STR_ARG(one));
		s = str_from(s, at + width);
	}
	return out;
}

static void line_add(struct arena *a, struct str *lines, struct str line)
{
	*lines = lines->n == 0 ? line : arena_printf(a, "%.*s\n%.*s", STR_ARG(*lines), STR_ARG(line));
}

/* Rows of figures "AT.K.…" up to `most`; *sent is false when the form has none of them. */
static enum rc figures_typed(struct back *k, const char *at, size_t most, struct str *ret, bool *sent, struct err *err)
{
	struct figure_list l = { 0 };
	struct str lines = STR("");
	enum rc rc;

	*sent = false;
	for (size_t row = 0; row <= most; row++) {
		struct str n = STR(""), unit = STR(""), what = STR(""), stage = STR(""), cmp = STR(""), mode = STR("unknown");

		if (!find_typed(k->typed, &n, "%s.%zu.n", at, row))
			continue;
		*sent = true;
		find_typed(k->typed, &unit, "%s.%zu.unit", at, row);
		find_typed(k->typed, &what, "%s.%zu.what", at, row);
		find_typed(k->typed, &stage, "%s.%zu.stage", at, row);
		find_typed(k->typed, &cmp, "%s.%zu.cmp", at, row);
		find_typed(k->typed, &mode, "%s.%zu.mode", at, row);
		n = plain_number(k->a, n);
		if (n.n > 0)
			line_add(k->a, &lines,
				 arena_printf(k->a, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s", STR_ARG(n), STR_ARG(unit), STR_ARG(what),
					      STR_ARG(stage), STR_ARG(cmp), STR_ARG(mode)));
	}
	rc = figures_of_lines(k->a, lines, &l, err);
	if (rc == RC_OK)
		*ret = lines_of_figures(k->a, &l);
	return rc;
}

static enum rc milestone_typed(struct back *k, size_t p, size_t i, size_t m, const struct milestone *x, struct err *err)
{
	static const char *const fields[] = { "from", "due", "text" };
	struct str key = arena_printf(k->a, "set:%zu:%zu:%zu:", p, i, m), value;
	char at[NAME_MAX_BYTES];
	bool sent;
	enum rc rc;

	for (size_t f = 0; f < COUNT(fields); f++)
		if (find_typed(k->typed, &value, "%zu.m.%zu.%s", i, m, fields[f]))
			set_if(k, arena_cat(k->a, key, str_of(fields[f])), milestone_value(k->a, x, fields[f]), value);
	snprintf(at, sizeof(at), "%zu.m.%zu.f", i, m);
	rc = figures_typed(k, at, x->figures.n, &value, &sent, err);
	if (rc == RC_OK && sent)
		set_if(k, arena_cat(k->a, key, STR("figures")), milestone_value(k->a, x, "figures"), value);
	return err_within(err, rc, "节点%zu", m + 1);
}

static enum rc leaders_typed(struct back *k, size_t i, size_t most, struct str *ret, bool *sent, struct err *err)
{
	struct leader_list l = { 0 };
	struct str lines = STR(""), name, role;
	enum rc rc;

	*sent = false;
	for (size_t row = 0; row <= most; row++) {
		if (!find_typed(k->typed, &name, "%zu.l.%zu.name", i, row))
			continue;
		*sent = true;
		role = STR("");
		find_typed(k->typed, &role, "%zu.l.%zu.role", i, row);
		if (name.n > 0)
			line_add(k->a, &lines, arena_printf(k->a, "%.*s\t%.*s", STR_ARG(role), STR_ARG(name)));
	}
	rc = leaders_of_lines(k->a, lines, &l, err);
	if (rc == RC_OK)
		*ret = lines_of_leaders(k->a, &l);
	return rc;
}

static enum rc item_typed(struct back *k, size_t p, size_t i, const struct item *it, struct err *err)
{
	static const char *const units[] = { "lead", "support", "implement" };
	struct str key = arena_printf(k->a, "set:%zu:%zu:", p, i), value;
	char at[NAME_MAX_BYTES];
	bool sent;
	enum rc rc;

	for (size_t f = 0; f < COUNT(item_texts); f++)
		if (find_typed(k->typed, &value, "%zu.%s", i, item_texts[f].field))
			set_if(k, arena_cat(k->a, key, str_of(item_texts[f].field)), text_of(it, f), value);
	for (size_t f = 0; f < COUNT(units); f++)
		if (find_typed(k->typed, &value, "%zu.%s", i, units[f]))
			set_if(k, arena_cat(k->a, key, str_of(units[f])), item_value(k->a, it, units[f]), lines_of_names(k->a, value));
	snprintf(at, sizeof(at), "%zu.t", i);
	rc = figures_typed(k, at, it->targets.n, &value, &sent, err);
	if (rc == RC_OK && sent)
		set_if(k, arena_cat(k->a, key, STR("targets")), item_value(k->a, it, "targets"), value);
	if (rc == RC_OK)
		rc = leaders_typed(k, i, it->leaders.n, &value, &sent, err);
	if (rc == RC_OK && sent)
		set_if(k, arena_cat(k->a, key, STR("leaders")), item_value(k->a, it, "leaders"), value);
	for (size_t m = 0; rc == RC_OK && m < it->milestones.n; m++)
		rc = milestone_typed(k, p, i, m, &it->milestones.v[m], err);
	return rc;
}

static enum rc money_typed(struct back *k, size_t p, const struct project *x, struct err *err)
{
	struct str lines = STR(""), name, wan, yuan;
	struct source_list l = { 0 };
	bool sent = false;
	enum rc rc = RC_OK;

	if (find_typed(k->typed, &wan, "total")) {
		rc = yuan_of_wan(k->a, wan, &yuan, err);
		if (rc == RC_OK)
			set_if(k, arena_printf(k->a, "set:%zu:total_yuan", p), project_value(k->a, x, "total_yuan"), yuan);
	}
	for (size_t row = 0; rc == RC_OK && row <= x->funds.sources.n; row++) {
		if (!find_typed(k->typed, &name, "s.%zu.name", row))
			continue;
		sent = true;
		wan = STR("");
		find_typed(k->typed, &wan, "s.%zu.wan", row);
		rc = yuan_of_wan(k->a, wan, &yuan, err);
		if (rc == RC_OK && (name.n > 0 || yuan.n > 0))
			line_add(k->a, &lines, arena_printf(k->a, "%.*s\t%.*s", STR_ARG(name), STR_ARG(yuan)));
	}
	if (rc == RC_OK)
		rc = sources_of_lines(k->a, lines, &l, err);
	if (rc == RC_OK && sent)
		set_if(k, arena_printf(k->a, "set:%zu:sources", p), project_value(k->a, x, "sources"), lines_of_sources(k->a, &l));
	return rc;
}

enum rc edit_settings(struct arena *a, const struct import_view *v, size_t at, const struct field_list *typed,
		      struct setting_list *ret, struct err *err)
{
	static const char *const fields[] = { "name", "no", "field" };
	const struct project *p = &v->p.projects.v[at];
	struct setting_list out = { 0 };
	struct back k = { a, typed, &out };
	struct str value;
	enum rc rc = RC_OK;

	for (size_t f = 0; f < COUNT(fields); f++)
		if (find_typed(typed, &value, "%s", fields[f]))
			set_if(&k, arena_printf(a, "set:%zu:%s", at, fields[f]), project_value(a, p, fields[f]), value);
	for (size_t i = 0; rc == RC_OK && i < p->items.n; i++)
		rc = item_typed(&k, at, i, &p->items.v[i], err);
	if (rc == RC_OK)
		rc = money_typed(&k, at, p, err);
	if (rc == RC_OK)
		*ret = out;
	return rc;
}

void series_settings(struct arena *a, const struct import_view *v, size_t project, size_t item, enum figure_mode mode,
		     struct setting_list *ret)
{
	const struct item *it = &v->p.projects.v[project].items.v[item];

	for (size_t m = 0; m < it->milestones.n; m++) {
		struct figure_list l = { 0 };
		bool changed = false;

		for (size_t i = 0; i < it->milestones.v[m].figures.n; i++) {
			struct figure *f = list_add(&l, a);

			*f = it->milestones.v[m].figures.v[i];
			if (f->mode != MODE_UNKNOWN && f->mode != mode) {
				f->mode = mode;
				changed = true;
			}
		}
		if (changed) {
			struct setting *s = list_add(ret, a);

			s->key = arena_printf(a, "set:%zu:%zu:%zu:figures", project, item, m);
			s->value = lines_of_figures(a, &l);
		}
	}
}
