#include "base/library.h"

#include <dlfcn.h>

bool library_load(const char *file, const struct library_function *functions, size_t n, void *table)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	if (library == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		void *function = dlsym(library, functions[i].name);

		if (function == NULL)
			return false;
		*(void **)((char *)table + functions[i].at) = function;
	}
	return true;
}
