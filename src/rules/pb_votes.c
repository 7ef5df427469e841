#include "base/utf8.h"
#include "rules/pb_reader.h"

/* Rows of VOTES from their cells; plain ones have a faster way (pb_plain.c). */

/* ---- ids ---- */

static struct pb_key key_of(struct str id)
{
	struct pb_key key = { 0 };

	memcpy(&key.low, id.p, id.n < PB_WORD ? id.n : PB_WORD);
	if (id.n <= PB_WORD)
		return (struct pb_key){ pb_high_end(key.low, id.n), 0 };
	memcpy(&key.high, id.p + PB_WORD, id.n - PB_WORD);
	key.high = pb_high_end(key.high, id.n - PB_WORD);
	return key;
}

/* Short ids by their bytes, with at least three empty slots for each. */
static void fill_index(struct pb_reader *r)
{
	struct pb_index *x = &r->v.index;
	size_t n = r->pb.projects.n;
	unsigned bits = 8;

	while (((size_t)1 << bits) < 4 * n)
		bits++;
	x->shift = 64 - bits;
	x->mask = ((uint64_t)1 << bits) - 1;
	x->slots = arena_alloc(r->a, ((size_t)1 << bits) * sizeof(*x->slots));
	x->high = arena_alloc(r->a, n * sizeof(*x->high));
	for (size_t i = 0; i < n; i++) {
		struct str id = r->pb.projects.v[i].id;
		struct pb_key key;
		uint64_t at;

		if (id.n > PB_KEY_MAX)
			continue;
		key = key_of(id);
		at = pb_slot_at(x, key);
		while (x->slots[at].low != 0)
			at = (at + 1) & x->mask;
		x->slots[at] = (struct pb_slot){ key.low, (uint32_t)i };
		x->high[i] = key.high;
	}
}

/* PB_NO_PROJECT for none. */
static uint32_t find_id(const struct pb_reader *r, struct str id)
{
	if (id.n <= PB_KEY_MAX)
		return pb_find_key(&r->v.index, key_of(id));
	for (size_t i = 0; i < r->pb.projects.n; i++)
		if (str_eq(r->pb.projects.v[i].id, id))
			return (uint32_t)i;
	return PB_NO_PROJECT;
}

static int64_t meta_count(const struct pb *pb, const char *key)
{
	int128 n;

	return pb_number(pb_meta(pb, key), 0, &n) && n < INT32_MAX ? (int64_t)n : 0;
}

enum rc pb_votes_start(struct pb_reader *r, struct err *err)
{
	struct pb_votes *v = &r->v;
	size_t n = r->pb.projects.n;

	if (n == 0) {
		err_set(err, RC_INPUT, "VOTES 前面没有一个项目（PROJECTS）");
		return pb_wrong(r, err);
	}
	/* one place behind the last project takes the votes for what PROJECTS does not list */
	*list_add(&r->pb.projects, r->a) = (struct pb_project){ 0 };
	r->pb.projects.n = n;
	v->named_max = PB_STOPS_MAX > n ? PB_STOPS_MAX : n;
	v->order = arena_alloc(r->a, v->named_max * sizeof(*v->order));
	v->counts = arena_alloc(r->a, (n + 1) * sizeof(*v->counts));
	v->min_length = meta_count(&r->pb, "min_length");
	v->max_length = meta_count(&r->pb, "max_length");
	if (!pb_number(pb_meta(&r->pb, "max_sum_cost"), PB_COST_SCALE, &v->max_cost))
		v->max_cost = 0;
	v->limited = v->max_length > 0 || v->min_length > 1 || v->max_cost > 0;
	fill_index(r);
	return RC_OK;
}

/* ---- a ballot ---- */

void pb_check_limits(struct pb_reader *r)
{
	const struct pb_votes *v = &r->v;
	int64_t n = (int64_t)v->named;
	int128 cost = 0;
	bool outside = (v->max_length > 0 && n > v->max_length) || n < v->min_length;

	if (v->max_cost > 0) {
		for (size_t i = 0; i < v->named; i++)
			cost += r->pb.projects.v[v->order[i]].cost;
		outside |= cost > v->max_cost;
	}
	r->pb.outside += outside;
}

void pb_rank(struct pb_reader *r)
{
	const struct pb_votes *v = &r->v;

	for (size_t i = 0; i < v->named; i++)
		r->pb.projects.v[v->order[i]].score += (int128)(v->named - i);
}

void pb_votes_end(struct pb_reader *r)
{
	for (size_t i = 0; i < r->pb.projects.n; i++)
		r->pb.projects.v[i].votes = r->v.counts[i].votes;
}

/* ---- points ---- */

/* Scores in finer units, when a ballot has more digits behind the point. */
static void set_scale(struct pb_reader *r, int scale)
{
	for (; r->pb.scale < scale; r->pb.scale++)
		for (size_t i = 0; i < r->pb.projects.n; i++)
			r->pb.projects.v[i].score *= 10;
}

/* Points of one project; false when they are no number. */
static bool add_points(struct pb_reader *r, uint32_t project, struct str s)
{
	enum { WHOLE_MAX = 12 };
	int128 n, most = 1;
	bool minus = str_starts(s, STR("-"));
	size_t point;

	if (minus)
		s = str_from(s, 1);
	point = str_find(s, STR("."));
	point = point == STR_NONE ? str_find(s, STR(",")) : point;
	if (point != STR_NONE && s.n - point - 1 > PB_POINTS_SCALE)
		return false;
	set_scale(r, point == STR_NONE ? 0 : (int)(s.n - point - 1));
	for (int i = 0; i < WHOLE_MAX + r->pb.scale; i++)
		most *= 10;
	if (!pb_number(s, r->pb.scale, &n) || n > most)
		return false;
	r->pb.projects.v[project].score += minus ? -n : n;
	return true;
}

/* The next part of a list with commas, trimmed. */
static struct str next_part(struct str *s)
{
	size_t comma = str_find(*s, STR(","));
	struct str part = str_trim(str_cut(*s, 0, comma == STR_NONE ? s->n : comma));

	*s = str_from(*s, comma == STR_NONE ? s->n : comma + 1);
	return part;
}

/* The next of a list whose numbers have decimal commas: "0,5,1,25" begins with 0,5. */
static struct str next_pair(struct str *s)
{
	const char *from = s->p;
	struct str behind;

	next_part(s);
	behind = next_part(s);
	return str_trim((struct str){ from, (size_t)(behind.p + behind.n - from) });
}

static size_t count_parts(struct str list)
{
	size_t n = 0;

	while (list.n > 0)
		n += next_part(&list).n > 0;
	return n;
}

/* *any is set when the ballot has points. */
static enum rc points_row(struct pb_reader *r, struct str points, bool *any, struct err *err)
{
	struct pb_votes *v = &r->v;
	size_t n = count_parts(points);
	/* twice as many parts as projects leave one reading: each number has a decimal comma */
	bool commas = n > 0 && n == 2 * v->named && !str_has(points, STR("."));
	/* then an empty one between commas keeps its place */
	bool few = n > 0 && n < v->named;

	*any = n > 0;
	if (commas)
		pb_odd_add(&r->pb.commas, r->row);
	if (few)
		pb_odd_add(&r->pb.few, r->row);
	if (n > v->named && !commas) {
		err_set(err, RC_INPUT, "vote 列了 %zu 个项目，points 有 %zu 个分数，对不上（分数的小数点要写成「.」）",
			v->named, n);
		return pb_wrong(r, err);
	}
	for (n = 0; points.n > 0;) {
		struct str part = commas ? next_pair(&points) : next_part(&points);

		if (part.n == 0) {
			n += few;
			continue;
		}
		if (n >= v->named || !add_points(r, v->order[n++], part)) {
			err_set(err, RC_INPUT, "points 里的「%.*s」不是分数", STR_ARG(utf8_head(part, 40)));
			return pb_wrong(r, err);
		}
	}
	return RC_OK;
}

/* ---- any row ---- */

enum rc pb_votes_row(struct pb_reader *r, struct err *err)
{
	struct pb_votes *v = &r->v;
	bool unlisted = false, points = false;
	struct str list;

	if (r->cell_count <= v->vote) {
		err_set(err, RC_INPUT, "这一行只有 %zu 栏，没有 vote 一栏", r->cell_count);
		return pb_wrong(r, err);
	}
	v->named = 0;
	if (v->voter < r->cell_count)
		pb_voters_add(&v->voters, str_trim(r->cells[v->voter]), r->row);
	for (list = r->cells[v->vote]; list.n > 0;) {
		struct str id = next_part(&list);
		uint32_t found;

		if (id.n == 0)
			continue;
		found = find_id(r, id);
		if (v->named == v->named_max) {
			err_set(err, RC_INPUT, "一张票列了 %zu 个以上的项目", v->named_max);
			return pb_wrong(r, err);
		}
		unlisted = unlisted || found == PB_NO_PROJECT;
		v->order[v->named++] = found == PB_NO_PROJECT ? (uint32_t)r->pb.projects.n : found;
	}
	if (unlisted)
		pb_odd_add(&r->pb.unlisted, r->row);
	if (v->points != SIZE_MAX && v->points < r->cell_count) {
		enum rc rc = points_row(r, r->cells[v->points], &points, err);

		if (rc != RC_OK)
			return rc;
	}
	for (size_t i = 0; i < v->named; i++)
		pb_count_name(&v->counts[v->order[i]], r->pb.ballots + 1);
	pb_ballot_end(r, points);
	return RC_OK;
}
