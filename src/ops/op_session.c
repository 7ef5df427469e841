#include "ops/op_session.h"

#include "base/digest.h"
#include "base/secret.h"
#include "ops/link.h"
#include "ops/op_setting.h"
#include "store/accounts.h"
#include "store/inside.h"
#include "store/load.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };
enum { WHOLE = 12 * HOUR, TOUCH = MINUTE, WINDOW = 15 * MINUTE, TRIES = 5, LOCK_MAX = 15 * MINUTE };
enum { TOKEN_MAX = 100, LOGIN_MAX = 120, PASSWORD_MAX = 400 };

static const struct actor nobody = { .name = { "", 0 } };

static struct str hash_of(struct str token, uint8_t out[SECRET_HASH])
{
	secret_hash(token, "session", out);
	return (struct str){ (const char *)out, SECRET_HASH };
}

static struct str csrf_of(struct arena *a, struct str token)
{
	uint8_t out[SECRET_HASH];

	secret_hash(token, "form", out);
	return digest_hex(a, out, sizeof(out));
}

bool op_csrf_ok(struct str token, struct str csrf)
{
	uint8_t out[SECRET_HASH];
	char hex[2 * SECRET_HASH];

	secret_hash(token, "form", out);
	digest_hex_into(out, sizeof(out), hex);
	return secret_equal((struct str){ hex, sizeof(hex) }, csrf);
}

struct str op_session_id(struct arena *a, struct str token)
{
	uint8_t out[SECRET_HASH];
	struct str hash = hash_of(token, out);

	return str_cut(digest_hex(a, hash.p, hash.n), 0, 12);
}

/* ---- who is it ---- */

static enum rc idle_ms(const struct ask *k, int64_t *ret, struct err *err)
{
	struct str text = STR("");
	struct dec minutes;
	enum rc rc = op_setting_get(k, 0, "session_idle", &text, err);

	if (rc != RC_OK)
		return rc;
	*ret = (dec_parse(text, &minutes) ? minutes.n : 30) * MINUTE;
	return RC_OK;
}

/* The grants that hold today. */
static enum rc grants_today(struct sql *db, const struct ask *k, int64_t account, struct grant_list *ret,
			    struct err *err)
{
	struct grant_list all = { 0 };
	enum rc rc = grants_of(db, k->a, account, &all, err);

	for (size_t i = 0; rc == RC_OK && i < all.n; i++)
		if (grant_holds(&all.v[i], k->today))
			*list_add(ret, k->a) = all.v[i];
	return rc;
}

static enum rc fill(struct sql *db, const struct ask *k, const struct session_full *s, struct session *ret,
		    struct err *err)
{
	ret->must_change = s->must_change;
	ret->unit = s->unit;
	ret->unit_region = s->region;
	ret->actor.account = s->account;
	ret->actor.name = s->name;
	if (s->unit != 0) {
		ret->actor.name = arena_printf(k->a, "%.*s（一次性链接）", STR_ARG(s->name));
		*list_add(&ret->actor.grants, k->a) =
			(struct grant){ .role = ROLE_REPORTER, .region = s->region, .unit = s->unit };
		return RC_OK;
	}
	/* on a one-time password nothing else may be done */
	if (s->must_change)
		return RC_OK;
	return grants_today(db, k, s->account, &ret->actor.grants, err);
}

static enum rc look_up(const struct ask *k, struct str hash, struct session_full *s, struct session *ret,
		       struct err *err)
{
	struct look look;
	bool found = false;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = session_get(look.db, k->a, hash, s, &found, err);
	if (rc == RC_OK && (!found || !s->active))
		rc = err_why(err, RC_REFUSED, WHY_LOGIN, "请先登录");
	if (rc == RC_OK)
		rc = fill(look.db, k, s, ret, err);
	return look_end(&look, rc);
}

static enum rc touch(const struct ask *k, struct str hash, struct err *err)
{
	struct txn t;
	enum rc rc = txn_begin(k, 0, &t, err);

	if (rc != RC_OK)
		return rc;
	return txn_end(&t, session_touch(&t, hash, k->now, err), err);
}

enum rc op_session_open(struct store *st, struct arena *a, struct str token, int64_t now, struct day today,
			struct session *ret, struct err *err)
{
	struct ask k = { .actor = &nobody, .st = st, .a = a, .now = now, .today = today };
	struct session_full s = { 0 };
	struct session session = { 0 };
	uint8_t bytes[SECRET_HASH];
	int64_t idle;
	enum rc rc;

	if (token.n == 0 || token.n > TOKEN_MAX)
		return err_why(err, RC_REFUSED, WHY_LOGIN, "请先登录");
	rc = idle_ms(&k, &idle, err);
	if (rc == RC_OK)
		rc = look_up(&k, hash_of(token, bytes), &s, &session, err);
	if (rc != RC_OK)
		return rc;
	if (now >= s.ends || now - s.seen >= idle)
		return err_why(err, RC_REFUSED, WHY_LOGIN, "登录已过期，请重新登录；没有提交的内容还在草稿里");
	if (now - s.seen >= TOUCH)
		rc = touch(&k, hash_of(token, bytes), err);
	if (rc != RC_OK)
		return rc;
	session.csrf = csrf_of(a, token);
	session.ends = s.ends < now + idle ? s.ends : now + idle;
	*ret = session;
	return RC_OK;
}

/* ---- coming in ---- */

static enum rc session_begin(struct txn *t, const struct session_full *s, struct session *ret, struct err *err)
{
	uint8_t bytes[SECRET_HASH];
	struct session_full full = *s;
	enum rc rc = sessions_sweep(t, t->k->now, err);

	full.began = full.seen = t->k->now;
	full.ends = t->k->now + WHOLE;
	ret->token = secret_token(t->a);
	ret->csrf = csrf_of(t->a, ret->token);
	ret->ends = full.ends;
	if (rc == RC_OK)
		rc = session_add(t, hash_of(ret->token, bytes), &full, err);
	if (rc == RC_OK)
		rc = fill(t->db, t->k, &full, ret, err);
	return rc;
}

static enum rc wrong(struct err *err)
{
	return err_why(err, RC_REFUSED, WHY_LOGIN, "账号或密码不对，请检查后再试；忘了密码请联系系统管理员");
}

static enum rc locked(const struct account *x, int64_t now, struct err *err)
{
	return err_why(err, RC_REFUSED, WHY_LATER, "密码错的次数太多，请%lld分钟后再试，或请系统管理员解锁",
		       (long long)((x->locked_until - now) / MINUTE + 1));
}

/* One more failure: within the window they add up, and from the fifth on each closes the account for longer. */
static void note_failure(struct account *x, int64_t now)
{
	int64_t wait = MINUTE;

	x->failed = now - x->failed_at > WINDOW ? 1 : x->failed + 1;
	x->failed_at = now;
	for (int64_t i = TRIES; i < x->failed && wait < LOCK_MAX; i++)
		wait *= 2;
	if (x->failed >= TRIES)
		x->locked_until = now + (wait < LOCK_MAX ? wait : LOCK_MAX);
}

static enum rc find_account(const struct ask *k, struct str login, struct account *ret, bool *found, struct err *err)
{
	struct look look;
	enum rc rc = look_begin(k->st, &look, err);

	if (rc != RC_OK)
		return rc;
	return look_end(&look, account_get(look.db, k->a, 0, login, ret, found, err));
}

/* With the answer of the password known; the account is read again, now that nobody else can change it. */
static enum rc settle(struct txn *t, const struct account *seen, bool right, bool *entered, struct session *ret,
		      struct err *err)
{
	struct account x = { 0 };
	struct session_full s = { 0 };
	bool found;
	enum rc rc = account_get(t->db, t->a, seen->id, STR(""), &x, &found, err);

	if (rc != RC_OK || !found)
		return rc;
	*entered = right && x.active && x.locked_until <= t->k->now && str_eq(x.password, seen->password);
	if (!*entered) {
		if (!right)
			note_failure(&x, t->k->now);
		return account_note(t, &x, err);
	}
	x.failed = x.failed_at = x.locked_until = 0;
	x.last_login = t->k->now;
	rc = account_note(t, &x, err);
	s.account = x.id;
	s.name = x.name;
	s.must_change = x.must_change;
	return rc == RC_OK ? session_begin(t, &s, ret, err) : rc;
}

enum rc op_login(struct store *st, struct arena *a, struct str login, struct str password, int64_t now,
		 struct day today, struct session *ret, struct err *err)
{
	struct ask k = { .actor = &nobody, .st = st, .a = a, .now = now, .today = today };
	struct account x = { 0 };
	struct session session = { 0 };
	struct txn t;
	bool found = false, right, entered = false;
	enum rc rc;

	login = str_trim(login);
	if (login.n > LOGIN_MAX || password.n > PASSWORD_MAX)
		return wrong(err);
	rc = find_account(&k, login, &x, &found, err);
	if (rc != RC_OK)
		return rc;
	if (found && x.locked_until > now)
		return locked(&x, now, err);
	right = secret_password_ok(found ? x.password : STR(""), password);
	if (!found)
		return wrong(err);
	rc = txn_begin(&k, 0, &t, err);
	if (rc == RC_OK)
		rc = txn_end(&t, settle(&t, &x, right, &entered, &session, err), err);
	if (rc != RC_OK)
		return rc;
	if (!entered)
		return wrong(err);
	*ret = session;
	return RC_OK;
}

enum rc op_logout(struct store *st, struct str token, struct err *err)
{
	struct arena *a = arena_new();
	struct ask k = { .actor = &nobody, .st = st, .a = a };
	uint8_t bytes[SECRET_HASH];
	struct txn t;
	enum rc rc = txn_begin(&k, 0, &t, err);

	if (rc == RC_OK)
		rc = txn_end(&t, session_end(&t, hash_of(token, bytes), err), err);
	arena_free(a);
	return rc;
}

/* ---- one's own sessions ---- */

static enum rc end_named(struct txn *t, struct str id, struct err *err)
{
	struct sql_stmt q;
	struct str hash = STR("");
	enum rc rc = sql_start(t->db, "SELECT hash FROM session WHERE account = $1", &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_int(&q, 1, t->k->actor->account);
	while (sql_next(&q, &rc, err)) {
		struct str one = sql_bytes(&q, 0);

		if (str_starts(digest_hex(t->a, one.p, one.n), id))
			hash = arena_str(t->a, one);
	}
	sql_end(&q);
	if (rc == RC_OK && hash.n == 0)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这个登录已经结束");
	return rc == RC_OK ? session_end(t, hash, err) : rc;
}

enum rc op_session_end(const struct ask *k, struct str own_token, struct str id, struct err *err)
{
	uint8_t bytes[SECRET_HASH];
	struct txn t;
	enum rc rc;

	if (k->actor->account == 0)
		return actor_refuse(err);
	rc = txn_begin(k, 0, &t, err);
	if (rc != RC_OK)
		return rc;
	if (id.n == 0)
		rc = sessions_end(&t, k->actor->account, hash_of(own_token, bytes), err);
	else
		rc = end_named(&t, id, err);
	return txn_end(&t, rc, err);
}

/* ---- one-time links ---- */

static struct str link_hash(struct str token, uint8_t out[SECRET_HASH])
{
	secret_hash(token, "link", out);
	return (struct str){ (const char *)out, SECRET_HASH };
}

enum rc link_ends(const struct ask *k, int64_t region, int64_t *ret, struct err *err)
{
	struct str text = STR("");
	struct dec days;
	enum rc rc = op_setting_get(k, region, "link_days", &text, err);

	if (rc == RC_OK)
		*ret = k->now + (dec_parse(text, &days) ? days.n : 7) * 24 * HOUR;
	return rc;
}

enum rc link_make(struct txn *t, int64_t unit, int64_t ends, struct str *ret, struct err *err)
{
	uint8_t bytes[SECRET_HASH];
	struct str token = secret_token(t->a);
	struct sql_stmt q;
	enum rc rc = sql_start(t->db,
			       "INSERT INTO one_time_link (hash, region, unit, by, made_at, ends, used_at)"
			       " VALUES ($1, $2, $3, $4, $5, $6, NULL)",
			       &q, err);

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, link_hash(token, bytes));
	sql_bind_int(&q, 2, t->region);
	sql_bind_int(&q, 3, unit);
	sql_bind_text(&q, 4, t->k->actor->name);
	sql_bind_int(&q, 5, t->k->now);
	sql_bind_int(&q, 6, ends);
	rc = sql_finish(&q, err);
	if (rc != RC_OK)
		return rc;
	*ret = token;
	return txn_audit(t, &(struct audit_record){ .action = "link", .kind = "unit", .object = unit }, err);
}

enum rc op_link_create(const struct ask *k, int64_t region, int64_t unit, struct str *ret, struct err *err)
{
	int64_t ends = 0;
	struct str token;
	struct txn t;
	enum rc rc;

	if (!actor_may(k->actor, MAY_UNITS, region))
		return actor_refuse(err);
	rc = link_ends(k, region, &ends, err);
	if (rc == RC_OK)
		rc = txn_begin(k, region, &t, err);
	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, link_make(&t, unit, ends, &token, err), err);
	if (rc == RC_OK)
		*ret = token;
	return rc;
}

static enum rc link_get(struct sql *db, struct arena *a, struct str hash, int64_t now, struct link_view *ret,
			struct err *err)
{
	static const char text[] = "SELECT l.region, l.unit, r.name, u.name, l.ends, l.used_at FROM one_time_link l"
				   " JOIN region r ON r.id = l.region JOIN unit u ON u.region = l.region AND u.id = l.unit"
				   " WHERE l.hash = $1";
	struct sql_stmt q;
	enum rc rc = sql_start(db, text, &q, err);
	bool good = false;

	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	if (sql_next(&q, &rc, err)) {
		ret->region = sql_int(&q, 0);
		ret->unit = sql_int(&q, 1);
		ret->region_name = arena_str(a, sql_text(&q, 2));
		ret->unit_name = arena_str(a, sql_text(&q, 3));
		ret->ends = sql_int(&q, 4);
		good = sql_null(&q, 5) && ret->ends > now;
	}
	sql_end(&q);
	if (rc == RC_OK && !good)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这个链接已经用过或过期；请联系督查室重新发一个");
	return rc;
}

enum rc op_link_look(struct store *st, struct arena *a, struct str token, int64_t now, struct link_view *ret,
		     struct err *err)
{
	uint8_t bytes[SECRET_HASH];
	struct link_view view = { 0 };
	struct look look;
	enum rc rc = look_begin(st, &look, err);

	if (rc != RC_OK)
		return rc;
	rc = look_end(&look, link_get(look.db, a, link_hash(token, bytes), now, &view, err));
	if (rc == RC_OK)
		*ret = view;
	return rc;
}

static enum rc link_use(struct txn *t, struct str hash, struct session *ret, struct err *err)
{
	struct link_view view = { 0 };
	struct session_full s = { 0 };
	struct sql_stmt q;
	int64_t used = 0;
	enum rc rc = link_get(t->db, t->a, hash, t->k->now, &view, err);

	if (rc == RC_OK)
		rc = sql_start(t->db, "UPDATE one_time_link SET used_at = $2 WHERE hash = $1 AND used_at IS NULL", &q, err);
	if (rc != RC_OK)
		return rc;
	sql_bind_bytes(&q, 1, hash);
	sql_bind_int(&q, 2, t->k->now);
	rc = sql_finish_changed(&q, &used, err);
	if (rc == RC_OK && used != 1)
		rc = err_why(err, RC_REFUSED, WHY_MISSING, "这个链接刚刚用过；请联系督查室重新发一个");
	s.region = view.region;
	s.unit = view.unit;
	s.name = view.unit_name;
	return rc == RC_OK ? session_begin(t, &s, ret, err) : rc;
}

enum rc op_link_redeem(struct store *st, struct arena *a, struct str token, int64_t now, struct day today,
		       struct session *ret, struct err *err)
{
	struct ask k = { .actor = &nobody, .st = st, .a = a, .now = now, .today = today };
	uint8_t bytes[SECRET_HASH];
	struct session session = { 0 };
	struct txn t;
	enum rc rc = txn_begin(&k, 0, &t, err);

	if (rc != RC_OK)
		return rc;
	rc = txn_end(&t, link_use(&t, link_hash(token, bytes), &session, err), err);
	if (rc == RC_OK)
		*ret = session;
	return rc;
}
