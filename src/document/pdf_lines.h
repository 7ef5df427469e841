#ifndef DOCUMENT_PDF_LINES_H
#define DOCUMENT_PDF_LINES_H

/*
 * The straight lines that the pages of a PDF draw: borders of tables.  They
 * are read from pdftocairo's SVG, where a border is a stroke, a thin filled
 * rectangle or the outline of one.  Outlines of glyphs and clips are no lines.
 */

#include "base/arena.h"

enum { PDF_PT = 100 }; /* places are hundredths of a point, from the upper left corner */

struct pdf_line {
	bool upright;
	int32_t at;	  /* x of an upright line, y of a flat one */
	int32_t from, to; /* along it, from < to */
};

struct pdf_line_list {
	struct pdf_line *v;
	size_t n, cap;
};

struct pdf_drawing {
	struct pdf_line_list *v; /* by page */
	size_t n, cap;
};

/*
 * Never fails: what is no such line is passed over.  A page with more lines than a table has is left
 * with the first of them, so that a drawing made to cost time does not.
 */
void pdf_lines_of_svg(struct arena *a, struct str svg, struct pdf_drawing *ret);

#endif
