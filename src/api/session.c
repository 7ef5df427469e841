#include "api/api.h"
#include "base/clock.h"
#include "ops/op_account.h"

static const struct param login_params[] = {
	{ "login", PARAM_LINE, REQUIRED, .max = 120, .label = "账号" },
	{ "password", PARAM_SECRET, REQUIRED, .max = 256, .label = "密码" },
	{ 0 },
};

static const struct param password_params[] = {
	{ "old", PARAM_SECRET, REQUIRED, .max = 256, .label = "现在的密码" },
	{ "new", PARAM_SECRET, REQUIRED, .max = 256, .label = "新密码" },
	{ 0 },
};

static void write_session(struct reply *rp, const struct session *s, bool with_token)
{
	struct json w = api_begin(rp);

	if (with_token)
		key_text(&w, "token", s->token);
	key_text(&w, "csrf", s->csrf);
	key_text(&w, "name", s->actor.name);
	key_flag(&w, "must_change", s->must_change);
	key_time(&w, "ends", s->ends);
	grants_json(&w, &s->actor.grants);
	api_end(&w);
}

static enum rc post_session(struct request *rq, struct reply *rp, struct err *err)
{
	struct session s = { 0 };
	enum rc rc = op_login(door_store(rq), rq->arena, param_str(rq, "login"), param_str(rq, "password"), clock_steady(),
			      clock_today(), &s, err);

	if (rc == RC_OK)
		write_session(rp, &s, true);
	return rc;
}

static enum rc get_session(struct request *rq, struct reply *rp, struct err *err)
{
	(void)err;
	write_session(rp, door_session(rq), false);
	return RC_OK;
}

static enum rc post_session_end(struct request *rq, struct reply *rp, struct err *err)
{
	return api_done(rp, op_logout(door_store(rq), door_session(rq)->token, err));
}

static enum rc post_password(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_password_change(&k, door_session(rq)->token, param_str(rq, "old"), param_str(rq, "new"), err));
}

const struct route api_session_routes[] = {
	{ POST, "/api/v1/session", post_session, .may = ANYONE, .params = login_params, .csrf = CSRF_ORIGIN,
	  .answers = ANSWERS_JSON, .summary = "Logs in; the token goes into Authorization: Bearer" },
	{ GET, "/api/v1/session", get_session, .may = ANY_SESSION, .answers = ANSWERS_JSON,
	  .summary = "Who is logged in, and what that person may do" },
	{ POST, "/api/v1/session/password", post_password, .may = ANY_SESSION, .params = password_params,
	  .answers = ANSWERS_JSON, .summary = "Changes one's own password" },
	{ POST, "/api/v1/session/end", post_session_end, .may = ANY_SESSION, .answers = ANSWERS_JSON,
	  .summary = "Logs out" },
	{ 0 },
};
