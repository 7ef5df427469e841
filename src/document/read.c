/*
 * doc_read() and its child.  What goes to the child on fd 0:
 *
 *     u64(file_max) u64(text_max) u32(name bytes) name file
 *
 * lowest byte first, and what comes back on fd 1 is a frame (frame.h).  The
 * child confines itself before it reads the first of these bytes.  A PDF is
 * read by pdftotext, which a confined process could not start, so it has a
 * confined child of its own (pdf.h).
 */

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/child.h"
#include "document/document.h"
#include "document/frame.h"
#include "document/libraries.h"
#include "document/pdf.h"

enum { HEAD = 20, NAME_MAX_BYTES = 1024 };

static const char cut_short[] =
	"文件内容过大或结构异常，读取被中止；请另存为新文件，或拆成几个文件后再试";

static void put(char *p, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		p[i] = (char)(n & 255);
}

static uint64_t get(const char *p, int bytes)
{
	uint64_t n = 0;

	for (int i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

/* A frame has at least the text, and 20 bytes for each cell or line of it. */
static size_t frame_max(const struct doc_limits *limits)
{
	size_t n = limits->text_max * 4;

	return n < limits->text_max || n > UINT32_MAX ? UINT32_MAX : n;
}

static const char *end_name(enum child_end end)
{
	static const char *const names[] = { "exited", "killed by signal", "past the deadline",
					     "too much output" };

	return names[end];
}

/* What it means for the person that the child ended like this. */
static enum rc outcome(struct arena *a, const struct child_result *r, const struct buf *out,
		       struct document *ret, struct err *err)
{
	if (r->end == CHILD_EXITED && r->status == 0)
		return frame_read(a, buf_text(out), ret, err);
	err_log(err, "document child: %s, status %d", end_name(r->end), r->status);
	if (r->end == CHILD_EXITED && r->status != RC_OUTSIDE)
		return err_set(err, RC_OUTSIDE,
			       "读取文件的子进程没有正常工作；请再试一次，仍不行请联系管理员");
	/* out of memory or time, or brought down by the file: none of it is the machine's fault */
	return err_set(err, RC_INPUT, "%s", cut_short);
}

enum rc doc_read(struct arena *a, struct str bytes, struct str name,
		 const struct doc_limits *limits, struct document *ret, struct err *err)
{
	bool large = limits->memory_max == 0 || limits->memory_max > DOC_UPLOAD.memory_max;
	const char *const args[] = { "--child", "document", large ? "cli" : "upload", NULL };
	struct str pieces[3];
	struct child_job job = { .args = args, .input = pieces, .input_n = COUNT(pieces) };
	struct buf out = BUF_INIT(frame_max(limits));
	struct child_result result;
	char head[HEAD];
	enum rc rc;

	/* these need no parser: the checks of size and emptiness, and the PDF's own child */
	if (bytes.n == 0 || bytes.n > limits->file_max || doc_is_pdf(bytes))
		return doc_parse(a, bytes, name, limits, ret, err);
	if (name.n > NAME_MAX_BYTES)
		name = str_from(name, name.n - NAME_MAX_BYTES);
	put(head, limits->file_max, 8);
	put(head + 8, limits->text_max, 8);
	put(head + 16, name.n, 4);
	pieces[0] = (struct str){ head, HEAD };
	pieces[1] = name;
	pieces[2] = bytes;
	/* a busy machine may take a few times the CPU time */
	job.wall_ms = (limits->cpu_seconds * 4 + 10) * 1000;
	rc = child_run(&job, &out, &result, err);
	if (rc == RC_OK)
		rc = outcome(a, &result, &out, ret, err);
	buf_free(&out);
	return rc;
}

static bool write_out(struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.n);

		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

/* Splits what the parent sent and parses it. */
static enum rc parse_input(struct arena *a, struct str in, struct doc_limits limits,
			   struct document *ret, struct err *err)
{
	struct str name;

	if (in.n < HEAD)
		return err_set(err, RC_OUTSIDE, "读取文件的子进程没有收到内容；请再试一次");
	limits.file_max = get(in.p, 8);
	limits.text_max = get(in.p + 8, 8);
	name.n = get(in.p + 16, 4);
	name.p = in.p + HEAD;
	if (name.n > NAME_MAX_BYTES || name.n > in.n - HEAD)
		return err_set(err, RC_OUTSIDE, "读取文件的子进程没有收到内容；请再试一次");
	return doc_parse(a, str_from(in, HEAD + name.n), name, &limits, ret, err);
}

int doc_child_main(const struct doc_limits *limits)
{
	/* the parent has checked the size; memory is what counts here */
	struct buf in = BUF_INIT((size_t)INT32_MAX), out = BUF_INIT(frame_max(limits));
	struct document doc;
	struct arena *a;
	struct err err = { 0 };
	enum rc rc;

	doc_libraries();
	if (child_confine((struct child_limits){ limits->memory_max, limits->cpu_seconds }, &err) != RC_OK)
		return CHILD_NOT_CONFINED;
	if (!buf_read_fd(&in, STDIN_FILENO))
		return RC_OUTSIDE;
	a = arena_new();
	rc = parse_input(a, buf_text(&in), *limits, &doc, &err);
	if (rc == RC_OK)
		rc = frame_write(&out, &doc, &err);
	if (rc != RC_OK) {
		buf_reset(&out);
		frame_write_refusal(&out, rc, &err);
	}
	/* nothing is freed: the process ends here */
	return write_out(buf_text(&out)) ? 0 : RC_OUTSIDE;
}
