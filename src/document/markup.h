#ifndef DOCUMENT_MARKUP_H
#define DOCUMENT_MARKUP_H

/*
 * Scraps of HTML inside text: cells copied from web pages into Markdown, CSV
 * or TSV keep them.
 *
 *     <p>3月底前完成；</p> <p>牵头：县住建局</p>     two lines
 *     一季度<br/>二季度&nbsp;完成                    two lines, entities read
 *     5<8、<5年                                      unchanged: not a tag
 */

#include <stdint.h>

#include "base/arena.h"

/* Text without marks; s itself when there is nothing to remove.  Lines are trimmed, empty ones go. */
struct str markup_text(struct arena *a, struct str s);

/* Trims the lines of p in place and takes out empty ones; returns the new length. */
size_t markup_tidy(char *p, size_t n);

/* The length of the entity at byte i of s ("&amp;", "&#8212;"), 0 for none; *ret is its character. */
size_t markup_entity(struct str s, size_t i, uint32_t *ret);

/* What an HTML tag at byte i means for text. */
enum markup_tag {
	MARKUP_NONE,  /* not a tag: text */
	MARKUP_BREAK, /* <br>, <p>, <div> …: a line ends */
	MARKUP_INLINE /* <b>, <span> …, comments: nothing */
};

enum markup_tag markup_tag(struct str s, size_t i, size_t *length);

#endif
