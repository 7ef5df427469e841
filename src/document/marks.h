#ifndef DOCUMENT_MARKS_H
#define DOCUMENT_MARKS_H

/*
 * Takes Markdown's inline marks out of a line or cell.
 *
 *     **（一）新区中学建设工程。**缓解…      （一）新区中学建设工程。缓解…
 *     见[附件](a.html)、`代码`、~~旧~~        见附件、代码、旧
 *     139****2046、3*5米、张**、____元        unchanged: masks, products, blanks
 *     一季度<br>二季度                        two lines
 *
 * Chinese authors set ** next to Chinese punctuation, where CommonMark sees
 * no emphasis; here a mark opens before anything but closing punctuation and
 * closes after anything but opening punctuation.
 */

#include "base/arena.h"

/* s itself when nothing is to remove; otherwise a copy, with '\n' where the text breaks. */
struct str marks_text(struct arena *a, struct str s);

#endif
