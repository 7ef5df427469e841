/* How entries are numbered: 一、 （一） 1. （1） ① 第一件 一是 ■ and their like. */

#include "reading/outline.h"

#include "base/han_set.h"
#include "base/utf8.h"
#include "reading/field.h"
#include "zh/number.h"
#include "zh/quantity.h"

static inline bool skip(struct str s, size_t *i, struct str word)
{
	if (!str_at(s, *i, word))
		return false;
	*i += word.n;
	return true;
}

static enum numbering circled(struct str s, size_t i, size_t *n, int *number)
{
	unsigned char last;

	if (i + 3 > s.n || (unsigned char)s.p[i] != 0xE2 || (unsigned char)s.p[i + 1] != 0x91)
		return NUM_NONE;
	last = (unsigned char)s.p[i + 2];
	if (last < 0xA0 || last > 0xB3)
		return NUM_NONE;
	*number = last - 0xA0 + 1;
	*n = 3;
	return NUM_CIRCLE;
}

size_t outline_keycap(struct str s, size_t i, int *number)
{
	size_t from = i, k;
	uint32_t c;
	int n;

	if (i < s.n && (unsigned char)s.p[i] == 0xF0 && utf8_next(s, &i) == 0x1F51F) {
		*number = 10;
		return i - from;
	}
	i = from;
	if (!zh_is_digit(s, i) || !zh_small(s, &i, &n))
		return 0;
	for (k = i; k < s.n; i = k) {
		c = utf8_next(s, &k);
		if (c == 0x20E3) {
			*number = n;
			return k - from;
		}
		if (c != 0xFE0F)
			break;
	}
	return 0;
}

static enum numbering bullet(struct str s, size_t i, size_t *n)
{
	static const struct str marks[] = { STR_INIT("■"), STR_INIT("●"), STR_INIT("◆"), STR_INIT("▲"), STR_INIT("★"),
					    STR_INIT("◎"), STR_INIT("□"), STR_INIT("※"), STR_INIT("·"), STR_INIT("○"), STR_INIT("☆"), STR_INIT("►"), STR_INIT("▪"), STR_INIT("☑"),
					    STR_INIT("✓"), STR_INIT("✔"), STR_INIT("✅"), STR_INIT("√"), STR_INIT("➤"), STR_INIT("▶"), STR_INIT("◇"), STR_INIT("△") };

	for (size_t k = 0; k < COUNT(marks); k++)
		if (str_at(s, i, marks[k])) {
			*n = marks[k].n;
			return NUM_BULLET;
		}
	if ((s.p[i] == '-' || s.p[i] == '*') && i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0xE0) {
		*n = 1;
		return NUM_BULLET;
	}
	return NUM_NONE;
}

/* "项目一 城区雨污分流改造": the blank is lost, but the line goes on with a name. */
static bool heads_line(struct str s, size_t k)
{
	static const struct str not[] = { STR_INIT("件"), STR_INIT("批"), STR_INIT("项"), STR_INIT("期"), STR_INIT("个"), STR_INIT("直"), STR_INIT("般"), STR_INIT("律"), STR_INIT("旦"), STR_INIT("些"),
					  STR_INIT("定"), STR_INIT("并"), STR_INIT("致"), STR_INIT("名"), STR_INIT("是"), STR_INIT("样"), STR_INIT("览"), STR_INIT("标"), STR_INIT("处"), STR_INIT("类"), STR_INIT("共") };

	for (size_t m = 0; m < COUNT(not); m++)
		if (str_at(s, k, not[m]))
			return false;
	return k < s.n && (utf8_is_han(utf8_wide_at(s, k)) || str_at(s, k, STR("“")));
}

/* 第一件、实事一:, and behind a bullet 实事一 without a stop. */
static enum numbering named_item(struct str s, size_t i, bool bulleted, size_t *n, int *number)
{
	static const struct str tails[] = { STR_INIT("件实事"), STR_INIT("件"), STR_INIT("项"), STR_INIT("个项目") };
	size_t k = i;
	bool first = skip(s, &k, STR("第"));

	if (!first && !skip(s, &k, STR("No.")) && !skip(s, &k, STR("NO.")) && !skip(s, &k, STR("实事项目")) && !skip(s, &k, STR("实事")) && !skip(s, &k, STR("项目")) &&
	    !skip(s, &k, STR("民生实事")) && !skip(s, &k, STR("重点任务")) && !skip(s, &k, STR("任务")) && !skip(s, &k, STR("工程")))
		return NUM_NONE;
	if (!zh_small(s, &k, number) || *number < 1 || *number > 99)
		return NUM_NONE;
	if (first) {
		bool tail = false;

		for (size_t m = 0; m < COUNT(tails) && !tail; m++)
			tail = skip(s, &k, tails[m]);
		if (!tail)
			return NUM_NONE;
	}
	if (i == 0 && !first && heads_line(s, k)) {
		*n = k - i;
		return NUM_ITEM;
	}
	if (!(skip(s, &k, STR(":")) || skip(s, &k, STR(",")) || skip(s, &k, STR("、")) || skip(s, &k, STR(".")) ||
	      skip(s, &k, STR(" ")) || skip(s, &k, STR("\n")) || first ||
	      (bulleted && !str_at(s, k, STR("件")) && !str_at(s, k, STR("批")) && !str_at(s, k, STR("项")))))
		return NUM_NONE;
	*n = k - i;
	return NUM_ITEM;
}

/* 之一:“亮点工程”; 第一是…, 第二,… */
static enum numbering ordinal(struct str s, size_t i, size_t *n, int *number)
{
	size_t k = i;
	bool of = i == 0 && skip(s, &k, STR("之"));

	if ((!of && !skip(s, &k, STR("第"))) || !zh_small(s, &k, number) || *number < 1 || *number > 99)
		return NUM_NONE;
	if (!of && (skip(s, &k, STR("部分")) || skip(s, &k, STR("章")))) {
		*n = k - i;
		return i == 0 ? NUM_PART : NUM_NONE;
	}
	if (!(skip(s, &k, STR(":")) || skip(s, &k, STR(",")) || (!of && skip(s, &k, STR("是"))) ||
	      (str_at(s, k, STR("、")) && zh_digit_at(s, k + 3) < 0 && skip(s, &k, STR("、")))))
		return NUM_NONE;
	*n = k - i;
	return of ? NUM_ITEM : NUM_FIRSTLY;
}

struct han_set outline_firsts;

__attribute__((constructor)) static void index_firsts(void)
{
	han_set_add_all(&outline_firsts, STR("零一二三四五六七八九十两百千")); /* numerals; 〇 is no ideograph */
	han_set_add_all(&outline_firsts, STR("第实项民重任工之")); /* named_item(), ordinal() */
}

/* 【实事一】, [项目3]: the number of an entry in a frame. */
static enum numbering in_frame(struct str s, size_t i, size_t *n, int *number)
{
	size_t open = s.p[i] == '[' ? 1 : str_at(s, i, STR("【")) ? STR("【").n : 0, more;

	if (open == 0 || i + open >= s.n || named_item(s, i + open, true, &more, number) == NUM_NONE)
		return NUM_NONE;
	open += more;
	if (i + open < s.n && s.p[i + open] == ']')
		*n = open + 1;
	else if (str_at(s, i + open, STR("】")))
		*n = open + STR("】").n;
	else
		return NUM_NONE;
	return NUM_ITEM;
}

/* "★01校门口护学岗": two digits right behind a bullet. */
static enum numbering padded_digits(struct str s, size_t i, size_t *n, int *number)
{
	size_t k = i;

	if (!zh_is_digit(s, i) || !zh_is_digit(s, i + 1) || zh_is_digit(s, i + 2) || !zh_small(s, &k, number) || *number < 1)
		return NUM_NONE;
	if (k >= s.n || !utf8_is_han(utf8_wide_at(s, k)) || str_at(s, k, STR("月")) || str_at(s, k, STR("年")) || str_at(s, k, STR("日")) ||
	    str_at(s, k, STR("个")) || str_at(s, k, STR("家")) || str_at(s, k, STR("所")) || str_at(s, k, STR("件")))
		return NUM_NONE;
	*n = k - i;
	return NUM_ITEM;
}

/* "1.3月底前完成": no month has decimals, so the point belongs to the number. */
static bool month_at(struct str s, size_t i)
{
	int month;

	return zh_small(s, &i, &month) && month >= 1 && month <= 12 && str_at(s, i, STR("月"));
}

/* "1.2新建幼儿园3所": a number of two levels at the start of a line, and no 1.5公里. */
static enum numbering two_levels(struct str s, size_t *n, int *number)
{
	size_t k = 0;
	int upper;

	if (!zh_is_digit(s, 0) || !zh_small(s, &k, &upper) || upper > 99 || k > 2 || k >= s.n || s.p[k] != '.')
		return NUM_NONE;
	k++;
	if (!zh_is_digit(s, k) || s.p[k] == '0' || !zh_small(s, &k, number) || *number > 99)
		return NUM_NONE;
	if (k < s.n && s.p[k] == '.')
		k++;
	if (k >= s.n || !utf8_is_han(utf8_wide_at(s, k)) || zh_measure_at(s, k) > 0 || str_at(s, k, STR("万")) || str_at(s, k, STR("亿")) ||
	    str_at(s, k, STR("月")))
		return NUM_NONE;
	*n = k;
	return NUM_LEVELS;
}

/* 【口袋公园建设】…: the name of an entry in a frame, without a number. */
static enum numbering framed_name(struct str s)
{
	enum { NAME_BYTES = 90 };
	size_t from = STR("【").n, end;

	if (!str_starts(s, STR("【")))
		return NUM_NONE;
	end = str_find(s, STR("】"));
	if (end == STR_NONE || end < from + 6 || end > NAME_BYTES || label_field(str_cut(s, from, end)) != FIELD_NONE)
		return NUM_NONE;
	return NUM_FRAME;
}

/* What makes the digits [i, k) a number of the outline: 1. 1、 1) and, in cards, 01. */
static enum numbering behind_digits(struct str s, size_t i, size_t k, size_t *n)
{
	if (k < s.n && s.p[k] == ')') {
		*n = k + 1 - i;
		return NUM_CLAUSE;
	}
	if (k < s.n && s.p[k] == '.' && (!zh_is_digit(s, k + 1) || month_at(s, k + 1))) {
		*n = k + 1 - i;
		return NUM_POINT;
	}
	if (str_at(s, k, STR("、")) && !zh_is_digit(s, k + 3)) {
		*n = k + 3 - i;
		return NUM_POINT;
	}
	if (k - i == 2 && s.p[i] == '0' &&
	    (k == s.n || s.p[k] == ' ' || s.p[k] == '\n' || label_at(s, k, &(size_t){ 0 }) != FIELD_NONE)) {
		*n = k - i;
		return NUM_POINT;
	}
	if (i == 0 && k == 2 && s.n > k && s.p[k] == '\n') { /* 10 goes on from 09, above the name */
		*n = k;
		return NUM_POINT;
	}
	return NUM_NONE;
}

/* Numbers that say by a word or mark what they are: 第一件, 之一, 【实事一】, ①, ■. */
static enum numbering told(struct str s, size_t i, size_t *n, int *number)
{
	enum numbering style;

	if (i == 0 && (style = two_levels(s, n, number)) != NUM_NONE)
		return style;
	*number = 0;
	if ((*n = outline_keycap(s, i, number)) > 0)
		return NUM_POINT;
	if ((style = circled(s, i, n, number)) != NUM_NONE || (style = named_item(s, i, false, n, number)) != NUM_NONE ||
	    (style = ordinal(s, i, n, number)) != NUM_NONE)
		return style;
	if ((style = in_frame(s, i, n, number)) != NUM_NONE || (i == 0 && (style = framed_name(s)) != NUM_NONE))
		return style;
	if (bullet(s, i, n) != NUM_NONE) { /* a bullet, or "◆实事一 城区停车泊位挖潜" */
		size_t more = 0;

		style = named_item(s, i + *n, true, &more, number);
		if (style == NUM_NONE)
			style = padded_digits(s, i + *n, &more, number);
		*n += more;
		return style == NUM_NONE ? NUM_BULLET : style;
	}
	*number = 0;
	return NUM_NONE;
}

enum numbering outline_number(struct str s, size_t i, size_t *n, int *number)
{
	size_t k = i;
	bool bracket;
	enum numbering style;
	int64_t big;
	bool digits;

	*number = 0;
	*n = 0;
	if (i >= s.n || !outline_may_number(s, i))
		return NUM_NONE;
	if ((style = told(s, i, n, number)) != NUM_NONE)
		return style;
	bracket = s.p[k] == '(';
	k += bracket;
	digits = zh_is_digit(s, k);
	if (digits) {
		if (!zh_small(s, &k, number))
			return NUM_NONE;
	} else if (zh_numeral(s, &k, &big) && big < 1000) {
		*number = (int)big;
	} else {
		return NUM_NONE;
	}
	if (*number < 1 || *number > 199)
		return NUM_NONE;
	if (bracket) {
		if (k >= s.n || s.p[k] != ')')
			return NUM_NONE;
		k++;
		skip(s, &k, STR("、"));
		*n = k - i;
		return digits ? NUM_CLAUSE : NUM_SECTION;
	}
	if (digits)
		return behind_digits(s, i, k, n);
	if (str_at(s, k, STR("、"))) {
		/* 一、二季度 is a time */
		if (zh_digit_at(s, k + 3) > 0 && str_at(s, k + 6, STR("季度")))
			return NUM_NONE;
		*n = k + 3 - i;
		return NUM_CHAPTER;
	}
	if (str_at(s, k, STR("是"))) {
		*n = k + 3 - i;
		return NUM_FIRSTLY;
	}
	if (k < s.n && (s.p[k] == '.' || s.p[k] == ',') && k - i <= 6) {
		*n = k + 1 - i;
		return NUM_CHAPTER;
	}
	return NUM_NONE;
}
