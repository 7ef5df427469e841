#define _GNU_SOURCE /* memfd_create, pipe2, addclosefrom_np */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 32 };

static const char *program = "/proc/self/exe";

void child_set_program(const char *path)
{
	program = path;
}

/* Our ends and the child's; -1 when closed. */
struct ends {
	int to_child, from_child;
	int child_in, child_out;
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_ends(struct ends *e)
{
	close_end(&e->to_child);
	close_end(&e->from_child);
	close_end(&e->child_in);
	close_end(&e->child_out);
}

/* Keeps 0 to 2 free, which the child's own descriptors will take. */
static bool raise_end(int *fd)
{
	int high;

	if (*fd > STDERR_FILENO)
		return true;
	high = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close_end(fd);
	*fd = high;
	return high >= 0;
}

static bool write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			s = str_from(s, (size_t)n);
	}
	return true;
}

static bool open_file(const struct child_job *job, struct ends *e)
{
	e->child_in = memfd_create("input", MFD_CLOEXEC);
	if (e->child_in < 0)
		return false;
	for (size_t i = 0; i < job->input_n; i++)
		if (!write_all(e->child_in, job->input[i]))
			return false;
	return lseek(e->child_in, 0, SEEK_SET) == 0;
}

/* A socket, because writing to one without a reader need not raise SIGPIPE. */
static bool open_socket(struct ends *e)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	e->to_child = pair[0];
	e->child_in = pair[1];
	return fcntl(pair[0], F_SETFL, O_NONBLOCK) == 0;
}

static bool open_ends(const struct child_job *job, struct ends *e)
{
	int pair[2];

	if (job->seekable ? !open_file(job, e) : !open_socket(e))
		return false;
	if (pipe2(pair, O_CLOEXEC) != 0)
		return false;
	e->from_child = pair[0];
	e->child_out = pair[1];
	return raise_end(&e->child_in) && raise_end(&e->child_out) &&
	       (e->to_child < 0 || raise_end(&e->to_child)) && raise_end(&e->from_child);
}

/* With nothing of our environment.  A leak check at the end would need calls we forbid. */
static bool spawn(const struct ends *e, char *const *argv, pid_t *ret)
{
	static char locale[] = "LC_ALL=C.UTF-8", path[] = "PATH=/usr/bin:/bin",
		    asan[] = "ASAN_OPTIONS=detect_leaks=0";
	char *const env[] = { locale, path, asan, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t all, none;
	int failed;

	sigfillset(&all);
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	failed = posix_spawn_file_actions_adddup2(&files, e->child_in, STDIN_FILENO) ||
		 posix_spawn_file_actions_adddup2(&files, e->child_out, STDOUT_FILENO) ||
#if !defined(__SANITIZE_ADDRESS__)
		 posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0) ||
#endif
		 posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1) ||
		 posix_spawnattr_setsigdefault(&attr, &all) ||
		 posix_spawnattr_setsigmask(&attr, &none) ||
		 posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	if (!failed) {
		failed = posix_spawn(ret, program, &files, &attr, argv, env);
		errno = failed;
	}
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return !failed;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What is still to be written. */
struct feed {
	const struct child_job *job;
	size_t piece, at;
};

/* Writes what goes without waiting and closes the end after the last byte, or when nobody reads. */
static void feed_some(struct feed *f, int *fd)
{
	while (f->piece < f->job->input_n) {
		struct str s = str_from(f->job->input[f->piece], f->at);
		ssize_t n;

		if (s.n == 0) {
			f->piece++;
			f->at = 0;
			continue;
		}
		n = send(*fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			break; /* the child reads no more: its result says why */
		f->at += (size_t)n;
	}
	close_end(fd);
}

/* Reads once; false at the end of the output or when it is too long. */
static bool take_some(struct buf *out, int fd)
{
	char over;
	ssize_t n;

	if (out->n == out->max) {
		n = read(fd, &over, 1);
		out->full = n > 0;
		return n < 0 && errno == EINTR;
	}
	if (!buf_room(out, out->max - out->n < 65536 ? out->max - out->n : 65536))
		return false;
	n = read(fd, out->p + out->n, out->cap - out->n);
	if (n > 0)
		out->n += (size_t)n;
	return n > 0 || (n < 0 && errno == EINTR);
}

/* Moves bytes both ways until the child closes its output; false past the deadline. */
static bool talk(struct ends *e, const struct child_job *job, struct buf *out, int64_t deadline)
{
	struct feed feed = { .job = job };

	for (;;) {
		struct pollfd p[2] = { { .fd = e->from_child, .events = POLLIN },
				       { .fd = e->to_child, .events = POLLOUT } };
		int64_t left = deadline - now_ms();

		if (left <= 0)
			return false;
		if (poll(p, 2, (int)left) < 0 && errno != EINTR)
			return false;
		if (p[1].revents != 0)
			feed_some(&feed, &e->to_child);
		if (p[0].revents != 0 && !take_some(out, e->from_child))
			return true;
	}
}

/* Waits for the exit of a child that closed its output; false past the deadline. */
static bool wait_until(pid_t pid, int64_t deadline, int *status)
{
	struct timespec pause = { 0, 200000 };

	for (;;) {
		pid_t got = waitpid(pid, status, WNOHANG);

		if (got == pid || (got < 0 && errno != EINTR))
			return true;
		if (now_ms() >= deadline)
			return false;
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < 10000000)
			pause.tv_nsec *= 2;
	}
}

static void finish(pid_t pid, bool late, bool full, int64_t deadline, struct child_result *ret)
{
	int status = 0;

	if (!late && !full)
		late = !wait_until(pid, deadline, &status);
	if (late || full) {
		kill(pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	if (late || full)
		*ret = (struct child_result){ full ? CHILD_FULL : CHILD_LATE, 0 };
	else if (WIFSIGNALED(status))
		*ret = (struct child_result){ CHILD_KILLED, WTERMSIG(status) };
	else
		*ret = (struct child_result){ CHILD_EXITED, WEXITSTATUS(status) };
}

/* argv of the child; a tool is started by a child of ours. */
static bool make_argv(const struct child_job *job, char numbers[2][24], const char **argv)
{
	size_t n = 0;

	argv[n++] = "minsheng";
	if (job->tool != NULL) {
		snprintf(numbers[0], 24, "%zu", job->tool_limits.memory);
		snprintf(numbers[1], 24, "%u", job->tool_limits.cpu_seconds);
		argv[n++] = "--child";
		argv[n++] = "tool";
		argv[n++] = numbers[0];
		argv[n++] = numbers[1];
		argv[n++] = job->tool;
	}
	for (size_t i = 0; job->args != NULL && job->args[i] != NULL; i++) {
		if (n == ARGS_MAX)
			return false;
		argv[n++] = job->args[i];
	}
	argv[n] = NULL;
	return true;
}

enum rc child_run(const struct child_job *job, struct buf *out, struct child_result *ret,
		  struct err *err)
{
	struct ends e = { -1, -1, -1, -1 };
	int64_t deadline = now_ms() + job->wall_ms;
	const char *argv[ARGS_MAX + 1];
	char numbers[2][24];
	bool in_time;
	pid_t pid;

	errno = E2BIG;
	if (!make_argv(job, numbers, argv) || !open_ends(job, &e) ||
	    !spawn(&e, (char *const *)(uintptr_t)argv, &pid)) {
		err_log(err, "child %s: %s", program, strerror(errno));
		close_ends(&e);
		return err_set(err, RC_OUTSIDE, "无法启动读取文件的子进程；请稍后再试，仍不行请联系管理员");
	}
	close_end(&e.child_in);
	close_end(&e.child_out);
	in_time = talk(&e, job, out, deadline);
	close_ends(&e);
	finish(pid, !in_time, out->full, deadline, ret);
	return RC_OK;
}
