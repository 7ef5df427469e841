#ifndef READING_UNNUMBERED_H
#define READING_UNNUMBERED_H

/*
 * Lists whose entries have no number: in one sentence (sentence_list.h), a
 * line each, a paragraph with the name in quotes (quoted.h), or a title over a paragraph.
 */

#include "reading/outline.h"
#include "reading/record.h"

/* Tries them all; `headline` is how many the document says it has, `report` that it tells results.  False for none. */
bool unnumbered_entries(struct arena *a, const struct line_list *lines, int headline, bool report, struct record_list *ret);

/* Titles over paragraphs alone: what is in the list from `before` on is replaced where there are enough of them. */
void titled_entries(struct arena *a, const struct line_list *lines, int headline, bool report, size_t before, struct record_list *ret);

/* The letter is over: a date, an issuer, an appendix, who may be asked. */
bool prose_closes(const struct line *l);

#endif
