#include "base/day.h"

#include "base/digits.h"

int day_month_last(int year, int month)
{
	static const int8_t last[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && leap ? 29 : last[month - 1];
}

bool day_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && day >= 1 && day <= day_month_last(year, month);
}

struct day day_of(int year, int month, int day)
{
	if (!day_valid(year, month, day))
		return DAY_NONE;
	return (struct day){ (int16_t)year, (int8_t)month, (int8_t)day };
}

int day_cmp(struct day a, struct day b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day < b.day ? -1 : a.day > b.day;
}

/* Days since the first of March of year 0: the leap day is then a year's last. */
static int day_number(struct day d)
{
	int year = d.month > 2 ? d.year : d.year - 1, month = d.month > 2 ? d.month - 3 : d.month + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + d.day - 1;
}

int day_count(struct day from, struct day to)
{
	return day_number(to) - day_number(from);
}

struct str day_digits(char room[DAY_DIGITS_MAX], struct day d)
{
	if (!day_is(d))
		return STR("");
	digits_before(room + 10, (uint64_t)d.day, 2);
	digits_before(room + 7, (uint64_t)d.month, 2);
	digits_before(room + 4, (uint64_t)d.year, 4);
	room[4] = room[7] = '-';
	return (struct str){ room, 10 };
}

struct str day_str(struct arena *a, struct day d)
{
	char room[DAY_DIGITS_MAX];
	struct str s = day_digits(room, d);

	return s.n == 0 ? s : (struct str){ arena_cstr(a, s), s.n };
}

bool day_parse(struct str iso, struct day *ret)
{
	int part[3] = { 0, 0, 0 };
	static const int width[3] = { 4, 2, 2 };
	size_t i = 0;

	if (iso.n != 10)
		return false;
	for (int k = 0; k < 3; k++) {
		for (int w = 0; w < width[k]; w++, i++) {
			if (iso.p[i] < '0' || iso.p[i] > '9')
				return false;
			part[k] = part[k] * 10 + (iso.p[i] - '0');
		}
		if (k < 2 && iso.p[i++] != '-')
			return false;
	}
	if (!day_valid(part[0], part[1], part[2]))
		return false;
	*ret = day_of(part[0], part[1], part[2]);
	return true;
}
