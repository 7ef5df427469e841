#include "base/str.h"

size_t str_find_from(struct str s, size_t from, struct str what)
{
	size_t last = what.n - 1;

	if (what.n == 0 || from > s.n)
		return STR_NONE;
	/* the last byte of a character tells it best; memmem() would first build a table per call */
	for (size_t i = from; s.n - i > last; i++) {
		const char *hit = memchr(s.p + i + last, what.p[last], s.n - i - last);

		if (hit == NULL)
			return STR_NONE;
		i = (size_t)(hit - s.p) - last;
		if (memcmp(s.p + i, what.p, last) == 0)
			return i;
	}
	return STR_NONE;
}

size_t str_find(struct str s, struct str what)
{
	return str_find_from(s, 0, what);
}

size_t str_rfind(struct str s, struct str what)
{
	if (what.n == 0 || s.n < what.n)
		return STR_NONE;
	for (size_t i = s.n - what.n + 1; i-- > 0;)
		if (str_same(s.p + i, what.p, what.n))
			return i;
	return STR_NONE;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

static size_t space_at_start(struct str s)
{
	if (s.n == 0)
		return 0;
	if (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))
		return 1;
	if (str_starts(s, STR("\u3000")))
		return 3;
	return str_starts(s, STR("\u00a0")) ? 2 : 0;
}

static size_t space_at_end(struct str s)
{
	if (s.n == 0)
		return 0;
	if (s.p[s.n - 1] == ' ' || (s.p[s.n - 1] >= '\t' && s.p[s.n - 1] <= '\r'))
		return 1;
	if (str_ends(s, STR("\u3000")))
		return 3;
	return str_ends(s, STR("\u00a0")) ? 2 : 0;
}

struct str str_trim(struct str s)
{
	size_t k;

	while ((k = space_at_start(s)) > 0)
		s = str_from(s, k);
	while ((k = space_at_end(s)) > 0)
		s.n -= k;
	return s;
}

unsigned str_hash(struct str s)
{
	unsigned h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}
