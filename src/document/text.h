#ifndef DOCUMENT_TEXT_H
#define DOCUMENT_TEXT_H

/*
 * The plain formats: decoded text (doc_decode) → blocks.  Paragraphs and cells
 * point into the text wherever they can, so it must live in the same arena.
 *
 *     doc_parse_text       a line is a paragraph; runs of rows with three or
 *                          more cells between tabs or pipes are tables
 *     doc_parse_csv        the file is one table, RFC 4180 with leniency
 *     doc_parse_markdown   headings, pipe tables, marks removed
 *
 * They cannot fail on content, only on a ceiling (text, number of cells).
 */

#include "document/document.h"

enum rc doc_parse_text(struct arena *a, struct str text, const struct doc_limits *limits,
		       struct document *ret, struct err *err);
enum rc doc_parse_csv(struct arena *a, struct str text, char delimiter,
		      const struct doc_limits *limits, struct document *ret, struct err *err);
enum rc doc_parse_markdown(struct arena *a, struct str text, const struct doc_limits *limits,
			   struct document *ret, struct err *err);

/* The delimiter that gives most records the same number of fields, '\0' when none gives two. */
char doc_csv_delimiter(struct str text);

/* True when most lines have the same three or more fields between commas or semicolons. */
bool doc_looks_csv(struct str text, char *delimiter);

/* True when headings, bold marks or a |---| line say that this is Markdown. */
bool doc_looks_markdown(struct str text);

/* Cells all tables of a document may hold together under these limits. */
size_t doc_cells_max(const struct doc_limits *limits);

/* Room for a block per line at once: growing would leave the smaller lists behind. */
void doc_reserve_lines(struct document *doc, struct arena *a, struct str text);

/* The refusals shared by the plain formats. */
enum rc doc_too_many_cells(size_t max, struct err *err);
enum rc doc_check_text_size(const struct document *doc, const struct doc_limits *limits,
			    struct err *err);

#endif
