/* Pictures: what they say in words, where their marks stand, and that text cannot break out of them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "draw/draw.h"

static void expect(const struct buf *b, const char *part)
{
	if (!str_has(buf_text(b), str_of(part)))
		fail_msg("no %s in\n%.*s", part, STR_ARG(buf_text(b)));
}

static size_t times(const struct buf *b, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; (i = str_find_from(buf_text(b), i, str_of(part))) != STR_NONE; i++)
		n++;
	return n;
}

static void miles_stand_where_their_days_are(void **state)
{
	const struct mile v[] = {
		{ .due = day_of(2025, 3, 31), .met = true, .text = STR("完成30个") },
		{ .due = day_of(2025, 6, 30), .text = STR("完成<70>个") },
		{ .due = day_of(2025, 6, 30), .met = true, .text = STR("选址") },
		{ .due = day_of(2025, 1, 31), .late = true, .text = STR("招标") },
		{ .due = day_of(2026, 5, 1), .text = STR("验收") },
		{ .due = DAY_NONE, .text = STR("长期坚持") },
		{ .from = day_of(2025, 4, 1), .due = day_of(2025, 9, 30), .text = STR("施工") },
	};
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	draw_miles(&b, 2025, day_of(2025, 4, 8), v, COUNT(v));
	expect(&b, "2025年时间轴：6个有日期的节点，2个已完成");
	expect(&b, "<svg class=\"met\" y=\"20\" overflow=\"visible\" x=\"25.00%\">");
	/* two on one day: open while one is */
	expect(&b, "<svg class=\"open\" y=\"20\" overflow=\"visible\" x=\"50.00%\"><path d=\"M0-8 8 0 0 8-8 0z\">"
		   "<title>6月30日：完成&lt;70&gt;个；选址</title>");
	expect(&b, "<svg class=\"late\" y=\"20\" overflow=\"visible\" x=\"8.33%\">");
	expect(&b, "x=\"100.00%\""); /* the next year */
	expect(&b, "<line class=\"sp\" y1=\"20\" y2=\"20\" x1=\"25.27%\" x2=\"75.00%\"/>");
	expect(&b, "今天：4月8日");
	assert_int_equal(times(&b, "overflow"), 5);
	assert_false(str_has(buf_text(&b), STR("长期坚持")));
	buf_free(&b);
}

static void today_of_another_year_is_not_drawn(void **state)
{
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	draw_miles(&b, 2024, day_of(2025, 4, 8), NULL, 0);
	expect(&b, "0个有日期的节点");
	assert_false(str_has(buf_text(&b), STR("今天")));
	buf_free(&b);
}

/* The finder pattern at the top left, module by module, is what every reader looks for first. */
static void a_qr_code_has_its_finder(void **state)
{
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	assert_true(draw_qr(&b, STR("https://shili.example/p/abc123"), STR("扫一扫\"<")));
	expect(&b, "viewBox=\"0 0 37 37\""); /* version 3: 29 modules and two margins of 4 */
	expect(&b, "<title>扫一扫&quot;&lt;</title>");
	expect(&b, "M4 4h7v1h-7z");
	expect(&b, "M4 10h7v1h-7z");
	expect(&b, "M26 4h7v1h-7z");
	assert_false(draw_qr(&b, STR(""), STR("x")));
	buf_free(&b);
}

static void too_much_for_a_qr_code_is_refused(void **state)
{
	static char long_text[1001];
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	assert_false(draw_qr(&b, (struct str){ long_text, sizeof(long_text) }, STR("x")));
	assert_int_equal(b.n, 0);
	buf_free(&b);
}

static void marks_have_shape_and_class(void **state)
{
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	draw_symbols(&b);
	for (int m = DRAW_DONE; m <= DRAW_GOING; m++) {
		char id[32];

		snprintf(id, sizeof(id), "id=\"m-%s\"", draw_mark_class((enum draw_mark)m));
		expect(&b, id);
	}
	draw_mark(&b, DRAW_BAD);
	expect(&b, "<use href=\"#m-bad\"/>");
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(miles_stand_where_their_days_are),
		cmocka_unit_test(today_of_another_year_is_not_drawn),
		cmocka_unit_test(a_qr_code_has_its_finder),
		cmocka_unit_test(too_much_for_a_qr_code_is_refused),
		cmocka_unit_test(marks_have_shape_and_class),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
