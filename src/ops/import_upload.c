#include "base/utf8.h"
#include "base/version.h"
#include "document/frame.h"
#include "model/programme_json.h"
#include "ops/import.h"
#include "reading/reading.h"
#include "store/rows.h"

enum { FRAME_MAX = 800 << 20, READING_MAX = 800 << 20, NAME_BYTES = 240 };

/* ---- which region ---- */

static enum rc region_make(const struct ask *k, struct str name, int64_t *ret, struct err *err)
{
	struct txn t;
	enum rc rc = txn_begin(k, 0, &t, err);

	if (rc != RC_OK)
		return rc;
	return txn_end(&t, row_region_add(&t, 0, STR(""), name, ret, err), err);
}

static enum rc region_named(const struct ask *k, struct str name, int64_t *ret, struct err *err)
{
	struct region found;
	struct look look;
	struct err none = { 0 };
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, load_region_named(look.db, k->a, name, &found, &none));
	if (rc == RC_OK) {
		*ret = found.id;
		return RC_OK;
	}
	if (none.why != WHY_MISSING) {
		*err = none;
		return rc;
	}
	if (!k->actor->local)
		return err_set(err, RC_INPUT, "系统里还没有「%.*s」，请系统管理员先建这个地区", STR_ARG(name));
	return region_make(k, name, ret, err);
}

static enum rc choose_region(const struct ask *k, const struct import_given *given, const struct programme *p,
			     int64_t *ret, struct err *err)
{
	struct str name = given->region_name.n > 0 ? given->region_name : p->region;

	if (given->region != 0) {
		*ret = given->region;
		return RC_OK;
	}
	name = str_trim(name);
	if (name.n == 0)
		return err_set(err, RC_INPUT, "文件里没有写是哪个县（市、区），请%s写明", k->actor->local ? "用 --region " : "");
	if (name.n > 120)
		return err_set(err, RC_INPUT, "地区名称太长，请%s写明，如 示例县", k->actor->local ? "用 --region " : "");
	return region_named(k, name, ret, err);
}

/* ---- keeping it ---- */

static const char *media_of(enum doc_format f)
{
	static const char *const media[] = {
		[DOC_TXT] = "text/plain",
		[DOC_MD] = "text/markdown",
		[DOC_HTML] = "text/html",
		[DOC_CSV] = "text/csv",
		[DOC_DOCX] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		[DOC_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		[DOC_PDF] = "application/pdf",
	};

	return media[f];
}

/* The last part of a path, cut at a character, as valid text. */
static struct str plain_name(struct arena *a, struct str name)
{
	size_t slash = str_rfind(name, STR("/")), n;

	if (slash != STR_NONE)
		name = str_from(name, slash + 1);
	n = utf8_invalid(name);
	if (n != STR_NONE)
		name = str_cut(name, 0, n);
	if (name.n > NAME_BYTES) {
		n = NAME_BYTES;
		while (n > 0 && ((unsigned char)name.p[n] & 0xC0) == 0x80)
			n--;
		name = str_cut(name, 0, n);
	}
	return name.n == 0 ? STR("未命名") : arena_str(a, name);
}

/* The same bytes for the same year, read before and not put aside. */
static enum rc same_import(struct txn *t, int64_t file, int year, int64_t *ret, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "SELECT id FROM import WHERE region = $1 AND file = $2 AND year = $3 AND state IN ('draft',"
			       " 'confirmed') ORDER BY id DESC LIMIT 1",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, file);
	sql_bind_int(&q, 3, year);
	*ret = sql_next(&q, &rc, err) ? sql_int(&q, 0) : 0;
	sql_end(&q);
	return rc;
}

struct read_file {
	struct document doc;
	struct programme p;
	struct buf frame, reading;
};

static enum rc insert(struct txn *t, const struct read_file *r, int64_t file, int64_t *id, struct err *err)
{
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO import (region, id, file, programme, year, title, kind, state, frame, reading, reader,"
			       " projects, by, at, confirmed_at, change_set)"
			       " VALUES ($1, $2, $3, NULL, $4, $5, $6, 'draft', $7, $8, $9, $10, $11, $12, NULL, NULL)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	*id = txn_id(t);
	sql_bind_int(&q, 1, t->region);
	sql_bind_int(&q, 2, *id);
	sql_bind_int(&q, 3, file);
	sql_bind_int(&q, 4, r->p.year);
	sql_bind_text(&q, 5, r->p.title);
	sql_bind_text(&q, 6, str_of(programme_kind_word(r->p.kind)));
	sql_bind_bytes(&q, 7, buf_text(&r->frame));
	sql_bind_text(&q, 8, buf_text(&r->reading));
	sql_bind_text(&q, 9, STR(MINSHENG_VERSION));
	sql_bind_int(&q, 10, (int64_t)r->p.projects.n);
	sql_bind_text(&q, 11, t->k->actor->name);
	sql_bind_int(&q, 12, t->k->now);
	return sql_finish(&q, err);
}

static enum rc keep(struct txn *t, const struct import_given *given, const struct read_file *r,
		    struct import_ref *ret, struct err *err)
{
	struct new_file f = {
		.name = plain_name(t->a, given->file),
		.kind = r->p.kind == KIND_UNKNOWN ? STR("other") : str_of(programme_kind_word(r->p.kind)),
		.media = str_of(media_of(r->doc.format)),
		.bytes = given->bytes,
	};
	int64_t file;
	enum rc rc = row_file_add(t, &f, &file, err);

	if (rc == RC_OK)
		rc = same_import(t, file, r->p.year, &ret->id, err);
	if (rc != RC_OK)
		return rc;
	ret->again = ret->id != 0;
	if (ret->again)
		return RC_OK;
	return insert(t, r, file, &ret->id, err);
}

static enum rc read_bytes(const struct ask *k, const struct import_given *given, struct read_file *r, struct err *err)
{
	struct reading_hints hints = { given->year, given->region_name };
	struct json w = json_start(&r->reading, JSON_COMPACT);
	enum rc rc = doc_read(k->a, given->bytes, given->file, given->limits, &r->doc, err);

	if (rc != RC_OK)
		return rc;
	reading_mask(k->a, &r->doc);
	rc = reading_read(k->a, &r->doc, hints, &r->p, err);
	if (rc != RC_OK)
		return rc;
	if (r->p.year == 0)
		return err_set(err, RC_INPUT, "文件里没有写是哪一年的清单，请%s写明计划年度",
			       k->actor->local ? "用 -y " : "在上传时");
	rc = frame_write(&r->frame, &r->doc, err);
	json_object(&w);
	programme_json(&w, &r->p, k->a);
	json_end(&w);
	if (rc == RC_OK && r->reading.full)
		rc = err_set(err, RC_INPUT, "文件的内容太多，请拆成几份再导入");
	return rc;
}

enum rc op_import_upload(const struct ask *k, const struct import_given *given, struct import_ref *ret,
			 struct err *err)
{
	struct read_file r = { .frame = BUF_INIT(FRAME_MAX), .reading = BUF_INIT(READING_MAX) };
	struct import_ref ref = { 0 };
	struct txn t;
	enum rc rc;

	if (given->region != 0 ? !actor_may(k->actor, MAY_IMPORT, given->region) : !k->actor->local &&
		    !actor_may_somewhere(k->actor, MAY_IMPORT))
		return actor_refuse(err);
	rc = read_bytes(k, given, &r, err);
	if (rc == RC_OK)
		rc = choose_region(k, given, &r.p, &ref.region, err);
	if (rc == RC_OK && !actor_may(k->actor, MAY_IMPORT, ref.region))
		rc = actor_refuse(err);
	if (rc == RC_OK)
		rc = txn_begin(k, ref.region, &t, err);
	if (rc == RC_OK)
		rc = txn_end(&t, keep(&t, given, &r, &ref, err), err);
	if (rc == RC_OK)
		*ret = ref;
	buf_free(&r.frame);
	buf_free(&r.reading);
	return rc;
}
