/* A recogniser for JSON (RFC 8259), without a recursion deeper than the writer's. */

#include "base/utf8.h"
#include "base/json_write.h"
#include "fuzz.h"

struct in {
	struct str s;
	size_t i;
	int depth;
};

static bool value(struct in *in);

static void blanks(struct in *in)
{
	while (in->i < in->s.n && memchr(" \t\n\r", in->s.p[in->i], 4) != NULL)
		in->i++;
}

/* Takes this character, if it comes next. */
static bool take(struct in *in, char c)
{
	blanks(in);
	if (in->i == in->s.n || in->s.p[in->i] != c)
		return false;
	in->i++;
	return true;
}

static bool escape(struct in *in)
{
	if (in->i == in->s.n)
		return false;
	if (in->s.p[in->i] != 'u')
		return memchr("\"\\/bfnrt", in->s.p[in->i++], 8) != NULL;
	in->i++;
	for (int k = 0; k < 4; k++, in->i++)
		if (in->i == in->s.n || memchr("0123456789abcdefABCDEF", in->s.p[in->i], 22) == NULL)
			return false;
	return true;
}

static bool string(struct in *in)
{
	if (!take(in, '"'))
		return false;
	while (in->i < in->s.n) {
		unsigned char c = (unsigned char)in->s.p[in->i++];

		if (c == '"')
			return true;
		if (c < 0x20 || (c == '\\' && !escape(in)))
			return false;
	}
	return false;
}

static size_t digits(struct in *in)
{
	size_t from = in->i;

	while (in->i < in->s.n && in->s.p[in->i] >= '0' && in->s.p[in->i] <= '9')
		in->i++;
	return in->i - from;
}

/* The writer knows no exponents. */
static bool number(struct in *in)
{
	size_t from;

	if (in->i < in->s.n && in->s.p[in->i] == '-')
		in->i++;
	from = in->i;
	if (digits(in) == 0 || (in->s.p[from] == '0' && in->i - from > 1))
		return false;
	if (in->i < in->s.n && in->s.p[in->i] == '.') {
		in->i++;
		return digits(in) > 0;
	}
	return true;
}

static bool word(struct in *in, struct str w)
{
	if (!str_at(in->s, in->i, w))
		return false;
	in->i += w.n;
	return true;
}

static bool members(struct in *in, char close, bool keys)
{
	if (++in->depth > JSON_DEPTH_MAX)
		return false;
	in->i++;
	if (!take(in, close)) {
		do
			if ((keys && !(string(in) && take(in, ':'))) || !value(in))
				return false;
		while (take(in, ','));
		if (!take(in, close))
			return false;
	}
	in->depth--;
	return true;
}

static bool value(struct in *in)
{
	blanks(in);
	if (in->i == in->s.n)
		return false;
	switch (in->s.p[in->i]) {
	case '{':
		return members(in, '}', true);
	case '[':
		return members(in, ']', false);
	case '"':
		return string(in);
	case 't':
		return word(in, STR("true"));
	case 'f':
		return word(in, STR("false"));
	case 'n':
		return word(in, STR("null"));
	default:
		return number(in);
	}
}

bool fuzz_is_json(struct str s)
{
	struct in in = { .s = s };

	if (utf8_invalid(s) != STR_NONE || !value(&in))
		return false;
	blanks(&in);
	return in.i == s.n;
}
