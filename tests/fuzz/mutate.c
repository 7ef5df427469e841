/* Mutations that keep text readable, so that the reader behind the decoder is reached. */

#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"

struct draft {
	uint8_t *p; /* after the head */
	size_t n, max;
	uint64_t random;
};

struct range {
	size_t from, to;
};

enum piece { PIECE_CHARACTER, PIECE_CELL, PIECE_LINE, PIECE_LINES, PIECE_ELEMENT, PIECES };

static size_t below(struct draft *d, size_t n)
{
	d->random ^= d->random << 13;
	d->random ^= d->random >> 7;
	d->random ^= d->random << 17;
	return n == 0 ? 0 : (size_t)(d->random % n);
}

static bool starts_character(const struct draft *d, size_t i)
{
	return i >= d->n || (d->p[i] & 0xC0) != 0x80;
}

static bool ends_line(const struct draft *d, size_t i)
{
	return d->p[i] == '\n';
}

/* Cells end at tabs, pipes, commas, line ends, and at the full-width ， ； 。 of a sentence. */
static bool ends_cell(const struct draft *d, size_t i)
{
	static const uint8_t stops[][3] = { { 0xEF, 0xBC, 0x8C }, { 0xEF, 0xBC, 0x9B }, { 0xE3, 0x80, 0x82 } };

	if (memchr("\t|,\n", d->p[i], 4) != NULL)
		return true;
	for (size_t k = 0; k < COUNT(stops); k++)
		if (i >= 2 && memcmp(d->p + i - 2, stops[k], 3) == 0)
			return true;
	return false;
}

/* The piece around byte i, with what ends it. */
static struct range around(const struct draft *d, size_t i, bool (*ends)(const struct draft *, size_t))
{
	struct range r = { i, i };

	while (r.from > 0 && !ends(d, r.from - 1))
		r.from--;
	while (r.to < d->n && !ends(d, r.to))
		r.to++;
	r.to += r.to < d->n;
	return r;
}

static struct range a_character(struct draft *d, size_t i)
{
	struct range r = { i, i + 1 };

	while (r.from > 0 && !starts_character(d, r.from))
		r.from--;
	while (!starts_character(d, r.to))
		r.to++;
	/* now and then a short run of them */
	for (size_t more = below(d, 4); more > 0 && r.to < d->n; more--)
		do
			r.to++;
		while (!starts_character(d, r.to));
	return r;
}

static size_t tag_end(const struct draft *d, size_t i)
{
	const uint8_t *end = memchr(d->p + i, '>', d->n - i);

	return end == NULL ? d->n : (size_t)(end - d->p) + 1;
}

/* An element with its content, found by counting tags; the rest of the text if it never closes. */
static struct range an_element(struct draft *d, size_t i)
{
	struct range r;
	int depth = 0;

	while (i > 0 && !(d->p[i] == '<' && i + 1 < d->n && d->p[i + 1] != '/'))
		i--;
	r.from = i;
	while (i < d->n) {
		size_t end = tag_end(d, i);

		if (d->p[i] == '<' && i + 1 < d->n && d->p[i + 1] == '/')
			depth--;
		else if (d->p[i] == '<' && !(end >= 2 && d->p[end - 2] == '/'))
			depth++;
		i = end;
		if (depth <= 0)
			break;
		while (i < d->n && d->p[i] != '<')
			i++;
	}
	r.to = i;
	return r;
}

static struct range a_piece(struct draft *d, enum piece kind)
{
	size_t at = below(d, d->n);
	struct range r;

	switch (kind) {
	case PIECE_CELL:
		return around(d, at, ends_cell);
	case PIECE_LINE:
		return around(d, at, ends_line);
	case PIECE_LINES:
		r = around(d, at, ends_line);
		for (size_t more = 1 + below(d, 8); more > 0 && r.to < d->n; more--)
			r.to = around(d, r.to, ends_line).to;
		return r;
	case PIECE_ELEMENT:
		return an_element(d, at);
	default:
		return a_character(d, at);
	}
}

static void cut(struct draft *d, struct range r)
{
	memmove(d->p + r.from, d->p + r.to, d->n - r.to);
	d->n -= r.to - r.from;
}

/* Puts a copy of the piece before byte `at`. */
static void copy(struct draft *d, struct range r, size_t at)
{
	size_t n = r.to - r.from;
	uint8_t *kept;

	if (n == 0 || n > d->max - d->n)
		return;
	kept = malloc(n);
	if (kept == NULL)
		return;
	memcpy(kept, d->p + r.from, n);
	memmove(d->p + at + n, d->p + at, d->n - at);
	memcpy(d->p + at, kept, n);
	d->n += n;
	free(kept);
}

static void move(struct draft *d, struct range r, size_t at)
{
	size_t n = r.to - r.from;

	if (at > r.from && at < r.to)
		return;
	copy(d, r, at);
	if (at <= r.from)
		r = (struct range){ r.from + n, r.to + n };
	if (r.to <= d->n)
		cut(d, r);
}

/* Another number in the place of one. */
static void renumber(struct draft *d)
{
	static const char *const numbers[] = {
		"0", "1", "2", "4", "12", "13", "31", "32", "50", "99", "100", "2024", "2025", "65535", "0.5", "1.26",
		"4294967296", "9223372036854775807", "99999999999999999999", "13800000000", "0356-7000000", "1048576",
	};
	const char *with = numbers[below(d, COUNT(numbers))];
	size_t n = strlen(with), at = below(d, d->n);
	struct range r;

	while (at < d->n && (d->p[at] < '0' || d->p[at] > '9'))
		at++;
	r = (struct range){ at, at };
	while (r.to < d->n && d->p[r.to] >= '0' && d->p[r.to] <= '9')
		r.to++;
	if (r.from == r.to || n > d->max - d->n)
		return;
	cut(d, r);
	memmove(d->p + at + n, d->p + at, d->n - at);
	memcpy(d->p + at, with, n);
	d->n += n;
}

static void change(struct draft *d)
{
	bool xml = memchr(d->p, '<', d->n) != NULL;
	enum piece kind = (enum piece)below(d, xml ? PIECES : PIECE_ELEMENT);
	struct range r = a_piece(d, kind), to = a_piece(d, kind);

	switch (below(d, 6)) {
	case 0:
		cut(d, r);
		break;
	case 1:
		copy(d, r, r.to);
		break;
	case 2:
		copy(d, r, to.from);
		break;
	case 3:
		move(d, r, to.from);
		break;
	default:
		renumber(d);
	}
}

/* Takes away the bytes that make the text invalid. */
static void repair(struct draft *d)
{
	struct str s = { (const char *)d->p, d->n };
	size_t bad, from = 0;

	while ((bad = utf8_invalid(str_from(s, from))) != STR_NONE) {
		from += bad;
		memmove(d->p + from, d->p + from + 1, d->n - from - 1);
		s.n = --d->n;
	}
}

size_t fuzz_mutate(uint8_t *data, size_t size, size_t max, unsigned seed, size_t head)
{
	struct draft d = { .random = seed * 0x9E3779B97F4A7C15u + 1 };

	if (size <= head || max <= head || below(&d, 64) == 0)
		return LLVMFuzzerMutate(data, size, max);
	d.p = data + head;
	d.n = size - head;
	d.max = max - head;
	if (below(&d, 2) == 0) {
		d.n = LLVMFuzzerMutate(d.p, d.n, d.max);
		if (below(&d, 16) != 0)
			repair(&d);
	} else {
		for (size_t times = 1 + below(&d, 3); times > 0 && d.n > 0; times--)
			change(&d);
	}
	return head + d.n;
}
