#ifndef READING_FIT_H
#define READING_FIT_H

/*
 * How well a line fits a column, in tenths of a point.  These weights lay
 * flattened tables over their header (flat.c); they were set by hand on
 * reshaped documents (tests/reading/reshape) and hold for the whole table,
 * so a single odd cell does not matter.
 */

#include "reading/field.h"
#include "reading/kind.h"

struct fit_facts {
	enum cell_kind kind;
	int number;	/* CELL_NUMBER: which, else -1 */
	bool in_sequence; /* that number continues the numbering */
	bool progress;	/* 已、正在、累计 */
	bool steps;	/* begins with 加快、继续、完成 … : a next step */
	bool trouble;	/* 困难、滞后、未下达 … : a problem */
	bool money;	/* speaks of 财政、资金、万元 */
	bool duty;	/* 牵头、配合 */
	bool closed;	/* ends in 。；or ! */
	bool dated;	/* begins with a time */
	bool has_time;
	bool total;	/* 合计、总计 */
	bool verb;	/* begins with 新建、实施、开展 … : a task */
	size_t chars;
};

struct fit_facts fit_look(struct str folded);

/* Marks numbers that continue the numbering. */
void fit_sequence(struct fit_facts *facts, size_t n);

int fit_score(enum field f, const struct fit_facts *facts);

/* For a further line of the same cell. */
int fit_further(enum field f, const struct fit_facts *facts);

/* Cost of leaving a column empty. */
int fit_skip(enum field f);

/* Cost of a line staying in the cell of the line before it; INT_MAX: never. */
int fit_stay(enum field f, const struct fit_facts *last, const struct fit_facts *now,
	     bool after_gap);

#endif
