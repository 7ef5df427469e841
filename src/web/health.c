/*
 * For whoever keeps the program running: is it alive, can it answer, how does
 * it go.  Metrics are for the machine itself: what came through a proxy gets none.
 */

#include "http/server.h"
#include "http/text.h"
#include "web/web.h"

static enum rc say_alive(struct request *rq, struct reply *rp, struct err *err)
{
	(void)rq;
	(void)err;
	rp->type = "text/plain; charset=utf-8";
	buf_str(&rp->body, STR("ok\n"));
	return RC_OK;
}

static enum rc say_ready(struct request *rq, struct reply *rp, struct err *err)
{
	enum rc rc = door_ping(rq, err);

	return rc != RC_OK ? rc : say_alive(rq, rp, err);
}

static bool is_local(const struct request *rq)
{
	bool near = str_starts(rq->peer, STR("127.")) || str_eq(rq->peer, STR("::1"));

	return near && request_header(rq, "X-Forwarded-For").p == NULL && request_header(rq, "Forwarded").p == NULL;
}

static enum rc say_metrics(struct request *rq, struct reply *rp, struct err *err)
{
	if (!is_local(rq))
		return err_why(err, RC_REFUSED, WHY_MISSING, "没有找到这个页面，请核对地址，或从首页进入");
	rp->type = "text/plain; version=0.0.4; charset=utf-8";
	http_metrics(rq->http, &rp->body);
	return RC_OK;
}

static enum rc send_robots(struct request *rq, struct reply *rp, struct err *err)
{
	(void)rq;
	(void)err;
	reply_asset(rp, "robots.txt");
	return RC_OK;
}

#define TEXT(path, handler) { GET, path, handler, .may = ANYONE, .answers = ANSWERS_TEXT }

const struct route web_health_routes[] = {
	TEXT("/healthz", say_alive),
	TEXT("/readyz", say_ready),
	TEXT("/metrics", say_metrics),
	TEXT("/robots.txt", send_robots),
	{ 0 },
};
