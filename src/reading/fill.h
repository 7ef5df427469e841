#ifndef READING_FILL_H
#define READING_FILL_H

/*
 * A record's words become values: one function per kind of field.  All of
 * them mark where each value came from and leave alone what they do not
 * understand; the cover (cover.h) finds what was left.
 */

#include "reading/record.h"

/* A project from a record; the plan's year decides what "6月底" means. */
void fill_project(struct arena *a, const struct record *r, int year, struct project *ret);

/* units.c: "X牵头；Y、Z配合", "牵头：X 配合：Y Z", plain lists (the field decides). */
void fill_units(struct arena *a, const struct text *t, enum field field, struct item *ret);

/* The same where the label, "牵头单位及主要负责人", says that people stand behind the units. */
void fill_units_and_people(struct arena *a, const struct text *t, enum field field, struct str label, struct item *ret);

/* leaders.c: names without posts and telephones; a post alone is a vacancy. */
void fill_leaders(struct arena *a, const struct text *t, struct str role, struct item *ret);

/* plan.c: dated clauses; `deadline` cells give a bare milestone when nothing but a time stands there. */
void fill_plan(struct arena *a, const struct text *t, int year, struct item *ret);
void fill_deadline(struct arena *a, const struct text *t, struct str label, int year,
		   struct item *ret);
void fill_period(struct arena *a, const struct text *t, struct str label, struct zh_when when,
		 int year, struct item *ret);

/* Dated sentences inside a task (8月底前完成5个). */
void fill_task_dates(struct arena *a, const struct text *t, int year, struct item *ret);

/* Quantities of the task. */
void fill_targets(struct arena *a, const struct text *t, struct item *ret);

/* A quantity that a dated clause of the task holds is a milestone's, no target. */
void drop_dated_targets(struct item *item);

/* Money that was read as funds or as a source is no target either. */
void drop_money_targets(struct item *item, const struct funds *funds);

/* funds.c: a money or source cell; a task that says what is invested. */
void fill_money(struct arena *a, const struct text *t, struct str label, int64_t unit,
		struct funds *ret);
void fill_source(struct arena *a, const struct text *t, int64_t unit, struct funds *ret);
void fill_source_amount(struct arena *a, const struct text *t, struct str label, int64_t unit,
			struct funds *ret);
void fill_task_money(struct arena *a, const struct text *t, struct funds *ret);
void funds_finish(struct funds *f);

/* doubts.c: values with two readings, for a person to decide. */
void doubts_find(struct arena *a, const struct record *r, int year, struct project *p);

/* The same for modes, after rules/series.h has solved what the words allow. */
void doubts_of_modes(struct arena *a, struct project *p);

/* progress.c: the cell, with 存在问题 and 下一步 inside it split out. */
void fill_progress(struct arena *a, const struct text *t, enum field field, struct item *ret);

#endif
