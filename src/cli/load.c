#define _POSIX_C_SOURCE 200809L
#include "cli/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

static enum rc cannot_open(struct err *err)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		return err_set(err, RC_INPUT, "没有这个文件，请检查文件名和所在文件夹");
	case EACCES:
	case EPERM:
		return err_set(err, RC_INPUT, "没有读取它的权限，请换有权限的账号，或请人放开权限");
	case ELOOP:
		return err_set(err, RC_INPUT, "这是绕成圈的链接，请给出文件本身");
	case ENAMETOOLONG:
		return err_set(err, RC_INPUT, "文件名太长，请检查是否漏了空格");
	default:
		err_log(err, "open: %s", strerror(errno));
		return err_set(err, RC_OUTSIDE, "打不开这个文件，请检查磁盘或稍后再试");
	}
}

static enum rc too_big(size_t limit, struct err *err)
{
	if (limit < (size_t)1 << 20)
		return err_set(err, RC_INPUT, "超过了 %zu 字节的上限；确实要读，请用 --max-size 放宽",
			       limit);
	return err_set(err, RC_INPUT, "超过了 %zu MiB 的上限；确实要读，请用 --max-size 放宽",
		       limit >> 20);
}

/* Says no before reading where the size or kind already tells. */
static enum rc check_kind(int fd, size_t limit, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return cannot_open(err);
	if (S_ISDIR(st.st_mode))
		return err_set(err, RC_INPUT, "这是文件夹，请给出里面的文件");
	if (S_ISREG(st.st_mode) && st.st_size > 0 && (size_t)st.st_size > limit)
		return too_big(limit, err);
	return RC_OK;
}

enum rc load_open(const char *name, int *ret, struct err *err)
{
	bool standard = strcmp(name, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	enum rc rc;

	if (fd < 0)
		return cannot_open(err);
	if (standard && isatty(fd))
		say("请粘贴文字，完了另起一行按 Ctrl+D：");
	rc = check_kind(fd, SIZE_MAX, err);
	if (rc == RC_OK)
		*ret = fd;
	else
		load_close(fd);
	return rc;
}

enum rc load_piece(int fd, char *to, size_t size, size_t *n, struct err *err)
{
	ssize_t got;

	do
		got = read(fd, to, size);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		err_log(err, "read: %s", strerror(errno));
		return err_set(err, RC_OUTSIDE, "读到一半出错，请检查磁盘或网络盘后再试");
	}
	*n = (size_t)got;
	return RC_OK;
}

void load_close(int fd)
{
	if (fd != STDIN_FILENO)
		close(fd);
}

enum rc load_file(const char *name, struct buf *bytes, struct err *err)
{
	int fd;
	enum rc rc = load_open(name, &fd, err);

	if (rc != RC_OK)
		return rc;
	rc = check_kind(fd, bytes->max, err);
	if (rc != RC_OK)
		goto done;
	if (!buf_read_fd(bytes, fd)) {
		err_log(err, "read: %s", strerror(errno));
		rc = bytes->full ? too_big(bytes->max, err) :
				   err_set(err, RC_OUTSIDE, "读到一半出错，请检查磁盘或网络盘后再试");
	} else if (bytes->n == 0) {
		rc = err_set(err, RC_INPUT, "文件是空的，没有可读的内容");
	}
done:
	load_close(fd);
	return rc;
}
