#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "cli/table.h"

/* ---- lines ---- */

/* Lines are joined by '|'. */
static const struct {
	size_t width;
	const char *text, *want;
} wraps[] = {
	{ 10, "", "" },
	{ 10, "一二三四五", "一二三四五" },
	{ 10, "一二三四五六", "一二三四五|六" },
	{ 9, "一二三四五", "一二三四|五" },
	{ 10, "一二三四五，六七", "一二三四|五，六七" },
	{ 10, "一二三四（五六）", "一二三四|（五六）" },
	{ 10, "一二三“四五”六", "一二三“四|五”六" },
	{ 10, "一二三四五”。六", "一二三四|五”。六" },
	{ 10, "建成128个村", "建成128个|村" },
	{ 10, "全面建成128个", "全面建成|128个" },
	{ 10, "增长率为12.5%了", "增长率为|12.5%了" },
	{ 10, "完成率15％和", "完成率15％|和" },
	{ 10, "abcdefghijkl", "abcdefghij|kl" },
	{ 10, "one two three", "one two|three" },
	{ 10, "一二三四  五六", "一二三四|五六" },
	{ 4, "，，，，，，", "，，|，，|，，" }, /* nowhere to break: by width */
	{ 1, "一二", "一|二" },			      /* too narrow: one at a time */
	{ 6, "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81 x",
	  "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81 x" }, /* combining marks take no room */
};

static void breaks_lines(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(wraps); i++) {
		struct arena *a = arena_new();
		struct str rest = str_of(wraps[i].text), got = { 0 };

		while (rest.n > 0) {
			struct str line = text_line(&rest, wraps[i].width);

			got = arena_cat(a, got, line);
			if (rest.n > 0)
				got = arena_cat(a, got, STR("|"));
		}
		if (!str_eq(got, str_of(wraps[i].want))) {
			print_error("row %zu: got %.*s, want %s\n", i, STR_ARG(got), wraps[i].want);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* ---- what documents and file names may hold ---- */

static const struct {
	const char *text, *want;
} cleans[] = {
	{ "  县\n财政\t\t局 ", "县 财政 局" },
	{ "\x1b[31m红", "?[31m红" },
	{ "a\x07" "b\x7f" "c", "a?b?c" },
	{ "a\xc2\x9b" "b", "a?b" },		     /* C1: an escape in one character */
	{ "a\xe2\x80\xae" "b", "a?b" },		     /* right-to-left override */
	{ "a\xe2\x81\xa6" "b\xe2\x80\x8f" "c", "a?b?c" },
	{ "中\xff\xfe文", "中\xef\xbf\xbd\xef\xbf\xbd文" }, /* not UTF-8 */
	{ "\xe4\xb8", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "", "" },
};

static void cleans_text(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cleans); i++) {
		struct arena *a = arena_new();
		struct str got = text_clean(a, text_valid(a, str_of(cleans[i].text)));

		if (!str_eq(got, str_of(cleans[i].want))) {
			print_error("row %zu: got %.*s, want %s\n", i, STR_ARG(got), cleans[i].want);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

static void shortens_text(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_true(str_eq(text_short(a, STR("一二三四"), 8), STR("一二三四")));
	assert_true(str_eq(text_short(a, STR("一二三四"), 7), STR("一二三…")));
	assert_true(str_eq(text_short(a, STR("一二三四"), 6), STR("一二…")));
	assert_true(str_eq(text_short(a, STR("一二三四"), 1), STR("…")));
	arena_free(a);
}

/* ---- tables ---- */

static const struct column columns[] = {
	{ .head = "序号", .align = ALIGN_RIGHT },
	{ .head = "项目", .share = 3, .min = 12 },
	{ .head = "空" },
	{ .head = "单位", .share = 1, .min = 8 },
	{ .head = "万元", .align = ALIGN_POINT },
};

static void put(struct table *t, size_t column, const char *text)
{
	table_put(t, column, (struct cell_text){ .text = str_of(text) });
}

static struct table sample(struct arena *a)
{
	struct table t = table_start(a, columns, COUNT(columns));

	table_row(&t, true);
	put(&t, 0, "1");
	put(&t, 1, "城乡居民基本医疗保险个人缴费补贴和大病保险提标扩面项目");
	put(&t, 3, "县医疗保障局、县财政局");
	put(&t, 4, "1,450");
	table_row(&t, true);
	put(&t, 0, "10");
	put(&t, 1, "口袋公园");
	table_put(&t, 1,
		  (struct cell_text){ .text = STR("利用零散地块和城市角落建设一批小微绿地，方便群众"),
				      .indent = 2,
				      .mark = STR("·"),
				      .lines_max = 1 });
	put(&t, 3, "县住建局");
	put(&t, 4, "86.64");
	return t;
}

static const char narrow[] = "序号  项目                    单位          万元\n"
			     "────────────────────────────────────────────────\n"
			     "   1  城乡居民基本医疗保险个  县医疗保     1,450\n"
			     "      人缴费补贴和大病保险提  障局、县\n"
			     "      标扩面项目              财政局\n"
			     "\n"
			     "  10  口袋公园                县住建局     86.64\n"
			     "      · 利用零散地块和城市…\n";

static void prints_a_table(void **state)
{
	struct arena *a = arena_new();
	struct table t = sample(a);
	struct buf out = BUF_INIT(1 << 16);

	(void)state;
	table_print(&t, &out, 48, false);
	assert_string_equal(arena_cstr(a, buf_text(&out)), narrow);
	buf_free(&out);
	arena_free(a);
}

/* No line is wider than asked for or ends in a blank, and colour does not move anything. */
static void keeps_to_the_width(void **state)
{
	static const size_t widths[] = { 60, 80, 100, 120, 160 };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(widths); i++) {
		struct table t = sample(a);
		struct buf out = BUF_INIT(1 << 16);
		struct str rest;

		table_print(&t, &out, widths[i], false);
		rest = buf_text(&out);
		while (rest.n > 0) {
			size_t end = str_find(rest, STR("\n"));
			struct str line = str_cut(rest, 0, end);

			assert_true(utf8_width(line) <= widths[i]);
			assert_false(str_ends(line, STR(" ")));
			rest = str_from(rest, end + 1);
		}
		buf_free(&out);
	}
	arena_free(a);
}

static void colours_only_when_asked(void **state)
{
	struct buf out = BUF_INIT(1 << 10);

	(void)state;
	style_text(&out, STYLE_BAD, false, STR("不符"));
	assert_true(str_eq(buf_text(&out), STR("不符")));
	buf_reset(&out);
	style_text(&out, STYLE_BAD, true, STR("不符"));
	assert_true(str_eq(buf_text(&out), STR("\033[1;31m不符\033[0m")));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_lines),	      cmocka_unit_test(cleans_text),
		cmocka_unit_test(shortens_text),      cmocka_unit_test(prints_a_table),
		cmocka_unit_test(keeps_to_the_width), cmocka_unit_test(colours_only_when_asked),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
