#include "zh/when.h"

#include "base/han_set.h"
#include "base/utf8.h"
#include "zh/number.h"
#include "zh/when_part.h"

/* "(11月底前)" right after a period sharpens it. */
static void read_bracket(struct str s, size_t *i, int year, struct zh_when *w)
{
	struct zh_when inner = { 0 };
	size_t k = *i;

	if (k >= s.n || s.p[k] != '(')
		return;
	k++;
	if (!zh_when_month(s, &k, year, &inner) || k >= s.n || s.p[k] != ')')
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
	bool rise = zh_skip(s, &k, STR("起")) && !str_at(s, k, STR("草")) && !str_at(s, k, STR("步"));

	if (!rise && !(from_word && zh_skip(s, &k, STR("开始"))))
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
	from_word = zh_skip(s, &k, STR("从")) || zh_skip(s, &k, STR("自"));

	if (zh_when_numeric(s, &k, &w)) {
		w.end = k;
		*ret = w;
		return true;
	}
	w.has_year = zh_when_year(s, &k, &year);
	after_year = k;
	if (!zh_when_quarter(s, &k, year, &w)) {
		k = after_year;
		w.from = w.due = DAY_NONE;
		if (!zh_when_month(s, &k, year, &w)) {
			k = after_year;
			w.from = w.due = DAY_NONE;
			if (!zh_when_phrase(s, &k, year, &w)) {
				k = i; /* 当年完成: the year was the phrase */
				if (!w.has_year || !zh_when_phrase(s, &k, year, &w))
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

	while (i < w->begin && zh_skip_any(s, &i, fillers, COUNT(fillers)))
		;
	if (i != w->begin)
		return false;
	i = w->end;
	while (i < s.n && zh_skip_any(s, &i, fillers, COUNT(fillers)))
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
	zh_skip(s, &at, STR("到"));
	zh_skip(s, &at, STR("目前"));
	if (!zh_when_at(s, at, year, &w))
		return DAY_NONE;
	return w.due;
}
