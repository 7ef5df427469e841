#ifndef READING_BODY_PARTS_H
#define READING_BODY_PARTS_H

/* Labels inside the text of one entry ("责任单位：县交通局"), for body.c. */

#include "reading/field.h"

/* A labelled value: folded bytes of the entry's text. */
struct part {
	enum field field;
	size_t label_from, label_to, from, to;
};

struct part_list {
	struct part *v;
	size_t n, cap;
};

/* Every label of the text with its value, in order. */
void body_find_parts(struct arena *a, struct str s, struct part_list *ret);

/* Where the label's own number begins ("2.牵头单位"); its first byte when it has none. */
size_t body_before_number(struct str s, size_t label);

/* Dated steps of the plan begin at this byte, behind the value of a part that is no text. */
bool body_steps(struct str s, const struct part *p, size_t at);

#endif
