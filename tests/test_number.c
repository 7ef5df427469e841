/*
 * Numbers as written.  The notation is the value, "|" and what follows it in
 * the text; "-" when no number begins there.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/number.h"

static const struct phrase digits[] = {
	{ "12公里", "12|公里" },
	{ "0.8万人次", "0.8|万人次" },
	{ "1,234户", "1234|户" },
	{ "12,575.5万元", "12575.5|万元" },
	{ "1,234,567元", "1234567|元" },
	{ "１２００万元", "1200|万元" },
	{ "３．５公里", "3.5|公里" },
	{ "2.50亿元", "2.5|亿元" },
	{ "007号", "7|号" },
	{ "50%", "50|%" },
	{ "3,5号楼", "3|,5号楼" },	 /* a list, no thousands */
	{ "10,20,30个", "10|,20,30个" }, /* the same */
	{ "1,2345人", "1|,2345人" },
	{ "2025.3.31", "2025.3|.31" },
	{ "1.", "1|." }, /* numbering */
	{ "1.新建公路", "1|.新建公路" },
	{ "92233720368547758099个", "-" }, /* too long for a number */
	{ "十二个", "-" },
	{ "约300户", "-" },
	{ ".5公里", "-" },
	{ "-3度", "-" },
	{ "", "-" },
};

static const struct phrase numerals[] = {
	{ "十二个村", "12|个村" },
	{ "十所", "10|所" },
	{ "二十条", "20|条" },
	{ "二十五名", "25|名" },
	{ "一百二十户", "120|户" },
	{ "一百零五人", "105|人" },
	{ "三千二百亩", "3200|亩" },
	{ "两座桥", "2|座桥" },
	{ "两千户", "2000|户" },
	{ "三万五千人", "35000|人" },
	{ "八十万元", "800000|元" },
	{ "百户", "100|户" },
	{ "三四个村", "3|四个村" }, /* "three or four" is no 34 */
	{ "五、六月", "5|、六月" },
	{ "零工市场", "0|工市场" },
	{ "15个", "-" },
	{ "多所", "-" },
	{ "万人", "-" },
	{ "个", "-" },
	{ "", "-" },
};

static const struct phrase small[] = {
	{ "6月", "6|月" },	{ "十一月", "11|月" },	 { "12月", "12|月" },	 { "06月", "6|月" },
	{ "２０２５年", "2025|年" }, { "三、", "3|、" }, { "9999", "9999|" }, { "元月", "-" },
	{ "12345", "-" },	{ "一万二千", "-" },	 { "第3", "-" },	 { "Q1", "-" },
};

static struct str show(struct arena *a, bool read, struct str s, size_t i, struct str value)
{
	if (!read)
		return STR("-");
	return arena_printf(a, "%.*s|%.*s", STR_ARG(value), STR_ARG(str_from(s, i)));
}

static struct str read_digits(struct arena *a, const struct phrase *row)
{
	struct str s = phrase_fold(a, row->text);
	struct dec d = { 0 };
	size_t i = 0;
	bool read = zh_digits(s, &i, &d);

	return show(a, read, s, i, dec_str(a, d));
}

static struct str read_numeral(struct arena *a, const struct phrase *row)
{
	struct str s = phrase_fold(a, row->text);
	int64_t n = 0;
	size_t i = 0;
	bool read = zh_numeral(s, &i, &n);

	return show(a, read, s, i, dec_str(a, dec_int(n)));
}

static struct str read_small(struct arena *a, const struct phrase *row)
{
	struct str s = phrase_fold(a, row->text);
	int n = 0;
	size_t i = 0;
	bool read = zh_small(s, &i, &n);

	return show(a, read, s, i, dec_str(a, dec_int(n)));
}

static void reads_digits(void **state)
{
	(void)state;
	phrases_hold(digits, COUNT(digits), read_digits);
}

static void reads_numerals(void **state)
{
	(void)state;
	phrases_hold(numerals, COUNT(numerals), read_numeral);
}

static void reads_small_numbers(void **state)
{
	(void)state;
	phrases_hold(small, COUNT(small), read_small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_digits),
		cmocka_unit_test(reads_numerals),
		cmocka_unit_test(reads_small_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
