/* What a unit sees after its one-time link, or its login: its own items. */

#include <inttypes.h>

#include "web/first_day.h"
#include "web/web.h"

enum { YEARS_MAX = 2 };

static enum rc add_lists(const struct ask *k, int64_t region, struct mine_list *ret, struct err *err)
{
	static const enum programme_state order[] = { PROGRAMME_RUNNING, PROGRAMME_CANDIDATES }; /* work first */
	struct programme_row_list rows = { 0 };
	size_t taken = 0;
	enum rc rc = store_read_programmes(k, region, &rows, err);

	for (size_t s = 0; s < COUNT(order); s++)
		for (size_t i = 0; rc == RC_OK && i < rows.n && taken < YEARS_MAX; i++) {
			if (rows.v[i].state != order[s])
				continue;
			taken++;
			rc = store_read_programme(k, region, rows.v[i].id, list_add(ret, k->a), err);
		}
	return rc;
}

static enum rc page_mine(struct request *rq, struct reply *rp, struct err *err)
{
	struct ask k = door_ask(rq);
	struct mine_view v = { .actor = k.actor };
	struct region_list regions = { 0 };
	struct page p;
	enum rc rc = store_read_regions(&k, &regions, err);

	for (size_t i = 0; rc == RC_OK && i < regions.n; i++)
		if (actor_scope(k.actor, MAY_READ, regions.v[i].id).n > 0)
			rc = add_lists(&k, regions.v[i].id, &v.lists, err);
	if (rc != RC_OK)
		return rc;
	p = page_office(rq, "我的事项", regions.n == 1 ? &regions.v[0] : NULL);
	p.here = MENU_MINE;
	put_mine_page(&rp->body, &p, &v);
	return RC_OK;
}

const struct route web_mine_routes[] = {
	{ GET, "/office/mine", page_mine, .may = NEEDS(MAY_READ) },
	{ 0 },
};
