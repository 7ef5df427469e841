#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/load.h"
#include "cli/store_opts.h"
#include "ops/op_import.h"
#include "ops/op_project.h"

struct import_opts {
	struct str db, region;
	int year;
	bool dry_run, yes, publish;
	size_t max_size;
};

static const struct opt import_opts[] = {
	{ OPT_TEXT, 0, "db", "URL", "数据库：文件路径或 postgres://…；不写用 $MINSHENG_DB，再没有就是 minsheng.db",
	  offsetof(struct import_opts, db), 0, 4096 },
	{ OPT_INT, 'y', "year", "YEAR", "计划年度；不写就用文件里写的年份", offsetof(struct import_opts, year), 1990,
	  2100 },
	{ OPT_TEXT, 0, "region", "NAME", "县（市、区）的名称；不写就用文件里写的名称",
	  offsetof(struct import_opts, region), 0, 120 },
	{ OPT_FLAG, 'n', "dry-run", NULL, "只看会读出什么、改动什么，不写入", offsetof(struct import_opts, dry_run), 0, 0 },
	{ OPT_FLAG, 0, "yes", NULL, "不再询问就确认；没有看过的疑点保留原文、栏目留空", offsetof(struct import_opts, yes),
	  0, 0 },
	{ OPT_FLAG, 0, "publish", NULL, "确认以后马上公布这一年的清单", offsetof(struct import_opts, publish), 0, 0 },
	{ OPT_SIZE, 0, "max-size", "SIZE", "单个文件的大小上限，如 500M；不写是 200M",
	  offsetof(struct import_opts, max_size), 0, 0 },
	{ 0 },
};

/* One run over the files. */
struct run {
	struct cli *cli;
	const struct import_opts *opts;
	struct store *st;
	struct actor actor;
};

/* ---- what will happen ---- */

static void tell(struct buf *out, const struct import_view *v, const char *file)
{
	const struct import_counts *c = &v->counts;

	buf_printf(out, "%s：%.*s%d年，%zu件、%zu个子项、%zu个节点", file, STR_ARG(v->region.name), v->row.year, c->projects,
		   c->items, c->milestones);
	buf_printf(out, "；新增%zu件，有改动%zu件，相同%zu件\n", c->fresh, c->changed, c->same);
	if (c->open + c->wrong + c->rest > 0)
		buf_printf(out, "  待核对%zu处，检查不符%zu项，未读懂的文字%zu处\n", c->open, c->wrong, c->rest);
	for (size_t i = 0; i < v->questions.n; i++) {
		const struct question *q = &v->questions.v[i];

		if (q->must && !q->settled)
			buf_printf(out, "  %.*s：%.*s\n", STR_ARG(q->at), STR_ARG(q->why));
	}
}

static bool answer_is_yes(void)
{
	char line[16] = "";

	say("确认导入吗？没有核对的地方会留空。输入 y 确认，其他为暂存草稿：");
	return fgets(line, sizeof(line), stdin) != NULL && (line[0] == 'y' || line[0] == 'Y');
}

static enum rc confirm(struct run *r, const struct ask *k, const struct import_ref *ref, struct err *err)
{
	struct import_done done;
	enum rc rc = op_import_confirm(k, ref->region, ref->id, true, &done, err);

	if (rc != RC_OK)
		return rc;
	if (done.nothing)
		buf_printf(&r->cli->out.b, "  没有变化\n");
	else
		buf_printf(&r->cli->out.b, "  已导入：新增%zu件，改动%zu件\n", done.fresh, done.changed);
	if (!r->opts->publish)
		return RC_OK;
	rc = op_publish(k, ref->region, done.programme, true, err);
	if (rc == RC_OK)
		buf_printf(&r->cli->out.b, "  %d年的清单已公布\n", done.year);
	return rc;
}

static enum rc import_read(struct run *r, const struct ask *k, const char *name, const struct import_ref *ref,
			   struct err *err)
{
	struct import_view view = { 0 };
	enum rc rc = op_import_preview(k, ref->region, ref->id, &view, err);

	if (rc != RC_OK)
		return rc;
	tell(&r->cli->out.b, &view, name);
	if (r->opts->dry_run)
		return ref->again ? RC_OK : op_import_drop(k, ref->region, ref->id, err);
	if (view.row.state == IMPORT_CONFIRMED || r->opts->yes)
		return confirm(r, k, ref, err);
	if (isatty(STDIN_FILENO)) {
		out_drain(&r->cli->out, err);
		if (answer_is_yes())
			return confirm(r, k, ref, err);
	}
	buf_printf(&r->cli->out.b, "  已存为草稿；要写入清单，请加 --yes 再运行一次，或在网页“导入”里核对后确认\n");
	return RC_OK;
}

static enum rc one(struct run *r, const char *name, struct err *err)
{
	struct arena *a = arena_new();
	struct ask k = ask_now(r->st, a, &r->actor);
	struct doc_limits limits = DOC_CLI;
	struct buf bytes = BUF_INIT(r->opts->max_size);
	struct import_ref ref;
	enum rc rc;

	limits.file_max = r->opts->max_size;
	rc = load_file(name, &bytes, err);
	if (rc == RC_OK)
		rc = op_import_upload(&k,
				      &(struct import_given){ .file = str_of(strcmp(name, "-") == 0 ? "标准输入" : name),
							      .bytes = buf_text(&bytes),
							      .region_name = r->opts->region,
							      .year = r->opts->year,
							      .limits = &limits },
				      &ref, err);
	if (rc == RC_OK)
		rc = import_read(r, &k, name, &ref, err);
	buf_free(&bytes);
	arena_free(a);
	return err_within(err, rc, "导入「%s」", name);
}

static enum rc import_files(struct run *r, const struct args *files, struct err *err)
{
	enum rc worst = RC_OK;

	for (size_t i = 0; i < files->n; i++) {
		struct err own = { 0 };
		enum rc rc = one(r, files->v[i], &own);

		if (rc == RC_OK)
			continue;
		worst = rc > worst ? rc : worst;
		if (files->n == 1) {
			*err = own;
			return rc;
		}
		say("%s", own.msg);
		if (own.log[0] != '\0' && rc == RC_OUTSIDE)
			say("（细节：%s）", own.log);
	}
	return worst;
}

static enum rc import_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct import_opts opts = { .max_size = DOC_CLI.file_max };
	struct run r = { .cli = cli, .opts = &opts };
	struct arena *a = arena_new();
	struct args files;
	enum rc rc = opts_parse(import_opts, &opts, argc, argv, &files, err);

	if (rc == RC_OK && files.n == 0)
		rc = err_set(err, RC_INPUT, "请写上要导入的文件，如 minsheng import 清单.docx");
	if (rc == RC_OK)
		rc = store_open(db_of(a, opts.db), STORE_CREATE, &r.st, err);
	if (rc == RC_OK) {
		if (store_created(r.st))
			say("新建了数据库「%s」", store_name(r.st));
		r.actor = actor_local(a);
		rc = import_files(&r, &files, err);
	}
	store_close(r.st);
	arena_free(a);
	return rc;
}

const struct command cmd_import = {
	.name = "import",
	.summary = "把清单、台账、报告读入数据库：先存草稿，确认后成为这一年的民生实事",
	.usage = "import FILE… [选项]",
	.more = "同一份文件再导入一次，什么也不会变。\n"
		"\n"
		"例：\n"
		"  minsheng import 任务清单.docx\n"
		"  minsheng import 任务清单.docx --yes --publish --db 示例县.db\n"
		"  minsheng import 台账.xlsx -n\n",
	.opts = import_opts,
	.run = import_run,
};
