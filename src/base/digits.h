#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

/*
 * Whole numbers as decimal digits, without printf(): a long programme is
 * written with some ten of them per line of its document.
 *
 *     char digits[DIGITS_MAX];
 *     buf_str(out, digits_of(digits, -12));
 */

#include "base/str.h"

enum { DIGITS_MAX = 24 };

/* Writes at least `width` digits (at most 20), zeros in front, so that they end before `end`; returns where they begin. */
static inline char *digits_before(char *end, uint64_t n, int width)
{
	char *p = end;

	do
		*--p = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	while (end - p < width)
		*--p = '0';
	return p;
}

/* n with its sign, in `room`. */
static inline struct str digits_of(char room[DIGITS_MAX], int64_t n)
{
	uint64_t size = n < 0 ? (uint64_t)0 - (uint64_t)n : (uint64_t)n;
	char *end = room + DIGITS_MAX, *p = digits_before(end, size, 1);

	if (n < 0)
		*--p = '-';
	return (struct str){ p, (size_t)(end - p) };
}

#endif
