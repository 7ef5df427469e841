#include "reading/grid.h"

enum { PLACES_MAX = 32 << 20 };

struct grid grid_empty(struct arena *a, uint32_t rows, uint32_t cols)
{
	struct grid g = { .rows = rows, .cols = cols };
	struct gcell *empty = arena_alloc(a, sizeof(*empty));

	empty->row = empty->col = UINT32_MAX; /* nobody's own */
	empty->rowspan = empty->colspan = 1;
	g.at = arena_alloc(a, (size_t)rows * cols * sizeof(struct gcell *));
	for (size_t i = 0; i < (size_t)rows * cols; i++)
		g.at[i] = empty;
	return g;
}

struct gcell *grid_put_text(struct arena *a, struct grid *g, uint32_t row, uint32_t col, struct text text)
{
	struct gcell *c = arena_alloc(a, sizeof(*c));

	c->text = text;
	c->row = row;
	c->col = col;
	c->rowspan = c->colspan = 1;
	g->at[(size_t)row * g->cols + col] = c;
	return c;
}

struct gcell *grid_put(struct arena *a, struct grid *g, uint32_t row, uint32_t col,
		       uint32_t rowspan, uint32_t colspan, const struct piece *pieces, size_t n)
{
	struct gcell *c = grid_put_text(a, g, row, col, text_words(a, pieces, n));

	c->rowspan = rowspan > g->rows - row ? g->rows - row : rowspan;
	c->colspan = colspan > g->cols - col ? g->cols - col : colspan;
	for (uint32_t r = row; r < row + c->rowspan; r++)
		for (uint32_t k = col; k < col + c->colspan; k++)
			g->at[(size_t)r * g->cols + k] = c;
	return c;
}

bool grid_of_block(struct arena *a, const struct document *doc, uint32_t block,
		   struct grid *ret)
{
	const struct block *b = &doc->blocks.v[block];
	struct grid g;

	if (b->rows == 0 || b->cols == 0 || b->cols > PLACES_MAX / b->rows)
		return false;
	g = grid_empty(a, b->rows, b->cols);
	g.first_block = g.last_block = block;
	for (size_t i = 0; i < b->cell_count; i++) {
		const struct cell *c = &b->cells[i];
		struct piece *p = arena_alloc(a, sizeof(*p));

		if (c->row >= b->rows || c->col >= b->cols)
			continue;
		*p = (struct piece){ .s = c->text, .block = block, .row = (int32_t)c->row, .col = (int32_t)c->col };
		grid_put(a, &g, c->row, c->col, c->rowspan, c->colspan, p, 1);
		g.merges = g.merges || c->rowspan > 1;
	}
	*ret = g;
	return true;
}

struct grid grid_turn(struct arena *a, const struct grid *g)
{
	struct grid t = grid_empty(a, g->cols, g->rows);

	t.first_block = g->first_block;
	t.last_block = g->last_block;
	t.merges = g->merges;
	for (uint32_t r = 0; r < g->rows; r++)
		for (uint32_t c = 0; c < g->cols; c++)
			if (grid_own(g, r, c)) {
				struct gcell *from = grid_at(g, r, c);

				grid_put(a, &t, c, r, from->colspan, from->rowspan, from->text.pieces, from->text.npieces);
			}
	return t;
}

struct grid grid_columns(struct arena *a, const struct grid *g, uint32_t from, uint32_t cols)
{
	struct grid t = grid_empty(a, g->rows, cols);

	t.first_block = g->first_block;
	t.last_block = g->last_block;
	t.merges = g->merges;
	for (uint32_t r = 0; r < g->rows; r++)
		for (uint32_t c = from; c < from + cols; c++)
			if (grid_own(g, r, c)) {
				struct gcell *cell = grid_at(g, r, c);

				grid_put(a, &t, r, c - from, cell->rowspan, cell->colspan, cell->text.pieces, cell->text.npieces);
			}
	return t;
}
