#include "list.h"

enum { PAGE_ROWS = 8 };

/* One wording of a row.  %P place, %N a count, %M a larger one, %Y money in 万元. */
struct wording {
	const char *name, *task, *plan, *units, *funds;
};

static const struct wording wordings[] = {
	{ "%P城乡居民基本医保个人缴费补贴", "对%P医保个人缴费实行财政补贴，普通居民补贴80元/人，脱贫户补贴200元/人，惠及群众%M人。",
	  "第一季度：全部补贴到位；\n第二、三、四季度：对政策实施前已全额缴费的，按照补贴标准进行退费。",
	  "县医保局牵头；各乡（镇）配合。", "所需资金由县财政承担，约需%Y万元。" },
	{ "%P农村生活污水处理设施集中运维", "对%P%N个村共34套农村生活污水处理设施设备开展维护，改造管网%M米。",
	  "第一季度：完成设备维修；\n第二、三、四季度：调试运行。", "县生态环境分局牵头；相关乡（镇）、村配合。", "所需资金由县财政承担，约需%Y万元。" },
	{ "%P群众文化惠民工程", "在%P范围开展免费送戏（文艺）下乡、周末剧场、文旅公益课堂等系列群众文化惠民活动%M场。",
	  "第一季度：完成%N场；\n第二季度：完成200场；\n第三季度：完成200场；\n第四季度：完成50场。",
	  "县文旅局牵头；县住建局、县人民戏剧演出有限公司配合。", "所需资金由县财政承担，约需%Y万元。" },
	{ "%P冬季清洁取暖工程", "实施农村热源清洁化改造，采用空气源热泵、太阳能等方式，改造%P农户分散供热设施%M户。",
	  "1月底，完成可行性研究报告、初步设计、施工图审核等前期工作；\n\n2月底，完成控制价审核及招投标工作；\n\n3月底，开工建设；\n\n4月底，完成工程建设任务；\n\n5月初，工程竣工。",
	  "住房和城乡建设局", "总投资%Y万元，其中上级补助300万元，县财政配套%N万元。" },
	{ "%P城市基础设施补短板工程", "对%P所有道路路面、人行道、给排水检查井、路灯、绿化、道路标识标牌等进行改造提升。",
	  "2月底，完成项目前期各项工作；\n3月中旬，开工建设；\n4月底，完成工程量的30%；\n5月底，完成工程量的60%；\n6月底，完成工程量的100%；\n7月底，竣工验收。",
	  "牵头单位：县住建局；配合单位：县交通局、县城管局", "%Y万元，县财政资金" },
	{ "%P农村人居环境提升工程", "实施农村环境综合整治，完成%P农村户厕改造%M座，打造人居环境示范村%N个。",
	  "（一）打造人居环境示范村\n1月底，完成项目方案编制，对接落实任务；\n7月底，完成%N个农村人居环境整治示范村建设任务；\n（二）农村户厕改造\n4月初，开工建设；\n7月底，完成农村户厕改造900座；\n9月底，全面完成农村户厕改造%M座。",
	  "县农业农村局、各乡（镇）人民政府", "争取中央预算内资金%Y万元" },
	{ "%P公办幼儿园建设", "在%P新建改扩建公办幼儿园%N所，新增学位%M个，配齐教学设备。",
	  "6月底前，完成主体工程；8月底前建成%N所；年底前新增学位%M个并全部投入使用。", "县教育局牵头，县发改局、县自然资源局配合", "计划投资%Y万元，由县财政和社会资金解决。" },
	{ "%P中医巡回医疗", "发挥中医简便验廉优势，深入%P为群众开展中医免费诊疗、免费检查等服务，受益群众%M人次。",
	  "年底前完成覆盖全县%N个乡镇的中医巡回医疗任务。", "县卫体局牵头；县中医院配合。联系电话：0356-70%Z", "所需资金由县财政承担，约需%Y万元。" },
};

static const char *const places[] = { "龙泉镇", "青石乡", "河口镇", "大营乡", "北关街道", "南山镇", "东沟乡", "柳林镇", "西岭乡", "清水镇", "双桥乡" };

static void put_words(struct buf *out, const char *words, size_t no)
{
	for (const char *p = words; *p != '\0'; p++) {
		if (*p != '%' || p[1] == '\0' || strchr("PNMYZ", p[1]) == NULL) {
			buf_char(out, *p);
			continue;
		}
		switch (*++p) {
		case 'P':
			buf_str(out, str_of(places[no % COUNT(places)]));
			break;
		case 'N':
			buf_printf(out, "%zu", 2 + no * 7 % 48);
			break;
		case 'M':
			buf_printf(out, "%zu", 300 + no * 37 % 4700);
			break;
		case 'Y':
			buf_printf(out, "%zu.%zu", 100 + no * 13 % 1900, no % 10);
			break;
		default:
			buf_printf(out, "%05zu", no * 7919 % 100000);
		}
	}
}

static void put_cell(struct buf *out, const char *words, size_t no)
{
	buf_char(out, '\t');
	put_words(out, words, no);
	buf_char(out, '\n');
}

static void put_header(struct buf *out)
{
	buf_str(out, STR("\t序号\n\t项目名称\n\t年度工作任务\n\t推进计划\n\t责任单位\n\t资金来源\n\t备注\n\n"));
}

static void put_row(struct buf *out, size_t no)
{
	const struct wording *w = &wordings[no % COUNT(wordings)];

	buf_printf(out, "\t%zu\n", no);
	put_cell(out, w->name, no);
	put_cell(out, w->task, no);
	put_cell(out, w->plan, no);
	put_cell(out, w->units, no);
	put_cell(out, w->funds, no);
	buf_str(out, STR("\t\n\n"));
}

size_t bench_list(struct buf *out, size_t bytes)
{
	size_t no = 0, from = out->n;

	buf_str(out, STR("2025年示例县民生实事任务清单\n\n"));
	while (!out->full && out->n - from < bytes) {
		if (no % PAGE_ROWS == 0)
			put_header(out);
		put_row(out, ++no);
	}
	return no;
}
