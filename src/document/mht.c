#include "document/mht.h"

enum { HEAD_MAX = 4096 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Where `what` (in lower case) stands in s, whatever the case there. */
static size_t find_any_case(struct str s, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= s.n; i++) {
		size_t k = 0;

		while (k < n && lower(s.p[i + k]) == what[k])
			k++;
		if (k == n)
			return i;
	}
	return STR_NONE;
}

bool mht_is(struct str bytes)
{
	struct str head = str_cut(bytes, 0, bytes.n < HEAD_MAX ? bytes.n : HEAD_MAX);

	return find_any_case(head, "mime-version:") != STR_NONE &&
	       find_any_case(head, "content-type:") != STR_NONE &&
	       (find_any_case(head, "multipart/") != STR_NONE ||
		find_any_case(head, "text/html") != STR_NONE);
}

/* The offset after the first empty line from i on, or STR_NONE. */
static size_t body_from(struct str s, size_t i)
{
	size_t lf = str_find_from(s, i, STR("\n\n"));
	size_t crlf = str_find_from(s, i, STR("\r\n\r\n"));

	if (crlf != STR_NONE && (lf == STR_NONE || crlf < lf))
		return crlf + 4;
	return lf == STR_NONE ? STR_NONE : lf + 2;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

static size_t from_quoted(struct str s, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=') {
			out[n++] = s.p[i];
		} else if (str_at(s, i + 1, STR("\r\n"))) {
			i += 2;
		} else if (str_at(s, i + 1, STR("\n"))) {
			i += 1;
		} else if (i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			out[n++] = (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2]));
			i += 2;
		} else {
			out[n++] = '=';
		}
	}
	return n;
}

static int base64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static size_t from_base64(struct str s, char *out)
{
	unsigned bits = 0;
	size_t n = 0, held = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		int v = base64(s.p[i]);

		if (v < 0)
			continue; /* line ends */
		bits = (bits << 6 | (unsigned)v) & 0xFFFFFF;
		held += 6;
		if (held >= 8) {
			held -= 8;
			out[n++] = (char)(bits >> held & 0xFF);
		}
	}
	return n;
}

/* The part ends where its boundary stands again. */
static struct str part_body(struct str bytes, size_t body)
{
	struct str top = str_cut(bytes, 0, bytes.n < HEAD_MAX ? bytes.n : HEAD_MAX), line;
	size_t at = find_any_case(top, "boundary="), end;

	if (at == STR_NONE)
		return str_from(bytes, body);
	line = str_from(top, at + 9);
	if (line.n > 0 && line.p[0] == '"')
		line = str_from(line, 1);
	for (end = 0; end < line.n && !strchr("\"\r\n;", line.p[end]); end++)
		;
	if (end == 0)
		return str_from(bytes, body);
	line.n = end;
	for (at = body; (at = str_find_from(bytes, at, line)) != STR_NONE; at++)
		if (at >= body + 2 && str_at(bytes, at - 2, STR("--")))
			return str_cut(bytes, body, at - 2);
	return str_from(bytes, body);
}

enum rc mht_page(struct arena *a, struct str bytes, struct str *ret, struct err *err)
{
	size_t type = find_any_case(bytes, "content-type: text/html"), from, body;
	struct str head, part;
	char *out;

	body = type == STR_NONE ? STR_NONE : body_from(bytes, type);
	if (body == STR_NONE)
		return err_set(err, RC_INPUT,
			       "这个单文件网页里没有正文；请用 Word 或浏览器打开，另存为 docx 再试");
	from = type > HEAD_MAX ? type - HEAD_MAX : 0;
	head = str_cut(bytes, from, body);
	for (size_t i; (i = body_from(head, 0)) != STR_NONE && i < head.n;)
		head = str_from(head, i); /* only the last block of header lines */
	part = part_body(bytes, body);
	out = arena_bytes(a, part.n + 1);
	if (find_any_case(head, "quoted-printable") != STR_NONE)
		ret->n = from_quoted(part, out);
	else if (find_any_case(head, "base64") != STR_NONE)
		ret->n = from_base64(part, out);
	else
		memcpy(out, part.p, ret->n = part.n);
	ret->p = out;
	return RC_OK;
}
