#ifndef WEB_PAGES_H
#define WEB_PAGES_H

/*
 * Public pages as functions of a view, without a request: the server keeps
 * their bytes, the static export writes the same ones.
 */

#include "web/parts.h"

struct home_view {
	struct region region;
	struct programme_row_list years; /* newest first */
	const struct public_programme *now; /* the newest one; NULL when nothing is published */
};

/* All regions, when there are several. */
void put_regions_page(struct buf *b, const struct page *p, const struct region_list *l);
/* A region: how this year goes, and the years before. */
void put_home_page(struct buf *b, const struct page *p, const struct home_view *v);
/* A year's list; field empty: all fields. */
void put_year_page(struct buf *b, const struct page *p, const struct public_programme *v, struct str field);
void put_project_page(struct buf *b, const struct page *p, const struct public_project *v);
void put_search_page(struct buf *b, const struct page *p, struct str query, const struct hit_list *hits, bool office);

#endif
