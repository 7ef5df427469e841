#ifndef READING_TABLES_H
#define READING_TABLES_H

/* Finds every record of a document, whatever shape it stands in. */

#include "reading/reading.h"
#include "reading/record.h"

/*
 * p holds title and year; completed projects of a report are added to it.
 * *beside gets what the running text says of the same projects where a table
 * was taken (a report with its annex), for the checks.
 */
void records_of_document(struct arena *a, const struct document *doc, struct programme *p,
			 struct record_list *ret, struct record_list *beside);

#endif
