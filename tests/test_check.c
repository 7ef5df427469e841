/*
 * The checks of a document, as a table: a small programme, the check, what it
 * must find.  Lines of a programme, each with one letter:
 *
 *     P no name          a project; further lines belong to it
 *     T task             opens an item (its text)
 *     G figure …         targets: [≥|≈][stage@][what]number unit
 *     M from..due [sub#]text{figure …}   a milestone; MM.DD, either may be empty
 *     F [≈]total [name=amount …]         money; "name=" has no amount
 *     R progress         Q problems         N next plan
 *     B paragraph        of the document    X the same, left over by the project
 *     Y the same, left over outside         Z a paragraph the project's money stands in
 *     H count            $ headline money as printed
 *     A no amount        an amount of the running text
 *     C name             a project finished last year
 *
 *     want   "left|right|unit|ok" or "…|fails", several separated by ";"
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading/check.h"
#include "rules/series.h"

static const struct {
	const char *check, *programme, *want;
} rows[] = {
	{ "sum_of_increments",
	  "P 7 充电桩\nG 公共充电桩200个\nM ..03.31 完成30个{完成@30个}\nM ..06.30 "
	  "完成70个{完成@70个}\n"
	  "M ..09.30 完成70个{完成@70个}\nM ..12.31 完成30个{完成@30个}",
	  "30+70+70+30|200|个|ok" },
	{ "sum_of_increments",
	  "P 7 充电桩\nG 公共充电桩200个\nM ..03.31 建成充电桩30个{建成@充电桩30个}\n"
	  "M ..06.30 建成充电桩70个{建成@充电桩70个}\nM ..12.31 建成充电桩40个{建成@充电桩40个}",
	  "30+70+40|200|个|fails" },
	{ "sum_of_increments", /* the whole is more than promised, and 以上 allows it */
	  "P 1 就业\nG ≥新增@城镇就业200人\nM ..06.30 x{新增@城镇就业120人}\nM ..12.31 "
	  "x{新增@城镇就业90人}",
	  "120+90|200|人|ok" },
	{ "sum_of_increments", /* units differ: shown in the base unit */
	  "P 1 就业\nG 城镇新增就业2.6万人\nM ..06.30 x{新增@就业16000人}\nM ..12.31 "
	  "x{新增@就业10000人}",
	  "16000+10000|26000|人|ok" },
	{ "sum_of_increments", /* no target */
	  "P 5 文化\nM ..03.31 完成50场{完成@50场}\nM ..06.30 完成20场{完成@20场}", "" },
	{ "sum_of_increments", /* the plan goes on without a number: nothing to hold it against yet
				*/
	  "P 1 路灯\nG 路灯300盏\nM ..03.31 x{路灯80盏}\nM ..06.30 x{路灯60盏}\nM ..12.31 全部完成",
	  "" },
	{ "sum_of_increments", /* meets the target neither way */
	  "P 1 路灯\nG 路灯300盏\nM ..03.31 x{路灯60盏}\nM ..06.30 x{路灯80盏}\nM ..12.31 "
	  "x{路灯90盏}",
	  "60+80+90|300|盏|fails" },
	{ "last_cumulative",
	  "P 1 路灯\nG 路灯300盏\nM ..03.31 x{路灯60盏}\nM ..06.30 x{路灯80盏}\nM ..12.31 "
	  "x{路灯90盏}",
	  "" },
	{ "sum_of_increments", /* 开工 20+25 = 45, then the year's 45 once more */
	  "P 3 电梯\nG 电梯45部\nM ..06.30 开工20部{开工@20部}\nM ..09.30 开工25部{开工@25部}\n"
	  "M ..12.31 完成年度45部建设任务{完成@45部}",
	  "20+25|45|部|ok" },
	{ "last_cumulative",
	  "P 9 法律援助\nG ≥法律援助案件240件\nM ..03.31 x{完成@法律援助60件}\nM ..12.31 "
	  "x{完成@法律援助240件}",
	  "240|240|件|ok" },
	{ "last_cumulative",
	  "P 1 卫生室\nG 卫生室30处\nM ..06.30 累计建成12处{+建成@卫生室12处}\nM ..12.31 "
	  "累计建成28处{+建成@卫生室28处}",
	  "28|30|处|fails" },
	{ "last_cumulative", /* a middle total is not the year's */
	  "P 1 卫生室\nG 卫生室30处\nM ..06.30 累计建成12处{+建成@卫生室12处}\n"
	  "M ..09.30 累计建成20处{+建成@卫生室20处}\nM ..12.31 全面完工",
	  "" },
	{ "last_cumulative",
	  "P 3 参保\nG 参保率80%\nM ..06.30 x{达到@参保率50%}\nM ..12.31 x{达到@参保率80%}",
	  "80|80|%|ok" },
	{ "last_cumulative", /* the heading of the sub-plan names the number */
	  "P 5 筛查\nG 产前筛查800名\nM ..06.30 全县筛查800人次#x{筛查@200人次}\nM ..12.31 "
	  "全县筛查800人次#x{筛查@800人次}",
	  "800|800|人次|ok" },
	{ "last_cumulative", "P 1 教室\nG 教室613间\nM ..08.31 x{完成@教室613间}", "" }, /* alone */
	{ "months_vs_total",
	  "P 1 公园\nF 1000万元\nM ..03.31 x{完成@400万元}\nM ..06.30 x{完成@350万元}\nM ..12.31 "
	  "x{完成@250万元}",
	  "400+350+250|1000|万元|ok" },
	{ "months_vs_total",
	  "P 1 公园\nF 1000万元\nM ..03.31 x{完成@400万元}\nM ..06.30 x{完成@350万元}\nM ..12.31 "
	  "x{完成@200万元}",
	  "" },
	{ "months_vs_total", /* a loan target is no budget */
	  "P 6 就业\nG 创业担保贷款1500万元\nF 80万元\nM ..03.31 x{发放@贷款800万元}\nM ..06.30 "
	  "x{发放@贷款700万元}",
	  "" },
	{ "sum_of_increments",
	  "P 6 就业\nG 创业担保贷款1500万元\nF 80万元\nM ..03.31 x{发放@贷款800万元}\nM ..06.30 "
	  "x{发放@贷款700万元}",
	  "800+700|1500|万元|ok" },
	{ "percent_vs_count",
	  "P 10 体检\nG 残疾人4368名\nM ..06.30 体检650名，完成15%{体检@残疾人650名 完成@15%}\n"
	  "M ..12.31 体检3718名，完成100%{体检@残疾人3718名 完成@100%}",
	  "650/4368|15|%|ok;4368/4368|100|%|ok" },
	{ "percent_vs_count", /* 30.0 against 40 */
	  "P 5 筛查\nG 筛查3800人\nM ..06.30 筛查1140人，完成40%{筛查@1140人 完成@40%}\n"
	  "M ..12.31 筛查3800人，完成100%{筛查@3800人 完成@100%}",
	  "1140/3800|40|%|fails;3800/3800|100|%|ok" },
	{ "percent_vs_count", /* 74.4 is 75 when 约 */
	  "P 10 体检\nG 残疾人4368名\nM ..06.30 x{体检@残疾人3250名 完成@≈75%}\nM ..12.31 "
	  "x{体检@残疾人1118名 完成@100%}",
	  "3250/4368|75|%|ok;4368/4368|100|%|ok" },
	{ "percent_vs_count", /* a share of another thing */
	  "P 1 公园\nG 树木200棵\nM ..06.30 x{栽植@树木100棵 土建部分建设10%}\nM ..12.31 "
	  "x{栽植@树木100棵 土建部分建设85%}",
	  "" },
	{ "percent_vs_count", "P 1 桩\nG 充电桩100个\nR 已建成充电桩35个，占年度任务的35%。",
	  "35/100|35|%|ok" },
	{ "percent_vs_count", "P 1 桩\nG 充电桩120个\nR 已建成充电桩35个，完成率35%。",
	  "35/120|35|%|fails" },
	{ "percent_vs_count", "P 1 桩\nG 充电桩120个\nR 已建成充电桩35个，设备到货率35%。", "" },

	{ "sources_vs_total", "P 8 供水\nF 1000万元 市财政=140万元 县财政=860万元",
	  "140+860|1000|万元|ok" },
	{ "sources_vs_total", "P 8 供水\nF 1000万元 市财政=140万元 县财政=850万元",
	  "140+850|1000|万元|fails" },
	{ "sources_vs_total", "P 8 供水\nF ≈1000万元 市财政=140万元 县财政=855万元",
	  "140+855|1000|万元|ok" },
	{ "sources_vs_total", "P 8 供水\nF 1000万元 市财政=140万元 县财政=", "" },
	{ "sources_vs_total", "P 8 供水\nF 1000万元 县财政=1000万元", "" },
	{ "sources_vs_total", "P 8 供水\nF 1.04亿元 区级=6000万元 衔接=4400.5万元",
	  "6000+4400.5|10400|万元|fails" },
	{ "projects_vs_headline", "$ 1.26亿元\nP 1 甲\nF 1.2亿元\nP 2 乙\nF 575万元",
	  "12575|12600|万元|ok" },
	{ "projects_vs_headline", "$ 1.26亿元\nP 1 甲\nF 1.2亿元\nP 2 乙\nF 700万元",
	  "12700|12600|万元|fails" },
	{ "projects_vs_headline", "$ 300万元\nP 1 甲\nF 100万元\nP 2 乙\nF 200.4万元",
	  "300.4|300|万元|ok" },
	{ "projects_vs_headline", "$ 1.26亿元\nP 1 甲\nF 5000万元\nP 2 乙",
	  "" }, /* one total is missing */
	{ "projects_vs_headline", "$ 1.26亿元\nP 1 甲\nF 1.5亿元\nP 2 乙",
	  "15000|12600|万元|fails" },
	{ "prose_vs_annex",
	  "P 1 公园\nF 1000万元\nP 2 巡诊\nF 135万元\nA 1 1000万元\nA 2 130万元\nA 3 5万元",
	  "1000|1000|万元|ok;130|135|万元|fails" },
	{ "standard_times_people",
	  "P 9 残疾人\nF 250万元\nT 按照每户 4000 元的标准，扶持 300 "
	  "户家庭发展种植；意外伤害保险（50元/人）。",
	  "4000×300|2500000|元|ok" },
	{ "standard_times_people", "P 9 残疾人\nF 100万元\nT 按照每户4000元的标准，扶持300户家庭。",
	  "4000×300|1000000|元|fails" },
	{ "standard_times_people",
	  "P 3 电梯\nF 810万元\nT 支持既有住宅加装电梯45部，每部补助18万元。",
	  "180000×45|8100000|元|ok" },
	{ "standard_times_people",
	  "P 5 餐厅\nF ≈90万元\nT 按照每餐补助3元的标准，支持30家餐厅，服务老年人不少于25万人次。",
	  "3×250000|900000|元|ok" },
	{ "standard_times_people",
	  "P 1 医保\nF 1450万元\nT 普通居民补贴80元/人，脱贫户补贴200元/人，共2万人。", "" },
	{ "standard_times_people",
	  "P 2 养老\nF 984万元\nT 在原每人每月181元基础上，再提高20元，惠及3万人。", "" },
	{ "standard_times_people", "P 9 扶持\nT 按照每户4000元的标准，扶持300户家庭。", "" },

	{ "count_vs_headline", "H 2\nP 1 甲\nP 2 乙", "2|2|件|ok" },
	{ "count_vs_headline", "H 3\nP 1 甲\nP 2 乙", "2|3|件|fails" },
	{ "count_vs_headline", "P 1 甲", "" },
	{ "count_vs_headline",
	  "C 甲\nP 1 乙\nB 一、上年完成情况\nB 目前，3件民生实事全部完成。\nB "
	  "（一）完善设施。实施两件民生实\nB 事：一是修路。二是供水。\n"
	  "B （二）兜底。实施保险。\nB 二、今年项目\nB 一是征集。二是谋划。",
	  "2+1|3|件|ok" },
	{ "count_vs_headline",
	  "C 甲\nP 1 乙\nB 4件民生实事全部完成。\nB "
	  "（一）实施两件民生实事：一是修路。二是供水。\nB （二）实施一件民生实事：一是保险。\nB "
	  "二、",
	  "2+1|4|件|fails" },
	{ "count_vs_headline", /* says two, lists three: not counted the way we count */
	  "C 甲\nP 1 乙\nB 4件民生实事全部完成。\nB "
	  "（一）实施两件民生实事：一是修路。二是供水。三是绿化。\nB （二）保险。\nB 二、",
	  "" },
	{ "number_sequence", "P 1 甲\nP 2 乙\nP 3 丙", "1-3|3|件|ok" },
	{ "number_sequence", "P 1 甲\nP 2 乙\nP 4 丁", "1-4|3|件|fails" },
	{ "number_sequence", "P 1 甲\nP 2 乙\nP 2 丙", "1-2|3|件|fails" },
	{ "number_sequence", "P 2 甲\nP 1 乙", "2-2|2|件|fails" },
	{ "number_sequence", "P A1 甲\nP A2 乙", "" },
	{ "number_sequence", "P 101 甲\nP 205 乙", "" },

	{ "parts_vs_whole",
	  "P 1 卫生室\nR 30处卫生室已全部开工建设，其中新建7家、改扩建23家；86处正加快推进。",
	  "7+23|30|处|ok" },
	{ "parts_vs_whole", "P 1 卫生室\nR 30处卫生室已全部开工建设，其中新建9家、改扩建23家。",
	  "9+23|30|处|fails" },
	{ "parts_vs_whole", "P 1 卫生室\nR 30处卫生室已开工，其中新建7家、改建3家。",
	  "" }, /* a list may leave things out */
	{ "parts_vs_whole", "P 1 培训\nR 培训50人，其中女性30人、脱贫人口25人。",
	  "" }, /* people belong to several */
	{ "parts_vs_whole", "P 1 培训\nR 培训50人，其中城镇30人、农村20人。", "30+20|50|人|ok" },
	{ "parts_vs_whole", "P 6 片区\nR 3个片区实施项目77个，已完工60个，剩余17个项目已完成方案。",
	  "60+17|77|个|ok" },
	{ "parts_vs_whole", "P 6 片区\nR 3个片区实施项目77个，已完工60个，剩余15个项目已完成方案。",
	  "60+15|77|个|fails" },
	{ "parts_vs_whole",
	  "P 4 信号灯\nG 交通信号灯16处\nR 1.铺设管网170m。\n2.剩余11处已完成设计。",
	  "11|16|处|ok" },
	{ "parts_vs_whole", "P 4 信号灯\nG 交通信号灯16处\nR 剩余18处已完成设计。",
	  "18|16|处|fails" },
	{ "parts_vs_whole", "P 4 信号灯\nG 交通信号灯16处\nR 已建成5处，剩余11处正在施工。",
	  "5+11|16|处|ok" },
	{ "parts_vs_whole", "P 1 幼儿园\nG 幼儿园6所\nR 4所已开工，2所正在办理施工许可。",
	  "4+2|6|所|ok" },
	{ "parts_vs_whole", "P 6 市场\nG 市场3家\nR 3家市场正在改造，2家完成过半。", "" },
	{ "parts_vs_whole",
	  "P 6 示范村\nG 片区4个 和美乡村示范村16个\nR "
	  "1.项目正在编制。\n2.2个省级和美乡村示范村正招投标；14个市级和美乡村示范村正在编制规划。",
	  "2+14|16|个|ok" },
	{ "parts_vs_whole",
	  "P 11 残疾人\nF 105万元\nZ 约需105万元。其中，购买保险80万元，装配假肢25万元。",
	  "80+25|105|万元|ok" },
	{ "parts_vs_whole",
	  "P 11 残疾人\nF 105万元\nZ 约需105万元。其中，购买保险90万元，装配假肢25万元。",
	  "90+25|105|万元|fails" },
	{ "parts_vs_whole",
	  "P 8 供水\nF 1000万元 市财政=140万元 县财政=860万元\nZ "
	  "约1000万元。其中，市财政140万元，县财政860万元。",
	  "" },
	{ "parts_vs_whole",
	  "P 1 甲\nB 已提前完成1项，有2项进度滞后，涉及县交通局1项、县住建局1项。", "1+1|2|项|ok" },
	{ "parts_vs_whole", "P 1 甲\nB 改造小区9个，涉及38栋1426户。", "" },

	{ "progress_above_target",
	  "P 3 危房\nG 改造@低收入群体危房38户\nR 46户低收入群体危房已开工改造。",
	  "46|38|户|fails" },
	{ "progress_above_target",
	  "P 3 危房\nG 改造@低收入群体危房38户\nR 30户低收入群体危房已开工改造。", "" },
	{ "progress_above_target", "P 9 就业\nG ≥新增@城镇就业2800人\nR 累计新增城镇就业3052人。",
	  "3052|2800|人|ok" },
	{ "progress_above_target", "P 9 就业\nG 新增@城镇就业2800人\nR 计划新增城镇就业3052人。",
	  "" },
	{ "progress_above_target",
	  "P 9 就业\nG 新增@城镇就业2800人 高技能人才100人\nR "
	  "新增城镇就业1052人，新增高技能人才62人。",
	  "" },
	{ "parts_vs_whole", /* what the 16 are is told by the task */
	  "P 6 示范村\nT 完成4个创新引领示范片区以及16个和美乡村示范村创建。\nG 凫城镇4个 "
	  "示范片区以及16个\n"
	  "R 2个省级和美乡村示范村正招投标；14个市级和美乡村示范村正在编制规划。",
	  "2+14|16|个|ok" },
	{ "progress_above_target", "P 6 片区\nG 示范片区4个\nR 片区实施项目77个。",
	  "" }, /* projects, not areas */
	{ "progress_above_target", "P 3 厕所\nG 改造@公厕30座\nR 开展普查，全县共有公厕210座。",
	  "" },
	{ "progress_above_target", "P 10 劝阻\nG 劝阻成功率95%\nR 劝阻成功率96.3%。", "" },
	{ "unit_mismatch",
	  "P 3 照护\nG 特困人员照护服务405户\nR 3月份，共为314人提供照护服务698次。",
	  "405户|314人||fails" },
	{ "unit_mismatch", "P 3 照护\nG 特困人员照护服务405户\nR 共为300户314人提供照护服务。",
	  "" },
	{ "unit_mismatch", "P 2 接种\nG 接种@老年人8000名\nR 老年人接种6500人。",
	  "" }, /* 名 and 人 are one */
	{ "unit_mismatch", "P 3 危房\nG 改造@危房38户\nR 培训工匠20人。", "" },
	{ "unit_mismatch",
	  "P 5 筛查\nG 产前筛查800名\nM ..06.30 x{筛查@200人次}\nM ..12.31 x{筛查@800人次}",
	  "800名|800人次||fails" },

	{ "date_order",
	  "P 15 AED\nM 05.01..10.31 完成所有AED配置点的培训工作\nM 11.01..12.31 完成AED的安装",
	  "2025-10-31|2025-11-01||fails" },
	{ "date_order",
	  "P 15 AED\nM 05.01..10.31 完成AED的安装\nM 11.01..12.31 完成所有AED配置点的培训工作",
	  "" },
	{ "date_order", "P 1 路灯\nM 03.01..05.31 组织路灯竣工验收\nM 06.01..09.30 路灯安装施工",
	  "2025-05-31|2025-06-01||fails" },
	{ "date_order",
	  "P 1 路灯\nM 03.01..05.31 甲标段#路灯竣工验收\nM 06.01..09.30 乙标段#路灯安装施工", "" },
	{ "date_order", "P 1 路灯\nM 03.01..05.31 路灯初步验收\nM 06.01..09.30 路灯安装施工", "" },
	{ "date_order", "P 1 技能\nM 03.01..05.31 开展操作培训\nM 06.01..09.30 完成空调安装", "" },

	{ "term_variants", "P 1 医保\nT 扩大“免申即享”病种。\nN 加强“免审即享”政策宣传。",
	  "免申即享|免审即享||fails" },
	{ "term_variants", "P 1 甲\nT 开展“一家一年一事”。\nP 2 乙\nT 实施“一村一年一事”。", "" },
	{ "problem_none_but_asks", "P 3 改造\nQ 无\nN 加强沟通，全力争取改造资金。",
	  "无|全力争取改造资金||fails" },
	{ "problem_none_but_asks", "P 3 改造\nQ 无。\nN 申请用地批复；加快建设。",
	  "无|申请用地批复||fails" },
	{ "problem_none_but_asks", "P 3 改造\nQ 无\nN 完成财政评审；加快资金拨付。", "" },
	{ "problem_none_but_asks", "P 3 改造\nQ 资金未到位\nN 全力争取改造资金。", "" },
	{ "problem_none_but_asks", "P 3 改造\nN 全力争取改造资金。", "" }, /* no such column */
	{ "uncovered_text", "P 1 甲\nX 另附本工程工程量清单一份共三页", "15||字|fails" },
	{ "uncovered_text", "P 1 甲\nX （见附表）", "" },
	{ "uncovered_text", "P 1 甲\nX 责任领导：\nX 牵头单位：\nX 配合单位：\nX 所需资金由",
	  "" }, /* labels */
	{ "uncovered_text", "P 1 甲\nY 各责任部门要牢固树立以人民为中心的发展思想，抓紧抓实。",
	  "25||字|ok" },
	/* an empty programme finds nothing and fails nowhere */
	{ "sum_of_increments", "", "" },
	{ "number_sequence", "", "" },
	{ "count_vs_headline", "H 10", "" },
};

static bool digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static struct str next(struct str *rest, struct str sep)
{
	size_t at = str_find(*rest, sep);
	struct str word = at == STR_NONE ? *rest : str_cut(*rest, 0, at);

	*rest = at == STR_NONE ? (struct str){ 0 } : str_from(*rest, at + sep.n);
	return word;
}

static bool skip_word(struct str *s, struct str head)
{
	if (!str_starts(*s, head))
		return false;
	*s = str_from(*s, head.n);
	return true;
}

static void read_figure(struct str s, struct figure *f)
{
	size_t i = 0, from, at;

	f->says_total = skip_word(&s, STR("+"));
	if (skip_word(&s, STR("≥")))
		f->cmp = CMP_AT_LEAST;
	at = str_find(s, STR("@"));
	if (at != STR_NONE) {
		f->stage = str_cut(s, 0, at);
		s = str_from(s, at + 1);
	}
	if (skip_word(&s, STR("≈")))
		f->cmp = CMP_ABOUT;
	while (i < s.n && !digit(s.p[i]))
		i++;
	f->what = str_cut(s, 0, i);
	for (from = i; i < s.n && (digit(s.p[i]) || s.p[i] == '.');)
		i++;
	assert_true(dec_parse(str_cut(s, from, i), &f->n));
	f->unit = str_from(s, i);
}

static void read_figures(struct arena *a, struct str s, struct figure_list *ret)
{
	while (s.n > 0)
		read_figure(next(&s, STR(" ")), list_add(ret, a));
}

static int64_t read_fen(struct str s)
{
	struct figure f = { 0 };
	int64_t fen;

	read_figure(s, &f);
	assert_true(dec_to_fen(measure_of(f.n, f.unit).n, &fen));
	return fen;
}

/* "06.30" of 2025, or no day. */
static struct day read_day(struct str s)
{
	if (s.n != 5)
		return DAY_NONE;
	return day_of(2025, (s.p[0] - '0') * 10 + s.p[1] - '0', (s.p[3] - '0') * 10 + s.p[4] - '0');
}

static void read_milestone(struct arena *a, struct str s, struct milestone *m)
{
	struct str days = next(&s, STR(" "));
	size_t at;

	m->from = read_day(next(&days, STR("..")));
	m->due = read_day(days);
	at = str_find(s, STR("#"));
	if (at != STR_NONE) {
		m->sub = str_cut(s, 0, at);
		s = str_from(s, at + 1);
	}
	m->text = next(&s, STR("{"));
	if (s.n > 0)
		read_figures(a, str_cut(s, 0, s.n - 1), &m->figures);
}

static void read_funds(struct arena *a, struct str s, struct funds *f)
{
	if (skip_word(&s, STR("≈")))
		f->cmp = CMP_ABOUT;
	f->has_total = true;
	f->total_fen = read_fen(next(&s, STR(" ")));
	while (s.n > 0) {
		struct str amount = next(&s, STR(" "));
		struct source *src = list_add(&f->sources, a);

		src->name = next(&amount, STR("="));
		src->has_amount = amount.n > 0;
		if (amount.n > 0)
			src->fen = read_fen(amount);
	}
}

struct made {
	struct arena *a;
	struct programme p;
	struct document doc;
	struct check_input in;
};

static struct project *last_project(struct made *m)
{
	return &m->p.projects.v[m->p.projects.n - 1];
}

static struct item *last_item(struct made *m)
{
	struct project *p = last_project(m);

	if (p->items.n == 0)
		(void)list_add(&p->items, m->a);
	return &p->items.v[p->items.n - 1];
}

static struct span add_paragraph(struct made *m, struct str text)
{
	doc_add_paragraph(&m->doc, m->a, text);
	return (struct span){ (uint32_t)(m->doc.blocks.n - 1), SPAN_NO_CELL, SPAN_NO_CELL, 0,
			      (uint32_t)text.n };
}

static void add_text(struct made *m, struct str *to, struct str text)
{
	*to = to->n > 0 ? arena_printf(m->a, "%.*s\n%.*s", STR_ARG(*to), STR_ARG(text)) : text;
}

static void read_headline(struct made *m, struct str s)
{
	size_t point = str_find(s, STR(".")), end = 0;

	m->p.has_headline_money = true;
	m->p.headline_fen = read_fen(s);
	m->p.headline_text = s;
	while (end < s.n && (digit(s.p[end]) || s.p[end] == '.'))
		end++;
	m->p.headline_scale = point == STR_NONE ? 0 : (int)(end - point - 1);
}

static void read_prose(struct made *m, struct str s)
{
	struct prose_amount *pa = list_add(&m->in.prose, m->a);

	pa->no = next(&s, STR(" "));
	pa->fen = read_fen(s);
}

static void read_project(struct made *m, struct str s)
{
	struct project *p = list_add(&m->p.projects, m->a);

	p->no = next(&s, STR(" "));
	p->name = s;
}

static void read_line(struct made *m, struct str line)
{
	char key = line.p[0];
	struct str s = str_from(line, line.n > 1 ? 2 : 1);

	switch (key) {
	case 'P':
		read_project(m, s);
		break;
	case 'T':
		last_item(m)->task = s;
		break;
	case 'G':
		read_figures(m->a, s, &last_item(m)->targets);
		break;
	case 'M':
		read_milestone(m->a, s, list_add(&last_item(m)->milestones, m->a));
		break;
	case 'F':
		read_funds(m->a, s, &last_project(m)->funds);
		break;
	case 'R':
		add_text(m, &last_item(m)->progress, s);
		break;
	case 'Q':
		last_item(m)->problems = s;
		break;
	case 'N':
		last_item(m)->next_plan = s;
		break;
	case 'B':
		add_paragraph(m, s);
		break;
	case 'X':
		*list_add(&last_project(m)->remainder, m->a) = add_paragraph(m, s);
		break;
	case 'Y':
		*list_add(&m->p.remainder, m->a) = add_paragraph(m, s);
		break;
	case 'Z':
		mark_add(&last_project(m)->funds.at, m->a, "total_yuan", add_paragraph(m, s));
		break;
	case 'H':
		m->p.headline_count = (s.p[0] - '0') * (s.n > 1 ? 10 : 1);
		break;
	case '$':
		read_headline(m, s);
		break;
	case 'A':
		read_prose(m, s);
		break;
	case 'C':
		list_add(&m->p.completed, m->a)->name = s;
		break;
	default:
		add_text(m, &last_item(m)->progress, line);
		break; /* a further line of R */
	}
}

static struct str findings_of(struct made *m, const char *check)
{
	struct str ret = { 0 };

	for (size_t i = 0; i < m->p.findings.n; i++) {
		const struct finding *f = &m->p.findings.v[i];

		assert_true(f->says.n > 0);
		if (strcmp(f->check, check) == 0)
			ret = arena_printf(m->a, "%.*s%s%.*s|%.*s|%.*s|%s", STR_ARG(ret),
					   ret.n > 0 ? ";" : "", STR_ARG(f->left),
					   STR_ARG(f->right), STR_ARG(f->unit),
					   f->ok ? "ok" : "fails");
	}
	return ret;
}

static void make(struct made *m, struct str text)
{
	while (text.n > 0)
		read_line(m, next(&text, STR("\n")));
	for (size_t i = 0; i < m->p.projects.n; i++)
		for (size_t k = 0; k < m->p.projects.v[i].items.n; k++)
			series_solve(m->a, &m->p.projects.v[i].items.v[k],
				     &m->p.projects.v[i].funds);
	m->in.doc = &m->doc;
}

static void finds(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct made m = { .a = arena_new() };
		struct str got;

		make(&m, str_of(rows[i].programme));
		check_document(m.a, &m.in, &m.p);
		got = findings_of(&m, rows[i].check);
		if (!str_eq(got, str_of(rows[i].want))) {
			print_error("row %zu %s\n%s\ngot  %.*s\nwant %s\n\n", i, rows[i].check,
				    rows[i].programme, STR_ARG(got), rows[i].want);
			wrong++;
		}
		arena_free(m.a);
	}
	assert_int_equal(wrong, 0);
}

/* Without a document the checks of text are left out, the others run. */
static void runs_without_document(void **state)
{
	struct made m = { .a = arena_new() };

	(void)state;
	make(&m, STR("P 1 甲\nX 另附工程量清单一份共三页\nP 2 乙"));
	m.in.doc = NULL;
	check_document(m.a, &m.in, &m.p);
	assert_true(str_eq(findings_of(&m, "uncovered_text"), STR("")));
	assert_true(str_eq(findings_of(&m, "number_sequence"), STR("1-2|2|件|ok")));
	arena_free(m.a);
}

/* The sentences a clerk reads. */
static const struct {
	const char *programme, *check, *says;
} sentences[] = {
	{ "P 7 充电桩\nG 公共充电桩200个\nM ..03.31 x{完成@30个}\nM ..06.30 x{完成@70个}\nM "
	  "..09.30 x{完成@70个}\n"
	  "M ..12.31 x{完成@30个}",
	  "sum_of_increments", "30+70+70+30 = 200 个，相符" },
	{ "P 3 危房\nG 改造@低收入群体危房38户\nR 46户低收入群体危房已开工改造。",
	  "progress_above_target", "计划改造38户，进展写“46户低收入群体危房已开工改造”，超出8户" },
	{ "P 8 供水\nF 1000万元 市财政=140万元 县财政=850万元", "sources_vs_total",
	  "各来源合计140+850 = 990万元，总额写1000万元，相差10万元" },
	{ "$ 1.26亿元\nP 1 甲\nF 1.2亿元\nP 2 乙\nF 575万元", "projects_vs_headline",
	  "2件项目资金合计12575万元，文中总投资写12600万元，四舍五入后相符" },
	{ "P 1 甲\nP 2 乙\nP 4 丁", "number_sequence", "序号不连续：缺3，请核对" },
	{ "P 9 残疾人\nF 100万元\nT 按照每户4000元的标准，扶持300户家庭。", "standard_times_people",
	  "每户4000元，300户需120万元，超过计划资金100万元" },
};

static void says_it_in_a_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sentences); i++) {
		struct made m = { .a = arena_new() };
		const struct finding *found = NULL;

		make(&m, str_of(sentences[i].programme));
		check_document(m.a, &m.in, &m.p);
		for (size_t k = 0; k < m.p.findings.n; k++)
			if (strcmp(m.p.findings.v[k].check, sentences[i].check) == 0)
				found = &m.p.findings.v[k];
		assert_non_null(found);
		if (!str_eq(found->says, str_of(sentences[i].says)))
			print_error("got  %.*s\nwant %s\n", STR_ARG(found->says),
				    sentences[i].says);
		assert_true(str_eq(found->says, str_of(sentences[i].says)));
		arena_free(m.a);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(runs_without_document),
		cmocka_unit_test(says_it_in_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
