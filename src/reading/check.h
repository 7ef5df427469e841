#ifndef READING_CHECK_H
#define READING_CHECK_H

/*
 * The arithmetic of a document (field practice): each check adds findings, the
 * holding ones too, with both sides printed as a person would write them:
 *
 *     sum_of_increments  30+70+70+30 = 200 个，相符
 *
 * A finding never blocks and never corrects the text.  Only what is
 * comparable is compared (the same unit, the same thing): a false alarm in
 * front of a county office costs more than a missed one.  Checks that look
 * for a contradiction (date_order, unit_mismatch, term_variants,
 * problem_none_but_asks) say nothing where there is none; progress_above_target
 * says nothing below the target.
 *
 * Checks run after modes are solved (rules/series.h).  What they need beyond
 * the programme is in struct check_input; everything there may be empty.
 */

#include "document/block.h"
#include "model/programme.h"

/* An amount that the running text gives for a project which an annex lists too. */
struct prose_amount {
	struct str no, name; /* either may be empty */
	int64_t fen;
	struct span span;
};

struct prose_amount_list {
	struct prose_amount *v;
	size_t n, cap;
};

struct check_input {
	const struct document *doc; /* may be NULL: checks of text are left out */
	struct prose_amount_list prose;
};

/* Runs every check in a fixed order and appends to p->findings. */
void check_document(struct arena *a, const struct check_input *in, struct programme *p);

#endif
