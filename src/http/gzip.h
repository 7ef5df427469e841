#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

/*
 * Compressed bodies.  A compressor holds about 270 KB, so a few are kept and
 * lent to whoever writes a page at the moment.
 */

#include "base/buf.h"

enum { GZIP_FAST = 1, GZIP_SMALL = 6 };
enum { GZIP_FROM = 1024 }; /* smaller bodies are sent as they are */

/* Appends the gzip form of `plain`; false when it would not be smaller than plain, and `out` is then unchanged. */
bool gzip_bytes(struct str plain, int level, struct buf *out);

/* Gives back the compressors that nobody uses; at the end of the program. */
void gzip_forget(void);

#endif
