#define _DEFAULT_SOURCE
/*
 * The form token as it stands in pages.  Compressed pages tell by their
 * length what repeats in them (BREACH), so the token is written under a new
 * random mask each time: hex of mask and of token xor mask.
 */

#include <stdlib.h>
#include <sys/random.h>

#include "door/door.h"

enum { TOKEN_MAX = 128 };

static char *put_hex(char *out, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		*out++ = "0123456789abcdef"[p[i] >> 4];
		*out++ = "0123456789abcdef"[p[i] & 15];
	}
	return out;
}

static int hex_of(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str token_mask(struct arena *a, struct str token)
{
	unsigned char mask[TOKEN_MAX], hidden[TOKEN_MAX];
	char *out;

	if (token.n == 0 || token.n > TOKEN_MAX)
		return STR("");
	if (getrandom(mask, token.n, 0) != (ssize_t)token.n)
		die("系统没有给出随机数，程序停止；已保存的内容不受影响");
	for (size_t i = 0; i < token.n; i++)
		hidden[i] = (unsigned char)token.p[i] ^ mask[i];
	out = arena_bytes(a, token.n * 4);
	put_hex(put_hex(out, mask, token.n), hidden, token.n);
	return (struct str){ out, token.n * 4 };
}

bool token_unmask(struct arena *a, struct str masked, struct str *ret)
{
	size_t n = masked.n / 4;
	char *out = arena_bytes(a, n);

	if (n == 0 || n > TOKEN_MAX || masked.n % 4 != 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		int mask = hex_of(masked.p[2 * i]) << 4 | hex_of(masked.p[2 * i + 1]);
		int hidden = hex_of(masked.p[2 * (n + i)]) << 4 | hex_of(masked.p[2 * (n + i) + 1]);

		if (mask < 0 || hidden < 0)
			return false;
		out[i] = (char)(mask ^ hidden);
	}
	*ret = (struct str){ out, n };
	return true;
}

struct str door_token(const struct request *rq)
{
	return token_mask(rq->arena, rq->token);
}

/* Masked from a page, or plain from a program that read it from the API. */
bool door_token_ok(const struct request *rq, struct str given)
{
	const struct session *s = door_session(rq);
	struct str token;

	if (s == NULL)
		return false;
	if (token_unmask(rq->arena, given, &token) && op_csrf_ok(s->token, token))
		return true;
	return op_csrf_ok(s->token, given);
}
