#ifndef READING_CARD_H
#define READING_CARD_H

/* Lines of a label and a value ("项目名称<tab>口袋公园") as a grid of two columns. */

#include "reading/grid.h"

/* False when too few lines of blocks [begin, end) begin with a label, or no label names a project. */
bool card_lines(struct arena *a, const struct document *doc, uint32_t begin, uint32_t end, int year,
		bool need_names, struct grid *ret);

#endif
