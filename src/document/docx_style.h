#ifndef DOCUMENT_DOCX_STYLE_H
#define DOCUMENT_DOCX_STYLE_H

/*
 * Paragraph styles of a docx (word/styles.xml), as far as we read them: the
 * heading level and the list a style puts its paragraphs in, both inherited
 * along basedOn.
 */

#include "document/xml.h"

enum { DOCX_LEVELS = 9, DOCX_NO_LIST = 0 };

/* Properties of a paragraph, its own or its style's; -1 where nothing is said. */
struct docx_ppr {
	struct str style;
	long outline; /* 0–8, 9 for body text */
	long list;    /* numId; 0 takes the paragraph out of a list */
	long ilvl;    /* 0–8 */
	bool mark_deleted; /* the paragraph's end is struck out as a change */
	bool list_from_style;
};

struct docx_style {
	struct str id, name, based_on;
	struct docx_ppr ppr;
};

struct docx_styles {
	struct docx_style *v; /* sorted by id */
	size_t n, cap;
};

/* Reads a w:pPr that was just opened; strings are copied into the arena. */
struct docx_ppr docx_ppr_read(struct xml *x, struct arena *a);

/* Reads word/styles.xml. */
enum rc docx_styles_read(struct arena *a, struct str part, const struct doc_limits *limits,
			 struct docx_styles *ret, struct err *err) NODISCARD;

/* Fills in what the paragraph leaves to its style. */
void docx_ppr_inherit(struct docx_ppr *p, const struct docx_styles *styles);

/* Heading level 1–6, or 0. */
int docx_heading(const struct docx_ppr *p, const struct docx_styles *styles);

#endif
