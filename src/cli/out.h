#ifndef CLI_OUT_H
#define CLI_OUT_H

/*
 * Standard output, written through one buffer.  Whoever prints appends to
 * out->b; out_flush() sends it.  A reader that went away (`minsheng … | head`)
 * ends the program the way the shell expects, without a message.
 */

#include "base/buf.h"
#include "base/err.h"

struct out {
	struct buf b;
	int fd;
};

/* One result may fill this much memory before it must be cut (2 GiB). */
#define OUT_MAX ((size_t)2 << 30)
#define OUT_INIT(file) { .b = BUF_INIT(OUT_MAX), .fd = (file) }

/* RC_OUTSIDE with a sentence when the disk is full or the like. */
enum rc out_flush(struct out *o, struct err *err);

/* Flushes when much has gathered, so that long lists need little memory. */
enum rc out_drain(struct out *o, struct err *err);

#endif
