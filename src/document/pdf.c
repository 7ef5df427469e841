#include "document/pdf.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/child.h"
#include "document/decode.h"
#include "document/text.h"

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

/* The first pdftotext on the path of this machine, as an absolute path. */
static bool find_tool(char path[TOOL_PATH_MAX])
{
	const char *dirs = getenv("PATH");

	for (dirs = dirs ? dirs : "/usr/bin:/bin"; *dirs != '\0';) {
		size_t n = strcspn(dirs, ":");

		if (dirs[0] == '/' && n < TOOL_PATH_MAX - 16) {
			snprintf(path, TOOL_PATH_MAX, "%.*s/pdftotext", (int)n, dirs);
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

/* The layout as UTF-8, form feeds between pages. */
static enum rc run_tool(struct str bytes, const struct doc_limits *limits, struct buf *out,
			struct err *err)
{
	static const char *const args[] = { "-q", "-layout", "-enc", "UTF-8", "-", "-", NULL };
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

	if (!find_tool(tool))
		return err_set(err, RC_OUTSIDE,
			       "读取 PDF 要用的 pdftotext 没有安装；请管理员安装软件包 poppler-utils");
	job.tool = tool;
	rc = child_run(&job, out, &result, err);
	if (rc != RC_OK)
		return rc;
	return result.end == CHILD_EXITED && result.status == 0 ? RC_OK :
								  refuse(&result, bytes, err);
}

enum rc doc_parse_pdf(struct arena *a, struct str bytes, const struct doc_limits *limits,
		      struct document *ret, struct err *err)
{
	struct buf out = BUF_INIT(limits->text_max);
	struct document doc;
	struct str text;
	enum rc rc = run_tool(bytes, limits, &out, err);

	if (rc != RC_OK)
		goto done;
	rc = doc_decode(a, buf_text(&out), &text, err);
	if (rc != RC_OK)
		goto done;
	if (str_trim(text).n == 0) {
		rc = err_set(err, RC_INPUT, "这份 PDF 是扫描件，里面没有文字；请上传文字版"
					    "（docx、xlsx 或能复制文字的 PDF）");
		goto done;
	}
	rc = doc_parse_lines(a, text, limits, &doc, err);
	if (rc == RC_OK) {
		doc.format = DOC_PDF;
		*ret = doc;
	}
done:
	buf_free(&out);
	return rc;
}
