/* Hostile text in every context of the HTML writers. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "html/html.h"

#define BAD "\xEF\xBF\xBD"

struct pair {
	struct str in;
	const char *out;
};

typedef void (*writer)(struct buf *b, struct str s);

static void expect_pairs(writer w, const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf b = BUF_INIT(1 << 16);

		w(&b, pairs[i].in);
		buf_char(&b, '\0');
		assert_string_equal(b.p, pairs[i].out);
		buf_free(&b);
	}
}

static const struct pair texts[] = {
	{ STR_INIT("县水务局"), "县水务局" },
	{ STR_INIT(""), "" },
	{ STR_INIT("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ STR_INIT("a & b &amp; c"), "a &amp; b &amp;amp; c" },
	{ STR_INIT("\"'><img src=x>"), "&quot;&#39;&gt;&lt;img src=x&gt;" },
	{ STR_INIT("]]>-->"), "]]&gt;--&gt;" },
	/* a NUL, an escape, a C1 control */
	{ STR_INIT("a\0b\x1b[0m\xC2\x85z"), "a" BAD "b" BAD "[0m" BAD "z" },
	/* broken UTF-8: a lone lead, a lone tail, an overlong <, a surrogate, the end cut off */
	{ STR_INIT("\xE4\xB8"), BAD BAD },
	{ STR_INIT("\x80<"), BAD "&lt;" },
	{ STR_INIT("\xC0\xBC"), BAD BAD },
	{ STR_INIT("\xED\xA0\x80!"), BAD BAD BAD "!" },
	{ STR_INIT("民\xFF生"), "民" BAD "生" },
	/* text that runs backwards */
	{ STR_INIT("县\xE2\x80\xAE局\xE2\x81\xA6"), "县局" },
	{ STR_INIT("一\t二\n三"), "一\t二\n三" },
	{ STR_INIT("\xF0\xAE\xAE\xB7"), "\xF0\xAE\xAE\xB7" }, /* a rare surname */
};

static void text_is_escaped(void **state)
{
	(void)state;
	expect_pairs(html_text, texts, COUNT(texts));
	expect_pairs(html_value, texts, COUNT(texts));
}

static void attribute(struct buf *b, struct str s)
{
	html_attr(b, "title", s);
}

static void attributes_are_quoted(void **state)
{
	static const struct pair pairs[] = {
		{ STR_INIT(""), " title=\"\"" },
		{ STR_INIT("x\" onclick=\"y"), " title=\"x&quot; onclick=&quot;y\"" },
		{ STR_INIT("`=<"), " title=\"`=&lt;\"" },
	};

	(void)state;
	expect_pairs(attribute, pairs, COUNT(pairs));
}

static void lines_break(void **state)
{
	static const struct pair pairs[] = {
		{ STR_INIT("\n一\n<br>\n"), "一<br>&lt;br&gt;" },
		{ STR_INIT("一\n\n二"), "一<br><br>二" },
		{ STR_INIT(" \n "), "" },
	};

	(void)state;
	expect_pairs(html_lines, pairs, COUNT(pairs));
}

static void parts_are_percent_encoded(void **state)
{
	static const struct pair pairs[] = {
		{ STR_INIT("140521"), "140521" },
		{ STR_INIT("示例"), "%E7%A4%BA%E4%BE%8B" },
		{ STR_INIT("../a?b=c&d#e"), "..%2Fa%3Fb%3Dc%26d%23e" },
		{ STR_INIT("\"><x>\0\r\n%"), "%22%3E%3Cx%3E%00%0D%0A%25" },
	};

	(void)state;
	expect_pairs(html_part, pairs, COUNT(pairs));
}

static void addresses_of_others_are_checked(void **state)
{
	static const struct pair pairs[] = {
		{ STR_INIT("https://a.example/x?y=1&z=2"), "https://a.example/x?y=1&amp;z=2" },
		{ STR_INIT("http://a.example/\"x"), "http://a.example/&quot;x" },
		{ STR_INIT("/office/projects"), "/office/projects" },
		{ STR_INIT("2025/7"), "2025/7" },
		{ STR_INIT("?q=a:b"), "?q=a:b" },
		{ STR_INIT("a/b:c"), "a/b:c" },
		{ STR_INIT(""), "" },
		{ STR_INIT("javascript:alert(1)"), "#" },
		{ STR_INIT("JaVaScript:alert(1)"), "#" },
		{ STR_INIT("java\nscript:alert(1)"), "#" },
		{ STR_INIT(" javascript:alert(1)"), "#" },
		{ STR_INIT("data:text/html,x"), "#" },
		{ STR_INIT("//evil.example/"), "#" },
		{ STR_INIT("/\\evil.example"), "#" },
		{ STR_INIT("vbscript:x"), "#" },
	};

	(void)state;
	expect_pairs(html_url, pairs, COUNT(pairs));
}

static void formats_are_escaped(void **state)
{
	struct buf b = BUF_INIT(1 << 16);

	(void)state;
	html_textf(&b, "第%d件 %s", 7, "<b>");
	html_flag(&b, "checked", true);
	html_flag(&b, "disabled", false);
	html_int(&b, -12);
	html(&b, "<p>");
	buf_char(&b, '\0');
	assert_string_equal(b.p, "第7件 &lt;b&gt; checked-12<p>");
	buf_free(&b);
}

/* Past the ceiling nothing half-written follows: the buffer says that it is full. */
static void a_full_buffer_says_so(void **state)
{
	struct buf b = BUF_INIT(8);

	(void)state;
	html_text(&b, STR("一二三四五"));
	assert_true(b.full);
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(attributes_are_quoted),
		cmocka_unit_test(lines_break),
		cmocka_unit_test(parts_are_percent_encoded),
		cmocka_unit_test(addresses_of_others_are_checked),
		cmocka_unit_test(formats_are_escaped),
		cmocka_unit_test(a_full_buffer_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
