#ifndef MODEL_DERIVE_H
#define MODEL_DERIVE_H

/*
 * What a project says as a whole, taken together over its items; the public
 * half is declared in model/programme_json.h.  Everything here is linear in
 * the number of values: a hostile table may give one project 100,000 items.
 */

#include "model/programme.h"

/* The project's own marks and those of the keys derived from its items ("tasks", "lead" …), without
 * repetition. */
struct mark_list project_marks(const struct project *p, struct arena *a);

/* Tasks of the items in order, without repetition and empty ones. */
struct str_list project_tasks(const struct project *p, struct arena *a);

#endif
