#ifndef SQL_LIBPQ_H
#define SQL_LIBPQ_H

/*
 * libpq, loaded when the first postgres:// store is opened: it brings a dozen
 * libraries along, and every command and every child would wait for them.
 */

#include <libpq-fe.h>

#include "base/library.h"

#define LIBPQ_FUNCTIONS(X)                                                                                                     \
	X(PQclear) X(PQcmdTuples) X(PQconnectdb) X(PQerrorMessage) X(PQexec) X(PQexecPrepared) X(PQfinish) X(PQgetisnull)       \
	X(PQgetlength) X(PQgetvalue) X(PQntuples) X(PQprepare) X(PQresultErrorField) X(PQresultStatus) X(PQsetNoticeProcessor) \
	X(PQstatus)

struct libpq {
	LIBPQ_FUNCTIONS(LIBRARY_FIELD)
};

/* Its functions, once libpq_load() has said true; the same for all threads. */
extern struct libpq pq;
bool libpq_load(void);

#endif
