#ifndef STORE_ASK_H
#define STORE_ASK_H

/*
 * One request to the store: who asks, where, when, and the arena in which the
 * answer lives.  A door fills it once per request; every op_ and every
 * store_read_ takes it first.
 */

#include "model/actor.h"

struct store;

struct ask {
	const struct actor *actor;
	struct store *st;
	struct arena *a;   /* answers live here */
	int64_t now;	   /* ms since 1970, UTC; base/clock.h */
	struct day today;  /* the day it is for the people */
};

#endif
