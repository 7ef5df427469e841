#include "zh/personal.h"

#include "zh/fold.h"

/* One group of digits (stars may stand for some), or several set apart by single hyphens or blanks. */
struct run {
	size_t from, to;
	char digits[40];
	size_t n;
	size_t groups; /* separators inside */
	bool starred;
};

/* The first byte at or after i that may begin a digit: ASCII, or one of the full-width forms. */
static size_t skip_words(struct str s, size_t i)
{
	while (i < s.n && (unsigned)(s.p[i] - '0') > 9 && (unsigned char)s.p[i] != 0xEF)
		i++;
	return i;
}

/* The group of digits that begins at or after `from`; stars count once a digit has been seen. */
static bool next_group(struct str s, size_t from, struct run *r)
{
	*r = (struct run){ 0 };
	for (size_t i = skip_words(s, from); i < s.n;) {
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
		} else if (r->n > 0) {
			break;
		} else {
			i = skip_words(s, i);
		}
	}
	return r->n > 0;
}

/* A hyphen or one blank right behind the run, or the bracket of (0356), then a digit: where the next group begins. */
static bool linked(struct str s, const struct run *r, size_t *next)
{
	size_t i = r->to, at;
	uint32_t c;
	bool area = r->groups == 0 && r->digits[0] == '0' && (r->n == 3 || r->n == 4);

	if (i >= s.n)
		return false;
	c = zh_fold(utf8_next(s, &i));
	if ((c != '-' && c != ' ' && !(c == ')' && area)) || i >= s.n)
		return false;
	at = i;
	c = zh_fold(utf8_next(s, &at));
	*next = i;
	return c >= '0' && c <= '9';
}

static bool mobile_digits(const char *d, size_t n)
{
	return n == 11 && d[0] == '1' && d[1] >= '3' && d[1] <= '9';
}

/* 13812345678, 138****5678, also with a star too many behind it. */
static bool is_mobile(const struct run *r)
{
	size_t n = r->n;

	while (n > 11 && n <= sizeof(r->digits) && r->digits[n - 1] == '*')
		n--;
	return n <= sizeof(r->digits) && mobile_digits(r->digits, n) && r->groups != 1;
}

/* Joins up to three groups to one number: 0356-7000000, 138 0000 0000; false when no more follow. */
static bool join_next(struct str s, struct run *r)
{
	struct run more;
	size_t next;

	if (r->groups >= 2 || !linked(s, r, &next) || !next_group(s, next, &more) || more.from != next ||
	    r->n + more.n > sizeof(r->digits))
		return false;
	memcpy(r->digits + r->n, more.digits, more.n);
	r->n += more.n;
	r->to = more.to;
	r->groups++;
	r->starred = r->starred || more.starred;
	return true;
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

/* A measure behind the digits, perhaps after a blank: a count. */
static bool counts(struct str s, size_t i)
{
	static const struct str measures[] = {
		STR_INIT("元"), STR_INIT("万"), STR_INIT("人"), STR_INIT("户"), STR_INIT("个"), STR_INIT("米"),
		STR_INIT("平"), STR_INIT("公"), STR_INIT("亩"), STR_INIT("吨"), STR_INIT("件"), STR_INIT("次"),
		STR_INIT("份"), STR_INIT("册"), STR_INIT("棵"), STR_INIT("株"), STR_INIT("千"), STR_INIT("立"),
	};

	while (i < s.n && s.p[i] == ' ')
		i++;
	for (size_t k = 0; k < COUNT(measures); k++)
		if (str_at(s, i, measures[k]))
			return true;
	return false;
}

/* 20250630 is a day. */
static bool is_date(const struct run *r)
{
	int year = 0, month, day;

	if (r->n != 8)
		return false;
	for (int k = 0; k < 4; k++)
		year = year * 10 + r->digits[k] - '0';
	month = (r->digits[4] - '0') * 10 + r->digits[5] - '0';
	day = (r->digits[6] - '0') * 10 + r->digits[7] - '0';
	return year >= 1990 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Words that announce a sum, a day or a code, not a telephone. */
static bool announces_other(struct str head)
{
	static const struct str words[] = {
		STR_INIT("投资"), STR_INIT("资金"), STR_INIT("合计"), STR_INIT("总计"), STR_INIT("共计"), STR_INIT("金额"),
		STR_INIT("财政"), STR_INIT("自筹"), STR_INIT("补助"), STR_INIT("日期"), STR_INIT("编号"), STR_INIT("代码"),
		STR_INIT("概算"), STR_INIT("预算"), STR_INIT("完成"), STR_INIT("支出"),
	};

	for (size_t k = 0; k < COUNT(words); k++)
		if (str_ends(head, words[k]))
			return true;
	return false;
}

/* 0356-7000000/7000001: the second number shares the area code before the first. */
static bool shares_area(struct str head)
{
	size_t i = head.n, digits = 0;

	if (str_ends(head, STR("/")))
		i -= 1;
	else if (str_ends(head, STR("、")))
		i -= STR("、").n;
	else
		return false;
	for (; i > 0 && head.p[i - 1] >= '0' && head.p[i - 1] <= '9'; i--)
		digits++;
	return (digits == 7 || digits == 8) && i >= 4 && head.p[i - 1] == '-' && head.p[i - 2] >= '0' &&
	       head.p[i - 2] <= '9' && (head.p[i - 4] == '0' || (i >= 5 && head.p[i - 5] == '0'));
}

/* 0356-7000000, 03567000000, 7000000 after a name or 电话; years and money have other neighbours. */
static bool is_landline(struct str s, const struct run *r)
{
	struct str head = str_cut(s, 0, r->from), words = str_trim(head);
	char next = r->to < s.n ? s.p[r->to] : ' ';

	if (counts(s, r->to))
		return false;
	if (r->digits[0] == '0' && r->groups <= 1 && r->n >= 10 && r->n <= 12)
		return true;
	if ((r->n != 7 && r->n != 8) || r->groups > 0 || r->digits[0] < '2' || is_date(r))
		return false;
	if (r->from >= 1 && (s.p[r->from - 1] == '.' || (s.p[r->from - 1] >= 'A' && s.p[r->from - 1] <= 'z')))
		return false;
	if (next == '.' || (next >= 'A' && next <= 'z'))
		return false;
	if (str_ends(words, STR("电话")) || str_ends(words, STR("电话：")) || str_ends(words, STR("电话:")) ||
	    shares_area(head))
		return true;
	/* after a personal name or a space: 郭梅梅 7000000 */
	if (words.n >= 6 && words.n != r->from && !announces_other(words)) {
		size_t at = words.n;

		return utf8_is_han(utf8_prev(words, &at));
	}
	return false;
}

static bool is_personal(struct str s, const struct run *r)
{
	enum { SHORTEST = 7 };

	return r->n >= SHORTEST && (is_mobile(r) || is_identity(r) || is_landline(s, r));
}

bool zh_personal_next(struct str s, size_t *from, size_t *to)
{
	struct run group, run;
	size_t i = skip_words(s, *from);

	while (i < s.n && next_group(s, i, &group)) {
		/* a group that is a number by itself; else the shortest join that is one */
		run = group;
		do {
			struct run second;
			size_t next;

			/* the next group may be a whole number of its own */
			if (run.groups == 0 && !is_personal(s, &run) && linked(s, &run, &next) &&
			    next_group(s, next, &second) && is_mobile(&second))
				break;
			if (is_personal(s, &run)) {
				*from = run.from;
				*to = run.to;
				return true;
			}
		} while (join_next(s, &run));
		i = group.to;
	}
	return false;
}
