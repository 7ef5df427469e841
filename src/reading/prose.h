#ifndef READING_PROSE_H
#define READING_PROSE_H

/*
 * Lists in prose: numbered paragraphs with labels (牵头单位：…), duties in
 * brackets, or one long paragraph.  The level whose entries carry duties is
 * the level of projects; entries above it are groups, entries below it items.
 */

#include "reading/outline.h"
#include "reading/record.h"

/* Appends the records of the prose in the lines; false when there is no list. */
bool records_of_prose(struct arena *a, const struct line_list *lines,
		      const struct programme *p, struct record_list *ret);

/* Completed projects of last year that a report lists beside this year's (done.c). */
void completed_of_prose(struct arena *a, const struct line_list *lines, struct programme *p);

/* The same from the rows of last year's table. */
void completed_of_records(struct arena *a, const struct record_list *records, struct programme *p);

/* Reads one entry's text into the record's last row: labels, duties, the rest as task (body.c). */
void body_read(struct arena *a, const struct text *t, bool names, bool report,
	       struct record *r);

/* 责任单位 beside 牵头单位 supports, 实施单位 alone leads, a target alone is the task. */
void records_settle_roles(struct record *r);

/* A report or circular, by its title: what stands loose in an entry is its result. */
bool reports_results(struct str title);

/* Strong signs of a project in running text: duty labels, duty brackets (body.c). */
bool body_has_duty(struct str s);

#endif
