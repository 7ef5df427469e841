#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

/*
 * Bytes of a file → blocks.  The one door of this folder.
 *
 * doc_parse() runs wherever it is called and trusts nothing in `bytes`;
 * doc_read() calls it in a sandboxed child (base/child) and is what commands
 * and doors use.  The format is decided by magic bytes first, then by the
 * name's ending, then by the look of the text (tabs, commas, tags).
 *
 * Failures are RC_INPUT with one Chinese sentence that says where, what, and
 * what to do (empty file, not a document, password, old .doc/.xls, PDF
 * without text, bomb, bad encoding with line and byte …); RC_OUTSIDE when
 * the machine is in trouble (no child, pdftotext missing).
 */

#include "document/block.h"

/* Limits of one reading; the size limit is checked before anything is parsed. */
struct doc_limits {
	size_t file_max;     /* bytes of the file */
	size_t text_max;     /* bytes of text in all blocks */
	size_t memory_max;   /* address space of the child, bytes; 0 for no limit */
	unsigned cpu_seconds;
};

extern const struct doc_limits DOC_UPLOAD; /* 20 MiB, 5 s, 512 MiB */
extern const struct doc_limits DOC_CLI;	   /* 200 MiB, 60 s, 3 GiB */

/* Parses in this process.  `name` only helps to tell formats apart; it may be empty. */
enum rc doc_parse(struct arena *a, struct str bytes, struct str name,
		  const struct doc_limits *limits, struct document *ret, struct err *err);

/* Parses in a sandboxed child; same result. */
enum rc doc_read(struct arena *a, struct str bytes, struct str name,
		 const struct doc_limits *limits, struct document *ret, struct err *err);

/* What the child does: bytes from fd 0, frame to fd 1.  Returns the exit status. */
int doc_child_main(const struct doc_limits *limits);

#endif
