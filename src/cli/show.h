#ifndef CLI_SHOW_H
#define CLI_SHOW_H

/*
 * The faces of a reading: terminal table, one project explained, CSV, JSON of
 * the blocks.  Each appends to a buffer; the caller sends it.
 */

#include "base/json_write.h"
#include "cli/cli.h"
#include "document/block.h"
#include "model/programme.h"

struct shown {
	struct str file; /* its name as given, valid UTF-8 */
	const struct document *doc;
	const struct programme *programme;
};

/* How much of a reading needs a person. */
struct open_points {
	size_t doubts, failed, holding; /* findings: failed and holding */
	size_t pieces, characters;	/* of the remainder */
};

struct open_points open_points(struct arena *a, const struct shown *s);

/* The table with summary, findings, doubts and remainder. */
void show_programme(struct cli *cli, struct arena *a, const struct shown *s);

/* Everything known about the project with this number and where it stands in the document;
 * RC_INPUT when there is none. */
enum rc show_explain(struct cli *cli, struct arena *a, const struct shown *s, struct str no,
		     struct err *err);

/* One row per milestone, or per item without any; `file` is a column when `with_file` is set. */
void show_csv_head(struct buf *out, bool with_file);
void show_csv(struct buf *out, struct arena *a, const struct shown *s, bool with_file);

/* The array of blocks, as spans count them. */
void show_blocks(struct json *w, const struct document *doc);

#endif
