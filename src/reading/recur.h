#ifndef READING_RECUR_H
#define READING_RECUR_H

/*
 * The last resort, for lists whose layout nobody described: what comes again
 * and again in the text parts its entries.
 *
 *     📌 口袋公园建设          the mark begins an entry,
 *     ✅ 新建口袋公园6个。      the marks below it head its parts,
 *     🏢 县城管局              and what stands behind each all the way down
 *     📌 农村公路养护 …        (here: units) says which part it is
 *
 * An entry may begin with a mark, a number, a label, a blank line, a heading,
 * a short line over a long one, or simply be a line; each of these ways is
 * tried, and the reading in which most units, times, people, amounts and
 * results find their field is taken.
 */

#include "reading/reading.h"
#include "reading/record.h"

/* Appends the best such reading of the document's paragraphs; nothing where nothing recurs. */
void records_of_recurring(struct arena *a, const struct document *doc, const struct programme *p, struct record_list *ret);

/* Rows of cells parted by a mark that is no pipe and no tab: "1/口袋公园/新建6个/县城管局". */
void records_of_marked_rows(struct arena *a, const struct document *doc, int year, struct record_list *ret);

/* How many values of the records are of the kind their field holds: the measure by which readings of one text are compared. */
size_t recur_typed(const struct record_list *l);

/*
 * Puts such a reading in the place of what was found in another way, where clearly more units, people, times and
 * results come of it, and of each entry: another list beside the projects adds entries, but says no more of each.
 * Not tried where columns under a header were found, or where the records hold nearly all lines and have much to say.
 * Records that bear each other's names or hold several projects are given up more easily.
 */
void records_try_recurring(struct arena *a, const struct document *doc, const struct programme *p, struct record_list *ret);

#endif
