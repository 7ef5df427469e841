#ifndef MODEL_STANDING_H
#define MODEL_STANDING_H

/*
 * Where a project stands on a day, from its milestones alone: how many are
 * reached, which is next, which are late.  Lights come from other rules; this
 * is what a page may say before a unit has reported anything.  Pure.
 */

#include "model/programme.h"

struct standing {
	size_t milestones, met;
	size_t due;			 /* due before today */
	size_t late;			 /* due before today and not met */
	const struct milestone *next;	 /* the first open one due today or later, or NULL */
	const struct item *next_item;	 /* the item it belongs to */
	const struct milestone *overdue; /* the oldest one that is late, or NULL */
	const struct item *overdue_item;
	const struct milestone *last_met; /* the latest one met, or NULL */
};

struct standing project_standing(const struct project *p, struct day today);

/* In the words of a person: 候选、储备、未开始、实施中、已完成、已终止. */
const char *project_state_label(enum project_state state);

/* The word of the store and of the JSON: "candidate" …, "" as read. */
const char *project_state_word(enum project_state state);
bool project_state_parse(struct str word, enum project_state *ret);

#endif
