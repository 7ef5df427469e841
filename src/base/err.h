#ifndef BASE_ERR_H
#define BASE_ERR_H

/*
 * One error shape.  A function that can fail returns an enum rc and takes a
 * struct err as its last argument.  The message is one Chinese sentence for
 * the person: where, what is wrong, what to do.  It grows from the inside
 * out: err_within() puts the place in front of what the callee said.  The
 * log half (SQL, paths, library words) is for the operator only.
 *
 * The values of enum rc are the exit statuses of the program.
 */

#include <stdarg.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, v) __attribute__((format(printf, f, v)))

enum rc {
	RC_OK = 0,
	RC_REFUSED = 1, /* a rule says no */
	RC_INPUT = 2,	/* bad input, unusable file, wrong usage */
	RC_OUTSIDE = 3, /* disk, network, memory of the machine */
};

/* What kind of failure it is, for a door that answers in statuses of its own (HTTP). */
enum why {
	WHY_UNSAID,    /* the rc says enough */
	WHY_MISSING,   /* there is no such thing (404) */
	WHY_LOGIN,     /* not logged in, or the session is over (401) */
	WHY_FORBIDDEN, /* the person may not (403) */
	WHY_CONFLICT,  /* somebody else was faster (409) */
	WHY_LATER,     /* too often; later again (429) */
	WHY_BUSY,      /* the store does not answer now (503) */
	WHY_FULL,      /* no room on the disk (507) */
};

struct err {
	char msg[1024];
	char log[512];
	enum why why;
};

/* Sets the sentence and returns rc, so that a failure is one statement. */
enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The same with a kind. */
enum rc err_why(struct err *err, enum rc rc, enum why why, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Notes words for the log; the first note wins, being closest to the cause. */
void err_log(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* With a failing rc, puts the place (and ": ") before the sentence; returns rc. */
enum rc err_within(struct err *err, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Ends the process with one line on standard error and status 3. */
_Noreturn void die(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
