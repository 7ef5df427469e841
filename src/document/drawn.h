#ifndef DOCUMENT_DRAWN_H
#define DOCUMENT_DRAWN_H

/*
 * Tables drawn with lines, in text:
 *
 *     ┌──┬──────────┬──────┐          +----+--------+
 *     │序号│项目名称            │责任单位    │          | 1  | 幼儿园 |
 *     ├──┼──────────┼──────┤          +----+--------+
 *     │1   │普惠幼儿园扩容：新建│区教育局、区│
 *     │    │幼儿园3所。         │住建局      │
 *     └──┴──────────┴──────┘
 *
 * A cell takes the lines between two rules; one that fills its column goes on
 * in the next line, else the line end stays.  Where a rule passes some columns
 * only, the cells of the others go on: merged rows.  With no rules between the
 * rows each line is one.
 */

#include "document/block.h"

/*
 * Reads the table whose top rule is the line at byte i, at most cells_max cells, into ret; *end is
 * set to the first line behind it.  False when there is none.
 */
bool drawn_table(struct arena *a, struct str s, size_t i, size_t cells_max, struct block *ret, size_t *end);

/* Does the line look like a top rule?  Quick, for every line. */
bool drawn_begins(struct str line);

#endif
