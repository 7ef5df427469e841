#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

/*
 * A shared library that is loaded when it is first needed: some bring a dozen
 * others along, and every command and every child would wait for them.
 *
 *     #define LIBPQ_FUNCTIONS(X) X(PQclear) X(PQexec) …
 *     struct libpq { LIBPQ_FUNCTIONS(LIBRARY_FIELD) };
 *
 *     static const struct library_function functions[] = {
 *     #define X(name) LIBRARY_ENTRY(struct libpq, name)
 *             LIBPQ_FUNCTIONS(X)
 *     #undef X
 *     };
 *     loaded = library_load("libpq.so.5", functions, COUNT(functions), &pq);
 *
 * The types are those of the library's own header, so that a call is checked
 * as ever.  What is loaded stays.
 */

#include <stdbool.h>
#include <stddef.h>

#define LIBRARY_FIELD(name) __typeof__(&name) name;
#define LIBRARY_ENTRY(table, name) { #name, offsetof(table, name) },

struct library_function {
	const char *name;
	size_t at; /* in the table */
};

/* Fills the table; false when the library or one of its functions is not there. */
bool library_load(const char *file, const struct library_function *functions, size_t n, void *table);

#endif
