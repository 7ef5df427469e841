#ifndef DOCUMENT_PIPE_H
#define DOCUMENT_PIPE_H

/*
 * Rows drawn with pipes, in Markdown and in text copied from web pages.
 *
 *     | 序号 | 项目名称 | 责任单位 |      three cells
 *     1 | 幼儿园 | 县教育局 |             three cells: the outer pipes are optional
 *     |---|:---:|---|                    a rule: it draws, it says nothing
 *
 * "\|" inside a cell is a pipe of the text. A full-width ｜ is a pipe too.
 */

#include "base/str.h"

/*
 * What a pipe at the left end of a line is.  In rows that otherwise begin
 * with text it opens an empty cell, the covered place of a merged one.
 */
enum pipe_left { PIPE_BORDER, PIPE_EMPTY_CELL };

/* Moves *at past the next cell of the line and returns the cell, trimmed; false after the last. */
bool pipe_cell(struct str line, enum pipe_left left, size_t *at, struct str *ret);

/* Is there a pipe in the text at all? */
bool pipe_in(struct str s);

/* Cells in the line, 1 when it has no pipe. */
size_t pipe_cells(struct str line, enum pipe_left left);

/* A line of dashes, colons and pipes only, with a pipe. */
bool pipe_is_rule(struct str line);

/* "牵头单位：县交通局｜完成时限：10月底": every cell is a word, a colon and a value; a line of running text, and no row of a table. */
bool pipe_parts_labels(struct str line);

#endif
