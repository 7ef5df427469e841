#ifndef RULES_TALLY_FILE_H
#define RULES_TALLY_FILE_H

/*
 * Teller sheets (计票表): what a teller types after a paper vote, either the
 * totals of each candidate or every ballot.
 *
 *     minsheng tally 1
 *     preset shaanxi
 *     rule seats 2
 *     项目 1 - 农村饮水提升工程
 *     应到 201
 *     实到 198
 *     发出 198
 *     收回 197
 *     有效 195
 *     无效 2
 *     票数 1 赞成 150 反对 20 弃权 10 未填 15
 *
 * Written by hand, so comments (#), empty lines, Windows line ends and both
 * Chinese and English keys are accepted; what is said must be complete and
 * add up all the same.  With `票 +-0.` lines instead of 票数 the ballots are
 * counted here, and ballot_write() can seal them.
 */

#include "rules/ballot_file.h"

struct typed_ballots {
	char **v; /* as typed, each ending in NUL */
	size_t n, cap;
};

/*
 * `given` are rules from outside (--rules) or NULL.  A sheet with rules of its
 * own must then come to the same fingerprint.  f->tally.rows is filled from
 * totals or ballots; ballots stay in *typed.
 */
enum rc tally_read(struct arena *a, struct str text, const struct ruleset *given,
		   const struct digest *digest, struct vote_file *f, struct typed_ballots *typed,
		   struct err *err);

#endif
