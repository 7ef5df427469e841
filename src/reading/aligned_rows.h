#ifndef READING_ALIGNED_ROWS_H
#define READING_ALIGNED_ROWS_H

/* Shared by the two halves of the aligned reader: columns (aligned.c) and rows (aligned_rows.c). */

#include "reading/grid.h"

enum { COLS_MAX = 24, WIDTH_MAX = 600 };

/* A run of text between wide blanks, in display columns. */
struct run {
	size_t from, to;   /* bytes of the line */
	size_t left, right; /* display columns */
};

struct run_list {
	struct run *v;
	size_t n, cap;
};

/* How far a character goes: an ideograph over two columns, as fonts draw it, or over one, as pdftotext -layout counts. */
enum aligned_width { ALIGNED_DRAWN, ALIGNED_COUNTED };

struct layout {
	enum aligned_width width;
	size_t left[COLS_MAX], right[COLS_MAX]; /* of the header words */
	size_t cut[COLS_MAX + 1];	       /* column k is [cut[k], cut[k+1]) */
	size_t n;
	size_t group[COLS_MAX]; /* run of the first header line that the column stands under */
	bool sub[COLS_MAX];	/* its word stands in the second line, beside others of the group */
	uint32_t header, body; /* first block of the header, first behind it */
	bool all_sure; /* of a stacked header: every word is known */
	bool stacked; /* no line of the header has all its words: 序 / 号 beside 项目名称 on the line between */
};

/* What gathers the lines of a table into rows of its grid. */
struct gather {
	struct arena *a;
	const struct document *doc;
	const struct layout *l;
	struct grid *g;
	struct piece_list cells[COLS_MAX];
	size_t widest[COLS_MAX];
	uint32_t row;
	bool any;
	size_t no_col, name_col; /* SIZE_MAX: none */
};

/* Cuts a line where two or more blank columns (or one wide blank) stand. */
struct run_list aligned_cut(struct arena *a, struct str s, enum aligned_width width);

/* The folded text of a run. */
struct text aligned_text(struct arena *a, const struct document *doc, uint32_t block, struct run r);

/* The column that most of a run stands in. */
size_t aligned_column(const struct layout *l, const struct run *r);

/* Cuts runs that cross a column's edge at a blank. */
void aligned_split(struct arena *a, struct str s, const struct layout *l, struct run_list *runs);

/* Most of the line's runs are header words. */
bool aligned_is_header(struct arena *a, const struct document *doc, uint32_t block, int year, enum aligned_width width,
		       struct run_list *runs);

/* Gathers blocks [from, to) into rows of x->g from x->row on. */
void aligned_gather(struct gather *x, uint32_t from, uint32_t to, int year);

/* A header at this block whose words stand over several lines, none of them holding all (aligned_head.c). */
bool aligned_stacked(struct arena *a, const struct document *doc, uint32_t block, int year, enum aligned_width width, struct layout *ret);

#endif
