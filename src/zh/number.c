#include "zh/number.h"

static bool thousands_at(struct str s, size_t i)
{
	return i + 3 < s.n + 0 && s.p[i] == ',' && zh_is_digit(s, i + 1) &&
	       zh_is_digit(s, i + 2) && zh_is_digit(s, i + 3) && !zh_is_digit(s, i + 4);
}

bool zh_digits(struct str s, size_t *i, struct dec *ret)
{
	struct dec d = { 0, 0 };
	size_t k = *i, first = *i;

	if (!zh_is_digit(s, k))
		return false;
	for (; k < s.n; k++) {
		if (k - first <= 3 && thousands_at(s, k)) {
			first = k + 1;
			continue;
		}
		if (!zh_is_digit(s, k))
			break;
		if (__builtin_mul_overflow(d.n, 10, &d.n) ||
		    __builtin_add_overflow(d.n, s.p[k] - '0', &d.n))
			return false;
	}
	if (k + 1 < s.n && s.p[k] == '.' && zh_is_digit(s, k + 1)) {
		for (k++; zh_is_digit(s, k) && d.scale < DEC_SCALE_MAX; k++) {
			if (__builtin_mul_overflow(d.n, 10, &d.n) ||
			    __builtin_add_overflow(d.n, s.p[k] - '0', &d.n))
				return false;
			d.scale++;
		}
	}
	*i = k;
	*ret = dec_norm(d);
	return true;
}

int zh_digit_at(struct str s, size_t i)
{
	static const struct str digit[] = {
		STR_INIT("零"), STR_INIT("一"), STR_INIT("二"), STR_INIT("三"),
		STR_INIT("四"), STR_INIT("五"), STR_INIT("六"), STR_INIT("七"),
		STR_INIT("八"), STR_INIT("九"), STR_INIT("十"),
	};

	if (i + 3 > s.n || (unsigned char)s.p[i] < 0xE3)
		return -1;
	for (int k = 0; k < (int)COUNT(digit); k++)
		if (memcmp(s.p + i, digit[k].p, 3) == 0)
			return k;
	if (str_at(s, i, STR("两")))
		return 2;
	if (str_at(s, i, STR("〇")))
		return 0;
	return -1;
}

static int64_t place_at(struct str s, size_t i)
{
	if (str_at(s, i, STR("十")))
		return 10;
	if (str_at(s, i, STR("百")))
		return 100;
	if (str_at(s, i, STR("千")))
		return 1000;
	return 0;
}

bool zh_numeral(struct str s, size_t *i, int64_t *ret)
{
	int64_t total = 0, section = 0, digit = 0;
	bool any = false;
	size_t k = *i;

	while (k < s.n) {
		int64_t place = place_at(s, k);
		int d = zh_digit_at(s, k);

		if (place > 0) {
			section += (digit > 0 ? digit : 1) * place;
			digit = 0;
		} else if (d >= 0) {
			if (digit > 0) /* 三四: digits without a place are no number here */
				break;
			digit = d;
		} else if (any && str_at(s, k, STR("万")) && total == 0 && section + digit < 10000) {
			total = (section + digit) * 10000;
			section = digit = 0;
		} else {
			break;
		}
		any = true;
		k += 3;
	}
	if (!any)
		return false;
	*i = k;
	*ret = total + section + digit;
	return true;
}

bool zh_small(struct str s, size_t *i, int *ret)
{
	size_t k = *i;
	int64_t n = 0;

	if (zh_is_digit(s, k)) {
		for (; zh_is_digit(s, k) && n < 10000; k++)
			n = n * 10 + (s.p[k] - '0');
	} else if (!zh_numeral(s, &k, &n)) {
		return false;
	}
	if (n > 9999)
		return false;
	*i = k;
	*ret = (int)n;
	return true;
}
