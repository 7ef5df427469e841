#include "api/api.h"
#include "model/programme_json.h"

/* Published data for everybody.  The bytes are kept by the data version, as those of pages. */

static const struct param region_params[] = { { "region", PARAM_LINE, REQUIRED }, { 0 } };
static const struct param year_params[] = {
	{ "region", PARAM_LINE, REQUIRED },
	{ "year", PARAM_INT, REQUIRED, .min = 1990, .max = 2100 },
	{ 0 },
};
static const struct param no_params[] = {
	{ "region", PARAM_LINE, REQUIRED },
	{ "year", PARAM_INT, REQUIRED, .min = 1990, .max = 2100 },
	{ "no", PARAM_INT, REQUIRED, .min = 1, .max = 9999 },
	{ 0 },
};
static const struct param code_params[] = { { "code", PARAM_CODE, REQUIRED }, { 0 } };
static const struct param search_params[] = {
	{ "q", PARAM_LINE, REQUIRED, .max = 120, .label = "要找的词" },
	{ "region", PARAM_LINE },
	{ 0 },
};
static const struct param file_params[] = { { "region", PARAM_LINE, REQUIRED }, { "id", PARAM_ID, REQUIRED }, { 0 } };

static enum rc find_region(const struct request *rq, struct region *ret, struct err *err)
{
	return store_public_region(door_store(rq), rq->arena, param_str(rq, "region"), ret, err);
}

/* Looks in the cache; *key is set when the answer has to be made. */
static enum rc look(const struct request *rq, struct reply *rp, struct str *key, struct err *err)
{
	enum rc rc = door_page_key(rq, 0, key, err);

	if (rc == RC_OK && reply_is_kept(rp, rq, *key))
		*key = (struct str){ NULL, 0 };
	return rc;
}

static enum rc get_regions(struct request *rq, struct reply *rp, struct err *err)
{
	struct region_list l = { 0 };
	struct json w;
	struct str key;
	enum rc rc = look(rq, rp, &key, err);

	if (rc != RC_OK || key.p == NULL)
		return rc;
	rc = store_public_regions(door_store(rq), rq->arena, &l, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "regions");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		region_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc get_years(struct request *rq, struct reply *rp, struct err *err)
{
	struct programme_row_list l = { 0 };
	struct region region;
	struct json w;
	struct str key;
	enum rc rc = look(rq, rp, &key, err);

	if (rc != RC_OK || key.p == NULL)
		return rc;
	rc = find_region(rq, &region, err);
	if (rc == RC_OK)
		rc = store_public_years(door_store(rq), rq->arena, region.id, &l, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "region");
	region_json(&w, &region);
	json_key(&w, "programmes");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		programme_row_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc get_programme(struct request *rq, struct reply *rp, struct err *err)
{
	struct public_programme view;
	struct region region;
	struct json w;
	struct str key;
	enum rc rc = look(rq, rp, &key, err);

	if (rc != RC_OK || key.p == NULL)
		return rc;
	rc = find_region(rq, &region, err);
	if (rc == RC_OK)
		rc = store_public_programme(door_store(rq), rq->arena, region.id, (int)param_int(rq, "year"), &view, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "region");
	region_json(&w, &view.region);
	json_key(&w, "row");
	programme_row_json(&w, &view.row);
	key_flag(&w, "candidates", view.candidates);
	key_time(&w, "changed_at", view.changed_at);
	json_key(&w, "programme");
	json_object(&w);
	programme_json(&w, &view.p, rq->arena);
	json_end(&w);
	files_json(&w, &view.files);
	api_end(&w);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static void write_project(struct request *rq, struct reply *rp, const struct public_project *view)
{
	struct json w = api_begin(rp);

	json_key(&w, "region");
	region_json(&w, &view->region);
	json_key(&w, "row");
	programme_row_json(&w, &view->row);
	one_project_json(&w, rq->arena, &view->row, &view->region, &view->p);
	key_number(&w, "before", view->before);
	key_number(&w, "after", view->after);
	key_time(&w, "changed_at", view->changed_at);
	files_json(&w, &view->files);
	api_end(&w);
}

static enum rc get_project(struct request *rq, struct reply *rp, struct err *err)
{
	struct public_project view;
	struct region region;
	struct str key;
	enum rc rc = look(rq, rp, &key, err);

	if (rc != RC_OK || key.p == NULL)
		return rc;
	rc = find_region(rq, &region, err);
	if (rc == RC_OK)
		rc = store_public_project(door_store(rq), rq->arena, region.id, (int)param_int(rq, "year"),
					  (int)param_int(rq, "no"), &view, err);
	if (rc != RC_OK)
		return rc;
	write_project(rq, rp, &view);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc get_candidate(struct request *rq, struct reply *rp, struct err *err)
{
	struct public_project view;
	struct region region;
	struct str key;
	enum rc rc = look(rq, rp, &key, err);

	if (rc != RC_OK || key.p == NULL)
		return rc;
	rc = find_region(rq, &region, err);
	if (rc == RC_OK)
		rc = store_public_candidate(door_store(rq), rq->arena, region.id, (int)param_int(rq, "year"),
					    (int)param_int(rq, "no"), &view, err);
	if (rc != RC_OK)
		return rc;
	write_project(rq, rp, &view);
	reply_keep(rp, rq, key);
	return RC_OK;
}

static enum rc get_code(struct request *rq, struct reply *rp, struct err *err)
{
	struct public_place place;
	struct json w;
	enum rc rc = store_public_code(door_store(rq), rq->arena, param_str(rq, "code"), &place, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "region");
	region_json(&w, &place.region);
	key_number(&w, "year", place.year);
	key_number(&w, "no", place.no);
	key_number(&w, "candidate_no", place.candidate_no);
	api_end(&w);
	return RC_OK;
}

static enum rc get_search(struct request *rq, struct reply *rp, struct err *err)
{
	enum { HITS_MAX = 50 };
	struct region region = { 0 };
	struct hit_list l = { 0 };
	struct json w;
	enum rc rc = RC_OK;

	if (param_given(rq, "region"))
		rc = find_region(rq, &region, err);
	if (rc == RC_OK)
		rc = store_public_search(door_store(rq), rq->arena, region.id, param_str(rq, "q"), HITS_MAX, &l, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	hits_json(&w, &l);
	api_end(&w);
	return RC_OK;
}

static enum rc get_file(struct request *rq, struct reply *rp, struct err *err)
{
	struct region region;
	struct file_row row;
	struct str bytes;
	enum rc rc = find_region(rq, &region, err);

	if (rc == RC_OK)
		rc = store_public_file(door_store(rq), rq->arena, region.id, param_int(rq, "id"), &row, &bytes, err);
	if (rc == RC_OK)
		reply_file(rp, bytes, row.name);
	return rc;
}

static enum rc get_openapi(struct request *rq, struct reply *rp, struct err *err)
{
	(void)rq;
	(void)err;
	reply_asset(rp, "openapi.json");
	return RC_OK;
}

#define PUBLIC(pattern, handler, says, ...) \
	{ GET, "/api/v1" pattern, handler, .may = ANYONE, .answers = ANSWERS_JSON, .summary = says, __VA_ARGS__ }

const struct route api_public_routes[] = {
	PUBLIC("/openapi.json", get_openapi, "This description"),
	PUBLIC("/regions", get_regions, "Regions with a published programme"),
	PUBLIC("/search", get_search, "Published projects that hold every word", .params = search_params),
	PUBLIC("/p/{code}", get_code, "Where the code of a project leads", .params = code_params),
	PUBLIC("/{region}", get_years, "Published programmes of a region, newest first", .params = region_params),
	PUBLIC("/{region}/{year}", get_programme, "A year's programme", .params = year_params),
	PUBLIC("/{region}/{year}/{no}", get_project, "One project", .params = no_params),
	PUBLIC("/{region}/{year}/candidates/{no}", get_candidate, "One candidate", .params = no_params),
	PUBLIC("/{region}/files/{id}", get_file, "A published file", .params = file_params),
	{ 0 },
};
