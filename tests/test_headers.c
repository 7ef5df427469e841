/*
 * Headers of tables, read from cases/headers.txt: every word the reader
 * knows, words in their usual dress (years, brackets, blanks), and cells that
 * are no header.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "reading/field.h"
#include "zh/fold.h"

static const char *const field_words[FIELD_COUNT_OF] = {
	[FIELD_NONE] = "none",
	[FIELD_NO] = "no",
	[FIELD_GROUP] = "group",
	[FIELD_NAME] = "name",
	[FIELD_TASK] = "task",
	[FIELD_TARGET] = "target",
	[FIELD_PLAN] = "plan",
	[FIELD_PERIOD] = "period",
	[FIELD_DEADLINE] = "deadline",
	[FIELD_LEAD] = "lead",
	[FIELD_SUPPORT] = "support",
	[FIELD_IMPLEMENT] = "implement",
	[FIELD_DUTY] = "duty",
	[FIELD_LEADER] = "leader",
	[FIELD_CONTACT] = "contact",
	[FIELD_MONEY] = "money",
	[FIELD_SOURCE] = "source",
	[FIELD_SOURCE_AMOUNT] = "source_amount",
	[FIELD_MONEY_DONE] = "money_done",
	[FIELD_PROGRESS] = "progress",
	[FIELD_STATUS] = "status",
	[FIELD_PROBLEMS] = "problems",
	[FIELD_NEXT] = "next",
	[FIELD_MIXED] = "mixed",
	[FIELD_COUNT_TARGET] = "count_target",
	[FIELD_COUNT_DONE] = "count_done",
	[FIELD_COUNT_RATE] = "count_rate",
	[FIELD_MEASURE] = "measure",
	[FIELD_SITE] = "site",
	[FIELD_REMARK] = "remark",
	[FIELD_PHONE] = "phone",
};

enum { PLAN_YEAR = 2025, LINE_MAX_BYTES = 512 };

/* The cell as the reader meets it: folded, "\n" of the file a line end. */
static struct str folded(struct arena *a, const char *cell)
{
	struct str s = str_of(cell);
	char *to = arena_bytes(a, s.n * 2 + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t c;

		if (str_at(s, i, STR("\\n"))) {
			to[n++] = '\n';
			i += 2;
			continue;
		}
		c = zh_fold(utf8_next(s, &i));
		if (c != ZH_DROP)
			n += utf8_put(to + n, c);
	}
	return (struct str){ to, n };
}

static int wrong_row(const char *file, int line, char *row)
{
	char *tab = strchr(row, '\t');
	struct arena *a = arena_new();
	const char *got;
	int wrong = 0;

	if (tab == NULL) {
		print_error("%s:%d: no tab\n", file, line);
		arena_free(a);
		return 1;
	}
	*tab = '\0';
	got = field_words[heading_read(a, folded(a, row), PLAN_YEAR).field];
	if (strcmp(got, tab + 1) != 0) {
		print_error("%s:%d 「%s」: got %s, want %s\n", file, line, row, got, tab + 1);
		wrong = 1;
	}
	arena_free(a);
	return wrong;
}

static void reads_headers(void **state)
{
	const char *file = TESTS_DIR "/cases/headers.txt";
	FILE *f = fopen(file, "r");
	char row[LINE_MAX_BYTES];
	int line = 0, wrong = 0, rows = 0;

	(void)state;
	if (f == NULL)
		fail_msg("%s: %s", file, strerror(errno));
	while (fgets(row, sizeof(row), f) != NULL) {
		line++;
		row[strcspn(row, "\n")] = '\0';
		if (row[0] == '\0' || row[0] == '#')
			continue;
		rows++;
		wrong += wrong_row(file, line, row);
	}
	fclose(f);
	assert_true(rows > 400);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_headers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
