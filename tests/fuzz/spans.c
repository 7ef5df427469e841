/* Every place a reading names exists, and it begins and ends between characters. */

#include "base/utf8.h"
#include "fuzz.h"
#include "reading/reading.h"

static const struct cell *anchor(const struct block *t, uint32_t row, uint32_t col)
{
	size_t low = 0, high = t->cell_count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct cell *c = &t->cells[mid];

		if (c->row < row || (c->row == row && c->col < col))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == t->cell_count || t->cells[low].row != row || t->cells[low].col != col)
		return NULL;
	return &t->cells[low];
}

static struct str place_text(const struct document *doc, const struct span *s)
{
	const struct block *b;
	const struct cell *c;

	MUST(s->block < doc->blocks.n);
	b = &doc->blocks.v[s->block];
	if (b->kind == BLOCK_PARAGRAPH) {
		MUST(s->row == SPAN_NO_CELL && s->col == SPAN_NO_CELL);
		return b->text;
	}
	MUST(s->row >= 0 && s->col >= 0);
	c = anchor(b, (uint32_t)s->row, (uint32_t)s->col);
	MUST(c != NULL);
	return c->text;
}

static bool between_characters(struct str s, size_t at)
{
	return at == s.n || ((unsigned char)s.p[at] & 0xC0) != 0x80;
}

static void check_span(const struct document *doc, const struct span *s)
{
	struct str text = place_text(doc, s);

	MUST(s->from < s->to);
	MUST(s->to <= text.n);
	MUST(between_characters(text, s->from));
	MUST(between_characters(text, s->to));
}

static void check_spans(const struct document *doc, const struct span_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		check_span(doc, &l->v[i]);
}

static void check_marks(const struct document *doc, const struct mark_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		MUST(l->v[i].field != NULL && l->v[i].field[0] != '\0');
		if (!l->v[i].given)
			check_span(doc, &l->v[i].span);
	}
}

static void check_doubts(const struct document *doc, const struct doubt_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		MUST(l->v[i].field != NULL);
		check_spans(doc, &l->v[i].spans);
	}
}

static void check_figures(const struct document *doc, const struct figure_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		MUST(l->v[i].n.scale <= DEC_SCALE_MAX);
		check_marks(doc, &l->v[i].at);
	}
}

static void check_units(const struct document *doc, const struct unit_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		check_marks(doc, &l->v[i].at);
}

static void check_day(struct day d)
{
	MUST(!day_is(d) || day_valid(d.year, d.month, d.day));
}

static void check_item(const struct document *doc, const struct item *it)
{
	check_units(doc, &it->lead);
	check_units(doc, &it->support);
	check_units(doc, &it->implement);
	for (size_t i = 0; i < it->leaders.n; i++)
		check_marks(doc, &it->leaders.v[i].at);
	check_figures(doc, &it->targets);
	for (size_t i = 0; i < it->milestones.n; i++) {
		const struct milestone *m = &it->milestones.v[i];

		check_day(m->from);
		check_day(m->due);
		check_figures(doc, &m->figures);
		check_marks(doc, &m->at);
	}
	check_marks(doc, &it->at);
}

static void check_project(const struct document *doc, const struct project *p)
{
	MUST(p->name.n > 0);
	for (size_t i = 0; i < p->items.n; i++)
		check_item(doc, &p->items.v[i]);
	for (size_t i = 0; i < p->funds.sources.n; i++)
		check_marks(doc, &p->funds.sources.v[i].at);
	check_marks(doc, &p->funds.at);
	check_marks(doc, &p->at);
	check_doubts(doc, &p->doubts);
	check_spans(doc, &p->remainder);
}

void fuzz_reading(const struct document *doc, const struct programme *p)
{
	int cover = reading_cover(doc, p);

	MUST(cover >= 0 && cover <= 1000);
	MUST(p->projects.n + p->completed.n > 0);
	check_day(p->as_of);
	for (size_t i = 0; i < p->projects.n; i++)
		check_project(doc, &p->projects.v[i]);
	for (size_t i = 0; i < p->completed.n; i++) {
		check_figures(doc, &p->completed.v[i].figures);
		check_marks(doc, &p->completed.v[i].at);
	}
	for (size_t i = 0; i < p->findings.n; i++)
		check_spans(doc, &p->findings.v[i].spans);
	check_doubts(doc, &p->doubts);
	check_spans(doc, &p->remainder);
	check_marks(doc, &p->at);
}
