#ifndef DOCUMENT_PDF_ROWS_H
#define DOCUMENT_PDF_ROWS_H

/* The lines of text that words on a page make, and whether one goes on in the next. */

#include "document/pdf_words.h"

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

/* From top to bottom; sorts the words. */
void pdf_rows_of(struct arena *a, struct pdf_page *words, struct pdf_rows *ret);

/* The words of the row with as many blanks between them as their places behind the margin ask for, two for the width `em`. */
struct str pdf_row_text(struct arena *a, const struct pdf_row *row, int32_t margin, int32_t em);

/* The same with one blank. */
struct str pdf_row_plain(struct arena *a, const struct pdf_row *row);

/* The widest gap between two of its words. */
int32_t pdf_row_gap(const struct pdf_row *row);

/*
 * A line with `room` free behind it ended because what begins the next (`em` is the width of a Chinese character) had no place there; it
 * did not end because its sentence did.
 */
bool pdf_line_goes_on(struct str line, int32_t room, int32_t em, struct str next);

/* Do two lines that go on need a blank between them?  Words of letters do. */
bool pdf_line_blank(struct str line, struct str next);

#endif
