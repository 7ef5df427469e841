#include "document/docx_number.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { LISTS_MAX = 20000, COUNT_MAX = 1000000, LABEL_MAX = 128 };

enum style {
	STYLE_UNKNOWN,
	STYLE_NONE, /* bullets, none */
	STYLE_DECIMAL,
	STYLE_DECIMAL_ZERO,
	STYLE_FULL_WIDTH,
	STYLE_CIRCLE,
	STYLE_PAREN,
	STYLE_STOP,
	STYLE_UPPER_ROMAN,
	STYLE_LOWER_ROMAN,
	STYLE_UPPER_LETTER,
	STYLE_LOWER_LETTER,
	STYLE_CHINESE,
	STYLE_CHINESE_LEGAL,
	STYLE_CHINESE_DIGITS,
	STYLE_HEAVENLY,
	STYLE_EARTHLY,
};

static const struct {
	const char *name;
	enum style style;
} styles[] = {
	{ "decimal", STYLE_DECIMAL },
	{ "decimalHalfWidth", STYLE_DECIMAL },
	{ "decimalZero", STYLE_DECIMAL_ZERO },
	{ "decimalFullWidth", STYLE_FULL_WIDTH },
	{ "decimalFullWidth2", STYLE_FULL_WIDTH },
	{ "decimalEnclosedCircle", STYLE_CIRCLE },
	{ "decimalEnclosedCircleChinese", STYLE_CIRCLE },
	{ "decimalEnclosedParen", STYLE_PAREN },
	{ "decimalEnclosedFullstop", STYLE_STOP },
	{ "upperRoman", STYLE_UPPER_ROMAN },
	{ "lowerRoman", STYLE_LOWER_ROMAN },
	{ "upperLetter", STYLE_UPPER_LETTER },
	{ "lowerLetter", STYLE_LOWER_LETTER },
	{ "chineseCounting", STYLE_CHINESE },
	{ "chineseCountingThousand", STYLE_CHINESE },
	{ "japaneseCounting", STYLE_CHINESE },
	{ "taiwaneseCounting", STYLE_CHINESE },
	{ "taiwaneseCountingThousand", STYLE_CHINESE },
	{ "chineseLegalSimplified", STYLE_CHINESE_LEGAL },
	{ "ideographLegalTraditional", STYLE_CHINESE_LEGAL },
	{ "ideographDigital", STYLE_CHINESE_DIGITS },
	{ "japaneseDigitalTenThousand", STYLE_CHINESE_DIGITS },
	{ "taiwaneseDigital", STYLE_CHINESE_DIGITS },
	{ "ideographTraditional", STYLE_HEAVENLY },
	{ "ideographZodiac", STYLE_EARTHLY },
	{ "bullet", STYLE_NONE },
	{ "none", STYLE_NONE },
};

struct level {
	enum style style;
	long start;
	struct str text; /* "%1、" */
	struct str pstyle; /* the paragraph style tied to this level */
	bool legal;	 /* all numbers in the label are decimal */
	bool never_restarts;
	bool set;
};

struct abstract {
	long id;
	struct level level[DOCX_LEVELS];
	long count[DOCX_LEVELS]; /* 0: not begun */
	bool begun[DOCX_LEVELS];
};

struct override {
	bool restarts, restarted;
	long start;
	struct level level; /* replaces the abstract list's, when set */
};

struct number {
	long id, abstract_id;
	struct abstract *abstract;
	struct override *over; /* DOCX_LEVELS of them, or NULL */
};

struct docx_numbers {
	/* both sorted by id */
	struct { struct abstract *v; size_t n, cap; } abstracts;
	struct { struct number *v; size_t n, cap; } numbers;
};

static enum style style_of(struct str name)
{
	for (size_t i = 0; i < COUNT(styles); i++)
		if (str_eq(name, str_of(styles[i].name)))
			return styles[i].style;
	return STYLE_UNKNOWN;
}

static struct str label_read(struct xml *x, struct arena *a)
{
	struct str s = xml_attr(x, "val");

	return s.n > LABEL_MAX ? (struct str){ "", 0 } : arena_str(a, s);
}

/* Word wraps a numFmt it invented later in AlternateContent; the Fallback, read last, wins. */
static struct level level_read(struct xml *x, struct arena *a)
{
	struct level l = { .style = STYLE_DECIMAL, .set = true };

	for (int d = x->depth; xml_inside(x, d);) {
		if (x->event != XML_OPEN)
			continue;
		if (xml_is(x, XML_W, "start"))
			l.start = xml_attr_int(x, "val", 0, COUNT_MAX);
		else if (xml_is(x, XML_W, "numFmt"))
			l.style = style_of(xml_attr(x, "val"));
		else if (xml_is(x, XML_W, "lvlText"))
			l.text = label_read(x, a);
		else if (xml_is(x, XML_W, "pStyle"))
			l.pstyle = arena_str(a, xml_attr(x, "val"));
		else if (xml_is(x, XML_W, "lvlRestart"))
			l.never_restarts = xml_attr_int(x, "val", 1, DOCX_LEVELS) == 0;
		else if (xml_is(x, XML_W, "isLgl"))
			l.legal = !str_eq(xml_attr(x, "val"), STR("0"));
		else if (!xml_is(x, XML_MC, "AlternateContent") &&
			 !xml_is(x, XML_MC, "Choice") && !xml_is(x, XML_MC, "Fallback"))
			xml_skip(x);
	}
	return l;
}

static void abstract_read(struct xml *x, struct arena *a, struct abstract *ab)
{
	ab->id = xml_attr_int(x, "abstractNumId", -1, 1L << 30);
	for (int d = x->depth; xml_inside(x, d);) {
		long i;

		if (!xml_opens(x, XML_W, "lvl"))
			continue;
		i = xml_attr_int(x, "ilvl", -1, DOCX_LEVELS - 1);
		if (i >= 0)
			ab->level[i] = level_read(x, a);
		else
			xml_skip(x);
	}
}

static void override_read(struct xml *x, struct arena *a, struct number *n)
{
	long i = xml_attr_int(x, "ilvl", -1, DOCX_LEVELS - 1);

	if (i < 0) {
		xml_skip(x);
		return;
	}
	if (n->over == NULL)
		n->over = arena_alloc(a, DOCX_LEVELS * sizeof(*n->over));
	for (int d = x->depth; xml_inside(x, d);) {
		if (xml_opens(x, XML_W, "startOverride")) {
			n->over[i].restarts = true;
			n->over[i].start = xml_attr_int(x, "val", 1, COUNT_MAX);
		} else if (xml_opens(x, XML_W, "lvl")) {
			n->over[i].level = level_read(x, a);
		}
	}
}

static void number_read(struct xml *x, struct arena *a, struct number *n)
{
	n->id = xml_attr_int(x, "numId", -1, 1L << 30);
	n->abstract_id = -1;
	for (int d = x->depth; xml_inside(x, d);) {
		if (xml_opens(x, XML_W, "abstractNumId"))
			n->abstract_id = xml_attr_int(x, "val", -1, 1L << 30);
		else if (xml_opens(x, XML_W, "lvlOverride"))
			override_read(x, a, n);
	}
}

/* struct abstract and struct number both start with their id. */
static int by_id(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

static struct number *number_find(const struct docx_numbers *m, long id)
{
	if (m->numbers.n == 0)
		return NULL;
	return bsearch(&id, m->numbers.v, m->numbers.n, sizeof(*m->numbers.v), by_id);
}

static void link_lists(struct docx_numbers *m)
{
	if (m->abstracts.n == 0 || m->numbers.n == 0)
		return;
	qsort(m->abstracts.v, m->abstracts.n, sizeof(*m->abstracts.v), by_id);
	qsort(m->numbers.v, m->numbers.n, sizeof(*m->numbers.v), by_id);
	for (size_t i = 0; i < m->numbers.n; i++) {
		struct number *n = &m->numbers.v[i];

		n->abstract = bsearch(&n->abstract_id, m->abstracts.v, m->abstracts.n,
				      sizeof(*m->abstracts.v), by_id);
	}
}

enum rc docx_numbers_read(struct arena *a, struct str part, const struct doc_limits *limits,
			  struct docx_numbers **ret, struct err *err)
{
	struct docx_numbers *m = arena_alloc(a, sizeof(*m));
	struct xml x;
	enum rc rc;

	xml_open(&x, part, limits, err);
	while (xml_next(&x)) {
		if (m->abstracts.n == LISTS_MAX || m->numbers.n == LISTS_MAX)
			xml_fail(&x, "文档的编号列表超过 %d 个，不像正常的文档；请用 Word 或 WPS 打开后另存为新文件再试",
				 LISTS_MAX);
		else if (xml_opens(&x, XML_W, "abstractNum"))
			abstract_read(&x, a, list_add(&m->abstracts, a));
		else if (xml_opens(&x, XML_W, "num"))
			number_read(&x, a, list_add(&m->numbers, a));
	}
	rc = xml_close(&x);
	if (rc != RC_OK)
		return rc;
	link_lists(m);
	*ret = m;
	return RC_OK;
}

static const struct level *level_at(const struct number *n, long i)
{
	if (n->over != NULL && n->over[i].level.set)
		return &n->over[i].level;
	return &n->abstract->level[i];
}

/* Level of a list reached through a style: the one that names the style. */
static long level_index(const struct number *n, const struct docx_ppr *p)
{
	if (p->list_from_style)
		for (long i = 0; i < DOCX_LEVELS; i++)
			if (p->style.n > 0 && str_eq(n->abstract->level[i].pstyle, p->style))
				return i;
	return p->ilvl < 0 ? 0 : p->ilvl;
}

static void count(struct number *n, long i)
{
	struct abstract *ab = n->abstract;
	long start = level_at(n, i)->start;

	if (n->over != NULL && n->over[i].restarts && !n->over[i].restarted) {
		n->over[i].restarted = true;
		start = n->over[i].start;
		ab->begun[i] = false;
	}
	ab->count[i] = ab->begun[i] ? ab->count[i] + 1 : start;
	ab->begun[i] = true;
	for (long k = i + 1; k < DOCX_LEVELS; k++)
		if (!level_at(n, k)->never_restarts)
			ab->begun[k] = false;
}

static struct str letters(struct arena *a, long n, char first)
{
	/* 27 is AA, 53 is AAA, as Word has it */
	size_t times = (size_t)((n - 1) / 26) + 1;
	char *p;

	if (n < 1 || times > 32)
		return (struct str){ "", 0 };
	p = arena_bytes(a, times);
	memset(p, first + (char)((n - 1) % 26), times);
	return (struct str){ p, times };
}

static struct str roman(struct arena *a, long n, bool upper)
{
	static const struct { long n; const char *upper, *lower; } steps[] = {
		{ 1000, "M", "m" }, { 900, "CM", "cm" }, { 500, "D", "d" }, { 400, "CD", "cd" },
		{ 100, "C", "c" },  { 90, "XC", "xc" },	 { 50, "L", "l" },  { 40, "XL", "xl" },
		{ 10, "X", "x" },   { 9, "IX", "ix" },	 { 5, "V", "v" },   { 4, "IV", "iv" },
		{ 1, "I", "i" },
	};
	struct str out = { "", 0 };

	if (n < 1 || n > 3999)
		return out;
	for (size_t i = 0; i < COUNT(steps); i++)
		for (; n >= steps[i].n; n -= steps[i].n)
			out = arena_cat(a, out, str_of(upper ? steps[i].upper : steps[i].lower));
	return out;
}

/* 1–9999 in words: 十二, 一百零五, and with legal digits 壹拾贰. */
static struct str chinese(struct arena *a, long n, bool legal)
{
	static const char *const plain[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
	static const char *const formal[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
	static const char *const places[2][4] = { { "千", "百", "十", "" }, { "仟", "佰", "拾", "" } };
	struct str out = { "", 0 };
	bool gap = false;
	long unit = 1000;

	if (n < 1 || n > 9999)
		return out;
	for (int place = 0; place < 4; place++, unit /= 10) {
		long digit = n / unit % 10;

		if (digit == 0) {
			gap = out.n > 0;
			continue;
		}
		if (gap)
			out = arena_cat(a, out, STR("零"));
		gap = false;
		if (!(place == 2 && digit == 1 && out.n == 0 && !legal))
			out = arena_cat(a, out, str_of(legal ? formal[digit] : plain[digit]));
		out = arena_cat(a, out, str_of(places[legal][place]));
	}
	return out;
}

static struct str each_digit(struct arena *a, long n, const char *const digits[10])
{
	struct str plain = arena_printf(a, "%ld", n), out = { "", 0 };

	for (size_t i = 0; i < plain.n; i++)
		out = arena_cat(a, out, str_of(digits[plain.p[i] - '0']));
	return out;
}

/* The nth of up to `max` characters that follow each other in Unicode, or nothing. */
static struct str run_of(struct arena *a, long n, long max, uint32_t first)
{
	char bytes[4];

	if (n < 1 || n > max)
		return (struct str){ "", 0 };
	return arena_str(a, (struct str){ bytes, utf8_put(bytes, first + (uint32_t)n - 1) });
}

static struct str cycle(const char *chars, long n, long length)
{
	if (n < 1 || n > length)
		return (struct str){ "", 0 };
	return (struct str){ chars + 3 * (n - 1), 3 };
}

/* One number, or an empty string where Word's own form is not known. */
static struct str number_text(struct arena *a, enum style style, long n)
{
	static const char *const full[] = { "０", "１", "２", "３", "４", "５", "６", "７", "８", "９" };
	static const char *const han[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	switch (style) {
	case STYLE_DECIMAL:
		return arena_printf(a, "%ld", n);
	case STYLE_DECIMAL_ZERO:
		return arena_printf(a, "%02ld", n);
	case STYLE_FULL_WIDTH:
		return each_digit(a, n, full);
	case STYLE_CHINESE_DIGITS:
		return each_digit(a, n, han);
	case STYLE_CIRCLE:
		return n <= 20 ? run_of(a, n, 20, 0x2460) : run_of(a, n - 20, 15, 0x3251);
	case STYLE_PAREN:
		return run_of(a, n, 20, 0x2474);
	case STYLE_STOP:
		return run_of(a, n, 20, 0x2488);
	case STYLE_UPPER_ROMAN:
		return roman(a, n, true);
	case STYLE_LOWER_ROMAN:
		return roman(a, n, false);
	case STYLE_UPPER_LETTER:
		return letters(a, n, 'A');
	case STYLE_LOWER_LETTER:
		return letters(a, n, 'a');
	case STYLE_CHINESE:
		return chinese(a, n, false);
	case STYLE_CHINESE_LEGAL:
		return chinese(a, n, true);
	case STYLE_HEAVENLY:
		return cycle("甲乙丙丁戊己庚辛壬癸", n, 10);
	case STYLE_EARTHLY:
		return cycle("子丑寅卯辰巳午未申酉戌亥", n, 12);
	default:
		return (struct str){ "", 0 };
	}
}

/* "%1.%2" with each level's number; one that cannot be written leaves no label at all. */
static struct str label(struct arena *a, const struct number *n, const struct level *of)
{
	struct str out = { "", 0 };

	for (size_t i = 0; i < of->text.n; i++) {
		const struct level *l;
		struct str one;
		long k;

		if (of->text.p[i] != '%' || i + 1 == of->text.n || of->text.p[i + 1] < '1' ||
		    of->text.p[i + 1] > '9') {
			out = arena_cat(a, out, str_cut(of->text, i, i + 1));
			continue;
		}
		k = of->text.p[++i] - '1';
		l = level_at(n, k);
		if (l->style == STYLE_NONE)
			continue;
		one = number_text(a, of->legal ? STYLE_DECIMAL : l->style,
				  n->abstract->begun[k] ? n->abstract->count[k] : l->start);
		if (one.n == 0)
			return one;
		out = arena_cat(a, out, one);
	}
	return str_trim(out);
}

struct str docx_number_next(struct docx_numbers *numbers, struct arena *a,
			    const struct docx_ppr *ppr)
{
	struct str none = { "", 0 };
	const struct level *l;
	struct number *n;
	long i;

	if (numbers == NULL || ppr->list <= DOCX_NO_LIST)
		return none;
	n = number_find(numbers, ppr->list);
	if (n == NULL || n->abstract == NULL)
		return none;
	i = level_index(n, ppr);
	l = level_at(n, i);
	if (!l->set)
		return none;
	count(n, i);
	return l->style == STYLE_NONE ? none : label(a, n, l);
}
