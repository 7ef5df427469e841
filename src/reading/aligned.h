#ifndef READING_ALIGNED_H
#define READING_ALIGNED_H

/*
 * Columns aligned by blanks: what pdftotext -layout and many copied sheets
 * give.  The columns are found where blanks run down through the lines
 * between the header words; lines are gathered into rows.
 */

#include "reading/grid.h"

/* Finds the next such table at or after block *from; *from moves behind it. */
bool aligned_next(struct arena *a, const struct document *doc, uint32_t *from, int year,
		  struct grid *ret);

#endif
