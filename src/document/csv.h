#ifndef DOCUMENT_CSV_H
#define DOCUMENT_CSV_H

/*
 * Reads delimited records one field at a time (RFC 4180).
 *
 *     struct csv r = { .s = text, .delimiter = ',' };
 *     while (r.at < r.s.n) {
 *             do
 *                     more = csv_field(&r, &f);
 *             while (more);
 *     }
 *
 * A quote counts only at the start of a field and only when its partner is
 * followed by a delimiter, a line end or the end; otherwise the field is
 * literal, quotes and all: Chinese prose begins with quotes too.
 */

#include "base/arena.h"

struct csv {
	struct str s;
	size_t at;
	char delimiter;
	size_t line_end; /* where the line of `at` ends, once csv_field() has looked */
};

struct csv_field {
	struct str text; /* inside the quotes; points into s */
	bool doubled;	 /* quotes inside are still doubled */
};

/* Reads the field at r->at; true when another field of this record follows. */
bool csv_field(struct csv *r, struct csv_field *ret);

/* What a record holds; r moves past it. */
struct csv_record {
	size_t fields;
	size_t filled; /* number of the last field that is not empty, from 1; 0 when all are */
};

struct csv_record csv_record(struct csv *r);

/* The field as a cell shows it: quotes single, <br> and <p> as line ends, ends trimmed. */
struct str csv_text(struct arena *a, struct csv_field f);

#endif
