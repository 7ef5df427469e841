/* The first day after an import: proposals, slips, what is still missing. */

#include <inttypes.h>

#include "web/first_day.h"
#include "web/web.h"

/* ---- the page ---- */

static struct page page_of(const struct request *rq, const char *title, const struct office_programme *v)
{
	struct page p = page_office(rq, title, &v->region);

	p.here = MENU_HOME;
	office_crumb(&p, &v->region);
	page_crumbf(&p, arena_printf(rq->arena, "%d年", v->row.year), "/office/%" PRId64 "/programmes/%" PRId64, v->region.id,
		    v->row.id);
	page_crumb(&p, STR(""), str_of(title));
	if (rq->method == GET)
		p.done = done_says(rq);
	return p;
}

static enum rc show(struct request *rq, struct reply *rp, const struct taken_list *taken, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct first_day_view *v = arena_alloc(rq->arena, sizeof(*v));
	int64_t region = param_int(rq, "region"), programme = param_int(rq, "id");
	struct gap_list gaps = { 0 };
	struct page p;
	enum rc rc = store_read_programme(&k, region, programme, &v->v, err);

	if (rc == RC_OK)
		rc = op_proposals(&k, region, programme, &v->proposals, err);
	if (rc == RC_OK)
		rc = store_read_units(&k, region, &v->units, err);
	if (rc == RC_OK)
		rc = store_read_gaps(&k, region, programme, &gaps, err);
	if (rc != RC_OK)
		return rc;
	v->gaps_n = gaps.n;
	v->may_accounts = actor_may(k.actor, MAY_ACCOUNTS, 0) && actor_may(k.actor, MAY_GRANTS, region);
	if (taken != NULL)
		v->taken = *taken;
	p = page_of(rq, "第一天", &v->v);
	p.wrong = wrong;
	put_first_day_page(&rp->body, &p, v);
	return RC_OK;
}

static enum rc page_first_day(struct request *rq, struct reply *rp, struct err *err)
{
	return show(rq, rp, NULL, STR(""), err);
}

static enum rc first_day_again(struct request *rq, struct reply *rp, struct err *err)
{
	return show(rq, rp, NULL, page_sentence(rq, err), err);
}

/* Passwords are shown on the answer itself, once; without any the reader goes back to the page. */
static enum rc do_take(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	const struct field_list *chosen = param_many(rq, "key.*");
	struct taken_list taken = { 0 };
	struct str_list keys = { 0 };
	struct str wrong = STR("");
	enum rc rc;

	for (size_t i = 0; i < chosen->n; i++)
		*list_add(&keys, rq->arena) = chosen->v[i].value;
	rc = op_proposals_take(&k, param_int(rq, "region"), param_int(rq, "id"), &keys, &taken, err);
	if (rc == RC_OK && taken.n == 0) {
		reply_see(rp, rq, "/office/%" PRId64 "/programmes/%" PRId64 "/first-day?done=%s", param_int(rq, "region"),
			  param_int(rq, "id"), keys.n == 0 ? "nothing" : "saved");
		return RC_OK;
	}
	if (rc != RC_OK) {
		if (taken.n == 0)
			return rc;
		reply_code(rp, 422);
		wrong = page_sentence(rq, err);
	}
	return show(rq, rp, &taken, wrong, err);
}

static enum rc do_slips(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), programme = param_int(rq, "id");
	struct slips_view v = { 0 };
	struct page p;
	enum rc rc = store_read_programme(&k, region, programme, &v.v, err);

	if (rc == RC_OK)
		rc = op_slips(&k, region, programme, param_int(rq, "unit"), &v.slips, err);
	if (rc != RC_OK)
		return rc;
	p = page_of(rq, "通知单", &v.v);
	put_slips_page(&rp->body, &p, &v);
	return RC_OK;
}

static enum rc page_gaps(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), programme = param_int(rq, "id");
	struct gaps_view v = { .may_edit = actor_may(k.actor, MAY_EDIT_ALL, region) };
	struct page p;
	enum rc rc = store_read_programme(&k, region, programme, &v.v, err);

	if (rc == RC_OK)
		rc = store_read_gaps(&k, region, programme, &v.gaps, err);
	if (rc != RC_OK)
		return rc;
	p = page_of(rq, "还差什么", &v.v);
	put_gaps_page(&rp->body, &p, &v);
	return RC_OK;
}

#define PROGRAMME { "region", PARAM_ID, REQUIRED }, { "id", PARAM_ID, REQUIRED }

static const struct param programme_params[] = { PROGRAMME, DONE_PARAM, { 0 } };
static const struct param take_params[] = { PROGRAMME, { "key.*", PARAM_LINE, .max = 400, .label = "建议" }, { 0 } };
static const struct param slips_params[] = { PROGRAMME, { "unit", PARAM_INT, .max = INT64_MAX, .label = "单位" }, { 0 } };

const struct route web_first_day_routes[] = {
	{ GET, "/office/{region}/programmes/{id}/first-day", page_first_day, .may = NEEDS(MAY_UNITS), .params = programme_params },
	{ POST, "/office/{region}/programmes/{id}/first-day", do_take, first_day_again, .may = NEEDS(MAY_UNITS), .params = take_params,
	  .body_max = 1 << 20, .fields_max = 2000 },
	{ POST, "/office/{region}/programmes/{id}/slips", do_slips, first_day_again, .may = NEEDS(MAY_UNITS), .params = slips_params },
	{ GET, "/office/{region}/programmes/{id}/gaps", page_gaps, .may = NEEDS(MAY_READ), .params = programme_params },
	{ 0 },
};
