/* The changes of a project in words: who, when, old → new, why. */

#include <inttypes.h>

#include "web/office.h"
#include "web/parts.h"

enum { VALUE_BYTES = 360 }; /* of a value in the list of changes */

static bool kind_of(struct str word, enum object_kind *ret)
{
	if (str_eq(word, STR("project")))
		*ret = OBJECT_PROJECT;
	else if (str_eq(word, STR("item")))
		*ret = OBJECT_ITEM;
	else if (str_eq(word, STR("milestone")))
		*ret = OBJECT_MILESTONE;
	else
		return false;
	return true;
}

/* Fields that no form has: written by imports and by the program. */
static struct str history_label(struct str field)
{
	static const struct {
		const char *field, *label;
	} labels[] = { { "compare", "金额口径" }, { "rest", "备注原文" }, { "bare", "只有时限" }, { "candidate_no", "候选序号" } };

	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq(field, str_of(labels[i].field)))
			return str_of(labels[i].label);
	return field;
}

/* Which of them: an item by its place, a milestone by its day. */
static void put_object(struct buf *b, const struct page *p, const struct project_view *v, enum object_kind kind, int64_t id)
{
	struct edit_part part;

	if (kind == OBJECT_PROJECT)
		return;
	html(b, "<span class=\"mut\">");
	if (!edit_part_find(&v->v.p, kind, id, &part)) {
		html_say(b, kind == OBJECT_ITEM ? "（已移走的子项）" : "（已移走的节点）");
	} else {
		if (v->v.p.items.n > 1)
			html_textf(b, "（%zu）", part.n);
		if (part.m != NULL)
			html_text(b, when_words(p->a, part.m, v->v.row.year));
	}
	html(b, "</span> ");
}

/* The newest record that took this thing away, with nothing after it that brought it back. */
static bool may_restore(const struct project_view *v, size_t at)
{
	const struct change *c = &v->history.v[at];

	if (!v->v.may_edit || v->v.gone || !str_eq(c->field, STR("gone")) || !c->has_new || str_eq(c->kind, STR("project")))
		return false;
	for (size_t i = 0; i < at; i++)
		if (v->history.v[i].object == c->object && str_eq(v->history.v[i].kind, c->kind) &&
		    str_eq(v->history.v[i].field, c->field))
			return false;
	return true;
}

static void put_restore(struct buf *b, const struct page *p, const struct project_view *v, const struct change *c)
{
	form_begin(b, p, " class=\"in\"", "/office/%" PRId64 "/projects/%" PRId64 "/restore", v->v.region.id, v->v.p.id);
	buf_printf(b, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\"><input type=\"hidden\" name=\"part\" value=\"%" PRId64
		      "\"><input type=\"hidden\" name=\"kind\"",
		   v->v.version, c->object);
	html_attr(b, "value", c->kind);
	html(b, "> <button class=\"btn s\">恢复</button></form>");
}

static void put_values(struct buf *b, const struct page *p, const struct change *c, enum edit_type type)
{
	html(b, "<td data-l=\"原来\">");
	if (c->field.n > 0)
		html_lines(b, short_words(p->a, edit_words(p->a, type, c->old), VALUE_BYTES));
	html(b, "</td><td data-l=\"现在\">");
	html_lines(b, short_words(p->a, c->field.n > 0 ? edit_words(p->a, type, c->new) : c->new, VALUE_BYTES));
}

static void put_change(struct buf *b, const struct page *p, const struct project_view *v, size_t i)
{
	const struct change *c = &v->history.v[i];
	enum object_kind kind = OBJECT_PROJECT;
	bool known = kind_of(c->kind, &kind);
	const struct edit_field *f = known ? edit_field_find(kind, c->field) : NULL;

	html(b, "<tr><td class=\"nw\">");
	html_text(b, time_words(p->a, c->at, p->today));
	html(b, "</td><td data-l=\"谁\">");
	html_text(b, c->actor);
	html(b, "</td><td data-l=\"改了\">");
	if (known)
		put_object(b, p, v, kind, c->object);
	if (f != NULL)
		html_say(b, f->label);
	else
		html_text(b, c->field.n == 0 ? STR("新建") : history_label(c->field));
	html(b, "</td>");
	put_values(b, p, c, f != NULL ? f->type : EDIT_TEXT);
	if (may_restore(v, i))
		put_restore(b, p, v, c);
	html(b, "</td><td data-l=\"原因\">");
	html_text(b, c->reason);
	html(b, "</td></tr>");
}

/* The records that made the project, an import's as a rule: dozens of them, and told in one line. */
static int64_t birth_of(const struct project_view *v)
{
	for (size_t i = v->history.n; i-- > 0;)
		if (str_eq(v->history.v[i].action, STR("create")) && str_eq(v->history.v[i].kind, STR("project")))
			return v->history.v[i].set;
	return 0;
}

static void put_birth(struct buf *b, const struct page *p, const struct change *c, size_t n)
{
	html(b, "<tr><td class=\"nw\">");
	html_text(b, time_words(p->a, c->at, p->today));
	html(b, "</td><td data-l=\"谁\">");
	html_text(b, c->actor);
	html(b, "</td><td colspan=\"3\">");
	html_textf(b, "建立了这件实事，共%zu处", n);
	html(b, "</td><td data-l=\"原因\">");
	html_text(b, c->reason);
	html(b, "</td></tr>");
}

/* As many rows as the page shows; *left counts the records that are not among them. */
static void put_changes(struct buf *b, const struct page *p, const struct project_view *v, size_t *left)
{
	int64_t birth = v->all_history ? 0 : birth_of(v);
	size_t rows = 0, born = 0, first = 0;

	*left = 0;
	for (size_t i = 0; i < v->history.n; i++) {
		if (birth != 0 && v->history.v[i].set == birth) {
			first = born++ == 0 ? i : first;
			continue;
		}
		if (v->all_history || rows < HISTORY_FIRST)
			put_change(b, p, v, i);
		else
			(*left)++;
		rows++;
	}
	if (born > 0)
		put_birth(b, p, &v->history.v[first], born);
	*left += born;
}

void put_history(struct buf *b, const struct page *p, const struct project_view *v)
{
	size_t left;

	if (v->history.n == 0)
		return;
	html(b, "<section class=\"card noprint\" id=\"history\"><header><h2>改动记录</h2><span class=\"mut\">最新的在前</span></header>"
		"<div class=\"scroll\"><table class=\"stack hist\"><thead><tr><th scope=\"col\">时间</th><th scope=\"col\">谁</th>"
		"<th scope=\"col\">改了什么</th><th scope=\"col\">原来</th><th scope=\"col\">现在</th><th scope=\"col\">原因</th></tr></thead><tbody>");
	put_changes(b, p, v, &left);
	html(b, "</tbody></table></div>");
	if (left > 0) {
		html(b, "<div class=\"bd\"><a");
		put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64 "?history=all#history", v->v.region.id, v->v.p.id);
		html(b, ">一处一处地看全部改动</a></div>");
	}
	html(b, "</section>");
}
