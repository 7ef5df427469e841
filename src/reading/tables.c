#include "reading/tables.h"

#include "reading/flat.h"
#include "reading/prose.h"

static void of_block(struct arena *a, const struct document *doc, uint32_t i, int year,
		     struct columns *last, uint32_t *last_cols, struct record_list *ret)
{
	struct grid g;
	struct columns cs;

	if (!grid_of_block(a, doc, i, &g))
		return;
	if (columns_find(a, &g, year, &cs)) {
		*last = cs;
		*last_cols = g.cols;
	} else if (*last_cols == 0 || !columns_continue(a, &g, last, *last_cols, &cs)) {
		return;
	}
	records_of_grid(a, &g, &cs, ret);
}

static void flattened(struct arena *a, const struct document *doc, int year,
		      struct record_list *ret)
{
	struct flat_table t;

	for (uint32_t from = 0; flat_next(a, doc, &from, year, &t);)
		records_of_grid(a, &t.grid, &t.columns, ret);
}

void records_of_document(struct arena *a, const struct document *doc, struct programme *p,
			 struct record_list *ret)
{
	struct columns last = { 0 };
	uint32_t last_cols = 0;
	struct line_list lines;

	for (uint32_t i = 0; i < doc->blocks.n; i++)
		if (doc->blocks.v[i].kind == BLOCK_TABLE)
			of_block(a, doc, i, p->year, &last, &last_cols, ret);
	if (ret->n == 0)
		flattened(a, doc, p->year, ret);
	lines = outline_lines(a, doc, 0, (uint32_t)doc->blocks.n);
	if (ret->n == 0)
		records_of_prose(a, &lines, p, ret);
	completed_of_prose(a, &lines, p);
}
