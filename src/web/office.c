/* The start of everybody who is signed in, lists, files, searching; src/web/edit.c changes projects. */

#include "web/office.h"

#include <inttypes.h>

#include "http/http.h"
#include "ops/op_project.h"
#include "web/pages.h"
#include "web/web.h"

enum { AHEAD_DAYS = 31, RECENT_ROWS = 8, HITS_MAX = 60, QUERY_BYTES = 240 };

/* ---- what handlers share ---- */

enum rc office_region(const struct request *rq, struct region *ret, struct err *err)
{
	struct ask k = door_ask(rq);

	return store_read_region(&k, param_int(rq, "region"), ret, err);
}

void office_crumb(struct page *p, const struct region *r)
{
	page_crumbf(p, STR("项目"), "/office/%" PRId64, r->id);
}

/* ---- home of a region ---- */

static enum rc read_years(const struct ask *k, struct office_home *v, struct err *err)
{
	int64_t region = v->region.id;
	enum rc rc = store_read_programmes(k, region, &v->years, err);

	for (size_t i = 0; rc == RC_OK && i < v->years.n && i < HOME_YEARS; i++) {
		struct office_programme *now = &v->now[v->now_n];

		rc = store_read_programme(k, region, v->years.v[i].id, now, err);
		if (rc != RC_OK)
			break;
		v->now_n++;
		if (now->row.state == PROGRAMME_CANDIDATES)
			continue;
		due_of(k->a, &now->p, k->today, AHEAD_DAYS, &v->due);
		if (v->gaps_of == 0)
			v->gaps_of = now->row.id;
	}
	return rc;
}

static enum rc read_gaps(const struct ask *k, struct office_home *v, struct err *err)
{
	struct gap_list l = { 0 };
	enum rc rc = v->gaps_of == 0 ? RC_OK : store_read_gaps(k, v->region.id, v->gaps_of, &l, err);

	for (size_t i = 0; i < l.n; i++)
		v->gaps[l.v[i].kind]++;
	v->gaps_n = l.n;
	return rc;
}

static enum rc read_drafts(const struct ask *k, struct office_home *v, struct err *err)
{
	struct import_row_list l = { 0 };
	enum rc rc = store_read_imports(k, v->region.id, &l, err);

	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].state == IMPORT_DRAFT)
			*list_add(&v->drafts, k->a) = l.v[i];
	return rc;
}

static enum rc send_home(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region");
	struct office_home v = { .reads_all = actor_may(k.actor, MAY_READ_ALL, region),
				 .edits_all = actor_may(k.actor, MAY_EDIT_ALL, region),
				 .imports = actor_may(k.actor, MAY_IMPORT, region),
				 .publishes = actor_may(k.actor, MAY_PUBLISH, region) };
	struct page p;
	enum rc rc = office_region(rq, &v.region, err);

	if (rc == RC_OK)
		rc = read_years(&k, &v, err);
	if (rc == RC_OK && v.edits_all)
		rc = read_gaps(&k, &v, err);
	if (rc == RC_OK && v.imports)
		rc = read_drafts(&k, &v, err);
	if (rc == RC_OK && v.edits_all)
		rc = store_read_recent(&k, region, RECENT_ROWS, &v.recent, err);
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "项目", &v.region);
	p.here = MENU_HOME;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	put_office_home(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_home(struct request *rq, struct reply *rp, struct err *err)
{
	return send_home(rq, rp, STR(""), err);
}

static enum rc home_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_home(rq, rp, page_sentence(rq, err), err);
}

static enum rc do_programme_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = 0;
	enum rc rc = op_programme_add(&k, region, (int)param_int(rq, "year"), param_str(rq, "title"), param_int(rq, "kind") == 1,
				      &id, err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/programmes/%" PRId64 "?done=added", region, id);
	return rc;
}

/* ---- the start ---- */

/* Regions in which the actor has a right, of those it knows. */
static enum rc regions_with(const struct ask *k, enum right right, struct region_list *ret, struct err *err)
{
	struct region_list l = { 0 };
	enum rc rc = store_read_regions(k, &l, err);

	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		if (actor_may(k->actor, right, l.v[i].id))
			*list_add(ret, k->a) = l.v[i];
	return rc;
}

static enum rc send_start(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct office_start v = { .accounts = actor_may(k.actor, MAY_ACCOUNTS, 0), .grants = actor_may(k.actor, MAY_GRANTS, 0),
				  .settings = actor_may(k.actor, MAY_SETTINGS, 0),
				  .log_of_all = actor_may(k.actor, MAY_READ_LOG, 0) };
	struct account_row_list accounts = { 0 };
	struct page p = page_office(rq, "办公", NULL);
	enum rc rc = regions_with(&k, MAY_READ, &v.regions, err);

	if (rc == RC_OK && v.regions.n > 0 && !actor_may_somewhere(k.actor, MAY_READ_ALL) && !v.accounts && !v.grants) {
		reply_see(rp, rq, "/office/mine"); /* a unit's people */
		return RC_OK;
	}
	if (rc == RC_OK && v.regions.n == 1 && !v.accounts && !v.grants && !v.settings && wrong.n == 0) {
		reply_see(rp, rq, "/office/%" PRId64, v.regions.v[0].id);
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = regions_with(&k, MAY_READ_LOG, &v.logs, err);
	if (rc == RC_OK && v.accounts)
		rc = store_read_accounts(&k, 0, &accounts, err);
	if (rc != RC_OK)
		return rc;
	v.accounts_n = accounts.n;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	put_office_start(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_start(struct request *rq, struct reply *rp, struct err *err)
{
	return send_start(rq, rp, STR(""), err);
}

static enum rc start_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_start(rq, rp, page_sentence(rq, err), err);
}

static enum rc do_region_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = 0;
	enum rc rc = op_region_add(&k, 0, param_str(rq, "code"), param_str(rq, "name"), &id, err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office?done=added");
	return rc;
}

/* ---- a list ---- */

static enum rc send_programme(struct request *rq, struct reply *rp, int64_t id, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region");
	struct programme_view v = { .reads_all = actor_may(k.actor, MAY_READ_ALL, region),
				    .edits_all = actor_may(k.actor, MAY_EDIT_ALL, region),
				    .imports = actor_may(k.actor, MAY_IMPORT, region),
				    .publishes = actor_may(k.actor, MAY_PUBLISH, region),
				    .units = actor_may(k.actor, MAY_UNITS, region) };
	struct gap_list gaps = { 0 };
	struct page p;
	enum rc rc = store_read_programme(&k, region, id, &v.v, err);

	if (rc == RC_OK && v.edits_all)
		rc = store_read_gaps(&k, region, id, &gaps, err);
	if (rc != RC_OK)
		return rc;
	v.gaps_n = gaps.n;
	if (v.v.row.state != PROGRAMME_CANDIDATES)
		due_of(rq->arena, &v.v.p, k.today, AHEAD_DAYS, &v.due);
	p = page_office(rq, "项目清单", &v.v.region);
	p.here = MENU_HOME;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	office_crumb(&p, &v.v.region);
	page_crumb(&p, STR(""), arena_printf(rq->arena, "%d年", v.v.row.year));
	put_office_programme(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_programme(struct request *rq, struct reply *rp, struct err *err)
{
	return send_programme(rq, rp, param_int(rq, "id"), STR(""), err);
}

static enum rc programme_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_programme(rq, rp, param_int(rq, "id"), page_sentence(rq, err), err);
}

/* … of a file on it. */
static enum rc file_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_programme(rq, rp, param_int(rq, "programme"), page_sentence(rq, err), err);
}

/* Back to the list with what was done. */
static enum rc programme_done(struct request *rq, struct reply *rp, int64_t id, enum rc rc, const char *done)
{
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/programmes/%" PRId64 "?done=%s", param_int(rq, "region"), id, done);
	return rc;
}

static enum rc do_publish(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = param_int(rq, "id");
	bool publish = param_int(rq, "publish") == 1;

	return programme_done(rq, rp, id, op_publish(&k, param_int(rq, "region"), id, publish, err),
			      publish ? "published" : "withdrawn");
}

static enum rc do_programme_edit(struct request *rq, struct reply *rp, struct err *err)
{
	static const char *const fields[] = { "title", "state", "rest" };
	static const char *const states[] = { "candidates", "running", "finished" };
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < COUNT(fields); i++)
		rc = op_programme_edit(&k, region, id, str_of(fields[i]),
				       strcmp(fields[i], "state") == 0 ? str_of(states[param_int(rq, "state")]) : param_str(rq, fields[i]),
				       err);
	return programme_done(rq, rp, id, rc, "saved");
}

static enum rc do_project_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), programme = param_int(rq, "id"), id = 0;
	enum rc rc = op_project_add(&k, region, programme, param_str(rq, "name"), &id, err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/projects/%" PRId64 "?done=added", region, id);
	return rc;
}

/* ---- files ---- */

static enum rc send_file(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct file_row row;
	struct str bytes;
	enum rc rc = store_read_file(&k, param_int(rq, "region"), param_int(rq, "id"), &row, &bytes, err);

	if (rc == RC_OK)
		reply_file(rp, bytes, row.name);
	return rc;
}

static enum rc do_file_open(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	bool open = param_int(rq, "open") == 1;

	return programme_done(rq, rp, param_int(rq, "programme"),
			      op_file_open(&k, param_int(rq, "region"), param_int(rq, "id"), open, err),
			      open ? "file-open" : "file-closed");
}

/* ---- a project, searching ---- */

enum rc office_project_page(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");
	struct project_view v = { .reads_all = actor_may(k.actor, MAY_READ_ALL, region),
				  .all_history = rq->method == GET && param_given(rq, "history") };
	struct page p;
	enum rc rc = store_read_project(&k, region, id, &v.v, err);

	if (rc == RC_OK)
		rc = store_read_history(&k, region, id, HISTORY_ALL, &v.history, err);
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "", &v.v.region);
	p.title = v.v.p.name;
	p.here = MENU_HOME;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	office_crumb(&p, &v.v.region);
	page_crumbf(&p, arena_printf(rq->arena, "%d年", v.v.row.year), "/office/%" PRId64 "/programmes/%" PRId64, region, v.v.row.id);
	page_crumb(&p, STR(""), v.v.p.name);
	put_office_project(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_project(struct request *rq, struct reply *rp, struct err *err)
{
	return office_project_page(rq, rp, STR(""), err);
}

static enum rc page_search(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct hit_list hits = { 0 };
	struct region r;
	struct page p;
	enum rc rc = office_region(rq, &r, err);

	if (rc == RC_OK)
		rc = store_read_search(&k, r.id, param_str(rq, "q"), HITS_MAX, &hits, err);
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "搜索", &r);
	put_search_page(&rp->body, &p, param_str(rq, "q"), &hits, true);
	return RC_OK;
}

#define REGION { "region", PARAM_ID, REQUIRED, .label = "地区" }
#define ID { "id", PARAM_ID, REQUIRED }

static const struct param start_params[] = { DONE_PARAM, { 0 } };
static const struct param home_params[] = { REGION, DONE_PARAM, { 0 } };
static const struct param region_add_params[] = {
	{ "name", PARAM_LINE, REQUIRED, .max = 240, .label = "名称" },
	{ "code", PARAM_LINE, .max = 24, .label = "行政区划代码" },
	{ 0 },
};
static const struct param programme_add_params[] = {
	REGION,
	{ "year", PARAM_INT, REQUIRED, .min = 1990, .max = 2100, .label = "年份" },
	{ "kind", PARAM_WORD, REQUIRED, .words = "tasks|candidates", .label = "是什么清单" },
	{ "title", PARAM_LINE, REQUIRED, .max = 600, .label = "标题" },
	{ 0 },
};

static const struct param id_params[] = { REGION, ID, DONE_PARAM, { 0 } };
static const struct param project_params[] = { REGION, ID, DONE_PARAM, { "history", PARAM_WORD, .words = "all" }, { 0 } };
static const struct param file_params[] = { REGION, ID, { 0 } };
static const struct param search_params[] = { REGION, { "q", PARAM_LINE, .max = QUERY_BYTES }, { 0 } };
static const struct param publish_params[] = { REGION, ID, { "publish", PARAM_WORD, REQUIRED, .words = "0|1" }, { 0 } };
static const struct param open_params[] = {
	REGION, ID, { "programme", PARAM_ID, REQUIRED }, { "open", PARAM_WORD, REQUIRED, .words = "0|1" }, { 0 },
};
static const struct param programme_params[] = {
	REGION, ID,
	{ "title", PARAM_LINE, .max = 600, .label = "标题" },
	{ "state", PARAM_WORD, REQUIRED, .words = "candidates|running|finished", .label = "阶段" },
	{ "rest", PARAM_TEXT, .max = 60000, .label = "其他文字" },
	{ 0 },
};
static const struct param project_add_params[] = {
	REGION, ID, { "name", PARAM_LINE, REQUIRED, .max = 600, .label = "项目名称" }, { 0 },
};

#define PLACE "/office/{region}"
#define READS(pattern, handler, list) { GET, PLACE pattern, handler, .may = NEEDS(MAY_READ), .params = list }
#define DOES(pattern, handler, page, right, list) { POST, PLACE pattern, handler, page, .may = NEEDS(right), .params = list }

const struct route web_office_routes[] = {
	{ GET, "/office", page_start, .may = NEEDS(MAY_ENTER), .params = start_params },
	{ POST, "/office/regions", do_region_add, start_again, .may = NEEDS(MAY_ACCOUNTS), .params = region_add_params },
	READS("", page_home, home_params),
	READS("/programmes/{id}", page_programme, id_params),
	READS("/projects/{id}", page_project, project_params),
	/* originals may hold telephone numbers */
	{ GET, PLACE "/files/{id}", send_file, .may = NEEDS(MAY_READ_ALL), .params = file_params },
	READS("/search", page_search, search_params),
	DOES("/programmes", do_programme_add, home_again, MAY_EDIT_ALL, programme_add_params),
	{ POST, PLACE "/programmes/{id}", do_programme_edit, programme_again, .may = NEEDS(MAY_EDIT_ALL), .params = programme_params,
	  .body_max = EDIT_BODY_MAX },
	DOES("/programmes/{id}/projects", do_project_add, programme_again, MAY_EDIT_ALL, project_add_params),
	DOES("/programmes/{id}/publish", do_publish, programme_again, MAY_PUBLISH, publish_params),
	DOES("/files/{id}/open", do_file_open, file_again, MAY_PUBLISH, open_params),
	{ 0 },
};
