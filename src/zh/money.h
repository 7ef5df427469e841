#ifndef ZH_MONEY_H
#define ZH_MONEY_H

/*
 * Amounts of money: 1450万元、1.26亿元、约13余万元、1860 (in a 万元 column).
 * Everything is fen; text is folded (zh/fold.h).
 */

#include "zh/quantity.h"

enum { FEN_PER_YUAN = 100 };

struct zh_money {
	int64_t fen;
	enum zh_compare cmp;
	int scale;     /* decimals printed before 万 or 亿, for rounding */
	bool standard; /* per person, per household */
	size_t from, to;
};

struct zh_money_list {
	struct zh_money *v;
	size_t n, cap;
};

/* Every amount that says 元 (or 万, 亿 right before a boundary), in order. */
void zh_moneys(struct arena *a, struct str s, struct zh_money_list *ret);

/*
 * What one plain number means in a column: 10000 for a header with "(万元)",
 * 1 for "(元)", 100000000 for 亿元, 0 when the header says nothing.
 */
int64_t zh_money_unit(struct str header);

/* A cell that is one bare number, in yuan × unit; false for anything else. */
bool zh_money_bare(struct str cell, int64_t unit_yuan, struct zh_money *ret);

#endif
