#ifndef READING_FINDING_H
#define READING_FINDING_H

/*
 * What the checks (check_*.c) share: one finding at a time, the words of a
 * project, text cut into sentences with their quantities, and numbers
 * printed for a clerk.
 */

#include "reading/check.h"
#include "rules/series.h"
#include "zh/quantity.h"

struct check {
	struct arena *a; /* emptied by finding_settle() */
	const struct check_input *in;
	struct programme *p;
	struct arena *keep; /* where findings live that are settled */
	size_t settled;	    /* how many of them */
};

/* Appends a finding about a project (NULL: about the document); the caller fills the sides. */
struct finding *finding_add(struct check *c, const char *check, const struct project *about,
			    bool ok);

/* Adds the spans of marks with this field (NULL: all); returns how many. */
size_t finding_spans(struct check *c, struct finding *f, const struct mark_list *at,
		     const char *field);

/* All findings so far are complete: what was read on the way to them is forgotten. */
void finding_settle(struct check *c);

/* "第3件", or the name where the document prints no numbers. */
struct str project_word(struct arena *a, const struct project *p);

/* Folded (zh/fold.h), without blanks; line ends stay. */
struct str check_fold(struct arena *a, struct str s);

/* A stretch of text up to 。 ; or a line end, without list numbers, and its quantities. */
struct sentence {
	struct str text; /* folded */
	struct zh_quantity_list q;
};

struct sentence_list {
	struct sentence *v;
	size_t n, cap;
};

struct sentence_list sentences_of(struct arena *a, struct str text);

/* The words around a quantity up to the nearest , ; : 。; empty bounds are the sentence's. */
struct str clause_around(struct str sentence, const struct zh_quantity *q);

static inline struct measure quantity_measure(const struct zh_quantity *q)
{
	return measure_of(q->n, q->unit);
}

/* "12575" for 12,575 万元 in fen. */
struct str wan_str(struct arena *a, int64_t fen);

/* "120万元", "80元": as a person would say it. */
struct str money_str(struct arena *a, int64_t fen);

/* |left - right| is at most one hundredth of right (约: one point). */
bool within_a_point(struct dec left, struct dec right);

/* The text of the block or cell a span points into; empty when out of range. */
struct str span_text(const struct document *doc, struct span s);

/* Targets of one item that checks look at; more is no task but an accident of reading. */
enum { TARGETS_MAX = 40 };

/* Each file of checks has one door. */
void check_series(struct check *c);
void check_money(struct check *c);
void check_counts(struct check *c);
void check_parts(struct check *c);
void check_progress(struct check *c);
void check_dates(struct check *c);
void check_text(struct check *c);

#endif
