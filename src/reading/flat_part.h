#ifndef READING_FLAT_PART_H
#define READING_FLAT_PART_H

/*
 * The parts of reading flattened tables, for flat*.c alone: the header found
 * in the lines (flat_head.c), the lines below it, and the way these are laid
 * over its columns (flat_lay.c).
 */

#include "reading/flat.h"

enum { FLAT_COLUMNS_MAX = 24 };

/* The lines of a header: word after word, blank lines aside. */
struct flat_header {
	struct piece_list word[FLAT_COLUMNS_MAX]; /* a word may take several lines */
	size_t n;
	int sure;
	uint32_t end; /* first block behind it */
	bool tabs;
	bool spaced; /* all words in one line, set apart by single blanks; so are the cells */
};

/* One line, or with tabs one cell, to be placed in a column. */
struct flat_line {
	struct piece_list pieces;
	struct text text;
	bool after_gap;	 /* an empty line stands before it */
	bool line_start; /* spaced cells: first of its line */
};

struct flat_lines {
	struct flat_line *v;
	size_t n, cap;
};

/* A header that begins at this block, its words below each other or in one line; *ret is set only when true. */
bool flat_header_at(struct arena *a, const struct document *doc, uint32_t block, int year, struct flat_header *ret);

/* The same below a header whose words stand in one line (spaced) or not: only the like is looked for. */
bool flat_header_again(struct arena *a, const struct document *doc, uint32_t block, int year, bool spaced,
		       struct flat_header *ret);

/* Do both hold the same words? */
bool flat_same_header(struct arena *a, const struct flat_header *x, const struct flat_header *y);

/*
 * Lays the lines over the columns: column[u] is the column of line u, -1
 * behind the table, and row_begins[u] tells whether a row begins with it.
 */
void flat_lay(struct arena *scratch, const struct flat_header *h, const struct columns *cs, const struct flat_lines *lines,
	      int16_t *column, bool *row_begins);

/* The whole line of a block. */
struct piece flat_piece(const struct document *doc, uint32_t block);

/* The same folded, without blanks. */
struct str flat_text(struct arena *a, const struct document *doc, uint32_t block);

/* The parts of a line between single blanks. */
struct piece_list flat_blank_parts(struct arena *a, const struct document *doc, uint32_t block);

/* Does a tab begin the line? */
bool flat_has_tab(struct str s);

#endif
