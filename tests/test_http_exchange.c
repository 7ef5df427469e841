/*
 * One request at a time, without a socket: routes, rights, form tokens, parameters, tags, compression.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "http/exchange.h"
#include "http/form.h"
#include "http/text.h"

/* ---- an application in small ---- */

enum { CLERK = 2, ADMIN = 4 };

static enum rc authenticate(struct request *rq, struct err *err)
{
	struct str who = request_cookie(rq, "sid");
	static int person;

	if (str_eq(who, STR("down")))
		return err_why(err, RC_OUTSIDE, WHY_BUSY, "数据库暂时连不上，请稍后再试");
	if (!str_eq(who, STR("clerk")) && !str_eq(who, STR("admin")))
		return RC_OK;
	rq->actor = &person;
	rq->rights = str_eq(who, STR("clerk")) ? CLERK : ADMIN;
	rq->token = STR("secret");
	return RC_OK;
}

static bool token_ok(const struct request *rq, struct str given)
{
	return rq->token.n > 0 && str_eq(rq->token, given);
}

static enum rc show(struct request *rq, struct reply *rp, struct err *err)
{
	(void)err;
	buf_printf(&rp->body, "%s", rq->route->pattern);
	for (size_t i = 0; i < rq->values_n; i++) {
		const struct value *v = &rq->values[i];

		if (v->given)
			buf_printf(&rp->body, " %s=%.*s", v->param->name, STR_ARG(v->s));
		for (size_t k = 0; k < v->many.n; k++)
			buf_printf(&rp->body, " [%.*s]=%.*s", STR_ARG(v->many.v[k].tail), STR_ARG(v->many.v[k].value));
	}
	return RC_OK;
}

static enum rc show_files(struct request *rq, struct reply *rp, struct err *err)
{
	const struct field_list *l = param_many(rq, "file*");

	(void)err;
	for (size_t i = 0; i < l->n; i++)
		buf_printf(&rp->body, "%.*s=%.*s;", STR_ARG(l->v[i].file.name), STR_ARG(l->v[i].file.bytes));
	return RC_OK;
}

static enum rc fail_as_told(struct request *rq, struct reply *rp, struct err *err)
{
	(void)rp;
	return err_why(err, (enum rc)param_int(rq, "rc"), (enum why)param_int(rq, "why"), "不行");
}

static enum rc kept(struct request *rq, struct reply *rp, struct err *err)
{
	static int rendered;

	(void)err;
	if (reply_is_kept(rp, rq, STR("kept")))
		return RC_OK;
	for (int i = 0; i < 300; i++)
		buf_printf(&rp->body, "rendered %d\n", rendered);
	rendered++;
	reply_keep(rp, rq, STR("kept"));
	return RC_OK;
}

static const struct param no_params[] = { { "no", PARAM_ID, REQUIRED }, { 0 } };
static const struct param name_params[] = { { "name", PARAM_LINE, REQUIRED }, { 0 } };
static const struct param all_params[] = {
	{ "n", PARAM_INT, .min = -5, .max = 10, .label = "数量" },
	{ "dec", PARAM_DEC, .label = "金额" },
	{ "day", PARAM_DAY, .label = "完成日期" },
	{ "line", PARAM_LINE, .max = 30, .label = "名称" },
	{ "text", PARAM_TEXT, .max = 30 },
	{ "word", PARAM_WORD, .words = "draft|open" },
	{ "code", PARAM_CODE, .max = 8 },
	{ "flag", PARAM_FLAG },
	{ "value.*", PARAM_LINE },
	{ 0 },
};
static const struct param files_params[] = {
	{ "one", PARAM_FILE, .max = 8, .label = "文件" }, { "file*", PARAM_FILE, .max = 8, .label = "文件" }, { 0 }
};
static const struct param must_params[] = { { "day", PARAM_DAY, REQUIRED, .label = "完成日期" }, { 0 } };
static const struct param fail_params[] = { { "rc", PARAM_INT }, { "why", PARAM_INT }, { 0 } };

static const struct route routes[] = {
	{ GET, "/", show, .may = ANYONE },
	{ GET, "/kept", kept, .may = ANYONE },
	{ GET, "/fail", fail_as_told, .may = ANYONE, .params = fail_params },
	{ GET, "/office/new", show, .may = CLERK },
	{ GET, "/office/{no}", show, .may = CLERK | ADMIN, .params = no_params },
	{ POST, "/office/new", show, .may = CLERK, .params = all_params },
	{ POST, "/office/files", show_files, .may = CLERK, .params = files_params, .body_max = 128 << 10 },
	{ POST, "/office/must", show, .may = CLERK, .params = must_params },
	{ GET, "/office/all", show, .may = CLERK, .params = all_params },
	{ GET, "/{name}", show, .may = ANYONE, .params = name_params },
	{ GET, "/json", show, .may = ADMIN, .answers = ANSWERS_JSON },
	{ 0 },
};
static const struct route *const tables[] = { routes, NULL };

/* ---- asking ---- */

static void drop(void *ready)
{
	(void)ready;
}

/* "GET /path[ Header: value]…|body" on one line each; returns the code, the body in out. */
static int ask_of(struct http *http, const char *request, struct buf *out)
{
	struct exchange *ex = exchange_new(http);
	struct str rest = str_of(request), line = cut_at(&rest, '\n');
	struct head head = { .version = STR("HTTP/1.1") };
	char length[24];
	struct wire w;
	int code;

	head.method = cut_at(&line, ' ');
	head.target = line;
	*list_add(&head.headers, ex->rq.arena) = (struct header){ STR("Host"), STR("localhost") };
	while (rest.n > 0 && rest.p[0] != '|') {
		struct str value = cut_at(&rest, '\n'), name = cut_at(&value, ':');

		*list_add(&head.headers, ex->rq.arena) = (struct header){ name, str_trim(value) };
	}
	if (rest.n > 0) {
		rest = str_from(rest, 1);
		snprintf(length, sizeof(length), "%zu", rest.n);
		*list_add(&head.headers, ex->rq.arena) = (struct header){ STR("Content-Length"), str_of(length) };
		if (!str_has(str_of(request), STR("Content-Type")))
			*list_add(&head.headers, ex->rq.arena) = (struct header){
				STR("Content-Type"), STR("application/x-www-form-urlencoded") };
	}
	exchange_head(ex, &head, STR("127.0.0.1"));
	if (ex->wants_body)
		exchange_body(ex, rest);
	exchange_end(ex);
	w = exchange_wire(ex);
	buf_reset(out);
	buf_str(out, w.bytes);
	if (w.form == FORM_GZIP)
		buf_str(out, STR(" (gzip)"));
	for (size_t i = 0; i < ex->rp.headers.n; i++)
		if (str_eq(ex->rp.headers.v[i].name, STR("Location")))
			buf_printf(out, "%.*s", STR_ARG(ex->rp.headers.v[i].value));
	code = w.code;
	exchange_free(ex);
	return code;
}

static struct http *start_at(const char *prefix)
{
	struct http_config c = HTTP_CONFIG_DEFAULT;
	struct http *http = NULL;
	struct err err = { 0 };

	c.tables = tables;
	c.prefix = str_of(prefix);
	c.authenticate = authenticate;
	c.token_ok = token_ok;
	if (http_new(&c, drop, &http, &err) != RC_OK)
		print_error("%s (%s)\n", err.msg, err.log);
	assert_non_null(http);
	return http;
}

struct row {
	const char *request;
	int code;
	const char *has; /* somewhere in the body; with "=" in front: all of it */
};

static void run_rows(const char *prefix, const struct row *rows, size_t n)
{
	struct http *http = start_at(prefix);
	struct buf out = BUF_INIT(1 << 20);
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct str has = str_of(rows[i].has);
		int code = ask_of(http, rows[i].request, &out);
		bool good = has.n > 0 && has.p[0] == '=' ? str_eq(buf_text(&out), str_from(has, 1)) :
							   has.n == 0 || str_has(buf_text(&out), has);

		if (code == rows[i].code && good)
			continue;
		print_error("%s\n    got %d %.*s\n    want %d %s\n", rows[i].request, code, STR_ARG(buf_text(&out)),
			    rows[i].code, rows[i].has);
		wrong++;
	}
	buf_free(&out);
	http_free(http);
	assert_int_equal(wrong, 0);
}

#define CLERKS "\nCookie: a=b; sid=clerk"
#define FORM "POST /office/new" CLERKS "\n|token=secret&"

static const struct row route_rows[] = {
	{ "GET /", 200, "=/" },
	{ "GET /%E5%8E%BF", 200, "=/{name} name=县" },
	{ "GET /a/", 308, "=/a" },
	{ "GET /%E5%8E%BF/?x=1", 308, "=/%E5%8E%BF?x=1" },
	{ "GET /office/new" CLERKS, 200, "=/office/new" }, /* the literal goes before {no} */
	{ "GET /office/7" CLERKS, 200, "=/office/{no} no=7" },
	{ "GET /office/0" CLERKS, 404, "没有找到" },
	{ "GET /office/-1" CLERKS, 404, "没有找到" },
	{ "GET /office/9223372036854775808" CLERKS, 404, "没有找到" },
	{ "GET /office/7x" CLERKS, 404, "没有找到" },
	{ "GET /a/b/c", 404, "没有找到" },
	{ "HEAD /", 200, "=/" },
	{ "POST /\n|a=b", 405, "" },
	{ "DELETE /", 405, "" },
	{ "GET /office/must" CLERKS, 404, "" }, /* {no} is no number */
	/* rights */
	{ "GET /office/new", 401, "登录" },
	{ "GET /office/new\nCookie: sid=nobody", 401, "登录" },
	{ "GET /office/new\nCookie: sid=admin", 403, "权限" },
	{ "GET /office/new\nCookie: sid=clerk; sid=admin", 401, "" }, /* which of the two? none */
	{ "GET /office/new\nCookie: sid=down", 503, "数据库" },
	{ "GET /\nCookie: sid=down", 200, "=/" }, /* public pages ask for nobody */
	{ "GET /json\nCookie: sid=clerk", 403, "{\"code\":403,\"error\":\"" },
	/* errors by kind */
	{ "GET /fail?rc=1&why=1", 404, "不行" },
	{ "GET /fail?rc=1&why=2", 401, "不行" },
	{ "GET /fail?rc=1&why=3", 403, "不行" },
	{ "GET /fail?rc=1&why=4", 409, "不行" },
	{ "GET /fail?rc=1&why=5", 429, "不行" },
	{ "GET /fail?rc=3&why=6", 503, "不行" },
	{ "GET /fail?rc=3&why=7", 507, "不行" },
	{ "GET /fail?rc=1", 422, "不行" },
	{ "GET /fail?rc=2", 422, "不行" },
	{ "GET /fail?rc=3", 503, "不行" },
};

static void routes_and_rights(void **state)
{
	(void)state;
	run_rows("", route_rows, COUNT(route_rows));
}

static const struct row prefix_rows[] = {
	{ "GET /shishi", 200, "=/" },
	{ "GET /shishi/", 200, "=/" },
	{ "GET /shishi/a", 200, "=/{name} name=a" },
	{ "GET /shishi/a/", 308, "=/shishi/a" },
	{ "GET /shishia", 404, "" },
	{ "GET /a", 404, "" },
};

static void paths_begin_with_the_prefix(void **state)
{
	(void)state;
	run_rows("/shishi", prefix_rows, COUNT(prefix_rows));
}

static const struct row token_rows[] = {
	{ "POST /office/new" CLERKS "\n|token=secret", 200, "" },
	{ "POST /office/new" CLERKS "\nX-CSRF-Token: secret\n|line=a", 200, "line=a" },
	{ "POST /office/new" CLERKS "\n|line=a", 403, "没有保存" },
	{ "POST /office/new" CLERKS "\n|token=other&line=a", 403, "没有保存" },
	{ "POST /office/new" CLERKS "\n|token=", 403, "" },
	{ "POST /office/new" CLERKS "\nOrigin: http://localhost\n|token=secret", 200, "" },
	{ "POST /office/new" CLERKS "\nOrigin: http://evil.example\n|token=secret", 403, "" },
	{ "POST /office/new" CLERKS "\nOrigin: null\n|token=secret", 403, "" },
	{ "POST /office/new" CLERKS "\nSec-Fetch-Site: cross-site\n|token=secret", 403, "" },
	{ "POST /office/new" CLERKS "\nSec-Fetch-Site: same-site\n|token=secret", 403, "" },
	{ "POST /office/new" CLERKS "\nSec-Fetch-Site: same-origin\n|token=secret", 200, "" },
	{ "POST /office/new\n|token=secret", 401, "" },
};

static void posts_need_the_token(void **state)
{
	(void)state;
	run_rows("", token_rows, COUNT(token_rows));
}

static const struct row param_rows[] = {
	{ FORM "n=-5", 200, " n=-5" },
	{ FORM "n=10", 200, " n=10" },
	{ FORM "n=11", 422, "「数量」应是 -5 到 10 之间的整数" },
	{ FORM "n=1.5", 422, "数量" },
	{ FORM "n=%2B1", 422, "数量" },
	{ FORM "n=", 200, "=/office/new" }, /* empty is not given */
	{ FORM "n=&n=1", 400, "出现了两次" },
	{ FORM "n=1&n=1", 400, "出现了两次" },
	{ FORM "dec=12.50", 200, "dec=12.50" },
	{ FORM "dec=1e5", 422, "「金额」应是一个数" },
	{ FORM "day=2025-02-29", 422, "「完成日期」应写成 2025-06-30" },
	{ FORM "day=2028-02-29", 200, "day=2028-02-29" },
	{ FORM "line=+a+%E5%8E%BF+", 200, "line=a 县" },
	{ FORM "line=a%0Ab", 422, "不能使用的字符" },
	{ FORM "line=a%00b", 400, "" },
	{ FORM "line=%C3%28", 400, "UTF-8" },
	{ FORM "line=%ED%A0%80", 400, "UTF-8" }, /* half a surrogate */
	{ FORM "line=%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF", 200, "" },
	{ FORM "line=%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BF%E5%8E%BFa", 422,
	  "「名称」太长：最多约 10 个汉字" },
	{ FORM "text=a%0D%0Ab%0Dc", 200, "text=a\nb\nc" },
	{ FORM "word=open", 200, "word=open" },
	{ FORM "word=shut", 422, "不是可选的值" },
	{ FORM "code=a-b_1.2", 200, "code=a-b_1.2" },
	{ FORM "code=a%2Fb", 422, "" },
	{ FORM "code=123456789", 422, "" },
	{ FORM "flag=on", 200, "flag=on" },
	{ FORM "flag", 200, "flag=" },
	{ FORM "value.1=a&value.x%20y=b&value.2=", 200, " [1]=a [x y]=b [2]=" },
	{ FORM "admin=1", 400, "和这个页面不符" },
	{ FORM "%zz=1", 400, "" },
	{ "POST /office/must" CLERKS "\n|token=secret", 422, "还没有填写「完成日期」" },
	{ "POST /office/must" CLERKS "\n|token=secret&day=", 422, "还没有填写「完成日期」" },
	{ "GET /office/all?n=1&utm_source=wechat" CLERKS, 200, " n=1" }, /* apps append what they like */
	{ "POST /office/new" CLERKS "\nContent-Type: text/plain\n|token=secret", 415, "" },
	{ "POST /office/new" CLERKS "\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\nX-CSRF-Token: secret\n|n=1", 200, "n=1" },
};

static void parameters_have_types(void **state)
{
	(void)state;
	run_rows("", param_rows, COUNT(param_rows));
}

static void bodies_and_fields_have_ceilings(void **state)
{
	struct http *http = start_at("");
	struct buf request = BUF_INIT(1 << 20), out = BUF_INIT(1 << 20);

	(void)state;
	buf_str(&request, STR(FORM));
	for (int i = 0; i < 201; i++)
		buf_printf(&request, "value.%d=1&", i);
	buf_char(&request, '\0');
	assert_int_equal(ask_of(http, request.p, &out), 400);
	assert_true(str_has(buf_text(&out), STR("最多 200 项")));
	buf_reset(&request);
	buf_str(&request, STR(FORM "text="));
	for (int i = 0; i < 64 << 10; i++)
		buf_char(&request, 'a');
	buf_char(&request, '\0');
	assert_int_equal(ask_of(http, request.p, &out), 413);
	assert_true(str_has(buf_text(&out), STR("64 KB")));
	buf_free(&request);
	buf_free(&out);
	http_free(http);
}

static void kept_pages_are_rendered_once(void **state)
{
	struct http *http = start_at("");
	struct buf first = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
	struct cached *e;
	char request[128];

	(void)state;
	assert_int_equal(ask_of(http, "GET /kept", &first), 200);
	assert_int_equal(ask_of(http, "GET /kept", &again), 200);
	assert_true(str_eq(buf_text(&first), buf_text(&again)));
	assert_int_equal(ask_of(http, "GET /kept\nAccept-Encoding: br, gzip;q=0.5", &again), 200);
	assert_true(str_has(buf_text(&again), STR("(gzip)")));
	assert_true(again.n < first.n / 2);
	assert_int_equal(ask_of(http, "GET /kept\nAccept-Encoding: gzip;q=0", &again), 200);
	assert_false(str_has(buf_text(&again), STR("(gzip)")));
	e = cache_find(http->cache, STR("kept"));
	assert_non_null(e);
	snprintf(request, sizeof(request), "GET /kept\nIf-None-Match: \"x\", %.*s", STR_ARG(e->etag));
	cached_release(e);
	assert_int_equal(ask_of(http, request, &again), 304);
	assert_int_equal(again.n, 0);
	assert_int_equal(ask_of(http, "GET /kept\nIf-None-Match: \"x\"", &again), 200);
	buf_free(&first);
	buf_free(&again);
	http_free(http);
}

/* What was longest unused goes; what is being sent stays until it was sent. */
static void the_cache_keeps_to_its_size(void **state)
{
	struct cache *c = cache_new(64 << 10, drop);
	char body[8000], key[8];
	struct cached *held, *found;

	(void)state;
	memset(body, 'a', sizeof(body));
	held = cache_put(c, STR("k0"), "text/plain", (struct str){ body, sizeof(body) });
	for (int i = 1; i < 20; i++) {
		snprintf(key, sizeof(key), "k%d", i);
		cached_release(cache_put(c, str_of(key), "text/plain", (struct str){ body, sizeof(body) }));
	}
	assert_true(cache_figures(c).bytes <= 64 << 10);
	assert_null(cache_find(c, STR("k0")));
	assert_int_equal(held->body.n, sizeof(body));
	assert_memory_equal(held->body.p, body, sizeof(body));
	cached_release(held);
	found = cache_find(c, STR("k19"));
	assert_non_null(found);
	cached_release(found);
	cache_free(c);
}

/* ---- multipart ---- */

#define PART(name) "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_PART(name, file) "--B\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file "\"\r\nContent-Type: text/plain\r\n\r\n"

static const struct {
	const char *body, *want; /* NULL: refused */
} multipart_rows[] = {
	{ PART("a") "1\r\n--B--\r\n", "a=1;" },
	{ PART("a") "1\r\n" PART("b") "2\r\n--B--", "a=1;b=2;" },
	{ PART("a") "\r\n--B--", "a=;" },
	{ PART("a") "x\r\n--Bx\r\n--B--", NULL }, /* the boundary begins a line, whatever follows */
	{ FILE_PART("f", "清单.docx") "\1\2\r\n--B--", "f@清单.docx=\1\2;" },
	{ FILE_PART("f", "../../etc/passwd") "x\r\n--B--", "f@passwd=x;" },
	{ FILE_PART("f", "C:\\\\a\\\\b.txt") "x\r\n--B--", "f@b.txt=x;" },
	{ FILE_PART("f", "a\\\"b.txt") "x\r\n--B--", "f@a\"b.txt=x;" },
	{ FILE_PART("f", "") "\r\n--B--", "f@=;" },
	{ FILE_PART("f", "\xff.txt") "x\r\n--B--", NULL },
	{ PART("a") "\xff\r\n--B--", NULL },
	{ PART("a") "1", NULL },
	{ PART("a") "1\r\n--B", NULL },
	{ "--B\r\n\r\n1\r\n--B--", NULL },
	{ "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--", NULL },
	{ "--B\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--B--", NULL },
	{ "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--B--", NULL },
	{ "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--B--", NULL },
	{ "x" PART("a") "1\r\n--B--", NULL },
	{ "", NULL },
	{ "--B--\r\n", "" },
};

static void reads_multipart(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(multipart_rows); i++) {
		struct arena *a = arena_new();
		struct form form = { 0 };
		struct err err = { 0 };
		struct buf got = BUF_INIT(4096);
		enum rc rc = form_multipart(a, str_of(multipart_rows[i].body), STR("multipart/form-data; boundary=B"), 10,
					    &form, &err);

		for (size_t k = 0; k < form.n; k++)
			buf_printf(&got, "%.*s%s%.*s=%.*s;", STR_ARG(form.v[k].name), form.v[k].is_file ? "@" : "",
				   STR_ARG(form.v[k].file_name), STR_ARG(form.v[k].value));
		if ((rc == RC_OK) != (multipart_rows[i].want != NULL) ||
		    (rc == RC_OK && !str_eq(buf_text(&got), str_of(multipart_rows[i].want)))) {
			print_error("row %zu: got %s %.*s\n", i, rc == RC_OK ? "" : err.log, STR_ARG(buf_text(&got)));
			wrong++;
		}
		buf_free(&got);
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

#define POST_FILES "POST /office/files\nCookie: sid=clerk\nX-CSRF-Token: secret\nContent-Type: multipart/form-data; boundary=B\n|"

/* "file*" takes several files named "file"; another parameter one, and each within its size. */
static const struct row file_rows[] = {
	{ POST_FILES FILE_PART("file", "a.txt") "1\r\n" FILE_PART("file", "b.txt") "2\r\n--B--", 200, "=a.txt=1;b.txt=2;" },
	{ POST_FILES FILE_PART("file", "a.txt") "1\r\n--B--", 200, "=a.txt=1;" },
	{ POST_FILES FILE_PART("file", "") "\r\n--B--", 200, "=" },
	{ POST_FILES FILE_PART("one", "a.txt") "1\r\n--B--", 200, "=" },
	{ POST_FILES FILE_PART("one", "a.txt") "1\r\n" FILE_PART("one", "b.txt") "2\r\n--B--", 400, "" },
	{ POST_FILES FILE_PART("file", "a.txt") "1\r\n" FILE_PART("file", "b.txt") "123456789\r\n--B--", 413, "" },
	{ POST_FILES PART("file") "1\r\n--B--", 400, "" },
};

static void several_files(void **state)
{
	(void)state;
	run_rows("", file_rows, COUNT(file_rows));
}

static void parts_have_a_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf body = BUF_INIT(1 << 16);
	struct form form = { 0 };
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 9; i++)
		buf_str(&body, STR(FILE_PART("f", "a") "x\r\n"));
	buf_str(&body, STR("--B--"));
	assert_int_equal(form_multipart(a, buf_text(&body), STR("multipart/form-data; boundary=B"), 10, &form, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "最多上传 8 个文件"));
	buf_reset(&body);
	buf_str(&body, STR("--B\r\nContent-Disposition: form-data; name=\"a\"\r\nX-A: "));
	for (int i = 0; i < PART_HEAD_MAX; i++)
		buf_char(&body, 'a');
	buf_str(&body, STR("\r\n\r\n1\r\n--B--"));
	assert_int_equal(form_multipart(a, buf_text(&body), STR("multipart/form-data; boundary=B"), 10, &form, &err), RC_INPUT);
	buf_free(&body);
	arena_free(a);
}

/* ---- mistakes in tables ---- */

static void wrong_tables_do_not_start(void **state)
{
	static const struct param file_get[] = { { "f", PARAM_FILE, .max = 10 }, { 0 } };
	static const struct param twice[] = { { "a", PARAM_ID }, { "a", PARAM_ID }, { 0 } };
	static const struct param wordless[] = { { "a", PARAM_WORD }, { 0 } };
	static const struct param optional_no[] = { { "no", PARAM_ID }, { 0 } };
	static const struct route wrong[][3] = {
		{ { GET, "/a", show }, { 0 } },
		{ { GET, "/a", NULL, .may = ANYONE }, { 0 } },
		{ { GET, "a", show, .may = ANYONE }, { 0 } },
		{ { GET, "/a//b", show, .may = ANYONE }, { 0 } },
		{ { GET, "/{no}", show, .may = ANYONE }, { 0 } },
		{ { GET, "/{no}", show, .may = ANYONE, .params = optional_no }, { 0 } },
		{ { GET, "/a", show, .may = ANYONE, .params = file_get }, { 0 } },
		{ { POST, "/a", show, .may = ANYONE, .params = file_get, .body_max = 10 }, { 0 } },
		{ { GET, "/a", show, .may = ANYONE, .params = twice }, { 0 } },
		{ { GET, "/a", show, .may = ANYONE, .params = wordless }, { 0 } },
		{ { GET, "/{no}", show, .may = ANYONE, .params = no_params }, { GET, "/{name}", show, .may = ANYONE, .params = name_params }, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const struct route *const table[] = { wrong[i], NULL };
		struct router *r = NULL;
		struct err err = { 0 };

		if (router_new(table, &r, &err) == RC_OK) {
			print_error("table %zu started\n", i);
			router_free(r);
			fail();
		}
		assert_true(err.log[0] != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(routes_and_rights),
		cmocka_unit_test(paths_begin_with_the_prefix),
		cmocka_unit_test(posts_need_the_token),
		cmocka_unit_test(parameters_have_types),
		cmocka_unit_test(bodies_and_fields_have_ceilings),
		cmocka_unit_test(kept_pages_are_rendered_once),
		cmocka_unit_test(the_cache_keeps_to_its_size),
		cmocka_unit_test(reads_multipart),
		cmocka_unit_test(several_files),
		cmocka_unit_test(parts_have_a_ceiling),
		cmocka_unit_test(wrong_tables_do_not_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
