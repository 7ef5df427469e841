#ifndef BASE_WORDS_H
#define BASE_WORDS_H

/*
 * A fixed set of words that is looked for in running text, indexed by first
 * character, so that a character which begins none of them costs one look.
 *
 *     static const struct str unit_words[] = { STR_INIT("局"), … };
 *     static struct words units = WORDS(unit_words);
 *
 *     __attribute__((constructor)) static void index_words(void)
 *     {
 *             words_index(&units);
 *     }
 *
 *     if (words_in(&units, s)) …
 *
 * A set that is looked for at the end of a string (局, 中心, 有限公司) is
 * indexed by last character: words_index_ends(), words_end().
 *
 * Indexed once, before main(), and read only from then on.  Text is valid
 * UTF-8 and cut between characters.
 */

#include <stdint.h>

#include "base/str.h"

enum { WORDS_MAX = 254, WORDS_KEYS = 512 };

struct words {
	const struct str *v;
	size_t n;
	uint8_t first[WORDS_KEYS]; /* 1 + the first word with this key, 0 for none */
	uint8_t next[WORDS_MAX];   /* 1 + the next one with the same key, in the order of v */
};

#define WORDS(table) { .v = (table), .n = COUNT(table) }

/* Ends the program when the table is too long or holds an empty word. */
void words_index(struct words *w);

/* The same, for words_end() only. */
void words_index_ends(struct words *w);

static inline unsigned words_key(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];

	if (c < 0xE0 || s.n - i < 3)
		return c;
	return ((unsigned)s.p[i + 1] & 7) << 6 | ((unsigned)s.p[i + 2] & 63);
}

/* The length of the longest word at byte i, 0 for none. */
static inline size_t words_at(const struct words *w, struct str s, size_t i)
{
	size_t best = 0;

	if (i >= s.n)
		return 0;
	for (unsigned k = w->first[words_key(s, i)]; k > 0; k = w->next[k - 1])
		if (w->v[k - 1].n > best && str_at(s, i, w->v[k - 1]))
			best = w->v[k - 1].n;
	return best;
}

/* The key of the last character of s, which is not empty. */
static inline unsigned words_last_key(struct str s)
{
	unsigned char c = (unsigned char)s.p[s.n - 1];

	return c < 0x80 || s.n < 3 ? c : words_key(s, s.n - 3);
}

/* The length of the longest word that s ends with, 0 for none; for sets indexed by their ends. */
static inline size_t words_end(const struct words *w, struct str s)
{
	size_t best = 0;

	if (s.n == 0)
		return 0;
	for (unsigned k = w->first[words_last_key(s)]; k > 0; k = w->next[k - 1])
		if (w->v[k - 1].n > best && str_ends(s, w->v[k - 1]))
			best = w->v[k - 1].n;
	return best;
}

/* Is s one of them? */
static inline bool words_is(const struct words *w, struct str s)
{
	return s.n > 0 && words_at(w, s, 0) == s.n;
}

/* Does s begin with one of them? */
static inline bool words_begin(const struct words *w, struct str s)
{
	return words_at(w, s, 0) > 0;
}

/* Does one of them stand anywhere in s? */
bool words_in(const struct words *w, struct str s);

/* The lowest place in the table of a word that stands anywhere in s, or STR_NONE. */
size_t words_first_in(const struct words *w, struct str s);

#endif
