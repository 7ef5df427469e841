#ifndef STORE_CASE_H
#define STORE_CASE_H

/*
 * Stores for tests: every case runs on SQLite, and on PostgreSQL when
 * tests/with_postgres started one.  A case gets an empty store, a request of
 * the person at the machine, and a helper for others.
 *
 *     static void case(void **state) { struct bench *b = *state; … }
 *     int main(int argc, char **argv) { return store_cases_main(argc, argv, cases, COUNT(cases)); }
 *
 * The program answers `--child document upload` like minsheng, so that
 * imports read their documents in the real child.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"
#include "document/document.h"
#include "ops/op_import.h"
#include "sql/sql.h"
#include "store/store.h"

enum { START = 1750000000 }; /* seconds: 2025-06-15 */

struct bench {
	const char *engine, *url;
	struct arena *a;
	struct store *st;
	struct actor local;
	struct ask k; /* of the person at the machine */
	struct err err;
	struct actor other; /* of bench_as() */
	struct grant grant;
};

static char bench_file[64];
static const char *bench_engine, *bench_url;

#define OK(call)                                                                       \
	do {                                                                           \
		enum rc ok_rc = (call);                                                \
                                                                                       \
		if (ok_rc != RC_OK)                                                    \
			print_error("%s: %s (%s)\n", b->engine, b->err.msg, b->err.log); \
		assert_int_equal(ok_rc, RC_OK);                                        \
	} while (0)

/* Refused, for this reason; the sentence is looked at too: it must be one. */
#define REFUSED(call, reason)                                     \
	do {                                                      \
		b->err = (struct err){ 0 };                       \
		assert_int_not_equal((call), RC_OK);              \
		assert_int_equal(b->err.why, (reason));           \
		assert_true(strlen(b->err.msg) > 6);              \
	} while (0)

#define EQUAL(got, want) assert_string_equal(arena_cstr(b->a, (got)), (want))

static void bench_remove_files(void)
{
	char name[96];
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(name, sizeof(name), "%s%s", bench_file, tails[i]);
		unlink(name);
	}
}

static void bench_clean(void)
{
	struct sql_pool *pool = NULL;
	struct sql *db = NULL;
	struct err err = { 0 };

	if (strcmp(bench_engine, "sqlite") == 0) {
		bench_remove_files();
		return;
	}
	assert_int_equal(sql_pool_open(bench_url, SQL_OPEN_WRITE, &pool, &err), RC_OK);
	assert_int_equal(sql_take(pool, SQL_WRITE, &db, &err), RC_OK);
	assert_int_equal(sql_script(db, STR("DROP SCHEMA public CASCADE; CREATE SCHEMA public"), &err), RC_OK);
	sql_give(pool, db);
	sql_pool_close(pool);
}

static int bench_setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	assert_non_null(b);
	bench_clean();
	b->engine = bench_engine;
	b->url = bench_url;
	b->a = arena_new();
	b->local = (struct actor){ .name = STR("测试"), .local = true };
	OK(store_open(bench_url, STORE_CREATE, &b->st, &b->err));
	b->k = (struct ask){ .actor = &b->local, .st = b->st, .a = b->a, .now = (int64_t)START * 1000,
			     .today = day_of(2025, 6, 15) };
	*state = b;
	return 0;
}

static int bench_teardown(void **state)
{
	struct bench *b = *state;

	store_close(b->st);
	arena_free(b->a);
	free(b);
	return 0;
}

/* A request of somebody with one role in one region, for one unit or none. */
__attribute__((unused)) static struct ask bench_as(struct bench *b, enum role role, int64_t region, int64_t unit)
{
	struct ask k = b->k;

	b->grant = (struct grant){ .id = 1, .role = role, .region = region, .unit = unit };
	b->other = (struct actor){ .account = 99, .name = STR("某人"), .grants = { &b->grant, 1, 1 } };
	k.actor = &b->other;
	return k;
}

/* Reads a text as a document of 示例县 and confirms it, doubts left empty. */
__attribute__((unused)) static struct import_done bench_import(struct bench *b, const char *name, const char *text,
							       int64_t *region)
{
	struct import_ref ref;
	struct import_done done = { 0 };

	OK(op_import_upload(&b->k,
			    &(struct import_given){ .file = str_of(name), .bytes = str_of(text), .limits = &DOC_UPLOAD }, &ref,
			    &b->err));
	OK(op_import_confirm(&b->k, ref.region, ref.id, true, &done, &b->err));
	*region = ref.region;
	return done;
}

#define STORE_CASE(f) cmocka_unit_test_setup_teardown(f, bench_setup, bench_teardown)

static int store_cases_main(int argc, char **argv, const struct CMUnitTest *cases, size_t n)
{
	const char *pg = getenv("MINSHENG_TEST_PG");
	int failed;

	if (argc == 4 && strcmp(argv[1], "--child") == 0 && strcmp(argv[2], "document") == 0)
		return doc_child_main(strcmp(argv[3], "upload") == 0 ? &DOC_UPLOAD : &DOC_CLI);
	snprintf(bench_file, sizeof(bench_file), "/tmp/minsheng-store-%d.db", (int)getpid());
	bench_engine = "sqlite";
	bench_url = bench_file;
	failed = _cmocka_run_group_tests("SQLite", cases, n, NULL, NULL);
	bench_remove_files();
	if (pg == NULL) {
		printf("[  SKIPPED ] %d test(s): no PostgreSQL; run with tests/with_postgres\n", (int)n);
		return failed;
	}
	bench_engine = "postgres";
	bench_url = pg;
	return failed + _cmocka_run_group_tests("PostgreSQL", cases, n, NULL, NULL);
}

#endif
