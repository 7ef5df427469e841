#ifndef STORE_STORE_WRITE_H
#define STORE_STORE_WRITE_H

/*
 * Writing, for ops alone: one transaction per operation, bound to one region
 * whose head row is locked, so that ids and the audit chain have one order.
 *
 *     rc = txn_begin(k, region, &t, err);
 *     if (rc != RC_OK)
 *             return rc;
 *     rc = txn_put(&t, KIND_PROJECT, id, "name", value, err);
 *     …
 *     return txn_end(&t, rc, err);
 *
 * txn_end() commits when rc is RC_OK, and takes everything back otherwise.
 * Lock order: a transaction has one region; nobody holds two.
 */

#include "base/digest.h"
#include "sql/sql.h"
#include "store/ask.h"

struct txn {
	const struct ask *k;
	struct sql *db;
	struct arena *a;
	int64_t region;
	int64_t next_id, seq, version;
	uint8_t head[DIGEST_BYTES];
	int64_t set;	   /* the change set: seq of its first record; 0 before it */
	struct str reason; /* of every record that states none of its own */
	bool shown;	   /* something the public sees changed */
	size_t changes;	   /* records written */
};

enum rc txn_begin(const struct ask *k, int64_t region, struct txn *t, struct err *err) NODISCARD;
enum rc txn_end(struct txn *t, enum rc rc, struct err *err) NODISCARD;

/* The next id of the region. */
int64_t txn_id(struct txn *t);

/* ---- the audit chain ---- */

struct audit_record {
	const char *action; /* create edit gone import publish login-reset … */
	const char *kind;   /* project item milestone unit person account grant setting programme import file */
	int64_t object, owner; /* owner: the project of an item or milestone, else 0 */
	const char *field;     /* "" for the object as a whole */
	bool has_old, has_new;
	struct str old, new;
};

enum rc txn_audit(struct txn *t, const struct audit_record *r, struct err *err) NODISCARD;

/* The record's hash as docs/format.md says; used by writing and by verifying. */
struct audit_full {
	int64_t region, seq, at, account;
	struct str actor, action, kind, field, reason;
	int64_t object, owner;
	bool has_old, has_new;
	struct str old, new;
	int64_t set;
};

void audit_hash(const uint8_t prev[DIGEST_BYTES], const struct audit_full *r, uint8_t out[DIGEST_BYTES]);

#endif
