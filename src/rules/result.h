#ifndef RULES_RESULT_H
#define RULES_RESULT_H

/*
 * From sums to a result: what passed, what is chosen, where equal votes leave
 * it open, what the rules say comes next; and for everything one Chinese
 * sentence of reason.
 *
 * Before that the sums must agree among themselves: reconcile() holds every
 * equation of the count against the others and refuses a count that does not
 * add up.  A vote that the rules declare void (no quorum, more ballots
 * returned than issued, too few candidates) has no result, only its reason.
 */

#include "rules/count.h"
#include "rules/select.h"

/* A candidate (项目), in ballot order. */
struct candidate {
	struct str no, name;
	bool has_cost;
	int64_t cost_fen;
};

struct candidate_list {
	struct candidate *v;
	size_t n, cap;
};

/* A line of the sums: "有效 195 + 无效 2 = 收回 197". */
struct equation {
	struct str says;
	bool holds;
};

struct equation_list {
	struct equation *v;
	size_t n, cap;
};

/*
 * All equations of a count.  RC_INPUT names the first that fails.  More
 * returned than issued is no failure here: the rules say what follows.
 */
enum rc reconcile(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		  const struct tally *t, struct equation_list *ret, struct err *err);

enum validity { VOTE_HOLDS, VOTE_NO_QUORUM, VOTE_OVER_RETURNED, VOTE_NO_SURPLUS };

enum verdict {
	VERDICT_NONE,	    /* the vote is void, or it is about satisfaction */
	VERDICT_SELECTED,
	VERDICT_TIED,
	VERDICT_NO_SEAT,    /* passed, others had more votes */
	VERDICT_NO_MONEY,   /* passed, the money does not reach */
	VERDICT_NOT_PASSED,
	VERDICT_TIE_DROPPED, /* passed, and dropped with those of equal votes */
};

const char *verdict_words(enum verdict v);

struct outcome {
	enum verdict verdict;
	int64_t votes;  /* for; the best grade */
	int64_t score;  /* what they are ordered by: votes, or points of ranks */
	int64_t base;   /* what the line is a part of; of this row in satisfaction */
	int64_t line;   /* votes needed to pass, 0 where there is no line */
	int64_t margin; /* votes above the line (>= 0) or missing (< 0) */
	int place;	/* 1 for the highest score; equal scores share a place */
	bool passed;
	bool partly; /* money rules: the money left covers 80 % of it, not all */
	bool open;   /* money rules: its turn came while there was money to be given */
	int grade;    /* satisfaction: index into the rule set's grades; -1 when nobody graded it */
	int64_t upto; /* marks of that grade and the better ones together */
	struct str reason;
};

struct result {
	enum validity validity;
	struct str why; /* one sentence about quorum, surplus, returned ballots */
	int64_t quorum; /* members that must be present */
	struct outcome *v;
	size_t n;
	size_t selected, passed, tied;
	size_t open_seats;     /* seats the tied ones stand for */
	int64_t spent_fen;     /* money rules: cost of the selected */
	struct str next;       /* what the rules say comes next; "" for nothing */
	struct note_list {
		struct str *v;
		size_t n, cap;
	} notes; /* to be printed with it */
};

/* All in the arena.  t and l are of the same length; reconciled before. */
void result_make(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		 const struct tally *t, struct result *ret);

/* The sentences; result_make() calls it last. */
void result_say(struct arena *a, const struct ruleset *r, const struct candidate_list *l,
		const struct tally *t, struct result *res);

/* "61.5%", rounded half up; "—" of nothing. */
struct str percent_words(struct arena *a, int64_t n, int64_t base);

/* ">1/2" of all as "超过应到人数的1/2"; "达到…" when inclusive. */
struct str fraction_words(struct arena *a, struct fraction f, const char *base);

/* The candidates with this verdict: "第3、7项". */
struct str verdict_list(struct arena *a, const struct candidate_list *l, const struct result *res,
			enum verdict v);

/* "票决", or "票选" in a street; "测评". */
const char *vote_words(const struct ruleset *r);

#endif
