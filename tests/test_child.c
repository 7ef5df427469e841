/*
 * Child processes and what they may not do.  This test is its own child: with
 * `--child` it plays the part named by the next argument.
 */

#define _GNU_SOURCE /* MAP_ANONYMOUS, dprintf */
#include "office_made.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <linux/landlock.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* The parts a child can play */

static int play_echo(void)
{
	char b[70000];
	ssize_t n;

	while ((n = read(0, b, sizeof(b))) > 0)
		for (ssize_t at = 0, w; at < n; at += w)
			if ((w = write(1, b + at, (size_t)(n - at))) <= 0)
				return 1;
	return 0;
}

static int play_flood(void)
{
	static const char b[65536];

	while (write(1, b, sizeof(b)) > 0)
		;
	return 0;
}

static int play_open(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 ? 0 : 1;
}

static int play_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? 2 : 1;
}

static int play_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid < 0 ? 2 : 1;
}

static int play_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 2 : 1;
}

static int play_exec(void)
{
	char *const argv[] = { NULL };

	execv("/bin/true", argv);
	return 2;
}

static int play_memory(void)
{
	size_t n = (size_t)1 << 30;
	char *p = malloc(n);

	return p == NULL ? 3 : (memset(p, 1, n), 1);
}

static int play_spin(void)
{
	for (volatile unsigned long i = 1; i > 0; i++)
		;
	return 1;
}

static int play_sleep(void)
{
	/* before it confines itself: afterwards it may not even sleep */
	pause();
	return 1;
}

static int play_quiet(void)
{
	close(1);
	return play_sleep();
}

static int play_files(void)
{
	char out[32];
	int n = 0;
	DIR *d = opendir("/proc/self/fd");

	while (readdir(d) != NULL)
		n++;
	n -= 3; /* ".", ".." and the directory itself */
	return write(1, out, (size_t)snprintf(out, sizeof(out), "%d", n)) > 0 ? 0 : 1;
}

static int play_abort(void)
{
	abort();
}

static const struct {
	const char *name;
	int (*play)(void);
	bool confined;
} parts[] = {
	{ "echo", play_echo, true },	 { "flood", play_flood, true },	  { "open", play_open, true },
	{ "socket", play_socket, true }, { "fork", play_fork, true },	  { "code", play_code, true },
	{ "exec", play_exec, true },	 { "memory", play_memory, true }, { "spin", play_spin, true },
	{ "sleep", play_sleep, false },	 { "quiet", play_quiet, false },  { "files", play_files, false },
	{ "abort", play_abort, false },
};

static int child(int argc, char **argv)
{
	struct err err = { 0 };

	if (argc > 3 && strcmp(argv[2], "tool") == 0)
		return child_tool_main(argv + 3);
	if (argc > 3 && strcmp(argv[2], "document") == 0)
		return doc_child_main(strcmp(argv[3], "upload") == 0 ? &DOC_UPLOAD : &DOC_CLI);
	for (size_t i = 0; i < COUNT(parts) && argc > 2; i++) {
		if (strcmp(parts[i].name, argv[2]) != 0)
			continue;
		if (parts[i].confined &&
		    child_confine((struct child_limits){ (size_t)256 << 20, 1 }, &err) != RC_OK)
			return CHILD_NOT_CONFINED;
		return parts[i].play();
	}
	return 99;
}

/* The tests */

static struct child_result run(const char *part, struct str input, struct buf *out, unsigned wall_ms)
{
	const char *const args[] = { "--child", part, NULL };
	struct child_job job = { .args = args, .input = &input, .input_n = 1, .wall_ms = wall_ms };
	struct child_result r;
	struct err err = { 0 };

	assert_int_equal(child_run(&job, out, &r, &err), RC_OK);
	return r;
}

static void moves_bytes_both_ways(void **state)
{
	struct arena *a = arena_new();
	struct str in = repeat(a, "0123456789abcdef", 1 << 20);
	struct buf out = BUF_INIT((size_t)17 << 20);
	struct child_result r = run("echo", in, &out, 20000);

	(void)state;
	assert_int_equal(r.end, CHILD_EXITED);
	assert_int_equal(r.status, 0);
	assert_true(str_eq(buf_text(&out), in));
	buf_free(&out);
	arena_free(a);
}

static void survives_a_child_that_does_not_listen(void **state)
{
	struct arena *a = arena_new();
	struct str in = repeat(a, "x", 4 << 20);
	struct buf out = BUF_INIT(100);

	(void)state;
	assert_int_equal(run("open", in, &out, 20000).end, CHILD_EXITED);
	buf_free(&out);
	arena_free(a);
}

/* How each part must end. */
static void tells_ends_apart(void **state)
{
	static const struct { const char *part; unsigned wall_ms; enum child_end end; int status; bool sandbox; } rows[] = {
		{ "flood", 20000, CHILD_FULL, 0, false },
		{ "sleep", 100, CHILD_LATE, 0, false },
		{ "quiet", 100, CHILD_LATE, 0, false },
		{ "spin", 20000, CHILD_KILLED, SIGXCPU, false },
		{ "abort", 20000, CHILD_KILLED, SIGABRT, false },
		{ "nothing", 20000, CHILD_EXITED, 99, false },
		{ "open", 20000, CHILD_EXITED, 0, false },
		{ "memory", 20000, CHILD_EXITED, 3, true },
		{ "socket", 20000, CHILD_KILLED, SIGSYS, true },
		{ "fork", 20000, CHILD_KILLED, SIGSYS, true },
		{ "code", 20000, CHILD_KILLED, SIGSYS, true },
		{ "exec", 20000, CHILD_KILLED, SIGSYS, true },
	};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out = BUF_INIT(1 << 20);
		struct child_result r;

		if (rows[i].sandbox && SANITIZED)
			continue; /* no filter and no memory limit in such builds */
		r = run(rows[i].part, STR(""), &out, rows[i].wall_ms);
		if (r.end != rows[i].end || r.status != rows[i].status) {
			print_error("%s: end %d status %d\n", rows[i].part, r.end, r.status);
			wrong++;
		}
		buf_free(&out);
	}
	assert_int_equal(wrong, 0);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no process left */
}

static void leaks_no_descriptor(void **state)
{
	int extra = open("/dev/null", O_RDONLY); /* not close-on-exec: the child must not get it */
	struct buf out = BUF_INIT(100);
	int before = dup(0), after;

	(void)state;
	close(before);
	run("files", STR(""), &out, 20000);
	assert_true(str_eq(buf_text(&out), STR("3")));
	after = dup(0);
	close(after);
	close(extra);
	assert_int_equal(before, after);
	buf_free(&out);
}

/* Says so where a kernel cannot hold a tool away from files. */
static bool has_landlock(void)
{
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0)
		return true;
	print_message("skipped: this kernel has no Landlock\n");
	return false;
}

static void runs_tools(void **state)
{
	static const char *const cat[] = { "-", NULL };
	static const char *const copy[] = { "/usr/bin/env", "/tmp/minsheng-test-child", NULL };
	static const char *const read_etc[] = { "/etc/hostname", NULL };
	struct str in = STR("民生");
	struct child_job job = { .tool = "/bin/cat", .args = cat, .input = &in, .input_n = 1, .wall_ms = 20000,
				 .seekable = true, .tool_limits = { (size_t)256 << 20, 2 } };
	struct buf out = BUF_INIT(1000);
	struct child_result r;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(child_run(&job, &out, &r, &err), RC_OK);
	assert_int_equal(r.end, CHILD_EXITED);
	assert_int_equal(r.status, 0);
	assert_true(str_eq(buf_text(&out), in));
	job.args = read_etc; /* not even what everybody may read */
	assert_int_equal(child_run(&job, &out, &r, &err), RC_OK);
	assert_true(!has_landlock() || (r.end == CHILD_EXITED && r.status == 1));
	job.tool = "/bin/cp"; /* may read what is installed, may not write */
	job.args = copy;
	assert_int_equal(child_run(&job, &out, &r, &err), RC_OK);
	assert_true((SANITIZED && !has_landlock()) || r.end != CHILD_EXITED || r.status != 0);
	job.tool = "/no/such/program";
	assert_int_equal(child_run(&job, &out, &r, &err), RC_OK);
	assert_int_equal(r.status, CHILD_NO_TOOL);
	child_set_program("/no/such/program");
	assert_int_equal(child_run(&job, &out, &r, &err), RC_OUTSIDE);
	child_set_program("/proc/self/exe");
	unlink("/tmp/minsheng-test-child");
	buf_free(&out);
}

static struct str read_out(struct arena *a, struct str bytes, struct str name)
{
	struct document doc;
	struct err err = { 0 };
	enum rc rc = doc_read(a, bytes, name, &DOC_UPLOAD, &doc, &err);

	return rc == RC_OK ? written_out(a, &doc) : arena_printf(a, "%d %s", rc, err.msg);
}

static void reads_documents(void **state)
{
	struct arena *a = arena_new();
	struct part docx[] = { { "word/document.xml", STR(W_DOC("<w:p><w:r><w:t>民生实事</w:t></w:r></w:p>")) } };
	struct str whole = zip_of(a, docx, 1);
	int wrong = 0;

	(void)state;
	wrong += differs("docx", read_out(a, whole, STR("")), "P0 民生实事\n");
	wrong += differs("txt", read_out(a, STR("一\n二\n"), STR("a.txt")), "P0 一\nP0 二\n");
	/* GB18030 goes through a library's converter, which must not need a file */
	wrong += differs("GB18030", read_out(a, STR("\xC3\xF1\xC9\xFA\xCA\xB5\xCA\xC2\n"), STR("a.txt")), "P0 民生实事\n");
	wrong += differs("html", read_out(a, STR("<html><body><p>民生</p></body></html>"), STR("a.html")), "P0 民生\n");
	wrong += differs("cut off", read_out(a, str_cut(whole, 0, whole.n / 2), STR("a.docx")),
			 "2 文件不完整或已损坏，无法打开；请重新下载，或用 Word、WPS 打开后另存为新文件再试");
	assert_int_equal(wrong, 0);
	arena_free(a);
}

/* Puts a shell script in the child's place and returns what the person is told. */
static struct str told_after(struct arena *a, const char *script)
{
	char path[] = "/tmp/minsheng-test-XXXXXX";
	int fd = mkstemp(path);
	struct str said;

	assert_true(fd >= 0 && dprintf(fd, "#!/bin/sh\n%s\n", script) > 0 && fchmod(fd, 0700) == 0);
	close(fd);
	child_set_program(path);
	said = read_out(a, STR("x"), STR("a.txt"));
	child_set_program("/proc/self/exe");
	unlink(path);
	return said;
}

#define CUT_SHORT "2 文件内容过大或结构异常，读取被中止；请另存为新文件，或拆成几个文件后再试"

static void says_one_sentence_for_every_end(void **state)
{
	struct arena *a = arena_new();
	int wrong = 0;

	(void)state;
	wrong += differs("out of memory", told_after(a, "exit 3"), CUT_SHORT);
	wrong += differs("crash", told_after(a, "kill -SEGV $$"), CUT_SHORT);
	wrong += differs("forbidden call", told_after(a, "kill -SYS $$"), CUT_SHORT);
	wrong += differs("out of time", told_after(a, "kill -XCPU $$"), CUT_SHORT);
	wrong += differs("no sandbox", told_after(a, "exit 120"), "3 读取文件的子进程没有正常工作；请再试一次，仍不行请联系管理员");
	wrong += differs("silence", told_after(a, "exit 0"), "3 读取文件的子进程给出的结果不完整；请再试一次，仍不行请联系管理员");
	wrong += differs("half a frame", told_after(a, "printf MSDF"), "3 读取文件的子进程给出的结果不完整；请再试一次，仍不行请联系管理员");
	assert_int_equal(wrong, 0);
	arena_free(a);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_bytes_both_ways),
		cmocka_unit_test(survives_a_child_that_does_not_listen),
		cmocka_unit_test(tells_ends_apart),
		cmocka_unit_test(leaks_no_descriptor),
		cmocka_unit_test(runs_tools),
		cmocka_unit_test(reads_documents),
		cmocka_unit_test(says_one_sentence_for_every_end),
	};

	if (argc > 1 && strcmp(argv[1], "--child") == 0)
		return child(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
