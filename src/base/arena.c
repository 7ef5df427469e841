#define _DEFAULT_SOURCE
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_CHUNK = 64 << 10, LARGEST_CHUNK = 4 << 20, LARGE_ELEMENT = 32, HUGE_PAGE = 2 << 20, LARGE_USE = HUGE_PAGE / 8 };

struct chunk {
	struct chunk *older;
	size_t size, used;
	alignas(max_align_t) char data[];
};

struct arena {
	struct chunk *top;
	size_t total;
	size_t first; /* bytes of the first chunk, its head included; the next are twice as large each */
};

static bool is_huge(size_t size)
{
	return sizeof(struct chunk) + size >= HUGE_PAGE;
}

/*
 * A large chunk in huge pages of its own: first touched page by page, a long
 * list would spend half of its time on that.  Freed, it goes back to the
 * system.  A kernel without huge pages has ordinary ones.
 */
static struct chunk *chunk_map(size_t *size)
{
	size_t whole = (sizeof(struct chunk) + *size + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1), before;
	char *p;

	if (whole < *size || whole > SIZE_MAX - HUGE_PAGE)
		return NULL;
	p = mmap(NULL, whole + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	before = (HUGE_PAGE - (uintptr_t)p % HUGE_PAGE) % HUGE_PAGE;
	if (before > 0)
		munmap(p, before);
	munmap(p + before + whole, HUGE_PAGE - before);
	madvise(p + before, whole, MADV_HUGEPAGE);
	*size = whole - sizeof(struct chunk);
	return (struct chunk *)(void *)(p + before);
}

static struct chunk *chunk_new(size_t size, struct chunk *older)
{
	struct chunk *c = is_huge(size) ? chunk_map(&size) : malloc(sizeof(*c) + size);

	if (c == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	c->older = older;
	c->size = size;
	c->used = 0;
	ASAN_POISON_MEMORY_REGION(c->data, size);
	return c;
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	a->first = FIRST_CHUNK;
	return a;
}

struct arena *arena_new_for(size_t bytes)
{
	struct arena *a = arena_new();

	if (bytes >= LARGE_USE)
		a->first = HUGE_PAGE;
	return a;
}

static void chunk_free(struct chunk *c)
{
	ASAN_UNPOISON_MEMORY_REGION(c->data, c->size);
	if (is_huge(c->size))
		munmap(c, sizeof(*c) + c->size);
	else
		free(c);
}

void arena_reset(struct arena *a)
{
	while (a->top != NULL && a->top->older != NULL) {
		struct chunk *c = a->top;

		a->top = c->older;
		chunk_free(c);
	}
	if (a->top != NULL) {
		a->top->used = 0;
		ASAN_POISON_MEMORY_REGION(a->top->data, a->top->size);
	}
	a->total = 0;
}

void arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	while (a->top != NULL) {
		struct chunk *c = a->top;

		a->top = c->older;
		chunk_free(c);
	}
	free(a);
}

/* Chunks double, so that small documents stay small; a large request gets its own. */
static void *take(struct arena *a, size_t size, size_t align)
{
	struct chunk *c = a->top;
	size_t at = 0;

	if (c != NULL)
		at = (c->used + align - 1) & ~(align - 1);
	if (c == NULL || at > c->size || c->size - at < size) {
		size_t want = c == NULL ? a->first : (sizeof(*c) + c->size) * 2;

		/* whole huge pages with their head */
		want = (want > LARGEST_CHUNK ? LARGEST_CHUNK : want) - sizeof(*c);
		if (want < size)
			want = size;
		a->top = c = chunk_new(want, c);
		at = 0;
	}
	c->used = at + size;
	a->total += size;
	ASAN_UNPOISON_MEMORY_REGION(c->data + at, size);
	return c->data + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = take(a, size, alignof(max_align_t));

	memset(p, 0, size);
	return p;
}

char *arena_bytes(struct arena *a, size_t size)
{
	return take(a, size, 1);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p;

	if (s.n == 0)
		return (struct str){ "", 0 };
	p = arena_bytes(a, s.n);
	memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

char *arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str arena_cat(struct arena *a, struct str left, struct str right)
{
	char *p = arena_bytes(a, left.n + right.n + 1);

	if (left.n > 0)
		memcpy(p, left.p, left.n);
	if (right.n > 0)
		memcpy(p + left.n, right.p, right.n);
	return (struct str){ p, left.n + right.n };
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	int n;
	char *p;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return (struct str){ "", 0 };
	p = arena_bytes(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->top, a->top ? a->top->used : 0, a->total };
}

void arena_release(struct arena *a, struct arena_mark at)
{
	/* the very first chunk stays: a mark made before it means its beginning */
	while (a->top != at.chunk && a->top->older != NULL) {
		struct chunk *c = a->top;

		a->top = c->older;
		chunk_free(c);
	}
	if (a->top != NULL) {
		ASAN_POISON_MEMORY_REGION(a->top->data + at.used, a->top->size - at.used);
		a->top->used = at.used;
	}
	a->total = at.total;
}

/* Is it the newest allocation, `size` bytes at p? */
static bool is_last(const struct arena *a, const void *p, size_t size)
{
	return a->top != NULL && p != NULL && (const char *)p + size == a->top->data + a->top->used;
}

void arena_trim(struct arena *a, void *p, size_t size, size_t keep)
{
	if (keep >= size || !is_last(a, p, size))
		return;
	ASAN_POISON_MEMORY_REGION((char *)p + keep, size - keep);
	a->top->used -= size - keep;
	a->total -= size - keep;
}

void arena_take_over(struct arena *a, struct arena *from)
{
	struct chunk *oldest = from->top;

	a->total += from->total;
	if (oldest != NULL) {
		while (oldest->older != NULL)
			oldest = oldest->older;
		/* below our newest chunk, which has room left */
		if (a->top != NULL) {
			oldest->older = a->top->older;
			a->top->older = from->top;
		} else {
			a->top = from->top;
		}
	}
	free(from);
}

size_t arena_used(const struct arena *a)
{
	return a->total;
}

void *list_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	char *grown;
	size_t more;

	/* most lists of large things (cells, items, marks) have one of them */
	more = *cap > 0 ? *cap : size >= LARGE_ELEMENT ? 1 : 4;
	if (*cap + more > SIZE_MAX / size)
		die("内存不足，程序停止；已保存的内容不受影响");
	/* the newest allocation grows where it stands: lists filled in one go leave no copies behind */
	if (is_last(a, v, *cap * size) && a->top->size - a->top->used >= more * size) {
		take(a, more * size, 1);
		*cap += more;
		return v;
	}
	*cap += more;
	grown = take(a, *cap * size, alignof(max_align_t));
	if (n > 0)
		memcpy(grown, v, n * size);
	return grown;
}
