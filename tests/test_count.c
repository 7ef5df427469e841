#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "rules/tally_file.h"

/*
 * Worked examples: every rule at its boundary, on both sides.  The papers are
 * "应到 实到 发出 收回", the votes one row per candidate; what is wanted is the verdict of
 * each candidate, then what comes next.
 */
struct example {
	const char *rules;
	int due, present, issued, returned, valid;
	const char *rows[6]; /* after the candidate's number */
	const char *want;
};

#define SHAANXI(seats) "preset shaanxi\nrule seats " #seats "\n"
#define PICK(seats) "preset pick\nrule seats " #seats "\n"
#define APPROVE(seats) "preset approve\nrule seats " #seats "\n"

static const struct example examples[] = {
	/* 过半数: half of all members is not enough, absent ones count as not in favour */
	{ APPROVE(1), 10, 10, 10, 10, 10, { "赞成 5 未填 5", "赞成 6 未填 4" }, "未通过 入选 |" },
	{ APPROVE(1), 11, 11, 11, 11, 11, { "赞成 5 未填 6", "赞成 6 未填 5" }, "未通过 入选 |" },
	{ APPROVE(1), 10, 8, 8, 7, 7, { "赞成 5 未填 2", "赞成 6 未填 1" }, "未通过 入选 |" },
	/* 半数以上: half is enough */
	{ APPROVE(1) "rule pass >=1/2\n", 10, 10, 10, 10, 10, { "赞成 4 未填 6", "赞成 5 未填 5" }, "未通过 入选 |" },
	{ APPROVE(2) "rule pass >=1/2\n", 10, 10, 10, 10, 10, { "赞成 5 未填 5", "赞成 5 未填 5", "未填 10" },
	  "入选 入选 未通过 |" },
	/* other bases: the same six votes of 12 due, 11 present, 10 returned, 9 valid */
	{ APPROVE(1), 12, 11, 10, 10, 9, { "赞成 6 未填 3", "赞成 1 未填 8" },
	  "未通过 未通过 |应选 1 项，只确定了 0 项，按规则不再补选。" },
	{ APPROVE(1) "rule pass_base present\nrule base_document 某文件\n", 12, 11, 10, 10, 9,
	  { "赞成 6 未填 3", "赞成 1 未填 8" }, "入选 未通过 |" },
	{ APPROVE(1) "rule pass_base returned\nrule base_document 某文件\n", 12, 11, 10, 10, 9,
	  { "赞成 5 未填 4", "赞成 6 未填 3" }, "未通过 入选 |" },
	{ APPROVE(1) "rule pass_base valid\nrule base_document 某文件\n", 12, 11, 10, 10, 9,
	  { "赞成 4 未填 5", "赞成 5 未填 4" }, "未通过 入选 |" },
	{ APPROVE(1) "rule pass_base none\nrule base_document 某文件\n", 12, 11, 10, 10, 9,
	  { "赞成 1 未填 8", "赞成 2 未填 7" }, "名额已满 入选 |" },
	/* quorum: two thirds of 12 is 8; seven do not make it */
	{ APPROVE(1), 12, 8, 8, 8, 8, { "赞成 7 未填 1", "赞成 6 未填 2" }, "入选 未通过 |" },
	{ APPROVE(1), 12, 7, 7, 7, 7, { "赞成 7 未填 0", "赞成 6 未填 1" }, "- - |待到会人数达到 8 人后重新票决。" },
	/* returned as many as issued, and one more */
	{ APPROVE(1), 12, 10, 9, 9, 9, { "赞成 7 未填 2", "赞成 6 未填 3" }, "入选 未通过 |" },
	{ APPROVE(1), 12, 10, 9, 10, 10, { "赞成 7 未填 3", "赞成 6 未填 4" }, "- - |重新发票、投票。" },
	/* more passed than seats: by votes; the last seat with a lead of one, and tied */
	{ APPROVE(2), 5, 5, 5, 5, 5, { "赞成 3 未填 2", "赞成 5", "赞成 4 未填 1" }, "名额已满 入选 入选 |" },
	{ APPROVE(2), 5, 5, 5, 5, 5, { "赞成 4 未填 1", "赞成 5", "赞成 4 未填 1" },
	  "并列待定 入选 并列待定 |第1、3项并列末位，对这 2 项再次票决，从中确定 1 项。" },
	/* equal votes that decide nothing are no tied set */
	{ APPROVE(2), 5, 5, 5, 5, 5, { "赞成 4 未填 1", "赞成 4 未填 1", "赞成 3 未填 2" }, "入选 入选 名额已满 |" },
	{ APPROVE(1), 5, 5, 5, 5, 5, { "赞成 2 未填 3", "赞成 2 未填 3", "赞成 3 未填 2" }, "未通过 未通过 入选 |" },
	/* three for two seats */
	{ APPROVE(2), 5, 5, 5, 5, 5, { "赞成 3 未填 2", "赞成 3 未填 2", "赞成 3 未填 2" },
	  "并列待定 并列待定 并列待定 |第1、2、3项并列末位，对这 3 项再次票决，从中确定 2 项。" },
	/* what the rules make of a tie */
	{ APPROVE(2) "rule tie_at_last_seat take_all\n", 5, 5, 5, 5, 5,
	  { "赞成 4 未填 1", "赞成 5", "赞成 4 未填 1" }, "入选 入选 入选 |" },
	{ APPROVE(2) "rule tie_at_last_seat drop_all\n", 5, 5, 5, 5, 5,
	  { "赞成 4 未填 1", "赞成 5", "赞成 4 未填 1" },
	  "并列未入选 入选 并列未入选 |应选 2 项，只确定了 1 项，按规则不再补选。" },
	{ APPROVE(2) "rule tie_at_last_seat presidium_decides\n", 5, 5, 5, 5, 5,
	  { "赞成 4 未填 1", "赞成 5", "赞成 4 未填 1" },
	  "并列待定 入选 并列待定 |第1、3项并列末位，由主席团决定从中确定 1 项。" },
	/* fewer passed than seats */
	{ APPROVE(2), 5, 5, 5, 5, 5, { "赞成 2 未填 3", "赞成 3 未填 2", "赞成 1 未填 4" },
	  "未通过 入选 未通过 |应选 2 项，只确定了 1 项，按规则不再补选。" },
	{ APPROVE(2) "rule shortfall second_round\n", 5, 5, 5, 5, 5,
	  { "赞成 2 未填 3", "赞成 3 未填 2", "赞成 1 未填 4" },
	  "未通过 入选 未通过 |应选 2 项，只确定了 1 项，对没有入选的 2 项再次票决，从中确定 1 项。" },
	/* 差额: one candidate more than seats, and none */
	{ SHAANXI(1), 3, 3, 3, 3, 3, { "赞成 3", "反对 3" }, "入选 未通过 |" },
	{ SHAANXI(2), 3, 3, 3, 3, 3, { "赞成 3", "反对 3" }, "- - |补充候选项目或减少应选数后再表决。" },
	{ APPROVE(2), 3, 3, 3, 3, 3, { "赞成 3", "赞成 2 未填 1" }, "入选 入选 |" },
	/* ranks: 1st of three gets 3 points; the votes decide who passes, the points who is first */
	{ "preset rank\nrule seats 1\nrule limit 3\n", 5, 5, 5, 5, 5,
	  { "赞成 3 未填 2 得分 9", "赞成 5 得分 8", "赞成 2 未填 3 得分 6" }, "入选 名额已满 未通过 |" },
	{ "preset rank\nrule seats 1\nrule limit 3\n", 5, 5, 5, 5, 5,
	  { "赞成 3 未填 2 得分 8", "赞成 5 得分 8" },
	  "并列待定 并列待定 |第1、2项并列末位，由主席团决定从中确定 1 项。" },
	/* a street votes under another word, and the result waits for confirmation */
	{ "preset street\nrule seats 1\n", 3, 3, 3, 3, 3, { "赞成 2 未填 1", "赞成 1 未填 2" },
	  "入选 未通过 |※票选结果报经确认后生效。" },
	/* satisfaction: half is not more than half; two together; neither */
	{ "preset satisfaction\n", 10, 10, 10, 10, 10,
	  { "满意 5 基本满意 5", "满意 6 不满意 4", "满意 2 基本满意 3 不满意 5", "满意 0 基本满意 6 不满意 4" },
	  "基本满意 满意 不满意 基本满意 |第3项评为不满意：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。" },
	{ "preset satisfaction\n", 12, 10, 10, 10, 10, { "满意 6 不满意 4", "满意 7 不满意 3" },
	  "不满意 满意 |第1项评为不满意：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。" },
	{ "preset satisfaction-present\n", 12, 10, 10, 10, 10, { "满意 5 基本满意 1 不满意 4", "满意 6 不满意 4" },
	  "基本满意 满意 |※计算基数不是全体应到人数（实到人数），依据：本次会议通过的满意度测评办法。" },
	{ "preset satisfaction-four\n", 5, 5, 5, 5, 5,
	  { "非常满意 3 满意 2", "非常满意 2 满意 1 不满意 2", "非常满意 1 满意 1 基本满意 1 不满意 2", "不满意 5" },
	  "非常满意 满意 基本满意 不满意 |第4项评为不满意：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。" },
	/* 不了解 apart: out of the base, so three of five are more than half; nobody left to grade */
	{ "preset satisfaction-apart\n", 9, 9, 9, 9, 9, { "满意 3 不满意 2 不了解 4", "不了解 9", "满意 2 不满意 2 不了解 4 未填 1" },
	  "满意 - 不满意 |第3项评为不满意：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。"
	  "※计算基数不是全体应到人数（有效票数），依据：本次会议通过的满意度测评办法。" },
	{ "preset satisfaction-apart\nrule apart_in_base yes\n", 9, 9, 9, 9, 9, { "满意 3 不满意 2 不了解 4" },
	  "不满意 |第1项评为不满意：60 天内整改，下次会议再次测评（通常做法，以本地办法为准）。"
	  "※计算基数不是全体应到人数（有效票数），依据：本次会议通过的满意度测评办法。" },
};

static const struct digest digest = { .once = hash_once };

static struct str sheet_of(struct arena *a, const struct example *e)
{
	struct str s = arena_printf(a, "minsheng tally 1\n%s", e->rules);
	struct str rows = { 0 };

	for (size_t i = 0; i < COUNT(e->rows) && e->rows[i] != NULL; i++) {
		s = arena_printf(a, "%.*s项目 %zu 10 项目%zu\n", STR_ARG(s), i + 1, i + 1);
		rows = arena_printf(a, "%.*s票数 %zu %s\n", STR_ARG(rows), i + 1, e->rows[i]);
	}
	return arena_printf(a, "%.*s应到 %d\n实到 %d\n发出 %d\n收回 %d\n有效 %d\n无效 %d\n%.*s", STR_ARG(s),
			    e->due, e->present, e->issued, e->returned, e->valid, e->returned - e->valid,
			    STR_ARG(rows));
}

/* "入选 未通过 |next※note", or the sentence of a refusal. */
static struct str answer(struct arena *a, struct str sheet)
{
	struct vote_file f = { 0 };
	struct typed_ballots typed = { 0 };
	struct equation_list equations;
	struct result res;
	struct err err = { 0 };
	struct str s = { 0 };

	if (tally_read(a, sheet, NULL, &digest, &f, &typed, &err) != RC_OK ||
	    reconcile(a, &f.rules, &f.candidates, &f.tally, &equations, &err) != RC_OK)
		return arena_str(a, str_of(err.msg));
	result_make(a, &f.rules, &f.candidates, &f.tally, &res);
	for (size_t i = 0; i < res.n; i++) {
		struct str word = str_of(verdict_words(res.v[i].verdict));

		if (f.rules.subject == SUBJECT_SATISFACTION)
			word = res.v[i].grade < 0 ? STR("") : f.rules.grades.v[res.v[i].grade];
		s = arena_printf(a, "%.*s%.*s ", STR_ARG(s), STR_ARG(word.n > 0 ? word : STR("-")));
	}
	s = arena_printf(a, "%.*s|%.*s", STR_ARG(s), STR_ARG(res.next));
	for (size_t i = 0; i < res.notes.n && !str_has(res.notes.v[i], STR("差额")); i++)
		if (f.rules.subject == SUBJECT_SATISFACTION || f.rules.body == BODY_STREET)
			s = arena_printf(a, "%.*s※%.*s", STR_ARG(s), STR_ARG(res.notes.v[i]));
	return s;
}

static void worked_examples(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct arena *a = arena_new();
		struct str got = answer(a, sheet_of(a, &examples[i]));

		if (!str_eq(got, str_of(examples[i].want))) {
			print_error("example %zu\n   got %.*s\n  want %s\n", i, STR_ARG(got), examples[i].want);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* ---- money ---- */

#define MONEY(how, ceiling) "preset approve\nrule selection " how "\nrule ceiling " ceiling "\n"

/* Three candidates of 60, 50, 40 with 5, 4, 3 votes unless said otherwise. */
static const struct {
	const char *rules, *costs[3], *rows[3], *want;
} money[] = {
	{ MONEY("money_skip", "100"), { "60", "50", "40" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 资金不足 入选 |" },
	{ MONEY("money_no_skip", "100"), { "60", "50", "40" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 资金不足 资金不足 |" },
	/* 40 left are 80 % of 50, 39.99 are not */
	{ MONEY("money_80", "100"), { "60", "50", "40" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 入选 资金不足 |" },
	{ MONEY("money_80", "99.99"), { "60", "50", "40" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 资金不足 资金不足 |" },
	/* to the fen */
	{ MONEY("money_skip", "100"), { "60", "40", "0.01" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 入选 资金不足 |" },
	{ MONEY("money_skip", "100.01"), { "60", "40", "0.01" }, { "赞成 5", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "入选 入选 入选 |" },
	/* equal votes, room for one of the two */
	{ MONEY("money_skip", "100"), { "60", "50", "40" }, { "赞成 4 未填 1", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "并列待定 并列待定 入选 |第1、2项并列，哪些列入取决于先后，对并列的再次票决。" },
	/* behind a tie what is left is open too */
	{ MONEY("money_skip", "95"), { "60", "50", "40" }, { "赞成 4 未填 1", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "并列待定 并列待定 并列待定 |第1、2、3项并列，哪些列入取决于先后，对并列的再次票决。" },
	/* equal votes, and only one of them fits anyway */
	{ MONEY("money_skip", "55"), { "60", "50", "40" }, { "赞成 4 未填 1", "赞成 4 未填 1", "赞成 3 未填 2" },
	  "资金不足 入选 资金不足 |" },
	/* the money never buys what has not passed */
	{ MONEY("money_skip", "1000"), { "60", "50", "40" }, { "赞成 5", "赞成 2 未填 3", "赞成 3 未填 2" },
	  "入选 未通过 入选 |" },
};

static void money_decides(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(money); i++) {
		struct arena *a = arena_new();
		struct str s = arena_printf(a, "minsheng tally 1\n%s", money[i].rules), got;

		for (int k = 0; k < 3; k++)
			s = arena_printf(a, "%.*s项目 %d %s 项目%d\n", STR_ARG(s), k + 1, money[i].costs[k], k + 1);
		s = arena_printf(a, "%.*s应到 5\n实到 5\n发出 5\n收回 5\n有效 5\n无效 0\n", STR_ARG(s));
		for (int k = 0; k < 3; k++)
			s = arena_printf(a, "%.*s票数 %d %s\n", STR_ARG(s), k + 1, money[i].rows[k]);
		got = answer(a, s);
		if (!str_eq(got, str_of(money[i].want))) {
			print_error("row %zu\n   got %.*s\n  want %s\n", i, STR_ARG(got), money[i].want);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* ---- ballots one by one ---- */

/* Ballots are joined by blanks; want is "valid/invalid reason" and the sums of the first candidate. */
static const struct {
	const char *rules, *ballots, *want;
} ballots[] = {
	{ SHAANXI(1), "+- -0 ..", "3/0 1 1 0 1 0" },
	{ SHAANXI(1), "x+ ?+ ??", "2/1无法辨认 0 0 0 0 2" }, /* two marks void the row alone */
	{ SHAANXI(1) "rule over_vote void_ballot\n", "x+ ?+ ++", "1/2无法辨认 1 0 0 0 0" },
	{ SHAANXI(1) "rule all_blank invalid\n", ".. .+ ++", "2/1空白票 1 0 0 1 0" },
	{ SHAANXI(1) "rule limit 1\n", "+. .+ ++", "2/1所选超过限额 1 0 0 1 0" },
	{ PICK(1), "+. .+ ++", "2/1所选超过限额 1 0 0 1 0" }, /* at the limit, and one above */
	{ PICK(1), ".. ?+ ??", "1/2无法辨认 0 0 0 1 0" },
	{ APPROVE(1), "++ +. ..", "3/0 2 0 0 1 0" },
	{ "preset rank\nrule seats 1\nrule limit 2\n", "12 .1 21", "3/0 2 0 0 1 0" },
	{ "preset rank\nrule seats 1\nrule limit 2\n", "11 .2 1.", "1/2名次重复或空缺 1 0 0 0 0" },
	{ "preset rank\nrule seats 1\nrule limit 1\n", "12 3. 1.", "1/2所选超过限额 1 0 0 0 0" },
	{ "preset satisfaction\n", "12 3x ??", "2/1无法辨认 1 0 1 0 0" },
};

static struct str sums_of(struct arena *a, const struct tally *t)
{
	const int64_t *n = t->rows[0].n;
	enum ballot_flaw flaw = FLAW_NONE;

	for (int i = FLAW_NONE + 1; i < FLAWS; i++)
		flaw = t->flaws[i] > t->flaws[flaw] ? (enum ballot_flaw)i : flaw;
	return arena_printf(a, "%lld/%lld%s %lld %lld %lld %lld %lld", (long long)t->valid,
			    (long long)t->invalid, ballot_flaw_words(flaw), (long long)n[0], (long long)n[1],
			    (long long)n[2], (long long)n[MARK_BLANK], (long long)n[MARK_VOID]);
}

static void ballots_are_judged(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ballots); i++) {
		struct arena *a = arena_new();
		struct str s = arena_printf(a, "minsheng tally 1\n%s项目 1 - 甲\n项目 2 - 乙\n应到 3\n实到 3\n发出 3\n票 ",
					    ballots[i].rules);
		struct vote_file f = { 0 };
		struct typed_ballots typed = { 0 };
		struct err err = { 0 };
		struct str got;

		for (const char *p = ballots[i].ballots; *p != '\0'; p++)
			s = *p == ' ' ? arena_cat(a, s, STR("\n票 ")) : arena_cat(a, s, (struct str){ p, 1 });
		if (tally_read(a, s, NULL, &digest, &f, &typed, &err) != RC_OK)
			got = arena_str(a, str_of(err.msg));
		else
			got = sums_of(a, &f.tally);
		if (!str_eq(got, str_of(ballots[i].want))) {
			print_error("row %zu: got %.*s, want %s\n", i, STR_ARG(got), ballots[i].want);
			wrong++;
		}
		arena_free(a);
	}
	assert_int_equal(wrong, 0);
}

/* Past 255 ballots the small sums are emptied; candidates beyond one block of lanes. */
static void counts_many(void **state)
{
	enum { N = 45, BALLOTS = 100003 };
	struct arena *a = arena_new();
	struct ruleset r = { .marking = MARKING_EACH, .over_vote = OVER_ROW };
	struct counter c;
	struct tally t = { 0 };
	int64_t want[N][3] = { 0 };
	unsigned seed = 1;
	size_t bad;

	(void)state;
	counter_init(&c, a, &r, N);
	for (int i = 0; i < BALLOTS; i++) {
		char line[4 * LANES] = { 0 };

		for (size_t k = 0; k < N; k++) {
			seed = seed * 1664525 + 1013904223;
			line[k] = "+-0"[(seed >> 16) % 3];
			want[k][(seed >> 16) % 3]++;
		}
		assert_true(counter_add(&c, line, &bad));
	}
	counter_sums(&c, &t);
	assert_int_equal(t.valid, BALLOTS);
	for (size_t k = 0; k < N; k++)
		for (int m = 0; m < 3; m++)
			assert_int_equal(t.rows[k].n[m], want[k][m]);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_examples),
		cmocka_unit_test(money_decides),
		cmocka_unit_test(ballots_are_judged),
		cmocka_unit_test(counts_many),
	};

	return cmocka_run_group_tests_name("count", tests, NULL, NULL);
}
