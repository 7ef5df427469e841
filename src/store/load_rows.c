#include "store/load.h"

/* ---- regions ---- */

#define LATEST                                                                                        \
	"(SELECT max(g.year) FROM programme g WHERE g.region = r.id AND g.published = 1)"
#define REGION "SELECT r.id, r.parent, r.code, r.name, " LATEST " FROM region r "

static void region_row(struct arena *a, struct sql_stmt *q, struct region *r)
{
	r->id = sql_int(q, 0);
	r->parent = sql_int(q, 1);
	r->code = arena_str(a, sql_text(q, 2));
	r->name = arena_str(a, sql_text(q, 3));
	r->path = r->code.n > 0 ? r->code : r->name;
	r->latest_year = (int)sql_int(q, 4);
}

static enum rc one_region(struct sql_stmt *q, struct arena *a, struct region *ret, struct err *err)
{
	enum rc rc = RC_OK; /* sql_next() says nothing of it while there are rows */

	if (sql_next(q, &rc, err))
		region_row(a, q, ret);
	else if (rc == RC_OK)
		rc = missing(err, "这个地区");
	sql_end(q);
	return rc;
}

enum rc load_region(struct sql *db, struct arena *a, int64_t id, struct region *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, REGION "WHERE r.id = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, id);
	return one_region(&q, a, ret, err);
}

enum rc load_region_named(struct sql *db, struct arena *a, struct str segment, struct region *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, REGION "WHERE r.id > 0 AND (r.code = $1 OR r.name = $1)", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_text(&q, 1, segment);
	return one_region(&q, a, ret, err);
}

enum rc load_public_regions(struct sql *db, struct arena *a, struct region_list *ret, struct err *err)
{
	struct region_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       REGION "WHERE EXISTS (SELECT 1 FROM programme g WHERE g.region = r.id AND g.published = 1)"
				      " ORDER BY r.code NULLS LAST, r.name",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err))
		region_row(a, &q, list_add(&l, a));
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

/* ---- programmes ---- */

#define PROGRAMME                                                                                              \
	"SELECT g.id, g.year, g.batch, g.title, g.state, g.published, g.published_at, g.changed_at, g.rest,"    \
	" (SELECT count(*) FROM project p WHERE p.region = g.region AND p.programme = g.id AND p.gone = 0 AND"  \
	"  (p.no IS NOT NULL OR g.state = 'candidates')),"                                                       \
	" (SELECT count(*) FROM project p WHERE p.region = g.region AND p.programme = g.id AND p.gone = 0 AND"  \
	"  p.state = 'closed')"                                                                                  \
	" FROM programme g WHERE g.region = $1 AND (g.published = 1 OR $2 = 0)"

const char *programme_state_word(enum programme_state state)
{
	static const char *const words[] = { [PROGRAMME_CANDIDATES] = "candidates",
					     [PROGRAMME_RUNNING] = "running",
					     [PROGRAMME_FINISHED] = "finished" };

	return words[state];
}

static void programme_row(struct arena *a, struct sql_stmt *q, struct programme_row *r, int64_t *changed_at,
			  struct str *rest)
{
	struct str state = sql_text(q, 4);

	r->id = sql_int(q, 0);
	r->year = (int)sql_int(q, 1);
	r->batch = (int)sql_int(q, 2);
	r->title = arena_str(a, sql_text(q, 3));
	r->state = str_eq(state, STR("candidates")) ? PROGRAMME_CANDIDATES :
		   str_eq(state, STR("running"))    ? PROGRAMME_RUNNING :
						      PROGRAMME_FINISHED;
	r->published = sql_int(q, 5) != 0;
	r->published_at = sql_int(q, 6);
	*changed_at = sql_int(q, 7);
	*rest = arena_str(a, sql_text(q, 8));
	r->projects = (size_t)sql_int(q, 9);
	r->closed = (size_t)sql_int(q, 10);
}

enum rc load_programme(struct sql *db, struct arena *a, const struct programme_key *key, struct programme_row *ret,
		       int64_t *changed_at, struct str *rest, struct err *err)
{
	static const char by_id[] = PROGRAMME " AND g.id = $3";
	static const char by_year[] = PROGRAMME " AND g.year = $3 ORDER BY g.batch LIMIT 1";
	struct sql_stmt q;
	enum rc rc = sql_start(db, key->id != 0 ? by_id : by_year, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, key->region);
	sql_bind_bool(&q, 2, key->published);
	sql_bind_int(&q, 3, key->id != 0 ? key->id : key->year);
	if (sql_next(&q, &rc, err))
		programme_row(a, &q, ret, changed_at, rest);
	else if (rc == RC_OK)
		rc = missing(err, "这一年的民生实事");
	sql_end(&q);
	return rc;
}

enum rc load_programmes(struct sql *db, struct arena *a, int64_t region, bool published,
			struct programme_row_list *ret, struct err *err)
{
	struct programme_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, PROGRAMME " ORDER BY g.year DESC, g.batch", &q, err);
	int64_t changed_at;
	struct str rest;

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_bool(&q, 2, published);
	while (sql_next(&q, &rc, err))
		programme_row(a, &q, list_add(&l, a), &changed_at, &rest);
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc store_public_years(struct store *st, struct arena *a, int64_t region, struct programme_row_list *ret,
			   struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, load_programmes(look.db, a, region, true, ret, err));
}

/* ---- files ---- */

#define FILE_COLUMNS "f.id, f.name, f.kind, f.media, f.size, f.at, f.open"

static void file_row(struct arena *a, struct sql_stmt *q, struct file_row *f)
{
	f->id = sql_int(q, 0);
	f->name = arena_str(a, sql_text(q, 1));
	f->kind = arena_str(a, sql_text(q, 2));
	f->media = arena_str(a, sql_text(q, 3));
	f->bytes = (size_t)sql_int(q, 4);
	f->at = sql_int(q, 5);
	f->open = sql_int(q, 6) != 0;
}

enum rc load_files(struct sql *db, struct arena *a, int64_t region, int64_t programme, int64_t project, bool open,
		   struct file_row_list *ret, struct err *err)
{
	struct file_row_list l = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       "SELECT " FILE_COLUMNS " FROM attachment x JOIN stored_file f ON f.region = x.region AND f.id = x.file"
			       " WHERE x.region = $1 AND x.programme = $2 AND (x.project IS NULL OR x.project = $3)"
			       " AND (f.open = 1 OR $4 = 0) ORDER BY f.at, f.id",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, programme);
	sql_bind_int(&q, 3, project);
	sql_bind_bool(&q, 4, open);
	while (sql_next(&q, &rc, err))
		file_row(a, &q, list_add(&l, a));
	sql_end(&q);
	if (rc == RC_OK)
		*ret = l;
	return rc;
}

enum rc load_stored_file(struct sql *db, struct arena *a, int64_t region, int64_t id, bool open, struct file_row *ret,
		  struct str *bytes, struct err *err)
{
	/* open: for everybody, and then only with a published programme */
	static const char text[] =
		"SELECT " FILE_COLUMNS ", f.bytes FROM stored_file f WHERE f.region = $1 AND f.id = $2 AND ($3 = 0 OR"
		" (f.open = 1 AND EXISTS (SELECT 1 FROM attachment x JOIN programme g ON g.region = x.region"
		"  AND g.id = x.programme WHERE x.region = f.region AND x.file = f.id AND g.published = 1)))";
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, id);
	sql_bind_bool(&q, 3, open);
	if (sql_next(&q, &rc, err)) {
		file_row(a, &q, ret);
		*bytes = arena_str(a, sql_bytes(&q, 7));
	} else if (rc == RC_OK) {
		rc = missing(err, "这个文件");
	}
	sql_end(&q);
	return rc;
}

enum rc store_public_file(struct store *st, struct arena *a, int64_t region, int64_t id, struct file_row *ret,
			  struct str *bytes, struct err *err)
{
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, load_stored_file(look.db, a, region, id, true, ret, bytes, err));
}
