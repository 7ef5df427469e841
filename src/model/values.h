#ifndef MODEL_VALUES_H
#define MODEL_VALUES_H

/*
 * Fields of a project, an item, a milestone by name, as text: the names and
 * forms of ops/op_project.h.  An unknown field is empty, and not taken.
 */

#include "model/programme.h"

/* The fields that a document may fill, in the order in which they are written; end with NULL. */
extern const char *const project_fields[], *const item_fields[], *const milestone_fields[];

struct str project_value(struct arena *a, const struct project *p, const char *field);
struct str item_value(struct arena *a, const struct item *it, const char *field);
struct str milestone_value(struct arena *a, const struct milestone *m, const char *field);

enum rc project_take(struct arena *a, struct project *p, struct str field, struct str value, struct err *err) NODISCARD;
enum rc item_take(struct arena *a, struct item *it, struct str field, struct str value, struct err *err) NODISCARD;
enum rc milestone_take(struct arena *a, struct milestone *m, struct str field, struct str value,
		       struct err *err) NODISCARD;

#endif
