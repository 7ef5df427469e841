#include "ops/op_account.h"

#include "base/secret.h"
#include "base/utf8.h"
#include "ops/op_setting.h"
#include "ops/password.h"
#include "store/accounts.h"
#include "store/inside.h"

enum { ONE_TIME_LETTERS = 12, LOGIN_MIN = 2, LOGIN_MAX = 40, NAME_MAX_BYTES = 120 };

/* ---- the first start ---- */

static enum rc first(struct txn *t, bool *made, struct str *password, struct err *err)
{
	static const enum role roles[] = { ROLE_SYSTEM_ADMIN, ROLE_SECURITY_ADMIN, ROLE_AUDIT_ADMIN };
	int64_t n = 0, account, grant;
	struct str once;
	enum rc rc = account_count(t->db, &n, err);

	*made = false;
	if (rc != RC_OK || n > 0)
		return rc;
	once = secret_word(t->a, ONE_TIME_LETTERS);
	rc = account_add(t, STR("admin"), STR("管理员"), secret_password(t->a, once), &account, err);
	for (size_t i = 0; rc == RC_OK && i < COUNT(roles); i++)
		rc = grant_add(t, account, &(struct grant){ .role = roles[i] }, &grant, err);
	if (rc != RC_OK)
		return rc;
	*made = true;
	*password = once;
	return RC_OK;
}

enum rc op_first_start(const struct ask *k, bool *made, struct str *password, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!k->actor->local)
		return actor_refuse(err);
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, first(&t, made, password, err), err);
}

/* ---- accounts ---- */

static bool good_login(struct str s)
{
	size_t i = 0, n = 0;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
			     c == '-';

		if (!plain && !utf8_is_han(c))
			return false;
		n++;
	}
	return n >= LOGIN_MIN && n <= LOGIN_MAX;
}

static enum rc create(struct txn *t, struct str login, struct str name, struct str hash, int64_t *id, struct err *err)
{
	struct account x;
	bool found = false;
	enum rc rc = account_get(t->db, t->a, 0, login, &x, &found, err);

	if (rc == RC_OK && found)
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "已经有账号「%.*s」，请换一个", STR_ARG(login));
	return rc == RC_OK ? account_add(t, login, name, hash, id, err) : rc;
}

enum rc op_account_create(const struct ask *k, struct str login, struct str name, int64_t *id, struct str *password,
			  struct err *err)
{
	struct str once = secret_word(k->a, ONE_TIME_LETTERS);
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_ACCOUNTS, 0))
		return actor_refuse(err);
	login = str_trim(login);
	name = str_trim(name);
	if (!good_login(login))
		return err_set(err, RC_INPUT, "账号要2到40个字，只用汉字、字母、数字和 . _ -");
	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return err_set(err, RC_INPUT, "请填写使用人的姓名，不超过40个字");
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, create(&t, login, name, secret_password(k->a, once), id, err), err);
	if (rc == RC_OK)
		*password = once;
	return rc;
}

static enum rc must_find(struct txn *t, int64_t account, struct account *ret, struct err *err)
{
	bool found = false;
	enum rc rc = account_get(t->db, t->a, account, STR(""), ret, &found, err);

	return rc == RC_OK && !found ? missing(err, "这个账号") : rc;
}

/* Somebody must remain who can give rights. */
static enum rc keep_one(struct txn *t, int64_t but_account, int64_t but_grant, struct err *err)
{
	struct sql_stmt q;
	int64_t n;
	enum rc rc = sql_start(t->db,
			       "SELECT count(*) FROM account_grant g JOIN account a ON a.id = g.account WHERE a.active = 1 AND"
			       " g.gone = 0 AND g.role = 'security_admin' AND g.to_day IS NULL AND a.id <> $1 AND g.id <> $2",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, but_account);
	sql_bind_int(&q, 2, but_grant);
	n = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	if (rc == RC_OK && n == 0)
		rc = err_set(err, RC_REFUSED, "这是最后一位安全管理员；请先授权另一个人，再停用或收回");
	return rc;
}

static enum rc changed(struct txn *t, const char *action, int64_t account, const char *field, struct str old,
		       struct str new, struct err *err)
{
	return txn_audit(t,
			 &(struct audit_record){ .action = action,
						 .kind = "account",
						 .object = account,
						 .field = field,
						 .has_old = old.p != NULL,
						 .old = old,
						 .has_new = new.p != NULL,
						 .new = new },
			 err);
}

static const struct str untold = { NULL, 0 };

static enum rc edit(struct txn *t, int64_t account, int64_t version, struct str name, bool active, struct err *err)
{
	struct account x = { 0 };
	bool was_active;
	enum rc rc = must_find(t, account, &x, err);

	if (rc == RC_OK && x.version != version)
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "这个账号刚刚被别人改过，请刷新后再改");
	if (rc == RC_OK && x.active && !active)
		rc = keep_one(t, account, 0, err);
	if (rc == RC_OK && !str_eq(name, x.name))
		rc = changed(t, "edit", account, "name", x.name, name, err);
	if (rc == RC_OK && active != x.active)
		rc = changed(t, "edit", account, "active", x.active ? STR("1") : STR("0"), active ? STR("1") : STR("0"), err);
	if (rc != RC_OK)
		return rc;
	was_active = x.active;
	x.name = name;
	x.active = active;
	rc = account_put(t, &x, err);
	return rc == RC_OK && was_active && !active ? sessions_end(t, account, STR(""), err) : rc;
}

enum rc op_account_edit(const struct ask *k, int64_t account, int64_t version, struct str name, bool active,
			struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_ACCOUNTS, 0))
		return actor_refuse(err);
	name = str_trim(name);
	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return err_set(err, RC_INPUT, "请填写使用人的姓名，不超过40个字");
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, edit(&t, account, version, name, active, err), err);
}

/* ---- passwords ---- */

static enum rc set_password(struct txn *t, int64_t account, struct str hash, bool must_change, const char *action,
			    struct str keep_session, struct err *err)
{
	struct account x = { 0 };
	enum rc rc = must_find(t, account, &x, err);

	if (rc != RC_OK)
		return rc;
	x.password = hash;
	x.must_change = must_change;
	rc = account_put(t, &x, err);
	if (rc == RC_OK)
		rc = sessions_end(t, account, keep_session, err);
	return rc == RC_OK ? changed(t, action, account, "password", untold, untold, err) : rc;
}

enum rc op_account_reset(const struct ask *k, int64_t account, struct str *password, struct err *err)
{
	struct str once = secret_word(k->a, ONE_TIME_LETTERS);
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_ACCOUNTS, 0))
		return actor_refuse(err);
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, set_password(&t, account, secret_password(k->a, once), true, "reset", STR(""), err), err);
	if (rc == RC_OK)
		*password = once;
	return rc;
}

static enum rc unlock(struct txn *t, int64_t account, struct err *err)
{
	struct account x = { 0 };
	enum rc rc = must_find(t, account, &x, err);

	if (rc != RC_OK)
		return rc;
	x.failed = x.failed_at = x.locked_until = 0;
	rc = account_note(t, &x, err);
	return rc == RC_OK ? changed(t, "unlock", account, "", untold, untold, err) : rc;
}

enum rc op_account_unlock(const struct ask *k, int64_t account, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_ACCOUNTS, 0))
		return actor_refuse(err);
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, unlock(&t, account, err), err);
}

static enum rc account_of(const struct ask *k, int64_t account, struct account *ret, struct err *err)
{
	struct look look;
	bool found = false;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, account_get(look.db, k->a, account, STR(""), ret, &found, err));
	return rc == RC_OK && !found ? missing(err, "这个账号") : rc;
}

static enum rc check_new(const struct ask *k, const struct account *x, struct str new, struct err *err)
{
	struct str policy = STR("");
	enum rc rc = op_setting_get(k, 0, "password_policy", &policy, err);

	return rc == RC_OK ? password_check(new, x->login, str_eq(policy, STR("dengbao")), err) : rc;
}

enum rc op_password_change(const struct ask *k, struct str own_token, struct str old, struct str new, struct err *err)
{
	uint8_t bytes[SECRET_HASH];
	struct account x = { 0 };
	struct txn t;
	enum rc rc;

	if (k->actor->account == 0)
		return actor_refuse(err);
	rc = account_of(k, k->actor->account, &x, err);
	if (rc == RC_OK && !secret_password_ok(x.password, old))
		rc = err_set(err, RC_REFUSED, "原来的密码不对，请重新输入");
	if (rc == RC_OK && str_eq(old, new))
		rc = err_set(err, RC_INPUT, "新密码和原来的一样，请换一个");
	if (rc == RC_OK)
		rc = check_new(k, &x, new, err);
	if (rc == RC_OK)
		rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	secret_hash(own_token, "session", bytes);
	return txn_end(&t,
		       set_password(&t, x.id, secret_password(k->a, new), false, "password",
				    (struct str){ (const char *)bytes, sizeof(bytes) }, err),
		       err);
}

enum rc op_password_set(const struct ask *k, int64_t account, struct str new, struct err *err)
{
	struct account x = { 0 };
	struct txn t;
	enum rc rc;

	if (!k->actor->local)
		return actor_refuse(err);
	rc = account_of(k, account, &x, err);
	if (rc == RC_OK)
		rc = check_new(k, &x, new, err);
	if (rc == RC_OK)
		rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, set_password(&t, account, secret_password(k->a, new), false, "password", STR(""), err), err);
}

/* ---- grants ---- */

static bool is_admin(enum role role)
{
	return role == ROLE_SYSTEM_ADMIN || role == ROLE_SECURITY_ADMIN || role == ROLE_AUDIT_ADMIN;
}

static bool is_units(enum role role)
{
	return role == ROLE_REPORTER || role == ROLE_REVIEWER || role == ROLE_TOWNSHIP;
}

static enum rc check_split(struct txn *t, int64_t account, enum role role, struct err *err)
{
	struct grant_list has = { 0 };
	struct str split = STR("");
	enum rc rc = op_setting_get(t->k, 0, "duties_split", &split, err);

	if (rc != RC_OK || !str_eq(split, STR("1")))
		return rc;
	rc = grants_of(t->db, t->a, account, &has, err);
	for (size_t i = 0; rc == RC_OK && i < has.n; i++)
		if (has.v[i].role != role && (is_admin(role) || is_admin(has.v[i].role)))
			rc = err_set(err, RC_REFUSED, "已设三员分立：管理员不能再兼其他职责，请授给另一个账号");
	return rc;
}

static enum rc unit_exists(struct txn *t, const struct grant *g, struct err *err)
{
	struct sql_stmt q;
	bool there;
	enum rc rc = sql_start(t->db, "SELECT 1 FROM unit WHERE region = $1 AND id = $2 AND gone = 0", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, g->region);
	sql_bind_int(&q, 2, g->unit);
	there = sql_next(&q, &rc, err);
	sql_end(&q);
	return rc == RC_OK && !there ? err_set(err, RC_INPUT, "没有这个单位，请重新选择") : rc;
}

static enum rc give(struct txn *t, int64_t account, const struct grant *g, int64_t *id, struct err *err)
{
	struct account x = { 0 };
	enum rc rc = must_find(t, account, &x, err);

	if (rc == RC_OK && g->unit != 0)
		rc = unit_exists(t, g, err);
	if (rc == RC_OK)
		rc = check_split(t, account, g->role, err);
	return rc == RC_OK ? grant_add(t, account, g, id, err) : rc;
}

enum rc op_grant_add(const struct ask *k, int64_t account, const struct grant *grant, int64_t *id, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_GRANTS, grant->region))
		return actor_refuse(err);
	if (is_units(grant->role) && (grant->unit == 0 || grant->region == 0))
		return err_set(err, RC_INPUT, "「%s」要绑定一个单位，请选择单位", role_label(grant->role));
	if (is_admin(grant->role) && grant->unit != 0)
		return err_set(err, RC_INPUT, "管理员不属于单位，请不要选单位");
	if (day_is(grant->from) && day_is(grant->to) && day_cmp(grant->to, grant->from) < 0)
		return err_set(err, RC_INPUT, "结束日期早于开始日期，请检查");
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, give(&t, account, grant, id, err), err);
}

static enum rc take(struct txn *t, int64_t account, int64_t grant, struct err *err)
{
	struct grant_list has = { 0 };
	bool found = false;
	enum rc rc = grants_of(t->db, t->a, account, &has, err);

	for (size_t i = 0; rc == RC_OK && i < has.n; i++) {
		if (has.v[i].id != grant)
			continue;
		if (!actor_may(t->k->actor, MAY_GRANTS, has.v[i].region))
			rc = actor_refuse(err);
		else if (has.v[i].role == ROLE_SECURITY_ADMIN)
			rc = keep_one(t, 0, grant, err);
	}
	if (rc == RC_OK)
		rc = grant_end(t, account, grant, &found, err);
	return rc == RC_OK && !found ? missing(err, "这项授权") : rc;
}

enum rc op_grant_end(const struct ask *k, int64_t account, int64_t grant, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may_somewhere(k->actor, MAY_GRANTS))
		return actor_refuse(err);
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, take(&t, account, grant, err), err);
}
