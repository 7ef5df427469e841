#include "zh/money.h"

#include "zh/number.h"

static bool to_fen(struct dec n, int64_t yuan, int64_t *fen)
{
	struct dec sum;

	return dec_mul(n, dec_int(yuan), &sum) && dec_to_fen(sum, fen);
}

static bool skip_word(struct str s, size_t *i, struct str word)
{
	if (!str_at(s, *i, word))
		return false;
	*i += word.n;
	return true;
}

static bool is_about(struct str s, size_t *i)
{
	return skip_word(s, i, STR("余")) || skip_word(s, i, STR("多"));
}

static int64_t read_scale(struct str s, size_t *i)
{
	int64_t yuan = 1;

	for (;;) {
		if (skip_word(s, i, STR("亿")))
			yuan *= 100000000;
		else if (skip_word(s, i, STR("万")))
			yuan *= 10000;
		else if (skip_word(s, i, STR("千")))
			yuan *= 1000;
		else if (skip_word(s, i, STR("百")))
			yuan *= 100;
		else
			return yuan;
		if (yuan > 100000000)
			return 100000000;
	}
}

static enum zh_compare compare_before(struct str s, size_t i)
{
	struct str head = str_cut(s, 0, i);

	if (str_ends(head, STR("约")) || str_ends(head, STR("近")))
		return ZH_ABOUT;
	if (str_ends(head, STR("不超过")))
		return ZH_AT_MOST;
	if (str_ends(head, STR("超过")) || str_ends(head, STR("逾")))
		return ZH_ABOVE;
	if (str_ends(head, STR("不低于")) || str_ends(head, STR("不少于")))
		return ZH_AT_LEAST;
	return ZH_EXACT;
}

/* 每户4000元, 80元/人, 100元的标准: not a sum. */
static bool is_standard(struct str s, size_t from, size_t to)
{
	size_t k = from;
	struct str head;

	while (k > 0 && from - k < 18 && s.p[k - 1] != ',' && s.p[k - 1] != ';' && s.p[k - 1] != '(' &&
	       s.p[k - 1] != ':' && !str_at(str_cut(s, 0, from), k - (k >= 3 ? 3 : 0), STR("。")))
		k--;
	head = str_cut(s, k, from);
	if (str_has(head, STR("每")) || str_has(head, STR("人均")) || str_has(head, STR("户均")))
		return true;
	return to < s.n && (s.p[to] == '/' || str_at(s, to, STR("每")) || str_at(s, to, STR("的标准")));
}

static bool money_at(struct str s, size_t *i, struct zh_money *m)
{
	struct dec n;
	size_t k = *i;
	int64_t yuan;
	bool about;

	m->from = k;
	if (!zh_digits(s, &k, &n))
		return false;
	*i = k;
	about = is_about(s, &k);
	yuan = read_scale(s, &k);
	about = is_about(s, &k) || about;
	if (!skip_word(s, &k, STR("元")) &&
	    (yuan < 10000 || zh_measure_at(s, k) > 0 || str_at(s, k, STR("平方")) ||
	     !(k >= s.n || s.p[k] == ',' || s.p[k] == ';' || s.p[k] == ')' || str_at(s, k, STR("。")) || str_at(s, k, STR("、")))))
		return false;
	*i = k;
	if (str_at(s, k, STR("左右")))
		about = true;
	m->to = k;
	m->scale = n.scale;
	m->cmp = about ? ZH_ABOUT : compare_before(s, m->from);
	m->standard = is_standard(s, m->from, m->to);
	return to_fen(n, yuan, &m->fen);
}

void zh_moneys(struct arena *a, struct str s, struct zh_money_list *ret)
{
	for (size_t i = 0; i < s.n;) {
		struct zh_money m = { 0 };

		if (!zh_is_digit(s, i) || (i > 0 && ((s.p[i - 1] >= 'A' && s.p[i - 1] <= 'Z') || s.p[i - 1] == '.'))) {
			i++;
			continue;
		}
		if (money_at(s, &i, &m))
			*list_add(ret, a) = m;
		while (i == m.from || zh_is_digit(s, i)) /* digits too many for a number */
			i++;
	}
}

int64_t zh_money_unit(struct str header)
{
	if (str_has(header, STR("亿元")))
		return 100000000;
	if (str_has(header, STR("万元")))
		return 10000;
	if (str_has(header, STR("(元")) || str_ends(header, STR("元)")) || str_has(header, STR("单位:元")))
		return 1;
	return 0;
}

bool zh_money_bare(struct str cell, int64_t unit_yuan, struct zh_money *ret)
{
	struct str s = str_trim(cell);
	struct zh_money m = { 0 };
	struct dec n;
	size_t i = 0;

	if (skip_word(s, &i, STR("约")))
		m.cmp = ZH_ABOUT;
	m.from = i;
	if (!zh_digits(s, &i, &n))
		return false;
	m.to = i;
	if (is_about(s, &i) || skip_word(s, &i, STR("左右")))
		m.cmp = ZH_ABOUT;
	if (i != s.n || !to_fen(n, unit_yuan, &m.fen))
		return false;
	m.scale = n.scale;
	*ret = m;
	return true;
}
