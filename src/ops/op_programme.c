#include "ops/op_project.h"
#include "store/fields.h"
#include "store/load.h"
#include "store/rows.h"

/* ---- regions ---- */

static bool good_code(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] < '0' || code.p[i] > '9')
			return false;
	return code.n == 0 || code.n == 6 || code.n == 9 || code.n == 12;
}

static enum rc add_region(struct txn *t, int64_t parent, struct str code, struct str name, int64_t *id,
			  struct err *err)
{
	struct region there;
	struct err none = { 0 };

	if (load_region_named(t->db, t->a, name, &there, &none) == RC_OK ||
	    (code.n > 0 && load_region_named(t->db, t->a, code, &there, &none) == RC_OK))
		return err_why(err, RC_REFUSED, WHY_CONFLICT, "已经有「%.*s」，请直接使用", STR_ARG(there.name));
	if (none.why != WHY_MISSING) {
		*err = none;
		return RC_OUTSIDE;
	}
	return row_region_add(t, parent, code, name, id, err);
}

enum rc op_region_add(const struct ask *k, int64_t parent, struct str code, struct str name, int64_t *id,
		      struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_ACCOUNTS, 0))
		return actor_refuse(err);
	code = str_trim(code);
	name = str_trim(name);
	if (name.n == 0 || name.n > 120)
		return err_set(err, RC_INPUT, "请填写地区名称，如 示例县，不超过40个字");
	if (!good_code(code))
		return err_set(err, RC_INPUT, "行政区划代码是6位、9位或12位数字，不知道可以留空");
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_region(&t, parent, code, name, id, err), err);
}

/* ---- programmes ---- */

static enum rc add_programme(struct txn *t, int year, struct str title, bool candidates, int64_t *id, struct err *err)
{
	struct programme_key key = { .region = t->region, .year = year };
	struct programme_row row;
	struct str rest;
	struct err none = { 0 };
	int64_t changed_at;
	bool changed;
	enum rc rc = load_programme(t->db, t->a, &key, &row, &changed_at, &rest, &none);

	if (rc == RC_OK)
		return err_why(err, RC_REFUSED, WHY_CONFLICT, "%d年的清单已经有了，请直接在里面添加项目", year);
	if (none.why != WHY_MISSING) {
		*err = none;
		return rc;
	}
	rc = row_programme_add(t, year, 1, candidates ? "candidates" : "running", id, err);
	return rc == RC_OK ? txn_put(t, THING_PROGRAMME, *id, 0, "title", title, &changed, err) : rc;
}

enum rc op_programme_add(const struct ask *k, int64_t region, int year, struct str title, bool candidates,
			 int64_t *id, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_EDIT_ALL, region))
		return actor_refuse(err);
	title = str_trim(title);
	if (year < 1990 || year > 2100)
		return err_set(err, RC_INPUT, "年份要在1990到2100之间");
	if (title.n == 0 || title.n > 600)
		return err_set(err, RC_INPUT, "请填写清单的标题，不超过200字");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, add_programme(&t, year, title, candidates, id, err), err);
}

/* What has a number of the task list is no candidate any more. */
static enum rc check_candidates(struct txn *t, int64_t programme, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT name FROM project WHERE region = $1 AND programme = $2 AND gone = 0 AND no IS NOT NULL"
			       " ORDER BY no LIMIT 1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	if (sql_next(&q, &rc, err)) {
		struct str name = sql_text(&q, 0);

		rc = err_set(err, RC_REFUSED, "「%.*s」等项目已有任务清单的序号，不能改回候选阶段", STR_ARG(name));
	}
	sql_end(&q);
	return rc;
}

static enum rc edit_programme(struct txn *t, int64_t programme, struct str field, struct str value, struct err *err)
{
	bool changed = false, candidates = str_eq(field, STR("state")) && str_eq(value, STR("candidates"));
	enum rc rc = candidates ? check_candidates(t, programme, err) : RC_OK;

	if (rc == RC_OK)
		rc = txn_put(t, THING_PROGRAMME, programme, 0, arena_cstr(t->a, field), value, &changed, err);
	return rc == RC_OK && changed ? row_touch_programme(t, programme, err) : rc;
}

enum rc op_programme_edit(const struct ask *k, int64_t region, int64_t programme, struct str field, struct str value,
			  struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_EDIT_ALL, region))
		return actor_refuse(err);
	if (str_eq(field, STR("state")) && !str_eq(value, STR("candidates")) && !str_eq(value, STR("running")) &&
	    !str_eq(value, STR("finished")))
		return err_set(err, RC_INPUT, "没有这个阶段，请重新选择");
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, edit_programme(&t, programme, field, value, err), err);
}
