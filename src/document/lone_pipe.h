#ifndef DOCUMENT_LONE_PIPE_H
#define DOCUMENT_LONE_PIPE_H

/*
 * Tables of a web page copied cell by cell: a pipe alone opens a row, each
 * cell ends with one, and its text may take several lines.
 *
 *     |
 *     序号 |
 *     项目名称 |
 *     责任单位 |
 *     |
 *     1 |
 *     幼儿园 |
 *     县教育局 |
 */

#include "document/block.h"

/*
 * Reads the table whose first row opens at byte i into ret, at most cells_max
 * cells; *end is set to the first line behind it.  False when there is none:
 * then *end is how far was looked.
 */
bool lone_pipe_table(struct arena *a, struct str s, size_t i, size_t cells_max, struct block *ret, size_t *end);

/* A pipe and nothing else in the line. */
bool lone_pipe(struct str line);

/* "县住建局 |": the line without the one pipe at its end. */
struct str lone_pipe_cut(struct str line);

#endif
