#define _POSIX_C_SOURCE 200809L
#include "base/secret.h"

#include <pthread.h>
#include <sodium.h>

enum { PASSES = 2, AT_A_TIME = 4 };
static const size_t MEMORY = (size_t)64 << 20;

__attribute__((constructor)) static void start(void)
{
	if (sodium_init() < 0)
		die("libsodium 无法启动，程序无法继续");
}

struct str secret_token(struct arena *a)
{
	unsigned char bytes[32];
	const size_t n = sodium_base64_ENCODED_LEN(sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *out = arena_bytes(a, n);

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(out, n, bytes, sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof(bytes));
	return (struct str){ out, n - 1 };
}

struct str secret_word(struct arena *a, size_t n)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	char *out = arena_bytes(a, n);

	for (size_t i = 0; i < n; i++)
		out[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
	return (struct str){ out, n };
}

void secret_hash(struct str token, const char *purpose, uint8_t out[SECRET_HASH])
{
	crypto_generichash(out, SECRET_HASH, (const unsigned char *)token.p, token.n, (const unsigned char *)purpose,
			   strlen(purpose));
}

bool secret_equal(struct str a, struct str b)
{
	return a.n == b.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

/* ---- passwords ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int working;

static void enter(void)
{
	pthread_mutex_lock(&lock);
	while (working == AT_A_TIME)
		pthread_cond_wait(&freed, &lock);
	working++;
	pthread_mutex_unlock(&lock);
}

static void leave(void)
{
	pthread_mutex_lock(&lock);
	working--;
	pthread_cond_signal(&freed);
	pthread_mutex_unlock(&lock);
}

struct str secret_password(struct arena *a, struct str password)
{
	char *out = arena_bytes(a, crypto_pwhash_STRBYTES);
	int failed;

	enter();
	failed = crypto_pwhash_str_alg(out, password.p, password.n, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	leave();
	if (failed)
		die("内存不足：计算密码摘要需要 64 MiB");
	return str_of(out);
}

bool secret_password_ok(struct str stored, struct str password)
{
	/* the hash of a random password nobody knows */
	static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
				     "Yk1zZ0hRc1hBd2Z3b1N0Y2VyVGhpc0lzTm90QUhhc2g";
	char text[crypto_pwhash_STRBYTES] = "";
	bool ok;

	if (stored.n > 0 && stored.n < sizeof(text))
		memcpy(text, stored.p, stored.n);
	else
		memcpy(text, nobody, sizeof(nobody));
	enter();
	ok = crypto_pwhash_str_verify(text, password.p, password.n) == 0;
	leave();
	return ok && stored.n > 0;
}
