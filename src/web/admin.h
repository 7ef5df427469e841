#ifndef WEB_ADMIN_H
#define WEB_ADMIN_H

/*
 * Units, people, accounts, settings and the log as functions of a view; web/units.c,
 * web/accounts.c and web/settings.c fill them.  Who may do what is in the view.
 */

#include "ops/op_setting.h"
#include "web/office.h"

/* ---- units and people ---- */

extern const char unit_kind_words[]; /* "government|party|…", for PARAM_WORD */

struct units_view {
	struct region region;
	struct unit_row_list units;
	bool may; /* change them */
};
void put_units_page(struct buf *b, const struct page *p, const struct units_view *v);

struct unit_view {
	struct region region;
	struct unit_row unit;
	struct unit_row_list others; /* it could be merged into */
	struct person_row_list people; /* of the unit */
};
void put_unit_page(struct buf *b, const struct page *p, const struct unit_view *v);

struct people_view {
	struct region region;
	struct person_row_list people;
	struct unit_row_list units;
	bool may;
};
void put_people_page(struct buf *b, const struct page *p, const struct people_view *v);

struct person_view {
	struct region region;
	struct person_row person;
	struct unit_row_list units;
	bool shows_phone; /* asked for */
	struct str phone, phone_typed; /* phone_typed: just now, when it was not taken */
};
void put_person_page(struct buf *b, const struct page *p, const struct person_view *v);

/* ---- accounts ---- */

/* Regions and their units, to name and to pick. */
struct place {
	struct region region;
	struct unit_row_list units;
};
struct place_list {
	struct place *v;
	size_t n, cap;
};

struct accounts_view {
	struct account_row_list accounts;
	struct place_list places;
	bool accounts_may, grants_may;
};
void put_accounts_page(struct buf *b, const struct page *p, const struct accounts_view *v);

struct account_page_view {
	struct account_row account;
	struct place_list places;
	bool accounts_may, grants_may, split; /* split: 三员分立 holds */
	bool own;
};
void put_account_page(struct buf *b, const struct page *p, const struct account_page_view *v);

/* Once: a new account's, or a reset one's. */
void put_one_time_page(struct buf *b, const struct page *p, const struct account_row *account, struct str password);

/* ---- settings, the log ---- */

struct setting_line {
	const struct setting *s;
	int64_t region; /* 0: of the installation */
	struct str region_name;
	struct str value;
	bool may;
};
struct setting_lines {
	struct setting_line *v;
	size_t n, cap;
};
void put_settings_page(struct buf *b, const struct page *p, const struct setting_lines *l);

enum { LOG_ROWS = 50 };

struct log_view {
	struct region region; /* id 0: accounts and settings */
	struct change_list changes;
	bool more; /* older ones */
	bool older; /* this is not the newest page */
	int64_t head_seq;
	struct str head; /* hash, in hexadecimal digits */
};
void put_log_page(struct buf *b, const struct page *p, const struct log_view *v);

#endif
