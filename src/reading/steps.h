#ifndef READING_STEPS_H
#define READING_STEPS_H

/*
 * Tables of steps: below the heading of each project a small one of its own,
 *
 *     时间节点 | 推进内容
 *     3月底前  | 完成现状评估。
 *
 * They are the plan of the project above, no list of projects.
 */

#include "reading/grid.h"
#include "reading/record.h"

struct steps {
	uint32_t block;
	struct grid g;
	uint32_t time, what; /* columns */
};

struct steps_list {
	struct steps *v;
	size_t n, cap;
};

/* Those of the document; none when there are fewer than two, for then it is the list itself. */
struct steps_list steps_of(struct arena *a, const struct document *doc);

bool steps_has(const struct steps_list *l, uint32_t block);

/* Adds each table's rows to the record that stands last before it. */
void steps_add(struct arena *a, const struct steps_list *l, struct record_list *records);

#endif
