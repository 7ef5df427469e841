/* Units, their other names, and people. */

#include <inttypes.h>

#include "http/http.h"
#include "ops/op_unit.h"
#include "web/admin.h"
#include "web/web.h"

/* ---- units ---- */

static enum rc send_units(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct units_view v = { 0 };
	struct page p;
	enum rc rc = office_region(rq, &v.region, err);

	if (rc == RC_OK)
		rc = store_read_units(&k, v.region.id, &v.units, err);
	if (rc != RC_OK)
		return rc;
	v.may = actor_may(k.actor, MAY_UNITS, v.region.id);
	p = page_under(rq, "单位", &v.region, MENU_UNITS, wrong);
	put_units_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_units(struct request *rq, struct reply *rp, struct err *err)
{
	return send_units(rq, rp, STR(""), err);
}

static enum rc units_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_units(rq, rp, page_sentence(rq, err), err);
}

static enum rc send_unit(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct unit_view v = { 0 };
	struct unit_row_list units = { 0 };
	struct person_row_list people = { 0 };
	struct page p;
	enum rc rc = office_region(rq, &v.region, err);

	if (rc == RC_OK)
		rc = store_read_unit(&k, v.region.id, param_int(rq, "id"), &v.unit, err);
	if (rc == RC_OK)
		rc = store_read_units(&k, v.region.id, &units, err);
	if (rc == RC_OK)
		rc = store_read_people(&k, v.region.id, &people, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < units.n; i++)
		if (units.v[i].id != v.unit.id && !units.v[i].gone)
			*list_add(&v.others, rq->arena) = units.v[i];
	for (size_t i = 0; i < people.n; i++)
		if (people.v[i].unit == v.unit.id && !people.v[i].gone)
			*list_add(&v.people, rq->arena) = people.v[i];
	p = page_under(rq, "", &v.region, MENU_UNITS, wrong);
	p.title = v.unit.name;
	page_crumbf(&p, STR("单位"), "/office/%" PRId64 "/units", v.region.id);
	page_crumb(&p, STR(""), v.unit.name);
	put_unit_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_unit(struct request *rq, struct reply *rp, struct err *err)
{
	return send_unit(rq, rp, STR(""), err);
}

static enum rc unit_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_unit(rq, rp, page_sentence(rq, err), err);
}

/* The kinds in the order of unit_kind_words. */
static struct str kind_of(const struct request *rq)
{
	struct str words = str_of(unit_kind_words);
	size_t from = 0;

	for (int64_t n = param_int(rq, "kind"); n > 0; n--)
		from = str_find_from(words, from, STR("|")) + 1;
	words = str_from(words, from);
	return str_find(words, STR("|")) == STR_NONE ? words : str_cut(words, 0, str_find(words, STR("|")));
}

static enum rc do_unit_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = 0;
	enum rc rc = op_unit_add(&k, region, param_str(rq, "name"), kind_of(rq), &id, err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/units?done=added", region);
	return rc;
}

/* Back to a unit with what was done. */
static enum rc unit_done(struct request *rq, struct reply *rp, int64_t id, enum rc rc, const char *done)
{
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/units/%" PRId64 "?done=%s", param_int(rq, "region"), id, done);
	return rc;
}

static enum rc do_unit_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = param_int(rq, "id");

	return unit_done(rq, rp, id,
			 op_unit_edit(&k, region, id, param_int(rq, "version"), param_str(rq, "name"), kind_of(rq),
				      param_str(rq, "phone"), param_flag(rq, "gone"), err),
			 "saved");
}

static enum rc do_alias_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = param_int(rq, "id");

	return unit_done(rq, rp, id, op_alias_add(&k, param_int(rq, "region"), id, param_str(rq, "alias"), err), "added");
}

static enum rc do_alias_remove(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t id = param_int(rq, "id");

	return unit_done(rq, rp, id, op_alias_remove(&k, param_int(rq, "region"), id, param_str(rq, "alias"), err), "removed");
}

static enum rc do_merge(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t into = param_int(rq, "into");

	return unit_done(rq, rp, into, op_unit_merge(&k, param_int(rq, "region"), param_int(rq, "id"), into, err), "merged");
}

/* ---- people ---- */

static enum rc send_people(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct people_view v = { 0 };
	struct page p;
	enum rc rc = office_region(rq, &v.region, err);

	if (rc == RC_OK)
		rc = store_read_people(&k, v.region.id, &v.people, err);
	if (rc == RC_OK)
		rc = store_read_units(&k, v.region.id, &v.units, err);
	if (rc != RC_OK)
		return rc;
	v.may = actor_may(k.actor, MAY_UNITS, v.region.id);
	p = page_under(rq, "人员", &v.region, MENU_PEOPLE, wrong);
	put_people_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_people(struct request *rq, struct reply *rp, struct err *err)
{
	return send_people(rq, rp, STR(""), err);
}

static enum rc people_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_people(rq, rp, page_sentence(rq, err), err);
}

static enum rc find_person(const struct ask *k, int64_t region, int64_t id, struct person_row *ret, struct err *err)
{
	struct person_row_list l = { 0 };
	enum rc rc = store_read_people(k, region, &l, err);

	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		if (l.v[i].id == id) {
			*ret = l.v[i];
			return RC_OK;
		}
	return rc != RC_OK ? rc : err_why(err, RC_REFUSED, WHY_MISSING, "没有这个人，可能已经改过；请回到人员页再看");
}

static enum rc send_person(struct request *rq, struct reply *rp, struct person_view v, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct page p;
	enum rc rc = office_region(rq, &v.region, err);

	if (rc == RC_OK)
		rc = find_person(&k, v.region.id, param_int(rq, "id"), &v.person, err);
	if (rc == RC_OK)
		rc = store_read_units(&k, v.region.id, &v.units, err);
	if (rc != RC_OK)
		return rc;
	p = page_under(rq, "", &v.region, MENU_PEOPLE, wrong);
	p.title = v.person.name;
	page_crumbf(&p, STR("人员"), "/office/%" PRId64 "/people", v.region.id);
	page_crumb(&p, STR(""), v.person.name);
	put_person_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_person(struct request *rq, struct reply *rp, struct err *err)
{
	struct person_view v = { 0 };

	return send_person(rq, rp, v, STR(""), err);
}

static enum rc person_again(struct request *rq, struct reply *rp, struct err *err)
{
	struct person_view v = { 0 };

	return send_person(rq, rp, v, page_sentence(rq, err), err);
}

static enum rc phone_again(struct request *rq, struct reply *rp, struct err *err)
{
	struct person_view v = { .phone_typed = param_str(rq, "phone") };

	return send_person(rq, rp, v, page_sentence(rq, err), err);
}

static enum rc do_person_add(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), id = 0;
	enum rc rc = op_person_add(&k, region, param_str(rq, "name"), param_str(rq, "post"), param_int(rq, "unit"), &id, err);

	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/people?done=added", region);
	return rc;
}

static enum rc person_done(struct request *rq, struct reply *rp, enum rc rc)
{
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/%" PRId64 "/people/%" PRId64 "?done=saved", param_int(rq, "region"), param_int(rq, "id"));
	return rc;
}

static enum rc do_person_edit(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);

	return person_done(rq, rp,
			   op_person_edit(&k, param_int(rq, "region"), param_int(rq, "id"), param_int(rq, "version"),
					  param_str(rq, "name"), param_str(rq, "post"), param_int(rq, "unit"), NULL,
					  param_flag(rq, "gone"), err));
}

/* The answer to the POST itself: a look is an act, and the number is in no address and no history. */
static enum rc do_phone_show(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct person_view v = { .shows_phone = true };
	enum rc rc = op_phone_show(&k, param_int(rq, "region"), param_int(rq, "id"), &v.phone, err);

	return rc == RC_OK ? send_person(rq, rp, v, STR(""), err) : rc;
}

static enum rc do_phone(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str phone = str_trim(param_str(rq, "phone"));
	struct person_row r = { 0 };
	int64_t region = param_int(rq, "region");
	enum rc rc = find_person(&k, region, param_int(rq, "id"), &r, err);

	if (rc == RC_OK)
		rc = op_person_edit(&k, region, r.id, param_int(rq, "version"), r.name, r.post, r.unit, &phone, r.gone, err);
	return person_done(rq, rp, rc);
}

#define REGION { "region", PARAM_ID, REQUIRED, .label = "地区" }
#define ID { "id", PARAM_ID, REQUIRED }
#define VERSION { "version", PARAM_INT, REQUIRED, .min = 0, .max = INT64_MAX, .label = "版本" }
#define KIND { "kind", PARAM_WORD, REQUIRED, .words = unit_kind_words, .label = "单位类别" }
#define ALIAS { "alias", PARAM_LINE, REQUIRED, .label = "别名" }
#define PERSON                                                      \
	{ "name", PARAM_LINE, REQUIRED, .label = "姓名" },          \
	{ "post", PARAM_LINE, .label = "职务" },                    \
	{ "unit", PARAM_INT, .min = 0, .max = INT64_MAX, .label = "单位" }

static const struct param list_params[] = { REGION, DONE_PARAM, { 0 } };
static const struct param id_params[] = { REGION, ID, DONE_PARAM, { 0 } };
static const struct param show_params[] = { REGION, ID, { 0 } };
static const struct param unit_add_params[] = { REGION, { "name", PARAM_LINE, REQUIRED, .label = "单位名称" }, KIND, { 0 } };
static const struct param unit_edit_params[] = {
	REGION, ID, VERSION, { "name", PARAM_LINE, REQUIRED, .label = "单位名称" }, KIND,
	{ "phone", PARAM_LINE, .max = 60, .label = "办公电话" }, { "gone", PARAM_FLAG }, { 0 },
};
static const struct param alias_params[] = { REGION, ID, ALIAS, { 0 } };
static const struct param merge_params[] = { REGION, ID, { "into", PARAM_ID, REQUIRED, .label = "合并到" }, { 0 } };
static const struct param person_add_params[] = { REGION, PERSON, { 0 } };
static const struct param person_edit_params[] = { REGION, ID, VERSION, PERSON, { "gone", PARAM_FLAG }, { 0 } };
static const struct param phone_params[] = { REGION, ID, VERSION, { "phone", PARAM_SECRET, .max = 60, .label = "电话" }, { 0 } };

#define PLACE "/office/{region}"
#define SHOWS(pattern, handler, right, list) { GET, PLACE pattern, handler, .may = NEEDS(right), .params = list }
#define DOES(pattern, handler, page, list) { POST, PLACE pattern, handler, page, .may = NEEDS(MAY_UNITS), .params = list }

const struct route web_units_routes[] = {
	SHOWS("/units", page_units, MAY_READ_ALL, list_params),
	SHOWS("/units/{id}", page_unit, MAY_UNITS, id_params),
	SHOWS("/people", page_people, MAY_READ_ALL, list_params),
	SHOWS("/people/{id}", page_person, MAY_UNITS, id_params),
	DOES("/units", do_unit_add, units_again, unit_add_params),
	DOES("/units/{id}", do_unit_edit, unit_again, unit_edit_params),
	DOES("/units/{id}/aliases", do_alias_add, unit_again, alias_params),
	DOES("/units/{id}/aliases/remove", do_alias_remove, unit_again, alias_params),
	DOES("/units/{id}/merge", do_merge, unit_again, merge_params),
	DOES("/people", do_person_add, people_again, person_add_params),
	DOES("/people/{id}", do_person_edit, person_again, person_edit_params),
	DOES("/people/{id}/phone/show", do_phone_show, person_again, show_params),
	DOES("/people/{id}/phone", do_phone, phone_again, phone_params),
	{ 0 },
};
