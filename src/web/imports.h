#ifndef WEB_IMPORTS_H
#define WEB_IMPORTS_H

/*
 * The pages of an import as functions of a view: the list with the upload
 * form, the preview, the form of one project.  web/import.c fills them.
 */

#include "ops/op_import.h"
#include "web/parts.h"

/* What came of one uploaded file. */
struct uploaded {
	struct str name;
	int64_t region, import; /* import 0: it could not be read */
	bool again;		/* it was here before */
	struct str says;	/* why not */
};

struct uploaded_list {
	struct uploaded *v;
	size_t n, cap;
};

struct imports_view {
	struct import_row_list rows;
	struct region_list regions; /* where the person may import */
	struct uploaded_list files; /* just uploaded; empty otherwise */
	struct str says;	    /* what was wrong with the form as a whole */
	int year;		    /* as typed before; 0: none */
};

void put_imports_page(struct buf *b, const struct page *p, const struct imports_view *v);

enum show { SHOW_ALL, SHOW_DOUBTFUL, SHOW_CHANGED };
#define SHOW_WORDS "all|doubtful|changed"

struct preview_view {
	struct import_view *import;
	enum show show; /* which projects */
	const struct programme_row *in; /* the programme it went into, or would go into; NULL: a new one */
	bool may_publish, may_units;
};

void put_preview_page(struct buf *b, const struct page *p, const struct preview_view *v);

/* ---- the form of one project (preview_edit.c) ---- */

struct import_edit {
	struct import_view *import;
	size_t at;		       /* place of the project */
	const struct field_list *typed; /* "f.*" as sent, when something in it was wrong; NULL otherwise */
};

void put_edit_page(struct buf *b, const struct page *p, const struct import_edit *v);

/*
 * What a form changes, for op_import_decide_all(): values that differ from the reading, then parts added, then
 * parts removed from the last to the first, so that every place is still what it was on the page.  RC_INPUT with a
 * sentence that names the field.
 */
enum rc edit_decisions(struct arena *a, const struct import_view *v, size_t at, const struct field_list *typed,
		       struct decision_list *ret, struct err *err) NODISCARD;
/* How many answers there were when the form was made; SIZE_MAX when it does not say. */
size_t edit_seen(const struct field_list *typed);
/* Does the person want the form again after saving? */
bool edit_goes_on(const struct field_list *typed);

/* The decisions that make every figure of an item's series an increment, or a sum. */
void series_decisions(struct arena *a, const struct import_view *v, size_t project, size_t item, enum figure_mode mode,
		      struct decision_list *ret);

/* 万元 as typed to yuan as stored; empty stays empty.  RC_INPUT with a sentence. */
enum rc yuan_of_wan(struct arena *a, struct str wan, struct str *ret, struct err *err) NODISCARD;
/* Names between 、 and commas, one a line. */
struct str lines_of_names(struct arena *a, struct str s);

#endif
