#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

/*
 * Shared libraries that are loaded when they are first needed.  Some bring a dozen
 * others along, and every command and every child would wait for them.
 *
 *     #define ZIP_FUNCTIONS(X) X(zip_fopen) X(zip_fclose)
 *     static struct {
 *             ZIP_FUNCTIONS(LIBRARY_FIELD)
 *     } libzip;
 *     static const char *const names[] = { ZIP_FUNCTIONS(LIBRARY_NAME) };
 *
 *     library_load(LIBZIP_FILE, names, COUNT(names), &libzip);
 *     libzip.zip_fclose(f);
 *
 * The files' names (LIBZIP_FILE …) are found by meson.build, from the libraries the
 * headers belong to.  A confined process loads nothing: what it needs is
 * loaded before.
 */

#include "base/str.h" /* COUNT */

#define LIBRARY_FIELD(name) __typeof__(&name) name;
#define LIBRARY_NAME(name) LIBRARY_WORD(name),
#define LIBRARY_WORD(name) #name /* in two steps: ICU's names are macros */

/* The library's functions into a table of nothing but their addresses, in the order of names; false when it is not there. */
bool library_load(const char *file, const char *const *names, size_t n, void *table);

/* The same for one that cannot be missing: ends the process with a sentence. */
void library_need(const char *file, const char *const *names, size_t n, void *table);

#endif
