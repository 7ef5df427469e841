#ifndef RULES_PB_READER_H
#define RULES_PB_READER_H

/*
 * Inside of the .pb reader: the state shared by pb_read.c (sections, rows,
 * cells), pb_votes.c (the rows of ballots, cell by cell) and pb_plain.c (those without
 * quotes, millions of them).
 */

#include "rules/pb.h"
#include "rules/pb_voters.h"

enum { PB_CELLS_MAX = 128, PB_WHOLE_MAX = 64, PB_STOPS_MAX = 8192 };

#define PB_NO_PROJECT UINT32_MAX

enum { PB_WORD = 8, PB_KEY_MAX = 2 * PB_WORD };

/*
 * An id of at most PB_KEY_MAX bytes: its first eight and the others, each part
 * shifted to the high end of a word.  No byte of an id is NUL, so that 0 stands for
 * nothing and different ids have different keys.
 */
struct pb_key {
	uint64_t low, high;
};

struct pb_slot {
	uint64_t low; /* 0 in an empty slot */
	uint32_t project;
};

/* The projects with such ids; found with one multiplication. */
struct pb_index {
	struct pb_slot *slots;
	uint64_t *high; /* by project */
	unsigned shift;
	uint64_t mask;
};

/* Votes of one project, close together. */
struct pb_count {
	int64_t votes, last; /* the last ballot that named it, 0 for none */
};

/* Where ballots are counted. */
struct pb_votes {
	size_t vote, points, voter; /* columns; points and voter SIZE_MAX when there is none */
	struct pb_voters voters;
	struct pb_index index;
	struct pb_count *counts; /* one for each project, and one for what PROJECTS does not list */
	uint32_t *order; /* the projects of the ballot being read, in its order */
	size_t named, named_max; /* at least PB_STOPS_MAX */
	uint32_t stops[PB_STOPS_MAX]; /* where plain rows are divided */
	int64_t whole[PB_WHOLE_MAX]; /* their points, where they are whole numbers and few */
	bool limited;
	int64_t min_length, max_length;
	int128 max_cost; /* 0 for no limit */
};

enum pb_section { PB_NOWHERE, PB_META, PB_PROJECTS, PB_VOTES };

struct pb_reader {
	struct arena *a;
	struct pb pb;
	enum pb_section section;
	bool header_due; /* the next row names the columns */
	int64_t line;	 /* line ends passed so far */
	int64_t row;	 /* the line on which the row began */
	struct buf carry; /* the beginning of a row whose end has not come */
	struct buf text;  /* unquoted cells of a row */
	struct str cells[PB_CELLS_MAX];
	size_t cell_count;
	size_t id, cost, name, votes_column, score, selected; /* columns of PROJECTS */
	struct pb_votes v;
};

/* The row's sentence with its line in front. */
enum rc pb_wrong(const struct pb_reader *r, struct err *err);

/* The columns of VOTES are known; the projects too. */
enum rc pb_votes_start(struct pb_reader *r, struct err *err);

/* A ballot in cells. */
enum rc pb_votes_row(struct pb_reader *r, struct err *err);

/* The votes go to the projects; no ballot may follow. */
void pb_votes_end(struct pb_reader *r);

/*
 * Plain rows at the beginning of s, as long as they look plain: *used bytes
 * were taken, whole rows.  Anything unusual is left to the reader of cells.
 */
void pb_votes_fast(struct pb_reader *r, struct str s, size_t *used);

/* ---- parts that both ways of reading a row share ---- */

static inline uint64_t pb_slot_at(const struct pb_index *x, struct pb_key key)
{
	/* odd, and 2^64 over the golden ratio: spreads keys over the high bits */
	return (key.low ^ key.high * 0xD6E8FEB86659FD93u) * 0x9E3779B97F4A7C15u >> x->shift;
}

/* A word of n bytes, 1 <= n <= 8, at the high end. */
static inline uint64_t pb_high_end(uint64_t w, size_t n)
{
	return w << (8 * (PB_WORD - n) & 63);
}

/* The project with this key, PB_NO_PROJECT for none. */
static inline uint32_t pb_find_key(const struct pb_index *x, struct pb_key key)
{
	uint64_t at = pb_slot_at(x, key);

	for (;; at = (at + 1) & x->mask) {
		uint32_t project = x->slots[at].project;

		if (x->slots[at].low == key.low && x->high[project] == key.high)
			return project;
		if (x->slots[at].low == 0)
			return PB_NO_PROJECT;
	}
}

/* This ballot (1 …) names the project: once, however often it stands there. */
static inline void pb_count_name(struct pb_count *c, int64_t ballot)
{
	c->votes += c->last != ballot;
	c->last = ballot;
}

/* Points of a ranking, and whether the ballot in r->v.order keeps to the limits of META. */
void pb_rank(struct pb_reader *r);
void pb_check_limits(struct pb_reader *r);

/* The ballot in r->v.order is complete, its names are counted. */
static inline void pb_ballot_end(struct pb_reader *r, bool points)
{
	r->pb.ballots++;
	r->pb.empty += r->v.named == 0;
	if (r->pb.kind == PB_ORDINAL && !points)
		pb_rank(r);
	if (r->v.limited)
		pb_check_limits(r);
}

#endif
