/* Accounts (系统管理员) and grants (安全管理员). */

#include <inttypes.h>

#include "http/http.h"
#include "http/text.h"
#include "ops/op_account.h"
#include "web/admin.h"
#include "web/web.h"

/* Every region the person knows, with its units. */
static enum rc read_places(const struct ask *k, struct place_list *ret, struct err *err)
{
	struct region_list regions = { 0 };
	enum rc rc = store_read_regions(k, &regions, err);

	for (size_t i = 0; rc == RC_OK && i < regions.n; i++) {
		struct place *place = list_add(ret, k->a);

		place->region = regions.v[i];
		rc = store_read_units(k, regions.v[i].id, &place->units, err);
	}
	return rc;
}

/* ---- the list ---- */

static enum rc send_accounts(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct accounts_view v = { 0 };
	struct page p;
	enum rc rc = store_read_accounts(&k, 0, &v.accounts, err);

	if (rc == RC_OK)
		rc = read_places(&k, &v.places, err);
	if (rc != RC_OK)
		return rc;
	v.accounts_may = actor_may(k.actor, MAY_ACCOUNTS, 0);
	v.grants_may = actor_may_somewhere(k.actor, MAY_GRANTS);
	p = page_under(rq, "账号与权限", NULL, MENU_ACCOUNTS, wrong);
	put_accounts_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_accounts(struct request *rq, struct reply *rp, struct err *err)
{
	return send_accounts(rq, rp, STR(""), err);
}

static enum rc accounts_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_accounts(rq, rp, page_sentence(rq, err), err);
}

/* The answer to the POST itself: the password is in no address and no history. */
static enum rc send_password(struct request *rq, struct reply *rp, int64_t id, struct str password, struct err *err)
{
	struct ask k = door_ask(rq);
	struct account_row row = { 0 };
	struct page p = page_under(rq, "一次性密码", NULL, MENU_ACCOUNTS, STR(""));
	enum rc rc = store_read_account(&k, id, &row, err);

	if (rc == RC_OK)
		put_one_time_page(&rp->body, &p, &row, password);
	return rc;
}

static enum rc do_create(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str password = STR("");
	int64_t id = 0;
	enum rc rc = op_account_create(&k, param_str(rq, "login"), param_str(rq, "name"), &id, &password, err);

	return rc == RC_OK ? send_password(rq, rp, id, password, err) : rc;
}

/* ---- one account ---- */

static enum rc send_account(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct account_page_view v = { 0 };
	struct str split = STR("");
	struct page p;
	enum rc rc = store_read_account(&k, param_int(rq, "id"), &v.account, err);

	if (rc == RC_OK)
		rc = read_places(&k, &v.places, err);
	if (rc == RC_OK)
		rc = op_setting_get(&k, 0, "duties_split", &split, err);
	if (rc != RC_OK)
		return rc;
	v.split = str_eq(split, STR("1"));
	v.accounts_may = actor_may(k.actor, MAY_ACCOUNTS, 0);
	v.grants_may = actor_may_somewhere(k.actor, MAY_GRANTS);
	v.own = k.actor->account == v.account.id;
	p = page_under(rq, "", NULL, MENU_ACCOUNTS, wrong);
	p.title = v.account.login;
	page_crumbf(&p, STR("账号与权限"), "/office/accounts");
	page_crumb(&p, STR(""), v.account.login);
	put_account_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_account_of(struct request *rq, struct reply *rp, struct err *err)
{
	return send_account(rq, rp, STR(""), err);
}

static enum rc account_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_account(rq, rp, page_sentence(rq, err), err);
}

static enum rc account_done(struct request *rq, struct reply *rp, enum rc rc, const char *done)
{
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/accounts/%" PRId64 "?done=%s", param_int(rq, "id"), done);
	return rc;
}

static enum rc do_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct account_row was = { 0 };
	bool active = param_flag(rq, "active");
	int64_t id = param_int(rq, "id");
	enum rc rc = store_read_account(&k, id, &was, err);

	if (rc == RC_OK)
		rc = op_account_edit(&k, id, param_int(rq, "version"), param_str(rq, "name"), active, err);
	return account_done(rq, rp, rc, was.active == active ? "saved" : active ? "started" : "stopped");
}

static enum rc do_reset(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str password = STR("");
	int64_t id = param_int(rq, "id");
	enum rc rc = op_account_reset(&k, id, &password, err);

	return rc == RC_OK ? send_password(rq, rp, id, password, err) : rc;
}

static enum rc do_unlock(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return account_done(rq, rp, op_account_unlock(&k, param_int(rq, "id"), err), "unlocked");
}

/* "0", "REGION" or "REGION-UNIT". */
static bool scope_parse(struct str scope, struct grant *g)
{
	struct str region = cut_at(&scope, '-');
	uint64_t r = 0, u = 0;

	if (!digits_parse(region, INT64_MAX, &r) || (scope.n > 0 && !digits_parse(scope, INT64_MAX, &u)))
		return false;
	g->region = (int64_t)r;
	g->unit = (int64_t)u;
	return true;
}

static enum rc do_grant(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct grant g = { .from = param_day(rq, "from"), .to = param_day(rq, "to") };
	int64_t id = 0;
	enum rc rc = RC_OK;

	if (!role_parse(param_str(rq, "role"), &g.role) || !scope_parse(param_str(rq, "scope"), &g))
		rc = err_set(err, RC_INPUT, "请选择角色和范围");
	if (rc == RC_OK)
		rc = op_grant_add(&k, param_int(rq, "id"), &g, &id, err);
	return account_done(rq, rp, rc, "granted");
}

static enum rc do_grant_end(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return account_done(rq, rp, op_grant_end(&k, param_int(rq, "id"), param_int(rq, "grant"), err), "ended");
}

#define ID { "id", PARAM_ID, REQUIRED }

static const struct param list_params[] = { DONE_PARAM, { 0 } };
static const struct param id_done_params[] = { ID, DONE_PARAM, { 0 } };
static const struct param id_params[] = { ID, { 0 } };
static const struct param create_params[] = {
	{ "login", PARAM_LINE, REQUIRED, .max = 120, .label = "账号" },
	{ "name", PARAM_LINE, REQUIRED, .max = 120, .label = "姓名" },
	{ 0 },
};
static const struct param edit_params[] = {
	ID, { "version", PARAM_INT, REQUIRED, .min = 0, .max = INT64_MAX, .label = "版本" },
	{ "name", PARAM_LINE, REQUIRED, .max = 120, .label = "姓名" }, { "active", PARAM_FLAG }, { 0 },
};
static const struct param grant_params[] = {
	ID, { "role", PARAM_CODE, REQUIRED, .label = "角色" }, { "scope", PARAM_CODE, REQUIRED, .label = "范围" },
	{ "from", PARAM_DAY, .label = "起始日期" }, { "to", PARAM_DAY, .label = "截止日期" }, { 0 },
};
static const struct param end_params[] = { ID, { "grant", PARAM_ID, REQUIRED }, { 0 } };

#define EITHER (NEEDS(MAY_ACCOUNTS) | NEEDS(MAY_GRANTS))
#define DOES(pattern, handler, page, right, list) { POST, "/office/accounts" pattern, handler, page, .may = NEEDS(right), .params = list }

const struct route web_accounts_routes[] = {
	{ GET, "/office/accounts", page_accounts, .may = EITHER, .params = list_params },
	{ GET, "/office/accounts/{id}", page_account_of, .may = EITHER, .params = id_done_params },
	DOES("", do_create, accounts_again, MAY_ACCOUNTS, create_params),
	DOES("/{id}", do_edit, account_again, MAY_ACCOUNTS, edit_params),
	DOES("/{id}/reset", do_reset, account_again, MAY_ACCOUNTS, id_params),
	DOES("/{id}/unlock", do_unlock, account_again, MAY_ACCOUNTS, id_params),
	DOES("/{id}/grants", do_grant, account_again, MAY_GRANTS, grant_params),
	DOES("/{id}/grants/{grant}/end", do_grant_end, account_again, MAY_GRANTS, end_params),
	{ 0 },
};
