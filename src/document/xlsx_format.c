#include "document/xlsx_format.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/xlsx_date.h"

enum {
	SIGNIFICANT = 15, /* digits Excel keeps */
	TYPED_DECIMALS = 6,
	CODE_MAX = 512,
	CODES_MAX = 20000,
	DIGITS_MAX = 40,
};

/* 0.d1d2d3… × 10^point, without zeros at either end; n is 0 for zero. */
struct digits {
	char d[DIGITS_MAX];
	int n, point;
	bool negative;
};

/* Half away from zero, keeping the first `keep` digits. */
static void digits_round(struct digits *x, int keep)
{
	bool up;

	if (keep >= x->n)
		return;
	up = keep >= 0 && x->d[keep] >= '5';
	x->n = keep < 0 ? 0 : keep;
	for (int i = x->n - 1; i >= 0 && up; i--) {
		up = x->d[i] == '9';
		x->d[i] = up ? '0' : (char)(x->d[i] + 1);
	}
	if (up) {
		memmove(x->d + 1, x->d, (size_t)x->n);
		x->d[0] = '1';
		x->n++;
		x->point++;
	}
	while (x->n > 0 && x->d[x->n - 1] == '0')
		x->n--;
}

/* False when s is not a decimal number, or has more digits than any program writes. */
static bool digits_read(struct str s, struct digits *ret)
{
	struct digits x = { .n = 0 };
	bool dot = false, any = false;
	size_t i = 0;
	int exponent = 0, sign = 1;

	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		x.negative = s.p[i++] == '-';
	for (; i < s.n && (s.p[i] == '.' || (s.p[i] >= '0' && s.p[i] <= '9')); i++) {
		if (s.p[i] == '.') {
			if (dot)
				return false;
			dot = true;
			continue;
		}
		any = true;
		if (x.n == 0 && s.p[i] == '0') {
			x.point -= dot;
			continue;
		}
		if (x.n == DIGITS_MAX - 1)
			return false;
		x.d[x.n++] = s.p[i];
		x.point += !dot;
	}
	if (i < s.n && any && (s.p[i] == 'e' || s.p[i] == 'E')) {
		i++;
		if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
			sign = s.p[i++] == '-' ? -1 : 1;
		for (any = false; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, any = true)
			exponent = exponent > 999 ? 999 : exponent * 10 + (s.p[i] - '0');
	}
	if (!any || i != s.n)
		return false;
	x.point += sign * exponent;
	while (x.n > 0 && x.d[x.n - 1] == '0')
		x.n--;
	if (x.n == 0)
		x = (struct digits){ .n = 0 };
	digits_round(&x, SIGNIFICANT);
	*ret = x;
	return true;
}

/* Plain notation, at least `whole` digits before the point and `decimals` after it. */
static struct str digits_print(struct arena *a, const struct digits *x, int whole, int decimals)
{
	struct buf b = BUF_INIT(256);
	int before = x->point > 0 ? x->point : 0;
	int after = x->n - x->point > 0 ? x->n - x->point : 0;
	struct str out;

	before = before < whole ? whole : before < 1 ? 1 : before;
	after = after < decimals ? decimals : after;
	if (x->negative && x->n > 0)
		buf_char(&b, '-');
	for (int i = x->point - before; i < x->point + after; i++) {
		if (i == x->point)
			buf_char(&b, '.');
		buf_char(&b, i >= 0 && i < x->n ? x->d[i] : '0');
	}
	out = arena_str(a, buf_text(&b));
	buf_free(&b);
	return out;
}

/* Numbers that plain notation would blow up stay as the file has them. */
static bool printable(const struct digits *x)
{
	return x->point <= 21 && x->point >= -20;
}

/* What a number format consists of, as far as we honour it. */
struct pattern {
	struct buf before, after; /* literals */
	bool digits, percent, point, odd;
	int whole, decimals, thousands;
};

/* A digit placeholder, the point, or a comma. */
static void pattern_digit(struct pattern *p, char c)
{
	if (p->after.n > 0) {
		p->odd = true; /* 000-0000: literals between the digits */
	} else if (c == '.') {
		p->point = true;
	} else if (c == ',') {
		p->thousands++; /* scales only if no digit follows */
	} else {
		p->digits = true;
		p->thousands = 0;
		if (p->point)
			p->decimals++;
		else
			p->whole += c == '0';
	}
}

static void pattern_literal(struct pattern *p, struct str s)
{
	buf_str(p->digits ? &p->after : &p->before, s);
}

/* [Red] says nothing, [$¥-804] is a currency sign, [>100] a condition: too much for us. */
static void pattern_bracket(struct pattern *p, struct str in)
{
	if (str_starts(in, STR("$"))) {
		size_t dash = str_find(in, STR("-"));

		pattern_literal(p, str_cut(in, 1, dash == STR_NONE ? in.n : dash));
	} else if (in.n > 0 && strchr("<>=", in.p[0]) != NULL) {
		p->odd = true;
	}
}

static void pattern_read(struct pattern *p, const struct xlsx_token *t)
{
	switch (t->kind) {
	case XLSX_LITERAL:
		pattern_literal(p, t->text);
		break;
	case XLSX_BRACKET:
		pattern_bracket(p, t->text);
		break;
	case XLSX_SYMBOL:
		if (strchr("0#?.,", t->text.p[0]) != NULL) {
			pattern_digit(p, t->text.p[0]);
		} else if (t->text.p[0] == '%') {
			p->percent = true;
			pattern_literal(p, t->text);
		} else if (t->text.p[0] == '@' || t->text.p[0] == '/' || t->text.p[0] == 'E') {
			p->odd = true;
		} else {
			pattern_literal(p, t->text);
		}
		break;
	case XLSX_GENERAL:
		p->digits = true;
		p->decimals = SIGNIFICANT;
		break;
	}
}

static struct str pattern_apply(struct arena *a, const struct pattern *p, struct digits x)
{
	struct str minus = x.negative && x.n > 0 ? STR("-") : STR("");
	struct str number;

	x.negative = false;
	if (x.n > 0)
		x.point += 2 * p->percent - 3 * p->thousands;
	if (p->percent || x.n - x.point > TYPED_DECIMALS)
		digits_round(&x, x.point + p->decimals);
	if (x.n == 0)
		x.point = 0;
	number = digits_print(a, &x, p->whole, p->percent ? p->decimals : 0);
	number = arena_cat(a, buf_text(&p->before), number);
	number = arena_cat(a, number, buf_text(&p->after));
	return arena_cat(a, minus, number);
}

/* By the format's first section: the others differ in sign and colour, which we always tell. */
static struct str format_figure(struct arena *a, struct str code, const struct digits *x)
{
	struct pattern p = { .before = BUF_INIT(CODE_MAX), .after = BUF_INIT(CODE_MAX) };
	struct xlsx_token t;
	struct str out;
	size_t at = 0;

	while (xlsx_token(code, &at, &t))
		pattern_read(&p, &t);
	if (p.odd || !p.digits)
		out = digits_print(a, x, 1, 0);
	else
		out = pattern_apply(a, &p, *x);
	buf_free(&p.before);
	buf_free(&p.after);
	return out;
}

static int by_id(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* The formats that every workbook has without saying so; only percent and dates matter. */
static struct str built_in(long id)
{
	static const struct { long from, to; struct str code; } codes[] = {
		{ 9, 9, STR_INIT("0%") },
		{ 10, 10, STR_INIT("0.00%") },
		{ 14, 16, STR_INIT("yyyy-m-d") },
		{ 17, 17, STR_INIT("yyyy-m") },
		{ 18, 18, STR_INIT("h:mm") },
		{ 19, 19, STR_INIT("h:mm:ss") },
		{ 20, 20, STR_INIT("h:mm") },
		{ 21, 21, STR_INIT("h:mm:ss") },
		{ 22, 22, STR_INIT("yyyy-m-d h:mm") },
		/* as a Chinese Excel has them */
		{ 27, 27, STR_INIT("yyyy\"年\"m\"月\"") },
		{ 28, 29, STR_INIT("m\"月\"d\"日\"") },
		{ 30, 30, STR_INIT("m-d-yy") },
		{ 31, 31, STR_INIT("yyyy\"年\"m\"月\"d\"日\"") },
		{ 32, 32, STR_INIT("h\"时\"mm\"分\"") },
		{ 33, 33, STR_INIT("h\"时\"mm\"分\"ss\"秒\"") },
		{ 34, 34, STR_INIT("h\"时\"mm\"分\"") },
		{ 35, 35, STR_INIT("h\"时\"mm\"分\"ss\"秒\"") },
		{ 36, 36, STR_INIT("yyyy\"年\"m\"月\"") },
		{ 45, 45, STR_INIT("mm:ss") },
		{ 46, 46, STR_INIT("[h]:mm:ss") },
		{ 47, 47, STR_INIT("mm:ss") },
		{ 50, 50, STR_INIT("yyyy\"年\"m\"月\"") },
		{ 51, 51, STR_INIT("m\"月\"d\"日\"") },
		{ 52, 52, STR_INIT("yyyy\"年\"m\"月\"") },
		{ 53, 54, STR_INIT("m\"月\"d\"日\"") },
		{ 55, 55, STR_INIT("h\"时\"mm\"分\"") },
		{ 56, 56, STR_INIT("h\"时\"mm\"分\"ss\"秒\"") },
		{ 57, 57, STR_INIT("yyyy\"年\"m\"月\"") },
		{ 58, 58, STR_INIT("m\"月\"d\"日\"") },
	};

	for (size_t i = 0; i < COUNT(codes); i++)
		if (id >= codes[i].from && id <= codes[i].to)
			return codes[i].code;
	return id == 2 || id == 4 ? STR("0.00") : id == 1 || id == 3 ? STR("0") : STR("General");
}

static struct str code_of(const struct xlsx_formats *f, long style)
{
	const struct xlsx_code *custom = NULL;
	long id = style >= 0 && (size_t)style < f->styles.n ? (long)f->styles.v[style] : 0;

	if (f->codes.n > 0)
		custom = bsearch(&id, f->codes.v, f->codes.n, sizeof(*f->codes.v), by_id);
	return custom != NULL ? custom->text : built_in(id);
}

struct str xlsx_number(struct arena *a, const struct xlsx_formats *f, long style,
		       struct str value)
{
	struct str code = code_of(f, style), date;
	struct digits x;

	if (!digits_read(value, &x) || !printable(&x))
		return value;
	/* seconds are as exact as a date gets, so its fraction may be a double */
	if (xlsx_is_date(code) && !x.negative &&
	    xlsx_date(a, code, strtod(arena_cstr(a, value), NULL), f->from_1904, &date))
		return date;
	return format_figure(a, xlsx_is_date(code) ? STR("General") : code, &x);
}

static void codes_read(struct xml *x, struct arena *a, struct xlsx_formats *f)
{
	for (int d = x->depth; xml_inside(x, d);) {
		struct xlsx_code *c;
		struct str text;

		if (!xml_opens(x, XML_S, "numFmt"))
			continue;
		if (f->codes.n == CODES_MAX) {
			xml_fail(x, "表格的数字格式超过 %d 种，不像正常的表格；请用 Excel 或 WPS 打开后另存为新文件再试",
				 CODES_MAX);
			return;
		}
		c = list_add(&f->codes, a);
		c->id = xml_attr_int(x, "numFmtId", -1, 1L << 30);
		text = xml_attr(x, "formatCode");
		c->text = text.n > CODE_MAX ? STR("General") : arena_str(a, text);
	}
}

enum rc xlsx_formats_read(struct arena *a, struct str part, const struct doc_limits *limits,
			  struct xlsx_formats *ret, struct err *err)
{
	struct xlsx_formats f = { .from_1904 = ret->from_1904 };
	struct xml x;
	enum rc rc;

	xml_open(&x, part, limits, err);
	while (xml_next(&x)) {
		if (xml_opens(&x, XML_S, "numFmts"))
			codes_read(&x, a, &f);
		else if (xml_opens(&x, XML_S, "cellXfs"))
			for (int d = x.depth; xml_inside(&x, d);)
				if (xml_opens(&x, XML_S, "xf"))
					*list_add(&f.styles, a) =
						(uint32_t)xml_attr_int(&x, "numFmtId", 0, 1L << 30);
	}
	rc = xml_close(&x);
	if (rc != RC_OK)
		return rc;
	if (f.codes.n > 0)
		qsort(f.codes.v, f.codes.n, sizeof(*f.codes.v), by_id);
	*ret = f;
	return RC_OK;
}
