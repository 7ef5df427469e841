#include "model/copy.h"

/* The list's own elements in the arena, at their exact number; NULL for none. */
static void *copy_all(struct arena *a, const void *v, size_t n, size_t size)
{
	void *copy;

	if (n == 0)
		return NULL;
	copy = arena_alloc(a, n * size);
	memcpy(copy, v, n * size);
	return copy;
}

#define OWN_LIST(a, l) ((l)->v = copy_all((a), (l)->v, (l)->n, sizeof(*(l)->v)), (l)->cap = (l)->n)

static void copy_str(struct arena *a, struct str *s)
{
	if (s->n > 0)
		*s = arena_str(a, *s);
}

static void copy_marks(struct arena *a, struct mark_list *l)
{
	OWN_LIST(a, l);
}

static void copy_spans(struct arena *a, struct span_list *l)
{
	OWN_LIST(a, l);
}

static void copy_figures(struct arena *a, struct figure_list *l)
{
	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		struct figure *f = &l->v[i];

		copy_str(a, &f->unit);
		copy_str(a, &f->what);
		copy_str(a, &f->stage);
		copy_marks(a, &f->at);
	}
}

static void copy_units(struct arena *a, struct unit_list *l)
{
	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		copy_str(a, &l->v[i].name);
		copy_marks(a, &l->v[i].at);
	}
}

static void copy_leaders(struct arena *a, struct leader_list *l)
{
	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		copy_str(a, &l->v[i].role);
		copy_str(a, &l->v[i].name);
		copy_marks(a, &l->v[i].at);
	}
}

/* A heading over several milestones is one text and stays one. */
static void copy_milestones(struct arena *a, struct milestone_list *l)
{
	struct str printed = { 0 }, copied = { 0 };

	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		struct milestone *m = &l->v[i];

		if (m->sub.n > 0 && (m->sub.p != printed.p || m->sub.n != printed.n)) {
			printed = m->sub;
			copied = arena_str(a, m->sub);
		}
		if (m->sub.n > 0)
			m->sub = copied;
		copy_str(a, &m->text);
		copy_figures(a, &m->figures);
		copy_marks(a, &m->at);
	}
}

static void copy_items(struct arena *a, struct item_list *l)
{
	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		struct item *it = &l->v[i];
		struct str *const texts[] = { &it->task, &it->progress, &it->problems, &it->next_plan, &it->status, &it->remark, &it->site };

		for (size_t k = 0; k < COUNT(texts); k++)
			copy_str(a, texts[k]);
		copy_units(a, &it->lead);
		copy_units(a, &it->support);
		copy_units(a, &it->implement);
		copy_leaders(a, &it->leaders);
		copy_figures(a, &it->targets);
		copy_milestones(a, &it->milestones);
		copy_marks(a, &it->at);
	}
}

static void copy_funds(struct arena *a, struct funds *f)
{
	OWN_LIST(a, &f->sources);
	for (size_t i = 0; i < f->sources.n; i++) {
		copy_str(a, &f->sources.v[i].name);
		copy_marks(a, &f->sources.v[i].at);
	}
	copy_str(a, &f->text);
	copy_marks(a, &f->at);
}

static void copy_doubts(struct arena *a, struct doubt_list *l)
{
	OWN_LIST(a, l);
	for (size_t i = 0; i < l->n; i++) {
		copy_str(a, &l->v[i].at);
		copy_str(a, &l->v[i].readings);
		copy_str(a, &l->v[i].why);
		copy_spans(a, &l->v[i].spans);
	}
}

struct project project_copy(struct arena *a, const struct project *p)
{
	struct project copy = *p;
	struct str *const texts[] = { &copy.code, &copy.candidate_no, &copy.rest, &copy.no, &copy.name, &copy.field };

	for (size_t k = 0; k < COUNT(texts); k++)
		copy_str(a, texts[k]);
	copy_items(a, &copy.items);
	copy_funds(a, &copy.funds);
	copy_marks(a, &copy.at);
	copy_doubts(a, &copy.doubts);
	copy_spans(a, &copy.remainder);
	return copy;
}

struct finding finding_copy(struct arena *a, const struct finding *f)
{
	struct finding copy = *f;
	struct str *const texts[] = { &copy.left, &copy.right, &copy.unit, &copy.says };

	for (size_t k = 0; k < COUNT(texts); k++)
		copy_str(a, texts[k]);
	OWN_LIST(a, &copy.projects);
	for (size_t i = 0; i < copy.projects.n; i++)
		copy_str(a, &copy.projects.v[i]);
	copy_spans(a, &copy.spans);
	return copy;
}

struct completed completed_copy(struct arena *a, const struct completed *c)
{
	struct completed copy = *c;

	copy_str(a, &copy.name);
	copy_figures(a, &copy.figures);
	copy_marks(a, &copy.at);
	return copy;
}
