#include "base/digest.h"

#include <openssl/evp.h>

struct digest digest_start(enum digest_kind kind)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (c == NULL || EVP_DigestInit_ex(c, kind == DIGEST_SM3 ? EVP_sm3() : EVP_sha256(), NULL) != 1)
		die("OpenSSL 没有所需的摘要算法，程序无法继续");
	return (struct digest){ c };
}

void digest_add(struct digest *h, const void *bytes, size_t n)
{
	if (EVP_DigestUpdate(h->context, bytes, n) != 1)
		die("计算摘要失败，程序无法继续");
}

void digest_end(struct digest *h, uint8_t out[DIGEST_BYTES])
{
	if (EVP_DigestFinal_ex(h->context, out, NULL) != 1)
		die("计算摘要失败，程序无法继续");
	EVP_MD_CTX_free(h->context);
	h->context = NULL;
}

static void whole(enum digest_kind kind, const void *bytes, size_t n, uint8_t out[DIGEST_BYTES])
{
	struct digest h = digest_start(kind);

	digest_add(&h, bytes, n);
	digest_end(&h, out);
}

void digest_sm3(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES])
{
	whole(DIGEST_SM3, bytes, n, out);
}

void digest_sha256(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES])
{
	whole(DIGEST_SHA256, bytes, n, out);
}

void digest_hex_into(const void *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *p = bytes;

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
}

struct str digest_hex(struct arena *a, const void *bytes, size_t n)
{
	char *out = arena_bytes(a, 2 * n);

	digest_hex_into(bytes, n, out);
	return (struct str){ out, 2 * n };
}
