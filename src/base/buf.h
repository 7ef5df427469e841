#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * A growing byte buffer with a ceiling given at birth.  Past the ceiling
 * nothing is appended and `full` stays set, so a writer may append freely and
 * ask once at the end.
 *
 *     struct buf b = BUF_INIT(16 << 20);
 *     buf_str(&b, STR("…"));
 *     if (b.full) ...
 *     buf_free(&b);
 */

#include "base/err.h"
#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap, max;
	bool full;
};

#define BUF_INIT(ceiling) { .max = (ceiling) }

/* Room for `more` bytes at b->p + b->n, or false (and full) past the ceiling. */
bool buf_room(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t n);
static inline void buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}
static inline void buf_char(struct buf *b, char c)
{
	if (b->n < b->cap && !b->full)
		b->p[b->n++] = c;
	else
		buf_add(b, &c, 1);
}
/* A whole number in decimals. */
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
static inline struct str buf_text(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}
void buf_reset(struct buf *b); /* empty, memory kept */
void buf_free(struct buf *b);

/* Reads fd to its end; false when a read failed (errno) or the ceiling was met (full). */
bool buf_read_fd(struct buf *b, int fd);

#endif
