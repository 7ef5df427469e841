#ifndef MODEL_SIMILAR_H
#define MODEL_SIMILAR_H

/*
 * Are two names the same, or nearly?  Blanks, punctuation and quotes do not
 * count.  Similarity is the share of neighbouring pairs of characters that
 * both have, in 1/1000.
 */

#include "base/arena.h"

bool similar_same(struct arena *a, struct str left, struct str right);

/* 0–1000; of names longer than 400 characters the beginning is compared. */
int similarity(struct arena *a, struct str left, struct str right);

#endif
