#include "reading/quoted.h"

#include "base/utf8.h"
#include "reading/meta.h"
#include "reading/prose.h"
#include "reading/unnumbered.h"
#include "zh/number.h"

enum { PROJECTS_MIN = 3, SIGNS_MIN = 2, NAME_CHARS_MIN = 3, NAME_CHARS_MAX = 30 };

static const struct str name_ends[] = { STR_INIT("工程"), STR_INIT("项目"), STR_INIT("行动"), STR_INIT("计划") };

/* A project's name in quotes: bytes of the line, the quotes left out where all of it stands in them; `behind` is past it. */
struct quote {
	size_t from, to, behind;
};

static bool has_any(struct str s, const struct str *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_has(s, words[k]))
			return true;
	return false;
}

static size_t ending_at(struct str s, size_t i)
{
	for (size_t k = 0; k < COUNT(name_ends); k++)
		if (str_at(s, i, name_ends[k]))
			return name_ends[k].n;
	return 0;
}

/* ”工程, ”建设项目 behind the quote at byte i: bytes of the rest of the name, 0 for none. */
static size_t name_goes_on(struct str s, size_t i)
{
	static const struct str links[] = { STR_INIT("建设"), STR_INIT("改造"), STR_INIT("提升"), STR_INIT("惠民"), STR_INIT("服务"), STR_INIT("专项") };
	size_t n = ending_at(s, i);

	for (size_t k = 0; k < COUNT(links) && n == 0; k++)
		if (str_at(s, i, links[k]) && ending_at(s, i + links[k].n) > 0)
			n = links[k].n + ending_at(s, i + links[k].n);
	return n;
}

static bool is_name(struct str s)
{
	static const struct str stops[] = { STR_INIT(","), STR_INIT(";"), STR_INIT(":"), STR_INIT("。"), STR_INIT("“") };
	size_t chars = utf8_count(s);

	return chars >= NAME_CHARS_MIN && chars <= NAME_CHARS_MAX && !has_any(s, stops, COUNT(stops)) && !meta_names_programme(s);
}

static bool ends_as_name(struct str s)
{
	for (size_t k = 0; k < COUNT(name_ends); k++)
		if (str_ends(s, name_ends[k]))
			return true;
	return false;
}

/* The next name from byte `at` on: “村道硬化工程” or “白改黑”工程. */
static bool next_name(struct str s, size_t at, struct quote *ret)
{
	for (size_t open = str_find_from(s, at, STR("“")); open != STR_NONE; open = str_find_from(s, open + STR("“").n, STR("“"))) {
		size_t from = open + STR("“").n, to = str_find_from(s, from, STR("”")), behind, n;

		if (to == STR_NONE)
			return false;
		behind = to + STR("”").n;
		n = name_goes_on(s, behind);
		if (!is_name(str_cut(s, from, to)) || !(n > 0 || ends_as_name(str_cut(s, from, to))))
			continue;
		*ret = ends_as_name(str_cut(s, from, to)) ? (struct quote){ from, to, behind } : (struct quote){ open, behind + n, behind + n };
		return true;
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

/* The start of the sentence or part of one that byte `at` stands in, not before `from`. */
static size_t sentence_start(struct str s, size_t from, size_t at)
{
	struct str before = str_cut(s, from, at);
	size_t stop = str_rfind(before, STR("。")), part = str_rfind(before, STR(";"));

	if (stop == STR_NONE && part == STR_NONE)
		return from;
	if (part == STR_NONE || (stop != STR_NONE && stop > part))
		return from + stop + STR("。").n;
	return from + part + 1;
}

/* Past what joins the name and what is told of it: "将", "项目明确", ",". */
static size_t past_joint(struct str s, size_t at)
{
	static const struct str words[] = { STR_INIT("项目"), STR_INIT("工程"), STR_INIT("明确"), STR_INIT("提出"), STR_INIT("计划将"), STR_INIT("将"), STR_INIT("拟"), STR_INIT(","), STR_INIT(":"), STR_INIT("。"), STR_INIT("--") };

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_at(s, at, words[k]))
			return past_joint(s, at + words[k].n);
	return at;
}

/* "该项目由…": lines below that go on with the project; where they end. */
static size_t lines_going_on(const struct line_list *lines, size_t i)
{
	static const struct str heads[] = { STR_INIT("该项目"), STR_INIT("该工程"), STR_INIT("该项工程"), STR_INIT("该项工作"), STR_INIT("该行动"), STR_INIT("该计划") };

	for (; i < lines->n; i++) {
		struct quote q;
		size_t k = 0;

		while (k < COUNT(heads) && !str_starts(lines->v[i].text.s, heads[k]))
			k++;
		if (k == COUNT(heads) || lines->v[i].style != NUM_NONE || next_name(lines->v[i].text.s, 0, &q))
			break;
	}
	return i;
}

/* The project that line i names; `end` is where what it tells of it ends, `to` past the lines that go on with it. */
static void add_project(struct arena *a, const struct line_list *lines, size_t i, size_t to, const struct quote *q, size_t end,
			struct record_list *ret)
{
	const struct line *l = &lines->v[i];
	size_t frame = str_at(l->text.s, q->to, STR("”")) ? STR("”").n : 0; /* the quotes around the name */
	struct text told = text_part(a, &l->text, past_joint(l->text.s, q->behind), end, TEXT_TIGHT);
	struct text framed = text_part(a, &l->text, q->from - frame, q->to + frame, TEXT_TIGHT);
	struct record *r;

	for (size_t k = i + 1; k < to; k++)
		told = text_join(a, &told, &lines->v[k].text);
	if (!tells_project(told.s))
		return;
	r = list_add(ret, a);
	r->block = l->block;
	r->prose = true;
	r->name = text_part(a, &l->text, q->from, q->to, TEXT_TIGHT);
	for (size_t k = 0; k < framed.npieces; k++)
		*list_add(&r->pieces, a) = framed.pieces[k];
	body_read(a, &told, false, false, r);
	records_settle_roles(r);
}

/* The projects of one paragraph; what is told of one ends with the sentence before the next name. */
static void of_line(struct arena *a, const struct line_list *lines, size_t i, struct record_list *ret)
{
	struct str s = lines->v[i].text.s;
	struct quote q, next = { 0 };

	for (bool more = next_name(s, 0, &q); more; q = next) {
		size_t end = s.n, to = i + 1;

		more = next_name(s, q.behind, &next);
		if (more)
			end = sentence_start(s, q.behind, next.from);
		else
			to = lines_going_on(lines, i + 1);
		if (end > q.behind)
			add_project(a, lines, i, to, &q, end, ret);
	}
}

bool quoted_projects(struct arena *a, const struct line_list *lines, struct record_list *ret)
{
	size_t before = ret->n;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i].style == NUM_NONE && !prose_closes(&lines->v[i]))
			of_line(a, lines, i, ret);
	if (ret->n - before >= PROJECTS_MIN)
		return true;
	ret->n = before;
	return false;
}
