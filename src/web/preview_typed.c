/* The form of one project read back: what a person changed, as decisions about the import. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "model/lines.h"
#include "model/values.h"
#include "web/preview_edit.h"

/* ---- fields ---- */

bool edit_find(const struct field_list *l, struct str *ret, const char *fmt, ...)
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

const struct edit_text_field edit_texts[EDIT_TEXTS] = {
	{ "task", "任务", offsetof(struct item, task) },
	{ "progress", "进展情况", offsetof(struct item, progress) },
	{ "problems", "存在问题", offsetof(struct item, problems) },
	{ "next_plan", "下步计划", offsetof(struct item, next_plan) },
	{ "status", "状态", offsetof(struct item, status) },
	{ "remark", "备注", offsetof(struct item, remark) },
	{ "site", "地点", offsetof(struct item, site) },
};

struct str edit_text(const struct item *it, size_t i)
{
	return *(const struct str *)(const void *)((const char *)it + edit_texts[i].offset);
}

/* ---- decisions ---- */

struct back {
	struct arena *a;
	const struct field_list *typed;
	struct decision_list *out;
};

static void decision_add(struct back *k, struct str key, struct str value)
{
	struct decision *s = list_add(k->out, k->a);

	s->key = key;
	s->value = value;
}

/* Sets what differs; `was` in the form of model/values.h. */
static void set_if(struct back *k, struct str key, struct str was, struct str value)
{
	if (!str_eq(was, value))
		decision_add(k, key, value);
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

		if (!edit_find(k->typed, &n, "%s.%zu.n", at, row))
			continue;
		*sent = true;
		edit_find(k->typed, &unit, "%s.%zu.unit", at, row);
		edit_find(k->typed, &what, "%s.%zu.what", at, row);
		edit_find(k->typed, &stage, "%s.%zu.stage", at, row);
		edit_find(k->typed, &cmp, "%s.%zu.cmp", at, row);
		edit_find(k->typed, &mode, "%s.%zu.mode", at, row);
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

PRINTF_LIKE(2, 3)
static bool is_gone(const struct back *k, const char *fmt, ...)
{
	char at[NAME_MAX_BYTES];
	struct str gone;
	va_list args;

	va_start(args, fmt);
	vsnprintf(at, sizeof(at), fmt, args);
	va_end(args);
	return edit_find(k->typed, &gone, "%s.gone", at) && gone.n > 0;
}

static enum rc milestone_typed(struct back *k, size_t p, size_t i, size_t m, const struct milestone *x, struct err *err)
{
	static const char *const fields[] = { "from", "due", "text" };
	struct str key = arena_printf(k->a, "set:%zu:%zu:%zu:", p, i, m), value;
	char at[NAME_MAX_BYTES];
	bool sent;
	enum rc rc;

	for (size_t f = 0; f < COUNT(fields); f++)
		if (edit_find(k->typed, &value, "%zu.m.%zu.%s", i, m, fields[f]))
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
		if (!edit_find(k->typed, &name, "%zu.l.%zu.name", i, row))
			continue;
		*sent = true;
		role = STR("");
		edit_find(k->typed, &role, "%zu.l.%zu.role", i, row);
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

	for (size_t f = 0; f < EDIT_TEXTS; f++)
		if (edit_find(k->typed, &value, "%zu.%s", i, edit_texts[f].field))
			set_if(k, arena_cat(k->a, key, str_of(edit_texts[f].field)), edit_text(it, f), value);
	for (size_t f = 0; f < COUNT(units); f++)
		if (edit_find(k->typed, &value, "%zu.%s", i, units[f]))
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
		if (!is_gone(k, "%zu.m.%zu", i, m))
			rc = milestone_typed(k, p, i, m, &it->milestones.v[m], err);
	return rc;
}

/* ---- parts added and removed ---- */

/* The empty rows at the end of an item's milestones and of the items, where something was typed. */
static void added(struct back *k, size_t p, const struct project *x)
{
	static const char *const days[] = { "from", "due" };
	struct str text = STR(""), day[COUNT(days)], lead = STR("");

	for (size_t i = 0; i < x->items.n; i++) {
		size_t m = x->items.v[i].milestones.n;
		bool any = edit_find(k->typed, &text, "%zu.m.%zu.text", i, m) && text.n > 0;

		for (size_t d = 0; d < COUNT(days); d++) {
			day[d] = STR("");
			any = (edit_find(k->typed, &day[d], "%zu.m.%zu.%s", i, m, days[d]) && day[d].n > 0) || any;
		}
		if (!any || is_gone(k, "%zu", i))
			continue;
		decision_add(k, arena_printf(k->a, "add:%zu:%zu", p, i), text);
		for (size_t d = 0; d < COUNT(days); d++)
			set_if(k, arena_printf(k->a, "set:%zu:%zu:%zu:%s", p, i, m, days[d]), STR(""), day[d]);
	}
	text = STR("");
	edit_find(k->typed, &text, "%zu.task", x->items.n);
	edit_find(k->typed, &lead, "%zu.lead", x->items.n);
	if (text.n == 0 && lead.n == 0)
		return;
	decision_add(k, arena_printf(k->a, "add:%zu", p), text);
	set_if(k, arena_printf(k->a, "set:%zu:%zu:lead", p, x->items.n), STR(""), lines_of_names(k->a, lead));
}

static void removed(struct back *k, size_t p, const struct project *x)
{
	for (size_t i = x->items.n; i-- > 0;) {
		bool whole = is_gone(k, "%zu", i);

		for (size_t m = x->items.v[i].milestones.n; m-- > 0;)
			if (!whole && is_gone(k, "%zu.m.%zu", i, m))
				decision_add(k, arena_printf(k->a, "gone:%zu:%zu:%zu", p, i, m), STR(""));
		if (whole)
			decision_add(k, arena_printf(k->a, "gone:%zu:%zu", p, i), STR(""));
	}
}

size_t edit_seen(const struct field_list *typed)
{
	struct str seen = STR("");
	struct dec n;

	edit_find(typed, &seen, "seen");
	return dec_parse(seen, &n) && n.scale == 0 && n.n >= 0 ? (size_t)n.n : SIZE_MAX;
}

bool edit_goes_on(const struct field_list *typed)
{
	struct str more = STR("");

	return edit_find(typed, &more, "more") && more.n > 0;
}

static enum rc money_typed(struct back *k, size_t p, const struct project *x, struct err *err)
{
	struct str lines = STR(""), name, wan, yuan;
	struct source_list l = { 0 };
	bool sent = false;
	enum rc rc = RC_OK;

	if (edit_find(k->typed, &wan, "total")) {
		rc = yuan_of_wan(k->a, wan, &yuan, err);
		if (rc == RC_OK)
			set_if(k, arena_printf(k->a, "set:%zu:total_yuan", p), project_value(k->a, x, "total_yuan"), yuan);
	}
	for (size_t row = 0; rc == RC_OK && row <= x->funds.sources.n; row++) {
		if (!edit_find(k->typed, &name, "s.%zu.name", row))
			continue;
		sent = true;
		wan = STR("");
		edit_find(k->typed, &wan, "s.%zu.wan", row);
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

enum rc edit_decisions(struct arena *a, const struct import_view *v, size_t at, const struct field_list *typed,
		      struct decision_list *ret, struct err *err)
{
	static const char *const fields[] = { "name", "no", "field" };
	const struct project *p = &v->p.projects.v[at];
	struct decision_list out = { 0 };
	struct back k = { a, typed, &out };
	struct str value;
	enum rc rc = RC_OK;

	for (size_t f = 0; f < COUNT(fields); f++)
		if (edit_find(typed, &value, "%s", fields[f]))
			set_if(&k, arena_printf(a, "set:%zu:%s", at, fields[f]), project_value(a, p, fields[f]), value);
	for (size_t i = 0; rc == RC_OK && i < p->items.n; i++)
		if (!is_gone(&k, "%zu", i))
			rc = item_typed(&k, at, i, &p->items.v[i], err);
	if (rc == RC_OK)
		rc = money_typed(&k, at, p, err);
	if (rc != RC_OK)
		return rc;
	added(&k, at, p);
	removed(&k, at, p);
	*ret = out;
	return RC_OK;
}

void series_decisions(struct arena *a, const struct import_view *v, size_t project, size_t item, enum figure_mode mode,
		     struct decision_list *ret)
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
			struct decision *s = list_add(ret, a);

			s->key = arena_printf(a, "set:%zu:%zu:%zu:figures", project, item, m);
			s->value = lines_of_figures(a, &l);
		}
	}
}
