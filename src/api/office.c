#include "api/api.h"
#include "model/programme_json.h"
#include "ops/op_project.h"

/* Programmes and projects as the office sees them, drafts too. */

static const struct param region_params[] = { REGION_ID, { 0 } };
static const struct param id_params[] = { REGION_ID, { "id", PARAM_ID, REQUIRED }, { 0 } };
static const struct param search_params[] = {
	REGION_ID,
	{ "q", PARAM_LINE, REQUIRED, .max = 120, .label = "要找的词" },
	{ 0 },
};
static const struct param publish_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "publish", PARAM_WORD, REQUIRED, .words = "0|1" },
	{ 0 },
};
static const struct param open_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "open", PARAM_WORD, REQUIRED, .words = "0|1" },
	{ 0 },
};

static enum rc get_regions(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct region_list l = { 0 };
	struct json w;
	enum rc rc = store_read_regions(&k, &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "regions");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		region_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_programmes(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct programme_row_list l = { 0 };
	struct json w;
	enum rc rc = store_read_programmes(&k, param_int(rq, "region"), &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "programmes");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		programme_row_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_programme(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct office_programme view;
	struct json w;
	enum rc rc = store_read_programme(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "region");
	region_json(&w, &view.region);
	json_key(&w, "row");
	programme_row_json(&w, &view.row);
	key_time(&w, "changed_at", view.changed_at);
	json_key(&w, "programme");
	json_object(&w);
	programme_json(&w, &view.p, rq->arena);
	json_end(&w);
	key_text(&w, "rest", view.rest);
	files_json(&w, &view.files);
	api_end(&w);
	return RC_OK;
}

static enum rc get_project(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct office_project view;
	struct json w;
	enum rc rc = store_read_project(&k, param_int(rq, "region"), param_int(rq, "id"), &view, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "region");
	region_json(&w, &view.region);
	json_key(&w, "row");
	programme_row_json(&w, &view.row);
	one_project_json(&w, rq->arena, &view.row, &view.region, &view.p);
	key_number(&w, "id", view.p.id);
	key_number(&w, "version", view.version);
	key_flag(&w, "may_edit", view.may_edit);
	json_key(&w, "items");
	json_array(&w);
	for (size_t i = 0; i < view.p.items.n; i++) {
		json_object(&w);
		key_number(&w, "id", view.p.items.v[i].id);
		key_flag(&w, "may_edit", view.may_edit_item != NULL && view.may_edit_item[i]);
		json_end(&w);
	}
	json_end(&w);
	files_json(&w, &view.files);
	api_end(&w);
	return RC_OK;
}

static enum rc get_search(struct request *rq, struct reply *rp, struct err *err)
{
	enum { HITS_MAX = 50 };
	struct ask k = door_ask(rq);
	struct hit_list l = { 0 };
	struct json w;
	enum rc rc = store_read_search(&k, param_int(rq, "region"), param_str(rq, "q"), HITS_MAX, &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	hits_json(&w, &l);
	api_end(&w);
	return RC_OK;
}

static enum rc get_gaps(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct gap_list l = { 0 };
	struct json w;
	enum rc rc = store_read_gaps(&k, param_int(rq, "region"), param_int(rq, "id"), &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "gaps");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++) {
		json_object(&w);
		key_text(&w, "lacks", str_of(gap_label(l.v[i].kind)));
		key_number(&w, "project", l.v[i].project);
		key_number(&w, "item", l.v[i].item);
		key_text(&w, "no", l.v[i].no);
		key_text(&w, "name", l.v[i].project_name);
		key_text(&w, "task", l.v[i].task);
		json_end(&w);
	}
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_file(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct file_row row;
	struct str bytes;
	enum rc rc = store_read_file(&k, param_int(rq, "region"), param_int(rq, "id"), &row, &bytes, err);

	if (rc == RC_OK)
		reply_file(rp, bytes, row.name);
	return rc;
}

static enum rc post_publish(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_publish(&k, param_int(rq, "region"), param_int(rq, "id"), param_int(rq, "publish") == 1, err));
}

static enum rc post_open(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return api_done(rp, op_file_open(&k, param_int(rq, "region"), param_int(rq, "id"), param_int(rq, "open") == 1, err));
}

#define OFFICE "/api/v1/office"
#define READS(pattern, handler, says, ...) \
	{ GET, OFFICE pattern, handler, .may = NEEDS(MAY_READ), .answers = ANSWERS_JSON, .summary = says, __VA_ARGS__ }

const struct route api_office_routes[] = {
	READS("/regions", get_regions, "Regions in which the person has a grant"),
	READS("/{region}/programmes", get_programmes, "Programmes, drafts too", .params = region_params),
	READS("/{region}/programmes/{id}", get_programme, "A programme with its projects", .params = id_params),
	READS("/{region}/programmes/{id}/gaps", get_gaps, "What the programme still lacks", .params = id_params),
	READS("/{region}/projects/{id}", get_project, "A project with the version to send back", .params = id_params),
	READS("/{region}/search", get_search, "Projects that hold every word", .params = search_params),
	READS("/{region}/files/{id}", get_file, "A stored file", .params = id_params),
	{ POST, OFFICE "/{region}/programmes/{id}/publish", post_publish, .may = NEEDS(MAY_PUBLISH),
	  .params = publish_params, .answers = ANSWERS_JSON, .summary = "Makes a programme public, or takes it back" },
	{ POST, OFFICE "/{region}/files/{id}/open", post_open, .may = NEEDS(MAY_PUBLISH), .params = open_params,
	  .answers = ANSWERS_JSON, .summary = "Whether the public may have the file" },
	{ 0 },
};
