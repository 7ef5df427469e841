#ifndef RULES_COUNT_H
#define RULES_COUNT_H

/*
 * Counting ballots: marks in, sums out.
 *
 * A ballot is one line of n characters, one per candidate in ballot order:
 *
 *     each       + for   - against   0 abstain   . nothing   x several marks   ? not to be read
 *     pick, approve      + marked    . not marked            ? not to be read
 *     rank       1–9, A–Z, a–z: places 1 to 61   . no place  ? not to be read
 *     grades     1–9 the grade, from the best    n the option apart   . nothing   x several   ? not to be read
 *
 * A ballot of nothing but ? is one that the scrutineers put aside.  Whole
 * numbers only; millions of lines a second, without a branch per mark.
 */

#include "rules/ruleset.h"

/* What can stand in a row.  Grades use 0 to 8. */
enum count_mark {
	MARK_FOR = 0,
	MARK_AGAINST = 1,
	MARK_ABSTAIN = 2,
	MARK_APART = GRADES_MAX,
	MARK_BLANK,
	MARK_VOID,
	MARKS,
};

/* Why a ballot is invalid; the first that applies, in this order. */
enum ballot_flaw {
	FLAW_NONE,
	FLAW_UNREADABLE,
	FLAW_TWO_MARKS,
	FLAW_TOO_MANY,
	FLAW_RANKS, /* a place given twice or left out */
	FLAW_BLANK,
	FLAWS,
};

const char *ballot_flaw_words(enum ballot_flaw flaw);

/* Sums of one candidate over valid ballots; they add up to the valid ballots. */
struct count_row {
	int64_t n[MARKS];
	int64_t points; /* rank only */
};

/* Everything counted, from ballots or from teller sheets. */
struct tally {
	size_t n;
	struct count_row *rows;
	int64_t due, present, issued, returned; /* 应到 实到 发出 收回 */
	int64_t valid, invalid;
	int64_t flaws[FLAWS]; /* of the invalid ones, where known */
	bool flaws_known;
	int64_t single; /* ballots filled like no other; counted in ballot files only */
};

enum { LANES = 16, KINDS_MAX = 16 };

struct counter {
	const struct ruleset *rules;
	size_t n, blocks;
	size_t kinds; /* characters of the alphabet; ranks are counted apart */
	uint8_t chars[KINDS_MAX], marks[KINDS_MAX];
	uint8_t *block_sums; /* kinds × blocks × LANES, emptied every 255 ballots */
	unsigned pending;
	struct count_row *rows;
	int64_t valid, invalid, flaws[FLAWS];
	int64_t rank_points[256]; /* by character: points of its place, -1 for no place */
};

/* Bytes that must be readable from the start of a line of n marks. */
static inline size_t counter_reads(size_t n)
{
	return (n + LANES - 1) / LANES * LANES;
}

/* Sums live in the arena; 1 <= n <= CANDIDATES_MAX. */
void counter_init(struct counter *c, struct arena *a, const struct ruleset *rules, size_t n);

/*
 * Counts one ballot.  counter_reads(n) bytes from `line` must be readable.
 * False when a mark is outside the alphabet; *bad is then its place, from 0,
 * and nothing was counted.
 */
bool counter_add(struct counter *c, const char *line, size_t *bad);

/* Writes the sums, valid and invalid; the counter may go on. */
void counter_sums(struct counter *c, struct tally *t);

/* "+-0.x?": the characters a ballot may hold, for messages and for writers. */
struct str counter_alphabet(struct arena *a, const struct ruleset *rules);

#endif
