#ifndef READING_MERGE_H
#define READING_MERGE_H

/*
 * Records that are one project: the list printed twice, targets in one annex
 * and the plan in another, a project cut by a page break.
 */

#include "reading/record.h"

void records_merge(struct arena *a, struct record_list *list);

#endif
