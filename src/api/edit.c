#include "api/api.h"
#include "http/text.h"
#include "ops/op_project.h"

/* Changes of a project; what may be sent is in ops/op_project.h. */

enum { VALUE_MAX = 8000 };

static const struct param edit_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "version", PARAM_INT, REQUIRED, .min = 0, .max = INT64_MAX },
	{ "reason", PARAM_TEXT, .max = 600, .label = "修改原因" },
	{ "project.*", PARAM_TEXT, .max = VALUE_MAX },	 /* project.name */
	{ "item.*", PARAM_TEXT, .max = VALUE_MAX },	 /* item.12.progress */
	{ "milestone.*", PARAM_TEXT, .max = VALUE_MAX }, /* milestone.34.met */
	{ 0 },
};
static const struct param project_params[] = {
	REGION_ID,
	{ "programme", PARAM_ID, REQUIRED },
	{ "name", PARAM_LINE, REQUIRED, .max = 600, .label = "项目名称" },
	{ 0 },
};
static const struct param item_params[] = {
	REGION_ID,
	{ "project", PARAM_ID, REQUIRED },
	{ "task", PARAM_TEXT, .max = 4000, .label = "任务" },
	{ 0 },
};
static const struct param milestone_params[] = {
	REGION_ID,
	{ "item", PARAM_ID, REQUIRED },
	{ "due", PARAM_DAY, .label = "完成时限" },
	{ "text", PARAM_TEXT, REQUIRED, .max = 2000, .label = "节点内容" },
	{ 0 },
};

/* Adds the fields of "item.*": the tail is "12.progress", of "project.*" it is "name". */
static enum rc gather(const struct request *rq, const char *param, enum object_kind kind, struct field_edit_list *l,
		      struct err *err)
{
	const struct field_list *fields = param_many(rq, param);

	for (size_t i = 0; i < fields->n; i++) {
		struct str name = fields->v[i].tail;
		uint64_t id = 0;

		if (kind != OBJECT_PROJECT && !digits_parse(cut_at(&name, '.'), INT64_MAX, &id))
			return err_set(err, RC_INPUT, "「%.*s」应写成编号和字段名，如 12.progress",
				       STR_ARG(fields->v[i].tail));
		*list_add(l, rq->arena) = (struct field_edit){ kind, (int64_t)id, name, fields->v[i].value };
	}
	return RC_OK;
}

static enum rc post_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct field_edit_list edits = { 0 };
	size_t changed = 0;
	struct json w;
	enum rc rc = gather(rq, "project.*", OBJECT_PROJECT, &edits, err);

	if (rc == RC_OK)
		rc = gather(rq, "item.*", OBJECT_ITEM, &edits, err);
	if (rc == RC_OK)
		rc = gather(rq, "milestone.*", OBJECT_MILESTONE, &edits, err);
	if (rc == RC_OK)
		rc = op_project_edit(&k, param_int(rq, "region"), param_int(rq, "id"), param_int(rq, "version"), &edits,
				     param_str(rq, "reason"), &changed, err);
	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "changed", (int64_t)changed);
	api_end(&w);
	return RC_OK;
}

static enum rc say_id(struct reply *rp, enum rc rc, int64_t id)
{
	struct json w;

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "id", id);
	api_end(&w);
	return RC_OK;
}

static enum rc post_project(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = 0;

	return say_id(rp, op_project_add(&k, param_int(rq, "region"), param_int(rq, "programme"), param_str(rq, "name"), &id, err), id);
}

static enum rc post_item(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = 0;

	return say_id(rp, op_item_add(&k, param_int(rq, "region"), param_int(rq, "project"), param_str(rq, "task"), &id, err), id);
}

static enum rc post_milestone(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = 0;

	return say_id(rp,
		      op_milestone_add(&k, param_int(rq, "region"), param_int(rq, "item"), param_day(rq, "due"),
				       param_str(rq, "text"), &id, err),
		      id);
}

#define EDITS(pattern, handler, right, list, says) \
	{ POST, "/api/v1/office/{region}" pattern, handler, .may = NEEDS(right), .params = list, \
	  .answers = ANSWERS_JSON, .summary = says }

const struct route api_edit_routes[] = {
	{ POST, "/api/v1/office/{region}/projects/{id}", post_edit, .may = NEEDS(MAY_EDIT), .params = edit_params,
	  .answers = ANSWERS_JSON, .body_max = 512 << 10, .fields_max = 600,
	  .summary = "Changes fields of a project, its items and milestones, in one transaction" },
	EDITS("/programmes/{programme}/projects", post_project, MAY_EDIT_ALL, project_params, "Adds a project"),
	EDITS("/projects/{project}/items", post_item, MAY_EDIT_ALL, item_params, "Adds an item"),
	EDITS("/items/{item}/milestones", post_milestone, MAY_EDIT_ALL, milestone_params, "Adds a milestone"),
	{ 0 },
};
