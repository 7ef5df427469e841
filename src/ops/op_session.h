#ifndef OPS_OP_SESSION_H
#define OPS_OP_SESSION_H

/*
 * Coming in: passwords, sessions, one-time links.
 *
 *     rc = op_login(st, a, login, password, now, today, &s, err);     cookie = s.token
 *     rc = op_session_open(st, a, token, now, today, &s, err);        every request
 *     rc = op_logout(st, token, now, err);
 *
 * A session ends 30 minutes after the last request (op_session_open() moves
 * that, writing at most once a minute) and 12 hours after its beginning.  The
 * store knows only a hash of the token.  `now` is base/clock.h's steady time,
 * which no step of the wall clock moves.
 *
 * A wrong name and a wrong password are the same sentence and take the same
 * time.  Five failures within 15 minutes close the account for a minute, each
 * further one for twice as long up to 15 minutes: RC_REFUSED with WHY_LATER.
 */

#include "store/ask.h"

struct session {
	struct str token; /* the cookie's value; only as answer of op_login() and op_link_redeem() */
	struct str csrf;  /* to be in every form; belongs to this session */
	struct actor actor;
	bool must_change; /* a one-time password was used: only op_password_change() is allowed */
	int64_t unit, unit_region; /* from a one-time link: the unit it is bound to, else 0 */
	int64_t ends;
};

enum rc op_login(struct store *st, struct arena *a, struct str login, struct str password, int64_t now,
		 struct day today, struct session *ret, struct err *err) NODISCARD;

/* WHY_LOGIN when there is no such session or it is over. */
enum rc op_session_open(struct store *st, struct arena *a, struct str token, int64_t now, struct day today,
			struct session *ret, struct err *err) NODISCARD;
enum rc op_logout(struct store *st, struct str token, struct err *err) NODISCARD;

/* Is this the form token of that session?  Takes the same time either way. */
bool op_csrf_ok(struct str token, struct str csrf);

/* The session_row.id of a token's own session. */
struct str op_session_id(struct arena *a, struct str token);

/* Ends one of the actor's own sessions (session_row.id), or with an empty id all others. */
enum rc op_session_end(const struct ask *k, struct str own_token, struct str id, struct err *err) NODISCARD;

/* ---- one-time links: for a unit's reporter without an account ---- */

/* 7 days, one use, bound to the unit.  *ret is the token for the URL; the store keeps its hash. */
enum rc op_link_create(const struct ask *k, int64_t region, int64_t unit, struct str *ret, struct err *err) NODISCARD;

/* What the page with one button shows; changes nothing.  RC_REFUSED with WHY_MISSING when used, over or unknown. */
struct link_view {
	int64_t region, unit;
	struct str region_name, unit_name;
	int64_t ends;
};

enum rc op_link_look(struct store *st, struct arena *a, struct str token, int64_t now, struct link_view *ret,
		     struct err *err) NODISCARD;

/* The POST: uses the link up and opens a session with a reporter's rights for that unit alone. */
enum rc op_link_redeem(struct store *st, struct arena *a, struct str token, int64_t now, struct day today,
		       struct session *ret, struct err *err) NODISCARD;

#endif
