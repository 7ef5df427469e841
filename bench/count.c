#define _POSIX_C_SOURCE 200809L
/*
 * How fast ballots are counted.
 *
 *     bench_count memory BALLOTS         30 projects, marks + - 0 at random, from memory: ballots per second, median of five
 *     bench_count ballots BALLOTS FILE   writes such ballots as a sealed ballot file
 *     bench_count pb BALLOTS FILE        writes a .pb file: 60 projects, one to ten named on a ballot
 *
 * bench/count.py measures `minsheng count` on the files.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "rules/ballot_file.h"

enum { RUNS = 5, PROJECTS = 30, STEP = PROJECTS + 1, PB_PROJECTS = 60, PB_NAMED = 10, SLACK = LANES };

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

static uint64_t random_state = 0x2025;

static unsigned below(unsigned n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((random_state >> 33) % n);
}

/* Ballots as lines that end in `end`, with room behind them to be read in blocks. */
static char *make_lines(size_t n, char end)
{
	char *lines = malloc(n * STEP + SLACK), *p = lines;

	if (lines == NULL)
		die("bench_count: no memory for %zu ballots", n);
	for (size_t i = 0; i < n; i++) {
		for (int k = 0; k < PROJECTS; k++)
			*p++ = "+++++--0"[below(8)];
		*p++ = end;
	}
	memset(p, 0, SLACK);
	return lines;
}

static struct ruleset rules(struct arena *a)
{
	struct rule_lines l;
	struct ruleset r;
	struct err err = { 0 };

	rule_lines_start(&l, a);
	if (rule_lines_add(&l, STR("preset"), STR("shaanxi"), &err) != RC_OK ||
	    rule_lines_add(&l, STR("seats"), STR("20"), &err) != RC_OK || rule_lines_end(&l, &r, &err) != RC_OK)
		die("bench_count: %s", err.msg);
	return r;
}

static void from_memory(size_t n)
{
	struct arena *a = arena_new();
	struct ruleset r = rules(a);
	char *lines = make_lines(n, '\n');
	double seconds[RUNS];
	struct tally t = { 0 };

	for (int run = 0; run < RUNS; run++) {
		struct counter c;
		double from;
		size_t bad;

		counter_init(&c, a, &r, PROJECTS);
		from = now();
		for (size_t i = 0; i < n; i++)
			if (!counter_add(&c, lines + i * STEP, &bad))
				die("bench_count: a ballot was refused");
		counter_sums(&c, &t);
		seconds[run] = now() - from;
	}
	qsort(seconds, RUNS, sizeof(*seconds), by_size);
	printf("%zu\t%.0f\t%lld\n", n, (double)n / seconds[RUNS / 2], (long long)t.rows[0].n[MARK_FOR]);
	free(lines);
	arena_free(a);
}

static void write_file(const char *name, const struct buf *b)
{
	FILE *f = fopen(name, "wb");

	if (f == NULL || b->full || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0)
		die("bench_count: %s cannot be written", name);
}

static void write_ballots(size_t n, const char *name)
{
	struct arena *a = arena_new();
	struct vote_file f = { .rules = rules(a) };
	struct digest digest = { .once = hash_once };
	struct buf out = BUF_INIT((size_t)8 << 30);
	char *lines = make_lines(n, '\0');
	char **v = malloc(n * sizeof(*v));
	size_t bad;

	if (v == NULL)
		die("bench_count: no memory for %zu ballots", n);
	for (size_t i = 0; i < n; i++)
		v[i] = lines + i * STEP;
	for (int i = 0; i < PROJECTS; i++)
		*list_add(&f.candidates, a) = (struct candidate){ .no = arena_printf(a, "%d", i + 1),
								  .name = arena_printf(a, "示例项目%d", i + 1) };
	f.tally.due = f.tally.present = f.tally.issued = (int64_t)n;
	if (!ballot_write(&out, a, &f, v, n, &digest, &bad))
		die("bench_count: ballot %zu was refused", bad);
	write_file(name, &out);
	buf_free(&out);
	free(v);
	free(lines);
	arena_free(a);
}

static void write_pb(size_t n, const char *name)
{
	struct buf out = BUF_INIT((size_t)8 << 30);

	buf_printf(&out, "META\nkey;value\ndescription;示例\nnum_projects;%d\nnum_votes;%zu\nbudget;5000000\nvote_type;approval\n"
			 "rule;greedy\nmax_length;%d\nPROJECTS\nproject_id;cost;name\n",
		   PB_PROJECTS, n, PB_NAMED);
	for (unsigned i = 0; i < PB_PROJECTS; i++)
		buf_printf(&out, "%u;%u;示例项目%u\n", 100 + 7 * i, 50000 + below(900000), i);
	buf_str(&out, STR("VOTES\nvoter_id;vote;age;sex;voting_method\n"));
	for (size_t i = 0; i < n; i++) {
		unsigned named = 1 + below(PB_NAMED), first = below(PB_PROJECTS - PB_NAMED);

		buf_printf(&out, "%zu;", i + 1);
		for (unsigned k = 0; k < named; k++)
			buf_printf(&out, "%s%u", k > 0 ? "," : "", 100 + 7 * (first + k));
		buf_printf(&out, ";%u;%s;internet\n", 16 + below(70), below(2) == 0 ? "F" : "M");
	}
	write_file(name, &out);
	buf_free(&out);
}

int main(int argc, char **argv)
{
	size_t n = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 0;

	if (argc == 3 && n > 0 && strcmp(argv[1], "memory") == 0)
		from_memory(n);
	else if (argc == 4 && n > 0 && strcmp(argv[1], "ballots") == 0)
		write_ballots(n, argv[3]);
	else if (argc == 4 && n > 0 && strcmp(argv[1], "pb") == 0)
		write_pb(n, argv[3]);
	else
		die("usage: bench_count memory BALLOTS | bench_count ballots|pb BALLOTS FILE");
	return 0;
}
