#ifndef READING_RECUR_ATOMS_H
#define READING_RECUR_ATOMS_H

/*
 * The smallest things that may recur: lines, and what labels or numbers cut
 * out of a long paragraph whose line ends were lost.
 */

#include "reading/field.h"
#include "reading/kind.h"
#include "reading/reading.h"
#include "reading/text.h"

struct atom {
	uint32_t block;
	struct text text; /* folded, tight */
	uint32_t mark;	  /* the symbol it begins with, 0 for none */
	int style, number; /* its numbering */
	size_t skip;	  /* bytes of mark and numbering */
	struct str label; /* a word set apart, known or not; empty for none */
	enum field field; /* of a known label */
	bool unit;	  /* that word is a unit: "县住建局：改造12个小区" */
	size_t value;	  /* where what it says begins */
	enum cell_kind kind; /* of that */
	int level;	  /* heading level of the format, 0 for none */
	bool apart;	  /* a blank line above */
	bool inner;	  /* cut out of its line, behind its beginning */
};

struct atom_list {
	struct atom *v;
	size_t n, cap;
	int card; /* the last number alone on its line */
};

/* The atoms of the document's paragraphs up to the closing of the letter; none when there are too many to try ways on. */
struct atom_list atoms_of(struct arena *a, const struct document *doc);

/* What the atom says, behind mark, numbering and label. */
static inline struct str atom_says(const struct atom *x)
{
	return str_from(x->text.s, x->value);
}

#endif
