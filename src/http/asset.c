#include "http/asset.h"

static void send(struct reply *rp, const struct asset *f, const char *cache_control)
{
	rp->asset = f;
	rp->type = f->type;
	rp->public = true;
	rp->etag = str_of(f->etag);
	rp->cache_control = cache_control;
}

void reply_asset(struct reply *rp, const char *name)
{
	for (const struct asset *f = asset_files; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0) {
			send(rp, f, "no-cache");
			return;
		}
	die("http: there is no asset %s", name);
}

static enum rc send_asset(struct request *rq, struct reply *rp, struct err *err)
{
	struct str file = param_str(rq, "file");

	for (const struct asset *f = asset_files; f->name != NULL; f++) {
		bool exact = str_eq(file, str_of(f->linked));

		if (!exact && !str_eq(file, str_of(f->name)))
			continue;
		send(rp, f, exact ? "public, max-age=31536000, immutable" : "no-cache");
		return RC_OK;
	}
	reply_code(rp, 404);
	return err_set(err, RC_INPUT, "没有这个文件，请刷新页面后再试");
}

static const struct param file_param[] = {
	{ "file", PARAM_CODE, REQUIRED },
	{ 0 },
};

const struct route asset_routes[] = {
	{ GET, "/assets/{file}", send_asset, .may = ANYONE, .params = file_param, .answers = ANSWERS_TEXT },
	{ 0 },
};
