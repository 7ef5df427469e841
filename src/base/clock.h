#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/*
 * What time it is.  Read by doors and jobs only; below them time is an
 * argument.  The people's days are those of UTC+8.
 *
 * Builds with -Dtesting=true take the date from the file named by
 * MINSHENG_CLOCK_FILE ("2025-04-08", read anew each time); release builds
 * refuse to start with it.
 */

#include "base/day.h"

/* Milliseconds since 1970, UTC, by the wall clock. */
int64_t clock_now(void);

/*
 * The same, but no step of the wall clock after the program's start moves it:
 * the start's wall clock plus the monotonic time since.  For sessions.
 */
int64_t clock_steady(void);

/* The day it is at `ms` in UTC+8; clock_today() now. */
struct day clock_day(int64_t ms);
struct day clock_today(void);

/* "2025-04-08 09:05" in UTC+8. */
struct str clock_str(struct arena *a, int64_t ms);

#endif
