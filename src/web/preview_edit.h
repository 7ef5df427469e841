#ifndef WEB_PREVIEW_EDIT_H
#define WEB_PREVIEW_EDIT_H

/*
 * The form of one project as it was read, and what is to be decided when it
 * comes back.  Lists are rows of small fields with an empty one at the end; a row whose first
 * field is emptied goes.  Items and milestones have a box that removes them, and one empty each at the end.
 * Names of fields, I an item, M a milestone, K a row:
 *
 *     name no field total s.K.name s.K.wan
 *     I.task I.lead I.support I.implement I.progress …  I.l.K.role I.l.K.name  I.gone
 *     I.t.K.n I.t.K.unit I.t.K.what I.t.K.stage I.t.K.cmp I.t.K.mode
 *     I.m.M.due I.m.M.from I.m.M.text I.m.M.gone  I.m.M.f.K.n …
 *     seen  how many answers there were: places hold for these
 */

#include "web/imports.h"

enum { NAME_MAX_BYTES = 64 };

/* The field of this name, as typed; false when the form has none. */
bool edit_find(const struct field_list *l, struct str *ret, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The plain texts of an item, the task first. */
struct edit_text_field {
	const char *field, *label;
	size_t offset;
};
enum { EDIT_TEXTS = 7 };
extern const struct edit_text_field edit_texts[EDIT_TEXTS];
struct str edit_text(const struct item *it, size_t i);

#endif
