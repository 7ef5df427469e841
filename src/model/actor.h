#ifndef MODEL_ACTOR_H
#define MODEL_ACTOR_H

/*
 * Who is asking, and what that person may do.
 *
 * A grant is (role, region, unit or none, from, to).  A role is a set of
 * rights; a grant of region 0 holds in every region.  A grant that names a unit
 * reaches that unit's work alone: items where the unit is lead, support or
 * implementing unit may be seen, items where it leads may be changed.
 *
 *     if (!actor_may(k->actor, MAY_PUBLISH, region))
 *             return actor_refuse(err);
 *
 * Authentication (ops/op_session.h) fills a struct actor with the grants that hold today.
 */

#include "base/day.h"

enum role {
	ROLE_CLERK,	     /* 督查室、政府办: everything about the programme */
	ROLE_REPORTER,	     /* 单位填报 */
	ROLE_REVIEWER,	     /* 单位审核 */
	ROLE_LEADER,	     /* 县领导 */
	ROLE_CONGRESS_STAFF, /* 人大常委会工作人员 */
	ROLE_DEPUTY,	     /* 人大代表 */
	ROLE_TOWNSHIP,	     /* 乡镇 */
	ROLE_AUTHORITY,	     /* 审批部门 */
	ROLE_TELLER,	     /* 计票人 */
	ROLE_FINANCE,	     /* 财政 */
	ROLE_AUDITOR,	     /* 审计 */
	ROLE_SYSTEM_ADMIN,   /* 系统管理员: accounts and settings */
	ROLE_SECURITY_ADMIN, /* 安全管理员: who may do what */
	ROLE_AUDIT_ADMIN,    /* 审计管理员: reads the log */
	ROLE_COUNT,
};

enum right {
	MAY_ENTER,	   /* be logged in at all */
	MAY_READ,	   /* see the office's pages of a region (a unit: its own work) */
	MAY_READ_ALL,	   /* … of every unit of the region */
	MAY_EDIT,	   /* change projects (a unit: items it leads) */
	MAY_EDIT_ALL,	   /* … of every unit, and add and remove projects */
	MAY_IMPORT,	   /* upload, decide, confirm, undo */
	MAY_PUBLISH,	   /* make a programme public, or take it back */
	MAY_UNITS,	   /* units, aliases, people, slips */
	MAY_REPORT,	   /* fill in a unit's month */
	MAY_REVIEW,	   /* pass or return a report */
	MAY_ACCOUNTS,	   /* accounts and their passwords */
	MAY_GRANTS,	   /* give and take roles */
	MAY_SETTINGS,	   /* settings of the installation and of a region */
	MAY_READ_LOG,	   /* the audit chain */
	RIGHT_COUNT,
};

struct grant {
	int64_t id;
	enum role role;
	int64_t region;	     /* 0: every region */
	int64_t unit;	     /* 0: not bound to a unit */
	struct day from, to; /* both days included; none: open */
};

struct grant_list {
	struct grant *v;
	size_t n, cap;
};

struct actor {
	int64_t account; /* 0: the command line, or a unit's one-time link */
	struct str name; /* as the log shows it */
	struct grant_list grants;
	bool local; /* whoever runs the program on the machine: may do everything */
};

/* Words of the store and of URLs ("clerk"), and of people (政府办督查人员). */
const char *role_word(enum role role);
const char *role_label(enum role role);
bool role_parse(struct str word, enum role *ret);
const char *right_word(enum right right); /* "may_import" */

bool grant_holds(const struct grant *g, struct day today);

/* Has the actor this right somewhere in the region?  Region 0 asks for the installation itself. */
bool actor_may(const struct actor *actor, enum right right, int64_t region);

/* Has the actor this right in any region?  For menus and route tables without a region. */
bool actor_may_somewhere(const struct actor *actor, enum right right);

/* The same for one unit of the region: without a unit in the grant, or with this one. */
bool actor_may_for(const struct actor *actor, enum right right, int64_t region, int64_t unit);

enum { ACTOR_UNITS_MAX = 4 };

/* Which units' work the actor sees in a region: all, or those in unit[0..n). */
struct scope {
	bool all;
	int64_t unit[ACTOR_UNITS_MAX]; /* 0 beyond n */
	size_t n;
};

struct scope actor_scope(const struct actor *actor, enum right right, int64_t region);

/* The sentence for a person who may not; WHY_FORBIDDEN. */
enum rc actor_refuse(struct err *err);

#endif
