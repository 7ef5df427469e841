#ifndef STORE_STORE_PUBLIC_H
#define STORE_STORE_PUBLIC_H

/*
 * What everybody may see: published programmes and nothing else.  No actor,
 * no telephone number, no draft.  Answers live in the arena.
 *
 *     store_public_region(st, a, STR("示例县"), &region, err);
 *     store_public_programme(st, a, region.id, 2025, &view, err);
 *     store_public_project(st, a, region.id, 2025, 7, &project, err);
 *
 * What is not there or not published is RC_REFUSED with WHY_MISSING.
 */

#include "model/programme.h"

struct store;

enum programme_state {
	PROGRAMME_CANDIDATES, /* candidates only; no task list yet */
	PROGRAMME_RUNNING,    /* the task list is out */
	PROGRAMME_FINISHED,   /* every project closed or stopped, or the year's report is in */
};

const char *programme_state_word(enum programme_state state); /* "candidates" … */

struct region {
	int64_t id;
	int64_t parent;	  /* 0: none */
	struct str code;  /* GB/T 2260, six or more digits; empty when unknown */
	struct str name;  /* 示例县 */
	struct str path;  /* its canonical place in URLs: the code, or the name */
	int latest_year;  /* of its published programmes; 0: none */
};

struct region_list {
	struct region *v;
	size_t n, cap;
};

/* One line of a list of programmes. */
struct programme_row {
	int64_t id;
	int year, batch; /* batch from 1 */
	struct str title;
	enum programme_state state;
	size_t projects, closed;
	bool published;
	int64_t published_at; /* ms UTC, 0: never */
};

struct programme_row_list {
	struct programme_row *v;
	size_t n, cap;
};

/* A stored file; its bytes come by store_public_file() or store_read_file(). */
struct file_row {
	int64_t id;
	struct str name, kind; /* kind: candidates tasks ledger report other */
	struct str media;      /* text/plain … */
	size_t bytes;
	int64_t at; /* ms UTC */
	bool open;  /* may the public have it? */
};

struct file_row_list {
	struct file_row *v;
	size_t n, cap;
};

struct public_programme {
	struct region region;
	struct programme_row row;
	struct programme p; /* projects of the task list, or the candidates while there is none; by number */
	bool candidates;    /* p.projects are candidates */
	struct file_row_list files;
	int64_t changed_at; /* ms UTC: the last change of its data */
};

struct public_project {
	struct region region;
	struct programme_row row;
	struct project p;
	struct file_row_list files;
	int before, after; /* numbers beside it in the list; 0: none */
	int64_t changed_at;
};

/* Regions with a published programme, by code, then name. */
enum rc store_public_regions(struct store *st, struct arena *a, struct region_list *ret, struct err *err) NODISCARD;

/* By code or name; ret->path tells where to redirect when it was the other one. */
enum rc store_public_region(struct store *st, struct arena *a, struct str segment, struct region *ret,
			    struct err *err) NODISCARD;

/* Published programmes of a region, newest first. */
enum rc store_public_years(struct store *st, struct arena *a, int64_t region, struct programme_row_list *ret,
			   struct err *err) NODISCARD;

enum rc store_public_programme(struct store *st, struct arena *a, int64_t region, int year,
			       struct public_programme *ret, struct err *err) NODISCARD;

enum rc store_public_project(struct store *st, struct arena *a, int64_t region, int year, int no,
			     struct public_project *ret, struct err *err) NODISCARD;

/*
 * A candidate by its number on the list of candidates.  After the vote its
 * page moves: ret->p.no is then its number on the task list, and the door redirects.
 */
enum rc store_public_candidate(struct store *st, struct arena *a, int64_t region, int year, int no,
			       struct public_project *ret, struct err *err) NODISCARD;

/* Where /p/{code} leads. */
struct public_place {
	struct region region;
	int year, no, candidate_no; /* no 0: still a candidate */
};

enum rc store_public_code(struct store *st, struct arena *a, struct str code, struct public_place *ret,
			  struct err *err) NODISCARD;

struct hit {
	struct region region;
	int year, no, candidate_no;
	int64_t project;
	struct str name;
	enum project_state state;
	struct str found; /* the line that holds the words: a unit, a village, a task; empty when it is the name */
};

struct hit_list {
	struct hit *v;
	size_t n, cap;
};

/*
 * Projects whose name, units, places or tasks hold every word of the query, or
 * whose name has these pinyin initials (ggcdz).  Region 0 looks everywhere.
 * Newest year first, then by number; at most `limit`.  An empty query finds nothing.
 */
enum rc store_public_search(struct store *st, struct arena *a, int64_t region, struct str query, size_t limit,
			    struct hit_list *ret, struct err *err) NODISCARD;

/* A published file with its bytes. */
enum rc store_public_file(struct store *st, struct arena *a, int64_t region, int64_t id, struct file_row *ret,
			  struct str *bytes, struct err *err) NODISCARD;

/*
 * A number that grows whenever what the public sees of the region changed;
 * region 0: of any region.  Cheap, for every request, like the regions: what this
 * process changes is seen at once, what others change within a quarter of a second.
 */
enum rc store_public_version(struct store *st, int64_t region, int64_t *ret, struct err *err) NODISCARD;

#endif
