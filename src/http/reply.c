#include <stdio.h>

#include "http/asset.h"
#include "http/exchange.h"
#include "http/gzip.h"
#include "http/text.h"

void reply_code(struct reply *rp, int code)
{
	rp->code = code;
	rp->code_set = true;
}

void reply_header(struct reply *rp, const char *name, struct str value)
{
	/* A line end in a header would begin another one; nobody may put it there. */
	if (has_control(value))
		die("http: a control character in the header %s", name);
	*list_add(&rp->headers, rp->arena) = (struct header){ str_of(name), arena_str(rp->arena, value) };
}

__attribute__((format(printf, 4, 0))) static void go_to(struct reply *rp, const struct request *rq, int code, const char *fmt, va_list ap)
{
	char path[TARGET_MAX];
	int n = vsnprintf(path, sizeof(path), fmt, ap);
	struct str where;

	if (n < 0 || (size_t)n >= sizeof(path))
		die("http: the place to go to is too long");
	where = arena_cat(rp->arena, rq->prefix, (struct str){ path, (size_t)n });
	/* "//host" would lead away */
	if (str_starts(where, STR("//")) || !str_starts(where, STR("/")))
		die("http: the place to go to is no path");
	reply_code(rp, code);
	reply_header(rp, "Location", where);
}

void reply_see(struct reply *rp, const struct request *rq, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	go_to(rp, rq, 303, fmt, ap);
	va_end(ap);
}

void reply_moved(struct reply *rp, const struct request *rq, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	go_to(rp, rq, 308, fmt, ap);
	va_end(ap);
}

void reply_cookie(struct reply *rp, const struct request *rq, const char *name, struct str value, int seconds)
{
	char age[32] = "";
	struct str line;

	if (seconds != 0)
		snprintf(age, sizeof(age), "; Max-Age=%d", seconds < 0 ? 0 : seconds);
	line = arena_printf(rp->arena, "%s%s=%.*s; Path=/%s; HttpOnly; SameSite=Lax%s",
			    rq->secure ? "__Host-" : "", name, STR_ARG(value), age, rq->secure ? "; Secure" : "");
	reply_header(rp, "Set-Cookie", line);
}

void reply_attachment(struct reply *rp, const char *type, struct str file_name)
{
	struct str encoded = percent_encode(rp->arena, file_name);

	rp->type = type;
	reply_header(rp, "Content-Disposition",
		     arena_printf(rp->arena, "attachment; filename*=UTF-8''%.*s", STR_ARG(encoded)));
}

void reply_file(struct reply *rp, struct str bytes, struct str file_name)
{
	rp->body.max = bytes.n;
	buf_str(&rp->body, bytes);
	reply_attachment(rp, "application/octet-stream", file_name);
}

/* Is the tag among those the client has?  A proxy may have made a strong one weak. */
static bool client_has(const struct request *rq, struct str etag)
{
	struct str list = request_header(rq, "If-None-Match");
	struct str strong = str_starts(etag, STR("W/")) ? str_from(etag, 2) : etag;

	while (list.n > 0) {
		struct str each = str_trim(cut_at(&list, ','));

		if (str_starts(each, STR("W/")))
			each = str_from(each, 2);
		if (str_eq(each, strong) || str_eq(each, STR("*")))
			return true;
	}
	return false;
}

static void use_cached(struct reply *rp, struct cached *e)
{
	rp->cached = e;
	rp->type = e->type;
	rp->etag = e->etag;
	rp->public = true;
	rp->cache_control = "no-cache";
}

bool reply_is_kept(struct reply *rp, const struct request *rq, struct str key)
{
	struct cached *e = cache_find(rq->http->cache, key);

	if (e == NULL)
		return false;
	use_cached(rp, e);
	return true;
}

void reply_keep(struct reply *rp, const struct request *rq, struct str key)
{
	if (rp->body.full || (rp->code_set && rp->code != 200))
		return;
	use_cached(rp, cache_put(rq->http->cache, key, rp->type != NULL ? rp->type : HTML_TYPE, buf_text(&rp->body)));
}

/* ---- on the wire ---- */

const struct header standing_headers[] = {
	{ STR_INIT("Content-Security-Policy"),
	  STR_INIT("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
		   "form-action 'self'; base-uri 'none'; frame-ancestors 'none'") },
	{ STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff") },
	{ STR_INIT("Referrer-Policy"), STR_INIT("same-origin") },
};
const size_t standing_headers_n = COUNT(standing_headers);

/* "q=0", "q=0.000" */
static bool weight_is_zero(struct str q)
{
	for (size_t i = 2; i < q.n; i++)
		if (q.p[i] != '0' && q.p[i] != '.')
			return false;
	return q.n > 2 && ascii_same(str_cut(q, 0, 2), STR("q="));
}

static bool takes_gzip(const struct request *rq)
{
	struct str list = request_header(rq, "Accept-Encoding");

	while (list.n > 0) {
		struct str q = cut_at(&list, ',');

		if (!ascii_same(str_trim(cut_at(&q, ';')), STR("gzip")))
			continue;
		return !weight_is_zero(str_trim(q));
	}
	return false;
}

static struct wire body_wire(struct exchange *ex, bool gzip)
{
	struct reply *rp = &ex->rp;
	struct buf packed = BUF_INIT(REPLY_MAX);
	struct str plain = buf_text(&rp->body);

	if (!gzip || plain.n < GZIP_FROM || !gzip_bytes(plain, GZIP_FAST, &packed)) {
		buf_free(&packed);
		return (struct wire){ rp->code, FORM_PLAIN, plain };
	}
	buf_free(&rp->body);
	rp->body = packed;
	return (struct wire){ rp->code, FORM_GZIP, buf_text(&rp->body) };
}

static struct wire choose(struct exchange *ex, bool gzip)
{
	struct reply *rp = &ex->rp;

	if (rp->asset != NULL)
		return gzip && rp->asset->gzip != NULL ?
			       (struct wire){ rp->code, FORM_GZIP, { (const char *)rp->asset->gzip, rp->asset->gzip_n } } :
			       (struct wire){ rp->code, FORM_PLAIN, { (const char *)rp->asset->bytes, rp->asset->n } };
	if (rp->cached != NULL)
		return gzip && rp->cached->gzip.p != NULL ? (struct wire){ rp->code, FORM_GZIP, rp->cached->gzip } :
							    (struct wire){ rp->code, FORM_PLAIN, rp->cached->body };
	return body_wire(ex, gzip && strncmp(rp->type, "image/", 6) != 0);
}

struct wire exchange_wire(struct exchange *ex)
{
	struct reply *rp = &ex->rp;
	bool gzip = takes_gzip(&ex->rq);

	if (rp->code == 200 && rp->etag.n > 0 && ex->rq.method == GET && client_has(&ex->rq, rp->etag))
		rp->code = 304;
	if (rp->code == 304)
		return (struct wire){ 304, FORM_PLAIN, STR("") };
	return choose(ex, gzip);
}
