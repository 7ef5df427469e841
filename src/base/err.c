#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
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
