#ifndef READING_GRID_H
#define READING_GRID_H

/*
 * A table as the reader sees it, whatever it was made of: a table block, a
 * flattened table (a cell per line), columns aligned by blanks.  Every place
 * of the grid has a cell; places covered by a merged cell share it.
 */

#include "reading/text.h"

struct gcell {
	struct text text; /* tight, its words alone; with the cell's pieces */
	uint32_t row, col; /* anchor */
	uint32_t rowspan, colspan;
};

struct grid {
	uint32_t rows, cols;
	struct gcell **at; /* rows × cols, never NULL */
	uint32_t first_block, last_block;
	bool merges; /* the format says which cells are merged */
};

struct grid_list {
	struct grid *v;
	size_t n, cap;
};

static inline struct gcell *grid_at(const struct grid *g, uint32_t row, uint32_t col)
{
	return g->at[(size_t)row * g->cols + col];
}

/* Folded text of a place. */
static inline struct str grid_str(const struct grid *g, uint32_t row, uint32_t col)
{
	return grid_at(g, row, col)->text.s;
}

/* True when the cell at this place begins here and is not covered by one above or left. */
static inline bool grid_own(const struct grid *g, uint32_t row, uint32_t col)
{
	const struct gcell *c = grid_at(g, row, col);

	return c->row == row && c->col == col;
}

/* An empty grid; every place is the same empty cell until set. */
struct grid grid_empty(struct arena *a, uint32_t rows, uint32_t cols);

/* Puts a cell over rowspan × colspan places; pieces are kept, not copied. */
struct gcell *grid_put(struct arena *a, struct grid *g, uint32_t row, uint32_t col,
		       uint32_t rowspan, uint32_t colspan, const struct piece *pieces, size_t n);

/* The same over one place, its pieces folded already. */
struct gcell *grid_put_text(struct arena *a, struct grid *g, uint32_t row, uint32_t col, struct text text);

/* The grid of a table block; false when it is too large to be one (a damaged file). */
bool grid_of_block(struct arena *a, const struct document *doc, uint32_t block,
		   struct grid *ret);

/* The columns [from, from + cols) alone. */
struct grid grid_columns(struct arena *a, const struct grid *g, uint32_t from, uint32_t cols);

/* Rows and columns exchanged. */
struct grid grid_turn(struct arena *a, const struct grid *g);

#endif
