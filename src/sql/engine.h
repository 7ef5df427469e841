#ifndef SQL_ENGINE_H
#define SQL_ENGINE_H

/*
 * What an engine does; sqlite.c and postgres.c each fill one table.  Texts
 * arrive rewritten (sql/rewrite.c).
 */

#include "base/buf.h"
#include "sql/sql.h"

enum { SQL_CACHE = 512 }; /* places in a connection's table of prepared statements; a power of two */

struct sql_prepared {
	const char *text; /* the address is the key */
	int params;	  /* the highest $n */
	void *handle;	  /* SQLite: the statement */
	bool busy;	  /* in use: the same text inside itself is a mistake */
	bool known;	  /* PostgreSQL: the server has it */
	char name[16];
};

struct sql {
	size_t place; /* in its pool */
	const struct sql_engine *engine;
	void *handle;
	bool broken;	/* PostgreSQL: to be opened anew */
	bool open;	/* inside a transaction */
	bool writer;
	unsigned prepared_n;
	struct sql_prepared *cache[SQL_CACHE];
};

struct sql_engine {
	bool postgres;
	/* `use` tells what the connection is for; *created is set when the file was not there. */
	enum rc (*open)(struct sql *db, const char *url, enum sql_mode mode, enum sql_use use, bool *created,
			struct err *err);
	void (*close)(struct sql *db);
	/* Is the file still the one at its path?  What is written into one that was moved or replaced is lost.  NULL: no file. */
	enum rc (*in_place)(struct sql *db, struct err *err);
	enum rc (*script)(struct sql *db, const char *text, struct err *err);
	enum rc (*prepare)(struct sql *db, struct sql_prepared *p, struct err *err);
	void (*forget)(struct sql *db, struct sql_prepared *p);
	bool (*next)(struct sql_stmt *q, enum rc *rc, struct err *err);
	int64_t (*column_int)(struct sql_stmt *q, int col);
	struct str (*column_text)(struct sql_stmt *q, int col);
	bool (*column_null)(struct sql_stmt *q, int col);
	int64_t (*changed)(struct sql_stmt *q);
	void (*end)(struct sql_stmt *q);
};

extern const struct sql_engine sql_sqlite, sql_postgres;

/* The text for this engine: words of the schema replaced, parameters renamed; ends in NUL. */
void sql_rewrite(struct buf *out, struct str text, bool postgres);

/* The highest $n in a text. */
int sql_params(struct str text);

#endif
