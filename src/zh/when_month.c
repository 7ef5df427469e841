/* Months: one, a part of one, a day of one, and several. */

#include "zh/when_part.h"

#include "zh/number.h"

enum part { PART_NONE, PART_EARLY, PART_MIDDLE, PART_LATE, PART_DAY };

/* One month with what follows it: 3月、3月份、3月底、3月中旬、3月15日. */
struct month {
	int month;
	int day; /* PART_DAY */
	enum part part;
	bool before; /* 前 */
};

/* "-5日" of 5月1-5日: the day before it belongs to the month. */
static bool days_follow(struct str s, size_t i)
{
	int day;

	return zh_skip_dash(s, &i) && zh_small(s, &i, &day) && day <= 31 && zh_skip(s, &i, STR("日"));
}

/* 中 of 3月中, not that of 3月中心城区. */
static bool skip_middle(struct str s, size_t *i)
{
	static const struct str other[] = { STR_INIT("中心"), STR_INIT("中小"), STR_INIT("中期"), STR_INIT("中学"), STR_INIT("中医") };
	size_t k = *i;

	if (zh_skip(s, i, STR("中旬")))
		return true;
	return !zh_skip_any(s, &k, other, COUNT(other)) && zh_skip(s, i, STR("中"));
}

static bool read_day(struct str s, size_t *i, int *ret)
{
	size_t k = *i;
	int day;

	if (!zh_is_digit(s, k) && zh_digit_at(s, k) <= 0)
		return false;
	if (!zh_small(s, &k, &day) || day < 1 || day > 31)
		return false;
	if (!zh_skip(s, &k, STR("日")) && !zh_skip(s, &k, STR("号")) && !days_follow(s, k))
		return false;
	*i = k;
	*ret = day;
	return true;
}

static void read_part(struct str s, size_t *i, struct month *m)
{
	static const struct str late[] = { STR_INIT("底"), STR_INIT("末"), STR_INIT("下旬"), STR_INIT("中下旬") };
	static const struct str early[] = { STR_INIT("初"), STR_INIT("上旬") };

	zh_skip(s, i, STR("份"));
	if (zh_skip_any(s, i, late, COUNT(late)))
		m->part = PART_LATE;
	else if (zh_skip_any(s, i, early, COUNT(early)))
		m->part = PART_EARLY;
	else if (skip_middle(s, i))
		m->part = PART_MIDDLE;
	else if (read_day(s, i, &m->day))
		m->part = PART_DAY;
	m->before = zh_skip_before(s, i);
	if (!m->before)
		zh_skip(s, i, STR("内"));
}

static bool read_month(struct str s, size_t *i, struct month *m)
{
	size_t k = *i;

	*m = (struct month){ 0 };
	if (zh_skip(s, &k, STR("元月")))
		m->month = 1;
	else if (!zh_small(s, &k, &m->month) || !zh_skip(s, &k, STR("月")))
		return false;
	if (m->month < 1 || m->month > 12 || str_at(s, k, STR("龄")) || str_at(s, k, STR("嫂")))
		return false;
	read_part(s, &k, m);
	*i = k;
	return true;
}

/* 4 of 4-5月: 月 stands behind another number. */
static bool read_bare_month(struct str s, size_t *i, struct month *m)
{
	*m = (struct month){ 0 };
	return zh_small(s, i, &m->month) && m->month >= 1 && m->month <= 12;
}

static struct day month_first(int year, struct month m)
{
	switch (m.part) {
	case PART_MIDDLE:
		return day_of(year, m.month, 11);
	case PART_LATE:
		return day_of(year, m.month, day_month_last(year, m.month));
	case PART_DAY:
		return day_of(year, m.month, m.day);
	default:
		return day_of(year, m.month, 1);
	}
}

static struct day month_last(int year, struct month m)
{
	switch (m.part) {
	case PART_EARLY:
		return day_of(year, m.month, 10);
	case PART_MIDDLE:
		return day_of(year, m.month, 20);
	case PART_DAY:
		return day_of(year, m.month, m.day);
	default:
		return day_of(year, m.month, day_month_last(year, m.month));
	}
}

static void set_point(struct zh_when *w, int year, struct month m)
{
	if (m.part == PART_NONE && m.before) {
		int month = m.month == 1 ? 12 : m.month - 1;
		int y = m.month == 1 ? year - 1 : year;

		w->from = DAY_NONE;
		w->due = day_of(y, month, day_month_last(y, month));
		w->month_before = true;
		return;
	}
	w->due = month_last(year, m);
	w->from = m.part == PART_NONE ? day_of(year, m.month, 1) : DAY_NONE;
}

/* The 15日 of 3月1日-15日. */
static bool read_last_day(struct str s, size_t *i, int *day)
{
	size_t k = *i;

	if (!zh_skip_dash(s, &k) || !zh_small(s, &k, day) || *day > 31 || !zh_skip(s, &k, STR("日")))
		return false;
	zh_skip_before(s, &k);
	*i = k;
	return true;
}

/* The year of a range's end: 9月至次年3月、11月-2026年3月. */
static int read_end_year(struct str s, size_t *i, int year)
{
	static const struct str next[] = { STR_INIT("次年"), STR_INIT("翌年"), STR_INIT("明年") };
	size_t k = *i;
	int n;

	if (zh_skip_any(s, i, next, COUNT(next)))
		return year + 1;
	if (!zh_is_digit(s, k) || !zh_small(s, &k, &n) || n < 2000 || !zh_skip(s, &k, STR("年")))
		return year;
	*i = k;
	return n;
}

/* The next month of a range; before it may stand one whose 月 it shares: the 2、3月 of 1、2、3月. */
static bool read_end_month(struct str s, size_t *i, struct month *m)
{
	if (read_month(s, i, m))
		return true;
	return zh_small(s, i, &m->month) && (zh_skip_dash(s, i) || zh_skip_and(s, i)) && read_month(s, i, m);
}

enum range { RANGE_NONE, RANGE_READ, RANGE_BACKWARDS };

/* What follows month a and its dash: the months to the end of the range. */
static enum range read_range(struct str s, size_t *i, int year, struct month a, struct zh_when *w)
{
	size_t k = *i;
	int last_year = read_end_year(s, &k, year);
	struct month b;

	if (zh_skip(s, &k, STR("年底")) || zh_skip(s, &k, STR("年末"))) {
		zh_skip_before(s, &k);
		w->from = month_first(year, a);
		w->due = day_of(last_year, 12, 31);
		*i = k;
		return RANGE_READ;
	}
	while (read_end_month(s, &k, &b)) {
		if (b.month < a.month && last_year == year) {
			if (a.month - b.month < 6)
				return RANGE_BACKWARDS;
			last_year++; /* 11月至3月 */
		}
		w->from = month_first(year, a);
		w->due = month_last(last_year, b);
		*i = k;
		if (!zh_skip(s, &k, STR("、")))
			return RANGE_READ;
	}
	return day_is(w->due) ? RANGE_READ : RANGE_NONE;
}

bool zh_when_month(struct str s, size_t *i, int year, struct zh_when *w)
{
	struct month a;
	size_t k = *i, end;
	bool open = !read_month(s, &k, &a); /* only a range says 月 */
	int last;

	if (open && !read_bare_month(s, &k, &a))
		return false;
	end = k;
	if (a.part == PART_DAY && read_last_day(s, &end, &last)) {
		w->from = day_of(year, a.month, a.day);
		w->due = day_of(year, a.month, last);
		*i = end;
		return day_is(w->due) && day_is(w->from);
	}
	if (zh_skip_dash(s, &end) || zh_skip(s, &end, STR("、")) || (a.part != PART_NONE && !a.before)) {
		enum range range = read_range(s, &end, year, a, w);

		*i = end;
		if (range != RANGE_NONE)
			return range == RANGE_READ;
	}
	if (open)
		return false;
	set_point(w, year, a);
	*i = k;
	return day_is(w->due);
}
