/* Printed years: 2025年、二〇二六年、次年, and times all of digits. */

#include "zh/when_part.h"

#include "zh/number.h"

/* 次年、去年 …: years from the plan's own. */
static const struct relative_year {
	struct str word;
	int8_t add;
} relative_years[] = {
	{ STR_INIT("次年"), 1 },  { STR_INIT("翌年"), 1 }, { STR_INIT("明年"), 1 },  { STR_INIT("今年"), 0 },
	{ STR_INIT("本年"), 0 },  { STR_INIT("当年"), 0 }, { STR_INIT("去年"), -1 },
};

/* 年底、年内 after a year: the phrase begins with the 年 of the year. */
static bool year_phrase_at(struct str s, size_t i)
{
	return str_at(s, i, STR("年底")) || str_at(s, i, STR("年末")) || str_at(s, i, STR("年内")) ||
	       str_at(s, i, STR("年度内"));
}

static bool read_relative_year(struct str s, size_t *i, int *year)
{
	for (size_t n = 0; n < COUNT(relative_years); n++) {
		size_t k = *i;
		struct str word = relative_years[n].word;

		if (!zh_skip(s, &k, word))
			continue;
		*year += relative_years[n].add;
		if (year_phrase_at(s, k - STR("年").n))
			k -= STR("年").n;
		else
			zh_skip(s, &k, STR("度"));
		*i = k;
		return true;
	}
	return false;
}

/* 二〇二六, as titles print it; false unless four digits. */
static bool read_chinese_year(struct str s, size_t *i, int *ret)
{
	size_t k = *i;
	int n = 0;

	for (int digits = 0; digits < 4; digits++, k += 3) {
		int d = str_at(s, k, STR("○")) ? 0 : zh_digit_at(s, k);

		if (d < 0 || d > 9)
			return false;
		n = n * 10 + d;
	}
	*i = k;
	*ret = n;
	return true;
}

bool zh_when_year(struct str s, size_t *i, int *year)
{
	size_t k = *i;
	int n;

	if (read_relative_year(s, i, year))
		return true;
	if (!read_chinese_year(s, &k, &n) && (!zh_is_digit(s, k) || !zh_small(s, &k, &n)))
		return false;
	if (n >= 20 && n <= 40 && k - *i == 2)
		n += 2000;
	if (n < 1990 || n > 2100 || !str_at(s, k, STR("年")))
		return false;
	*year = n;
	if (!year_phrase_at(s, k)) {
		k += STR("年").n;
		zh_skip(s, &k, STR("度"));
		zh_skip(s, &k, STR(","));
	}
	*i = k;
	return true;
}

/* 2025-03-31、2025/3/31、2025.03、2025.3.31 */
static bool read_numeric_point(struct str s, size_t *i, struct zh_when *w)
{
	size_t k = *i;
	int year, month, day;
	char mark;

	if (!zh_small(s, &k, &year) || year < 1990 || year > 2100 || k >= s.n)
		return false;
	mark = s.p[k];
	if (mark != '-' && mark != '/' && mark != '.')
		return false;
	k++;
	if (!zh_is_digit(s, k) || !zh_small(s, &k, &month) || month < 1 || month > 12)
		return false;
	w->has_year = true;
	if (k < s.n && s.p[k] == mark && zh_is_digit(s, k + 1) &&
	    !(zh_is_digit(s, k + 2) && zh_is_digit(s, k + 3))) { /* 2025-03-2026-06: no day */
		k++;
		if (!zh_small(s, &k, &day))
			return false;
		w->from = DAY_NONE;
		w->due = day_of(year, month, day);
		if (!day_is(w->due))
			return false;
	} else if (mark == '-' && k < s.n && str_at(s, k, STR("学年"))) {
		return false;
	} else {
		w->from = day_of(year, month, 1);
		w->due = day_of(year, month, day_month_last(year, month));
	}
	*i = k;
	return true;
}

/* The other end of a numeric range: 2025.3-2025.10, 2025.3-10, 2025/3/1-2025/6/30. */
static bool read_numeric_end(struct str s, size_t *i, char mark, struct zh_when *w)
{
	struct zh_when end = { 0 };
	size_t k = *i;
	int month;

	if (!zh_skip_dash(s, &k))
		return false;
	if (!read_numeric_point(s, &k, &end)) {
		if (mark != '.' || !day_is(w->from) || !zh_small(s, &k, &month) || month <= w->from.month || month > 12)
			return false;
		end.due = day_of(w->from.year, month, day_month_last(w->from.year, month));
	}
	if (day_cmp(end.due, w->due) < 0)
		return false;
	if (!day_is(w->from))
		w->from = w->due;
	w->due = end.due;
	*i = k;
	return true;
}

bool zh_when_numeric(struct str s, size_t *i, struct zh_when *w)
{
	size_t k = *i, mark = *i;
	bool range;

	if (!read_numeric_point(s, &k, w))
		return false;
	while (zh_is_digit(s, mark))
		mark++;
	range = read_numeric_end(s, &k, s.p[mark], w);
	zh_skip(s, &k, STR("月"));
	if (zh_skip_end(s, &k) && !range)
		w->from = DAY_NONE;
	if (zh_skip_before(s, &k) && !range)
		w->from = DAY_NONE;
	*i = k;
	return true;
}
