/* Settings of the installation and of regions, and the log. */

#include <inttypes.h>

#include "http/http.h"
#include "web/admin.h"
#include "web/web.h"

/* ---- settings ---- */

static bool may_set(const struct ask *k, const struct setting *s, int64_t region)
{
	return actor_may(k->actor, strcmp(s->key, "duties_split") == 0 ? MAY_GRANTS : MAY_SETTINGS, region);
}

static enum rc add_line(const struct ask *k, const struct setting *s, const struct region *r, struct setting_lines *l,
			struct err *err)
{
	struct setting_line line = { .s = s, .region = r == NULL ? 0 : r->id, .region_name = r == NULL ? STR("") : r->name };
	enum rc rc = op_setting_get(k, line.region, s->key, &line.value, err);

	line.may = may_set(k, s, line.region);
	if (rc == RC_OK)
		*list_add(l, k->a) = line;
	return rc;
}

/* The installation's, then what each region may have of its own. */
static enum rc read_lines(const struct ask *k, struct setting_lines *l, struct err *err)
{
	struct region_list regions = { 0 };
	enum rc rc = store_read_regions(k, &regions, err);

	for (size_t i = 0; rc == RC_OK && i < settings_count; i++) {
		if (!settings[i].region)
			rc = add_line(k, &settings[i], NULL, l, err);
		for (size_t r = 0; rc == RC_OK && settings[i].region && r < regions.n; r++)
			if (may_set(k, &settings[i], regions.v[r].id))
				rc = add_line(k, &settings[i], &regions.v[r], l, err);
	}
	return rc;
}

static enum rc send_settings(struct request *rq, struct reply *rp, struct str wrong, struct err *err)
{
	struct ask k = door_ask(rq);
	struct setting_lines l = { 0 };
	struct page p = page_office(rq, "设置", NULL);
	enum rc rc = read_lines(&k, &l, err);

	if (rc != RC_OK)
		return rc;
	p.here = MENU_SETTINGS;
	p.wrong = wrong;
	if (rq->method == GET)
		p.done = done_says(rq);
	put_settings_page(&rp->body, &p, &l);
	return RC_OK;
}

static enum rc page_settings(struct request *rq, struct reply *rp, struct err *err)
{
	return send_settings(rq, rp, STR(""), err);
}

static enum rc settings_again(struct request *rq, struct reply *rp, struct err *err)
{
	return send_settings(rq, rp, page_sentence(rq, err), err);
}

static enum rc do_set(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct str key = param_str(rq, "key");
	enum rc rc;

	if (setting_find(key) == NULL)
		return err_why(err, RC_REFUSED, WHY_MISSING, "没有「%.*s」这一项设置", STR_ARG(key));
	rc = op_setting_set(&k, param_int(rq, "region"), key, param_str(rq, "value"), err);
	if (rc == RC_OK)
		reply_see(rp, rq, "/office/settings?done=saved");
	return rc;
}

/* ---- the log ---- */

static enum rc page_log(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	int64_t region = param_int(rq, "region"), before = param_int(rq, "before");
	struct log_view v = { .older = before > 0 };
	struct page p;
	enum rc rc = region == 0 ? RC_OK : store_read_region(&k, region, &v.region, err);

	if (rc == RC_OK)
		rc = store_read_log(&k, region, before, LOG_ROWS + 1, &v.changes, err);
	if (rc == RC_OK)
		rc = store_read_head(&k, region, &v.head_seq, &v.head, err);
	if (rc != RC_OK)
		return rc;
	v.more = v.changes.n > LOG_ROWS;
	if (v.more)
		v.changes.n = LOG_ROWS;
	p = page_office(rq, "操作日志", region == 0 ? NULL : &v.region);
	p.here = MENU_LOG;
	put_log_page(&rp->body, &p, &v);
	return RC_OK;
}

static const struct param settings_params[] = { DONE_PARAM, { 0 } };
static const struct param set_params[] = {
	{ "key", PARAM_CODE, REQUIRED },
	{ "region", PARAM_INT, .min = 0, .max = INT64_MAX },
	{ "value", PARAM_TEXT, .max = 4000, .label = "值" },
	{ 0 },
};
static const struct param log_params[] = {
	{ "region", PARAM_INT, REQUIRED, .min = 0, .max = INT64_MAX, .label = "地区" },
	{ "before", PARAM_ID },
	{ 0 },
};

const struct route web_settings_routes[] = {
	{ GET, "/office/settings", page_settings, .may = NEEDS(MAY_SETTINGS) | NEEDS(MAY_GRANTS), .params = settings_params },
	{ POST, "/office/settings/{key}", do_set, settings_again, .may = NEEDS(MAY_SETTINGS) | NEEDS(MAY_GRANTS), .params = set_params },
	{ GET, "/office/{region}/log", page_log, .may = NEEDS(MAY_READ_LOG), .params = log_params },
	{ 0 },
};
