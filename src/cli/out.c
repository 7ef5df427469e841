#define _POSIX_C_SOURCE 200809L
#include "cli/out.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

enum { DRAIN_AT = 1 << 16 };

/* The reader of our output is gone: end as a program does that never heard of it. */
static void end_quietly(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

enum rc out_flush(struct out *o, struct err *err)
{
	size_t done = 0;

	if (o->b.full)
		return err_set(err, RC_OUTSIDE, "结果太大，放不进内存；请一次少读几份文件");
	while (done < o->b.n) {
		ssize_t n = write(o->fd, o->b.p + done, o->b.n - done);

		if (n >= 0) {
			done += (size_t)n;
			continue;
		}
		if (errno == EINTR)
			continue;
		if (errno == EPIPE)
			end_quietly();
		err_log(err, "write: %s", strerror(errno));
		return err_set(err, RC_OUTSIDE, "%s",
			       errno == ENOSPC || errno == EDQUOT ?
				       "写出结果：磁盘满了，请腾出空间再试" :
				       "写出结果：没有写成功，请检查输出的位置再试");
	}
	buf_reset(&o->b);
	return RC_OK;
}

enum rc out_drain(struct out *o, struct err *err)
{
	return o->b.n >= DRAIN_AT || o->b.full ? out_flush(o, err) : RC_OK;
}
