#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cli/opts.h"

struct got {
	int format, year;
	struct str region;
	bool strict, quiet;
	size_t size;
};

static const struct opt table[] = {
	{ OPT_CHOICE, 'f', "format", "table|json|csv", "输出的样子", offsetof(struct got, format), 0, 0 },
	{ OPT_INT, 'y', "year", "YEAR", "年度", offsetof(struct got, year), 1990, 2100 },
	{ OPT_TEXT, 0, "region", "NAME", "名称", offsetof(struct got, region), 0, 30 },
	{ OPT_FLAG, 's', "strict", NULL, "严格", offsetof(struct got, strict), 0, 0 },
	{ OPT_FLAG, 'q', "quiet", NULL, "安静", offsetof(struct got, quiet), 0, 0 },
	{ OPT_SIZE, 0, "max-size", "SIZE", "上限", offsetof(struct got, size), 0, 0 },
	{ 0 },
};

/* Words separated by blanks; want: "format year region s q size | arguments", or "!" and a part of
 * the sentence. */
static const struct {
	const char *line, *want;
} rows[] = {
	{ "a.docx", "0 0 - - - 0 | a.docx" },
	{ "--format json a", "1 0 - - - 0 | a" },
	{ "a --format=csv", "2 0 - - - 0 | a" },
	{ "-f json a b", "1 0 - - - 0 | a b" },
	{ "-fjson -y2025", "1 2025 - - - 0 |" },
	{ "-y=2025 -y 2026 a", "0 2026 - - - 0 | a" },
	{ "--region 沁水县 -", "0 0 沁水县 - - 0 | -" },
	{ "-sq a", "0 0 - s q 0 | a" },
	{ "-sy 2024 a", "0 2024 - s - 0 | a" },
	{ "--max-size 512K", "0 0 - - - 524288 |" },
	{ "--max-size 200M", "0 0 - - - 209715200 |" },
	{ "--max-size 1g", "0 0 - - - 1073741824 |" },
	{ "--max-size 3MiB", "0 0 - - - 3145728 |" },
	{ "--max-size 7", "0 0 - - - 7 |" },
	{ "-- --strict -q", "0 0 - - - 0 | --strict -q" },
	{ "--strict -- a", "0 0 - s - 0 | a" },
	{ "--formt json", "!您要的是「--format」吗" },
	{ "--stirct", "!您要的是「--strict」吗" },
	{ "--completely-different", "!用「--help」看全部选项" },
	{ "--format xml", "!只能写 table|json|csv 之一，现在写的是「xml」" },
	{ "--format tabl", "!「tabl」" },
	{ "--format jsonx", "!「jsonx」" },
	{ "--format", "!缺少 table|json|csv" },
	{ "--format=", "!现在写的是「」" },
	{ "-y 20x5", "!1990 到 2100 之间的整数，现在写的是「20x5」" },
	{ "-y 1989", "!1990" },
	{ "-y 99999999999999999999", "!1990" },
	{ "-y", "!选项「-y」后面缺少 YEAR" },
	{ "--strict=yes", "!请去掉「=yes」" },
	{ "-z", "!没有选项「-z」" },
	{ "-sz", "!没有选项「-sz」" },
	{ "--region=", "!选项「--region」后面是空的" },
	{ "--region 一二三四五六七八九十一", "!最多 30 字节" },
	{ "--region \xff\xfe", "!不是 UTF-8" },
	{ "--max-size 1Q", "!512K、200M、1G" },
	{ "--max-size -1", "!512K" },
	{ "--max-size 0", "!512K" },
	{ "--max-size 99999999999G", "!512K" },
	{ "--max-size 1KKB", "!512K" },
	{ "--=x", "!没有选项「--」" },
};

/* Parses one line; the answer stands in a static buffer. */
static const char *answer(const char *line)
{
	static char copy[256], text[1200];
	const char *argv[16];
	int argc = 0;
	struct got got = { 0 };
	struct args rest = { 0 };
	struct err err = { 0 };
	size_t n;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *w = copy, *end; *w != '\0' && argc < (int)COUNT(argv); w = end) {
		argv[argc++] = w;
		end = w + strcspn(w, " ");
		if (*end == ' ')
			*end++ = '\0';
	}
	if (opts_parse(table, &got, argc, argv, &rest, &err) != RC_OK) {
		snprintf(text, sizeof(text), "!%s", err.msg);
		return text;
	}
	if (got.region.n == 0)
		got.region = STR("-");
	n = (size_t)snprintf(text, sizeof(text), "%d %d %.*s %s %s %zu |", got.format, got.year,
			     STR_ARG(got.region), got.strict ? "s" : "-", got.quiet ? "q" : "-",
			     got.size);
	for (size_t i = 0; i < rest.n; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, " %s", rest.v[i]);
	return text;
}

static void parses_command_lines(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = answer(rows[i].line), *want = rows[i].want;
		bool same = want[0] == '!' ? got[0] == '!' && strstr(got, want + 1) != NULL :
					     strcmp(got, want) == 0;

		if (!same) {
			print_error("row %zu 「%s」: got %s, want %s\n", i, rows[i].line, got, want);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void suggests_the_nearest_word(void **state)
{
	static const char *const words[] = { "read", "import", "serve", "count" };
	static const struct {
		const char *typed, *want;
	} near[] = {
		{ "red", "read" },   { "raed", "read" },    { "READ", NULL },  { "imprt", "import" },
		{ "ser", "serve" },  { "cuont", "count" },  { "x", NULL },     { "", NULL },
		{ "zzzzz", NULL },   { "读", NULL },
		{ "a-word-longer-than-any-option-of-this-program", NULL },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(near); i++) {
		const char *got = nearest_word(near[i].typed, words, COUNT(words));

		if ((got == NULL) != (near[i].want == NULL) ||
		    (got != NULL && strcmp(got, near[i].want) != 0)) {
			print_error("「%s」: got %s\n", near[i].typed, got ? got : "nothing");
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void help_comes_from_the_table(void **state)
{
	struct buf out = BUF_INIT(1 << 16);

	(void)state;
	opts_help(&out, table, 80);
	for (const struct opt *o = table; o->type != OPT_END; o++) {
		assert_true(str_has(buf_text(&out), str_of(o->name)));
		assert_true(str_has(buf_text(&out), str_of(o->help)));
	}
	assert_true(str_has(buf_text(&out), STR("  -y, --year YEAR           年度\n")));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_command_lines),
		cmocka_unit_test(suggests_the_nearest_word),
		cmocka_unit_test(help_comes_from_the_table),
	};

	return cmocka_run_group_tests_name("opts", tests, NULL, NULL);
}
