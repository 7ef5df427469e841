#include "sql/libpq.h"

#include <pthread.h>

struct libpq pq;

static bool loaded;

static void load(void)
{
	static const struct library_function functions[] = {
#define X(name) LIBRARY_ENTRY(struct libpq, name)
		LIBPQ_FUNCTIONS(X)
#undef X
	};

	loaded = library_load("libpq.so.5", functions, sizeof(functions) / sizeof(functions[0]), &pq);
}

bool libpq_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
