#include "cli/count_file.h"

/* The words of --format, in this order. */
enum format { FORMAT_TEXT, FORMAT_JSON };

struct count_opts {
	int format; /* enum format */
	struct str rules, explain;
	bool seal, compare;
};

static const struct opt count_opts[] = {
	{ OPT_CHOICE, 'f', "format", "text|json", "输出的样子：结果报告单或 JSON；不写就是报告单",
	  offsetof(struct count_opts, format), 0, 0 },
	{ OPT_TEXT, 0, "rules", "FILE", "规则文件，或一套内置规则的名称；用于计票表和 .pb 文件",
	  offsetof(struct count_opts, rules), 0, 4096 },
	{ OPT_TEXT, 0, "explain", "NO", "只看编号为 NO 的一项：结果是怎样算出来的",
	  offsetof(struct count_opts, explain), 0, 240 },
	{ OPT_FLAG, 0, "compare", NULL, "比较两份文件（两名计票人员各录一份），列出不同之处",
	  offsetof(struct count_opts, compare), 0, 0 },
	{ OPT_FLAG, 0, "seal", NULL, "把逐张录入的计票表封成选票文件，写到标准输出",
	  offsetof(struct count_opts, seal), 0, 0 },
	{ 0 },
};

/* One run of the command. */
struct run {
	struct cli *cli;
	const struct count_opts *opts;
	struct args files;
	const struct ruleset *given; /* --rules, or NULL */
	struct json json;	     /* open over all files */
};

static enum rc show(struct run *r, struct arena *a, struct count_loaded *l, size_t at, struct err *err)
{
	struct buf *out = &r->cli->out.b;

	if (r->opts->seal)
		return count_seal(a, l, out, err);
	if (r->opts->format == FORMAT_JSON) {
		if (l->kind == COUNT_PB)
			show_pb_json(&r->json, a, l->counted.file, &l->pb, r->files.n > 1);
		else
			show_count_json(&r->json, &l->counted, r->files.n > 1);
		return RC_OK;
	}
	if (at > 0)
		buf_str(out, STR("\n\n"));
	if (r->opts->explain.n > 0 && l->kind == COUNT_PB)
		return show_pb_explain(r->cli, a, &l->pb, r->opts->explain, err);
	if (r->opts->explain.n > 0)
		return show_count_explain(r->cli, a, &l->counted, r->opts->explain, err);
	if (l->kind == COUNT_PB)
		show_pb(r->cli, a, l->counted.file, &l->pb);
	else
		show_count(r->cli, a, &l->counted);
	return RC_OK;
}

static void show_error(struct run *r, struct arena *a, struct str file, const char *says)
{
	struct json *w = &r->json;

	json_row_object(w);
	json_key(w, "file");
	json_str(w, file);
	json_key(w, "error");
	json_str(w, text_valid(a, str_of(says)));
	json_end(w);
}

/* Counts and shows one of the files.  Trouble with the file itself is told and returned; *err is
 * set only when the run cannot go on. */
static enum rc one_of(struct run *r, size_t at, struct err *err)
{
	const char *name = r->files.v[at];
	const char *said = strcmp(name, "-") == 0 ? "标准输入" : name;
	struct arena *a = arena_new();
	struct count_loaded l = { 0 };
	struct err own = { 0 };
	enum rc rc = count_load(a, name, r->given, &l, &own);

	l.counted.file = text_valid(a, str_of(said));
	if (rc == RC_OK)
		rc = show(r, a, &l, at, &own);
	if (rc != RC_OK) {
		err_within(&own, rc, "计票「%s」", said);
		if (r->files.n > 1 && r->opts->format == FORMAT_JSON)
			show_error(r, a, l.counted.file, own.msg);
		say("%s", own.msg);
		if (own.log[0] != '\0' && rc == RC_OUTSIDE)
			say("（细节：%s）", own.log);
	} else if (l.counted.result.validity != VOTE_HOLDS) {
		rc = RC_REFUSED;
	}
	arena_free(a);
	if (out_drain(&r->cli->out, err) != RC_OK)
		return RC_OUTSIDE;
	return rc;
}

static enum rc check_usage(const struct count_opts *o, const struct args *files, struct err *err)
{
	size_t standard = 0;

	if (o->compare && (files->n != 2 || o->seal || o->explain.n > 0 || o->format == FORMAT_JSON))
		return err_set(err, RC_INPUT, "选项「--compare」后面写两份文件，也不和别的输出一起用");
	if (files->n == 0)
		return err_set(err, RC_INPUT,
			       "请写上要计票的文件，如 minsheng count 选票.ballots；「-」是标准输入");
	for (size_t i = 0; i < files->n; i++)
		standard += strcmp(files->v[i], "-") == 0;
	if (standard > 1)
		return err_set(err, RC_INPUT, "标准输入「-」只能读一次，请去掉多余的「-」");
	if (o->explain.n > 0 && (o->format == FORMAT_JSON || files->n > 1))
		return err_set(err, RC_INPUT, "选项「--explain」一次只看一份文件，也不能和 json 一起用");
	if (o->seal && (o->format == FORMAT_JSON || o->explain.n > 0 || files->n > 1))
		return err_set(err, RC_INPUT, "选项「--seal」一次只封一份文件，也不能和别的输出一起用");
	return RC_OK;
}

static enum rc run_all(struct run *r, struct err *err)
{
	struct buf *out = &r->cli->out.b;
	bool json = r->opts->format == FORMAT_JSON, array = json && r->files.n > 1;
	enum rc worst = RC_OK;

	r->json = json_start(out, JSON_PRETTY);
	if (array)
		json_array(&r->json);
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

static enum rc count_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct count_opts opts = { 0 };
	struct run r = { .cli = cli, .opts = &opts };
	struct arena *a = arena_new();
	struct ruleset given;
	enum rc rc;

	rc = opts_parse(count_opts, &opts, argc, argv, &r.files, err);
	if (rc == RC_OK)
		rc = check_usage(&opts, &r.files, err);
	if (rc == RC_OK && opts.rules.n > 0) {
		rc = count_rules(a, opts.rules, &given, err);
		r.given = &given;
	}
	if (rc == RC_OK && opts.compare)
		rc = count_compare(cli, a, r.files.v[0], r.files.v[1], r.given, err);
	else if (rc == RC_OK)
		rc = run_all(&r, err);
	arena_free(a);
	return rc;
}

const struct command cmd_count = {
	.name = "count",
	.summary = "计票：选票文件、计票表、Pabulib 的 .pb 文件，给出结果报告单和理由",
	.usage = "count FILE… [选项]，或 count --compare FILE FILE",
	.more = "FILE 是选票文件、计票表或 .pb 文件，按第一行分辨；「-」是标准输入。\n"
		"\n"
		"内置规则：shaanxi（逐项、差额）、pick（限额选取）、approve（不限额）、rank（排序）、\n"
		"street（街道票选）、satisfaction（满意度，按应到）、satisfaction-present（按实到）、\n"
		"satisfaction-four（四个等次）、satisfaction-apart（不了解另列）。\n"
		"各项规则和文件格式见 docs/count.zh-CN.md。\n"
		"\n"
		"例：\n"
		"  minsheng count 票决.ballots\n"
		"  minsheng count 计票表.txt --rules 票决办法.rules\n"
		"  minsheng count 票决.ballots --explain 3\n"
		"  minsheng count *.pb --format json\n",
	.opts = count_opts,
	.run = count_run,
};
