#ifndef RULES_PB_READER_H
#define RULES_PB_READER_H

/*
 * Inside of the .pb reader: the state shared by pb_read.c (sections, rows,
 * cells) and pb_votes.c (the rows of ballots, millions of them).
 */

#include "rules/pb.h"
#include "rules/pb_voters.h"

enum { PB_CELLS_MAX = 128 };

/* Ids of at most 7 bytes by their bytes; found with one multiplication. */
struct pb_slot {
	uint64_t key;
	uint32_t project; /* place + 1, 0 for an empty slot */
};

/* Where ballots are counted. */
struct pb_votes {
	size_t vote, points, voter; /* columns; points and voter SIZE_MAX when there is none */
	struct pb_voters voters;
	struct pb_slot *slots;
	unsigned shift;
	uint64_t mask;
	uint32_t *order; /* the projects of the ballot being read, in its order */
	size_t named, named_max;
	int64_t *seen; /* the last ballot that named this project */
	int64_t min_length, max_length; /* 0 for no limit */
	int128 max_cost;		/* 0 for no limit */
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

/*
 * Plain rows at the beginning of s, as long as they look plain: *used bytes
 * were taken, whole rows.  Anything unusual is left to the reader of cells.
 */
void pb_votes_fast(struct pb_reader *r, struct str s, size_t *used);

#endif
