#ifndef READING_META_H
#define READING_META_H

/*
 * What the document as a whole says: title, region, year, kind, cut-off day,
 * and the headline ("10件", "总投资1.26亿元") that checks compare with.
 */

#include "reading/reading.h"
#include "reading/record.h"

/* Title, year and headline, before anything else is read; the year dates the plans. */
void meta_title(struct arena *a, const struct document *doc, struct reading_hints hints,
		struct programme *ret);

/* Kind and region, once the fields are known. */
void meta_kind(struct arena *a, const struct document *doc, const struct record_list *records,
	       struct reading_hints hints, struct programme *ret);

/* The first year from 2000 on printed at or after byte `from` as a year, 0 for none. */
int meta_year_in(struct str s, size_t from);

/* Does it speak of 民生实事, in any of its names? */
bool meta_names_programme(struct str s);

#endif
