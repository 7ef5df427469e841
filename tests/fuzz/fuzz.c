#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "cli/show.h"
#include "document/frame.h"
#include "document/pdf.h"
#include "model/programme_json.h"
#include "reading/reading.h"

enum { JSON_MAX = 32 << 20, FRAME_MAX = 32 << 20, SHOWN_MAX = 32 << 20 };

const char *__asan_default_options(void);

const struct doc_limits FUZZ_LIMITS = {
	.file_max = (size_t)20 << 20,
	.text_max = (size_t)1 << 20,
	.memory_max = 0,
	.cpu_seconds = 0,
};

_Noreturn void fuzz_broken(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/*
 * Short lives and large chunks: a quarantine of the usual 256 MB only brings
 * page faults, and whose allocation a chunk of an arena was says nothing.
 * libFuzzer looks for leaks itself, where it has a reason to.
 */
const char *__asan_default_options(void)
{
	return "malloc_context_size=2:quarantine_size_mb=4:thread_local_quarantine_size_kb=64:allocator_release_to_os_interval_ms=-1";
}

/* ---- the document ---- */

static void check_text(struct str s)
{
	MUST(utf8_invalid(s) == STR_NONE);
	MUST(s.n == 0 || memchr(s.p, '\0', s.n) == NULL);
	MUST(s.n == 0 || memchr(s.p, '\r', s.n) == NULL);
}

static void check_cell(const struct block *t, const struct cell *c, const struct cell *last)
{
	check_text(c->text);
	MUST(c->row < t->rows && c->col < t->cols);
	MUST(c->rowspan >= 1 && c->rowspan <= t->rows - c->row);
	MUST(c->colspan >= 1 && c->colspan <= t->cols - c->col);
	MUST(last == NULL || c->row > last->row || (c->row == last->row && c->col > last->col));
}

static void check_blocks(const struct document *doc)
{
	check_text(doc->title);
	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_PARAGRAPH) {
			check_text(b->text);
			MUST(b->level >= 0 && b->level <= 6);
			MUST(b->cell_count == 0);
		}
		for (size_t k = 0; k < b->cell_count; k++)
			check_cell(b, &b->cells[k], k > 0 ? &b->cells[k - 1] : NULL);
	}
}

/* What the child sends is what the parent gets: writing it again gives the same bytes. */
static void check_frame(struct arena *a, const struct document *doc)
{
	struct buf sent = BUF_INIT(FRAME_MAX), again = BUF_INIT(FRAME_MAX);
	struct document got = { 0 };
	struct err err = { 0 };

	if (frame_write(&sent, doc, &err) == RC_OK) {
		MUST(frame_read(a, buf_text(&sent), &got, &err) == RC_OK);
		MUST(frame_write(&again, &got, &err) == RC_OK);
		MUST(str_eq(buf_text(&sent), buf_text(&again)));
	} else {
		MUST(err.msg[0] != '\0');
	}
	buf_free(&sent);
	buf_free(&again);
}

/* ---- masking ---- */

/* The digit at *i, moved past; -1 for anything else. */
static int digit_at(struct str s, size_t *i)
{
	size_t at = *i;
	uint32_t c = utf8_next(s, &at);

	if (c >= 0xFF10 && c <= 0xFF19)
		c -= 0xFF10 - '0';
	if (c < '0' || c > '9')
		return -1;
	*i = at;
	return (int)c - '0';
}

static bool is_digit(struct str s, size_t i)
{
	return digit_at(s, &i) >= 0;
}

/* 100****13800000000, 13800000000****2046: with stars between digits it is part of a longer number that hides itself. */
static bool hides_itself(struct str s, size_t from, size_t to)
{
	size_t left = from, right = to;

	while (left > 0 && s.p[left - 1] == '*')
		left--;
	while (right < s.n && s.p[right] == '*')
		right++;
	if (right > to && right < s.n && is_digit(s, right))
		return true;
	if (left == from || left == 0)
		return false;
	utf8_prev(s, &left);
	return is_digit(s, left);
}

size_t fuzz_mobile(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i, n = 0;
		int first[2] = { -1, -1 }, d;

		while (i < s.n && (d = digit_at(s, &i)) >= 0) {
			if (n < 2)
				first[n] = d;
			n++;
		}
		if (n == 11 && first[0] == 1 && first[1] >= 3 && !hides_itself(s, from, i))
			return from;
		if (i < s.n && n == 0)
			utf8_next(s, &i);
	}
	return STR_NONE;
}

static void check_masked(const struct document *doc)
{
	MUST(fuzz_mobile(doc->title) == STR_NONE);
	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		MUST(fuzz_mobile(b->text) == STR_NONE);
		for (size_t k = 0; k < b->cell_count; k++)
			MUST(fuzz_mobile(b->cells[k].text) == STR_NONE);
	}
}

/* ---- all of it ---- */

static void check_json(struct arena *a, const struct programme *p)
{
	struct buf out = BUF_INIT(JSON_MAX);
	struct json w = json_start(&out, JSON_COMPACT);

	json_object(&w);
	programme_json(&w, p, a);
	json_end(&w);
	MUST(out.full || fuzz_is_json(buf_text(&out)));
	buf_free(&out);
}

static void check_shown(struct arena *a, const struct document *doc, const struct programme *p)
{
	struct shown s = { .file = STR("示例.txt"), .doc = doc, .programme = p };
	struct cli cli = { .out = { .b = BUF_INIT(SHOWN_MAX), .fd = -1 }, .width = 80 };
	struct buf *b = &cli.out.b;
	struct err err = { 0 };

	show_csv_head(b, true);
	show_csv(b, a, &s, true);
	show_programme(&cli, a, &s);
	for (size_t i = 0; i < p->projects.n && i < 4; i++)
		(void)show_explain(&cli, a, &s, p->projects.v[i].no, &err);
	MUST(b->full || utf8_invalid(buf_text(b)) == STR_NONE);
	buf_free(b);
}

void fuzz_document(struct arena *a, struct document *doc, bool shown)
{
	struct programme p = { 0 };
	struct err err = { 0 };
	size_t bytes = doc_text_bytes(doc);

	check_blocks(doc);
	check_frame(a, doc);
	reading_mask(a, doc);
	MUST(doc_text_bytes(doc) == bytes);
	check_blocks(doc);
	check_masked(doc);
	if (reading_read(a, doc, (struct reading_hints){ 0 }, &p, &err) != RC_OK) {
		MUST(err.msg[0] != '\0');
		return;
	}
	fuzz_reading(doc, &p);
	check_json(a, &p);
	if (shown)
		check_shown(a, doc, &p);
}

void fuzz_parse(struct str bytes, struct str name, bool shown)
{
	struct document doc = { 0 };
	struct err err = { 0 };
	struct arena *a;

	if (doc_is_pdf(bytes))
		return;
	a = arena_new();
	if (doc_parse(a, bytes, name, &FUZZ_LIMITS, &doc, &err) == RC_OK)
		fuzz_document(a, &doc, shown);
	else
		MUST(err.msg[0] != '\0' && utf8_invalid(str_of(err.msg)) == STR_NONE);
	arena_free(a);
}
