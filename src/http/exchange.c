#define _POSIX_C_SOURCE 200809L
#include "http/exchange.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "http/asset.h"
#include "http/form.h"
#include "http/gzip.h"
#include "http/params.h"
#include "http/text.h"

int64_t mono_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void http_log(const struct http *http, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < 32 || *p == 127)
			*p = '?';
	if (http->config.log != NULL)
		http->config.log(line);
	else
		fprintf(stderr, "%s\n", line);
}

/* ---- the server without its socket ---- */

static enum rc make_router(struct http *http, struct err *err)
{
	enum { TABLES_MAX = 64 };
	const struct route *tables[TABLES_MAX + 2] = { asset_routes };
	size_t n = 1;

	for (const struct route *const *t = http->config.tables; t != NULL && *t != NULL; t++) {
		if (n > TABLES_MAX)
			return err_set(err, RC_OUTSIDE, "程序的页面表太多，请换用正式发布的版本");
		tables[n++] = *t;
	}
	return router_new(tables, &http->router, err);
}

enum rc http_new(const struct http_config *config, void (*drop)(void *ready), struct http **ret, struct err *err)
{
	struct http *http = calloc(1, sizeof(*http));
	enum rc rc;

	if (http == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	http->config = *config;
	rc = make_router(http, err);
	if (rc != RC_OK) {
		free(http);
		return rc;
	}
	http->cache = cache_new(config->cache_bytes, drop);
	*ret = http;
	return RC_OK;
}

void http_free(struct http *http)
{
	if (http == NULL)
		return;
	router_free(http->router);
	cache_free(http->cache);
	gzip_forget();
	free(http);
}

const struct router *http_router(const struct http *http)
{
	return http->router;
}

const char *http_address(const struct http *http)
{
	return http->address;
}

/* ---- arenas: a few are kept ---- */

enum { ARENAS_KEPT = 32, ARENA_KEEP_BELOW = 512 << 10 };
static _Atomic(struct arena *) spare[ARENAS_KEPT];

static struct arena *arena_take(void)
{
	for (size_t i = 0; i < ARENAS_KEPT; i++) {
		struct arena *a = atomic_exchange(&spare[i], NULL);

		if (a != NULL)
			return a;
	}
	return arena_new();
}

static void arena_give(struct arena *a)
{
	bool small = arena_used(a) < ARENA_KEEP_BELOW;

	if (small)
		arena_reset(a);
	for (size_t i = 0; small && i < ARENAS_KEPT; i++) {
		struct arena *none = NULL;

		if (atomic_compare_exchange_strong(&spare[i], &none, a))
			return;
	}
	arena_free(a);
}

__attribute__((destructor)) static void arenas_forget(void)
{
	for (size_t i = 0; i < ARENAS_KEPT; i++)
		arena_free(atomic_exchange(&spare[i], NULL));
}

struct exchange *exchange_new(struct http *http)
{
	struct arena *a = arena_take();
	struct exchange *ex = arena_alloc(a, sizeof(*ex));

	ex->http = http;
	ex->began_us = mono_us();
	ex->rq.arena = ex->rp.arena = a;
	ex->rq.http = http;
	ex->rq.app = http->config.app;
	ex->rq.prefix = http->config.prefix;
	ex->rq.number = atomic_fetch_add(&http->requests, 1) + 1;
	ex->rp.code = 200;
	ex->rp.body.max = REPLY_MAX;
	return ex;
}

void exchange_free(struct exchange *ex)
{
	if (ex == NULL)
		return;
	if (ex->large)
		atomic_fetch_sub(&ex->http->large_bodies, 1);
	cached_release(ex->rp.cached);
	buf_free(&ex->rp.body);
	buf_free(&ex->body);
	arena_give(ex->rq.arena);
}

/* ---- errors ---- */

static void error_json(struct reply *rp, int code, struct str says)
{
	struct str text = says;

	rp->type = "application/json; charset=utf-8";
	buf_printf(&rp->body, "{\"code\":%d,\"error\":\"", code);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '"' || c == '\\')
			buf_printf(&rp->body, "\\%c", c);
		else if (c < 32)
			buf_printf(&rp->body, "\\u%04x", c);
		else
			buf_char(&rp->body, (char)c);
	}
	buf_str(&rp->body, STR("\"}\n"));
}

static void answer_error(struct exchange *ex, int code)
{
	struct reply *rp = &ex->rp;
	struct str says = arena_str(rp->arena, str_of(ex->err.msg[0] != '\0' ? ex->err.msg : error_title(code)));
	enum answers answers = ex->rq.route != NULL ? ex->rq.route->answers : ANSWERS_PAGE;

	buf_reset(&rp->body);
	cached_release(rp->cached);
	rp->cached = NULL;
	rp->asset = NULL;
	rp->etag = STR("");
	rp->public = false;
	rp->cache_control = NULL;
	rp->type = NULL;
	reply_code(rp, code);
	if (code == 503 || code == 429)
		reply_header(rp, "Retry-After", STR("10"));
	if (answers == ANSWERS_JSON) {
		error_json(rp, code, says);
	} else if (answers == ANSWERS_TEXT) {
		rp->type = "text/plain; charset=utf-8";
		buf_str(&rp->body, says);
		buf_char(&rp->body, '\n');
	} else if (ex->http->config.error_page != NULL) {
		ex->http->config.error_page(&ex->rq, rp, code, says);
	} else {
		error_plain(&ex->rq, rp, code, says);
	}
	ex->answered = true;
}

/* An answer before the handler; the connection ends when a body may still be under way. */
static void refuse(struct exchange *ex, int code)
{
	answer_error(ex, code);
	if (ex->target.has_body || code == 400 || ex->target.method == METHOD_NONE)
		ex->close = true;
}

static int code_of(const struct exchange *ex, enum rc rc)
{
	static const int by_why[] = { [WHY_MISSING] = 404, [WHY_LOGIN] = 401, [WHY_FORBIDDEN] = 403,
				      [WHY_CONFLICT] = 409, [WHY_LATER] = 429, [WHY_BUSY] = 503, [WHY_FULL] = 507 };

	if (ex->rp.code_set && ex->rp.code >= 400)
		return ex->rp.code;
	if (ex->err.why != WHY_UNSAID && (size_t)ex->err.why < COUNT(by_why) && by_why[ex->err.why] != 0)
		return by_why[ex->err.why];
	return rc == RC_OUTSIDE ? 503 : 422;
}

/* ---- the head ---- */

static bool is_proxy(const struct http *http, struct str peer)
{
	for (size_t i = 0; i < http->config.proxies_n; i++)
		if (str_eq(http->config.proxies[i], peer))
			return true;
	return false;
}

/* Only a configured proxy is believed; the last address of the list is the one it saw itself. */
static void read_forwarded(struct request *rq)
{
	struct str list = request_header(rq, "X-Forwarded-For");

	rq->secure = ascii_same(request_header(rq, "X-Forwarded-Proto"), STR("https"));
	while (list.n > 0) {
		struct str each = str_trim(cut_at(&list, ','));

		if (each.n > 0 && each.n < 64 && !has_control(each))
			rq->peer = each;
	}
}

/* Takes the prefix off the path; false when it is not there. */
static bool strip_prefix(struct exchange *ex)
{
	struct request *rq = &ex->rq;

	rq->path = ex->target.path;
	if (rq->prefix.n == 0)
		return true;
	if (!str_starts(rq->path, rq->prefix))
		return false;
	rq->path = str_from(rq->path, rq->prefix.n);
	if (rq->path.n == 0)
		rq->path = STR("/");
	return rq->path.p[0] == '/';
}

static struct str path_encoded(struct arena *a, struct str path)
{
	struct str out = STR("");

	path = str_from(path, 1);
	while (path.n > 0)
		out = arena_cat(a, arena_cat(a, out, STR("/")), percent_encode(a, cut_at(&path, '/')));
	return out.n == 0 ? STR("/") : out;
}

static void answer_not_found(struct exchange *ex)
{
	if (!ex->match.get && !ex->match.post) {
		err_set(&ex->err, RC_INPUT, "没有找到这个页面，请核对地址，或从首页进入");
		refuse(ex, 404);
		return;
	}
	err_set(&ex->err, RC_INPUT, "这个地址不能这样访问，请从页面上的链接或按钮进入");
	refuse(ex, 405);
	reply_header(&ex->rp, "Allow",
		     ex->match.get && ex->match.post ? STR("GET, HEAD, POST") :
		     ex->match.get		     ? STR("GET, HEAD") :
						       STR("POST"));
}

static bool find_route(struct exchange *ex)
{
	struct request *rq = &ex->rq;

	if (strip_prefix(ex))
		router_find(ex->http->router, rq->method, rq->path, &ex->match);
	rq->route = ex->match.route;
	if (rq->route == NULL) {
		answer_not_found(ex);
		return false;
	}
	if (ex->target.slash && rq->path.n > 1) {
		struct str to = path_encoded(rq->arena, rq->path);

		if (rq->method != GET) {
			answer_not_found(ex);
			return false;
		}
		if (rq->query.n > 0)
			to = arena_printf(rq->arena, "%.*s?%.*s", STR_ARG(to), STR_ARG(rq->query));
		reply_moved(&ex->rp, rq, "%.*s", STR_ARG(to));
		ex->answered = true;
		return false;
	}
	return true;
}

static bool check_rights(struct exchange *ex)
{
	struct request *rq = &ex->rq;
	enum rc rc = RC_OK;

	if (rq->route->may != ANYONE && ex->http->config.authenticate != NULL)
		rc = ex->http->config.authenticate(rq, &ex->err);
	if (rc != RC_OK) {
		refuse(ex, code_of(ex, rc));
		return false;
	}
	rq->rights |= ANYONE;
	if ((rq->rights & rq->route->may) != 0)
		return true;
	if (rq->actor == NULL) {
		err_set(&ex->err, RC_REFUSED, "这个页面要登录后才能看");
		refuse(ex, 401);
	} else {
		err_set(&ex->err, RC_REFUSED, "您的账号没有使用这个页面的权限，如需要请联系管理员");
		refuse(ex, 403);
	}
	return false;
}

static bool is_crowded(struct exchange *ex)
{
	struct http *http = ex->http;

	if (ex->rq.route->may != ANYONE || ex->rq.route->answers == ANSWERS_TEXT ||
	    atomic_load(&http->connections) <= http->config.connections_max / 5 * 4)
		return false;
	atomic_fetch_add(&http->metrics.refused_early, 1);
	err_set(&ex->err, RC_OUTSIDE, "现在访问的人太多，请过十几秒再试");
	answer_error(ex, 503);
	ex->close = true;
	return true;
}

static size_t body_max(const struct route *route)
{
	return route->body_max > 0 ? route->body_max : BODY_MAX_DEFAULT;
}

static void answer_too_large(struct exchange *ex)
{
	size_t max = body_max(ex->rq.route);

	err_set(&ex->err, RC_INPUT, max >= 1 << 20 ? "提交的内容太大：这里最多 %zu MB，请压缩或分开后再提交" :
						     "提交的内容太大：这里最多 %zu KB，请分几次提交",
		max >= 1 << 20 ? max >> 20 : max >> 10);
	refuse(ex, 413);
}

/*
 * A body that will be refused is still read, within reason: a browser shows
 * our answer only after it has sent all.
 */
static bool may_drain(const struct exchange *ex)
{
	return request_header(&ex->rq, "Expect").p == NULL && (ex->target.chunked || ex->target.length <= DRAIN_MAX);
}

static bool expect_body(struct exchange *ex)
{
	const struct route *route = ex->rq.route;

	if (ex->target.has_body && route->method == GET) {
		err_set(&ex->err, RC_INPUT, "这个地址不接收提交的内容，请从页面上的链接进入");
		refuse(ex, 400);
		return false;
	}
	if (!ex->target.chunked && ex->target.length > body_max(route)) {
		answer_too_large(ex);
		return true;
	}
	if (body_max(route) >= LARGE_BODY) {
		if (atomic_fetch_add(&ex->http->large_bodies, 1) >= LARGE_BODIES_MAX) {
			atomic_fetch_sub(&ex->http->large_bodies, 1);
			err_set(&ex->err, RC_OUTSIDE, "同时上传文件的人较多，请过一会儿再试");
			refuse(ex, 503);
			return true;
		}
		ex->large = true;
	}
	ex->body.max = body_max(route);
	return true;
}

void exchange_head(struct exchange *ex, const struct head *head, struct str peer)
{
	struct request *rq = &ex->rq;
	int code;

	rq->headers = head->headers;
	rq->peer = peer;
	code = guard_check(rq->arena, head, &ex->target, &ex->err);
	if (code != 0) {
		refuse(ex, code);
		return;
	}
	rq->method = ex->target.method;
	rq->head_only = ex->target.head_only;
	rq->query = ex->target.query;
	rq->host = ex->target.host;
	if (is_proxy(ex->http, peer))
		read_forwarded(rq);
	if (find_route(ex) && !is_crowded(ex) && check_rights(ex))
		expect_body(ex);
	ex->wants_body = ex->target.has_body && (!ex->answered || (may_drain(ex) && rq->route != NULL));
}

void exchange_body(struct exchange *ex, struct str bytes)
{
	ex->body_seen += bytes.n;
	if (!ex->answered) {
		buf_str(&ex->body, bytes);
		if (ex->body.full) {
			buf_free(&ex->body);
			answer_too_large(ex);
		}
	}
	if (ex->answered && ex->body_seen > DRAIN_MAX)
		ex->wants_body = false;
}

/* ---- the end ---- */

/* The fields of the query or of the body; 0 or the code of the refusal. */
static int read_form(struct exchange *ex, struct form *form)
{
	struct request *rq = &ex->rq;
	struct str type = request_header(rq, "Content-Type"), kind = type;
	size_t max = rq->route->fields_max > 0 ? rq->route->fields_max : FIELDS_MAX;
	enum rc rc;

	kind = str_trim(cut_at(&kind, ';'));
	if (rq->method == GET)
		rc = form_urlencoded(rq->arena, rq->query, FIELDS_MAX, form, &ex->err);
	else if (ex->body.n == 0)
		return 0;
	else if (ascii_same(kind, STR("application/x-www-form-urlencoded")))
		rc = form_urlencoded(rq->arena, buf_text(&ex->body), max, form, &ex->err);
	else if (ascii_same(kind, STR("multipart/form-data")))
		rc = form_multipart(rq->arena, buf_text(&ex->body), type, max, form, &ex->err);
	else {
		err_set(&ex->err, RC_INPUT, "提交的格式不是表单，请从本站的页面上提交");
		return 415;
	}
	return rc == RC_OK ? 0 : 400;
}

static struct str form_token(const struct form *form)
{
	struct str found = STR("");

	for (size_t i = 0; i < form->n; i++)
		if (str_eq(form->v[i].name, STR(TOKEN_FIELD)))
			found = form->v[i].value;
	return found;
}

/* "https://host" of Origin is the host the request was sent to. */
static bool same_origin(const struct request *rq)
{
	struct str site = request_header(rq, "Sec-Fetch-Site"), origin = request_header(rq, "Origin");
	size_t at;

	if (site.n > 0 && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
		return false;
	if (origin.p == NULL)
		return true;
	at = str_find(origin, STR("://"));
	return at != STR_NONE && ascii_same(str_from(origin, at + 3), rq->host);
}

static bool check_csrf(struct exchange *ex, const struct form *form)
{
	struct request *rq = &ex->rq;
	struct str given = request_header(rq, "X-CSRF-Token");

	if (rq->method != POST || rq->by_header)
		return true;
	if (same_origin(rq)) {
		if (rq->route->csrf == CSRF_ORIGIN)
			return true;
		if (given.n == 0)
			given = form_token(form);
		if (ex->http->config.token_ok != NULL && ex->http->config.token_ok(rq, given))
			return true;
	}
	err_set(&ex->err, RC_REFUSED, "这个页面打开得太久，或不是从本站打开的，内容没有保存；请返回上一页刷新后重新提交");
	answer_error(ex, 403);
	return false;
}

/* The page of a refused form once more, with what was typed in it; false when the error page is the answer. */
static bool show_again(struct exchange *ex, int code)
{
	const struct route *route = ex->rq.route;
	enum rc rc;

	if (route->again == NULL || (code != 409 && code != 422 && code != 429))
		return false;
	buf_reset(&ex->rp.body);
	reply_code(&ex->rp, code);
	rc = route->again(&ex->rq, &ex->rp, &ex->err);
	if (rc == RC_OK)
		return true;
	ex->rp.code_set = false;
	answer_error(ex, code_of(ex, rc));
	return true;
}

static void run_handler(struct exchange *ex)
{
	struct form form = { 0 };
	int code = read_form(ex, &form);
	enum rc rc;

	if (code == 0 && ex->rq.method == POST && ex->rq.route->answers == ANSWERS_PAGE && same_origin(&ex->rq))
		params_typed(&ex->rq, &form);
	if (code == 0 && !check_csrf(ex, &form))
		return;
	if (code == 0)
		code = params_read(&ex->rq, ex->match.taken, &form, &ex->err);
	if (code != 0) {
		if (!show_again(ex, code))
			answer_error(ex, code);
		ex->answered = true;
		return;
	}
	rc = ex->rq.route->run(&ex->rq, &ex->rp, &ex->err);
	if (rc == RC_OK && ex->rp.body.full) {
		err_log(&ex->err, "a page of more than %d bytes", REPLY_MAX);
		ex->rp.body.full = false;
		rc = err_set(&ex->err, RC_OUTSIDE, "这一页的内容太多，无法显示，请缩小范围后再试");
	}
	if (rc != RC_OK && !show_again(ex, code_of(ex, rc)))
		answer_error(ex, code_of(ex, rc));
	ex->answered = true;
}

/* One line for the operator.  The pattern, not the path: one-time links and search words stay out of logs. */
static void log_exchange(struct exchange *ex, int64_t us)
{
	const char *pattern = ex->rq.route != NULL ? ex->rq.route->pattern : "-";
	const char *method = ex->rq.head_only ? "HEAD" : ex->rq.method == POST ? "POST" : ex->rq.method == GET ? "GET" : "-";

	if (ex->rp.code >= 500)
		http_log(ex->http, "request %" PRIu64 " %s %s %d: %s (%s)", ex->rq.number, method, pattern, ex->rp.code,
			 ex->err.msg, ex->err.log);
	else if (ex->http->config.log_requests)
		http_log(ex->http, "request %" PRIu64 " %s %s %d %" PRId64 " us%s%s", ex->rq.number, method, pattern,
			 ex->rp.code, us, ex->err.log[0] != '\0' ? ": " : "", ex->err.log);
}

void exchange_end(struct exchange *ex)
{
	int64_t us;

	if (!ex->answered)
		run_handler(ex);
	if (ex->rp.type == NULL)
		ex->rp.type = HTML_TYPE;
	if (atomic_load(&ex->http->stopping))
		ex->close = true;
	us = mono_us() - ex->began_us;
	metrics_count(&ex->http->metrics, ex->rp.code, us);
	log_exchange(ex, us);
}
