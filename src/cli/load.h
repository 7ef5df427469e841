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

/*
 * Opens a file to be read piece by piece, of any size: *fd, to be closed with load_close().  RC_INPUT when it is
 * missing, a directory or closed to us.
 */
enum rc load_open(const char *name, int *fd, struct err *err);

/* Up to `size` bytes into `to`; *n is 0 at the end. */
enum rc load_piece(int fd, char *to, size_t size, size_t *n, struct err *err);
void load_close(int fd);

#endif
