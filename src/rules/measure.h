#ifndef RULES_MEASURE_H
#define RULES_MEASURE_H

/*
 * When two figures may be compared: their units made alike, and how near the
 * words for what is counted are.
 *
 *     0.8 万人次 and 8000 人次    the same measure (万 and 亿 multiplied out)
 *     场 and 场次, 人 and 名       the same measure
 *     公里 and 米                  the same measure, in 米
 *     人 and 人次, 户 and 人       different measures of people
 *     处 and 座                    akin: both only count things
 *
 * Figures that are merely akin are never added up; they may settle which
 * target a series belongs to.  Pure; strings point into the caller's text or
 * at literals.
 */

#include "base/dec.h"

enum measure_class {
	MEASURE_OTHER,	     /* the unit itself must be the same */
	MEASURE_COUNTER,     /* 个 处 座 所 家 项: only count */
	MEASURE_PERSON,	     /* 人 名 位 */
	MEASURE_PERSON_TIME, /* 人次 */
	MEASURE_HOUSEHOLD,   /* 户 */
	MEASURE_EVENT,	     /* 场 场次 */
	MEASURE_LENGTH,	     /* 公里 千米 米 */
	MEASURE_MONEY,	     /* 元 */
	MEASURE_PERCENT,
};

struct measure {
	struct dec n;	 /* in the base unit */
	struct str unit; /* base unit: 万人次 → 人次, 公里 → 米 */
	enum measure_class class;
};

/* The quantity in its base unit; one too large to multiply out keeps its printed unit. */
struct measure measure_of(struct dec n, struct str unit);

/* True when the two may be added up and compared. */
bool measure_same(struct measure a, struct measure b);

/* True when equal numbers of the two may well mean the same things (处 and 座, 名 and 人次). */
bool measure_akin(struct measure a, struct measure b);

enum {
	LIKE_NOT = 0,
	LIKE_SILENT = 30, /* one of the two does not say what it counts */
	LIKE_PART = 45,	  /* half of the shorter one stands in the other */
	LIKE_INSIDE = 70, /* 户厕改造 in 农村户厕改造任务 */
	LIKE_TAIL = 85,
	LIKE_SAME = 100,
};

/* How near two wordings of what is counted are; words that say nothing (任务, 完成) are left out.
 */
int what_like(struct str a, struct str b);

/* Without quotation marks and words that say nothing; may be empty. */
struct str what_core(struct str what);

/* Length in bytes of the longest run of whole characters of a wording that a text holds. */
size_t common_run(struct str wording, struct str text);

/* True when one of the words stands in s. */
bool str_has_any(struct str s, const struct str *words, size_t n);

#endif
