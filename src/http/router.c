#include "http/router.h"

#include <stdlib.h>

#include "http/text.h"

/* A pattern in segments; a {name} has an empty literal. */
struct entry {
	const struct route *route;
	struct str literal[SEGMENTS_MAX];
	size_t n;
};

struct router {
	struct arena *arena;
	struct entry_list {
		struct entry *v;
		size_t n, cap;
	} entries; /* by number of segments, then literals first */
	size_t from[SEGMENTS_MAX + 2]; /* entries with n segments are from[n] … from[n + 1] */
};

/* ---- patterns ---- */

/* Cuts "/a/{b}" into segments; false when there are too many or one is empty. */
static bool split(struct str path, struct str out[SEGMENTS_MAX], size_t *n)
{
	*n = 0;
	if (path.n == 0 || path.p[0] != '/')
		return false;
	path = str_from(path, 1);
	while (path.n > 0) {
		if (*n == SEGMENTS_MAX)
			return false;
		out[*n] = cut_at(&path, '/');
		if (out[(*n)++].n == 0)
			return false;
	}
	return true;
}

static bool is_name(struct str segment)
{
	return segment.p[0] == '{' && segment.n > 2 && segment.p[segment.n - 1] == '}';
}

struct str pattern_name(const char *pattern, size_t n)
{
	struct str v[SEGMENTS_MAX];
	size_t count;

	if (split(str_of(pattern), v, &count))
		for (size_t i = 0; i < count; i++)
			if (is_name(v[i]) && n-- == 0)
				return str_cut(v[i], 1, v[i].n - 1);
	return STR("");
}

static bool declared(const struct route *r, struct str name)
{
	for (const struct param *p = r->params; p != NULL && p->type != PARAM_END; p++)
		if (str_eq(str_of(p->name), name))
			return p->need == REQUIRED && p->type != PARAM_FILE;
	return false;
}

static bool make_entry(const struct route *r, struct entry *e)
{
	e->route = r;
	if (!split(str_of(r->pattern), e->literal, &e->n))
		return false;
	for (size_t i = 0; i < e->n; i++) {
		if (!is_name(e->literal[i]))
			continue;
		if (!declared(r, str_cut(e->literal[i], 1, e->literal[i].n - 1)))
			return false;
		e->literal[i] = STR("");
	}
	return true;
}

/* ---- mistakes in tables ---- */

static const char *param_mistake(const struct route *r, const struct param *p)
{
	for (const struct param *q = r->params; q < p; q++)
		if (strcmp(q->name, p->name) == 0)
			return "a parameter is declared twice";
	if (p->type == PARAM_WORD && p->words == NULL)
		return "PARAM_WORD without words";
	if (p->type == PARAM_FILE && (r->method != POST || p->max <= 0))
		return "PARAM_FILE without a size, or not in a POST";
	if (p->type == PARAM_FILE && r->body_max <= (size_t)p->max)
		return "body_max leaves no room for the file";
	return NULL;
}

static const char *mistake(const struct route *r)
{
	if (r->method != GET && r->method != POST)
		return "method is neither GET nor POST";
	if (r->run == NULL)
		return "no handler";
	if (r->may == 0)
		return "nobody is given the right";
	for (const struct param *p = r->params; p != NULL && p->type != PARAM_END; p++) {
		const char *says = param_mistake(r, p);

		if (says != NULL)
			return says;
	}
	return NULL;
}

static enum rc table_wrong(const struct route *r, const char *says, struct err *err)
{
	err_set(err, RC_OUTSIDE, "程序的页面表有误，请换用正式发布的版本");
	err_log(err, "route %s: %s", r->pattern, says);
	return RC_OUTSIDE;
}

/* ---- order ---- */

static int by_literals(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = 0; i < a->n; i++) {
		bool name_a = a->literal[i].n == 0, name_b = b->literal[i].n == 0;

		if (name_a != name_b)
			return name_a ? 1 : -1;
		if (!str_eq(a->literal[i], b->literal[i]))
			return str_cmp(a->literal[i], b->literal[i]);
	}
	return a->route->method < b->route->method ? -1 : a->route->method > b->route->method;
}

static enum rc add_table(struct router *r, const struct route *table, struct err *err)
{
	for (; table->method != METHOD_NONE; table++) {
		const char *says = mistake(table);
		struct entry e = { 0 };

		if (says == NULL && !make_entry(table, &e))
			says = "the pattern is malformed, or a {name} is no required parameter";
		if (says != NULL)
			return table_wrong(table, says, err);
		*list_add(&r->entries, r->arena) = e;
	}
	return RC_OK;
}

static enum rc put_in_order(struct router *r, struct err *err)
{
	struct entry *v = r->entries.v;
	size_t n = r->entries.n, i = 0;

	if (n > 1)
		qsort(v, n, sizeof(*v), by_literals);
	for (i = 1; i < n; i++)
		if (by_literals(&v[i - 1], &v[i]) == 0)
			return table_wrong(v[i].route, "another route has the same pattern", err);
	i = 0;
	for (size_t k = 0; k <= SEGMENTS_MAX + 1; k++) {
		while (i < n && v[i].n < k)
			i++;
		r->from[k] = i;
	}
	return RC_OK;
}

enum rc router_new(const struct route *const *tables, struct router **ret, struct err *err)
{
	struct router *r = calloc(1, sizeof(*r));
	enum rc rc = RC_OK;

	if (r == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	r->arena = arena_new();
	for (; rc == RC_OK && *tables != NULL; tables++)
		rc = add_table(r, *tables, err);
	if (rc == RC_OK)
		rc = put_in_order(r, err);
	if (rc == RC_OK)
		*ret = r;
	else
		router_free(r);
	return rc;
}

void router_free(struct router *r)
{
	if (r != NULL)
		arena_free(r->arena);
	free(r);
}

/* ---- finding ---- */

static bool fits(const struct entry *e, const struct str *v, struct match *m)
{
	size_t taken = 0;

	for (size_t i = 0; i < e->n; i++) {
		if (e->literal[i].n == 0)
			m->taken[taken++] = v[i];
		else if (!str_eq(e->literal[i], v[i]))
			return false;
	}
	return true;
}

void router_find(const struct router *r, enum method method, struct str path, struct match *ret)
{
	struct str v[SEGMENTS_MAX];
	size_t n;

	*ret = (struct match){ 0 };
	if (!split(path, v, &n))
		return;
	for (size_t i = r->from[n]; i < r->from[n + 1]; i++) {
		const struct entry *e = &r->entries.v[i];

		if (!fits(e, v, ret))
			continue;
		ret->get |= e->route->method == GET;
		ret->post |= e->route->method == POST;
		if (e->route->method == method) {
			ret->route = e->route;
			return;
		}
	}
}

size_t router_count(const struct router *r)
{
	return r->entries.n;
}

const struct route *router_at(const struct router *r, size_t i)
{
	return r->entries.v[i].route;
}
