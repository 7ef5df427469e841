#include "document/libraries.h"

#include <pthread.h>

#include "base/err.h"

struct libxml libxml;
struct libzip libzip;
struct libicu libicu;

static void load(void)
{
	static const char *const xml[] = { LIBXML_FUNCTIONS(LIBRARY_NAME) };
	static const char *const zip[] = { LIBZIP_FUNCTIONS(LIBRARY_NAME) };
	static const char *const icu[] = { LIBICU_FUNCTIONS(LIBRARY_NAME) };

	library_need(LIBXML2_FILE, xml, COUNT(xml), &libxml);
	library_need(LIBZIP_FILE, zip, COUNT(zip), &libzip);
	library_need(LIBICUUC_FILE, icu, COUNT(icu), &libicu);
	libxml.xmlInitParser();
}

void doc_libraries(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
}
