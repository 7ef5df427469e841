#ifndef READING_CARD_H
#define READING_CARD_H

/* Lines of a label and a value ("项目名称<tab>口袋公园") as a grid of two columns. */

#include "reading/field.h"
#include "reading/grid.h"

/* A whole known word for a field; text is folded. */
bool card_is_label(struct arena *a, struct str s, int year, struct heading *h);

/* A label at bytes [begin, end) of a line, and its value at [value, stop): the rest of the line, or up to the next label in it. */
struct card_label {
	uint32_t block, begin, end, value, stop;
	enum field field;
};

struct card_labels {
	struct card_label *v;
	size_t n, cap;
	uint32_t rows; /* lines that are not blank, with a label or without */
};

/* Of every line of the document that begins with a label: that one, and those set apart in it by wide blanks. */
struct card_labels card_labels_of(struct arena *a, const struct document *doc, int year);

/* What must name the projects: a label where another reading found some, else nearly all lines labels; or titles. */
enum card_names { CARD_NAMES_LABELLED, CARD_NAMES_ANY, CARD_NAMES_TITLES };

/* False when too few lines begin with a label, or no label names a project. */
bool card_lines(struct arena *a, const struct document *doc, const struct card_labels *all, enum card_names need,
		struct grid *ret);

/* Labels and values on lines of their own, one after the other: cards, and no header of a pasted table. */
bool card_lines_alternate(const struct document *doc, const struct card_labels *all);

#endif
