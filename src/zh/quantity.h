#ifndef ZH_QUANTITY_H
#define ZH_QUANTITY_H

/*
 * Numbers with their measure: "累计建成示范村15个" is 15 个, what 示范村,
 * stage 建成, total.  Durations, ages, school years, road and document
 * numbers, ranks and standards (80元/人, 每户4000元) are not quantities.
 *
 * Text is folded (zh/fold.h) and without time words in front where the
 * caller knows them; spans are bytes of that text.
 */

#include "base/dec.h"

enum zh_compare { ZH_EXACT, ZH_AT_LEAST, ZH_ABOVE, ZH_AT_MOST, ZH_ABOUT, ZH_ASPIRE };

struct zh_quantity {
	struct dec n;	  /* as printed: 0.8 of 0.8万人次 */
	struct str unit;  /* as printed: 万人次; "个" of 5个村 */
	struct str what;  /* what is counted, as near as the clause says; may be empty */
	struct str stage; /* 开工 建成 新增 …; may be empty */
	enum zh_compare cmp;
	bool total;    /* 累计、总数、共、达到全年任务的: contains earlier ones */
	bool period;   /* 本月、当季、新完成: that period only */
	bool standard; /* per person, per household: not a count */
	bool money;    /* the measure is 元 */
	bool work;     /* a percentage of work: 工程量、任务、投资、开工率、竣工率 */
	size_t from, to; /* number and unit */
};

struct zh_quantity_list {
	struct zh_quantity *v;
	size_t n, cap;
};

/* Appends every quantity of s in order. */
void zh_quantities(struct arena *a, struct str s, struct zh_quantity_list *ret);

/* Length of the measure word at byte i, 0 for none; longest first. */
size_t zh_measure_at(struct str s, size_t i);

#endif
