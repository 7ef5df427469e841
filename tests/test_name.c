/*
 * What words look like by themselves: the name of a unit, of a person, a
 * post, a region.  Names of people and places are invented.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/name.h"

/* "unit" or "-". */
static const struct phrase units[] = {
	{ "县财政局", "unit" },
	{ "县自然资源和规划局", "unit" },
	{ "市生态环境局松岭分局", "unit" },
	{ "县委宣传部", "unit" },
	{ "县发改委", "unit" },
	{ "县残联", "unit" },
	{ "团县委", "unit" },
	{ "县总工会", "unit" },
	{ "县政府办公室", "unit" },
	{ "白鹭镇", "unit" },
	{ "青柳街道", "unit" },
	{ "各乡镇（街道）", "unit" },
	{ "各乡镇", "unit" },
	{ "相关部门", "unit" },
	{ "有关单位", "unit" },
	{ "云栖县城市建设投资有限公司", "unit" },
	{ "县疾病预防控制中心", "unit" },
	{ "县人民医院", "unit" },
	{ "国网云栖县供电公司", "unit" },
	{ "县供销社", "unit" },
	{ "经济开发区管委会", "unit" },
	{ "青柳街道办事处", "unit" },
	{ "县教育局（县体育局）", "unit" },
	{ "乡村振兴工作专班", "unit" },
	{ "6月底前完成", "-" },
	{ "新建公路15公里", "-" },
	{ "完成投资1200万元", "-" },
	{ "按月推进", "-" },
	{ "据实结算", "-" },
	{ "县财政局牵头，县审计局", "-" },
	{ "全部完成。", "-" },
	{ "局", "-" },
	{ "无", "-" },
	{ "—", "-" },
	{ "（", "-" },
	{ "", "-" },
};

/* "person" or "-". */
static const struct phrase people[] = {
	{ "祝明远", "person" },
	{ "柳青禾", "person" },
	{ "秦岚", "person" },
	{ "欧阳明月", "person" },
	{ "司马川", "person" },
	{ "阿依努尔·艾力", "person" },
	{ "巴特尔·那日松", "person" },
	{ "向春生", "person" },
	{ "农有田", "person" },
	{ "县财政局", "-" },
	{ "白鹭镇", "-" },
	{ "任务", "-" },
	{ "成立专班", "-" },
	{ "文化站", "-" },
	{ "安全生产", "-" },
	{ "全县", "-" },
	{ "于6月底", "-" },
	{ "祝", "-" },
	{ "祝明远秦岚郝", "-" },
	{ "高质量发展", "-" },
	{ "13800000000", "-" },
	{ "", "-" },
};

/* "post" or "-". */
static const struct phrase posts[] = {
	{ "分管副县长", "post" },
	{ "县委常委", "post" },
	{ "常务副区长", "post" },
	{ "党组书记", "post" },
	{ "主任", "post" },
	{ "分管负责人", "post" },
	{ "四级调研员", "post" },
	{ "祝明远", "-" },
	{ "县财政局", "-" },
	{ "县长信箱", "-" },
	{ "", "-" },
};

/* The region that ends the words, "-" for none. */
static const struct phrase regions[] = {
	{ "云栖县", "云栖县" },
	{ "江宁市松岭区", "松岭区" },
	{ "云岭省江宁市云栖县", "云栖县" },
	{ "云栖县白鹭镇", "白鹭镇" },
	{ "松岭区青柳街道", "青柳街道" },
	{ "额木尔自治旗", "额木尔自治旗" },
	{ "云溪土家族自治县", "云溪土家族自治县" },
	{ "江宁市高新技术产业开发区", "高新技术产业开发区" },
	{ "2025年云栖县", "云栖县" },
	{ "万年岭县", "万年岭县" },
	{ "云栖县2025年", "-" },
	{ "上半年市", "-" },
	{ "县", "-" },
	{ "民生实事", "-" },
	{ "云栖县财政局", "-" },
	{ "", "-" },
};

static struct str is_unit(struct arena *a, const struct phrase *row)
{
	return zh_is_unit(phrase_fold(a, row->text)) ? STR("unit") : STR("-");
}

static struct str is_person(struct arena *a, const struct phrase *row)
{
	return zh_is_person(phrase_fold(a, row->text)) ? STR("person") : STR("-");
}

static struct str is_post(struct arena *a, const struct phrase *row)
{
	return zh_is_post(phrase_fold(a, row->text)) ? STR("post") : STR("-");
}

static struct str region(struct arena *a, const struct phrase *row)
{
	struct str s = zh_last_region(phrase_fold(a, row->text));

	return s.n ? s : STR("-");
}

static void knows_units(void **state)
{
	(void)state;
	phrases_hold(units, COUNT(units), is_unit);
}

static void knows_people(void **state)
{
	(void)state;
	phrases_hold(people, COUNT(people), is_person);
}

static void knows_posts(void **state)
{
	(void)state;
	phrases_hold(posts, COUNT(posts), is_post);
}

static void finds_regions(void **state)
{
	(void)state;
	phrases_hold(regions, COUNT(regions), region);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_units),
		cmocka_unit_test(knows_people),
		cmocka_unit_test(knows_posts),
		cmocka_unit_test(finds_regions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
