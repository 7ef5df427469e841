#ifndef READING_SENTENCE_LIST_H
#define READING_SENTENCE_LIST_H

/*
 * Lists inside one sentence, as newspapers print them:
 *
 *     7项惠民实事为：改造…；新建…；资助…。          parts by semicolons
 *     8件民生实事分别是A工程、B项目、…、H工程。      names by 、
 *     一是城市更新类，包括A、B、C等3个项目；          names by 、 in groups
 */

#include "reading/outline.h"
#include "reading/record.h"

/* Appends a record for each part of the lists that the lines announce; false when there is none. */
bool sentence_lists(struct arena *a, const struct line_list *lines, int headline, struct record_list *ret);

/* "X类，包括A、B等2个项目": the names and the group they stand under; false when the line says no such thing. */
bool sentence_group(struct arena *a, const struct line *l, struct record_list *ret);

/* One entry of bytes [from, to) of the line; with cut_name its name may end at a comma. */
struct record *sentence_entry(struct arena *a, const struct line *l, size_t from, size_t to, bool cut_name, struct record_list *ret);

/* "交通惠民工程，新建…": where the name in front of the first comma or colon of bytes [from, to) ends; STR_NONE for none. */
size_t sentence_name_end(struct str s, size_t from, size_t to);

#endif
