#ifndef DOCUMENT_LIBRARIES_H
#define DOCUMENT_LIBRARIES_H

/*
 * libxml2, libzip and ICU's converters, loaded when the first document is parsed
 * (base/library.h): only children parse documents, and they load before they are confined.
 */

#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <unicode/ucnv.h>
#include <zip.h>

#include "base/library.h"

#define LIBXML_FUNCTIONS(X) \
	X(htmlCreatePushParserCtxt) X(htmlCtxtUseOptions) X(htmlEntityLookup) X(htmlFreeParserCtxt) X(htmlParseChunk) \
	X(xmlFreeTextReader) X(xmlInitParser) X(xmlReaderForMemory) X(xmlStopParser) X(xmlTextReaderConstLocalName) \
	X(xmlTextReaderConstNamespaceUri) X(xmlTextReaderConstValue) X(xmlTextReaderDepth) X(xmlTextReaderIsEmptyElement) \
	X(xmlTextReaderMoveToElement) X(xmlTextReaderMoveToFirstAttribute) X(xmlTextReaderMoveToNextAttribute) \
	X(xmlTextReaderNodeType) X(xmlTextReaderRead) X(xmlTextReaderSetStructuredErrorHandler)

#define LIBZIP_FUNCTIONS(X) \
	X(zip_discard) X(zip_error_fini) X(zip_error_init) X(zip_error_strerror) X(zip_fclose) X(zip_file_strerror) \
	X(zip_fopen_index) X(zip_fread) X(zip_name_locate) X(zip_open_from_source) X(zip_source_buffer_create) \
	X(zip_source_free) X(zip_stat_index) X(zip_strerror)

#define LIBICU_FUNCTIONS(X) \
	X(u_errorName) X(ucnv_close) X(ucnv_convertEx) X(ucnv_getInvalidChars) X(ucnv_open) X(ucnv_setToUCallBack) \
	X(UCNV_TO_U_CALLBACK_STOP)

struct libxml {
	LIBXML_FUNCTIONS(LIBRARY_FIELD)
};

struct libzip {
	LIBZIP_FUNCTIONS(LIBRARY_FIELD)
};

struct libicu {
	LIBICU_FUNCTIONS(LIBRARY_FIELD)
};

/* Their functions, once doc_libraries() has been called; the same for all threads. */
extern struct libxml libxml;
extern struct libzip libzip;
extern struct libicu libicu;
void doc_libraries(void);

#endif
