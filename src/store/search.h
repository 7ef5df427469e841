#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

/*
 * The search index: for each project its words, folded, the initials of its
 * name, and every one and two neighbouring characters of both as grams.  A
 * query's grams find the candidates; the words themselves decide.
 */

#include "store/store_write.h"

/* Replaces what is known of a project; both texts empty takes it out.  `words` are lines. */
enum rc search_put(struct txn *t, int64_t project, struct str initials, struct str words, struct err *err) NODISCARD;

/* Are these the words it has already? */
enum rc search_knows(struct txn *t, int64_t project, struct str words, bool *ret, struct err *err) NODISCARD;

#endif
