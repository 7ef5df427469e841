#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "cli/show.h"
#include "cli/words.h"
#include "sample_programme.h"

/* The sample read from a file, and a place to write. */
struct stage {
	struct arena *a;
	struct document doc;
	struct programme programme;
	struct shown shown;
	struct cli cli;
};

static void stage_set(struct stage *g, size_t width)
{
	*g = (struct stage){ .a = arena_new(), .cli = { .out = OUT_INIT(1), .width = width } };
	sample_document(g->a, &g->doc);
	sample_programme(g->a, &g->programme);
	g->shown = (struct shown){ STR("示例.docx"), &g->doc, &g->programme };
}

static void stage_clear(struct stage *g)
{
	buf_free(&g->cli.out.b);
	arena_free(g->a);
}

static void expect(const struct stage *g, const char *part)
{
	struct str got = buf_text(&g->cli.out.b);

	if (str_has(got, str_of(part)))
		return;
	print_error("no 「%s」 in\n%.*s\n", part, STR_ARG(got));
	fail();
}

static void shows_the_programme(void **state)
{
	struct stage g;

	(void)state;
	stage_set(&g, 80);
	show_programme(&g.cli, g.a, &g.shown);
	expect(&g, "示例县 2025年 民生实事任务清单\n文件 示例.docx\n");
	expect(&g, "2 件 · 3 子项 · 2 节点 · 资金 500.00005 万元 · 检查 1 ✓ 1 ▲\n");
	expect(&g, "\n▲ 全文   标题写“10件”，清单列出 2 件，不符\n✓ 第7件  30+170 = 200 个，相符\n");
	expect(&g, "请核对 1 处\n? 第8件 时限  2025-03-31 或 2025-04-10 — “3月底4月初”有两种读法\n");
	expect(&g, "未读懂的文字 1 处，4 字（全文读入 ");
	expect(&g, "%）\n  第3段  联系电话\n");
	stage_clear(&g);
}

static void lines_fit(void **state)
{
	static const size_t widths[] = { 60, 80, 120 };

	(void)state;
	for (size_t i = 0; i < COUNT(widths); i++) {
		struct stage g;
		struct str rest;

		stage_set(&g, widths[i]);
		show_programme(&g.cli, g.a, &g.shown);
		rest = buf_text(&g.cli.out.b);
		while (rest.n > 0) {
			size_t end = str_find(rest, STR("\n"));

			assert_true(utf8_width(str_cut(rest, 0, end)) <= widths[i]);
			rest = str_from(rest, end + 1);
		}
		stage_clear(&g);
	}
}

static void explains_a_project(void **state)
{
	struct stage g;
	struct err err = { 0 };

	(void)state;
	stage_set(&g, 80);
	assert_int_equal(show_explain(&g.cli, g.a, &g.shown, STR("7"), &err), RC_OK);
	expect(&g, "第7件 公共充电桩建设\n");
	expect(&g, "县区      示例县\n          第1段  【示例县】2025年民生实事任务清单\n");
	expect(&g, "年份      2025\n          由命令行给出\n");
	expect(&g, "          第2段  公共充电桩建设：【新建200个公共充电桩。】\n");
	expect(&g, "牵头单位  县能源局\n          表1 第2行第2列  【县能源局】牵头；\n");
	expect(&g, "配合单位  县住建局\n          表1 第2行第2列  【县住建局】、相关乡镇配合。\n");
	expect(&g, "来源      企业自筹\n          没有记下出处\n");
	expect(&g, "✓ 检查    30+170 = 200 个，相符\n");
	buf_reset(&g.cli.out.b);
	assert_int_equal(show_explain(&g.cli, g.a, &g.shown, STR("8"), &err), RC_OK);
	expect(&g, "子项 2/2\n");
	expect(&g, "? 核对    第8件 时限：2025-03-31 或 2025-04-10。“3月底4月初”有两种读法\n");
	expect(&g, "未读懂    联系电话\n          第3段  【联系电话】见附页\n");
	assert_int_equal(show_explain(&g.cli, g.a, &g.shown, STR("9"), &err), RC_INPUT);
	assert_string_equal(err.msg, "「示例.docx」里没有第 9 件；共 2 件，从第 7 件到第 8 件");
	stage_clear(&g);
}

static void writes_csv(void **state)
{
	struct stage g;

	(void)state;
	stage_set(&g, 80);
	show_csv_head(&g.cli.out.b, true);
	expect(&g, "\xEF\xBB\xBF文件,序号,项目,领域,");
	assert_true(str_ends(buf_text(&g.cli.out.b), STR(",状态\r\n")));
	buf_reset(&g.cli.out.b);
	show_csv(&g.cli.out.b, g.a, &g.shown, false);
	/* money on the project's first row only */
	expect(&g, "7,公共充电桩建设,,新建200个公共充电桩。,县能源局,县住建局,,,500.00005,企业自筹,,"
		   "2025-01-01,2025-03-31,,第一季度：完成30个,30个（当期数）,,无,,\r\n");
	expect(&g, "县能源局,县住建局,,,,,,2025-04-01,2025-12-31,");
	/* a formula is disarmed */
	expect(&g, ",'=1+1，已完成“设计”,");
	stage_clear(&g);
}

static const struct {
	const char *text, *want;
} cells[] = {
	{ "甲", "甲" },		     { "甲,乙", "\"甲,乙\"" },	     { "说“好”", "说“好”" },
	{ "say \"hi\"", "\"say \"\"hi\"\"\"" }, { "甲\n乙", "\"甲\n乙\"" },
	{ "=SUM(A1)", "'=SUM(A1)" }, { "+8", "'+8" },		     { "-1", "'-1" },
	{ "@x", "'@x" },	     { "\tx", "'\tx" },		     { "=A1,B1", "\"'=A1,B1\"" },
	{ "1+1=2", "1+1=2" },	     { "", "" },
};

static void quotes_cells(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++) {
		struct stage g;
		struct programme p = { 0 };
		struct str got;

		stage_set(&g, 80);
		list_add(&p.projects, g.a)->no = str_of(cells[i].text);
		g.shown.programme = &p;
		show_csv(&g.cli.out.b, g.a, &g.shown, false);
		got = buf_text(&g.cli.out.b);
		if (!str_starts(got, arena_printf(g.a, "%s,,,", cells[i].want))) {
			print_error("row %zu: got %.*s\n", i, STR_ARG(got));
			wrong++;
		}
		stage_clear(&g);
	}
	assert_int_equal(wrong, 0);
}

static const struct {
	int64_t fen;
	const char *want;
} amounts[] = {
	{ 0, "0" },	      { 100000000, "100" },	   { 797000000000, "797,000" },
	{ 1, "0.000001" },    { 128580000000, "128,580" }, { 1285800000, "1,285.8" },
	{ -145000000, "-145" }, { -1450000000, "-1,450" }, { INT64_MAX, "9,223,372,036,854.775807" },
};

static void writes_money(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(amounts); i++) {
		struct str got = wan_words(a, amounts[i].fen);

		if (!str_eq(got, str_of(amounts[i].want))) {
			print_error("row %zu: got %.*s, want %s\n", i, STR_ARG(got), amounts[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* Spans that point past the text or into a character cost nothing but their words. */
static void survives_wrong_spans(void **state)
{
	struct stage g;

	(void)state;
	stage_set(&g, 80);
	assert_int_equal(say_span(&g.doc, sample_span(99, 0, 5)).n, 0);
	assert_int_equal(say_span(&g.doc, sample_span(1, 500, 900)).n, 0);
	assert_int_equal(say_span(&g.doc, (struct span){ 3, 9, 9, 0, 5 }).n, 0);
	assert_int_equal(say_span(&g.doc, (struct span){ 3, -1, -1, 0, 5 }).n, 0);
	assert_true(str_eq(say_span(&g.doc, sample_span(0, 1, 4)), STR("示例")));
	assert_true(str_eq(say_span(&g.doc, sample_span(0, 39, 4)), STR("")));
	stage_clear(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_the_programme), cmocka_unit_test(lines_fit),
		cmocka_unit_test(explains_a_project),  cmocka_unit_test(writes_csv),
		cmocka_unit_test(quotes_cells),	       cmocka_unit_test(writes_money),
		cmocka_unit_test(survives_wrong_spans),
	};

	return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
