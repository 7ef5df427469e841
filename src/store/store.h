#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * The store: one SQLite file, or a PostgreSQL database, behind the same
 * functions.
 *
 *     rc = store_open("minsheng.db", STORE_CREATE, &st, &err);
 *     rc = store_open("postgres://user@host/name", STORE_WRITE, &st, &err);
 *     …
 *     store_close(st);
 *
 * Safe for threads: readers come from a pool, writers wait for each other
 * (SQLite: one writer; PostgreSQL: one per region).  The schema is brought up
 * to date in one transaction by STORE_WRITE and STORE_CREATE; a newer schema
 * is refused.  A missing store is created by STORE_CREATE alone, and
 * store_created() tells it.
 *
 * Failures: RC_INPUT for a file that is no store of ours, is missing, read
 * only or newer; RC_OUTSIDE with WHY_BUSY when locked or when PostgreSQL is
 * gone (the next request tries again), with WHY_FULL when the disk is full.
 */

#include "store/ask.h"

struct store;

enum store_mode {
	STORE_READ,   /* nothing is written, not even the schema */
	STORE_WRITE,  /* must exist */
	STORE_CREATE, /* made when missing */
};

enum rc store_open(const char *url, enum store_mode mode, struct store **ret, struct err *err) NODISCARD;
void store_close(struct store *st); /* accepts NULL */

bool store_created(const struct store *st);

/* The store as it may be shown to people: without a password. */
const char *store_name(const struct store *st);

/* Is it there and answering?  For /readyz. */
enum rc store_ping(struct store *st, struct err *err) NODISCARD;

enum { STORE_SCHEMA = 1 }; /* the newest schema this program knows */

#endif
