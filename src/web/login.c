#include "base/clock.h"
#include "http/text.h"
#include "ops/op_session.h"
#include "web/page_login.h"
#include "web/web.h"

/* Coming in by password, going out, and the larger type. */

static const struct param page_params[] = { { "next", PARAM_LINE, .max = 2000 }, { "over", PARAM_FLAG }, { 0 } };
static const struct param login_params[] = {
	{ "login", PARAM_LINE, REQUIRED, .max = 120, .label = "账号" },
	{ "password", PARAM_SECRET, REQUIRED, .max = 256, .label = "密码" },
	{ "next", PARAM_LINE, .max = 2000 },
	{ 0 },
};
static const struct param elder_params[] = {
	{ "on", PARAM_WORD, REQUIRED, .words = "0|1" },
	{ "back", PARAM_LINE, .max = 2000 },
	{ 0 },
};

/* A place of ours to go to, encoded for a header; another site's address becomes the start. */
static struct str own_place(const struct request *rq, struct str place, struct str start)
{
	struct str query = place, path = cut_at(&query, '?'), out = STR("");

	if (path.n == 0 || path.p[0] != '/' || str_starts(path, STR("//")) || str_has(path, STR("\\")) ||
	    str_has(path, STR("/../")) || str_eq(path, STR("/logout")))
		return start;
	path = str_from(path, 1);
	while (path.n > 0)
		out = arena_cat(rq->arena, arena_cat(rq->arena, out, STR("/")), percent_encode(rq->arena, cut_at(&path, '/')));
	if (out.n == 0)
		out = STR("/");
	for (size_t i = 0; i < query.n; i++)
		if ((unsigned char)query.p[i] <= ' ' || (unsigned char)query.p[i] > 126)
			return out;
	return query.n == 0 ? out : arena_printf(rq->arena, "%.*s?%.*s", STR_ARG(out), STR_ARG(query));
}

static enum rc show_login(struct request *rq, struct reply *rp, struct err *err)
{
	struct login_view v = { .prefix = rq->prefix, .next = param_str(rq, "next"), .over = param_given(rq, "next") };

	(void)err;
	page_login(&rp->body, &v);
	return RC_OK;
}

static enum rc do_login(struct request *rq, struct reply *rp, struct err *err)
{
	struct str next = own_place(rq, param_str(rq, "next"), STR("/office/"));
	struct session s = { 0 };
	struct login_view v;
	enum rc rc = op_login(door_store(rq), rq->arena, param_str(rq, "login"), param_str(rq, "password"), clock_steady(),
			      clock_today(), &s, err);

	if (rc == RC_OK) {
		door_start_session(rp, rq, &s);
		if (s.must_change)
			next = STR("/office/account");
		reply_see(rp, rq, "%.*s", STR_ARG(next));
		return RC_OK;
	}
	if (rc == RC_OUTSIDE)
		return rc;
	/* the same page again, with what was wrong */
	v = (struct login_view){ .prefix = rq->prefix, .login = param_str(rq, "login"), .next = param_str(rq, "next"),
				 .says = arena_str(rq->arena, str_of(err->msg)) };
	reply_code(rp, err->why == WHY_LATER ? 429 : 422);
	page_login(&rp->body, &v);
	return RC_OK;
}

static enum rc do_logout(struct request *rq, struct reply *rp, struct err *err)
{
	enum rc rc = op_logout(door_store(rq), door_session(rq)->token, err);

	if (rc == RC_OK) {
		door_end_session(rp, rq);
		reply_see(rp, rq, "/login");
	}
	return rc;
}

static enum rc do_elder(struct request *rq, struct reply *rp, struct err *err)
{
	struct str back = own_place(rq, param_str(rq, "back"), STR("/"));

	(void)err;
	door_set_elder(rp, rq, param_int(rq, "on") == 1);
	reply_see(rp, rq, "%.*s", STR_ARG(back));
	return RC_OK;
}

const struct route web_login_routes[] = {
	{ GET, "/login", show_login, .may = ANYONE, .params = page_params },
	{ POST, "/login", do_login, .may = ANYONE, .params = login_params, .csrf = CSRF_ORIGIN },
	{ POST, "/logout", do_logout, .may = ANY_SESSION },
	{ POST, "/elder", do_elder, .may = ANYONE, .params = elder_params, .csrf = CSRF_ORIGIN },
	{ 0 },
};
