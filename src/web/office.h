#ifndef WEB_OFFICE_H
#define WEB_OFFICE_H

/*
 * The office's pages as functions of a view; web/office.c, web/edit.c,
 * web/units.c, web/accounts.c and web/settings.c fill them.  Who may do what is in the view: a page shows
 * no button that would be refused.
 */

#include "web/edit_form.h"
#include "web/parts.h"

/* ---- what handlers share ---- */

/* The region of the path's {region}. */
enum rc office_region(const struct request *rq, struct region *ret, struct err *err) NODISCARD;

/* The project of {region} and {id}, with a sentence about what went wrong before; "" for none. */
enum rc office_project_page(struct request *rq, struct reply *rp, struct str wrong, struct err *err) NODISCARD;

/* Says where in the office this is: 项目 › … */
void office_crumb(struct page *p, const struct region *r);

/* ---- home ---- */

/* A milestone that is late or due soon. */
struct due {
	const struct project *p;
	const struct item *it;
	const struct milestone *m;
	int days; /* until it is due; below 0: late */
};

struct due_list {
	struct due *v;
	size_t n, cap;
};

/* Open milestones of running projects due before today or within `ahead` days, the oldest first. */
void due_of(struct arena *a, const struct programme *p, struct day today, int ahead, struct due_list *l);

/* 逾期, 临期 or 未到. */
void put_due_tag(struct buf *b, int days);

enum { HOME_YEARS = 3 };

struct office_home {
	struct region region;
	struct programme_row_list years;	 /* newest first */
	struct office_programme now[HOME_YEARS]; /* the newest of them, with their projects */
	size_t now_n;
	struct due_list due; /* of the task lists among them */
	struct import_row_list drafts;
	size_t gaps[GAP_COUNT], gaps_n; /* of the newest task list */
	int64_t gaps_of;		/* that list, 0: none */
	struct recent_list recent;
	bool reads_all, edits_all, imports, publishes; /* what the person may do */
};
void put_office_home(struct buf *b, const struct page *p, const struct office_home *v);

struct office_start {
	struct region_list regions; /* those with something to read */
	bool accounts, grants, settings;
	struct region_list logs; /* those whose log may be read */
	bool log_of_all;	 /* … that of the installation too */
	size_t accounts_n;
};
void put_office_start(struct buf *b, const struct page *p, const struct office_start *v);

/* ---- a list, a project ---- */

struct programme_view {
	struct office_programme v;
	struct due_list due;
	size_t gaps_n;
	bool reads_all, edits_all, imports, publishes, units;
};
void put_office_programme(struct buf *b, const struct page *p, const struct programme_view *v);

enum { HISTORY_FIRST = 20, HISTORY_ALL = 1000 };

struct project_view {
	struct office_project v;
	struct change_list history;
	bool all_history; /* every record; else the first, and how it began in one line */
	bool reads_all; /* else only files that are open to everybody */
};
void put_office_project(struct buf *b, const struct page *p, const struct project_view *v);

/* The changes of a project as a table, in words. */
void put_history(struct buf *b, const struct page *p, const struct project_view *v);

/* ---- the editor ---- */

enum { EDIT_FIELDS = 16 };

/* One field of the form. */
struct edit_line {
	const struct edit_field *f;
	struct str now;	  /* as stored */
	struct str typed; /* what goes into the input */
	bool given, touched, clash; /* clash: both the person and somebody else changed it */
	struct str other; /* who that was, and when */
};

struct edit_view {
	struct office_project v;
	struct edit_part part;
	struct edit_line line[EDIT_FIELDS];
	size_t n;
	struct str reason;
	bool may_remove;
};
void put_office_edit(struct buf *b, const struct page *p, const struct edit_view *v);

#endif
