#include "store/verify.h"

#include "base/digest.h"
#include "store/fields.h"
#include "store/inside.h"

/* ---- the engine ---- */

static void line(struct arena *a, struct verdict_list *l, bool ok, struct str what, struct str says)
{
	struct verdict_line *v = list_add(l, a);

	v->ok = ok;
	v->what = what;
	v->says = says;
}

/* The first row that is not "ok", or nothing. */
static enum rc first_complaint(struct sql *db, struct arena *a, const char *text, struct str *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	*ret = STR("");
	while (ret->n == 0 && sql_next(&q, &rc, err))
		if (!str_eq(sql_text(&q, 0), STR("ok")))
			*ret = arena_str(a, sql_text(&q, 0));
	sql_end(&q);
	return rc;
}

static enum rc check_engine(struct sql *db, struct arena *a, struct verdict_list *l, struct err *err)
{
	bool pg = sql_is_postgres(db);
	struct str bad = STR("");
	enum rc rc = first_complaint(db, a,
				     pg ? "SELECT CASE WHEN current_setting('data_checksums') = 'on' THEN 'ok' ELSE '没有打开数据页校验' END" :
					  "PRAGMA integrity_check",
				     &bad, err);

	if (rc != RC_OK)
		return rc;
	line(a, l, bad.n == 0, STR("数据库结构"), bad.n == 0 ? STR("完好") : bad);
	rc = first_complaint(db, a,
			     pg ? "SELECT CAST(conname AS TEXT) FROM pg_constraint WHERE NOT convalidated ORDER BY conname" :
				  "PRAGMA foreign_key_check",
			     &bad, err);
	if (rc == RC_OK)
		line(a, l, bad.n == 0, STR("数据关联"),
		     bad.n == 0 ? STR("完好") : arena_printf(a, "表 %.*s 里有指向不存在内容的行", STR_ARG(bad)));
	return rc;
}

/* ---- the chain ---- */

struct chain {
	uint8_t hash[DIGEST_BYTES];
	int64_t seq;
	struct str bad; /* the first thing that is wrong */
};

static void audit_row(struct sql_stmt *q, struct audit_full *r)
{
	r->seq = sql_int(q, 0);
	r->at = sql_int(q, 1);
	r->account = sql_int(q, 2);
	r->actor = sql_text(q, 3);
	r->action = sql_text(q, 4);
	r->kind = sql_text(q, 5);
	r->object = sql_int(q, 6);
	r->owner = sql_int(q, 7);
	r->field = sql_text(q, 8);
	r->has_old = !sql_null(q, 9);
	r->old = sql_text(q, 9);
	r->has_new = !sql_null(q, 10);
	r->new = sql_text(q, 10);
	r->reason = sql_text(q, 11);
	r->set = sql_int(q, 12);
}

static void check_record(struct arena *a, struct chain *c, const struct audit_full *r, struct str stored)
{
	uint8_t hash[DIGEST_BYTES];

	if (c->bad.n > 0)
		return;
	if (r->seq != c->seq + 1) {
		c->bad = arena_printf(a, "第%lld条之后缺了记录", (long long)c->seq);
		return;
	}
	audit_hash(c->hash, r, hash);
	if (!str_eq(stored, (struct str){ (const char *)hash, DIGEST_BYTES })) {
		c->bad = arena_printf(a, "第%lld条被改动过（%.*s %.*s %lld %.*s）", (long long)r->seq, STR_ARG(r->action),
				      STR_ARG(r->kind), (long long)r->object, STR_ARG(r->field));
		return;
	}
	memcpy(c->hash, hash, DIGEST_BYTES);
	c->seq = r->seq;
}

/* In steps, so that a long chain needs little memory on either engine. */
enum { STEP = 2000 };

static enum rc walk_step(struct sql *db, struct arena *a, int64_t region, int64_t from, struct chain *c, size_t *rows,
			 struct err *err)
{
	struct audit_full r = { .region = region };
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       "SELECT seq, at, account, actor, action, kind, object, owner, field, old, new, reason, change_set,"
			       " hash FROM audit WHERE region = $1 AND seq > $2 ORDER BY seq LIMIT $3",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, from);
	sql_bind_int(&q, 3, STEP);
	*rows = 0;
	while (sql_next(&q, &rc, err)) {
		audit_row(&q, &r);
		check_record(a, c, &r, sql_bytes(&q, 13));
		(*rows)++;
	}
	sql_end(&q);
	return rc;
}

static enum rc check_head(struct sql *db, struct arena *a, int64_t region, struct chain *c, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT seq, head FROM region_head WHERE region = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	if (sql_next(&q, &rc, err) && c->bad.n == 0 &&
	    (sql_int(&q, 0) != c->seq || !str_eq(sql_bytes(&q, 1), (struct str){ (const char *)c->hash, DIGEST_BYTES })))
		c->bad = arena_printf(a, "记录到第%lld条为止，链头写的是第%lld条，末尾被改动或删去", (long long)c->seq,
				      (long long)sql_int(&q, 0));
	sql_end(&q);
	return rc;
}

static enum rc check_chain(struct sql *db, struct arena *a, int64_t region, struct str name, struct verdict_list *l,
			   struct err *err)
{
	struct chain c = { .bad = STR("") };
	size_t rows = STEP;
	enum rc rc = RC_OK;

	while (rc == RC_OK && rows == STEP && c.bad.n == 0)
		rc = walk_step(db, a, region, c.seq, &c, &rows, err);
	if (rc == RC_OK)
		rc = check_head(db, a, region, &c, err);
	if (rc == RC_OK)
		line(a, l, c.bad.n == 0, arena_printf(a, "%.*s 操作记录", STR_ARG(name)),
		     c.bad.n > 0 ? c.bad :
				   arena_printf(a, "%lld条首尾相连，链头 %.*s", (long long)c.seq,
						STR_ARG(digest_hex(a, c.hash, DIGEST_BYTES))));
	return rc;
}

/* ---- fields against their last record ---- */

struct id_list {
	int64_t *v;
	size_t n, cap;
};

static enum rc ids_of(struct sql *db, struct arena *a, enum thing thing, int64_t region, struct id_list *ret,
		      struct err *err)
{
	static const char *const texts[THING_COUNT] = {
		[THING_PROGRAMME] = "SELECT id FROM programme WHERE region = $1 ORDER BY id",
		[THING_PROJECT] = "SELECT id FROM project WHERE region = $1 ORDER BY id",
		[THING_ITEM] = "SELECT id FROM item WHERE region = $1 ORDER BY id",
		[THING_MILESTONE] = "SELECT id FROM milestone WHERE region = $1 ORDER BY id",
		[THING_UNIT] = "SELECT id FROM unit WHERE region = $1 ORDER BY id",
		[THING_PERSON] = "SELECT id FROM person WHERE region = $1 ORDER BY id",
	};
	struct sql_stmt q;
	enum rc rc = sql_start(db, texts[thing], &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	while (sql_next(&q, &rc, err))
		*list_add(ret, a) = sql_int(&q, 0);
	sql_end(&q);
	return rc;
}

enum { FIELDS_MAX = 24 };

/* What the chain says of each field of one object: places as in store_fields of its thing. */
struct told {
	const struct field *field[FIELDS_MAX];
	struct str value[FIELDS_MAX];
	size_t n;
};

static void fields_of(enum thing thing, struct told *t)
{
	t->n = 0;
	for (size_t i = 0; i < store_fields_count && t->n < FIELDS_MAX; i++)
		if (store_fields[i].thing == thing) {
			t->field[t->n] = &store_fields[i];
			t->value[t->n++] = STR("");
		}
}

static enum rc told_of(struct sql *db, struct arena *a, enum thing thing, int64_t region, int64_t id, struct told *t,
		       struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db,
			       "SELECT field, new FROM audit WHERE region = $1 AND kind = $2 AND object = $3 AND field <> ''"
			       " ORDER BY seq",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	fields_of(thing, t);
	sql_bind_int(&q, 1, region);
	sql_bind_text(&q, 2, str_of(thing_word(thing)));
	sql_bind_int(&q, 3, id);
	while (sql_next(&q, &rc, err))
		for (size_t i = 0; i < t->n; i++)
			if (str_eq(sql_text(&q, 0), str_of(t->field[i]->name)))
				t->value[i] = arena_str(a, sql_text(&q, 1));
	sql_end(&q);
	return rc;
}

/* Names of units as they are called now: a unit that was renamed since is still the same. */
static enum rc units_now(struct sql *db, struct arena *a, int64_t region, struct str *lines, struct err *err)
{
	const struct field *name = field_find(THING_UNIT, STR("name"));
	struct str rest = *lines, out = STR("");
	enum rc rc = RC_OK;

	while (rc == RC_OK && rest.n > 0) {
		size_t cut = str_find(rest, STR("\n"));
		struct str one = cut == STR_NONE ? rest : str_cut(rest, 0, cut);
		int64_t unit = 0;

		rest = cut == STR_NONE ? STR("") : str_from(rest, cut + 1);
		rc = unit_find(db, region, one, &unit, err);
		if (rc == RC_OK && unit != 0)
			rc = field_get(db, a, name, region, unit, &one, err);
		out = arena_cat(a, arena_cat(a, out, out.n > 0 ? STR("\n") : STR("")), one);
	}
	*lines = out;
	return rc;
}

static enum rc check_object(struct sql *db, struct arena *a, enum thing thing, int64_t region, int64_t id,
			    struct str *bad, struct err *err)
{
	struct told t;
	enum rc rc = told_of(db, a, thing, region, id, &t, err);

	for (size_t i = 0; rc == RC_OK && bad->n == 0 && i < t.n; i++) {
		struct str now = STR("");

		rc = field_get(db, a, t.field[i], region, id, &now, err);
		if (rc == RC_OK && t.field[i]->type == FIELD_UNITS)
			rc = units_now(db, a, region, &t.value[i], err);
		if (rc == RC_OK && !str_eq(now, t.value[i]))
			*bad = arena_printf(a, "%s %lld 的「%s」与最后一条操作记录不同", thing_word(thing), (long long)id,
					    t.field[i]->label);
	}
	return rc;
}

static enum rc check_fields(struct sql *db, struct arena *a, int64_t region, struct str name, struct verdict_list *l,
			    struct err *err)
{
	struct str bad = STR("");
	size_t objects = 0;
	enum rc rc = RC_OK;

	for (int thing = 0; rc == RC_OK && thing < THING_COUNT; thing++) {
		struct id_list ids = { 0 };

		rc = ids_of(db, a, (enum thing)thing, region, &ids, err);
		for (size_t i = 0; rc == RC_OK && bad.n == 0 && i < ids.n; i++) {
			struct arena_mark at = arena_mark(a);

			rc = check_object(db, a, (enum thing)thing, region, ids.v[i], &bad, err);
			if (bad.n == 0)
				arena_release(a, at);
		}
		objects += ids.n;
	}
	if (rc == RC_OK)
		line(a, l, bad.n == 0, arena_printf(a, "%.*s 内容与记录", STR_ARG(name)),
		     bad.n > 0 ? bad : arena_printf(a, "%zu个对象逐项一致", objects));
	return rc;
}

/* ---- files and baselines ---- */

static enum rc check_file(struct sql *db, struct arena *a, const char *text, int64_t region, int64_t id,
			  const char *what, struct str *bad, struct err *err)
{
	uint8_t sm3[DIGEST_BYTES];
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int(&q, 2, id);
	if (sql_next(&q, &rc, err)) {
		struct str bytes = sql_bytes(&q, 0);

		digest_sm3(bytes.p, bytes.n, sm3);
		if (!str_eq(sql_bytes(&q, 1), (struct str){ (const char *)sm3, DIGEST_BYTES }))
			*bad = arena_printf(a, "%s「%.*s」的内容与摘要不符", what, STR_ARG(sql_text(&q, 2)));
	}
	sql_end(&q);
	return rc;
}

static enum rc check_kept(struct sql *db, struct arena *a, const char *list, const char *text, int64_t region,
			  const char *what, struct str *bad, size_t *n, struct err *err)
{
	struct id_list ids = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(db, list, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	while (sql_next(&q, &rc, err))
		*list_add(&ids, a) = sql_int(&q, 0);
	sql_end(&q);
	for (size_t i = 0; rc == RC_OK && bad->n == 0 && i < ids.n; i++)
		rc = check_file(db, a, text, region, ids.v[i], what, bad, err);
	*n += ids.n;
	return rc;
}

static enum rc check_files(struct sql *db, struct arena *a, int64_t region, struct str name, struct verdict_list *l,
			   struct err *err)
{
	struct str bad = STR("");
	size_t n = 0;
	enum rc rc = check_kept(db, a, "SELECT id FROM stored_file WHERE region = $1 ORDER BY id",
				"SELECT bytes, sm3, name FROM stored_file WHERE region = $1 AND id = $2", region, "文件", &bad, &n,
				err);

	if (rc == RC_OK)
		rc = check_kept(db, a, "SELECT programme FROM baseline WHERE region = $1 ORDER BY programme",
				"SELECT b.json, b.sm3, g.title FROM baseline b JOIN programme g ON g.region = b.region AND"
				" g.id = b.programme WHERE b.region = $1 AND b.programme = $2",
				region, "公布时的清单", &bad, &n, err);
	if (rc == RC_OK)
		line(a, l, bad.n == 0, arena_printf(a, "%.*s 文件", STR_ARG(name)),
		     bad.n > 0 ? bad : arena_printf(a, "%zu份与摘要相符", n));
	return rc;
}

/* ---- the whole ---- */

struct place {
	int64_t id;
	struct str name;
};

struct place_list {
	struct place *v;
	size_t n, cap;
};

static enum rc places(struct sql *db, struct arena *a, struct place_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(db, "SELECT id, name FROM region ORDER BY id", &q, err);

	if (rc != RC_OK)
		return rc;
	while (sql_next(&q, &rc, err)) {
		struct place *p = list_add(ret, a);

		p->id = sql_int(&q, 0);
		p->name = arena_str(a, sql_text(&q, 1));
	}
	sql_end(&q);
	return rc;
}

static enum rc verify(struct sql *db, struct arena *a, struct verdict_list *l, struct err *err)
{
	struct place_list regions = { 0 };
	enum rc rc = check_engine(db, a, l, err);

	if (rc == RC_OK)
		rc = places(db, a, &regions, err);
	for (size_t i = 0; rc == RC_OK && i < regions.n; i++) {
		rc = check_chain(db, a, regions.v[i].id, regions.v[i].name, l, err);
		if (rc == RC_OK && regions.v[i].id != 0)
			rc = check_fields(db, a, regions.v[i].id, regions.v[i].name, l, err);
		if (rc == RC_OK && regions.v[i].id != 0)
			rc = check_files(db, a, regions.v[i].id, regions.v[i].name, l, err);
	}
	return rc;
}

enum rc store_verify(struct store *st, struct arena *a, struct verdict_list *ret, struct err *err)
{
	struct verdict_list l = { 0 };
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, verify(look.db, a, &l, err));
	if (rc == RC_OK)
		*ret = l;
	return rc;
}
