#include "document/pdf_page.h"

#include "document/text.h"

enum {
	SAME = 4 * PDF_PT, /* limits of columns on two pages that differ no more are the same */
	CELL_BYTES = 4096, /* no cell longer goes on on the next page */
	HEAD_ROWS_MAX = 4, /* rows of a header that is printed again, and of what stands above it the first time */
};

/* The table at the end of what was read, and what a further page needs to go on with it. */
struct open_table {
	size_t block;	    /* its index, valid while `at` is not NULL */
	int32_t *at;	    /* limits of its columns, from the first */
	uint32_t cols;
	bool *full;	    /* by column: the cell of the last row there breaks off */
	struct {
		struct cell *v;
		size_t n, cap;
	} cells;
};

struct reader {
	struct arena *a;
	struct document *doc;
	struct open_table open;
	struct pdf_prose prose;
	size_t cells, cells_max;
};

/* ---------------------------------------------------------------- tables */

static bool same_columns(const struct open_table *open, const struct ruled *t)
{
	if (open->at == NULL || open->cols != t->cols)
		return false;
	for (uint32_t c = 0; c <= t->cols; c++) {
		int32_t off = open->at[c] - (t->x[c] - t->x[0]);

		if (off < -SAME || off > SAME)
			return false;
	}
	return true;
}

/* The cell of the block that ends its last row in this column. */
static struct cell *last_in(struct block *b, uint32_t col)
{
	for (size_t i = b->cell_count; i-- > 0;)
		if (b->cells[i].col <= col && col - b->cells[i].col < b->cells[i].colspan)
			return b->cells[i].row + b->cells[i].rowspan == b->rows ? &b->cells[i] : NULL;
	return NULL;
}

/* "12", "1.2", "（三）": what numbers a row and so begins one. */
static bool is_number(struct str s)
{
	s = str_trim(s);
	return s.n > 0 && ((s.p[0] >= '0' && s.p[0] <= '9') || str_starts(s, STR("（")) || str_starts(s, STR("(")));
}

static const struct cell *cell_at(const struct block *b, uint32_t row, uint32_t col)
{
	for (size_t i = 0; i < b->cell_count && b->cells[i].row <= row; i++)
		if (b->cells[i].row == row && b->cells[i].col == col)
			return &b->cells[i];
	return NULL;
}

/* How many rows at the top of the further page are those of the block from `from` on, no cell of them going on below. */
static uint32_t same_rows(const struct block *b, uint32_t from, const struct ruled *t, const struct pdf_cell *cells)
{
	uint32_t same = 0, open = 0; /* rows read, the row that ends the cells in them */

	for (size_t i = 0; i < t->n && t->cells[i].row < HEAD_ROWS_MAX; i++) {
		const struct ruled_cell *c = &t->cells[i];
		const struct cell *above = cell_at(b, from + c->row, c->col);

		if (c->row >= open)
			same = c->row;
		if (above == NULL || above->rowspan != c->rowspan || above->colspan != c->colspan || !str_eq(above->text, cells[i].text))
			return same;
		if (c->row + c->rowspan > open)
			open = c->row + c->rowspan;
	}
	return open;
}

/* The header that the further page prints again above its rows: its rows, 0 for none.  On the first page a title may stand above it. */
static uint32_t repeated_head(const struct block *b, const struct ruled *t, const struct pdf_cell *cells)
{
	for (uint32_t from = 0; from < HEAD_ROWS_MAX && from < b->rows; from++) {
		uint32_t rows = same_rows(b, from, t, cells);

		if (rows > 0 && rows < HEAD_ROWS_MAX && rows < t->rows)
			return rows;
	}
	return 0;
}

/*
 * Is this row of the further page, below its header, the rest of the last one?  All it says goes on with a cell above that had not ended, one of these breaks
 * off in the middle of a line, and no number begins a row.
 */
static bool goes_on(const struct open_table *open, struct block *b, const struct ruled *t, const struct pdf_cell *cells, uint32_t row)
{
	bool cut = false, rest = false;

	for (size_t i = 0; i < t->n && t->cells[i].row <= row; i++) {
		if (t->cells[i].row < row)
			continue;
		const struct cell *above = last_in(b, t->cells[i].col);
		bool first = t->cells[i].col == 0;

		if (t->cells[i].rowspan > 1 || above == NULL)
			return false;
		if (cells[i].text.n == 0) {
			rest = rest || above->text.n > 0;
			continue;
		}
		if (above->col != t->cells[i].col || above->text.n == 0 || above->text.n > CELL_BYTES || str_ends(above->text, STR("。")) ||
		    (first && (is_number(cells[i].text) || !open->full[0])))
			return false;
		cut = cut || open->full[above->col];
	}
	return cut && rest;
}

static void add_rest(struct reader *r, struct block *b, const struct ruled *t, const struct pdf_cell *cells, uint32_t row)
{
	for (size_t i = 0; i < t->n && t->cells[i].row <= row; i++) {
		struct cell *above = last_in(b, t->cells[i].col);

		if (t->cells[i].row < row || cells[i].text.n == 0 || above == NULL)
			continue;
		if (above->text.n > 0 && !r->open.full[t->cells[i].col])
			above->text = arena_cat(r->a, above->text, STR("\n"));
		above->text = arena_cat(r->a, above->text, cells[i].text);
	}
}

/* What the next page must know of this one. */
static void keep_open(struct reader *r, size_t block, const struct ruled *t, const struct pdf_cell *cells)
{
	struct open_table *open = &r->open;

	open->block = block;
	open->cols = t->cols;
	open->at = arena_alloc(r->a, (t->cols + 1) * sizeof(*open->at));
	open->full = arena_alloc(r->a, t->cols * sizeof(*open->full));
	for (uint32_t c = 0; c <= t->cols; c++)
		open->at[c] = t->x[c] - t->x[0];
	for (size_t i = 0; i < t->n; i++)
		if (t->cells[i].row + t->cells[i].rowspan == t->rows)
			open->full[t->cells[i].col] = cells[i].full;
}

/* Adds the rows from `first` on to the block. */
static void add_rows(struct reader *r, struct block *b, const struct ruled *t, const struct pdf_cell *cells, uint32_t first)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct ruled_cell *c = &t->cells[i];

		if (c->row >= first)
			*list_add(&r->open.cells, r->a) = (struct cell){ b->rows + c->row - first, c->col, c->rowspan, c->colspan, cells[i].text };
	}
	b->cells = r->open.cells.v;
	b->cell_count = r->open.cells.n;
	b->rows += t->rows - first;
	b->cols = t->cols;
}

/* A frame around one text is no table: its text stands as it is; false for a table. */
static bool add_framed(struct reader *r, const struct ruled *t, const struct pdf_cell *cells)
{
	const struct pdf_cell *only = NULL;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (cells[i].text.n > 0) {
			only = &cells[i];
			n++;
		}
	for (size_t i = 0; n == 1 && i < only->rows.n; i++)
		doc_add_paragraph(r->doc, r->a, pdf_row_plain(r->a, &only->rows.v[i]));
	return n < 2;
}

static enum rc add_table(struct reader *r, const struct ruled *t, const struct pdf_cell *cells, struct err *err)
{
	struct block *b;
	uint32_t first = 0, head;
	size_t block = r->doc->blocks.n;

	pdf_prose_end(&r->prose);
	if (add_framed(r, t, cells))
		return RC_OK;
	r->cells += t->n;
	if (r->cells > r->cells_max)
		return doc_too_many_cells(r->cells_max, err);
	if (same_columns(&r->open, t)) {
		block = r->open.block;
		b = &r->doc->blocks.v[block];
		head = repeated_head(b, t, cells);
		if (goes_on(&r->open, b, t, cells, head)) {
			add_rest(r, b, t, cells, head);
			first = head + 1; /* the header again would part what belongs together */
		}
	} else {
		b = list_add(&r->doc->blocks, r->a);
		b->kind = BLOCK_TABLE;
		r->open = (struct open_table){ 0 };
	}
	add_rows(r, b, t, cells, first);
	keep_open(r, block, t, cells);
	return RC_OK;
}

/* ---------------------------------------------------------------- pages */

static int64_t area(const struct ruled *t)
{
	return (int64_t)(t->x[t->cols] - t->x[0]) * (t->y[t->rows] - t->y[0]);
}

/* The cells of each table with their words; where one table frames another the words are the inner one's. */
static struct pdf_cell **fill_tables(struct reader *r, struct arena *scratch, const struct ruled_list *tables, struct pdf_page *page)
{
	struct pdf_cell **cells = arena_alloc(scratch, (tables->n + 1) * sizeof(*cells));

	for (size_t k = 0; k < tables->n; k++) {
		size_t least = tables->n;

		for (size_t i = 0; i < tables->n; i++)
			if (cells[i] == NULL && (least == tables->n || area(&tables->v[i]) < area(&tables->v[least])))
				least = i;
		cells[least] = pdf_cells_of(r->a, scratch, &tables->v[least], page);
	}
	return cells;
}

static enum rc add_page(struct reader *r, struct arena *scratch, struct pdf_page *page, const struct pdf_line_list *lines, struct err *err)
{
	struct ruled_list tables = { 0 };
	struct pdf_rows rows = { 0 };
	struct pdf_cell **cells;
	size_t next = 0;
	enum rc rc = RC_OK;

	ruled_tables(scratch, lines, &tables);
	cells = fill_tables(r, scratch, &tables, page);
	pdf_rows_of(scratch, page, &rows);
	pdf_prose_page(&r->prose, &rows, page->width);
	for (size_t i = 0; rc == RC_OK && (i < tables.n || next < rows.n);) {
		if (next < rows.n && (i == tables.n || rows.v[next].y < tables.v[i].y[0]))
			r->open.at = pdf_prose_row(&r->prose, &rows.v[next++]) ? NULL : r->open.at;
		else
			rc = add_table(r, &tables.v[i], cells[i], err), i++;
	}
	return rc;
}

enum rc pdf_blocks(struct arena *a, struct pdf_text *text, const struct pdf_drawing *drawing, const struct doc_limits *limits,
		   struct document *ret, struct err *err)
{
	static const struct pdf_line_list none;
	struct reader r = { .a = a, .doc = ret, .prose = pdf_prose_new(a, ret), .cells_max = doc_cells_max(limits) };
	struct arena *scratch = arena_new();
	enum rc rc = RC_OK;

	*ret = (struct document){ .format = DOC_PDF };
	for (size_t i = 0; i < text->n && rc == RC_OK; i++) {
		arena_reset(scratch);
		rc = add_page(&r, scratch, &text->v[i], i < drawing->n ? &drawing->v[i] : &none, err);
	}
	pdf_prose_free(&r.prose);
	arena_free(scratch);
	return rc == RC_OK ? doc_check_text_size(ret, limits, err) : rc;
}
