#include "reading/field_compose.h"

#include "base/han_set.h"
#include "base/words.h"

/* Nouns that say what a header is about where they stand last. */
static const struct str noun_words[] = {
	STR_INIT("序号"), STR_INIT("编号"), STR_INIT("卡号"), STR_INIT("名称"), STR_INIT("题目"), STR_INIT("项目"), STR_INIT("实事"), STR_INIT("工程"),
	STR_INIT("事项"), STR_INIT("类别"), STR_INIT("类型"), STR_INIT("领域"), STR_INIT("板块"), STR_INIT("内容"), STR_INIT("规模"), STR_INIT("概况"),
	STR_INIT("简介"), STR_INIT("措施"), STR_INIT("举措"), STR_INIT("目标"), STR_INIT("任务"), STR_INIT("指标"), STR_INIT("重点"), STR_INIT("节点"),
	STR_INIT("进度"), STR_INIT("计划"), STR_INIT("安排"), STR_INIT("步骤"), STR_INIT("时序"), STR_INIT("路线图"), STR_INIT("时间表"), STR_INIT("时限"),
	STR_INIT("时间"), STR_INIT("日期"), STR_INIT("期限"), STR_INIT("工期"), STR_INIT("周期"), STR_INIT("时点"), STR_INIT("单位"), STR_INIT("部门"),
	STR_INIT("科室"), STR_INIT("处室"), STR_INIT("站所"), STR_INIT("机关"), STR_INIT("主体"), STR_INIT("业主"), STR_INIT("领导"), STR_INIT("负责人"),
	STR_INIT("责任人"), STR_INIT("负责同志"), STR_INIT("班子成员"), STR_INIT("联系人"), STR_INIT("联络员"), STR_INIT("联络人"), STR_INIT("经办人"), STR_INIT("对接人"),
	STR_INIT("电话"), STR_INIT("方式"), STR_INIT("投资"), STR_INIT("资金"), STR_INIT("经费"), STR_INIT("概算"), STR_INIT("估算"), STR_INIT("预算"),
	STR_INIT("金额"), STR_INIT("投入"), STR_INIT("总额"), STR_INIT("需求"), STR_INIT("额度"), STR_INIT("费用"), STR_INIT("盘子"), STR_INIT("钱款"), STR_INIT("款项"), STR_INIT("来源"),
	STR_INIT("渠道"), STR_INIT("筹措"), STR_INIT("构成"), STR_INIT("筹集"), STR_INIT("保障"), STR_INIT("出处"), STR_INIT("情况"), STR_INIT("进展"),
	STR_INIT("成效"), STR_INIT("状况"), STR_INIT("现状"), STR_INIT("问题"), STR_INIT("困难"), STR_INIT("难点"), STR_INIT("堵点"), STR_INIT("原因"),
	STR_INIT("短板"), STR_INIT("诉求"), STR_INIT("建议"), STR_INIT("打算"), STR_INIT("思路"), STR_INIT("要求"), STR_INIT("地点"), STR_INIT("位置"),
	STR_INIT("点位"), STR_INIT("范围"), STR_INIT("区域"), STR_INIT("地址"), STR_INIT("备注"), STR_INIT("说明"), STR_INIT("数量"), STR_INIT("数"),
	STR_INIT("比例"), STR_INIT("占比"), STR_INIT("率"), STR_INIT("额"), STR_INIT("万元"), STR_INIT("状态"), STR_INIT("亮灯"),
};

/* What stands in front of them. */
static const struct str front_words[] = {
	STR_INIT("民生"), STR_INIT("惠民"), STR_INIT("为民"), STR_INIT("序时"), STR_INIT("牵头"), STR_INIT("责任"), STR_INIT("承办"), STR_INIT("主办"),
	STR_INIT("主责"), STR_INIT("负责"), STR_INIT("主管"), STR_INIT("承担"), STR_INIT("归口"), STR_INIT("配合"), STR_INIT("协办"), STR_INIT("协同"),
	STR_INIT("协助"), STR_INIT("协作"), STR_INIT("参与"), STR_INIT("参加"), STR_INIT("会办"), STR_INIT("支持"), STR_INIT("联动"), STR_INIT("会同"), STR_INIT("相关"),
	STR_INIT("实施"), STR_INIT("落实"), STR_INIT("执行"), STR_INIT("承建"), STR_INIT("施工"), STR_INIT("建设"), STR_INIT("督办"), STR_INIT("监督"),
	STR_INIT("督查"), STR_INIT("监管"), STR_INIT("验收"), STR_INIT("填报"), STR_INIT("报送"), STR_INIT("包抓"), STR_INIT("包保"), STR_INIT("包联"),
	STR_INIT("挂钩"), STR_INIT("挂联"), STR_INIT("挂点"), STR_INIT("挂包"), STR_INIT("联系"), STR_INIT("分管"), STR_INIT("督导"), STR_INIT("领办"),
	STR_INIT("牵总"), STR_INIT("领衔"), STR_INIT("首责"), STR_INIT("推进"), STR_INIT("完成"), STR_INIT("办理"), STR_INIT("开展"), STR_INIT("存在"),
	STR_INIT("突出"), STR_INIT("滞后"), STR_INIT("下一步"), STR_INIT("下步"), STR_INIT("下阶段"), STR_INIT("后续"), STR_INIT("下月"), STR_INIT("整改"),
	STR_INIT("解决"), STR_INIT("拨付"), STR_INIT("到位"), STR_INIT("支付"), STR_INIT("支出"), STR_INIT("使用"), STR_INIT("形象"), STR_INIT("累计"),
	STR_INIT("实际"), STR_INIT("当前"), STR_INIT("目前"), STR_INIT("截至"), STR_INIT("本月"), STR_INIT("本季度"), STR_INIT("全年"), STR_INIT("年度"),
	STR_INIT("当年"), STR_INIT("今年"), STR_INIT("月度"), STR_INIT("季度"), STR_INIT("阶段性"), STR_INIT("阶段"), STR_INIT("分月"), STR_INIT("分季"),
	STR_INIT("逐月"), STR_INIT("逐季"), STR_INIT("分阶段"), STR_INIT("主要"), STR_INIT("具体"), STR_INIT("候选"), STR_INIT("备选"), STR_INIT("入选"),
	STR_INIT("票决"), STR_INIT("预计"), STR_INIT("预期"), STR_INIT("初步"), STR_INIT("工作"), STR_INIT("第一"), STR_INIT("直接"), STR_INIT("县级"),
	STR_INIT("市级"), STR_INIT("区级"), STR_INIT("镇级"), STR_INIT("乡级"), STR_INIT("州级"), STR_INIT("旗县"), STR_INIT("县"), STR_INIT("市"),
	STR_INIT("区"), STR_INIT("镇"), STR_INIT("乡镇"), STR_INIT("街道"), STR_INIT("政府"), STR_INIT("财政"), STR_INIT("所需"), STR_INIT("拟"),
	STR_INIT("总"), STR_INIT("需"), STR_INIT("办结"), STR_INIT("竣工"), STR_INIT("完工"), STR_INIT("投用"), STR_INIT("建成"), STR_INIT("交付"),
	STR_INIT("截止"), STR_INIT("起止"), STR_INIT("及"), STR_INIT("和"), STR_INIT("与"), STR_INIT("、"), STR_INIT("/"), STR_INIT("的"),
	STR_INIT("未"), STR_INIT("按期"), STR_INIT("按时"), STR_INIT("攻坚"), STR_INIT("量化"), STR_INIT("主抓"), STR_INIT("已"), STR_INIT("各"), STR_INIT("本"), STR_INIT("直"),
	STR_INIT("销号"), STR_INIT("效果"), STR_INIT("更新"), STR_INIT("上报"), STR_INIT("录入"), STR_INIT("提交"), STR_INIT("审核"), STR_INIT("发布"),
};
static struct words nouns = WORDS(noun_words), fronts = WORDS(front_words);
static struct han_set firsts;

__attribute__((constructor)) static void index_words(void)
{
	words_index(&nouns);
	words_index(&fronts);
	for (size_t k = 0; k < COUNT(noun_words); k++)
		han_set_add(&firsts, utf8_wide_at(noun_words[k], 0));
	for (size_t k = 0; k < COUNT(front_words); k++)
		han_set_add(&firsts, utf8_wide_at(front_words[k], 0));
	han_set_add_all(&firsts, STR("谁啥何几什钱多花要由建干做在办分怎咋卡难有接下投")); /* asked() */
}

static size_t part_at(struct str s, size_t i)
{
	size_t noun = words_at(&nouns, s, i), front = words_at(&fronts, s, i);

	return noun > front ? noun : front;
}

bool field_part_begins(uint32_t c)
{
	return han_set_has(&firsts, c);
}

static bool has(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}
#define HAS(s, ...) has(s, (const struct str[]){ __VA_ARGS__ }, COUNT(((const struct str[]){ __VA_ARGS__ })))
#define IS(s, ...) is(s, (const struct str[]){ __VA_ARGS__ }, COUNT(((const struct str[]){ __VA_ARGS__ })))

static bool is(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_eq(s, words[k]))
			return true;
	return false;
}

/* 单位, 部门 …: which role, after the words in front. */
static enum field of_unit(struct str s)
{
	bool lead = HAS(s, STR("牵头"), STR("责任"), STR("主办"), STR("承办"), STR("主责"), STR("负责"), STR("承担"), STR("领衔"), STR("首责"), STR("主抓"), STR("办理"));

	if (HAS(s, STR("督办"), STR("监督"), STR("督查"), STR("监管"), STR("验收"), STR("填报"), STR("报送")))
		return FIELD_REMARK;
	if (HAS(s, STR("配合"), STR("协"), STR("参与"), STR("参加"), STR("会办"), STR("会同"), STR("支持"), STR("联动"), STR("相关")))
		return lead && HAS(s, STR("及"), STR("和"), STR("与"), STR("、"), STR("/")) ? FIELD_DUTY : FIELD_SUPPORT;
	if (lead)
		return FIELD_LEAD;
	if (HAS(s, STR("实施"), STR("落实"), STR("执行"), STR("承建"), STR("施工")))
		return FIELD_IMPLEMENT;
	return HAS(s, STR("主管"), STR("归口"), STR("建设"), STR("业主"), STR("项目"), STR("主要")) ? FIELD_LEAD : FIELD_NONE;
}

static enum field of_money(struct str s)
{
	return HAS(s, STR("完成"), STR("累计"), STR("到位"), STR("拨付"), STR("支付"), STR("已"), STR("实际"), STR("支出"), STR("使用")) ?
		       FIELD_MONEY_DONE :
		       FIELD_MONEY;
}

static bool about_money(struct str s)
{
	return HAS(s, STR("资金"), STR("投资"), STR("经费"), STR("预算"), STR("费用"));
}

static bool about_next(struct str s)
{
	return HAS(s, STR("下一步"), STR("下步"), STR("下阶段"), STR("后续"), STR("下月"), STR("整改"), STR("解决"));
}

/* 进度, 安排, 计划, 要求, 目标, 任务 …: plans, unless the words in front say otherwise. */
static enum field of_plan(struct str s, struct str last)
{
	bool staged = HAS(s, STR("进度"), STR("阶段"), STR("季度"), STR("月度"), STR("节点"), STR("分月"), STR("分季"), STR("逐月"), STR("逐季"), STR("时序"), STR("序时"),
			  STR("步骤"));

	if (about_next(s))
		return FIELD_NEXT;
	if (IS(last, STR("进度"))) {
		if (about_money(s) || HAS(s, STR("支付"), STR("拨付")))
			return FIELD_MONEY_DONE;
		if (HAS(s, STR("计划"), STR("时间"), STR("序时"), STR("安排"), STR("工作"), STR("推进"), STR("实施")))
			return FIELD_PLAN;
		return HAS(s, STR("当前"), STR("目前"), STR("形象"), STR("累计"), STR("实际"), STR("完成")) ? FIELD_PROGRESS : FIELD_NONE;
	}
	if (IS(last, STR("安排"), STR("计划")))
		return about_money(s) ? FIELD_MONEY : FIELD_PLAN;
	if (IS(last, STR("要求")))
		return HAS(s, STR("时限"), STR("时间")) ? FIELD_DEADLINE : staged ? FIELD_PLAN : HAS(s, STR("年"), STR("目标")) ? FIELD_TARGET : FIELD_TASK;
	if (IS(last, STR("措施"), STR("举措")))
		return FIELD_TASK;
	if (IS(last, STR("目标"), STR("任务"), STR("指标")))
		return staged ? FIELD_PLAN : IS(last, STR("任务")) && !HAS(s, STR("年"), STR("目标")) ? FIELD_TASK : FIELD_TARGET;
	return FIELD_PLAN;
}

static enum field of_state(struct str s)
{
	bool trouble = HAS(s, STR("问题"), STR("困难"));

	if (HAS(s, STR("进展"), STR("完成"), STR("推进"), STR("落实")) && (trouble || about_next(s)) &&
	    HAS(s, STR("及"), STR("和"), STR("与"), STR("、"), STR("/")))
		return FIELD_MIXED;
	if (trouble)
		return FIELD_PROBLEMS;
	if (about_money(s))
		return HAS(s, STR("来源"), STR("渠道"), STR("筹措"), STR("构成")) ? FIELD_SOURCE : of_money(s);
	if (HAS(s, STR("亮灯"), STR("销号")))
		return FIELD_STATUS;
	return FIELD_PROGRESS;
}

/* 牵头单位及主要负责人: a unit and a person in one cell. */
static bool unit_and_person(struct str s)
{
	return HAS(s, STR("单位"), STR("部门")) && HAS(s, STR("及"), STR("和"), STR("与"), STR("、"), STR("/"));
}

static enum field of_last(struct str s, struct str last)
{
	if (IS(last, STR("领导"), STR("负责人"), STR("责任人"), STR("负责同志"), STR("联系人"), STR("联络员")) && unit_and_person(s))
		return of_unit(s);
	if (IS(last, STR("序号"), STR("编号"), STR("卡号")))
		return HAS(s, STR("节点")) ? FIELD_REMARK : FIELD_NO;
	if (IS(last, STR("单位"), STR("部门"), STR("科室"), STR("处室"), STR("站所"), STR("机关"), STR("主体"), STR("业主")))
		return of_unit(s);
	if (IS(last, STR("联系人"), STR("联络员"), STR("联络人"), STR("经办人"), STR("对接人")) || (IS(last, STR("责任人")) && HAS(s, STR("具体"))))
		return FIELD_CONTACT;
	if (IS(last, STR("领导"), STR("负责人"), STR("责任人"), STR("负责同志"), STR("班子成员")))
		return FIELD_LEADER;
	if (IS(last, STR("电话")) || (IS(last, STR("方式")) && HAS(s, STR("联系"))))
		return FIELD_PHONE;
	if (IS(last, STR("时间"), STR("日期")) && HAS(s, STR("填报"), STR("更新"), STR("上报"), STR("报送"), STR("录入"), STR("提交"), STR("审核"), STR("发布")))
		return FIELD_REMARK;
	if (IS(last, STR("时限"), STR("时间"), STR("日期"), STR("期限"), STR("工期"), STR("周期"), STR("时点")))
		return FIELD_DEADLINE;
	if (IS(last, STR("节点"), STR("安排"), STR("计划"), STR("进度"), STR("步骤"), STR("时序"), STR("路线图"), STR("时间表"), STR("要求"), STR("目标"), STR("任务"),
	       STR("指标"), STR("措施"), STR("举措"), STR("重点")))
		return of_plan(s, last);
	if (IS(last, STR("打算"), STR("思路")))
		return FIELD_NEXT;
	if (IS(last, STR("来源"), STR("渠道"), STR("筹措"), STR("构成"), STR("筹集"), STR("保障"), STR("出处")))
		return about_money(s) ? FIELD_SOURCE : FIELD_NONE;
	if (IS(last, STR("投资"), STR("资金"), STR("经费"), STR("概算"), STR("估算"), STR("预算"), STR("金额"), STR("投入"), STR("总额"), STR("需求"), STR("额度"),
	       STR("费用"), STR("万元"), STR("额"), STR("盘子"), STR("钱款"), STR("款项")))
		return about_money(s) || IS(last, STR("钱款"), STR("款项")) || HAS(s, STR("概算"), STR("估算"), STR("投入")) ? of_money(s) : FIELD_NONE;
	if (IS(last, STR("问题"), STR("困难"), STR("难点"), STR("堵点"), STR("原因"), STR("短板"), STR("诉求"), STR("建议")))
		return HAS(s, STR("进展"), STR("完成情况")) ? FIELD_MIXED : FIELD_PROBLEMS;
	if (IS(last, STR("成效")) && HAS(s, STR("预期"), STR("预计")))
		return FIELD_REMARK;
	if (IS(last, STR("情况"), STR("进展"), STR("成效"), STR("状况"), STR("现状")))
		return of_state(s);
	if (IS(last, STR("内容"), STR("规模"), STR("概况"), STR("简介")))
		return FIELD_TASK;
	if (IS(last, STR("地点"), STR("位置"), STR("点位"), STR("范围"), STR("区域"), STR("地址")))
		return FIELD_SITE;
	if (IS(last, STR("类别"), STR("类型"), STR("领域"), STR("板块")))
		return FIELD_GROUP;
	if (IS(last, STR("备注"), STR("说明")))
		return HAS(s, STR("进展"), STR("进度"), STR("完成")) ? FIELD_PROGRESS : FIELD_REMARK;
	if (IS(last, STR("状态"), STR("亮灯")))
		return FIELD_STATUS;
	if (IS(last, STR("名称"), STR("题目"), STR("项目"), STR("实事"), STR("工程"), STR("事项")))
		return HAS(s, STR("具体"), STR("内容")) ? FIELD_TASK : FIELD_NAME;
	if (IS(last, STR("率"), STR("比例"), STR("占比")))
		return about_money(s) || HAS(s, STR("支付"), STR("拨付")) ? FIELD_MONEY_DONE : HAS(s, STR("完成")) ? FIELD_COUNT_RATE : FIELD_NONE;
	if (IS(last, STR("数"), STR("数量")))
		return HAS(s, STR("完成"), STR("累计")) ? FIELD_COUNT_DONE : HAS(s, STR("目标"), STR("任务"), STR("计划")) ? FIELD_COUNT_TARGET : FIELD_NONE;
	return FIELD_NONE;
}

static enum field composed(struct str s, size_t parts_min)
{
	enum { BYTES_MAX = 60 };
	struct str last = { 0 };
	size_t n = 0;

	if (s.n > BYTES_MAX)
		return FIELD_NONE;
	for (size_t i = 0; i < s.n; n++) {
		size_t len = part_at(s, i);

		if (len == 0)
			return FIELD_NONE;
		last = str_cut(s, i, i + len);
		i += len;
	}
	if (n < parts_min && !str_eq(last, STR("卡号")))
		return FIELD_NONE;
	/* 投资/万元: the measure behind the word */
	if (str_eq(last, STR("万元")) && n <= 2)
		return FIELD_NONE;
	return of_last(s, last);
}

/* Questions of the street: 谁来建, 什么时候建好, 要花多少钱, 建得怎么样. */
static enum field asked(struct str s)
{
	enum { BYTES_MAX = 36 };
	bool who = HAS(s, STR("谁"));

	if (s.n > BYTES_MAX || s.n < 6 || HAS(s, STR(":"), STR(","), STR("。")))
		return FIELD_NONE;
	if (HAS(s, STR("什么时候"), STR("啥时"), STR("何时"), STR("几时"), STR("什么时间")))
		return FIELD_DEADLINE;
	if (HAS(s, STR("钱")) && (who || HAS(s, STR("从哪"), STR("哪里来"), STR("哪来"))))
		return FIELD_SOURCE;
	if (HAS(s, STR("多少钱"), STR("花多少"), STR("投多少")))
		return FIELD_MONEY;
	if (who && HAS(s, STR("配合"), STR("协"), STR("帮"), STR("参与")))
		return FIELD_SUPPORT;
	if (who && HAS(s, STR("分管"), STR("挂帅"), STR("包抓"), STR("来抓"), STR("挂点")))
		return FIELD_LEADER;
	if (who)
		return HAS(s, STR("受益"), STR("监督")) ? FIELD_REMARK : IS(s, STR("谁建"), STR("谁干"), STR("谁管"), STR("谁抓")) || HAS(s, STR("谁来"), STR("由谁")) ? FIELD_LEAD : FIELD_NONE;
	if (HAS(s, STR("怎么样"), STR("咋样"), STR("到哪一步"), STR("到哪步")))
		return FIELD_PROGRESS;
	if (HAS(s, STR("分几步"), STR("怎么推进"), STR("怎么干"), STR("咋推进"), STR("咋干")))
		return FIELD_PLAN;
	if (IS(s, STR("卡在哪"), STR("卡在哪里"), STR("难在哪"), STR("难在哪里"), STR("有啥问题"), STR("有什么问题"), STR("有什么困难"), STR("有啥困难")))
		return FIELD_PROBLEMS;
	if (HAS(s, STR("接下来"), STR("接着"), STR("下一步"), STR("下步")) && HAS(s, STR("怎么"), STR("咋"), STR("干啥"), STR("干什么"), STR("做什么")))
		return FIELD_NEXT;
	return IS(s, STR("建什么"), STR("建啥"), STR("干什么"), STR("干啥"), STR("做什么"), STR("做啥"), STR("办什么"), STR("办啥"), STR("办成什么样"), STR("建成什么样")) ? FIELD_TASK :
	       IS(s, STR("建在哪"), STR("建在哪里"), STR("在哪办"), STR("在哪建")) ? FIELD_SITE : FIELD_NONE;
}

enum field field_composed(struct str s)
{
	enum field f = composed(s, 2);

	return f == FIELD_NONE ? asked(s) : f;
}

enum field field_composed_label(struct str s)
{
	static const struct str alone[] = { STR_INIT("协同"), STR_INIT("会同"), STR_INIT("会办"), STR_INIT("协作"), STR_INIT("支持"), STR_INIT("联动") };
	enum field f;

	for (size_t k = 0; k < COUNT(alone); k++)
		if (str_eq(s, alone[k]))
			return FIELD_SUPPORT;
	f = composed(s, 1);
	return f == FIELD_NONE ? asked(s) : f;
}
