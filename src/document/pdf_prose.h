#ifndef DOCUMENT_PDF_PROSE_H
#define DOCUMENT_PDF_PROSE_H

/*
 * What stands outside of ruled tables: a line that reaches the right margin
 * and goes on at the left one makes a paragraph with the next, over the end of
 * a page too.  A line set in columns keeps the blanks between them.
 *
 *     struct pdf_prose p = pdf_prose_new(a, doc);
 *     pdf_prose_page(&p, &rows, width);  pdf_prose_row(&p, row); …
 *     pdf_prose_free(&p);
 */

#include "base/buf.h"
#include "document/document.h"
#include "document/pdf_rows.h"

struct pdf_prose {
	struct arena *a;
	struct document *doc;
	int32_t left, right; /* margins of the page */
	int32_t em;	     /* of most of its lines */
	/* the last paragraph, which may go on */
	bool open;
	size_t block;
	struct buf text;
	int32_t room, y; /* behind its last line; where that stands */
	bool indented;
	bool further; /* a page has begun; where nothing goes on over its edge an empty paragraph shows it */
};

struct pdf_prose pdf_prose_new(struct arena *a, struct document *doc);

/* Before the rows of a page are added; width of the page. */
void pdf_prose_page(struct pdf_prose *p, const struct pdf_rows *rows, int32_t width);

/* Adds the row to the open paragraph, or as one of its own; false for a page number, over which a paragraph or table may go on. */
bool pdf_prose_row(struct pdf_prose *p, const struct pdf_row *row);

/* What comes next is no line: the paragraph has ended. */
void pdf_prose_end(struct pdf_prose *p);

/* Ends the last paragraph too. */
void pdf_prose_free(struct pdf_prose *p);

#endif
