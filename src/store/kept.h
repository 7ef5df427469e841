#ifndef STORE_KEPT_H
#define STORE_KEPT_H

/*
 * The projects of the programmes that were read last, kept in memory while
 * nothing in their region changes: people's pages ask for the same year again
 * and again, and most of such a page's time is spent fetching some hundred rows.
 * What a unit sees is kept apart from what others see: the scope is part of the key.
 *
 *     key = the region's head as this transaction sees it, then the programme
 *     if (!kept_get(kept, &key, a, &projects)) {
 *             load_projects(…);
 *             kept_put(kept, &key, &projects);
 *     }
 *
 * Every change of a programme moves its region's head (store/txn.c), so what
 * is kept under an older head is never found again.  The head must be read
 * before the rows.  Both sides get copies; safe for threads.
 */

#include "base/arena.h"
#include "model/actor.h"
#include "model/programme.h"

struct kept;

struct kept_key {
	int64_t region, programme;
	int64_t seq, version, next_id; /* the head */
	struct scope scope;	       /* whose items were fetched */
};

struct kept *kept_new(void);
void kept_free(struct kept *k); /* accepts NULL */

/* True when it is there: *ret is then a copy in the arena. */
bool kept_get(struct kept *k, const struct kept_key *key, struct arena *a, struct project_list *ret);
void kept_put(struct kept *k, const struct kept_key *key, const struct project_list *projects);

#endif
