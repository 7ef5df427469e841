#include "document/block.h"

struct block *doc_add_paragraph(struct document *doc, struct arena *a, struct str text)
{
	struct block *b = list_add(&doc->blocks, a);

	b->kind = BLOCK_PARAGRAPH;
	b->text = arena_str(a, text);
	return b;
}

const struct cell *doc_cell(const struct block *table, uint32_t row, uint32_t col)
{
	for (size_t i = 0; i < table->cell_count; i++) {
		const struct cell *c = &table->cells[i];

		if (c->row > row)
			break;
		if (row - c->row < c->rowspan && c->col <= col && col - c->col < c->colspan)
			return c;
	}
	return NULL;
}

size_t doc_text_bytes(const struct document *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		n += b->text.n;
		for (size_t k = 0; k < b->cell_count; k++)
			n += b->cells[k].text.n;
	}
	return n;
}
