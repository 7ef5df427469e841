#include <stdarg.h>
#include <stdio.h>

#include "cli/cli.h"
#include "cli/table.h"

void say(const char *fmt, ...)
{
	struct arena *a = arena_new();
	char line[2048];
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	s = text_clean(a, text_valid(a, str_of(line)));
	fprintf(stderr, "%.*s\n", STR_ARG(s));
	arena_free(a);
}
