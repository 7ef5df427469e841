#ifndef DOCUMENT_PDF_PAGE_H
#define DOCUMENT_PDF_PAGE_H

/*
 * The pages of a PDF → blocks: ruled tables as tables, what stands outside of
 * them as lines with the blanks of the layout, from top to bottom.  A table
 * that goes on at the top of the next page is one table, and so is a row that
 * the end of the page cut in two; page numbers between them come behind it.
 */

#include "document/document.h"
#include "document/pdf_cells.h"
#include "document/pdf_prose.h"

/* Takes the words out of `text` as it goes; RC_INPUT above the ceilings of the limits. */
enum rc pdf_blocks(struct arena *a, struct pdf_text *text, const struct pdf_drawing *drawing, const struct doc_limits *limits,
		   struct document *ret, struct err *err);

#endif
