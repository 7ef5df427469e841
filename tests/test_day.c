/* Days between days. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/day.h"

static const struct {
	const char *from, *to;
	int days;
} rows[] = {
	{ "2025-04-08", "2025-04-08", 0 },    { "2025-04-08", "2025-04-10", 2 },    { "2025-04-08", "2025-03-31", -8 },
	{ "2024-02-28", "2024-03-01", 2 },    { "2025-02-28", "2025-03-01", 1 },    { "2024-12-31", "2025-01-01", 1 },
	{ "2024-01-01", "2025-01-01", 366 },  { "1900-02-28", "1900-03-01", 1 },    { "2000-02-28", "2000-03-01", 2 },
	{ "0001-01-01", "9999-12-31", 3652058 },
};

static void counts_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct day from, to;

		assert_true(day_parse(str_of(rows[i].from), &from));
		assert_true(day_parse(str_of(rows[i].to), &to));
		assert_int_equal(day_count(from, to), rows[i].days);
		assert_int_equal(day_count(to, from), -rows[i].days);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(counts_days) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
