#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

/*
 * Text for markup: HTML, SVG and XML alike.  What comes out is safe both
 * between tags and inside a quoted attribute.
 *
 *     a<b & "c"      a&lt;b &amp; &quot;c&quot;
 *     broken UTF-8   U+FFFD for each bad byte
 *     control characters other than tab and newline   U+FFFD
 *     characters that turn the direction of text (U+202A–202E, U+2066–2069) are left out:
 *     no Chinese text needs them, and they make a name look like another
 *
 * html/ and draw/ give it the names of their contexts; nobody else calls it.
 */

#include "base/buf.h"

void buf_escaped(struct buf *b, struct str text);

#endif
