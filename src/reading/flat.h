#ifndef READING_FLAT_H
#define READING_FLAT_H

/*
 * Flattened tables: a Word table copied as text, a cell (or a line of one)
 * per paragraph.  The header words give the columns; the lines below are
 * laid over them as a whole, not row by row, so that lost tabs, dropped
 * empty cells and merged rows are found by what the cells hold.
 */

#include "reading/columns.h"
#include "reading/reading.h"

struct flat_table {
	struct grid grid;
	struct columns columns;
	uint32_t begin, end; /* blocks [begin, end) */
	bool counted;	     /* every cell is printed, so that counting them tells their columns */
};

/*
 * Finds the next flattened table at or after block *from; false when none.
 * *from moves behind it.  Words and pieces live in `a`, the grid around them
 * in `scratch` until the next call.
 */
bool flat_next(struct arena *a, struct arena *scratch, const struct document *doc, uint32_t *from, int year,
	       struct flat_table *ret);

#endif
