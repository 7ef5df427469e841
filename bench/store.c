#define _POSIX_C_SOURCE 200809L
/*
 * How many edits a store acknowledges in a second, and how many the engine alone does.
 *
 *     bench_store URL ROUNDS SECONDS      a store with one imported programme; prints both medians and their ratio
 *
 * One edit is one field of an item with its audit record in a transaction of its own: five rows in five tables and the
 * indexes of the audit table.  The bare loop writes the same rows of the same tables through sqlite3 or libpq with statements
 * prepared once, the same durability (WAL, synchronous FULL; PostgreSQL's own commit), and neither reads, hashes nor checks
 * anything.  The two take turns on the same store.
 */

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/digest.h"
#include "ops/op_project.h"
#include "store/store.h"
#include "store/store_read.h"

enum { ROUNDS_MAX = 50 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_size);
	return v[n / 2];
}

static void must(enum rc rc, const struct err *err)
{
	if (rc != RC_OK)
		die("bench_store: %s (%s)", err->msg, err->log);
}

/* ---- ours ---- */

struct target {
	int64_t region, programme, project, item;
};

static double ours(const char *url, double seconds, struct target *ret)
{
	struct arena *long_lived = arena_new(), *a = arena_new();
	struct actor actor = { .name = STR("bench"), .local = true };
	struct ask k = { .actor = &actor, .a = long_lived, .now = clock_now(), .today = clock_today() };
	struct region_list regions = { 0 };
	struct programme_row_list years = { 0 };
	struct office_programme year;
	struct office_project view;
	struct err err = { 0 };
	double from, took;
	int64_t version;
	size_t n = 0, changed;

	must(store_open(url, STORE_WRITE, &k.st, &err), &err);
	must(store_read_regions(&k, &regions, &err), &err);
	must(store_read_programmes(&k, regions.v[0].id, &years, &err), &err);
	must(store_read_programme(&k, regions.v[0].id, years.v[0].id, &year, &err), &err);
	*ret = (struct target){ regions.v[0].id, years.v[0].id, year.p.projects.v[0].id, year.p.projects.v[0].items.v[0].id };
	must(store_read_project(&k, ret->region, ret->project, &view, &err), &err);
	version = view.version;
	k.a = a;
	from = now();
	do {
		struct field_edit edit = { OBJECT_ITEM, ret->item, STR("next_plan"), arena_printf(a, "第%zu次填写", n) };
		struct field_edit_list edits = { &edit, 1, 1 };

		k.now = clock_now();
		must(op_project_edit(&k, ret->region, ret->project, version++, &edits, STR("试"), &changed, &err), &err);
		if (changed != 1)
			die("bench_store: an edit changed %zu fields", changed);
		n++;
		arena_reset(a);
		took = now() - from;
	} while (took < seconds);
	store_close(k.st);
	arena_free(a);
	arena_free(long_lived);
	return (double)n / took;
}

/* ---- the same rows, bare ---- */

enum { TEXTS = 5 };

/* $1 region, $2 id or seq, $3 text or time, $4 hash; each uses what it needs. */
#define AUDIT                                                                                                  \
	"INSERT INTO audit (region, seq, at, account, actor, action, kind, object, owner, field, old, new, reason," \
	" change_set, hash) VALUES ($1, $2, 1, 0, 'bench', 'edit', 'item', $4, $5, 'next_plan', $3, $3, '试', $2, $6)"
static const char *const bare_texts[TEXTS] = {
	"UPDATE item SET next_plan = $3 WHERE region = $1 AND id = $2",
	"UPDATE project SET version = version + 1, changed_at = $3 WHERE region = $1 AND id = $2",
	"UPDATE programme SET version = version + 1, changed_at = $3 WHERE region = $1 AND id = $2",
	AUDIT,
	"UPDATE region_head SET seq = $2, head = $3, version = version + 1 WHERE region = $1",
};

static const char seq_text[] = "SELECT seq FROM region_head WHERE region = $1";

struct lite {
	sqlite3 *h;
	sqlite3_stmt *begin, *commit, *seq, *q[TEXTS];
};

static sqlite3_stmt *lite_prepare(sqlite3 *h, const char *text)
{
	sqlite3_stmt *stmt;
	char changed[600];
	size_t n = strlen(text);

	for (size_t i = 0; i <= n; i++)
		changed[i] = text[i] == '$' ? '?' : text[i];
	if (sqlite3_prepare_v3(h, changed, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
		die("bench_store: %s", sqlite3_errmsg(h));
	return stmt;
}

static void lite_run(struct lite *l, sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) != SQLITE_DONE)
		die("bench_store: %s", sqlite3_errmsg(l->h));
	sqlite3_reset(stmt);
}

static void lite_edit(struct lite *l, const struct target *t, int64_t seq, size_t n)
{
	static const uint8_t hash[DIGEST_BYTES];
	const int64_t ids[] = { t->item, t->project, t->programme, seq, seq };
	char text[64];

	snprintf(text, sizeof(text), "第%zu次填写", n);
	lite_run(l, l->begin);
	for (int i = 0; i < TEXTS; i++) {
		sqlite3_bind_int64(l->q[i], 1, t->region);
		sqlite3_bind_int64(l->q[i], 2, ids[i]);
		if (i == 0 || i == 3)
			sqlite3_bind_text(l->q[i], 3, text, -1, SQLITE_STATIC);
		else if (i < 3)
			sqlite3_bind_int64(l->q[i], 3, clock_now());
		else
			sqlite3_bind_blob(l->q[i], 3, hash, sizeof(hash), SQLITE_STATIC);
		if (i == 3) {
			sqlite3_bind_int64(l->q[i], 4, t->item);
			sqlite3_bind_int64(l->q[i], 5, t->project);
			sqlite3_bind_blob(l->q[i], 6, hash, sizeof(hash), SQLITE_STATIC);
		}
		lite_run(l, l->q[i]);
	}
	lite_run(l, l->commit);
}

static double bare_lite(const char *file, double seconds, const struct target *t)
{
	struct lite l = { 0 };
	double from, took;
	size_t n = 0;
	int64_t seq;

	if (sqlite3_open(file, &l.h) != SQLITE_OK ||
	    sqlite3_exec(l.h, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;", NULL, NULL, NULL) != SQLITE_OK)
		die("bench_store: %s", sqlite3_errmsg(l.h));
	l.begin = lite_prepare(l.h, "BEGIN IMMEDIATE");
	l.commit = lite_prepare(l.h, "COMMIT");
	l.seq = lite_prepare(l.h, seq_text);
	for (int i = 0; i < TEXTS; i++)
		l.q[i] = lite_prepare(l.h, bare_texts[i]);
	sqlite3_bind_int64(l.seq, 1, t->region);
	sqlite3_step(l.seq);
	seq = sqlite3_column_int64(l.seq, 0);
	sqlite3_finalize(l.seq);
	from = now();
	do {
		lite_edit(&l, t, ++seq, n++);
		took = now() - from;
	} while (took < seconds);
	sqlite3_finalize(l.begin);
	sqlite3_finalize(l.commit);
	for (int i = 0; i < TEXTS; i++)
		sqlite3_finalize(l.q[i]);
	sqlite3_close(l.h);
	return (double)n / took;
}

static void pg_check(PGconn *c, PGresult *r)
{
	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		die("bench_store: %s", PQerrorMessage(c));
	PQclear(r);
}

static void pg_edit(PGconn *c, const struct target *t, int64_t seq, size_t n)
{
	static const int params[TEXTS] = { 3, 3, 3, 6, 3 };
	static const char hash[] = "\\x0000000000000000000000000000000000000000000000000000000000000000";
	const int64_t ids[] = { t->item, t->project, t->programme, seq, seq };
	char region[24], id[24], text[64], at[24], item[24], project[24], name[4] = "s0";

	snprintf(region, sizeof(region), "%lld", (long long)t->region);
	snprintf(item, sizeof(item), "%lld", (long long)t->item);
	snprintf(project, sizeof(project), "%lld", (long long)t->project);
	snprintf(text, sizeof(text), "第%zu次填写", n);
	snprintf(at, sizeof(at), "%lld", (long long)clock_now());
	pg_check(c, PQexecPrepared(c, "begin", 0, NULL, NULL, NULL, 0));
	for (int i = 0; i < TEXTS; i++) {
		const char *v[] = { region, id, i == 0 || i == 3 ? text : i < 3 ? at : hash, item, project, hash };

		snprintf(id, sizeof(id), "%lld", (long long)ids[i]);
		name[1] = (char)('0' + i);
		pg_check(c, PQexecPrepared(c, name, params[i], v, NULL, NULL, 0));
	}
	pg_check(c, PQexecPrepared(c, "commit", 0, NULL, NULL, NULL, 0));
}

static double bare_pg(const char *url, double seconds, const struct target *t)
{
	PGconn *c = PQconnectdb(url);
	const char *v[1];
	char name[4] = "s0", region[24];
	PGresult *r;
	double from, took;
	size_t n = 0;
	int64_t seq;

	if (PQstatus(c) != CONNECTION_OK)
		die("bench_store: %s", PQerrorMessage(c));
	pg_check(c, PQprepare(c, "begin", "BEGIN", 0, NULL));
	pg_check(c, PQprepare(c, "commit", "COMMIT", 0, NULL));
	for (int i = 0; i < TEXTS; i++) {
		name[1] = (char)('0' + i);
		pg_check(c, PQprepare(c, name, bare_texts[i], 0, NULL));
	}
	snprintf(region, sizeof(region), "%lld", (long long)t->region);
	v[0] = region;
	r = PQexecParams(c, seq_text, 1, NULL, v, NULL, NULL, 0);
	seq = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	from = now();
	do {
		pg_edit(c, t, ++seq, n++);
		took = now() - from;
	} while (took < seconds);
	PQfinish(c);
	return (double)n / took;
}

int main(int argc, char **argv)
{
	bool pg = argc == 4 && strncmp(argv[1], "postgres", 8) == 0;
	double a[ROUNDS_MAX], b[ROUNDS_MAX], seconds, x, y;
	struct target t;
	int rounds;

	if (argc != 4 || (rounds = (int)strtol(argv[2], NULL, 10)) < 1 || rounds > ROUNDS_MAX)
		die("bench_store URL ROUNDS SECONDS");
	seconds = strtod(argv[3], NULL);
	for (int i = 0; i < rounds; i++) {
		a[i] = ours(argv[1], seconds, &t);
		b[i] = pg ? bare_pg(argv[1], seconds, &t) : bare_lite(argv[1], seconds, &t);
	}
	x = median(a, rounds);
	y = median(b, rounds);
	printf("%.0f %.0f %.2f\n", x, y, x / y);
	return 0;
}
