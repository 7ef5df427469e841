#include "model/derive.h"

#include "model/programme_json.h"

/* ---- what was seen before ---- */

/* A hash table from bytes to the place of their first appearance in a list. */
struct seen {
	struct slot {
		struct str key;
		size_t at;
		bool used;
	} *slots;
	size_t n, cap; /* cap is a power of two */
};

static struct slot *slot_of(const struct seen *s, struct str key)
{
	size_t i = str_hash(key) & (s->cap - 1);

	while (s->slots[i].used && !str_eq(s->slots[i].key, key))
		i = (i + 1) & (s->cap - 1);
	return &s->slots[i];
}

static void seen_grow(struct seen *s, struct arena *a)
{
	struct seen bigger = { .n = s->n, .cap = s->cap == 0 ? 16 : s->cap * 2 };

	bigger.slots = arena_alloc(a, bigger.cap * sizeof(*bigger.slots));
	for (size_t i = 0; i < s->cap; i++)
		if (s->slots[i].used)
			*slot_of(&bigger, s->slots[i].key) = s->slots[i];
	*s = bigger;
}

/* The slot of key; a new one (used just now, *fresh) remembers `at`. */
static size_t seen_at(struct seen *s, struct arena *a, struct str key, size_t at, bool *fresh)
{
	struct slot *slot;

	if (s->n * 2 >= s->cap)
		seen_grow(s, a);
	slot = slot_of(s, key);
	*fresh = !slot->used;
	if (*fresh) {
		*slot = (struct slot){ key, at, true };
		s->n++;
	}
	return slot->at;
}

/* ---- marks ---- */

/* Field and place of a mark as bytes that are equal exactly for equal marks. */
static struct str mark_key(struct arena *a, const char *field, const struct mark *m)
{
	const struct span *s = &m->span;
	uint32_t place[] = { m->given, s->block, (uint32_t)s->row, (uint32_t)s->col, s->from, s->to };
	struct str bytes = { (const char *)place, sizeof(place) };

	return arena_cat(a, bytes, str_of(field));
}

static void mark_once(struct mark_list *l, struct seen *seen, struct arena *a, const char *field,
		      const struct mark *m)
{
	bool fresh;
	struct mark *added;

	seen_at(seen, a, mark_key(a, field, m), l->n, &fresh);
	if (!fresh)
		return;
	added = list_add(l, a);
	*added = *m;
	added->field = field;
}

static void marks_append(struct mark_list *to, struct arena *a, const struct mark_list *from)
{
	for (size_t i = 0; i < from->n; i++)
		*list_add(to, a) = from->v[i];
}

static struct mark_list without_repetition(const struct mark_list *l, struct arena *a)
{
	struct mark_list once = { 0 };
	struct seen seen = { 0 };

	for (size_t i = 0; i < l->n; i++)
		mark_once(&once, &seen, a, l->v[i].field, &l->v[i]);
	return once;
}

/* The keys of a project whose values are units of its items. */
static const struct {
	const char *key;
	size_t offset;
} unit_keys[] = {
	{ "lead", offsetof(struct item, lead) },
	{ "support", offsetof(struct item, support) },
	{ "implement", offsetof(struct item, implement) },
};

static const void *field_of(const struct item *it, size_t offset)
{
	return (const char *)it + offset;
}

struct mark_list project_marks(const struct project *p, struct arena *a)
{
	struct mark_list all = { 0 };
	struct seen seen = { 0 };

	for (size_t i = 0; i < p->at.n; i++)
		mark_once(&all, &seen, a, p->at.v[i].field, &p->at.v[i]);
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];

		for (size_t k = 0; k < it->at.n; k++) {
			const char *field = it->at.v[k].field;

			mark_once(&all, &seen, a, strcmp(field, "task") == 0 ? "tasks" : field,
				  &it->at.v[k]);
		}
		for (size_t k = 0; k < COUNT(unit_keys); k++) {
			const struct unit_list *units = field_of(it, unit_keys[k].offset);

			for (size_t u = 0; u < units->n; u++)
				for (size_t m = 0; m < units->v[u].at.n; m++)
					mark_once(&all, &seen, a, unit_keys[k].key,
						  &units->v[u].at.v[m]);
		}
	}
	return all;
}

/* ---- units, leaders ---- */

struct unit_list project_units(const struct project *p, struct arena *a, size_t offset_in_item)
{
	struct unit_list all = { 0 };
	struct seen seen = { 0 };

	for (size_t i = 0; i < p->items.n; i++) {
		const struct unit_list *units = field_of(&p->items.v[i], offset_in_item);

		for (size_t k = 0; k < units->n; k++) {
			const struct unit *u = &units->v[k];
			bool fresh;
			size_t at = seen_at(&seen, a, u->name, all.n, &fresh);

			if (fresh)
				*list_add(&all, a) = (struct unit){ .id = u->id, .name = u->name };
			marks_append(&all.v[at].at, a, &u->at);
		}
	}
	for (size_t i = 0; i < all.n; i++)
		all.v[i].at = without_repetition(&all.v[i].at, a);
	return all;
}

struct leader_list project_leaders(const struct project *p, struct arena *a)
{
	struct leader_list all = { 0 };
	struct seen seen = { 0 };

	for (size_t i = 0; i < p->items.n; i++) {
		const struct leader_list *from = &p->items.v[i].leaders;

		for (size_t k = 0; k < from->n; k++) {
			const struct leader *l = &from->v[k];
			struct str key = arena_printf(a, "%.*s\n%.*s", STR_ARG(l->role),
						      STR_ARG(l->name));
			bool fresh;
			size_t at = seen_at(&seen, a, key, all.n, &fresh);

			if (fresh)
				*list_add(&all, a) = (struct leader){ .role = l->role, .name = l->name,
								      .person = l->person };
			marks_append(&all.v[at].at, a, &l->at);
		}
	}
	for (size_t i = 0; i < all.n; i++)
		all.v[i].at = without_repetition(&all.v[i].at, a);
	return all;
}

/* ---- texts ---- */

static bool says_nothing(struct str s)
{
	static const struct str words[] = {
		STR_INIT(""),  STR_INIT("无"), STR_INIT("无。"), STR_INIT("暂无"),
		STR_INIT("/"), STR_INIT("-"),  STR_INIT("—"),
	};

	s = str_trim(s);
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(s, words[i]))
			return true;
	return false;
}

struct str_list project_tasks(const struct project *p, struct arena *a)
{
	struct str_list all = { 0 };
	struct seen seen = { 0 };

	for (size_t i = 0; i < p->items.n; i++) {
		struct str task = p->items.v[i].task;
		bool fresh = false;

		if (task.n > 0)
			seen_at(&seen, a, task, 0, &fresh);
		if (fresh)
			*list_add(&all, a) = task;
	}
	return all;
}

struct str project_text(const struct project *p, struct arena *a, size_t offset_in_item)
{
	struct str_list parts = { 0 };
	struct seen seen = { 0 };
	size_t bytes = 0, n = 0;
	char *all;

	for (size_t i = 0; i < p->items.n; i++) {
		struct str s = *(const struct str *)field_of(&p->items.v[i], offset_in_item);
		bool fresh = false;

		if (!says_nothing(s))
			seen_at(&seen, a, s, 0, &fresh);
		if (!fresh)
			continue;
		*list_add(&parts, a) = s;
		bytes += s.n + 1;
	}
	if (parts.n < 2)
		return parts.n == 1 ? parts.v[0] : (struct str){ 0 };
	all = arena_bytes(a, bytes);
	for (size_t i = 0; i < parts.n; i++) {
		if (i > 0)
			all[n++] = '\n';
		memcpy(all + n, parts.v[i].p, parts.v[i].n);
		n += parts.v[i].n;
	}
	return (struct str){ all, n };
}
