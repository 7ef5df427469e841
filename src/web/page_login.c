#include "web/page_login.h"

#include "base/clock.h"
#include "web/layout.h"

/* ---- the frame of these pages ---- */

static struct page page_of(struct str prefix, const char *title)
{
	return (struct page){ .root = prefix, .title = str_of(title), .office = true, .path = STR("/login") };
}

static void begin(struct buf *b, struct str prefix, const char *title)
{
	struct page p = page_of(prefix, title);

	page_begin(b, &p);
	html(b, "<div class=\"card narrow\"><div class=\"bd big\"><h1>");
	html_say(b, title);
	html(b, "</h1>\n");
}

static void end(struct buf *b, struct str prefix)
{
	struct page p = page_of(prefix, "");

	html(b, "</div></div>");
	page_end(b, &p);
}

static void says(struct buf *b, struct str text)
{
	if (text.n == 0)
		return;
	html(b, "<div class=\"errsum\" role=\"alert\">");
	html_text(b, text);
	html(b, "</div>\n");
}

/* <form method=post action="{prefix}{path}"> with the token, if there is one */
static void form(struct buf *b, struct str prefix, struct str path, struct str token)
{
	html(b, "<form method=\"post\" action=\"");
	html_value(b, prefix);
	html_value(b, path);
	html(b, "\">\n");
	if (token.n > 0) {
		html(b, "<input type=\"hidden\" name=\"token\"");
		html_attr(b, "value", token);
		html(b, ">\n");
	}
}

/* ---- pages ---- */

void page_login(struct buf *b, const struct login_view *v)
{
	begin(b, v->prefix, "登录");
	if (v->over)
		html(b, "<p class=\"note\" role=\"status\">请先登录。离开太久会自动退出，没有提交的内容请重新填写。</p>\n");
	says(b, v->says);
	form(b, v->prefix, STR("/login"), STR(""));
	html(b, "<input type=\"hidden\" name=\"next\"");
	html_attr(b, "value", v->next);
	html(b, ">\n<p><label for=\"login\">账号</label><input id=\"login\" name=\"login\" required autocomplete=\"username\" "
		"maxlength=\"40\"");
	html_attr(b, "value", v->login);
	html(b, "></p>\n<p><label for=\"password\">密码</label><input id=\"password\" name=\"password\" type=\"password\" required "
		"autocomplete=\"current-password\" maxlength=\"200\"></p>\n"
		"<p><button class=\"btn p\">登录</button></p>\n</form>\n"
		"<p class=\"mut\">单位填报人员用收到的一次性链接进入，不需要账号。忘记密码请联系本县管理员重置。</p>\n");
	end(b, v->prefix);
}

static void password_form(struct buf *b, const struct account_view *v)
{
	form(b, v->prefix, STR("/office/account/password"), v->token);
	html(b, "<h2>修改密码</h2>\n"
		"<p><label for=\"old\">现在的密码</label><input id=\"old\" name=\"old\" type=\"password\" required "
		"autocomplete=\"current-password\" maxlength=\"200\"></p>\n"
		"<p><label for=\"new\">新密码（至少12个字符）</label><input id=\"new\" name=\"new\" type=\"password\" required "
		"autocomplete=\"new-password\" maxlength=\"200\"></p>\n"
		"<p><label for=\"again\">再输入一次新密码</label><input id=\"again\" name=\"again\" type=\"password\" required "
		"autocomplete=\"new-password\" maxlength=\"200\"></p>\n"
		"<p><button class=\"btn p\">修改密码</button></p>\n</form>\n");
}

static void session_rows(struct buf *b, const struct account_view *v)
{
	html(b, "<h2>正在使用的登录</h2>\n<table>\n<caption>别处的登录可以在这里结束</caption>\n"
		"<thead><tr><th scope=\"col\">开始</th><th scope=\"col\">最近使用</th><th scope=\"col\"></th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < v->sessions.n; i++) {
		const struct session_row *r = &v->sessions.v[i];

		html(b, "<tr><td>");
		html_text(b, clock_str(v->arena, r->began));
		html(b, "</td><td>");
		html_text(b, clock_str(v->arena, r->seen));
		html(b, "</td><td>");
		if (str_eq(r->id, v->own)) {
			html(b, "这一次");
		} else {
			form(b, v->prefix, STR("/office/account/sessions/end"), v->token);
			html(b, "<input type=\"hidden\" name=\"id\"");
			html_attr(b, "value", r->id);
			html(b, "><button class=\"btn\">结束</button></form>");
		}
		html(b, "</td></tr>\n");
	}
	html(b, "</tbody>\n</table>\n");
	if (v->sessions.n > 1) {
		form(b, v->prefix, STR("/office/account/sessions/end"), v->token);
		html(b, "<p><button class=\"btn\">结束其他所有登录</button></p>\n</form>\n");
	}
}

void page_account(struct buf *b, const struct account_view *v)
{
	begin(b, v->prefix, "我的账号");
	html(b, "<p>");
	html_text(b, v->name);
	html(b, "</p>\n");
	if (v->must_change)
		html(b, "<p class=\"note\" role=\"status\">您用的是一次性密码，请先改成自己的密码，再做别的事。</p>\n");
	says(b, v->says);
	if (!v->by_link)
		password_form(b, v);
	if (!v->must_change)
		session_rows(b, v);
	form(b, v->prefix, STR("/logout"), v->token);
	html(b, "<p><button class=\"btn\">退出登录</button></p>\n</form>\n");
	end(b, v->prefix);
}

void page_link(struct buf *b, const struct link_page_view *v)
{
	begin(b, v->prefix, "打开本单位的民生实事");
	html(b, "<p>");
	html_text(b, v->region);
	html(b, " ");
	html_text(b, v->unit);
	html(b, "</p>\n<p>这个链接只能打开一次，");
	html_text(b, v->ends);
	html(b, "以前有效。请由本单位的填报人员打开。</p>\n<form method=\"post\" action=\"");
	html_value(b, v->prefix);
	html(b, "/link/");
	html_part(b, v->token);
	html(b, "\">\n<p><button class=\"btn p\">打开</button></p>\n</form>\n");
	end(b, v->prefix);
}

static void lost_texts(struct buf *b, const struct lost_list *l)
{
	if (l->n == 0)
		return;
	html(b, "<p>您填写的内容没有保存，可以从这里复制：</p>\n");
	for (size_t i = 0; i < l->n; i++) {
		html(b, "<div class=\"field\"><label>");
		html_text(b, l->v[i].label);
		html(b, "<textarea readonly rows=\"2\">\n");
		html_text(b, l->v[i].text);
		html(b, "</textarea></label></div>\n");
	}
}

void page_error(struct buf *b, const struct error_view *v)
{
	begin(b, v->prefix, v->title);
	html(b, "<p>");
	html_text(b, v->says);
	html(b, "</p>\n");
	lost_texts(b, &v->lost);
	html(b, "<p><a href=\"");
	html_value(b, v->prefix);
	html(b, "/\">回到首页</a>");
	if (v->may_login) {
		html(b, " <a href=\"");
		html_value(b, v->prefix);
		html(b, "/login\">登录</a>");
	}
	html(b, "</p>\n<p class=\"mut\">代码 ");
	html_int(b, v->code);
	html(b, "，编号 ");
	html_int(b, (int64_t)v->number);
	html(b, "；需要帮助时请把编号告诉管理员。</p>\n");
	end(b, v->prefix);
}
