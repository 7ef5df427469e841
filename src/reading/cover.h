#ifndef READING_COVER_H
#define READING_COVER_H

/*
 * What no value covers: kept as remainder, never dropped.  Punctuation,
 * blanks and labels are no loss; everything else is.
 */

#include "reading/reading.h"
#include "reading/record.h"

/* Sets the project's remainder: its record's text less all marks of its values. */
void cover_project(struct arena *a, const struct record *r, struct project *p);

/* Sets the programme's remainder: text outside projects, headers and furniture.  `scratch` holds what only the search needs. */
void cover_rest(struct arena *a, struct arena *scratch, const struct document *doc, const struct record_list *records,
		struct programme *p);

#endif
