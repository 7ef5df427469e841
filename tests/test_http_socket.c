#define _GNU_SOURCE
/*
 * The server over real sockets: what reliability asks of malformed requests and slow clients.  Every
 * request is written byte by byte as given; after each refusal an honest request must still be answered.
 */

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static enum rc say_path(struct request *rq, struct reply *rp, struct err *err)
{
	(void)err;
	buf_printf(&rp->body, "path %.*s\n", STR_ARG(rq->path));
	return RC_OK;
}

static enum rc say_note(struct request *rq, struct reply *rp, struct err *err)
{
	const struct upload *file = param_file(rq, "file");

	(void)err;
	buf_printf(&rp->body, "note %.*s\n", STR_ARG(param_str(rq, "note")));
	if (file != NULL)
		buf_printf(&rp->body, "file %.*s %zu\n", STR_ARG(file->name), file->bytes.n);
	return RC_OK;
}

static enum rc send_much(struct request *rq, struct reply *rp, struct err *err)
{
	(void)rq;
	(void)err;
	for (int i = 0; i < 1 << 16; i++)
		buf_str(&rp->body, STR("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
	return RC_OK;
}

static const struct param name_param[] = { { "name", PARAM_LINE, REQUIRED }, { 0 } };
static const struct param note_params[] = {
	{ "note", PARAM_TEXT, .max = 2000, .label = "说明" },
	{ "file", PARAM_FILE, .max = 2 << 20, .label = "附件" },
	{ 0 },
};
static const struct route routes[] = {
	{ GET, "/", say_path, .may = ANYONE },
	{ GET, "/a/{name}", say_path, .may = ANYONE, .params = name_param },
	{ GET, "/much", send_much, .may = ANYONE },
	{ POST, "/note", say_note, .may = ANYONE, .params = note_params, .csrf = CSRF_ORIGIN, .body_max = 3 << 20 },
	{ 0 },
};
static const struct route *const tables[] = { routes, NULL };

static struct http *server;
static int port;

/* ---- a client that sends what it is told ---- */

static int dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void put(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t sent = send(fd, s.p, s.n, MSG_NOSIGNAL);

		if (sent <= 0)
			return; /* refused and closed already */
		s = str_from(s, (size_t)sent);
	}
}

static int64_t now_ms(void)
{
	return mono_us() / 1000;
}

/* Reads to the end of the connection or until nothing comes for `quiet` ms; tells whether it ended. */
static bool take_all(int fd, struct buf *out, int quiet)
{
	struct pollfd p = { fd, POLLIN, 0 };

	while (poll(&p, 1, quiet) > 0) {
		char piece[65536];
		ssize_t got = recv(fd, piece, sizeof(piece), 0);

		if (got <= 0)
			return true;
		buf_add(out, piece, (size_t)got);
	}
	return false;
}

static int status_of(const struct buf *b)
{
	return b->n > 12 && memcmp(b->p, "HTTP/1.1 ", 9) == 0 ? (b->p[9] - '0') * 100 + (b->p[10] - '0') * 10 + b->p[11] - '0' : 0;
}

struct answer {
	int status;
	bool closed;
};

static struct answer ask(struct str request, struct buf *out)
{
	int fd = dial();
	struct answer a;

	put(fd, request);
	a.closed = take_all(fd, out, 300);
	a.status = status_of(out);
	close(fd);
	return a;
}

/* However slow the machine: an answer that waited for the slow ones to be cut would never come within this time. */
enum { ANSWER_MS = 5000 };

static void honest_request_is_answered(void)
{
	struct buf out = BUF_INIT(1 << 20);
	int64_t from = now_ms();
	int fd = dial();
	struct pollfd p = { fd, POLLIN, 0 };

	put(fd, STR("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
	assert_int_equal(poll(&p, 1, ANSWER_MS), 1);
	take_all(fd, &out, 200);
	assert_int_equal(status_of(&out), 200);
	assert_true(now_ms() - from < ANSWER_MS);
	buf_free(&out);
	close(fd);
}

/* ---- malformed requests ---- */

#define GOOD_HOST "Host: localhost\r\n"

static const struct {
	const char *says;
	struct str request;
	int status; /* 0: no answer, the connection just ends */
	bool closes;
} rows[] = {
	{ "good", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "\r\n"), 200, false },
	{ "good, absolute form", STR_INIT("GET http://localhost/ HTTP/1.1\r\n" GOOD_HOST "\r\n"), 200, false },
	{ "good, Chinese path", STR_INIT("GET /a/%E7%A4%BA%E4%BE%8B%E5%8E%BF HTTP/1.1\r\n" GOOD_HOST "\r\n"), 200, false },
	{ "bare LF is tolerated", STR_INIT("GET / HTTP/1.1\nHost: localhost\n\n"), 200, false },
	{ "length and chunked", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400, true },
	{ "two lengths", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: 5\r\nContent-Length: 5\r\n\r\nnote="), 400, true },
	{ "two hosts", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "Host: other\r\n\r\n"), 400, true },
	{ "no host", STR_INIT("GET / HTTP/1.1\r\n\r\n"), 400, true },
	{ "host with a path", STR_INIT("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400, true },
	{ "another host in the target", STR_INIT("GET http://other/ HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "blank before the colon", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "X-A : b\r\n\r\n"), 400, true },
	{ "line without colon", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "nonsense\r\n\r\n"), 400, true },
	{ "folded header", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "X-A: b\r\n c\r\n\r\n"), 400, true },
	{ "NUL in a header", STR_INIT("GET / HTTP/1.1\r\nX-A: b\0c\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "NUL in the last header", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "X-A: b\0c\r\n\r\n"), 400, true },
	{ "NUL in a name", STR_INIT("GET / HTTP/1.1\r\nX\0A: b\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "control character in a header", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "X-A: b\001c\r\n\r\n"), 400, true },
	{ "NUL in the path", STR_INIT("GET /a/x\0y HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "NUL at the end of the path", STR_INIT("GET /a/x\0 HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "NUL before a second path", STR_INIT("GET /a/x\0/y HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "blank in the path", STR_INIT("GET /a/x y HTTP/1.1\r\n" GOOD_HOST "\r\n"), 0, true },
	{ "control character in the method", STR_INIT("G\001T / HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "encoded NUL", STR_INIT("GET /a/%00 HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "broken percent code", STR_INIT("GET /a/%zz HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "cut percent code", STR_INIT("GET /a/%4 HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "dots", STR_INIT("GET /a/../a HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "encoded dots", STR_INIT("GET /a/%2e%2e HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "encoded slash", STR_INIT("GET /a/b%2fc HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "empty segment", STR_INIT("GET //a HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "path is not UTF-8", STR_INIT("GET /a/%ff%fe HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "overlong UTF-8", STR_INIT("GET /a/%c0%af HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "relative target", STR_INIT("GET a HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "unknown coding", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400, true },
	{ "coding twice", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"), 400, true },
	{ "negative length", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: -1\r\n\r\n"), 400, true },
	{ "signed length", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: +3\r\n\r\na=b"), 400, true },
	{ "huge length", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: 100000000000000000000\r\n\r\n"), 413, true },
	{ "length beyond the route's", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: 99999999999\r\n\r\n"), 413, true },
	{ "HTTP/0.9", STR_INIT("GET /\r\n\r\n"), 400, true },
	{ "HTTP/2.0", STR_INIT("GET / HTTP/2.0\r\n" GOOD_HOST "\r\n"), 505, true },
	{ "no version at all", STR_INIT("GET / FTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "unknown method", STR_INIT("BREW / HTTP/1.1\r\n" GOOD_HOST "\r\n"), 405, true },
	{ "TRACE", STR_INIT("TRACE / HTTP/1.1\r\n" GOOD_HOST "\r\n"), 405, true },
	{ "CONNECT", STR_INIT("CONNECT localhost:80 HTTP/1.1\r\n" GOOD_HOST "\r\n"), 400, true },
	{ "lower case method", STR_INIT("get / HTTP/1.1\r\n" GOOD_HOST "\r\n"), 405, true },
	{ "POST to a page", STR_INIT("POST / HTTP/1.1\r\n" GOOD_HOST "Content-Length: 0\r\n\r\n"), 405, false },
	{ "GET with a body", STR_INIT("GET / HTTP/1.1\r\n" GOOD_HOST "Content-Length: 3\r\n\r\nabc"), 400, true },
	{ "no such page", STR_INIT("GET /nowhere HTTP/1.1\r\n" GOOD_HOST "\r\n"), 404, false },
	{ "chunk with a broken size", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Transfer-Encoding: chunked\r\n\r\nzz\r\nnote=\r\n0\r\n\r\n"), 400, true },
	{ "chunk overflow", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nnote=\r\n0\r\n\r\n"), 413, true },
	{ "body is not UTF-8", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nnote=%ff"), 400, false },
	{ "field twice", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\nnote=a&note=b"), 400, false },
	{ "undeclared field", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nadmin=1"), 400, false },
	{ "JSON to a form", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"), 415, false },
	{ "another site's form", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Origin: http://evil.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nnote=a"), 403, false },
	{ "another site's form, by fetch metadata", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Sec-Fetch-Site: cross-site\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nnote=a"), 403, false },
	{ "good form", STR_INIT("POST /note HTTP/1.1\r\n" GOOD_HOST "Origin: http://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nnote=a"), 200, false },
	{ "TLS hello", STR_INIT("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), 0, true },
};

static void refuses_malformed_requests(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out = BUF_INIT(1 << 20);
		struct answer a = ask(rows[i].request, &out);

		if (a.status != rows[i].status || rows[i].closes != a.closed) {
			print_error("%s: got %d%s, want %d%s\n", rows[i].says, a.status, a.closed ? " and closed" : "",
				    rows[i].status, rows[i].closes ? " and closed" : "");
			wrong++;
		}
		buf_free(&out);
		honest_request_is_answered();
	}
	assert_int_equal(wrong, 0);
}

/* ---- sizes ---- */

static void sizes_have_ceilings(void **state)
{
	static char big[5 << 20];
	struct buf request = BUF_INIT(16 << 20), out = BUF_INIT(1 << 20);
	struct answer a;

	(void)state;
	memset(big, 'a', sizeof(big));
	buf_printf(&request, "GET / HTTP/1.1\r\n" GOOD_HOST "X-A: ");
	buf_add(&request, big, 64 << 10);
	buf_str(&request, STR("\r\n\r\n"));
	a = ask(buf_text(&request), &out);
	assert_int_equal(a.status, 431);
	assert_true(a.closed);

	buf_reset(&request);
	buf_reset(&out);
	buf_printf(&request, "GET /");
	buf_add(&request, big, 64 << 10);
	buf_str(&request, STR(" HTTP/1.1\r\n" GOOD_HOST "\r\n"));
	a = ask(buf_text(&request), &out);
	assert_int_equal(a.status, 414);
	assert_true(a.closed);

	buf_reset(&request);
	buf_reset(&out);
	buf_printf(&request, "GET / HTTP/1.1\r\n" GOOD_HOST);
	for (int i = 0; i < 2000; i++)
		buf_str(&request, STR("A: b\r\n"));
	buf_str(&request, STR("\r\n"));
	a = ask(buf_text(&request), &out);
	assert_int_equal(a.status, 431);
	assert_true(a.closed);

	/* a body beyond the route's ceiling is read to its end, so that a browser shows the answer */
	buf_reset(&request);
	buf_reset(&out);
	buf_printf(&request, "POST /note HTTP/1.1\r\n" GOOD_HOST "Content-Length: %zu\r\n\r\n", sizeof(big));
	buf_add(&request, big, sizeof(big));
	a = ask(buf_text(&request), &out);
	assert_int_equal(a.status, 413);
	buf_free(&request);
	buf_free(&out);
	honest_request_is_answered();
}

static void takes_a_file(void **state)
{
	static char big[1 << 20];
	struct buf request = BUF_INIT(16 << 20), body = BUF_INIT(16 << 20), out = BUF_INIT(1 << 20);
	struct answer a;

	(void)state;
	buf_str(&body, STR("--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n说明\r\n"
			   "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\清单.docx\"\r\n\r\n"));
	buf_add(&body, big, sizeof(big));
	buf_str(&body, STR("\r\n--x--\r\n"));
	buf_printf(&request, "POST /note HTTP/1.1\r\n" GOOD_HOST
			     "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: %zu\r\n\r\n", body.n);
	buf_str(&request, buf_text(&body));
	a = ask(buf_text(&request), &out);
	assert_int_equal(a.status, 200);
	assert_true(str_has(buf_text(&out), STR("note 说明\nfile 清单.docx 1048576\n")));
	buf_free(&request);
	buf_free(&body);
	buf_free(&out);
}

/* ---- slow clients ---- */

enum { DRIPPERS = 500 };

/* 500 clients send a byte now and then; an honest one is answered meanwhile, and they are gone in time. */
static void drip(struct str head, int gone_by_ms)
{
	static int fd[DRIPPERS];
	int64_t from = now_ms();
	int left = DRIPPERS;

	for (int i = 0; i < DRIPPERS; i++) {
		fd[i] = dial();
		put(fd[i], head);
	}
	while (left > 0 && now_ms() - from < gone_by_ms) {
		honest_request_is_answered();
		usleep(100000);
		for (int i = 0; i < DRIPPERS; i++) {
			char piece[4096];
			ssize_t got = fd[i] < 0 ? 1 : recv(fd[i], piece, sizeof(piece), MSG_DONTWAIT);

			if (got == 0 || (got < 0 && errno != EAGAIN)) {
				close(fd[i]);
				fd[i] = -1;
				left--;
			} else if (fd[i] >= 0) {
				put(fd[i], STR("a"));
			}
		}
	}
	assert_int_equal(left, 0);
}

static void drippers_on_the_head_are_cut(void **state)
{
	(void)state;
	drip(STR("GET / HTTP/1.1\r\n" GOOD_HOST "X-A: "), 30000);
	drip(STR("G"), 30000);
}

static void drippers_on_the_body_are_cut(void **state)
{
	(void)state;
	drip(STR("POST /note HTTP/1.1\r\n" GOOD_HOST
		 "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000\r\n\r\nnote="),
	     30000);
}

/* The limits of each phase, without waiting for them. */
static void phases_end_in_time(void **state)
{
	static const struct {
		enum phase phase;
		size_t bytes;
		unsigned rate;
		bool crowded;
		int64_t ms;
		bool late;
	} cases[] = {
		{ PHASE_NEW, 0, 0, false, 8000, false },	{ PHASE_NEW, 0, 0, false, 8001, true },
		{ PHASE_HEAD, 0, 0, false, 8001, true },	{ PHASE_IDLE, 0, 0, false, 15000, false },
		{ PHASE_IDLE, 0, 0, false, 15001, true },	{ PHASE_IDLE, 0, 0, true, 1001, true },
		{ PHASE_BODY, 0, 0, false, 9999, false },	{ PHASE_BODY, 0, 0, false, 10100, true },
		{ PHASE_BODY, 102400, 0, false, 110000, false }, { PHASE_BODY, 102400, 0, false, 110010, true },
		{ PHASE_BODY, 102400, 4096, false, 40000, true }, { PHASE_HANDLING, 0, 0, false, 3600000, false },
		{ PHASE_SENDING, 0, 0, false, 60000, false },	{ PHASE_SENDING, 0, 0, false, 60001, true },
		{ PHASE_SENDING, 20 << 20, 0, false, 300000, false }, { PHASE_SENDING, 20 << 20, 0, false, 380001, true },
	};
	struct http_config c = HTTP_CONFIG_DEFAULT;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct watched w = { .fd = -1 };

		watched_phase(&w, cases[i].phase);
		atomic_store(&w.since_us, 0);
		atomic_store(&w.bytes, cases[i].bytes);
		atomic_store(&w.rate, cases[i].rate);
		if (watched_late(&w, &c, cases[i].crowded, cases[i].ms * 1000) != cases[i].late) {
			print_error("row %zu\n", i);
			fail();
		}
	}
}

static int start(void **state)
{
	struct http_config c = HTTP_CONFIG_DEFAULT;
	struct err err = { 0 };
	const char *colon;

	(void)state;
	c.listen = STR("127.0.0.1:0");
	c.tables = tables;
	c.head_ms = 1500;
	c.idle_ms = 2000;
	c.grace_ms = 1000;
	c.reply_ms = 1500;
	c.connections_max = 700;
	if (http_start(&c, &server, &err) != RC_OK) {
		print_error("%s (%s)\n", err.msg, err.log);
		return -1;
	}
	colon = strrchr(http_address(server), ':');
	port = (int)strtol(colon + 1, NULL, 10);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	http_stop(server, 1000);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_malformed_requests),
		cmocka_unit_test(sizes_have_ceilings),
		cmocka_unit_test(takes_a_file),
		cmocka_unit_test(phases_end_in_time),
		cmocka_unit_test(drippers_on_the_head_are_cut),
		cmocka_unit_test(drippers_on_the_body_are_cut),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
