#include "reading/keep.h"

enum { LABELS = 16, NEAR = 64 };

struct keeping {
	struct arena *a;
	const struct piece_list *pieces; /* of the record at work, kept */
	size_t next;			 /* behind the pieces of the text before */
	struct {
		struct str from, to;
	} labels[LABELS]; /* the same few stand over every row */
	struct text group, group_kept;
};

static bool same_piece(const struct piece *x, const struct piece *y)
{
	return x->s.p == y->s.p && x->s.n == y->s.n && x->block == y->block && x->row == y->row && x->col == y->col &&
	       x->from == y->from && x->glued == y->glued;
}

static bool stand_at(const struct piece_list *all, size_t i, const struct piece *v, size_t n)
{
	if (all->n - i < n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!same_piece(&all->v[i + k], &v[k]))
			return false;
	return true;
}

/* Pieces of a text that are pieces of its record too need no second copy; cells come in their order. */
static const struct piece *keep_pieces(struct keeping *k, const struct piece *v, size_t n)
{
	const struct piece_list *all = k->pieces;
	size_t looked = all->n < NEAR ? all->n : NEAR;
	struct piece *copy;

	for (size_t step = 0; step < looked; step++) {
		size_t i = (k->next + step) % all->n;

		if (!stand_at(all, i, v, n))
			continue;
		k->next = i + n;
		return &all->v[i];
	}
	copy = arena_alloc(k->a, n * sizeof(*copy));
	memcpy(copy, v, n * sizeof(*copy));
	return copy;
}

static struct text keep_text(struct keeping *k, const struct text *t)
{
	if (t->npieces == 0)
		return (struct text){ 0 };
	return (struct text){ .pieces = keep_pieces(k, t->pieces, t->npieces), .npieces = t->npieces };
}

static struct str keep_label(struct keeping *k, struct str label)
{
	size_t at = ((uintptr_t)label.p >> 4) % LABELS;

	if (label.n == 0)
		return STR("");
	if (k->labels[at].from.p != label.p || k->labels[at].from.n != label.n) {
		k->labels[at].from = label;
		k->labels[at].to = arena_str(k->a, label);
	}
	return k->labels[at].to;
}

static struct value_list keep_values(struct keeping *k, const struct value_list *values)
{
	struct value_list kept = { 0 };

	list_reserve(&kept, k->a, values->n);
	for (size_t i = 0; i < values->n; i++) {
		struct value *v = list_add(&kept, k->a);

		*v = values->v[i];
		v->text = keep_text(k, &values->v[i].text);
		v->label = keep_label(k, v->label);
		v->said = arena_str(k->a, v->said);
		if (v->when) {
			v->when = arena_alloc(k->a, sizeof(*v->when));
			*v->when = *values->v[i].when;
		}
	}
	return kept;
}

static struct row_list keep_rows(struct keeping *k, const struct row_list *rows)
{
	struct row_list kept = { 0 };

	list_reserve(&kept, k->a, rows->n);
	for (size_t i = 0; i < rows->n; i++)
		list_add(&kept, k->a)->values = keep_values(k, &rows->v[i].values);
	return kept;
}

/* The heading of a group stands over many records: one copy serves them all. */
static struct text keep_group(struct keeping *k, const struct text *group)
{
	if (k->group.pieces != group->pieces || k->group.npieces != group->npieces) {
		k->group = *group;
		k->group_kept = keep_text(k, group);
	}
	return k->group_kept;
}

static struct record keep_record(struct keeping *k, const struct record *r)
{
	struct record kept = *r;

	kept.pieces = (struct piece_list){ 0 };
	list_reserve(&kept.pieces, k->a, r->pieces.n);
	kept.pieces.n = r->pieces.n;
	if (r->pieces.n > 0)
		memcpy(kept.pieces.v, r->pieces.v, r->pieces.n * sizeof(*r->pieces.v));
	k->pieces = &kept.pieces;
	k->next = 0;
	kept.no = arena_str(k->a, r->no);
	kept.no_text = keep_text(k, &r->no_text);
	kept.group = keep_group(k, &r->group);
	kept.rows = keep_rows(k, &r->rows);
	kept.name = keep_text(k, &r->name);
	return kept;
}

struct record_list records_keep(struct arena *a, const struct record_list *records)
{
	struct keeping k = { .a = a };
	struct record_list kept = { 0 };

	list_reserve(&kept, a, records->n);
	for (size_t i = 0; i < records->n; i++)
		*list_add(&kept, a) = keep_record(&k, &records->v[i]);
	return kept;
}

static void wake_text(struct arena *a, struct text *t)
{
	if (t->npieces > 0)
		*t = text_of(a, t->pieces, t->npieces, TEXT_TIGHT);
}

struct record record_wake(struct arena *a, const struct record *kept)
{
	struct record r = *kept;

	wake_text(a, &r.no_text);
	wake_text(a, &r.name);
	wake_text(a, &r.group);
	r.rows = (struct row_list){ 0 };
	list_reserve(&r.rows, a, kept->rows.n);
	for (size_t i = 0; i < kept->rows.n; i++) {
		const struct value_list *from = &kept->rows.v[i].values;
		struct value_list *values = &list_add(&r.rows, a)->values;

		list_reserve(values, a, from->n);
		for (size_t m = 0; m < from->n; m++) {
			struct value *v = list_add(values, a);

			*v = from->v[m];
			wake_text(a, &v->text);
		}
	}
	return r;
}
