#ifndef DOCUMENT_HTML_H
#define DOCUMENT_HTML_H

/*
 * A web page → blocks, as a reader sees it: hidden parts, scripts and menus
 * to choose from are left out, everything else is kept in order.
 *
 * - <p>, <div>, <li>, <br> … end a paragraph; empty ones are dropped; white
 *   space collapses, a line end between two Chinese characters vanishes, and
 *   &nbsp; is a space that stays.
 * - Items of <ol> get their number as text ("1."), unless they bring one.
 * - Tables become grids (grid.h); those that only arrange the page dissolve.
 *
 * The text is already UTF-8 (doc_decode); what the page declares is ignored.
 * Parsing is streaming, never a tree.  Refused: 256 levels of elements, 64
 * of tables, too much text, too many cells.
 */

#include "document/document.h"

enum rc doc_parse_html(struct arena *a, struct str text, const struct doc_limits *limits,
		       struct document *ret, struct err *err);

/* True when the text is a page, or a piece of one. */
bool doc_looks_html(struct str text);

#endif
