#ifndef WEB_EDIT_FORM_H
#define WEB_EDIT_FORM_H

/*
 * The fields of a project, an item, a milestone as a form: one table says how
 * each is called, shown and typed.
 *
 *     value as the operations know it  →  inputs              put_edit_field()
 *     what the form sent               →  value again         edit_typed()
 *
 * Lists are rows of small inputs ("c.leaders.0.1" is row 0, column 1), money
 * is typed in 万元.  Beside each field goes a mark of what it held when the page was
 * made ("w.name"): only what the person changed is sent to the operation, and
 * when another was faster it tells what both changed.
 */

#include "ops/op_project.h"
#include "web/layout.h"

enum edit_type {
	EDIT_LINE, EDIT_TEXT, EDIT_NUMBER, EDIT_DAY, EDIT_MONEY,
	EDIT_STATE, EDIT_RECURS,					/* one of a few words */
	EDIT_UNITS, EDIT_LEADERS, EDIT_SOURCES, EDIT_FIGURES,		/* lists as lines (model/lines.h) */
	EDIT_FLAG,							/* never in a form: gone */
};

struct edit_field {
	enum object_kind kind;
	const char *name;
	const char *label;
	const char *hint; /* how to type it; NULL: as one would think */
	enum edit_type type;
	bool unit; /* the lead unit may change it too */
};

extern const struct edit_field edit_fields[]; /* ends with a NULL name */
const struct edit_field *edit_field_find(enum object_kind kind, struct str name);

/* What is edited: a project, or one of its items or milestones. */
struct edit_part {
	enum object_kind kind;
	const struct project *p;
	const struct item *it;	   /* of an item or milestone */
	const struct milestone *m; /* of a milestone */
	size_t n;		   /* place of the item in the project, from 1 */
};

/* False when the project has no such item or milestone (id is ignored for the project). */
bool edit_part_find(const struct project *p, enum object_kind kind, int64_t id, struct edit_part *ret);

int64_t edit_part_id(const struct edit_part *part);

/* As it stands, in the operations' form. */
struct str edit_value(struct arena *a, const struct edit_part *part, const struct edit_field *f);

/* A value in the words of people, for history and comparison; "—" for nothing. */
struct str edit_words(struct arena *a, enum edit_type type, struct str value);

/* A short mark of a value, for "w.FIELD". */
struct str edit_mark(struct arena *a, struct str value);

/* The label, the inputs and the mark; value is typed or as it stands, was_mark of the stored one. */
void put_edit_field(struct buf *b, const struct page *p, const struct edit_field *f, struct str value, struct str was_mark);

/* What a form sent for a field: false when it is not in the form.  Fails when it cannot be read. */
enum rc edit_typed(const struct request *rq, const struct edit_field *f, bool *given, struct str *ret,
		   struct err *err) NODISCARD;

/* The parameters a route of such a form declares. */
enum { EDIT_VALUE_MAX = 24000, EDIT_FIELDS_MAX = 4000, EDIT_BODY_MAX = 512 << 10 };
#define EDIT_PARAMS                                               \
	{ "f.*", PARAM_TEXT, .max = EDIT_VALUE_MAX, .label = "填写的内容" }, \
	{ "c.*", PARAM_LINE, .max = 1200, .label = "填写的内容" }, { "w.*", PARAM_CODE }

#endif
