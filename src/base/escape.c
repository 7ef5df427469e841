#include "base/escape.h"

#include "base/utf8.h"

/* What stands for an ASCII byte; NULL: itself. */
static const char *stand_in(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
		return NULL;
	default:
		return c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
	}
}

static bool turns_direction(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* C1 controls and the two characters that are none. */
static bool is_control(uint32_t c)
{
	return (c >= 0x80 && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
}

/* Writes valid text. */
static void escaped_valid(struct buf *b, struct str s)
{
	size_t from = 0, i = 0;

	while (i < s.n) {
		size_t at = i;
		uint32_t c = utf8_next(s, &i);
		const char *instead = c < 0x80 ? stand_in((unsigned char)c) :
				      turns_direction(c) ? "" :
				      is_control(c) ? "\xEF\xBF\xBD" : NULL;

		if (instead == NULL)
			continue;
		buf_str(b, str_cut(s, from, at));
		buf_str(b, str_of(instead));
		from = i;
	}
	buf_str(b, str_from(s, from));
}

void buf_escaped(struct buf *b, struct str text)
{
	while (text.n > 0) {
		size_t bad = utf8_invalid(text);

		if (bad == STR_NONE) {
			escaped_valid(b, text);
			return;
		}
		escaped_valid(b, str_cut(text, 0, bad));
		buf_str(b, STR("\xEF\xBF\xBD"));
		text = str_from(text, bad + 1);
	}
}
