/* Whether what recurs is the better reading. */

#include "reading/recur.h"

#include "reading/fill.h"

static size_t values_of(const struct project *p)
{
	size_t n = p->funds.has_total + p->funds.sources.n;

	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];

		n += it->lead.n + it->support.n + it->implement.n + it->leaders.n + it->milestones.n + (it->progress.n > 0) + (it->problems.n > 0) +
		     (it->next_plan.n > 0);
	}
	return n;
}

/* Units, people, times, amounts and results that come of the records. */
static size_t values_said(const struct record_list *l, int year)
{
	struct arena *scratch = arena_new();
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct project p;

		arena_reset(scratch);
		fill_project(scratch, &l->v[i], year, &p);
		n += p.name.n > 0 ? values_of(&p) : 0;
	}
	arena_free(scratch);
	return n;
}

static size_t said_lines(const struct document *doc)
{
	size_t n = 0;

	for (uint32_t i = 0; i < doc->blocks.n; i++)
		n += doc->blocks.v[i].kind == BLOCK_PARAGRAPH && str_trim(doc->blocks.v[i].text).n > 0;
	return n;
}

/* How many lines of the document the records hold. */
static size_t lines_held(struct arena *a, const struct document *doc, const struct record_list *l)
{
	bool *held = arena_alloc(a, (doc->blocks.n + 1) * sizeof(*held));
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].pieces.n; k++)
			held[l->v[i].pieces.v[k].block] = true;
	for (uint32_t i = 0; i < doc->blocks.n; i++)
		n += held[i] && doc->blocks.v[i].kind == BLOCK_PARAGRAPH;
	return n;
}

/* Does a row of the record say twice, under the same label, who does it or by when? */
static bool is_lumped(const struct record *r)
{
	for (size_t k = 0; k < r->rows.n; k++) {
		const struct value_list *l = &r->rows.v[k].values;

		for (size_t m = 1; m < l->n; m++)
			for (size_t i = 0; i < m; i++)
				if (l->v[i].field == l->v[m].field && l->v[m].label.n > 0 && str_eq(l->v[i].label, l->v[m].label) &&
				    (l->v[m].field == FIELD_LEAD || l->v[m].field == FIELD_SUPPORT || l->v[m].field == FIELD_DEADLINE))
					return true;
	}
	return false;
}

/* A quarter of the records bear the name of another, or hold several projects. */
static bool is_doubtful(const struct record_list *l)
{
	size_t bad = 0;

	for (size_t i = 0; i < l->n; i++) {
		bool again = is_lumped(&l->v[i]);

		for (size_t k = 0; k < i && !again && l->v[i].name.s.n > 0; k++)
			again = str_eq(l->v[k].name.s, l->v[i].name.s);
		bad += again;
	}
	return bad * 4 >= l->n && l->n > 0;
}

void records_try_recurring(struct arena *a, const struct document *doc, const struct programme *p, struct record_list *ret)
{
	enum { MUCH_MORE = 125, VALUES_MIN = 3, BLOCKS_MAX = 3000, MOST_LINES = 90, AS_MUCH = 50, SAME_COUNT = 60 };
	struct record_list other = { 0 };
	struct arena *trial;
	size_t said, before;
	bool doubtful;

	if (doc->blocks.n > BLOCKS_MAX)
		return;
	before = values_said(ret, p->year);
	doubtful = is_doubtful(ret);
	if (before > 0 && ret->n >= VALUES_MIN && ret->v[0].cols > 0) /* columns under a header */
		return;
	if (!doubtful && before >= ret->n * VALUES_MIN && ret->n >= VALUES_MIN && lines_held(a, doc, ret) * 100 >= said_lines(doc) * MOST_LINES)
		return;
	trial = arena_new();
	records_of_recurring(trial, doc, p, &other);
	records_of_marked_rows(trial, doc, p->year, &other);
	said = values_said(&other, p->year);
	if (said >= VALUES_MIN && said * 100 >= before * (doubtful ? AS_MUCH : MUCH_MORE) &&
	    (doubtful || said * 100 * (ret->n > 0 ? ret->n : 1) >= before * MUCH_MORE * other.n) && !is_doubtful(&other) &&
	    (doubtful || other.n * 100 >= ret->n * SAME_COUNT || said >= other.n * 2)) {
		*ret = other;
		arena_take_over(a, trial);
		return;
	}
	arena_free(trial);
}
