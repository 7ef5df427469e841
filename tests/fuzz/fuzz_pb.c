/*
 * Pabulib files.  The first byte chooses the size of the pieces in which the
 * rest comes, and whether the faces are drawn.
 */

#include "base/utf8.h"
#include "cli/show_count.h"
#include "fuzz.h"

enum { SHOWN = 0x80, SHOWN_MAX = 8 << 20 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	return fuzz_mutate(data, size, max, seed, 1);
}

static enum rc read_file(struct arena *a, struct str bytes, size_t piece, struct pb *pb, struct err *err)
{
	struct pb_reader *r = pb_reader_new(a);

	while (bytes.n > 0) {
		size_t n = bytes.n < piece ? bytes.n : piece;

		if (pb_push(r, str_cut(bytes, 0, n), err) != RC_OK)
			return RC_INPUT;
		bytes = str_from(bytes, n);
	}
	return pb_end(r, pb, err);
}

static void check_same(const struct pb *pb, const struct pb *other)
{
	MUST(pb->ballots == other->ballots && pb->empty == other->empty && pb->outside == other->outside);
	MUST(pb->projects.n == other->projects.n && pb->scale == other->scale);
	for (size_t i = 0; i < pb->projects.n; i++) {
		MUST(pb->projects.v[i].votes == other->projects.v[i].votes);
		MUST(pb->projects.v[i].score == other->projects.v[i].score);
		MUST(pb->projects.v[i].votes <= pb->ballots);
	}
}

/* What is surely chosen can be paid, the one of the 80 % rule apart; better ones of the same cost come first. */
static void check_selected(const struct pb *pb)
{
	int128 spent = 0;

	for (size_t i = 0; i < pb->projects.n; i++) {
		const struct pb_project *p = &pb->projects.v[i];

		if (p->selected == SELECTED_YES)
			spent += p->cost;
		for (size_t k = 0; k < i; k++) {
			const struct pb_project *q = &pb->projects.v[k];

			if (q->cost == p->cost && q->score > p->score)
				MUST(q->selected != SELECTED_NO || p->selected == SELECTED_NO);
			if (q->cost == p->cost && q->score == p->score && pb->rule != PB_NOT_COMPUTED)
				MUST(q->selected == p->selected);
		}
	}
	MUST(pb->rule == PB_80 || pb->rule == PB_PARTLY || spent <= pb->budget || spent == 0);
}

static void check_shown(struct arena *a, const struct pb *pb)
{
	struct cli cli = { .out = { .b = BUF_INIT(SHOWN_MAX), .fd = -1 }, .width = 80 };
	struct json w = json_start(&cli.out.b, JSON_COMPACT);
	struct err err = { 0 };

	show_pb_json(&w, a, STR("示例.pb"), pb, true);
	MUST(fuzz_is_json(buf_text(&cli.out.b)));
	show_pb(&cli, a, STR("示例.pb"), pb);
	MUST(show_pb_explain(&cli, a, pb, pb->projects.v[0].id, &err) == RC_OK);
	MUST(utf8_invalid(buf_text(&cli.out.b)) == STR_NONE);
	buf_free(&cli.out.b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data + 1, size - 1 };
	struct pb pb = { 0 }, other = { 0 };
	struct err err = { 0 }, again = { 0 };
	struct arena *a;
	enum rc rc;

	if (size < 2)
		return 0;
	a = arena_new();
	rc = read_file(a, bytes, bytes.n, &pb, &err);
	MUST(read_file(a, bytes, 1 + data[0] % SHOWN, &other, &again) == rc);
	MUST(strcmp(err.msg, again.msg) == 0);
	MUST((rc == RC_OK) == (err.msg[0] == '\0') && utf8_invalid(str_of(err.msg)) == STR_NONE);
	if (rc == RC_OK) {
		check_same(&pb, &other);
		MUST(pb_select(a, &pb, NULL, &err) == RC_OK);
		check_selected(&pb);
		if (data[0] & SHOWN)
			check_shown(a, &pb);
	}
	arena_free(a);
	return 0;
}
