#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "show_blocks.h"

/* The format follows from the name; without one, from the look. */
static const struct {
	const char *name, *text, *want;
} rows[] = {
	/* txt: a line is a paragraph */
	{ "a.txt", "附件\n\n  一、总体  \n\t序号\n\t\n", "[附件][][  一、总体][\t序号][\t]" },
	{ "a.txt", "没有行尾", "[没有行尾]" },
	{ "a.txt", "第一段　　\r\n第二段\r\n", "[第一段][第二段]" },
	{ "", "联系人：张三\t电话：110\t传真：无\n其余照旧", /* one row alone is prose */
	  "[联系人：张三\t电话：110\t传真：无][其余照旧]" },

	/* tab rows: one table per run, prose stays prose */
	{ "a.tsv", "标题\n|\n12\n|\n序号\t名称\t单位\n1\t路\t县交通局\n\n序号\t名称\t单位\n2\t桥\t\n",
	  "[标题][|][12][|]{序号|名称|单位/1|路|县交通局}[]{序号|名称|单位/2|桥|}" },
	{ "a.txt", "序号\t名称\t单位\n1\t路\t县交通局\t备\n2\t桥\t县\n完",
	  "{序号|名称|单位/1|路|县交通局|备/2|桥|县}[完]" },
	{ "a.tsv", "1\t<p>3月底前：开工；</p> <p>6月：完工</p>\t县\n2\t一<br/>二&nbsp;三\t5<8\n",
	  "{1|3月底前：开工；↵6月：完工|县/2|一↵二 三|5<8}" },
	{ "a.tsv", "1\t\"两行\n的格\"\t县\n2\t\"“”\"\"引\"\t县\n", "{1|两行↵的格|县/2|“”\"引|县}" },
	{ "a.tsv", "\t1\n\t路\n\t县交通局\n", "[\t1][\t路][\t县交通局]" }, /* a flattened Word table */

	/* pipe rows */
	{ "a.txt", "位置： | 首页 |\n|\n序号 | 内容 | 单位 |\n1 | 路 | 县交通局 |\n2 | 桥 |  |\n",
	  "[位置： | 首页 |][|]{序号|内容|单位/1|路|县交通局/2|桥|}" },

	/* a pipe opens a row and closes each cell */
	{ "a.txt", "表\n|\n清单 |\n||\n|\n序号 |\n名称\n(全称) |\n单位 |\n|\n1 |\n路 |\n县交通局 |\n注：完\n",
	  "[表]{清单||/序号|名称↵(全称)|单位/1|路|县交通局}[注：完]" },
	{ "a.txt", "序号 |\n名称 |\n|\n1 |\n", "[序号][名称][|][1]" },

	/* csv */
	{ "a.csv", "县清单,,\n序号,名称,备注\n1,\"一\n二\",\n,,\n,,\n", "{县清单||/序号|名称|备注/1|一↵二|}" },
	{ "a.csv", "序号;名称\n1;路\n2;桥\n", "{序号|名称/1|路/2|桥}" },
	{ "a.csv", "序号\t名称\n1\t路\n", "{序号|名称/1|路}" },
	{ "a.csv", "sep=;\n1;路,桥\n2;河\n", "{1|路,桥/2|河}" },
	{ "a.csv", "关于清单的说明\n序号,名称\n\n1,\"说“好”,\"\"行\"\"\"\n", "[关于清单的说明]{序号|名称/1|说“好”,\"行\"}" },
	{ "a.csv", "\"一老一小\"工程,县\n\"没有结尾,县\n", "{\"一老一小\"工程|县/\"没有结尾|县}" },
	{ "a.csv", "=1+1,@x,-2\n", "{=1+1|@x|-2}" },
	{ "a.csv", "只有一列\n没有逗号\n", "[只有一列][没有逗号]" },
	{ "", "序号,名称,单位\n1,路,县\n2,桥,县\n", "{序号|名称|单位/1|路|县/2|桥|县}" },
	{ "", "根据安排,受委托,我报告。\n一、情况\n去年,今年,明年,都好\n二、打算\n完",
	  "[根据安排,受委托,我报告。][一、情况][去年,今年,明年,都好][二、打算][完]" },

	/* markdown */
	{ "a.md", "# 标题 #\n##二级\n#1号楼\n**(一)参保。**减负", "1#[标题]2#[二级][#1号楼][(一)参保。减负]" },
	{ "a.md", "标题\n===\n节\n---\n\n---\n正文", "1#[标题]2#[节][][正文]" },
	{ "a.md", "|序号|名称|\n|---|:-:|\n|1|一<br>二|\n| 2 | a\\|b |\n\n完", "{序号|名称/1|一↵二/2|a|b}[][完]" },
	{ "a.md", "序号|名称|单位\n-|-|-\n1|**路**|[县](http://x.cn)\n", "{序号|名称|单位/1|路|县}" },
	{ "a.md", "- 甲\n* 乙 *丙*\n1. 丁\n> 引 &amp; 文\n", "[- 甲][* 乙 丙][1. 丁][引 & 文]" },
	{ "a.md", "```\n# 不是**标题**\n|a|b|\n```\n完", "[# 不是**标题**][|a|b|][完]" },
	{ "a.md", "---\ntitle: 清单\n---\n正文", "[title: 清单][正文]" },
	{ "a.md", "一行<br>两行", "[一行][两行]" },
	{ "", "# 标题\n\n**粗**体", "1#[标题][][粗体]" },
	{ "a.txt", "|序号|名称|\n|----|----|\n|1|路|\n", "{序号|名称/1|路}" },

	/* marks that are none */
	{ "a.md", "139****2046，3*5*8米，张**、李**", "[139****2046，3*5*8米，张**、李**]" },
	{ "a.md", "王*明、李*华 * 注：____元 a_b_c", "[王*明、李*华 * 注：____元 a_b_c]" },
	{ "a.md", "实施**“一村一事”**工程，**甲****乙**完", "[实施“一村一事”工程，甲乙完]" },
	{ "a.md", "**跨行的粗体\n到这里。**", "[跨行的粗体][到这里。]" },
	{ "a.md", "~~旧~~新`码*`![图](a.png)<b>粗</b>\\*星\\*", "[旧新码*图粗*星*]" },
	{ "a.md", "汐政办[2024](3号)，见[附件](a.html)", "[汐政办[2024](3号)，见附件]" },
	{ "a.md", "增长5<8的&#8212;&lt;项&unknown;", "[增长5<8的—<项&unknown;]" },
};

static void reads_plain_formats(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = show_parsed(a, str_of(rows[i].text), rows[i].name);

		if (strcmp(got, rows[i].want) != 0) {
			print_error("row %zu: %s\n got %s\nwant %s\n", i, rows[i].text, got,
				    rows[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* Inputs that made other readers slow; each must end well within the test's time. */
static const struct {
	const char *name, *piece;
	size_t times;
} heavy[] = {
	{ "a.csv", "\"a\n", 200000 },	{ "a.csv", "a\"\"", 300000 },	{ "a.tsv", "\"a\t\t\n", 200000 },
	{ "a.md", "[a](", 300000 },	{ "a.md", "<!--", 300000 },	{ "a.md", "`a", 300000 },
	{ "a.md", "*a**b***c", 100000 }, { "a.txt", "|", 1000000 },	{ "a.csv", ",,,a\n", 200000 },
};

static void survives_heavy_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(heavy); i++) {
		struct buf b = BUF_INIT(64 << 20);
		struct arena *a = arena_new();
		struct document doc;
		struct err err;

		for (size_t k = 0; k < heavy[i].times; k++)
			buf_str(&b, str_of(heavy[i].piece));
		assert_int_equal(doc_parse(a, buf_text(&b), str_of(heavy[i].name), &DOC_CLI, &doc,
					   &err),
				 RC_OK);
		assert_true(doc.blocks.n > 0);
		arena_free(a);
		buf_free(&b);
	}
}

/* A table with more cells than the memory is good for is refused, not grown. */
static void refuses_too_many_cells(void **state)
{
	struct doc_limits tight = { .file_max = 1 << 20, .text_max = 1 << 20, .memory_max = 128 * 8 };
	struct arena *a = arena_new();
	struct document doc;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(doc_parse(a, STR("1,2,3\n4,5,6\n"), STR("a.csv"), &tight, &doc, &err), RC_OK);
	assert_int_equal(doc_parse(a, STR("1,2,3\n4,5,6\n7,8,9\n"), STR("a.csv"), &tight, &doc, &err),
			 RC_INPUT);
	assert_int_equal(doc_parse(a, STR("1\t2\t3\n4\t5\t6\n7\t8\t9\n"), STR("a.tsv"), &tight, &doc,
				   &err),
			 RC_INPUT);
	assert_int_equal(doc_parse(a, STR("|1|2|3|\n|4|5|6|\n|7|8|9|\n"), STR("a.md"), &tight, &doc,
				   &err),
			 RC_INPUT);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_plain_formats),
		cmocka_unit_test(survives_heavy_text),
		cmocka_unit_test(refuses_too_many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
