#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/err.h"

bool library_load(const char *file, const char *const *names, size_t n, void *table)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	for (size_t i = 0; i < n; i++) {
		void *function = library != NULL ? dlsym(library, names[i]) : NULL;

		if (function == NULL)
			return false;
		memcpy((char *)table + i * sizeof(function), &function, sizeof(function));
	}
	return true;
}

void library_need(const char *file, const char *const *names, size_t n, void *table)
{
	if (!library_load(file, names, n, table))
		die("缺少程序库 %s，请用 apt 装好本程序的全部依赖再试", file);
}
