#include "api/api.h"
#include "model/programme_json.h"
#include "ops/op_import.h"

/* Documents in: upload, look, decide, confirm, undo. */

enum { FILE_BYTES = 20 << 20 };

static const struct param upload_params[] = {
	REGION_ID,
	{ "file", PARAM_FILE, REQUIRED, .max = FILE_BYTES, .label = "清单文件" },
	{ "year", PARAM_INT, .min = 1990, .max = 2100, .label = "年度" },
	{ 0 },
};
static const struct param region_params[] = { REGION_ID, { 0 } };
static const struct param id_params[] = { REGION_ID, { "id", PARAM_ID, REQUIRED }, { 0 } };
static const struct param decide_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "key", PARAM_LINE, REQUIRED, .max = 200 },
	{ "value", PARAM_TEXT, .max = 8000 },
	{ "remember", PARAM_FLAG },
	{ 0 },
};
static const struct param confirm_params[] = { REGION_ID, { "id", PARAM_ID, REQUIRED }, { "yes", PARAM_FLAG }, { 0 } };

static const char *const state_words[] = { "draft", "confirmed", "dropped", "undone" };
static const char *const ask_words[] = { "doubt", "match", "unit", "change", "absent" };

static void import_row_json(struct json *w, const struct import_row *r)
{
	json_object(w);
	key_number(w, "id", r->id);
	key_text(w, "name", r->name);
	key_text(w, "title", r->title);
	key_text(w, "kind", r->kind);
	key_number(w, "year", r->year);
	key_text(w, "state", str_of(state_words[r->state]));
	key_number(w, "projects", (int64_t)r->projects);
	key_number(w, "programme", r->programme);
	key_number(w, "file", r->file);
	key_text(w, "by", r->by);
	key_time(w, "at", r->at);
	key_time(w, "confirmed_at", r->confirmed_at);
	json_end(w);
}

static void question_json(struct json *w, const struct question *q)
{
	json_object(w);
	key_text(w, "kind", str_of(ask_words[q->kind]));
	key_text(w, "key", q->key);
	key_text(w, "at", q->at);
	key_text(w, "why", q->why);
	key_text(w, "old", q->old);
	key_text(w, "new", q->new);
	json_key(w, "choices");
	json_array(w);
	for (size_t i = 0; i < q->choices.n; i++) {
		json_object(w);
		key_text(w, "value", q->choices.v[i].value);
		key_text(w, "label", q->choices.v[i].label);
		json_end(w);
	}
	json_end(w);
	key_flag(w, "free_text", q->free_text);
	key_flag(w, "must", q->must);
	key_flag(w, "settled", q->settled);
	key_text(w, "value", q->value);
	json_end(w);
}

static void counts_json(struct json *w, const struct import_counts *c)
{
	json_key(w, "counts");
	json_object(w);
	key_number(w, "projects", (int64_t)c->projects);
	key_number(w, "items", (int64_t)c->items);
	key_number(w, "milestones", (int64_t)c->milestones);
	key_number(w, "fresh", (int64_t)c->fresh);
	key_number(w, "changed", (int64_t)c->changed);
	key_number(w, "same", (int64_t)c->same);
	key_number(w, "open", (int64_t)c->open);
	key_number(w, "wrong", (int64_t)c->wrong);
	key_number(w, "rest", (int64_t)c->rest);
	json_end(w);
}

static enum rc post_upload(struct request *rq, struct reply *rp, struct err *err)
{
	const struct upload *file = param_file(rq, "file");
	struct ask k = door_ask(rq);
	struct import_given given = { .file = file->name, .bytes = file->bytes, .region = param_int(rq, "region"),
				      .year = (int)param_int(rq, "year"), .limits = &DOC_UPLOAD };
	struct import_ref ref;
	struct json w;
	enum rc rc = op_import_upload(&k, &given, &ref, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "id", ref.id);
	key_number(&w, "region", ref.region);
	key_flag(&w, "again", ref.again);
	api_end(&w);
	return RC_OK;
}

static enum rc get_imports(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_row_list l = { 0 };
	struct json w;
	enum rc rc = store_read_imports(&k, param_int(rq, "region"), &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "imports");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		import_row_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_import(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_view view;
	struct json w;
	enum rc rc = op_import_preview(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "import");
	import_row_json(&w, &view.row);
	counts_json(&w, &view.counts);
	key_number(&w, "programme", view.programme);
	key_number(&w, "answers", (int64_t)view.answers);
	json_key(&w, "questions");
	json_array(&w);
	for (size_t i = 0; i < view.questions.n; i++)
		question_json(&w, &view.questions.v[i]);
	json_end(&w);
	json_key(&w, "reading");
	json_object(&w);
	programme_json(&w, &view.p, rq->arena);
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc post_decide(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_import_decide(&k, param_int(rq, "region"), param_int(rq, "id"), param_str(rq, "key"),
					     param_str(rq, "value"), param_flag(rq, "remember"), err));
}

static enum rc post_back(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_import_back(&k, param_int(rq, "region"), param_int(rq, "id"), err));
}

static enum rc post_drop(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_import_drop(&k, param_int(rq, "region"), param_int(rq, "id"), err));
}

static enum rc say_done(struct reply *rp, enum rc rc, const struct import_done *done)
{
	struct json w;

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "programme", done->programme);
	key_number(&w, "year", done->year);
	key_number(&w, "fresh", (int64_t)done->fresh);
	key_number(&w, "changed", (int64_t)done->changed);
	key_number(&w, "same", (int64_t)done->same);
	key_number(&w, "milestones", (int64_t)done->milestones);
	key_flag(&w, "nothing", done->nothing);
	api_end(&w);
	return RC_OK;
}

static enum rc post_confirm(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_done done = { 0 };

	return say_done(rp, op_import_confirm(&k, param_int(rq, "region"), param_int(rq, "id"), param_flag(rq, "yes"), &done, err), &done);
}

static enum rc post_undo(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct import_done done = { 0 };

	return say_done(rp, op_import_undo(&k, param_int(rq, "region"), param_int(rq, "id"), &done, err), &done);
}

#define IMPORTS(verb, pattern, handler, list, says) \
	{ verb, "/api/v1/office/{region}/imports" pattern, handler, .may = NEEDS(MAY_IMPORT), .params = list, \
	  .answers = ANSWERS_JSON, .summary = says }

const struct route api_import_routes[] = {
	{ POST, "/api/v1/office/{region}/imports", post_upload, .may = NEEDS(MAY_IMPORT), .params = upload_params,
	  .answers = ANSWERS_JSON, .body_max = FILE_BYTES + (1 << 20), .body_rate = 16 << 10,
	  .summary = "Reads a document and keeps it as a draft" },
	IMPORTS(GET, "", get_imports, region_params, "Imports, newest first"),
	IMPORTS(GET, "/{id}", get_import, id_params, "What was read, what is asked, what would change"),
	IMPORTS(POST, "/{id}/decide", post_decide, decide_params, "Answers one question, or sets one value"),
	IMPORTS(POST, "/{id}/back", post_back, id_params, "Takes the last answer back"),
	IMPORTS(POST, "/{id}/confirm", post_confirm, confirm_params, "Writes the programme"),
	IMPORTS(POST, "/{id}/drop", post_drop, id_params, "Puts the draft aside"),
	IMPORTS(POST, "/{id}/undo", post_undo, id_params, "Takes a confirmed import back"),
	{ 0 },
};
