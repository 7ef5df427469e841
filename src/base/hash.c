#include "base/hash.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/err.h"

struct hash {
	EVP_MD_CTX *md;
};

static void start(struct hash *h)
{
	if (EVP_DigestInit_ex(h->md, EVP_sm3(), NULL) != 1)
		die("这台机器的 OpenSSL 没有 SM3，请安装 Debian 的 libssl3");
}

struct hash *hash_new(void)
{
	struct hash *h = malloc(sizeof(*h));

	if (h == NULL || (h->md = EVP_MD_CTX_new()) == NULL)
		die("内存不够，程序停止；请关掉一些程序再试");
	start(h);
	return h;
}

void hash_free(struct hash *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->md);
	free(h);
}

void hash_add(struct hash *h, struct str bytes)
{
	if (bytes.n > 0 && EVP_DigestUpdate(h->md, bytes.p, bytes.n) != 1)
		die("OpenSSL 没有算出 SM3，程序停止");
}

void hash_hex(struct hash *h, char hex[HASH_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char d[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_DigestFinal_ex(h->md, d, &n) != 1 || n != HASH_HEX / 2)
		die("OpenSSL 没有算出 SM3，程序停止");
	for (unsigned i = 0; i < n; i++) {
		hex[2 * i] = digits[d[i] >> 4];
		hex[2 * i + 1] = digits[d[i] & 15];
	}
	hex[HASH_HEX] = '\0';
	start(h);
}

void hash_once(struct str bytes, char hex[HASH_HEX_SIZE])
{
	struct hash *h = hash_new();

	hash_add(h, bytes);
	hash_hex(h, hex);
	hash_free(h);
}
