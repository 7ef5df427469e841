#ifndef ZH_WHEN_PART_H
#define ZH_WHEN_PART_H

/*
 * The parts of a time, for zh/when.c alone: each kind of phrase has its
 * reader, and this says what they share, the small words between.
 *
 * A reader begins at byte *i with the year that holds there.  When it returns
 * true, *i is behind its words and `from` and `due` of w are set; otherwise
 * *i and w are of no use.
 */

#include "zh/when.h"

/* "2025年", "今年", "次年" in front of a time; *year changes.  False leaves both as they were. */
bool zh_when_year(struct str s, size_t *i, int *year);

/* 2025-03-31、2025.3-2025.10: a time that brings its year. */
bool zh_when_numeric(struct str s, size_t *i, struct zh_when *w);

/* 第一季度、二、三季度、前三季度、Q1 */
bool zh_when_quarter(struct str s, size_t *i, int year, struct zh_when *w);

/* 3月、3月15日、6月底前、4-5月份、3月底4月初、9月至次年3月; needs w without days. */
bool zh_when_month(struct str s, size_t *i, int year, struct zh_when *w);

/* 上半年、年底、全年、每月5日前: words that need no number. */
bool zh_when_phrase(struct str s, size_t *i, int year, struct zh_when *w);

static inline bool zh_skip(struct str s, size_t *i, struct str word)
{
	if (!str_at(s, *i, word))
		return false;
	*i += word.n;
	return true;
}

static inline bool zh_skip_any(struct str s, size_t *i, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (zh_skip(s, i, words[k]))
			return true;
	return false;
}

/* 前 behind a time, not that of 前期 or 前置. */
static inline bool zh_skip_before(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("之前"), STR_INIT("以前"), STR_INIT("前") };

	if (str_at(s, *i, STR("前期")) || str_at(s, *i, STR("前置")))
		return false;
	return zh_skip_any(s, i, words, COUNT(words));
}

/* Between the ends of a range. */
static inline bool zh_skip_dash(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("--"), STR_INIT("-"), STR_INIT("~"), STR_INIT("至"), STR_INIT("到") };

	return zh_skip_any(s, i, words, COUNT(words));
}

/* 底 or 末 of a period: its last day. */
static inline bool zh_skip_end(struct str s, size_t *i)
{
	return zh_skip(s, i, STR("末")) || zh_skip(s, i, STR("底"));
}

static inline bool zh_skip_and(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("、"), STR_INIT("和"), STR_INIT("及"), STR_INIT(",") };

	return zh_skip_any(s, i, words, COUNT(words));
}

#endif
