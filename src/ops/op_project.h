#ifndef OPS_OP_PROJECT_H
#define OPS_OP_PROJECT_H

/*
 * The clerk's editor.  One call changes several fields of one project, its
 * items and milestones in one transaction; each change is a record of the
 * chain with old, new and reason.  `version` is the one the person saw: when
 * another was faster the answer is WHY_CONFLICT and nothing is changed.
 *
 * Fields, as text (dates ISO or empty, money in yuan, lists as in model/lines.h):
 *
 *     project     no name field total_yuan funds_text sources state closed_on gone
 *     item        task lead support implement leaders targets progress problems next_plan status remark site
 *                 done_on gone
 *     milestone   sub from due text recurs figures met gone
 *
 * `gone` "1" takes away, "0" brings back; nothing is ever deleted.
 * Rights: MAY_EDIT_ALL for everything; MAY_EDIT with a unit for the items it leads (progress problems
 * next_plan done_on, and met of their milestones).
 */

#include "store/ask.h"
#include "store/store_public.h"

enum object_kind { OBJECT_PROJECT, OBJECT_ITEM, OBJECT_MILESTONE };

struct field_edit {
	enum object_kind kind;
	int64_t id;	  /* of the item or milestone; ignored for the project */
	struct str field; /* a name from above */
	struct str value;
};

struct field_edit_list {
	struct field_edit *v;
	size_t n, cap;
};

/* *changed tells how many fields really differed. */
enum rc op_project_edit(const struct ask *k, int64_t region, int64_t project, int64_t version,
			const struct field_edit_list *edits, struct str reason, size_t *changed,
			struct err *err) NODISCARD;

/* A county for the installation (MAY_ACCOUNTS), by name and code ("" when unknown); parent 0 for none. */
enum rc op_region_add(const struct ask *k, int64_t parent, struct str code, struct str name, int64_t *id,
		      struct err *err) NODISCARD;

/* An empty list of a year, of candidates or of tasks; MAY_EDIT_ALL.  WHY_CONFLICT when the year has one. */
enum rc op_programme_add(const struct ask *k, int64_t region, int year, struct str title, bool candidates,
			 int64_t *id, struct err *err) NODISCARD;

/* title, state (candidates running finished), rest: as text; MAY_EDIT_ALL. */
enum rc op_programme_edit(const struct ask *k, int64_t region, int64_t programme, struct str field,
			  struct str value, struct err *err) NODISCARD;

/* New ones at the end; MAY_EDIT_ALL. */
enum rc op_project_add(const struct ask *k, int64_t region, int64_t programme, struct str name, int64_t *id,
		       struct err *err) NODISCARD;
enum rc op_item_add(const struct ask *k, int64_t region, int64_t project, struct str task, int64_t *id,
		    struct err *err) NODISCARD;
enum rc op_milestone_add(const struct ask *k, int64_t region, int64_t item, struct day due, struct str text,
			 int64_t *id, struct err *err) NODISCARD;

/*
 * Makes a programme public or takes it back; MAY_PUBLISH.  The first
 * publication of a task list gives numbers that are never reused and keeps
 * the baseline.
 */
enum rc op_publish(const struct ask *k, int64_t region, int64_t programme, bool publish, struct err *err) NODISCARD;

/* May the public have this file? MAY_PUBLISH. */
enum rc op_file_open(const struct ask *k, int64_t region, int64_t file, bool open, struct err *err) NODISCARD;

#endif
