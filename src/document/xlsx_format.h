#ifndef DOCUMENT_XLSX_FORMAT_H
#define DOCUMENT_XLSX_FORMAT_H

/*
 * Numbers of a worksheet as a person sees them (xl/styles.xml).
 *
 *     General, 574                        574
 *     General, 0.30000000000000004        0.3      15 digits, as Excel has it
 *     0.00%, 0.8567                       85.67%
 *     0.00"万元", 12.5                    12.5万元
 *     yyyy/m/d, 45747                     2025-03-31
 *     yyyy"年"m"月", 45747                2025年3月
 *
 * A figure keeps the digits that were typed, even where its format shows
 * fewer: sums must come out.  Only a tail of more than six decimals (one fen
 * in 万元) is rounded as the format says, because it was computed.  Thousands
 * get no separator and a minus sign is never left to the colour red.  No
 * floating point is used for figures.
 */

#include "document/xml.h"

struct xlsx_code {
	long id;
	struct str text;
};

struct xlsx_formats {
	struct { struct xlsx_code *v; size_t n, cap; } codes; /* custom ones, sorted by id */
	struct { uint32_t *v; size_t n, cap; } styles; /* format id of each cell style */
	bool from_1904;
};

/* Reads xl/styles.xml. */
enum rc xlsx_formats_read(struct arena *a, struct str part, const struct doc_limits *limits,
			  struct xlsx_formats *ret, struct err *err) NODISCARD;

/* The number `value` (the text of <v>) in a cell of this style; value itself when it is no number. */
struct str xlsx_number(struct arena *a, const struct xlsx_formats *f, long style,
		       struct str value);

#endif
