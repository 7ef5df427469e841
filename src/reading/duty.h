#ifndef READING_DUTY_H
#define READING_DUTY_H

/*
 * Who answers, said in running text: (县教育局牵头，县财政局配合), a closing
 * sentence "由县住建局牵头，县财政局配合。", or clauses in front of the plan:
 * "该项由旗教育局牵头，旗财政局配合，4月底前完成招标".
 */

#include "base/str.h"

/* A part of a list that is only a time: 年底前完成. */
bool duty_time(struct str s);

/* A bracket of duty that opens at byte i; its inside in *from, *to. */
bool duty_bracket(struct str s, size_t i, size_t *from, size_t *to);

/* "…86公里。——县交通局": units behind a dash at byte i, up to the end of the line; their end, 0 for none; *from is the first. */
size_t duty_dash(struct str s, size_t i, size_t to, size_t *from);

/* A sentence or clause that is all duty. */
bool duty_sentence(struct str s);

/* Clauses of duty that begin at byte i with 由 or 该项由 and end before `to`; their end, 0 for none; *from is 由. */
size_t duty_clauses(struct str s, size_t i, size_t to, size_t *from);

#endif
