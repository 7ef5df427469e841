/*
 * What everybody may open.  Pages are kept as bytes by the region's data
 * version (door/page_key.c); those that depend on a query are made anew.
 */

#include <inttypes.h>

#include "http/http.h"
#include "web/pages.h"
#include "web/web.h"

enum { HITS_MAX = 60, QUERY_BYTES = 240 };

/* ---- keeping ---- */

/* The key of this page; the host is in it because QR codes name it. */
static enum rc page_key(const struct request *rq, int64_t region, struct str *ret, struct err *err)
{
	enum rc rc = door_page_key(rq, region, ret, err);

	if (rc == RC_OK)
		*ret = arena_printf(rq->arena, "%.*s %s %.*s", STR_ARG(*ret), rq->secure ? "s" : "", STR_ARG(rq->host));
	return rc;
}

/* Finds the region of an address; *moved when the reader was sent to its canonical one. */
static enum rc find_region(struct request *rq, struct reply *rp, struct region *ret, bool *moved, struct err *err)
{
	struct str segment = param_str(rq, "region");
	enum rc rc = store_public_region(door_store(rq), rq->arena, segment, ret, err);
	size_t rest;

	*moved = false;
	if (rc != RC_OK || str_eq(segment, ret->path))
		return rc;
	rest = str_find_from(rq->path, 1, STR("/"));
	reply_moved(rp, rq, "/%s%.*s", region_path(rq->arena, ret),
		    rest == STR_NONE ? 0 : (int)(rq->path.n - rest), rest == STR_NONE ? "" : rq->path.p + rest);
	*moved = true;
	return RC_OK;
}

static void year_crumb(struct page *p, const struct region *r, int year)
{
	const char *path = region_path(p->a, r);

	page_crumbf(p, STR("首页"), "/%s", path);
	page_crumbf(p, arena_printf(p->a, "%d年", year), "/%s/%d", path, year);
}

/* ---- home ---- */

static enum rc send_home(struct request *rq, struct reply *rp, const struct region *r, struct err *err)
{
	struct home_view v = { .region = *r };
	struct public_programme now;
	struct page p = page_public(rq, "首页", r);
	struct str key;
	enum rc rc = page_key(rq, r->id, &key, err);

	if (rc != RC_OK || reply_is_kept(rp, rq, key))
		return rc;
	rc = store_public_years(door_store(rq), rq->arena, r->id, &v.years, err);
	if (rc == RC_OK && v.years.n > 0) {
		/* the newest with a task list; a year that has candidates alone comes after it */
		size_t at = 0;

		while (at + 1 < v.years.n && v.years.v[at].state == PROGRAMME_CANDIDATES)
			at++;
		if (v.years.v[at].state == PROGRAMME_CANDIDATES)
			at = 0;
		rc = store_public_programme(door_store(rq), rq->arena, r->id, v.years.v[at].year, &now, err);
		v.now = &now;
	}
	if (rc != RC_OK)
		return rc;
	p.says = arena_printf(rq->arena, "%.*s民生实事：办什么、谁来办、办到哪一步", STR_ARG(r->name));
	put_home_page(&rp->body, &p, &v);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc page_start(struct request *rq, struct reply *rp, struct err *err)
{
	struct region_list l = { 0 };
	struct page p = page_public(rq, "首页", NULL);
	enum rc rc = store_public_regions(door_store(rq), rq->arena, &l, err);

	if (rc != RC_OK)
		return rc;
	if (l.n == 1)
		return send_home(rq, rp, &l.v[0], err);
	put_regions_page(&rp->body, &p, &l);
	return RC_OK;
}

static enum rc page_region(struct request *rq, struct reply *rp, struct err *err)
{
	struct region r;
	bool moved;
	enum rc rc = find_region(rq, rp, &r, &moved, err);

	return rc != RC_OK || moved ? rc : send_home(rq, rp, &r, err);
}

/* ---- a year, a project ---- */

static enum rc page_year(struct request *rq, struct reply *rp, struct err *err)
{
	struct str field = param_str(rq, "field"), key;
	int year = (int)param_int(rq, "year");
	struct public_programme v;
	struct region r;
	struct page p;
	bool moved;
	enum rc rc = find_region(rq, rp, &r, &moved, err);

	if (rc != RC_OK || moved)
		return rc;
	rc = page_key(rq, r.id, &key, err);
	if (rc != RC_OK || (field.n == 0 && reply_is_kept(rp, rq, key)))
		return rc;
	rc = store_public_programme(door_store(rq), rq->arena, r.id, year, &v, err);
	if (rc != RC_OK)
		return rc;
	p = page_public(rq, "项目清单", &r);
	p.title = arena_printf(rq->arena, "%d年项目清单", year);
	year_crumb(&p, &r, year);
	put_year_page(&rp->body, &p, &v, field);
	if (field.n == 0)
		reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc send_project(struct request *rq, struct reply *rp, bool candidate, struct err *err)
{
	int year = (int)param_int(rq, "year"), no = (int)param_int(rq, "no");
	struct public_project v;
	struct region r;
	struct page p;
	struct str key;
	bool moved;
	enum rc rc = find_region(rq, rp, &r, &moved, err);

	if (rc != RC_OK || moved)
		return rc;
	rc = page_key(rq, r.id, &key, err);
	if (rc != RC_OK || reply_is_kept(rp, rq, key))
		return rc;
	rc = candidate ? store_public_candidate(door_store(rq), rq->arena, r.id, year, no, &v, err) :
			 store_public_project(door_store(rq), rq->arena, r.id, year, no, &v, err);
	if (rc != RC_OK)
		return rc;
	if (candidate && v.p.no.n > 0) {
		/* the vote is over: it lives under its number of the task list */
		reply_moved(rp, rq, "/%s/%d/%.*s", region_path(rq->arena, &r), year, STR_ARG(v.p.no));
		return RC_OK;
	}
	p = page_public(rq, "", &r);
	p.title = v.p.name;
	p.says = v.p.items.n > 0 ? v.p.items.v[0].task : v.p.name;
	year_crumb(&p, &r, year);
	page_crumb(&p, STR(""), v.p.name);
	put_project_page(&rp->body, &p, &v);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc page_project(struct request *rq, struct reply *rp, struct err *err)
{
	return send_project(rq, rp, false, err);
}

static enum rc page_candidate(struct request *rq, struct reply *rp, struct err *err)
{
	return send_project(rq, rp, true, err);
}

/* ---- the rest ---- */

static enum rc go_code(struct request *rq, struct reply *rp, struct err *err)
{
	struct public_place at;
	enum rc rc = store_public_code(door_store(rq), rq->arena, param_str(rq, "code"), &at, err);

	if (rc != RC_OK)
		return rc;
	/* not moved for good: a candidate gets another address after the vote */
	if (at.no > 0)
		reply_see(rp, rq, "/%s/%d/%d", region_path(rq->arena, &at.region), at.year, at.no);
	else
		reply_see(rp, rq, "/%s/%d/candidates/%d", region_path(rq->arena, &at.region), at.year, at.candidate_no);
	return RC_OK;
}

/* The region of a number, of those that everybody may see; NULL for none. */
static const struct region *region_of(const struct region_list *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].id == id)
			return &l->v[i];
	return l->n == 1 ? &l->v[0] : NULL;
}

static enum rc page_search(struct request *rq, struct reply *rp, struct err *err)
{
	struct str query = param_str(rq, "q");
	struct region_list l = { 0 };
	struct hit_list hits = { 0 };
	const struct region *r;
	struct page p;
	enum rc rc = store_public_regions(door_store(rq), rq->arena, &l, err);

	if (rc != RC_OK)
		return rc;
	r = region_of(&l, param_int(rq, "region"));
	rc = store_public_search(door_store(rq), rq->arena, r == NULL ? 0 : r->id, query, HITS_MAX, &hits, err);
	if (rc != RC_OK)
		return rc;
	p = page_public(rq, "搜索", r);
	put_search_page(&rp->body, &p, query, &hits, false);
	return RC_OK;
}

static enum rc send_file(struct request *rq, struct reply *rp, struct err *err)
{
	struct file_row f;
	struct str bytes;
	enum rc rc = store_public_file(door_store(rq), rq->arena, param_int(rq, "region"), param_int(rq, "id"), &f, &bytes,
				       err);

	if (rc != RC_OK)
		return rc;
	reply_attachment(rp, "application/octet-stream", f.name);
	buf_str(&rp->body, bytes);
	return RC_OK;
}

#define REGION { "region", PARAM_LINE, REQUIRED, .max = 120 }
#define YEAR { "year", PARAM_INT, REQUIRED, .min = 1990, .max = 2100 }

static const struct param region_params[] = { REGION, { 0 } };
static const struct param year_params[] = { REGION, YEAR, { "field", PARAM_LINE }, { 0 } };
static const struct param project_params[] = {
	REGION, YEAR, { "no", PARAM_INT, REQUIRED, .min = 1, .max = 100000 }, { 0 }
};
static const struct param code_params[] = { { "code", PARAM_CODE, REQUIRED }, { 0 } };
static const struct param search_params[] = { { "q", PARAM_LINE, .max = QUERY_BYTES }, { "region", PARAM_ID }, { 0 } };
static const struct param file_params[] = { { "region", PARAM_ID, REQUIRED }, { "id", PARAM_ID, REQUIRED }, { 0 } };

const struct route web_public_routes[] = {
	{ GET, "/", page_start, .may = ANYONE },
	{ GET, "/search", page_search, .may = ANYONE, .params = search_params },
	{ GET, "/p/{code}", go_code, .may = ANYONE, .params = code_params },
	{ GET, "/files/{region}/{id}", send_file, .may = ANYONE, .params = file_params },
	{ GET, "/{region}", page_region, .may = ANYONE, .params = region_params },
	{ GET, "/{region}/{year}", page_year, .may = ANYONE, .params = year_params },
	{ GET, "/{region}/{year}/{no}", page_project, .may = ANYONE, .params = project_params },
	{ GET, "/{region}/{year}/candidates/{no}", page_candidate, .may = ANYONE, .params = project_params },
	{ 0 },
};
