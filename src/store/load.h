#ifndef STORE_LOAD_H
#define STORE_LOAD_H

/*
 * Projects with all that hangs on them, in nine queries however many they are.
 */

#include "model/actor.h"
#include "store/inside.h"
#include "store/store_public.h"

struct load {
	struct sql *db;
	struct arena *a;
	int64_t region;
	bool one;    /* `key` is a project, else a programme */
	int64_t key;
	bool gone;   /* those that were taken away instead of those that are there */
	struct scope scope; /* items of these units only; projects without one are left out */
};

/* By number: the task list, then candidates. */
enum rc load_projects(const struct load *l, struct project_list *ret, struct err *err) NODISCARD;

/* ---- rows that stand alone ---- */

enum rc load_region(struct sql *db, struct arena *a, int64_t id, struct region *ret, struct err *err) NODISCARD;
enum rc load_region_named(struct sql *db, struct arena *a, struct str segment, struct region *ret,
			  struct err *err) NODISCARD;
/* Those that have published something, by code, then name. */
enum rc load_public_regions(struct sql *db, struct arena *a, struct region_list *ret, struct err *err) NODISCARD;

/* One programme by id, or by year (id 0; the first batch); WHY_MISSING also when it must be published and is not. */
struct programme_key {
	int64_t region, id;
	int year;
	bool published;
};

enum rc load_programme(struct sql *db, struct arena *a, const struct programme_key *key, struct programme_row *ret,
		       int64_t *changed_at, struct str *rest, struct err *err) NODISCARD;
enum rc load_programmes(struct sql *db, struct arena *a, int64_t region, bool published,
			struct programme_row_list *ret, struct err *err) NODISCARD;

/* Files of a programme (project 0) or of one project with those of its programme. */
enum rc load_files(struct sql *db, struct arena *a, int64_t region, int64_t programme, int64_t project, bool open,
		   struct file_row_list *ret, struct err *err) NODISCARD;
enum rc load_stored_file(struct sql *db, struct arena *a, int64_t region, int64_t id, bool open, struct file_row *ret,
		  struct str *bytes, struct err *err) NODISCARD;

#endif
