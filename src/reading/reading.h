#ifndef READING_READING_H
#define READING_READING_H

/*
 * Blocks → a reading: a programme whose every value says where it came from,
 * with doubts (two readings; a person decides) and remainder (text that no
 * value covers).  Pure: no file, no clock; runs in the parent.
 *
 *     reading_read(a, &doc, (struct reading_hints){ .year = 2025 }, &p, &err);
 *
 * How a document becomes a programme (docs/format.md, docs/MAP.md):
 *
 *     blocks → text (zh/text.h: folded, with a way back)
 *            → grids (tables, flattened tables, aligned columns, cards)
 *              or an outline (prose)
 *            → records (one per row, card or numbered paragraph: fields by role)
 *            → items and projects (units, leaders, plans, money by zh/)
 *            → modes (rules/series.h), checks (reading/check.h), cover
 *
 * Fails with RC_INPUT when no project is found; the sentence says what was
 * seen instead.
 */

#include "document/block.h"
#include "model/programme.h"

struct reading_hints {
	int year;	   /* 0: from the document */
	struct str region; /* empty: from the document */
};

enum rc reading_read(struct arena *a, const struct document *doc,
		     struct reading_hints hints, struct programme *ret, struct err *err);

/* Share of the document's text, in 1/1000, that values cover with their labels and punctuation:
 * all that is not remainder. */
int reading_cover(const struct document *doc, const struct programme *p);

/* Replaces telephone and ID numbers in every block by as many '*'; spans hold. */
void reading_mask(struct arena *a, struct document *doc);

#endif
