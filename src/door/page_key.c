#include <inttypes.h>

#include "base/clock.h"
#include "store/store_public.h"
#include "door/door.h"

bool door_elder(const struct request *rq)
{
	return str_eq(request_cookie(rq, rq->secure ? "__Host-elder" : "elder"), STR("1"));
}

void door_set_elder(struct reply *rp, const struct request *rq, bool on)
{
	enum { YEAR = 365 * 24 * 3600 };

	reply_cookie(rp, rq, "elder", STR("1"), on ? YEAR : -1);
}

enum rc door_page_key(const struct request *rq, int64_t region, struct str *ret, struct err *err)
{
	int64_t version = 0;
	enum rc rc = store_public_version(door_store(rq), region, &version, err);
	struct day today = clock_today();

	if (rc == RC_OK)
		*ret = arena_printf(rq->arena, "%" PRId64 " %d-%d-%d %s %.*s", version, today.year, today.month,
				    today.day, door_elder(rq) ? "elder" : "", STR_ARG(rq->path));
	return rc;
}
