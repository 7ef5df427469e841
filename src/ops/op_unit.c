#include "ops/op_unit.h"

#include "model/lines.h"
#include "ops/import.h"
#include "store/rows.h"
#include "zh/unit_kind.h"

enum { NAME_BYTES = 240, POST_BYTES = 240, PHONE_BYTES = 40 };

static const struct str kinds[] = { STR_INIT("government"), STR_INIT("party"),	 STR_INIT("mass"),
				    STR_INIT("judicial"),   STR_INIT("vertical"), STR_INIT("company"),
				    STR_INIT("institution"), STR_INIT("township"), STR_INIT("other") };

static enum rc begin(const struct ask *k, int64_t region, struct txn *t, struct err *err)
{
	if (!actor_may(k->actor, MAY_UNITS, region))
		return actor_refuse(err);
	return txn_begin(k, region, t, err);
}

/* ---- names ---- */

static enum rc name_ok(struct arena *a, struct str *name, struct err *err)
{
	*name = unit_tidy(a, *name);
	if (name->n == 0 || name->n > NAME_BYTES)
		return err_set(err, RC_INPUT, "请填写单位名称，不超过80个字");
	return RC_OK;
}

static enum rc name_of(struct txn *t, int64_t unit, struct str *ret, struct err *err)
{
	return field_get(t->db, t->a, field_find(THING_UNIT, STR("name")), t->region, unit, ret, err);
}

/* The name must stand for nobody, or for this unit. */
static enum rc name_free(struct txn *t, struct str name, int64_t unit, struct err *err)
{
	struct str other = STR("");
	int64_t holder = 0;
	enum rc rc = unit_find(t->db, t->region, name, &holder, err);

	if (rc != RC_OK || holder == 0 || holder == unit)
		return rc;
	rc = name_of(t, holder, &other, err);
	if (rc != RC_OK)
		return rc;
	return err_why(err, RC_REFUSED, WHY_CONFLICT, "「%.*s」已经是「%.*s」的名称或简称；要合成一个，请用“合并单位”",
		       STR_ARG(name), STR_ARG(other));
}

static enum rc check_version(struct txn *t, const char *text, int64_t id, int64_t version, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, id);
	if (!sql_next(&q, &rc, err))
		rc = rc == RC_OK ? missing(err, "这一条") : rc;
	else if (sql_int(&q, 0) != version)
		rc = err_why(err, RC_REFUSED, WHY_CONFLICT, "这一条刚刚被别人改过，请刷新后再改");
	sql_end(&q);
	return rc;
}

static enum rc run_with(struct txn *t, const char *text, int64_t first, int64_t second, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, first);
	if (second != 0)
		sql_bind_int(&q, 3, second);
	return sql_finish(&q, err);
}

/* ---- units ---- */

static enum rc add_unit(struct txn *t, struct str name, struct str kind, int64_t *id, struct err *err)
{
	enum rc rc = name_free(t, name, 0, err);
	bool changed;

	if (rc == RC_OK)
		rc = row_unit_add(t, name, zh_unit_kind(name), id, err);
	if (rc == RC_OK && kind.n > 0)
		rc = txn_put(t, THING_UNIT, *id, 0, "kind", kind, &changed, err);
	return rc;
}

static enum rc kind_ok(struct str kind, struct err *err)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kind, kinds[i]))
			return RC_OK;
	return err_set(err, RC_INPUT, "没有这种单位类别，请重新选择");
}

enum rc op_unit_add(const struct ask *k, int64_t region, struct str name, struct str kind, int64_t *id,
		    struct err *err)
{
	struct txn t;
	enum rc rc = name_ok(k->a, &name, err);

	if (rc == RC_OK && kind.n > 0)
		rc = kind_ok(kind, err);
	if (rc == RC_OK)
		rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_unit(&t, name, kind, id, err), err);
}

/* The official name in the list of names follows; the old one stays as an alias, documents still use it. */
static enum rc rename_unit(struct txn *t, int64_t unit, struct str name, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = run_with(t, "UPDATE unit_name SET alias = 1 WHERE region = $1 AND unit = $2 AND alias = 0", unit, 0, err);

	if (rc == RC_OK)
		rc = sql_start(t->db,
			       "INSERT INTO unit_name (region, name, unit, alias) VALUES ($1, $2, $3, 0)"
			       " ON CONFLICT (region, name) DO UPDATE SET alias = 0",
			       &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_text(&q, 2, name);
	sql_bind_int(&q, 3, unit);
	return sql_finish(&q, err);
}

/* Projects whose words name the unit are found by its new name. */
static enum rc index_unit(struct txn *t, int64_t unit, struct err *err)
{
	struct { int64_t *v; size_t n, cap; } ids = { 0 };
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT DISTINCT i.project FROM item_unit x JOIN item i ON i.region = x.region AND i.id = x.item"
			       " WHERE x.region = $1 AND x.unit = $2 ORDER BY i.project",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, unit);
	while (sql_next(&q, &rc, err))
		*list_add(&ids, t->a) = sql_int(&q, 0);
	sql_end(&q);
	for (size_t i = 0; rc == RC_OK && i < ids.n; i++)
		rc = index_project(t, ids.v[i], err);
	t->shown = true;
	return rc;
}

struct unit_edit {
	int64_t unit, version;
	struct str name, kind, phone;
	bool gone;
};

static enum rc edit_unit(struct txn *t, const struct unit_edit *e, struct err *err)
{
	bool renamed = false, changed = false;
	enum rc rc = check_version(t, "SELECT version FROM unit WHERE region = $1 AND id = $2", e->unit, e->version, err);

	if (rc == RC_OK)
		rc = name_free(t, e->name, e->unit, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_UNIT, e->unit, 0, "name", e->name, &renamed, err);
	if (rc == RC_OK && renamed)
		rc = rename_unit(t, e->unit, e->name, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_UNIT, e->unit, 0, "kind", e->kind, &changed, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_UNIT, e->unit, 0, "phone", e->phone, &changed, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_UNIT, e->unit, 0, "gone", e->gone ? STR("1") : STR("0"), &changed, err);
	if (rc == RC_OK && t->changes > 0)
		rc = run_with(t, "UPDATE unit SET version = version + 1 WHERE region = $1 AND id = $2", e->unit, 0, err);
	return rc == RC_OK && t->changes > 0 ? index_unit(t, e->unit, err) : rc;
}

enum rc op_unit_edit(const struct ask *k, int64_t region, int64_t unit, int64_t version, struct str name,
		     struct str kind, struct str phone, bool gone, struct err *err)
{
	struct unit_edit e = { .unit = unit, .version = version, .name = name, .kind = kind, .phone = str_trim(phone),
			       .gone = gone };
	struct txn t;
	enum rc rc = name_ok(k->a, &e.name, err);

	if (rc == RC_OK)
		rc = kind_ok(kind, err);
	if (rc == RC_OK && e.phone.n > PHONE_BYTES)
		rc = err_set(err, RC_INPUT, "办公电话太长，请只写一个号码");
	if (rc == RC_OK)
		rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, edit_unit(&t, &e, err), err);
}

/* ---- aliases ---- */

static enum rc add_alias(struct txn *t, int64_t unit, struct str alias, struct err *err)
{
	int64_t holder = 0;
	struct str name;
	enum rc rc = name_of(t, unit, &name, err);

	if (rc == RC_OK)
		rc = name_free(t, alias, unit, err);
	if (rc == RC_OK)
		rc = unit_find(t->db, t->region, alias, &holder, err);
	return rc == RC_OK && holder == 0 ? row_alias_add(t, unit, alias, err) : rc;
}

enum rc op_alias_add(const struct ask *k, int64_t region, int64_t unit, struct str alias, struct err *err)
{
	struct txn t;
	enum rc rc = name_ok(k->a, &alias, err);

	if (rc == RC_OK)
		rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_alias(&t, unit, alias, err), err);
}

static enum rc remove_alias(struct txn *t, int64_t unit, struct str alias, struct err *err)
{
	struct sql_stmt q;
	int64_t n = 0;
	enum rc rc = sql_start(t->db, "DELETE FROM unit_name WHERE region = $1 AND name = $2 AND unit = $3 AND alias = 1", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_text(&q, 2, alias);
	sql_bind_int(&q, 3, unit);
	rc = sql_finish_changed(&q, &n, err);
	if (rc == RC_OK && n == 0)
		rc = missing(err, "这个简称");
	if (rc != RC_OK)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = "alias-remove",
						 .kind = "unit",
						 .object = unit,
						 .field = "alias",
						 .has_old = true,
						 .old = alias },
			 err);
}

enum rc op_alias_remove(const struct ask *k, int64_t region, int64_t unit, struct str alias, struct err *err)
{
	struct txn t;
	enum rc rc = begin(k, region, &t, err);

	if (rc != RC_OK)
		return rc;
	return txn_end(&t, remove_alias(&t, unit, alias, err), err);
}

/* ---- merging ---- */

/* Lists of an item in which the unit stands, before its work moves. */
struct use {
	int64_t item, project;
	struct str role;
};

struct use_list {
	struct use *v;
	size_t n, cap;
};

static enum rc uses_of(struct txn *t, int64_t unit, struct use_list *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT x.item, i.project, x.role FROM item_unit x JOIN item i ON i.region = x.region AND"
			       " i.id = x.item WHERE x.region = $1 AND x.unit = $2 ORDER BY x.item, x.role",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, unit);
	while (sql_next(&q, &rc, err)) {
		struct use *u = list_add(ret, t->a);

		u->item = sql_int(&q, 0);
		u->project = sql_int(&q, 1);
		u->role = arena_str(t->a, sql_text(&q, 2));
	}
	sql_end(&q);
	return rc;
}

/* One list of an item: the old name becomes the new one, once. */
static enum rc replace(struct txn *t, const struct use *u, struct str from, struct str into, struct err *err)
{
	const struct field *f = field_find(THING_ITEM, u->role);
	struct str old = STR("");
	struct unit_list l;
	bool changed;
	enum rc rc = field_get(t->db, t->a, f, t->region, u->item, &old, err);

	if (rc == RC_OK)
		rc = units_of_lines(t->a, old, &l, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < l.n; i++)
		if (str_eq(l.v[i].name, from))
			l.v[i].name = into;
	rc = txn_put(t, THING_ITEM, u->item, u->project, f->name, lines_of_units(t->a, &l), &changed, err);
	return rc == RC_OK ? row_touch_project(t, u->project, err) : rc;
}

static enum rc move_rest(struct txn *t, int64_t from, int64_t into, struct err *err)
{
	static const char *const texts[] = {
		"UPDATE unit_name SET unit = $3, alias = 1 WHERE region = $1 AND unit = $2",
		"UPDATE person SET unit = $3, version = version + 1 WHERE region = $1 AND unit = $2",
		"UPDATE account_grant SET unit = $3 WHERE region = $1 AND unit = $2",
		"UPDATE one_time_link SET unit = $3 WHERE region = $1 AND unit = $2",
		"UPDATE session SET unit = $3 WHERE region = $1 AND unit = $2",
	};
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < COUNT(texts); i++)
		rc = run_with(t, texts[i], from, into, err);
	return rc;
}

static enum rc merge(struct txn *t, int64_t from, int64_t into, struct err *err)
{
	struct use_list uses = { 0 };
	struct str from_name = STR(""), into_name = STR("");
	bool changed;
	enum rc rc = name_of(t, from, &from_name, err);

	if (rc == RC_OK)
		rc = name_of(t, into, &into_name, err);
	if (rc == RC_OK)
		rc = uses_of(t, from, &uses, err);
	t->reason = arena_printf(t->a, "「%.*s」并入「%.*s」", STR_ARG(from_name), STR_ARG(into_name));
	for (size_t i = 0; rc == RC_OK && i < uses.n; i++)
		rc = replace(t, &uses.v[i], from_name, into_name, err);
	if (rc == RC_OK)
		rc = move_rest(t, from, into, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_UNIT, from, 0, "gone", STR("1"), &changed, err);
	if (rc == RC_OK)
		rc = txn_audit(t,
			       &(struct audit_record){ .action = "merge",
						       .kind = "unit",
						       .object = into,
						       .field = "alias",
						       .has_new = true,
						       .new = from_name },
			       err);
	return rc == RC_OK ? index_unit(t, into, err) : rc;
}

enum rc op_unit_merge(const struct ask *k, int64_t region, int64_t from, int64_t into, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (from == into)
		return err_set(err, RC_INPUT, "请选择另一个单位来合并");
	rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, merge(&t, from, into, err), err);
}

/* ---- people ---- */

struct person_edit {
	int64_t person, version, unit;
	struct str name, post;
	const struct str *phone;
	bool gone;
};

static enum rc person_ok(struct person_edit *e, struct err *err)
{
	e->name = str_trim(e->name);
	e->post = str_trim(e->post);
	if (e->name.n == 0 || e->name.n > 120)
		return err_set(err, RC_INPUT, "请填写姓名，不超过40个字");
	if (e->post.n > POST_BYTES)
		return err_set(err, RC_INPUT, "职务请控制在80个字以内");
	if (e->phone != NULL && (e->phone->n > PHONE_BYTES || (e->phone->n > 0 && e->phone->n < 3)))
		return err_set(err, RC_INPUT, "电话号码的长度不对，请检查");
	return RC_OK;
}

/* Assignments that name a person of this name, once there is exactly one. */
static enum rc tie_assignments(struct txn *t, int64_t person, struct str name, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "UPDATE assignment SET person = CASE WHEN (SELECT count(*) FROM person p WHERE p.region = $1 AND"
			       " p.name = $3 AND p.gone = 0) = 1 THEN $2 ELSE NULL END WHERE region = $1 AND name = $3",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, person);
	sql_bind_text(&q, 3, name);
	return sql_finish(&q, err);
}

static enum rc put_phone(struct txn *t, int64_t person, struct str phone, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = run_with(t, "DELETE FROM person_phone WHERE region = $1 AND person = $2", person, 0, err);

	if (rc == RC_OK && phone.n > 0) {
		rc = sql_start(t->db, "INSERT INTO person_phone (region, person, phone) VALUES ($1, $2, $3)", &q, err);
		if (rc != RC_OK)
			return rc;
		sql_bind_int(&q, 1, t->region);
		sql_bind_int(&q, 2, person);
		sql_bind_text(&q, 3, phone);
		rc = sql_finish(&q, err);
	}
	/* the chain tells that it changed, never the number */
	return rc == RC_OK ? txn_audit(t, &(struct audit_record){ .action = "edit", .kind = "person", .object = person, .field = "phone" }, err) : rc;
}

static enum rc put_person(struct txn *t, const struct person_edit *e, struct err *err)
{
	bool changed;
	enum rc rc = txn_put(t, THING_PERSON, e->person, 0, "name", e->name, &changed, err);

	if (rc == RC_OK)
		rc = txn_put(t, THING_PERSON, e->person, 0, "post", e->post, &changed, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_PERSON, e->person, 0, "unit",
			     e->unit == 0 ? STR("") : arena_printf(t->a, "%lld", (long long)e->unit), &changed, err);
	if (rc == RC_OK)
		rc = txn_put(t, THING_PERSON, e->person, 0, "gone", e->gone ? STR("1") : STR("0"), &changed, err);
	if (rc == RC_OK && e->phone != NULL)
		rc = put_phone(t, e->person, *e->phone, err);
	return rc == RC_OK ? tie_assignments(t, e->person, e->name, err) : rc;
}

static enum rc add_person(struct txn *t, struct person_edit *e, struct err *err)
{
	enum rc rc = row_person_add(t, e->name, &e->person, err);

	return rc == RC_OK ? put_person(t, e, err) : rc;
}

enum rc op_person_add(const struct ask *k, int64_t region, struct str name, struct str post, int64_t unit,
		      int64_t *id, struct err *err)
{
	struct person_edit e = { .name = name, .post = post, .unit = unit };
	struct txn t;
	enum rc rc = person_ok(&e, err);

	if (rc == RC_OK)
		rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, add_person(&t, &e, err), err);
	if (rc == RC_OK)
		*id = e.person;
	return rc;
}

static enum rc edit_person(struct txn *t, const struct person_edit *e, struct err *err)
{
	enum rc rc = check_version(t, "SELECT version FROM person WHERE region = $1 AND id = $2", e->person, e->version, err);

	if (rc == RC_OK)
		rc = put_person(t, e, err);
	if (rc == RC_OK && t->changes > 0)
		rc = run_with(t, "UPDATE person SET version = version + 1 WHERE region = $1 AND id = $2", e->person, 0, err);
	return rc;
}

enum rc op_person_edit(const struct ask *k, int64_t region, int64_t person, int64_t version, struct str name,
		       struct str post, int64_t unit, const struct str *phone, bool gone, struct err *err)
{
	struct person_edit e = { .person = person, .version = version, .unit = unit, .name = name, .post = post,
				 .phone = phone, .gone = gone };
	struct txn t;
	enum rc rc = person_ok(&e, err);

	if (rc == RC_OK)
		rc = begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, edit_person(&t, &e, err), err);
}

static enum rc show_phone(struct txn *t, int64_t person, struct str *ret, struct err *err)
{
	struct sql_stmt q;
	struct str phone;
	enum rc rc = sql_start(t->db, "SELECT phone FROM person_phone WHERE region = $1 AND person = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, person);
	phone = sql_next(&q, &rc, err) ? arena_str(t->a, sql_text(&q, 0)) : STR("");
	sql_end(&q);
	if (rc == RC_OK && phone.n > 0)
		rc = txn_audit(t, &(struct audit_record){ .action = "show", .kind = "person", .object = person, .field = "phone" }, err);
	if (rc == RC_OK)
		*ret = phone;
	return rc;
}

/* Told only once the record is kept. */
enum rc op_phone_show(const struct ask *k, int64_t region, int64_t person, struct str *ret, struct err *err)
{
	struct str phone = STR("");
	struct txn t;
	enum rc rc = begin(k, region, &t, err);

	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, show_phone(&t, person, &phone, err), err);
	if (rc == RC_OK)
		*ret = phone;
	return rc;
}
