#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory with the life of one piece of work: a document, a request.  Nothing
 * is freed singly; arena_free() returns all of it.  Running out of memory
 * ends the process (ceilings on input keep people from causing it).
 *
 *     struct arena *a = arena_new();
 *     struct str s = arena_printf(a, "%d 件", n);
 *     arena_free(a);
 *
 * A growing list lives in an arena too:
 *
 *     struct unit_list { struct str *v; size_t n, cap; } units = { 0 };
 *     *list_add(&units, a) = name;
 */

#include "base/err.h"
#include "base/str.h"

struct arena;

struct arena *arena_new(void);

/* One that will take about so many bytes: where they are many it begins with a large piece of memory. */
struct arena *arena_new_for(size_t bytes);
void arena_free(struct arena *a); /* accepts NULL */

/* Forgets what was allocated and keeps the first chunk for the next use. */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);

/* Uninitialised bytes, aligned to 1. */
char *arena_bytes(struct arena *a, size_t size);

struct str arena_str(struct arena *a, struct str s);
struct str arena_cat(struct arena *a, struct str left, struct str right);
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A NUL-terminated copy. */
char *arena_cstr(struct arena *a, struct str s);

/*
 * A place in the arena, to give back what a trial took:
 *
 *     struct arena_mark at = arena_mark(a);
 *     if (!header_at(a, …))
 *             arena_release(a, at);
 *
 * Nothing handed out, and no list that grew, after the mark may be used any more.
 */
struct arena_mark {
	void *chunk;
	size_t used, total;
};

struct arena_mark arena_mark(const struct arena *a);
void arena_release(struct arena *a, struct arena_mark at);

/* Gives back the end of the newest allocation: of `size` bytes at p only `keep` are in use. */
void arena_trim(struct arena *a, void *p, size_t size, size_t keep);

/* Everything in `from` now belongs to `a`; `from` is freed. */
void arena_take_over(struct arena *a, struct arena *from);

/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *a);

/* Room for one more of n elements; most are added where there is room already. */
void *list_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

static inline void *list_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	if (n >= *cap)
		v = list_grow(a, v, n, cap, size);
	memset((char *)v + n * size, 0, size);
	return v;
}

/* Room for n elements at once in a list that is empty yet. */
#define list_reserve(l, a, most) \
	((l)->v = arena_alloc((a), ((most) > 0 ? (most) : 1) * sizeof(*(l)->v)), (l)->cap = (most) > 0 ? (most) : 1)

/* Appends one zeroed element and returns its address, valid until the next. */
#define list_add(l, a)                                                          \
	((l)->v = list_room((a), (l)->v, (l)->n, &(l)->cap, sizeof(*(l)->v)),   \
	 &(l)->v[(l)->n++])

#endif
