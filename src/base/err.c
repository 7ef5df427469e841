#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without the first bytes of a character that had no room. */
static void end_whole(char *msg, size_t size)
{
	size_t n = strlen(msg), at = n;

	if (n + 1 < size)
		return;
	while (at > 0 && ((unsigned char)msg[at - 1] & 0xC0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)msg[at - 1] >= 0xC0)
		msg[at - 1] = '\0';
}

enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	end_whole(err->msg, sizeof(err->msg));
	return rc;
}

enum rc err_why(struct err *err, enum rc rc, enum why why, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	err->why = why;
	return rc;
}

void err_log(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err->log[0] != '\0')
		return;
	va_start(ap, fmt);
	vsnprintf(err->log, sizeof(err->log), fmt, ap);
	va_end(ap);
}

enum rc err_within(struct err *err, enum rc rc, const char *fmt, ...)
{
	char inner[sizeof(err->msg)];
	size_t n;
	va_list ap;

	if (rc == RC_OK)
		return rc;
	memcpy(inner, err->msg, sizeof(inner));
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, "：%s", inner);
	end_whole(err->msg, sizeof(err->msg));
	return rc;
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(RC_OUTSIDE);
}
