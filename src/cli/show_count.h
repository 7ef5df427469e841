#ifndef CLI_SHOW_COUNT_H
#define CLI_SHOW_COUNT_H

/*
 * The faces of a count: the result sheet (计票结果报告单), one project explained,
 * JSON (docs/format.md).  Each appends to the command's output.
 */

#include "base/json_write.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "rules/ballot_file.h"
#include "rules/pb.h"
#include "rules/result.h"

/* A counted ballot file or teller sheet. */
struct counted {
	struct str file; /* its name as given, valid UTF-8 */
	struct vote_file vote;
	struct equation_list equations;
	struct result result;
};

/* The sheet that the scrutineers sign. */
void show_count(struct cli *cli, struct arena *a, const struct counted *c);

/* How one project's result came about; RC_INPUT when there is none with this number. */
enum rc show_count_explain(struct cli *cli, struct arena *a, const struct counted *c, struct str no,
			   struct err *err);

/* One object. */
void show_count_json(struct json *w, const struct counted *c, bool with_file);

/* The same faces of a .pb file. */
void show_pb(struct cli *cli, struct arena *a, struct str file, const struct pb *pb);
enum rc show_pb_explain(struct cli *cli, struct arena *a, const struct pb *pb, struct str id, struct err *err);
void show_pb_json(struct json *w, struct arena *a, struct str file, const struct pb *pb, bool with_file);

/* ---- shared ---- */

/* "标签  text", wrapped and indented under itself; nothing for empty text. */
void show_label(struct cli *cli, struct arena *a, const char *label, enum style style, struct str text);

/* "县级人民代表大会 · 逐项赞成、反对、弃权 · 候选 12 项，应选 10 项 · …" */
struct str show_manner(struct arena *a, const struct ruleset *r, size_t candidates);

/* What the rows of one candidate held: "赞成 15 + 反对 2 + …". */
struct str show_marks(struct arena *a, const struct ruleset *r, const struct count_row *row);

#endif
