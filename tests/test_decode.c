#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "document/decode.h"
#include "show_blocks.h"

#define BAD(line, byte)                                                                       \
	"!第" line "行第" byte "个字节不是有效的文字编码（试过 UTF-8、UTF-16、GB18030）；"     \
	"请用记事本另存为 UTF-8 再试"

/* "!" begins a refusal. */
static const struct {
	struct str bytes;
	const char *want;
} rows[] = {
	{ STR_INIT("县教育局"), "县教育局" },
	{ STR_INIT("\xEF\xBB\xBF" "县"), "县" },
	{ STR_INIT("a\r\nb\rc\n"), "a\nb\nc\n" },
	{ STR_INIT("一\v二\f三\u2028四"), "一\n二\n三\n四" },
	{ STR_INIT("零\u200B宽\uFEFF字\u202E符\u2060"), "零宽字符" },
	{ STR_INIT("全角（１２）　“引号”—…"), "全角（１２）　“引号”—…" }, /* stay */
	{ STR_INIT("夹\0着\0零"), "夹着零" },
	{ STR_INIT("断电后的文件\0\0\0\0\0\0\0\0\0\0\0\0"), "断电后的文件" },
	{ STR_INIT("老编辑器\x1A"), "老编辑器" },
	/* 序号1 */
	{ STR_INIT("\xFF\xFE\x8F\x5E\xF7\x53" "1\0"), "序号1" },
	{ STR_INIT("\xFE\xFF\x5E\x8F\x53\xF7\0" "1"), "序号1" },
	{ STR_INIT("\x8F\x5E\xF7\x53" "1\0"), "序号1" },
	{ STR_INIT("\x5E\x8F\x53\xF7\0" "1"), "序号1" },
	{ STR_INIT("\xFF\xFE\x8F\x5E\x0D\0\x0A\0\x40\xD8\x0B\xDC"), "序\n𠀋" },
	{ STR_INIT("\xFF\xFE" "a\0\n\0\x40\xD8" "b\0"), BAD("2", "1") }, /* half a pair */
	{ STR_INIT("\xFF\xFE" "a\0\n\0b"), BAD("2", "1") },		  /* half a unit */
	/* 2025年民生实事 in GBK, and 𠀋 in four bytes */
	{ STR_INIT("2025\xC4\xEA\xC3\xF1\xC9\xFA\xCA\xB5\xCA\xC2"), "2025年民生实事" },
	{ STR_INIT("\xC4\xEA\x95\x32\x83\x37"), "年𠀋" },
	{ STR_INIT("\x84\x31\x95\x33\xC4\xEA"), "年" },
	{ STR_INIT("\xC4\xEA\n\xC4\xEA" "a\xFF" "b"), BAD("2", "4") },
	{ STR_INIT("\xC4\xEA\xC4"), BAD("1", "3") }, /* cut off */
	/* damaged UTF-8 is not read as GB18030, though it would convert */
	{ STR_INIT("第一行是好的\n第二行坏\xE4\xB8了一个字\n第三行是好的"), BAD("2", "13") },
	{ STR_INIT("\xC4\xEA\xC3\xF1\n第二行是另一种编码\n\xC4\xEA\xC3\xF1\n\xC4\xEA\xC3\xF1"),
	  BAD("2", "1") }, /* and the other way round */
	{ STR_INIT("\xEF\xBB\xBF" "年\n\xC4\xEA"), BAD("2", "1") },
	{ STR_INIT("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0"), "!binary" },
	{ STR_INIT(""), "" },
};

static const char *decoded(struct arena *a, struct str bytes)
{
	struct err err = { 0 };
	struct str text;

	if (doc_decode(a, bytes, &text, &err) != RC_OK)
		return strcmp(err.msg, DOC_NOT_A_DOCUMENT) == 0 ?
			       "!binary" :
			       arena_cstr(a, arena_printf(a, "!%s", err.msg));
	assert_true(utf8_invalid(text) == STR_NONE);
	return arena_cstr(a, text);
}

static void decodes(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = decoded(a, rows[i].bytes);

		if (strcmp(got, rows[i].want) != 0) {
			print_error("row %zu: got 「%s」, want 「%s」\n", i, got, rows[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* What a file is refused as, by its first bytes or its look. */
static const struct {
	struct str bytes;
	const char *name, *want; /* part of the sentence */
} refusals[] = {
	{ STR_INIT(""), "空.txt", "文件是空的" },
	{ STR_INIT(" \n\t\n"), "空白.txt", "没有文字" },
	{ STR_INIT("\x89PNG\r\n\x1A\n"), "图.docx", "图片" },
	{ STR_INIT("\xFF\xD8\xFF\xE0"), "图.pdf", "图片" },
	{ STR_INIT("{\\rtf1\\ansi"), "文.doc", "另存为 docx" },
	{ STR_INIT("Rar!\x1A\x07"), "包.rar", "压缩包" },
	{ STR_INIT("\x7F" "ELF\2\1\1\0"), "程序", "不是文档" },
	{ STR_INIT("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>"),
	  "表.xml", "另存为 xlsx" },
	{ STR_INIT("<?xml version=\"1.0\"?><data/>"), "数据.xml", "XML 数据" },
};

static void refuses_what_is_no_document(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const char *got = show_parsed(a, refusals[i].bytes, refusals[i].name);

		if (got[0] != '!' || strstr(got, refusals[i].want) == NULL) {
			print_error("row %zu: got 「%s」, want 「%s」\n", i, got, refusals[i].want);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* The ceiling on the file comes before everything else. */
static void refuses_large_files(void **state)
{
	struct arena *a = arena_new();
	struct doc_limits small = { .file_max = 3, .text_max = 100 };
	struct document doc;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(doc_parse(a, STR("abcd"), STR("a.txt"), &small, &doc, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "超过上限"));
	small = (struct doc_limits){ .file_max = 100, .text_max = 3 };
	assert_int_equal(doc_parse(a, STR("abcd"), STR("a.txt"), &small, &doc, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "文字超过"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes),
		cmocka_unit_test(refuses_what_is_no_document),
		cmocka_unit_test(refuses_large_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
