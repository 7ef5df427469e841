#ifndef DOCUMENT_PDF_H
#define DOCUMENT_PDF_H

/*
 * PDF → blocks, with poppler's pdftotext (words and their places) and
 * pdftocairo (the lines that rule tables), each in a confined child process.
 * It must be called where a program may be started, so doc_read() asks
 * doc_is_pdf() before it confines itself to the document child.
 *
 * Ruled tables are tables; lines that go on are paragraphs; a line set in
 * columns is a paragraph with its leading and inner spaces: columns are read
 * from them (pdf_page.h).
 *
 * RC_INPUT: damaged, with a password, or a scan without text.  RC_OUTSIDE:
 * pdftotext is not installed or cannot be started.
 */

#include "document/document.h"

bool doc_is_pdf(struct str bytes);

enum rc doc_parse_pdf(struct arena *a, struct str bytes, const struct doc_limits *limits,
		      struct document *ret, struct err *err);

#endif
