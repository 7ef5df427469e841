#include <stdio.h>

#include "base/utf8.h"
#include "cli/load.h"
#include "cli/show.h"
#include "cli/table.h"
#include "document/document.h"
#include "model/programme_json.h"
#include "reading/reading.h"

/* The words of --format, in this order. */
enum format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV };

struct read_opts {
	int format; /* enum format */
	int year;
	struct str region, explain;
	bool blocks, strict, personal;
	size_t max_size;
};

static const struct opt read_opts[] = {
	{ OPT_CHOICE, 'f', "format", "table|json|csv",
	  "输出的样子：终端表格、JSON 或 CSV；不写就是表格", offsetof(struct read_opts, format), 0, 0 },
	{ OPT_INT, 'y', "year", "YEAR", "计划年度；不写就用文件里写的年份",
	  offsetof(struct read_opts, year), 1990, 2100 },
	{ OPT_TEXT, 0, "region", "NAME", "县（市、区）的名称；不写就用文件里写的名称",
	  offsetof(struct read_opts, region), 0, 120 },
	{ OPT_TEXT, 0, "explain", "NO", "只看序号为 NO 的一件：每个值是从原文哪里读出来的",
	  offsetof(struct read_opts, explain), 0, 240 },
	{ OPT_FLAG, 0, "blocks", NULL, "JSON 里附上原文的段落和表格，出处按它们编号",
	  offsetof(struct read_opts, blocks), 0, 0 },
	{ OPT_FLAG, 0, "strict", NULL, "有待核对、检查不符或未读懂的文字时，以状态 1 结束",
	  offsetof(struct read_opts, strict), 0, 0 },
	{ OPT_FLAG, 0, "with-personal-data", NULL, "保留电话号码和身份证号；平时一律用 * 遮住",
	  offsetof(struct read_opts, personal), 0, 0 },
	{ OPT_SIZE, 0, "max-size", "SIZE", "单个文件的大小上限，如 500M；不写是 200M",
	  offsetof(struct read_opts, max_size), 0, 0 },
	{ 0 },
};

/* One run of the command. */
struct run {
	struct cli *cli;
	const struct read_opts *opts;
	struct args files;
	struct json json; /* open over all files */
	struct err *drain_err; /* why the output could not be written while a file was shown */
	bool line;	  /* a progress line stands on the terminal */
};

/* ---- one file ---- */

static enum rc read_file(const struct run *r, const char *name, struct arena *a,
			 struct document *doc, struct programme *p, struct err *err)
{
	struct reading_hints hints = { r->opts->year, r->opts->region };
	struct doc_limits limits = DOC_CLI;
	struct buf bytes = BUF_INIT(r->opts->max_size);
	enum rc rc;

	limits.file_max = r->opts->max_size;
	rc = load_file(name, &bytes, err);
	if (rc != RC_OK)
		goto done;
	rc = doc_read(a, buf_text(&bytes), str_of(strcmp(name, "-") == 0 ? "" : name), &limits,
		      doc, err);
	buf_free(&bytes); /* the blocks are copies */
	if (rc != RC_OK)
		goto done;
	if (!r->opts->personal)
		reading_mask(a, doc);
	rc = reading_read(a, doc, hints, p, err);
done:
	buf_free(&bytes);
	return err_within(err, rc, "读取「%s」", strcmp(name, "-") == 0 ? "标准输入" : name);
}

static void show_json(struct run *r, struct arena *a, const struct shown *s)
{
	struct json *w = &r->json;

	json_object(w);
	json_key(w, "file");
	json_str(w, s->file);
	programme_json(w, s->programme, a);
	json_key(w, "covered");
	json_dec(w, (struct dec){ reading_cover(s->doc, s->programme), 3 });
	if (r->opts->blocks) {
		json_key(w, "blocks");
		show_blocks(w, s->doc);
	}
	json_end(w);
}

static void show_json_error(struct run *r, struct arena *a, struct str file, const char *says)
{
	struct json *w = &r->json;

	json_row_object(w);
	json_key(w, "file");
	json_str(w, file);
	json_key(w, "error");
	json_str(w, text_valid(a, str_of(says)));
	json_end(w);
}

static enum rc show(struct run *r, struct arena *a, const struct shown *s, size_t at,
		    struct err *err)
{
	struct buf *out = &r->cli->out.b;

	switch ((enum format)r->opts->format) {
	case FORMAT_JSON:
		show_json(r, a, s);
		break;
	case FORMAT_CSV:
		show_csv(out, a, s, r->files.n > 1);
		break;
	case FORMAT_TABLE:
		if (r->opts->explain.n > 0)
			return show_explain(r->cli, a, s, r->opts->explain, err);
		if (at > 0)
			buf_str(out, STR("\n\n"));
		show_programme(r->cli, a, s);
		break;
	}
	return RC_OK;
}

/* Sends what has gathered of a long result.  After a failure the rest is not written either. */
static void drain(void *to)
{
	struct run *r = to;

	if (r->drain_err->msg[0] == '\0')
		out_drain(&r->cli->out, r->drain_err);
	else
		buf_reset(&r->cli->out.b);
}

/* What --strict thinks of it; says why not. */
static enum rc judge(struct arena *a, const struct shown *s)
{
	struct open_points open = open_points(a, s);

	if (open.doubts + open.failed + open.pieces == 0)
		return RC_OK;
	say("「%.*s」没有全部读通（--strict）：待核对 %zu 处，检查不符 %zu 项，未读懂的文字 %zu 处。",
	    STR_ARG(s->file), open.doubts, open.failed, open.pieces);
	return RC_REFUSED;
}

/* ---- all files ---- */

static void progress(struct run *r, struct arena *a, size_t at, struct str file)
{
	if (!r->cli->err_terminal || r->files.n < 2)
		return;
	fprintf(stderr, "\r\033[K读取 %zu/%zu  %.*s", at + 1, r->files.n,
		STR_ARG(text_short(a, file, 50)));
	fflush(stderr);
	r->line = true;
}

static void progress_clear(struct run *r)
{
	if (!r->line)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	r->line = false;
}

/* Reads and shows one of the files.  Trouble with the file itself is told and returned; *err is
 * set only when the run cannot go on. */
static enum rc one_of(struct run *r, size_t at, struct err *err)
{
	const char *name = r->files.v[at];
	struct arena *a = arena_new();
	struct shown s = { .file = text_valid(a, str_of(name)) };
	struct document doc = { 0 };
	struct programme p = { 0 };
	struct err own = { 0 };
	enum rc rc;

	progress(r, a, at, s.file);
	s.doc = &doc;
	s.programme = &p;
	rc = read_file(r, name, a, &doc, &p, &own);
	progress_clear(r);
	if (rc == RC_OK) {
		rc = show(r, a, &s, at, &own);
		if (rc == RC_OK && r->opts->strict)
			rc = judge(a, &s);
	} else if (r->files.n > 1 && r->opts->format == FORMAT_JSON) {
		show_json_error(r, a, s.file, own.msg);
	}
	if (own.msg[0] != '\0')
		say("%s", own.msg);
	if (own.log[0] != '\0' && rc == RC_OUTSIDE)
		say("（细节：%s）", own.log);
	arena_free(a);
	if (err->msg[0] != '\0' || out_drain(&r->cli->out, err) != RC_OK)
		return RC_OUTSIDE;
	return rc;
}

static enum rc check_usage(const struct read_opts *o, const struct args *files, struct err *err)
{
	size_t standard = 0;

	if (files->n == 0)
		return err_set(err, RC_INPUT,
			       "请写上要读的文件，如 minsheng read 清单.docx；「-」是标准输入");
	for (size_t i = 0; i < files->n; i++)
		standard += strcmp(files->v[i], "-") == 0;
	if (standard > 1)
		return err_set(err, RC_INPUT, "标准输入「-」只能读一次，请去掉多余的「-」");
	if (o->explain.n > 0 && (o->format != FORMAT_TABLE || files->n > 1))
		return err_set(err, RC_INPUT,
			       "选项「--explain」一次只看一份文件，也不能和 json、csv 一起用");
	if (o->blocks && o->format != FORMAT_JSON)
		return err_set(err, RC_INPUT, "选项「--blocks」要和「--format json」一起用");
	return RC_OK;
}

static enum rc run_all(struct run *r, struct err *err)
{
	struct buf *out = &r->cli->out.b;
	bool json = r->opts->format == FORMAT_JSON, array = json && r->files.n > 1;
	enum rc worst = RC_OK;

	r->json = json_start(out, JSON_PRETTY);
	r->json.drain = drain;
	r->json.drain_to = r;
	r->drain_err = err;
	if (array)
		json_array(&r->json);
	if (r->opts->format == FORMAT_CSV)
		show_csv_head(out, r->files.n > 1);
	for (size_t i = 0; i < r->files.n; i++) {
		enum rc rc = one_of(r, i, err);

		worst = rc > worst ? rc : worst;
		if (err->msg[0] != '\0')
			return worst;
	}
	if (array)
		json_end(&r->json);
	if (json && (array || worst <= RC_REFUSED))
		buf_char(out, '\n');
	return worst;
}

static enum rc read_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct read_opts opts = { .max_size = DOC_CLI.file_max };
	struct run r = { .cli = cli, .opts = &opts };
	enum rc rc;

	rc = opts_parse(read_opts, &opts, argc, argv, &r.files, err);
	if (rc == RC_OK)
		rc = check_usage(&opts, &r.files, err);
	if (rc != RC_OK)
		return rc;
	return run_all(&r, err);
}

const struct command cmd_read = {
	.name = "read",
	.summary = "读民生实事的清单、台账和报告，列出读到的内容和检查结果",
	.usage = "read FILE… [选项]",
	.more = "FILE 可以是 docx、xlsx、pdf、html、md、csv、txt；「-」是标准输入。\n"
		"\n"
		"例：\n"
		"  minsheng read 候选项目.docx\n"
		"  minsheng read 台账.xlsx --format csv > 节点.csv\n"
		"  minsheng read 任务清单.pdf --explain 3\n"
		"  minsheng read *.docx --format json --strict\n",
	.opts = read_opts,
	.run = read_run,
};
