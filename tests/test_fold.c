/*
 * Folding, and the way back: tight and spaced texts, where their bytes came
 * from, and how they are printed.  In a row "|" cuts a text into pieces, "\n"
 * is a line end inside a piece.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "phrases.h"
#include "zh/fold.h"

/* One character becomes exactly one, or nothing: "" is dropped. */
static const struct phrase characters[] = {
	{ "（", "(" },	   { "）", ")" },      { "０", "0" },	   { "９", "9" },      { "Ａ", "A" },
	{ "ｚ", "z" },	   { "％", "%" },      { "，", "," },	   { "；", ";" },      { "：", ":" },
	{ "！", "!" },	   { "？", "?" },      { "／", "/" },	   { "～", "~" },      { "〜", "~" },
	{ "—", "-" },	   { "–", "-" },       { "－", "-" },	   { "−", "-" },       { "‐", "-" },
	{ "　", " " },	   { "\u00a0", " " },  { "\t", " " },	   { "\u2003", " " },  { "•", "·" },
	{ "・", "·" },	   { "〔", "(" },      { "〕", ")" },	   { "﹙", "(" },      { "﹣", "-" },
	{ "｡", "。" },	   { "､", "、" },      { "∶", ":" },	   { "\u200b", "" },   { "\ufeff", "" },
	{ "\u00ad", "" },  { "\u200d", "" },   { "⽉", "月" },	   { "⼯", "工" },     { "⺠", "民" },
	/* what means something stays */
	{ "。", "。" },	   { "、", "、" },     { "“", "“" },	   { "《", "《" },     { "》", "》" },
	{ "月", "月" },	   { "①", "①" },      { "㎡", "㎡" },	   { "【", "【" },     { "·", "·" },
	{ "a", "a" },	   { "7", "7" },       { "*", "*" },	   { "\n", "\n" },     { "𠮷", "𠮷" },
};

static const struct phrase tight[] = {
	{ "（一）２０２５年６月底，完成５０％。", "(一)2025年6月底,完成50%。" },
	{ "6 月 底 前", "6月底前" },
	{ "县 财 政 局", "县财政局" },
	{ "县财政局　县审计局", "县财政局县审计局" },
	{ " 前后都有空格 ", "前后都有空格" },
	{ "完成 50 %", "完成50%" },
	{ "新建 15 个", "新建15个" },
	{ "PM 2.5", "PM 2.5" },
	{ "30 70", "30 70" },
	{ "1 2 0 0 万元", "1200万元" }, /* digits set apart one by one */
	{ "2 0 2 5 年", "2025年" },
	{ "2025 3", "2025 3" },
	{ "第1项 12 个", "第1项12个" },
	{ "甲\n乙", "甲\n乙" },
	{ "甲\n\n\n乙", "甲\n乙" },
	{ "\n甲\n", "甲" },
	{ "甲 \n 乙", "甲\n乙" },
	{ "甲\r\n乙", "甲\n乙" },
	{ "甲|乙", "甲\n乙" },
	{ "甲||乙", "甲\n乙" },
	{ "零\u200b宽", "零宽" },
	/* what copying from a page left */
	{ "<p>新建15个</p>", "新建15个" },
	{ "甲<br>乙", "甲\n乙" },
	{ "甲<br/>乙", "甲\n乙" },
	{ "甲</p><p>乙", "甲\n乙" },
	{ "**县教育局**", "县教育局" },
	{ "**县教育局**牵头", "县教育局牵头" },
	{ "138****0000", "138****0000" }, /* stars that hide a number */
	{ "***", "***" },
	{ "a < b", "a<b" },
	{ "<表1>", "<表1>" },
	{ "", "" },
	{ "   ", "" },
	{ "<p></p>", "" },
};

static const struct phrase spaced[] = {
	{ "县财政局 县审计局", "县财政局 县审计局" },
	{ "县财政局　　县审计局", "县财政局 县审计局" },
	{ " 县财政局 ", "县财政局" },
	{ "秦 岚", "秦 岚" },
	{ "县财政局\n县审计局", "县财政局\n县审计局" },
	{ "县财政局 \n 县审计局", "县财政局\n县审计局" },
	{ "甲、 乙", "甲、 乙" },
	{ "1 2 0 0", "1200" },
	{ "甲\t乙", "甲 乙" },
	{ "", "" },
};

/* Source bytes of the folded words in `with`: "piece:from-to". */
static const struct phrase sources[] = {
	{ "6月底前", "0:0-4", "6月" },
	{ "６月底前", "0:0-6", "6月" },
	{ "　６月底前", "0:3-9", "6月" },
	{ "6 月 底 前", "0:0-13", "6月底前" },
	{ "完成 ５０ ％", "0:7-17", "50%" },
	{ "县自然资源和\n规划局", "0:0-28", "县自然资源和\n规划局" },
	{ "县自然资源和|规划局", "0:0-18 1:0-9", "县自然资源和\n规划局" },
	{ "完成主|体工程", "1:0-9", "体工程" },
	{ "**县教育局**", "0:2-14", "县教育局" },
	{ "<p>新建15个</p>", "0:9-14", "15个" },
	{ "零\u200b宽", "0:6-9", "宽" },
	{ "县财政局", "", "审计局" },
	{ "", "", "甲" },
};

/* As printed: original characters, without dropped blanks and soft line ends. */
static const struct phrase printed[] = {
	{ "（一）２０２５年", "（一）２０２５年" },
	{ "6 月 底 前", "6月底前" },
	{ "完成主\n体工程", "完成主体工程" },
	{ "完成主|体工程", "完成主体工程" },
	{ "完成选址。\n启动招标", "完成选址。\n启动招标" },
	{ "进展：\n已开工", "进展：\n已开工" },
	{ "甲；\n乙", "甲；\n乙" },
	{ "<p>新建15个</p>", "新建15个" },
	{ "**县教育局**", "县教育局" },
	{ "PM 2.5", "PM 2.5" },
	{ " 前后 ", "前后" },
	{ "", "" },
};

static struct text text_of_row(struct arena *a, const struct phrase *row, enum text_blanks blanks)
{
	struct piece_list pieces = { 0 };
	struct str s = str_of(row->text);
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++)
		if (i == s.n || s.p[i] == '|') {
			struct piece p = piece_of_line(str_cut(s, from, i), (uint32_t)pieces.n, 0);

			*list_add(&pieces, a) = p;
			from = i + 1;
		}
	return text_of(a, pieces.v, pieces.n, blanks);
}

static struct str fold_one(struct arena *a, const struct phrase *row)
{
	size_t i = 0;
	uint32_t c = zh_fold(utf8_next(str_of(row->text), &i));
	char bytes[4];

	if (c == ZH_DROP)
		return STR("");
	return arena_str(a, (struct str){ bytes, utf8_put(bytes, c) });
}

static struct str fold_tight(struct arena *a, const struct phrase *row)
{
	return text_of_row(a, row, TEXT_TIGHT).s;
}

static struct str fold_spaced(struct arena *a, const struct phrase *row)
{
	return text_of_row(a, row, TEXT_SPACED).s;
}

static struct str find_source(struct arena *a, const struct phrase *row)
{
	struct text t = text_of_row(a, row, TEXT_TIGHT);
	struct str words = str_of(row->with), got = STR("");
	size_t from = str_find(t.s, words);
	struct mark_list at = { 0 };

	if (from == STR_NONE)
		return STR("");
	text_mark(a, &t, from, from + words.n, "name", &at);
	for (size_t i = 0; i < at.n; i++) {
		struct span s = at.v[i].span;

		got = phrase_add(a, got, " ", arena_printf(a, "%u:%u-%u", s.block, s.from, s.to));
	}
	return got;
}

static struct str print_back(struct arena *a, const struct phrase *row)
{
	struct text t = text_of_row(a, row, TEXT_TIGHT);

	return text_print(a, &t, 0, t.s.n);
}

static void folds_characters(void **state)
{
	(void)state;
	phrases_hold(characters, COUNT(characters), fold_one);
}

static void folds_tight(void **state)
{
	(void)state;
	phrases_hold(tight, COUNT(tight), fold_tight);
}

static void folds_spaced(void **state)
{
	(void)state;
	phrases_hold(spaced, COUNT(spaced), fold_spaced);
}

static void knows_the_way_back(void **state)
{
	(void)state;
	phrases_hold(sources, COUNT(sources), find_source);
}

static void prints_what_stood_there(void **state)
{
	(void)state;
	phrases_hold(printed, COUNT(printed), print_back);
}

/* Every folded text marks bytes inside its source, whatever stands in it. */
static void marks_stay_inside(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(tight); i++) {
		struct text t = text_of_row(a, &tight[i], TEXT_TIGHT);
		struct mark_list at = { 0 };

		text_mark(a, &t, 0, t.s.n, "name", &at);
		for (size_t k = 0; k < at.n; k++)
			if (at.v[k].span.to > t.pieces[at.v[k].span.block].s.n || at.v[k].span.from >= at.v[k].span.to) {
				print_error("row %zu 「%s」: mark %zu leaves its piece\n", i, tight[i].text, k);
				wrong++;
			}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_characters),
		cmocka_unit_test(folds_tight),
		cmocka_unit_test(folds_spaced),
		cmocka_unit_test(knows_the_way_back),
		cmocka_unit_test(prints_what_stood_there),
		cmocka_unit_test(marks_stay_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
