#ifndef WEB_FIRST_DAY_H
#define WEB_FIRST_DAY_H

/*
 * After an import: who takes part, slips with one-time links, what is still
 * missing, and what a unit sees of its own.  web/first_day.c and web/mine.c fill these views.
 */

#include "ops/op_first_day.h"
#include "web/office.h"

struct first_day_view {
	struct office_programme v;
	struct proposal_list proposals;
	struct unit_row_list units; /* for the choice of one */
	struct taken_list taken;    /* passwords of accounts just made: shown this once */
	bool may_accounts;
	size_t gaps_n;
};
void put_first_day_page(struct buf *b, const struct page *p, const struct first_day_view *v);

struct slips_view {
	struct office_programme v;
	struct slip_list slips;
};
void put_slips_page(struct buf *b, const struct page *p, const struct slips_view *v);

struct gaps_view {
	struct office_programme v;
	struct gap_list gaps;
	bool may_edit;
};
void put_gaps_page(struct buf *b, const struct page *p, const struct gaps_view *v);

/* One list in which the person's units have work. */
struct mine_list {
	struct office_programme *v;
	size_t n, cap;
};

struct mine_view {
	const struct actor *actor;
	struct mine_list lists; /* newest year first, region by region */
};
void put_mine_page(struct buf *b, const struct page *p, const struct mine_view *v);

#endif
