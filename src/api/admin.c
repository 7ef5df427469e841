#include "api/api.h"
#include "ops/op_setting.h"

/* Accounts and settings, to look at; changes are made on the pages, where they ask for the password. */

static const struct param head_params[] = { REGION_ID, { 0 } };
static const struct param setting_params[] = { { "key", PARAM_CODE, REQUIRED }, { "region", PARAM_INT, .min = 0, .max = INT64_MAX }, { 0 } };

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

const struct route api_admin_routes[] = {
	{ GET, "/api/v1/admin/accounts", get_accounts, .may = NEEDS(MAY_ACCOUNTS) | NEEDS(MAY_GRANTS),
	  .answers = ANSWERS_JSON, .summary = "Accounts and their grants" },
	{ GET, "/api/v1/admin/settings/{key}", get_setting, .may = NEEDS(MAY_SETTINGS), .params = setting_params,
	  .answers = ANSWERS_JSON, .summary = "The value of a setting" },
	{ GET, "/api/v1/admin/regions/{region}/head", get_head, .may = NEEDS(MAY_READ_LOG), .params = head_params,
	  .answers = ANSWERS_JSON, .summary = "Number and hash of the last record of the audit chain" },
	{ 0 },
};
