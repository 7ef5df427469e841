#include "base/digest.h"

#include <openssl/evp.h>
#include <pthread.h>

#include "base/library.h"

#define CRYPTO_FUNCTIONS(X) \
	X(EVP_DigestFinal_ex) X(EVP_DigestInit_ex) X(EVP_DigestUpdate) X(EVP_MD_CTX_free) X(EVP_MD_CTX_new) X(EVP_sha256) \
	X(EVP_sm3)

static struct {
	CRYPTO_FUNCTIONS(LIBRARY_FIELD)
} crypto;

static void load(void)
{
	static const char *const names[] = { CRYPTO_FUNCTIONS(LIBRARY_NAME) };

	library_need(LIBCRYPTO_FILE, names, COUNT(names), &crypto);
}

struct digest digest_start(enum digest_kind kind)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	EVP_MD_CTX *c;

	pthread_once(&once, load);
	c = crypto.EVP_MD_CTX_new();
	if (c == NULL || crypto.EVP_DigestInit_ex(c, kind == DIGEST_SM3 ? crypto.EVP_sm3() : crypto.EVP_sha256(), NULL) != 1)
		die("OpenSSL 没有所需的摘要算法，程序无法继续");
	return (struct digest){ c };
}

void digest_add(struct digest *h, const void *bytes, size_t n)
{
	if (crypto.EVP_DigestUpdate(h->context, bytes, n) != 1)
		die("计算摘要失败，程序无法继续");
}

void digest_end(struct digest *h, uint8_t out[DIGEST_BYTES])
{
	if (crypto.EVP_DigestFinal_ex(h->context, out, NULL) != 1)
		die("计算摘要失败，程序无法继续");
	crypto.EVP_MD_CTX_free(h->context);
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
