/* The frame: what is written comes back, and nothing else is believed. */

#include "office_made.h"

#include "document/frame.h"

static struct cell cells[] = {
	{ 0, 0, 1, 2, STR_INIT("标题") }, { 1, 0, 2, 1, STR_INIT("1") }, { 1, 1, 1, 1, STR_INIT("一\n二") }, { 2, 1, 1, 1, STR_INIT("") },
};
static struct block blocks[] = {
	{ .kind = BLOCK_PARAGRAPH, .level = 2, .text = STR_INIT("民生实事") },
	{ .kind = BLOCK_PARAGRAPH, .text = STR_INIT("") },
	{ .kind = BLOCK_TABLE, .cells = cells, .cell_count = COUNT(cells), .rows = 3, .cols = 2 },
};
static const struct document sample = { DOC_DOCX, STR_INIT("题"), { blocks, COUNT(blocks), COUNT(blocks) } };

static void comes_back(void **state)
{
	struct arena *a = arena_new();
	struct buf b = BUF_INIT(1 << 20);
	struct document doc;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(frame_write(&b, &sample, &err), RC_OK);
	assert_int_equal(frame_read(a, buf_text(&b), &doc, &err), RC_OK);
	assert_true(str_eq(written_out(a, &sample), written_out(a, &doc)));
	assert_true(str_eq(doc.title, STR("题")));
	assert_int_equal(doc.format, DOC_DOCX);
	buf_free(&b);
	arena_free(a);
}

static void refusals_come_back(void **state)
{
	struct arena *a = arena_new();
	struct buf b = BUF_INIT(1 << 20);
	struct err out = { .msg = "文件有密码", .log = "zip" }, in = { 0 };
	struct document doc;

	(void)state;
	frame_write_refusal(&b, RC_INPUT, &out);
	assert_int_equal(frame_read(a, buf_text(&b), &doc, &in), RC_INPUT);
	assert_string_equal(in.msg, "文件有密码");
	assert_string_equal(in.log, "zip");
	buf_free(&b);
	arena_free(a);
}

static enum rc reads(struct str bytes)
{
	struct arena *a = arena_new();
	struct document doc;
	struct err err = { 0 };
	enum rc rc = frame_read(a, bytes, &doc, &err);

	arena_free(a);
	return rc;
}

/* Every truncation fails; no change of a byte crashes or hangs; most are noticed. */
static void believes_nothing(void **state)
{
	struct buf b = BUF_INIT(1 << 20);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(frame_write(&b, &sample, &err), RC_OK);
	for (size_t n = 0; n < b.n; n++)
		assert_int_equal(reads(str_cut(buf_text(&b), 0, n)), RC_OUTSIDE);
	for (size_t i = 0; i < b.n; i++) {
		char was = b.p[i];

		for (int bit = 0; bit < 8; bit++) {
			b.p[i] = (char)(was ^ 1 << bit);
			(void)!reads(buf_text(&b));
		}
		b.p[i] = was;
	}
	buf_char(&b, 'x');
	assert_int_equal(reads(buf_text(&b)), RC_OUTSIDE);
	buf_free(&b);
}

/* One table with one lie per row; all else as in the sample. */
static void refuses_lies(void **state)
{
	static const struct { const char *what; struct cell second; uint32_t rows, cols; } lies[] = {
		{ "outside", { 3, 0, 1, 1, { "", 0 } }, 3, 2 },
		{ "column outside", { 1, 2, 1, 1, { "", 0 } }, 3, 2 },
		{ "too tall", { 1, 0, 3, 1, { "", 0 } }, 3, 2 },
		{ "too wide", { 1, 0, 1, UINT32_MAX, { "", 0 } }, 3, 2 },
		{ "no height", { 1, 0, 0, 1, { "", 0 } }, 3, 2 },
		{ "overlap", { 0, 1, 1, 1, { "", 0 } }, 3, 2 },
		{ "order", { 0, 0, 1, 1, { "", 0 } }, 3, 2 },
		{ "a carriage return", { 1, 0, 1, 1, { "\r", 1 } }, 3, 2 },
		{ "a NUL", { 1, 0, 1, 1, { "\0", 1 } }, 3, 2 },
		{ "a byte order mark", { 1, 0, 1, 1, { "\xEF\xBB\xBF", 3 } }, 3, 2 },
		{ "not UTF-8", { 1, 0, 1, 1, { "\xFF", 1 } }, 3, 2 },
	};
	struct cell two[2] = { { 0, 0, 1, 2, STR_INIT("a") } };
	struct block t = { .kind = BLOCK_TABLE, .cells = two, .cell_count = 2 };
	struct document doc = { DOC_TXT, { "", 0 }, { &t, 1, 1 } };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		struct buf b = BUF_INIT(1 << 20);

		two[1] = lies[i].second;
		t.rows = lies[i].rows;
		t.cols = lies[i].cols;
		assert_int_equal(frame_write(&b, &doc, &err), RC_OK);
		if (reads(buf_text(&b)) != RC_OUTSIDE)
			fail_msg("%s was believed", lies[i].what);
		buf_free(&b);
	}
}

static void has_bounds(void **state)
{
	struct block t = { .kind = BLOCK_TABLE, .rows = 1 << 20, .cols = 1 << 10 };
	struct document doc = { DOC_TXT, { "", 0 }, { &t, 1, 1 } };
	struct buf b = BUF_INIT(1 << 20), small = BUF_INIT(40);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(frame_write(&b, &doc, &err), RC_INPUT);
	assert_int_equal(frame_write(&small, &sample, &err), RC_INPUT);
	buf_free(&b);
	buf_free(&small);
	/* a count of four thousand million blocks in a few bytes */
	assert_int_equal(reads(STR("MSDF\1D\0\0\0\0\0\xFF\xFF\xFF\xFF")), RC_OUTSIDE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),	    cmocka_unit_test(refusals_come_back),
		cmocka_unit_test(believes_nothing), cmocka_unit_test(refuses_lies),
		cmocka_unit_test(has_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
