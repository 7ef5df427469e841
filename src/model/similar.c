#include "model/similar.h"

#include <stdint.h>

/* ASCII is plain; of the rest only letters and ideographs count, not 、（“ and wide blanks. */
static bool counts(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
	if (c >= 0x2000 && c <= 0x206F)
		return false;
	if (c >= 0x3000 && c <= 0x303F)
		return false;
	return !(c >= 0xFF00 && c <= 0xFF0F) && !(c >= 0xFF1A && c <= 0xFF20) && c != 0xB7 && c != 0xA0;
}

static uint32_t next(struct str s, size_t *i)
{
	unsigned char lead = (unsigned char)s.p[*i];
	size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32_t c = n == 1 ? lead : lead & (0x7Fu >> n);

	for (size_t k = 1; k < n && *i + k < s.n; k++)
		c = c << 6 | ((unsigned char)s.p[*i + k] & 0x3F);
	*i += n;
	return c;
}

/* The characters that count. */
static struct str similar_key(struct arena *a, struct str s)
{
	char *out = arena_bytes(a, s.n);
	size_t n = 0, i = 0;

	while (i < s.n) {
		size_t from = i;

		if (!counts(next(s, &i)))
			continue;
		i = i > s.n ? s.n : i;
		memcpy(out + n, s.p + from, i - from);
		n += i - from;
	}
	return (struct str){ out, n };
}

bool similar_same(struct arena *a, struct str left, struct str right)
{
	return str_eq(left, right) || str_eq(similar_key(a, left), similar_key(a, right));
}

enum { PAIRS_MAX = 400 };

static size_t pairs(struct str s, uint64_t out[PAIRS_MAX])
{
	size_t n = 0, i = 0;
	uint32_t before = 0;

	while (i < s.n && n < PAIRS_MAX) {
		uint32_t c = next(s, &i);

		out[n++] = (uint64_t)before << 32 | c;
		before = c;
	}
	return n;
}

int similarity(struct arena *a, struct str left, struct str right)
{
	uint64_t l[PAIRS_MAX], r[PAIRS_MAX];
	size_t ln = pairs(similar_key(a, left), l), rn = pairs(similar_key(a, right), r), both = 0;

	if (ln == 0 || rn == 0)
		return 0;
	for (size_t i = 0; i < ln; i++)
		for (size_t k = 0; k < rn; k++)
			if (r[k] == l[i]) {
				r[k] = 0;
				both++;
				break;
			}
	return (int)(2000 * both / (ln + rn));
}
