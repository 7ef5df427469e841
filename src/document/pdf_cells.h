#ifndef DOCUMENT_PDF_CELLS_H
#define DOCUMENT_PDF_CELLS_H

/*
 * The text of the cells of a ruled table: a line that ends because the cell is full goes on in the next, one that ends before is a
 * line of its own.
 */

#include "document/pdf_rows.h"
#include "document/ruled.h"

struct pdf_cell {
	struct pdf_page words;
	struct pdf_rows rows;
	int32_t left, right; /* the ends of its rows */
	struct str text;
	bool full; /* the last line reaches the end of the cell: it may go on on the next page */
};

/*
 * The cells of a table with their text, one for each of t->cells; the words they hold are taken out of the page.
 * Text in `a`, the rest in `scratch`.
 */
struct pdf_cell *pdf_cells_of(struct arena *a, struct arena *scratch, const struct ruled *t, struct pdf_page *page);

#endif
