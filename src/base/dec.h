#ifndef BASE_DEC_H
#define BASE_DEC_H

/*
 * Exact decimals: n / 10^scale.  2.67 is { 267, 2 }.  No floating point
 * touches a figure, a vote or money.  Money is int64 fen.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum { DEC_SCALE_MAX = 9, DEC_DIGITS_MAX = 24 };

struct dec {
	int64_t n;
	uint8_t scale; /* 0–9, trailing zeros removed by dec_norm() */
};

static inline struct dec dec_int(int64_t n)
{
	return (struct dec){ n, 0 };
}

/* Reads digits with an optional point ("12.50"); false on anything else or when out of range. */
bool dec_parse(struct str s, struct dec *ret);
struct dec dec_norm(struct dec d);
int dec_cmp(struct dec a, struct dec b);

/* False when the result does not fit; *ret is then untouched. */
bool dec_add(struct dec a, struct dec b, struct dec *ret);
bool dec_sub(struct dec a, struct dec b, struct dec *ret);
bool dec_mul(struct dec a, struct dec b, struct dec *ret);

/* "2.67"; thousands get no separator. */
struct str dec_str(struct arena *a, struct dec d);
struct str dec_digits(char room[DEC_DIGITS_MAX], struct dec d); /* the same, in `room` */

/* A number of yuan in fen, false when it has parts below one fen or does not fit. */
bool dec_to_fen(struct dec yuan, int64_t *ret);

/* Fen as yuan without trailing zeros: 1450000000 → "14500000", 67691 → "676.91". */
struct str fen_str(struct arena *a, int64_t fen);

#endif
