#include "reading/merge.h"

#include "base/utf8.h"

enum { NAME_MAX_CHARS = 64 };

/* Share of characters two names have in common, in percent of the shorter. */
static size_t likeness(struct str x, struct str y)
{
	size_t common = 0, n = 0;
	struct str small = x.n <= y.n ? x : y, big = x.n <= y.n ? y : x;

	if (small.n == 0 || small.n > NAME_MAX_CHARS * 3)
		return 0;
	for (size_t i = 0; i < small.n;) {
		size_t at = i;

		utf8_next(small, &i);
		n++;
		common += str_has(big, str_cut(small, at, i));
	}
	return common * 100 / n;
}

static bool has_field(const struct record *r, enum field f)
{
	for (size_t i = 0; i < r->rows.n; i++)
		if (row_value(&r->rows.v[i], f))
			return true;
	return false;
}

/* The same words again: nearly every value of b stands in a too. */
static bool repeats(const struct record *a, const struct record *b)
{
	size_t all = 0, same = 0;

	for (size_t i = 0; i < b->rows.n; i++)
		for (size_t k = 0; k < b->rows.v[i].values.n; k++) {
			const struct value *v = &b->rows.v[i].values.v[k];
			bool found = false;

			for (size_t m = 0; m < a->rows.n && !found; m++)
				for (size_t n = 0; n < a->rows.v[m].values.n && !found; n++)
					found = a->rows.v[m].values.v[n].field == v->field &&
						str_eq(a->rows.v[m].values.v[n].text.s, v->text.s);
			all++;
			same += found;
		}
	return same * 4 >= all * 3;
}

/* Fields of b that a lacks: another annex on the same project. */
static bool complements(const struct record *a, const struct record *b)
{
	static const enum field main_fields[] = { FIELD_PLAN, FIELD_PERIOD, FIELD_LEAD, FIELD_MONEY, FIELD_LEADER,
						  FIELD_DEADLINE, FIELD_TASK, FIELD_PROGRESS, FIELD_DUTY };
	bool gives = false;

	for (size_t k = 0; k < COUNT(main_fields); k++) {
		if (has_field(a, main_fields[k]) && has_field(b, main_fields[k]))
			return false;
		gives = gives || has_field(b, main_fields[k]);
	}
	return gives;
}

static void take(struct arena *a, struct record *to, const struct record *from)
{
	struct row *row = to->rows.n ? &to->rows.v[0] : list_add(&to->rows, a);

	for (size_t i = 0; i < from->rows.n; i++)
		for (size_t k = 0; k < from->rows.v[i].values.n; k++)
			if (from->rows.v[i].values.v[k].field != FIELD_NAME)
				*list_add(&row->values, a) = from->rows.v[i].values.v[k];
	for (size_t k = 0; k < from->pieces.n; k++)
		*list_add(&to->pieces, a) = from->pieces.v[k];
}

static struct str name_of(const struct record *r)
{
	const struct value *v;

	if (r->name.s.n)
		return r->name.s;
	v = r->rows.n ? row_value(&r->rows.v[0], FIELD_TASK) : NULL;
	return v ? v->text.s : STR("");
}

/* The earlier record that this one belongs to, or NULL. */
static struct record *partner(struct record_list *list, size_t n, const struct record *r, bool *same)
{
	struct str name = name_of(r);

	for (size_t i = 0; i < n; i++) {
		struct record *x = &list->v[i];
		struct str other = name_of(x);
		bool equal = name.n > 0 && str_eq(name, other);

		if (equal && str_eq(x->no, r->no) && repeats(x, r)) {
			*same = true;
			return x;
		}
		if (x->block == r->block || !complements(x, r))
			continue;
		if (equal || (x->no.n > 0 && str_eq(x->no, r->no) && likeness(name, other) >= 60)) {
			*same = false;
			return x;
		}
	}
	return NULL;
}

void records_merge(struct arena *a, struct record_list *list)
{
	size_t kept = 0;

	/* comparing all pairs is for lists people write; a generated one is left as it is */
	if (list->n > 2000)
		return;
	for (size_t i = 0; i < list->n; i++) {
		bool same = false;
		struct record r = list->v[i];
		struct record *x = partner(list, kept, &r, &same);

		if (x == NULL)
			list->v[kept++] = r;
		else if (!same)
			take(a, x, &r);
	}
	list->n = kept;
}
