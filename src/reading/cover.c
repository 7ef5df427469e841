#include "reading/cover.h"

#include <stdlib.h>

#include "base/utf8.h"

/* All marks of a project, flat. */
static void collect(struct arena *a, const struct mark_list *from, struct span_list *to)
{
	for (size_t i = 0; i < from->n; i++)
		if (!from->v[i].given)
			*list_add(to, a) = from->v[i].span;
}

static void collect_figures(struct arena *a, const struct figure_list *f, struct span_list *to)
{
	for (size_t i = 0; i < f->n; i++)
		collect(a, &f->v[i].at, to);
}

static void collect_item(struct arena *a, const struct item *it, struct span_list *to)
{
	const struct unit_list *units[] = { &it->lead, &it->support, &it->implement };

	collect(a, &it->at, to);
	for (size_t u = 0; u < COUNT(units); u++)
		for (size_t i = 0; i < units[u]->n; i++)
			collect(a, &units[u]->v[i].at, to);
	for (size_t i = 0; i < it->leaders.n; i++)
		collect(a, &it->leaders.v[i].at, to);
	for (size_t i = 0; i < it->milestones.n; i++) {
		collect(a, &it->milestones.v[i].at, to);
		collect_figures(a, &it->milestones.v[i].figures, to);
	}
	collect_figures(a, &it->targets, to);
}

static void collect_project(struct arena *a, const struct project *p, struct span_list *to)
{
	collect(a, &p->at, to);
	collect(a, &p->funds.at, to);
	for (size_t i = 0; i < p->funds.sources.n; i++)
		collect(a, &p->funds.sources.v[i].at, to);
	for (size_t i = 0; i < p->items.n; i++)
		collect_item(a, &p->items.v[i], to);
}

static int by_place(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->col != b->col)
		return a->col < b->col ? -1 : 1;
	return a->from < b->from ? -1 : a->from > b->from;
}

static void sort(struct span_list *l)
{
	if (l->n > 1)
		qsort(l->v, l->n, sizeof(*l->v), by_place);
}

/* Something a person would miss: at least two ideographs or a number. */
static bool matters(struct str s)
{
	size_t han = 0, digits = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);

		han += utf8_is_han(c);
		digits += c >= '0' && c <= '9';
	}
	return han >= 2 || digits >= 1;
}

static struct span trimmed(struct str text, struct span s)
{
	struct str t = str_trim(str_cut(text, s.from, s.to));

	s.from = (uint32_t)(t.p - text.p);
	s.to = s.from + (uint32_t)t.n;
	return s;
}

/* The parts of [from, to) of one place that sorted spans leave uncovered. */
static void gaps(struct arena *a, const struct span_list *covered, struct span place, struct str text,
		 struct span_list *ret)
{
	size_t low = 0, high = covered->n;
	uint32_t at = place.from;
	struct span key = place;

	key.from = 0;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (by_place(&covered->v[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (size_t i = low; i <= covered->n; i++) {
		bool here = i < covered->n && covered->v[i].block == place.block &&
			    covered->v[i].row == place.row && covered->v[i].col == place.col;
		uint32_t stop = here && covered->v[i].from < place.to ? covered->v[i].from : place.to;

		if (stop > at) {
			struct span gap = place;

			gap.from = at;
			gap.to = stop;
			if (matters(str_cut(text, at, stop)))
				*list_add(ret, a) = trimmed(text, gap);
		}
		if (!here)
			break;
		if (covered->v[i].to > at)
			at = covered->v[i].to;
		if (at >= place.to)
			break;
	}
}

void cover_project(struct arena *a, const struct record *r, struct project *p)
{
	struct span_list covered = { 0 };

	collect_project(a, p, &covered);
	sort(&covered);
	for (size_t i = 0; i < r->pieces.n; i++) {
		const struct piece *piece = &r->pieces.v[i];
		struct span place = { piece->block, piece->row, piece->col, piece->from,
				      piece->from + (uint32_t)piece->s.n };

		gaps(a, &covered, place, (struct str){ piece->s.p - piece->from, piece->from + piece->s.n },
		     &p->remainder);
	}
}

void cover_rest(struct arena *a, const struct document *doc, struct programme *p)
{
	(void)a;
	(void)doc;
	(void)p;
}

int reading_cover(const struct document *doc, const struct programme *p)
{
	struct arena *a = arena_new();
	struct span_list covered = { 0 };
	size_t total = doc_text_bytes(doc), sum = 0;
	struct span last = { 0 };

	collect(a, &p->at, &covered);
	for (size_t i = 0; i < p->projects.n; i++)
		collect_project(a, &p->projects.v[i], &covered);
	for (size_t i = 0; i < p->completed.n; i++) {
		collect(a, &p->completed.v[i].at, &covered);
		collect_figures(a, &p->completed.v[i].figures, &covered);
	}
	sort(&covered);
	for (size_t i = 0; i < covered.n; i++) {
		struct span s = covered.v[i];

		if (i > 0 && s.block == last.block && s.row == last.row && s.col == last.col) {
			if (s.from < last.to)
				s.from = last.to;
			if (s.to <= s.from)
				continue;
		}
		sum += s.to - s.from;
		last = s;
	}
	arena_free(a);
	return total ? (int)(sum * 1000 / total) : 0;
}
