#include "document/grid.h"

#include "base/buf.h"

enum {
	ROWSPAN_MAX = 65534,	  /* as browsers have it */
	ARRANGED_PARAGRAPHS = 8,  /* a lone row with a longer cell arranges a page */
	CELL_TEXT_MAX = 64 << 20, /* of one cell; the whole document has a lower ceiling */
};

struct grid *grid_new(struct arena *a, struct grid *outer, struct block_list *blocks)
{
	struct grid *g = arena_alloc(a, sizeof(*g));

	g->outer = outer;
	g->blocks = blocks;
	g->base = blocks->n;
	return g;
}

static bool is_covered(const struct grid *g, uint32_t col)
{
	return col < g->cols && g->covered[col] > g->row;
}

static bool any_covered(const struct grid *g)
{
	for (uint32_t c = 0; c < g->cols; c++)
		if (is_covered(g, c))
			return true;
	return false;
}

/* A row without cells counts only when merged cells reach through it. */
static void end_row(struct grid *g)
{
	grid_cell_end(g);
	if (g->in_row && (g->col > 0 || any_covered(g)))
		g->row++;
	g->in_row = false;
	g->col = 0;
}

void grid_row(struct grid *g)
{
	end_row(g);
	g->in_row = true;
}

static void widen(struct grid *g, struct arena *a, uint32_t cols)
{
	if (cols > g->room) {
		uint32_t room = cols < 16 ? 16 : cols * 2, *grown;

		grown = arena_alloc(a, room * sizeof(*grown));
		if (g->cols > 0)
			memcpy(grown, g->covered, g->cols * sizeof(*grown));
		g->covered = grown;
		g->room = room;
	}
	if (cols > g->cols)
		g->cols = cols;
}

void grid_cell(struct grid *g, struct arena *a, uint32_t rowspan, uint32_t colspan)
{
	struct grid_cell *c;
	uint32_t col = g->col, width = 1;

	grid_cell_end(g);
	g->in_row = true;
	while (is_covered(g, col))
		col++;
	if (col >= GRID_COLS_MAX) { /* absurdly wide: the text goes on in the last cell */
		g->in_cell = g->cells.n > 0;
		return;
	}
	while (width < colspan && col + width < GRID_COLS_MAX && !is_covered(g, col + width))
		width++;
	if (rowspan == 0 || rowspan > ROWSPAN_MAX)
		rowspan = ROWSPAN_MAX;
	widen(g, a, col + width);
	for (uint32_t k = col; k < col + width; k++)
		g->covered[k] = g->row + rowspan;
	c = list_add(&g->cells, a);
	c->at = (struct cell){ .row = g->row, .col = col, .rowspan = rowspan, .colspan = width };
	c->from = c->to = g->blocks->n;
	g->col = col + width;
	g->in_cell = true;
}

void grid_cell_end(struct grid *g)
{
	if (g->in_cell)
		g->cells.v[g->cells.n - 1].to = g->blocks->n;
	g->in_cell = false;
}

static bool holds_table(const struct grid *g, const struct grid_cell *c)
{
	for (size_t i = c->from; i < c->to; i++)
		if (g->blocks->v[i].kind == BLOCK_TABLE)
			return true;
	return false;
}

/* See the header; a table of data may have a small table in a few of its cells. */
static bool arranges_page(const struct grid *g)
{
	size_t filled = 0, nested = 0, longest = 0;

	for (size_t i = 0; i < g->cells.n; i++) {
		const struct grid_cell *c = &g->cells.v[i];

		filled += c->to > c->from;
		nested += holds_table(g, c);
		if (c->to - c->from > longest)
			longest = c->to - c->from;
	}
	if (filled <= 1 || (g->cols == 1 && longest > 1))
		return true;
	if (g->row <= 1 && longest > ARRANGED_PARAGRAPHS)
		return true;
	return nested > 0 && (g->row < 2 || g->cols < 3 || nested * 4 > filled);
}

/* A table inside a cell as lines: a row is a line, its cells stand apart by a space. */
static void table_text(struct buf *out, const struct block *t)
{
	for (size_t i = 0; i < t->cell_count; i++) {
		const struct cell *c = &t->cells[i];

		if (i > 0)
			buf_char(out, c->row != t->cells[i - 1].row ? '\n' : ' ');
		buf_str(out, c->text);
	}
}

static struct str cell_text(const struct grid *g, struct arena *a, const struct grid_cell *c)
{
	struct buf text = BUF_INIT(CELL_TEXT_MAX);
	struct str ret;

	if (c->from == c->to)
		return (struct str){ "", 0 };
	if (c->to - c->from == 1 && g->blocks->v[c->from].kind == BLOCK_PARAGRAPH)
		return str_trim(g->blocks->v[c->from].text);
	for (size_t i = c->from; i < c->to; i++) {
		const struct block *b = &g->blocks->v[i];

		if (i > c->from)
			buf_char(&text, '\n');
		if (b->kind == BLOCK_TABLE)
			table_text(&text, b);
		else
			buf_str(&text, str_trim(b->text));
	}
	ret = arena_str(a, str_trim(buf_text(&text)));
	buf_free(&text);
	return ret;
}

static struct block to_table(const struct grid *g, struct arena *a)
{
	struct block b = { .kind = BLOCK_TABLE, .rows = g->row, .cols = g->cols };

	b.cells = arena_alloc(a, g->cells.n * sizeof(*b.cells));
	for (size_t i = 0; i < g->cells.n; i++) {
		struct cell *c = &b.cells[b.cell_count++];

		*c = g->cells.v[i].at;
		if (c->rowspan > g->row - c->row)
			c->rowspan = g->row - c->row;
		c->text = cell_text(g, a, &g->cells.v[i]);
	}
	return b;
}

/* Takes the blocks that stand in cells off the list. */
static void drop_content(struct grid *g)
{
	size_t kept = g->base, i = g->base;

	for (size_t k = 0; k < g->cells.n; k++) {
		while (i < g->cells.v[k].from)
			g->blocks->v[kept++] = g->blocks->v[i++];
		i = g->cells.v[k].to;
	}
	while (i < g->blocks->n)
		g->blocks->v[kept++] = g->blocks->v[i++];
	g->blocks->n = kept;
}

void grid_finish(struct grid *g, struct arena *a)
{
	struct block table;

	end_row(g);
	if (arranges_page(g))
		return;
	table = to_table(g, a);
	drop_content(g);
	*list_add(g->blocks, a) = table;
}
