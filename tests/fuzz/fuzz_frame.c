/*
 * Frames: what comes back from the document child, whose parser may have been
 * taken over by the file.  A frame that is accepted has one form, and the
 * reader must stand any document that fits in it.
 */

#include "base/utf8.h"
#include "document/frame.h"
#include "fuzz.h"

enum { FRAME_MAX = 64 << 20 };

static void check_same(const struct document *doc, struct str bytes)
{
	struct buf again = BUF_INIT(FRAME_MAX);
	struct err err = { 0 };

	MUST(frame_write(&again, doc, &err) == RC_OK);
	MUST(str_eq(buf_text(&again), bytes));
	buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct arena *a = arena_new();
	struct document doc = { 0 };
	struct err err = { 0 };

	if (frame_read(a, bytes, &doc, &err) == RC_OK) {
		check_same(&doc, bytes);
		fuzz_document(a, &doc, false);
	} else {
		MUST(utf8_invalid(str_of(err.msg)) == STR_NONE);
	}
	arena_free(a);
	return 0;
}
