/*
 * Amounts of money, in yuan and separated by "; ".  "~" about, ">" above,
 * ">=" at least, "<=" at most; "each" marks a standard per person or thing,
 * which is no sum; "-" no amount.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/money.h"

static const struct phrase amounts[] = {
	{ "总投资1450万元", "14500000" },
	{ "计划投资1.26亿元", "126000000" },
	{ "约13余万元", "~130000" },
	{ "补助300元", "300" },
	{ "3000余元", "~3000" },
	{ "500多万元", "~5000000" },
	{ "12,575万元", "125750000" },
	{ "１２００万元", "12000000" },
	{ "50.5万元", "505000" },
	{ "676.91元", "676.91" },
	{ "0.5万元", "5000" },
	{ "投资1.5亿", "150000000" },
	{ "投资500万，其中县财政200万", "5000000; 2000000" },
	{ "3百万元", "3000000" },
	{ "2千元", "2000" },
	{ "8千万元", "80000000" },
	{ "不超过50万元", "<=500000" },
	{ "不少于200万元", ">=2000000" },
	{ "不低于1000万元", ">=10000000" },
	{ "超过3亿元", ">300000000" },
	{ "近1亿元", "~100000000" },
	{ "约600万元", "~6000000" },
	{ "800万元左右", "~8000000" },
	{ "中央资金500万元、县级配套120万元", "5000000; 1200000" },
	{ "140万元+860万元", "1400000; 8600000" },
	{ "第3期500万元", "5000000" },
	{ "0元", "0" },
	/* standards */
	{ "80元/人", "80 each" },
	{ "每户4000元", "4000 each" },
	{ "每人每月补助200元", "200 each" },
	{ "人均补助500元", "500 each" },
	{ "16000元/人年", "16000 each" },
	{ "3.5万元/公里", "35000 each" },
	{ "2000元每人", "2000 each" },
	{ "100元的标准", "100 each" },
	{ "每户4000元，共120万元", "4000 each; 1200000" },
	/* no money */
	{ "500万人次", "-" },
	{ "200万平方米", "-" },
	{ "3万亩", "-" },
	{ "栽植100万株", "-" },
	{ "1860", "-" },
	{ "元宵节前", "-" },
	{ "2025年", "-" },
	{ "多元化投入", "-" },
	{ "资金据实结算", "-" },
	{ "12个单元", "-" },
	{ "999999999999999999999万元", "-" },
	{ "无", "-" },
	{ "", "-" },
};

/* A header's unit, in yuan per one; 0 when it says nothing. */
static const struct phrase units[] = {
	{ "总投资（万元）", "10000" },
	{ "投资估算(亿元)", "100000000" },
	{ "资金（元）", "1" },
	{ "所需资金（单位：元）", "1" },
	{ "金额单位：元", "1" },
	{ "单位：万元", "10000" },
	{ "资金/万元", "10000" },
	{ "年度投资金额 万元", "10000" },
	{ "资金需求", "0" },
	{ "资金来源", "0" },
	{ "多元化投入", "0" },
	{ "", "0" },
};

/* A cell in a column of 万元 (or what `with` says). */
static const struct phrase bare[] = {
	{ "1450", "14500000" },
	{ " 1,200 ", "12000000" },
	{ "12.5", "125000" },
	{ "１８６０", "18600000" },
	{ "0.267691", "2676.91" },
	{ "约600", "~6000000" },
	{ "600左右", "~6000000" },
	{ "500余", "~5000000" },
	{ "0", "0" },
	{ "14500000", "14500000", "元" },
	{ "1.2", "120000000", "亿元" },
	{ "140+860", "-" },
	{ "1200万元", "-" },
	{ "约", "-" },
	{ "无", "-" },
	{ "-", "-" },
	{ "3处", "-" },
	{ "1200（县财政）", "-" },
	{ "99999999999999", "-", "亿元" },
	{ "", "-" },
};

static struct str show(struct arena *a, const struct zh_money *m)
{
	static const char *const compares[] = {
		[ZH_EXACT] = "",    [ZH_AT_LEAST] = ">=", [ZH_ABOVE] = ">",
		[ZH_AT_MOST] = "<=", [ZH_ABOUT] = "~",	  [ZH_ASPIRE] = "^",
	};

	return arena_printf(a, "%s%.*s%s", compares[m->cmp], STR_ARG(fen_str(a, m->fen)),
			    m->standard ? " each" : "");
}

static struct str read_amounts(struct arena *a, const struct phrase *row)
{
	struct zh_money_list list = { 0 };
	struct str got = STR("");

	zh_moneys(a, phrase_fold(a, row->text), &list);
	for (size_t i = 0; i < list.n; i++)
		got = phrase_add(a, got, "; ", show(a, &list.v[i]));
	return got.n ? got : STR("-");
}

static struct str read_unit(struct arena *a, const struct phrase *row)
{
	return dec_str(a, dec_int(zh_money_unit(phrase_fold(a, row->text))));
}

static struct str read_bare(struct arena *a, const struct phrase *row)
{
	int64_t unit = row->with ? zh_money_unit(arena_printf(a, "(%s)", row->with)) : 10000;
	struct zh_money m;

	if (!zh_money_bare(phrase_fold(a, row->text), unit, &m))
		return STR("-");
	return show(a, &m);
}

static void reads_amounts(void **state)
{
	(void)state;
	phrases_hold(amounts, COUNT(amounts), read_amounts);
}

static void reads_the_unit_of_a_header(void **state)
{
	(void)state;
	phrases_hold(units, COUNT(units), read_unit);
}

static void reads_bare_numbers(void **state)
{
	(void)state;
	phrases_hold(bare, COUNT(bare), read_bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_amounts),
		cmocka_unit_test(reads_the_unit_of_a_header),
		cmocka_unit_test(reads_bare_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
