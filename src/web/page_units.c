/* Units with their other names, and people; a person's number is shown on demand alone. */

#include <inttypes.h>

#include "web/admin.h"

/* ---- pieces ---- */

const char unit_kind_words[] = "government|party|mass|judicial|vertical|company|institution|township|other";

static const struct {
	const char *word, *label;
} kinds[] = { { "government", "政府部门" },   { "party", "党委部门" },	{ "mass", "群团" },
	      { "judicial", "法院、检察院" }, { "vertical", "垂直管理部门" }, { "company", "企业" },
	      { "institution", "事业单位" },  { "township", "乡镇（街道）" }, { "other", "其他" } };

static const char *unit_kind_label(struct str kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kind, str_of(kinds[i].word)))
			return kinds[i].label;
	return "其他";
}

static void put_kinds(struct buf *b, struct str chosen)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		html(b, "<option");
		html_attr(b, "value", str_of(kinds[i].word));
		html_flag(b, "selected", str_eq(chosen, str_of(kinds[i].word)));
		html(b, ">");
		html_say(b, kinds[i].label);
		html(b, "</option>");
	}
}

/* <option>s of units that are in use; chosen 0: none. */
static void put_unit_options(struct buf *b, const struct unit_row_list *l, int64_t chosen)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct unit_row *u = &l->v[i];

		if (u->gone && u->id != chosen)
			continue;
		buf_printf(b, "<option value=\"%" PRId64 "\"", u->id);
		html_flag(b, "selected", u->id == chosen);
		html(b, ">");
		html_text(b, u->name);
		html(b, "</option>");
	}
}

static void put_version(struct buf *b, int64_t version)
{
	buf_printf(b, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">", version);
}

/* What another has saved meanwhile stands beside what was typed. */
static void put_text_field(struct buf *b, const struct typed *t, const char *id, const char *label, const char *hint,
			   struct str stored)
{
	struct str value = typed_str(t, id, stored);

	buf_printf(b, "<div class=\"field\"><label for=\"%s\">", id);
	html_say(b, label);
	html(b, "</label>");
	if (hint[0] != '\0') {
		html(b, "<p class=\"hint\">");
		html_say(b, hint);
		html(b, "</p>");
	}
	if (stored.n > 0 && !str_eq(stored, value)) {
		html(b, "<p class=\"hint\">现在保存的是：");
		html_text(b, stored);
		html(b, "</p>");
	}
	buf_printf(b, "<input id=\"%s\" name=\"%s\" maxlength=\"80\"", id, id);
	html_attr(b, "value", value);
	html(b, "></div>");
}

static void put_gone_box(struct buf *b, bool gone, const char *says)
{
	html(b, "<div class=\"field\"><label class=\"c\"><input type=\"checkbox\" name=\"gone\" value=\"1\"");
	html_flag(b, "checked", gone);
	html(b, ">");
	html_say(b, says);
	html(b, "</label></div>");
}

/* ---- the list of units ---- */

static void put_unit_row(struct buf *b, const struct page *p, const struct units_view *v, const struct unit_row *u)
{
	html(b, "<tr><th scope=\"row\">");
	if (v->may) {
		html(b, "<a");
		put_href(b, p, "/office/%" PRId64 "/units/%" PRId64, v->region.id, u->id);
		html(b, ">");
	}
	html_text(b, u->name);
	if (v->may)
		html(b, "</a>");
	for (size_t i = 0; i < u->aliases.n; i++) {
		if (i == 0)
			html(b, "<br><span class=\"mut\">也写作 ");
		else
			html(b, "、");
		html_text(b, u->aliases.v[i]);
	}
	if (u->aliases.n > 0)
		html(b, "</span>");
	html(b, "</th><td data-l=\"类别\">");
	html_say(b, unit_kind_label(u->kind));
	html(b, "</td><td data-l=\"办公电话\">");
	html_text(b, u->phone);
	html(b, "</td><td class=\"num\" data-l=\"参与子项\">");
	html_int(b, (int64_t)u->items);
	html(b, "</td><td class=\"num\" data-l=\"人员\">");
	html_int(b, (int64_t)u->people);
	html(b, "</td></tr>");
}

static void put_unit_rows(struct buf *b, const struct page *p, const struct units_view *v, bool gone)
{
	html(b, "<div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\">单位</th><th scope=\"col\">类别</th>"
		"<th scope=\"col\">办公电话</th><th scope=\"col\" class=\"num\">参与子项</th><th scope=\"col\" class=\"num\">人员</th>"
		"</tr></thead><tbody>");
	for (size_t i = 0; i < v->units.n; i++)
		if (v->units.v[i].gone == gone)
			put_unit_row(b, p, v, &v->units.v[i]);
	html(b, "</tbody></table></div>");
}

static void put_unit_add(struct buf *b, const struct page *p, const struct units_view *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/units", v->region.id);

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>添加单位</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/units", v->region.id);
	put_text_field(b, &t, "name", "单位名称", "写全称；文件里的简称可以以后加", STR(""));
	html(b, "<div class=\"field\"><label for=\"kind\">类别</label><select id=\"kind\" name=\"kind\">");
	put_kinds(b, typed_str(&t, "kind", STR("government")));
	html(b, "</select></div><button class=\"btn\">添加单位</button></form></div></details>");
}

void put_units_page(struct buf *b, const struct page *p, const struct units_view *v)
{
	size_t gone = 0;

	for (size_t i = 0; i < v->units.n; i++)
		gone += v->units.v[i].gone;
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>单位</h1><div class=\"mut\">");
	html_textf(b, "%zu个。导入时按名称和别名认单位，认错了可以在单位里合并", v->units.n - gone);
	html(b, "</div></div></div>");
	if (v->units.n == gone)
		html(b, "<div class=\"card empty\">还没有单位。导入清单后，文件里的单位会自动列在这里。</div>");
	else {
		html(b, "<section class=\"card\">");
		put_unit_rows(b, p, v, false);
		html(b, "</section>");
	}
	if (v->may)
		put_unit_add(b, p, v);
	if (gone > 0) {
		html(b, "<details class=\"card fold\"><summary>");
		html_textf(b, "已停用的单位（%zu个）", gone);
		html(b, "</summary>");
		put_unit_rows(b, p, v, true);
		html(b, "</details>");
	}
	page_end(b, p);
}

/* ---- one unit ---- */

static void put_aliases(struct buf *b, const struct page *p, const struct unit_view *v)
{
	struct typed t;

	html(b, "<section class=\"card\"><header><h2>别名</h2><span class=\"mut\">文件里也这样写它</span></header><ul class=\"todo\">");
	for (size_t i = 0; i < v->unit.aliases.n; i++) {
		html(b, "<li><div>");
		html_text(b, v->unit.aliases.v[i]);
		html(b, "</div>");
		form_begin(b, p, " class=\"in\"", "/office/%" PRId64 "/units/%" PRId64 "/aliases/remove", v->region.id, v->unit.id);
		html(b, "<input type=\"hidden\" name=\"alias\"");
		html_attr(b, "value", v->unit.aliases.v[i]);
		html(b, "><button class=\"btn s\">去掉</button></form></li>");
	}
	html(b, "<li>");
	t = form_begin(b, p, " class=\"one\"", "/office/%" PRId64 "/units/%" PRId64 "/aliases", v->region.id, v->unit.id);
	html(b, "<input name=\"alias\" required maxlength=\"80\" aria-label=\"新的别名\" placeholder=\"如 卫体局\"");
	html_attr(b, "value", typed_str(&t, "alias", STR("")));
	html(b, "><button class=\"btn\">添加别名</button></form></li></ul></section>");
}

static void put_merge(struct buf *b, const struct page *p, const struct unit_view *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/units/%" PRId64 "/merge", v->region.id, v->unit.id);

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>合并到另一个单位</summary><div class=\"bd\"><p>两个其实是同一个单位时用。合并后“");
	html_text(b, v->unit.name);
	html(b, "”成为另一个单位的别名，它的项目和人员都转过去。</p>");
	form_begin(b, p, "", "/office/%" PRId64 "/units/%" PRId64 "/merge", v->region.id, v->unit.id);
	html(b, "<div class=\"field\"><label for=\"into\">合并到</label><select id=\"into\" name=\"into\" required><option value=\"\">请选择</option>");
	put_unit_options(b, &v->others, typed_int(&t, "into", 0));
	html(b, "</select></div><button class=\"btn x\" data-ask=\"合并后不能自动分开，确定吗？\">合并单位</button></form></div></details>");
}

static void put_unit_people(struct buf *b, const struct page *p, const struct unit_view *v)
{
	if (v->people.n == 0)
		return;
	html(b, "<section class=\"card\"><header><h2>人员</h2></header><div class=\"bd\"><ul class=\"plain\">");
	for (size_t i = 0; i < v->people.n; i++) {
		html(b, "<li><a");
		put_href(b, p, "/office/%" PRId64 "/people/%" PRId64, v->region.id, v->people.v[i].id);
		html(b, ">");
		html_text(b, v->people.v[i].name);
		html(b, "</a> <span class=\"mut\">");
		html_text(b, v->people.v[i].post);
		html(b, "</span></li>");
	}
	html(b, "</ul></div></section>");
}

void put_unit_page(struct buf *b, const struct page *p, const struct unit_view *v)
{
	struct typed t;

	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, v->unit.name);
	html(b, "</h1><div class=\"mut\">");
	html_textf(b, "%s，参与%zu个子项%s", unit_kind_label(v->unit.kind), v->unit.items, v->unit.gone ? "，已停用" : "");
	html(b, "</div></div></div><div class=\"half\"><section class=\"card\"><div class=\"bd\">");
	t = form_begin(b, p, "", "/office/%" PRId64 "/units/%" PRId64, v->region.id, v->unit.id);
	put_version(b, v->unit.version);
	put_text_field(b, &t, "name", "单位名称", "改名后，原来的名称自动成为别名", v->unit.name);
	html(b, "<div class=\"field\"><label for=\"kind\">类别</label><select id=\"kind\" name=\"kind\">");
	put_kinds(b, typed_str(&t, "kind", v->unit.kind));
	html(b, "</select></div>");
	put_text_field(b, &t, "phone", "办公电话", "座机，公众页可能会用；不要填个人手机", v->unit.phone);
	put_gone_box(b, typed_flag(&t, "gone", v->unit.gone), "停用（机构已撤并，以后不再选它）");
	html(b, "<button class=\"btn p\">保存单位</button></form></div></section><div>");
	put_aliases(b, p, v);
	put_unit_people(b, p, v);
	put_merge(b, p, v);
	html(b, "</div></div>");
	page_end(b, p);
}

/* ---- people ---- */

static void put_person_row(struct buf *b, const struct page *p, const struct people_view *v, const struct person_row *r)
{
	html(b, "<tr><th scope=\"row\">");
	if (v->may) {
		html(b, "<a");
		put_href(b, p, "/office/%" PRId64 "/people/%" PRId64, v->region.id, r->id);
		html(b, ">");
	}
	html_text(b, r->name);
	if (v->may)
		html(b, "</a>");
	html(b, "</th><td data-l=\"职务\">");
	html_text(b, r->post);
	html(b, "</td><td data-l=\"单位\">");
	html_text(b, r->unit_name);
	html(b, "</td><td class=\"num\" data-l=\"负责子项\">");
	html_int(b, (int64_t)r->items);
	html(b, "</td>");
	if (v->may) {
		html(b, "<td data-l=\"电话\">");
		html_say(b, r->has_phone ? "有" : "");
		html(b, "</td>");
	}
	html(b, "</tr>");
}

static void put_person_rows(struct buf *b, const struct page *p, const struct people_view *v, bool gone)
{
	html(b, "<div class=\"scroll\"><table class=\"stack\"><thead><tr><th scope=\"col\">姓名</th><th scope=\"col\">职务</th>"
		"<th scope=\"col\">单位</th><th scope=\"col\" class=\"num\">负责子项</th>");
	if (v->may)
		html(b, "<th scope=\"col\">电话</th>");
	html(b, "</tr></thead><tbody>");
	for (size_t i = 0; i < v->people.n; i++)
		if (v->people.v[i].gone == gone)
			put_person_row(b, p, v, &v->people.v[i]);
	html(b, "</tbody></table></div>");
}

static void put_unit_select(struct buf *b, const struct unit_row_list *units, int64_t chosen)
{
	html(b, "<div class=\"field\"><label for=\"unit\">单位</label><select id=\"unit\" name=\"unit\"><option value=\"0\">不属于单位（如县领导）</option>");
	put_unit_options(b, units, chosen);
	html(b, "</select></div>");
}

static void put_person_add(struct buf *b, const struct page *p, const struct people_view *v)
{
	struct typed t = typed_in(p, "/office/%" PRId64 "/people", v->region.id);

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL);
	html(b, "><summary>添加人员</summary><div class=\"bd\">");
	form_begin(b, p, "", "/office/%" PRId64 "/people", v->region.id);
	put_text_field(b, &t, "name", "姓名", "", STR(""));
	put_text_field(b, &t, "post", "职务", "如 副县长、局长，可不填", STR(""));
	put_unit_select(b, &v->units, typed_int(&t, "unit", 0));
	html(b, "<button class=\"btn\">添加人员</button></form></div></details>");
}

void put_people_page(struct buf *b, const struct page *p, const struct people_view *v)
{
	size_t gone = 0;

	for (size_t i = 0; i < v->people.n; i++)
		gone += v->people.v[i].gone;
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>人员</h1><div class=\"mut\">");
	html_textf(b, "%zu人。电话只在内部看，不会出现在公众页面和导出里", v->people.n - gone);
	html(b, "</div></div></div>");
	if (v->people.n == gone)
		html(b, "<div class=\"card empty\">还没有人员。导入清单后，可以在清单的“第一天”页面把文件里的责任人加进来。</div>");
	else {
		html(b, "<section class=\"card\">");
		put_person_rows(b, p, v, false);
		html(b, "</section>");
	}
	if (v->may)
		put_person_add(b, p, v);
	if (gone > 0) {
		html(b, "<details class=\"card fold\"><summary>");
		html_textf(b, "已停用的人员（%zu人）", gone);
		html(b, "</summary>");
		put_person_rows(b, p, v, true);
		html(b, "</details>");
	}
	page_end(b, p);
}

/* The number is no part of the page before somebody asks for it. */
static void put_phone(struct buf *b, const struct page *p, const struct person_view *v)
{
	html(b, "<section class=\"card\"><header><h2>电话</h2><span class=\"mut\">个人信息，只在内部联系时用</span></header><div class=\"bd\">");
	if (!v->person.has_phone) {
		html(b, "<p>没有记电话。</p>");
	} else if (!v->shows_phone) {
		form_begin(b, p, "", "/office/%" PRId64 "/people/%" PRId64 "/phone/show", v->region.id, v->person.id);
		html(b, "<p><button class=\"btn\">显示电话</button> <span class=\"mut\">查看会记进操作日志，只记谁看了谁，不记号码</span></p></form>");
	} else {
		html(b, "<p class=\"secret\">");
		html_text(b, v->phone);
		html(b, "</p>");
	}
	form_begin(b, p, " class=\"one\"", "/office/%" PRId64 "/people/%" PRId64 "/phone", v->region.id, v->person.id);
	put_version(b, v->person.version);
	html(b, "<input name=\"phone\" maxlength=\"30\" inputmode=\"tel\" autocomplete=\"off\" aria-label=\"新的电话\" placeholder=\"新的电话\"");
	html_attr(b, "value", v->phone_typed);
	html(b, "><button class=\"btn\">保存电话</button></form><p class=\"mut\">留空保存就是删去电话。改动记录只记“改过”，不记号码。</p></div></section>");
}

void put_person_page(struct buf *b, const struct page *p, const struct person_view *v)
{
	struct typed t;

	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, v->person.name);
	html(b, "</h1><div class=\"mut\">");
	html_text(b, v->person.unit_name);
	html(b, " ");
	html_text(b, v->person.post);
	html_textf(b, "，负责%zu个子项%s", v->person.items, v->person.gone ? "，已停用" : "");
	html(b, "</div></div></div><div class=\"half\"><section class=\"card\"><div class=\"bd\">");
	t = form_begin(b, p, "", "/office/%" PRId64 "/people/%" PRId64, v->region.id, v->person.id);
	put_version(b, v->person.version);
	put_text_field(b, &t, "name", "姓名", "", v->person.name);
	put_text_field(b, &t, "post", "职务", "", v->person.post);
	put_unit_select(b, &v->units, typed_int(&t, "unit", v->person.unit));
	put_gone_box(b, typed_flag(&t, "gone", v->person.gone), "停用（已调走，以后不再选）");
	html(b, "<button class=\"btn p\">保存人员</button></form></div></section>");
	put_phone(b, p, v);
	html(b, "</div>");
	page_end(b, p);
}
