#define _POSIX_C_SOURCE 200809L
#include "store/kept.h"

#include <pthread.h>
#include <stdlib.h>

#include "model/copy.h"

/* So many lists, and so much memory for all of them. */
enum { ENTRIES = 64, TOTAL_BYTES = 8 << 20 };

/* Lives until it was replaced and its last reader has finished. */
struct entry {
	struct kept_key key;
	struct arena *a;
	struct project_list projects;
	size_t holders, bytes;
	uint64_t used; /* the count of lookups when it was last wanted */
};

struct kept {
	pthread_mutex_t lock;
	struct entry *at[ENTRIES];
	uint64_t lookups;
	size_t bytes;
};

struct kept *kept_new(void)
{
	struct kept *k = calloc(1, sizeof(*k));

	if (k == NULL)
		die("内存不足");
	pthread_mutex_init(&k->lock, NULL);
	return k;
}

/* Under the lock. */
static void let_go(struct entry *e)
{
	if (e == NULL || --e->holders > 0)
		return;
	arena_free(e->a);
	free(e);
}

void kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < ENTRIES; i++)
		let_go(k->at[i]);
	pthread_mutex_destroy(&k->lock);
	free(k);
}

static struct project_list copy_of(struct arena *a, const struct project_list *l)
{
	struct project_list copy = { 0 };

	for (size_t i = 0; i < l->n; i++)
		*list_add(&copy, a) = project_copy(a, &l->v[i]);
	return copy;
}

static bool same_head(const struct kept_key *a, const struct kept_key *b)
{
	return a->seq == b->seq && a->version == b->version && a->next_id == b->next_id;
}

static bool same(const struct kept_key *a, const struct kept_key *b)
{
	if (a->region != b->region || a->programme != b->programme || !same_head(a, b) || a->scope.all != b->scope.all ||
	    a->scope.n != b->scope.n)
		return false;
	for (size_t i = 0; i < a->scope.n; i++)
		if (a->scope.unit[i] != b->scope.unit[i])
			return false;
	return true;
}

bool kept_get(struct kept *k, const struct kept_key *key, struct arena *a, struct project_list *ret)
{
	struct entry *found = NULL;

	pthread_mutex_lock(&k->lock);
	k->lookups++;
	for (size_t i = 0; i < ENTRIES && found == NULL; i++)
		if (k->at[i] != NULL && same(&k->at[i]->key, key))
			found = k->at[i];
	if (found != NULL) {
		found->holders++;
		found->used = k->lookups;
	}
	pthread_mutex_unlock(&k->lock);
	if (found == NULL)
		return false;
	*ret = copy_of(a, &found->projects);
	pthread_mutex_lock(&k->lock);
	let_go(found);
	pthread_mutex_unlock(&k->lock);
	return true;
}

static void drop(struct kept *k, size_t i)
{
	k->bytes -= k->at[i]->bytes;
	let_go(k->at[i]);
	k->at[i] = NULL;
}

/* A place for so many bytes: under another head nothing of the region is found again; then those go that were not wanted for longest. */
static size_t make_room(struct kept *k, const struct kept_key *key, size_t bytes)
{
	for (;;) {
		size_t empty = ENTRIES, oldest = ENTRIES;

		for (size_t i = 0; i < ENTRIES; i++) {
			if (k->at[i] != NULL && k->at[i]->key.region == key->region && !same_head(&k->at[i]->key, key))
				drop(k, i);
			if (k->at[i] == NULL)
				empty = i;
			else if (oldest == ENTRIES || k->at[i]->used < k->at[oldest]->used)
				oldest = i;
		}
		if (empty < ENTRIES && k->bytes + bytes <= TOTAL_BYTES)
			return empty;
		drop(k, oldest);
	}
}

void kept_put(struct kept *k, const struct kept_key *key, const struct project_list *projects)
{
	struct entry *e = calloc(1, sizeof(*e));
	size_t i;

	if (e == NULL)
		die("内存不足");
	*e = (struct entry){ .key = *key, .a = arena_new(), .holders = 1 };
	e->projects = copy_of(e->a, projects);
	e->bytes = arena_used(e->a);
	if (e->bytes > TOTAL_BYTES) {
		arena_free(e->a);
		free(e);
		return;
	}
	pthread_mutex_lock(&k->lock);
	i = make_room(k, key, e->bytes);
	e->used = k->lookups;
	k->at[i] = e;
	k->bytes += e->bytes;
	pthread_mutex_unlock(&k->lock);
}
