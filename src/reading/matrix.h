#ifndef READING_MATRIX_H
#define READING_MATRIX_H

/*
 * A table with districts or townships as rows and indicators as columns:
 * the projects and often their units stand in the header, above 目标任务、进度、
 * 完成比例 or alone with their measure, 农村户厕改造(户).
 *
 *     地区    新建公办幼儿园(市教育局)        农村危房改造(市住建局)
 *             目标任务(所)  进度(所)  比例     目标任务(户)  进度(户)  比例
 *     全市        24           19    79.2        1500         1380    92.0
 *     东岸区       9            8    88.9         420          420   100.0
 *
 * One record per project; its task and progress are put together from the
 * row of the whole (全市、合计) and those of the places.
 */

#include "reading/record.h"

/* Appends the projects of a matrix; false when the grid is none. `results`: bare numbers say what was done. */
bool records_of_matrix(struct arena *a, const struct grid *g, int year, bool results, struct record_list *ret);

/* Does the cell name a place, or all of them together? Text is folded and tight. */
bool matrix_place(struct str s);

/* A cell of a matrix: a number with or without its measure, a share, or nothing. */
bool matrix_number(struct str s);

/* The next matrix set in columns by blanks at or after block *from, which moves behind it. */
bool matrix_lines_next(struct arena *a, const struct document *doc, uint32_t *from, struct grid *ret);

#endif
