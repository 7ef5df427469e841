#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/*
 * Randomness, passwords, tokens: everything of libsodium that is used.
 *
 * Passwords are argon2id with 64 MiB and two passes; at most four are worked
 * on at a time, so that a flood of logins cannot take the memory.  Tokens have
 * 256 random bits; the store keeps secret_hash() of them.
 */

#include <stdint.h>

#include "base/arena.h"

enum { SECRET_HASH = 32 };

/* 43 characters of A–Z a–z 0–9 - _. */
struct str secret_token(struct arena *a);

/* `n` characters of an alphabet without 0 O 1 I l, for people to read and type. */
struct str secret_word(struct arena *a, size_t n);

/* What the store keeps of a token; `purpose` keeps hashes of one token for two ends apart. */
void secret_hash(struct str token, const char *purpose, uint8_t out[SECRET_HASH]);

/* Takes the same time wherever they differ. */
bool secret_equal(struct str a, struct str b);

/* "$argon2id$…" */
struct str secret_password(struct arena *a, struct str password);

/* Against a stored one; an empty `stored` takes as long and is false. */
bool secret_password_ok(struct str stored, struct str password);

#endif
