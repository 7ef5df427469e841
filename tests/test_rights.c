/*
 * Every route × every role.  tests/cases/rights.txt is the matrix a person
 * has read: one line for each route with those it is open to.  A route that is not
 * in it fails, and so does a line without a route.
 *
 *     GET /healthz: everybody
 *     POST /api/v1/office/{region}/units: clerk system_admin
 *
 * "everybody" needs no session; "session" is a session that must change its
 * password first, open to all who are signed in.  RIGHTS_WRITE=1 prints the matrix as the program has it.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "api/api.h"
#include "http/exchange.h"
#include "http/text.h"
#include "web/web.h"

enum { MATRIX_MAX = 1 << 20 };

static struct session session; /* who asks now */
static bool signed_in;

static enum rc authenticate(struct request *rq, struct err *err)
{
	(void)err;
	if (!signed_in)
		return RC_OK;
	rq->actor = &session;
	rq->rights = door_rights(&session);
	return RC_OK;
}

static void drop(void *ready)
{
	(void)ready;
}

static struct http *server(void)
{
	static const struct route *tables[128];
	struct http_config c = HTTP_CONFIG_DEFAULT;
	struct http *http = NULL;
	struct err err = { 0 };
	size_t n = 0;

	for (const struct route *const *t = web_tables; *t != NULL; t++)
		tables[n++] = *t;
	for (const struct route *const *t = api_tables; *t != NULL; t++)
		tables[n++] = *t;
	c.tables = tables;
	c.authenticate = authenticate;
	if (http_new(&c, drop, &http, &err) != RC_OK)
		fail_msg("%s (%s)", err.msg, err.log);
	return http;
}

/* A path of the pattern: 1 for every {name}. */
static struct str path_of(struct arena *a, const char *pattern)
{
	struct buf b = BUF_INIT(4096);
	struct str path;

	for (const char *p = pattern; *p != '\0'; p++) {
		if (*p != '{') {
			buf_char(&b, *p);
			continue;
		}
		buf_char(&b, '1');
		p = strchr(p, '}');
	}
	path = arena_str(a, buf_text(&b));
	buf_free(&b);
	return path;
}

/* Is the route open to whoever asks now?  Stops before the handler. */
static bool admitted(struct http *http, const struct route *route)
{
	struct exchange *ex = exchange_new(http);
	struct head head = { .version = STR("HTTP/1.1"),
			     .method = route->method == GET ? STR("GET") : STR("POST"),
			     .target = path_of(ex->rq.arena, route->pattern) };
	bool in;

	*list_add(&head.headers, ex->rq.arena) = (struct header){ STR("Host"), STR("localhost") };
	exchange_head(ex, &head, STR("127.0.0.1"));
	if (ex->rq.route != route)
		fail_msg("%s found another route", route->pattern);
	in = !ex->answered;
	if (!in)
		assert_int_equal(ex->rp.code, signed_in ? 403 : 401);
	exchange_free(ex);
	return in;
}

/* "everybody", or the words of those it is open to. */
static void who_may(struct http *http, const struct route *route, struct buf *out)
{
	static struct grant grant;

	signed_in = false;
	if (admitted(http, route)) {
		buf_str(out, STR(" everybody"));
		return;
	}
	signed_in = true;
	session = (struct session){ .must_change = true };
	session.actor.grants = (struct grant_list){ &grant, 1, 1 };
	if (admitted(http, route)) {
		buf_str(out, STR(" session"));
		return;
	}
	session.must_change = false;
	for (int i = 0; i < ROLE_COUNT; i++) {
		grant = (struct grant){ .role = (enum role)i, .region = 1 };
		if (admitted(http, route))
			buf_printf(out, " %s", role_word((enum role)i));
	}
}

static void read_matrix(struct buf *out)
{
	FILE *f = fopen(TESTS_DIR "/cases/rights.txt", "r");

	assert_non_null(f);
	assert_true(buf_read_fd(out, fileno(f)));
	fclose(f);
}

/* The line of the matrix that begins with these words; taken out, so that what is left over shows. */
static bool take_line(struct buf *matrix, struct str key, struct str *rest)
{
	struct str all = buf_text(matrix), line;

	while (all.n > 0) {
		line = cut_at(&all, '\n');
		if (!str_starts(line, key))
			continue;
		*rest = str_from(line, key.n);
		matrix->p[line.p - matrix->p] = '#';
		return true;
	}
	return false;
}

static void every_route_and_role_is_as_declared(void **state)
{
	struct http *http = server();
	const struct router *router = http_router(http);
	struct arena *a = arena_new();
	struct buf matrix = BUF_INIT(MATRIX_MAX);
	struct str rest;
	int wrong = 0;

	(void)state;
	read_matrix(&matrix);
	for (size_t i = 0; i < router_count(router); i++) {
		const struct route *r = router_at(router, i);
		struct str key = arena_printf(a, "%s %s:", r->method == GET ? "GET" : "POST", r->pattern), declared;
		struct buf may = BUF_INIT(4096);

		who_may(http, r, &may);
		if (getenv("RIGHTS_WRITE") != NULL) {
			printf("%.*s%.*s\n", STR_ARG(key), STR_ARG(buf_text(&may)));
		} else if (!take_line(&matrix, key, &declared)) {
			print_error("%.*s is not in the matrix; it is open to%.*s\n", STR_ARG(key), STR_ARG(buf_text(&may)));
			wrong++;
		} else if (!str_eq(declared, buf_text(&may))) {
			print_error("%.*s is open to%.*s, declared%.*s\n", STR_ARG(key), STR_ARG(buf_text(&may)), STR_ARG(declared));
			wrong++;
		}
		buf_free(&may);
	}
	for (rest = buf_text(&matrix); rest.n > 0 && getenv("RIGHTS_WRITE") == NULL;) {
		struct str line = cut_at(&rest, '\n');

		if (line.n == 0 || line.p[0] == '#')
			continue;
		print_error("the matrix has %.*s, and there is no such route\n", STR_ARG(line));
		wrong++;
	}
	buf_free(&matrix);
	arena_free(a);
	http_free(http);
	assert_int_equal(wrong, 0);
}

/* A unit's grant loses what reaches beyond the unit; who must change the password can do nothing else. */
static void grants_become_bits(void **state)
{
	struct grant g = { .role = ROLE_CLERK, .region = 1, .unit = 7 };
	struct session s = { .must_change = false };

	(void)state;
	s.actor.grants = (struct grant_list){ &g, 1, 1 };
	assert_true((door_rights(&s) & NEEDS(MAY_EDIT)) != 0);
	assert_true((door_rights(&s) & NEEDS(MAY_EDIT_ALL)) == 0);
	assert_true((door_rights(&s) & ANY_SESSION) != 0);
	s.must_change = true;
	assert_true(door_rights(&s) == ANY_SESSION);
	s = (struct session){ 0 };
	assert_true(door_rights(&s) == ANY_SESSION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route_and_role_is_as_declared),
		cmocka_unit_test(grants_become_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
