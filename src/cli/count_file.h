#ifndef CLI_COUNT_FILE_H
#define CLI_COUNT_FILE_H

/*
 * Files that can be counted, told apart by their first line:
 *
 *     minsheng ballots 1     a sealed ballot file: streamed, any size
 *     minsheng tally 1       a teller sheet: totals or ballots
 *     META                   a Pabulib .pb file: streamed, any size
 */

#include "cli/show_count.h"
#include "rules/pb.h"
#include "rules/tally_file.h"

enum count_kind { COUNT_BALLOTS, COUNT_SHEET, COUNT_PB };

struct count_loaded {
	enum count_kind kind;
	struct counted counted;	    /* ballots and sheets */
	struct typed_ballots typed; /* a sheet's ballots, as typed */
	struct pb pb;		    /* a .pb file */
};

/* Rules named on the command line: a file, or the name of a preset. */
enum rc count_rules(struct arena *a, struct str name, struct ruleset *ret, struct err *err);

/* Reads and counts; `given` is NULL without --rules.  Everything lives in the arena. */
enum rc count_load(struct arena *a, const char *name, const struct ruleset *given,
		   struct count_loaded *ret, struct err *err);

/* Seals a sheet's ballots: the bytes of a ballot file. */
enum rc count_seal(struct arena *a, struct count_loaded *l, struct buf *out, struct err *err);

/*
 * Prints where two counts of the same vote differ: people and papers, sums, ballots (sheets in the
 * order typed, ballot files as sorted).  RC_REFUSED when they do.
 */
enum rc count_compare(struct cli *cli, struct arena *a, const char *left, const char *right,
		      const struct ruleset *given, struct err *err);

#endif
