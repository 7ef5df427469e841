#ifndef DOCUMENT_XLSX_DATE_H
#define DOCUMENT_XLSX_DATE_H

/*
 * Format codes of a worksheet cut into tokens, and the dates among them.
 *
 * A date whose format writes 年, 月, 日, 时 or 分 is printed in that form;
 * any other is printed as 2025-03-31, 2025-03, 2025-03-31 08:30 or 08:30.
 */

#include "base/arena.h"

enum xlsx_token_kind {
	XLSX_LITERAL, /* text to print: "万元", \- , _x as a blank is dropped */
	XLSX_BRACKET, /* what stands between [ and ] */
	XLSX_GENERAL, /* the word General */
	XLSX_SYMBOL,  /* any other single byte */
};

struct xlsx_token {
	enum xlsx_token_kind kind;
	struct str text; /* points into the code */
};

/* The next token of the code's first section; false at its end. */
bool xlsx_token(struct str code, size_t *at, struct xlsx_token *ret);

bool xlsx_is_date(struct str code);

/* A serial day number; false outside the calendar of Excel (1900–9999). */
bool xlsx_date(struct arena *a, struct str code, double serial, bool from_1904, struct str *ret);

#endif
