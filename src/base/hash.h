#ifndef BASE_HASH_H
#define BASE_HASH_H

/*
 * SM3 (GB/T 32905-2016), as lower-case hexadecimal digits; the bytes
 * themselves, and SHA-256, come from base/digest.h.
 *
 *     struct hash *h = hash_new();
 *     hash_add(h, bytes);
 *     hash_hex(h, hex);
 *     hash_free(h);
 */

#include "base/str.h"

enum { HASH_HEX = 64, HASH_HEX_SIZE = HASH_HEX + 1 };

struct hash;

struct hash *hash_new(void);
void hash_free(struct hash *h); /* accepts NULL */
void hash_add(struct hash *h, struct str bytes);

/* The digest of what was added, ending in NUL; then h is as new. */
void hash_hex(struct hash *h, char hex[HASH_HEX_SIZE]);

/* The digest of these bytes alone. */
void hash_once(struct str bytes, char hex[HASH_HEX_SIZE]);

#endif
