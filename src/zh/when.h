#ifndef ZH_WHEN_H
#define ZH_WHEN_H

/*
 * Times, as county plans write them.
 *
 *     6月底前            due 06-30
 *     3月中旬            due 03-20
 *     第二、三季度       04-01..09-30
 *     4-5月份            04-01..05-31
 *     第四季度(11月底前) 10-01..11-30
 *     逐月、全年、长期   01-01..12-31, with the rhythm
 *     春节前、供暖季前   not read: a person decides
 *
 * The conventions are those of docs/format.md.  Text is
 * folded (zh/fold.h); the plan's year is an argument, a printed year wins.
 */

#include "base/day.h"

enum zh_rhythm { ZH_ONCE, ZH_MONTHLY, ZH_QUARTERLY, ZH_YEARLY };

struct zh_when {
	struct day from; /* none for a point in time */
	struct day due;
	enum zh_rhythm rhythm;
	bool whole_year; /* 全年、长期、年内: says little about when */
	bool month_before; /* "N月前": read as the month before, a doubt */
	bool has_year; /* the year was printed */
	size_t begin, end; /* bytes of the words */
};

/* Reads the time that begins at byte i. */
bool zh_when_at(struct str s, size_t i, int year, struct zh_when *ret);

/*
 * Could a time begin with this character?  Keeps the scans fast: a word added
 * to the tables of when_*.c must have its first character there.
 */
bool zh_when_first(uint32_t c);

/* The first time at or after byte i that is outside 《》 and “”. */
bool zh_when_find(struct str s, size_t i, int year, struct zh_when *ret);

/* True when nothing but the time w, found in s, (and words like 前、完成) stands in s. */
bool zh_when_alone(struct str s, const struct zh_when *w);

/* True when nothing but a time (and words like 前、完成) stands in s. */
bool zh_when_only(struct str s, int year, struct zh_when *ret);

/* "截至2023年5月10日" or "(截至5月10日)": the day, or none. */
struct day zh_as_of(struct str s, int year);

#endif
