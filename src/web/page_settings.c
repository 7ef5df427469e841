/* Settings, and the log read backwards. */

#include <inttypes.h>

#include "web/admin.h"
#include "web/parts.h"

enum { VALUE_BYTES = 240 }; /* of a value in the list of changes */

/* ---- settings ---- */

/* What the words of a choice mean. */
static const char *choice_label(struct str word)
{
	return str_eq(word, STR("dengbao")) ? "等保：至少三种字符" :
	       str_eq(word, STR("asvs"))    ? "不要求种类" :
					      NULL;
}

static void put_option(struct buf *b, struct str value, const char *label, struct str chosen)
{
	html(b, "<option");
	html_attr(b, "value", value);
	html_flag(b, "selected", str_eq(value, chosen));
	html(b, ">");
	if (label != NULL)
		html_say(b, label);
	else
		html_text(b, value);
	html(b, "</option>");
}

static void put_value(struct buf *b, const struct setting_line *l, const char *id, struct str value)
{
	struct str words = str_of(l->s->words);

	if (l->s->type == SETTING_INT || l->s->type == SETTING_TEXT) {
		buf_printf(b, "<input id=\"%s\" name=\"value\" class=\"sh\" required", id);
		html_attr(b, "value", value);
		html(b, ">");
		return;
	}
	buf_printf(b, "<select id=\"%s\" name=\"value\">", id);
	if (l->s->type == SETTING_FLAG) {
		put_option(b, STR("0"), "否", value);
		put_option(b, STR("1"), "是", value);
	}
	while (l->s->type == SETTING_CHOICE && words.n > 0) {
		size_t cut = str_find(words, STR("|"));
		struct str word = cut == STR_NONE ? words : str_cut(words, 0, cut);

		put_option(b, word, choice_label(word), value);
		words = cut == STR_NONE ? STR("") : str_from(words, cut + 1);
	}
	html(b, "</select>");
}

static struct str value_words(const struct setting_line *l)
{
	const char *label = choice_label(l->value);

	if (l->s->type == SETTING_FLAG)
		return str_eq(l->value, STR("1")) ? STR("是") : STR("否");
	return label != NULL ? str_of(label) : l->value;
}

static void put_setting(struct buf *b, const struct page *p, const struct setting_line *l)
{
	const char *id = arena_cstr(p->a, arena_printf(p->a, "s-%s-%" PRId64, l->s->key, l->region));
	struct typed t;

	html(b, "<section class=\"card\"><div class=\"bd\"><div class=\"field\"><label");
	html_attr(b, "for", str_of(id));
	html(b, ">");
	html_say(b, l->s->label);
	if (l->region_name.n > 0) {
		html(b, " <span class=\"mut\">");
		html_text(b, l->region_name);
		html(b, "</span>");
	}
	html(b, "</label><p class=\"hint\">");
	html_say(b, l->s->help);
	html(b, "</p>");
	if (l->may) {
		t = form_begin(b, p, " class=\"one\"", "/office/settings/%s", l->s->key);
		if (typed_int(&t, "region", 0) != l->region)
			t = (struct typed){ NULL }; /* of another region */
		buf_printf(b, "<input type=\"hidden\" name=\"region\" value=\"%" PRId64 "\">", l->region);
		put_value(b, l, id, typed_str(&t, "value", l->value));
		html(b, "<button class=\"btn\">保存</button></form>");
	} else {
		html(b, "<p>");
		html_text(b, value_words(l));
		html(b, "</p>");
	}
	html(b, "</div></div></section>");
}

void put_settings_page(struct buf *b, const struct page *p, const struct setting_lines *l)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>设置</h1><div class=\"mut\">改完马上生效，谁改的会记进操作日志</div></div></div><div class=\"form\">");
	for (size_t i = 0; i < l->n; i++)
		put_setting(b, p, &l->v[i]);
	html(b, "</div>");
	page_end(b, p);
}

/* ---- the log ---- */

static const struct {
	const char *word, *label;
} labels[] = {
	{ "create", "新建" },	   { "edit", "修改" },	      { "gone", "移走" },	 { "publish", "公开" },
	{ "withdraw", "取消公开" }, { "grant", "授权" },	      { "revoke", "收回授权" },	 { "merge", "合并" },
	{ "alias-add", "加别名" },  { "alias-remove", "去别名" }, { "link", "生成一次性链接" }, { "reset", "重置密码" },
	{ "password", "改密码" },   { "unlock", "解锁" },	      { "confirm", "确认导入" },	 { "import", "导入" },
	{ "show", "查看" },
	{ "undo", "撤销导入" },	   { "region", "地区" },      { "programme", "清单" },	 { "project", "项目" },
	{ "item", "子项" },	   { "milestone", "节点" },   { "unit", "单位" },	 { "person", "人员" },
	{ "file", "文件" },	   { "account", "账号" },      { "setting", "设置" },
	{ "published", "是否公开" }, { "open", "是否公开" },	      { "phone", "电话" },	 { "active", "可以登录" },
	{ "name", "名称" },	   { "kind", "类别" },	      { "post", "职务" },	 { "title", "标题" },
	{ "state", "阶段" },	   { "rest", "其他文字" },
};

static struct str label_of(struct str word)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq(word, str_of(labels[i].word)))
			return str_of(labels[i].label);
	return word;
}

static const struct edit_field *field_of(const struct change *c)
{
	static const char *const kinds[] = { "project", "item", "milestone" };

	for (int i = 0; i < (int)COUNT(kinds); i++)
		if (str_eq(c->kind, str_of(kinds[i])))
			return edit_field_find((enum object_kind)i, c->field);
	return NULL;
}

static void put_field_name(struct buf *b, const struct change *c)
{
	const struct edit_field *f = field_of(c);
	const struct setting *s = str_eq(c->kind, STR("setting")) ? setting_find(c->field) : NULL;

	if (f != NULL)
		html_say(b, f->label);
	else if (s != NULL)
		html_say(b, s->label);
	else if (!str_eq(label_of(c->field), label_of(c->action)))
		html_text(b, label_of(c->field));
}

/* "clerk region=2 unit=0 from= to=": the words before it and what is not zero or empty. */
static void put_grant_value(struct buf *b, struct str value)
{
	static const struct {
		const char *key, *label;
	} parts[] = { { "region=", "，地区" }, { "unit=", "，单位" }, { "from=", "，起 " }, { "to=", "，止 " } };
	struct str word, rest = value;
	enum role role;

	while (rest.n > 0) {
		size_t cut = str_find(rest, STR(" "));

		word = cut == STR_NONE ? rest : str_cut(rest, 0, cut);
		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + 1);
		if (role_parse(word, &role))
			html_say(b, role_label(role));
		for (size_t i = 0; i < COUNT(parts); i++) {
			struct str key = str_of(parts[i].key);

			if (!str_starts(word, key) || word.n == key.n || str_eq(str_from(word, key.n), STR("0")))
				continue;
			html_say(b, parts[i].label);
			html_text(b, str_from(word, key.n));
		}
	}
}

static void put_log_value(struct buf *b, const struct page *p, const struct change *c, bool has, struct str value)
{
	const struct edit_field *f = field_of(c);

	if (has && str_eq(c->action, STR("grant")))
		put_grant_value(b, value);
	else if (has)
		html_lines(b, short_words(p->a, f != NULL ? edit_words(p->a, f->type, value) : value, VALUE_BYTES));
}

static void put_record(struct buf *b, const struct page *p, const struct change *c)
{
	html(b, "<tr><td class=\"num\">");
	html_int(b, c->seq);
	html(b, "</td><td class=\"nw\">");
	html_text(b, time_words(p->a, c->at, p->today));
	html(b, "</td><td data-l=\"谁\">");
	html_text(b, c->actor);
	html(b, "</td><td data-l=\"做了\">");
	html_text(b, label_of(c->action));
	html(b, " ");
	html_text(b, label_of(c->kind));
	if (c->object != 0)
		html_int(b, c->object);
	html(b, " <span class=\"mut\">");
	put_field_name(b, c);
	html(b, "</span></td><td data-l=\"原来\">");
	put_log_value(b, p, c, c->has_old, c->old);
	html(b, "</td><td data-l=\"现在\">");
	put_log_value(b, p, c, c->has_new, c->new);
	html(b, "</td><td data-l=\"原因\">");
	html_text(b, c->reason);
	html(b, "</td></tr>");
}

static void put_pager(struct buf *b, const struct page *p, const struct log_view *v)
{
	html(b, "<p class=\"acts noprint\">");
	if (v->older) {
		html(b, "<a class=\"btn\"");
		put_href(b, p, "/office/%" PRId64 "/log", v->region.id);
		html(b, ">‹ 回到最新</a>");
	}
	if (v->more) {
		html(b, "<a class=\"btn\"");
		put_href(b, p, "/office/%" PRId64 "/log?before=%" PRId64, v->region.id, v->changes.v[v->changes.n - 1].seq);
		html(b, ">更早的 ›</a>");
	}
	html(b, "</p>");
}

static void put_verify(struct buf *b, const struct log_view *v)
{
	html(b, "<section class=\"card\"><header><h2>怎么核对没有被改过</h2></header><div class=\"bd\"><p>每条记录都带着前一条的摘要（SM3），"
		"改动或删去任何一条，后面的都对不上。请隔一段时间把下面这串数字抄存到别处，以后可以对照。</p>"
		"<dl class=\"kv\"><dt>最后一条</dt><dd>");
	html_textf(b, "第%" PRId64 "条", v->head_seq);
	html(b, "</dd><dt>摘要</dt><dd class=\"hash\">");
	html_text(b, v->head);
	html(b, "</dd><dt>核对</dt><dd>请运维人员在服务器上执行 <code>minsheng verify</code>，它会从头逐条重算</dd></dl></div></section>");
}

void put_log_page(struct buf *b, const struct page *p, const struct log_view *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>操作日志</h1><div class=\"mut\">");
	html_text(b, v->region.id == 0 ? STR("账号、授权和设置") : v->region.name);
	html_textf(b, "，共%" PRId64 "条，最新的在前。电话等个人信息只记谁改过、谁看过，不记内容", v->head_seq);
	html(b, "</div></div></div>");
	if (v->changes.n == 0)
		html(b, "<div class=\"card empty\">还没有记录。</div>");
	else {
		html(b, "<section class=\"card\"><div class=\"scroll\"><table class=\"stack hist\"><thead><tr><th scope=\"col\" class=\"num\">编号</th>"
			"<th scope=\"col\">时间</th><th scope=\"col\">谁</th><th scope=\"col\">做了什么</th><th scope=\"col\">原来</th>"
			"<th scope=\"col\">现在</th><th scope=\"col\">原因</th></tr></thead><tbody>");
		for (size_t i = 0; i < v->changes.n; i++)
			put_record(b, p, &v->changes.v[i]);
		html(b, "</tbody></table></div></section>");
		put_pager(b, p, v);
	}
	put_verify(b, v);
	page_end(b, p);
}
