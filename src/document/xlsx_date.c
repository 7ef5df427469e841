#include "document/xlsx_date.h"

#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { SECONDS = 86400, LAST_SERIAL = 2958465, DAYS_1904 = 1462 };

static bool is_word(struct str code, size_t i, const char *word)
{
	size_t n = strlen(word);

	return code.n - i >= n && strncasecmp(code.p + i, word, n) == 0;
}

/* The bytes up to `end` after i, and past it. */
static void enclosed(struct str code, size_t *i, char end, struct str *text)
{
	size_t from = *i + 1, to = from;

	while (to < code.n && code.p[to] != end)
		to++;
	*text = str_cut(code, from, to);
	*i = to < code.n ? to + 1 : to;
}

bool xlsx_token(struct str code, size_t *at, struct xlsx_token *ret)
{
	size_t i = *at, n;
	char c;

	if (i >= code.n || code.p[i] == ';')
		return false;
	c = code.p[i];
	ret->kind = XLSX_LITERAL;
	if (c == '"') {
		enclosed(code, &i, '"', &ret->text);
	} else if (c == '[') {
		ret->kind = XLSX_BRACKET;
		enclosed(code, &i, ']', &ret->text);
	} else if (strchr("\\!_*", c) != NULL) {
		n = i + 1 < code.n ? utf8_len((unsigned char)code.p[i + 1]) : 0;
		n = n > code.n - i - 1 ? code.n - i - 1 : n;
		ret->text = str_cut(code, i + 1, c == '\\' || c == '!' ? i + 1 + n : i + 1);
		i += 1 + n;
	} else if (is_word(code, i, "General")) {
		ret->kind = XLSX_GENERAL;
		ret->text = str_cut(code, i, i + 7);
		i += 7;
	} else {
		n = utf8_len((unsigned char)c);
		n = n > code.n - i ? code.n - i : n;
		ret->kind = n == 1 ? XLSX_SYMBOL : XLSX_LITERAL;
		ret->text = str_cut(code, i, i + n);
		i += n;
	}
	*at = i;
	return true;
}

/* What the code asks for. */
struct wants {
	bool year, month, day, hour, minute, second, elapsed, chinese, half_day;
};

/* One letter of a date, with its repetitions: 'y' 'm' 'd' 'h' 's' 'n' (minutes) 'a' (half of the day). */
struct field {
	char letter;
	int width;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* True when the next letter of the code, literals skipped, is an s: then m is minutes. */
static bool second_follows(struct str code, size_t at)
{
	struct xlsx_token t;

	while (xlsx_token(code, &at, &t))
		if (t.kind == XLSX_SYMBOL && strchr("ymdhs", lower(t.text.p[0])) != NULL)
			return lower(t.text.p[0]) == 's';
	return false;
}

/* Reads the field that starts with this token; letter 0 when it is none.  *hours: an h came before. */
static struct field field_read(struct str code, size_t *at, const struct xlsx_token *t, bool *hours)
{
	struct field f = { 0, 1 };
	char c;

	if (t->kind == XLSX_BRACKET)
		c = t->text.n > 0 && strchr("hms", lower(t->text.p[0])) != NULL &&
				    (t->text.n == 1 || lower(t->text.p[1]) == lower(t->text.p[0])) ?
			    lower(t->text.p[0]) :
			    '\0';
	else
		c = t->kind == XLSX_SYMBOL ? lower(t->text.p[0]) : '\0';
	if (c == 'a' && is_word(code, *at - 1, "AM/PM")) {
		*at += 4;
		return (struct field){ 'a', 1 };
	}
	if (c == '\0' || strchr("ymdhse", c) == NULL)
		return f;
	if (t->kind == XLSX_SYMBOL)
		for (; *at < code.n && lower(code.p[*at]) == c; (*at)++)
			f.width++;
	f.letter = c == 'e' ? 'y' : c;
	if (c == 'm' && (*hours || second_follows(code, *at)))
		f.letter = 'n';
	*hours = c == 'h';
	return f;
}

static bool says_chinese(struct str s)
{
	return str_has(s, STR("年")) || str_has(s, STR("月")) || str_has(s, STR("日")) ||
	       str_has(s, STR("时")) || str_has(s, STR("分"));
}

static struct wants wants_of(struct str code)
{
	struct wants w = { .year = false };
	struct xlsx_token t;
	bool hours = false;
	size_t at = 0;

	while (xlsx_token(code, &at, &t)) {
		struct field f = field_read(code, &at, &t, &hours);

		w.year |= f.letter == 'y';
		w.month |= f.letter == 'm';
		w.day |= f.letter == 'd' && f.width < 3;
		w.hour |= f.letter == 'h';
		w.minute |= f.letter == 'n';
		w.second |= f.letter == 's';
		w.half_day |= f.letter == 'a' || (t.kind == XLSX_LITERAL && str_eq(t.text, STR("上")));
		w.elapsed |= f.letter != 0 && t.kind == XLSX_BRACKET;
		w.chinese |= t.kind == XLSX_LITERAL && says_chinese(t.text);
	}
	return w;
}

bool xlsx_is_date(struct str code)
{
	struct xlsx_token t;
	size_t at = 0;
	bool date = false;

	while (xlsx_token(code, &at, &t)) {
		if (t.kind == XLSX_GENERAL ||
		    (t.kind == XLSX_SYMBOL && strchr("0#?%", t.text.p[0]) != NULL))
			return date && t.text.p[0] == '0'; /* ss.00 */
		if (t.kind == XLSX_SYMBOL && strchr("ymdhs", lower(t.text.p[0])) != NULL)
			date = true;
		if (t.kind == XLSX_BRACKET && t.text.n > 0 && t.text.n < 3 &&
		    strchr("hms", lower(t.text.p[0])) != NULL)
			date = true;
	}
	return date;
}

struct moment {
	long serial; /* whole days */
	int year, month, day;
	long second; /* of the day */
};

/* Days since 1970-01-01 → calendar day. */
static void civil(long days, struct moment *m)
{
	/* years start in March, eras of 400 years at 0000-03-01 */
	long era, in_era, year, in_year, month;

	days += 719468;
	era = days / 146097;
	in_era = days - era * 146097;
	year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	in_year = in_era - (365 * year + year / 4 - year / 100);
	month = (5 * in_year + 2) / 153;
	m->day = (int)(in_year - (153 * month + 2) / 5 + 1);
	m->month = (int)(month < 10 ? month + 3 : month - 9);
	m->year = (int)(year + era * 400 + (m->month <= 2));
}

static bool moment_of(double serial, bool from_1904, struct moment *ret)
{
	struct moment m = { 0 };

	if (!(serial >= 0 && serial < LAST_SERIAL + 1.0))
		return false;
	m.serial = (long)serial;
	m.second = (long)((serial - (double)m.serial) * SECONDS + 0.5);
	if (m.second == SECONDS) {
		m.serial++;
		m.second = 0;
	}
	if (from_1904)
		m.serial += DAYS_1904;
	/* Excel counts a 29 February 1900, day 60, that never was */
	if (m.serial == 60) {
		m.year = 1900;
		m.month = 2;
		m.day = 29;
	} else {
		civil(m.serial - 25569 + (m.serial < 60), &m);
	}
	*ret = m;
	return true;
}

static void put_iso(struct buf *b, const struct wants *w, const struct moment *m)
{
	long hour = m->second / 3600 + (w->elapsed ? m->serial * 24 : 0);

	if (w->year || w->month || w->day) {
		buf_printf(b, "%04d", m->year);
		if (w->month || w->day)
			buf_printf(b, "-%02d", m->month);
		if (w->day)
			buf_printf(b, "-%02d", m->day);
		if (w->hour)
			buf_char(b, ' ');
	}
	if (w->hour || (w->second && !w->day))
		buf_printf(b, "%02ld:%02ld", hour, m->second / 60 % 60);
	if (w->second)
		buf_printf(b, ":%02ld", m->second % 60);
}

static void put_field(struct buf *b, struct field f, const struct wants *w, const struct moment *m)
{
	int width = f.width > 1 ? 2 : 1;
	long hour = m->second / 3600;

	if (w->half_day)
		hour = hour % 12 == 0 ? 12 : hour % 12;
	if (w->elapsed)
		hour += m->serial * 24;
	if (f.letter == 'y')
		buf_printf(b, "%04d", m->year);
	else if (f.letter == 'm')
		buf_printf(b, "%0*d", width, m->month);
	else if (f.letter == 'd' && f.width < 3)
		buf_printf(b, "%0*d", width, m->day);
	else if (f.letter == 'h')
		buf_printf(b, "%0*ld", width, hour);
	else if (f.letter == 'n')
		buf_printf(b, "%0*ld", width, m->second / 60 % 60);
	else if (f.letter == 's')
		buf_printf(b, "%0*ld", width, m->second % 60);
	else if (f.letter == 'a')
		buf_str(b, m->second < SECONDS / 2 ? STR("上午") : STR("下午"));
}

/* As the code writes it; 上午/下午 stands in codes as bare text and means one of the two. */
static void put_chinese(struct buf *b, struct str code, const struct wants *w,
			const struct moment *m)
{
	struct xlsx_token t;
	bool hours = false;
	size_t at = 0;

	while (xlsx_token(code, &at, &t)) {
		struct field f = field_read(code, &at, &t, &hours);

		if (f.letter != 0)
			put_field(b, f, w, m);
		else if (t.kind == XLSX_LITERAL && str_at(code, at - t.text.n, STR("上午/下午"))) {
			put_field(b, (struct field){ 'a', 1 }, w, m);
			at += STR("上午/下午").n - t.text.n;
		} else if (t.kind == XLSX_LITERAL ||
			   (t.kind == XLSX_SYMBOL && strchr("aAbBgG@", t.text.p[0]) == NULL))
			buf_str(b, t.text);
	}
}

bool xlsx_date(struct arena *a, struct str code, double serial, bool from_1904, struct str *ret)
{
	struct wants w = wants_of(code);
	struct buf b = BUF_INIT(4096);
	struct moment m;

	if (!moment_of(serial, from_1904, &m))
		return false;
	/* a time of day may be below 1; a date may not */
	if (m.serial == 0 && (w.year || w.month || w.day))
		return false;
	if (w.chinese)
		put_chinese(&b, code, &w, &m);
	else
		put_iso(&b, &w, &m);
	*ret = arena_str(a, str_trim(buf_text(&b)));
	buf_free(&b);
	return true;
}
