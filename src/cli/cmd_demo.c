#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
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
	bool documents;
	struct ask k;
	struct demo_account_list accounts;
	int64_t *regions; /* each once */
	size_t regions_n;
};

/* ---- the documents given ---- */

static void keep_region(struct demo *d, int64_t region)
{
	for (size_t i = 0; i < d->regions_n; i++)
		if (d->regions[i] == region)
			return;
	d->regions[d->regions_n++] = region;
}

/* A document that does not say its county or its year is shown all the same: as 示例县's, of this year. */
static enum rc upload(struct demo *d, const char *name, struct str bytes, struct import_ref *ret, struct err *err)
{
	struct import_given given = { .file = str_of(name), .bytes = bytes, .limits = &DOC_CLI };
	enum rc rc = op_import_upload(&d->k, &given, ret, err);

	for (int with = 1; rc == RC_INPUT && with <= 3; with++) {
		struct err again = { 0 };

		given.region_name = with & 1 ? STR("示例县") : STR("");
		given.year = with & 2 ? d->k.today.year : 0;
		rc = op_import_upload(&d->k, &given, ret, &again);
		if (rc == RC_OK) {
			*err = (struct err){ 0 };
			say("「%s」没有写明%s，演示中当作%s", name, with == 1 ? "县名" : with == 2 ? "年份" : "县名和年份",
			    with == 1 ? "示例县" : with == 2 ? "今年" : "示例县今年");
		}
	}
	return rc;
}

static enum rc load_one(struct demo *d, const char *name, struct err *err)
{
	struct buf bytes = BUF_INIT(DOC_CLI.file_max);
	struct import_ref ref;
	struct import_done done;
	enum rc rc = load_file(name, &bytes, err);

	if (rc == RC_OK)
		rc = upload(d, name, buf_text(&bytes), &ref, err);
	if (rc == RC_OK)
		rc = op_import_confirm(&d->k, ref.region, ref.id, true, &done, err);
	if (rc == RC_OK)
		rc = op_publish(&d->k, ref.region, done.programme, true, err);
	if (rc == RC_OK)
		keep_region(d, ref.region);
	buf_free(&bytes);
	return err_within(err, rc, "读入「%s」", name);
}

static enum rc load_documents(struct demo *d, const struct args *files, struct err *err)
{
	d->regions = arena_alloc(d->k.a, files->n * sizeof(*d->regions));
	for (size_t i = 0; i < files->n && !serve_stop_asked(); i++) {
		struct err own = { 0 };

		/* one that cannot be read does not hide the others */
		if (load_one(d, files->v[i], &own) != RC_OK)
			say("%s", own.msg);
	}
	if (serve_stop_asked())
		return RC_OK;
	if (d->regions_n == 0)
		return err_set(err, RC_INPUT, "没有读到一份清单，请换别的文件再试");
	return op_demo_accounts(&d->k, d->regions, d->regions_n, &d->accounts, err);
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

/* Text and blanks up to the width of the longest of its column. */
static void put_column(struct buf *out, struct str s, size_t width)
{
	buf_str(out, s);
	for (size_t w = utf8_width(s); w < width + 2; w++)
		buf_char(out, ' ');
}

static void tell_ready(struct cli *cli, const char *address, void *of)
{
	const struct demo *d = of;
	struct buf *out = &cli->out.b;
	size_t login = 4, password = 4;

	buf_printf(out, "公开网页：%s\n登录网页：%slogin\n\n", address, address);
	for (size_t i = 0; i < d->accounts.n; i++) {
		size_t l = utf8_width(d->accounts.v[i].login), p = utf8_width(d->accounts.v[i].password);

		login = l > login ? l : login;
		password = p > password ? p : password;
	}
	put_column(out, STR("账号"), login);
	put_column(out, STR("密码"), password);
	buf_str(out, STR("能做什么\n"));
	for (size_t i = 0; i < d->accounts.n; i++) {
		put_column(out, d->accounts.v[i].login, login);
		put_column(out, d->accounts.v[i].password, password);
		buf_str(out, d->accounts.v[i].says);
		buf_char(out, '\n');
	}
	buf_str(out, d->documents ? STR("\n按 Ctrl+C 停止，停止后清除；您的文件不变。\n") :
				    STR("\n数据都是编的，按 Ctrl+C 停止后清除。\n"));
}

static enum rc serve_demo(struct cli *cli, const struct demo_opts *o, const struct args *files, const char *folder,
			  struct err *err)
{
	struct arena *a = arena_new();
	struct actor actor = actor_local(a);
	struct demo d = { .documents = o->documents };
	struct store *st = NULL;
	enum rc rc = store_open(arena_cstr(a, arena_printf(a, "%s/demo.db", folder)), STORE_CREATE, &st, err);

	if (rc == RC_OK) {
		if (cli->err_terminal)
			say("正在准备，要几秒钟…");
		d.k = ask_now(st, a, &actor);
		rc = o->documents ? load_documents(&d, files, err) : op_demo(&d.k, &d.accounts, err);
	}
	if (rc == RC_OK && !serve_stop_asked())
		rc = serve_run(cli, &o->serve, st, tell_ready, &d, err);
	store_close(st);
	arena_free(a);
	return rc;
}

static enum rc check_files(const struct demo_opts *o, const struct args *files, struct err *err)
{
	if (o->documents && files->n == 0)
		return err_set(err, RC_INPUT, "--documents 后面请写上要读入的文件");
	if (!o->documents && files->n > 0)
		return err_set(err, RC_INPUT, "要读入自己的文件，请写 minsheng demo --documents %s", files->v[0]);
	return RC_OK;
}

static enum rc demo_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct demo_opts o = { .serve = SERVE_OPTS_DEFAULT };
	char folder[4096];
	struct args files;
	enum rc rc = opts_parse(demo_opts, &o, argc, argv, &files, err);

	if (rc == RC_OK)
		rc = check_files(&o, &files, err);
	if (rc != RC_OK)
		return rc;
	serve_hold_signals();
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
