#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/load.h"
#include "cli/serve.h"
#include "cli/store_opts.h"
#include "ops/op_demo.h"
#include "ops/op_import.h"
#include "ops/op_project.h"

/* A store that lives as long as the command: the invented county, or the documents given. */

struct demo_opts {
	bool documents;
	struct serve_opts serve;
};

static const struct opt demo_opts[] = {
	{ OPT_FLAG, 0, "documents", NULL, "不用自带的示例县，读入后面写的文件并公布", offsetof(struct demo_opts, documents), 0, 0 },
	{ OPT_TEXT, 0, "listen", "HOST:PORT", "在哪里监听；不写是 127.0.0.1:8080，只有本机能访问",
	  offsetof(struct demo_opts, serve.listen), 0, 260 },
	{ OPT_TEXT, 0, "prefix", "/PATH", "网址的前缀；不写就没有前缀", offsetof(struct demo_opts, serve.prefix), 0, 200 },
	{ 0 },
};

struct demo {
	struct demo_account_list accounts;
};

/* ---- the documents given ---- */

static enum rc load_one(const struct ask *k, const char *name, int64_t *region, struct err *err)
{
	struct buf bytes = BUF_INIT(DOC_CLI.file_max);
	struct import_ref ref;
	struct import_done done;
	enum rc rc = load_file(name, &bytes, err);

	if (rc == RC_OK)
		rc = op_import_upload(k,
				      &(struct import_given){ .file = str_of(name), .bytes = buf_text(&bytes), .limits = &DOC_CLI },
				      &ref, err);
	if (rc == RC_OK)
		rc = op_import_confirm(k, ref.region, ref.id, true, &done, err);
	if (rc == RC_OK)
		rc = op_publish(k, ref.region, done.programme, true, err);
	if (rc == RC_OK)
		*region = ref.region;
	buf_free(&bytes);
	return err_within(err, rc, "读入「%s」", name);
}

static enum rc load_documents(const struct ask *k, const struct args *files, struct demo *d, struct err *err)
{
	int64_t region = 0;
	size_t loaded = 0;

	for (size_t i = 0; i < files->n; i++) {
		struct err own = { 0 };

		/* one that cannot be read does not hide the others */
		if (load_one(k, files->v[i], &region, &own) == RC_OK)
			loaded++;
		else
			say("%s", own.msg);
	}
	if (loaded == 0)
		return err_set(err, RC_INPUT, "没有读到一份清单，请换别的文件再试");
	return op_demo_accounts(k, region, &d->accounts, err);
}

/* ---- the store ---- */

static void remove_store(const char *folder)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char path[4200];

	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(path, sizeof(path), "%s/demo.db%s", folder, ends[i]);
		unlink(path);
	}
	rmdir(folder);
}

static enum rc make_folder(char folder[4096], struct err *err)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, 4096, "%s/minsheng-demo-XXXXXX", tmp != NULL && tmp[0] == '/' ? tmp : "/tmp");
	if (mkdtemp(folder) != NULL)
		return RC_OK;
	return err_set(err, RC_OUTSIDE, "不能在临时文件夹里新建文件夹，请检查 TMPDIR 和磁盘空间");
}

static void tell_ready(struct cli *cli, const char *address, void *of)
{
	const struct demo *d = of;
	struct buf *out = &cli->out.b;

	buf_printf(out, "演示网页：%s\n登录网页：%slogin\n\n", address, address);
	for (size_t i = 0; i < d->accounts.n; i++) {
		const struct demo_account *a = &d->accounts.v[i];

		buf_printf(out, "账号 %.*s  密码 %.*s  %.*s\n", STR_ARG(a->login), STR_ARG(a->password), STR_ARG(a->says));
	}
	buf_str(out, STR("\n数据都是编的，按 Ctrl+C 停止后清除。\n"));
}

static enum rc serve_demo(struct cli *cli, const struct demo_opts *o, const struct args *files, const char *folder,
			  struct err *err)
{
	struct arena *a = arena_new();
	struct actor actor = actor_local(a);
	struct demo d = { 0 };
	struct store *st = NULL;
	struct ask k;
	enum rc rc = store_open(arena_cstr(a, arena_printf(a, "%s/demo.db", folder)), STORE_CREATE, &st, err);

	if (rc == RC_OK) {
		k = ask_now(st, a, &actor);
		rc = o->documents ? load_documents(&k, files, &d, err) : op_demo(&k, &d.accounts, err);
	}
	if (rc == RC_OK)
		rc = serve_run(cli, &o->serve, st, tell_ready, &d, err);
	store_close(st);
	arena_free(a);
	return rc;
}

static enum rc demo_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct demo_opts o = { .serve = SERVE_OPTS_DEFAULT };
	char folder[4096];
	struct args files;
	enum rc rc = opts_parse(demo_opts, &o, argc, argv, &files, err);

	if (rc == RC_OK && o.documents != (files.n > 0))
		rc = err_set(err, RC_INPUT, o.documents ? "--documents 后面请写上要读入的文件" :
							  "要读入自己的文件，请写 minsheng demo --documents 文件…");
	if (rc == RC_OK)
		rc = make_folder(folder, err);
	if (rc != RC_OK)
		return rc;
	rc = serve_demo(cli, &o, &files, folder, err);
	remove_store(folder);
	return rc;
}

const struct command cmd_demo = {
	.name = "demo",
	.summary = "试一试：带着一个编出来的示例县启动网页服务，账号现成，停止后清除",
	.usage = "demo [--documents FILE…] [选项]",
	.more = "例：\n"
		"  minsheng demo\n"
		"  minsheng demo --documents 任务清单.docx 台账.xlsx\n",
	.opts = demo_opts,
	.run = demo_run,
};
