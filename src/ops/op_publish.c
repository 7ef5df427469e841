#include "base/digest.h"
#include "model/programme_json.h"
#include "ops/op_project.h"
#include "store/load.h"
#include "store/rows.h"

/* ---- the baseline: what was promised ---- */

enum { BASELINE_MAX = 64 << 20 };

static enum rc has_baseline(struct txn *t, int64_t programme, bool *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, "SELECT count(*) FROM baseline WHERE region = $1 AND programme = $2", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	*ret = sql_next(&q, &rc, err) && sql_int(&q, 0) > 0;
	sql_end(&q);
	return rc;
}

static enum rc insert_baseline(struct txn *t, int64_t programme, struct str json, struct err *err)
{
	uint8_t sm3[DIGEST_BYTES];
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO baseline (region, programme, seq, taken_at, by, json, sm3)"
			       " VALUES ($1, $2, 1, $3, $4, $5, $6)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	digest_sm3(json.p, json.n, sm3);
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	sql_bind_int(&q, 3, t->k->now);
	sql_bind_text(&q, 4, t->k->actor->name);
	sql_bind_text(&q, 5, json);
	sql_bind_bytes(&q, 6, (struct str){ (const char *)sm3, DIGEST_BYTES });
	return sql_finish(&q, err);
}

static enum rc keep_baseline(struct txn *t, const struct programme_row *row, struct err *err)
{
	struct load load = { .db = t->db, .a = t->a, .region = t->region, .key = row->id, .scope = { .all = true } };
	struct programme p = { .kind = KIND_TASKS, .year = row->year, .title = row->title };
	struct buf json = BUF_INIT(BASELINE_MAX);
	struct json w = json_start(&json, JSON_COMPACT);
	bool has = false;
	enum rc rc = has_baseline(t, row->id, &has, err);

	if (rc != RC_OK || has)
		return rc;
	rc = load_projects(&load, &p.projects, err);
	if (rc == RC_OK) {
		json_object(&w);
		programme_json(&w, &p, t->a);
		json_end(&w);
		rc = json.full ? err_set(err, RC_INPUT, "清单太大，请拆成几份") :
				 insert_baseline(t, row->id, buf_text(&json), err);
	}
	buf_free(&json);
	return rc;
}

/* ---- publishing ---- */

static enum rc set_published(struct txn *t, int64_t programme, bool publish, struct err *err)
{
	static const char text[] =
		"UPDATE programme SET published = $3, published_at = CASE WHEN $3 = 1 THEN coalesce(published_at, $4) ELSE"
		" published_at END, next_no = (SELECT coalesce(max(p.no), 0) + 1 FROM project p WHERE p.region = $1 AND"
		" p.programme = $2) WHERE region = $1 AND id = $2";
	struct sql_stmt q;
	enum rc rc = sql_start(t->db, text, &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, programme);
	sql_bind_bool(&q, 3, publish);
	sql_bind_int(&q, 4, t->k->now);
	return sql_finish(&q, err);
}

static enum rc publish_it(struct txn *t, int64_t programme, bool publish, struct err *err)
{
	struct programme_key key = { .region = t->region, .id = programme };
	struct programme_row row = { 0 };
	struct str rest;
	int64_t changed_at;
	enum rc rc = load_programme(t->db, t->a, &key, &row, &changed_at, &rest, err);

	if (rc != RC_OK || row.published == publish)
		return rc;
	if (publish && row.projects == 0)
		return err_set(err, RC_REFUSED, "这一年还没有项目，不能公布；请先导入或添加");
	if (publish && row.state != PROGRAMME_CANDIDATES)
		rc = keep_baseline(t, &row, err);
	if (rc == RC_OK)
		rc = set_published(t, programme, publish, err);
	if (rc == RC_OK)
		rc = row_touch_programme(t, programme, err);
	if (rc != RC_OK)
		return rc;
	return txn_audit(t,
			 &(struct audit_record){ .action = publish ? "publish" : "withdraw",
						 .kind = "programme",
						 .object = programme,
						 .field = "published",
						 .has_old = true,
						 .old = publish ? STR("0") : STR("1"),
						 .has_new = true,
						 .new = publish ? STR("1") : STR("0") },
			 err);
}

enum rc op_publish(const struct ask *k, int64_t region, int64_t programme, bool publish, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_PUBLISH, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return err_within(err, txn_end(&t, publish_it(&t, programme, publish, err), err), "公布");
}

/* ---- files ---- */

static enum rc open_file(struct txn *t, int64_t file, bool open, struct err *err)
{
	struct sql_stmt q;
	int64_t touched = 0;
	enum rc rc = sql_start(t->db, "UPDATE stored_file SET open = $3 WHERE region = $1 AND id = $2 AND open <> $3", &q,
			       err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, file);
	sql_bind_bool(&q, 3, open);
	rc = sql_finish_changed(&q, &touched, err);
	if (rc != RC_OK || touched == 0)
		return rc;
	t->shown = true;
	return txn_audit(t,
			 &(struct audit_record){ .action = open ? "publish" : "withdraw",
						 .kind = "file",
						 .object = file,
						 .field = "open",
						 .has_old = true,
						 .old = open ? STR("0") : STR("1"),
						 .has_new = true,
						 .new = open ? STR("1") : STR("0") },
			 err);
}

enum rc op_file_open(const struct ask *k, int64_t region, int64_t file, bool open, struct err *err)
{
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_PUBLISH, region))
		return actor_refuse(err);
	rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	return txn_end(&t, open_file(&t, file, open, err), err);
}
