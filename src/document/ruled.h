#ifndef DOCUMENT_RULED_H
#define DOCUMENT_RULED_H

/*
 * The tables that the lines of a page rule: lines that cross or touch each
 * other belong together, their places are the limits of columns and rows, and
 * where no line stands between two places these are one cell.  A side that is
 * open (no line at the left, none below at the end of a page) is where the
 * lines across it end.
 */

#include "document/pdf_lines.h"

struct ruled_cell {
	uint32_t row, col, rowspan, colspan;
	int32_t x0, y0, x1, y1; /* hundredths of a point */
};

struct ruled {
	int32_t *x, *y; /* cols + 1 and rows + 1 limits, ascending */
	uint32_t cols, rows;
	struct ruled_cell *cells; /* by row, then column; at least two */
	size_t n;
};

struct ruled_list {
	struct ruled *v;
	size_t n, cap;
};

/* From the top of the page to its end. */
void ruled_tables(struct arena *a, const struct pdf_line_list *lines, struct ruled_list *ret);

#endif
