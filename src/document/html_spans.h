#ifndef DOCUMENT_HTML_SPANS_H
#define DOCUMENT_HTML_SPANS_H

/*
 * Inline elements that are all there is in a paragraph stand apart on the page:
 *
 *     <span class="lab">责任单位</span><span class="val">县教育局</span>       one blank between the two
 *     <span class="n">1</span><span class="t">口袋公园</span><span …>…      two between the cells of a row
 *
 * Two must be of different classes; three and more are cells whatever their classes.  Only elements with a class
 * count: word processors cut sentences into those without.
 */

#include "base/buf.h"

enum { SPANS_MAX = 24 };

struct spans {
	int inside;	     /* depth of the outermost one that is open, 0 for none */
	size_t count;	     /* in this paragraph */
	bool beside;	     /* text stands outside of them */
	size_t at[SPANS_MAX]; /* where each begins in the text */
	unsigned first, second; /* classes: a number for the name */
};

/* An inline element with a class opens at this depth; the text has `at` bytes so far. */
void spans_open(struct spans *p, const char *class, int depth, size_t at);

/* Text comes; call before it is added. */
static inline void spans_text(struct spans *p)
{
	p->beside = p->beside || p->inside == 0;
}

static inline void spans_close(struct spans *p, int depth)
{
	if (depth <= p->inside)
		p->inside = 0;
}

/* Puts the blanks between them, when there are several and nothing else; ready for the next paragraph. */
void spans_end(struct spans *p, struct buf *text);

#endif
