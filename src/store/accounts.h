#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

/*
 * Accounts, their grants and sessions as rows; the rules of logging in are in
 * ops/op_session.c.
 */

#include "store/store_read.h"
#include "store/store_write.h"

struct account {
	int64_t id, version;
	struct str login, name, password; /* password: argon2id, or empty */
	bool must_change, active;
	int64_t failed, failed_at, locked_until, last_login;
};

/* By id, or by login when id is 0; found is false when there is none. */
enum rc account_get(struct sql *db, struct arena *a, int64_t id, struct str login, struct account *ret, bool *found,
		    struct err *err) NODISCARD;
enum rc account_add(struct txn *t, struct str login, struct str name, struct str password, int64_t *id,
		    struct err *err) NODISCARD;
enum rc account_count(struct sql *db, int64_t *ret, struct err *err) NODISCARD;

/* Name, activity, password, must_change; moves the version. */
enum rc account_put(struct txn *t, const struct account *x, struct err *err) NODISCARD;
/* Failures, lock, last login: no version, no record. */
enum rc account_note(struct txn *t, const struct account *x, struct err *err) NODISCARD;

/* All that were not ended, whether or not they hold today. */
enum rc grants_of(struct sql *db, struct arena *a, int64_t account, struct grant_list *ret, struct err *err) NODISCARD;
enum rc grant_add(struct txn *t, int64_t account, const struct grant *g, int64_t *id, struct err *err) NODISCARD;
enum rc grant_end(struct txn *t, int64_t account, int64_t grant, bool *found, struct err *err) NODISCARD;

struct session_full {
	int64_t account, region, unit;
	int64_t began, seen, ends;
	struct str name;       /* the account's or unit's */
	bool must_change, active;
};

enum rc session_add(struct txn *t, struct str hash, const struct session_full *s, struct err *err) NODISCARD;
enum rc session_get(struct sql *db, struct arena *a, struct str hash, struct session_full *ret, bool *found,
		    struct err *err) NODISCARD;
enum rc session_touch(struct txn *t, struct str hash, int64_t seen, struct err *err) NODISCARD;
enum rc session_end(struct txn *t, struct str hash, struct err *err) NODISCARD;
/* Those of an account but one; hash empty: all. */
enum rc sessions_end(struct txn *t, int64_t account, struct str but, struct err *err) NODISCARD;
enum rc sessions_sweep(struct txn *t, int64_t now, struct err *err) NODISCARD;

#endif
