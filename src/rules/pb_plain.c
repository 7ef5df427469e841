#include "base/utf8.h"
#include "rules/pb_reader.h"

/*
 * Plain rows of VOTES: no quotes, ids of at most PB_KEY_MAX bytes, whole points.
 *
 * First the stops of some thousand bytes are found, 64 at a time: all bytes below
 * '-' (comma, blank, quote, line end), ';' and all beyond ASCII.  Then rows
 * go from stop to stop, up to the last line end.  Where a row turns out not to be
 * plain, nothing of it has been counted.
 */

enum {
	BLOCK = 64,
	CHUNK_MIN = 4 * BLOCK, /* after a row that was not plain */
	CHUNK_MAX = PB_STOPS_MAX,
	READS = PB_KEY_MAX, /* bytes read from where an id begins */
};

_Static_assert(CHUNK_MAX % BLOCK == 0, "chunks are whole blocks");

/* ---- stops ---- */

#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))

/* A bit for each of the 64 bytes at p that is a stop. */
static inline uint64_t block_stops(const char *p)
{
	uint64_t stops = 0;

	for (unsigned i = 0; i < BLOCK; i += PB_WORD) {
		uint64_t w, low, semicolon, high;

		memcpy(&w, p + i, PB_WORD);
		low = w & EACH(0x7F);
		semicolon = low ^ EACH(';');
		/* no sum here carries into the next byte */
		high = ~(low + EACH(0x80 - '-')) | ~(semicolon + EACH(0x7F)) | w;
		/* the high bits, gathered in the highest byte */
		stops |= ((high & EACH(0x80)) >> 7) * 0x0102040810204080u >> 56 << i;
	}
	return stops;
}

/* The stops in the n bytes at p, a multiple of BLOCK; returns what is behind the last one written. */
static inline uint32_t *find_stops(const char *p, size_t n, uint32_t *to)
{
	for (size_t i = 0; i < n; i += BLOCK)
		for (uint64_t stops = block_stops(p + i); stops != 0; stops &= stops - 1)
			*to++ = (uint32_t)i + (uint32_t)__builtin_ctzll(stops);
	return to;
}

/* ---- cells ---- */

/* Where reading is, in a chunk whose last stop is a line end: nothing has to ask whether there is another stop. */
struct scan {
	const char *chunk;
	const uint32_t *next; /* the stops ahead */
	bool beyond_ascii;    /* in the cells of this row that were passed over */
};

static inline const char *next_stop(struct scan *sc)
{
	return sc->chunk + *sc->next++;
}

enum upto { CELL_END, ROW_END };

/* The line end, or the ';' before it where CELL_END is asked for; NULL where a quote or NUL comes first. */
static inline const char *pass(struct scan *sc, enum upto upto)
{
	for (;;) {
		const char *stop = next_stop(sc);

		if (*stop == ';' && upto == ROW_END)
			continue;
		if (*stop == ';' || *stop == '\n')
			return stop;
		if (*stop == '"' || *stop == '\0')
			return NULL;
		sc->beyond_ascii |= *stop < 0;
	}
}

static inline bool ends_cell(const char *p)
{
	return *p == ';' || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* The id of n bytes at p, 1 <= n <= PB_KEY_MAX. */
static inline struct pb_key key_at(const char *p, size_t n)
{
	struct pb_key key = { 0 };

	memcpy(&key.low, p, PB_WORD);
	if (n <= PB_WORD) {
		key.low = pb_high_end(key.low, n);
	} else {
		memcpy(&key.high, p + PB_WORD, PB_WORD);
		key.high = pb_high_end(key.high, n - PB_WORD);
	}
	return key;
}

/* Counts the list of ids at p; returns what stands behind it, NULL when it is not plain. */
static inline const char *plain_ids(struct pb_votes *v, int64_t ballot, struct scan *sc, const char *p)
{
	uint32_t *to = v->order; /* with room for every stop of a chunk */
	const char *stop;

	for (;; p = stop + 1) {
		uint32_t project = PB_NO_PROJECT;

		stop = next_stop(sc);
		if (stop == p)
			break;
		if (stop - p <= PB_KEY_MAX)
			project = pb_find_key(&v->index, key_at(p, (size_t)(stop - p)));
		if (project == PB_NO_PROJECT) {
			stop = NULL;
			break;
		}
		pb_count_name(&v->counts[project], ballot);
		*to++ = project;
		if (*stop != ',')
			break;
	}
	v->named = (size_t)(to - v->order);
	return stop != NULL && ends_cell(stop) ? stop : NULL;
}

/* Whole points at p for the projects in v->order; NULL when they are not plain or not as many. */
static inline const char *plain_points(struct pb_votes *v, struct scan *sc, const char *p)
{
	enum { DIGITS = 9 };
	const char *stop = next_stop(sc);

	for (size_t i = 0; i < v->named; i++) {
		bool more = i + 1 < v->named;
		int64_t n = 0;

		if (stop == p || stop - p > DIGITS || (*stop == ',') != more)
			return NULL;
		for (; p < stop; p++) {
			if (*p < '0' || *p > '9')
				return NULL;
			n = n * 10 + (*p - '0');
		}
		v->whole[i] = n;
		p += more;
		stop = more ? next_stop(sc) : stop;
	}
	return stop == p && ends_cell(stop) ? stop : NULL;
}

/* ---- rows ---- */

/* The row at p; returns its '\n'.  NULL when it is not plain: its votes are counted up to where that was seen. */
static inline const char *read_row(struct pb_reader *r, struct scan *sc, const char *p, struct str *voter)
{
	struct pb_votes *v = &r->v;
	const char *from = p, *stop;
	size_t column = 0;

	for (; column < v->vote; column++, p = stop + 1) {
		stop = pass(sc, CELL_END);
		if (stop == NULL || *stop == '\n')
			return NULL;
		if (column == v->voter)
			*voter = (struct str){ p, (size_t)(stop - p) };
	}
	stop = plain_ids(v, r->pb.ballots + 1, sc, p);
	for (; v->points != SIZE_MAX && column < v->points && stop != NULL; column++) {
		if (*stop != ';')
			return NULL;
		p = stop + 1;
		if (column + 1 < v->points)
			stop = pass(sc, CELL_END);
	}
	if (v->points != SIZE_MAX && stop != NULL)
		stop = v->named <= PB_WHOLE_MAX ? plain_points(v, sc, p) : NULL;
	if (stop != NULL && *stop != '\n')
		stop = pass(sc, ROW_END);
	if (stop != NULL && sc->beyond_ascii && utf8_invalid((struct str){ from, (size_t)(stop - from) }) != STR_NONE)
		return NULL;
	return stop;
}

/* Takes the votes of a row back that turned out not to be plain. */
static void take_back(struct pb_votes *v, int64_t ballot)
{
	for (size_t i = 0; i < v->named; i++) {
		struct pb_count *c = &v->counts[v->order[i]];

		c->votes -= c->last == ballot;
		c->last = 0;
	}
}

/* One row at p; returns its end, or NULL when it is not plain (then nothing was counted). */
static inline const char *plain_row(struct pb_reader *r, struct scan *sc, const char *p)
{
	struct pb_votes *v = &r->v;
	bool points = v->points != SIZE_MAX;
	struct str voter = { 0 };
	const char *end;

	if (*p == '\n' || *p == '\r')
		return NULL;
	v->named = 0;
	sc->beyond_ascii = false;
	end = read_row(r, sc, p, &voter);
	if (end == NULL) {
		take_back(v, r->pb.ballots + 1);
		return NULL;
	}
	r->line++;
	if (!pb_voters_next(&v->voters, voter))
		pb_voters_add(&v->voters, str_trim(voter), r->line);
	for (size_t i = 0; points && i < v->named; i++)
		r->pb.projects.v[v->order[i]].score += v->whole[i];
	pb_ballot_end(r, points);
	return end + 1;
}

/* The rows that are whole in the n bytes at p; returns what follows them, and whether all were plain. */
static const char *plain_rows(struct pb_reader *r, const char *p, size_t n, bool *all)
{
	uint32_t *last = find_stops(p, n, r->v.stops);
	struct scan sc = { .chunk = p, .next = r->v.stops };
	const char *end = p;

	while (last > r->v.stops && p[last[-1]] != '\n')
		last--;
	while (sc.next < last && end != NULL) {
		p = end;
		end = plain_row(r, &sc, p);
	}
	*all = end != NULL;
	return end != NULL ? end : p;
}

void pb_votes_fast(struct pb_reader *r, struct str s, size_t *used)
{
	const struct pb_votes *v = &r->v;
	size_t at = 0, chunk = CHUNK_MIN;
	bool all = true;

	*used = 0;
	/* voters and points are looked for in their usual places; points with digits behind the point nowhere */
	if ((v->points != SIZE_MAX && (v->points < v->vote || r->pb.scale > 0)) ||
	    (v->voter != SIZE_MAX && v->voter > v->vote))
		return;
	while (all && s.n - at >= BLOCK + READS) {
		size_t room = (s.n - at - READS) / BLOCK * BLOCK, n = chunk < room ? chunk : room;
		size_t took = (size_t)(plain_rows(r, s.p + at, n, &all) - (s.p + at));

		/* the end, or a row longer than the largest chunk */
		if (took == 0 && (n == room || n == CHUNK_MAX))
			break;
		at += took;
		chunk = 2 * chunk < CHUNK_MAX ? 2 * chunk : CHUNK_MAX;
	}
	*used = at;
}
