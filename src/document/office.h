#ifndef DOCUMENT_OFFICE_H
#define DOCUMENT_OFFICE_H

/*
 * Office files: what the bytes are, and the two kinds we read.  An OLE file
 * (D0CF11E0) is an old .doc, .xls or .wps, or a new one behind a password.
 */

#include "document/zip.h"

enum doc_office {
	DOC_OFFICE_NOT,
	DOC_OFFICE_DOCX,
	DOC_OFFICE_XLSX,
	DOC_OFFICE_OTHER_ZIP,	 /* a zip of something else, or one that is cut off */
	DOC_OFFICE_OLD,		 /* .doc, .xls, .wps, .et */
	DOC_OFFICE_PASSWORD,
};

enum doc_office doc_office_kind(struct str bytes);

/* The sentence for the last three kinds; bytes tell an .odt from a cut-off file. */
enum rc doc_office_refuse(enum doc_office kind, struct str bytes, struct err *err) NODISCARD;

/* Fail with RC_INPUT and one sentence without the file's name, which the caller knows. */
enum rc doc_parse_docx(struct arena *a, struct str bytes, const struct doc_limits *limits,
		       struct document *ret, struct err *err) NODISCARD;
enum rc doc_parse_xlsx(struct arena *a, struct str bytes, const struct doc_limits *limits,
		       struct document *ret, struct err *err) NODISCARD;

/* The title in the document's properties, often empty; a broken part only costs the title. */
struct str doc_core_title(struct arena *a, struct doc_zip *z, const struct doc_limits *limits);

#endif
