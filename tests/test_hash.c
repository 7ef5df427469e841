#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"

/* GB/T 32905-2016, appendix A, and the digest of nothing. */
static const struct {
	const char *text, *want;
} rows[] = {
	{ "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" },
	{ "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
	  "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732" },
	{ "", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b" },
};

static void digests(void **state)
{
	char hex[HASH_HEX_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		hash_once(str_of(rows[i].text), hex);
		assert_string_equal(hex, rows[i].want);
	}
}

/* In pieces it is the same, and after the digest the next begins anew. */
static void digests_in_pieces(void **state)
{
	struct hash *h = hash_new();
	char hex[HASH_HEX_SIZE];

	(void)state;
	for (int twice = 0; twice < 2; twice++) {
		hash_add(h, STR("a"));
		hash_add(h, STR(""));
		hash_add(h, STR("bc"));
		hash_hex(h, hex);
		assert_string_equal(hex, rows[0].want);
	}
	hash_free(h);
	hash_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests),
		cmocka_unit_test(digests_in_pieces),
	};

	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
