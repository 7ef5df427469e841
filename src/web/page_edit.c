/* The form of a project, an item or a milestone; after a clash also what stands against what was typed. */

#include <inttypes.h>

#include "web/office.h"

static const char *part_word(enum object_kind kind)
{
	return kind == OBJECT_PROJECT ? "项目" : kind == OBJECT_ITEM ? "子项" : "节点";
}

/* "/items/12", "/milestones/34", "/edit": the rest of the form's address. */
static struct str part_path(const struct page *p, const struct edit_part *part)
{
	if (part->kind == OBJECT_PROJECT)
		return STR("/edit");
	return arena_printf(p->a, "/%s/%" PRId64, part->kind == OBJECT_ITEM ? "items" : "milestones", edit_part_id(part));
}

static void put_clash(struct buf *b, const struct page *p, const struct edit_line *l)
{
	html(b, "<div class=\"diff\"><div><b>现在的</b> <span class=\"mut\">");
	html_text(b, l->other);
	html(b, "</span><br>");
	html_lines(b, edit_words(p->a, l->f->type, l->now));
	html(b, "</div><div><b>您写的</b><br>");
	html_lines(b, edit_words(p->a, l->f->type, l->typed));
	html(b, "</div></div><label class=\"c\"><input type=\"checkbox\" name=\"k.");
	html_say(b, l->f->name);
	html(b, "\" value=\"1\">这一栏用现在的，不用我写的</label>");
}

static void put_line(struct buf *b, const struct page *p, const struct edit_line *l)
{
	if (l->clash)
		html(b, "<div class=\"field clash\">");
	else
		html(b, "<div class=\"field\">");
	put_edit_field(b, p, l->f, l->given ? l->typed : l->now, edit_mark(p->a, l->now));
	if (l->clash)
		put_clash(b, p, l);
	html(b, "</div>");
}

static void put_remove(struct buf *b, const struct page *p, const struct edit_view *v)
{
	const char *what = part_word(v->part.kind);

	html(b, "<details class=\"card fold\"><summary>移走这个");
	html_say(b, what);
	html(b, "</summary><div class=\"bd\"><p>移走后清单里不再有它，改动记录里随时可以恢复。</p>");
	form_begin(b, p, "", "/office/%" PRId64 "/projects/%" PRId64 "%.*s/remove", v->v.region.id, v->v.p.id,
		   STR_ARG(part_path(p, &v->part)));
	html(b, "<input type=\"hidden\" name=\"version\"");
	html_attr(b, "value", int_str(p->a, v->v.version));
	html(b, "><div class=\"field\"><label for=\"why\">为什么移走</label><input id=\"why\" name=\"reason\" required maxlength=\"200\">"
		"</div><button class=\"btn x\">移走");
	html_say(b, what);
	html(b, "</button></form></div></details>");
}

static void put_title(struct buf *b, const struct page *p, const struct edit_view *v)
{
	html(b, "<div class=\"head\"><div><h1>修改");
	html_say(b, part_word(v->part.kind));
	html(b, "</h1><div class=\"mut\">");
	html_text(b, v->v.p.no.n > 0 ? v->v.p.no : v->v.p.candidate_no);
	html(b, " ");
	html_text(b, v->v.p.name);
	if (v->part.it != NULL && v->v.p.items.n > 1)
		html_textf(b, "，第%zu个子项", v->part.n);
	if (v->part.m != NULL)
		html_textf(b, "，%.*s", STR_ARG(when_words(p->a, v->part.m, v->v.row.year)));
	html(b, "</div></div></div>");
}

void put_office_edit(struct buf *b, const struct page *p, const struct edit_view *v)
{
	struct str keep = arena_printf(p->a, " data-keep=\"%" PRId64 "\" class=\"card\"", v->v.version);

	page_begin(b, p);
	put_title(b, p, v);
	html(b, "<div class=\"form\">");
	form_begin(b, p, arena_cstr(p->a, keep), "/office/%" PRId64 "/projects/%" PRId64 "%.*s", v->v.region.id, v->v.p.id,
		   STR_ARG(part_path(p, &v->part)));
	html(b, "<input type=\"hidden\" name=\"version\"");
	html_attr(b, "value", int_str(p->a, v->v.version));
	html(b, "><div class=\"bd\">");
	/* what two people wrote comes first */
	for (size_t i = 0; i < v->n; i++)
		if (v->line[i].clash)
			put_line(b, p, &v->line[i]);
	for (size_t i = 0; i < v->n; i++)
		if (!v->line[i].clash)
			put_line(b, p, &v->line[i]);
	html(b, "<div class=\"field\"><label for=\"reason\">修改原因</label><p class=\"hint\">会记在改动记录里，可不填</p>"
		"<input id=\"reason\" name=\"reason\" maxlength=\"200\"");
	html_attr(b, "value", v->reason);
	html(b, "></div><div class=\"acts\"><button class=\"btn p\">保存修改</button><a class=\"btn q\"");
	put_href(b, p, "/office/%" PRId64 "/projects/%" PRId64, v->v.region.id, v->v.p.id);
	html(b, ">不改了</a></div></div></form>");
	if (v->may_remove)
		put_remove(b, p, v);
	html(b, "</div>");
	page_end(b, p);
}
