#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/hash.h"
#include "rules/tally_file.h"

static void add(void *to, struct str bytes)
{
	hash_add(to, bytes);
}

static void hex(void *to, char out[DIGEST_SIZE])
{
	hash_hex(to, out);
}

/* Reads a ballot file in pieces of so many bytes; "" or the sentence. */
static struct str read_pieces(struct arena *a, struct str bytes, size_t piece, struct vote_file *f)
{
	struct hash *h = hash_new();
	struct digest digest = { h, add, hex, hash_once };
	struct ballot_reader *r = ballot_reader_new(a, &digest);
	struct err err = { 0 };
	enum rc rc = RC_OK;

	while (rc == RC_OK && bytes.n > 0) {
		size_t n = bytes.n < piece ? bytes.n : piece;
		/* a copy of its own, so that a look beyond the piece is seen */
		char *copy = malloc(n);

		memcpy(copy, bytes.p, n);
		rc = ballot_push(r, (struct str){ copy, n }, &err);
		free(copy);
		bytes = str_from(bytes, n);
	}
	if (rc == RC_OK)
		rc = ballot_end(r, f, &err);
	hash_free(h);
	assert_int_equal(rc == RC_OK, err.msg[0] == '\0');
	return arena_str(a, str_of(err.msg));
}

/* A vote of n candidates and some ballots, sealed. */
static struct str sealed(struct arena *a, size_t n, size_t count, unsigned seed)
{
	struct digest digest = { .once = hash_once };
	struct vote_file f = { .title = STR("示例县2025年民生实事项目票决") };
	struct buf out = BUF_INIT(16 << 20);
	char **lines = arena_alloc(a, (count + 1) * sizeof(*lines));
	struct err err = { 0 };
	struct rule_lines rules;
	struct str s;
	size_t bad;

	rule_lines_start(&rules, a);
	assert_int_equal(rule_lines_add(&rules, STR("preset"), STR("shaanxi"), &err), RC_OK);
	assert_int_equal(rule_lines_add(&rules, STR("seats"), STR("1"), &err), RC_OK);
	assert_int_equal(rule_lines_end(&rules, &f.rules, &err), RC_OK);
	for (size_t i = 0; i < n; i++)
		*list_add(&f.candidates, a) =
			(struct candidate){ .no = arena_printf(a, "%zu", i + 1), .name = arena_printf(a, "项目%zu", i + 1) };
	*list_add(&f.officers, a) = (struct officer){ STR("总监票人"), STR("顾晓棠") };
	for (size_t i = 0; i < count; i++) {
		lines[i] = arena_bytes(a, n + 1);
		for (size_t k = 0; k < n; k++) {
			seed = seed * 1664525 + 1013904223;
			lines[i][k] = "+-0.x?+-"[seed >> 24 & 7];
		}
		lines[i][n] = '\0';
	}
	f.tally.due = (int64_t)count + 1;
	f.tally.present = f.tally.issued = (int64_t)count;
	assert_true(ballot_write(&out, a, &f, lines, count, &digest, &bad));
	s = arena_str(a, buf_text(&out));
	buf_free(&out);
	return s;
}

/* One candidate, a whole block, one more, several blocks; no ballot at all. */
static const size_t sizes[][2] = { { 1, 40 }, { 2, 0 }, { 15, 300 }, { 16, 300 }, { 17, 300 }, { 30, 1000 }, { 100, 50 } };
static const size_t pieces[] = { 1, 2, 7, 31, 64, 1000, 1 << 20 };

static void reads_what_is_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct arena *a = arena_new();
		struct str file = sealed(a, sizes[i][0], sizes[i][1], (unsigned)i);
		struct vote_file first = { 0 };

		for (size_t k = 0; k < COUNT(pieces); k++) {
			struct vote_file f = { 0 };

			assert_string_equal(arena_cstr(a, read_pieces(a, file, pieces[k], &f)), "");
			first = k == 0 ? f : first;
			assert_int_equal(f.tally.returned, sizes[i][1]);
			assert_int_equal(f.tally.valid + f.tally.invalid, f.tally.returned);
			assert_memory_equal(f.tally.rows, first.tally.rows, f.tally.n * sizeof(*f.tally.rows));
		}
		assert_true(str_eq(first.title, STR("示例县2025年民生实事项目票决")));
		assert_int_equal(first.officers.n, 1);
		arena_free(a);
	}
}

/* Every single changed byte is noticed, however the file comes. */
static void notices_every_byte(void **state)
{
	struct arena *keep = arena_new();
	struct str file = sealed(keep, 3, 9, 5);

	(void)state;
	for (size_t at = 0; at < file.n; at++) {
		struct arena *a = arena_new();
		struct vote_file f = { 0 };
		char *copy = arena_cstr(a, file);
		struct str whole, said;

		copy[at] = copy[at] == '1' ? '2' : '1';
		whole = read_pieces(a, (struct str){ copy, file.n }, 1 << 20, &f);
		said = read_pieces(a, (struct str){ copy, file.n }, 5, &f);
		if (whole.n == 0 || !str_eq(whole, said))
			fail_msg("byte %zu changed: %.*s / %.*s", at, STR_ARG(whole), STR_ARG(said));
		arena_free(a);
	}
	arena_free(keep);
}

/* Cut anywhere, or with anything behind it. */
static void notices_every_cut(void **state)
{
	struct arena *keep = arena_new();
	struct str file = sealed(keep, 3, 9, 5);

	(void)state;
	for (size_t n = 0; n < file.n; n++) {
		struct arena *a = arena_new();
		struct vote_file f = { 0 };

		assert_true(read_pieces(a, str_cut(file, 0, n), 64, &f).n > 0);
		arena_free(a);
	}
	for (int c = 1; c < 128; c++) {
		struct arena *a = arena_new();
		struct vote_file f = { 0 };
		char more[] = { (char)c, '\0' };

		assert_true(read_pieces(a, arena_cat(a, file, str_of(more)), 64, &f).n > 0);
		arena_free(a);
	}
	arena_free(keep);
}

/* The same ballots in another order give the same bytes. */
static void order_leaves_no_trace(void **state)
{
	static const char *const orders[][2] = { { "票 +-\n票 0.\n票 ++\n", "票 ++\n票 +-\n票 0.\n" } };
	struct digest digest = { .once = hash_once };
	struct buf out[2] = { BUF_INIT(1 << 20), BUF_INIT(1 << 20) };
	struct arena *a = arena_new();

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct vote_file f = { 0 };
		struct typed_ballots typed = { 0 };
		struct err err = { 0 };
		size_t bad;
		struct str s = arena_printf(a,
					    "minsheng tally 1\npreset shaanxi\nrule seats 1\n项目 1 - 甲\n项目 2 - 乙\n"
					    "应到 4\n实到 3\n发出 3\n%s",
					    orders[0][i]);

		assert_int_equal(tally_read(a, s, NULL, &digest, &f, &typed, &err), RC_OK);
		assert_true(ballot_write(&out[i], a, &f, typed.v, typed.n, &digest, &bad));
	}
	assert_true(str_eq(buf_text(&out[0]), buf_text(&out[1])));
	buf_free(&out[0]);
	buf_free(&out[1]);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_written),
		cmocka_unit_test(notices_every_byte),
		cmocka_unit_test(notices_every_cut),
		cmocka_unit_test(order_leaves_no_trace),
	};

	return cmocka_run_group_tests_name("ballot_file", tests, NULL, NULL);
}
