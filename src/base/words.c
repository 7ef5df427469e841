#include "base/words.h"

#include "base/err.h"
#include "base/utf8.h"

static void add_all(struct words *w, unsigned (*key_of)(struct str))
{
	if (w->n > WORDS_MAX)
		die("words_index: %zu words, at most %d", w->n, WORDS_MAX);
	/* from the last, so that each chain is in the order of the table */
	for (size_t i = w->n; i-- > 0;) {
		unsigned key;

		if (w->v[i].n == 0)
			die("words_index: word %zu is empty", i);
		key = key_of(w->v[i]);
		w->next[i] = w->first[key];
		w->first[key] = (uint8_t)(i + 1);
	}
}

static unsigned first_key(struct str s)
{
	return words_key(s, 0);
}

void words_index(struct words *w)
{
	add_all(w, first_key);
}

void words_index_ends(struct words *w)
{
	add_all(w, words_last_key);
}

bool words_in(const struct words *w, struct str s)
{
	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i]))
		for (unsigned k = w->first[words_key(s, i)]; k > 0; k = w->next[k - 1])
			if (str_at(s, i, w->v[k - 1]))
				return true;
	return false;
}

size_t words_first_in(const struct words *w, struct str s)
{
	size_t best = STR_NONE;

	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i]))
		for (unsigned k = w->first[words_key(s, i)]; k > 0 && k - 1 < best; k = w->next[k - 1])
			if (str_at(s, i, w->v[k - 1]))
				best = k - 1;
	return best;
}
