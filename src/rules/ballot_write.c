#include <stdlib.h>

#include "rules/ballot_file.h"

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Counts the lines; false with the place of one that holds a strange mark. */
static bool count_lines(struct counter *c, char **lines, size_t count, size_t *bad)
{
	char padded[(CANDIDATES_MAX / LANES + 2) * LANES] = { 0 };
	size_t at;

	for (size_t i = 0; i < count; i++) {
		*bad = i;
		if (strlen(lines[i]) != c->n)
			return false;
		memcpy(padded, lines[i], c->n);
		if (!counter_add(c, padded, &at))
			return false;
	}
	return true;
}

static void write_head(struct buf *out, struct vote_file *f, const struct digest *digest)
{
	size_t from;

	buf_str(out, STR("minsheng ballots 1\n"));
	from = out->n;
	fingerprint_bytes(out, &f->rules, &f->candidates, f->tally.due);
	digest->once(str_from(buf_text(out), from), f->fingerprint);
	buf_printf(out, "fingerprint sm3 %s\n", f->fingerprint);
	if (f->title.n > 0)
		buf_printf(out, "title %.*s\n", STR_ARG(f->title));
	for (size_t i = 0; i < f->officers.n; i++)
		buf_printf(out, "officer %.*s %.*s\n", STR_ARG(f->officers.v[i].role),
			   STR_ARG(f->officers.v[i].name));
	buf_printf(out, "present %lld\nissued %lld\nreturned %lld\nballots %lld\n",
		   (long long)f->tally.present, (long long)f->tally.issued,
		   (long long)f->tally.returned, (long long)f->tally.returned);
}

bool ballot_write(struct buf *out, struct arena *a, struct vote_file *f, char **lines, size_t count,
		  const struct digest *digest, size_t *bad)
{
	struct counter c;

	counter_init(&c, a, &f->rules, f->candidates.n);
	if (!count_lines(&c, lines, count, bad))
		return false;
	counter_sums(&c, &f->tally);
	f->tally.returned = (int64_t)count;
	qsort(lines, count, sizeof(*lines), by_bytes);
	write_head(out, f, digest);
	for (size_t i = 0; i < count; i++) {
		buf_str(out, str_of(lines[i]));
		buf_char(out, '\n');
	}
	buf_printf(out, "valid %lld\ninvalid %lld\n", (long long)f->tally.valid,
		   (long long)f->tally.invalid);
	for (size_t i = 0; i < f->candidates.n; i++) {
		buf_printf(out, "sum %.*s", STR_ARG(f->candidates.v[i].no));
		sum_write(out, &f->rules, &f->tally.rows[i]);
		buf_char(out, '\n');
	}
	digest->once(buf_text(out), f->digest);
	buf_printf(out, "sm3 %s\n", f->digest);
	return true;
}
