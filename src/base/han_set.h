#ifndef BASE_HAN_SET_H
#define BASE_HAN_SET_H

/*
 * A set of ideographs of the basic block (U+4E00 to U+9FFF), one bit each: does
 * anything we look for begin with this character?  Other characters are never in it.
 *
 *     static struct han_set firsts;
 *
 *     han_set_add_all(&firsts, STR("年月日"));   (before main(), read only from then on)
 *     if (han_set_has(&firsts, c)) …
 */

#include "base/utf8.h"

enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };

struct han_set {
	uint8_t bits[(HAN_LAST - HAN_FIRST) / 8 + 1];
};

static inline void han_set_add(struct han_set *set, uint32_t c)
{
	if (c >= HAN_FIRST && c <= HAN_LAST)
		set->bits[(c - HAN_FIRST) / 8] |= (uint8_t)(1 << (c - HAN_FIRST) % 8);
}

/* Every character of valid text. */
static inline void han_set_add_all(struct han_set *set, struct str text)
{
	for (size_t i = 0; i < text.n;)
		han_set_add(set, utf8_next(text, &i));
}

static inline bool han_set_has(const struct han_set *set, uint32_t c)
{
	return c >= HAN_FIRST && c <= HAN_LAST && (set->bits[(c - HAN_FIRST) / 8] >> (c - HAN_FIRST) % 8 & 1) != 0;
}

#endif
