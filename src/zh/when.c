#include "zh/when.h"

#include "base/han_set.h"
#include "base/utf8.h"
#include "zh/number.h"

enum part { PART_NONE, PART_EARLY, PART_MIDDLE, PART_LATE, PART_DAY };

/* One month with what follows it: 3月、3月份、3月底、3月中旬、3月15日. */
struct month {
	int month;
	int day; /* PART_DAY */
	enum part part;
	bool before; /* 前 */
	bool said;   /* 月 was printed here (in 4-5月 only at the end) */
};

static inline bool skip(struct str s, size_t *i, struct str word)
{
	if (!str_at(s, *i, word))
		return false;
	*i += word.n;
	return true;
}

static bool skip_any(struct str s, size_t *i, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (skip(s, i, words[k]))
			return true;
	return false;
}

static bool skip_before(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("之前"), STR_INIT("以前"), STR_INIT("前") };

	if (str_at(s, *i, STR("前期")) || str_at(s, *i, STR("前置")) || str_at(s, *i, STR("前完")))
		return str_at(s, *i, STR("前完")) && skip(s, i, STR("前"));
	return skip_any(s, i, words, COUNT(words));
}

static bool skip_dash(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("--"), STR_INIT("-"),  STR_INIT("~"),
					    STR_INIT("至"), STR_INIT("到") };

	return skip_any(s, i, words, COUNT(words));
}

static bool skip_and(struct str s, size_t *i)
{
	static const struct str words[] = { STR_INIT("、"), STR_INIT("和"), STR_INIT("及"), STR_INIT(",") };

	return skip_any(s, i, words, COUNT(words));
}

/* "-5日" of 5月1-5日: the day before it belongs to the month. */
static bool days_follow(struct str s, size_t i)
{
	int day;

	return skip_dash(s, &i) && zh_small(s, &i, &day) && day <= 31 && skip(s, &i, STR("日"));
}

static void read_part(struct str s, size_t *i, struct month *m)
{
	static const struct str late[] = { STR_INIT("底"), STR_INIT("末"), STR_INIT("下旬"), STR_INIT("中下旬") };
	static const struct str early[] = { STR_INIT("初"), STR_INIT("上旬") };
	size_t k = *i;
	int day;

	skip(s, &k, STR("份"));
	if (skip_any(s, &k, late, COUNT(late)))
		m->part = PART_LATE;
	else if (skip_any(s, &k, early, COUNT(early)))
		m->part = PART_EARLY;
	else if (skip(s, &k, STR("中旬")) ||
		 (str_at(s, k, STR("中")) && !str_at(s, k, STR("中心")) && !str_at(s, k, STR("中小")) &&
		  !str_at(s, k, STR("中期")) && !str_at(s, k, STR("中学")) && !str_at(s, k, STR("中医")) &&
		  (skip(s, &k, STR("中")))))
		m->part = PART_MIDDLE;
	else if (zh_is_digit(s, k) || zh_digit_at(s, k) > 0) {
		size_t d = k;

		if (zh_small(s, &d, &day) && day >= 1 && day <= 31 &&
		    (skip(s, &d, STR("日")) || skip(s, &d, STR("号")) || days_follow(s, d))) {
			m->part = PART_DAY;
			m->day = day;
			k = d;
		}
	}
	m->before = skip_before(s, &k);
	if (!m->before)
		skip(s, &k, STR("内"));
	*i = k;
}

/* A month's number; 月 must follow unless more of a range does. */
static bool read_month(struct str s, size_t *i, struct month *m)
{
	size_t k = *i;

	*m = (struct month){ 0 };
	if (skip(s, &k, STR("元月")))
		m->month = 1;
	else if (!zh_small(s, &k, &m->month))
		return false;
	else if (!skip(s, &k, STR("月")))
		return false;
	if (m->month < 1 || m->month > 12 || str_at(s, k, STR("龄")) || str_at(s, k, STR("嫂")))
		return false;
	m->said = true;
	read_part(s, &k, m);
	*i = k;
	return true;
}

static struct day month_first(int year, struct month m)
{
	switch (m.part) {
	case PART_EARLY:
		return day_of(year, m.month, 1);
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

/* "4-5月份", "9月至11月", "2、3月", "3月底4月初"; *m is the first month as far as read. */
static bool read_month_range(struct str s, size_t *i, int year, struct zh_when *w)
{
	struct month a = { 0 }, b;
	size_t k = *i, c;
	int last_year = year, n;
	bool open = false;

	if (!read_month(s, &k, &a)) {
		if (!zh_small(s, &k, &a.month) || a.month < 1 || a.month > 12)
			return false;
		c = k;
		if (!skip_dash(s, &c) && !skip(s, &c, STR("、")) && !skip(s, &c, STR("和")))
			return false;
		open = true;
	} else {
		c = k;
	}
	if (!open && a.part == PART_DAY) { /* 3月1日-15日 */
		size_t d = k;

		if (skip_dash(s, &d) && zh_small(s, &d, &n) && n <= 31 && skip(s, &d, STR("日"))) {
			w->from = day_of(year, a.month, a.day);
			w->due = day_of(year, a.month, n);
			skip_before(s, &d);
			*i = d;
			return day_is(w->due) && day_is(w->from);
		}
	}
	c = k;
	if (skip_dash(s, &c) || skip(s, &c, STR("、")) || (a.part != PART_NONE && !a.before)) {
		if (skip(s, &c, STR("次年")) || skip(s, &c, STR("翌年")) || skip(s, &c, STR("明年")))
			last_year = year + 1;
		else if (zh_is_digit(s, c)) {
			size_t y = c;

			if (zh_small(s, &y, &n) && n >= 2000 && skip(s, &y, STR("年"))) {
				last_year = n;
				c = y;
			}
		}
		if (str_at(s, c, STR("年底")) || str_at(s, c, STR("年末"))) {
			c += STR("年底").n;
			skip_before(s, &c);
			w->from = month_first(year, a);
			w->due = day_of(last_year, 12, 31);
			*i = c;
			return true;
		}
		while (read_month(s, &c, &b) ||
		       (zh_small(s, &c, &b.month) && (skip_dash(s, &c) || skip_and(s, &c)) &&
			read_month(s, &c, &b))) {
			if (b.month < a.month && last_year == year && a.month - b.month < 6)
				return false;
			if (b.month < a.month && last_year == year)
				last_year++;
			w->from = month_first(year, a);
			w->due = b.before && b.part == PART_NONE ?
					 day_of(last_year, b.month, day_month_last(last_year, b.month)) :
					 month_last(last_year, b);
			*i = c;
			n = b.month;
			a.part = a.part == PART_NONE ? PART_NONE : a.part;
			if (!skip(s, &c, STR("、")))
				return true;
		}
		if (day_is(w->due))
			return true;
	}
	if (open)
		return false;
	set_point(w, year, a);
	*i = k;
	return day_is(w->due);
}

static struct day quarter_first(int year, int q)
{
	return day_of(year, q * 3 - 2, 1);
}

static struct day quarter_last(int year, int q)
{
	return day_of(year, q * 3, day_month_last(year, q * 3));
}

/* 第一季度、一季度、1季度、第二、三季度、一至三季度、前三季度、Q1 */
static bool read_quarter(struct str s, size_t *i, int year, struct zh_when *w)
{
	size_t k = *i;
	int first, last, q;
	bool front = skip(s, &k, STR("前"));

	skip(s, &k, STR("第"));
	if (k < s.n && (s.p[k] == 'Q' || s.p[k] == 'q') && zh_is_digit(s, k + 1) &&
	    !zh_is_digit(s, k + 2)) {
		first = last = s.p[k + 1] - '0';
		k += 2;
		if (first < 1 || first > 4)
			return false;
	} else {
		if (!zh_is_digit(s, k) && zh_digit_at(s, k) < 0)
			return false;
		if (zh_is_digit(s, k)) {
			first = s.p[k] - '0';
			k++;
		} else {
			first = zh_digit_at(s, k);
			k += 3;
		}
		last = first;
		for (;;) {
			size_t c = k;

			skip(s, &c, STR("季度"));
			if (!skip_dash(s, &c))
				skip_and(s, &c);
			skip(s, &c, STR("第"));
			if (zh_is_digit(s, c))
				q = s.p[c++] - '0';
			else if ((q = zh_digit_at(s, c)) > 0)
				c += 3;
			else
				break;
			if (q <= last || q > 4 || (!str_at(s, c, STR("季度")) && !str_at(s, c, STR("、")) &&
						  zh_digit_at(s, c) < 0))
				break;
			last = q;
			k = c;
		}
		if (front) /* 前三个季度, but not 两个季度 */
			skip(s, &k, STR("个"));
		if (!skip(s, &k, STR("季度")))
			return false;
	}
	if (first < 1 || last > 4)
		return false;
	if (front)
		first = 1;
	w->from = quarter_first(year, first);
	w->due = quarter_last(year, last);
	if (skip(s, &k, STR("末")) || skip(s, &k, STR("底"))) {
		w->from = DAY_NONE;
		skip_before(s, &k);
	} else if (skip(s, &k, STR("初"))) {
		w->from = DAY_NONE;
		w->due = day_of(year, first * 3 - 2, 10);
	} else if (skip_before(s, &k)) {
		w->from = DAY_NONE;
	} else {
		skip(s, &k, STR("内"));
	}
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

static bool read_phrase(struct str s, size_t *i, int year, struct zh_when *w)
{
	const struct phrase *best = NULL;
	size_t k;

	for (size_t n = 0; n < COUNT(phrases); n++)
		if (str_at(s, *i, phrases[n].words) && (!best || best->words.n < phrases[n].words.n))
			best = &phrases[n];
	if (best == NULL)
		return false;
	k = *i + best->words.n;
	if (best->from_month == 1 && best->due_month == 12) {
		/* 全年任务的30%、全年目标: a measure, not a time */
		static const struct str not_time[] = {
			STR_INIT("任务"), STR_INIT("目标"), STR_INIT("计划"), STR_INIT("总"), STR_INIT("性"),
			STR_INIT("护理"), STR_INIT("以上"), STR_INIT("来"), STR_INIT("居住"), STR_INIT("在"),
			STR_INIT("效"), STR_INIT("工程"), STR_INIT("照护"), STR_INIT("住院"), STR_INIT("补"), STR_INIT("户"), STR_INIT("发放标准"),
		};
		size_t c = k;

		if (best->rhythm == ZH_YEARLY && skip_any(s, &c, not_time, COUNT(not_time)))
			return false;
	}
	w->whole_year = best->whole_year;
	w->rhythm = (enum zh_rhythm)best->rhythm;
	w->from = best->from_month ? day_of(year, best->from_month, 1) : DAY_NONE;
	w->due = day_of(year, best->due_month, day_month_last(year, best->due_month));
	if (best->due_month != 12 || best->from_month != 1) {
		bool end = skip(s, &k, STR("末")) || skip(s, &k, STR("底"));
		bool before = skip_before(s, &k);

		skip(s, &k, STR("内"));
		if ((end || before) && best->from_month > 0)
			w->from = DAY_NONE;
	}
	if (w->rhythm == ZH_MONTHLY) { /* 每月5日前、每月6-10日 */
		size_t d = k;
		int n;

		skip(s, &d, STR("的"));
		if (zh_small(s, &d, &n) && n <= 31) {
			size_t e = d;
			int m;

			if (skip_dash(s, &e) && zh_small(s, &e, &m) && m <= 31)
				d = e;
			if (skip(s, &d, STR("日")) || skip(s, &d, STR("号"))) {
				skip_before(s, &d);
				k = d;
			}
		}
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

	if (!skip_dash(s, &k))
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

static bool read_numeric(struct str s, size_t *i, struct zh_when *w)
{
	size_t k = *i, mark = *i;
	bool range;

	if (!read_numeric_point(s, &k, w))
		return false;
	while (zh_is_digit(s, mark))
		mark++;
	range = read_numeric_end(s, &k, s.p[mark], w);
	skip(s, &k, STR("月"));
	if ((skip(s, &k, STR("底")) || skip(s, &k, STR("末"))) && !range)
		w->from = DAY_NONE;
	if (skip_before(s, &k) && !range)
		w->from = DAY_NONE;
	*i = k;
	return true;
}

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

		if (!skip(s, &k, word))
			continue;
		*year += relative_years[n].add;
		if (year_phrase_at(s, k - STR("年").n))
			k -= STR("年").n;
		else
			skip(s, &k, STR("度"));
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

/* "2025年", "今年", "次年" in front of a time; *year changes. */
static bool read_year(struct str s, size_t *i, int *year)
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
		skip(s, &k, STR("度"));
		skip(s, &k, STR(","));
	}
	*i = k;
	return true;
}

/* "(11月底前)" right after a period sharpens it. */
static void read_bracket(struct str s, size_t *i, int year, struct zh_when *w)
{
	struct zh_when inner = { 0 };
	size_t k = *i;

	if (k >= s.n || s.p[k] != '(')
		return;
	k++;
	if (!read_month_range(s, &k, year, &inner) || k >= s.n || s.p[k] != ')')
		return;
	if (day_is(inner.from))
		w->from = inner.from;
	w->due = inner.due;
	*i = k + 1;
}

/* "从3月份开始", "3月起", "自5月1日起": to the end of the year; 起草 and 起步 begin nothing. */
static void read_start(struct str s, size_t *i, bool from_word, int year, struct zh_when *w)
{
	size_t k = *i;
	bool rise = skip(s, &k, STR("起")) && !str_at(s, k, STR("草")) && !str_at(s, k, STR("步"));

	if (!rise && !(from_word && skip(s, &k, STR("开始"))))
		return;
	if (!day_is(w->from) && !str_ends(str_cut(s, 0, *i), STR("日")))
		return;
	if (!day_is(w->from))
		w->from = w->due;
	w->due = day_of(year, 12, 31);
	*i = k;
}

/* Behind the number of a month, quarter or year: its word, the other end of a range, or 2025-03's mark. */
static bool may_follow_number(struct str s, size_t i)
{
	if (i >= s.n)
		return false;
	if ((unsigned char)s.p[i] < 0x80)
		return s.p[i] == '-' || s.p[i] == '~' || s.p[i] == '.' || s.p[i] == '/' || s.p[i] == ',';
	switch (utf8_wide_at(s, i)) {
	case U'年': case U'月': case U'季': case U'个': case U'至': case U'到': case U'、': case U'和': case U'及': case U'第':
		return true;
	default:
		return false;
	}
}

static bool is_numeral(uint32_t c)
{
	switch (c) {
	case U'零': case U'〇': case U'○': case U'一': case U'二': case U'两': case U'三': case U'四': case U'五': case U'六':
	case U'七': case U'八': case U'九': case U'十': case U'百': case U'千': case U'万':
		return true;
	default:
		return false;
	}
}

/* Digits or a numeral at byte i that may belong to a time. */
static bool may_number(struct str s, size_t i)
{
	size_t k = i;

	while (zh_is_digit(s, k))
		k++;
	while (is_numeral(utf8_wide_at(s, k)))
		k += 3;
	/* 一2季度: digits behind a numeral */
	return k > i && (zh_is_digit(s, k) || may_follow_number(s, k));
}

static struct han_set firsts;

__attribute__((constructor)) static void index_firsts(void)
{
	han_set_add_all(&firsts, STR("零一二三四五六七八九十两百千元")); /* numbers; 〇 is no ideograph */
	han_set_add_all(&firsts, STR("第前从自"));
	han_set_add_all(&firsts, STR("今本次翌明去当")); /* relative_years */
	han_set_add_all(&firsts, STR("上下年全常长贯逐按每")); /* phrases */
}

bool zh_when_first(uint32_t c)
{
	return han_set_has(&firsts, c) || (c >= '0' && c <= '9') || c == 'Q' || c == 'q' || c == U'〇';
}

/* Could a time begin here?  Looks one step further than zh_when_first() where most texts end it. */
static bool may_begin(struct str s, size_t i)
{
	uint32_t c, next;

	if (i >= s.n)
		return false;
	if ((unsigned char)s.p[i] < 0x80)
		return s.p[i] == 'Q' || s.p[i] == 'q' || may_number(s, i);
	c = utf8_wide_at(s, i);
	if (!zh_when_first(c))
		return false;
	next = utf8_wide_at(s, i + 3);
	switch (c) {
	case U'第':
		return may_number(s, i + 3) || str_at(s, i + 3, STR("Q")) || str_at(s, i + 3, STR("q"));
	case U'元':
		return next == U'月';
	case U'今': case U'本': case U'次': case U'翌': case U'明': case U'去': case U'当':
		return next == U'年';
	default:
		return !is_numeral(c) || may_number(s, i);
	}
}

bool zh_when_at(struct str s, size_t i, int year, struct zh_when *ret)
{
	struct zh_when w = { .begin = i };
	size_t k = i, after_year;
	bool from_word;

	if (!may_begin(s, i))
		return false;
	from_word = skip(s, &k, STR("从")) || skip(s, &k, STR("自"));

	if (read_numeric(s, &k, &w)) {
		w.end = k;
		*ret = w;
		return true;
	}
	w.has_year = read_year(s, &k, &year);
	after_year = k;
	if (!read_quarter(s, &k, year, &w)) {
		k = after_year;
		w.from = w.due = DAY_NONE;
		if (!read_month_range(s, &k, year, &w)) {
			k = after_year;
			w.from = w.due = DAY_NONE;
			if (!read_phrase(s, &k, year, &w)) {
				k = i; /* 当年完成: the year was the phrase */
				if (!w.has_year || !read_phrase(s, &k, year, &w))
					return false;
			}
		}
	}
	if (!day_is(w.due))
		return false;
	read_start(s, &k, from_word, year, &w);
	read_bracket(s, &k, year, &w);
	w.end = k;
	*ret = w;
	return true;
}

/* 12 of 112 and of 3.12 is no number of its own; q1 inside a text is none of ours. */
static bool goes_on(struct str s, size_t i)
{
	return s.p[i] == 'q' || (zh_is_digit(s, i) && i > 0 && (zh_is_digit(s, i - 1) || s.p[i - 1] == '.'));
}

static bool glued(struct str s, size_t i)
{
	/* 第十一届, 三十二, G344: a number that continues to the left is not a month */
	if (i == 0)
		return false;
	if (s.p[i - 1] >= 'A' && s.p[i - 1] <= 'Z' && zh_is_digit(s, i))
		return true;
	if (i >= 3 && zh_digit_at(s, i) >= 0 && zh_digit_at(s, i - 3) >= 0)
		return true;
	return i >= 3 && (str_at(s, i - 3, STR("每")) || str_at(s, i - 3, STR("第"))) &&
	       !str_at(s, i, STR("季"));
}

bool zh_when_find(struct str s, size_t i, int year, struct zh_when *ret)
{
	size_t start = i; /* the caller's cut: what stands before it is no part of a number (1.|3月底前) */
	int quoted = 0;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = utf8_len(c);

		if (n == 3 && c <= 0xE3) { /* E2, E3: “” and 《》 */
			if (str_at(s, i, STR("《")) || str_at(s, i, STR("“")))
				quoted++;
			else if (quoted > 0 && (str_at(s, i, STR("》")) || str_at(s, i, STR("”"))))
				quoted--;
		}
		/* most characters end here */
		if (quoted == 0 && zh_when_first(c < 0x80 ? c : utf8_wide_at(s, i)) && may_begin(s, i) && (i == start || !goes_on(s, i)) &&
		    !glued(s, i) && zh_when_at(s, i, year, ret))
			return true;
		i += n;
	}
	return false;
}

bool zh_when_alone(struct str s, const struct zh_when *w)
{
	static const struct str fillers[] = {
		STR_INIT("完成"), STR_INIT("完工"), STR_INIT("建成"), STR_INIT("竣工"), STR_INIT("前"),
		STR_INIT("底"),	  STR_INIT("。"),   STR_INIT(";"),    STR_INIT(","),	STR_INIT("全部"),
		STR_INIT("预计"), STR_INIT("力争"), STR_INIT("计划"), STR_INIT("截至"), STR_INIT("截止"), STR_INIT("到"), STR_INIT("至"),
		STR_INIT("实施"), STR_INIT("推进"), STR_INIT("坚持"), STR_INIT("持续"), STR_INIT("并"), STR_INIT("投入使用"), STR_INIT("("), STR_INIT(")"), STR_INIT("以内"), STR_INIT("之内"), STR_INIT(" "), STR_INIT("\n"),
	};
	size_t i = 0;

	while (i < w->begin && skip_any(s, &i, fillers, COUNT(fillers)))
		;
	if (i != w->begin)
		return false;
	i = w->end;
	while (i < s.n && skip_any(s, &i, fillers, COUNT(fillers)))
		;
	return i == s.n;
}

bool zh_when_only(struct str s, int year, struct zh_when *ret)
{
	struct zh_when w;

	if (!zh_when_find(s, 0, year, &w) || !zh_when_alone(s, &w))
		return false;
	*ret = w;
	return true;
}

struct day zh_as_of(struct str s, int year)
{
	size_t at = str_find(s, STR("截至"));
	struct zh_when w;

	if (at == STR_NONE)
		at = str_find(s, STR("截止"));
	if (at == STR_NONE)
		return DAY_NONE;
	at += STR("截至").n;
	skip(s, &at, STR("到"));
	skip(s, &at, STR("目前"));
	if (!zh_when_at(s, at, year, &w))
		return DAY_NONE;
	return w.due;
}
