#ifndef DOCUMENT_ZIP_H
#define DOCUMENT_ZIP_H

/*
 * The zip file around an office document, opened in memory and trusted in
 * nothing.  Parts are asked for by fixed names; no name from the file ever
 * becomes a path, and zips inside the zip are not opened.
 *
 *     struct doc_zip z;
 *     rc = doc_zip_open(bytes, limits, &z, err);
 *     rc = doc_zip_read(&z, "word/document.xml", &part, err);
 *     doc_zip_close(&z);
 *
 * Refused before libzip sees the file: more than 2,000 entries, entries that
 * share bytes, entries with a password, symbolic links, zip64, methods other
 * than stored and deflated, bytes after the end record.  Refused on reading: a part longer than 16 MiB or than its
 * header says, a wrong checksum, more than 64 MiB in all.  The two sizes grow
 * with limits->file_max; the figures are those of an upload (20 MiB).
 */

#include "base/buf.h"
#include "document/document.h"

struct zip;

enum { DOC_ZIP_ENTRIES_MAX = 2000 };

struct doc_zip {
	struct zip *archive;
	size_t part_max, total_left;
};

/* What a zip or an OLE file turns out to hold, by the names in it. */
enum doc_zip_kind { DOC_ZIP_BROKEN, DOC_ZIP_DOCX, DOC_ZIP_XLSX, DOC_ZIP_OTHER };

enum rc doc_zip_open(struct str bytes, const struct doc_limits *limits, struct doc_zip *ret,
		     struct err *err) NODISCARD;
void doc_zip_close(struct doc_zip *z); /* accepts a zeroed one */

bool doc_zip_has(const struct doc_zip *z, const char *part);

/* The whole part in *ret, which the caller initialised as { 0 } and frees whatever the result. */
enum rc doc_zip_read(struct doc_zip *z, const char *part, struct buf *ret,
		     struct err *err) NODISCARD;

/* How much larger than an upload's these limits are, from 1 on. */
size_t doc_scale(const struct doc_limits *limits);

/* Looks at the directory alone. */
enum doc_zip_kind doc_zip_kind(struct str bytes);

#endif
