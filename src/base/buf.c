#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digits.h"

bool buf_room(struct buf *b, size_t more)
{
	size_t cap = b->cap;
	char *p;

	if (b->full || more > b->max - b->n) {
		b->full = true;
		return false;
	}
	if (b->cap - b->n >= more)
		return true;
	/* never above the limit: what fits the capacity is added without asking again */
	cap = cap < 4096 ? 4096 : cap;
	if (cap > b->max)
		cap = b->max;
	while (cap - b->n < more)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	p = realloc(b->p, cap);
	if (p == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	b->p = p;
	b->cap = cap;
	return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0 || ((b->full || b->cap - b->n < n) && !buf_room(b, n)))
		return;
	memcpy(b->p + b->n, bytes, n);
	b->n += n;
}

void buf_int(struct buf *b, int64_t n)
{
	char digits[DIGITS_MAX];

	buf_str(b, digits_of(digits, n));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0 || !buf_room(b, (size_t)n + 1))
		return;
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	b->full = false;
}

void buf_free(struct buf *b)
{
	free(b->p);
	b->p = NULL;
	b->n = b->cap = 0;
	b->full = false;
}

bool buf_read_fd(struct buf *b, int fd)
{
	for (;;) {
		ssize_t got;

		if (b->n == b->max) {
			char one;

			do
				got = read(fd, &one, 1);
			while (got < 0 && errno == EINTR);
			b->full = got > 0;
			return got == 0;
		}
		if (!buf_room(b, b->max - b->n < 65536 ? b->max - b->n : 65536))
			return false;
		do
			got = read(fd, b->p + b->n, b->cap - b->n);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return false;
		if (got == 0)
			return true;
		b->n += (size_t)got;
	}
}
