#include "zh/number.h"

#include "base/utf8.h"

/* 1,230 and, printed apart, 1 230. */
static bool thousands_at(struct str s, size_t i)
{
	return i + 3 < s.n && (s.p[i] == ',' || s.p[i] == ' ') && zh_is_digit(s, i + 1) &&
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
	switch (utf8_wide_at(s, i)) {
	case U'零':
	case U'〇':
		return 0;
	case U'一':
		return 1;
	case U'二':
	case U'两':
		return 2;
	case U'三':
		return 3;
	case U'四':
		return 4;
	case U'五':
		return 5;
	case U'六':
		return 6;
	case U'七':
		return 7;
	case U'八':
		return 8;
	case U'九':
		return 9;
	case U'十':
		return 10;
	default:
		return -1;
	}
}

static int64_t place_of(uint32_t c)
{
	return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

bool zh_numeral(struct str s, size_t *i, int64_t *ret)
{
	int64_t total = 0, section = 0, digit = 0;
	bool any = false;
	size_t k = *i;

	while (k < s.n) {
		int64_t place = place_of(utf8_wide_at(s, k));
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
