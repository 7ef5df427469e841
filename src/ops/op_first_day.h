#ifndef OPS_OP_FIRST_DAY_H
#define OPS_OP_FIRST_DAY_H

/*
 * The first day after an import: who takes part, and a slip for each unit.
 *
 *     op_proposals()      units, people and accounts that the documents name and the store lacks
 *     op_proposals_take() makes them
 *     op_slips()          per unit with work: a one-time link and words to send along
 */

#include "store/store_read.h"

enum proposal_kind { PROPOSE_UNIT_KIND, PROPOSE_ALIAS, PROPOSE_PERSON, PROPOSE_ACCOUNT };

struct proposal {
	enum proposal_kind kind;
	struct str key;	   /* to be sent to op_proposals_take() */
	struct str says;   /* 「卫体局」像是「县卫体局」的简称 */
	struct str name;   /* the unit's, person's or account's */
	int64_t unit;	   /* it belongs to, 0: none */
	struct str detail; /* kind, post or role */
	size_t items;	   /* how many items name it */
};

struct proposal_list {
	struct proposal *v;
	size_t n, cap;
};

enum rc op_proposals(const struct ask *k, int64_t region, int64_t programme, struct proposal_list *ret,
		     struct err *err) NODISCARD;

/* Of new accounts, once. */
struct taken {
	struct str name, login, password;
};

struct taken_list {
	struct taken *v;
	size_t n, cap;
};

/* MAY_UNITS; accounts also need MAY_ACCOUNTS and MAY_GRANTS. */
enum rc op_proposals_take(const struct ask *k, int64_t region, int64_t programme, const struct str_list *keys,
			  struct taken_list *ret, struct err *err) NODISCARD;

struct slip {
	int64_t unit;
	struct str unit_name;
	struct str link;     /* token of a new one-time link: {prefix}/link/{token} */
	int64_t ends;	     /* ms UTC */
	size_t lead, other;  /* items it leads; supports or implements */
	struct str_list projects; /* "7 公共充电桩建设" */
	struct str text;     /* to copy, with {link} where the door puts the address */
};

struct slip_list {
	struct slip *v;
	size_t n, cap;
};

/* MAY_UNITS.  Makes new links for `unit`, or for every unit with work (0); older unused ones of these units end. */
enum rc op_slips(const struct ask *k, int64_t region, int64_t programme, int64_t unit, struct slip_list *ret,
		 struct err *err) NODISCARD;

#endif
