#ifndef HTML_HTML_H
#define HTML_HTML_H

/*
 * Writes HTML into a buffer.  Each writer is named for the context its data
 * goes to, and escapes for it; markup itself is a string literal:
 *
 *     html(b, "<a class=q href=\"");
 *     html_url(b, root);                        a prefix of our own
 *     html(b, "/projects?unit=");
 *     html_part(b, unit);                       one path segment or query value
 *     html(b, "\">");
 *     html_text(b, unit);                       text between tags
 *     html(b, "</a>");
 *
 * html() does not compile with anything but a literal, so unescaped data
 * cannot slip in.  Attributes are always quoted with ".  Values may be any
 * bytes: broken UTF-8 and control characters come out as U+FFFD
 * (base/escape.h).
 */

#include "base/buf.h"
#include "base/dec.h"

#define html(b, literal) buf_str((b), STR(literal))

/* Text between tags. */
void html_text(struct buf *b, struct str text);
static inline void html_say(struct buf *b, const char *text)
{
	html_text(b, str_of(text));
}
void html_textf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3); /* at most 4 KiB */

/* Text whose line ends become <br>; blank lines at both ends are dropped. */
void html_lines(struct buf *b, struct str text);

/* The value inside a quoted attribute. */
void html_value(struct buf *b, struct str value);

/* ` name="value"`, with the blank in front; the name is a literal of ours. */
#define html_attr(b, name, value) html_attr_(b, " " name "=\"", value)
void html_attr_(struct buf *b, const char *opening, struct str value);

/* ` name` when it is on: checked, selected, disabled, hidden, required. */
#define html_flag(b, name, on) html_flag_(b, " " name, on)
void html_flag_(struct buf *b, const char *name, bool on);

/* One segment of a path or one value of a query, percent-encoded. */
void html_part(struct buf *b, struct str s);

/*
 * A whole address that came from a person or a document, inside a quoted
 * attribute.  Only http:, https: and paths of this site pass; anything else
 * (javascript:, data:, //host, a backslash or control character) is "#".
 */
void html_url(struct buf *b, struct str url);

void html_int(struct buf *b, int64_t n);

#endif
