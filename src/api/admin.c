#include "api/api.h"
#include "ops/op_account.h"
#include "ops/op_setting.h"

/* Accounts, grants and settings. */

static const struct param head_params[] = { REGION_ID, { 0 } };
static const struct param setting_params[] = { { "key", PARAM_CODE, REQUIRED }, { "region", PARAM_INT, .min = 0, .max = INT64_MAX }, { 0 } };

static const struct param set_params[] = {
	{ "key", PARAM_CODE, REQUIRED },
	{ "region", PARAM_INT, .min = 0, .max = INT64_MAX },
	{ "value", PARAM_TEXT, .max = 4000 },
	{ 0 },
};
static const struct param account_params[] = {
	{ "login", PARAM_LINE, REQUIRED, .max = 120, .label = "账号" },
	{ "name", PARAM_LINE, REQUIRED, .max = 120, .label = "姓名" },
	{ 0 },
};
static const struct param id_params[] = { { "id", PARAM_ID, REQUIRED }, { 0 } };
static const struct param grant_params[] = {
	{ "id", PARAM_ID, REQUIRED },
	{ "role", PARAM_CODE, REQUIRED, .label = "角色" },
	{ "region", PARAM_INT, .min = 0, .max = INT64_MAX, .label = "地区" },
	{ "unit", PARAM_INT, .min = 0, .max = INT64_MAX, .label = "单位" },
	{ "from", PARAM_DAY, .label = "起始日期" },
	{ "to", PARAM_DAY, .label = "截止日期" },
	{ 0 },
};
static const struct param end_params[] = { { "id", PARAM_ID, REQUIRED }, { "grant", PARAM_ID, REQUIRED }, { 0 } };

static enum rc say_account(struct reply *rp, enum rc rc, int64_t id, struct str password)
{
	struct json w;

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "id", id);
	key_text(&w, "password", password);
	api_end(&w);
	return RC_OK;
}

static enum rc post_account(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str password = STR("");
	int64_t id = 0;
	enum rc rc = op_account_create(&k, param_str(rq, "login"), param_str(rq, "name"), &id, &password, err);

	return say_account(rp, rc, id, password);
}

static enum rc post_reset(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str password = STR("");
	enum rc rc = op_account_reset(&k, param_int(rq, "id"), &password, err);

	return say_account(rp, rc, param_int(rq, "id"), password);
}

static enum rc post_unlock(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_account_unlock(&k, param_int(rq, "id"), err));
}

static enum rc post_grant(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct grant g = { .region = param_int(rq, "region"), .unit = param_int(rq, "unit"), .from = param_day(rq, "from"),
			   .to = param_day(rq, "to") };
	struct json w;
	int64_t id = 0;
	enum rc rc;

	if (!role_parse(param_str(rq, "role"), &g.role))
		return err_set(err, RC_INPUT, "没有「%.*s」这个角色，请重新选择", STR_ARG(param_str(rq, "role")));
	rc = op_grant_add(&k, param_int(rq, "id"), &g, &id, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "id", id);
	api_end(&w);
	return RC_OK;
}

static enum rc post_grant_end(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_grant_end(&k, param_int(rq, "id"), param_int(rq, "grant"), err));
}

static enum rc get_accounts(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct account_row_list l = { 0 };
	struct json w;
	enum rc rc = store_read_accounts(&k, 0, &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "accounts");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++) {
		const struct account_row *r = &l.v[i];

		json_object(&w);
		key_number(&w, "id", r->id);
		key_text(&w, "login", r->login);
		key_text(&w, "name", r->name);
		key_flag(&w, "active", r->active);
		key_flag(&w, "must_change", r->must_change);
		key_time(&w, "last_login", r->last_login);
		grants_json(&w, &r->grants);
		json_end(&w);
	}
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_setting(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str value, key = param_str(rq, "key");
	struct json w;
	enum rc rc;

	if (setting_find(key) == NULL)
		return err_why(err, RC_REFUSED, WHY_MISSING, "没有「%.*s」这一项设置，请核对名称", STR_ARG(key));
	rc = op_setting_get(&k, param_int(rq, "region"), setting_find(key)->key, &value, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_text(&w, "key", key);
	key_text(&w, "value", value);
	api_end(&w);
	return RC_OK;
}

static enum rc post_setting(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_setting_set(&k, param_int(rq, "region"), param_str(rq, "key"), param_str(rq, "value"), err));
}

static enum rc get_head(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str hex;
	struct json w;
	int64_t seq = 0;
	enum rc rc = store_read_head(&k, param_int(rq, "region"), &seq, &hex, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "seq", seq);
	key_text(&w, "sm3", hex);
	api_end(&w);
	return RC_OK;
}

#define ACCOUNTS(pattern, handler, right, list, says) \
	{ POST, "/api/v1/admin/accounts" pattern, handler, .may = NEEDS(right), .params = list, \
	  .answers = ANSWERS_JSON, .summary = says }

const struct route api_admin_routes[] = {
	ACCOUNTS("", post_account, MAY_ACCOUNTS, account_params, "Adds an account; its one-time password is told once"),
	ACCOUNTS("/{id}/reset", post_reset, MAY_ACCOUNTS, id_params, "A new one-time password"),
	ACCOUNTS("/{id}/unlock", post_unlock, MAY_ACCOUNTS, id_params, "Ends a lock after wrong passwords"),
	ACCOUNTS("/{id}/grants", post_grant, MAY_GRANTS, grant_params, "Gives a role"),
	ACCOUNTS("/{id}/grants/{grant}/end", post_grant_end, MAY_GRANTS, end_params, "Takes a role away"),
	{ POST, "/api/v1/admin/settings/{key}", post_setting, .may = NEEDS(MAY_SETTINGS) | NEEDS(MAY_GRANTS),
	  .params = set_params, .answers = ANSWERS_JSON, .summary = "Sets a setting" },
	{ GET, "/api/v1/admin/accounts", get_accounts, .may = NEEDS(MAY_ACCOUNTS) | NEEDS(MAY_GRANTS),
	  .answers = ANSWERS_JSON, .summary = "Accounts and their grants" },
	{ GET, "/api/v1/admin/settings/{key}", get_setting, .may = NEEDS(MAY_SETTINGS), .params = setting_params,
	  .answers = ANSWERS_JSON, .summary = "The value of a setting" },
	{ GET, "/api/v1/admin/regions/{region}/head", get_head, .may = NEEDS(MAY_READ_LOG), .params = head_params,
	  .answers = ANSWERS_JSON, .summary = "Number and hash of the last record of the audit chain" },
	{ 0 },
};
