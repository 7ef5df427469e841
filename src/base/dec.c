#include "base/dec.h"

#include "base/digits.h"

static const int64_t ten_to[] = { 1,	  10,	    100,       1000,	   10000,
				  100000, 1000000, 10000000, 100000000, 1000000000 };

bool dec_parse(struct str s, struct dec *ret)
{
	struct dec d = { 0, 0 };
	bool point = false, digit = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && !point && digit) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9' || (point && d.scale == DEC_SCALE_MAX))
			return false;
		if (__builtin_mul_overflow(d.n, 10, &d.n) ||
		    __builtin_add_overflow(d.n, c - '0', &d.n))
			return false;
		digit = true;
		d.scale = (uint8_t)(d.scale + point);
	}
	if (!digit)
		return false;
	*ret = dec_norm(d);
	return true;
}

struct dec dec_norm(struct dec d)
{
	while (d.scale > 0 && d.n % 10 == 0) {
		d.n /= 10;
		d.scale--;
	}
	return d;
}

/* Brings both to one scale in 128 bits, where nothing overflows. */
static uint8_t align(struct dec a, struct dec b, __int128 *x, __int128 *y)
{
	uint8_t scale = a.scale > b.scale ? a.scale : b.scale;

	*x = (__int128)a.n * ten_to[scale - a.scale];
	*y = (__int128)b.n * ten_to[scale - b.scale];
	return scale;
}

static bool narrow(__int128 n, uint8_t scale, struct dec *ret)
{
	while (scale > 0 && n % 10 == 0) {
		n /= 10;
		scale--;
	}
	if (scale > DEC_SCALE_MAX || n > INT64_MAX || n < INT64_MIN)
		return false;
	*ret = (struct dec){ (int64_t)n, scale };
	return true;
}

int dec_cmp(struct dec a, struct dec b)
{
	__int128 x, y;

	align(a, b, &x, &y);
	return x < y ? -1 : x > y;
}

bool dec_add(struct dec a, struct dec b, struct dec *ret)
{
	__int128 x, y;
	uint8_t scale = align(a, b, &x, &y);

	return narrow(x + y, scale, ret);
}

bool dec_sub(struct dec a, struct dec b, struct dec *ret)
{
	__int128 x, y;
	uint8_t scale = align(a, b, &x, &y);

	return narrow(x - y, scale, ret);
}

bool dec_mul(struct dec a, struct dec b, struct dec *ret)
{
	return narrow((__int128)a.n * b.n, (uint8_t)(a.scale + b.scale), ret);
}

struct str dec_digits(char room[DEC_DIGITS_MAX], struct dec d)
{
	char *end = room + DEC_DIGITS_MAX, *p;
	uint64_t n, unit;

	d = dec_norm(d);
	n = d.n < 0 ? (uint64_t)0 - (uint64_t)d.n : (uint64_t)d.n;
	unit = (uint64_t)ten_to[d.scale];
	p = end;
	if (d.scale > 0) {
		p = digits_before(p, n % unit, d.scale);
		*--p = '.';
	}
	p = digits_before(p, n / unit, 1);
	if (d.n < 0)
		*--p = '-';
	return (struct str){ p, (size_t)(end - p) };
}

struct str dec_str(struct arena *a, struct dec d)
{
	char room[DEC_DIGITS_MAX];
	struct str s = dec_digits(room, d);

	return (struct str){ arena_cstr(a, s), s.n };
}

bool dec_to_fen(struct dec yuan, int64_t *ret)
{
	struct dec fen;

	if (!dec_mul(yuan, dec_int(100), &fen) || fen.scale != 0)
		return false;
	*ret = fen.n;
	return true;
}

struct str fen_str(struct arena *a, int64_t fen)
{
	return dec_str(a, (struct dec){ fen, 2 });
}
