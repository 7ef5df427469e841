#include "web/preview.h"

#include <inttypes.h>
#include <stdlib.h>

/* The document as it looks, with the words of every value marked. */

/* Tables of more columns get more width than their side has, and scroll. */
enum { SOURCE_BYTES_MAX = 8 << 20, TABLE_FITS = 7, TABLE_WIDE = 10 };

/* Marks of the same words: one element, several values. */
struct group {
	uint32_t from, to;
	const struct ref *v;
	size_t n;
};

struct group_list {
	struct group *v;
	size_t n, cap;
};

struct side {
	struct preview *v;
	struct buf *b;
	struct ref_list refs; /* sorted */
	bool *placed;	      /* per value: its id stands already */
};

/* ---- order ---- */

static int by_number(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

static int by_place(const void *x, const void *y)
{
	const struct ref *r = x, *q = y;
	int c = by_number(r->at.block, q->at.block);

	if (c == 0)
		c = by_number(r->at.row, q->at.row);
	if (c == 0)
		c = by_number(r->at.col, q->at.col);
	if (c == 0)
		c = by_number(r->at.from, q->at.from);
	if (c == 0)
		c = by_number(q->at.to, r->at.to); /* the longer one stands outside */
	return c != 0 ? c : by_number((int64_t)r->n, (int64_t)q->n);
}

static struct ref_list sorted(struct preview *v)
{
	struct ref_list l = { 0 };

	list_reserve(&l, v->a, v->refs.n);
	for (size_t i = 0; i < v->refs.n; i++)
		l.v[l.n++] = v->refs.v[i];
	if (l.n > 0)
		qsort(l.v, l.n, sizeof(*l.v), by_place);
	return l;
}

/* The marks of one paragraph or cell; *from moves on. */
static struct group_list groups_at(struct side *s, size_t *from, uint32_t block, int32_t row, int32_t col, size_t len)
{
	struct group_list l = { 0 };

	for (; *from < s->refs.n; ++*from) {
		const struct ref *r = &s->refs.v[*from];
		struct group *last = l.n == 0 ? NULL : &l.v[l.n - 1];
		int c = by_number(r->at.block, block);

		if (c == 0)
			c = by_number(r->at.row, row);
		if (c == 0)
			c = by_number(r->at.col, col);
		if (c > 0)
			break;
		if (c < 0 || r->at.from >= r->at.to || r->at.to > len)
			continue;
		if (last != NULL && last->from == r->at.from && last->to == r->at.to)
			last->n++;
		else
			*list_add(&l, s->v->a) = (struct group){ r->at.from, r->at.to, r, 1 };
	}
	return l;
}

/* ---- one text ---- */

/* The ids that values on the right lead to; an element has one, so the others get an empty one each. */
static void put_places(struct side *s, const struct group *g)
{
	bool first = true;

	for (size_t i = 0; i < g->n; i++) {
		size_t n = g->v[i].n;

		if (s->placed[n])
			continue;
		s->placed[n] = true;
		buf_printf(s->b, first ? " id=\"s%zu\">" : "<i id=\"s%zu\"></i>", n);
		first = false;
	}
	if (first)
		html(s->b, ">");
}

/* Everything about a group is told by its most telling mark: a number inside a sentence, a doubt before all. */
static void open_group(struct side *s, const struct group *g)
{
	enum ref_kind kind = REF_REST;
	bool doubt = false;
	struct buf *b = s->b;

	for (size_t i = 0; i < g->n; i++) {
		doubt = doubt || g->v[i].doubt;
		if (kind == REF_REST || kind == REF_WORDS)
			kind = g->v[i].kind == REF_REST ? kind : g->v[i].kind;
	}
	html(b, "<mark class=\"");
	html_say(b, ref_class(kind));
	if (doubt)
		html(b, " d");
	html(b, "\" data-r=\"");
	for (size_t i = 0; i < g->n; i++)
		buf_printf(b, "%s%zu", i == 0 ? "" : " ", g->v[i].n);
	html(b, "\"");
	put_places(s, g);
}

static void put_leaf(struct side *s, const struct group_list *open, struct str text)
{
	if (text.n == 0)
		return;
	if (open->n == 0) {
		html_text(s->b, text);
		return;
	}
	buf_printf(s->b, "<a href=\"#v%zu\" tabindex=\"-1\">", open->v[open->n - 1].v[0].n);
	html_text(s->b, text);
	html(s->b, "</a>");
}

/* Marks may cross: those that end inside a new one are closed before it and opened again within. */
static void open_crossing(struct side *s, struct group_list *open, const struct group *g)
{
	size_t keep = open->n, all = open->n;

	while (keep > 0 && open->v[keep - 1].to < g->to)
		keep--;
	for (size_t i = keep; i < all; i++)
		html(s->b, "</mark>");
	open_group(s, g);
	list_add(open, s->v->a);
	for (size_t i = all; i > keep; i--)
		open->v[i] = open->v[i - 1];
	open->v[keep] = *g;
	for (size_t i = keep + 1; i <= all; i++)
		open_group(s, &open->v[i]);
}

static void put_marked(struct side *s, struct str text, const struct group_list *groups)
{
	struct group_list open = { 0 };
	size_t at = 0;

	for (size_t g = 0; g <= groups->n; g++) {
		size_t to = g < groups->n ? groups->v[g].from : text.n;

		while (open.n > 0 && open.v[open.n - 1].to <= to) {
			size_t end = open.v[open.n - 1].to;

			put_leaf(s, &open, str_cut(text, at, end));
			at = end;
			html(s->b, "</mark>");
			open.n--;
		}
		put_leaf(s, &open, str_cut(text, at, to));
		at = to;
		if (g < groups->n)
			open_crossing(s, &open, &groups->v[g]);
	}
}

/* ---- blocks ---- */

static void put_paragraph(struct side *s, size_t *ref, size_t at, const struct block *block)
{
	struct group_list g = groups_at(s, ref, (uint32_t)at, SPAN_NO_CELL, SPAN_NO_CELL, block->text.n);

	html(s->b, "<p");
	if (block->level > 0)
		html(s->b, " class=\"h\"");
	html(s->b, ">");
	put_marked(s, block->text, &g);
	html(s->b, "</p>");
}

static void put_table(struct side *s, size_t *ref, size_t at, const struct block *block)
{
	size_t cell = 0;

	html(s->b, "<div class=\"scroll\" tabindex=\"0\"><table");
	if (block->cols > TABLE_FITS)
		buf_str(s->b, block->cols > TABLE_WIDE ? STR(" class=\"most\"") : STR(" class=\"many\""));
	html(s->b, ">");
	for (uint32_t row = 0; row < block->rows && !s->b->full && s->b->n < SOURCE_BYTES_MAX; row++) {
		html(s->b, "<tr>");
		for (; cell < block->cell_count && block->cells[cell].row == row; cell++) {
			const struct cell *c = &block->cells[cell];
			struct group_list g = groups_at(s, ref, (uint32_t)at, (int32_t)c->row, (int32_t)c->col, c->text.n);

			html(s->b, "<td");
			if (c->rowspan > 1)
				buf_printf(s->b, " rowspan=\"%" PRIu32 "\"", c->rowspan);
			if (c->colspan > 1)
				buf_printf(s->b, " colspan=\"%" PRIu32 "\"", c->colspan);
			if (c->text.n <= 12)
				html(s->b, " class=\"nb\"");
			html(s->b, ">");
			put_marked(s, c->text, &g);
			html(s->b, "</td>");
		}
		html(s->b, "</tr>");
	}
	html(s->b, "</table></div>");
}

void put_source(struct buf *b, struct preview *v, size_t first, size_t last)
{
	const struct block_list *l = &v->import->doc.blocks;
	struct side s = { .v = v, .b = b, .refs = sorted(v), .placed = arena_alloc(v->a, v->values + 1) };
	size_t start = b->n, ref = 0;
	bool gap = true;

	for (size_t i = first; i < l->n && i <= last; i++) {
		if (b->full || b->n - start > SOURCE_BYTES_MAX) {
			html(b, "<p class=\"mut\">原文太长，后面的没有显示；全文请看原文件。</p>");
			break;
		}
		if (l->v[i].kind == BLOCK_TABLE) {
			put_table(&s, &ref, i, &l->v[i]);
			gap = false;
		} else if (str_trim(l->v[i].text).n > 0) {
			put_paragraph(&s, &ref, i, &l->v[i]);
			gap = false;
		} else if (!gap) {
			html(b, "<p class=\"gap\"></p>");
			gap = true;
		}
	}
}

void source_range(const struct preview *v, size_t *first, size_t *last)
{
	*first = v->refs.n == 0 ? 0 : v->import->doc.blocks.n;
	*last = v->refs.n == 0 ? v->import->doc.blocks.n : 0;
	for (size_t i = 0; i < v->refs.n; i++) {
		size_t block = v->refs.v[i].at.block;

		*first = block < *first ? block : *first;
		*last = block > *last ? block : *last;
	}
}
