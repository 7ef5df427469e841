#include "html/html.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/escape.h"

void html_text(struct buf *b, struct str text)
{
	buf_escaped(b, text);
}

void html_textf(struct buf *b, const char *fmt, ...)
{
	char text[4096];
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (n < 0)
		return;
	html_text(b, (struct str){ text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1 });
}

void html_lines(struct buf *b, struct str text)
{
	text = str_trim(text);
	while (text.n > 0) {
		size_t end = str_find(text, STR("\n"));

		if (end == STR_NONE) {
			html_text(b, text);
			return;
		}
		html_text(b, str_cut(text, 0, end));
		html(b, "<br>");
		text = str_from(text, end + 1);
	}
}

void html_value(struct buf *b, struct str value)
{
	buf_escaped(b, value);
}

void html_attr_(struct buf *b, const char *opening, struct str value)
{
	buf_str(b, str_of(opening));
	html_value(b, value);
	html(b, "\"");
}

void html_flag_(struct buf *b, const char *name, bool on)
{
	if (on)
		buf_str(b, str_of(name));
}

/* RFC 3986 unreserved characters stand for themselves. */
static bool unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void html_part(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (unreserved(c))
			buf_char(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

static bool is_clean(struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c <= 0x20 || c == 0x7F || c == '\\')
			return false;
	}
	return true;
}

/* A path of this site: /a, a/b, ?q, #x; no scheme and no other host. */
static bool is_own_path(struct str url)
{
	size_t colon = str_find(url, STR(":"));
	size_t slash = str_find(url, STR("/"));

	return !str_starts(url, STR("//")) && (colon == STR_NONE || (slash != STR_NONE && slash < colon) ||
					       url.p[0] == '?' || url.p[0] == '#');
}

void html_url(struct buf *b, struct str url)
{
	bool ok = is_clean(url) && (str_starts(url, STR("https://")) || str_starts(url, STR("http://")) ||
				    is_own_path(url));

	if (ok)
		html_value(b, url);
	else
		html(b, "#");
}

void html_int(struct buf *b, int64_t n)
{
	buf_printf(b, "%lld", (long long)n);
}
