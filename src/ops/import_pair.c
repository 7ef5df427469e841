#include "model/similar.h"
#include "ops/import.h"

/*
 * Which project, item, milestone of the store is this one?  Number and name,
 * else the name; what is only alike is asked, never decided here.
 */

enum { ALIKE = 550, ITEM_ALIKE = 450 };

static bool taken(const struct plan *plan, const struct project *there, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (plan->pair[i].there == there)
			return true;
	return false;
}

static const struct project *by_name(struct arena *a, const struct plan *plan, const struct project_list *l,
				     const struct project *p, size_t at)
{
	const struct project *found = NULL;

	for (size_t i = 0; i < l->n; i++) {
		if (!similar_same(a, l->v[i].name, p->name) || taken(plan, &l->v[i], at))
			continue;
		if (found == NULL || str_eq(l->v[i].no, p->no))
			found = &l->v[i];
	}
	return found;
}

static const struct project *most_alike(struct arena *a, const struct plan *plan, const struct project *p, size_t at)
{
	const struct project *best = NULL;
	int most = ALIKE - 1;

	for (size_t i = 0; i < plan->there.n; i++) {
		int n = similarity(a, plan->there.v[i].name, p->name);

		if (n > most && !taken(plan, &plan->there.v[i], at)) {
			most = n;
			best = &plan->there.v[i];
		}
	}
	return best;
}

static const struct project *by_id(const struct project_list *l, struct str digits)
{
	struct dec d;

	if (!dec_parse(digits, &d))
		return NULL;
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id == d.n)
			return &l->v[i];
	return NULL;
}

/* Names that are the same go first, so that likeness cannot take their place. */
static void pair_same(struct arena *a, struct plan *plan)
{
	for (size_t i = 0; i < plan->p.projects.n; i++) {
		const struct project *p = &plan->p.projects.v[i];
		const struct answer *said = answer_of(plan, arena_printf(a, "match:%zu", i));

		if (said != NULL)
			plan->pair[i].there = by_id(&plan->there, said->value);
		else
			plan->pair[i].there = by_name(a, plan, &plan->there, p, i);
	}
}

void pair_projects(struct arena *a, struct plan *plan)
{
	plan->pair = arena_alloc(a, (plan->p.projects.n + 1) * sizeof(*plan->pair));
	pair_same(a, plan);
	for (size_t i = 0; i < plan->p.projects.n; i++) {
		const struct project *p = &plan->p.projects.v[i], *alike;

		if (plan->pair[i].there != NULL || answer_of(plan, arena_printf(a, "match:%zu", i)) != NULL)
			continue;
		plan->pair[i].returns = by_name(a, plan, &plan->gone, p, 0);
		alike = most_alike(a, plan, p, plan->p.projects.n);
		if (alike == NULL || plan->pair[i].returns != NULL)
			continue;
		plan->pair[i].asked = true;
		plan->pair[i].likely = alike->id;
	}
}

const struct item *pair_item(struct arena *a, const struct item *it, size_t count, const struct project *there,
			     bool *used)
{
	size_t best = there->items.n;
	int most = ITEM_ALIKE - 1;

	for (size_t i = 0; i < there->items.n; i++)
		if (!used[i] && similar_same(a, there->items.v[i].task, it->task)) {
			used[i] = true;
			return &there->items.v[i];
		}
	/* a project with one item has no other it could be */
	if (count == 1 && there->items.n == 1 && !used[0]) {
		used[0] = true;
		return &there->items.v[0];
	}
	for (size_t i = 0; i < there->items.n; i++) {
		int n = used[i] ? 0 : similarity(a, there->items.v[i].task, it->task);

		if (n > most) {
			most = n;
			best = i;
		}
	}
	if (best == there->items.n)
		return NULL;
	used[best] = true;
	return &there->items.v[best];
}

const struct milestone *pair_milestone(struct arena *a, const struct milestone *m, const struct item *there,
				       bool *used)
{
	size_t only = there->milestones.n, dated = 0;

	for (size_t i = 0; i < there->milestones.n; i++) {
		const struct milestone *x = &there->milestones.v[i];

		if (used[i] || day_cmp(x->due, m->due) != 0)
			continue;
		if (similar_same(a, x->text, m->text) && str_eq(x->sub, m->sub)) {
			used[i] = true;
			return x;
		}
		if (str_eq(x->sub, m->sub)) {
			only = i;
			dated++;
		}
	}
	/* the same date under the same heading, once: its words were changed */
	if (dated != 1 || !day_is(m->due) || similarity(a, there->milestones.v[only].text, m->text) < ITEM_ALIKE)
		return NULL;
	used[only] = true;
	return &there->milestones.v[only];
}
