#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

/*
 * What every page has around its contents: head, the red line, brand, menu,
 * the way back, foot.
 *
 *     struct page p = page_office(rq, "单位与人员", region);
 *     p.here = MENU_UNITS;
 *     page_begin(b, &p);
 *     …
 *     page_end(b, &p);
 *
 * Pages are functions of a view and a struct page; nothing below page_public()
 * and page_office() needs a request, so tests and the static export make
 * pages too.  Every address is written as root and path: root is the
 * server's prefix, or the way to the top of an export.
 */

#include "door/door.h"
#include "draw/draw.h"
#include "html/html.h"
#include "store/store_read.h"

enum menu {
	MENU_NONE,
	MENU_MINE,
	MENU_HOME,
	MENU_IMPORT,
	MENU_UNITS,
	MENU_PEOPLE,
	MENU_ACCOUNTS,
	MENU_SETTINGS,
	MENU_LOG,
};

struct crumb {
	struct str path; /* without root; empty: this is the page itself */
	struct str text;
};

enum { CRUMBS_MAX = 5 };

struct page {
	struct arena *a;
	struct str root;
	struct str title;
	struct str says; /* description for search engines and shared links; may be empty */
	const struct region *region; /* NULL: none, or several */
	struct crumb crumb[CRUMBS_MAX];
	size_t crumbs;
	bool elder;
	struct str path;   /* of the page itself, for the elder switch */
	struct str origin; /* "https://host/prefix": for QR codes, which are read on other machines */
	/* the office */
	bool office;
	bool wide; /* uses the whole width of a large screen */
	enum menu here;
	const struct actor *actor; /* NULL: nobody is signed in */
	struct str token;	   /* of forms */
	struct str done;	   /* a sentence about what was just done; may be empty */
	struct str wrong;	   /* … about why it was not done; may be empty */
	const struct typed_list *typed; /* what the refused form held, NULL when none was; its address is path */
	struct day today;
};

/* The page of a request that anybody may see; region may be NULL. */
struct page page_public(const struct request *rq, const char *title, const struct region *region);
/* … of a person who is signed in. */
struct page page_office(const struct request *rq, const char *title, const struct region *region);
/* … under an entry of the menu, with what was just done, or why it was not. */
struct page page_under(const struct request *rq, const char *title, const struct region *region, enum menu here, struct str wrong);

void page_crumb(struct page *p, struct str path, struct str text);
void page_crumbf(struct page *p, struct str text, const char *fmt, ...) PRINTF_LIKE(3, 4);

void page_begin(struct buf *b, const struct page *p);
void page_end(struct buf *b, const struct page *p);

/* href="ROOT/…" of a path that is fit for an address: literals, numbers, and what region_path() gives. */
void put_href(struct buf *b, const struct page *p, const char *fmt, ...) PRINTF_LIKE(3, 4);

/*
 * What a person typed into a form that was refused: its page comes again with
 * these values in place of the stored ones.
 *
 *     struct typed t = form_begin(b, p, "", "/office/%" PRId64 "/units/%" PRId64, region, id);
 *     html_attr(b, "value", typed_str(&t, "name", unit->name));
 *     html_flag(b, "checked", typed_flag(&t, "gone", unit->gone));
 */
struct typed {
	const struct typed_list *in; /* NULL: this form was not refused, what is stored holds */
};
struct typed typed_in(const struct page *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str typed_str(const struct typed *t, const char *name, struct str stored);
int64_t typed_int(const struct typed *t, const char *name, int64_t stored);
bool typed_flag(const struct typed *t, const char *name, bool stored);

/* <form method="post" action="ROOT/…"> with its token; the caller closes it. */
struct typed form_begin(struct buf *b, const struct page *p, const char *extra, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* The sentence of why a form was not taken, for the page that comes again. */
struct str page_sentence(const struct request *rq, const struct err *err);

/* A region's place in addresses, percent-encoded, NUL-terminated: for put_href(). */
const char *region_path(struct arena *a, const struct region *r);

/*
 * A page that begins with a sentence of what was done: the handler of the POST
 * sends the reader here with "?done=WORD", and only words of the table become sentences.
 */
extern const char done_words[];
struct str done_says(const struct request *rq);
#define DONE_PARAM { "done", PARAM_WORD, OPTIONAL, .words = done_words }

#endif
