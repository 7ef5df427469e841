#ifndef RULES_PB_VOTERS_H
#define RULES_PB_VOTERS_H

/*
 * Who has a ballot already.  Ids numbered in order, 1, 2, 3, are known by the
 * first and the last of them.  Of any other 64 bits are kept, so that memory has
 * a ceiling: PB_VOTERS_MAX voters, 16 MiB.  Those behind it are counted without
 * this check, and the result says so.  Two different ids with the same 64 bits
 * among a million have a chance of one in thirty million.
 */

#include <string.h>

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

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "digits and ids are taken from words");

/* The number of 1 to 8 digits at p; 0 for anything else and with a zero in front.  Eight bytes can be read. */
static inline uint64_t pb_digits_at(const char *p, size_t n)
{
	uint64_t w, shift = 8 * (8 - n);

	memcpy(&w, p, sizeof(w));
	if (*p == '0')
		return 0;
	/* the values of the digits, in the highest bytes; zeros below */
	w = (w << shift) ^ (0x3030303030303030u << shift);
	if (((w + 0x7676767676767676u) | w) & 0x8080808080808080u) /* more than 9 */
		return 0;
	/* two, four, eight digits at once */
	w = w * 10 + (w >> 8);
	return ((w & 0x000000FF000000FFu) * 0x000F424000000064u +
		(w >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
}

/*
 * Is this the next of those in order?  Then it is known; else pb_voters_add()
 * has to be asked.  Eight bytes can be read at the id.
 */
static inline bool pb_voters_next(struct pb_voters *v, struct str id)
{
	if (v->last == 0 || v->n + v->waiting > 0 || id.n - 1 >= 8 || pb_digits_at(id.p, id.n) != v->last + 1)
		return false;
	v->last++;
	return true;
}

/* The voter of a line (1 …); an empty id is nobody. */
void pb_voters_add(struct pb_voters *v, struct str id, int64_t line);
void pb_voters_settle(struct pb_voters *v);
void pb_voters_free(struct pb_voters *v);

#endif
