#define _POSIX_C_SOURCE 200809L
/*
 * How fast documents are read.
 *
 *     bench_read [MB]...           the reader alone, on lists of these sizes (default 1 10 100)
 *     bench_read --write MB FILE   such a list as a text file
 *
 * The document is parsed into blocks first; then masking and reading, which
 * run in the parent and never in parallel, are measured five times and the
 * median printed.  Each size has a process of its own, so that its peak of
 * memory is its own.  One line per size, separated by tabs:
 *
 *     MB  bytes  projects read  projects written  ms  MB/s  peak bytes
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "document/document.h"
#include "list.h"
#include "reading/reading.h"

enum { RUNS = 5, MB_MAX = 1000 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double peak_bytes(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_maxrss * 1024;
}

/* One reading; masking changes the blocks, so each run gets its own list of them. */
static double run(const struct document *doc, size_t *projects)
{
	struct arena *a = arena_new();
	struct document own = *doc;
	struct programme p = { 0 };
	struct err err = { 0 };
	double from;

	own.blocks.v = malloc(doc->blocks.n * sizeof(*doc->blocks.v));
	if (own.blocks.v == NULL)
		die("bench_read: out of memory");
	memcpy(own.blocks.v, doc->blocks.v, doc->blocks.n * sizeof(*doc->blocks.v));
	from = now_ms();
	reading_mask(a, &own);
	if (reading_read(a, &own, (struct reading_hints){ 0 }, &p, &err) != RC_OK)
		die("bench_read: %s", err.msg);
	from = now_ms() - from;
	*projects = p.projects.n;
	free(own.blocks.v);
	arena_free(a);
	return from;
}

static void measure(size_t mb)
{
	struct buf text = BUF_INIT(((size_t)mb << 20) + (1 << 20));
	size_t written = bench_list(&text, mb << 20), read = 0;
	struct doc_limits limits = DOC_CLI;
	struct arena *a = arena_new();
	struct document doc = { 0 };
	struct err err = { 0 };
	double ms[RUNS];

	limits.file_max = limits.text_max = (size_t)MB_MAX << 20;
	if (doc_parse(a, buf_text(&text), STR("list.txt"), &limits, &doc, &err) != RC_OK)
		die("bench_read: %s", err.msg);
	for (int i = 0; i < RUNS; i++)
		ms[i] = run(&doc, &read);
	qsort(ms, RUNS, sizeof(*ms), by_size);
	printf("%zu\t%zu\t%zu\t%zu\t%.1f\t%.2f\t%.0f\n", mb, text.n, read, written, ms[RUNS / 2],
	       (double)text.n / 1e3 / ms[RUNS / 2], peak_bytes());
	fflush(stdout);
	arena_free(a);
	buf_free(&text);
}

static int measure_apart(size_t mb)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		measure(mb);
		_exit(0);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 ? 0 : 1;
}

static int write_list(const char *mb, const char *path)
{
	size_t bytes = (size_t)(strtod(mb, NULL) * (1 << 20));
	struct buf text = BUF_INIT(bytes + (1 << 20));
	FILE *f = fopen(path, "wb");
	int bad;

	bench_list(&text, bytes);
	if (f == NULL)
		return 1;
	bad = fwrite(text.p, 1, text.n, f) != text.n;
	bad |= fclose(f) != 0;
	buf_free(&text);
	return bad;
}

int main(int argc, char **argv)
{
	static char *standard[] = { "1", "10", "100", NULL };
	char **sizes = argc > 1 ? argv + 1 : standard;
	int bad = 0;

	if (argc == 4 && strcmp(argv[1], "--write") == 0)
		return write_list(argv[2], argv[3]);
	for (; *sizes != NULL; sizes++) {
		unsigned long mb = strtoul(*sizes, NULL, 10);

		if (mb < 1 || mb > MB_MAX) {
			fprintf(stderr, "bench_read: sizes are whole megabytes, 1 to %d\n", MB_MAX);
			return 2;
		}
		bad |= measure_apart(mb);
	}
	return bad;
}
