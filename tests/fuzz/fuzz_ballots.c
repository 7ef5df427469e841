/*
 * Sealed ballot files.  The first byte chooses the size of the pieces in which
 * the rest comes, and whether the faces are drawn.  The digest is a
 * substitute that is always FAKE, so that changed files are not all refused for it.
 */

#include "base/utf8.h"
#include "cli/show_count.h"
#include "fuzz.h"

enum { SHOWN = 0x80, FILE_MAX = 1 << 20, SHOWN_MAX = 8 << 20 };

#define FAKE "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

static void add(void *to, struct str bytes)
{
	*(size_t *)to += bytes.n;
}

static void hex(void *to, char out[DIGEST_SIZE])
{
	(void)to;
	memcpy(out, FAKE, DIGEST_SIZE);
}

static void once(struct str bytes, char out[DIGEST_SIZE])
{
	(void)bytes;
	memcpy(out, FAKE, DIGEST_SIZE);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 1);
}

/* Whole or in pieces, the same comes out; *hashed counts the bytes under the digest. */
static enum rc read_file(struct arena *a, struct str bytes, size_t piece, struct vote_file *f,
			 size_t *hashed, struct err *err)
{
	struct digest digest = { hashed, add, hex, once };
	struct ballot_reader *r = ballot_reader_new(a, &digest);

	while (bytes.n > 0) {
		size_t n = bytes.n < piece ? bytes.n : piece;

		if (ballot_push(r, str_cut(bytes, 0, n), err) != RC_OK)
			return RC_INPUT;
		bytes = str_from(bytes, n);
	}
	return ballot_end(r, f, err);
}

/* A file that is accepted is the one that the writer would have made. */
static void check_written(struct arena *a, struct str bytes, const struct vote_file *f)
{
	struct digest digest = { .once = once };
	struct vote_file copy = *f;
	struct buf out = BUF_INIT(FILE_MAX);
	size_t count = (size_t)f->tally.returned, step = f->candidates.n + 1, bad;
	size_t at = str_find_from(bytes, str_find(bytes, STR("\nballots ")) + 1, STR("\n")) + 1;
	char **lines = arena_alloc(a, (count + 1) * sizeof(*lines));

	for (size_t i = 0; i < count; i++)
		lines[i] = arena_cstr(a, str_cut(bytes, at + i * step, at + i * step + step - 1));
	MUST(ballot_write(&out, a, &copy, lines, count, &digest, &bad));
	MUST(str_eq(buf_text(&out), bytes));
	buf_free(&out);
}

static void check_shown(struct arena *a, const struct counted *c)
{
	struct cli cli = { .out = { .b = BUF_INIT(SHOWN_MAX), .fd = -1 }, .width = 80 };
	struct json w = json_start(&cli.out.b, JSON_COMPACT);
	struct err err = { 0 };

	show_count_json(&w, c, true);
	MUST(fuzz_is_json(buf_text(&cli.out.b)));
	show_count(&cli, a, c);
	MUST(show_count_explain(&cli, a, c, c->vote.candidates.v[0].no, &err) == RC_OK);
	MUST(utf8_invalid(buf_text(&cli.out.b)) == STR_NONE);
	buf_free(&cli.out.b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data + 1, size - 1 };
	struct counted c = { .file = STR("示例.ballots") };
	struct vote_file again = { 0 };
	struct err err = { 0 }, other = { 0 };
	size_t hashed = 0, hashed_again = 0;
	struct arena *a;
	enum rc rc;

	if (size < 2)
		return 0;
	a = arena_new();
	rc = read_file(a, bytes, bytes.n, &c.vote, &hashed, &err);
	MUST(read_file(a, bytes, 1 + data[0] % SHOWN, &again, &hashed_again, &other) == rc);
	MUST(strcmp(err.msg, other.msg) == 0);
	MUST((rc == RC_OK) == (err.msg[0] == '\0') && utf8_invalid(str_of(err.msg)) == STR_NONE);
	if (rc == RC_OK) {
		MUST(hashed == hashed_again && hashed == str_rfind(bytes, STR("sm3 ")));
		check_written(a, bytes, &c.vote);
		rc = reconcile(a, &c.vote.rules, &c.vote.candidates, &c.vote.tally, &c.equations, &err);
	}
	if (rc == RC_OK) {
		result_make(a, &c.vote.rules, &c.vote.candidates, &c.vote.tally, &c.result);
		if (data[0] & SHOWN)
			check_shown(a, &c);
	}
	arena_free(a);
	return 0;
}
