#include "cli/words.h"

#include "base/utf8.h"
#include "cli/table.h"

enum { WORDS_MAX = 64 << 20 };

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

struct str concerned_words(struct arena *a, const struct str_list *projects)
{
	enum { NAMED = 3, NAME_WIDTH = 16 };
	size_t shown = projects->n > NAMED + 1 ? NAMED : projects->n;
	struct buf b = BUF_INIT(WORDS_MAX);
	bool numbers = true;
	struct str all;

	if (projects->n == 0)
		return STR("全文");
	for (size_t i = 0; i < shown; i++)
		numbers = numbers && is_number(projects->v[i]);
	for (size_t i = 0; i < shown; i++) {
		struct str s = text_short(a, projects->v[i], NAME_WIDTH);

		if (numbers && i > 0)
			buf_str(&b, STR("、"));
		buf_str(&b, numbers ? s : arena_printf(a, "「%.*s」", STR_ARG(s)));
	}
	if (shown < projects->n)
		buf_printf(&b, "等%zu", projects->n);
	all = arena_str(a, buf_text(&b));
	buf_free(&b);
	if (numbers)
		return arena_printf(a, "第%.*s件", STR_ARG(all));
	return shown < projects->n ? arena_cat(a, all, STR("件")) : all;
}

/* ---- places ---- */

static size_t table_number(const struct document *doc, size_t block)
{
	size_t n = 0;

	for (size_t i = 0; i <= block && i < doc->blocks.n; i++)
		n += doc->blocks.v[i].kind == BLOCK_TABLE;
	return n;
}

struct str place_words(struct arena *a, const struct document *doc, struct span s)
{
	if (s.row == SPAN_NO_CELL)
		return arena_printf(a, "第%u段", s.block + 1);
	return arena_printf(a, "表%zu 第%d行第%d列", table_number(doc, s.block), s.row + 1,
			    s.col + 1);
}

/* The cell whose anchor stands at (row, col), found by halving: spans name anchors. */
static const struct cell *anchor(const struct block *b, uint32_t row, uint32_t col)
{
	size_t low = 0, high = b->cell_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct cell *c = &b->cells[mid];

		if (c->row == row && c->col == col)
			return c;
		if (c->row < row || (c->row == row && c->col < col))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

struct str place_text(const struct document *doc, struct span s)
{
	const struct block *b;
	const struct cell *c;

	if (s.block >= doc->blocks.n)
		return (struct str){ 0 };
	b = &doc->blocks.v[s.block];
	if (b->kind == BLOCK_PARAGRAPH)
		return b->text;
	if (s.row < 0 || s.col < 0)
		return (struct str){ 0 };
	c = anchor(b, (uint32_t)s.row, (uint32_t)s.col);
	return c == NULL ? (struct str){ 0 } : c->text;
}

static bool inside_character(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;
}

struct span span_fitted(const struct document *doc, struct span s)
{
	struct str text = place_text(doc, s);

	if (s.to > text.n)
		s.to = (uint32_t)text.n;
	while (inside_character(text, s.from))
		s.from--;
	while (s.to > s.from && inside_character(text, s.to))
		s.to++;
	if (s.from > s.to)
		s.from = s.to = 0;
	return s;
}

struct str say_span(const struct document *doc, struct span s)
{
	struct str text = place_text(doc, s);

	s = span_fitted(doc, s);
	return str_cut(text, s.from, s.to);
}
