#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

/*
 * SM3 (GB/T 32905), the hash of the audit chain and of files, and SHA-256
 * beside it for tools that know no SM3.
 *
 *     struct digest h = digest_start(DIGEST_SM3);
 *     digest_add(&h, bytes, n);
 *     digest_end(&h, out);
 */

#include <stdint.h>

#include "base/arena.h"

enum { DIGEST_BYTES = 32 };
enum digest_kind { DIGEST_SM3, DIGEST_SHA256 };

struct digest {
	void *context; /* freed by digest_end() */
};

struct digest digest_start(enum digest_kind kind);
void digest_add(struct digest *h, const void *bytes, size_t n);
void digest_end(struct digest *h, uint8_t out[DIGEST_BYTES]);

void digest_sm3(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES]);
void digest_sha256(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES]);

/* Lower case hexadecimal digits of any bytes: 2 × n characters, without NUL. */
void digest_hex_into(const void *bytes, size_t n, char *out);
struct str digest_hex(struct arena *a, const void *bytes, size_t n);

#endif
