#include "store/rows.h"

#include "base/secret.h"
#include "model/standing.h"

static enum rc created(struct txn *t, const char *kind, int64_t id, int64_t owner, struct str what, struct err *err)
{
	return txn_audit(t,
			 &(struct audit_record){ .action = "create",
						 .kind = kind,
						 .object = id,
						 .owner = owner,
						 .field = "",
						 .has_new = true,
						 .new = what },
			 err);
}

/* What a row begins with has its record too, so that the chain tells every field from the start. */
static enum rc began(struct txn *t, const char *kind, int64_t id, int64_t owner, const char *field, struct str value,
		     struct err *err)
{
	if (value.n == 0)
		return RC_OK;
	return txn_audit(t,
			 &(struct audit_record){ .action = "edit",
						 .kind = kind,
						 .object = id,
						 .owner = owner,
						 .field = field,
						 .has_new = true,
						 .new = value },
			 err);
}

/* ---- regions ---- */

static enum rc head_add(struct txn *t, int64_t region, struct err *err)
{
	static const char zero[DIGEST_BYTES];
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO region_head (region, next_id, seq, head, version) VALUES ($1, 1, 0, $2, 0)", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_bytes(&q, 2, (struct str){ zero, sizeof(zero) });
	return sql_finish(&q, err);
}

enum rc row_region_add(struct txn *t, int64_t parent, struct str code, struct str name, int64_t *id, struct err *err)
{
	int64_t region = txn_id(t);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "INSERT INTO region (id, parent, code, name) VALUES ($1, $2, $3, $4)", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, region);
	sql_bind_int_if(&q, 2, parent != 0, parent);
	sql_bind_text_if(&q, 3, code.n > 0, code);
	sql_bind_text(&q, 4, name);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = head_add(t, region, err);
	if (rc == RC_OK)
		rc = created(t, "region", region, 0, name, err);
	*id = region;
	return rc;
}

/* ---- the programme ---- */

enum rc row_programme_add(struct txn *t, int year, int batch, const char *state, int64_t *id,
			  struct err *err)
{
	int64_t programme = txn_id(t);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO programme (region, id, year, batch, title, state, published, published_at, next_no,"
			       " rest, changed_at, version) VALUES ($1, $2, $3, $4, '', $5, 0, NULL, 1, '', $6, 1)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	sql_bind_int(&q, 3, year);
	sql_bind_int(&q, 4, batch);
	sql_bind_text(&q, 5, str_of(state));
	sql_bind_int(&q, 6, t->k->now);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = created(t, "programme", programme, 0, arena_printf(t->a, "%d", year), err);
	if (rc == RC_OK)
		rc = began(t, "programme", programme, 0, "state", str_of(state), err);
	*id = programme;
	return rc;
}

enum { CODE_LETTERS = 8 };

static struct str number(struct arena *a, int64_t n)
{
	return n == 0 ? STR("") : arena_printf(a, "%lld", (long long)n);
}

enum rc row_project_add(struct txn *t, const struct new_project *p, int64_t *id, struct err *err)
{
	int64_t project = txn_id(t);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO project (region, id, programme, ord, no, candidate_no, code, name, field, state,"
			       " closed_on, total_fen, compare, funds_text, rest, gone, changed_at, version)"
			       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, NULL, NULL, '', '', '', 0, $10, 1)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, project);
	sql_bind_int(&q, 3, p->programme);
	sql_bind_int(&q, 4, p->ord);
	sql_bind_int_if(&q, 5, p->no != 0, p->no);
	sql_bind_int_if(&q, 6, p->candidate_no != 0, p->candidate_no);
	sql_bind_text(&q, 7, secret_word(t->a, CODE_LETTERS));
	sql_bind_text(&q, 8, p->name);
	sql_bind_text(&q, 9, str_of(project_state_word(p->state)));
	sql_bind_int(&q, 10, t->k->now);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = created(t, "project", project, project, STR(""), err);
	if (rc == RC_OK)
		rc = began(t, "project", project, project, "name", p->name, err);
	if (rc == RC_OK)
		rc = began(t, "project", project, project, "state", str_of(project_state_word(p->state)), err);
	if (rc == RC_OK)
		rc = began(t, "project", project, project, "no", number(t->a, p->no), err);
	if (rc == RC_OK)
		rc = began(t, "project", project, project, "candidate_no", number(t->a, p->candidate_no), err);
	*id = project;
	return rc;
}

/* The next place in a list: statements with (region, owner). */
static enum rc next_ord(struct txn *t, const char *text, int64_t owner, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, owner);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) + 1 : 1;
	sql_end(&q);
	return rc;
}

enum rc row_item_add(struct txn *t, int64_t project, int64_t *id, struct err *err)
{
	int64_t item = txn_id(t), ord;
	struct sql_stmt q;
	enum rc rc = next_ord(t, "SELECT coalesce(max(ord), 0) FROM item WHERE region = $1 AND project = $2", project, &ord,
			      err);

	if (rc == RC_OK)
		rc = sql_start(t->db,
			       "INSERT INTO item (region, id, project, ord, task, progress, problems, next_plan, status, remark,"
			       " site, done_on, gone) VALUES ($1, $2, $3, $4, '', '', '', '', '', '', '', NULL, 0)",
			       &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, item);
	sql_bind_int(&q, 3, project);
	sql_bind_int(&q, 4, ord);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = created(t, "item", item, project, STR(""), err);
	*id = item;
	return rc;
}

enum rc row_milestone_add(struct txn *t, int64_t project, int64_t item, int64_t *id, struct err *err)
{
	int64_t milestone = txn_id(t), ord;
	struct sql_stmt q;
	enum rc rc = next_ord(t, "SELECT coalesce(max(ord), 0) FROM milestone WHERE region = $1 AND item = $2", item, &ord,
			      err);

	if (rc == RC_OK)
		rc = sql_start(t->db,
			       "INSERT INTO milestone (region, id, item, ord, sub, from_day, due, text, recurs, bare, met, gone)"
			       " VALUES ($1, $2, $3, $4, '', NULL, NULL, '', '', 0, NULL, 0)",
			       &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, milestone);
	sql_bind_int(&q, 3, item);
	sql_bind_int(&q, 4, ord);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = created(t, "milestone", milestone, project, STR(""), err);
	*id = milestone;
	return rc;
}

/* ---- units and people ---- */

static enum rc name_add(struct txn *t, int64_t unit, struct str name, bool alias, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "INSERT INTO unit_name (region, name, unit, alias) VALUES ($1, $2, $3, $4)", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_text(&q, 2, name);
	sql_bind_int(&q, 3, unit);
	sql_bind_bool(&q, 4, alias);
	return sql_finish(&q, err);
}

enum rc row_unit_add(struct txn *t, struct str name, const char *kind, int64_t *id, struct err *err)
{
	int64_t unit = txn_id(t);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO unit (region, id, name, kind, phone, gone, version) VALUES ($1, $2, $3, $4, '', 0, 1)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, unit);
	sql_bind_text(&q, 3, name);
	sql_bind_text(&q, 4, str_of(kind));
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = name_add(t, unit, name, false, err);
	if (rc == RC_OK)
		rc = created(t, "unit", unit, 0, STR(""), err);
	if (rc == RC_OK)
		rc = began(t, "unit", unit, 0, "name", name, err);
	if (rc == RC_OK)
		rc = began(t, "unit", unit, 0, "kind", str_of(kind), err);
	*id = unit;
	return rc;
}

enum rc row_alias_add(struct txn *t, int64_t unit, struct str alias, struct err *err)
{
	enum rc rc = name_add(t, unit, alias, true, err);

	if (rc != RC_OK)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = "alias-add",
						 .kind = "unit",
						 .object = unit,
						 .field = "alias",
						 .has_new = true,
						 .new = alias },
			 err);
}

enum rc row_person_add(struct txn *t, struct str name, int64_t *id, struct err *err)
{
	int64_t person = txn_id(t);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO person (region, id, name, post, unit, gone, version) VALUES ($1, $2, $3, '', NULL, 0, 1)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, person);
	sql_bind_text(&q, 3, name);
	rc = sql_finish(&q, err);
	if (rc == RC_OK)
		rc = created(t, "person", person, 0, STR(""), err);
	if (rc == RC_OK)
		rc = began(t, "person", person, 0, "name", name, err);
	*id = person;
	return rc;
}

/* ---- files ---- */

static enum rc file_find(struct txn *t, struct str sm3, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT id FROM stored_file WHERE region = $1 AND sm3 = $2 ORDER BY id LIMIT 1", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_bytes(&q, 2, sm3);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

enum rc row_file_add(struct txn *t, const struct new_file *f, int64_t *id, struct err *err)
{
	uint8_t sm3[DIGEST_BYTES], sha256[DIGEST_BYTES];
	struct str hash = { (const char *)sm3, DIGEST_BYTES };
	struct sql_stmt q;
	enum rc rc;

	digest_sm3(f->bytes.p, f->bytes.n, sm3);
	digest_sha256(f->bytes.p, f->bytes.n, sha256);
	rc = file_find(t, hash, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	rc = sql_start(t->db,
		       "INSERT INTO stored_file (region, id, name, kind, media, size, bytes, sm3, sha256, at, by, open)"
		       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
		       &q, err);
	if (rc != RC_OK)
		return rc;
	*id = txn_id(t);
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, *id);
	sql_bind_text(&q, 3, f->name);
	sql_bind_text(&q, 4, f->kind);
	sql_bind_text(&q, 5, f->media);
	sql_bind_int(&q, 6, (int64_t)f->bytes.n);
	sql_bind_bytes(&q, 7, f->bytes);
	sql_bind_bytes(&q, 8, hash);
	sql_bind_bytes(&q, 9, (struct str){ (const char *)sha256, DIGEST_BYTES });
	sql_bind_int(&q, 10, t->k->now);
	sql_bind_text(&q, 11, t->k->actor->name);
	return sql_finish(&q, err);
}

enum rc row_attach(struct txn *t, int64_t programme, int64_t project, int64_t file, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO attachment (region, programme, project, file) VALUES ($1, $2, $3, $4)"
			       " ON CONFLICT DO NOTHING",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	sql_bind_int_if(&q, 3, project != 0, project);
	sql_bind_int(&q, 4, file);
	return sql_finish(&q, err);
}

/* ---- versions ---- */

static enum rc touch(struct txn *t, const char *text, int64_t id, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, id);
	sql_bind_int(&q, 3, t->k->now);
	t->shown = true;
	return sql_finish(&q, err);
}

enum rc row_touch_programme(struct txn *t, int64_t programme, struct err *err)
{
	return touch(t,
		     "UPDATE programme SET version = version + 1, changed_at = $3 WHERE region = $1 AND id = $2", programme,
		     err);
}

enum rc row_touch_project(struct txn *t, int64_t project, struct err *err)
{
	enum rc rc = touch(t, "UPDATE project SET version = version + 1, changed_at = $3 WHERE region = $1 AND id = $2",
			   project, err);

	if (rc != RC_OK)
		return rc;
	return touch(t,
		     "UPDATE programme SET version = version + 1, changed_at = $3 WHERE region = $1 AND id ="
		     " (SELECT programme FROM project WHERE region = $1 AND id = $2)",
		     project, err);
}
