#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/ruleset.h"

#define HEAD "minsheng rules 1\n"
#define SHAANXI HEAD "preset shaanxi\nseats 10\n"
#define SATISFACTION HEAD "preset satisfaction\n"

/* What is refused, and with which sentence. */
static const struct {
	const char *text, *says;
} refused[] = {
	{ "", "第1行：第一行应是「minsheng rules 1」" },
	{ "seats 3\n", "第1行：第一行应是「minsheng rules 1」" },
	{ HEAD, "缺少「name」（办法名称），请补上" },
	{ HEAD "preset shaanxi\n", "第2行：缺少「seats」（应选数），selection 为 seats（按应选数）时要写，请补上" },
	{ SHAANXI "seat 3\n", "第4行：没有「seat」这一项规则，各项的名称见 docs/count.zh-CN.md" },
	{ SHAANXI "seats 3\n", "第4行：「seats」（应选数）写了两次，请只留一处" },
	{ SHAANXI "quorum\n", "第4行：「quorum」后面要空一格写内容" },
	{ SHAANXI "name  \n", "第4行：「name」后面要空一格写内容" },
	{ HEAD "seats 0\n", "第2行：「seats」（应选数）要写 1 到 999 的整数，现在写的是「0」" },
	{ HEAD "seats ten\n", "第2行：「seats」（应选数）要写 1 到 999 的整数，现在写的是「ten」" },
	{ HEAD "seats 9999999999\n", "第2行：「seats」（应选数）要写 1 到 999 的整数，现在写的是「9999999999」" },
	{ SHAANXI "pass 1/2\n",
	  "第4行：「pass」（通过线）要写成 >1/2（过半数）、>=2/3（三分之二以上）这样的分数，现在写的是「1/2」" },
	{ SHAANXI "pass >1/0\n",
	  "第4行：「pass」（通过线）要写成 >1/2（过半数）、>=2/3（三分之二以上）这样的分数，现在写的是「>1/0」" },
	{ SHAANXI "pass >2/2\n", /* nobody could have more than all */
	  "第4行：「pass」（通过线）要写成 >1/2（过半数）、>=2/3（三分之二以上）这样的分数，现在写的是「>2/2」" },
	{ SHAANXI "body village\n",
	  "第4行：「body」（表决主体）只能写 county_congress、township_congress、street_council、committee，现在写的是"
	  "「village」" },
	{ SHAANXI "effective 2025-02-30\n",
	  "第4行：「effective」（施行日期）要写成 2025-11-28 这样的日期，现在写的是「2025-02-30」" },
	{ SHAANXI "preset pick\n", "第4行：「preset」只能写一次，并且写在各项规则前面" },
	{ HEAD "preset shanxi\n", "第2行：没有「shanxi」这套内置规则，用 minsheng help count 看有哪几套" },
	{ SHAANXI "min_surplus 0\n",
	  "第4行：min_surplus 0（等额）和 surplus_short refuse（差额不足不得表决）互相矛盾" },
	{ SHAANXI "pass_base present\n", "第4行：缺少「base_document」（允许这一基数的文件），pass_base 不是 all（应到人数）时要写，请补上" },
	{ SHAANXI "base_document 某文件\n",
	  "第4行：「base_document」（允许这一基数的文件）只用于 pass_base 不是 all（应到人数）时，和其他规则矛盾" },
	{ SHAANXI "grades 好|差\n",
	  "第4行：「grades」（等次）只用于 subject 为 satisfaction（满意度测评）时，和其他规则矛盾" },
	{ SHAANXI "ceiling 100\n",
	  "第4行：「ceiling」（资金总额）只用于 selection 为 money_* （资金总额）时，和其他规则矛盾" },
	{ HEAD "preset pick\nselection money_skip\nlimit 3\nseats 3\n",
	  "第5行：「seats」（应选数）只用于 selection 为 seats（按应选数）时，和其他规则矛盾" },
	{ HEAD "preset pick\nseats 3\nlimit 4\n", "第4行：limit（每票最多选 4）不能大于 seats（应选 3）" },
	{ HEAD "preset pick\nseats 3\nlimit 0\n", "第4行：marking pick（限额选取）要写 limit（每票最多选几项）" },
	{ HEAD "preset pick\nseats 3\nover_vote void_row\n",
	  "第4行：over_vote void_row（该项无效）只用于逐项表决；这种填票方式多填的，整张票无效" },
	{ HEAD "preset rank\nseats 3\nlimit 62\n", "第4行：marking rank（排序）的 limit 要在 1 到 61 之间" },
	{ HEAD "preset street\nseats 3\nconfirmation none\n",
	  "第4行：街道票选的结果须再确认：body street_council 要写 confirmation required" },
	{ HEAD "preset shaanxi\nseats 3\nbody street_council\n",
	  "第4行：街道票选的结果须再确认：body street_council 要写 confirmation required" },
	{ HEAD "preset shaanxi\nselection money_skip\ntie_at_last_seat take_all\n",
	  "第4行：按资金总额确定时，并列的全部入选（take_all）会超出总额，请改用别的办法" },
	{ HEAD "preset shaanxi\nseats 3\nproxies yes\npass_base present\nbase_document 某文件\n",
	  "第5行：允许委托投票（proxies yes）时，票会多于实到人数，pass_base 不能是 present" },
	{ SATISFACTION "seats 3\n",
	  "第3行：「seats」（应选数）只用于 selection 为 seats（按应选数）时，和其他规则矛盾" },
	{ SATISFACTION "marking each\n",
	  "第3行：subject satisfaction（满意度测评）和 marking grades（逐项评等次）要一起写，现在只写了一个" },
	{ SATISFACTION "pass_base none\nbase_document 某文件\n", "第3行：满意度测评要有计算基数，pass_base 不能是 none" },
	{ SATISFACTION "grade_pass >1/2\n", "第3行：grade_pass 要比等次少一个：3 个等次写 2 个分数，现在写了 1 个" },
	{ HEAD "grades 满意\n", "第2行：「grades」（等次）要写 2 到 9 个等次，从好到差，用「|」隔开" },
	{ HEAD "grades 满意|\n", "第2行：「grades」（等次）要写 2 到 9 个等次，从好到差，用「|」隔开" },
	{ HEAD "grades 满意|满意\n", "第2行：「grades」（等次）里「满意」写了两次" },
	{ SATISFACTION "apart 满意\n", "第3行：「满意」既是等次又是另列的选项（apart），请去掉一处" },
	{ SATISFACTION "apart_in_base yes\n",
	  "第3行：「apart_in_base」（另列的计入基数）只用于 写了 apart（另列的选项）时，和其他规则矛盾" },
	{ HEAD "ceiling 12.345\n",
	  "第2行：「ceiling」（资金总额）要写大于零的元数，最多两位小数，现在写的是「12.345」" },
	{ HEAD "write_ins yes\n", "第2行：「write_ins」（另选他项）只能写 no，现在写的是「yes」" },
	{ HEAD "name \xff\n", "不是 UTF-8 编码的文字，请另存为 UTF-8 再试" },
	{ HEAD "name a\tb\n", "第2行：「name」的内容要是一行文字，UTF-8 编码，不超过 600 字节" },
};

static void refuses(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct arena *a = arena_new();
		struct ruleset r;
		struct err err = { 0 };
		enum rc rc = ruleset_read(a, str_of(refused[i].text), &r, &err);

		if (rc != RC_INPUT || strcmp(err.msg, refused[i].says) != 0) {
			print_error("row %zu: rc %d, says %s\n  want %s\n", i, (int)rc, err.msg, refused[i].says);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* A key's contradiction is one of the file, not of the preset it starts from. */
static const char *const accepted[] = {
	SHAANXI,
	SHAANXI "\n# 备注\nlimit 3\n",
	HEAD "preset shaanxi\r\nseats 3\r\n",
	"\xEF\xBB\xBF" HEAD "preset shaanxi\nseats 3",
	HEAD "preset shaanxi\nselection money_skip\nceiling 100.50\n",
	HEAD "preset pick\nselection money_no_skip\nlimit 3\n",
	HEAD "preset shaanxi\nseats 3\npass_base none\nbase_document 某文件\n",
	HEAD "preset rank\nseats 3\nlimit 5\n",
	HEAD "preset shaanxi\nseats 3\npass >=1/1\n",
	SATISFACTION,
	SATISFACTION "grades 好|中|差\napart 不清楚\n",
};

/* The canonical form is read again as the same, key by key. */
static struct str canonical(struct arena *a, const char *text)
{
	struct ruleset r;
	struct err err = { 0 };
	struct buf b = BUF_INIT(1 << 16);
	struct str s;

	if (ruleset_read(a, str_of(text), &r, &err) != RC_OK) {
		print_error("%s: %s\n", text, err.msg);
		return (struct str){ 0 };
	}
	ruleset_write(&b, &r);
	s = arena_str(a, buf_text(&b));
	buf_free(&b);
	return s;
}

static struct str as_file(struct arena *a, struct str rules)
{
	struct str file = STR(HEAD);

	while (rules.n > 0) {
		size_t end = str_find(rules, STR("\n")) + 1;

		file = arena_cat(a, file, str_cut(rules, 5, end));
		rules = str_from(rules, end);
	}
	return file;
}

static void has_one_canonical_form(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(accepted); i++) {
		struct str first = canonical(a, accepted[i]);
		struct str second = canonical(a, arena_cstr(a, as_file(a, first)));

		assert_true(first.n > 0);
		assert_true(str_eq(first, second));
	}
	arena_free(a);
}

static void presets_are_complete(void **state)
{
	size_t n = 0;

	(void)state;
	for (const struct preset *p = ruleset_presets; p->name != NULL; p++, n++) {
		struct arena *a = arena_new();
		struct rule_lines l;
		struct ruleset r;
		struct err err = { 0 };

		rule_lines_start(&l, a);
		assert_int_equal(rule_lines_add(&l, STR("preset"), str_of(p->name), &err), RC_OK);
		if (rule_lines_end(&l, &r, &err) != RC_OK) {
			assert_string_equal(err.msg, "缺少「seats」（应选数），selection 为 seats（按应选数）时要写，请补上");
			assert_int_equal(rule_lines_add(&l, STR("seats"), STR("5"), &err), RC_OK);
			assert_int_equal(rule_lines_end(&l, &r, &err), RC_OK);
		}
		assert_true(r.pass_base == BASE_ALL || r.base_document.n > 0);
		arena_free(a);
	}
	assert_int_equal(n, 9);
}

/* Exactly half, half plus one; and two thirds of numbers that are no multiple of three. */
static const struct {
	struct fraction f;
	int64_t base, votes;
} lines[] = {
	{ { 1, 2, false }, 200, 101 }, { { 1, 2, false }, 201, 101 }, { { 1, 2, true }, 200, 100 },
	{ { 1, 2, true }, 201, 101 },  { { 2, 3, true }, 201, 134 },  { { 2, 3, true }, 200, 134 },
	{ { 2, 3, true }, 199, 133 },  { { 2, 3, false }, 201, 135 }, { { 1, 1, true }, 7, 7 },
	{ { 1, 2, false }, 0, 1 },     { { 1, 2, true }, 0, 0 },      { { 999, 1000, false }, 1000000000000, 999000000001 },
};

static void lines_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(fraction_votes(lines[i].f, lines[i].base), lines[i].votes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses),
		cmocka_unit_test(has_one_canonical_form),
		cmocka_unit_test(presets_are_complete),
		cmocka_unit_test(lines_are_exact),
	};

	return cmocka_run_group_tests_name("ruleset", tests, NULL, NULL);
}
