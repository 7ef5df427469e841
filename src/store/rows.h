#ifndef STORE_ROWS_H
#define STORE_ROWS_H

/*
 * New rows, each with its "create" record.  They begin empty where a field of
 * store/fields.h can fill them.
 */

#include "store/store_public.h"
#include "store/store_write.h"

/* In a transaction of region 0. */
enum rc row_region_add(struct txn *t, int64_t parent, struct str code, struct str name, int64_t *id,
		       struct err *err) NODISCARD;

enum rc row_programme_add(struct txn *t, int year, int batch, const char *state, int64_t *id,
			  struct err *err) NODISCARD;

struct new_project {
	int64_t programme, ord;
	int64_t no, candidate_no; /* 0: none */
	struct str name;
	enum project_state state;
};

enum rc row_project_add(struct txn *t, const struct new_project *p, int64_t *id, struct err *err) NODISCARD;
enum rc row_item_add(struct txn *t, int64_t project, int64_t *id, struct err *err) NODISCARD;
enum rc row_milestone_add(struct txn *t, int64_t project, int64_t item, int64_t *id, struct err *err) NODISCARD;
enum rc row_unit_add(struct txn *t, struct str name, const char *kind, int64_t *id, struct err *err) NODISCARD;
enum rc row_alias_add(struct txn *t, int64_t unit, struct str alias, struct err *err) NODISCARD;
enum rc row_person_add(struct txn *t, struct str name, int64_t *id, struct err *err) NODISCARD;

struct new_file {
	struct str name, kind, media, bytes;
};

/* Not recorded in the chain: nothing of the programme changed.  The same bytes are kept once. */
enum rc row_file_add(struct txn *t, const struct new_file *f, int64_t *id, struct err *err) NODISCARD;
enum rc row_attach(struct txn *t, int64_t programme, int64_t project, int64_t file, struct err *err) NODISCARD;

/* The project's version and time of change move on, and its programme's. */
enum rc row_touch_project(struct txn *t, int64_t project, struct err *err) NODISCARD;
enum rc row_touch_programme(struct txn *t, int64_t programme, struct err *err) NODISCARD;

#endif
