#include "reading/recur.h"

#include "base/utf8.h"
#include "reading/duty.h"
#include "reading/meta.h"
#include "reading/prose.h"
#include "reading/recur_atoms.h"
#include "reading/unnumbered.h"

enum { ENTRIES_MIN = 3, WAYS_MAX = 40, PERIOD_MAX = 9, TITLE_CHARS_MIN = 3, TITLE_CHARS_MAX = 34, LINE_BYTES_MIN = 30 };

size_t recur_typed(const struct record_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].rows.n; k++)
			for (size_t m = 0; m < l->v[i].rows.v[k].values.n; m++) {
				const struct value *v = &l->v[i].rows.v[k].values.v[m];
				enum cell_kind kind = kind_of_cell(v->text.s);

				switch (v->field) {
				case FIELD_LEAD:
				case FIELD_SUPPORT:
				case FIELD_IMPLEMENT:
				case FIELD_DUTY:
					n += !v->inherited && (kind == CELL_UNITS || duty_sentence(v->text.s));
					break;
				case FIELD_LEADER:
				case FIELD_CONTACT:
					n += !v->inherited && (kind == CELL_PEOPLE || v->text.s.n <= 60);
					break;
				case FIELD_DEADLINE:
					n += kind == CELL_TIME || kind == CELL_PLAN;
					break;
				case FIELD_MONEY:
				case FIELD_SOURCE:
				case FIELD_SOURCE_AMOUNT:
				case FIELD_PLAN:
				case FIELD_PERIOD:
				case FIELD_PROGRESS:
				case FIELD_PROBLEMS:
				case FIELD_NEXT:
				case FIELD_MIXED:
					n++;
					break;
				default:
					break;
				}
			}
	return n;
}

/* What heads a part of an entry: a label, or the mark and the kind of what it holds. */
struct part_kind {
	struct str label;
	uint32_t mark;
	enum cell_kind kind;
	size_t nth; /* of that kind in its entry */
	size_t n[CELL_KINDS], all, done; /* what stands behind it; how often it tells results */
	enum field field;
};

struct kind_list {
	struct part_kind *v;
	size_t n, cap;
};

struct recurring {
	struct arena *a;
	const struct atom_list *atoms;
	int year;
	bool report;
	bool headed; /* nearly every entry begins with its name */
};

/* A reading of one way, and how well it says what it says. */
struct reading_of_way {
	struct record_list records;
	size_t score;
};

/* The entries of one way: where each begins; the end of the last is where the others say it is. */
struct entries {
	size_t *begin;
	size_t n, end;
};

static bool same_part(const struct part_kind *p, const struct atom *x, size_t nth)
{
	if (p->label.n > 0 || (x->label.n > 0 && !x->unit))
		return str_eq(p->label, x->label);
	return p->mark == x->mark && p->kind == x->kind && p->nth == nth;
}

static struct part_kind *part_of(const struct kind_list *l, const struct atom *x, size_t nth)
{
	for (size_t k = 0; k < l->n; k++)
		if (same_part(&l->v[k], x, nth))
			return &l->v[k];
	return NULL;
}

/* Units below units, times below times: which of its kind the atom is in its entry. */
static size_t nth_in_entry(const struct recurring *x, size_t begin, size_t i)
{
	const struct atom *v = x->atoms->v;
	size_t n = 0;

	for (size_t k = begin; k < i && (v[i].kind == CELL_UNITS || v[i].kind == CELL_TIME || v[i].kind == CELL_PEOPLE); k++)
		n += v[k].label.n == 0 && v[k].mark == v[i].mark && v[k].kind == v[i].kind;
	return n;
}

static size_t entry_end(const struct entries *e, size_t i)
{
	return i + 1 < e->n ? e->begin[i + 1] : e->end;
}

/* Most of what stands behind the head is of this kind. */
static bool mostly(const struct part_kind *p, enum cell_kind kind)
{
	return p->n[kind] * 10 >= p->all * 7;
}

static enum field field_by_content(const struct part_kind *p, bool lead_known, bool report)
{
	if (mostly(p, CELL_UNITS))
		return lead_known ? FIELD_SUPPORT : FIELD_DUTY;
	if (mostly(p, CELL_TIME))
		return FIELD_DEADLINE;
	if (mostly(p, CELL_PEOPLE))
		return FIELD_LEADER;
	if (mostly(p, CELL_PLAN) && p->label.n > 0 && !report)
		return FIELD_PLAN;
	if (p->n[CELL_AMOUNT] * 10 >= p->all * 7 && p->label.n > 0)
		return FIELD_MONEY;
	if (p->label.n > 0 && p->done * 10 >= p->all * 6)
		return FIELD_PROGRESS;
	return FIELD_NONE;
}

/* What the parts of the entries are about: by their labels, else by what all of them hold. */
static struct kind_list kinds_of(const struct recurring *x, const struct entries *e)
{
	struct kind_list l = { 0 };
	bool lead = false;

	for (size_t i = 0; i < e->n; i++)
		for (size_t k = e->begin[i]; k < entry_end(e, i); k++) {
			const struct atom *at = &x->atoms->v[k];
			size_t nth = nth_in_entry(x, e->begin[i], k);
			struct part_kind *p = part_of(&l, at, nth);

			if (p == NULL) {
				p = list_add(&l, x->a);
				*p = (struct part_kind){ .label = at->unit ? STR("") : at->label, .mark = at->mark, .kind = at->kind, .nth = nth, .field = at->field };
			}
			p->n[at->kind]++;
			p->all += at->kind != CELL_EMPTY && at->kind != CELL_NOTHING;
			p->done += kind_says_progress(atom_says(at));
		}
	for (size_t k = 0; k < l.n; k++)
		lead = lead || l.v[k].field == FIELD_LEAD || l.v[k].field == FIELD_DUTY;
	for (size_t k = 0; k < l.n; k++) {
		if (l.v[k].field != FIELD_NONE || l.v[k].all == 0)
			continue;
		l.v[k].field = field_by_content(&l.v[k], lead, x->report);
		lead = lead || l.v[k].field == FIELD_DUTY;
	}
	return l;
}

/* 《口袋公园建设》: without its frame. */
static void bare_name(const struct atom *x, size_t *from, size_t *to)
{
	static const struct str closes[] = { STR_INIT("》"), STR_INIT("」"), STR_INIT("』"), STR_INIT("〉"), STR_INIT(":"), STR_INIT("。") };

	*from = x->value;
	*to = x->text.s.n;
	for (size_t k = 0; k < COUNT(closes); k++)
		if (*to > *from + closes[k].n && str_ends(str_cut(x->text.s, *from, *to), closes[k]))
			*to -= closes[k].n;
}

static void take_pieces(struct arena *a, const struct text *t, struct piece_list *to)
{
	for (size_t k = 0; k < t->npieces; k++)
		*list_add(to, a) = t->pieces[k];
}

/* Short, and without the figures and commas of a sentence. */
static bool is_plain_name(struct str s)
{
	if (s.n == 0 || utf8_count(s) > TITLE_CHARS_MAX || str_has(s, STR(",")) || str_has(s, STR("。")))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return false;
	return true;
}

/* Is the atom only the heading of its entry: short, and said in no sentence? */
static bool is_heading(const struct atom *x)
{
	struct str s = atom_says(x);

	return (x->kind == CELL_SHORT || (x->kind == CELL_LONG && utf8_count(s) <= TITLE_CHARS_MAX && !str_has(s, STR("。")))) && !str_has(s, STR(":")) &&
	       x->mark != U'【' && !body_has_duty(s);
}

/* True when the words that the entry begins with are a name. */
static bool read_entry(const struct recurring *x, const struct kind_list *kinds, size_t from, size_t to, struct record *r)
{
	bool named = false, opened = false;
	struct piece_list body = { 0 };
	struct text t;

	r->block = x->atoms->v[from].block;
	r->prose = true;
	list_add(&r->rows, x->a);
	for (size_t i = from; i < to; i++) {
		const struct atom *at = &x->atoms->v[i];
		const struct part_kind *p = part_of(kinds, at, nth_in_entry(x, from, i));
		enum field f = p ? p->field : FIELD_NONE;
		struct text said = text_part(x->a, &at->text, at->value, at->text.s.n, TEXT_TIGHT);
		bool first = i == from;

		if (first && at->number > 0 && at->skip > 0) {
			r->no = arena_printf(x->a, "%d", at->number);
			r->no_text = text_part(x->a, &at->text, 0, at->skip, TEXT_TIGHT);
		}
		if (at->unit) {
			size_t b = (size_t)(at->label.p - at->text.s.p);

			record_add(x->a, r, FIELD_DUTY, STR(""), text_part(x->a, &at->text, b, b + at->label.n, TEXT_TIGHT));
			f = FIELD_NONE;
		}
		if (at->kind == CELL_NUMBER && first && at->label.n == 0) {
			r->no = arena_printf(x->a, "%d", kind_number(atom_says(at)));
			r->no_text = said;
		} else if (f == FIELD_NO) {
			r->no = arena_printf(x->a, "%d", kind_number(said.s) > 0 ? kind_number(said.s) : 0);
			r->no_text = said;
		} else if (r->name.s.n == 0 && (f == FIELD_NAME || ((f == FIELD_NONE || (first && x->headed)) && body.n == 0 && (is_heading(at) || (first && x->headed))))) {
			size_t b, e;

			bare_name(at, &b, &e);
			r->name = text_part(x->a, &at->text, b, e, TEXT_TIGHT);
			named = (first || (i == from + 1 && r->no.n > 0)) && is_plain_name(r->name.s);
		} else if (f != FIELD_NONE && f != FIELD_NAME && said.s.n > 0) {
			record_add(x->a, r, f, at->label, said);
		} else {
			opened = opened || first;
			take_pieces(x->a, &said, &body);
			continue; /* its pieces come with the body */
		}
		take_pieces(x->a, &at->text, &r->pieces);
	}
	t = text_of(x->a, body.v, body.n, TEXT_TIGHT);
	body_read(x->a, &t, r->name.s.n == 0, x->report, r);
	named = named || (opened && is_plain_name(r->name.s));
	if (r->rows.v[0].values.n == 0 && r->name.s.n > 0)
		record_add(x->a, r, FIELD_TASK, STR(""), r->name);
	records_settle_roles(r);
	return named;
}

/*
 * How much the entries say: each no more than most of them do, so that two entries taken for one do not count.
 */
static size_t typed_evenly(struct arena *a, struct record_list *l)
{
	size_t *n = arena_alloc(a, (l->n + 1) * sizeof(*n)), sum = 0;

	for (size_t i = 0; i < l->n; i++) {
		size_t x = recur_typed(&(struct record_list){ .v = &l->v[i], .n = 1 }), k = i;

		for (; k > 0 && n[k - 1] > x; k--)
			n[k] = n[k - 1];
		n[k] = x;
	}
	for (size_t i = 0; i < l->n; i++)
		sum += n[i] < n[l->n * 3 / 4] ? n[i] : n[l->n * 3 / 4];
	return sum;
}

static bool says_typed(struct record *r)
{
	return recur_typed(&(struct record_list){ .v = r, .n = 1 }) > 0;
}

/* Entries of a list are named, differently, and say who, when or how much: nearly all of them. */
static bool are_entries(struct arena *a, int year, struct record_list *l)
{
	size_t typed = 0, named = 0, last = 0, first = l->n;

	for (size_t i = 0; i < l->n; i++)
		if (says_typed(&l->v[i])) {
			first = first < i ? first : i;
			last = i + 1;
			typed++;
		}
	if (typed == 0)
		return false;
	memmove(l->v, l->v + first, (last - first) * sizeof(*l->v));
	l->n = last - first;
	for (size_t i = 0; i < l->n; i++) {
		struct heading h;
		bool same = heading_sure(a, l->v[i].name.s, year, &h);

		for (size_t k = 0; k < i && !same && l->v[i].name.s.n > 0; k++)
			same = str_eq(l->v[i].name.s, l->v[k].name.s);
		named += (l->v[i].name.s.n > 0 || row_value(&l->v[i].rows.v[0], FIELD_TASK)) && !same;
	}
	return l->n >= ENTRIES_MIN && typed * 10 >= l->n * 7 && named * 10 >= l->n * 9;
}

/* The end of the last entry: no longer than any other, and not beyond the closing words of the letter. */
static void end_last(const struct recurring *x, struct entries *e)
{
	size_t longest = 0;

	for (size_t i = 0; i + 1 < e->n; i++)
		longest = e->begin[i + 1] - e->begin[i] > longest ? e->begin[i + 1] - e->begin[i] : longest;
	e->end = e->begin[e->n - 1] + 1;
	while (e->end < x->atoms->n && e->end < e->begin[e->n - 1] + longest &&
	       !prose_closes(&(struct line){ .text = x->atoms->v[e->end].text }))
		e->end++;
}

/* The score: every typed value counts three, every entry that begins with its name two. */
static size_t read_entries(struct recurring *x, struct entries *e, struct record_list *ret)
{
	size_t named = 0, headed = 0;
	struct kind_list kinds;

	if (e->n < ENTRIES_MIN)
		return 0;
	end_last(x, e);
	kinds = kinds_of(x, e);
	for (size_t i = 0; i < e->n; i++)
		headed += x->atoms->v[e->begin[i]].label.n == 0 && is_heading(&x->atoms->v[e->begin[i]]) && is_plain_name(atom_says(&x->atoms->v[e->begin[i]]));
	x->headed = headed * 10 >= e->n * 7;
	for (size_t i = 0; i < e->n; i++)
		named += read_entry(x, &kinds, e->begin[i], entry_end(e, i), list_add(ret, x->a));
	return are_entries(x->a, x->year, ret) ? typed_evenly(x->a, ret) * 3 + named * 2 : 0;
}

/* A way to tell where entries begin. */
enum way { BY_NUMBER, BY_LABEL, BY_MARK, BY_LEVEL, BY_TITLE, BY_BLANK, BY_PERIOD, BY_LINE };

struct way_key {
	enum way way;
	size_t period, offset; /* BY_PERIOD */
	const struct atom *like; /* the others: begins like this atom */
};

static bool is_title(const struct atom_list *l, size_t i)
{
	const struct atom *x = &l->v[i];
	size_t chars = utf8_count(atom_says(x));

	return x->label.n == 0 && x->kind == CELL_SHORT && chars >= TITLE_CHARS_MIN && chars <= TITLE_CHARS_MAX;
}

static bool begins(const struct atom_list *l, size_t i, const struct way_key *w)
{
	const struct atom *x = &l->v[i];

	switch (w->way) {
	case BY_NUMBER:
		return x->number > 0 && x->style == w->like->style;
	case BY_LABEL:
		return x->label.n > 0 && str_eq(x->label, w->like->label);
	case BY_MARK:
		return x->mark != 0 && x->mark == w->like->mark;
	case BY_LEVEL:
		return x->level == w->like->level;
	case BY_TITLE:
		return is_title(l, i) && i + 1 < l->n && !is_title(l, i + 1);
	case BY_BLANK:
		return x->apart;
	case BY_PERIOD:
		return i >= w->offset && (i - w->offset) % w->period == 0;
	case BY_LINE:
		return !x->inner && (x->text.s.n >= LINE_BYTES_MIN || (i + 1 < l->n && l->v[i + 1].inner));
	}
	return false;
}

static void try_way(struct recurring *x, const struct way_key *w, struct reading_of_way *best)
{
	struct arena_mark at = arena_mark(x->a);
	struct entries e = { .begin = arena_alloc(x->a, (x->atoms->n + 1) * sizeof(*e.begin)) };
	struct record_list now = { 0 };
	size_t score;

	for (size_t i = 0; i < x->atoms->n; i++)
		if (begins(x->atoms, i, w))
			e.begin[e.n++] = i;
	score = read_entries(x, &e, &now);
	if (score > best->score)
		*best = (struct reading_of_way){ now, score };
	else
		arena_release(x->a, at);
}

/* Has this way of beginning been tried from an earlier atom? */
static bool is_first(const struct atom_list *l, size_t i, enum way way)
{
	struct way_key w = { .way = way, .like = &l->v[i] };

	for (size_t k = 0; k < i; k++)
		if (begins(l, k, &w))
			return false;
	return true;
}

static bool is_cell(enum cell_kind k)
{
	return k == CELL_UNITS || k == CELL_TIME || k == CELL_PEOPLE || k == CELL_NUMBER || k == CELL_AMOUNT;
}

/* Do lines of the same kind come again after `period` lines? */
static bool recurs_after(const struct atom_list *l, size_t period)
{
	size_t cells = 0, again = 0;

	for (size_t i = 0; i + period < l->n; i++)
		if (is_cell(l->v[i].kind)) {
			cells++;
			again += l->v[i].kind == l->v[i + period].kind;
		}
	return cells >= ENTRIES_MIN && again * 10 >= cells * 8;
}

static void try_periods(struct recurring *x, struct reading_of_way *best)
{
	for (size_t period = 2; period <= PERIOD_MAX; period++) {
		if (!recurs_after(x->atoms, period))
			continue;
		for (size_t offset = 0; offset < period && offset < x->atoms->n; offset++)
			if (!is_cell(x->atoms->v[offset].kind) || x->atoms->v[offset].kind == CELL_NUMBER)
				try_way(x, &(struct way_key){ .way = BY_PERIOD, .period = period, .offset = offset }, best);
	}
}

void records_of_recurring(struct arena *a, const struct document *doc, const struct programme *p, struct record_list *ret)
{
	static const enum way alike[] = { BY_NUMBER, BY_LABEL, BY_MARK, BY_LEVEL };
	static const enum way once[] = { BY_TITLE, BY_BLANK, BY_LINE };
	struct atom_list atoms = atoms_of(a, doc);
	struct recurring x = { .a = a, .atoms = &atoms, .year = p->year, .report = reports_results(p->title) };
	struct reading_of_way best = { 0 };
	int tried = 0;

	for (size_t k = 0; k < COUNT(alike); k++)
		for (size_t i = 0; i < atoms.n && tried < WAYS_MAX; i++) {
			const struct atom *at = &atoms.v[i];
			bool has = alike[k] == BY_NUMBER ? at->number > 0 : alike[k] == BY_LABEL ? at->label.n > 0 : alike[k] == BY_MARK ? at->mark != 0 : at->level > 0;

			if (!has || !is_first(&atoms, i, alike[k]))
				continue;
			tried++;
			try_way(&x, &(struct way_key){ .way = alike[k], .like = at }, &best);
		}
	for (size_t k = 0; k < COUNT(once); k++)
		try_way(&x, &(struct way_key){ .way = once[k] }, &best);
	try_periods(&x, &best);
	*ret = best.records;
}
