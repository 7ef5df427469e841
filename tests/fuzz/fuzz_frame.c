/*
 * Frames: what comes back from the document child, whose parser may have been
 * taken over by the file.  A frame that is accepted has one form, and the
 * reader must stand any document that fits in it.
 */

#include "base/utf8.h"
#include "document/frame.h"
#include "fuzz.h"

enum { FRAME_MAX = 64 << 20, TEXT_MAX = 400 };

/* ---- mutations of the document in a frame: most changed bytes would only be refused ---- */

struct change {
	struct arena *a;
	struct document *doc;
	unsigned random;
};

static unsigned below(struct change *m, size_t n)
{
	m->random = m->random * 1664525u + 1013904223u;
	return n == 0 ? 0 : (unsigned)((m->random >> 8) % n);
}

static struct str other_text(struct change *m, struct str s)
{
	uint8_t *p = (uint8_t *)arena_bytes(m->a, s.n + TEXT_MAX);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	s.n = fuzz_mutate(p, s.n, s.n + TEXT_MAX, m->random, 0);
	s.p = (const char *)p;
	return s;
}

static void change_cell(struct change *m, struct block *b)
{
	struct cell *c = &b->cells[below(m, b->cell_count)];

	switch (below(m, 8)) {
	case 0:
		c->rowspan = 1 + below(m, b->rows - c->row);
		break;
	case 1:
		c->colspan = 1 + below(m, b->cols - c->col);
		break;
	case 2:
		c->text = b->cells[below(m, b->cell_count)].text;
		break;
	case 3: /* the last cells go, the first stay in order */
		b->cell_count = 1 + below(m, b->cell_count);
		break;
	default:
		c->text = other_text(m, c->text);
	}
}

static void change_table(struct change *m, struct block *b)
{
	switch (below(m, 16)) {
	case 0:
		b->rows += below(m, 4);
		break;
	case 1:
		b->cols += below(m, 4);
		break;
	case 2:
		b->rows = 1 + below(m, 4000);
		break;
	case 3:
		b->cols = 1 + below(m, 300);
		break;
	default:
		if (b->cell_count > 0)
			change_cell(m, b);
	}
}

static void change_blocks(struct change *m)
{
	struct block_list *l = &m->doc->blocks;
	size_t at = below(m, l->n), to = below(m, l->n);
	struct block kept = l->v[at];

	switch (below(m, 8)) {
	case 0:
		l->v[at] = l->v[to];
		l->v[to] = kept;
		break;
	case 1:
		l->v[at] = l->v[--l->n];
		break;
	case 2:
		*list_add(l, m->a) = kept;
		break;
	default:
		if (l->v[at].kind == BLOCK_TABLE)
			change_table(m, &l->v[at]);
		else if (below(m, 8) == 0)
			l->v[at].level = (int)below(m, 7);
		else
			l->v[at].text = other_text(m, l->v[at].text);
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct str bytes = { (const char *)data, size };
	struct document doc = { 0 };
	struct change m = { arena_new(), &doc, seed };
	struct buf out = BUF_INIT(max);
	struct err err = { 0 };

	if (seed % 8 != 0 && frame_read(m.a, bytes, &doc, &err) == RC_OK && doc.blocks.n > 0) {
		for (unsigned times = 1 + below(&m, 3); times > 0 && doc.blocks.n > 0; times--)
			change_blocks(&m);
		if (frame_write(&out, &doc, &err) != RC_OK)
			out.n = 0;
	}
	if (out.n > 0)
		memcpy(data, out.p, size = out.n);
	else
		size = LLVMFuzzerMutate(data, size, max);
	buf_free(&out);
	arena_free(m.a);
	return size;
}

/* ---- the target ---- */

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
