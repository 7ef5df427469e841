#include "reading/field.h"

#include "base/utf8.h"
#include "zh/money.h"
#include "zh/number.h"

/*
 * One row per word; domain.md §7 is the source of most, docs/shapes.md of the
 * rest.  `label` words also stand in front of a colon in prose.  A new word
 * goes here and into tests/cases/headers.txt (script/check-docs compares).
 */
static const struct word {
	struct str text;
	uint8_t field;
	bool label;
} words[] = {
	{ STR_INIT("序号"), FIELD_NO, false },
	{ STR_INIT("编号"), FIELD_NO, false },
	{ STR_INIT("项目序号"), FIELD_NO, false },
	{ STR_INIT("项目编号"), FIELD_NO, false },
	{ STR_INIT("分解序号"), FIELD_NO, false },
	{ STR_INIT("编码"), FIELD_NO, false },
	{ STR_INIT("NO"), FIELD_NO, false },

	{ STR_INIT("类别"), FIELD_GROUP, true },
	{ STR_INIT("分类"), FIELD_GROUP, false },
	{ STR_INIT("领域"), FIELD_GROUP, true },
	{ STR_INIT("大类"), FIELD_GROUP, false },
	{ STR_INIT("板块"), FIELD_GROUP, false },
	{ STR_INIT("类型"), FIELD_GROUP, false },
	{ STR_INIT("项目类别"), FIELD_GROUP, true },
	{ STR_INIT("项目类型"), FIELD_GROUP, true },
	{ STR_INIT("目标类型"), FIELD_GROUP, false },
	{ STR_INIT("涉及领域"), FIELD_GROUP, true },
	{ STR_INIT("所属领域"), FIELD_GROUP, true },

	{ STR_INIT("项目名称"), FIELD_NAME, true },
	{ STR_INIT("项目"), FIELD_NAME, false },
	{ STR_INIT("实事名称"), FIELD_NAME, true },
	{ STR_INIT("实事项目"), FIELD_NAME, true },
	{ STR_INIT("实事项目名称"), FIELD_NAME, true },
	{ STR_INIT("实事"), FIELD_NAME, false },
	{ STR_INIT("民生实事"), FIELD_NAME, false },
	{ STR_INIT("民生实事项目"), FIELD_NAME, true },
	{ STR_INIT("民生实事名称"), FIELD_NAME, true },
	{ STR_INIT("民生实事项目名称"), FIELD_NAME, true },
	{ STR_INIT("民生实"), FIELD_NAME, false },
	{ STR_INIT("民生项目"), FIELD_NAME, true },
	{ STR_INIT("民生工程"), FIELD_NAME, false },
	{ STR_INIT("惠民实事"), FIELD_NAME, false },
	{ STR_INIT("惠民项目"), FIELD_NAME, false },
	{ STR_INIT("候选项目"), FIELD_NAME, true },
	{ STR_INIT("候选项目名称"), FIELD_NAME, true },
	{ STR_INIT("工程名称"), FIELD_NAME, true },
	{ STR_INIT("工程项目"), FIELD_NAME, false },
	{ STR_INIT("工程项目名称"), FIELD_NAME, true },
	{ STR_INIT("工程"), FIELD_NAME, false },
	{ STR_INIT("名称"), FIELD_NAME, false },
	{ STR_INIT("事项"), FIELD_NAME, false },
	{ STR_INIT("事项名称"), FIELD_NAME, true },
	{ STR_INIT("重点事项"), FIELD_NAME, false },
	{ STR_INIT("重点工作"), FIELD_NAME, false },
	{ STR_INIT("重点任务"), FIELD_NAME, false },
	{ STR_INIT("主要任务"), FIELD_NAME, false },
	{ STR_INIT("任务名称"), FIELD_NAME, true },
	{ STR_INIT("指标名称"), FIELD_NAME, false },
	{ STR_INIT("考核指标"), FIELD_NAME, false },
	{ STR_INIT("重点督办内容"), FIELD_NAME, false },
	{ STR_INIT("督办事项"), FIELD_NAME, false },
	{ STR_INIT("建设项目"), FIELD_NAME, false },

	{ STR_INIT("年度工作任务"), FIELD_TASK, true },
	{ STR_INIT("工作任务"), FIELD_TASK, true },
	{ STR_INIT("实事内容"), FIELD_TASK, true },
	{ STR_INIT("实事项目内容"), FIELD_TASK, true },
	{ STR_INIT("民生实事内容"), FIELD_TASK, true },
	{ STR_INIT("具体项目内容"), FIELD_TASK, true },
	{ STR_INIT("具体内容"), FIELD_TASK, true },
	{ STR_INIT("主要内容"), FIELD_TASK, true },
	{ STR_INIT("项目内容"), FIELD_TASK, true },
	{ STR_INIT("项目主要内容"), FIELD_TASK, true },
	{ STR_INIT("项目建设内容"), FIELD_TASK, true },
	{ STR_INIT("建设内容"), FIELD_TASK, true },
	{ STR_INIT("主要建设内容"), FIELD_TASK, true },
	{ STR_INIT("年度建设内容"), FIELD_TASK, true },
	{ STR_INIT("建设内容及规模"), FIELD_TASK, true },
	{ STR_INIT("建设规模及内容"), FIELD_TASK, true },
	{ STR_INIT("建设规模"), FIELD_TASK, true },
	{ STR_INIT("建设任务"), FIELD_TASK, true },
	{ STR_INIT("项目概况"), FIELD_TASK, true },
	{ STR_INIT("项目简介"), FIELD_TASK, true },
	{ STR_INIT("实施内容"), FIELD_TASK, true },
	{ STR_INIT("工作内容"), FIELD_TASK, true },
	{ STR_INIT("事项内容"), FIELD_TASK, true },
	{ STR_INIT("内容与要求"), FIELD_TASK, false },
	{ STR_INIT("内容及要求"), FIELD_TASK, false },
	{ STR_INIT("目标与任务"), FIELD_TASK, false },
	{ STR_INIT("具体任务"), FIELD_TASK, true },
	{ STR_INIT("任务"), FIELD_TASK, false },
	{ STR_INIT("任务安排"), FIELD_TASK, true },
	{ STR_INIT("任务内容"), FIELD_TASK, true },
	{ STR_INIT("项目任务"), FIELD_TASK, false },
	{ STR_INIT("子项"), FIELD_TASK, false },
	{ STR_INIT("子项目"), FIELD_TASK, false },
	{ STR_INIT("内容"), FIELD_TASK, false },
	{ STR_INIT("承诺"), FIELD_TASK, true },
	{ STR_INIT("承诺内容"), FIELD_TASK, true },
	{ STR_INIT("实施项目"), FIELD_TASK, false },
	{ STR_INIT("具体项目"), FIELD_TASK, false },
	{ STR_INIT("工作措施"), FIELD_TASK, true },
	{ STR_INIT("具体措施"), FIELD_TASK, true },
	{ STR_INIT("主要措施"), FIELD_TASK, true },
	{ STR_INIT("年度建设任务"), FIELD_TASK, true },

	{ STR_INIT("目标任务"), FIELD_TARGET, true },
	{ STR_INIT("全年目标任务"), FIELD_TARGET, true },
	{ STR_INIT("年度目标任务"), FIELD_TARGET, true },
	{ STR_INIT("年度工作目标"), FIELD_TARGET, true },
	{ STR_INIT("年度目标"), FIELD_TARGET, true },
	{ STR_INIT("年度任务"), FIELD_TARGET, true },
	{ STR_INIT("全年任务"), FIELD_TARGET, true },
	{ STR_INIT("全年目标"), FIELD_TARGET, true },
	{ STR_INIT("考核目标"), FIELD_TARGET, true },
	{ STR_INIT("工作目标"), FIELD_TARGET, true },
	{ STR_INIT("工作目标任务"), FIELD_TARGET, true },
	{ STR_INIT("攻坚目标任务"), FIELD_TARGET, false },
	{ STR_INIT("指标要求"), FIELD_TARGET, true },
	{ STR_INIT("目标"), FIELD_TARGET, false },
	{ STR_INIT("年度计划"), FIELD_TARGET, false },
	{ STR_INIT("建设目标"), FIELD_TARGET, true },
	{ STR_INIT("预期目标"), FIELD_TARGET, true },
	{ STR_INIT("任务目标"), FIELD_TARGET, true },
	{ STR_INIT("绩效目标"), FIELD_TARGET, true },

	{ STR_INIT("推进计划"), FIELD_PLAN, true },
	{ STR_INIT("时序计划"), FIELD_PLAN, true },
	{ STR_INIT("工作推进计划"), FIELD_PLAN, true },
	{ STR_INIT("月度计划"), FIELD_PLAN, true },
	{ STR_INIT("计划节点"), FIELD_PLAN, true },
	{ STR_INIT("时间节点"), FIELD_PLAN, true },
	{ STR_INIT("时间进度"), FIELD_PLAN, true },
	{ STR_INIT("时间进度安排"), FIELD_PLAN, true },
	{ STR_INIT("时间安排"), FIELD_PLAN, true },
	{ STR_INIT("进度安排"), FIELD_PLAN, true },
	{ STR_INIT("进度计划"), FIELD_PLAN, true },
	{ STR_INIT("工作进度"), FIELD_PLAN, true },
	{ STR_INIT("工作进度安排"), FIELD_PLAN, true },
	{ STR_INIT("工作计划"), FIELD_PLAN, true },
	{ STR_INIT("序时进度"), FIELD_PLAN, true },
	{ STR_INIT("节点计划"), FIELD_PLAN, true },
	{ STR_INIT("节点目标"), FIELD_PLAN, true },
	{ STR_INIT("进度节点"), FIELD_PLAN, true },
	{ STR_INIT("工作节点"), FIELD_PLAN, true },
	{ STR_INIT("关键节点"), FIELD_PLAN, true },
	{ STR_INIT("时序安排"), FIELD_PLAN, true },
	{ STR_INIT("逐月计划"), FIELD_PLAN, true },
	{ STR_INIT("工作任务安排"), FIELD_PLAN, true },
	{ STR_INIT("实施计划"), FIELD_PLAN, true },
	{ STR_INIT("实施进度"), FIELD_PLAN, true },
	{ STR_INIT("实施步骤"), FIELD_PLAN, true },
	{ STR_INIT("推进步骤"), FIELD_PLAN, true },
	{ STR_INIT("推进安排"), FIELD_PLAN, true },
	{ STR_INIT("建设进度"), FIELD_PLAN, true },
	{ STR_INIT("建设计划"), FIELD_PLAN, true },
	{ STR_INIT("计划安排"), FIELD_PLAN, true },
	{ STR_INIT("季度计划"), FIELD_PLAN, true },
	{ STR_INIT("季度目标"), FIELD_PLAN, true },
	{ STR_INIT("阶段目标"), FIELD_PLAN, true },
	{ STR_INIT("阶段性目标"), FIELD_PLAN, true },
	{ STR_INIT("年度推进计划"), FIELD_PLAN, true },
	{ STR_INIT("工作安排"), FIELD_PLAN, true },
	{ STR_INIT("计划进度"), FIELD_PLAN, true },
	{ STR_INIT("进度要求"), FIELD_PLAN, true },
	{ STR_INIT("进度目标"), FIELD_PLAN, true },
	{ STR_INIT("工作步骤"), FIELD_PLAN, true },
	{ STR_INIT("推进时间节点"), FIELD_PLAN, true },
	{ STR_INIT("年度实施计划"), FIELD_PLAN, true },
	{ STR_INIT("计划"), FIELD_PLAN, false },

	{ STR_INIT("完成时限"), FIELD_DEADLINE, true },
	{ STR_INIT("完成时间"), FIELD_DEADLINE, true },
	{ STR_INIT("办结时限"), FIELD_DEADLINE, true },
	{ STR_INIT("办理时限"), FIELD_DEADLINE, true },
	{ STR_INIT("完成日期"), FIELD_DEADLINE, true },
	{ STR_INIT("竣工时间"), FIELD_DEADLINE, true },
	{ STR_INIT("完工时间"), FIELD_DEADLINE, true },
	{ STR_INIT("建设时间"), FIELD_DEADLINE, true },
	{ STR_INIT("建设周期"), FIELD_DEADLINE, true },
	{ STR_INIT("建设年限"), FIELD_DEADLINE, true },
	{ STR_INIT("起止年限"), FIELD_DEADLINE, true },
	{ STR_INIT("实施周期"), FIELD_DEADLINE, true },
	{ STR_INIT("实施期限"), FIELD_DEADLINE, true },
	{ STR_INIT("实施时间"), FIELD_DEADLINE, true },
	{ STR_INIT("工期"), FIELD_DEADLINE, true },
	{ STR_INIT("时限"), FIELD_DEADLINE, true },
	{ STR_INIT("时限要求"), FIELD_DEADLINE, true },
	{ STR_INIT("时间要求"), FIELD_DEADLINE, true },
	{ STR_INIT("计划完成时间"), FIELD_DEADLINE, true },
	{ STR_INIT("预计完成时间"), FIELD_DEADLINE, true },
	{ STR_INIT("预计完工时间"), FIELD_DEADLINE, true },
	{ STR_INIT("计划完成时限"), FIELD_DEADLINE, true },
	{ STR_INIT("完成期限"), FIELD_DEADLINE, true },
	{ STR_INIT("截止时间"), FIELD_DEADLINE, true },
	{ STR_INIT("计划竣工时间"), FIELD_DEADLINE, true },
	{ STR_INIT("工作时限"), FIELD_DEADLINE, true },
	{ STR_INIT("时间"), FIELD_DEADLINE, false },

	{ STR_INIT("责任单位"), FIELD_LEAD, true },
	{ STR_INIT("牵头单位"), FIELD_LEAD, true },
	{ STR_INIT("牵头部门"), FIELD_LEAD, true },
	{ STR_INIT("承办单位"), FIELD_LEAD, true },
	{ STR_INIT("主办单位"), FIELD_LEAD, true },
	{ STR_INIT("责任部门"), FIELD_LEAD, true },
	{ STR_INIT("建设单位"), FIELD_LEAD, true },
	{ STR_INIT("项目业主"), FIELD_LEAD, true },
	{ STR_INIT("项目单位"), FIELD_LEAD, true },
	{ STR_INIT("业主单位"), FIELD_LEAD, true },
	{ STR_INIT("主管部门"), FIELD_LEAD, true },
	{ STR_INIT("主管单位"), FIELD_LEAD, true },
	{ STR_INIT("实施主体"), FIELD_LEAD, true },
	{ STR_INIT("责任主体"), FIELD_LEAD, true },
	{ STR_INIT("牵头责任单位"), FIELD_LEAD, true },
	{ STR_INIT("责任牵头单位"), FIELD_LEAD, true },
	{ STR_INIT("主要责任单位"), FIELD_LEAD, true },
	{ STR_INIT("第一责任单位"), FIELD_LEAD, true },
	{ STR_INIT("主责单位"), FIELD_LEAD, true },
	{ STR_INIT("牵头科室"), FIELD_LEAD, true },
	{ STR_INIT("牵头处室"), FIELD_LEAD, true },
	{ STR_INIT("责任站所"), FIELD_LEAD, true },
	{ STR_INIT("主责部门"), FIELD_LEAD, true },
	{ STR_INIT("承办部门"), FIELD_LEAD, true },
	{ STR_INIT("主办部门"), FIELD_LEAD, true },
	{ STR_INIT("牵头"), FIELD_LEAD, true },
	{ STR_INIT("主办"), FIELD_LEAD, true },
	{ STR_INIT("主要承办单位"), FIELD_LEAD, true },
	{ STR_INIT("提出单位"), FIELD_LEAD, true },
	{ STR_INIT("申报单位"), FIELD_LEAD, true },
	{ STR_INIT("负责单位"), FIELD_LEAD, true },
	{ STR_INIT("负责部门"), FIELD_LEAD, true },
	{ STR_INIT("市直牵头单位"), FIELD_LEAD, true },
	{ STR_INIT("县直牵头单位"), FIELD_LEAD, true },
	{ STR_INIT("县级牵头单位"), FIELD_LEAD, true },

	{ STR_INIT("配合单位"), FIELD_SUPPORT, true },
	{ STR_INIT("配合部门"), FIELD_SUPPORT, true },
	{ STR_INIT("协办单位"), FIELD_SUPPORT, true },
	{ STR_INIT("协办部门"), FIELD_SUPPORT, true },
	{ STR_INIT("协同部门"), FIELD_SUPPORT, true },
	{ STR_INIT("协助部门"), FIELD_SUPPORT, true },
	{ STR_INIT("协作部门"), FIELD_SUPPORT, true },
	{ STR_INIT("参与部门"), FIELD_SUPPORT, true },
	{ STR_INIT("相关部门"), FIELD_SUPPORT, true },
	{ STR_INIT("配合科室"), FIELD_SUPPORT, true },
	{ STR_INIT("协同科室"), FIELD_SUPPORT, true },
	{ STR_INIT("协办科室"), FIELD_SUPPORT, true },
	{ STR_INIT("协同单位"), FIELD_SUPPORT, true },
	{ STR_INIT("协助单位"), FIELD_SUPPORT, true },
	{ STR_INIT("参与单位"), FIELD_SUPPORT, true },
	{ STR_INIT("参加单位"), FIELD_SUPPORT, true },
	{ STR_INIT("相关单位"), FIELD_SUPPORT, true },
	{ STR_INIT("配合"), FIELD_SUPPORT, true },
	{ STR_INIT("协办"), FIELD_SUPPORT, true },
	{ STR_INIT("协同配合责任单位"), FIELD_SUPPORT, true },
	{ STR_INIT("协同配合单位"), FIELD_SUPPORT, true },
	{ STR_INIT("配合责任单位"), FIELD_SUPPORT, true },
	{ STR_INIT("相关责任单位"), FIELD_SUPPORT, true },
	{ STR_INIT("责任配合单位"), FIELD_SUPPORT, true },
	{ STR_INIT("协作单位"), FIELD_SUPPORT, true },

	{ STR_INIT("实施单位"), FIELD_IMPLEMENT, true },
	{ STR_INIT("实施"), FIELD_IMPLEMENT, true },
	{ STR_INIT("实施部门"), FIELD_IMPLEMENT, true },
	{ STR_INIT("具体实施单位"), FIELD_IMPLEMENT, true },
	{ STR_INIT("项目实施单位"), FIELD_IMPLEMENT, true },
	{ STR_INIT("落实单位"), FIELD_IMPLEMENT, true },

	{ STR_INIT("牵头及配合单位"), FIELD_DUTY, true },
	{ STR_INIT("牵头和配合单位"), FIELD_DUTY, true },
	{ STR_INIT("牵头单位及配合单位"), FIELD_DUTY, true },
	{ STR_INIT("牵头、配合单位"), FIELD_DUTY, true },
	{ STR_INIT("责任单位及配合单位"), FIELD_DUTY, true },
	{ STR_INIT("责任及配合单位"), FIELD_DUTY, true },
	{ STR_INIT("单位"), FIELD_DUTY, false },
	{ STR_INIT("责任分工"), FIELD_DUTY, true },
	{ STR_INIT("职责分工"), FIELD_DUTY, true },

	{ STR_INIT("县级分管领导"), FIELD_LEADER, true },
	{ STR_INIT("区级分管领导"), FIELD_LEADER, true },
	{ STR_INIT("市级分管领导"), FIELD_LEADER, true },
	{ STR_INIT("责任领导"), FIELD_LEADER, true },
	{ STR_INIT("分管领导"), FIELD_LEADER, true },
	{ STR_INIT("包抓领导"), FIELD_LEADER, true },
	{ STR_INIT("牵头领导"), FIELD_LEADER, true },
	{ STR_INIT("挂钩领导"), FIELD_LEADER, true },
	{ STR_INIT("联系领导"), FIELD_LEADER, true },
	{ STR_INIT("市级联系领导"), FIELD_LEADER, true },
	{ STR_INIT("区级联系领导"), FIELD_LEADER, true },
	{ STR_INIT("市级包抓领导"), FIELD_LEADER, true },
	{ STR_INIT("区级包抓领导"), FIELD_LEADER, true },
	{ STR_INIT("县级挂联领导"), FIELD_LEADER, true },
	{ STR_INIT("联系县级领导"), FIELD_LEADER, true },
	{ STR_INIT("市级牵头领导"), FIELD_LEADER, true },
	{ STR_INIT("区级牵头领导"), FIELD_LEADER, true },
	{ STR_INIT("挂联领导"), FIELD_LEADER, true },
	{ STR_INIT("包保领导"), FIELD_LEADER, true },
	{ STR_INIT("包联班子成员"), FIELD_LEADER, true },
	{ STR_INIT("县级包抓领导"), FIELD_LEADER, true },
	{ STR_INIT("县级包联领导"), FIELD_LEADER, true },
	{ STR_INIT("县级联系领导"), FIELD_LEADER, true },
	{ STR_INIT("挂点领导"), FIELD_LEADER, true },
	{ STR_INIT("挂包领导"), FIELD_LEADER, true },
	{ STR_INIT("包案领导"), FIELD_LEADER, true },
	{ STR_INIT("联系县领导"), FIELD_LEADER, true },
	{ STR_INIT("联系区领导"), FIELD_LEADER, true },
	{ STR_INIT("联系市领导"), FIELD_LEADER, true },
	{ STR_INIT("包联领导"), FIELD_LEADER, true },
	{ STR_INIT("市级领导"), FIELD_LEADER, true },
	{ STR_INIT("县级领导"), FIELD_LEADER, true },
	{ STR_INIT("区级领导"), FIELD_LEADER, true },
	{ STR_INIT("县领导"), FIELD_LEADER, true },
	{ STR_INIT("区领导"), FIELD_LEADER, true },
	{ STR_INIT("市领导"), FIELD_LEADER, true },
	{ STR_INIT("分管县领导"), FIELD_LEADER, true },
	{ STR_INIT("分管区领导"), FIELD_LEADER, true },
	{ STR_INIT("分管市领导"), FIELD_LEADER, true },
	{ STR_INIT("牵头市领导"), FIELD_LEADER, true },
	{ STR_INIT("牵头县领导"), FIELD_LEADER, true },
	{ STR_INIT("牵头区领导"), FIELD_LEADER, true },
	{ STR_INIT("区政府分管领导"), FIELD_LEADER, true },
	{ STR_INIT("县政府分管领导"), FIELD_LEADER, true },
	{ STR_INIT("县级责任领导"), FIELD_LEADER, true },
	{ STR_INIT("区级责任领导"), FIELD_LEADER, true },
	{ STR_INIT("市级责任领导"), FIELD_LEADER, true },
	{ STR_INIT("县级牵头领导"), FIELD_LEADER, true },
	{ STR_INIT("部门责任领导"), FIELD_LEADER, true },
	{ STR_INIT("部门分管领导"), FIELD_LEADER, true },
	{ STR_INIT("单位主要负责人"), FIELD_LEADER, true },
	{ STR_INIT("主要负责人"), FIELD_LEADER, true },
	{ STR_INIT("单位负责人"), FIELD_LEADER, true },
	{ STR_INIT("分管负责人"), FIELD_LEADER, true },
	{ STR_INIT("分管责任人"), FIELD_LEADER, true },
	{ STR_INIT("项目负责人"), FIELD_LEADER, true },
	{ STR_INIT("负责人"), FIELD_LEADER, true },
	{ STR_INIT("项目责任人"), FIELD_LEADER, true },
	{ STR_INIT("主要责任人"), FIELD_LEADER, true },
	{ STR_INIT("第一责任人"), FIELD_LEADER, true },
	{ STR_INIT("直接责任人"), FIELD_LEADER, true },
	{ STR_INIT("分管副县长"), FIELD_LEADER, true },
	{ STR_INIT("分管副区长"), FIELD_LEADER, true },
	{ STR_INIT("班子成员"), FIELD_LEADER, true },
	{ STR_INIT("督导领导"), FIELD_LEADER, true },
	{ STR_INIT("领导"), FIELD_LEADER, false },

	{ STR_INIT("责任人"), FIELD_CONTACT, true },
	{ STR_INIT("具体责任人"), FIELD_CONTACT, true },
	{ STR_INIT("责任人及联系电话"), FIELD_CONTACT, true },
	{ STR_INIT("责任人及电话"), FIELD_CONTACT, true },
	{ STR_INIT("联系人及电话"), FIELD_CONTACT, true },
	{ STR_INIT("联系人及联系电话"), FIELD_CONTACT, true },
	{ STR_INIT("联系人及联系方式"), FIELD_CONTACT, true },
	{ STR_INIT("联络员"), FIELD_CONTACT, true },
	{ STR_INIT("联络员及电话"), FIELD_CONTACT, true },
	{ STR_INIT("联系人"), FIELD_CONTACT, true },
	{ STR_INIT("经办人"), FIELD_CONTACT, true },
	{ STR_INIT("具体经办人"), FIELD_CONTACT, true },
	{ STR_INIT("工作联络员"), FIELD_CONTACT, true },
	{ STR_INIT("填报人"), FIELD_CONTACT, false },
	{ STR_INIT("联系电话"), FIELD_PHONE, true },
	{ STR_INIT("联系方式"), FIELD_PHONE, true },
	{ STR_INIT("电话"), FIELD_PHONE, true },
	{ STR_INIT("手机"), FIELD_PHONE, true },
	{ STR_INIT("监督电话"), FIELD_PHONE, true },
	{ STR_INIT("责任科室"), FIELD_REMARK, true },
	{ STR_INIT("监督科室"), FIELD_REMARK, true },

	{ STR_INIT("总投资"), FIELD_MONEY, true },
	{ STR_INIT("总投资额"), FIELD_MONEY, true },
	{ STR_INIT("投资总额"), FIELD_MONEY, true },
	{ STR_INIT("计划总投资"), FIELD_MONEY, true },
	{ STR_INIT("投资估算"), FIELD_MONEY, true },
	{ STR_INIT("估算投资"), FIELD_MONEY, true },
	{ STR_INIT("估算总投资"), FIELD_MONEY, true },
	{ STR_INIT("投资概算"), FIELD_MONEY, true },
	{ STR_INIT("项目概算"), FIELD_MONEY, true },
	{ STR_INIT("概算投资"), FIELD_MONEY, true },
	{ STR_INIT("投资规模"), FIELD_MONEY, true },
	{ STR_INIT("投资额"), FIELD_MONEY, true },
	{ STR_INIT("投资金额"), FIELD_MONEY, true },
	{ STR_INIT("年度投资"), FIELD_MONEY, true },
	{ STR_INIT("年度投资金额"), FIELD_MONEY, true },
	{ STR_INIT("年度计划投资"), FIELD_MONEY, true },
	{ STR_INIT("年度投资计划"), FIELD_MONEY, true },
	{ STR_INIT("计划投资"), FIELD_MONEY, true },
	{ STR_INIT("投资计划"), FIELD_MONEY, true },
	{ STR_INIT("计划投入"), FIELD_MONEY, true },
	{ STR_INIT("计划投入资金"), FIELD_MONEY, true },
	{ STR_INIT("投入资金"), FIELD_MONEY, true },
	{ STR_INIT("计划筹措资金"), FIELD_MONEY, true },
	{ STR_INIT("需财政投入资金"), FIELD_MONEY, true },
	{ STR_INIT("财政投入资金"), FIELD_MONEY, true },
	{ STR_INIT("所需资金"), FIELD_MONEY, true },
	{ STR_INIT("资金需求"), FIELD_MONEY, true },
	{ STR_INIT("资金总额"), FIELD_MONEY, true },
	{ STR_INIT("资金规模"), FIELD_MONEY, true },
	{ STR_INIT("资金预算"), FIELD_MONEY, true },
	{ STR_INIT("经费预算"), FIELD_MONEY, true },
	{ STR_INIT("经费"), FIELD_MONEY, true },
	{ STR_INIT("所需经费"), FIELD_MONEY, true },
	{ STR_INIT("预算资金"), FIELD_MONEY, true },
	{ STR_INIT("预算金额"), FIELD_MONEY, true },
	{ STR_INIT("项目预算"), FIELD_MONEY, true },
	{ STR_INIT("项目资金"), FIELD_MONEY, true },
	{ STR_INIT("项目投资"), FIELD_MONEY, true },
	{ STR_INIT("项目总投资"), FIELD_MONEY, true },
	{ STR_INIT("资金安排"), FIELD_MONEY, true },
	{ STR_INIT("资金"), FIELD_MONEY, false },
	{ STR_INIT("金额"), FIELD_MONEY, false },
	{ STR_INIT("投资"), FIELD_MONEY, false },
	{ STR_INIT("预算"), FIELD_MONEY, false },
	{ STR_INIT("资金概算"), FIELD_MONEY, true },
	{ STR_INIT("投资概算及资金构成"), FIELD_SOURCE, true },
	{ STR_INIT("投资及资金构成"), FIELD_SOURCE, true },
	{ STR_INIT("投资估算及资金来源"), FIELD_SOURCE, true },
	{ STR_INIT("投资概算及资金来源"), FIELD_SOURCE, true },
	{ STR_INIT("资金估算"), FIELD_MONEY, true },
	{ STR_INIT("年初预算安排数"), FIELD_MONEY, false },
	{ STR_INIT("资金投入"), FIELD_MONEY, true },
	{ STR_INIT("预计投资"), FIELD_MONEY, true },
	{ STR_INIT("预计投入"), FIELD_MONEY, true },
	{ STR_INIT("资金额度"), FIELD_MONEY, true },

	{ STR_INIT("资金来源"), FIELD_SOURCE, true },
	{ STR_INIT("资金渠道"), FIELD_SOURCE, true },
	{ STR_INIT("资金筹措"), FIELD_SOURCE, true },
	{ STR_INIT("资金构成"), FIELD_SOURCE, true },
	{ STR_INIT("资金筹集"), FIELD_SOURCE, true },
	{ STR_INIT("资金来源及金额"), FIELD_SOURCE, true },
	{ STR_INIT("资金及来源"), FIELD_SOURCE, true },
	{ STR_INIT("投资及来源"), FIELD_SOURCE, true },
	{ STR_INIT("投资及资金来源"), FIELD_SOURCE, true },
	{ STR_INIT("资金筹措方式"), FIELD_SOURCE, true },
	{ STR_INIT("资金保障"), FIELD_SOURCE, true },
	{ STR_INIT("经费来源"), FIELD_SOURCE, true },
	{ STR_INIT("资金来源渠道"), FIELD_SOURCE, true },
	{ STR_INIT("资金额度及来源"), FIELD_SOURCE, true },

	{ STR_INIT("完成投资"), FIELD_MONEY_DONE, true },
	{ STR_INIT("累计完成投资"), FIELD_MONEY_DONE, true },
	{ STR_INIT("投资完成情况"), FIELD_MONEY_DONE, true },
	{ STR_INIT("完成投资额"), FIELD_MONEY_DONE, true },
	{ STR_INIT("到位资金"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金到位"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金到位情况"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金拨付"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金拨付情况"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金拨付数"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金拨付比例"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金支付"), FIELD_MONEY_DONE, true },
	{ STR_INIT("资金支出"), FIELD_MONEY_DONE, true },
	{ STR_INIT("支付进度"), FIELD_MONEY_DONE, true },
	{ STR_INIT("拨付率"), FIELD_MONEY_DONE, false },
	{ STR_INIT("支付率"), FIELD_MONEY_DONE, false },
	{ STR_INIT("资金预算下达数"), FIELD_MONEY_DONE, false },
	{ STR_INIT("已拨付资金"), FIELD_MONEY_DONE, true },
	{ STR_INIT("已完成投资"), FIELD_MONEY_DONE, true },

	{ STR_INIT("进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("工作进展"), FIELD_PROGRESS, true },
	{ STR_INIT("工作进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("项目进展"), FIELD_PROGRESS, true },
	{ STR_INIT("项目进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("月度进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("本月进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("推进情况"), FIELD_PROGRESS, true },
	{ STR_INIT("推进落实情况"), FIELD_PROGRESS, true },
	{ STR_INIT("工作推进情况"), FIELD_PROGRESS, true },
	{ STR_INIT("完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("任务完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("任务目标完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("工作完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("全年完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("实际完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("落实情况"), FIELD_PROGRESS, true },
	{ STR_INIT("工作落实情况"), FIELD_PROGRESS, true },
	{ STR_INIT("办理情况"), FIELD_PROGRESS, true },
	{ STR_INIT("实施情况"), FIELD_PROGRESS, true },
	{ STR_INIT("目前实施情况"), FIELD_PROGRESS, true },
	{ STR_INIT("目前进展"), FIELD_PROGRESS, true },
	{ STR_INIT("目前进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("当前进度"), FIELD_PROGRESS, true },
	{ STR_INIT("当前进展"), FIELD_PROGRESS, true },
	{ STR_INIT("当前进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("形象进度"), FIELD_PROGRESS, true },
	{ STR_INIT("进展"), FIELD_PROGRESS, true },
	{ STR_INIT("进展与成效"), FIELD_PROGRESS, true },
	{ STR_INIT("进展及成效"), FIELD_PROGRESS, true },
	{ STR_INIT("工作成效"), FIELD_PROGRESS, true },
	{ STR_INIT("主要进展"), FIELD_PROGRESS, true },
	{ STR_INIT("最新进展"), FIELD_PROGRESS, true },
	{ STR_INIT("进度"), FIELD_PROGRESS, false },
	{ STR_INIT("进度情况"), FIELD_PROGRESS, true },
	{ STR_INIT("项目进度"), FIELD_PROGRESS, true },
	{ STR_INIT("工程进度"), FIELD_PROGRESS, true },
	{ STR_INIT("工程进展"), FIELD_PROGRESS, true },
	{ STR_INIT("工程进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("建设进展"), FIELD_PROGRESS, true },
	{ STR_INIT("建设进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("累计进展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("累计完成情况"), FIELD_PROGRESS, true },
	{ STR_INIT("工作开展情况"), FIELD_PROGRESS, true },
	{ STR_INIT("开展情况"), FIELD_PROGRESS, true },

	{ STR_INIT("是否达序"), FIELD_STATUS, true },
	{ STR_INIT("是否达到序时进度"), FIELD_STATUS, true },
	{ STR_INIT("是否完成"), FIELD_STATUS, true },
	{ STR_INIT("是否按期"), FIELD_STATUS, true },
	{ STR_INIT("是否滞后"), FIELD_STATUS, true },
	{ STR_INIT("目标完成情况"), FIELD_STATUS, true },
	{ STR_INIT("亮灯"), FIELD_STATUS, true },
	{ STR_INIT("亮灯情况"), FIELD_STATUS, true },
	{ STR_INIT("进度评价"), FIELD_STATUS, true },
	{ STR_INIT("进度状态"), FIELD_STATUS, true },
	{ STR_INIT("项目状态"), FIELD_STATUS, true },
	{ STR_INIT("状态"), FIELD_STATUS, true },
	{ STR_INIT("评价"), FIELD_STATUS, false },
	{ STR_INIT("销号情况"), FIELD_STATUS, true },

	{ STR_INIT("存在问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在的问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在主要问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("主要问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在的困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("困难问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("困难和问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("困难与问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("主要困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题困难及建议"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在问题及原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在问题和困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在的困难和问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在的问题和困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在困难及问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在问题困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("存在困难问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题及原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题与困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题和困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题困难"), FIELD_PROBLEMS, true },
	{ STR_INIT("需协调解决的问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("需协调解决问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("需要协调解决的问题"), FIELD_PROBLEMS, true },
	{ STR_INIT("需协调事项"), FIELD_PROBLEMS, true },
	{ STR_INIT("滞后原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("未完成原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("未达到序时进度说明"), FIELD_PROBLEMS, true },
	{ STR_INIT("未达序时进度原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("未达序原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("未达时序原因"), FIELD_PROBLEMS, true },
	{ STR_INIT("问题短板"), FIELD_PROBLEMS, true },
	{ STR_INIT("难点堵点"), FIELD_PROBLEMS, true },

	{ STR_INIT("下步打算"), FIELD_NEXT, true },
	{ STR_INIT("下一步打算"), FIELD_NEXT, true },
	{ STR_INIT("下一步"), FIELD_NEXT, true },
	{ STR_INIT("下步"), FIELD_NEXT, true },
	{ STR_INIT("下步计划"), FIELD_NEXT, true },
	{ STR_INIT("下一步计划"), FIELD_NEXT, true },
	{ STR_INIT("下步工作"), FIELD_NEXT, true },
	{ STR_INIT("下一步工作"), FIELD_NEXT, true },
	{ STR_INIT("下步工作计划"), FIELD_NEXT, true },
	{ STR_INIT("下一步工作计划"), FIELD_NEXT, true },
	{ STR_INIT("下步工作打算"), FIELD_NEXT, true },
	{ STR_INIT("下一步工作打算"), FIELD_NEXT, true },
	{ STR_INIT("下步工作安排"), FIELD_NEXT, true },
	{ STR_INIT("下一步工作安排"), FIELD_NEXT, true },
	{ STR_INIT("下步措施"), FIELD_NEXT, true },
	{ STR_INIT("下一步措施"), FIELD_NEXT, true },
	{ STR_INIT("下一步安排"), FIELD_NEXT, true },
	{ STR_INIT("下步安排"), FIELD_NEXT, true },
	{ STR_INIT("下月计划"), FIELD_NEXT, true },
	{ STR_INIT("下月工作计划"), FIELD_NEXT, true },
	{ STR_INIT("下月安排"), FIELD_NEXT, true },
	{ STR_INIT("下季度计划"), FIELD_NEXT, true },
	{ STR_INIT("下季度工作计划"), FIELD_NEXT, true },
	{ STR_INIT("下阶段安排"), FIELD_NEXT, true },
	{ STR_INIT("下阶段工作"), FIELD_NEXT, true },
	{ STR_INIT("下阶段工作计划"), FIELD_NEXT, true },
	{ STR_INIT("下阶段计划"), FIELD_NEXT, true },
	{ STR_INIT("整改措施"), FIELD_NEXT, true },
	{ STR_INIT("下步工作举措"), FIELD_NEXT, true },

	{ STR_INIT("进展情况及存在问题"), FIELD_MIXED, true },
	{ STR_INIT("进展情况、存在问题及下步打算"), FIELD_MIXED, true },
	{ STR_INIT("进展情况、存在问题及下一步打算"), FIELD_MIXED, true },
	{ STR_INIT("存在问题及下步打算"), FIELD_MIXED, true },
	{ STR_INIT("存在问题及下一步打算"), FIELD_MIXED, true },
	{ STR_INIT("存在问题及下一步计划"), FIELD_MIXED, true },
	{ STR_INIT("存在问题及下一步工作"), FIELD_MIXED, true },
	{ STR_INIT("问题及下一步打算"), FIELD_MIXED, true },
	{ STR_INIT("问题及下步打算"), FIELD_MIXED, true },
	{ STR_INIT("存在问题及整改措施"), FIELD_MIXED, true },

	{ STR_INIT("目标数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("任务数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("计划数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("目标值"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度目标值"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度目标数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度任务数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("全年任务数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("全年任务目标"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度任务量"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("任务量"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度目标量"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("年度计划数"), FIELD_COUNT_TARGET, false },
	{ STR_INIT("全年计划"), FIELD_COUNT_TARGET, false },

	{ STR_INIT("累计完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("累计完成数"), FIELD_COUNT_DONE, false },
	{ STR_INIT("累计完成量"), FIELD_COUNT_DONE, false },
	{ STR_INIT("已完成数"), FIELD_COUNT_DONE, false },
	{ STR_INIT("已完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("已完成量"), FIELD_COUNT_DONE, false },
	{ STR_INIT("完成数"), FIELD_COUNT_DONE, false },
	{ STR_INIT("完成量"), FIELD_COUNT_DONE, false },
	{ STR_INIT("完成值"), FIELD_COUNT_DONE, false },
	{ STR_INIT("实际完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("实际完成数"), FIELD_COUNT_DONE, false },
	{ STR_INIT("本月完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("本月完成数"), FIELD_COUNT_DONE, false },
	{ STR_INIT("当月完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("本季完成"), FIELD_COUNT_DONE, false },
	{ STR_INIT("完成"), FIELD_COUNT_DONE, false },

	{ STR_INIT("完成率"), FIELD_COUNT_RATE, false },
	{ STR_INIT("完成比例"), FIELD_COUNT_RATE, false },
	{ STR_INIT("完成进度"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占全年计划"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占年度计划"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占年任务之比"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占全年目标"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占比"), FIELD_COUNT_RATE, false },
	{ STR_INIT("完成百分比"), FIELD_COUNT_RATE, false },
	{ STR_INIT("占年度目标"), FIELD_COUNT_RATE, false },

	{ STR_INIT("计量单位"), FIELD_MEASURE, false },
	{ STR_INIT("计算单位"), FIELD_MEASURE, false },

	{ STR_INIT("建设地点"), FIELD_SITE, true },
	{ STR_INIT("实施地点"), FIELD_SITE, true },
	{ STR_INIT("项目地点"), FIELD_SITE, true },
	{ STR_INIT("建设地址"), FIELD_SITE, true },
	{ STR_INIT("项目地址"), FIELD_SITE, true },
	{ STR_INIT("实施范围"), FIELD_SITE, true },
	{ STR_INIT("地点"), FIELD_SITE, true },
	{ STR_INIT("点位"), FIELD_SITE, false },
	{ STR_INIT("涉及乡镇"), FIELD_SITE, true },
	{ STR_INIT("涉及村"), FIELD_SITE, true },
	{ STR_INIT("分布情况"), FIELD_SITE, false },

	{ STR_INIT("备注"), FIELD_REMARK, true },
	{ STR_INIT("说明"), FIELD_REMARK, false },
	{ STR_INIT("其他"), FIELD_REMARK, false },
	{ STR_INIT("其它"), FIELD_REMARK, false },
	{ STR_INIT("受益对象"), FIELD_REMARK, true },
	{ STR_INIT("受益人数"), FIELD_REMARK, true },
	{ STR_INIT("受益范围"), FIELD_REMARK, true },
	{ STR_INIT("提出依据"), FIELD_REMARK, true },
	{ STR_INIT("立项依据"), FIELD_REMARK, true },
	{ STR_INIT("必要性"), FIELD_REMARK, true },
	{ STR_INIT("建设性质"), FIELD_REMARK, true },
	{ STR_INIT("票数"), FIELD_REMARK, false },
	{ STR_INIT("得票数"), FIELD_REMARK, false },
};

static unsigned first_key(struct str s)
{
	return s.n >= 3 ? ((unsigned)(unsigned char)s.p[1] << 8 | (unsigned char)s.p[2]) % 1024 : 0;
}

/* Words by their first character, built on first use; read-only afterwards. */
static struct {
	bool ready;
	int16_t first[1024];
	int16_t next[COUNT(words)];
} by_first;

__attribute__((constructor)) static void index_words(void)
{
	for (size_t i = 0; i < COUNT(by_first.first); i++)
		by_first.first[i] = -1;
	for (size_t i = COUNT(words); i-- > 0;) {
		unsigned key = first_key(words[i].text);

		by_first.next[i] = by_first.first[key];
		by_first.first[key] = (int16_t)i;
	}
}

/* Four characters and more are unmistakable in front of a colon, names and groups apart. */
static bool may_label(const struct word *w)
{
	return w->label || (w->text.n >= 12 && w->field != FIELD_NAME && w->field != FIELD_GROUP && w->field != FIELD_NO);
}

static const struct word *longest_word(struct str s, size_t i, bool labels)
{
	const struct word *best = NULL;
	struct str rest = str_from(s, i);

	for (int k = by_first.first[first_key(rest)]; k >= 0; k = by_first.next[k])
		if ((!labels || may_label(&words[k])) && str_starts(rest, words[k].text) &&
		    (!best || words[k].text.n > best->text.n))
			best = &words[k];
	return best;
}

static const struct word *whole_word(struct str s)
{
	for (int k = by_first.first[first_key(s)]; k >= 0; k = by_first.next[k])
		if (str_eq(words[k].text, s))
			return &words[k];
	return NULL;
}

enum field label_field(struct str folded)
{
	const struct word *w = whole_word(folded);

	return w && may_label(w) ? (enum field)w->field : FIELD_NONE;
}

enum field label_at(struct str s, size_t i, size_t *n)
{
	const struct word *w = i < s.n ? longest_word(s, i, true) : NULL;

	*n = w ? w->text.n : 0;
	return w ? (enum field)w->field : FIELD_NONE;
}

/* Header without blanks, line ends and bracketed parts; returns its length. */
static size_t squeeze(struct str s, char *out, size_t room)
{
	size_t n = 0;
	int depth = 0;

	for (size_t i = 0; i < s.n && n < room; i++) {
		char c = s.p[i];

		if (c == '(' || c == '[')
			depth++;
		else if ((c == ')' || c == ']') && depth > 0)
			depth--;
		else if (depth == 0 && c != ' ' && c != '\n' && c != ':' && c != '*')
			out[n++] = c;
	}
	return n;
}

/* 2025年度、全年、1-5月、4月份、截至… stripped from the front; a period is remembered. */
static struct str strip_time(struct str s, int year, struct heading *h)
{
	struct zh_when w;
	size_t i = 0;
	int n;

	if (str_starts(s, STR("截至")) || str_starts(s, STR("截止")))
		s = str_from(s, STR("截至").n);
	if (zh_when_at(s, 0, year, &w) && !w.whole_year) {
		h->timed = true;
		h->when = w;
		return str_from(s, w.end);
	}
	if (zh_is_digit(s, 0) && zh_small(s, &i, &n) && n >= 1990 && n <= 2100) {
		if (str_at(s, i, STR("年")))
			i += STR("年").n;
		if (str_at(s, i, STR("度")))
			i += STR("度").n;
		return str_from(s, i);
	}
	return s;
}

/* Part of a header that tells the field when the whole is unknown, strongest first. */
static const struct {
	struct str part;
	uint8_t field;
} hints[] = {
	{ STR_INIT("下一步"), FIELD_NEXT },	  { STR_INIT("下步"), FIELD_NEXT },
	{ STR_INIT("下月"), FIELD_NEXT },	  { STR_INIT("存在"), FIELD_PROBLEMS },
	{ STR_INIT("问题"), FIELD_PROBLEMS },	  { STR_INIT("滞后"), FIELD_PROBLEMS },
	{ STR_INIT("原因"), FIELD_PROBLEMS },	  { STR_INIT("配合"), FIELD_SUPPORT },
	{ STR_INIT("协办"), FIELD_SUPPORT },	  { STR_INIT("协同"), FIELD_SUPPORT },
	{ STR_INIT("牵头单位"), FIELD_LEAD },	  { STR_INIT("责任单位"), FIELD_LEAD },
	{ STR_INIT("牵头部门"), FIELD_LEAD },	  { STR_INIT("责任部门"), FIELD_LEAD },
	{ STR_INIT("主办"), FIELD_LEAD },	  { STR_INIT("承办"), FIELD_LEAD },
	{ STR_INIT("实施单位"), FIELD_IMPLEMENT }, { STR_INIT("建设单位"), FIELD_LEAD },
	{ STR_INIT("领导"), FIELD_LEADER },	  { STR_INIT("联系人"), FIELD_CONTACT },
	{ STR_INIT("联络员"), FIELD_CONTACT },	  { STR_INIT("责任人"), FIELD_CONTACT },
	{ STR_INIT("负责人"), FIELD_LEADER },	  { STR_INIT("电话"), FIELD_PHONE },
	{ STR_INIT("资金来源"), FIELD_SOURCE },	  { STR_INIT("完成投资"), FIELD_MONEY_DONE },
	{ STR_INIT("投资完成"), FIELD_MONEY_DONE }, { STR_INIT("拨付"), FIELD_MONEY_DONE },
	{ STR_INIT("到位"), FIELD_MONEY_DONE },	  { STR_INIT("总投资"), FIELD_MONEY },
	{ STR_INIT("完成率"), FIELD_COUNT_RATE }, { STR_INIT("完成比例"), FIELD_COUNT_RATE },
	{ STR_INIT("完成时限"), FIELD_DEADLINE }, { STR_INIT("完成时间"), FIELD_DEADLINE },
	{ STR_INIT("时限"), FIELD_DEADLINE },	  { STR_INIT("进展"), FIELD_PROGRESS },
	{ STR_INIT("完成情况"), FIELD_PROGRESS }, { STR_INIT("推进情况"), FIELD_PROGRESS },
	{ STR_INIT("实施情况"), FIELD_PROGRESS }, { STR_INIT("落实情况"), FIELD_PROGRESS },
	{ STR_INIT("节点"), FIELD_PLAN },	  { STR_INIT("进度安排"), FIELD_PLAN },
	{ STR_INIT("推进计划"), FIELD_PLAN },	  { STR_INIT("实施计划"), FIELD_PLAN },
	{ STR_INIT("工作计划"), FIELD_PLAN },	  { STR_INIT("项目名称"), FIELD_NAME },
	{ STR_INIT("实事名称"), FIELD_NAME },	  { STR_INIT("实事项目"), FIELD_NAME },
	{ STR_INIT("建设内容"), FIELD_TASK },	  { STR_INIT("工作任务"), FIELD_TASK },
	{ STR_INIT("具体内容"), FIELD_TASK },	  { STR_INIT("主要内容"), FIELD_TASK },
	{ STR_INIT("任务"), FIELD_TARGET },	  { STR_INIT("目标"), FIELD_TARGET },
	{ STR_INIT("投资"), FIELD_MONEY },	  { STR_INIT("资金"), FIELD_MONEY },
	{ STR_INIT("地点"), FIELD_SITE },	  { STR_INIT("类别"), FIELD_GROUP },
	{ STR_INIT("备注"), FIELD_REMARK },	  { STR_INIT("序号"), FIELD_NO },
};

static void judge(struct heading *h, struct str s)
{
	const struct word *w = whole_word(s);

	h->words = s;
	if (w) {
		h->field = (enum field)w->field;
		h->sure = true;
		return;
	}
	if (utf8_count(s) > 16)
		return;
	for (size_t k = 0; k < COUNT(hints); k++)
		if (str_has(s, hints[k].part)) {
			h->field = (enum field)hints[k].field;
			return;
		}
}

/* A period before the word: 一季度目标 is a plan column, 一季度完成情况 is progress. */
static void with_period(struct heading *h)
{
	if (h->words.n == 0 || h->field == FIELD_PLAN || h->field == FIELD_TARGET ||
	    h->field == FIELD_TASK || h->field == FIELD_COUNT_TARGET || h->field == FIELD_DEADLINE) {
		h->field = FIELD_PERIOD;
		h->sure = h->sure || h->words.n == 0;
	}
}

struct heading heading_read(struct arena *a, struct str folded, int year)
{
	struct heading h = { 0 };
	char kept[256];
	struct str s = { kept, 0 };

	if (folded.n == 0 || folded.n > 200)
		return h;
	s.n = squeeze(folded, kept, sizeof(kept));
	h.money_unit = zh_money_unit(folded);
	/* a header never ends a sentence or states a share */
	if (str_has(folded, STR("。")) || str_has(folded, STR(";")) || str_has(s, STR("%")))
		return h;
	judge(&h, s);
	if (!h.sure) {
		struct heading bare = h;
		struct str rest = strip_time(s, year, &bare);

		if (rest.n < s.n) {
			bare.field = FIELD_NONE;
			if (rest.n > 0)
				judge(&bare, rest);
			else
				bare.words = rest;
			if (bare.timed)
				with_period(&bare);
			h = bare;
		}
	}
	/* (推进计划) and the like: the words stand in brackets alone */
	if (h.field == FIELD_NONE && s.n == 0 && folded.n > 2 && folded.p[0] == '(')
		return heading_read(a, str_cut(folded, 1, folded.n - 1), year);
	h.words = arena_str(a, h.words);
	return h;
}
