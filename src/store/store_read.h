#ifndef STORE_STORE_READ_H
#define STORE_STORE_READ_H

/*
 * What people with duties read.  The ask carries the actor, and every query
 * holds region and unit in its WHERE: a unit sees the items where it is lead,
 * support or implementing unit, and of the rest nothing.
 *
 * What does not exist and what the actor may not see are the same:
 * RC_REFUSED with WHY_MISSING.  A right that is missing altogether is
 * WHY_FORBIDDEN.
 */

#include "model/actor.h"
#include "store/ask.h"
#include "store/store_public.h"

/* Regions where the actor has any grant (all, for grants of region 0). */
enum rc store_read_regions(const struct ask *k, struct region_list *ret, struct err *err) NODISCARD;

/* By id, or by code or name. */
enum rc store_read_region(const struct ask *k, int64_t id, struct region *ret, struct err *err) NODISCARD;

/* ---- programmes and projects, drafts too ---- */

struct office_programme {
	struct region region;
	struct programme_row row;
	struct programme p; /* running projects by number, then candidates and reserve */
	struct file_row_list files;
	struct str rest;    /* words of its documents outside any project, kept readable */
	int64_t changed_at;
};

struct office_project {
	struct region region;
	struct programme_row row;
	struct project p;
	int64_t version; /* to be sent back with an edit */
	bool gone;	 /* taken away; shown to whoever may bring it back */
	bool may_edit;	 /* … the project itself: name, number, field, money */
	bool *may_edit_item; /* per item of p.items */
	struct file_row_list files;
	int64_t changed_at;
};

enum rc store_read_programmes(const struct ask *k, int64_t region, struct programme_row_list *ret,
			      struct err *err) NODISCARD;
enum rc store_read_programme(const struct ask *k, int64_t region, int64_t programme, struct office_programme *ret,
			     struct err *err) NODISCARD;
/* The programme of a year (its first batch). */
enum rc store_read_year(const struct ask *k, int64_t region, int year, struct office_programme *ret,
			struct err *err) NODISCARD;
enum rc store_read_project(const struct ask *k, int64_t region, int64_t project, struct office_project *ret,
			   struct err *err) NODISCARD;
enum rc store_read_search(const struct ask *k, int64_t region, struct str query, size_t limit,
			  struct hit_list *ret, struct err *err) NODISCARD;
enum rc store_read_file(const struct ask *k, int64_t region, int64_t id, struct file_row *ret, struct str *bytes,
			struct err *err) NODISCARD;

/* ---- history: the audit chain read backwards ---- */

struct change {
	int64_t seq; /* place in the region's chain */
	int64_t at;  /* ms UTC */
	struct str actor, action; /* action: create edit gone import publish … */
	struct str kind;	  /* of the object: project item milestone unit … */
	int64_t object;
	struct str field; /* empty: the object as a whole */
	bool has_old, has_new;
	struct str old, new; /* lists as lines (model/lines.h) */
	struct str reason;
	int64_t set; /* changes made together */
};

struct change_list {
	struct change *v;
	size_t n, cap;
};

/* Of a project with its items and milestones, newest first. */
enum rc store_read_history(const struct ask *k, int64_t region, int64_t project, size_t limit,
			   struct change_list *ret, struct err *err) NODISCARD;

/* One transaction's changes of projects, lists, units, people or files, in one line. */
struct recent_row {
	int64_t at;
	struct str actor, reason;
	struct str action; /* publish withdraw create edit …: the one of the newest record */
	struct str kind;   /* … and of its object: programme project item milestone unit person file */
	size_t projects, changes;
	int64_t project; /* the only one, else 0 */
	struct str project_name;
};

struct recent_list {
	struct recent_row *v;
	size_t n, cap;
};

/* What was changed lately in a region (MAY_READ_ALL), newest first. */
enum rc store_read_recent(const struct ask *k, int64_t region, size_t limit, struct recent_list *ret,
			  struct err *err) NODISCARD;

/* The chain itself (MAY_READ_LOG), newest first, below seq `before` (0: from the end). */
enum rc store_read_log(const struct ask *k, int64_t region, int64_t before, size_t limit, struct change_list *ret,
		       struct err *err) NODISCARD;

/* Number and head hash (64 hex digits) of the chain, to be anchored outside. */
enum rc store_read_head(const struct ask *k, int64_t region, int64_t *seq, struct str *hex, struct err *err) NODISCARD;

/* ---- units and people ---- */

struct unit_row {
	int64_t id, version;
	struct str name;
	struct str kind; /* government party mass judicial vertical company institution township other */
	struct str phone; /* the office's, public */
	bool gone;
	struct str_list aliases;
	size_t items; /* of programmes that are not finished, in any role */
	size_t people;
};

struct unit_row_list {
	struct unit_row *v;
	size_t n, cap;
};

struct person_row {
	int64_t id, version, unit;
	struct str name, post, unit_name;
	bool has_phone; /* the number itself by op_phone_show(): each look is recorded */
	bool gone;
	size_t items;
};

struct person_row_list {
	struct person_row *v;
	size_t n, cap;
};

/* Also by whoever gives roles or looks after accounts (MAY_GRANTS, MAY_ACCOUNTS): they name units. */
enum rc store_read_units(const struct ask *k, int64_t region, struct unit_row_list *ret, struct err *err) NODISCARD;
enum rc store_read_unit(const struct ask *k, int64_t region, int64_t unit, struct unit_row *ret,
			struct err *err) NODISCARD;
enum rc store_read_people(const struct ask *k, int64_t region, struct person_row_list *ret, struct err *err) NODISCARD;

/* ---- accounts ---- */

struct account_row {
	int64_t id, version;
	struct str login, name;
	bool active, must_change; /* must_change: still on a one-time password */
	int64_t locked_until;	  /* ms UTC, 0: not */
	int64_t last_login;
	struct grant_list grants;
};

struct account_row_list {
	struct account_row *v;
	size_t n, cap;
};

/* MAY_ACCOUNTS or MAY_GRANTS; region 0 lists all, another the accounts with a grant there. */
enum rc store_read_accounts(const struct ask *k, int64_t region, struct account_row_list *ret,
			    struct err *err) NODISCARD;
enum rc store_read_account(const struct ask *k, int64_t account, struct account_row *ret, struct err *err) NODISCARD;

struct session_row {
	struct str id; /* the first 12 digits of the hash of its token: no secret; op_session_id() tells one's own */
	int64_t began, seen, ends;
};

struct session_row_list {
	struct session_row *v;
	size_t n, cap;
};

/* The actor's own. */
enum rc store_read_sessions(const struct ask *k, struct session_row_list *ret, struct err *err) NODISCARD;

/* ---- settings ---- */

/* The value of a region, else of the installation; is_set is false where there is neither (op_setting_get() knows the default). */
enum rc store_read_setting(const struct ask *k, int64_t region, struct str key, struct str *ret, bool *is_set,
			   struct err *err) NODISCARD;

/* ---- imports ---- */

enum import_state {
	IMPORT_DRAFT,	  /* read, not confirmed */
	IMPORT_CONFIRMED, /* in the programme */
	IMPORT_DROPPED,	  /* put aside by a person */
	IMPORT_UNDONE,	  /* was confirmed, and taken back */
};

struct import_row {
	int64_t id, programme; /* programme 0: not confirmed yet */
	int64_t file;	       /* its original */
	struct str name;       /* of the file */
	struct str title, kind;
	int year;
	enum import_state state;
	size_t projects;
	struct str by;
	int64_t at, confirmed_at;
};

struct import_row_list {
	struct import_row *v;
	size_t n, cap;
};

/* Newest first. */
enum rc store_read_imports(const struct ask *k, int64_t region, struct import_row_list *ret, struct err *err) NODISCARD;

/* ---- 还差什么 ---- */

enum gap_kind { GAP_LEAD, GAP_LEADER, GAP_TARGET, GAP_PLAN, GAP_MONEY, GAP_COUNT };

struct gap {
	enum gap_kind kind;
	int64_t project, item; /* item 0: the project as a whole (money) */
	struct str no, project_name, task;
};

struct gap_list {
	struct gap *v;
	size_t n, cap;
};

const char *gap_label(enum gap_kind kind); /* 没有牵头单位 … */

/* What the programme still lacks, by project. */
enum rc store_read_gaps(const struct ask *k, int64_t region, int64_t programme, struct gap_list *ret,
			struct err *err) NODISCARD;

#endif
