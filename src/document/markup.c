#include "document/markup.h"

#include "base/utf8.h"
#include "document/decode.h"
#include "document/libraries.h"

enum { TAG_MAX = 2000, ENTITY_MAX = 32 };

static const struct str break_tags[] = {
	STR_INIT("p"),	STR_INIT("br"), STR_INIT("div"), STR_INIT("li"),
	STR_INIT("ul"), STR_INIT("ol"), STR_INIT("tr"),
};

static const struct str inline_tags[] = {
	STR_INIT("a"),	   STR_INIT("b"),     STR_INIT("i"),	STR_INIT("u"),	  STR_INIT("s"),
	STR_INIT("strong"), STR_INIT("em"),   STR_INIT("span"), STR_INIT("font"), STR_INIT("sup"),
	STR_INIT("sub"),   STR_INIT("small"), STR_INIT("big"),	STR_INIT("ins"),  STR_INIT("del"),
	STR_INIT("mark"),  STR_INIT("img"),   STR_INIT("o:p"),	STR_INIT("center"),
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_name(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == ':';
}

static bool among(struct str name, const struct str *list, size_t n)
{
	char low[8];

	if (name.n > sizeof(low))
		return false;
	for (size_t i = 0; i < name.n; i++)
		low[i] = lower(name.p[i]);
	for (size_t i = 0; i < n; i++)
		if (str_eq((struct str){ low, name.n }, list[i]))
			return true;
	return false;
}

/* The length of the comment that starts s; 0 when another opens before it ends. */
static size_t comment_length(struct str s)
{
	for (size_t i = 4; (i = str_find_from(s, i, STR("--"))) != STR_NONE; i++) {
		if (str_at(s, i, STR("-->")))
			return i + 3;
		if (str_at(s, i - 2, STR("<!")))
			break;
	}
	return 0;
}

enum markup_tag markup_tag(struct str s, size_t i, size_t *length)
{
	struct str rest = str_cut(s, i, s.n - i < TAG_MAX ? s.n : i + TAG_MAX), name;
	size_t from = rest.n > 1 && rest.p[1] == '/' ? 2 : 1, to = from, end;

	if (str_starts(rest, STR("<!--"))) {
		*length = comment_length(rest);
		return *length ? MARKUP_INLINE : MARKUP_NONE;
	}
	while (to < rest.n && is_name(rest.p[to]))
		to++;
	name = str_cut(rest, from, to < from ? from : to);
	for (end = to; end < rest.n && rest.p[end] != '>'; end++)
		if (rest.p[end] == '<')
			return MARKUP_NONE;
	if (end >= rest.n)
		return MARKUP_NONE;
	*length = end + 1;
	if (among(name, break_tags, COUNT(break_tags)))
		return MARKUP_BREAK;
	return among(name, inline_tags, COUNT(inline_tags)) ? MARKUP_INLINE : MARKUP_NONE;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : 99;
}

/* "#8212" or "#x2014"; 0 when it names no character. */
static uint32_t numbered(struct str name)
{
	int base = name.n > 1 && lower(name.p[1]) == 'x' ? 16 : 10;
	uint32_t c = 0;

	for (size_t i = base == 16 ? 2 : 1; i < name.n; i++) {
		int d = digit(name.p[i]);

		if (d >= base || c > 0x10FFFF)
			return 0;
		c = c * (uint32_t)base + (uint32_t)d;
	}
	return c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0 : c;
}

size_t markup_entity(struct str s, size_t i, uint32_t *ret)
{
	char name[ENTITY_MAX];
	const htmlEntityDesc *known;
	size_t n = 0;

	while (n + 1 < ENTITY_MAX && i + 1 + n < s.n &&
	       (is_name(s.p[i + 1 + n]) || s.p[i + 1 + n] == '#')) {
		name[n] = s.p[i + 1 + n];
		n++;
	}
	if (n == 0 || i + 1 + n >= s.n || s.p[i + 1 + n] != ';')
		return 0;
	name[n] = '\0';
	if (name[0] == '#') {
		*ret = numbered((struct str){ name, n });
		return *ret ? n + 2 : 0;
	}
	doc_libraries();
	known = libxml.htmlEntityLookup((const xmlChar *)name);
	if (known == NULL)
		return 0;
	*ret = known->value == 0xA0 ? ' ' : known->value;
	return n + 2;
}

size_t markup_tidy(char *p, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n;) {
		const char *end = memchr(p + i, '\n', n - i);
		size_t to = end ? (size_t)(end - p) : n;
		struct str line = str_trim((struct str){ p + i, to - i });

		if (line.n > 0) {
			if (out > 0)
				p[out++] = '\n';
			memmove(p + out, line.p, line.n);
			out += line.n;
		}
		i = to + 1;
	}
	return out;
}

struct str markup_text(struct arena *a, struct str s)
{
	size_t out = 0;
	char *p;

	if (s.n == 0 || (!memchr(s.p, '<', s.n) && !memchr(s.p, '&', s.n)))
		return s;
	p = arena_bytes(a, s.n + 4);
	for (size_t i = 0; i < s.n;) {
		size_t length = 0;
		uint32_t c;
		enum markup_tag tag = s.p[i] == '<' ? markup_tag(s, i, &length) : MARKUP_NONE;

		if (tag == MARKUP_BREAK)
			p[out++] = '\n';
		if (tag != MARKUP_NONE) {
			i += length;
		} else if (s.p[i] == '&' && (length = markup_entity(s, i, &c)) > 0) {
			out += utf8_put(p + out, c); /* never longer than "&#n;" */
			i += length;
		} else {
			p[out++] = s.p[i++];
		}
	}
	return (struct str){ p, markup_tidy(p, doc_clean(p, out)) };
}
