#include "api/api.h"
#include "ops/op_unit.h"

/* Units and people; telephone numbers are not among the answers. */

static const struct param region_params[] = { REGION_ID, { 0 } };
static const struct param history_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "limit", PARAM_INT, .min = 1, .max = 500 },
	{ 0 },
};
static const struct param unit_params[] = {
	REGION_ID,
	{ "name", PARAM_LINE, REQUIRED, .label = "单位名称" },
	{ "kind", PARAM_WORD, REQUIRED, .words = "government|party|mass|judicial|vertical|company|institution|township|other" },
	{ 0 },
};
static const struct param alias_params[] = {
	REGION_ID,
	{ "id", PARAM_ID, REQUIRED },
	{ "alias", PARAM_LINE, REQUIRED, .label = "别名" },
	{ "remove", PARAM_FLAG },
	{ 0 },
};

static enum rc get_units(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct unit_row_list l = { 0 };
	struct json w;
	enum rc rc = store_read_units(&k, param_int(rq, "region"), &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "units");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++) {
		const struct unit_row *u = &l.v[i];

		json_object(&w);
		key_number(&w, "id", u->id);
		key_number(&w, "version", u->version);
		key_text(&w, "name", u->name);
		key_text(&w, "kind", u->kind);
		key_flag(&w, "gone", u->gone);
		key_number(&w, "items", (int64_t)u->items);
		json_key(&w, "aliases");
		json_row_array(&w);
		for (size_t n = 0; n < u->aliases.n; n++)
			json_str(&w, u->aliases.v[n]);
		json_end(&w);
		json_end(&w);
	}
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc get_people(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct person_row_list l = { 0 };
	struct json w;
	enum rc rc = store_read_people(&k, param_int(rq, "region"), &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "people");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++) {
		json_object(&w);
		key_number(&w, "id", l.v[i].id);
		key_number(&w, "version", l.v[i].version);
		key_text(&w, "name", l.v[i].name);
		key_text(&w, "post", l.v[i].post);
		key_number(&w, "unit", l.v[i].unit);
		key_text(&w, "unit_name", l.v[i].unit_name);
		key_flag(&w, "has_phone", l.v[i].has_phone);
		key_flag(&w, "gone", l.v[i].gone);
		json_end(&w);
	}
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

static enum rc post_unit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct json w;
	int64_t id = 0;
	enum rc rc = op_unit_add(&k, param_int(rq, "region"), param_str(rq, "name"), param_str(rq, "kind"), &id, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	key_number(&w, "id", id);
	api_end(&w);
	return RC_OK;
}

static enum rc post_alias(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");
	struct str alias = param_str(rq, "alias");

	return api_done(rp, param_flag(rq, "remove") ? op_alias_remove(&k, region, id, alias, err) :
						       op_alias_add(&k, region, id, alias, err));
}

static void change_json(struct json *w, const struct change *c)
{
	json_object(w);
	key_number(w, "seq", c->seq);
	key_time(w, "at", c->at);
	key_text(w, "actor", c->actor);
	key_text(w, "action", c->action);
	key_text(w, "kind", c->kind);
	key_number(w, "object", c->object);
	key_text(w, "field", c->field);
	json_key(w, "old");
	if (c->has_old)
		json_str(w, c->old);
	else
		json_null(w);
	json_key(w, "new");
	if (c->has_new)
		json_str(w, c->new);
	else
		json_null(w);
	key_text(w, "reason", c->reason);
	key_number(w, "set", c->set);
	json_end(w);
}

static enum rc get_history(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct change_list l = { 0 };
	struct json w;
	size_t limit = param_given(rq, "limit") ? (size_t)param_int(rq, "limit") : 100;
	enum rc rc = store_read_history(&k, param_int(rq, "region"), param_int(rq, "id"), limit, &l, err);

	if (rc != RC_OK)
		return rc;
	w = api_begin(rp);
	json_key(&w, "changes");
	json_array(&w);
	for (size_t i = 0; i < l.n; i++)
		change_json(&w, &l.v[i]);
	json_end(&w);
	api_end(&w);
	return RC_OK;
}

#define PEOPLE(verb, pattern, handler, right, list, says) \
	{ verb, "/api/v1/office/{region}" pattern, handler, .may = NEEDS(right), .params = list, \
	  .answers = ANSWERS_JSON, .summary = says }

const struct route api_people_routes[] = {
	PEOPLE(GET, "/units", get_units, MAY_READ, region_params, "Units with their aliases"),
	PEOPLE(POST, "/units", post_unit, MAY_UNITS, unit_params, "Adds a unit"),
	PEOPLE(POST, "/units/{id}/aliases", post_alias, MAY_UNITS, alias_params, "Adds or removes an alias"),
	PEOPLE(GET, "/people", get_people, MAY_UNITS, region_params, "People and their units"),
	PEOPLE(GET, "/projects/{id}/history", get_history, MAY_READ, history_params, "Changes of a project, newest first"),
	{ 0 },
};
