#ifndef DOCUMENT_BLOCK_H
#define DOCUMENT_BLOCK_H

/*
 * A document as blocks: what every format is reduced to, and what a span
 * points into.  Paragraphs and tables in reading order, nothing dropped,
 * nothing interpreted: this folder knows formats and nothing of projects.
 *
 *     block 0  paragraph  "2025年县民生实事任务清单"
 *     block 1  table      rows of cells
 *
 * - A paragraph is one line of a text file (its leading tabs and spaces kept:
 *   flattened tables are rebuilt from them), one <p>, one w:p, the lines
 *   of a PDF that go on in each other.  An empty line is an empty paragraph.
 * - `level` is 1–6 for a heading that the format itself declares (docx style,
 *   <h2>, "## "), 0 otherwise.
 * - A table keeps its grid: a cell stands at (row, col) and covers
 *   rowspan × colspan places; covered places have no cell of their own, so a
 *   merged cell is its anchor.  Line and paragraph ends inside a cell are '\n'.
 * - A sheet of a workbook is a heading paragraph (the sheet's name, level 1) and a table.
 * - Text is valid UTF-8, without '\r', NUL and byte order marks.
 */

#include <stdint.h>

#include "base/arena.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_TABLE };

struct cell {
	uint32_t row, col; /* from 0 */
	uint32_t rowspan, colspan; /* at least 1 */
	struct str text;
};

struct block {
	enum block_kind kind;
	int level;	 /* paragraphs: heading level, 0 for none */
	struct str text; /* paragraphs */
	/* tables: cells ordered by row, then column */
	struct cell *cells;
	size_t cell_count;
	uint32_t rows, cols;
};

struct block_list {
	struct block *v;
	size_t n, cap;
};

enum doc_format {
	DOC_TXT,
	DOC_MD,
	DOC_HTML,
	DOC_CSV,
	DOC_DOCX,
	DOC_XLSX,
	DOC_PDF,
};

struct document {
	enum doc_format format;
	struct str title; /* <title> or core properties; may be empty */
	struct block_list blocks;
};

/* Adds a paragraph; text is copied into the arena. */
struct block *doc_add_paragraph(struct document *doc, struct arena *a, struct str text);

/* The cell covering (row, col), or NULL; linear in the row. */
const struct cell *doc_cell(const struct block *table, uint32_t row, uint32_t col);

/* Bytes of text in all blocks. */
size_t doc_text_bytes(const struct document *doc);

#endif
