#ifndef READING_FIELD_WORDS_H
#define READING_FIELD_WORDS_H

/*
 * The header and label words of county documents, and the field each stands for.
 *
 * One row per word; most are standard, docs/shapes.md is the source of the
 * rest.  `label` words also stand in front of a colon in prose.  A new word
 * goes into the table of its subject and into tests/cases/headers.txt
 * (script/check-docs compares).  No word stands in two rows.
 */

#include "reading/field.h"

enum { FIELD_WORDS_MAX = 1200 }; /* of all tables; those beyond would not be read, script/check-docs counts them */

struct field_word {
	struct str text;
	uint8_t field; /* enum field */
	bool label;
};

/* Each ends with an empty word. */
extern const struct field_word field_words_work[];
extern const struct field_word field_words_people[];
extern const struct field_word field_words_money[];
extern const struct field_word field_words_progress[];

#endif
