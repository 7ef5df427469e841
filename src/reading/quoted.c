#include "reading/quoted.h"

#include "base/utf8.h"
#include "reading/prose.h"
#include "reading/unnumbered.h"
#include "zh/number.h"

enum { PROJECTS_MIN = 3, SIGNS_MIN = 2, NAME_CHARS_MIN = 4, NAME_CHARS_MAX = 30 };

/* A project's name in quotes: bytes of the line, the quotes left out. */
struct quote {
	size_t from, to;
};

static bool has_any(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

static bool is_name(struct str s)
{
	static const struct str ends[] = { STR_INIT("工程"), STR_INIT("项目"), STR_INIT("行动"), STR_INIT("计划") };
	static const struct str stops[] = { STR_INIT(","), STR_INIT(";"), STR_INIT(":"), STR_INIT("。"), STR_INIT("“") };
	size_t chars = utf8_count(s);

	if (chars < NAME_CHARS_MIN || chars > NAME_CHARS_MAX || has_any(s, stops, COUNT(stops)))
		return false;
	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(s, ends[k]))
			return true;
	return false;
}

/* The next name in quotes from byte `at` on. */
static bool next_name(struct str s, size_t at, struct quote *ret)
{
	for (size_t open = str_find_from(s, at, STR("“")); open != STR_NONE; open = str_find_from(s, open + STR("“").n, STR("“"))) {
		size_t from = open + STR("“").n, to = str_find_from(s, from, STR("”"));

		if (to == STR_NONE)
			return false;
		if (is_name(str_cut(s, from, to))) {
			*ret = (struct quote){ from, to };
			return true;
		}
	}
	return false;
}

/* 6月底前, 上半年, 每月: words of a plan that say when. */
static bool says_when(struct str s)
{
	static const struct str words[] = { STR_INIT("月底"), STR_INIT("月份"), STR_INIT("月前"), STR_INIT("日前"), STR_INIT("年底"), STR_INIT("年前"), STR_INIT("半年"), STR_INIT("季度"), STR_INIT("每月"), STR_INIT("全年") };

	return has_any(s, words, COUNT(words));
}

static bool says_amount(struct str s)
{
	for (size_t at = str_find(s, STR("元")); at != STR_NONE; at = str_find_from(s, at + STR("元").n, STR("元"))) {
		size_t i = at;

		while (i >= 3 && (str_at(s, i - 3, STR("万")) || str_at(s, i - 3, STR("亿"))))
			i -= 3;
		if (i > 0 && zh_is_digit(s, i - 1))
			return true;
	}
	return false;
}

static bool tells_project(struct str s)
{
	static const struct str duties[] = { STR_INIT("牵头"), STR_INIT("负责"), STR_INIT("主办"), STR_INIT("承办"), STR_INIT("责任单位") };

	return says_amount(s) + has_any(s, duties, COUNT(duties)) + says_when(s) >= SIGNS_MIN;
}

/* The start of the sentence that byte `at` stands in, not before `from`. */
static size_t sentence_start(struct str s, size_t from, size_t at)
{
	size_t stop = str_rfind(str_cut(s, from, at), STR("。"));

	return stop == STR_NONE ? from : from + stop + STR("。").n;
}

/* Past what joins the name and what is told of it: "将", "项目明确", ",". */
static size_t past_joint(struct str s, size_t at)
{
	static const struct str words[] = { STR_INIT("项目"), STR_INIT("工程"), STR_INIT("明确"), STR_INIT("计划将"), STR_INIT("将"), STR_INIT("拟"), STR_INIT(","), STR_INIT(":"), STR_INIT("。"), STR_INIT("--") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_at(s, at, words[k]))
			return past_joint(s, at + words[k].n);
	return at;
}

static void add_project(struct arena *a, const struct line *l, const struct quote *q, size_t end, struct record_list *ret)
{
	struct record *r = list_add(ret, a);
	struct text told = text_part(a, &l->text, past_joint(l->text.s, q->to + STR("”").n), end, TEXT_TIGHT);

	r->block = l->block;
	r->prose = true;
	r->name = text_part(a, &l->text, q->from, q->to, TEXT_TIGHT);
	for (size_t k = 0; k < r->name.npieces; k++)
		*list_add(&r->pieces, a) = r->name.pieces[k];
	body_read(a, &told, false, false, r);
	records_settle_roles(r);
}

/* The projects of one paragraph; what is told of one ends with the sentence before the next name. */
static void of_line(struct arena *a, const struct line *l, struct record_list *ret)
{
	struct str s = l->text.s;
	struct quote q, next;

	for (bool more = next_name(s, 0, &q); more; q = next) {
		size_t end = s.n, behind = q.to + STR("”").n;

		more = next_name(s, behind, &next);
		if (more)
			end = sentence_start(s, behind, next.from);
		if (end > behind && tells_project(str_cut(s, behind, end)))
			add_project(a, l, &q, end, ret);
	}
}

bool quoted_projects(struct arena *a, const struct line_list *lines, struct record_list *ret)
{
	size_t before = ret->n;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].style == NUM_NONE && !prose_closes(&lines->v[i]))
			of_line(a, &lines->v[i], ret);
	if (ret->n - before >= PROJECTS_MIN)
		return true;
	ret->n = before;
	return false;
}
