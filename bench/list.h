#ifndef BENCH_LIST_H
#define BENCH_LIST_H

/*
 * A county list as long as one likes: a flattened table (one cell a line
 * behind a tab, a blank line between rows, the header again on every page),
 * the form in which most published lists reach us as text.  All of it is
 * invented; projects count on from 1, places, figures and dates vary with the
 * number, so that no two rows are the same.
 */

#include "base/buf.h"

/* Appends rows until the list has at least this many bytes; returns the number of projects. */
size_t bench_list(struct buf *out, size_t bytes);

#endif
