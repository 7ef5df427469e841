#ifndef READING_FIELD_WORDS_H
#define READING_FIELD_WORDS_H

/* The header and label words of county documents, and the field each stands for. */

#include "reading/field.h"

enum { FIELD_WORDS_MAX = 1200 };

struct field_word {
	struct str text;
	uint8_t field; /* enum field */
	bool label;
};

extern const struct field_word field_words[];
extern const size_t field_words_n;

#endif
