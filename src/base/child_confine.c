#define _GNU_SOURCE
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/child_files.h"

/* A sanitizer maps terabytes and needs calls that the filter forbids. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

/* What a parser needs: its two descriptors, memory, time, and to end. */
static const int parser_calls[] = {
	SCMP_SYS(read),		SCMP_SYS(readv),	SCMP_SYS(write),
	SCMP_SYS(writev),	SCMP_SYS(lseek),	SCMP_SYS(close),
	SCMP_SYS(fstat),	SCMP_SYS(brk),		SCMP_SYS(munmap),
	SCMP_SYS(mremap),	SCMP_SYS(madvise),	SCMP_SYS(futex),
	SCMP_SYS(exit),		SCMP_SYS(exit_group),	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall), SCMP_SYS(sched_yield), SCMP_SYS(getpid),
	SCMP_SYS(gettid),
};

/* Libraries try these and get along without: no reason to end the process. */
static const int parser_denied[] = {
	SCMP_SYS(open),	     SCMP_SYS(openat), SCMP_SYS(access),   SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2), SCMP_SYS(stat),	SCMP_SYS(lstat),    SCMP_SYS(statx),
	SCMP_SYS(readlink),  SCMP_SYS(readlinkat), SCMP_SYS(ioctl), SCMP_SYS(fcntl),
	SCMP_SYS(prlimit64), SCMP_SYS(sysinfo),	SCMP_SYS(uname),
};

/* What a dynamically linked program needs besides: to start and to find its files. */
static const int tool_calls[] = {
	SCMP_SYS(execve),    SCMP_SYS(access),	   SCMP_SYS(faccessat),	   SCMP_SYS(faccessat2),
	SCMP_SYS(stat),	     SCMP_SYS(lstat),	   SCMP_SYS(statx),	   SCMP_SYS(newfstatat),
	SCMP_SYS(readlink),  SCMP_SYS(readlinkat), SCMP_SYS(pread64),	   SCMP_SYS(arch_prctl),
	SCMP_SYS(set_tid_address), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
	SCMP_SYS(prlimit64), SCMP_SYS(getdents64), SCMP_SYS(getcwd),	   SCMP_SYS(fcntl),
	SCMP_SYS(dup),	     SCMP_SYS(uname),	   SCMP_SYS(sysinfo),	   SCMP_SYS(getuid),
	SCMP_SYS(geteuid),   SCMP_SYS(getgid),	   SCMP_SYS(getegid),	   SCMP_SYS(sched_getaffinity),
	SCMP_SYS(clock_getres), SCMP_SYS(fadvise64), SCMP_SYS(fstatfs),	   SCMP_SYS(statfs),
};

static int add_all(scmp_filter_ctx f, uint32_t action, const int *calls, size_t n)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = seccomp_rule_add(f, action, calls[i], 0);
	return rc;
}

/* Memory yes, executable memory no. */
static int add_memory(scmp_filter_ctx f)
{
	int rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));

	return rc != 0 ? rc : seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
					       SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static int parser_filter(scmp_filter_ctx f)
{
	int rc = add_all(f, SCMP_ACT_ALLOW, parser_calls, COUNT(parser_calls));

	if (rc == 0)
		rc = add_all(f, SCMP_ACT_ERRNO(EACCES), parser_denied, COUNT(parser_denied));
	if (rc == 0)
		rc = add_memory(f);
	/* how glibc asks about an open descriptor */
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
				      SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 1,
				      SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
	return rc;
}

/* The loader maps code, so memory is free here; files open for reading only. */
static int tool_filter(scmp_filter_ctx f)
{
	const uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
	int rc = add_all(f, SCMP_ACT_ALLOW, parser_calls, COUNT(parser_calls));

	if (rc == 0)
		rc = add_all(f, SCMP_ACT_ALLOW, tool_calls, COUNT(tool_calls));
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 0);
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 0);
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
				      SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
				      SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
	return rc;
}

static int load_filter(uint32_t otherwise, int (*rules)(scmp_filter_ctx))
{
	scmp_filter_ctx f = seccomp_init(otherwise);
	int rc = f == NULL ? -ENOMEM : rules(f);

	if (rc == 0)
		rc = seccomp_load(f);
	if (f != NULL)
		seccomp_release(f);
	return rc;
}

static int limit(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit l = { soft, hard };

	return setrlimit((__rlimit_resource_t)what, &l) == 0 ? 0 : -errno;
}

/* The second after the last CPU second kills what ignores SIGXCPU. */
static int set_limits(struct child_limits l, rlim_t files)
{
	int rc = limit(RLIMIT_CORE, 0, 0);

	if (rc == 0)
		rc = limit(RLIMIT_FSIZE, 0, 0);
	if (rc == 0)
		rc = limit(RLIMIT_NOFILE, files, files);
	if (rc == 0 && l.cpu_seconds > 0)
		rc = limit(RLIMIT_CPU, l.cpu_seconds, l.cpu_seconds + 1);
	if (rc == 0 && l.memory > 0 && !SANITIZED)
		rc = limit(RLIMIT_AS, l.memory, l.memory);
	return rc;
}

static int drop_rights(void)
{
	/* a child outlives its parent by nothing */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0) != 0)
		return -errno;
	return 0;
}

static enum rc not_confined(int error, struct err *err)
{
	err_log(err, "confine: %s", strerror(-error));
	return err_set(err, RC_OUTSIDE, "无法建立安全的读取环境，未读取文件；请联系管理员");
}

enum rc child_confine(struct child_limits limits, struct err *err)
{
	int rc = set_limits(limits, STDERR_FILENO + 1);

	if (rc == 0)
		rc = drop_rights();
	if (rc == 0 && !SANITIZED)
		rc = load_filter(SCMP_ACT_KILL_PROCESS, parser_filter);
	return rc == 0 ? RC_OK : not_confined(rc, err);
}

int child_tool_main(char **argv)
{
	enum { TOOL_FILES = 64 };
	struct child_limits l = { 0 };
	int rc;

	if (argv[0] == NULL || argv[1] == NULL || argv[2] == NULL)
		return CHILD_NOT_CONFINED;
	l.memory = strtoull(argv[0], NULL, 10);
	l.cpu_seconds = (unsigned)strtoul(argv[1], NULL, 10);
	rc = set_limits(l, TOOL_FILES);
	if (rc == 0)
		rc = drop_rights();
	if (rc == 0)
		rc = child_confine_files(argv[2]);
	if (rc == 0 && !SANITIZED)
		rc = load_filter(SCMP_ACT_ERRNO(EPERM), tool_filter);
	if (rc != 0)
		return CHILD_NOT_CONFINED;
	execv(argv[2], argv + 2);
	return CHILD_NO_TOOL;
}
