#ifndef CLI_TABLE_H
#define CLI_TABLE_H

/*
 * Text for terminals: columns of double-width characters that stay aligned,
 * lines that break where Chinese text may break, no control character of a
 * document ever reaching the terminal.
 *
 *     struct table t = table_start(arena, columns, COUNT(columns));
 *     table_row(&t);
 *     table_put(&t, 0, (struct cell_text){ .text = no });
 *     table_put(&t, 1, (struct cell_text){ .text = name, .style = STYLE_BOLD });
 *     table_put(&t, 1, (struct cell_text){ .text = task, .indent = 2, .lines_max = 2 });
 *     table_print(&t, &out, 80, colour);
 *
 * Columns that are empty in every row are left out.  Columns with share 0
 * take the room they need; the others divide what remains in proportion to
 * their shares, a column that needs less giving its rest to the others.
 */

#include "base/arena.h"
#include "base/buf.h"

/* ---- text ---- */

/* A copy with U+FFFD for every byte that is not UTF-8: file names and messages from outside. */
struct str text_valid(struct arena *a, struct str s);

/* A copy on one line: ends of lines and tabs become one space, control and direction characters
 * '?'. */
struct str text_clean(struct arena *a, struct str s);

/*
 * Bytes of s that go on a line of `width` columns; at least one character.
 * A line does not begin with ，。；：、）” and their like, nor end with （《“,
 * and words and numbers in Latin letters stay whole where a line can hold
 * them.
 */
size_t text_fit(struct str s, size_t width);

/* Moves *s past its first line and returns that line, without the spaces at the break. */
struct str text_line(struct str *s, size_t width);

/* Writes clean text wrapped to `width` columns; the first line goes on at column `indent`, further
 * ones are indented to it; ends with a newline. */
void text_wrapped(struct buf *out, struct str s, size_t indent, size_t width);

/* At most `width` columns of clean text, with … when it was cut. */
struct str text_short(struct arena *a, struct str s, size_t width);

void text_spaces(struct buf *out, size_t n);

/* ---- styles ---- */

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_DIM,
	STYLE_GOOD,
	STYLE_BAD,
	STYLE_ASK,
	STYLE_PLACE, /* the words a value came from */
};

/* Without colour both write nothing. */
void style_on(struct buf *out, enum style style, bool colour);
void style_off(struct buf *out, enum style style, bool colour);
void style_text(struct buf *out, enum style style, bool colour, struct str s);

/* ---- tables ---- */

enum { COLUMNS_MAX = 12, COLUMN_GAP = 2 };

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_POINT /* decimal points stand in one line */ };

struct column {
	const char *head;
	unsigned share;
	size_t min; /* columns a sharing column keeps at least */
	enum align align;
};

/* One paragraph of a cell. */
struct cell_text {
	struct str text;
	enum style style;
	size_t indent;
	struct str mark;  /* before the first line, within the indent */
	size_t lines_max; /* 0 for no limit; the last line then ends in … */
};

struct cell_text_list {
	struct cell_text *v;
	size_t n, cap;
};

struct table_row {
	struct cell_text_list cells[COLUMNS_MAX];
	bool begins; /* a new group: set apart from the row before */
};

struct table_row_list {
	struct table_row *v;
	size_t n, cap;
};

struct table {
	struct arena *a;
	const struct column *columns;
	size_t column_count;
	struct table_row_list rows;
};

struct table table_start(struct arena *a, const struct column *columns, size_t count);
void table_row(struct table *t, bool begins);

/* Adds a paragraph to a cell of the last row; empty text adds nothing. */
void table_put(struct table *t, size_t column, struct cell_text text);
void table_print(const struct table *t, struct buf *out, size_t width, bool colour);

#endif
