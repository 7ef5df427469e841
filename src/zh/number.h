#ifndef ZH_NUMBER_H
#define ZH_NUMBER_H

/*
 * Numbers as written: 12、1,234、0.8、十二、一百二十、两、1.5万.
 * Text is folded (zh/fold.h).
 */

#include "base/dec.h"

/* Arabic digits at byte i with an optional decimal part and thousands commas; *i moves past. */
bool zh_digits(struct str s, size_t *i, struct dec *ret);

/* A Chinese numeral at byte i (零 to 千万); *i moves past.  *ret is below 10^8. */
bool zh_numeral(struct str s, size_t *i, int64_t *ret);

/* Either of them as a small whole number (months, ordinals); *i moves past. */
bool zh_small(struct str s, size_t *i, int *ret);

/* The value of the Chinese digit at byte i (一–九、两, 零〇 0, 十 10), or -1. */
int zh_digit_at(struct str s, size_t i);

static inline bool zh_is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

#endif
