#include "ops/op_setting.h"

#include "store/settings.h"
#include "store/store_read.h"
#include "store/store_write.h"

const struct setting settings[] = {
	{ "duties_split", "三员分立", "系统、安全、审计三种管理员由不同的人担任；人手少的县可以不分", SETTING_FLAG, "0", NULL, 0, 0,
	  false },
	{ "password_policy", "密码要求",
	  "都至少12位；按等保还要有大写、小写、数字、符号中的至少三种", SETTING_CHOICE, "dengbao",
	  "dengbao|asvs", 0, 0, false },
	{ "session_idle", "多久不操作自动退出（分钟）", "5到120之间", SETTING_INT, "30", NULL, 5, 120, false },
	{ "link_days", "单位一次性链接的有效天数", "1到30之间", SETTING_INT, "7", NULL, 1, 30, true },
};
const size_t settings_count = COUNT(settings);

const struct setting *setting_find(struct str key)
{
	for (size_t i = 0; i < COUNT(settings); i++)
		if (str_eq(key, str_of(settings[i].key)))
			return &settings[i];
	return NULL;
}

enum rc op_setting_get(const struct ask *k, int64_t region, const char *key, struct str *ret, struct err *err)
{
	const struct setting *s = setting_find(str_of(key));
	bool is_set = false;
	enum rc rc;

	if (s == NULL)
		return err_set(err, RC_INPUT, "没有「%s」这项设置", key);
	rc = store_read_setting(k, s->region ? region : 0, str_of(key), ret, &is_set, err);
	if (rc == RC_OK && !is_set)
		*ret = str_of(s->fallback);
	return rc;
}

/* ---- changing ---- */

static bool is_word(const char *words, struct str value)
{
	struct str rest = str_of(words);

	while (rest.n > 0) {
		size_t cut = str_find(rest, STR("|"));

		if (str_eq(cut == STR_NONE ? rest : str_cut(rest, 0, cut), value))
			return true;
		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + 1);
	}
	return false;
}

static enum rc check(const struct setting *s, struct str value, struct err *err)
{
	struct dec n;

	switch (s->type) {
	case SETTING_FLAG:
		if (str_eq(value, STR("0")) || str_eq(value, STR("1")))
			return RC_OK;
		return err_set(err, RC_INPUT, "「%s」只能是 1（是）或 0（否）", s->label);
	case SETTING_CHOICE:
		if (is_word(s->words, value))
			return RC_OK;
		return err_set(err, RC_INPUT, "「%s」只能选：%s", s->label, s->words);
	case SETTING_INT:
		if (dec_parse(value, &n) && n.scale == 0 && n.n >= s->min && n.n <= s->max)
			return RC_OK;
		return err_set(err, RC_INPUT, "「%s」要是%lld到%lld之间的整数", s->label, (long long)s->min, (long long)s->max);
	case SETTING_TEXT:
		break;
	}
	if (value.n <= (size_t)s->max)
		return RC_OK;
	return err_set(err, RC_INPUT, "「%s」太长，请缩短", s->label);
}

/* Who breaks the rule that is about to hold. */
static enum rc check_split(struct txn *t, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT a.login FROM account a WHERE a.active = 1 AND (SELECT count(*) FROM account_grant g WHERE"
			       " g.account = a.id AND g.gone = 0 AND g.role IN ('system_admin', 'security_admin', 'audit_admin')) > 0"
			       " AND (SELECT count(DISTINCT g.role) FROM account_grant g WHERE g.account = a.id AND g.gone = 0) > 1"
			       " ORDER BY a.id LIMIT 1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	if (sql_next(&q, &rc, err)) {
		struct str login = sql_text(&q, 0);

		rc = err_set(err, RC_REFUSED, "账号「%.*s」身兼数职；请先把三种管理员分给不同的账号，再打开三员分立",
			     STR_ARG(login));
	}
	sql_end(&q);
	return rc;
}

static enum rc put(struct txn *t, const struct setting *s, struct str value, struct err *err)
{
	struct str old = STR("");
	bool was_set = false;
	enum rc rc = RC_OK;

	if (strcmp(s->key, "duties_split") == 0 && str_eq(value, STR("1")))
		rc = check_split(t, err);
	if (rc == RC_OK)
		rc = setting_get(t->db, t->a, t->region, str_of(s->key), &old, &was_set, err);
	if (rc != RC_OK || (was_set && str_eq(old, value)))
		return rc;
	rc = setting_put(t, str_of(s->key), value, err);
	if (rc != RC_OK)
		return rc;
	t->shown = true;
	return txn_audit(t,
			 &(struct audit_record){ .action = "edit",
						 .kind = "setting",
						 .field = s->key,
						 .has_old = true,
						 .old = was_set ? old : str_of(s->fallback),
						 .has_new = true,
						 .new = value },
			 err);
}

enum rc op_setting_set(const struct ask *k, int64_t region, struct str key, struct str value, struct err *err)
{
	const struct setting *s = setting_find(key);
	struct txn t;
	enum rc rc;

	if (s == NULL)
		return err_set(err, RC_INPUT, "没有「%.*s」这项设置", STR_ARG(key));
	region = s->region ? region : 0;
	if (!actor_may(k->actor, strcmp(s->key, "duties_split") == 0 ? MAY_GRANTS : MAY_SETTINGS, region))
		return actor_refuse(err);
	value = str_trim(value);
	rc = check(s, value, err);
	if (rc == RC_OK)
		rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, put(&t, s, value, err), err);
}
