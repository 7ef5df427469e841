/*
 * What is typed by hand.  The first byte chooses: a rule file, or a teller
 * sheet with or without rules from outside.
 */

#include "base/utf8.h"
#include "fuzz.h"
#include "rules/tally_file.h"

enum { WRITTEN_MAX = 4 << 20 };

static void once(struct str bytes, char out[DIGEST_SIZE])
{
	unsigned h = str_hash(bytes);

	for (int i = 0; i < DIGEST_SIZE - 1; i++)
		out[i] = "0123456789abcdef"[h >> (i % 8 * 4) & 15];
	out[DIGEST_SIZE - 1] = '\0';
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 1);
}

/* Rules that are accepted have one form, which is accepted as the same. */
static void check_rules(struct arena *a, const struct ruleset *r)
{
	struct buf first = BUF_INIT(WRITTEN_MAX), second = BUF_INIT(WRITTEN_MAX);
	struct rule_lines lines;
	struct ruleset again;
	struct err err = { 0 };

	ruleset_write(&first, r);
	rule_lines_start(&lines, a);
	for (struct str rest = buf_text(&first); rest.n > 0;) {
		size_t end = str_find(rest, STR("\n"));
		struct str line = str_cut(rest, 5, end);
		size_t blank = str_find(line, STR(" "));

		MUST(rule_lines_add(&lines, str_cut(line, 0, blank), str_from(line, blank + 1), &err) == RC_OK);
		rest = str_from(rest, end + 1);
	}
	MUST(rule_lines_end(&lines, &again, &err) == RC_OK);
	ruleset_write(&second, &again);
	MUST(str_eq(buf_text(&first), buf_text(&second)));
	buf_free(&first);
	buf_free(&second);
}

static void check_result(struct arena *a, const struct vote_file *f)
{
	struct equation_list equations;
	struct result res;
	struct err err = { 0 };

	if (reconcile(a, &f->rules, &f->candidates, &f->tally, &equations, &err) != RC_OK) {
		MUST(err.msg[0] != '\0');
		return;
	}
	MUST(f->tally.valid + f->tally.invalid == f->tally.returned);
	result_make(a, &f->rules, &f->candidates, &f->tally, &res);
	MUST(utf8_invalid(res.next) == STR_NONE && utf8_invalid(res.why) == STR_NONE);
	for (size_t i = 0; i < res.n; i++) {
		MUST(res.v[i].reason.n > 0 && utf8_invalid(res.v[i].reason) == STR_NONE);
		for (size_t k = 0; k < i; k++)
			if (res.v[k].score == res.v[i].score && res.v[k].passed == res.v[i].passed &&
			    f->rules.subject == SUBJECT_PROJECTS && f->rules.selection == SELECT_SEATS)
				MUST(res.v[k].verdict == res.v[i].verdict);
	}
	if (f->rules.subject == SUBJECT_PROJECTS && f->rules.selection == SELECT_SEATS && f->rules.tie != TIE_TAKE_ALL)
		MUST(res.selected + res.open_seats <= (size_t)f->rules.seats || f->rules.tie == TIE_DROP_ALL);
}

static void read_sheet(struct arena *a, struct str bytes, const struct ruleset *given)
{
	struct digest digest = { .once = once };
	struct vote_file f = { 0 };
	struct typed_ballots typed = { 0 };
	struct buf out = BUF_INIT(WRITTEN_MAX);
	struct err err = { 0 };
	size_t bad;

	if (tally_read(a, bytes, given, &digest, &f, &typed, &err) != RC_OK) {
		MUST(err.msg[0] != '\0' && utf8_invalid(str_of(err.msg)) == STR_NONE);
		return;
	}
	check_rules(a, &f.rules);
	check_result(a, &f);
	if (typed.n > 0)
		MUST(ballot_write(&out, a, &f, typed.v, typed.n, &digest, &bad));
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data + 1, size - 1 };
	struct ruleset r;
	struct err err = { 0 };
	struct arena *a;

	if (size < 2)
		return 0;
	a = arena_new();
	if (data[0] % 3 == 0) {
		if (ruleset_read(a, bytes, &r, &err) == RC_OK)
			check_rules(a, &r);
		else
			MUST(err.msg[0] != '\0' && utf8_invalid(str_of(err.msg)) == STR_NONE);
	} else if (data[0] % 3 == 1) {
		read_sheet(a, bytes, NULL);
	} else {
		MUST(ruleset_preset(a, STR("satisfaction"), &r, &err) == RC_OK);
		read_sheet(a, bytes, &r);
	}
	arena_free(a);
	return 0;
}
