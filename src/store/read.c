#include "store/store_read.h"

#include "store/inside.h"
#include "store/kept.h"
#include "store/load.h"

/* Projects and programmes as the office sees them. */

static enum rc may_read(const struct ask *k, int64_t region, struct err *err)
{
	return actor_may(k->actor, MAY_READ, region) ? RC_OK : actor_refuse(err);
}

/* ---- regions ---- */

static bool knows_region(const struct actor *actor, int64_t region)
{
	if (actor->local)
		return true;
	for (size_t i = 0; i < actor->grants.n; i++)
		if (actor->grants.v[i].region == 0 || actor->grants.v[i].region == region)
			return true;
	return false;
}

enum rc store_read_regions(const struct ask *k, struct region_list *ret, struct err *err)
{
	struct region_list l = { 0 };
	struct look look;
	struct sql_stmt q;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = sql_start(look.db,
		       "SELECT r.id, r.parent, r.code, r.name, (SELECT max(g.year) FROM programme g WHERE g.region = r.id)"
		       " FROM region r WHERE r.id > 0 ORDER BY r.code NULLS LAST, r.name",
		       &q, err);
	if (rc == RC_OK) {
		while (sql_next(&q, &rc, err)) {
			struct region *r;

			if (!knows_region(k->actor, sql_int(&q, 0)))
				continue;
			r = list_add(&l, k->a);
			r->id = sql_int(&q, 0);
			r->parent = sql_int(&q, 1);
			r->code = arena_str(k->a, sql_text(&q, 2));
			r->name = arena_str(k->a, sql_text(&q, 3));
			r->path = r->code.n > 0 ? r->code : r->name;
			r->latest_year = (int)sql_int(&q, 4);
		}
		sql_end(&q);
	}
	if (rc == RC_OK)
		*ret = l;
	return look_end(&look, rc);
}

enum rc store_read_region(const struct ask *k, int64_t id, struct region *ret, struct err *err)
{
	struct region r;
	struct look look;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, load_region(look.db, k->a, id, &r, err));
	if (rc == RC_OK && !knows_region(k->actor, id))
		rc = missing(err, "这个地区");
	if (rc == RC_OK)
		*ret = r;
	return rc;
}

/* ---- programmes ---- */

enum rc store_read_programmes(const struct ask *k, int64_t region, struct programme_row_list *ret, struct err *err)
{
	struct look look;
	enum rc rc = may_read(k, region, err);

	if (rc == RC_OK)
		rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, load_programmes(look.db, k->a, region, false, ret, err));
}

static enum rc head_key(struct sql *db, int64_t region, int64_t id, struct kept_key *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT seq, version, next_id FROM region_head WHERE region = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	if (sql_next(&q, &rc, err))
		*ret = (struct kept_key){ region, id, sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2) };
	else if (rc == RC_OK)
		rc = missing(err, "这个地区");
	sql_end(&q);
	return rc;
}

/* What people of one scope see is the same for all of them, so it is kept. */
static enum rc projects_of(struct store *st, const struct load *l, struct project_list *ret, struct err *err)
{
	struct kept_key key = { 0 };
	enum rc rc;

	rc = head_key(l->db, l->region, l->key, &key, err);
	key.scope = l->scope;
	if (rc != RC_OK || kept_get(st->kept, &key, l->a, ret))
		return rc;
	rc = load_projects(l, ret, err);
	if (rc == RC_OK)
		kept_put(st->kept, &key, ret);
	return rc;
}

static enum rc programme(const struct ask *k, struct sql *db, const struct programme_key *key,
			 struct office_programme *ret, struct err *err)
{
	struct office_programme view = { 0 };
	struct load load = { .db = db, .a = k->a, .region = key->region,
			     .scope = actor_scope(k->actor, MAY_READ, key->region) };
	enum rc rc = load_region(db, k->a, key->region, &view.region, err);

	if (rc == RC_OK)
		rc = load_programme(db, k->a, key, &view.row, &view.changed_at, &view.rest, err);
	if (rc != RC_OK)
		return rc;
	load.key = view.row.id;
	rc = projects_of(k->st, &load, &view.p.projects, err);
	if (rc == RC_OK && load.scope.all)
		rc = load_files(db, k->a, key->region, view.row.id, 0, false, &view.files, err);
	if (rc != RC_OK)
		return rc;
	view.p.kind = view.row.state == PROGRAMME_CANDIDATES ? KIND_CANDIDATES : KIND_TASKS;
	view.p.region = view.region.name;
	view.p.year = view.row.year;
	view.p.title = view.row.title;
	*ret = view;
	return RC_OK;
}

static enum rc read_programme(const struct ask *k, const struct programme_key *key, struct office_programme *ret,
			      struct err *err)
{
	struct look look;
	enum rc rc = may_read(k, key->region, err);

	if (rc == RC_OK)
		rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, programme(k, look.db, key, ret, err));
}

enum rc store_read_programme(const struct ask *k, int64_t region, int64_t programme_id, struct office_programme *ret,
			     struct err *err)
{
	return read_programme(k, &(struct programme_key){ .region = region, .id = programme_id }, ret, err);
}

enum rc store_read_year(const struct ask *k, int64_t region, int year, struct office_programme *ret, struct err *err)
{
	return read_programme(k, &(struct programme_key){ .region = region, .year = year }, ret, err);
}

/* ---- one project ---- */

static enum rc head(struct sql *db, int64_t region, int64_t project, struct office_project *view, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT version, changed_at, programme FROM project WHERE region = $1 AND id = $2", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, project);
	if (sql_next(&q, &rc, err)) {
		view->version = sql_int(&q, 0);
		view->changed_at = sql_int(&q, 1);
		view->row.id = sql_int(&q, 2);
	} else if (rc == RC_OK) {
		rc = missing(err, "这一件");
	}
	sql_end(&q);
	return rc;
}

static void may_edit(const struct ask *k, struct office_project *view)
{
	int64_t region = view->region.id;
	bool all = actor_may(k->actor, MAY_EDIT_ALL, region);

	view->may_edit = all;
	view->may_edit_item = arena_alloc(k->a, view->p.items.n + 1);
	for (size_t i = 0; i < view->p.items.n; i++) {
		const struct unit_list *lead = &view->p.items.v[i].lead;

		view->may_edit_item[i] = all;
		for (size_t u = 0; u < lead->n; u++)
			if (actor_may_for(k->actor, MAY_EDIT, region, lead->v[u].id))
				view->may_edit_item[i] = true;
	}
}

static enum rc project(const struct ask *k, struct sql *db, int64_t region, int64_t id, struct office_project *ret,
		       struct err *err)
{
	struct office_project view = { 0 };
	struct load load = { .db = db, .a = k->a, .region = region, .one = true, .key = id,
			     .scope = actor_scope(k->actor, MAY_READ, region) };
	struct project_list list = { 0 };
	struct programme_key key = { .region = region };
	struct str rest;
	int64_t changed_at;
	enum rc rc = load_region(db, k->a, region, &view.region, err);

	if (rc == RC_OK)
		rc = head(db, region, id, &view, err);
	if (rc == RC_OK)
		rc = load_projects(&load, &list, err);
	if (rc == RC_OK && list.n == 0 && load.scope.all) {
		load.gone = true; /* taken away, and shown to who may bring it back */
		rc = load_projects(&load, &list, err);
	}
	if (rc == RC_OK && list.n == 0)
		rc = missing(err, "这一件");
	key.id = view.row.id;
	if (rc == RC_OK)
		rc = load_programme(db, k->a, &key, &view.row, &changed_at, &rest, err);
	if (rc == RC_OK)
		rc = load_files(db, k->a, region, view.row.id, id, !load.scope.all, &view.files, err);
	if (rc != RC_OK)
		return rc;
	view.p = list.v[0];
	view.gone = load.gone;
	may_edit(k, &view);
	*ret = view;
	return RC_OK;
}

enum rc store_read_project(const struct ask *k, int64_t region, int64_t id, struct office_project *ret,
			   struct err *err)
{
	struct look look;
	enum rc rc = may_read(k, region, err);

	if (rc == RC_OK)
		rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, project(k, look.db, region, id, ret, err));
}

enum rc store_read_file(const struct ask *k, int64_t region, int64_t id, struct file_row *ret, struct str *bytes,
			struct err *err)
{
	struct look look;
	enum rc rc;

	/* originals hold telephone numbers: whole-region readers only */
	if (!actor_may(k->actor, MAY_READ_ALL, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	return look_end(&look, load_stored_file(look.db, k->a, region, id, false, ret, bytes, err));
}

/* ---- imports ---- */

static enum import_state import_state_of(struct str word)
{
	return str_eq(word, STR("confirmed")) ? IMPORT_CONFIRMED :
	       str_eq(word, STR("dropped"))   ? IMPORT_DROPPED :
	       str_eq(word, STR("undone"))    ? IMPORT_UNDONE :
						IMPORT_DRAFT;
}

static void import_row(struct arena *a, struct sql_stmt *q, struct import_row *r)
{
	r->id = sql_int(q, 0);
	r->programme = sql_int(q, 1);
	r->file = sql_int(q, 2);
	r->name = arena_str(a, sql_text(q, 3));
	r->title = arena_str(a, sql_text(q, 4));
	r->kind = arena_str(a, sql_text(q, 5));
	r->year = (int)sql_int(q, 6);
	r->state = import_state_of(sql_text(q, 7));
	r->projects = (size_t)sql_int(q, 8);
	r->by = arena_str(a, sql_text(q, 9));
	r->at = sql_int(q, 10);
	r->confirmed_at = sql_int(q, 11);
}

enum rc store_read_imports(const struct ask *k, int64_t region, struct import_row_list *ret, struct err *err)
{
	static const char text[] =
		"SELECT m.id, m.programme, m.file, f.name, m.title, m.kind, m.year, m.state, m.projects, m.by, m.at,"
		" m.confirmed_at FROM import m JOIN stored_file f ON f.region = m.region AND f.id = m.file"
		" WHERE m.region = $1 ORDER BY m.id DESC LIMIT 500";
	struct import_row_list l = { 0 };
	struct look look;
	struct sql_stmt q;
	enum rc rc;

	if (!actor_may(k->actor, MAY_IMPORT, region))
		return actor_refuse(err);
	rc = look_begin(k->st, &look, err);
	if (rc != RC_OK)
		return rc;
	rc = sql_start(look.db, text, &q, err);
	if (rc == RC_OK) {
		sql_bind_int(&q, 1, region);
		while (sql_next(&q, &rc, err))
			import_row(k->a, &q, list_add(&l, k->a));
		sql_end(&q);
	}
	if (rc == RC_OK)
		*ret = l;
	return look_end(&look, rc);
}

/* ---- 还差什么 ---- */

const char *gap_label(enum gap_kind kind)
{
	static const char *const labels[GAP_COUNT] = { [GAP_LEAD] = "没有牵头单位",
						       [GAP_LEADER] = "没有责任人",
						       [GAP_TARGET] = "没有年度目标",
						       [GAP_PLAN] = "没有时间节点",
						       [GAP_MONEY] = "没有资金安排" };

	return labels[kind];
}

static void gap(const struct ask *k, struct gap_list *l, enum gap_kind kind, const struct project *p,
		const struct item *it)
{
	struct gap *g = list_add(l, k->a);

	g->kind = kind;
	g->project = p->id;
	g->item = it == NULL ? 0 : it->id;
	g->no = p->no.n > 0 ? p->no : p->candidate_no;
	g->project_name = p->name;
	g->task = it == NULL ? STR("") : it->task;
}

static void gaps_of(const struct ask *k, struct gap_list *l, const struct project *p)
{
	bool money = p->funds.has_total || p->funds.text.n > 0;

	if (p->state == PROJECT_RESERVE || p->state == PROJECT_CLOSED || p->state == PROJECT_STOPPED)
		return;
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.v[i];

		if (it->lead.n == 0)
			gap(k, l, GAP_LEAD, p, it);
		if (it->leaders.n == 0)
			gap(k, l, GAP_LEADER, p, it);
		if (it->targets.n == 0)
			gap(k, l, GAP_TARGET, p, it);
		if (it->milestones.n == 0)
			gap(k, l, GAP_PLAN, p, it);
	}
	for (size_t s = 0; s < p->funds.sources.n; s++)
		money = money || p->funds.sources.v[s].has_amount;
	if (!money)
		gap(k, l, GAP_MONEY, p, NULL);
}

enum rc store_read_gaps(const struct ask *k, int64_t region, int64_t programme_id, struct gap_list *ret,
			struct err *err)
{
	struct office_programme view = { 0 };
	struct gap_list l = { 0 };
	enum rc rc = store_read_programme(k, region, programme_id, &view, err);

	for (size_t i = 0; rc == RC_OK && i < view.p.projects.n; i++) {
		/* with a task list out, candidates that were not chosen lack nothing */
		if (view.row.state == PROGRAMME_CANDIDATES || view.p.projects.v[i].no.n > 0)
			gaps_of(k, &l, &view.p.projects.v[i]);
	}
	if (rc == RC_OK)
		*ret = l;
	return rc;
}
