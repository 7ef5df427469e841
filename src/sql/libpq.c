#include "sql/libpq.h"

#include <pthread.h>

#include "base/err.h"
#include "base/library.h"

struct libpq pq;

static bool loaded;

static void load(void)
{
	static const char *const names[] = { LIBPQ_FUNCTIONS(LIBRARY_NAME) };

	loaded = library_load(LIBPQ_FILE, names, COUNT(names), &pq);
}

bool libpq_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
