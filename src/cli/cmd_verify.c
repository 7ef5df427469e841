#include "cli/cli.h"
#include "cli/store_opts.h"
#include "store/verify.h"

struct verify_opts {
	struct str db;
};

static const struct opt verify_opts[] = {
	{ OPT_TEXT, 0, "db", "URL", "数据库：文件路径或 postgres://…；不写用 $MINSHENG_DB，再没有就是 minsheng.db",
	  offsetof(struct verify_opts, db), 0, 4096 },
	{ 0 },
};

static size_t print(struct buf *out, const struct verdict_list *l)
{
	size_t wrong = 0;

	for (size_t i = 0; i < l->n; i++) {
		buf_printf(out, "%s %.*s：%.*s\n", l->v[i].ok ? "✓" : "✗", STR_ARG(l->v[i].what), STR_ARG(l->v[i].says));
		wrong += !l->v[i].ok;
	}
	return wrong;
}

static enum rc verify_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct verify_opts opts = { 0 };
	struct arena *a = arena_new();
	struct verdict_list l = { 0 };
	struct store *st = NULL;
	struct args rest;
	size_t wrong = 0;
	enum rc rc = opts_parse(verify_opts, &opts, argc, argv, &rest, err);

	if (rc == RC_OK && rest.n > 0)
		rc = err_set(err, RC_INPUT, "verify 不需要文件名；数据库用 --db 写明");
	if (rc == RC_OK)
		rc = store_open(db_of(a, opts.db), STORE_READ, &st, err);
	if (rc == RC_OK)
		rc = store_verify(st, a, &l, err);
	if (rc == RC_OK)
		wrong = print(&cli->out.b, &l);
	if (rc == RC_OK && wrong > 0) {
		say("有%zu项不对：请停止修改，保留现场，用备份核对", wrong);
		rc = RC_REFUSED;
	}
	store_close(st);
	arena_free(a);
	return rc;
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = "核对数据库：结构、关联、操作记录的链条、每一项内容、每一份文件",
	.usage = "verify [--db URL]",
	.more = "每项检查一行。链头请抄一份放在别处：记录的末尾若被整段删去，只有对照才看得出来。\n",
	.opts = verify_opts,
	.run = verify_run,
};
