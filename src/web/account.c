#include "ops/op_account.h"
#include "web/page_login.h"
#include "web/web.h"

/* One's own account: password and sessions. */

static const struct param password_params[] = {
	{ "old", PARAM_SECRET, REQUIRED, .max = 256, .label = "现在的密码" },
	{ "new", PARAM_SECRET, REQUIRED, .max = 256, .label = "新密码" },
	{ "again", PARAM_SECRET, REQUIRED, .max = 256, .label = "再输入一次新密码" },
	{ 0 },
};
static const struct param end_params[] = { { "id", PARAM_CODE, .max = 128 }, { 0 } };

static enum rc show(struct request *rq, struct reply *rp, struct str says, struct err *err)
{
	const struct session *s = door_session(rq);
	struct ask k = door_ask(rq);
	struct account_view v = { .prefix = rq->prefix, .token = door_token(rq), .name = s->actor.name,
				  .must_change = s->must_change, .by_link = s->actor.account == 0, .says = says,
				  .own = op_session_id(rq->arena, s->token), .arena = rq->arena };
	enum rc rc = RC_OK;

	if (!s->must_change)
		rc = store_read_sessions(&k, &v.sessions, err);
	if (rc == RC_OK)
		page_account(&rp->body, &v);
	return rc;
}

static enum rc show_account(struct request *rq, struct reply *rp, struct err *err)
{
	return show(rq, rp, STR(""), err);
}

static enum rc do_password(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str new = param_str(rq, "new");
	enum rc rc;

	if (str_eq(new, param_str(rq, "again")))
		rc = op_password_change(&k, door_session(rq)->token, param_str(rq, "old"), new, err);
	else
		rc = err_set(err, RC_INPUT, "两次输入的新密码不一样，请重新输入");
	if (rc == RC_OK) {
		reply_see(rp, rq, "/office/");
		return RC_OK;
	}
	if (rc == RC_OUTSIDE)
		return rc;
	reply_code(rp, err->why == WHY_LATER ? 429 : 422);
	return show(rq, rp, arena_str(rq->arena, str_of(err->msg)), err);
}

static enum rc do_end(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	enum rc rc = op_session_end(&k, door_session(rq)->token, param_str(rq, "id"), err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office/account");
	return rc;
}

const struct route web_account_routes[] = {
	{ GET, "/office/account", show_account, .may = ANY_SESSION },
	{ POST, "/office/account/password", do_password, .may = ANY_SESSION, .params = password_params },
	{ POST, "/office/account/sessions/end", do_end, .may = ANY_SESSION, .params = end_params },
	{ 0 },
};
