#ifndef DOCUMENT_DOCX_NUMBER_H
#define DOCUMENT_DOCX_NUMBER_H

/*
 * Automatic numbers of a docx (word/numbering.xml).  Project numbers are
 * often typed by Word, not by the clerk, and stand nowhere in the text:
 *
 *     numId 3, level 0, "%1、"   chineseCounting    一、 二、 三、
 *     numId 3, level 1, "（%2）" chineseCounting    （一） （二） 二、 （一）
 *     numId 5, level 0, "第%1条" decimal            第1条 第2条
 *
 * Lists that share an abstract list count on together, unless one of them
 * restarts a level.  Bullets and formats we do not know have no label: an
 * empty string, never a guess.
 */

#include "document/docx_style.h"

struct docx_numbers;

/* Reads word/numbering.xml; *ret lives in the arena. */
enum rc docx_numbers_read(struct arena *a, struct str part, const struct doc_limits *limits,
			  struct docx_numbers **ret, struct err *err) NODISCARD;

/*
 * Counts one paragraph, in reading order, and returns its label as it is
 * printed; empty without one.  The properties are complete (inherited).
 * `numbers` may be NULL.
 */
struct str docx_number_next(struct docx_numbers *numbers, struct arena *a,
			    const struct docx_ppr *ppr);

#endif
