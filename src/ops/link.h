#ifndef OPS_LINK_H
#define OPS_LINK_H

/*
 * One-time links inside a transaction: what op_link_create() and the slips share.
 */

#include "store/store_write.h"

/* A new link for a unit of the transaction's region, with its record; *ret is the token. */
enum rc link_make(struct txn *t, int64_t unit, int64_t ends, struct str *ret, struct err *err) NODISCARD;

/* Until when a link made now is good: the region's setting link_days. */
enum rc link_ends(const struct ask *k, int64_t region, int64_t *ret, struct err *err) NODISCARD;

#endif
