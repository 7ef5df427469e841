#ifndef OPS_OP_IMPORT_H
#define OPS_OP_IMPORT_H

/*
 * A document becomes part of the programme.
 *
 *     op_import_upload()    read in the confined child, kept as a draft; the programme is untouched
 *     op_import_preview()   what was read, what is asked, what would change
 *     op_import_decide()    one answer; op_import_back() takes the last one back
 *     op_import_confirm()   writes the programme, in one transaction
 *     op_publish()          another act (ops/op_project.h)
 *     op_import_undo()      a new change set that takes the import back
 *
 * The same bytes for the same region and programme change nothing: upload
 * answers with the import that is there (ret->again), and confirming it again
 * is no change.  Projects match by number and name, else by name, else by
 * similarity (asked); items by task, milestones by due and text.  What the
 * document does not name stays and is listed.
 *
 * Rights: MAY_IMPORT in the region.
 */

#include "document/document.h"
#include "model/programme.h"
#include "store/store_read.h"

struct import_given {
	struct str file;	/* its name, as data */
	struct str bytes;
	int64_t region;		/* 0: by region_name, else as the document says */
	struct str region_name; /* with region 0; made when it is new and the actor is local */
	int year;		/* 0: as the document says */
	const struct doc_limits *limits; /* DOC_UPLOAD for doors, DOC_CLI for commands */
};

struct import_ref {
	int64_t region, id;
	bool again; /* this very file was here before, for this programme */
};

/* RC_INPUT when the file cannot be read as a list of projects: nothing is kept then. */
enum rc op_import_upload(const struct ask *k, const struct import_given *given, struct import_ref *ret,
			 struct err *err) NODISCARD;

/* ---- the preview ---- */

enum question_kind {
	ASK_DOUBT,  /* two readings of one value */
	ASK_MATCH,  /* is this the project that is already there? */
	ASK_UNIT,   /* is this a unit we know by another name? */
	ASK_CHANGE, /* old or new */
	ASK_ABSENT, /* there, but not in this document: stays unless said otherwise */
};

struct choice {
	struct str value; /* to be sent to op_import_decide() */
	struct str label; /* for the person */
};

struct choice_list {
	struct choice *v;
	size_t n, cap;
};

struct question {
	enum question_kind kind;
	struct str key;	   /* to be sent to op_import_decide() */
	size_t project;	   /* place in p.projects, or STR_NONE */
	struct str at;	   /* 第3件 资金 */
	struct str why;	   /* one sentence */
	struct str old, new; /* ASK_CHANGE: as they stand; lists as lines */
	struct span_list spans;
	struct choice_list choices;
	bool free_text;	   /* any other value may be sent too */
	bool settled;	   /* a person has answered */
	bool must;	   /* has to be settled before confirming without `yes` */
	struct str value;  /* the answer, or what happens without one */
};

struct question_list {
	struct question *v;
	size_t n, cap;
};

struct import_counts {
	size_t projects, items, milestones;
	size_t fresh, changed, same; /* projects against the programme that is there */
	size_t open; /* questions that must be settled and are not */
	size_t wrong; /* findings that do not hold */
	size_t rest;  /* pieces of text that became no value */
};

struct import_view {
	struct import_row row;
	struct region region;
	struct document doc;  /* the source, blocks and all; telephone numbers masked */
	struct programme p;   /* as read, with the answers applied; marks lead into doc */
	int64_t *match;	      /* per project of p: the project in the store, 0: new */
	struct question_list questions; /* those that must be settled first */
	struct import_counts counts;
	int64_t programme; /* the one it would go into, 0: a new one */
	bool reader_changed; /* read by an older program: answers were put aside */
	size_t answers;	   /* how many there are, for op_import_back() */
};

enum rc op_import_preview(const struct ask *k, int64_t region, int64_t id, struct import_view *ret,
			  struct err *err) NODISCARD;

/*
 * One answer.  `key` and `value` come from a question; beside these
 *
 *     "set:P:FIELD"       P the place of a project: name no field total_yuan sources
 *     "set:P:I:FIELD"     I the place of an item: task lead support implement leaders targets progress …
 *     "set:P:I:M:FIELD"   M the place of a milestone: due from text figures sub
 *
 * set any value of the reading (lists as lines), and
 *
 *     "add:P"             one more item; the value is its task
 *     "add:P:I"           one more milestone; the value is its text
 *     "gone:P:I"          without this item; "gone:P:I:M" without this milestone
 *
 * change what there is: places are those after the answers given before, so
 * what follows a removed one moves up.  `remember`: for ASK_UNIT, keep the
 * alias for the imports to come.
 */
enum rc op_import_decide(const struct ask *k, int64_t region, int64_t id, struct str key, struct str value,
			 bool remember, struct err *err) NODISCARD;

struct decision {
	struct str key, value;
};

struct decision_list {
	struct decision *v;
	size_t n, cap;
};

/*
 * Several at once, all or none.  `seen`: how many answers there were when the
 * places were looked up (import_view.answers); WHY_CONFLICT when parts were
 * added or removed since.  SIZE_MAX: no matter.
 */
enum rc op_import_decide_all(const struct ask *k, int64_t region, int64_t id, const struct decision_list *l, size_t seen,
			     struct err *err) NODISCARD;

/* Takes the last answer back; RC_REFUSED when there is none. */
enum rc op_import_back(const struct ask *k, int64_t region, int64_t id, struct err *err) NODISCARD;

struct import_done {
	int64_t programme, set;
	int year;
	size_t fresh, changed, same, milestones;
	bool nothing; /* nothing was to be changed */
};

/* `yes`: what is not settled keeps its text, and the doubtful field stays empty. */
enum rc op_import_confirm(const struct ask *k, int64_t region, int64_t id, bool yes, struct import_done *ret,
			  struct err *err) NODISCARD;
enum rc op_import_drop(const struct ask *k, int64_t region, int64_t id, struct err *err) NODISCARD;
enum rc op_import_undo(const struct ask *k, int64_t region, int64_t id, struct import_done *ret,
		       struct err *err) NODISCARD;

#endif
