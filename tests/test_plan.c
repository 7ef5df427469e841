/*
 * Plan and deadline cells of a plan for 2025.  A milestone is
 *
 *     [sub#]days|first words|figures
 *
 * days as in test_when.c, the first words as printed, figures "5 个,2 座";
 * milestones are separated by " / ", "-" is none.  "bare" instead of words is
 * a deadline without a clause.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "reading/fill.h"

static const struct phrase plans[] = {
	/* one clause, one milestone */
	{ "6月底前完成主体工程", "06-30|6月底前完成主体工程|" },
	{ "6月底前建成示范村15个", "06-30|6月底前建成|15 个" },
	{ "3月底前，完成选址。", "03-31|3月底前，完成选址|" },
	{ "第一季度：完成前期手续；第二季度：开工建设",
	  "01-01..03-31|第一季度：完成前期手续| / 04-01..06-30|第二季度：开工建设|" },
	{ "3月底前完成选址，6月底前开工，12月底前竣工",
	  "03-31|3月底前完成选址| / 06-30|6月底前开工| / 12-31|12月底前竣工|" },
	{ "3月底前完成选址；6月底前开工；12月底前竣工。",
	  "03-31|3月底前完成选址| / 06-30|6月底前开工| / 12-31|12月底前竣工|" },
	{ "3月底前完成选址。\n6月底前开工。", "03-31|3月底前完成选址| / 06-30|6月底前开工|" },
	{ "3月底完成选址\n6月底开工", "03-31|3月底完成选址| / 06-30|6月底开工|" },
	{ "1-3月完成招标；4-10月施工；11月底前验收",
	  "01-01..03-31|1-3月完成招标| / 04-01..10-31|4-10月施工| / 11-30|11月底前验收|" },
	{ "2025年3月底前开工，2026年6月底前完工",
	  "03-31|2025年3月底前开工| / 2026-06-30|2026年6月底前完工|" },
	{ "上半年完成招标，下半年完成施工", "01-01..06-30|上半年完成招标| / 07-01..12-31|下半年完成施工|" },
	{ "第二、三季度完成主体施工", "04-01..09-30|第二、三季度完成主体施工|" },
	{ "第四季度（11月底前）完成验收", "10-01..11-30|第四季度（11月底前）完成验收|" },
	{ "11月至次年3月供暖", "11-01..2026-03-31|11月至次年3月供暖|" },
	{ "从3月开始实施", "03-01..12-31|从3月开始实施|" },
	{ "每月开展义诊1次", "01-01..12-31 m|每月开展义诊|1 次" },
	{ "全年持续推进", "01-01..12-31 y|全年持续推进|" },
	{ "力争8月底前建成投用", "08-31|力争8月底前建成投用|" },
	{ "确保于10月底前全部完工", "10-31|确保于10月底前全部完工|" },
	/* several figures stay in one clause */
	{ "6月底前改造学校3所、新增学位500个", "06-30|6月底前改造学校|3 所,500 个" },
	{ "一季度建成30个，二季度建成70个",
	  "01-01..03-31|一季度建成30个|30 个 / 04-01..06-30|二季度建成70个|70 个" },
	{ "9月底前完成工程量的60%", "09-30|9月底前完成|60 %" },
	{ "5月底前发放创业担保贷款500万元", "05-31|5月底前发放|500 万元" },
	/* words without a time belong to the clause before */
	{ "3月底前完成选址。启动设计。", "03-31|3月底前完成选址。启动设计|" },
	{ "3月底前完成选址，启动设计招标；6月底前开工",
	  "03-31|3月底前完成选址，启动设计招标| / 06-30|6月底前开工|" },
	/* a wrapped line is no new clause */
	{ "6月底前完成主\n体工程", "06-30|6月底前完成主体工程|" },
	{ "3 月 底 前 完 成 选 址", "03-31|3月底前完成选址|" },
	/* headings and labels */
	{ "（一）示范村建设\n6月底前完成5个。\n（二）道路改造\n9月底前完工。",
	  "示范村建设#06-30|6月底前完成5个|5 个 / 道路改造#09-30|9月底前完工|" },
	{ "1.公交优化：6月底前开通3条；2.站台改造：9月底前改造20座",
	  "公交优化#06-30|6月底前开通3条|3 条 / 站台改造#09-30|9月底前改造20座|20 座" },
	{ "公交优化：6月底前开通3条。站台改造：9月底前改造20座。",
	  "公交优化#06-30|6月底前开通3条|3 条 / 站台改造#09-30|9月底前改造20座|20 座" },
	{ "1.3月底前完成选址。2.6月底前开工。", "03-31|3月底前完成选址| / 06-30|6月底前开工|" },
	{ "①3月底前完成选址；②6月底前开工", "03-31|3月底前完成选址| / 06-30|6月底前开工|" },
	{ "一是3月底前完成选址；二是6月底前开工", "03-31|3月底前完成选址| / 06-30|6月底前开工|" },
	{ "示范村建设：\n3月底前完成选址\n6月底前开工",
	  "示范村建设#03-31|3月底前完成选址| / 示范村建设#06-30|6月底前开工|" },
	/* numbers that are no dates */
	{ "6月底前建成1.5公里", "06-30|6月底前建成1.5公里|1.5 公里" },
	{ "6月底前改造G344线3公里", "06-30|6月底前改造G344线|3 公里" },
	{ "9月底前完成工期3个月的桥梁2座", "09-30|9月底前完成工期|2 座" },
	{ "6月底前为65岁以上老人体检300人", "06-30|6月底前为65岁以上|300 人" },
	{ "8月底前按每户4000元发放300户", "08-31|8月底前按每户4000元|300 户" },
	{ "10月底前完成2025-2026学年资助", "10-31|10月底前完成2025-2026学年资助|" },
	/* a plan without a date is work of the whole year, nothing is nothing */
	{ "按照上级部署有序推进", "01-01..12-31|按照上级部署有序推进|" },
	{ "春节前完成慰问", "01-01..12-31|春节前完成慰问|" },
	{ "无", "-" },
	{ "/", "-" },
	{ "", "-" },
};

static const struct phrase deadlines[] = {
	{ "2025年12月底前", "12-31|bare|" },
	{ "2025年12月", "12-31|bare|" },
	{ "12月31日", "12-31|bare|" },
	{ "2025.12", "12-31|bare|" },
	{ "2026年6月底", "2026-06-30|bare|" },
	{ "年底前完成", "12-31|bare|" },
	{ "全年", "01-01..12-31 y|bare|" },
	{ "长期坚持", "01-01..12-31 y|bare|" },
	{ "2025年3月-10月", "03-01..10-31|bare|" },
	{ "2025.3-2025.10", "03-01..10-31|bare|" },
	{ "第三季度", "07-01..09-30|bare|" },
	{ "9月中旬", "09-20|bare|" },
	{ "6月底前开工，12月底前竣工", "06-30|6月底前开工| / 12-31|12月底前竣工|" },
	{ "12月底前完成10个", "12-31|12月底前完成10个|10 个" },
	{ "春节前", "-" },
	{ "尽快完成", "-" },
	{ "工期3个月", "-" },
	{ "无", "-" },
	{ "", "-" },
};

/* A cell under a quarter's column is the clause; here the second quarter. */
static const struct phrase periods[] = {
	{ "建成示范村5个", "04-01..06-30|建成示范村5个|5 个" },
	{ "完成主体工程。", "04-01..06-30|完成主体工程|" },
	{ "完成70%，启动验收", "04-01..06-30|完成70%，启动验收|70 %" },
	{ "5月底前完成招标；6月底前开工", "05-31|5月底前完成招标| / 06-30|6月底前开工|" },
	{ "无", "-" },
	{ "/", "-" },
	{ "", "-" },
};

/* Dated sentences of a task; what the year is to reach is none. */
static const struct phrase tasks[] = {
	{ "新建示范村15个，8月底前完成5个。", "08-31|8月底前完成5个|5 个" },
	{ "开展航道整治，年内实现通航。", "12-31|年内实现通航|" },
	{ "改造公路20公里。10月底前全线通车。", "10-31|10月底前全线通车|" },
	{ "新增就业700人。", "-" },
	{ "全年新增就业700人。", "-" },
	{ "2025年全年培训300人。", "-" },
	{ "改造学校厨房41所，工期3个月。", "-" },
	{ "为6月龄婴儿提供筛查。", "-" },
	{ "实施G344线12公里改造。", "-" },
	{ "", "-" },
};

static struct str days(struct arena *a, const struct milestone *m)
{
	static const char *const recurs[] = { "", " m", " q", " y" };
	struct str due = phrase_day(a, m->due);

	if (day_is(m->from))
		due = arena_printf(a, "%.*s..%.*s", STR_ARG(phrase_day(a, m->from)), STR_ARG(due));
	return arena_printf(a, "%.*s%s", STR_ARG(due), recurs[m->recurs]);
}

static struct str figures(struct arena *a, const struct figure_list *list)
{
	struct str got = STR("");

	for (size_t i = 0; i < list->n; i++)
		got = phrase_add(a, got, ",", arena_printf(a, "%.*s %.*s", STR_ARG(dec_str(a, list->v[i].n)),
							     STR_ARG(list->v[i].unit)));
	return got;
}

/* The words of the milestone that the row asks for: as many as it prints. */
static struct str first_words(struct str text, struct str want)
{
	size_t from = str_find(want, STR("|")), to;

	if (from == STR_NONE)
		return text;
	to = str_find_from(want, from + 1, STR("|"));
	if (to == STR_NONE || !str_starts(text, str_cut(want, from + 1, to)))
		return text;
	return str_cut(text, 0, to - from - 1);
}

static struct str show(struct arena *a, const struct milestone_list *list, const char *want)
{
	struct str rest = str_of(want), got = STR("");

	for (size_t i = 0; i < list->n; i++) {
		const struct milestone *m = &list->v[i];
		size_t cut = str_find(rest, STR(" / "));
		struct str one = cut == STR_NONE ? rest : str_cut(rest, 0, cut);
		struct str words = m->bare ? STR("bare") : first_words(m->text, one);

		got = phrase_add(a, got, " / ",
				 arena_printf(a, "%.*s%s%.*s|%.*s|%.*s", STR_ARG(m->sub), m->sub.n ? "#" : "",
					      STR_ARG(days(a, m)), STR_ARG(words), STR_ARG(figures(a, &m->figures))));
		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + STR(" / ").n);
	}
	return got.n ? got : STR("-");
}

static struct str read_plan(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct item item = { 0 };

	fill_plan(a, &t, PHRASE_YEAR, &item);
	return show(a, &item.milestones, row->want);
}

static struct str read_deadline(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct item item = { 0 };

	fill_deadline(a, &t, STR("完成时限"), PHRASE_YEAR, &item);
	return show(a, &item.milestones, row->want);
}

static struct str read_period(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct zh_when second = { .from = day_of(PHRASE_YEAR, 4, 1), .due = day_of(PHRASE_YEAR, 6, 30) };
	struct item item = { 0 };

	fill_period(a, &t, STR("二季度"), second, PHRASE_YEAR, &item);
	return show(a, &item.milestones, row->want);
}

static struct str read_task(struct arena *a, const struct phrase *row)
{
	struct text t = phrase_text(a, row->text, TEXT_TIGHT);
	struct item item = { 0 };

	fill_task_dates(a, &t, PHRASE_YEAR, &item);
	return show(a, &item.milestones, row->want);
}

static void reads_plans(void **state)
{
	(void)state;
	phrases_hold(plans, COUNT(plans), read_plan);
}

static void reads_deadlines(void **state)
{
	(void)state;
	phrases_hold(deadlines, COUNT(deadlines), read_deadline);
}

static void reads_columns_of_a_quarter(void **state)
{
	(void)state;
	phrases_hold(periods, COUNT(periods), read_period);
}

static void reads_dates_of_a_task(void **state)
{
	(void)state;
	phrases_hold(tasks, COUNT(tasks), read_task);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_plans),
		cmocka_unit_test(reads_deadlines),
		cmocka_unit_test(reads_columns_of_a_quarter),
		cmocka_unit_test(reads_dates_of_a_task),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
