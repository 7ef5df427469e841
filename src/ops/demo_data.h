#ifndef OPS_DEMO_DATA_H
#define OPS_DEMO_DATA_H

/*
 * What 示例县 promises in a year: invented projects, units and people.  Dates
 * are month and day; the year is whichever the demo needs.
 */

#include <stddef.h>
#include <stdint.h>

enum { DEMO_STEPS = 4 };

struct demo_step {
	int month, day;	     /* due */
	const char *text;    /* NULL: no more steps */
	const char *figures; /* lines (model/lines.h), or "" */
};

struct demo_project {
	const char *name, *field, *task;
	const char *lead, *support; /* names, one per line; NULL stands for none, here and below */
	const char *leaders;	    /* role TAB name, one per line */
	const char *targets;	    /* lines */
	const char *site;
	const char *total_yuan, *sources;
	struct demo_step steps[DEMO_STEPS];
	/* Of the running year: how many of the steps that are due were reached, and what the unit wrote on a day. */
	int met_on_time;
	struct {
		int month, day;
		const char *progress, *problems;
	} said;
};

/* Last year, everything done; this year, as far as the day allows. */
extern const struct demo_project demo_finished[];
extern const size_t demo_finished_count;
extern const struct demo_project demo_running[];
extern const size_t demo_running_count;

/* Candidates of the year to come: name, field, task, lead, total in yuan. */
struct demo_candidate {
	const char *name, *field, *task, *lead, *total_yuan;
};

extern const struct demo_candidate demo_candidates[];
extern const size_t demo_candidates_count;

#endif
