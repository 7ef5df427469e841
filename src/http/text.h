#ifndef HTTP_TEXT_H
#define HTTP_TEXT_H

/*
 * The small grammar of HTTP: tokens, header lists, percent codes.  All of it
 * is ASCII; nothing here looks at the locale.
 */

#include <stdint.h>

#include "base/arena.h"

/* Letters compare alike in both cases. */
bool ascii_same(struct str a, struct str b);

/* A token of RFC 9110 §5.6.2: a method, a header's name. */
bool token_is(struct str s);

/* Control characters: 0–31 and 127.  Tab is one. */
bool has_control(struct str s);

/*
 * Turns %41 and, with plus, "+" back into bytes, in the arena.  False when
 * a code is not two hex digits, or the result holds a NUL or is not UTF-8.
 */
enum plus { PLUS_STAYS, PLUS_IS_BLANK };
bool percent_decode(struct arena *a, struct str s, enum plus plus, struct str *ret);

/* Everything but A–Z a–z 0–9 - . _ ~ as %XX. */
struct str percent_encode(struct arena *a, struct str s);

/* Decimal digits only; false when empty, or beyond max. */
bool digits_parse(struct str s, uint64_t max, uint64_t *ret);

/* The piece of s before the byte `at`, which is cut off with it; all of s when there is none. */
struct str cut_at(struct str *s, char at);

#endif
