#ifndef RULES_SERIES_H
#define RULES_SERIES_H

/*
 * The mode of figures: cumulative, increment or unknown, solved per series
 * (field practice, "A series", rules 1–4).  A series is keyed by item, sub-plan,
 * unit, what is counted and its stage: 开工6所 never joins 建成3所、6所.
 *
 * Pure: works on model figures alone and serves both the reader and, later,
 * the lights.
 */

#include "model/programme.h"
#include "rules/measure.h"

/*
 * Sets the mode of every milestone figure of the item.  Targets come from
 * item->targets (and its task text through them); money targets from funds.
 */
void series_solve(struct arena *a, struct item *item, const struct funds *funds);

/*
 * The number a series can be held against.  A target of the item, a number in
 * the printed heading of the sub-plan or in the task text, or the planned
 * money.  `n` is in the base unit (rules/measure.h).
 */
struct series_target {
	struct dec n;
	struct str unit;	     /* as printed */
	const struct figure *figure; /* NULL for text and money */
	enum compare cmp;
	int like;  /* LIKE_*: how near its words are to the series' */
	bool akin; /* only akin units: 处 and 座 */
	bool sole; /* no other target of the item has this unit */
};

struct series_target_list {
	struct series_target *v;
	size_t n, cap;
};

/* One figure of a series. */
struct series_point {
	struct figure *figure;
	const struct milestone *milestone;
	size_t place; /* index of the milestone in the item */
	struct dec n; /* in the base unit */
};

/* How the figures meet the target. */
enum series_fit {
	FIT_NONE,
	FIT_LAST,	  /* the last equals it and the series never falls */
	FIT_SUM,	  /* the sum equals it */
	FIT_SUM_AND_LAST, /* the others add up to the last: 30、40、30，全年100 */
	FIT_BEYOND,	  /* never falls, a later milestone closes, and the sum would exceed it */
};

struct series {
	struct series_point *v;
	size_t n, cap;
	struct str sub, what; /* what: the fullest wording */
	struct str unit;      /* as printed when all agree, else the base unit */
	bool printed;	      /* all units agree */
	bool percent, work;   /* a percentage; of work (工程量, 任务, 投资 …) */
	bool money;
	bool recurs;			   /* 每季度X: each figure stands for its own period */
	struct series_target_list targets; /* nearest first */
	/* the target that fits, or with FIT_NONE the only one that can be meant; may be NULL */
	const struct series_target *target;
	enum series_fit fit;
};

struct series_list {
	struct series *v;
	size_t n, cap;
};

/* The series of an item in printed order; modes stay as they are. */
struct series_list series_find(struct arena *a, struct item *item, const struct funds *funds);

/* Sum of the first `count` figures in the base unit; false when it does not fit. */
bool series_sum(const struct series *s, size_t count, struct dec *ret);

/* True when a figure is below the one before it. */
bool series_falls(const struct series *s, size_t count);

/* How near two figures' wordings are (LIKE_*); a telling stage (绿化, 大中修) counts as wording. */
int figures_like(const struct figure *a, const struct figure *b);

/* For series_find(): fills targets, target and fit. */
void series_targets(struct arena *a, struct series *s, const struct item *item,
		    const struct funds *funds);

#endif
