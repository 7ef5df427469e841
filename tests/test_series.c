/*
 * The mode of figures, as a table of small plans.
 *
 *     targets     "农贸市场 3家" is "农贸市场3家"; several separated by blanks; "$" planned money
 *     plan        milestones separated by " | ", figures by blanks:
 *                 [+ says 累计 | = says 本月][stage@][what]number unit
 *                 "[…]" is a milestone's further words, "甲#" its sub-plan, "每~" recurs
 *     want        one letter per figure: i increment, c cumulative, u unknown
 *
 * The stage and the words come here as the reader would hand them over.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/series.h"

static const struct {
	const char *targets, *plan, *want;
	const char *task;
} rows[] = {
	/* rule 3: the sum equals the target */
	{ "公共充电桩200个", "完成@30个 | 完成@70个 | 完成@70个 | 完成@30个", "i|i|i|i", 0 },
	{ "普惠托位360个", "新增@60个 | 新增@100个 | 新增@120个 | 新增@80个", "i|i|i|i", 0 },
	{ "省级健康村15个", "完成@5个 | 完成@6个 | 完成@4个", "i|i|i", 0 },
	{ "改造@学校厨房41所", "改造@10所 | 改造@31所", "i|i", 0 },
	{ "户籍老年人8000名", "接种@6500人 | 接种@1500人", "i|i", 0 },
	{ "中转站5座 购置@转运车辆8辆", "建成@2座 购置@车辆3辆 | 建成@3座 购置@车辆5辆", "ii|ii",
	  0 },
	{ "城镇新增就业2.6万人 扶持@创业2200人",
	  "新增@就业6000人 扶持@创业500人 | 新增@就业8000人 扶持@创业600人 | 新增@就业7000人 "
	  "扶持@创业600人 | "
	  "新增@就业5000人 扶持@创业500人",
	  "ii|ii|ii|ii", 0 },
	{ "演出500场 百姓健身房15个", "演出@220场 建成@健身房6个 | 演出@280场 建成@健身房9个",
	  "ii|ii", 0 },
	{ "重度残疾人4368名",
	  "体检@残疾人650名 完成@15% | 体检@残疾人650名 完成@30% | 体检@残疾人650名 完成@45% | "
	  "体检@残疾人650名 "
	  "完成@60% | 体检@残疾人650名 完成@75% | 体检@残疾人650名 完成@90% | 体检@残疾人468名 "
	  "完成@100%",
	  "ic|ic|ic|ic|ic|ic|ic", 0 },
	{ "辅助器具适配服务800人次", "适配@150人次 | 适配@250人次 | 适配@250人次 | 适配@150人次",
	  "i|i|i|i", 0 },
	{ "新(改)建@农村公路50公里 养护大中修75公里",
	  "建@新(改)15公里 大中修@20公里 | 建@新(改)25公里 大中修@35公里 | 建@新(改)10公里 "
	  "大中修@20公里",
	  "ii|ii|ii", 0 },
	{ "道路100公里", "完成@40公里 | 完成@60公里", "i|i", 0 },
	{ "电梯45部", "开工@20部 | 开工@25部 | 完成@45部[年度建设任务]", "i|i|u", 0 },
	{ "管网1.2公里", "铺设@400米 | 铺设@800米", "i|i", 0 },
	{ "充电桩260个", "建成@65个 | 建成@65个 | 建成@65个 | 建成@65个", "i|i|i|i", 0 },
	{ "贫困户0.5万户", "完成@2000户 | 完成@3000户", "i|i", 0 },
	{ "惠民演出100场次", "举办@40场 | 举办@60场", "i|i", 0 },
	/* rule 3: the last equals the target and the series never falls */
	{ "易涝点11处", "完成@易涝点整治6处 | 完成@易涝点整治11处", "c|c", 0 },
	{ "行政村18个", "新建#完成@5个 | 新建#完成@12个 | 新建#完成@18个", "c|c|c", 0 },
	{ "直播卫星设备1900户", "安装@800户 | 安装@1500户 | 1900户[全部安装完毕]", "c|c|c", 0 },
	{ "城乡公厕30座", "完成@5座 | 完成@18座 | 完成@30座", "c|c|c", 0 },
	{ "公共充电桩260个", "建成@40个 | 建成@120个 | 建成@200个 | 建成@260个", "c|c|c|c", 0 },
	{ "法律援助案件240件",
	  "完成@法律援助60件 | 完成@法律援助120件 | 完成@法律援助180件 | 完成@法律援助240件",
	  "c|c|c|c", 0 },
	{ "户厕1310座", "厕改#完成@农村户厕改造900座 | 厕改#完成@农村户厕改造1310座", "c|c", 0 },
	{ "筛查3800名", "筛查@1140人 | 筛查@2660人 | 筛查@3800人", "c|c|c", 0 },
	{ "产前筛查800名",
	  "全县筛查800人次#筛查@200人次 | 全县筛查800人次#筛查@240人次 | "
	  "全县筛查800人次#筛查@560人次 | "
	  "全县筛查800人次#筛查@800人次",
	  "c|c|c|c", 0 },
	{ "产前筛查800名", "筛查@200人次 | 筛查@240人次 | 筛查@560人次 | 筛查@800人次", "c|c|c|c",
	  0 },
	{ "家庭养老床位1000张 敬老院6所",
	  "建成@家庭养老床位600张 完工@敬老院3所 | 建成@家庭养老床位1000张 完工@敬老院6所", "cc|cc",
	  0 },
	{ "断头路7条 人行过街设施9处",
	  "打通@断头路2条 | 打通@断头路5条 建成@过街设施4处 | 打通@断头路7条 建成@过街设施9处",
	  "c|cc|cc", 0 },
	{ "城市公园绿地35公顷 口袋公园20个", "绿化@春季15公顷 | 绿化@35公顷 改造@口袋公园20个",
	  "c|cu", 0 },
	{ "食品安全抽检1.5万批次 阳光厨房800家",
	  "抽检@0.7万批次 创建@350家 | 抽检@1.1万批次 创建@600家 | 抽检@1.5万批次 创建@800家",
	  "cc|cc|cc", 0 },
	{ "燃气管道160公里", "完成@60公里 | 完成@160公里", "c|c", 0 },
	{ "学位3万个", "新增@1万个 | 新增@3万个", "c|c", 0 },
	{ "零工岗位1.2万个", "发布@岗位5000个 | 发布@岗位1.2万个", "c|c", 0 },
	{ "卫生室100处", "建成@30座 | 建成@60座 | 建成@100座", "c|c|c",
	  0 },							/* 处 and 座 are akin */
	{ "", "完成@20台 | 完成@50台", "c|c", "更新电梯50台" }, /* the task text alone */
	{ "农村公路125公里", "完成@125公里 | 完成@125公里", "c|c", 0 },
	{ "公路30公里", "完成@10公里 | 完成@20公里 | 完成@30公里", "c|c|c",
	  0 }, /* 10+20 = 30 settles nothing */
	/* the seven figures of one milestone */
	{ "职业技能培训700人 创业担保贷款1500万元 城镇新增就业500人 创业实体150个 新岗位150个 "
	  "全民创业带动就业1000人 "
	  "农村劳动力转移就业2.2万人次",
	  "培训@城乡劳动力职业技能100人 发放@创业担保贷款200万元 新增@就业50人 培育@创业实体20个 "
	  "创造@新岗位20个 "
	  "带动@就业50人 农村劳动力转移就业0.8万人次 | "
	  "培训@城乡劳动力职业技能200人 发放@创业担保贷款500万元 新增@就业100人 培育@创业实体50个 "
	  "创造@新岗位50个 "
	  "带动@就业200人 农村劳动力转移就业2万人次 | "
	  "培训@城乡劳动力职业技能700人 发放@创业担保贷款1500万元 新增@就业500人 "
	  "培育@创业实体150个 "
	  "创造@新岗位150个 带动@就业1000人 农村劳动力转移就业2.2万人次",
	  "ccccccc|ccccccc|ccccccc", 0 },
	/* the same words in every place, other words elsewhere: matched by place */
	{ "培训700人 就业500人 带动1200人",
	  "甲100人 乙50人 丙50人 | 丁200人 戊100人 己200人 | 庚700人 辛500人 壬1200人",
	  "ccc|ccc|ccc", 0 },
	/* stages are kept apart */
	{ "公办幼儿园6所 学位1440个",
	  "开工@6所 | 建成@3所 新增@学位720个 | 建成@6所 新增@学位1440个", "u|cc|cc", 0 },
	{ "中小学、幼儿园12所 学位8600个",
	  "学校12所[全部开工] | 竣工@7所 新增@学位5200个 | 竣工@12所 新增@学位8600个", "u|cc|cc",
	  0 },
	{ "老旧小区88个", "开工率60% | 开工率100% | 完工@88个", "c|c|u", 0 },
	{ "中转站5座", "开工@2座 | 开工@5座 | 完工@1座 | 完工@5座", "c|c|c|c", 0 },
	{ "中转站5座", "开工@2座 | 开工@3座 | 完工@1座 | 完工@5座", "i|i|c|c", 0 },
	{ "救护车8辆", "采购@8辆 | 交付@3辆 | 交付@8辆", "u|c|c", 0 },
	{ "市场3家", "改造@1家 | 改造@3家 | 验收@3家", "c|c|u", 0 },
	{ "卫生室20处", "设计@20处 | 建成@12处 | 建成@8处", "u|i|i", 0 },
	/* two series interleaved */
	{ "厕所40座 路灯90盏", "厕所10座 | 路灯30盏 | 厕所40座 | 路灯60盏", "c|i|c|i", 0 },
	{ "改建@30公里 养护@50公里", "改建@10公里 养护@20公里 | 改建@30公里 养护@30公里", "ci|ci",
	  0 },
	{ "培训100人 就业60人", "培训@40人 就业@20人 | 培训@60人 就业@60人", "ic|ic", 0 },
	{ "东片10个 西片20个", "东片4个 西片20个 | 东片6个", "iu|i", 0 },
	{ "甲村5个 乙村9个", "甲#完成@2个 | 甲#完成@5个 | 乙#完成@4个 | 乙#完成@5个", "c|c|i|i",
	  0 },
	/* money meets the planned total */
	{ "$1000万元",
	  "完成@50万元 | 完成@50万元 | 完成@100万元 | 完成@200万元 | 完成@150万元 土建部分建设10% "
	  "| 完成@150万元 "
	  "土建部分建设40% | 完成@100万元 土建部分建设70% | 完成@100万元 土建部分建设85% | "
	  "完成@100万元",
	  "i|i|i|i|ic|ic|ic|ic|i", 0 },
	{ "$2800万元",
	  "投资@120万元 | 拆除@人行道100% 基层铺装30% 钢箱梁桥基础80% 投资@500万元 | 慢行步道80% "
	  "护栏80% "
	  "框架梁50% 投资@1000万元 | 慢行步道100% 护栏100% 框架梁100% 投资@1180万元",
	  "i|ccci|ccci|ccci", 0 },
	{ "$600万元", "完成@投资200万元 | 完成@投资400万元 | 完成@投资600万元", "c|c|c", 0 },
	{ "$1.2亿元", "完成@投资4000万元 | 完成@投资8000万元", "i|i", 0 },
	{ "创业担保贷款1500万元 $80万元", "发放@贷款500万元 | 发放@贷款1500万元", "c|c", 0 },
	/* rule 1: the words */
	{ "中阁60个 村医120人次",
	  "建成@10个 培训@30人次 | +建成@30个 培训@60人次 | +建成@50个 培训@100人次 | +建成@60个 "
	  "培训@120人次",
	  "cc|cc|cc|cc", 0 },
	{ "零工驿站4家 岗位1.2万个", "建成@2家 发布@岗位0.5万个 | +建成@4家 发布@岗位1.2万个",
	  "cc|cc", 0 },
	{ "", "+完成@40个", "c", 0 },
	{ "", "=完成@40个", "i", 0 },
	{ "充电桩60个", "新建@10个 | 新建@20个 | 新建@30个 | +60个", "i|i|i|c", 0 },
	{ "", "新建@10个 | 新建@20个 | +30个", "i|i|c", 0 },
	{ "", "新增@10个 | 新增@20个 +30个 | 新增@15个 +45个", "i|ic|ic", 0 },
	{ "", "+10个 | 5个 | +15个", "c|i|c", 0 },
	{ "", "+10个 | 12个 | +15个", "c|c|c", 0 },
	{ "", "+10个 | 4个", "c|i", 0 },
	{ "学位50个", "+10个 | 20个 | 20个", "c|i|i", 0 },
	{ "学位50个", "+10个 | 20个 | 50个", "c|c|c", 0 },
	{ "", "+10个 | 20个", "c|u", 0 },
	{ "", "=10个 | =20个 | +30个", "i|i|c", 0 },
	{ "电梯9部", "=3部 | =6部", "i|i", 0 },
	{ "电梯9部", "+3部 | +6部", "c|c", 0 },
	/* rule 2: percentages of work, and levels */
	{ "", "完成@年度任务15% | 完成@年度任务50% | 完成@年度任务80% | 完成@年度任务100%",
	  "c|c|c|c", 0 },
	{ "", "完成@任务30% | 完成@任务70%", "c|c", 0 }, /* 30 + 70 = 100 proves nothing */
	{ "", "完成@工程量60%", "c", 0 },
	{ "", "完成@80%", "c", 0 },
	{ "", "完成@路基工程60% | 完成@路基工程100% 路面硬化30% | 路面硬化100%", "c|cc|c", 0 },
	{ "", "完成@任务30% | 完成@任务40% | 完成@任务30%", "i|i|i", 0 },
	{ "", "完成@任务25% | 完成@任务25% | 完成@任务25% | 完成@任务25%", "i|i|i|i", 0 },
	{ "", "=完成@任务30% | =完成@任务40%", "i|i", 0 },
	{ "", "投资@完成率40% | 投资@完成率100%", "c|c", 0 },
	{ "参保率80%", "达到@参保率50% | 达到@参保率70% | 达到@参保率80%", "c|c|c", 0 },
	{ "覆盖率85%", "达到@75% | 达到@85%", "c|c", 0 },
	{ "压减@审批时限50%", "压减@审批时限20% | 压减@审批时限30% | 压减@审批时限50%", "c|c|c",
	  0 },
	{ "漏损率8%", "漏损率12% | 漏损率10% | 漏损率8%", "c|c|c",
	  0 }, /* a level may fall to its target */
	{ "", "漏损率12% | 漏损率10%", "u|u", 0 },
	{ "参保率80%", "参保率80%", "u", 0 },
	{ "", "筛查率95%", "u", 0 },
	{ "", "设施正常运行率90%", "u", 0 },
	{ "", "参保率50% | 参保率70%", "u|u", 0 },
	{ "", "+参保率50%", "c", 0 },
	{ "", "保持@预警劝阻成功率95%", "u", 0 },
	/* rule 4: no target */
	{ "", "完成@50场 | 完成@200场 | 完成@200场 | 完成@50场", "i|i|i|i", 0 },
	{ "", "文化活动200场 | 文化活动700场 | 文化活动900场 | 文化活动200场", "i|i|i|i", 0 },
	{ "", "完成@10个 | 完成@20个", "u|u", 0 },
	{ "", "完成@10个 | 完成@10个 | 完成@10个", "u|u|u", 0 },
	{ "", "30个 | 20个", "i|i", 0 },
	{ "", "30个 | 40个 | 30个 | 100个", "i|i|i|c", 0 },
	{ "路灯300盏", "60盏 | 80盏 | 90盏", "u|u|u", 0 }, /* meets the target neither way */
	{ "路灯300盏", "80盏 | 60盏 | 90盏", "i|i|i", 0 }, /* falls: cannot be running totals */
	{ "路灯300盏", "80盏 | 60盏 | 300盏", "u|u|u", 0 },
	{ "直播设备1900户", "直播设备800户 | 直播设备1500户 | [全部安装完毕]", "c|c|", 0 },
	{ "直播设备1900户", "直播设备400户 | 直播设备600户 | [全部安装完毕]", "u|u|", 0 },
	{ "学位100个", "30个 | 40个 | 30个 | +100个", "i|i|i|c", 0 },
	/* alone */
	{ "教室613间", "完成@教室613间", "u", 0 },
	{ "示范村15个", "完成@示范村15个", "u", 0 },
	{ "农贸市场3家", "验收@3家", "u", 0 },
	{ "案件260件", "办理@案件260件", "u", 0 },
	{ "送戏下乡60场次 戏曲进乡村42场次", "送戏下乡60场次 戏曲进乡村42场次", "uu", 0 },
	{ "救护车4辆 急救点2个", "救护车4辆 | 急救点2个", "u|u", 0 },
	/* 每季度X: that period's amount */
	{ "", "每~开展@3场", "i", 0 },
	{ "演出12场", "每~演出@3场 | 演出@12场", "i|u", 0 },
	/* words of time that the reader left in front of what is counted */
	{ "$300万元", "完成@2月份100万元 | 完成@3月底4月初50万元 | 完成@第一、二季度150万元",
	  "i|i|i", 0 },
	/* two targets that two readings fit: nobody knows */
	{ "停车位30个 充电桩20个", "10个 | 20个", "u|u", 0 },
	{ "停车位30个 充电桩20个", "停车位10个 | 停车位20个", "i|i", 0 },
	{ "停车位30个 充电桩20个", "充电桩10个 | 充电桩20个", "c|c", 0 },
	{ "", "", "", 0 },
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static void read_figure(struct str s, struct figure *f)
{
	size_t i, from, at;

	f->says_total = s.p[0] == '+';
	f->says_period = s.p[0] == '=';
	if (f->says_total || f->says_period)
		s = str_from(s, 1);
	at = str_find(s, STR("@"));
	if (at != STR_NONE) {
		f->stage = str_cut(s, 0, at);
		s = str_from(s, at + 1);
	}
	/* the last digits are the number */
	for (i = s.n; i > 0 && !digit(s.p[i - 1]);)
		i--;
	for (from = i; from > 0 && (digit(s.p[from - 1]) || s.p[from - 1] == '.');)
		from--;
	f->what = str_cut(s, 0, from);
	assert_true(dec_parse(str_cut(s, from, i), &f->n));
	f->unit = str_from(s, i);
}

/* The next word of *rest up to sep. */
static struct str next(struct str *rest, struct str sep)
{
	size_t at = str_find(*rest, sep);
	struct str word = at == STR_NONE ? *rest : str_cut(*rest, 0, at);

	*rest = at == STR_NONE ? (struct str){ 0 } : str_from(*rest, at + sep.n);
	return word;
}

static void read_targets(struct arena *a, struct str s, struct item *item, struct funds *funds)
{
	while (s.n > 0) {
		struct str word = next(&s, STR(" "));
		struct figure f = { 0 };

		if (word.p[0] != '$') {
			read_figure(word, list_add(&item->targets, a));
			continue;
		}
		read_figure(str_from(word, 1), &f);
		funds->has_total = dec_to_fen(measure_of(f.n, f.unit).n, &funds->total_fen);
	}
}

static void read_milestone(struct arena *a, struct str s, struct milestone *m)
{
	size_t at = str_find(s, STR("#"));

	if (at != STR_NONE) {
		m->sub = str_cut(s, 0, at);
		s = str_from(s, at + 1);
	}
	if (str_starts(s, STR("每~"))) {
		m->recurs = RECURS_QUARTER;
		s = str_from(s, STR("每~").n);
	}
	while (s.n > 0) {
		struct str word = next(&s, STR(" ")), more = { 0 };
		size_t open = str_find(word, STR("["));

		if (open != STR_NONE) {
			more = str_cut(word, open + 1, word.n - 1);
			word = str_cut(word, 0, open);
		}
		if (word.n > 0) {
			struct figure *f = list_add(&m->figures, a);

			read_figure(word, f);
			m->text = arena_printf(a, "%.*s%.*s%.*s%.*s%.*s", STR_ARG(m->text),
					       STR_ARG(f->stage), STR_ARG(f->what),
					       STR_ARG(dec_str(a, f->n)), STR_ARG(f->unit));
		}
		m->text = arena_printf(a, "%.*s%.*s，", STR_ARG(m->text), STR_ARG(more));
	}
}

static struct str modes(struct arena *a, const struct item *item)
{
	struct str ret = { 0 };

	for (size_t i = 0; i < item->milestones.n; i++) {
		if (i > 0)
			ret = arena_cat(a, ret, STR("|"));
		for (size_t k = 0; k < item->milestones.v[i].figures.n; k++) {
			enum figure_mode mode = item->milestones.v[i].figures.v[k].mode;

			ret = arena_cat(a, ret,
					mode == MODE_INCREMENT	  ? STR("i")
					: mode == MODE_CUMULATIVE ? STR("c")
								  : STR("u"));
		}
	}
	return ret;
}

static void solves_modes(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct item item = { .task = str_of(rows[i].task) };
		struct funds funds = { 0 };
		struct str plan = str_of(rows[i].plan), got;

		read_targets(a, str_of(rows[i].targets), &item, &funds);
		while (plan.n > 0)
			read_milestone(a, next(&plan, STR(" | ")), list_add(&item.milestones, a));
		series_solve(a, &item, &funds);
		got = modes(a, &item);
		if (!str_eq(got, str_of(rows[i].want))) {
			print_error("row %zu 「%s」→「%s」: got %.*s, want %s\n", i,
				    rows[i].targets, rows[i].plan, STR_ARG(got), rows[i].want);
			wrong++;
		}
		arena_reset(a);
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

static const struct {
	const char *a, *b;
	int want;
} wordings[] = {
	{ "公共充电桩", "公共充电桩", LIKE_SAME },
	{ "完成年度任务", "任务", LIKE_SAME }, /* both say nothing */
	{ "示范村建设任务", "示范村", LIKE_SAME },
	{ "充电桩", "公共充电桩", LIKE_TAIL },
	{ "户厕改造", "农村户厕改造工程", LIKE_INSIDE },
	{ "村级文化中心", "村级文化服务中心", LIKE_PART },
	{ "家庭养老床位", "护理型床位", LIKE_NOT },
	{ "职业技能培训", "城镇新增就业", LIKE_NOT },
	{ "", "学位", LIKE_SILENT },
};

static void compares_wordings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wordings); i++) {
		int got = what_like(str_of(wordings[i].a), str_of(wordings[i].b));

		if (got != wordings[i].want)
			print_error("「%s」「%s」: got %d\n", wordings[i].a, wordings[i].b, got);
		assert_int_equal(got, wordings[i].want);
	}
}

static const struct {
	const char *n, *unit, *want;
} measures[] = {
	{ "0.8", "万人次", "8000人次" },
	{ "1.5", "亿元", "150000000元" },
	{ "6.2", "公里", "6200米" },
	{ "5", "名", "5人" },
	{ "3", "场次", "3场" },
	{ "12", "％", "12%" },
	{ "2", "万", "20000个" },
	{ "7", "台（套）", "7台（套）" },
	{ "9000000000000000000", "亿亿元",
	  "9000000000000000000亿亿元" }, /* too large: as printed */
};

static void multiplies_units_out(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(measures); i++) {
		struct dec n;
		struct measure m;

		assert_true(dec_parse(str_of(measures[i].n), &n));
		m = measure_of(n, str_of(measures[i].unit));
		assert_true(
			str_eq(arena_cat(a, dec_str(a, m.n), m.unit), str_of(measures[i].want)));
	}
	arena_free(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(solves_modes),
		cmocka_unit_test(compares_wordings),
		cmocka_unit_test(multiplies_units_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
