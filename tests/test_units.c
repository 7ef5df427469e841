/*
 * Duty cells.  "A、B | C | D": lead units, then support, then implementing
 * units; "-" where there are none.  `with` is the column's role, 责任单位
 * standing alone (lead) when it is left out.  Names are invented.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "reading/fill.h"

static const struct phrase with_roles[] = {
	{ "县能源局牵头；县住建局、县自然资源局配合", "县能源局 | 县住建局、县自然资源局 | -" },
	{ "县能源局牵头，县住建局、各乡镇配合。", "县能源局 | 县住建局、各乡镇 | -" },
	{ "牵头单位：县教育局；配合单位：县财政局、县住建局", "县教育局 | 县财政局、县住建局 | -" },
	{ "牵头：县教育局 配合：县财政局 县住建局", "县教育局 | 县财政局、县住建局 | -" },
	{ "牵头单位：县教育局\n配合单位：县财政局", "县教育局 | 县财政局 | -" },
	{ "责任单位：县民政局", "县民政局 | - | -" },
	{ "主办单位：县文旅局\n协办单位：县融媒体中心", "县文旅局 | 县融媒体中心 | -" },
	{ "县水务局、县农业农村局共同负责", "县水务局、县农业农村局 | - | -" },
	{ "县水务局牵头，白鹭镇、青柳街道具体实施", "县水务局 | - | 白鹭镇、青柳街道" },
	{ "县交通运输局牵头负责，县公安局、县财政局协助", "县交通运输局 | 县公安局、县财政局 | -" },
	{ "县卫健局主办，县疾控中心、县医保局协办", "县卫健局 | 县疾控中心、县医保局 | -" },
	{ "县人社局负责", "县人社局 | - | -" },
	{ "由县残联负责实施", "县残联 | - | -" },
	{ "县妇联牵头；县卫健局、县财政局协同配合；各乡镇参与", "县妇联 | 县卫健局、县财政局、各乡镇 | -" },
	{ "县发改局牵头，县审批局、相关乡镇配合", "县发改局 | 县审批局、相关乡镇 | -" },
	{ "县住建局（牵头）、县财政局（配合）", "县住建局 | 县财政局 | -" },
	{ "县教育局、县财政局（配合）", "县教育局 | 县财政局 | -" },
	{ "牵头单位：县商务局", "县商务局 | - | -" },
	{ "责任单位：县残联、县财政局；实施单位：白鹭镇", "县残联、县财政局 | - | 白鹭镇" },
	{ "县城管局牵头,县住建局配合;县交警大队配合", "县城管局 | 县住建局、县交警大队 | -" },
	{ "县民政局牵头 县财政局配合", "县民政局 | 县财政局 | -" },
	{ "县民政局 牵头\n县财政局 配合", "县民政局 | 县财政局 | -" },
};

static const struct phrase plain[] = {
	{ "县财政局", "县财政局 | - | -" },
	{ "县财政局、县审计局", "县财政局、县审计局 | - | -" },
	{ "县财政局，县审计局", "县财政局、县审计局 | - | -" },
	{ "县财政局；县审计局。", "县财政局、县审计局 | - | -" },
	{ "县财政局 县审计局", "县财政局、县审计局 | - | -" },
	{ "县财政局\n县审计局", "县财政局、县审计局 | - | -" },
	{ "统战部，交通局", "统战部、交通局 | - | -" },
	{ "县自然资源和规划局", "县自然资源和规划局 | - | -" },
	{ "白鹭镇及相关社区", "白鹭镇、相关社区 | - | -" },
	{ "县教育局和县财政局", "县教育局、县财政局 | - | -" },
	{ "各乡镇（街道）", "各乡镇（街道） | - | -" },
	{ "县教育局（县体育局）", "县教育局（县体育局） | - | -" },
	{ "县财政局等部门", "县财政局 | - | -" },
	{ "县财政局、县财政局", "县财政局 | - | -" },
	{ "县自然资源和\n规划局", "县自然资源和规划局 | - | -" },
	{ "县住房和城乡建\n设局、县财政局", "县住房和城乡建设局、县财政局 | - | -" },
	{ "县市场监督管\n理局\n县公安局", "县市场监督管理局、县公安局 | - | -" },
	{ "县 交 通 局", "县交通局 | - | -" },
	{ "市卫生健康局　市医疗保障局", "市卫生健康局、市医疗保障局 | - | -" },
	{ "县水务局县住建局", "县水务局、县住建局 | - | -" },
	{ "云栖县城市建设投资有限公司", "云栖县城市建设投资有限公司 | - | -" },
	{ "国网云栖县供电公司、县能源局", "国网云栖县供电公司、县能源局 | - | -" },
	{ "县委组织部、团县委、县总工会", "县委组织部、团县委、县总工会 | - | -" },
	{ "1.县教育局 2.县财政局", "县教育局、县财政局 | - | -" },
	{ "**县教育局**", "县教育局 | - | -" },
};

static const struct phrase by_column[] = {
	{ "县财政局、县审计局", "- | 县财政局、县审计局 | -", "support" },
	{ "各乡镇", "- | 各乡镇 | -", "support" },
	{ "相关乡镇", "- | 相关乡镇 | -", "support" },
	{ "白鹭镇、青柳街道", "- | - | 白鹭镇、青柳街道", "implement" },
	{ "县教育局", "县教育局 | - | -", "duty" },
	{ "县教育局牵头，县财政局配合", "县教育局 | 县财政局 | -", "duty" },
	{ "县财政局配合", "- | 县财政局 | -", "lead" },
	{ "县教育局牵头", "县教育局 | - | -", "support" },
};

/* What is no unit stays out. */
static const struct phrase nothing[] = {
	{ "无", "- | - | -" },
	{ "/", "- | - | -" },
	{ "—", "- | - | -" },
	{ "", "- | - | -" },
	{ "12月底前", "- | - | -" },
	{ "3", "- | - | -" },
	{ "13800000000", "- | - | -" },
	{ "138****0000", "- | - | -" },
	{ "县财政局 13800000000", "县财政局 | - | -" },
	{ "县财政局、无", "县财政局 | - | -" },
};

static enum field field_of(const char *with)
{
	if (with == NULL || strcmp(with, "lead") == 0)
		return FIELD_LEAD;
	if (strcmp(with, "support") == 0)
		return FIELD_SUPPORT;
	return strcmp(with, "implement") == 0 ? FIELD_IMPLEMENT : FIELD_DUTY;
}

static struct str names(struct arena *a, const struct unit_list *list)
{
	struct str got = STR("");

	for (size_t i = 0; i < list->n; i++)
		got = phrase_add(a, got, "、", list->v[i].name);
	return got.n ? got : STR("-");
}

static struct str read_units(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct item item = { 0 };

	fill_units(a, &t, field_of(row->with), &item);
	return arena_printf(a, "%.*s | %.*s | %.*s", STR_ARG(names(a, &item.lead)),
			    STR_ARG(names(a, &item.support)), STR_ARG(names(a, &item.implement)));
}

static void reads_roles(void **state)
{
	(void)state;
	phrases_hold(with_roles, COUNT(with_roles), read_units);
}

static void reads_plain_lists(void **state)
{
	(void)state;
	phrases_hold(plain, COUNT(plain), read_units);
}

static void follows_the_column(void **state)
{
	(void)state;
	phrases_hold(by_column, COUNT(by_column), read_units);
}

static void leaves_out_what_is_no_unit(void **state)
{
	(void)state;
	phrases_hold(nothing, COUNT(nothing), read_units);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_roles),
		cmocka_unit_test(reads_plain_lists),
		cmocka_unit_test(follows_the_column),
		cmocka_unit_test(leaves_out_what_is_no_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
