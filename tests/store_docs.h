#ifndef STORE_DOCS_H
#define STORE_DOCS_H

/* Documents of 示例县 as text: a task list, the same one changed, candidates, a ledger. */

#define TASKS_HEAD "示例县2025年民生实事任务清单\n序号\t项目名称\t年度任务\t推进计划\t牵头单位\t配合单位\t责任领导\t总投资（万元）\n"

static const char tasks_text[] = TASKS_HEAD
	"1\t公共充电桩建设\t新建公共充电桩200个\t第一季度完成30个；第二季度完成70个；第三季度完成70个；第四季度完成30个\t县能源局\t县交通局\t沈若舟\t500\n"
	"2\t农村供水保障\t改造供水管网46公里\t6月底前完成招标；12月底前完成管网46公里\t县水利局\t县财政局\t顾晓棠\t1840\n"
	"3\t群众文化惠民演出\t开展送戏下乡120场\t第一季度完成20场；第二季度完成35场；第三季度完成40场；第四季度完成25场\t县文旅局\t县财政局\t陆闻笛\t90\n";

/* The second project costs more, the third is called otherwise, a fourth has come. */
static const char tasks_changed[] = TASKS_HEAD
	"1\t公共充电桩建设\t新建公共充电桩200个\t第一季度完成30个；第二季度完成70个；第三季度完成70个；第四季度完成30个\t县能源局\t县交通局\t沈若舟\t500\n"
	"2\t农村供水保障\t改造供水管网46公里\t6月底前完成招标；12月底前完成管网46公里\t县水利局\t县财政局\t顾晓棠\t2000\n"
	"3\t群众文化惠民演出活动\t开展送戏下乡120场\t第一季度完成20场；第二季度完成35场；第三季度完成40场；第四季度完成25场\t文旅局\t县财政局\t陆闻笛\t90\n"
	"4\t普惠托育服务\t新增托位240个\t12月底前新增托位240个\t县卫健局\t县教育局\t顾晓棠\t560\n";

/* Other projects under the same numbers. */
__attribute__((unused)) static const char tasks_other[] = TASKS_HEAD
	"1\t普惠托育服务\t新增托位240个\t12月底前新增托位240个\t县卫健局\t县教育局\t顾晓棠\t560\n"
	"2\t老旧小区改造\t改造小区7个\t10月底前完成改造7个\t县住建局\t县财政局\t顾晓棠\t5500\n";

__attribute__((unused)) static const char candidates_text[] =
	"示例县2025年民生实事候选项目清单\n序号\t项目名称\t主要内容\t责任单位\t总投资（万元）\n"
	"1\t农村供水保障\t改造供水管网46公里\t县水利局\t1840\n"
	"2\t公共充电桩建设\t新建公共充电桩200个\t县能源局\t500\n"
	"3\t县城停车场建设\t新建停车场3处\t县城管局\t2600\n"
	"4\t群众文化惠民演出\t开展送戏下乡120场\t县文旅局\t90\n";

__attribute__((unused)) static const char ledger_text[] =
	"示例县2025年民生实事一季度进展台账\n序号\t项目名称\t责任单位\t进展情况\t存在问题\n"
	"1\t公共充电桩建设\t县能源局\t已建成34个。\t无\n"
	"2\t农村供水保障\t县水利局\t已完成招标。\t市级资金未到位。\n"
	"3\t群众文化惠民演出\t县文旅局\t已演出22场。\t无\n";

#endif
