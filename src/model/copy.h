#ifndef MODEL_COPY_H
#define MODEL_COPY_H

/*
 * Copies of what a programme holds, with all their texts, into another
 * arena: what was read with much scratch around it is kept without.  Lists
 * are copied at their exact length.  Field names of marks, names of checks
 * and the like are literals and stay where they are.
 */

#include "model/programme.h"

struct project project_copy(struct arena *a, const struct project *p);
struct completed completed_copy(struct arena *a, const struct completed *c);
struct finding finding_copy(struct arena *a, const struct finding *f);

#endif
