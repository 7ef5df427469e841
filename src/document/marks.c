#include "document/marks.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "document/decode.h"
#include "document/markup.h"

enum { LINK_MAX = 2000, OPEN_LINKS = 8 };

/* What becomes of a byte of the source. */
enum fate { KEEP, DROP, BREAK };

/* Marks that can stand open: *, **, ***, _, __, ~~, by mark_class(). */
enum { CLASS_NONE = -1, CLASSES = 6, CLASS_BOLD = 1 };

struct marks {
	struct str s;
	unsigned char *fate;
	size_t open[CLASSES]; /* offset of the open mark, or STR_NONE */
	size_t links[OPEN_LINKS]; /* offsets of '[' without its ']' */
	size_t link_count;
};

static bool is_blank(uint32_t c)
{
	return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xA0;
}

static bool in_list(uint32_t c, struct str list)
{
	for (size_t i = 0; i < list.n;)
		if (utf8_next(list, &i) == c)
			return true;
	return false;
}

static bool opens_quote(uint32_t c)
{
	return in_list(c, STR("“‘（《〈【「『〔［｛([{"));
}

static bool ends_phrase(uint32_t c)
{
	return in_list(c, STR("、，。；：！？”’）》〉】」』〕］｝…,.;:!?)]}"));
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(uint32_t c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || utf8_is_han(c);
}

static int mark_class(char c, size_t n)
{
	if (c == '*')
		return n <= 3 ? (int)n - 1 : CLASS_NONE;
	if (c == '_')
		return n <= 2 ? (int)n + 2 : CLASS_NONE;
	return n == 2 ? 5 : CLASS_NONE;
}

static void drop(struct marks *m, size_t from, size_t n)
{
	memset(m->fate + from, DROP, n);
}

/* "**a****b**": four in a row close one and open the next. */
static void four_stars(struct marks *m, size_t i, bool may_open, bool may_close)
{
	size_t at = m->open[CLASS_BOLD];

	if (at == STR_NONE || !may_open || !may_close)
		return;
	drop(m, at, 2);
	drop(m, i, 4);
	m->open[CLASS_BOLD] = i; /* dropped already; dropping twice is harmless */
}

/* A run of n equal marks at byte i. */
static void emphasis(struct marks *m, size_t i, size_t n)
{
	char mark = m->s.p[i];
	size_t before = i, after = i + n;
	uint32_t prev = i > 0 ? utf8_prev(m->s, &before) : 0;
	uint32_t next = after < m->s.n ? utf8_next(m->s, &after) : 0;
	bool may_open = !is_blank(next) && !ends_phrase(next);
	bool may_close = !is_blank(prev) && !opens_quote(prev);
	int class = mark_class(mark, n);

	if (is_digit(prev) && is_digit(next))
		return;
	if ((mark == '_' || n == 1) && is_word(prev) && is_word(next))
		return; /* 王*明 is a masked name */
	if (mark == '*' && n == 4)
		four_stars(m, i, may_open, may_close);
	if (class == CLASS_NONE)
		return;
	if (m->open[class] != STR_NONE && may_close) {
		drop(m, m->open[class], n);
		drop(m, i, n);
		m->open[class] = STR_NONE;
	} else if (may_open) {
		m->open[class] = i;
	} else if (class == CLASS_BOLD && next == 0 && ends_phrase(prev)) {
		drop(m, i, n); /* bold from a line above ends here */
	}
}

static size_t run_length(struct str s, size_t i)
{
	size_t n = 1;

	while (i + n < s.n && s.p[i + n] == s.p[i])
		n++;
	return n;
}

/* `code`: both runs go, what is between stays as it is.  Returns the offset after it. */
static size_t code_span(struct marks *m, size_t i, size_t n)
{
	size_t end = m->s.n - i < LINK_MAX ? m->s.n : i + LINK_MAX;

	for (size_t k = i + n; k < end;) {
		size_t run = m->s.p[k] == '`' ? run_length(m->s, k) : 0;

		if (run == n) {
			drop(m, i, n);
			drop(m, k, n);
			return k + n;
		}
		k += run ? run : 1;
	}
	return i + n;
}

/* The length of "(address)" at byte i, 0 when it is a bracket of the text. */
static size_t link_target(struct str s, size_t i)
{
	size_t end = s.n - i < LINK_MAX ? s.n : i + LINK_MAX, k = i + 1;
	bool address = false;
	int depth = 1;

	if (i >= s.n || s.p[i] != '(')
		return 0;
	for (; k < end && depth > 0; k++) {
		char c = s.p[k];

		if (c == '[' || c == ']' || c == '<')
			return 0; /* no address; and searches must not overlap */
		depth += (c == '(') - (c == ')');
		address |= c == '/' || c == '.' || c == '#' || c == ':';
	}
	return depth == 0 && (address || k == i + 2) ? k - i : 0;
}

static void link_open(struct marks *m, size_t i)
{
	if (m->link_count == OPEN_LINKS) {
		memmove(m->links, m->links + 1, sizeof(m->links) - sizeof(m->links[0]));
		m->link_count--;
	}
	m->links[m->link_count++] = i;
}

/* A ']' at byte i; returns the offset after it and its address. */
static size_t link_close(struct marks *m, size_t i)
{
	size_t target = link_target(m->s, i + 1), from;

	if (m->link_count == 0)
		return i + 1;
	from = m->links[--m->link_count];
	if (target == 0)
		return i + 1;
	drop(m, from, 1);
	if (from > 0 && m->s.p[from - 1] == '!')
		drop(m, from - 1, 1);
	drop(m, i, 1 + target);
	return i + 1 + target;
}

static size_t angle(struct marks *m, size_t i)
{
	size_t length;
	enum markup_tag tag = markup_tag(m->s, i, &length);
	const char *end;

	if (tag != MARKUP_NONE) {
		drop(m, i, length);
		if (tag == MARKUP_BREAK)
			m->fate[i] = BREAK;
		return i + length;
	}
	if (str_at(m->s, i + 1, STR("http")) && m->s.n - i < LINK_MAX &&
	    (end = memchr(m->s.p + i, '>', m->s.n - i)) != NULL) {
		drop(m, i, 1);
		drop(m, (size_t)(end - m->s.p), 1);
		return (size_t)(end - m->s.p) + 1;
	}
	return i + 1;
}

static bool is_ascii_mark(char c)
{
	return c != '\0' && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

static size_t step(struct marks *m, size_t i)
{
	size_t n;

	switch (m->s.p[i]) {
	case '\\':
		if (i + 1 < m->s.n && !is_ascii_mark(m->s.p[i + 1]))
			return i + 1;
		drop(m, i, 1); /* an escape, or a line break written at the end */
		return i + 2;
	case '*':
	case '_':
	case '~':
		n = run_length(m->s, i);
		emphasis(m, i, n);
		return i + n;
	case '`':
		return code_span(m, i, run_length(m->s, i));
	case '[':
		link_open(m, i);
		return i + 1;
	case ']':
		return link_close(m, i);
	case '<':
		return angle(m, i);
	default:
		return i + 1;
	}
}

static bool has_marks(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '\\':
		case '*':
		case '_':
		case '~':
		case '`':
		case ']':
		case '<':
		case '&':
			return true;
		default:
			break;
		}
	return false;
}

static struct str write_kept(struct arena *a, const struct marks *m)
{
	char *p = arena_bytes(a, m->s.n + 4);
	size_t out = 0;
	bool broken = false;

	for (size_t i = 0; i < m->s.n;) {
		uint32_t c;
		size_t length;

		if (m->fate[i] == BREAK) {
			p[out++] = '\n';
			broken = true;
		}
		if (m->fate[i] != KEEP) {
			i++;
		} else if (m->s.p[i] == '&' && (length = markup_entity(m->s, i, &c)) > 0) {
			out += utf8_put(p + out, c);
			i += length;
		} else {
			p[out++] = m->s.p[i++];
		}
	}
	out = doc_clean(p, out);
	return (struct str){ p, broken ? markup_tidy(p, out) : out };
}

struct str marks_text(struct arena *a, struct str s)
{
	struct marks m = { .s = s };
	struct str text;

	if (!has_marks(s))
		return s;
	m.fate = calloc(s.n + 1, 1);
	if (m.fate == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	for (size_t k = 0; k < CLASSES; k++)
		m.open[k] = STR_NONE;
	for (size_t i = 0; i < s.n;)
		i = step(&m, i);
	if (m.open[CLASS_BOLD] == 0) /* bold that ends on a line below */
		drop(&m, 0, 2);
	text = write_kept(a, &m);
	free(m.fate);
	return text;
}
