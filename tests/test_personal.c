/*
 * Personal numbers in text as printed; each found one is shown as "#".
 * Telephone numbers here end in zeros and belong to nobody.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/personal.h"

static const struct phrase found[] = {
	{ "祝明远13800000000", "祝明远#" },
	{ "联系电话：13800000000", "联系电话：#" },
	{ "祝明远 138 0000 0000", "祝明远 #" },
	{ "祝明远 138-0000-0000", "祝明远 #" },
	{ "手机138****0000", "手机#" },
	{ "手机１３８００００００００", "手机#" },
	{ "19900000000", "#" },
	{ "13800000000、13900000000", "#、#" },
	{ "13800000000 13900000000", "# #" },
	{ "柳青禾（13800000000）", "柳青禾（#）" },
	{ "电话0356-7000000", "电话#" },
	{ "０３５６－７００００００", "#" },
	{ "03567000000", "#" },
	{ "010-60000000", "#" },
	{ "0356 7000000", "#" },
	{ "（0356）7000000", "（#" },
	{ "(0356)7000000", "(#" },
	{ "0356-7000000转801", "#转801" },
	{ "0356-7000000/7000001", "#/#" },
	{ "联系电话7000000", "联系电话#" },
	{ "联系电话：7000000", "联系电话：#" },
	{ "柳青禾 7000000", "柳青禾 #" },
	{ "柳青禾  60000000", "柳青禾  #" },
	{ "身份证14000019800101000X", "身份证#" },
	{ "140000198001010000", "#" },
	{ "１４００００１９８００１０１００００", "#" },
	{ "140000800101000", "#" },
	{ "2025年6月 秦岚13800000000 县财政局", "2025年6月 秦岚# 县财政局" },
};

static const struct phrase kept[] = {
	/* hotlines and service numbers */
	{ "拨打12345", "拨打12345" },
	{ "火警119、急救120", "火警119、急救120" },
	{ "12333、12315热线", "12333、12315热线" },
	{ "0356-12345热线", "0356-12345热线" },
	{ "客服400-000-0000", "客服400-000-0000" },
	{ "96110", "96110" },
	/* money and counts */
	{ "总投资14500000元", "总投资14500000元" },
	{ "总投资 26700000 元", "总投资 26700000 元" },
	{ "合计 26700000", "合计 26700000" },
	{ "投资 2670000", "投资 2670000" },
	{ "26700000", "26700000" },
	{ "12,575,000元", "12,575,000元" },
	{ "3456789.50元", "3456789.50元" },
	{ "覆盖2345678人", "覆盖2345678人" },
	{ "栽植 3000000 株", "栽植 3000000 株" },
	/* days, documents, codes */
	{ "2025年6月30日", "2025年6月30日" },
	{ "2025-06-30", "2025-06-30" },
	{ "2024-2025年", "2024-2025年" },
	{ "20250630", "20250630" },
	{ "日期 20250630", "日期 20250630" },
	{ "政发〔2025〕1380号", "政发〔2025〕1380号" },
	{ "代码2501-140521-04-01-100000", "代码2501-140521-04-01-100000" },
	{ "统一代码 91140000MA00000000", "统一代码 91140000MA00000000" },
	{ "G344线K13+800至K26+700", "G344线K13+800至K26+700" },
	{ "1380000000", "1380000000" },
	{ "138000000000", "138000000000" },
	{ "1-3-5-7-9", "1-3-5-7-9" },
	{ "30 70 70 30", "30 70 70 30" },
	{ "", "" },
};

static struct str masked(struct arena *a, const struct phrase *row)
{
	struct str s = str_of(row->text), got = STR("");
	size_t done = 0, from = 0, to = 0;

	while (zh_personal_next(s, &from, &to)) {
		got = arena_printf(a, "%.*s%.*s#", STR_ARG(got), STR_ARG(str_cut(s, done, from)));
		done = from = to;
	}
	return arena_cat(a, got, str_from(s, done));
}

static void finds_personal_numbers(void **state)
{
	(void)state;
	phrases_hold(found, COUNT(found), masked);
}

static void keeps_other_numbers(void **state)
{
	(void)state;
	phrases_hold(kept, COUNT(kept), masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_personal_numbers),
		cmocka_unit_test(keeps_other_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
