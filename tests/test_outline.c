/*
 * The outline of prose.  A numbering is shown as its style and number ("章3"),
 * "-" none:
 *
 *     章 一、   节 （一）   点 1.   款 （1）   圈 ①   件 第一件   是 一是   标 ■   题 关于X。
 *     级 1.2   框 【name】   部 第一部分
 *
 * A row of lines has its paragraphs separated by "|"; wanted are the lines,
 * each as "style number,first words", separated by " / ".
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "reading/outline.h"

static const char *const styles[NUM_STYLES] = {
	[NUM_NONE] = "-",	[NUM_CHAPTER] = "章", [NUM_SECTION] = "节", [NUM_POINT] = "点",
	[NUM_CLAUSE] = "款", [NUM_CIRCLE] = "圈",	 [NUM_ITEM] = "件",    [NUM_TOPIC] = "题",
	[NUM_FIRSTLY] = "是", [NUM_BULLET] = "标", [NUM_LEVELS] = "级", [NUM_FRAME] = "框", [NUM_PART] = "部",
};

static const struct phrase numbers[] = {
	{ "一、农村公路建设", "章1" },
	{ "十二、其他", "章12" },
	{ "二十一、其他", "章21" },
	{ "（一）农村公路建设", "节1" },
	{ "（十）农村公路建设", "节10" },
	{ "（一）、农村公路建设", "节1" },
	{ "1.农村公路建设", "点1" },
	{ "12．农村公路建设", "点12" },
	{ "3、农村公路建设", "点3" },
	{ "（1）农村公路建设", "款1" },
	{ "1）农村公路建设", "款1" },
	{ "①农村公路建设", "圈1" },
	{ "⑩农村公路建设", "圈10" },
	{ "第一件：农村公路建设", "件1" },
	{ "第3项：农村公路建设", "件3" },
	{ "实事一：农村公路建设", "件1" },
	{ "一是加快建设", "是1" },
	{ "三是强化监管", "是3" },
	{ "■农村公路建设", "标0" },
	{ "●农村公路建设", "标0" },
	{ "第二是强化监管", "是2" },
	{ "第三，强化监管", "是3" },
	{ "之二：“地标工程”", "件2" },
	{ "☑农村公路建设", "标0" },
	{ "第三部分 保障措施", "部3" },
	{ "任务二：校园食堂改造", "件2" },
	{ "1.2新建幼儿园3所", "级2" },
	{ "2.10改造食堂", "级10" },
	{ "【农村公路建设】新改建86公里", "框0" },
	/* numbers that begin nothing */
	{ "【牵头单位】县交通局", "-" },
	{ "1.2万人", "-" },
	{ "第二、三季度", "-" },
	{ "1.5公里", "-" },
	{ "12个示范村", "-" },
	{ "2025年6月底前", "-" },
	{ "2025.6", "-" },
	{ "3、4号楼", "-" },
	{ "一、二季度完成", "-" },
	{ "一站式服务", "-" },
	{ "（县级）", "-" },
	{ "（2025年）", "-" },
	{ "第一季度", "-" },
	{ "第三方评估", "-" },
	{ "项目建设", "-" },
	{ "十分重要", "-" },
	{ "三项措施", "-" },
	{ "-3度", "-" },
	{ "1.3月底前完成选址", "点1" },
	{ "", "-" },
};

static const struct phrase lines[] = {
	{ "一、农村公路建设|新建公路15公里。", "章1,一、农村 / -,新建公路" },
	{ "|一、农村公路建设|   |二、校园改造", "章1,一、农村 / 章2,二、校园" },
	/* markers inside one paragraph, in ascending order */
	{ "推进三项工作：一是改造农村公路15公里；二是新建公厕20座；三是更换路灯90盏。",
	  "-,推进三项工作 / 是1,一是改造 / 是2,二是新建 / 是3,三是更换" },
	{ "建设内容包括：（1）改造农村公路15公里；（2）新建城乡公厕20座。",
	  "-,建设内容包括 / 款1,（1）改造 / 款2,（2）新建" },
	{ "建设内容包括：①改造农村公路15公里；②新建城乡公厕20座。", "-,建设内容包括 / 圈1,①改造 / 圈2,②新建" },
	{ "1.改造农村公路15公里。2.新建城乡公厕20座。3.更换路灯90盏。",
	  "点1,1.改造 / 点2,2.新建 / 点3,3.更换" },
	{ "（一）改造农村公路15公里。（二）新建城乡公厕20座。", "节1,（一）改造 / 节2,（二）新建" },
	{ "一、改造农村公路15公里。二、新建城乡公厕20座。", "章1,一、改造 / 章2,二、新建" },
	/* no marker: alone, out of order, or a number of its own */
	{ "改造农村公路1.5公里，新建城乡公厕2.5座，更换路灯3.5盏。", "-,改造农村公路1.5公里，新建" },
	{ "采用（2）型设备改造农村公路十五公里并验收。", "-,采用（2）型设备" },
	{ "改造农村公路，二是新建城乡公厕二十座并验收。", "-,改造农村公路，二是" },
	{ "工作要求：二是改造农村公路；一是新建城乡公厕。", "-,工作要求：二是改造农村公路；一是" },
	{ "在一、二季度完成改造，在三、四季度完成验收。", "-,在一、二季度完成改造，在三" },
	{ "一是加快建设。", "是1,一是加快" },
	/* a paragraph cut by a page is one */
	{ "县交通运输局负责牵头实施农村公路改造工程，全年计划改造县乡公路|十五公里，惠及沿线群众三千余人。",
	  "-,县交通运输局负责牵头实施农村公路改造工程，全年计划改造县乡公路十五公里" },
	{ "县交通运输局负责牵头实施农村公路改造工程，全年计划改造县乡公路|- 3 -|十五公里，惠及沿线群众三千余人。",
	  "-,县交通运输局负责牵头实施农村公路改造工程，全年计划改造县乡公路十五公里" },
	{ "县交通运输局负责牵头实施农村公路改造工程，全年完成十五公里改造。|县教育局负责牵头实施校园改造工程。",
	  "-,县交通 / -,县教育局" },
	{ "县交通运输局负责牵头实施农村公路改造工程，全年计划改造县乡公路|二、校园改造工程",
	  "-,县交通 / 章2,二、校园" },
	{ "一、农村公路建设|责任单位：县交通运输局", "章1,一、农村 / -,责任单位" },
	{ "农村公路|校园改造", "-,农村公路 / -,校园改造" },
	/* topics */
	{ "关于推进公租房建设。年内完成公租房分配三百套。", "题0,关于推进" },
	{ "关于印发实施方案的通知", "-,关于印发" },
	/* pages and nothing */
	{ "- 3 -|一、农村公路建设", "章1,一、农村" },
	{ "第3页 共5页", "" },
	{ "", "" },
};

static struct str read_number(struct arena *a, const struct phrase *row)
{
	size_t n;
	int number;
	enum numbering style = outline_number(phrase_fold(a, row->text), 0, &n, &number);

	return style == NUM_NONE ? STR("-") : arena_printf(a, "%s%d", styles[style], number);
}

static struct document document_of_row(struct arena *a, const char *row)
{
	struct document doc = { 0 };
	struct str s = str_of(row);
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++)
		if (i == s.n || s.p[i] == '|') {
			doc_add_paragraph(&doc, a, str_cut(s, from, i));
			from = i + 1;
		}
	return doc;
}

/* As many words of the line as the row prints. */
static struct str first_words(struct str text, struct str want)
{
	size_t comma = str_find(want, STR(","));

	if (comma == STR_NONE || !str_starts(text, str_from(want, comma + 1)))
		return text;
	return str_from(want, comma + 1);
}

static struct str read_lines(struct arena *a, const struct phrase *row)
{
	struct document doc = document_of_row(a, row->text);
	struct line_list list = outline_lines(a, &doc, 0, (uint32_t)doc.blocks.n);
	struct str rest = str_of(row->want), got = STR("");

	for (size_t i = 0; i < list.n; i++) {
		const struct line *l = &list.v[i];
		size_t cut = str_find(rest, STR(" / "));
		struct str one = cut == STR_NONE ? rest : str_cut(rest, 0, cut);
		struct str words = first_words(text_print(a, &l->text, 0, l->text.s.n), one);
		struct str number = l->style == NUM_NONE ? STR("") : dec_str(a, dec_int(l->number));

		got = phrase_add(a, got, " / ",
				 arena_printf(a, "%s%.*s,%.*s", styles[l->style], STR_ARG(number), STR_ARG(words)));
		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + STR(" / ").n);
	}
	return got;
}

static void reads_numbering(void **state)
{
	(void)state;
	phrases_hold(numbers, COUNT(numbers), read_number);
}

static void lays_out_lines(void **state)
{
	(void)state;
	phrases_hold(lines, COUNT(lines), read_lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbering),
		cmocka_unit_test(lays_out_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
