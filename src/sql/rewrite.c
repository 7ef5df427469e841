#include "sql/engine.h"

/* Word for word; what stands in quotes or comments stays. */
static const struct {
	struct str word, sqlite, postgres;
} words[] = {
	{ STR_INIT("INT8"), STR_INIT("INTEGER"), STR_INIT("INT8") },
	{ STR_INIT("BYTES"), STR_INIT("BLOB"), STR_INIT("BYTEA") },
	{ STR_INIT("STRICT"), STR_INIT("STRICT"), STR_INIT("") },
};

static bool in_word(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The end of what begins at i and is not looked into: a literal or a comment; i itself for anything else. */
static size_t skip(struct str s, size_t i)
{
	size_t end;

	if (s.p[i] == '\'') {
		end = str_find_from(s, i + 1, STR("'"));
		return end == STR_NONE ? s.n : end + 1;
	}
	if (str_at(s, i, STR("--"))) {
		end = str_find_from(s, i, STR("\n"));
		return end == STR_NONE ? s.n : end;
	}
	return i;
}

static struct str replaced(struct str word, bool postgres)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(word, words[i].word))
			return postgres ? words[i].postgres : words[i].sqlite;
	return word;
}

void sql_rewrite(struct buf *out, struct str text, bool postgres)
{
	size_t i = 0;

	while (i < text.n) {
		size_t to = skip(text, i);

		if (to > i) {
			buf_str(out, str_cut(text, i, to));
		} else if (in_word(text.p[i])) {
			while (to < text.n && in_word(text.p[to]))
				to++;
			buf_str(out, replaced(str_cut(text, i, to), postgres));
		} else {
			buf_char(out, text.p[i] == '$' && !postgres ? '?' : text.p[i]);
			to = i + 1;
		}
		i = to;
	}
	buf_char(out, '\0');
}

int sql_params(struct str text)
{
	int most = 0;

	for (size_t i = 0; i < text.n; i++) {
		int n = 0;

		if (text.p[i] != '$')
			continue;
		for (i++; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++)
			n = n * 10 + (text.p[i] - '0');
		i--;
		most = n > most ? n : most;
	}
	return most;
}
