#include "document/pdf.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/child.h"
#include "document/decode.h"
#include "document/pdf_page.h"

enum {
	HEAD_BYTES = 1024, /* where "%PDF-" may stand behind what a server put before it */
	TAIL_BYTES = 2048,
	NOT_ALLOWED = 3, /* pdftotext's status when the author forbade copying */
	TOOL_PATH_MAX = 4096,
	WALL_PER_CPU_SECOND = 4, /* a busy machine takes longer than the CPU time */
};

bool doc_is_pdf(struct str bytes)
{
	struct str head = str_cut(bytes, 0, bytes.n < HEAD_BYTES ? bytes.n : HEAD_BYTES);
	struct str tail = str_from(bytes, bytes.n > TAIL_BYTES ? bytes.n - TAIL_BYTES : 0);

	if (str_starts(str_trim(head), STR("%PDF-")))
		return true;
	return str_has(head, STR("%PDF-")) && str_has(tail, STR("%%EOF"));
}

/* The first program of this name on the path of this machine, as an absolute path. */
static bool find_tool(const char *name, char path[TOOL_PATH_MAX])
{
	const char *dirs = getenv("PATH");

	for (dirs = dirs ? dirs : "/usr/bin:/bin"; *dirs != '\0';) {
		size_t n = strcspn(dirs, ":");

		if (dirs[0] == '/' && n < TOOL_PATH_MAX - 16) {
			snprintf(path, TOOL_PATH_MAX, "%.*s/%s", (int)n, dirs, name);
			if (access(path, X_OK) == 0)
				return true;
		}
		dirs += n + (dirs[n] == ':');
	}
	return false;
}

/* Why pdftotext gave up. */
static enum rc refuse(const struct child_result *r, struct str bytes, struct err *err)
{
	bool exited = r->end == CHILD_EXITED;

	err_log(err, "pdftotext: end %d, status %d", (int)r->end, r->status);
	if (exited && (r->status == CHILD_NO_TOOL || r->status == CHILD_NOT_CONFINED))
		return err_set(err, RC_OUTSIDE,
			       "读取 PDF 的程序 pdftotext 无法启动；请稍后再试，或请管理员查看日志");
	if (!exited && !(r->end == CHILD_KILLED && r->status == SIGSEGV))
		return err_set(err, RC_INPUT,
			       "这份 PDF 太大或太复杂，在限定的时间和内存内读不完；"
			       "请另存为 docx，或拆成几个文件再试");
	if (exited && r->status == NOT_ALLOWED)
		return err_set(err, RC_INPUT,
			       "这份 PDF 不允许复制文字；请向制作单位要不加限制的版本");
	if (str_has(bytes, STR("/Encrypt")))
		return err_set(err, RC_INPUT, "这份 PDF 有打开密码；请取消密码后再上传");
	return err_set(err, RC_INPUT, "这份 PDF 已损坏，打不开；请重新导出后再上传");
}

/* What the tool writes about the PDF on its standard input. */
static enum rc run_tool(const char *name, const char *const *args, struct str bytes, const struct doc_limits *limits,
			struct buf *out, struct err *err)
{
	struct child_job job = {
		.args = args,
		.input = &bytes,
		.input_n = 1,
		.seekable = true,
		.wall_ms = limits->cpu_seconds * 1000 * WALL_PER_CPU_SECOND,
		.tool_limits = { .memory = limits->memory_max, .cpu_seconds = limits->cpu_seconds },
	};
	struct child_result result;
	char tool[TOOL_PATH_MAX];
	enum rc rc;

	if (!find_tool(name, tool))
		return err_set(err, RC_OUTSIDE, "读取 PDF 要用的 %s 没有安装；请管理员安装软件包 poppler-utils", name);
	job.tool = tool;
	rc = child_run(&job, out, &result, err);
	if (rc != RC_OK)
		return rc;
	return result.end == CHILD_EXITED && result.status == 0 ? RC_OK : refuse(&result, bytes, err);
}

/* The lines that the pages draw; none when they cannot be had: the words are read all the same. */
static void read_lines(struct arena *a, struct str bytes, const struct doc_limits *limits, struct pdf_drawing *ret)
{
	static const char *const args[] = { "-q", "-origpagesizes", "-svg", "-", "-", NULL };
	struct buf out = BUF_INIT(limits->text_max);
	struct err unsaid = { 0 };

	if (run_tool("pdftocairo", args, bytes, limits, &out, &unsaid) == RC_OK)
		pdf_lines_of_svg(a, buf_text(&out), ret);
	buf_free(&out);
}

/* The pages as words with places. */
static enum rc read_words(struct arena *a, struct str bytes, const struct doc_limits *limits, struct pdf_text *ret, struct err *err)
{
	static const char *const args[] = { "-q", "-cropbox", "-tsv", "-enc", "UTF-8", "-", "-", NULL };
	struct buf out = BUF_INIT(limits->text_max);
	struct str tsv;
	enum rc rc = run_tool("pdftotext", args, bytes, limits, &out, err);

	if (rc == RC_OK)
		rc = doc_decode(a, buf_text(&out), &tsv, err);
	if (rc == RC_OK)
		pdf_words_of_tsv(a, tsv, ret);
	buf_free(&out);
	return rc;
}

static bool is_empty(const struct pdf_text *text)
{
	for (size_t i = 0; i < text->n; i++)
		if (text->v[i].n > 0)
			return false;
	return true;
}

enum rc doc_parse_pdf(struct arena *a, struct str bytes, const struct doc_limits *limits,
		      struct document *ret, struct err *err)
{
	struct arena *scratch = arena_new();
	struct pdf_drawing drawing = { 0 };
	struct pdf_text words = { 0 };
	enum rc rc = read_words(scratch, bytes, limits, &words, err);

	if (rc == RC_OK && is_empty(&words))
		rc = err_set(err, RC_INPUT, "这份 PDF 是扫描件，里面没有文字；请上传文字版"
					    "（docx、xlsx 或能复制文字的 PDF）");
	if (rc == RC_OK) {
		read_lines(scratch, bytes, limits, &drawing);
		rc = pdf_blocks(a, &words, &drawing, limits, ret, err);
	}
	arena_free(scratch);
	return rc;
}
