#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * A string is a pointer and a length in bytes; it owns nothing and need not
 * end in NUL.  Text is UTF-8 unless a header says otherwise.
 *
 *     struct str s = STR("县财政局");
 *     if (str_ends(s, STR("局"))) ...
 *
 * Functions that search return the byte offset, or STR_NONE.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define STR_NONE ((size_t)-1)
#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_INIT(lit) { "" lit, sizeof(lit) - 1 } /* for static tables */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : "" /* for "%.*s" */

struct str {
	const char *p;
	size_t n;
};

static inline struct str str_of(const char *c)
{
	return (struct str){ c, c ? strlen(c) : 0 };
}

/* The bytes [from, to) of s; the caller keeps from <= to <= s.n. */
static inline struct str str_cut(struct str s, size_t from, size_t to)
{
	return (struct str){ s.p + from, to - from };
}

static inline struct str str_from(struct str s, size_t from)
{
	return str_cut(s, from, s.n);
}

/*
 * The last byte first: in Chinese it differs most, and most comparisons end
 * there.  The rest by words that may overlap: most strings are one to five
 * characters, for which a call of memcmp() costs more than the comparison.
 */
static inline bool str_same(const char *a, const char *b, size_t n)
{
	uint64_t x, y;
	uint32_t u, v;

	if (n == 0 || a[n - 1] != b[n - 1])
		return n == 0;
	for (; n > 8; a += 8, b += 8, n -= 8) {
		memcpy(&x, a, 8);
		memcpy(&y, b, 8);
		if (x != y)
			return false;
	}
	if (n < 4)
		return a[0] == b[0] && a[n >> 1] == b[n >> 1];
	memcpy(&u, a, 4);
	memcpy(&v, b, 4);
	if (u != v)
		return false;
	memcpy(&u, a + n - 4, 4);
	memcpy(&v, b + n - 4, 4);
	return u == v;
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && str_same(a.p, b.p, a.n);
}

static inline bool str_starts(struct str s, struct str head)
{
	return s.n >= head.n && str_same(s.p, head.p, head.n);
}

static inline bool str_ends(struct str s, struct str tail)
{
	return s.n >= tail.n && (tail.n == 0 || str_same(s.p + s.n - tail.n, tail.p, tail.n));
}

/* True when head stands at byte i of s. */
static inline bool str_at(struct str s, size_t i, struct str head)
{
	return i <= s.n && str_starts(str_from(s, i), head);
}

size_t str_find(struct str s, struct str what);
size_t str_find_from(struct str s, size_t from, struct str what);
size_t str_rfind(struct str s, struct str what);
static inline bool str_has(struct str s, struct str what)
{
	return str_find(s, what) != STR_NONE;
}

int str_cmp(struct str a, struct str b);

/* Without ASCII white space and U+3000 at both ends. */
struct str str_trim(struct str s);

/* FNV-1a, for tables in memory only; never stored. */
unsigned str_hash(struct str s);

#endif
