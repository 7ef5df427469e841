#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/*
 * UTF-8, checked once at the edge: text inside the program is valid.
 */

#include <stdint.h>

#include "base/str.h"

/* Length of the character that starts with this lead byte: 1–4. */
static inline size_t utf8_len(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* utf8_next() of what is neither ASCII nor three bytes long. */
uint32_t utf8_next_rare(struct str s, size_t *i);

/* Decodes the character at byte i of valid text and moves i past it. */
static inline uint32_t utf8_next(struct str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	if (p[0] < 0x80)
		return (*i)++, p[0];
	if (p[0] >= 0xE0 && p[0] < 0xF0 && s.n - *i >= 3) {
		*i += 3;
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
	return utf8_next_rare(s, i);
}

/* The ideograph or other character of three bytes at byte i, 0 for any other and behind the end. */
static inline uint32_t utf8_wide_at(struct str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;

	if (i >= s.n || s.n - i < 3 || p[0] < 0xE0 || p[0] >= 0xF0)
		return 0;
	return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

/* Decodes the character that ends before byte i and moves i to its start. */
uint32_t utf8_prev(struct str s, size_t *i);

/* Writes one character; returns its length, 1–4. */
size_t utf8_put(char out[4], uint32_t c);

/* Offset of the first byte that is not valid UTF-8, or STR_NONE. */
size_t utf8_invalid(struct str s);

/* The beginning of s, at most max bytes, that ends between characters. */
static inline struct str utf8_head(struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return str_cut(s, 0, max);
}

/* Characters in valid text. */
size_t utf8_count(struct str s);

/* Columns on a terminal: 2 for East Asian wide and full-width forms, 0 for combining marks. */
int utf8_char_width(uint32_t c);
size_t utf8_width(struct str s);

/* A CJK ideograph (the basic block, extensions A–G, compatibility). */
bool utf8_is_han(uint32_t c);

#endif
