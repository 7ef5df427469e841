#ifndef READING_COMBINED_H
#define READING_COMBINED_H

/* "口袋公园建设：新建口袋公园6个。" in one cell: the name, and the task behind its colon or line end. */

#include "reading/record.h"

/* Parts the name from the task in the records from `before` on, where one column holds both. */
void records_part_names(struct arena *a, struct record_list *list, size_t before);

/* "口袋公园建设（县城管局）" in nearly every row of a table without a column of units: the bracket says who does it. */
void records_part_units(struct arena *a, struct record_list *list, size_t before);

#endif
