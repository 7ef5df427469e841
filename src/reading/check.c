#include "reading/finding.h"

void check_document(struct arena *a, const struct check_input *in, struct programme *p)
{
	static void (*const checks[])(struct check *) = { check_counts, check_money, check_series, check_parts,
							  check_progress, check_dates, check_text };
	struct check c = { .a = arena_new(), .in = in, .p = p, .keep = a, .settled = p->findings.n };

	for (size_t k = 0; k < COUNT(checks); k++) {
		checks[k](&c);
		finding_settle(&c);
	}
	arena_free(c.a);
}
