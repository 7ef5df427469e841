/* Periods of a year: quarters, halves, the whole year, and what comes round in it. */

#include "zh/when_part.h"

#include "zh/number.h"

static struct day quarter_first(int year, int q)
{
	return day_of(year, q * 3 - 2, 1);
}

static struct day quarter_last(int year, int q)
{
	return day_of(year, q * 3, day_month_last(year, q * 3));
}

/* The 1 of Q1. */
static bool read_latin(struct str s, size_t *i, int *ret)
{
	if (*i >= s.n || (s.p[*i] != 'Q' && s.p[*i] != 'q') || !zh_is_digit(s, *i + 1) || zh_is_digit(s, *i + 2))
		return false;
	*ret = s.p[*i + 1] - '0';
	*i += 2;
	return true;
}

/* One figure, 2 or 二: 一2季度 names two quarters. */
static bool read_figure(struct str s, size_t *i, int *ret)
{
	if (zh_is_digit(s, *i)) {
		*ret = s.p[(*i)++] - '0';
		return true;
	}
	*ret = zh_digit_at(s, *i);
	if (*ret <= 0)
		return false;
	*i += 3;
	return true;
}

/* The further one of 二、三季度、一至三季度、第一季度、第二季度: greater, and itself followed by 季度 or one more. */
static bool read_further(struct str s, size_t *i, int *last)
{
	size_t k = *i;
	int q;

	zh_skip(s, &k, STR("季度"));
	if (!zh_skip_dash(s, &k))
		zh_skip_and(s, &k);
	zh_skip(s, &k, STR("第"));
	if (!read_figure(s, &k, &q) || q <= *last || q > 4)
		return false;
	if (!str_at(s, k, STR("季度")) && !str_at(s, k, STR("、")) && zh_digit_at(s, k) < 0)
		return false;
	*i = k;
	*last = q;
	return true;
}

/* 末、初、前、内 behind quarters that w holds. */
static void read_edge(struct str s, size_t *i, int year, int first, struct zh_when *w)
{
	if (zh_skip_end(s, i)) {
		w->from = DAY_NONE;
		zh_skip_before(s, i);
	} else if (zh_skip(s, i, STR("初"))) {
		w->from = DAY_NONE;
		w->due = day_of(year, first * 3 - 2, 10);
	} else if (zh_skip_before(s, i)) {
		w->from = DAY_NONE;
	} else {
		zh_skip(s, i, STR("内"));
	}
}

bool zh_when_quarter(struct str s, size_t *i, int year, struct zh_when *w)
{
	size_t k = *i;
	int first, last;
	bool front = zh_skip(s, &k, STR("前"));

	zh_skip(s, &k, STR("第"));
	if (read_latin(s, &k, &first)) {
		last = first;
	} else {
		if (!read_figure(s, &k, &first))
			return false;
		last = first;
		while (read_further(s, &k, &last))
			;
		if (front) /* 前三个季度, but not 两个季度 */
			zh_skip(s, &k, STR("个"));
		if (!zh_skip(s, &k, STR("季度")))
			return false;
	}
	if (first < 1 || last > 4)
		return false;
	if (front)
		first = 1;
	w->from = quarter_first(year, first);
	w->due = quarter_last(year, last);
	read_edge(s, &k, year, first, w);
	*i = k;
	return true;
}

static const struct phrase {
	struct str words;
	int8_t from_month, due_month; /* from 0: a point in time */
	int8_t rhythm;
	bool whole_year;
} phrases[] = {
	{ STR_INIT("上半年"), 1, 6, ZH_ONCE, false },
	{ STR_INIT("下半年"), 7, 12, ZH_ONCE, false },
	{ STR_INIT("年底"), 0, 12, ZH_ONCE, false },
	{ STR_INIT("年末"), 0, 12, ZH_ONCE, false },
	{ STR_INIT("年内"), 0, 12, ZH_ONCE, true },
	{ STR_INIT("年度内"), 0, 12, ZH_ONCE, true },
	{ STR_INIT("当年"), 0, 12, ZH_ONCE, true },
	{ STR_INIT("全年"), 1, 12, ZH_YEARLY, true },
	{ STR_INIT("常年"), 1, 12, ZH_YEARLY, true },
	{ STR_INIT("长期"), 1, 12, ZH_YEARLY, true },
	{ STR_INIT("贯穿全年"), 1, 12, ZH_YEARLY, true },
	{ STR_INIT("逐月"), 1, 12, ZH_MONTHLY, true },
	{ STR_INIT("按月"), 1, 12, ZH_MONTHLY, true },
	{ STR_INIT("每月"), 1, 12, ZH_MONTHLY, true },
	{ STR_INIT("每个月"), 1, 12, ZH_MONTHLY, true },
	{ STR_INIT("每季度"), 1, 12, ZH_QUARTERLY, true },
	{ STR_INIT("每季"), 1, 12, ZH_QUARTERLY, true },
	{ STR_INIT("按季度"), 1, 12, ZH_QUARTERLY, true },
	{ STR_INIT("按季"), 1, 12, ZH_QUARTERLY, true },
	{ STR_INIT("逐季"), 1, 12, ZH_QUARTERLY, true },
};

static const struct phrase *longest_phrase(struct str s, size_t i)
{
	const struct phrase *best = NULL;

	for (size_t n = 0; n < COUNT(phrases); n++)
		if (str_at(s, i, phrases[n].words) && (!best || best->words.n < phrases[n].words.n))
			best = &phrases[n];
	return best;
}

/* Behind 全年 or 长期, 全年任务的30%、长期护理: a measure or a name, not a time. */
static bool is_no_time(struct str s, size_t i)
{
	static const struct str words[] = {
		STR_INIT("任务"), STR_INIT("目标"), STR_INIT("计划"), STR_INIT("总"),	STR_INIT("性"),	  STR_INIT("护理"),
		STR_INIT("以上"), STR_INIT("来"),   STR_INIT("居住"), STR_INIT("在"),	STR_INIT("效"),	  STR_INIT("工程"),
		STR_INIT("照护"), STR_INIT("住院"), STR_INIT("补"),   STR_INIT("户"),	STR_INIT("发放标准"),
	};

	return zh_skip_any(s, &i, words, COUNT(words));
}

/* 每月5日前、每月6-10日 */
static void skip_days(struct str s, size_t *i)
{
	size_t k = *i, end;
	int day;

	zh_skip(s, &k, STR("的"));
	if (!zh_small(s, &k, &day) || day > 31)
		return;
	end = k;
	if (zh_skip_dash(s, &end) && zh_small(s, &end, &day) && day <= 31)
		k = end;
	if (!zh_skip(s, &k, STR("日")) && !zh_skip(s, &k, STR("号")))
		return;
	zh_skip_before(s, &k);
	*i = k;
}

bool zh_when_phrase(struct str s, size_t *i, int year, struct zh_when *w)
{
	const struct phrase *found = longest_phrase(s, *i);
	size_t k;

	if (found == NULL)
		return false;
	k = *i + found->words.n;
	if (found->rhythm == ZH_YEARLY && is_no_time(s, k))
		return false;
	w->whole_year = found->whole_year;
	w->rhythm = (enum zh_rhythm)found->rhythm;
	w->from = found->from_month ? day_of(year, found->from_month, 1) : DAY_NONE;
	w->due = day_of(year, found->due_month, day_month_last(year, found->due_month));
	if (found->due_month != 12 || found->from_month != 1) { /* 上半年底前、年底前 */
		bool end = zh_skip_end(s, &k), before = zh_skip_before(s, &k);

		zh_skip(s, &k, STR("内"));
		if (end || before)
			w->from = DAY_NONE;
	}
	if (w->rhythm == ZH_MONTHLY)
		skip_days(s, &k);
	*i = k;
	return true;
}
