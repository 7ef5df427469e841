#ifndef PHRASES_H
#define PHRASES_H

/*
 * Tables of phrases.  Each row holds the words as a document prints them and
 * what a careful person reads there, in the short notation its table explains;
 * docs/format.md is the authority, never the program.  Every wrong row is
 * shown before a test fails.
 *
 * A row of a known_open table is read otherwise today.  It is printed with its
 * reason and skipped; once it holds, the test fails until the row moves up.
 *
 * Include after <cmocka.h>.
 */

#include <stdio.h>

#include "reading/text.h"

#pragma GCC diagnostic ignored "-Wmissing-field-initializers" /* a row ends where nothing more is said */

enum { PHRASE_YEAR = 2025 };

struct phrase {
	const char *text, *want;
	const char *with; /* what the reader is told besides, e.g. the header of the column */
};

struct open_phrase {
	struct phrase row;
	const char *why;
};

/* The words as one cell of a table, folded. */
static inline struct text phrase_text(struct arena *a, const char *words, enum text_blanks blanks)
{
	struct piece *p = arena_alloc(a, sizeof(*p));

	*p = (struct piece){ .s = str_of(words), .block = 0, .row = 1, .col = 2 };
	return text_of(a, p, 1, blanks);
}

static inline struct str phrase_fold(struct arena *a, const char *words)
{
	return phrase_text(a, words, TEXT_TIGHT).s;
}

/* "06-30" in the plan's year, else "2026-06-30"; "?" for no day. */
static inline struct str phrase_day(struct arena *a, struct day d)
{
	struct str s = day_str(a, d);

	if (!day_is(d))
		return STR("?");
	return d.year == PHRASE_YEAR ? str_from(s, STR("2025-").n) : s;
}

/* "a", then "a; b": a list in the notation. */
static inline struct str phrase_add(struct arena *a, struct str list, const char *between, struct str one)
{
	return list.n == 0 ? one : arena_printf(a, "%.*s%s%.*s", STR_ARG(list), between, STR_ARG(one));
}

static inline bool phrase_holds(struct arena *a, const struct phrase *row,
				struct str (*read)(struct arena *, const struct phrase *),
				struct str *got)
{
	arena_reset(a);
	*got = read(a, row);
	return str_eq(*got, str_of(row->want));
}

static inline void phrases_hold(const struct phrase *rows, size_t n,
				struct str (*read)(struct arena *, const struct phrase *))
{
	struct arena *a = arena_new();
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		struct str got;

		if (phrase_holds(a, &rows[i], read, &got))
			continue;
		print_error("row %zu 「%s」%s%s: got %.*s, want %s\n", i, rows[i].text,
			    rows[i].with ? " with " : "", rows[i].with ? rows[i].with : "",
			    STR_ARG(got), rows[i].want);
		wrong++; /* go on: show every wrong row at once */
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

static inline void phrases_open(const struct open_phrase *rows, size_t n,
				struct str (*read)(struct arena *, const struct phrase *))
{
	struct arena *a = arena_new();
	int closed = 0;

	for (size_t i = 0; i < n; i++) {
		struct str got;

		if (phrase_holds(a, &rows[i].row, read, &got)) {
			print_error("open row %zu 「%s」 holds now: move it up\n", i,
				    rows[i].row.text);
			closed++;
		} else {
			print_message("open: 「%s」 %s (got %.*s, want %s)\n", rows[i].row.text,
				      rows[i].why, STR_ARG(got), rows[i].row.want);
		}
	}
	arena_free(a);
	assert_int_equal(closed, 0);
	skip();
}

#endif
