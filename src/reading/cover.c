#include "reading/cover.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/words.h"
#include "reading/kind.h"
#include "reading/outline.h"

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

/* Most lists are those of one project or one line. */
static void sort(struct span_list *l)
{
	enum { FEW = 24 };

	if (l->n > FEW) {
		qsort(l->v, l->n, sizeof(*l->v), by_place);
		return;
	}
	for (size_t i = 1; i < l->n; i++) {
		struct span s = l->v[i];
		size_t k = i;

		for (; k > 0 && by_place(&l->v[k - 1], &s) > 0; k--)
			l->v[k] = l->v[k - 1];
		l->v[k] = s;
	}
}

/* Words between values that say nothing themselves: 牵头、配合、由、其中. */
static const struct str filler_words[] = {
	STR_INIT("牵头单位"), STR_INIT("牵头"), STR_INIT("配合单位"), STR_INIT("协同配合"), STR_INIT("配合"), STR_INIT("实施单位"), STR_INIT("实施"), STR_INIT("按职责分工"), STR_INIT("分别"), STR_INIT("共同"), STR_INIT("具体"), STR_INIT("负责"),
		STR_INIT("主办"), STR_INIT("协办"), STR_INIT("承办"), STR_INIT("其中"), STR_INIT("由"), STR_INIT("和"), STR_INIT("及"), STR_INIT("等"), STR_INIT("第"), STR_INIT("件"), STR_INIT("一是"), STR_INIT("二是"), STR_INIT("三是"), STR_INIT("四是"), STR_INIT("五是"), STR_INIT("关于"), STR_INIT("完成情况"), STR_INIT("进展情况"), STR_INIT("该项目"), STR_INIT("该项"), STR_INIT("该工作"), STR_INIT("相关部门"), STR_INIT("部门"), STR_INIT("单位"),
};
static struct words fillers = WORDS(filler_words);

__attribute__((constructor)) static void index_words(void)
{
	words_index(&fillers);
}

/* The longest of them, or of the labels, at byte i. */
static size_t filler_at(struct str s, size_t i)
{
	size_t n, best = words_at(&fillers, s, i);

	if (label_at(s, i, &n) != FIELD_NONE && n > best)
		best = n;
	return best;
}

/* Something a person would miss: two ideographs that are no label, or a number that is no numbering. */
static bool matters(struct arena *a, struct str raw)
{
	struct arena_mark at = arena_mark(a);
	struct piece p = { .s = raw };
	struct str s;
	size_t han = 0, digits = 0;

	if (raw.n > 4096)
		return true;
	s = text_of(a, &p, 1, TEXT_TIGHT).s;
	for (size_t i = 0; i < s.n;) {
		size_t n = filler_at(s, i);
		int number;
		uint32_t c;

		if (n == 0 && outline_number(s, i, &n, &number) == NUM_NONE)
			n = 0;
		if (n > 0) {
			i += n;
			continue;
		}
		c = utf8_next(s, &i);
		han += utf8_is_han(c);
		digits += c >= '0' && c <= '9';
	}
	arena_release(a, at);
	return han >= 2 || digits >= 1;
}

static struct span trimmed(struct str text, struct span s)
{
	struct str t = str_trim(str_cut(text, s.from, s.to));

	s.from = (uint32_t)(t.p - text.p);
	s.to = s.from + (uint32_t)t.n;
	return s;
}

/* The first of the sorted spans that lies in this place or behind it. */
static size_t first_in(const struct span_list *covered, struct span place)
{
	size_t low = 0, high = covered->n;
	struct span key = place;

	key.from = 0;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (by_place(&covered->v[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool in_place(const struct span *s, struct span place)
{
	return s->block == place.block && s->row == place.row && s->col == place.col;
}

/* Is nothing left for gaps()?  Most lines belong to a record as a whole. */
static bool all_covered(const struct span_list *covered, struct span place)
{
	uint32_t at = place.from;

	for (size_t i = first_in(covered, place); at < place.to; i++) {
		if (i == covered->n || !in_place(&covered->v[i], place) || covered->v[i].from > at)
			return false;
		if (covered->v[i].to > at)
			at = covered->v[i].to;
	}
	return true;
}

/* The parts of [from, to) of one place that sorted spans leave uncovered. */
static void gaps(struct arena *a, const struct span_list *covered, struct span place, struct str text,
		 struct span_list *ret)
{
	uint32_t at = place.from;

	for (size_t i = first_in(covered, place); i <= covered->n; i++) {
		bool here = i < covered->n && in_place(&covered->v[i], place);
		uint32_t stop = here && covered->v[i].from < place.to ? covered->v[i].from : place.to;

		if (stop > at) {
			struct span gap = place;

			gap.from = at;
			gap.to = stop;
			if (matters(a, str_cut(text, at, stop)))
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

/* Text that belongs to no record: headings, letters, footers.  Header words and page marks are no loss. */
static void rest_of(struct arena *a, struct span place, struct str text, const struct span_list *covered,
		    struct span_list *ret)
{
	struct piece p = { .s = text };

	if (all_covered(covered, place))
		return;
	if (text.n < 400) {
		struct arena_mark at = arena_mark(a);
		struct str s = text_of(a, &p, 1, TEXT_TIGHT).s;
		bool said = kind_is_page_mark(s) || heading_sure(a, s, 2000, &(struct heading){ 0 });

		arena_release(a, at);
		if (said)
			return;
	}
	gaps(a, covered, place, text, ret);
}

/* A long document's spans, first by block, where they come nearly in order, then within each. */
static struct span_list sorted_by_block(struct arena *scratch, const struct span_list *l, size_t blocks)
{
	struct span_list ret = { 0 };
	uint32_t *ends = arena_alloc(scratch, (blocks + 1) * sizeof(*ends));

	list_reserve(&ret, scratch, l->n);
	ret.n = l->n;
	for (size_t i = 0; i < l->n; i++)
		ends[l->v[i].block + 1]++;
	for (size_t b = 0; b < blocks; b++)
		ends[b + 1] += ends[b];
	/* ends[b] is where block b begins, and where it ends once all its spans are in */
	for (size_t i = 0; i < l->n; i++)
		ret.v[ends[l->v[i].block]++] = l->v[i];
	for (size_t b = 0; b < blocks; b++) {
		size_t from = b > 0 ? ends[b - 1] : 0;
		struct span_list part = { .v = ret.v + from, .n = ends[b] - from };

		sort(&part);
	}
	return ret;
}

/* The paragraphs that a record holds as a whole: most of a long list, and looked at with their project. */
static bool *whole_paragraphs(struct arena *scratch, const struct document *doc, const struct record_list *records)
{
	bool *ret = arena_alloc(scratch, doc->blocks.n * sizeof(*ret));

	for (size_t i = 0; i < records->n; i++)
		for (size_t k = 0; k < records->v[i].pieces.n; k++) {
			const struct piece *x = &records->v[i].pieces.v[k];

			if (x->row == SPAN_NO_CELL && x->from == 0 && x->s.n >= doc->blocks.v[x->block].text.n)
				ret[x->block] = true;
		}
	return ret;
}

/* Adds the spans of `own` outside these paragraphs, and empties it. */
static void add_other(struct arena *scratch, struct span_list *own, const bool *whole, struct span_list *to)
{
	for (size_t i = 0; i < own->n; i++)
		if (!whole[own->v[i].block])
			*list_add(to, scratch) = own->v[i];
	own->n = 0;
}

/* Every span that a value or a record covers outside the whole paragraphs, sorted. */
static struct span_list all_spans(struct arena *scratch, const struct document *doc, const struct record_list *records,
				  const struct programme *p, const bool *whole)
{
	struct span_list covered = { 0 }, own = { 0 };

	collect(scratch, &p->at, &own);
	for (size_t i = 0; i < p->completed.n; i++) {
		collect(scratch, &p->completed.v[i].at, &own);
		collect_figures(scratch, &p->completed.v[i].figures, &own);
	}
	add_other(scratch, &own, whole, &covered);
	for (size_t i = 0; i < p->projects.n; i++) {
		collect_project(scratch, &p->projects.v[i], &own);
		add_other(scratch, &own, whole, &covered);
	}
	/* what a record holds has been looked at with its project */
	for (size_t i = 0; i < records->n; i++) {
		for (size_t k = 0; k < records->v[i].pieces.n; k++) {
			const struct piece *x = &records->v[i].pieces.v[k];

			*list_add(&own, scratch) = (struct span){ x->block, x->row, x->col, x->from,
								  x->from + (uint32_t)x->s.n };
		}
		add_other(scratch, &own, whole, &covered);
	}
	return sorted_by_block(scratch, &covered, doc->blocks.n);
}

void cover_rest(struct arena *a, struct arena *scratch, const struct document *doc, const struct record_list *records,
		struct programme *p)
{
	const bool *whole = whole_paragraphs(scratch, doc, records);
	struct span_list covered = all_spans(scratch, doc, records, p, whole);

	for (uint32_t i = 0; i < doc->blocks.n; i++) {
		const struct block *b = &doc->blocks.v[i];

		if (b->kind == BLOCK_PARAGRAPH && !whole[i])
			rest_of(a, (struct span){ i, SPAN_NO_CELL, SPAN_NO_CELL, 0, (uint32_t)b->text.n }, b->text,
				&covered, &p->remainder);
		for (size_t k = 0; k < b->cell_count; k++)
			rest_of(a, (struct span){ i, (int32_t)b->cells[k].row, (int32_t)b->cells[k].col, 0,
						  (uint32_t)b->cells[k].text.n },
				b->cells[k].text, &covered, &p->remainder);
	}
}

static size_t span_bytes(const struct span_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->v[i].to - l->v[i].from;
	return n;
}

int reading_cover(const struct document *doc, const struct programme *p)
{
	size_t total = doc_text_bytes(doc), open = span_bytes(&p->remainder);

	for (size_t i = 0; i < p->projects.n; i++)
		open += span_bytes(&p->projects.v[i].remainder);
	if (total == 0 || open >= total)
		return total == 0 ? 1000 : 0;
	return (int)((total - open) * 1000 / total);
}
