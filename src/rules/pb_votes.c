#include "base/utf8.h"
#include "rules/pb_reader.h"

/*
 * Rows of VOTES.  Most are plain: no quotes, ids of at most seven bytes.
 * They are read eight bytes at a time; a row with anything else goes to
 * pb_votes_row(), which takes the cells one by one.
 */

enum { WORD = 8, NAMED_MAX = 4096 };

#define FACTOR 0x9E3779B97F4A7C15u /* 2^64 over the golden ratio: spreads keys over the high bits */

/* ---- ids ---- */

static uint64_t key_of(struct str id)
{
	uint64_t key = 0;

	memcpy(&key, id.p, id.n);
	return key;
}

/* Short ids by their bytes, with at least seven empty slots for each. */
static void fill_slots(struct pb_reader *r)
{
	struct pb_votes *v = &r->v;
	unsigned bits = 8;

	while (((size_t)1 << bits) < 8 * r->pb.projects.n)
		bits++;
	v->shift = 64 - bits;
	v->mask = ((uint64_t)1 << bits) - 1;
	v->slots = arena_alloc(r->a, ((size_t)1 << bits) * sizeof(*v->slots));
	for (size_t i = 0; i < r->pb.projects.n; i++) {
		struct str id = r->pb.projects.v[i].id;
		uint64_t at;

		if (id.n >= WORD)
			continue;
		at = key_of(id) * FACTOR >> v->shift;
		while (v->slots[at].project != 0)
			at = (at + 1) & v->mask;
		v->slots[at] = (struct pb_slot){ key_of(id), (uint32_t)i + 1 };
	}
}

static inline uint32_t find_key(const struct pb_votes *v, uint64_t key)
{
	uint64_t at = key * FACTOR >> v->shift;

	while (v->slots[at].key != key && v->slots[at].project != 0)
		at = (at + 1) & v->mask;
	return v->slots[at].project;
}

static uint32_t find_id(const struct pb_reader *r, struct str id)
{
	if (id.n < WORD)
		return find_key(&r->v, key_of(id));
	for (size_t i = 0; i < r->pb.projects.n; i++)
		if (str_eq(r->pb.projects.v[i].id, id))
			return (uint32_t)i + 1;
	return 0;
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
	v->named_max = NAMED_MAX > n ? NAMED_MAX : n;
	v->order = arena_alloc(r->a, v->named_max * sizeof(*v->order));
	v->seen = arena_alloc(r->a, (n + 1) * sizeof(*v->seen));
	v->min_length = meta_count(&r->pb, "min_length");
	v->max_length = meta_count(&r->pb, "max_length");
	if (!pb_number(pb_meta(&r->pb, "max_sum_cost"), PB_COST_SCALE, &v->max_cost))
		v->max_cost = 0;
	fill_slots(r);
	return RC_OK;
}

/* ---- a ballot ---- */

static void check_limits(struct pb_reader *r)
{
	const struct pb_votes *v = &r->v;
	int64_t n = (int64_t)v->named;
	int128 cost = 0;

	if (v->max_cost > 0)
		for (size_t i = 0; i < v->named; i++)
			cost += r->pb.projects.v[v->order[i]].cost;
	r->pb.outside += (v->max_length > 0 && n > v->max_length) || n < v->min_length || cost > v->max_cost;
}

/* The ballot in v->order is complete: who is named, and Borda where the ballot has no points. */
static inline void count_ballot(struct pb_reader *r, bool points)
{
	struct pb_votes *v = &r->v;
	struct pb_project *projects = r->pb.projects.v;
	int64_t ballot = ++r->pb.ballots;

	r->pb.empty += v->named == 0;
	for (size_t i = 0; i < v->named; i++) {
		uint32_t at = v->order[i];

		projects[at].votes += v->seen[at] != ballot;
		v->seen[at] = ballot;
	}
	if (r->pb.kind == PB_ORDINAL && !points)
		for (size_t i = 0; i < v->named; i++)
			projects[v->order[i]].score += (int128)(v->named - i);
	if (v->max_length > 0 || v->min_length > 1 || v->max_cost > 0)
		check_limits(r);
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
		unlisted = unlisted || found == 0;
		v->order[v->named++] = found == 0 ? (uint32_t)r->pb.projects.n : found - 1;
	}
	if (unlisted)
		pb_odd_add(&r->pb.unlisted, r->row);
	if (v->points != SIZE_MAX && v->points < r->cell_count) {
		enum rc rc = points_row(r, r->cells[v->points], &points, err);

		if (rc != RC_OK)
			return rc;
	}
	count_ballot(r, points);
	return RC_OK;
}

/* ---- plain rows ---- */

#define EACH(byte) (0x0101010101010101u * (byte))

static inline uint64_t load_word(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/* The highest bit of the first byte that is below '-' or is ';'; bits above it mean nothing. */
static inline uint64_t stops(uint64_t w)
{
	uint64_t semicolon = w ^ EACH(';');

	return (((w - EACH('-')) & ~w) | ((semicolon - EACH(1)) & ~semicolon)) & EACH(0x80);
}

/* To the next byte at or behind p that is below '-' or ';'; NULL when one beyond ASCII comes first. */
static inline const char *next_stop(const char *p)
{
	for (;; p += WORD) {
		uint64_t w = load_word(p), stop = stops(w);
		/* the bits below the stop; all of them without one */
		uint64_t before = (stop & -stop) - 1;

		if ((w & before & EACH(0x80)) != 0)
			return NULL;
		if (stop != 0)
			return p + ((unsigned)__builtin_ctzll(stop) >> 3);
	}
}

/* From p to what follows the next ';', or NULL when a quote or the end of the line comes first. */
static inline const char *past_cell(const char *p)
{
	for (;; p++) {
		p = next_stop(p);
		if (p == NULL || *p == '"' || *p == '\n' || *p == '\0')
			return NULL;
		if (*p == ';')
			return p + 1;
	}
}

static inline bool ends_cell(const char *p)
{
	return *p == ';' || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* The list of ids at p into v->order; returns what stands behind it, NULL when it is not plain. */
static inline const char *plain_ids(struct pb_votes *v, const char *p)
{
	size_t n = 0;

	for (;;) {
		uint64_t w = load_word(p), stop = stops(w);
		unsigned bits;
		uint32_t found;

		if (stop == 0)
			return NULL;
		bits = ((unsigned)__builtin_ctzll(stop) >> 3) * 8;
		found = find_key(v, w & (((uint64_t)1 << bits) - 1));
		p += bits >> 3;
		if (bits == 0)
			break;
		if (found == 0 || n == v->named_max)
			return NULL;
		v->order[n++] = found - 1;
		if (*p != ',')
			break;
		p++;
	}
	v->named = n;
	return ends_cell(p) ? p : NULL;
}

/* Whole points at p for the projects in v->order; NULL when they are not plain or not as many. */
static inline const char *plain_points(const struct pb_votes *v, const char *p, int64_t *points)
{
	enum { DIGITS = 9 };

	for (size_t i = 0; i < v->named; i++) {
		const char *from = p;
		int64_t n = 0;

		for (; *p >= '0' && *p <= '9' && p - from < DIGITS; p++)
			n = n * 10 + (*p - '0');
		if (p == from || (*p == ',') != (i + 1 < v->named))
			return NULL;
		points[i] = n;
		p += *p == ',';
	}
	return ends_cell(p) ? p : NULL;
}

/* The end of a row without quotes, past its '\n'; NULL when there is none. */
static inline const char *past_row(const char *p)
{
	for (;; p++) {
		p = next_stop(p);
		if (p == NULL || *p == '"' || *p == '\0')
			return NULL;
		if (*p == '\n')
			return p + 1;
	}
}

/* One row at p; returns its end, or NULL when it is not plain (then nothing was counted). */
static inline const char *plain_row(struct pb_reader *r, const char *p)
{
	enum { POINTS_MAX = 64 };
	struct pb_votes *v = &r->v;
	int64_t points[POINTS_MAX];
	size_t column = 0;
	bool with_points = v->points != SIZE_MAX;
	struct str voter = { 0 };
	const char *end;

	if (*p == '\n' || *p == '\r')
		return NULL;
	for (; column < v->vote && p != NULL; column++) {
		const char *cell = p;

		p = past_cell(p);
		if (p != NULL && column == v->voter)
			voter = (struct str){ cell, (size_t)(p - 1 - cell) };
	}
	if (p == NULL)
		return NULL;
	p = plain_ids(v, p);
	if (p == NULL || (with_points && (v->named > POINTS_MAX || r->pb.scale > 0)))
		return NULL;
	for (; with_points && column < v->points && p != NULL; column++)
		p = past_cell(p);
	if (with_points && p != NULL)
		p = plain_points(v, p, points);
	if (p == NULL)
		return NULL;
	end = past_row(p);
	if (end == NULL)
		return NULL;
	pb_voters_add(&v->voters, str_trim(voter), r->line + 1);
	for (size_t i = 0; with_points && i < v->named; i++)
		r->pb.projects.v[v->order[i]].score += points[i];
	count_ballot(r, with_points);
	return end;
}

void pb_votes_fast(struct pb_reader *r, struct str s, size_t *used)
{
	struct pb_votes *v = &r->v;
	const char *p = s.p, *stop;

	*used = 0;
	/* voters and points are looked for in their usual places */
	if ((v->points != SIZE_MAX && v->points < v->vote) || (v->voter != SIZE_MAX && v->voter > v->vote))
		return;
	/* nothing is read beyond the word at a line end, so the last one with a whole word behind it is the limit */
	if (s.n < WORD)
		return;
	for (stop = s.p + s.n - WORD + 1; stop > s.p && stop[-1] != '\n'; stop--)
		;
	while (p < stop) {
		const char *end = plain_row(r, p);

		if (end == NULL)
			break;
		r->line++;
		p = end;
	}
	*used = (size_t)(p - s.p);
}
