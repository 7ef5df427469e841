#ifndef RULES_PB_VOTERS_H
#define RULES_PB_VOTERS_H

/*
 * Who has a ballot already.  Ids numbered in order, 1, 2, 3, are known by the
 * first and the last of them.  Of any other 64 bits are kept, so that memory has
 * a ceiling: PB_VOTERS_MAX voters, 16 MiB.  Those behind it are counted without
 * this check, and the result says so.  Two different ids with the same 64 bits
 * among a million have a chance of one in thirty million.
 */

#include "base/str.h"

enum { PB_VOTERS_MAX = 1 << 20, PB_VOTERS_WAIT = 128 };

struct pb_voters {
	uint64_t first, last; /* of those in order; last 0 for none */
	uint64_t *slots;      /* 0 for an empty one */
	unsigned bits;
	size_t n;
	bool full;
	int64_t twice; /* the first line whose voter was there before, 0 for none; true after pb_voters_settle() */
	int64_t again; /* how many such lines */
	/* Looking up one at a time would wait for memory each time; these are on their way. */
	size_t waiting;
	struct pb_voter_line {
		uint64_t voter;
		int64_t line;
	} wait[PB_VOTERS_WAIT];
};

/* The voter of a line (1 …); an empty id is nobody. */
void pb_voters_add(struct pb_voters *v, struct str id, int64_t line);
void pb_voters_settle(struct pb_voters *v);
void pb_voters_free(struct pb_voters *v);

#endif
