#include "store/store_public.h"

#include "store/load.h"

static const struct scope EVERYBODY = { .all = true };

/* What is shown of the list: the task list, or the candidates as long as there is none. */
static void choose_list(struct project_list *l, bool candidates)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (candidates || l->v[i].no.n > 0)
			l->v[n++] = l->v[i];
	l->n = n;
}

static void programme_head(const struct public_programme *view, struct programme *p)
{
	p->kind = view->candidates ? KIND_CANDIDATES : KIND_TASKS;
	p->region = view->region.name;
	p->year = view->row.year;
	p->title = view->row.title;
}

static enum rc programme(struct sql *db, struct arena *a, int64_t region, int year, struct public_programme *ret,
			 struct err *err)
{
	struct programme_key key = { .region = region, .year = year, .published = true };
	struct public_programme view = { 0 };
	struct load load = { .db = db, .a = a, .region = region, .scope = EVERYBODY };
	struct str rest;
	enum rc rc = load_region(db, a, region, &view.region, err);

	if (rc == RC_OK)
		rc = load_programme(db, a, &key, &view.row, &view.changed_at, &rest, err);
	if (rc != RC_OK)
		return rc;
	load.key = view.row.id;
	rc = load_projects(&load, &view.p.projects, err);
	if (rc == RC_OK)
		rc = load_files(db, a, region, view.row.id, 0, true, &view.files, err);
	if (rc != RC_OK)
		return rc;
	view.candidates = view.row.state == PROGRAMME_CANDIDATES;
	choose_list(&view.p.projects, view.candidates);
	programme_head(&view, &view.p);
	*ret = view;
	return RC_OK;
}

enum rc store_public_programme(struct store *st, struct arena *a, int64_t region, int year,
			       struct public_programme *ret, struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, programme(look.db, a, region, year, ret, err));
}

/* ---- one project ---- */

enum which { BY_NO, BY_CANDIDATE_NO };

#define NEIGHBOURS(column)                                                                                    \
	"SELECT p.id,"                                                                                         \
	" (SELECT max(b." column ") FROM project b WHERE b.region = p.region AND b.programme = p.programme AND" \
	"  b.gone = 0 AND b." column " < p." column "),"                                                       \
	" (SELECT min(b." column ") FROM project b WHERE b.region = p.region AND b.programme = p.programme AND" \
	"  b.gone = 0 AND b." column " > p." column "), p.changed_at"                                           \
	" FROM project p WHERE p.region = $1 AND p.programme = $2 AND p." column " = $3 AND p.gone = 0"

static enum rc find(struct sql *db, enum which which, int64_t region, int no, struct public_project *view,
		    int64_t *id, struct err *err)
{
	static const char *const texts[] = { [BY_NO] = NEIGHBOURS("no"), [BY_CANDIDATE_NO] = NEIGHBOURS("candidate_no") };
	struct sql_stmt q;
	enum rc rc = sql_start(db, texts[which], &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, view->row.id);
	sql_bind_int(&q, 3, no);
	if (sql_next(&q, &rc, err)) {
		*id = sql_int(&q, 0);
		view->before = (int)sql_int(&q, 1);
		view->after = (int)sql_int(&q, 2);
		view->changed_at = sql_int(&q, 3);
	} else if (rc == RC_OK) {
		rc = missing(err, "这一件");
	}
	sql_end(&q);
	return rc;
}

struct question {
	int64_t region;
	int year, no;
	enum which which;
};

static enum rc project(struct sql *db, struct arena *a, const struct question *ask, struct public_project *ret,
		       struct err *err)
{
	struct programme_key key = { .region = ask->region, .year = ask->year, .published = true };
	struct load load = { .db = db, .a = a, .region = ask->region, .one = true, .scope = EVERYBODY };
	struct public_project view = { 0 };
	struct project_list list = { 0 };
	struct str rest;
	int64_t changed_at;
	enum rc rc = load_region(db, a, ask->region, &view.region, err);

	if (rc == RC_OK)
		rc = load_programme(db, a, &key, &view.row, &changed_at, &rest, err);
	if (rc == RC_OK)
		rc = find(db, ask->which, ask->region, ask->no, &view, &load.key, err);
	if (rc == RC_OK)
		rc = load_projects(&load, &list, err);
	if (rc == RC_OK && list.n == 0)
		rc = missing(err, "这一件");
	if (rc == RC_OK)
		rc = load_files(db, a, ask->region, view.row.id, load.key, true, &view.files, err);
	if (rc != RC_OK)
		return rc;
	view.p = list.v[0];
	*ret = view;
	return RC_OK;
}

static enum rc ask_project(struct store *st, struct arena *a, const struct question *ask, struct public_project *ret,
			   struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, project(look.db, a, ask, ret, err));
}

enum rc store_public_project(struct store *st, struct arena *a, int64_t region, int year, int no,
			     struct public_project *ret, struct err *err)
{
	return ask_project(st, a, &(struct question){ region, year, no, BY_NO }, ret, err);
}

enum rc store_public_candidate(struct store *st, struct arena *a, int64_t region, int year, int no,
			       struct public_project *ret, struct err *err)
{
	return ask_project(st, a, &(struct question){ region, year, no, BY_CANDIDATE_NO }, ret, err);
}

/* ---- /p/{code} ---- */

static enum rc place(struct sql *db, struct arena *a, struct str code, struct public_place *ret, struct err *err)
{
	struct public_place at = { 0 };
	struct sql_stmt q;
	int64_t region = 0;
	enum rc rc = sql_start(db,
			       "SELECT p.region, g.year, p.no, p.candidate_no FROM project p JOIN programme g"
			       " ON g.region = p.region AND g.id = p.programme"
			       " WHERE p.code = $1 AND p.gone = 0 AND g.published = 1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 1, code);
	if (sql_next(&q, &rc, err)) {
		region = sql_int(&q, 0);
		at.year = (int)sql_int(&q, 1);
		at.no = (int)sql_int(&q, 2);
		at.candidate_no = (int)sql_int(&q, 3);
	} else if (rc == RC_OK) {
		rc = missing(err, "这个二维码对应的项目");
	}
	sql_end(&q);
	if (rc == RC_OK)
		rc = load_region(db, a, region, &at.region, err);
	if (rc == RC_OK)
		*ret = at;
	return rc;
}

enum rc store_public_code(struct store *st, struct arena *a, struct str code, struct public_place *ret,
			  struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, place(look.db, a, code, ret, err));
}
