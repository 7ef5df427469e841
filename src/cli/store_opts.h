#ifndef CLI_STORE_OPTS_H
#define CLI_STORE_OPTS_H

/*
 * What commands with a store share: which one, and who acts.
 */

#include "store/store.h"

/* --db, else $MINSHENG_DB, else minsheng.db in this folder. */
const char *db_of(struct arena *a, struct str given);

/* The person at the machine: may do everything, and the log names the account of the system. */
struct actor actor_local(struct arena *a);

/* A request of now by this actor. */
struct ask ask_now(struct store *st, struct arena *a, const struct actor *actor);

#endif
