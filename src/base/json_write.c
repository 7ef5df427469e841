#include "base/json_write.h"

struct json json_start(struct buf *out, enum json_style style)
{
	return (struct json){ .out = out, .style = style };
}

static void new_line(struct json *w)
{
	if (w->style != JSON_PRETTY || w->row_from > 0)
		return;
	buf_char(w->out, '\n');
	for (int i = 0; i < w->depth; i++)
		buf_char(w->out, ' ');
}

static void before_value(struct json *w)
{
	if (w->after_key) {
		w->after_key = false;
		return;
	}
	if (w->depth == 0)
		return;
	if (w->any[w->depth])
		buf_str(w->out, w->row_from > 0 ? STR(", ") : STR(","));
	w->any[w->depth] = true;
	new_line(w);
}

static void open(struct json *w, char left, char right, bool row)
{
	before_value(w);
	if (w->depth + 1 >= JSON_DEPTH_MAX)
		die("程序内部错误：输出的层次过深");
	buf_char(w->out, left);
	w->depth++;
	w->close[w->depth] = right;
	w->any[w->depth] = false;
	if (row && w->row_from == 0)
		w->row_from = w->depth;
}

void json_object(struct json *w)
{
	open(w, '{', '}', false);
}

void json_array(struct json *w)
{
	open(w, '[', ']', false);
}

void json_row_object(struct json *w)
{
	open(w, '{', '}', true);
}

void json_row_array(struct json *w)
{
	open(w, '[', ']', true);
}

void json_end(struct json *w)
{
	bool any = w->any[w->depth];
	char right = w->close[w->depth];

	w->depth--;
	if (any)
		new_line(w);
	if (w->row_from > w->depth)
		w->row_from = 0;
	buf_char(w->out, right);
}

static void quoted(struct json *w, struct str s)
{
	size_t from = 0;

	buf_char(w->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		if (from < i)
			buf_add(w->out, s.p + from, i - from);
		from = i + 1;
		if (c == '"' || c == '\\') {
			buf_char(w->out, '\\');
			buf_char(w->out, (char)c);
		} else if (c == '\n') {
			buf_str(w->out, STR("\\n"));
		} else if (c == '\t') {
			buf_str(w->out, STR("\\t"));
		} else {
			buf_printf(w->out, "\\u%04x", c);
		}
	}
	if (from < s.n) /* an empty string may have no address */
		buf_add(w->out, s.p + from, s.n - from);
	buf_char(w->out, '"');
}

/* Keys are names of ours and need no escape. */
void json_key(struct json *w, const char *key)
{
	size_t n = strlen(key);
	char *p;

	before_value(w);
	if (buf_room(w->out, n + 4)) {
		p = w->out->p + w->out->n;
		*p++ = '"';
		memcpy(p, key, n);
		memcpy(p + n, "\": ", 3);
		w->out->n += n + 4;
	}
	w->after_key = true;
}

void json_key_of(struct json *w, struct str key)
{
	before_value(w);
	quoted(w, key);
	buf_str(w->out, STR(": "));
	w->after_key = true;
}

void json_digits(struct json *w, struct str digits)
{
	before_value(w);
	buf_str(w->out, digits);
}

void json_str(struct json *w, struct str s)
{
	before_value(w);
	quoted(w, s);
}

void json_int(struct json *w, int64_t n)
{
	before_value(w);
	buf_int(w->out, n);
}

void json_dec(struct json *w, struct dec d)
{
	char room[DEC_DIGITS_MAX];

	before_value(w);
	buf_str(w->out, dec_digits(room, d));
}

void json_bool(struct json *w, bool b)
{
	before_value(w);
	buf_str(w->out, b ? STR("true") : STR("false"));
}

void json_null(struct json *w)
{
	before_value(w);
	buf_str(w->out, STR("null"));
}

void json_drain(struct json *w)
{
	if (w->drain != NULL)
		w->drain(w->drain_to);
}
