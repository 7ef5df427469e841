/*
 * Numbers with their measure.  Figures are separated by "; ": ">=" at least,
 * ">" above, "<=" at most, "~" about, "^" aspired to, then number, blank and
 * unit; behind it "total", "period" or "work" where the words say so.  "-"
 * stands where nothing is counted.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/quantity.h"

static const struct phrase counts[] = {
	{ "建成示范村15个", "15 个" },
	{ "15个示范村", "15 个" },
	{ "新建公路12.5公里", "12.5 公里" },
	{ "改造老旧小区3个、惠及居民1,200户", "3 个; 1200 户" },
	{ "培训700人次", "700 人次" },
	{ "转移就业0.8万人次", "0.8 万人次" },
	{ "发放创业担保贷款1500万元", "1500 万元" },
	{ "新增学位1.2万个", "1.2 万个" },
	{ "完成投资1.26亿元", "1.26 亿元" },
	{ "安装路灯９０盏", "90 盏" },
	{ "建成率达到100%", "100 % work" },
	{ "完成８０％", "80 % work" },
	{ "覆盖率提高5个百分点", "5 个百分点" },
	{ "打通断头路12条", "12 条" },
	{ "改造易涝点9处", "9 处" },
	{ "打机井3眼", "3 眼" },
	{ "新增养老床位600张", "600 张" },
	{ "更新电梯45部", "45 部" },
	{ "栽植树木3万株", "3 万株" },
	{ "改造面积1.8万平方米", "1.8 万平方米" },
	{ "新建水池300立方米", "300 立方米" },
	{ "建筑面积12000㎡", "12000 ㎡" },
	{ "铺设管网3.5km", "3.5 km" },
	{ "新建DN300管网2.3公里", "2.3 公里" },
	{ "建设高标准农田2000亩", "2000 亩" },
	{ "日处理污水200吨", "200 吨" },
	{ "装机5兆瓦", "5 兆瓦" },
	{ "食品抽检1.5万批次", "1.5 万批次" },
	{ "培训500课时", "500 课时" },
	{ "购置救护车8辆", "8 辆" },
	{ "配备健身器材20台（套）", "20 台(套)" },
	{ "为老年人体检3800名", "3800 名" },
	{ "放映公益电影2040场次", "2040 场次" },
	{ "开展义诊24次", "24 次" },
	{ "接种疫苗6500剂次", "6500 剂次" },
	{ "建设光伏路灯1，200盏", "1200 盏" },
	{ "铺装人行道4500平米", "4500 平米" },
	{ "加装扶手1200延米", "1200 延米" },
	{ "新建桥梁2座、涵洞5道", "2 座; 5 道" },
	{ "开通公交线路3条，投放车辆12台", "3 条; 12 台" },
	/* Chinese numerals before a sure measure */
	{ "新建三所幼儿园", "3 所" },
	{ "新建两座水厂", "2 座" },
	{ "十二个村通自来水", "12 个" },
	{ "改造二十五条背街小巷", "25 条" },
	{ "完成百分之八十", "80 % work" },
	{ "完成百分之百", "100 % work" },
	/* how exact the number is */
	{ "不少于30场", ">=30 场" },
	{ "不低于85%", ">=85 %" },
	{ "至少2次", ">=2 次" },
	{ "50家以上", ">=50 家" },
	{ "达到90%及以上", ">=90 %" },
	{ "超过80%", ">80 %" },
	{ "突破1000人", ">1000 人" },
	{ "逾300户", ">300 户" },
	{ "不超过5处", "<=5 处" },
	{ "控制在5%以内", "<=5 %" },
	{ "约500户", "~500 户" },
	{ "近2万人", "~2 万人" },
	{ "惠及3万余人", "~3 万人" },
	{ "惠及300余户", "~300 户" },
	{ "走访20多个社区", "~20 个" },
	{ "1200人左右", "~1200 人" },
	{ "力争200户", "^200 户" },
	/* a range counts as done at its lower bound */
	{ "培育1-3家龙头企业", "1 家" },
	{ "招募20～40人", "20 人" },
	{ "建设5至8个点位", "5 个" },
	/* which figures contain the earlier ones */
	{ "累计建成示范村15个", "15 个 total" },
	{ "充电桩总数达到400个", "400 个 total" },
	{ "本月完成30户", "30 户 period" },
	{ "当季新增60人", "60 人 period" },
	{ "完成工程量的60%", "60 % work" },
	{ "完成总投资的40%", "40 % work" },
	{ "项目开工率100%", "100 % work" },
	{ "完成全年任务的50%", "50 % work" },
	{ "参保率达到98%", "98 %" },
	{ "设备正常运行率95%", "95 %" },
	{ "筛查率80%以上", ">=80 %" },
};

static const struct phrase not_counted[] = {
	/* durations, ages, school years */
	{ "工期3个月", "-" },
	{ "公示30个工作日", "-" },
	{ "15日内办结", "-" },
	{ "24小时开放", "-" },
	{ "每天不少于8小时", "-" },
	{ "三个月", "-" },
	{ "两个季度", "-" },
	{ "65岁以上老年人", "-" },
	{ "6-14岁儿童", "-" },
	{ "0~3岁婴幼儿", "-" },
	{ "2025-2026学年", "-" },
	{ "2025年第一批", "-" },
	{ "九年级学生", "-" },
	/* roads, documents, standards of things */
	{ "G344线", "-" },
	{ "X203线改造", "-" },
	{ "政发〔2025〕3号", "-" },
	{ "第十一届运动会", "-" },
	{ "第3批", "-" },
	{ "第三方机构", "-" },
	{ "5A级景区", "-" },
	{ "HPV2价疫苗", "-" },
	{ "1+N模式", "-" },
	{ "PM2.5浓度", "-" },
	{ "21三体筛查", "-" },
	{ "12345热线", "-" },
	{ "10千伏线路", "-" },
	{ "智慧平台3.0版", "-" },
	{ "《农村公路三年提升10条措施》", "-" },
	/* standards: per person, per household */
	{ "每户4000元", "-" },
	{ "80元/人", "-" },
	{ "每人每月200元", "-" },
	{ "16000元/人年", "-" },
	{ "补贴标准500元", "-" },
	{ "按每人3000元的标准", "-" },
	{ "200元的标准", "-" },
	{ "人均补助600元", "-" },
	{ "5套/户", "-" },
	/* ways of speaking */
	{ "成立一个专班", "-" },
	{ "落实四个一机制", "-" },
	{ "一站式服务", "-" },
	{ "一条龙办理", "-" },
	{ "三条主线", "-" },
	{ "十分重视", "-" },
	{ "一老一小", "-" },
	{ "两不愁三保障", "-" },
	{ "无", "-" },
	{ "", "-" },
	/* what is counted beside them still is */
	{ "为65岁以上老年人体检3000人", "3000 人" },
	{ "G344线改造12公里", "12 公里" },
	{ "按每户4000元补助300户", "300 户" },
	{ "10千伏线路15公里", "15 公里" },
	{ "2025-2026学年资助学生1200名", "1200 名" },
	{ "工期3个月，改造5处", "5 处" },
	{ "三年行动计划完成8个村", "8 个" },
};

/* "stage@what" of the first figure. */
static const struct phrase words[] = {
	{ "累计建成示范村15个", "建成@示范村" },
	{ "新增就业6000人", "新增@就业" },
	{ "完成15个示范村建设任务", "完成@示范村" },
	{ "开工12所", "开工@" },
	{ "购置救护车8辆", "购置@救护车" },
	{ "改造提升农贸市场3家", "改造提升@农贸市场" },
	{ "培训城乡劳动力100人", "培训@城乡劳动力" },
	{ "路灯90盏全部安装", "@路灯" },
	{ "新建了公厕5座", "新建@公厕" },
	{ "发放创业担保贷款200万元", "发放@创业担保贷款" },
	{ "带动就业约50人", "带动@就业" },
};

static struct str show(struct arena *a, const struct zh_quantity *q)
{
	static const char *const compares[] = {
		[ZH_EXACT] = "",    [ZH_AT_LEAST] = ">=", [ZH_ABOVE] = ">",
		[ZH_AT_MOST] = "<=", [ZH_ABOUT] = "~",	  [ZH_ASPIRE] = "^",
	};

	return arena_printf(a, "%s%.*s %.*s%s%s%s", compares[q->cmp], STR_ARG(dec_str(a, q->n)),
			    STR_ARG(q->unit), q->total ? " total" : "", q->period ? " period" : "",
			    q->work ? " work" : "");
}

static struct str read_counts(struct arena *a, const struct phrase *row)
{
	struct zh_quantity_list list = { 0 };
	struct str got = STR("");

	zh_quantities(a, phrase_fold(a, row->text), &list);
	for (size_t i = 0; i < list.n; i++)
		got = phrase_add(a, got, "; ", show(a, &list.v[i]));
	return got.n ? got : STR("-");
}

static struct str read_words(struct arena *a, const struct phrase *row)
{
	struct zh_quantity_list list = { 0 };

	zh_quantities(a, phrase_fold(a, row->text), &list);
	if (list.n == 0)
		return STR("-");
	return arena_printf(a, "%.*s@%.*s", STR_ARG(list.v[0].stage), STR_ARG(list.v[0].what));
}

static void reads_counts(void **state)
{
	(void)state;
	phrases_hold(counts, COUNT(counts), read_counts);
}

static void passes_over_what_counts_nothing(void **state)
{
	(void)state;
	phrases_hold(not_counted, COUNT(not_counted), read_counts);
}

static void reads_what_is_counted(void **state)
{
	(void)state;
	phrases_hold(words, COUNT(words), read_words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_counts),
		cmocka_unit_test(passes_over_what_counts_nothing),
		cmocka_unit_test(reads_what_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
