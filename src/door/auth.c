/*
 * Who a request comes from: a session by its cookie, or by the header
 * "Authorization: Bearer TOKEN" for programs.  A browser never sends that
 * header by itself, so such requests need no form token.
 */

#include "base/clock.h"
#include "door/door.h"

#define SESSION_COOKIE "sid"

/* Lives in the request's arena. */
struct visit {
	struct session session;
};

static struct str session_token(struct request *rq)
{
	struct str given = request_header(rq, "Authorization");

	if (str_starts(given, STR("Bearer "))) {
		rq->by_header = true;
		return str_trim(str_from(given, 7));
	}
	return request_cookie(rq, rq->secure ? "__Host-" SESSION_COOKIE : SESSION_COOKIE);
}

rights door_rights(const struct session *s)
{
	rights r = ANY_SESSION;

	if (s->must_change)
		return r;
	for (int i = 0; i < RIGHT_COUNT; i++)
		if (actor_may_somewhere(&s->actor, (enum right)i))
			r |= NEEDS(i);
	return r;
}

static enum rc authenticate(struct request *rq, struct err *err)
{
	struct str token = session_token(rq);
	struct visit *visit;
	enum rc rc;

	if (token.n == 0)
		return RC_OK;
	visit = arena_alloc(rq->arena, sizeof(*visit));
	rc = op_session_open(door_store(rq), rq->arena, token, clock_steady(), clock_today(), &visit->session, err);
	if (rc == RC_REFUSED) {
		/* over, or never there: nobody is signed in */
		*err = (struct err){ 0 };
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	visit->session.token = token;
	rq->actor = visit;
	rq->rights = door_rights(&visit->session);
	rq->token = visit->session.csrf;
	return RC_OK;
}

const struct session *door_session(const struct request *rq)
{
	return rq->actor == NULL ? NULL : &((const struct visit *)rq->actor)->session;
}

struct store *door_store(const struct request *rq)
{
	return ((struct door *)rq->app)->st;
}

enum rc door_ping(const struct request *rq, struct err *err)
{
	const struct door *door = rq->app;

	return door->ping(door->st, err);
}

struct ask door_ask(const struct request *rq)
{
	static const struct actor nobody;
	const struct session *s = door_session(rq);
	int64_t now = clock_now();

	return (struct ask){
		.actor = s != NULL ? &s->actor : &nobody,
		.st = door_store(rq),
		.a = rq->arena,
		.now = now,
		.today = clock_day(now),
	};
}

void door_end_session(struct reply *rp, const struct request *rq)
{
	reply_cookie(rp, rq, SESSION_COOKIE, STR(""), -1);
}

void door_fill(struct http_config *c, struct door *door)
{
	c->app = door;
	c->authenticate = authenticate;
	c->token_ok = door_token_ok;
}

void door_start_session(struct reply *rp, const struct request *rq, const struct session *s)
{
	reply_cookie(rp, rq, SESSION_COOKIE, s->token, 0);
}
