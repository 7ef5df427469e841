#include "base/clock.h"
#include "web/page_login.h"
#include "web/web.h"

/* One-time links: a look changes nothing (messengers look at links by themselves), the button uses it up. */

static const struct param link_params[] = { { "link", PARAM_CODE, REQUIRED, .max = 128 }, { 0 } };

static enum rc show_link(struct request *rq, struct reply *rp, struct err *err)
{
	struct link_view link;
	struct link_page_view v = { .prefix = rq->prefix, .token = param_str(rq, "link") };
	enum rc rc = op_link_look(door_store(rq), rq->arena, v.token, clock_steady(), &link, err);

	if (rc != RC_OK)
		return rc;
	v.region = link.region_name;
	v.unit = link.unit_name;
	v.ends = day_str(rq->arena, clock_day(link.ends));
	/*
	 * Every reply says Referrer-Policy: same-origin, so nobody else learns the address.  A stricter
	 * no-referrer would make browsers send the form with "Origin: null", which is refused.
	 */
	page_link(&rp->body, &v);
	return RC_OK;
}

static enum rc do_link(struct request *rq, struct reply *rp, struct err *err)
{
	struct session s = { 0 };
	enum rc rc = op_link_redeem(door_store(rq), rq->arena, param_str(rq, "link"), clock_steady(), clock_today(), &s, err);

	if (rc != RC_OK)
		return rc;
	door_start_session(rp, rq, &s);
	reply_see(rp, rq, "/office/mine");
	return RC_OK;
}

const struct route web_link_routes[] = {
	{ GET, "/link/{link}", show_link, .may = ANYONE, .params = link_params },
	{ POST, "/link/{link}", do_link, .may = ANYONE, .params = link_params, .csrf = CSRF_ORIGIN },
	{ 0 },
};
