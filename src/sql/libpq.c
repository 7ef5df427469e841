#include "sql/libpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

struct libpq pq;

static bool loaded;

static void load(void)
{
	static const struct {
		const char *name;
		size_t at;
	} functions[] = {
#define X(name) { #name, offsetof(struct libpq, name) },
		LIBPQ_FUNCTIONS(X)
#undef X
	};
	void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);

	if (library == NULL)
		return;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *function = dlsym(library, functions[i].name);

		if (function == NULL)
			return;
		*(void **)((char *)&pq + functions[i].at) = function;
	}
	loaded = true;
}

bool libpq_load(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return loaded;
}
