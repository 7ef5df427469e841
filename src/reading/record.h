#ifndef READING_RECORD_H
#define READING_RECORD_H

/*
 * One project as the document sets it out, before its words are read: fields
 * with their text, row by row.  Tables, cards and prose all end here, and
 * everything after works on records alone.
 */

#include "reading/columns.h"

struct value {
	enum field field;
	bool inherited;	      /* from a merged cell that began in an earlier row */
	struct str label;     /* header or label, folded */
	struct text text;     /* tight */
	struct zh_when *when; /* FIELD_PERIOD, else NULL */
	int64_t money_unit;
	struct str said; /* put together from cells: what to print instead of the text */
};

struct value_list {
	struct value *v;
	size_t n, cap;
};

/* One sub-item: a row of the project. */
struct row {
	struct value_list values;
};

struct row_list {
	struct row *v;
	size_t n, cap;
};

struct record {
	struct str no;	  /* digits, or empty */
	struct text no_text; /* where they stand */
	struct text name; /* empty when the task names it */
	struct text group; /* heading or cell of the group it stands under, empty when none */
	struct row_list rows;
	struct piece_list pieces; /* all its source text, for the remainder */
	uint32_t block;		  /* where it begins */
	uint32_t cols;		  /* columns of its table, 0 for cards and prose */
	bool prose;
	bool merges; /* its table says which cells are merged */
};

struct record_list {
	struct record *v;
	size_t n, cap;
};

/* Appends the records of a table. */
void records_of_grid(struct arena *a, const struct grid *g, const struct columns *cs,
		     struct record_list *ret);

/* Appends the records of label/value cards; false when the grid is no such card. */
bool records_of_card(struct arena *a, const struct grid *g, int year, struct record_list *ret);

/* A grid with a project per column: labels down the first column. */
bool grid_is_turned(struct arena *a, const struct grid *g, int year);

/* The first value of a field in the row, or NULL. */
const struct value *row_value(const struct row *r, enum field f);

/* Has it a value that only a project of a list has: no count, state, place or remark. */
bool record_says(const struct record *r);

/* Adds a value with its pieces to the record's last row. */
struct value *record_add(struct arena *a, struct record *r, enum field f, struct str label,
			 struct text text);

#endif
