/*
 * A whole request without a socket.  The bytes are "METHOD TARGET\n", header
 * lines, "|", the body, as in tests/test_http_exchange.c.  Whatever comes in,
 * there is an answer with a code, and a handler never sees a value its table does not allow.
 */

#include "base/utf8.h"
#include "fuzz.h"
#include "http/exchange.h"
#include "http/text.h"

static enum rc look(struct request *rq, struct reply *rp, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < rq->values_n; i++) {
		const struct value *v = &rq->values[i];

		MUST(utf8_invalid(v->s) == STR_NONE);
		MUST(!v->given || v->param->type == PARAM_FILE || v->param->type == PARAM_TEXT || !has_control(v->s) ||
		     v->param->type == PARAM_FLAG);
		MUST(!v->given || v->param->type != PARAM_INT || (v->n >= -5 && v->n <= 10));
		MUST(!v->given || v->param->type != PARAM_LINE || v->s.n <= 30);
		MUST(!v->given || v->param->type != PARAM_FILE || v->file.bytes.n <= 500);
		MUST(v->param->need == OPTIONAL || v->given);
	}
	for (size_t i = 0; i + 1 < rq->path.n; i++)
		MUST(rq->path.p[i] != '/' || rq->path.p[i + 1] != '/');
	buf_str(&rp->body, rq->path);
	return RC_OK;
}

static const struct param all[] = {
	{ "id", PARAM_ID, REQUIRED },	       { "n", PARAM_INT, .min = -5, .max = 10 },
	{ "dec", PARAM_DEC },		       { "day", PARAM_DAY },
	{ "line", PARAM_LINE, .max = 30 },     { "text", PARAM_TEXT, .max = 60 },
	{ "word", PARAM_WORD, .words = "a|b" }, { "code", PARAM_CODE },
	{ "flag", PARAM_FLAG },		       { "v.*", PARAM_LINE, .max = 30 },
	{ "file", PARAM_FILE, .max = 500 },    { 0 },
};
static const struct param name[] = { { "name", PARAM_LINE, REQUIRED, .max = 30 }, { 0 } };
static const struct route routes[] = {
	{ GET, "/", look, .may = ANYONE },
	{ GET, "/p/{name}", look, .may = ANYONE, .params = name },
	{ POST, "/f/{id}", look, .may = ANYONE, .params = all, .csrf = CSRF_ORIGIN, .body_max = 4096 },
	{ 0 },
};
static const struct route *const tables[] = { routes, NULL };

static void drop(void *ready)
{
	(void)ready;
}

static void quiet(const char *line)
{
	(void)line;
}

static struct http *server(void)
{
	static struct http *http;
	struct http_config c = HTTP_CONFIG_DEFAULT;
	struct err err = { 0 };

	if (http == NULL) {
		c.tables = tables;
		c.log = quiet;
		MUST(http_new(&c, drop, &http, &err) == RC_OK);
	}
	return http;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct exchange *ex = exchange_new(server());
	struct str rest = { (const char *)data, size }, line = cut_at(&rest, '\n');
	struct head head = { .version = STR("HTTP/1.1") };
	struct wire w;

	head.method = cut_at(&line, ' ');
	head.target = line;
	while (rest.n > 0 && rest.p[0] != '|') {
		struct str value = cut_at(&rest, '\n');
		struct str field = cut_at(&value, ':');

		*list_add(&head.headers, ex->rq.arena) = (struct header){ field, value };
	}
	exchange_head(ex, &head, STR("127.0.0.1"));
	if (ex->wants_body && rest.n > 0)
		exchange_body(ex, str_from(rest, 1));
	exchange_end(ex);
	w = exchange_wire(ex);
	MUST(w.code >= 200 && w.code < 600);
	MUST(w.code < 500 || w.code == 505);
	MUST(utf8_invalid(w.bytes) == STR_NONE || w.form == FORM_GZIP);
	exchange_free(ex);
	return 0;
}
