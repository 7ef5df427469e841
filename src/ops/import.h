#ifndef OPS_IMPORT_H
#define OPS_IMPORT_H

/*
 * What the files of the import share: an import as it stands, read again from
 * its frame, with its answers applied, held against the programme.
 */

#include "ops/op_import.h"
#include "store/fields.h"
#include "store/load.h"
#include "store/store_write.h"

struct answer {
	struct str key, value;
	bool keep;
};

struct answer_list {
	struct answer *v;
	size_t n, cap;
};

/* A document's project beside the one in the store. */
struct pairing {
	const struct project *there; /* NULL: new */
	bool asked;		     /* a person has to say whether it is the same */
	int64_t likely;		     /* asked: the project it resembles */
	const struct project *returns; /* one that an undo took away and that comes back */
};

struct plan {
	struct import_row row;
	struct region region;
	struct document doc;
	struct programme p;
	struct answer_list answers;
	bool reader_changed;

	int64_t programme;	    /* 0: to be made */
	struct project_list there;  /* its projects */
	struct project_list gone;   /* and those taken away */
	struct pairing *pair;	    /* per project of p */
	bool candidates;    /* its projects are candidates: a list of them, or a report that presents next year's */
	bool progress_only; /* a ledger or report: it tells how things go, and does not change the plan */
	struct question_list questions;
	struct import_counts counts;
	struct str_list moot; /* keys of doubts about what a person removed */
	bool writes; /* while questions are made: the project at hand will be changed */
};

/* Everything a preview shows and a confirmation writes. */
enum rc plan_build(const struct ask *k, struct sql *db, int64_t region, int64_t id, struct plan *ret,
		   struct err *err) NODISCARD;

/* The last answer for a key, or NULL. */
const struct answer *answer_of(const struct plan *plan, struct str key);
/* Puts the answers about doubts and the set:, add: and gone: ones into the reading; with `yes` an open doubt empties its field. */
void answers_apply(struct arena *a, struct plan *plan);
void doubts_empty(struct arena *a, struct plan *plan);

void pair_projects(struct arena *a, struct plan *plan);
/* The item of `there` that is this one, or NULL; places already used are marked in `used` (there->items.n). */
const struct item *pair_item(struct arena *a, const struct item *it, size_t count, const struct project *there,
			     bool *used);
const struct milestone *pair_milestone(struct arena *a, const struct milestone *m, const struct item *there,
				       bool *used);

enum rc plan_questions(const struct ask *k, struct sql *db, struct plan *plan, struct err *err) NODISCARD;

/*
 * A value of the document beside that of the store.  What the document does
 * not say is no change; what is empty in the store is filled; else an answer
 * decides, or the kind of document: a ledger tells how things go and leaves the plan.
 */
enum verdict { VERDICT_SAME, VERDICT_FILL, VERDICT_NEW, VERDICT_OLD };

struct beside {
	const char *thing, *field; /* "project", "lead" */
	int64_t id;
	struct str old, new;
};

enum verdict verdict_of(struct arena *a, const struct plan *plan, const struct beside *b);

/* May new milestones be added to an item that has some? */
bool adds_milestones(const struct plan *plan, const struct item *there);

/* Names of units as the store has them, so that an alias is no change; what it does not know stays. */
enum rc units_known(struct sql *db, struct arena *a, const struct plan *plan, struct str lines, struct str *ret,
		    struct err *err) NODISCARD;
/* A unit's name without blanks and line ends. */
struct str unit_tidy(struct arena *a, struct str name);
bool is_units_field(const char *field);

/* The import's row in the middle of a transaction or a look; WHY_MISSING when there is none. */
enum rc import_row_load(struct sql *db, struct arena *a, int64_t region, int64_t id, struct import_row *ret,
			struct str *frame, struct str *reader, struct err *err) NODISCARD;

/* Makes the words of a project findable again after a change. */
enum rc index_project(struct txn *t, int64_t project, struct err *err) NODISCARD;

#endif
