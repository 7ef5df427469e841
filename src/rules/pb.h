#ifndef RULES_PB_H
#define RULES_PB_H

/*
 * Pabulib .pb files: ballots of participatory budgets of other places, counted
 * by the rule the file names.
 *
 *     META      rows key;value
 *     PROJECTS  a header, then project_id;cost;…
 *     VOTES     a header, then voter_id;vote;…; vote is a list of ids with commas
 *
 * CSV with semicolons, quotes doubled inside quotes; LF or CRLF.  A push
 * reader: bytes come in any pieces, and memory has a ceiling however many the
 * ballots.  What a file says against itself is counted as it stands and told in
 * pb.notes; only what leaves open how to count is refused.
 *
 * votes   ballots that name the project
 * score   the sum of points where ballots have points; Borda by the ballot's own
 *         length where vote_type is ordinal (the last gets 1); else the votes
 *
 * Without a budget, or under a rule that is not known here, nobody is chosen and
 * the notes say so.
 */

#include "base/buf.h"
#include "base/dec.h"
#include "rules/ruleset.h"
#include "rules/select.h"

enum { PB_LINE_MAX = 64 << 10, PB_COST_SCALE = 18, PB_POINTS_SCALE = 18 };

/* What the file itself says of a project, where it does; -1 where not. */
struct pb_published {
	int64_t votes;
	int selected; /* 0 no, 1 yes; 2 and more as the comment in META says: under greedy-custom 2 by the 80 % rule, 3 later money */
	bool has_score;
	struct str score;
};

struct pb_project {
	struct str id, name;
	int128 cost; /* in units of 10^-PB_COST_SCALE */
	int64_t votes;
	int128 score; /* in units of 10^-scale of the file */
	struct pb_published published;
	/* the result */
	int place; /* equal scores share one */
	enum selected selected;
	bool below;	/* under the threshold */
	bool withdrawn; /* its cost is the placeholder of a project that was taken back */
	int128 left; /* money left when its turn came; -1 when that is open */
};

struct pb_project_list {
	struct pb_project *v;
	size_t n, cap;
};

struct pb_meta {
	struct str key, value;
};

/* Rows with something that does not agree with the rest of the file. */
struct pb_odd {
	int64_t rows, first; /* how many; the line of the first, 0 for none */
};

struct pb_meta_list {
	struct pb_meta *v;
	size_t n, cap;
};

enum pb_kind { PB_APPROVAL, PB_CHOOSE_1, PB_CUMULATIVE, PB_ORDINAL, PB_SCORING, PB_OTHER };
enum pb_rule {
	PB_GREEDY,
	PB_NO_SKIP,
	PB_80,	   /* the first that does not fit comes in when the rest covers 80 % of it */
	PB_PARTLY, /* … gets what is left */
	PB_SEATS,
	PB_NOT_COMPUTED,
};

struct pb_note_list {
	struct str *v;
	size_t n, cap;
};

struct pb {
	struct pb_meta_list meta;
	struct pb_project_list projects;
	enum pb_kind kind;
	int scale;	 /* digits behind the point in scores, 0 to 18 */
	int64_t ballots; /* rows of VOTES */
	int64_t empty;	 /* those that name nothing */
	bool many_voters; /* more than PB_VOTERS_MAX: those behind were not compared by voter_id */
	struct pb_odd again;	/* ballots whose voter_id had one before */
	struct pb_odd commas;	/* ballots whose points have decimal commas */
	struct pb_odd few;	/* ballots with fewer points than projects: the first ones get them */
	struct pb_odd unlisted; /* ballots that name what PROJECTS does not list */
	struct pb_odd meta_again; /* rows of META whose key had another value before; the first one holds */
	int64_t outside; /* those outside min_length, max_length or max_sum_cost; counted all the same */
	/* the result */
	enum pb_rule rule;
	struct str rule_name; /* as the file or the rule set calls it */
	int128 budget;	      /* in units of 10^-PB_COST_SCALE; -1 when the file names none */
	size_t open_seats;    /* of a rule with seats */
	struct pb_note_list notes; /* differences from what the file says, and what is not computed */
};

/* The value of a META key, "" for none. */
struct str pb_meta(const struct pb *pb, const char *key);

struct pb_reader;

struct pb_reader *pb_reader_new(struct arena *a);

/* RC_INPUT with one sentence that names the line; nothing may be pushed after that. */
enum rc pb_push(struct pb_reader *r, struct str bytes, struct err *err);
enum rc pb_end(struct pb_reader *r, struct pb *ret, struct err *err);

/* One more of them, on this line. */
void pb_odd_add(struct pb_odd *odd, int64_t line);

/* Who is chosen: by the file's own rule, or by `given` (NULL for none). */
enum rc pb_select(struct arena *a, struct pb *pb, const struct ruleset *given, struct err *err);

/* One Chinese sentence on how this project's result came about. */
struct str pb_reason(struct arena *a, const struct pb *pb, size_t at);

/* 10^-scale units as exact digits: "12", "12.5". */
struct str pb_digits(struct arena *a, int128 n, int scale);

/* Digits with an optional point (or one decimal comma) in units of 10^-scale; false for anything else. */
bool pb_number(struct str s, int scale, int128 *ret);

#endif
