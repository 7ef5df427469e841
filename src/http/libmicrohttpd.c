#include "http/libmicrohttpd.h"

#include <pthread.h>

struct libmicrohttpd mhd;

static bool loaded;

static void load(void)
{
	static const struct library_function functions[] = {
#define X(name) LIBRARY_ENTRY(struct libmicrohttpd, name)
		LIBMICROHTTPD_FUNCTIONS(X)
#undef X
	};

	loaded = library_load("libmicrohttpd.so.12", functions, sizeof(functions) / sizeof(functions[0]), &mhd);
}

bool libmicrohttpd_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
