#include "reading/kind.h"

#include "base/utf8.h"
#include "base/words.h"
#include "zh/money.h"
#include "zh/name.h"
#include "zh/number.h"
#include "zh/personal.h"
#include "zh/when.h"

enum { ANY_YEAR = 2000, NAME_CHARS = 24 };

static const struct str nothing_words[] = {
	STR_INIT("无"), STR_INIT("暂无"), STR_INIT("/"), STR_INIT("-"), STR_INIT("--"), STR_INIT("无。"), STR_INIT("没有"), STR_INIT("暂无。"),
	STR_INIT("无问题"), STR_INIT("不涉及"), STR_INIT("\\"), STR_INIT("无存在问题"), STR_INIT("无无"), STR_INIT("---"), STR_INIT("暂无问题"),
};

static const struct str progress_words[] = {
	STR_INIT("已"), STR_INIT("正在"), STR_INIT("目前"), STR_INIT("累计"), STR_INIT("截至"), STR_INIT("己完成"),
	STR_INIT("超序时"), STR_INIT("达到序时"), STR_INIT("进展顺利"), STR_INIT("有序推进"), STR_INIT("滞后"), STR_INIT("尚未"),
};

/* What a list of units says besides them: alone, and behind a name. */
static const struct str role_words[] = {
	STR_INIT("牵头单位"), STR_INIT("牵头"), STR_INIT("配合单位"), STR_INIT("配合"), STR_INIT("责任单位"), STR_INIT("实施单位"), STR_INIT("实施"),
};
static const struct str role_tail_words[] = {
	STR_INIT("牵头"), STR_INIT("配合"), STR_INIT("负责"), STR_INIT("主办"), STR_INIT("协办"), STR_INIT("共同负责"), STR_INIT("分别负责"), STR_INIT("负责实施"),
	STR_INIT("具体实施"), STR_INIT("组织实施"), STR_INIT("负责组织实施"), STR_INIT("牵头负责"), STR_INIT("牵头实施"), STR_INIT("实施"), STR_INIT("参与"), STR_INIT("协助"),
	STR_INIT("承办"), STR_INIT("按职责分工负责"),
};
static struct words nothing = WORDS(nothing_words), progress = WORDS(progress_words), roles = WORDS(role_words), role_tails = WORDS(role_tail_words);

__attribute__((constructor)) static void index_words(void)
{
	words_index(&nothing);
	words_index(&progress);
	words_index(&roles);
	words_index_ends(&role_tails);
}

bool kind_is_nothing(struct str s)
{
	return words_is(&nothing, s);
}

int kind_number(struct str s)
{
	size_t i = 0;
	int n;

	s = str_trim(s);
	if (s.n > 0 && s.p[0] == '(')
		i = 1;
	else if (str_starts(s, STR("第")))
		i = 3;
	if (!zh_small(s, &i, &n))
		return -1;
	while (i < s.n && (s.p[i] == '.' || s.p[i] == ')' || str_at(s, i, STR("、")) ||
			   str_at(s, i, STR("件")) || str_at(s, i, STR("项"))))
		i += (unsigned char)s.p[i] < 0x80 ? 1 : 3;
	return i == s.n && n < 1000 ? n : -1;
}

bool kind_is_page_mark(struct str s)
{
	int digits = 0;
	bool dressed = false;

	s = str_trim(s);
	if (s.n == 0 || s.n > 24)
		return false;
	for (size_t i = 0; i < s.n; i += utf8_len((unsigned char)s.p[i])) {
		if (zh_is_digit(s, i))
			digits++;
		else if (!(s.p[i] == '-' || s.p[i] == ' ' || s.p[i] == '/' || str_at(s, i, STR("第")) ||
			   str_at(s, i, STR("页")) || str_at(s, i, STR("共"))))
			return false;
		else
			dressed = dressed || s.p[i] != ' ';
	}
	if (!dressed && digits == 2 && s.p[0] == '0') /* the number of a card */
		return false;
	return digits > 0 && digits <= (dressed ? 6 : 3); /* 1680 alone is an amount */
}

bool kind_numbers_card(struct str s, int *last)
{
	int n = 0;

	s = str_trim(s);
	if (s.n != 2 || !zh_is_digit(s, 0) || !zh_is_digit(s, 1))
		return false;
	n = (s.p[0] - '0') * 10 + (s.p[1] - '0');
	if (n == 0 || (s.p[0] != '0' && (*last == 0 || n != *last + 1)))
		return false;
	*last = n;
	return true;
}

bool kind_says_progress(struct str s)
{
	return words_in(&progress, s);
}

/* 、 , ; blank, line end, 。 and : part a list. */
static bool is_separator(struct str s, size_t i, size_t *n)
{
	switch (s.p[i]) {
	case ',': case ';': case ' ': case '\n': case ':':
		*n = 1;
		return true;
	default:
		break;
	}
	if (!str_at(s, i, STR("、")) && !str_at(s, i, STR("。")))
		return false;
	*n = 3;
	return true;
}

/* Counts the parts of a list and how many of them pass the test; `all`: ends at the first that fails. */
static void count_parts(struct str s, bool (*test)(struct str), bool all, int *parts, int *good)
{
	size_t from = 0, n = 1;
	int depth = 0;

	*parts = *good = 0;
	for (size_t i = 0; i <= s.n; i += n) {
		bool end = i == s.n;

		n = end ? 1 : utf8_len((unsigned char)s.p[i]);
		if (!end && s.p[i] == '(')
			depth++;
		else if (!end && s.p[i] == ')' && depth > 0)
			depth--;
		if (end || (depth == 0 && is_separator(s, i, &n))) {
			struct str part = str_trim(str_cut(s, from, i));

			if (part.n > 0) {
				(*parts)++;
				*good += test(part);
				if (all && *good < *parts)
					return;
			}
			from = i + n;
		}
	}
}

static bool unit_part(struct str s)
{
	size_t cut;

	if (words_is(&roles, s))
		return true;
	cut = words_end(&role_tails, s);
	if (cut < s.n)
		s.n -= cut;
	return s.n <= 75 && (zh_is_unit(s) || str_eq(s, STR("村")) || str_eq(s, STR("镇")) || str_eq(s, STR("乡")));
}

/* A list of units cut in its last name by a line end: 各乡镇、市自然资 */
static bool wraps_unit(struct str s)
{
	size_t last = str_rfind(s, STR("、"));

	return last != STR_NONE && s.n - last - 3 <= 24 && !zh_is_digit(s, last + 3) && !str_has(s, STR("。")) &&
	       !str_has(s, STR("元"));
}

static bool person_part(struct str s)
{
	size_t from = 0, to, open;

	if (zh_personal_next(s, &from, &to))
		s = str_trim(str_cut(s, 0, from));
	open = str_find(s, STR("("));
	if (open != STR_NONE && open > 0)
		s = str_trim(str_cut(s, 0, open));
	return s.n == 0 || zh_is_person(s) || zh_is_post(s);
}

static bool is_amount(struct str s)
{
	struct zh_money m;
	size_t i = 0;
	struct dec n;

	if (zh_money_bare(s, 1, &m))
		return true;
	if (str_at(s, 0, STR("约")))
		i = 3;
	if (!zh_digits(s, &i, &n))
		return false;
	while (str_at(s, i, STR("余")) || str_at(s, i, STR("万")) || str_at(s, i, STR("亿")) ||
	       str_at(s, i, STR("元")) || str_at(s, i, STR("左右")) || str_at(s, i, STR("。")))
		i += str_at(s, i, STR("左右")) ? 6 : 3;
	return i == s.n;
}

bool kind_first_time(struct str s, struct cell_time *t)
{
	if (!t->looked) {
		t->found = zh_when_find(s, 0, ANY_YEAR, &t->when);
		t->looked = true;
	}
	return t->found;
}

static bool is_plan(struct str s, struct cell_time *t)
{
	return kind_first_time(s, t) && (t->when.begin <= 18 || str_has(s, STR("底前")) || str_has(s, STR("季度")));
}

/* People before units: a list of names alone. */
static bool is_list(struct str s, enum cell_kind *ret)
{
	int parts, good;

	if (s.n <= 110) {
		count_parts(s, person_part, true, &parts, &good);
		*ret = CELL_PEOPLE;
		if (parts > 0 && good == parts)
			return true;
	}
	if (s.n > 400)
		return false;
	count_parts(s, unit_part, false, &parts, &good);
	*ret = CELL_UNITS;
	return parts > 0 && (good * 10 >= parts * 8 || (parts >= 2 && good == parts - 1 && wraps_unit(s)));
}

enum cell_kind kind_and_time(struct str s, struct cell_time *t)
{
	enum cell_kind list;

	if (s.n == 0)
		return CELL_EMPTY;
	if (kind_is_nothing(s))
		return CELL_NOTHING;
	if (kind_number(s) >= 0)
		return CELL_NUMBER;
	if (is_amount(s))
		return CELL_AMOUNT;
	if (s.n <= 10 && str_ends(s, STR("%")))
		return CELL_PERCENT;
	if (s.n <= 90 && kind_first_time(s, t) && zh_when_alone(s, &t->when))
		return CELL_TIME;
	if (is_list(s, &list))
		return list;
	if (is_plan(s, t))
		return CELL_PLAN;
	return s.n <= 4 * NAME_CHARS && utf8_count(s) <= NAME_CHARS && !str_has(s, STR("。")) ? CELL_SHORT : CELL_LONG;
}

enum cell_kind kind_of_cell(struct str s)
{
	return kind_and_time(str_trim(s), &(struct cell_time){ 0 });
}

bool kind_ends_table(struct str s)
{
	if (s.n == 0 || s.n > 120)
		return false;
	return str_starts(s, STR("附件")) || str_starts(s, STR("附:")) || str_starts(s, STR("抄送")) ||
	       str_starts(s, STR("上一篇")) || str_starts(s, STR("版权所有")) ||
	       str_starts(s, STR("扫一扫")) || str_starts(s, STR("注:")) || str_starts(s, STR("注1")) ||
	       str_starts(s, STR("填报单位")) || str_starts(s, STR("填表")) || str_starts(s, STR("填报人")) ||
	       str_starts(s, STR("制表")) || str_starts(s, STR("审核人")) || str_starts(s, STR("报送单位")) ||
	       str_starts(s, STR("分享到")) || str_starts(s, STR("责任编辑")) || str_starts(s, STR("信息来源")) ||
	       str_starts(s, STR("联系人:")) || str_starts(s, STR("联系电话:"));
}
