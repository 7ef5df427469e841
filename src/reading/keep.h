#ifndef READING_KEEP_H
#define READING_KEEP_H

/*
 * Records at rest.  Which reading of a document is right is known only when
 * all its records stand; their values are read one record at a time.  In
 * between a record is kept as pieces alone, a third of what it took to find
 * it, and its words are folded once more when its turn comes.
 *
 *     struct record_list kept = records_keep(a, &found);     (found's arena may go)
 *     …
 *     struct record r = record_wake(scratch, &kept.v[i]);
 */

#include "reading/record.h"

/* Copies into the arena, their texts without words; labels, fields and pieces are whole. */
struct record_list records_keep(struct arena *a, const struct record_list *records);

/* One of them with the words of its texts. */
struct record record_wake(struct arena *a, const struct record *kept);

#endif
