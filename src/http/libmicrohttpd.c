#include "http/libmicrohttpd.h"

#include <pthread.h>

struct libmicrohttpd mhd;

static bool loaded;

static void load(void)
{
	static const char *const names[] = { LIBMICROHTTPD_FUNCTIONS(LIBRARY_NAME) };

	loaded = library_load(LIBMICROHTTPD_FILE, names, COUNT(names), &mhd);
}

bool libmicrohttpd_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
