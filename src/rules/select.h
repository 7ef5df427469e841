#ifndef RULES_SELECT_H
#define RULES_SELECT_H

/*
 * Who is chosen, by score: the first so many seats, or what a sum of money
 * holds.  Nothing here looks at an id or at the order of entry.  Where equal
 * scores leave it open who is chosen, an item is TIED: chosen under one
 * order of the equal ones and not under another.  YES and NO hold under every
 * order, also behind a tie.
 */

#include "base/arena.h"

__extension__ typedef __int128 int128;

enum selected {
	SELECTED_NO,
	SELECTED_YES,
	SELECTED_PARTLY, /* the first that does not fit, by MONEY_80 or MONEY_PARTLY */
	SELECTED_TIED,
};

struct contender {
	int128 score;
	int128 cost; /* in any unit, the same for all and for the money */
	bool eligible;
	enum selected selected; /* the answer */
	int128 left;		/* money left when its turn comes; -1 when that is open, or does not matter */
};

/* The `seats` highest scores.  Returns the seats for which the tied ones stand, 0 without a tie. */
size_t select_seats(struct arena *a, struct contender *v, size_t n, size_t seats);

enum select_money {
	MONEY_SKIP,    /* what does not fit is skipped, smaller ones behind it may come in */
	MONEY_NO_SKIP, /* the first that does not fit ends it */
	MONEY_80,      /* the same, and that one comes in when the rest covers 80 % of it */
	MONEY_PARTLY,  /* the same, and that one gets what is left, if anything is */
};

void select_money(struct arena *a, struct contender *v, size_t n, int128 money, enum select_money how);

#endif
