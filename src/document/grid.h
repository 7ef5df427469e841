#ifndef DOCUMENT_GRID_H
#define DOCUMENT_GRID_H

/*
 * A table being read row by row, with merged cells, whose cells hold
 * paragraphs and tables of their own.
 *
 *     struct grid *g = grid_new(a, outer, &doc->blocks);
 *     grid_row(g);  grid_cell(g, a, rowspan, colspan);
 *     ... add blocks to doc->blocks ...
 *     grid_finish(g, a);
 *
 * All blocks of the page gather in one list; a cell remembers its range.
 * grid_finish() decides what the table was for.  One that arranges a page
 * (one filled cell, one column of many paragraphs, tables inside) dissolves:
 * its blocks stay where they are.  Any other takes its cells' blocks off the
 * list and puts one BLOCK_TABLE there; tables inside its cells become text of
 * the cell, and what stood outside of cells (<caption>) comes before it.
 */

#include "document/block.h"

enum { GRID_COLS_MAX = 1024 };

struct grid_cell {
	struct cell at;
	size_t from, to; /* its blocks in the list */
};

struct grid {
	struct grid *outer; /* the table around it, or NULL */
	struct block_list *blocks;
	size_t base; /* blocks before the table */
	struct {
		struct grid_cell *v;
		size_t n, cap;
	} cells;
	uint32_t row, col;  /* where the next cell is looked for */
	bool in_row, in_cell;
	uint32_t *covered; /* per column: the first row not covered by a cell above */
	uint32_t cols;	   /* columns used */
	uint32_t room;	   /* the length of covered */
};

struct grid *grid_new(struct arena *a, struct grid *outer, struct block_list *blocks);

/* Begins a row; ends the one before. */
void grid_row(struct grid *g);

/* Begins a cell (and a row, when none is open); 0 rows mean "to the end". */
void grid_cell(struct grid *g, struct arena *a, uint32_t rowspan, uint32_t colspan);
void grid_cell_end(struct grid *g);

void grid_finish(struct grid *g, struct arena *a);

#endif
