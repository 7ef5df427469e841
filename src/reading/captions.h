#ifndef READING_CAPTIONS_H
#define READING_CAPTIONS_H

/*
 * What stands above a table and is said of it: "单位：元", and the name of the
 * one project that the table is about.
 */

#include "reading/record.h"

/* Yuan per one in the bare numbers of the table, 0 when nothing above it says so. */
int64_t caption_money_unit(struct arena *a, const struct document *doc, uint32_t table);

/* "1. 口袋公园建设" right above a table of labels and values: its number and name, where the record has none
 * (its number alone, where the name is the same). */
void caption_names(struct arena *a, const struct document *doc, uint32_t table, struct record *r);

#endif
