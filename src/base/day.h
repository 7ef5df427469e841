#ifndef BASE_DAY_H
#define BASE_DAY_H

/*
 * Calendar days (proleptic Gregorian, years 1–9999).  A day with year 0 is
 * "no day".  What day it is today is always an argument.
 */

#include <stdint.h>

#include "base/arena.h"

struct day {
	int16_t year;
	int8_t month, day;
};

enum { DAY_DIGITS_MAX = 16 };

#define DAY_NONE ((struct day){ 0, 0, 0 })

static inline bool day_is(struct day d)
{
	return d.year != 0;
}

bool day_valid(int year, int month, int day);
int day_month_last(int year, int month); /* 28–31 */

/* DAY_NONE when there is no such day. */
struct day day_of(int year, int month, int day);
int day_cmp(struct day a, struct day b);

/* Days from `from` to `to`, below 0 when it lies before; both are days. */
int day_count(struct day from, struct day to);

/* "2025-03-31", or "" for no day. */
struct str day_str(struct arena *a, struct day d);
struct str day_digits(char room[DAY_DIGITS_MAX], struct day d); /* the same, in `room` */
bool day_parse(struct str iso, struct day *ret);

#endif
