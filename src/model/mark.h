#ifndef MODEL_MARK_H
#define MODEL_MARK_H

/*
 * Where a value came from: a mark names a field of the object it hangs on and
 * the place in the document's block list.  Inherited values (a merged cell)
 * and joined values (a sentence over two lines) have several marks; what a
 * person gave on the command line has one with `given` set and no place.
 */

#include <stdint.h>

#include "base/arena.h"

enum { SPAN_NO_CELL = -1 };

struct span {
	uint32_t block;
	int32_t row, col; /* SPAN_NO_CELL in paragraphs; a merged cell is its anchor */
	uint32_t from, to; /* bytes of that cell's or paragraph's UTF-8 text */
};

struct mark {
	const char *field; /* a literal: the JSON key it explains */
	struct span span;
	bool given;
};

struct mark_list {
	struct mark *v;
	size_t n, cap;
};

struct span_list {
	struct span *v;
	size_t n, cap;
};

/* A value with two defensible readings: a person decides. */
struct doubt {
	const char *field;
	struct str at; /* what it concerns, in words: "第3件 资金" */
	struct span_list spans;
	struct str readings; /* "2025-03-31 或 2025-03-15" */
	struct str why;	     /* one Chinese sentence */
};

struct doubt_list {
	struct doubt *v;
	size_t n, cap;
};

#endif
