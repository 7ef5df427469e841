#ifndef DOCUMENT_PDF_WORDS_H
#define DOCUMENT_PDF_WORDS_H

/* The words of a PDF's pages and where they stand, from what `pdftotext -tsv` prints. */

#include "document/pdf_lines.h"

struct pdf_word {
	int32_t x0, y0, x1, y1; /* hundredths of a point, from the upper left corner */
	struct str text;	/* points into the output */
};

struct pdf_page {
	struct pdf_word *v;
	size_t n, cap;
	int32_t width;
};

struct pdf_text {
	struct pdf_page *v; /* by page; empty pages have their place */
	size_t n, cap;
};

/* `tsv` is decoded text and outlives *ret.  Lines of another form are passed over. */
void pdf_words_of_tsv(struct arena *a, struct str tsv, struct pdf_text *ret);

#endif
