#include "rules/ruleset.h"

#include <stddef.h>

/* ---- when a key has something to say ---- */

static bool on_projects(const struct ruleset *r)
{
	return r->subject == SUBJECT_PROJECTS;
}

static bool on_satisfaction(const struct ruleset *r)
{
	return r->subject == SUBJECT_SATISFACTION;
}

static bool by_seats(const struct ruleset *r)
{
	return on_projects(r) && r->selection == SELECT_SEATS;
}

static bool by_money(const struct ruleset *r)
{
	return on_projects(r) && r->selection != SELECT_SEATS;
}

static bool has_limit(const struct ruleset *r)
{
	return on_projects(r) && r->marking != MARKING_APPROVE;
}

static bool has_line(const struct ruleset *r)
{
	return on_projects(r) && r->pass_base != BASE_NONE;
}

static bool other_base(const struct ruleset *r)
{
	return r->pass_base != BASE_ALL;
}

static bool has_apart(const struct ruleset *r)
{
	return on_satisfaction(r) && r->apart.n > 0;
}

#define AT(field) offsetof(struct ruleset, field)
#define PROJECTS .applies = on_projects, .by = "subject", .where = "subject 为 projects（票决项目）时"
#define SATISFACTION .applies = on_satisfaction, .by = "subject", .where = "subject 为 satisfaction（满意度测评）时"

/*
 * The order here is the order of the canonical form.  `subject`, `marking`
 * and the other keys that decide whether later ones apply stand before them.
 */
const struct rule_key ruleset_keys[] = {
	{ "name", "办法名称", RULE_TEXT, AT(name), .required = true },
	{ "version", "版本", RULE_TEXT, AT(version), .required = true },
	{ "source", "依据", RULE_TEXT, AT(source), .required = true },
	{ "effective", "施行日期", RULE_DAY, AT(effective), .required = true },
	{ "subject", "表决什么", RULE_WORD, AT(subject), .required = true,
	  .words = { { "projects", "项目票决" }, { "satisfaction", "满意度测评" } } },
	{ "body", "表决主体", RULE_WORD, AT(body), .required = true,
	  .words = { { "county_congress", "县级人民代表大会" },
		     { "township_congress", "乡镇人民代表大会" },
		     { "street_council", "街道议政代表会" },
		     { "committee", "人大常委会" } } },
	{ "marking", "填票方式", RULE_WORD, AT(marking), .required = true,
	  .words = { { "each", "逐项赞成、反对、弃权" },
		     { "pick", "限额选取" },
		     { "approve", "不限额选取" },
		     { "rank", "按急需程度排序" },
		     { "grades", "逐项评等次" } } },
	{ "selection", "确定方式", RULE_WORD, AT(selection), PROJECTS,
	  .words = { { "seats", "按应选数" },
		     { "money_skip", "资金总额内，放不下的跳过" },
		     { "money_no_skip", "资金总额内，遇放不下的为止" },
		     { "money_80", "资金总额内，首个放不下的余款够80%也列入" } } },
	{ "seats", "应选数", RULE_COUNT, AT(seats), 1, CANDIDATES_MAX, .applies = by_seats,
	  .by = "selection", .where = "selection 为 seats（按应选数）时", .required = true },
	{ "ceiling", "资金总额", RULE_MONEY, AT(ceiling_fen), .applies = by_money,
	  .by = "selection", .where = "selection 为 money_* （资金总额）时" },
	{ "limit", "每票最多选", RULE_COUNT, AT(limit), 0, CANDIDATES_MAX, .applies = has_limit,
	  .by = "marking", .where = "marking 为 each、pick、rank 时" },
	{ "quorum", "法定人数", RULE_FRACTION, .offset = AT(quorum) },
	{ "pass_base", "计算基数", RULE_WORD, AT(pass_base), .required = true,
	  .words = { { "all", "应到人数" },
		     { "present", "实到人数" },
		     { "returned", "收回票数" },
		     { "valid", "有效票数" },
		     { "none", "不设通过线" } } },
	{ "pass", "通过线", RULE_FRACTION, AT(pass), .applies = has_line,
	  .by = "pass_base", .where = "票决项目并且 pass_base 不是 none 时", .required = true },
	{ "base_document", "允许这一基数的文件", RULE_TEXT, AT(base_document), .applies = other_base,
	  .by = "pass_base", .where = "pass_base 不是 all（应到人数）时", .required = true },
	{ "min_surplus", "最少差额", RULE_COUNT, AT(min_surplus), 0, CANDIDATES_MAX, .applies = by_seats,
	  .by = "selection", .where = "selection 为 seats（按应选数）时" },
	{ "surplus_short", "差额不足时", RULE_WORD, AT(surplus_short), .applies = by_seats,
	  .by = "selection", .where = "selection 为 seats（按应选数）时",
	  .words = { { "refuse", "不得表决" }, { "warn", "提示" } } },
	{ "over_vote", "多填时", RULE_WORD, AT(over_vote),
	  .words = { { "void_ballot", "整张票无效" }, { "void_row", "该项无效" } } },
	{ "all_blank", "空白票", RULE_WORD, AT(all_blank),
	  .words = { { "valid", "有效，各项视为弃权" }, { "invalid", "无效" } } },
	{ "tie_at_last_seat", "末位并列时", RULE_WORD, AT(tie), PROJECTS,
	  .words = { { "revote_tied", "并列的项目再次票决" },
		     { "take_all", "并列的全部入选" },
		     { "drop_all", "并列的全部不入选" },
		     { "presidium_decides", "由主席团决定" } } },
	{ "shortfall", "通过的不足应选数时", RULE_WORD, AT(shortfall), .applies = by_seats,
	  .by = "selection", .where = "selection 为 seats（按应选数）时",
	  .words = { { "accept_fewer", "按实际通过的确定" }, { "second_round", "对未通过的再次票决" } } },
	{ "returned_more_than_issued", "收回多于发出时", RULE_WORD, AT(over_returned),
	  .words = { { "void_vote", "表决无效，重新投票" } } },
	{ "proxies", "委托投票", RULE_WORD, AT(proxies),
	  .words = { { "no", "不允许" }, { "yes", "允许" } } },
	{ "write_ins", "另选他项", RULE_WORD, AT(write_ins), .words = { { "no", "不允许" } } },
	{ "confirmation", "结果须再确认", RULE_WORD, AT(confirmation),
	  .words = { { "none", "不需要" }, { "required", "需要" } } },
	{ "publish", "公布", RULE_WORD, AT(publish),
	  .words = { { "names_and_hash", "项目名称和校验码" },
		     { "totals", "各项票数" },
		     { "ballot_file", "选票文件" } } },
	{ "grades", "等次", RULE_GRADES, AT(grades), SATISFACTION, .required = true },
	{ "grade_pass", "各等次的线", RULE_FRACTIONS, AT(grade_pass), SATISFACTION },
	{ "apart", "另列的选项", RULE_TEXT, AT(apart), .applies = has_apart,
	  .by = "subject", .where = "subject 为 satisfaction（满意度测评）时" },
	{ "apart_in_base", "另列的计入基数", RULE_WORD, AT(apart_in_base), .applies = has_apart,
	  .by = "apart", .where = "写了 apart（另列的选项）时", .words = { { "no", "不计入" }, { "yes", "计入" } } },
};
const size_t ruleset_key_count = COUNT(ruleset_keys);

_Static_assert(COUNT(ruleset_keys) <= RULE_KEYS_MAX, "a bit and a line per key in struct rule_lines");

const char *ruleset_word(const char *key, int value)
{
	for (size_t i = 0; i < COUNT(ruleset_keys); i++) {
		const struct rule_key *k = &ruleset_keys[i];

		if (strcmp(k->name, key) == 0 && k->type == RULE_WORD && value >= 0 &&
		    value < RULE_WORDS_MAX && k->words[value].word != NULL)
			return k->words[value].chinese;
	}
	return "";
}

const char *ruleset_base_words(int base)
{
	return ruleset_word("pass_base", base);
}

int64_t fraction_votes(struct fraction f, int64_t base)
{
	int64_t whole = base / f.den * f.num, rest = base % f.den * f.num;

	if (f.inclusive)
		return whole + (rest + f.den - 1) / f.den;
	return whole + rest / f.den + 1;
}

/* ---- writing ---- */

static void put_fraction(struct buf *out, struct fraction f)
{
	buf_printf(out, "%s%d/%d", f.inclusive ? ">=" : ">", f.num, f.den);
}

static void put_value(struct buf *out, const struct ruleset *r, const struct rule_key *key)
{
	const char *at = (const char *)r + key->offset;
	const struct word_list *words;
	const struct fraction_list *fractions;
	struct day d;
	int64_t fen;

	switch (key->type) {
	case RULE_TEXT:
		buf_str(out, *(const struct str *)(const void *)at);
		break;
	case RULE_DAY:
		d = *(const struct day *)(const void *)at;
		buf_printf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
		break;
	case RULE_COUNT:
		buf_printf(out, "%d", *(const int *)(const void *)at);
		break;
	case RULE_WORD:
		buf_str(out, str_of(key->words[*(const int *)(const void *)at].word));
		break;
	case RULE_FRACTION:
		put_fraction(out, *(const struct fraction *)(const void *)at);
		break;
	case RULE_MONEY:
		fen = *(const int64_t *)(const void *)at;
		buf_printf(out, "%lld.%02d", (long long)(fen / 100), (int)(fen % 100));
		break;
	case RULE_GRADES:
		words = (const struct word_list *)(const void *)at;
		for (size_t i = 0; i < words->n; i++)
			buf_printf(out, "%s%.*s", i > 0 ? "|" : "", STR_ARG(words->v[i]));
		break;
	case RULE_FRACTIONS:
		fractions = (const struct fraction_list *)(const void *)at;
		for (size_t i = 0; i < fractions->n; i++) {
			buf_str(out, i > 0 ? STR(" ") : STR(""));
			put_fraction(out, fractions->v[i]);
		}
		break;
	}
}

void ruleset_write(struct buf *out, const struct ruleset *r)
{
	for (size_t i = 0; i < COUNT(ruleset_keys); i++) {
		const struct rule_key *k = &ruleset_keys[i];

		if (k->applies != NULL && !k->applies(r))
			continue;
		/* without a ceiling of its own a .pb file's budget is meant */
		if (k->type == RULE_MONEY && r->ceiling_fen == 0)
			continue;
		buf_printf(out, "rule %s ", k->name);
		put_value(out, r, k);
		buf_char(out, '\n');
	}
}

