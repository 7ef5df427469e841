#include "reading/finding.h"

void check_document(struct arena *a, const struct check_input *in, struct programme *p)
{
	struct check c = { a, in, p };

	check_counts(&c);
	check_money(&c);
	check_series(&c);
	check_parts(&c);
	check_progress(&c);
	check_dates(&c);
	check_text(&c);
}
