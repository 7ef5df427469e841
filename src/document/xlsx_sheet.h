#ifndef DOCUMENT_XLSX_SHEET_H
#define DOCUMENT_XLSX_SHEET_H

/*
 * One worksheet → one table block.
 *
 * Rows and columns keep their numbers (row 0 is Excel's row 1), so that a
 * message can name a place a person finds.  Only cells that say something
 * exist, and merged ranges inside the used area; doc_cell() gives NULL for
 * the rest.  The used area ends with the last row and column that hold text;
 * what a sheet says about its own size is not believed.  Text under a merged
 * range is not visible in Excel and is left out.
 */

#include "document/xlsx_format.h"

enum { XLSX_ROWS_MAX = 1048576, XLSX_COLS_MAX = 16384 };

struct xlsx_strings {
	struct str *v;
	size_t n, cap;
};

struct xlsx_book {
	struct arena *a;
	const struct doc_limits *limits;
	struct xlsx_strings strings;
	struct xlsx_formats formats;
	size_t text, cells; /* so far, in all sheets */
};

/* The text of a w:si or w:is that was just opened: rich text joined, phonetic guides dropped. */
struct str xlsx_rich_text(struct xml *x, struct arena *a, size_t max);

/* Reads xl/worksheets/….xml; ret->rows is 0 for an empty sheet. */
enum rc xlsx_sheet_read(struct xlsx_book *book, struct str part, struct block *ret,
			struct err *err) NODISCARD;

#endif
