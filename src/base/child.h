#ifndef BASE_CHILD_H
#define BASE_CHILD_H

/*
 * A child process with nothing to lose, for work on bytes nobody vouches for.
 * It is this program again (/proc/self/exe), started with other arguments:
 * bytes in on fd 0, a result out on fd 1, nothing else open.
 *
 *     static const char *const args[] = { "--child", "document", "upload", NULL };
 *     struct child_job job = { .args = args, .input = pieces, .input_n = 2,
 *                              .wall_ms = 20000 };
 *     rc = child_run(&job, &out, &result, err);
 *     if (rc == RC_OK && result.end == CHILD_EXITED && result.status == 0) ...
 *
 * The child calls child_confine() before it reads the first byte.  From then
 * on it can compute, allocate up to its limit, read fd 0 and write fd 1, and
 * nothing else: no file, no socket, no process, no executable memory.  A call
 * outside that ends it with SIGSYS.
 *
 * A job with a `tool` runs another program (pdftotext) between the two: the
 * child of ours confines itself in a wider way (installed programs and their
 * tables stay readable; other files, writing and the network do not) and turns
 * into the tool.
 */

#include "base/buf.h"

struct child_limits {
	size_t memory; /* bytes of address space, 0 for no limit; not kept in sanitizer builds */
	unsigned cpu_seconds; /* 0 for no limit */
};

struct child_job {
	const char *const *args; /* after argv[0], ending with NULL */
	const struct str *input; /* pieces of fd 0, one after the other */
	size_t input_n;
	unsigned wall_ms;
	bool seekable; /* fd 0 is a file in memory, not a socket */

	const char *tool; /* absolute path of another program; args are then its own */
	struct child_limits tool_limits;
};

enum child_end {
	CHILD_EXITED, /* status is its exit status */
	CHILD_KILLED, /* status is the signal */
	CHILD_LATE,   /* still running at the deadline; killed by us */
	CHILD_FULL,   /* wrote more than out->max; killed by us */
};

struct child_result {
	enum child_end end;
	int status;
};

/*
 * Runs the job to its end and leaves what it wrote in `out`, whatever the end.
 * RC_OUTSIDE when it cannot be started; every other end is in *ret.  Leaves
 * no process and no descriptor behind.  Threads may call it at the same time.
 */
enum rc child_run(const struct child_job *job, struct buf *out, struct child_result *ret,
		  struct err *err) NODISCARD;

/* Gives up everything but the limits.  To be called once, in the child, before the first byte. */
enum rc child_confine(struct child_limits limits, struct err *err) NODISCARD;

/*
 * What `minsheng --child tool MEMORY SECONDS PROGRAM [ARG…]` does; argv starts
 * at MEMORY.  Returns only when the tool cannot be started.
 */
int child_tool_main(char **argv);

/* For tests: another program than this one; it must answer `--child` as this one does. */
void child_set_program(const char *path);

enum { CHILD_NOT_CONFINED = 120, CHILD_NO_TOOL = 127 }; /* exit statuses */

#endif
