#include "model/actor.h"

#define BIT(right) (1u << (right))

enum {
	READER = BIT(MAY_ENTER) | BIT(MAY_READ) | BIT(MAY_READ_ALL),
	UNIT_MAN = BIT(MAY_ENTER) | BIT(MAY_READ) | BIT(MAY_EDIT) | BIT(MAY_REPORT),
};

/* Every role with its rights: the one table; the test of the doors walks it. */
static const struct {
	const char *word, *label;
	unsigned rights;
} roles[ROLE_COUNT] = {
	[ROLE_CLERK] = { "clerk", "督查室（政府办）",
			 READER | BIT(MAY_EDIT) | BIT(MAY_EDIT_ALL) | BIT(MAY_IMPORT) | BIT(MAY_PUBLISH) |
				 BIT(MAY_UNITS) | BIT(MAY_REPORT) | BIT(MAY_REVIEW) },
	[ROLE_REPORTER] = { "reporter", "单位填报人", UNIT_MAN },
	[ROLE_REVIEWER] = { "reviewer", "单位审核人", UNIT_MAN | BIT(MAY_REVIEW) },
	[ROLE_LEADER] = { "leader", "县领导", READER },
	[ROLE_CONGRESS_STAFF] = { "congress_staff", "人大工作人员", READER },
	[ROLE_DEPUTY] = { "deputy", "人大代表", READER },
	[ROLE_TOWNSHIP] = { "township", "乡镇（街道）", UNIT_MAN },
	[ROLE_AUTHORITY] = { "authority", "审批部门", BIT(MAY_ENTER) | BIT(MAY_READ) },
	[ROLE_TELLER] = { "teller", "计票人", BIT(MAY_ENTER) },
	[ROLE_FINANCE] = { "finance", "财政", READER },
	[ROLE_AUDITOR] = { "auditor", "审计", READER | BIT(MAY_READ_LOG) },
	[ROLE_SYSTEM_ADMIN] = { "system_admin", "系统管理员", BIT(MAY_ENTER) | BIT(MAY_ACCOUNTS) | BIT(MAY_SETTINGS) },
	[ROLE_SECURITY_ADMIN] = { "security_admin", "安全管理员", BIT(MAY_ENTER) | BIT(MAY_GRANTS) },
	[ROLE_AUDIT_ADMIN] = { "audit_admin", "审计管理员", BIT(MAY_ENTER) | BIT(MAY_READ_LOG) },
};

static const char *const right_words[RIGHT_COUNT] = {
	[MAY_ENTER] = "may_enter",	 [MAY_READ] = "may_read",	  [MAY_READ_ALL] = "may_read_all",
	[MAY_EDIT] = "may_edit",	 [MAY_EDIT_ALL] = "may_edit_all", [MAY_IMPORT] = "may_import",
	[MAY_PUBLISH] = "may_publish",	 [MAY_UNITS] = "may_units",	  [MAY_REPORT] = "may_report",
	[MAY_REVIEW] = "may_review",	 [MAY_ACCOUNTS] = "may_accounts", [MAY_GRANTS] = "may_grants",
	[MAY_SETTINGS] = "may_settings", [MAY_READ_LOG] = "may_read_log",
};

const char *role_word(enum role role)
{
	return roles[role].word;
}

const char *role_label(enum role role)
{
	return roles[role].label;
}

bool role_parse(struct str word, enum role *ret)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (str_eq(word, str_of(roles[i].word))) {
			*ret = (enum role)i;
			return true;
		}
	return false;
}

const char *right_word(enum right right)
{
	return right_words[right];
}

/* What a role may do; a grant bound to a unit loses the _ALL rights. */
static bool role_may(enum role role, enum right right)
{
	return (roles[role].rights & BIT(right)) != 0;
}

bool grant_holds(const struct grant *g, struct day today)
{
	return (!day_is(g->from) || day_cmp(g->from, today) <= 0) && (!day_is(g->to) || day_cmp(today, g->to) <= 0);
}

/* Rights over all units; a grant that names a unit never has them. */
static bool needs_whole_region(enum right right)
{
	return right == MAY_READ_ALL || right == MAY_EDIT_ALL || right == MAY_IMPORT || right == MAY_PUBLISH ||
	       right == MAY_UNITS || right == MAY_READ_LOG;
}

static bool grant_may(const struct grant *g, enum right right)
{
	return role_may(g->role, right) && (g->unit == 0 || !needs_whole_region(right));
}

static bool reaches(const struct grant *g, int64_t region)
{
	return g->region == 0 || g->region == region;
}

bool actor_may(const struct actor *actor, enum right right, int64_t region)
{
	if (actor->local)
		return true;
	for (size_t i = 0; i < actor->grants.n; i++)
		if (reaches(&actor->grants.v[i], region) && grant_may(&actor->grants.v[i], right))
			return true;
	return false;
}

bool actor_may_somewhere(const struct actor *actor, enum right right)
{
	if (actor->local)
		return true;
	for (size_t i = 0; i < actor->grants.n; i++)
		if (grant_may(&actor->grants.v[i], right))
			return true;
	return false;
}

bool actor_may_for(const struct actor *actor, enum right right, int64_t region, int64_t unit)
{
	if (actor->local)
		return true;
	for (size_t i = 0; i < actor->grants.n; i++) {
		const struct grant *g = &actor->grants.v[i];

		if (reaches(g, region) && grant_may(g, right) && (g->unit == 0 || g->unit == unit))
			return true;
	}
	return false;
}

struct scope actor_scope(const struct actor *actor, enum right right, int64_t region)
{
	struct scope s = { .all = actor->local };

	for (size_t i = 0; i < actor->grants.n; i++) {
		const struct grant *g = &actor->grants.v[i];

		if (!reaches(g, region) || !grant_may(g, right))
			continue;
		/* A role made for units (填报人) without one sees nothing: MAY_READ alone is never the whole region. */
		if (g->unit == 0)
			s.all = s.all || role_may(g->role, right == MAY_READ ? MAY_READ_ALL : MAY_EDIT_ALL);
		else if (s.n < ACTOR_UNITS_MAX)
			s.unit[s.n++] = g->unit;
	}
	return s;
}

enum rc actor_refuse(struct err *err)
{
	return err_why(err, RC_REFUSED, WHY_FORBIDDEN,
		       "您的账号没有做这件事的权限；需要的话，请联系安全管理员授权");
}
