/* The store itself: opening, the audit chain, many at once, and what can go wrong outside.  On both engines. */

#define _GNU_SOURCE
#include "store_case.h"

#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "ops/op_project.h"
#include "ops/op_setting.h"
#include "ops/op_unit.h"
#include "sql/engine.h"
#include "store/inside.h"
#include "store/store_read.h"
#include "store/verify.h"
#include "store_docs.h"

static bool is_sqlite(const struct bench *b)
{
	return strcmp(b->engine, "sqlite") == 0;
}

/* ---- one text for both engines ---- */

static void texts_are_rewritten(void **state)
{
	static const struct {
		const char *text, *sqlite, *postgres;
	} rows[] = {
		{ "SELECT a FROM t WHERE b = $1 AND c = $12", "SELECT a FROM t WHERE b = ?1 AND c = ?12",
		  "SELECT a FROM t WHERE b = $1 AND c = $12" },
		{ "CREATE TABLE t (a INT8, b BYTES, c TEXT) STRICT", "CREATE TABLE t (a INTEGER, b BLOB, c TEXT) STRICT",
		  "CREATE TABLE t (a INT8, b BYTEA, c TEXT) " },
		{ "SELECT 'INT8 $1', MY_INT8 -- BYTES\n", "SELECT 'INT8 $1', MY_INT8 -- BYTES\n",
		  "SELECT 'INT8 $1', MY_INT8 -- BYTES\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out = BUF_INIT(1000);

		sql_rewrite(&out, str_of(rows[i].text), false);
		assert_string_equal(out.p, rows[i].sqlite);
		buf_reset(&out);
		sql_rewrite(&out, str_of(rows[i].text), true);
		assert_string_equal(out.p, rows[i].postgres);
		buf_free(&out);
	}
	assert_int_equal(sql_params(STR("a = $2 AND b = $11")), 11);
}

/* Text with every byte a document may hold, numbers at both ends, nulls: what goes in comes out. */
static void values_come_back(void **state)
{
	struct bench *b = *state;
	struct sql_pool *pool;
	struct sql *db;
	struct sql_stmt q;
	struct str odd = STR("一'\"\\;--\x01\xF0\x9F\x98\x80\n%_");
	enum rc rc;

	OK(sql_pool_open(b->url, SQL_OPEN_WRITE, &pool, &b->err));
	OK(sql_take(pool, SQL_WRITE, &db, &b->err));
	OK(sql_script(db, STR("CREATE TABLE probe (n INT8, s TEXT, b BYTES) STRICT"), &b->err));
	OK(sql_start(db, "INSERT INTO probe (n, s, b) VALUES ($1, $2, $3)", &q, &b->err));
	sql_bind_int(&q, 1, INT64_MIN);
	sql_bind_text(&q, 2, odd);
	sql_bind_bytes(&q, 3, (struct str){ "\0\xFF\0", 3 });
	OK(sql_finish(&q, &b->err));
	OK(sql_start(db, "INSERT INTO probe (n, s, b) VALUES ($1, $2, $3)", &q, &b->err));
	sql_bind_int_if(&q, 1, false, 7);
	sql_bind_text_if(&q, 2, false, odd);
	sql_bind_bytes(&q, 3, STR(""));
	OK(sql_finish(&q, &b->err));
	OK(sql_start(db, "SELECT n, s, b FROM probe ORDER BY n NULLS LAST", &q, &b->err));
	assert_true(sql_next(&q, &rc, &b->err));
	assert_true(sql_int(&q, 0) == INT64_MIN);
	assert_true(str_eq(sql_text(&q, 1), odd));
	assert_true(str_eq(sql_bytes(&q, 2), (struct str){ "\0\xFF\0", 3 }));
	assert_true(sql_next(&q, &rc, &b->err));
	assert_true(sql_null(&q, 0) && sql_null(&q, 1) && !sql_null(&q, 2));
	assert_false(sql_next(&q, &rc, &b->err));
	assert_int_equal(rc, RC_OK);
	sql_end(&q);
	sql_give(pool, db);
	sql_pool_close(pool);
}

/* ---- the chain ---- */

static void run_sql(struct bench *b, const char *text)
{
	struct sql_pool *pool;
	struct sql *db;

	OK(sql_pool_open(b->url, SQL_OPEN_WRITE, &pool, &b->err));
	OK(sql_take(pool, SQL_WRITE, &db, &b->err));
	OK(sql_script(db, str_of(text), &b->err));
	sql_give(pool, db);
	sql_pool_close(pool);
}

/* What verify says, the failed lines only. */
static struct str complaints(struct bench *b)
{
	struct verdict_list l;
	struct str out = STR("");

	OK(store_verify(b->st, b->a, &l, &b->err));
	for (size_t i = 0; i < l.n; i++)
		if (!l.v[i].ok)
			out = arena_printf(b->a, "%.*s%.*s：%.*s\n", STR_ARG(out), STR_ARG(l.v[i].what), STR_ARG(l.v[i].says));
	return out;
}

/* The same acts at the same time give the same head on both engines; docs/format.md shows how it comes about. */
static void chain_is_the_same_on_both(void **state)
{
	struct bench *b = *state;
	int64_t region, unit, seq;
	struct str hex;

	OK(op_region_add(&b->k, 0, STR("990101"), STR("示例县"), &region, &b->err));
	OK(op_unit_add(&b->k, region, STR("县能源局"), STR(""), &unit, &b->err));
	OK(op_alias_add(&b->k, region, unit, STR("能源局"), &b->err));
	OK(store_read_head(&b->k, region, &seq, &hex, &b->err));
	assert_int_equal(seq, 4);
	EQUAL(hex, "c6ef93768bb904361633894095242bdcee94639477e912fc42dc1369b99aba93");
	EQUAL(complaints(b), "");
}

/* One byte changed anywhere, and verify names the place. */
static void flipped_bytes_are_named(void **state)
{
	static const struct {
		const char *damage, *named;
	} rows[] = {
		{ "UPDATE audit SET new = '县能原局' WHERE new = '县能源局' AND kind = 'item'", "操作记录：第" },
		{ "UPDATE audit SET at = at + 1 WHERE seq = 7", "第7条被改动过" },
		{ "UPDATE audit SET reason = 'x' WHERE seq = 9", "第9条被改动过" },
		{ "DELETE FROM audit WHERE seq = 12", "第11条之后缺了记录" },
		{ "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "末尾被改动或删去" },
		{ "UPDATE audit SET seq = -1 WHERE seq = 3 AND 1 = 0; UPDATE region_head SET seq = seq + 1 WHERE region > 0",
		  "末尾被改动或删去" },
		{ "UPDATE project SET name = '公共充电桩建没' WHERE no = 1", "项目名称" },
		{ "UPDATE project SET total_fen = total_fen + 100 WHERE no = 2", "总投入" },
		{ "UPDATE project SET state = 'stopped' WHERE no = 3", "状态" },
		{ "UPDATE milestone SET due = '2025-06-29' WHERE due = '2025-06-30'", "时限" },
		{ "UPDATE milestone_figure SET n = n + 1 WHERE n = 70", "节点数量" },
		{ "UPDATE item SET progress = '已完成' WHERE progress = ''", "进展情况" },
		{ "UPDATE assignment SET name = '别人' WHERE name = '沈若舟'", "责任人" },
		{ "UPDATE unit SET kind = 'party' WHERE name = '县能源局'", "单位类别" },
		{ "UPDATE stored_file SET bytes = CAST('改过' AS BYTES)", "的内容与摘要不符" },
		{ "UPDATE baseline SET json = '{}'", "公布时的清单" },
	};
	int wrong = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct bench *b = *state;
		struct import_done done;
		int64_t region;
		struct str said;

		/* the CHECK on seq >= 1 is in the way of nothing here */
		done = bench_import(b, "任务.tsv", tasks_text, &region);
		OK(op_publish(&b->k, region, done.programme, true, &b->err));
		EQUAL(complaints(b), "");
		run_sql(b, rows[i].damage);
		said = complaints(b);
		if (!str_has(said, str_of(rows[i].named))) {
			print_error("%s: %s\n    said: %s\n", b->engine, rows[i].damage, arena_cstr(b->a, said));
			wrong++;
		}
		bench_teardown(state);
		bench_setup(state);
	}
	assert_int_equal(wrong, 0);
}

/* ---- invariants hold in the database too ---- */

static void nonsense_is_refused_by_the_tables(void **state)
{
	static const char *const texts[] = {
		"UPDATE project SET state = 'lost'",
		"UPDATE project SET total_fen = -1",
		"UPDATE project SET no = NULL",
		"UPDATE project SET no = 1",
		"UPDATE project SET closed_on = '2025-01-01'",
		"UPDATE milestone SET from_day = '2026-01-01', due = '2025-01-01'",
		"UPDATE milestone SET due = 'soon'",
		"UPDATE item_unit SET unit = 99999",
		"UPDATE item SET project = 99999",
		"DELETE FROM unit",
		"INSERT INTO unit_name (region, name, unit, alias) SELECT region, name, unit, 1 FROM unit_name",
		"UPDATE region_head SET head = CAST('kurz' AS BYTES)",
		"UPDATE target SET mode = 'guess'",
		"UPDATE programme SET year = 1066",
	};
	struct bench *b = *state;
	struct sql_pool *pool;
	struct sql *db;
	int64_t region;
	int wrong = 0;

	bench_import(b, "任务.tsv", tasks_text, &region);
	OK(sql_pool_open(b->url, SQL_OPEN_WRITE, &pool, &b->err));
	OK(sql_take(pool, SQL_WRITE, &db, &b->err));
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct err err = { 0 };

		if (sql_script(db, str_of(texts[i]), &err) == RC_OK) {
			print_error("%s: taken: %s\n", b->engine, texts[i]);
			wrong++;
		} else if (err.why != WHY_CONFLICT) {
			print_error("%s: %s: %s (%s)\n", b->engine, texts[i], err.msg, err.log);
			wrong++;
		}
	}
	sql_give(pool, db);
	sql_pool_close(pool);
	assert_int_equal(wrong, 0);
	EQUAL(complaints(b), "");
}

/* ---- many at once ---- */

enum { THREADS = 6, WRITES = 15 };

struct racer {
	struct bench *b;
	int64_t region, project;
	int at;
	int won, lost, other;
	size_t torn; /* reads that saw half a change */
};

static void *race_edits(void *arg)
{
	struct racer *r = arg;

	for (int i = 0; i < WRITES; i++) {
		struct arena *a = arena_new();
		struct ask k = r->b->k;
		struct err err = { 0 };
		struct office_project p;
		struct str value = arena_printf(a, "%d-%d", r->at, i);
		struct field_edit edits[] = { { OBJECT_PROJECT, 0, STR("field"), value },
					      { OBJECT_PROJECT, 0, STR("funds_text"), value } };
		size_t changed;
		enum rc rc;

		k.a = a;
		rc = store_read_project(&k, r->region, r->project, &p, &err);
		if (rc == RC_OK) {
			r->torn += !str_eq(p.p.field, p.p.funds.text);
			rc = op_project_edit(&k, r->region, r->project, p.version, &(struct field_edit_list){ edits, 2, 2 },
					     STR(""), &changed, &err);
		}
		r->won += rc == RC_OK;
		r->lost += rc != RC_OK && err.why == WHY_CONFLICT;
		r->other += rc != RC_OK && err.why != WHY_CONFLICT;
		if (rc != RC_OK && err.why != WHY_CONFLICT)
			fprintf(stderr, "%s (%s)\n", err.msg, err.log);
		arena_free(a);
	}
	return NULL;
}

/* Of two edits on one version exactly one wins; nobody reads half a change; the chain has one record per field. */
static void one_of_two_wins(void **state)
{
	struct bench *b = *state;
	pthread_t threads[THREADS];
	struct racer racers[THREADS];
	struct office_programme view;
	struct change_list history;
	int64_t region;
	int won = 0, lost = 0;
	size_t records = 0;

	bench_import(b, "任务.tsv", tasks_text, &region);
	OK(store_read_year(&b->k, region, 2025, &view, &b->err));
	/* from here on the two fields are always the same */
	race_edits(&(struct racer){ .b = b, .region = region, .project = view.p.projects.v[0].id, .at = THREADS });
	for (int i = 0; i < THREADS; i++) {
		racers[i] = (struct racer){ .b = b, .region = region, .project = view.p.projects.v[0].id, .at = i };
		assert_int_equal(pthread_create(&threads[i], NULL, race_edits, &racers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++) {
		won += racers[i].won;
		lost += racers[i].lost;
		assert_int_equal(racers[i].other, 0);
		assert_int_equal(racers[i].torn, 0);
	}
	assert_int_equal(won + lost, THREADS * WRITES);
	OK(store_read_history(&b->k, region, view.p.projects.v[0].id, 10000, &history, &b->err));
	for (size_t i = 0; i < history.n; i++)
		records += str_eq(history.v[i].field, STR("field"));
	assert_int_equal(records, won + WRITES);
	EQUAL(complaints(b), "");
}

/* ---- what can go wrong outside ---- */

static enum rc try_open(const char *url, enum store_mode mode, struct err *err)
{
	struct store *st = NULL;
	enum rc rc = store_open(url, mode, &st, err);

	store_close(st);
	return rc;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
	int fd = open(name, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), (ssize_t)n);
	close(fd);
}

static void newer_schema_is_refused(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	run_sql(b, "UPDATE installation SET schema = 99");
	assert_int_equal(try_open(b->url, STORE_WRITE, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "升级程序"));
	run_sql(b, "UPDATE installation SET schema = 1");
	OK(try_open(b->url, STORE_READ, &b->err));
}

static void wrong_files_are_refused(void **state)
{
	static const char name[] = "/tmp/minsheng-store-wrong.db";
	struct bench *b = *state;
	struct sql_pool *pool;
	struct sql *db;
	struct err err = { 0 };

	if (!is_sqlite(b))
		return;
	unlink(name);
	assert_int_equal(try_open(name, STORE_WRITE, &err), RC_INPUT);
	assert_int_equal(err.why, WHY_MISSING);
	assert_int_equal(access(name, F_OK), -1); /* and not made by the way */
	assert_int_equal(try_open("/no/such/folder/x.db", STORE_CREATE, &err), RC_INPUT);
	assert_int_equal(try_open("/tmp", STORE_CREATE, &err), RC_INPUT);
	write_file(name, "这不是数据库，只是一段文字，长过数据库的文件头：SQLite format 和别的内容都没有写在这里。", 120);
	assert_int_equal(try_open(name, STORE_CREATE, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "不是数据库"));
	write_file(name, "", 0);
	assert_int_equal(try_open(name, STORE_WRITE, &err), RC_INPUT);
	OK(try_open(name, STORE_CREATE, &b->err)); /* an empty file is an empty store */
	unlink(name);
	OK(sql_pool_open(name, SQL_OPEN_CREATE, &pool, &b->err));
	OK(sql_take(pool, SQL_WRITE, &db, &b->err));
	OK(sql_script(db, STR("CREATE TABLE somebody_elses (x INT8)"), &b->err));
	sql_give(pool, db);
	sql_pool_close(pool);
	assert_int_equal(try_open(name, STORE_CREATE, &err), RC_INPUT);
	assert_non_null(strstr(err.msg, "别的程序"));
	unlink(name);
}

/* Somebody else writes and does not end: after five seconds a sentence, and nothing was changed. */
static void locked_store_says_so(void **state)
{
	struct bench *b = *state;
	struct sql_pool *pool;
	struct sql *db;
	struct str value;
	struct err err = { 0 };

	OK(sql_pool_open(b->url, SQL_OPEN_WRITE, &pool, &b->err));
	OK(sql_take(pool, SQL_WRITE, &db, &b->err));
	OK(sql_script(db, STR("BEGIN; UPDATE region_head SET seq = seq WHERE region = 0"), &b->err));
	assert_int_equal(op_setting_set(&b->k, 0, STR("session_idle"), STR("10"), &err), RC_OUTSIDE);
	assert_int_equal(err.why, WHY_BUSY);
	OK(op_setting_get(&b->k, 0, "session_idle", &value, &b->err)); /* reading goes on */
	EQUAL(value, "30");
	OK(sql_script(db, STR("ROLLBACK"), &b->err));
	OK(op_setting_set(&b->k, 0, STR("session_idle"), STR("10"), &b->err));
	sql_give(pool, db);
	sql_pool_close(pool);
}

/* In a process without root's powers: a file that may not be written is refused at once. */
static void read_only_file_is_refused(void **state)
{
	struct bench *b = *state;
	pid_t child;
	int status;

	if (!is_sqlite(b))
		return;
	store_close(b->st);
	b->st = NULL;
	assert_int_equal(chmod(bench_file, 0444), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct err err = { 0 };
		bool dropped = getuid() != 0 || (setgroups(0, NULL) == 0 && setgid(65534) == 0 && setuid(65534) == 0);

		_exit(dropped && try_open(bench_file, STORE_WRITE, &err) == RC_INPUT && strstr(err.msg, "只读") != NULL ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(chmod(bench_file, 0600), 0);
}

/* In a forked process, where no assertion may jump back into the test program. */
#define MUST(condition)                                                                   \
	do {                                                                              \
		if (!(condition)) {                                                       \
			fprintf(stderr, "line %d: %s (%s)\n", __LINE__, err.msg, err.log); \
			return 1;                                                         \
		}                                                                         \
	} while (0)

enum { BALLAST = 1 << 20 };

static void fill(const char *name, size_t most)
{
	static const char block[4096];
	int fd = open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	for (size_t n = 0; fd >= 0 && n < most && write(fd, block, sizeof(block)) > 0; n += sizeof(block))
		;
	close(fd);
}

/* A disk of its own that fills up: refused with a sentence, reading goes on, and with room again writing does. */
static int on_full_disk(struct bench *b)
{
	static const char folder[] = "/tmp/minsheng-full", ballast[] = "/tmp/minsheng-full/ballast";
	struct import_given given = { .file = STR("任务.txt"), .bytes = str_of(tasks_text), .limits = &DOC_UPLOAD };
	struct import_ref ref;
	struct import_done done;
	struct verdict_list l;
	struct err err = { 0 };
	struct str value;
	int refused = 0;

	mkdir(folder, 0700);
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", folder, "tmpfs", 0, "size=6m") != 0)
		return 77;
	fill(ballast, BALLAST);
	MUST(store_open("/tmp/minsheng-full/x.db", STORE_CREATE, &b->st, &err) == RC_OK);
	b->k.st = b->st;
	MUST(op_import_upload(&b->k, &given, &ref, &err) == RC_OK);
	MUST(op_import_confirm(&b->k, ref.region, ref.id, true, &done, &err) == RC_OK);
	fill("/tmp/minsheng-full/rest", (size_t)-1);
	for (int i = 0; i < 400; i++) {
		err = (struct err){ 0 };
		if (op_setting_set(&b->k, 0, STR("session_idle"), arena_printf(b->a, "%d", 10 + i % 50), &err) == RC_OK)
			continue;
		MUST(err.why == WHY_FULL);
		refused++;
	}
	MUST(refused > 0);
	MUST(op_setting_get(&b->k, 0, "session_idle", &value, &err) == RC_OK);
	MUST(store_verify(b->st, b->a, &l, &err) == RC_OK);
	for (size_t i = 0; i < l.n; i++)
		MUST(l.v[i].ok);
	unlink(ballast);
	MUST(op_setting_set(&b->k, 0, STR("session_idle"), STR("99"), &err) == RC_OK);
	store_close(b->st);
	return 0;
}

static void full_disk_says_so(void **state)
{
	struct bench *b = *state;
	pid_t child;
	int status;

	if (!is_sqlite(b))
		return;
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(on_full_disk(b));
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip(); /* needs root for a disk of its own */
	assert_int_equal(status, 0);
}

static void server(const char *how)
{
	const char *home = getenv("MINSHENG_TEST_PG_HOME"), *bin = getenv("MINSHENG_TEST_PG_BIN");
	char command[1024];
	pid_t child;
	int status;

	snprintf(command, sizeof(command), "cd /; exec %s %s/pg_ctl -D %s/data -w -l %s/server.log %s >/dev/null 2>&1",
		 getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups --" : "", bin, home, home, how);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* The server dies between two requests: a sentence; it comes back: the next request works, nothing is lost. */
static void server_goes_and_comes_back(void **state)
{
	struct bench *b = *state;
	struct str value;
	struct err err = { 0 };
	char start[256];

	if (is_sqlite(b))
		return;
	OK(op_setting_set(&b->k, 0, STR("session_idle"), STR("11"), &b->err));
	server("-m immediate stop");
	assert_int_equal(op_setting_set(&b->k, 0, STR("session_idle"), STR("12"), &err), RC_OUTSIDE);
	assert_int_equal(err.why, WHY_BUSY);
	assert_int_equal(store_ping(b->st, &err), RC_OUTSIDE);
	snprintf(start, sizeof(start), "-o \"-c listen_addresses='' -k %s -c fsync=off -c max_connections=60\" start",
		 getenv("MINSHENG_TEST_PG_HOME"));
	server(start);
	OK(op_setting_get(&b->k, 0, "session_idle", &value, &b->err));
	EQUAL(value, "11");
	OK(op_setting_set(&b->k, 0, STR("session_idle"), STR("12"), &b->err));
	EQUAL(complaints(b), "");
}

static void password_is_not_shown(void **state)
{
	struct err err = { 0 };
	struct sql_pool *pool = NULL;

	(void)state;
	assert_int_equal(sql_pool_open("postgres://me:geheim@127.0.0.1:1/x", SQL_OPEN_WRITE, &pool, &err), RC_OUTSIDE);
	assert_null(strstr(err.msg, "geheim"));
	assert_null(strstr(err.log, "geheim"));
}

/* The version and the regions everybody sees: one's own change is there at once, another process's after a quarter of a second. */
static void version_moves_with_the_public(void **state)
{
	struct bench *b = *state;
	struct import_done done;
	struct region_list regions = { 0 };
	struct region r;
	struct store *other = NULL;
	struct ask k;
	int64_t region, before, after;

	done = bench_import(b, "任务.tsv", tasks_text, &region);
	OK(store_public_version(b->st, region, &before, &b->err));
	OK(store_public_regions(b->st, b->a, &regions, &b->err));
	assert_int_equal(regions.n, 0);
	REFUSED(store_public_region(b->st, b->a, STR("示例县"), &r, &b->err), WHY_MISSING);
	usleep(300000);
	OK(store_public_version(b->st, region, &after, &b->err));
	assert_int_equal(before, after);
	OK(op_publish(&b->k, region, done.programme, true, &b->err));
	OK(store_public_version(b->st, region, &after, &b->err));
	assert_true(after > before);
	OK(store_public_region(b->st, b->a, STR("示例县"), &r, &b->err));
	assert_int_equal(r.id, region);
	assert_int_equal(r.latest_year, 2025);
	OK(store_public_regions(b->st, b->a, &regions, &b->err));
	assert_int_equal(regions.n, 1);

	OK(store_open(b->url, STORE_WRITE, &other, &b->err));
	k = b->k;
	k.st = other;
	OK(op_publish(&k, region, done.programme, false, &b->err));
	store_close(other);
	before = after;
	usleep(300000);
	OK(store_public_version(b->st, region, &after, &b->err));
	assert_true(after > before);
	REFUSED(store_public_region(b->st, b->a, STR("示例县"), &r, &b->err), WHY_MISSING);
}

static struct office_programme read_year(struct bench *b, const struct ask *k, int64_t region, int64_t programme)
{
	struct office_programme view = { 0 };

	OK(store_read_programme(k, region, programme, &view, &b->err));
	return view;
}

/* What is kept of a programme is never older than the last change, whoever made it, and is nobody's to spoil. */
static void kept_programme_is_never_old(void **state)
{
	struct bench *b = *state;
	struct import_done done;
	struct office_programme first, view;
	struct office_project one;
	struct field_edit_list edits = { 0 };
	struct ask clerk;
	struct store *other = NULL;
	int64_t region;
	size_t changed;

	done = bench_import(b, "任务.tsv", tasks_text, &region);
	first = read_year(b, &b->k, region, done.programme);
	assert_true(first.p.projects.n > 1);
	first.p.projects.v[0].name = STR("乱写"); /* one's own copy */
	first.p.projects.n = 1;
	view = read_year(b, &b->k, region, done.programme);
	assert_true(view.p.projects.n > 1);
	assert_false(str_eq(view.p.projects.v[0].name, STR("乱写")));

	/* another process on the same store */
	OK(store_open(b->url, STORE_WRITE, &other, &b->err));
	clerk = b->k;
	clerk.st = other;
	OK(store_read_project(&clerk, region, view.p.projects.v[0].id, &one, &b->err));
	*list_add(&edits, b->a) = (struct field_edit){ OBJECT_PROJECT, 0, STR("name"), STR("口袋公园（新）") };
	OK(op_project_edit(&clerk, region, one.p.id, one.version, &edits, STR("改名"), &changed, &b->err));
	assert_int_equal(changed, 1);
	store_close(other);
	view = read_year(b, &b->k, region, done.programme);
	EQUAL(view.p.projects.v[0].name, "口袋公园（新）");

	/* a unit sees its own work, before and after the whole was kept */
	clerk = bench_as(b, ROLE_REPORTER, region, view.p.projects.v[0].items.v[0].lead.v[0].id);
	first = read_year(b, &clerk, region, done.programme);
	assert_true(first.p.projects.n > 0 && first.p.projects.n < view.p.projects.n);
	view = read_year(b, &b->k, region, done.programme);
	assert_true(first.p.projects.n < view.p.projects.n);

	/* … what is kept for it is for it alone, and goes with the next change */
	assert_int_equal(read_year(b, &clerk, region, done.programme).p.projects.n, first.p.projects.n);
	clerk = bench_as(b, ROLE_REPORTER, region, view.p.projects.v[1].items.v[0].lead.v[0].id);
	EQUAL(read_year(b, &clerk, region, done.programme).p.projects.v[0].name, arena_cstr(b->a, view.p.projects.v[1].name));
	clerk = bench_as(b, ROLE_REPORTER, region, view.p.projects.v[0].items.v[0].lead.v[0].id);
	OK(store_read_project(&b->k, region, view.p.projects.v[0].id, &one, &b->err));
	edits.v[0].value = STR("口袋公园（再改）");
	OK(op_project_edit(&b->k, region, one.p.id, one.version, &edits, STR("改名"), &changed, &b->err));
	EQUAL(read_year(b, &clerk, region, done.programme).p.projects.v[0].name, "口袋公园（再改）");
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest cases[] = {
		cmocka_unit_test(texts_are_rewritten),
		STORE_CASE(values_come_back),
		STORE_CASE(chain_is_the_same_on_both),
		STORE_CASE(flipped_bytes_are_named),
		STORE_CASE(nonsense_is_refused_by_the_tables),
		STORE_CASE(one_of_two_wins),
		STORE_CASE(newer_schema_is_refused),
		STORE_CASE(wrong_files_are_refused),
		STORE_CASE(locked_store_says_so),
		STORE_CASE(read_only_file_is_refused),
		STORE_CASE(full_disk_says_so),
		STORE_CASE(server_goes_and_comes_back),
		cmocka_unit_test(password_is_not_shown),
		STORE_CASE(version_moves_with_the_public),
		STORE_CASE(kept_programme_is_never_old),
	};

	return store_cases_main(argc, argv, cases, COUNT(cases));
}
