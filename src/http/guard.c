#include "http/guard.h"

#include "base/utf8.h"
#include "http/text.h"

/* One sentence for all that no browser sends: the person did nothing wrong, the program between us did. */
static int malformed(struct err *err, const char *what)
{
	err_set(err, RC_INPUT, "这个请求不完整或格式有误，请从首页重新打开页面；如果反复出现，请告诉管理员");
	err_log(err, "malformed request: %s", what);
	return 400;
}

/* ---- headers ---- */

struct counted {
	unsigned host, length, coding;
};

static int check_header(const struct header *h, struct target *t, struct counted *c, struct err *err)
{
	if (!token_is(h->name))
		return malformed(err, "a header's name is no token");
	for (size_t i = 0; i < h->value.n; i++)
		if (((unsigned char)h->value.p[i] < 32 && h->value.p[i] != '\t') || h->value.p[i] == 127)
			return malformed(err, "control character in a header");
	if (ascii_same(h->name, STR("Host"))) {
		c->host++;
		t->host = str_trim(h->value);
	} else if (ascii_same(h->name, STR("Content-Length"))) {
		c->length++;
		if (!digits_parse(str_trim(h->value), UINT64_MAX, &t->length))
			return malformed(err, "Content-Length is no number");
	} else if (ascii_same(h->name, STR("Transfer-Encoding"))) {
		c->coding++;
		t->chunked = true;
		if (!ascii_same(str_trim(h->value), STR("chunked")))
			return malformed(err, "unknown transfer coding");
	}
	return 0;
}

static bool host_is(struct str host)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		      (c != '\0' && strchr("-._:[]", c) != NULL)))
			return false;
	}
	return host.n > 0 && host.n <= 255;
}

static int check_headers(const struct head *head, struct target *t, struct err *err)
{
	struct counted c = { 0 };

	if (head->headers.n > HEADERS_MAX) {
		err_set(err, RC_INPUT, "浏览器发来的请求头过多，请清除本站的 Cookie 后再试");
		return 431;
	}
	for (size_t i = 0; i < head->headers.n; i++) {
		int code = check_header(&head->headers.v[i], t, &c, err);

		if (code != 0)
			return code;
	}
	if (c.host > 1 || (c.host == 0 && str_eq(head->version, STR("HTTP/1.1"))))
		return malformed(err, c.host > 1 ? "several Host headers" : "no Host header");
	if (c.host == 1 && !host_is(t->host))
		return malformed(err, "Host is no host name");
	if (c.length > 1 || c.coding > 1 || (c.length == 1 && c.coding == 1))
		return malformed(err, "the body's length is said more than once");
	if (c.coding == 1 && !str_eq(head->version, STR("HTTP/1.1")))
		return malformed(err, "chunked body in HTTP/1.0");
	t->has_body = t->chunked || t->length > 0;
	return 0;
}

/* ---- the request line ---- */

static int check_method(struct str method, struct target *t, struct err *err)
{
	if (!token_is(method))
		return malformed(err, "the method is no token");
	t->head_only = str_eq(method, STR("HEAD"));
	if (t->head_only || str_eq(method, STR("GET")))
		t->method = GET;
	else if (str_eq(method, STR("POST")))
		t->method = POST;
	return 0; /* others find no route: 405 */
}

static bool segment_is(struct str s)
{
	return s.n > 0 && !str_eq(s, STR(".")) && !str_eq(s, STR("..")) && !str_has(s, STR("/")) &&
	       !str_has(s, STR("\\")) && !has_control(s);
}

/* Decodes segment by segment, so that an encoded slash is seen. */
static bool decode_path(struct arena *a, struct str raw, struct target *t)
{
	struct str out = STR("");

	if (raw.n == 0 || raw.p[0] != '/')
		return false;
	raw = str_from(raw, 1);
	while (raw.n > 0) {
		struct str each = cut_at(&raw, '/');

		if (!percent_decode(a, each, PLUS_STAYS, &each) || !segment_is(each))
			return false;
		out = arena_cat(a, arena_cat(a, out, STR("/")), each);
		t->slash = raw.n == 0 && raw.p[-1] == '/';
	}
	t->path = out.n == 0 ? STR("/") : out;
	return true;
}

/* "http://host/path" is what a client says to a proxy; RFC 9112 §3.2.2 asks to take it from others too. */
static bool strip_authority(struct str *target, const struct target *t)
{
	struct str rest, authority;

	if (!str_starts(*target, STR("http://")) && !str_starts(*target, STR("https://")))
		return true;
	rest = str_from(*target, str_find(*target, STR("//")) + 2);
	authority = str_cut(rest, 0, str_find(rest, STR("/")) == STR_NONE ? rest.n : str_find(rest, STR("/")));
	*target = authority.n == rest.n ? STR("/") : str_from(rest, authority.n);
	return ascii_same(authority, t->host);
}

static int check_target(struct arena *a, struct str target, struct target *t, struct err *err)
{
	if (target.n > TARGET_MAX) {
		err_set(err, RC_INPUT, "这个地址太长，请核对后重新输入");
		return 414;
	}
	for (size_t i = 0; i < target.n; i++)
		if ((unsigned char)target.p[i] <= ' ' || target.p[i] == 127 || target.p[i] == '#')
			return malformed(err, "blank, control character or # in the target");
	if (utf8_invalid(target) != STR_NONE)
		return malformed(err, "the target is not UTF-8");
	if (!strip_authority(&target, t))
		return malformed(err, "the target names another host");
	if (!decode_path(a, cut_at(&target, '?'), t)) {
		err_set(err, RC_INPUT, "这个地址写得不对，请核对后重新输入，或从首页进入");
		err_log(err, "malformed path");
		return 400;
	}
	t->query = target;
	return 0;
}

int guard_check(struct arena *a, const struct head *head, struct target *ret, struct err *err)
{
	struct target t = { 0 };
	int code = 0;

	if (head->torn)
		return malformed(err, "a NUL or a folded line in the head");
	if (!str_eq(head->version, STR("HTTP/1.1")) && !str_eq(head->version, STR("HTTP/1.0"))) {
		err_set(err, RC_INPUT, "浏览器用的协议版本不受支持，请换一个较新的浏览器");
		return str_starts(head->version, STR("HTTP/")) ? 505 : 400;
	}
	code = check_method(head->method, &t, err);
	if (code == 0)
		code = check_headers(head, &t, err);
	if (code == 0)
		code = check_target(a, head->target, &t, err);
	if (code == 0)
		*ret = t;
	return code;
}
