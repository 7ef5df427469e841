#include "rules/pb_voters.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* 4,096 slots, then eight times as many each time; half of them stay empty. */
enum { FIRST_BITS = 12, MORE_BITS = 3, LAST_BITS = 21 };

_Static_assert((size_t)1 << LAST_BITS == 2 * (size_t)PB_VOTERS_MAX, "room for all voters");

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93u;
	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93u;
	return h ^ h >> 32;
}

/* 64 bits of an id, never 0. */
static inline uint64_t voter_of(struct str id)
{
	uint64_t h = id.n, w = 0;

	for (; id.n > sizeof(w); id = str_from(id, sizeof(w))) {
		memcpy(&w, id.p, sizeof(w));
		h = mix(h ^ w);
	}
	w = 0;
	memcpy(&w, id.p, id.n);
	h = mix(h ^ w);
	return h == 0 ? 1 : h;
}

/* A number as people count, 1 …; 0 for anything else. */
static inline uint64_t number_of(struct str id)
{
	enum { DIGITS_MAX = 15 };
	uint64_t n = 0;

	if (id.n > DIGITS_MAX || id.p[0] == '0')
		return 0;
	for (size_t i = 0; i < id.n; i++) {
		if (id.p[i] < '0' || id.p[i] > '9')
			return 0;
		n = n * 10 + (uint64_t)(id.p[i] - '0');
	}
	return n;
}

/* Where the voter is, or would be. */
static inline size_t slot_of(const uint64_t *slots, unsigned bits, uint64_t voter)
{
	size_t mask = ((size_t)1 << bits) - 1, at = (size_t)voter & mask;

	while (slots[at] != 0 && slots[at] != voter)
		at = (at + 1) & mask;
	return at;
}

static void grow(struct pb_voters *v)
{
	unsigned bits = v->slots == NULL ? FIRST_BITS : v->bits + MORE_BITS;
	uint64_t *slots = calloc((size_t)1 << bits, sizeof(*slots));

	if (slots == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	for (size_t i = 0; v->slots != NULL && i < (size_t)1 << v->bits; i++)
		if (v->slots[i] != 0)
			slots[slot_of(slots, bits, v->slots[i])] = v->slots[i];
	free(v->slots);
	v->slots = slots;
	v->bits = bits;
}

static void found_twice(struct pb_voters *v, int64_t line)
{
	v->again++;
	if (v->twice == 0 || line < v->twice)
		v->twice = line;
}

static void settle_one(struct pb_voters *v, struct pb_voter_line l)
{
	size_t at = slot_of(v->slots, v->bits, l.voter);

	if (v->slots[at] == l.voter) {
		found_twice(v, l.line);
		return;
	}
	v->full = v->n >= PB_VOTERS_MAX;
	if (!v->full) {
		v->slots[at] = l.voter;
		v->n++;
	}
}

void pb_voters_settle(struct pb_voters *v)
{
	for (size_t i = 0; i < v->waiting; i++)
		settle_one(v, v->wait[i]);
	v->waiting = 0;
}

/* Is this the next of those in order, or one of them?  Their row ends with the first that is not. */
static inline bool add_in_order(struct pb_voters *v, uint64_t number, int64_t line)
{
	if (number == 0)
		return false;
	if (v->n + v->waiting == 0 && (v->last == 0 || number == v->last + 1)) {
		v->first = v->last == 0 ? number : v->first;
		v->last = number;
		return true;
	}
	if (v->last == 0 || number < v->first || number > v->last)
		return false;
	found_twice(v, line);
	return true;
}

void pb_voters_add(struct pb_voters *v, struct str id, int64_t line)
{
	uint64_t voter;

	if (id.n == 0 || add_in_order(v, number_of(id), line))
		return;
	if (v->waiting == PB_VOTERS_WAIT)
		pb_voters_settle(v);
	if (v->waiting == 0 && v->bits < LAST_BITS && 2 * (v->n + PB_VOTERS_WAIT) >= (size_t)1 << v->bits)
		grow(v);
	voter = voter_of(id);
	__builtin_prefetch(&v->slots[voter & (((size_t)1 << v->bits) - 1)], 1);
	v->wait[v->waiting++] = (struct pb_voter_line){ voter, line };
}

void pb_voters_free(struct pb_voters *v)
{
	free(v->slots);
	*v = (struct pb_voters){ 0 };
}
