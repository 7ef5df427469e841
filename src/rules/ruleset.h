#ifndef RULES_RULESET_H
#define RULES_RULESET_H

/*
 * A rule set (票决办法、测评办法 as data): everything in which votes differ
 * from place to place.  It is frozen when a session opens; a count never
 * looks anywhere else.
 *
 *     minsheng rules 1
 *     preset shaanxi
 *     name 示例县2025年民生实事项目票决办法
 *     seats 10
 *
 * One key and its value per line.  A file may start from one preset and
 * change keys of it; the canonical form (ruleset_write()) has every key that
 * applies, in the order of ruleset_keys, and nothing else.
 *
 * Every key is described, for the staff of a congress, in docs/count.zh-CN.md.
 * Defaults follow the organic law of local congresses (地方组织法) where it
 * speaks; places differ, so none of it is a constant.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"

enum { CANDIDATES_MAX = 999, GRADES_MAX = 9, RANKS_MAX = 61 };

enum rule_subject { SUBJECT_PROJECTS, SUBJECT_SATISFACTION };
enum rule_body { BODY_COUNTY, BODY_TOWNSHIP, BODY_STREET, BODY_COMMITTEE };

enum rule_marking {
	MARKING_EACH,	 /* each project: for, against, abstain */
	MARKING_PICK,	 /* a mark for up to `limit` projects */
	MARKING_APPROVE, /* a mark for as many as one likes */
	MARKING_RANK,	 /* 1, 2, 3 … for up to `limit` projects */
	MARKING_GRADES,	 /* satisfaction: one grade per project */
};

enum rule_base { BASE_ALL, BASE_PRESENT, BASE_RETURNED, BASE_VALID, BASE_NONE };
enum rule_selection { SELECT_SEATS, SELECT_MONEY_SKIP, SELECT_MONEY_NO_SKIP, SELECT_MONEY_80 };
enum rule_surplus { SURPLUS_REFUSE, SURPLUS_WARN };
enum rule_over_vote { OVER_BALLOT, OVER_ROW };
enum rule_blank { BLANK_VALID, BLANK_INVALID };
enum rule_tie { TIE_REVOTE, TIE_TAKE_ALL, TIE_DROP_ALL, TIE_PRESIDIUM };
enum rule_shortfall { SHORTFALL_ACCEPT, SHORTFALL_SECOND_ROUND };
enum rule_over_returned { OVER_RETURNED_VOID };
enum rule_publish { PUBLISH_NAMES, PUBLISH_TOTALS, PUBLISH_BALLOTS };
enum rule_yes { RULE_NO, RULE_YES };
enum rule_confirmation { CONFIRM_NONE, CONFIRM_REQUIRED };

/* A line to reach: votes of a base.  Half exclusive is 过半数, half inclusive 半数以上. */
struct fraction {
	int num, den; /* 1 <= num <= den <= 1000; den 0: not set */
	bool inclusive;
};

/* The least whole number of votes that reaches the line. */
int64_t fraction_votes(struct fraction f, int64_t base);

struct fraction_list {
	struct fraction v[GRADES_MAX];
	size_t n;
};

struct word_list {
	struct str v[GRADES_MAX];
	size_t n;
};

struct ruleset {
	struct str name, version, source;
	struct day effective;
	int subject;   /* enum rule_subject, and so on: the table of keys writes ints */
	int body;
	int marking;
	int seats;     /* how many are chosen; with money, 0 */
	int limit;     /* most marks on a ballot; 0 for no limit */
	int selection;
	int64_t ceiling_fen;
	struct fraction quorum; /* of all members, present */
	int pass_base;
	struct fraction pass;
	struct str base_document; /* what allows another base than all members */
	int min_surplus;	  /* 差额: candidates beyond the seats */
	int surplus_short;
	int over_vote;
	int all_blank;
	int tie;
	int shortfall;
	int over_returned;
	int proxies, write_ins;
	int confirmation;
	int publish;
	struct word_list grades;	 /* from best to worst */
	struct fraction_list grade_pass; /* one per grade but the last, of that grade and the better ones together */
	struct str apart;		 /* 不了解: counted, no grade */
	int apart_in_base;
};

/* ---- the table of keys ---- */

enum rule_type { RULE_TEXT, RULE_DAY, RULE_COUNT, RULE_WORD, RULE_FRACTION, RULE_MONEY, RULE_GRADES, RULE_FRACTIONS };

struct rule_word {
	const char *word;  /* in files */
	const char *chinese; /* on the sheet */
};

enum { RULE_WORDS_MAX = 6 };

struct rule_key {
	const char *name, *chinese;
	enum rule_type type;
	size_t offset; /* of the field in struct ruleset */
	int min, max;  /* of a count */
	bool (*applies)(const struct ruleset *r); /* NULL: always */
	const char *where;    /* when it applies, for the message */
	const char *by;	      /* the key that decides whether it applies */
	bool required;
	struct rule_word words[RULE_WORDS_MAX + 1]; /* their place is the value of the enum */
};

extern const struct rule_key ruleset_keys[];
extern const size_t ruleset_key_count;

/* The Chinese of a word key's value: ruleset_word("body", BODY_COUNTY) is 县级人大. */
const char *ruleset_word(const char *key, int value);

/* The base in words: 应到人数 for BASE_ALL. */
const char *ruleset_base_words(int base);

/* ---- reading and writing ---- */

struct preset {
	const char *name;
	const char *text;
};

/* Made at build time from data/rules/NAME.rules; ends with a NULL name. */
extern const struct preset ruleset_presets[];

enum { RULE_KEYS_MAX = 64 };

/* Rules being read, line by line.  Texts live in the arena. */
struct rule_lines {
	struct arena *a;
	struct ruleset r;
	int no; /* the line the next key stands in; the caller sets it, 0 where there are no lines */
	int lines[RULE_KEYS_MAX]; /* where each key was written, or the preset it came with */
	uint64_t seen;	 /* bit per key */
	uint64_t preset; /* keys that only a preset gave so far */
	bool any;
};

void rule_lines_start(struct rule_lines *l, struct arena *a);

/* One "key value", or "preset NAME" before any key; err says what is wrong without the line's number. */
enum rc rule_lines_add(struct rule_lines *l, struct str key, struct str value, struct err *err);

/*
 * Missing keys, defaults, contradictions; *ret only on success.  err begins
 * with the line of the rule that contradicts those before it, or asks for the missing one.
 */
enum rc rule_lines_end(struct rule_lines *l, struct ruleset *ret, struct err *err);

/* A whole rule file. */
enum rc ruleset_read(struct arena *a, struct str text, struct ruleset *ret, struct err *err);
enum rc ruleset_preset(struct arena *a, struct str name, struct ruleset *ret, struct err *err);

/* "rule KEY VALUE\n" for every key that applies: the bytes a fingerprint is made of. */
void ruleset_write(struct buf *out, const struct ruleset *r);

#endif
