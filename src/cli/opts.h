#ifndef CLI_OPTS_H
#define CLI_OPTS_H

/*
 * Options as a table; help and manual are printed from the same rows.
 *
 *     static const struct opt read_opts[] = {
 *             { OPT_INT, 'y', "year", "YEAR", "计划年度", offsetof(struct read_opts, year),
 *               .min = 1990, .max = 2100 },
 *             { OPT_FLAG, 0, "strict", NULL, "…", offsetof(struct read_opts, strict) },
 *             { 0 },
 *     };
 *
 * Understood: --year=2025, --year 2025, -y 2025, -y2025, -y=2025.  "-" is an
 * argument (standard input), "--" ends the options, options may stand between
 * arguments.  Every error names the option as it was typed and says what is
 * accepted.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum opt_type {
	OPT_END,
	OPT_FLAG,   /* bool */
	OPT_INT,    /* int, within min and max */
	OPT_TEXT,   /* struct str, at most max bytes when max is set */
	OPT_CHOICE, /* int: the place of the word in `value`, "table|json|csv" */
	OPT_SIZE,   /* size_t in bytes: 512K, 200M, 1G */
};

struct opt {
	enum opt_type type;
	char letter; /* 0 for none */
	const char *name;
	const char *value; /* what help calls the value; the words of a choice */
	const char *help;
	size_t offset; /* of the field in the command's struct */
	int64_t min, max;
};

/* What is left of the command line: pointers into argv. */
struct args {
	const char **v;
	size_t n;
};

/*
 * Fills the fields of `into` and moves the other arguments to the front of
 * argv, where *rest points.  RC_INPUT with a sentence on a wrong option.
 */
enum rc opts_parse(const struct opt *table, void *into, int argc, const char **argv,
		   struct args *rest, struct err *err);

/* The options as lines of help, wrapped to `width` columns. */
void opts_help(struct buf *out, const struct opt *table, size_t width);

/* The word of `words` (count of them) closest to `typed`, or NULL when none is close. */
const char *nearest_word(const char *typed, const char *const *words, size_t count);

#endif
