#ifndef CLI_LOAD_H
#define CLI_LOAD_H

/*
 * Bytes of a file named on the command line; "-" is standard input.
 */

#include "base/buf.h"
#include "base/err.h"

/* Adds the file's bytes to `bytes`, whose ceiling is the size limit.  RC_INPUT when it is missing,
 * a directory, closed to us, too big or empty; the sentence does not repeat the name. */
enum rc load_file(const char *name, struct buf *bytes, struct err *err);

#endif
