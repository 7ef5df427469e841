#ifndef CLI_CLI_H
#define CLI_CLI_H

/*
 * Commands.  Each lives in one cmd_*.c and shows itself by a struct command,
 * listed in main.c; help comes from these rows and from the option tables.
 * A command writes its results through `out` and its messages to people with
 * say(); it returns the program's exit status and prints no error itself.
 */

#include "base/err.h"
#include "base/version.h"
#include "cli/opts.h"
#include "cli/out.h"

struct cli {
	struct out out;	   /* standard output */
	size_t width;	   /* columns to write in */
	bool colour;	   /* standard output shows colours */
	bool err_terminal; /* standard error is a terminal */
};

struct command {
	const char *name;
	const char *summary; /* one line in the list of commands */
	const char *usage;   /* what follows the program's name */
	const char *more;    /* examples and notes after the options, or NULL */
	const struct opt *opts;
	enum rc (*run)(struct cli *cli, int argc, const char **argv, struct err *err);
};

extern const struct command cmd_read;
extern const struct command cmd_count;
extern const struct command cmd_import;
extern const struct command cmd_verify;
extern const struct command cmd_serve;
extern const struct command cmd_demo;

/* A line on standard error; control characters are shown as '?'. */
void say(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
