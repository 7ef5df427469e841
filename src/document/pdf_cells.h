#ifndef DOCUMENT_PDF_CELLS_H
#define DOCUMENT_PDF_CELLS_H

/*
 * The lines of text that words on a page make, and the text of a cell: a line
 * that ends because the cell is full goes on in the next, one that ends before
 * is a line of its own.
 */

#include "document/pdf_words.h"
#include "document/ruled.h"

struct pdf_row {
	struct pdf_word *words; /* from left to right */
	size_t n;
	int32_t x0, x1, y; /* its ends and the middle of its height */
	int32_t em;	   /* width of a Chinese character */
};

struct pdf_rows {
	struct pdf_row *v;
	size_t n, cap;
};

struct pdf_cell {
	struct pdf_page words;
	struct pdf_rows rows;
	int32_t left, right; /* the ends of its rows */
	struct str text;
	bool full; /* the last line reaches the end of the cell: it may go on on the next page */
};

/* From top to bottom; sorts the words. */
void pdf_rows_of(struct arena *a, struct pdf_page *words, struct pdf_rows *ret);

/* The words of the row; `spread`: blanks as wide as the gaps between them, else one. */
struct str pdf_row_text(struct arena *a, const struct pdf_row *row, bool spread);

/*
 * The cells of a table with their text, one for each of t->cells; the words they hold are taken out of the page.
 * Text in `a`, the rest in `scratch`.
 */
struct pdf_cell *pdf_cells_of(struct arena *a, struct arena *scratch, const struct ruled *t, struct pdf_page *page);

#endif
