/*
 * Planned money: "total = source yuan, source yuan".  "-" no total, "?" a
 * source without an amount; nothing behind "=" is no source.  A column's unit
 * stands in `with`.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "reading/fill.h"
#include "zh/money.h"

/* A money column: 总投资 and its like. */
static const struct phrase totals[] = {
	{ "1450万元", "14500000 =" },
	{ "1450", "14500000 =", "总投资（万元）" },
	{ "14500000", "14500000 =", "总投资（元）" },
	{ "1.26", "126000000 =", "总投资（亿元）" },
	{ "1，200", "12000000 =", "总投资（万元）" },
	{ "约600万元", "6000000 =" },
	{ "约600", "6000000 =", "资金需求（万元）" },
	{ "总投资1.26亿元", "126000000 =" },
	{ "1000万元，其中：中央资金140万元、县级配套860万元", "10000000 = 中央资金 1400000, 县级配套 8600000" },
	{ "中央资金140万元、县级配套860万元", "10000000 = 中央资金 1400000, 县级配套 8600000" },
	{ "省级补助100万元，县财政50万元", "1500000 = 省级补助 1000000, 县财政 500000" },
	{ "96万元，由县福彩公益金列支", "960000 = 县福彩公益金 960000" },
	{ "300万元，由县财政承担", "3000000 = 县财政 3000000" },
	{ "200万元（县财政）", "2000000 = 县财政 2000000" },
	{ "500", "5000000 = 财政 5000000", "需财政投入资金（万元）" },
	{ "其中购买保险80万元，总投资200万元", "2000000 =" },
	{ "据实结算", "- =" },
	{ "以实际人数补助", "- =" },
	{ "每户4000元", "- =" },
	{ "80元/人", "- =" },
	{ "纳入年度预算", "- =" },
	{ "不涉及财政资金", "- =" },
	{ "不涉及", "- =" },
	{ "无", "- =" },
	{ "/", "- =" },
	{ "—", "- =" },
	{ "", "- =" },
};

/* A column 资金来源. */
static const struct phrase sources[] = {
	{ "县财政", "- = 县财政 ?" },
	{ "县财政资金", "- = 县财政资金 ?" },
	{ "县财政、企业自筹", "- = 县财政 ?, 企业自筹 ?" },
	{ "中央资金500万元，县级配套120万元", "6200000 = 中央资金 5000000, 县级配套 1200000" },
	{ "上级补助140万元；县财政860万元", "10000000 = 上级补助 1400000, 县财政 8600000" },
	{ "省级资金100万元，其余由县财政承担", "- = 省级资金 1000000, 县财政 ?" },
	{ "中央、省、县财政分别承担1.2亿元、6500万元、5000万元",
	  "235000000 = 中央财政 120000000, 省财政 65000000, 县财政 50000000" },
	{ "中央水利发展资金1500、县级配套960", "24600000 = 中央水利发展资金 15000000, 县级配套 9600000",
	  "资金来源（万元）" },
	{ "专项债券8000万元", "80000000 = 专项债券 80000000" },
	{ "由县财政承担", "- = 县财政 ?" },
	{ "残保金30万元", "300000 = 残保金 300000" },
	{ "企业自筹", "- = 企业自筹 ?" },
	{ "社会捐助", "- = 社会捐助 ?" },
	{ "东西部协作资金200万元", "2000000 = 东西部协作资金 2000000" },
	{ "不涉及财政资金", "- =" },
	{ "纳入年度预算", "- =" },
	{ "据实结算", "- =" },
	{ "无", "- =" },
	{ "/", "- =" },
	{ "", "- =" },
};

/* Money that a task text announces. */
static const struct phrase tasks[] = {
	{ "新建水厂1座，总投资1450万元。", "14500000 =" },
	{ "改造道路5公里，计划投资800万元。", "8000000 =" },
	{ "新建水厂1座，总投资1000万元，其中上级补助140万元、县财政860万元。",
	  "10000000 = 上级补助 1400000, 县财政 8600000" },
	{ "更换路灯90盏，所需资金96万元由县福彩公益金列支。", "960000 = 县福彩公益金 960000" },
	{ "概算投资1.26亿元。", "126000000 =" },
	{ "计划投资900万元，资金来源为县级配套资金。", "9000000 = 县级配套资金 9000000" },
	{ "为困难群众每户补助4000元。", "- =" },
	{ "发放创业担保贷款1500万元。", "- =" },
	{ "已完成投资300万元。", "- =" },
	{ "累计完成投资500万元。", "- =" },
	{ "按80元/人发放补贴。", "- =" },
	{ "带动投资2亿元。", "- =" },
	{ "医疗救助年度限额5万元。", "- =" },
	{ "低保标准提高到每月700元。", "- =" },
	{ "新建水厂1座。", "- =" },
	{ "", "- =" },
};

/* A column of one source; its header names it. */
static const struct phrase amounts[] = {
	{ "500", "5000000 = 县财政 5000000", "县财政（万元）" },
	{ "120.5", "1205000 = 县财政 1205000", "县财政（万元）" },
	{ "500万元", "5000000 = 县财政 5000000", "县财政" },
	{ "0", "- =", "县财政（万元）" },
	{ "无", "- =", "县财政（万元）" },
	{ "/", "- =", "县财政（万元）" },
	{ "", "- =", "县财政（万元）" },
};

static struct str show(struct arena *a, struct funds *f)
{
	struct str got = STR("");

	funds_finish(f);
	for (size_t i = 0; i < f->sources.n; i++) {
		const struct source *s = &f->sources.v[i];
		struct str yuan = s->has_amount ? fen_str(a, s->fen) : STR("?");

		got = phrase_add(a, got, ", ", arena_printf(a, "%.*s %.*s", STR_ARG(s->name), STR_ARG(yuan)));
	}
	return arena_printf(a, "%.*s =%s%.*s", STR_ARG(f->has_total ? fen_str(a, f->total_fen) : STR("-")),
			    got.n ? " " : "", STR_ARG(got));
}

static struct str header(struct arena *a, const struct phrase *row)
{
	return row->with ? phrase_fold(a, row->with) : STR("总投资");
}

static struct str read_total(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct str label = header(a, row);
	struct funds f = { 0 };

	fill_money(a, &t, label, zh_money_unit(label), &f);
	return show(a, &f);
}

static struct str read_source(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct funds f = { 0 };

	fill_source(a, &t, zh_money_unit(header(a, row)), &f);
	return show(a, &f);
}

static struct str read_task(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct funds f = { 0 };

	fill_task_money(a, &t, &f);
	return show(a, &f);
}

static struct str read_amount(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct funds f = { 0 };

	fill_source_amount(a, &t, STR("县财政"), zh_money_unit(header(a, row)), &f);
	return show(a, &f);
}

static void reads_totals(void **state)
{
	(void)state;
	phrases_hold(totals, COUNT(totals), read_total);
}

static void reads_sources(void **state)
{
	(void)state;
	phrases_hold(sources, COUNT(sources), read_source);
}

static void reads_money_of_a_task(void **state)
{
	(void)state;
	phrases_hold(tasks, COUNT(tasks), read_task);
}

static void reads_a_column_of_one_source(void **state)
{
	(void)state;
	phrases_hold(amounts, COUNT(amounts), read_amount);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_totals),
		cmocka_unit_test(reads_sources),
		cmocka_unit_test(reads_money_of_a_task),
		cmocka_unit_test(reads_a_column_of_one_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
