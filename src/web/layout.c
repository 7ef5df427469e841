#include "web/layout.h"

#include <inttypes.h>
#include <stdio.h>

#include "http/asset.h"
#include "http/text.h"

/* ---- making a struct page ---- */

static struct page page_of(const struct request *rq, const char *title, const struct region *region)
{
	const struct session *s = door_session(rq);

	struct str origin = arena_printf(rq->arena, "%s://%.*s%.*s", rq->secure ? "https" : "http", STR_ARG(rq->host),
					 STR_ARG(rq->prefix));

	return (struct page){ .a = rq->arena, .root = rq->prefix, .origin = origin, .title = str_of(title), .region = region,
			      .elder = door_elder(rq), .path = rq->path, .actor = s == NULL ? NULL : &s->actor,
			      .token = door_token(rq), .today = door_ask(rq).today };
}

struct page page_public(const struct request *rq, const char *title, const struct region *region)
{
	struct page p = page_of(rq, title, region);

	/* the same bytes for everybody: who is signed in is not told */
	p.actor = NULL;
	p.token = STR("");
	return p;
}

struct page page_office(const struct request *rq, const char *title, const struct region *region)
{
	struct page p = page_of(rq, title, region);

	p.office = true;
	p.typed = rq->typed.n > 0 ? &rq->typed : NULL;
	return p;
}

struct page page_under(const struct request *rq, const char *title, const struct region *region, enum menu here, struct str wrong)
{
	struct page p = page_office(rq, title, region);

	p.here = here;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	return p;
}

void page_crumb(struct page *p, struct str path, struct str text)
{
	if (p->crumbs < CRUMBS_MAX)
		p->crumb[p->crumbs++] = (struct crumb){ path, text };
}

void page_crumbf(struct page *p, struct str text, const char *fmt, ...)
{
	char path[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(path, sizeof(path), fmt, args);
	va_end(args);
	page_crumb(p, arena_str(p->a, str_of(path)), text);
}

/* ---- addresses and forms ---- */

enum { PATH_BYTES = 1024 };

PRINTF_LIKE(2, 0)
static struct str print_path(char path[PATH_BYTES], const char *fmt, va_list args)
{
	int n = vsnprintf(path, PATH_BYTES, fmt, args);

	return (struct str){ path, n <= 0 ? 0 : n < PATH_BYTES ? (size_t)n : PATH_BYTES - 1 };
}

PRINTF_LIKE(3, 0)
static void put_path(struct buf *b, const struct page *p, const char *fmt, va_list args)
{
	char path[PATH_BYTES];

	html_value(b, p->root);
	html_value(b, print_path(path, fmt, args));
}

void put_href(struct buf *b, const struct page *p, const char *fmt, ...)
{
	va_list args;

	html(b, " href=\"");
	va_start(args, fmt);
	put_path(b, p, fmt, args);
	va_end(args);
	html(b, "\"");
}

static struct typed typed_at(const struct page *p, struct str path)
{
	return (struct typed){ p->typed != NULL && str_eq(p->path, path) ? p->typed : NULL };
}

struct typed typed_in(const struct page *p, const char *fmt, ...)
{
	char path[PATH_BYTES];
	struct typed t;
	va_list args;

	va_start(args, fmt);
	t = typed_at(p, print_path(path, fmt, args));
	va_end(args);
	return t;
}

struct str typed_str(const struct typed *t, const char *name, struct str stored)
{
	for (size_t i = 0; t->in != NULL && i < t->in->n; i++)
		if (str_eq(t->in->v[i].name, str_of(name)))
			return t->in->v[i].value;
	return stored;
}

int64_t typed_int(const struct typed *t, const char *name, int64_t stored)
{
	uint64_t n;

	return digits_parse(typed_str(t, name, STR("")), INT64_MAX, &n) ? (int64_t)n : stored;
}

bool typed_flag(const struct typed *t, const char *name, bool stored)
{
	return t->in == NULL ? stored : typed_str(t, name, STR("")).n > 0;
}

struct str page_sentence(const struct request *rq, const struct err *err)
{
	return arena_str(rq->arena, str_of(err->msg));
}

struct typed form_begin(struct buf *b, const struct page *p, const char *extra, const char *fmt, ...)
{
	char path[PATH_BYTES];
	struct str action;
	va_list args;

	va_start(args, fmt);
	action = print_path(path, fmt, args);
	va_end(args);
	html(b, "<form method=\"post\"");
	buf_str(b, str_of(extra));
	html(b, " action=\"");
	html_value(b, p->root);
	html_value(b, action);
	html(b, "\">");
	if (p->token.n > 0) {
		html(b, "<input type=\"hidden\" name=\"token\"");
		html_attr(b, "value", p->token);
		html(b, ">");
	}
	return typed_at(p, action);
}

const char *region_path(struct arena *a, const struct region *r)
{
	struct buf b = BUF_INIT(4096);
	const char *path;

	html_part(&b, r->path.n > 0 ? r->path : r->name);
	path = arena_cstr(a, buf_text(&b));
	buf_free(&b);
	return path;
}

/* ---- head and foot ---- */

static void put_head(struct buf *b, const struct page *p)
{
	html(b, "<!doctype html>\n<html lang=\"zh-CN\"");
	if (p->elder)
		html(b, " class=\"elder\"");
	/* dual-kernel browsers choose their engine by the first meta */
	html(b, "><head><meta name=\"renderer\" content=\"webkit\"><meta charset=\"utf-8\">"
		"<meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">"
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
		"<meta name=\"format-detection\" content=\"telephone=no\"><title>");
	html_text(b, p->title);
	html(b, " - ");
	if (p->region != NULL)
		html_text(b, p->region->name);
	html(b, "民生实事</title>");
	if (p->says.n > 0) {
		html(b, "<meta name=\"description\"");
		html_attr(b, "content", p->says);
		html(b, ">");
	}
	html(b, "<link rel=\"stylesheet\"");
	put_href(b, p, "%s", asset_path("app.css"));
	html(b, "><link rel=\"icon\" type=\"image/svg+xml\"");
	put_href(b, p, "%s", asset_path("icon.svg"));
	html(b, "><script defer src=\"");
	html_value(b, p->root);
	html_say(b, asset_path("app.js"));
	html(b, "\"></script></head><body");
	if (p->wide)
		html(b, " class=\"wide\"");
	html(b, "><a class=\"skip\" href=\"#main\">跳到正文</a>");
	draw_symbols(b);
}

static void menu_item(struct buf *b, const struct page *p, enum menu item, const char *path, const char *text)
{
	html(b, "<a");
	put_href(b, p, "%s", path);
	if (p->here == item)
		html(b, " aria-current=\"page\"");
	html(b, ">");
	html_say(b, text);
	html(b, "</a>");
}

/* One place of the region's office; shown to those who may open it. */
static void menu_region(struct buf *b, const struct page *p, enum menu item, enum right right, const char *path,
			const char *text)
{
	if (p->region == NULL || !actor_may(p->actor, right, p->region->id))
		return;
	menu_item(b, p, item, arena_cstr(p->a, arena_printf(p->a, "/office/%" PRId64 "%s", p->region->id, path)), text);
}

static void put_menu(struct buf *b, const struct page *p)
{
	html(b, "<nav class=\"nav\" aria-label=\"办公菜单\">");
	for (size_t i = 0; i < p->actor->grants.n; i++)
		if (p->actor->grants.v[i].unit != 0) {
			menu_item(b, p, MENU_MINE, "/office/mine", "我的事项");
			break;
		}
	menu_region(b, p, MENU_HOME, MAY_READ, "", "项目");
	menu_region(b, p, MENU_IMPORT, MAY_IMPORT, "/imports", "导入");
	menu_region(b, p, MENU_UNITS, MAY_READ_ALL, "/units", "单位");
	menu_region(b, p, MENU_PEOPLE, MAY_READ_ALL, "/people", "人员");
	if (actor_may_somewhere(p->actor, MAY_ACCOUNTS) || actor_may_somewhere(p->actor, MAY_GRANTS))
		menu_item(b, p, MENU_ACCOUNTS, "/office/accounts", "账号与权限");
	if (actor_may_somewhere(p->actor, MAY_SETTINGS))
		menu_item(b, p, MENU_SETTINGS, "/office/settings", "设置");
	menu_region(b, p, MENU_LOG, MAY_READ_LOG, "/log", "操作日志");
	if (p->region == NULL && actor_may(p->actor, MAY_READ_LOG, 0))
		menu_item(b, p, MENU_LOG, "/office/0/log", "操作日志");
	html(b, "</nav>");
}

/* The larger type: a cookie, so a button and not a link. */
static void put_elder(struct buf *b, const struct page *p)
{
	html(b, "<form method=\"post\" class=\"in noprint\" action=\"");
	html_value(b, p->root);
	html(b, "/elder\"><input type=\"hidden\" name=\"back\"");
	html_attr(b, "value", p->path);
	html(b, "><button class=\"btn s q\" name=\"on\" value=\"");
	html_int(b, !p->elder);
	html(b, "\">");
	html_say(b, p->elder ? "标准版" : "长辈版");
	html(b, "</button></form>");
}

static void put_who(struct buf *b, const struct page *p)
{
	html(b, "<div class=\"who\">");
	put_elder(b, p);
	if (p->office && p->actor != NULL) {
		html(b, "<span>");
		html_text(b, p->actor->name);
		html(b, "</span>");
		html(b, "<a");
		put_href(b, p, "/office/account");
		html(b, ">我的账号</a>");
		form_begin(b, p, " class=\"in\"", "/logout");
		html(b, "<button class=\"btn s q\">退出</button></form>");
	}
	html(b, "</div>");
}

static void put_top(struct buf *b, const struct page *p)
{
	html(b, "<header class=\"top\"><div><a class=\"brand\"");
	if (p->office)
		put_href(b, p, "/office");
	else if (p->region != NULL)
		put_href(b, p, "/%s", region_path(p->a, p->region));
	else
		put_href(b, p, "/");
	html(b, ">");
	if (p->office) {
		html(b, "民生实事<small>");
		html_text(b, p->region != NULL ? p->region->name : STR("办公"));
		html(b, "</small>");
	} else {
		if (p->region != NULL) {
			html_text(b, p->region->name);
			html(b, " ");
		}
		html(b, "民生实事");
	}
	html(b, "</a>");
	if (p->office && p->actor != NULL)
		put_menu(b, p);
	html(b, "<span class=\"sp\"></span>");
	if (!p->office || (p->region != NULL && p->actor != NULL)) {
		html(b, "<form class=\"find\" role=\"search\" action=\"");
		html_value(b, p->root);
		if (p->office)
			buf_printf(b, "/office/%" PRId64 "/search", p->region->id);
		else
			html(b, "/search");
		html(b, "\">");
		if (!p->office && p->region != NULL)
			buf_printf(b, "<input type=\"hidden\" name=\"region\" value=\"%" PRId64 "\">", p->region->id);
		html(b, "<input name=\"q\" type=\"search\" maxlength=\"80\" aria-label=\"搜索\" placeholder=\"");
		html_say(b, p->office ? "项目、单位、村名、拼音首字母" : "搜项目、单位、村名");
		html(b, "\"><button class=\"btn\">搜索</button></form>");
	}
	put_who(b, p);
	html(b, "</div></header>");
}

static void put_crumbs(struct buf *b, const struct page *p)
{
	if (p->crumbs == 0)
		return;
	html(b, "<nav class=\"crumb\" aria-label=\"所在位置\">");
	for (size_t i = 0; i < p->crumbs; i++) {
		if (i > 0)
			html(b, " › ");
		if (p->crumb[i].path.n > 0) {
			html(b, "<a");
			put_href(b, p, "%.*s", STR_ARG(p->crumb[i].path));
			html(b, ">");
			html_text(b, p->crumb[i].text);
			html(b, "</a>");
		} else {
			html(b, "<span aria-current=\"page\">");
			html_text(b, p->crumb[i].text);
			html(b, "</span>");
		}
	}
	html(b, "</nav>");
}

void page_begin(struct buf *b, const struct page *p)
{
	put_head(b, p);
	put_top(b, p);
	html(b, "<main class=\"wrap\" id=\"main\" tabindex=\"-1\">");
	put_crumbs(b, p);
	if (p->done.n > 0) {
		html(b, "<div class=\"good\" role=\"status\">");
		html_text(b, p->done);
		html(b, "</div>");
	}
	if (p->wrong.n > 0) {
		html(b, "<div class=\"errsum\" role=\"alert\">");
		html_text(b, p->wrong);
		html(b, "</div>");
	}
}

void page_end(struct buf *b, const struct page *p)
{
	html(b, "</main><footer class=\"foot\"><div>");
	if (p->office && p->actor != NULL) {
		html(b, "说明：较长时间不操作会自动退出，请随时保存。");
	} else if (p->office) {
		html(b, "供督查室、各单位和县领导使用，公众请从首页查看。");
	} else {
		if (p->region != NULL) {
			html(b, "主办：");
			html_text(b, p->region->name);
			html(b, "人民政府办公室　");
		}
		html(b, "本页内容来自政府公布的民生实事清单。");
	}
	html(b, "</div></footer></body></html>\n");
}

/* ---- what was just done ---- */

const char done_words[] = "saved|added|removed|answered|back|confirmed|nothing|undone|dropped|published|withdrawn|"
			  "again|merged|password|unlocked|uploaded|met|open|restored|nothing-new|file-open|file-closed|granted|ended|"
			  "stopped|started";

static const char *const done_sentences[] = {
	"已保存。", "已添加。", "已移除。", "已记下您的回答。", "已撤销上一步。",
	"已写入项目清单。", "内容和现有清单完全一样，没有改动。", "已撤回这次导入。",
	"这份文件已放到一边，没有写入。", "已公开，公众现在可以看到。", "已取消公开，公众现在看不到了。",
	"这份文件以前上传过，下面是当时的结果。", "已合并。", "密码已改，其他地方的登录都已退出。", "已解锁。", "文件已读完，请核对。",
	"已记下完成日期。", "已取消完成，节点重新打开。", "已恢复。", "内容和原来一样，没有改动。", "这份文件公众可以下载了。",
	"这份文件公众下载不到了。", "已授权，对方下次打开页面就生效。", "已收回授权。", "账号已停用，正在使用的登录也已结束。",
	"账号已启用。",
};

struct str done_says(const struct request *rq)
{
	size_t n = (size_t)param_int(rq, "done");

	if (!param_given(rq, "done") || n >= COUNT(done_sentences))
		return STR("");
	return str_of(done_sentences[n]);
}
