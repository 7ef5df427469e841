#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

/*
 * What the files of this folder share: the store itself, and looking into it.
 *
 *     rc = look_begin(st, &look, err);
 *     if (rc != RC_OK)
 *             return rc;
 *     rc = load_projects(look.db, …);
 *     return look_end(&look, rc);
 */

#include "sql/sql.h"
#include "store/store.h"

/* The numbered migrations, made from src/store/schema/ by the build. */
extern const char *const store_schemas[];
extern const int store_schemas_count;

struct version_cache;
struct kept;

struct store {
	struct sql_pool *pool;
	enum store_mode mode;
	struct version_cache *versions;
	struct kept *kept;
};

/* One state of the data, for several queries. */
struct look {
	struct store *st;
	struct sql *db;
};

enum rc look_begin(struct store *st, struct look *ret, struct err *err) NODISCARD;
enum rc look_end(struct look *look, enum rc rc); /* returns rc */

struct version_cache *versions_new(void);
void versions_free(struct version_cache *v);
void versions_changed(struct version_cache *v); /* after each commit */

/* "There is no such thing", with the sentence of who asked. */
enum rc missing(struct err *err, const char *what);

#endif
