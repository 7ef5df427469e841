/* Accounts and what they may do: a list, one account, a password shown once. */

#include <inttypes.h>

#include "base/clock.h"
#include "web/admin.h"

/* ---- grants in words ---- */

static const struct place *place_of(const struct place_list *l, int64_t region)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].region.id == region)
			return &l->v[i];
	return NULL;
}

static struct str unit_name(const struct place *place, int64_t unit)
{
	for (size_t i = 0; place != NULL && i < place->units.n; i++)
		if (place->units.v[i].id == unit)
			return place->units.v[i].name;
	return STR("已不在的单位");
}

static bool is_admin(enum role role)
{
	return role == ROLE_SYSTEM_ADMIN || role == ROLE_SECURITY_ADMIN || role == ROLE_AUDIT_ADMIN;
}

static void put_grant(struct buf *b, const struct page *p, const struct place_list *places, const struct grant *g)
{
	const struct place *place = place_of(places, g->region);

	html(b, "<b>");
	html_say(b, role_label(g->role));
	html(b, "</b> <span class=\"mut\">");
	if (place != NULL)
		html_text(b, place->region.name);
	else if (!is_admin(g->role))
		html(b, "全部地区");
	if (g->unit != 0) {
		html(b, " ");
		html_text(b, unit_name(place, g->unit));
	}
	if (day_is(g->from) && day_cmp(p->today, g->from) < 0)
		html_textf(b, "，%.*s起", STR_ARG(day_str(p->a, g->from)));
	if (day_is(g->to))
		html_textf(b, "，%.*s止%s", STR_ARG(day_str(p->a, g->to)), day_cmp(g->to, p->today) < 0 ? "（已过期）" : "");
	html(b, "</span>");
}

static void put_account_state(struct buf *b, const struct account_row *r)
{
	if (!r->active)
		put_tag(b, DRAW_IDLE, "已停用");
	else if (r->locked_until != 0)
		put_tag(b, DRAW_LATE, "已锁定");
	else if (r->must_change)
		put_tag(b, DRAW_IDLE, "还没改密码");
	else
		put_tag(b, DRAW_OK, "正常");
}

/* ---- the list ---- */

static void put_account_row(struct buf *b, const struct page *p, const struct accounts_view *v, const struct account_row *r)
{
	html(b, "<tr><th scope=\"row\"><a");
	put_href(b, p, "/office/accounts/%" PRId64, r->id);
	html(b, ">");
	html_text(b, r->login);
	html(b, "</a></th><td data-l=\"姓名\">");
	html_text(b, r->name);
	html(b, "</td><td data-l=\"权限\">");
	for (size_t i = 0; i < r->grants.n; i++) {
		if (i > 0)
			html(b, "<br>");
		put_grant(b, p, &v->places, &r->grants.v[i]);
	}
	if (r->grants.n == 0)
		html(b, "<span class=\"mut\">还没有授权，登录后什么也做不了</span>");
	html(b, "</td><td>");
	put_account_state(b, r);
	html(b, "</td><td data-l=\"最近登录\" class=\"nw\">");
	if (r->last_login != 0)
		html_text(b, time_words(p->a, r->last_login, p->today));
	html(b, "</td></tr>");
}

static void put_new_account(struct buf *b, const struct page *p, const struct accounts_view *v)
{
	struct typed t = typed_in(p, "/office/accounts");

	html(b, "<details class=\"card fold\"");
	html_flag(b, "open", t.in != NULL || v->accounts.n < 2);
	html(b, "><summary>新建账号</summary><div class=\"bd\">");
	form_begin(b, p, " autocomplete=\"off\"", "/office/accounts");
	html(b, "<div class=\"row\"><div class=\"field\"><label for=\"login\">账号</label><p class=\"hint\">2到40个字母、数字或汉字</p>"
		"<input id=\"login\" name=\"login\" required maxlength=\"40\" autocomplete=\"off\"");
	html_attr(b, "value", typed_str(&t, "login", STR("")));
	html(b, "></div><div class=\"field\"><label for=\"name\">姓名</label><p class=\"hint\">会写进改动记录</p>"
		"<input id=\"name\" name=\"name\" required maxlength=\"40\" autocomplete=\"off\"");
	html_attr(b, "value", typed_str(&t, "name", STR("")));
	html(b, "></div></div><p class=\"mut\">新账号会得到一个一次性密码，只显示一次，请当面或另外告诉本人。</p>"
		"<button class=\"btn p\">新建账号</button></form></div></details>");
}

void put_accounts_page(struct buf *b, const struct page *p, const struct accounts_view *v)
{
	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>账号与权限</h1><div class=\"mut\">");
	html_say(b, v->accounts_may && v->grants_may ? "点账号可以重置密码、停用、授权" :
		    v->accounts_may		     ? "点账号可以重置密码、停用；授权由安全管理员做" :
						       "点账号可以授权；新建和停用由系统管理员做");
	html(b, "</div></div></div><section class=\"card\"><div class=\"scroll\"><table class=\"stack\"><thead><tr>"
		"<th scope=\"col\">账号</th><th scope=\"col\">姓名</th><th scope=\"col\">权限</th><th scope=\"col\">状态</th>"
		"<th scope=\"col\">最近登录</th></tr></thead><tbody>");
	for (size_t i = 0; i < v->accounts.n; i++)
		put_account_row(b, p, v, &v->accounts.v[i]);
	html(b, "</tbody></table></div></section>");
	if (v->accounts_may)
		put_new_account(b, p, v);
	page_end(b, p);
}

/* ---- one account ---- */

static void put_edit(struct buf *b, const struct page *p, const struct account_page_view *v)
{
	const struct account_row *r = &v->account;
	struct typed t;

	html(b, "<section class=\"card\"><header><h2>账号</h2></header><div class=\"bd\">");
	t = form_begin(b, p, "", "/office/accounts/%" PRId64, r->id);
	buf_printf(b, "<input type=\"hidden\" name=\"version\" value=\"%" PRId64 "\">", r->version);
	html(b, "<div class=\"field\"><label for=\"name\">姓名</label><input id=\"name\" name=\"name\" required maxlength=\"40\"");
	html_attr(b, "value", typed_str(&t, "name", r->name));
	html(b, "></div><div class=\"field\"><label class=\"c\"><input type=\"checkbox\" name=\"active\" value=\"1\"");
	html_flag(b, "checked", typed_flag(&t, "active", r->active));
	html(b, ">可以登录（去掉勾就是停用）</label></div><button class=\"btn\">保存账号</button></form>"
		"<h2>密码</h2><p>忘记密码时，给他一个新的一次性密码，登录后要马上改。</p><div class=\"acts\">");
	form_begin(b, p, " class=\"in\"", "/office/accounts/%" PRId64 "/reset", r->id);
	html(b, "<button class=\"btn\" data-ask=\"重置后原来的密码不能再用，正在使用的登录会退出，确定吗？\">重置密码</button></form>");
	if (r->locked_until != 0) {
		form_begin(b, p, " class=\"in\"", "/office/accounts/%" PRId64 "/unlock", r->id);
		html(b, "<button class=\"btn\">解锁</button></form>");
	}
	html(b, "</div></div></section>");
}

static void put_scope(struct buf *b, struct str value, struct str chosen)
{
	html(b, "<option");
	html_attr(b, "value", value);
	html_flag(b, "selected", str_eq(value, chosen));
	html(b, ">");
}

static void put_scope_options(struct buf *b, struct arena *a, const struct place_list *l, struct str chosen)
{
	put_scope(b, STR("0"), chosen);
	html(b, "整个系统、全部地区（管理员选这个）</option>");
	for (size_t i = 0; i < l->n; i++) {
		int64_t region = l->v[i].region.id;

		put_scope(b, int_str(a, region), chosen);
		html_text(b, l->v[i].region.name);
		html(b, "（全部单位）</option><optgroup");
		html_attr(b, "label", l->v[i].region.name);
		html(b, ">");
		for (size_t u = 0; u < l->v[i].units.n; u++) {
			if (l->v[i].units.v[u].gone)
				continue;
			put_scope(b, arena_printf(a, "%" PRId64 "-%" PRId64, region, l->v[i].units.v[u].id), chosen);
			html_text(b, l->v[i].units.v[u].name);
			html(b, "</option>");
		}
		html(b, "</optgroup>");
	}
}

static void put_grant_form(struct buf *b, const struct page *p, const struct account_page_view *v)
{
	struct typed t;

	html(b, "<h3>再授一项</h3>");
	t = form_begin(b, p, "", "/office/accounts/%" PRId64 "/grants", v->account.id);
	html(b, "<div class=\"field\"><label for=\"role\">角色</label><select id=\"role\" name=\"role\" required><option value=\"\">请选择</option>");
	for (int i = 0; i < ROLE_COUNT; i++) {
		html(b, "<option");
		html_attr(b, "value", str_of(role_word((enum role)i)));
		html_flag(b, "selected", str_eq(typed_str(&t, "role", STR("")), str_of(role_word((enum role)i))));
		html(b, ">");
		html_say(b, role_label((enum role)i));
		html(b, "</option>");
	}
	html(b, "</select></div><div class=\"field\"><label for=\"scope\">范围</label><p class=\"hint\">填报人、审核人、乡镇要选到单位，其他角色选到地区</p>"
		"<select id=\"scope\" name=\"scope\" required><option value=\"\">请选择</option>");
	put_scope_options(b, p->a, &v->places, typed_str(&t, "scope", STR("")));
	html(b, "</select></div><div class=\"row\"><div class=\"field\"><label for=\"from\">从哪天起（可不填）</label>"
		"<input id=\"from\" name=\"from\" type=\"date\"");
	html_attr(b, "value", typed_str(&t, "from", STR("")));
	html(b, "></div><div class=\"field\"><label for=\"to\">到哪天止（可不填）</label><input id=\"to\" name=\"to\" type=\"date\"");
	html_attr(b, "value", typed_str(&t, "to", STR("")));
	html(b, "></div></div><button class=\"btn p\">授权</button></form>");
}

static void put_grants(struct buf *b, const struct page *p, const struct account_page_view *v)
{
	const struct grant_list *l = &v->account.grants;

	html(b, "<section class=\"card\"><header><h2>权限</h2><span class=\"mut\">");
	html_say(b, v->split ? "已设三员分立：三种管理员分给不同的人，也不兼其他角色" : "没有分设三员，一个人可以兼几种管理员");
	html(b, "</span></header><ul class=\"todo\">");
	if (l->n == 0)
		html(b, "<li class=\"mut\">还没有授权，登录后什么也做不了。</li>");
	for (size_t i = 0; i < l->n; i++) {
		html(b, "<li><div>");
		put_grant(b, p, &v->places, &l->v[i]);
		html(b, "</div>");
		if (v->grants_may) {
			form_begin(b, p, " class=\"in\"", "/office/accounts/%" PRId64 "/grants/%" PRId64 "/end", v->account.id, l->v[i].id);
			html(b, "<button class=\"btn s x\">收回</button></form>");
		}
		html(b, "</li>");
	}
	html(b, "</ul><div class=\"bd\">");
	if (v->grants_may)
		put_grant_form(b, p, v);
	else
		html(b, "<p class=\"mut\">授权和收回由安全管理员做。</p>");
	html(b, "</div></section>");
}

void put_account_page(struct buf *b, const struct page *p, const struct account_page_view *v)
{
	const struct account_row *r = &v->account;

	page_begin(b, p);
	html(b, "<div class=\"head\"><div><h1>");
	html_text(b, r->name);
	html(b, "</h1><div class=\"mut\">账号 ");
	html_text(b, r->login);
	if (r->last_login != 0)
		html_textf(b, "，最近登录 %.*s", STR_ARG(time_words(p->a, r->last_login, p->today)));
	if (r->locked_until != 0)
		html_textf(b, "，密码输错太多，锁到 %.*s", STR_ARG(clock_str(p->a, r->locked_until)));
	html(b, "</div></div><div>");
	put_account_state(b, r);
	html(b, "</div></div><div class=\"half\">");
	put_grants(b, p, v);
	if (v->accounts_may)
		put_edit(b, p, v);
	html(b, "</div>");
	page_end(b, p);
}

/* ---- once ---- */

void put_one_time_page(struct buf *b, const struct page *p, const struct account_row *account, struct str password)
{
	page_begin(b, p);
	html(b, "<div class=\"card narrow\"><div class=\"bd big\"><h1>一次性密码</h1><p>账号 <b>");
	html_text(b, account->login);
	html(b, "</b>（");
	html_text(b, account->name);
	html(b, "）</p><p class=\"secret\">");
	html_text(b, password);
	html(b, "</p><p>这个密码只在这里显示一次，关掉就看不到了。请当面或另外告诉本人，登录后要马上改成自己的密码。</p><p><a class=\"btn p\"");
	put_href(b, p, "/office/accounts/%" PRId64, account->id);
	html(b, ">");
	html_say(b, account->grants.n == 0 ? "下一步：授权" : "已记下，回到账号");
	html(b, "</a></p></div></div>");
	page_end(b, p);
}
