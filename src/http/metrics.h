#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

/*
 * Counters of the server: how many requests, how they ended, how long they
 * took.  Nothing in them tells who asked or what for.
 */

#include <stdatomic.h>
#include <stdint.h>

#include "base/buf.h"

enum { METRICS_BUCKETS = 9 };

struct metrics {
	atomic_ullong by_class[6]; /* [2] is 2xx … */
	atomic_ullong took[METRICS_BUCKETS + 1];
	atomic_ullong took_us;
	atomic_ullong refused_early; /* crowded */
	atomic_ullong cut;	     /* connections ended at a deadline */
};

void metrics_count(struct metrics *m, int code, int64_t us);

#endif
