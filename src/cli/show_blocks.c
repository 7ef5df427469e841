#include "cli/show.h"

static void key_int(struct json *w, const char *key, uint32_t n)
{
	json_key(w, key);
	json_int(w, n);
}

static void key_str(struct json *w, const char *key, struct str s)
{
	json_key(w, key);
	json_str(w, s);
}

static void show_cells(struct json *w, const struct block *b)
{
	json_key(w, "cells");
	json_array(w);
	for (size_t i = 0; i < b->cell_count; i++) {
		const struct cell *c = &b->cells[i];

		json_row_object(w);
		key_int(w, "row", c->row);
		key_int(w, "col", c->col);
		if (c->rowspan > 1)
			key_int(w, "rowspan", c->rowspan);
		if (c->colspan > 1)
			key_int(w, "colspan", c->colspan);
		key_str(w, "text", c->text);
		json_end(w);
	}
	json_end(w);
}

static void show_paragraph(struct json *w, const struct block *b, uint32_t at)
{
	json_row_object(w);
	key_int(w, "block", at);
	key_str(w, "kind", STR("paragraph"));
	if (b->level > 0)
		key_int(w, "level", (uint32_t)b->level);
	key_str(w, "text", b->text);
	json_end(w);
}

static void show_table(struct json *w, const struct block *b, uint32_t at)
{
	json_object(w);
	key_int(w, "block", at);
	key_str(w, "kind", STR("table"));
	key_int(w, "rows", b->rows);
	key_int(w, "cols", b->cols);
	show_cells(w, b);
	json_end(w);
}

void show_blocks(struct json *w, const struct document *doc)
{
	json_array(w);
	for (size_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_TABLE)
			show_table(w, b, (uint32_t)i);
		else
			show_paragraph(w, b, (uint32_t)i);
	}
	json_end(w);
}
