#ifndef READING_CARD_H
#define READING_CARD_H

/* Lines of a label and a value ("项目名称<tab>口袋公园") as a grid of two columns. */

#include "reading/grid.h"

/* What must name the projects: a label where another reading found some, else nearly all lines labels; or titles. */
enum card_names { CARD_NAMES_LABELLED, CARD_NAMES_ANY, CARD_NAMES_TITLES };

/* False when too few lines of blocks [begin, end) begin with a label, or no label names a project. */
bool card_lines(struct arena *a, const struct document *doc, uint32_t begin, uint32_t end, int year,
		enum card_names need, struct grid *ret);

/* Labels and values on lines of their own, one after the other: cards, and no header of a pasted table. */
bool card_lines_alternate(struct arena *a, const struct document *doc, int year);

#endif
