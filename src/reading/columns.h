#ifndef READING_COLUMNS_H
#define READING_COLUMNS_H

/*
 * What each column of a grid is about: by its header words first, then by
 * what its cells hold.  Headers may stand in several rows, below a title row,
 * be repeated after page breaks, or be missing.
 */

#include "reading/field.h"
#include "reading/grid.h"

struct column {
	enum field field;
	struct str label;     /* header as printed, folded: a leader's role, a source's name */
	struct zh_when when;  /* FIELD_PERIOD */
	int64_t money_unit;   /* yuan per one in bare numbers, 0 unknown */
	bool listed;	      /* its header is a listed word, not one put together or guessed */
	bool by_content;      /* no known header word */
	bool amount;	      /* how much of what the column on the left names: 建成 | 8个 */
};

struct columns {
	struct column *v; /* one per grid column */
	uint32_t header_row, body_row; /* first header row; first row below the header */
	uint32_t header_rows; /* 0: none was found */
	int sure; /* columns told by whole header words */
};

/* Finds header rows and types the columns; false when the grid is no table of projects. */
bool columns_find(struct arena *a, const struct grid *g, int year, struct columns *ret);

/* The same, but only by header words. */
bool columns_find_header(struct arena *a, const struct grid *g, int year, struct columns *ret);

/* The grid's row repeats the header (after a page break). */
bool columns_repeats(const struct grid *g, const struct columns *c, uint32_t row);

/* Columns of an earlier table for a grid that continues it without a header. */
bool columns_continue(struct arena *a, const struct grid *g, const struct columns *earlier,
		      uint32_t earlier_cols, struct columns *ret);

/* Settles what two headers mean beside each other; also used for labels of cards. */
void columns_settle(struct arena *a, const struct grid *g, struct columns *c);

#endif
