#include "http/exchange.h"
#include "http/text.h"
#include "web/page_login.h"
#include "web/web.h"

/* The page asked for, to come back to after the login: path and query. */
static struct str here(const struct request *rq)
{
	struct str path = rq->path;

	if (rq->query.n > 0)
		path = arena_printf(rq->arena, "%.*s?%.*s", STR_ARG(path), STR_ARG(rq->query));
	return percent_encode(rq->arena, path);
}

/* Words of a form that is gone: whoever wrote them can copy them. */
static struct lost_list lost_of(const struct request *rq)
{
	struct lost_list l = { 0 };

	for (size_t i = 0; i < rq->typed.n; i++) {
		const struct typed_field *f = &rq->typed.v[i];
		bool written = f->param->type == PARAM_LINE || f->param->type == PARAM_TEXT;

		if (written && f->param->label != NULL && f->value.n > 0)
			*list_add(&l, rq->arena) = (struct lost_text){ str_of(f->param->label), f->value };
	}
	return l;
}

void web_error_page(const struct request *rq, struct reply *rp, int code, struct str says)
{
	struct error_view v = { .prefix = rq->prefix, .code = code, .title = error_title(code), .says = says,
				.number = rq->number, .lost = lost_of(rq), .may_login = code == 401 };
	const struct session *s = door_session(rq);

	if (code == 401 && rq->method == GET && !rq->by_header) {
		struct str next = here(rq);

		reply_see(rp, rq, "/login?next=%.*s", STR_ARG(next));
		return;
	}
	if (code == 403 && s != NULL && s->must_change && rq->method == GET) {
		reply_see(rp, rq, "/office/account");
		return;
	}
	page_error(&rp->body, &v);
}
