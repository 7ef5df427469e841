#ifndef WEB_PAGE_LOGIN_H
#define WEB_PAGE_LOGIN_H

/*
 * The pages of coming in: login, own account, one-time link, errors.  Each is
 * a function of a view; web/login.c, web/account.c and web/link.c fill them.
 */

#include "base/buf.h"
#include "store/store_read.h"

struct login_view {
	struct str prefix;
	struct str login; /* as typed before */
	struct str next;  /* where to go afterwards, "" for the start */
	struct str says;  /* what went wrong, or "" */
	bool over;	  /* the session that was there is over */
};
void page_login(struct buf *b, const struct login_view *v);

struct account_view {
	struct str prefix, token, name;
	bool must_change; /* nothing else works before */
	bool by_link;	  /* came by a one-time link: has no password */
	struct str says;
	struct session_row_list sessions;
	struct str own; /* the id of the session that asks */
	struct arena *arena;
};
void page_account(struct buf *b, const struct account_view *v);

struct link_page_view {
	struct str prefix, token; /* of the link */
	struct str region, unit, ends; /* ends: a day */
};
void page_link(struct buf *b, const struct link_page_view *v);

/* What a person had written into a form, under its name. */
struct lost_text {
	struct str label, text;
};
struct lost_list {
	struct lost_text *v;
	size_t n, cap;
};

struct error_view {
	struct str prefix;
	int code;
	const char *title;
	struct str says;
	uint64_t number;
	struct lost_list lost; /* to be copied */
	bool may_login; /* 401: show the way to the login page */
};
void page_error(struct buf *b, const struct error_view *v);

#endif
