#ifndef READING_TOLD_CELLS_H
#define READING_TOLD_CELLS_H

/*
 * Cells that hold more than their column says: several labelled lines ("牵头：… 时限：…"), the whole card of a
 * project, or the numbered names of several projects.
 */

#include "reading/record.h"

/* Values with two labels and more become the values that these name; records from `before` on. */
void told_values_part(struct arena *a, struct record_list *list, size_t before);

/*
 * A table without columns: a project in each row whose cells are told by labels, with `named` one of them for its
 * name.  False when there are too few such rows.
 */
bool records_of_told_rows(struct arena *a, const struct grid *g, bool named, struct record_list *ret);

/*
 * "1.甲 2.乙 3.丙" in one cell, numbered on in the next row: each row as many rows as it has projects; cells with as
 * many lines are parted with them, others hold for all.  False when the grid is none of this kind.
 */
bool grid_part_numbered(struct arena *a, const struct grid *g, uint32_t body_row, struct grid *ret);

#endif
