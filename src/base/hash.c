#include "base/hash.h"

#include <stdlib.h>

#include "base/digest.h"

struct hash {
	struct digest d;
};

struct hash *hash_new(void)
{
	struct hash *h = malloc(sizeof(*h));

	if (h == NULL)
		die("内存不够，程序停止；请关掉一些程序再试");
	h->d = digest_start(DIGEST_SM3);
	return h;
}

void hash_free(struct hash *h)
{
	uint8_t unused[DIGEST_BYTES];

	if (h == NULL)
		return;
	digest_end(&h->d, unused);
	free(h);
}

void hash_add(struct hash *h, struct str bytes)
{
	if (bytes.n > 0)
		digest_add(&h->d, bytes.p, bytes.n);
}

void hash_hex(struct hash *h, char hex[HASH_HEX_SIZE])
{
	uint8_t d[DIGEST_BYTES];

	digest_end(&h->d, d);
	digest_hex_into(d, sizeof(d), hex);
	hex[HASH_HEX] = '\0';
	h->d = digest_start(DIGEST_SM3);
}

void hash_once(struct str bytes, char hex[HASH_HEX_SIZE])
{
	struct hash *h = hash_new();

	hash_add(h, bytes);
	hash_hex(h, hex);
	hash_free(h);
}
