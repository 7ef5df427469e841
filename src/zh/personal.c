#include "zh/personal.h"

#include "zh/fold.h"

/* A run of digits with the separators that telephone numbers use. */
struct run {
	size_t from, to;
	char digits[40];
	size_t n;
	size_t groups;
	bool starred;
};

static bool next_run(struct str s, size_t from, struct run *r)
{
	size_t i = from;

	*r = (struct run){ 0 };
	while (i < s.n) {
		size_t at = i;
		uint32_t c = zh_fold(utf8_next(s, &i));
		bool digit = c >= '0' && c <= '9';

		if (digit || (r->n > 0 && (c == '*' || ((c == 'X' || c == 'x') && r->n == 17)))) {
			if (r->n == 0)
				r->from = at;
			if (r->n < sizeof(r->digits))
				r->digits[r->n] = (char)c;
			r->n++;
			r->starred = r->starred || c == '*';
			r->to = i;
			continue;
		}
		if (r->n == 0)
			continue;
		/* one hyphen or space may stand inside: 0356-7000000, 138 0000 0000 */
		if ((c == '-' || c == ' ') && i < s.n) {
			size_t k = i;
			uint32_t d = zh_fold(utf8_next(s, &k));

			if (d >= '0' && d <= '9' && r->groups < 3) {
				r->groups++;
				continue;
			}
		}
		break;
	}
	return r->n > 0;
}

static bool is_mobile(const struct run *r)
{
	return r->n == 11 && r->digits[0] == '1' && r->digits[1] >= '3' && r->digits[1] <= '9' &&
	       r->groups != 1;
}

static bool is_identity(const struct run *r)
{
	int month, day;

	if (r->groups > 0 || r->starred)
		return false;
	if (r->n == 18) {
		month = (r->digits[10] - '0') * 10 + r->digits[11] - '0';
		day = (r->digits[12] - '0') * 10 + r->digits[13] - '0';
		return (r->digits[6] == '1' || r->digits[6] == '2') && month <= 12 && day <= 31;
	}
	if (r->n == 15) {
		month = (r->digits[8] - '0') * 10 + r->digits[9] - '0';
		day = (r->digits[10] - '0') * 10 + r->digits[11] - '0';
		return month >= 1 && month <= 12 && day >= 1 && day <= 31;
	}
	return false;
}

/* 0356-7000000, 03567000000, 7000000 after a name or 电话; years and money have other neighbours. */
static bool is_landline(struct str s, const struct run *r)
{
	static const struct str not_after[] = {
		STR_INIT("元"), STR_INIT("万"), STR_INIT("人"), STR_INIT("户"), STR_INIT("个"), STR_INIT("米"),
		STR_INIT("平"), STR_INIT("公"), STR_INIT("亩"), STR_INIT("吨"), STR_INIT("件"), STR_INIT("次"), STR_INIT("份"), STR_INIT("册"), STR_INIT("棵"), STR_INIT("株"), STR_INIT("千"), STR_INIT("立"),
	};
	struct str head = str_cut(s, 0, r->from);

	for (size_t k = 0; k < COUNT(not_after); k++)
		if (str_at(s, r->to, not_after[k]))
			return false;
	if (r->digits[0] == '0' && r->groups <= 1 && r->n >= 10 && r->n <= 12)
		return true;
	if ((r->n != 7 && r->n != 8) || r->groups > 0 || r->digits[0] < '2')
		return false;
	if (r->from >= 1 && (s.p[r->from - 1] == '.' || (s.p[r->from - 1] >= 'A' && s.p[r->from - 1] <= 'z')))
		return false;
	if (str_at(s, r->to, STR(".")))
		return false;
	if (str_ends(str_trim(head), STR("电话")) || str_ends(str_trim(head), STR("电话：")) ||
	    str_ends(str_trim(head), STR("电话:")))
		return true;
	/* after a personal name or a space: 郭梅梅 7000000 */
	head = str_trim(head);
	if (head.n >= 6 && head.n != r->from) {
		size_t at = head.n;

		return utf8_is_han(utf8_prev(head, &at));
	}
	return false;
}

bool zh_personal_next(struct str s, size_t *from, size_t *to)
{
	struct run r;
	size_t i = *from;

	while (i < s.n && next_run(s, i, &r)) {
		if (is_mobile(&r) || is_identity(&r) || is_landline(s, &r)) {
			*from = r.from;
			*to = r.to;
			return true;
		}
		i = r.to;
	}
	return false;
}
