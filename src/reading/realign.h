#ifndef READING_REALIGN_H
#define READING_REALIGN_H

/*
 * Rows that lost empty cells: their cells stand too far left.  Each such row
 * is laid over the columns by what its cells hold.
 */

#include "reading/columns.h"

/* Moves the cells of short rows where another place fits clearly better. */
void rows_realign(struct arena *a, struct grid *g, const struct columns *cs);

#endif
