#ifndef READING_FIELD_H
#define READING_FIELD_H

/*
 * What a column or a label is about.  The words come from the field
 * (docs/shapes.md): 牵头单位、承办单位、主责单位 … are one
 * field.  A header is stripped of years, months, brackets and blanks first;
 * what was stripped is kept, because it carries meaning: "(万元)", "一季度".
 */

#include "base/arena.h"
#include "zh/when.h"

enum field {
	FIELD_NONE, /* no header word: told by content, or kept as remainder */
	FIELD_NO,
	FIELD_GROUP,
	FIELD_NAME,
	FIELD_TASK,
	FIELD_TARGET,
	FIELD_PLAN,
	FIELD_PERIOD, /* a column of one quarter or month of the plan */
	FIELD_DEADLINE,
	FIELD_LEAD,
	FIELD_SUPPORT,
	FIELD_IMPLEMENT,
	FIELD_DUTY, /* lead and support in one cell */
	FIELD_LEADER,
	FIELD_CONTACT,
	FIELD_MONEY,
	FIELD_SOURCE,
	FIELD_SOURCE_AMOUNT, /* a column per source; the header names it */
	FIELD_MONEY_DONE,
	FIELD_PROGRESS,
	FIELD_STATUS,
	FIELD_PROBLEMS,
	FIELD_NEXT,
	FIELD_MIXED, /* progress, problems and next steps in one cell */
	FIELD_COUNT_TARGET,
	FIELD_COUNT_DONE,
	FIELD_COUNT_RATE,
	FIELD_MEASURE, /* 计量单位 */
	FIELD_SITE,
	FIELD_REMARK,
	FIELD_PHONE,
	FIELD_COUNT_OF,
};

struct heading {
	enum field field;
	bool sure;	      /* the whole header is a known word, not only part of it */
	bool composed;	      /* sure by its parts, not a listed word */
	bool timed;	      /* a period was printed: 一季度目标 */
	struct zh_when when;  /* that period, with the year given */
	int64_t money_unit;   /* yuan per one, 0 when not said */
	struct str words;     /* what remains of the header */
};

/* Reads one header or label; text is folded and tight.  Never fails: FIELD_NONE. */
struct heading heading_read(struct arena *a, struct str folded, int year);

/* The same where only a whole known word or a period counts; false, and quickly, for most text. */
bool heading_sure(struct arena *a, struct str folded, int year, struct heading *ret);

/* Could text that begins with this character be one? */
bool heading_may_begin(uint32_t folded);

/* A label in front of a colon: the same words, but the whole must be known. */
enum field label_field(struct str folded);

/* The longest label word at byte i of s, its length in *n; FIELD_NONE when none. */
enum field label_at(struct str s, size_t i, size_t *n);

/* The same where a line begins: also a label nobody listed (field_compose.h), up to its colon or bracket. */
enum field label_of_line(struct str s, size_t i, size_t *n);

#endif
