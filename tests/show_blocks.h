#ifndef TESTS_SHOW_BLOCKS_H
#define TESTS_SHOW_BLOCKS_H

/*
 * A document as one short line, so that a case fits into a table:
 *
 *     paragraph  [text]          heading   2#[text]
 *     table      {a|b/c|d}       a cell of 2 rows × 3 columns   a@2x3
 *
 * A line end inside a cell shows as ↵, a place without a cell as nothing.
 */

#include "base/buf.h"
#include "document/document.h"

static void show_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_str(out, STR("↵"));
		else
			buf_char(out, s.p[i]);
	}
}

static void show_table(struct buf *out, const struct block *b)
{
	size_t k = 0;

	buf_char(out, '{');
	for (uint32_t row = 0; row < b->rows; row++) {
		if (row > 0)
			buf_char(out, '/');
		for (bool first = true; k < b->cell_count && b->cells[k].row == row; k++) {
			const struct cell *c = &b->cells[k];

			if (!first)
				buf_char(out, '|');
			first = false;
			show_text(out, c->text);
			if (c->rowspan > 1 || c->colspan > 1)
				buf_printf(out, "@%ux%u", c->rowspan, c->colspan);
		}
	}
	buf_char(out, '}');
}

static const char *show_blocks(struct arena *a, const struct document *doc)
{
	struct buf out = BUF_INIT(1 << 20);
	const char *ret;

	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_TABLE) {
			show_table(&out, b);
			continue;
		}
		if (b->level > 0)
			buf_printf(&out, "%d#", b->level);
		buf_char(&out, '[');
		show_text(&out, b->text);
		buf_char(&out, ']');
	}
	ret = arena_cstr(a, buf_text(&out));
	buf_free(&out);
	return ret;
}

/* Parses with the limits of the command line; a refusal shows as "!" and its sentence. */
static const char *show_parsed(struct arena *a, struct str bytes, const char *name)
{
	struct document doc;
	struct err err = { 0 };

	if (doc_parse(a, bytes, str_of(name), &DOC_CLI, &doc, &err) != RC_OK)
		return arena_cstr(a, arena_printf(a, "!%s", err.msg));
	return show_blocks(a, &doc);
}

#endif
