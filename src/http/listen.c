#define _GNU_SOURCE
/*
 * The one file that knows libmicrohttpd.
 *
 * It opens the socket, turns each request into an exchange, and each reply
 * into a response of the library.  A connection has a struct line from its
 * beginning to its end.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "http/asset.h"
#include "http/deadline.h"
#include "http/libmicrohttpd.h"
#include "http/text.h"

enum { STACK_BYTES = 256 << 10, POOL_BYTES = 24 << 10, BACKLOG = 511 };

struct listener {
	struct MHD_Daemon *daemon;
	struct keeper keeper;
	int fd;
};

/* One connection. */
struct line {
	struct watched watched;
	struct http *http;
	char peer[INET6_ADDRSTRLEN];
	const char *uri;      /* the target in the library's buffer, which it decodes there later */
	char *target;	      /* a copy as sent, of the present request */
	size_t target_n;
	struct exchange *ex;  /* of the present request, once its head is complete */
	bool ended;	      /* the reply was handed over */
};

/* ---- the beginning and end of a connection ---- */

static void peer_name(struct MHD_Connection *c, char out[INET6_ADDRSTRLEN])
{
	const union MHD_ConnectionInfo *info = mhd.MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *sa = info == NULL ? NULL : info->client_addr;

	out[0] = '\0';
	if (sa == NULL)
		return;
	if (sa->sa_family == AF_INET) {
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, out, INET6_ADDRSTRLEN);
	} else if (sa->sa_family == AF_INET6) {
		const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;

		/* a v4 client on a socket for both is the v4 client it is */
		if (IN6_IS_ADDR_V4MAPPED(six))
			inet_ntop(AF_INET, &six->s6_addr[12], out, INET6_ADDRSTRLEN);
		else
			inet_ntop(AF_INET6, six, out, INET6_ADDRSTRLEN);
	}
}

static void connection_changed(void *cls, struct MHD_Connection *c, void **context,
			       enum MHD_ConnectionNotificationCode what)
{
	struct http *http = cls;
	struct line *line = *context;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info = mhd.MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
		int on = 1;

		line = calloc(1, sizeof(*line));
		if (line == NULL)
			die("内存不足，程序停止；已保存的内容不受影响");
		line->http = http;
		peer_name(c, line->peer);
		setsockopt(info->connect_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		keeper_add(&http->listener->keeper, &line->watched, info->connect_fd);
		atomic_fetch_add(&http->connections, 1);
		*context = line;
		return;
	}
	keeper_remove(&http->listener->keeper, &line->watched);
	atomic_fetch_sub(&http->connections, 1);
	exchange_free(line->ex);
	free(line->target);
	free(line);
	*context = NULL;
}

static struct line *line_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = mhd.MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

/* Called with the request line, before any header. */
static void *request_line(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct line *line = line_of(c);

	(void)cls;
	free(line->target);
	line->uri = uri;
	line->target = strdup(uri);
	if (line->target == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	line->target_n = strlen(uri);
	watched_phase(&line->watched, PHASE_HEAD);
	return line;
}

static void request_completed(void *cls, struct MHD_Connection *c, void **context,
			      enum MHD_RequestTerminationCode why)
{
	struct line *line = *context;

	(void)cls;
	(void)c;
	(void)why;
	if (line == NULL)
		return;
	exchange_free(line->ex);
	line->ex = NULL;
	line->ended = false;
	watched_phase(&line->watched, PHASE_IDLE);
}

/* ---- the head ---- */

struct gather {
	struct arena *a;
	struct head *head;
	const char *end; /* behind the last value */
};

/* Between one value and the next name stand only the line end the library wrote over, and blanks. */
static bool gap_is_clean(const char *from, const char *to)
{
	if (to < from || to - from > POOL_BYTES)
		return true; /* not side by side: nothing to say */
	for (; from < to; from++)
		if (*from != '\0' && *from != '\r' && *from != '\n' && *from != ' ' && *from != '\t')
			return false;
	return true;
}

static enum MHD_Result take_header(void *of, enum MHD_ValueKind kind, const char *name, size_t name_n,
				   const char *value, size_t value_n)
{
	struct gather *g = of;

	(void)kind;
	if (g->end != NULL && !gap_is_clean(g->end, name))
		g->head->torn = true;
	*list_add(&g->head->headers, g->a) = (struct header){ { name, name_n }, { value == NULL ? "" : value, value_n } };
	g->end = value == NULL ? NULL : value + value_n;
	return g->head->headers.n <= HEADERS_MAX ? MHD_YES : MHD_NO;
}

/*
 * The library ends strings with NUL in the buffer the request came in, so a
 * NUL that was sent cuts a string short without being seen.  It shows in what
 * stands behind: after the target comes the version, after a value the next name.
 */
static void read_head(struct MHD_Connection *c, struct line *line, const char *method, const char *version,
		      struct head *ret)
{
	struct gather g = { line->ex->rq.arena, ret, NULL };

	ret->method = str_of(method);
	ret->target = (struct str){ line->target, line->target_n };
	ret->version = str_of(version);
	/* One blank, that became one NUL: a second was sent, or hides the end of a longer target. */
	if (version != line->uri + line->target_n + 1)
		ret->torn = true;
	mhd.MHD_get_connection_values_n(c, MHD_HEADER_KIND, take_header, &g);
	if (g.end != NULL && g.end[0] == '\0' && g.end[1] != '\0' && g.end[1] != '\r' && g.end[1] != '\n')
		ret->torn = true;
}

/* ---- the reply ---- */

static void add_header(struct MHD_Response *r, struct str name, struct str value)
{
	char n[64], v[4096];

	snprintf(n, sizeof(n), "%.*s", STR_ARG(name));
	if (value.n >= sizeof(v))
		die("http: the header %s is too long", n);
	snprintf(v, sizeof(v), "%.*s", STR_ARG(value));
	mhd.MHD_add_response_header(r, n, v);
}

static struct MHD_Response *response_of(struct str bytes)
{
	struct MHD_Response *r = mhd.MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_PERSISTENT);

	if (r == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	for (size_t i = 0; i < standing_headers_n; i++)
		add_header(r, standing_headers[i].name, standing_headers[i].value);
	return r;
}

static void add_content_headers(struct MHD_Response *r, const char *type, enum wire_form form, struct str etag,
				const char *cache_control)
{
	mhd.MHD_add_response_header(r, "Content-Type", type);
	mhd.MHD_add_response_header(r, "Vary", "Accept-Encoding");
	mhd.MHD_add_response_header(r, "Cache-Control", cache_control);
	if (form == FORM_GZIP)
		mhd.MHD_add_response_header(r, "Content-Encoding", "gzip");
	if (etag.n > 0)
		add_header(r, STR("ETag"), etag);
}

/* The response of a kept page: made once, sent many times. */
static void *make_ready(const struct cached *e, int form)
{
	struct MHD_Response *r = response_of(form == FORM_GZIP ? e->gzip : e->body);

	add_content_headers(r, e->type, (enum wire_form)form, e->etag, "no-cache");
	return r;
}

static void drop_ready(void *ready)
{
	mhd.MHD_destroy_response(ready);
}

static enum MHD_Result send_ready(struct MHD_Connection *c, struct line *line, enum wire_form form)
{
	struct reply *rp = &line->ex->rp;

	return mhd.MHD_queue_response(c, MHD_HTTP_OK, cached_ready(rp->cached, (int)form, make_ready));
}

static enum MHD_Result send_own(struct MHD_Connection *c, struct line *line, struct wire w)
{
	struct exchange *ex = line->ex;
	struct reply *rp = &ex->rp;
	struct MHD_Response *r = response_of(w.bytes);
	enum MHD_Result sent;

	if (w.bytes.n > 0 || w.code == 304)
		add_content_headers(r, rp->type, w.form, rp->etag,
				    rp->cache_control != NULL ? rp->cache_control : "no-store");
	else
		mhd.MHD_add_response_header(r, "Cache-Control", "no-store");
	for (size_t i = 0; i < rp->headers.n; i++)
		add_header(r, rp->headers.v[i].name, rp->headers.v[i].value);
	if (ex->rq.secure)
		mhd.MHD_add_response_header(r, "Strict-Transport-Security", "max-age=31536000");
	if (ex->close)
		mhd.MHD_add_response_header(r, "Connection", "close");
	sent = mhd.MHD_queue_response(c, (unsigned)w.code, r);
	mhd.MHD_destroy_response(r);
	return sent;
}

static enum MHD_Result answer(struct MHD_Connection *c, struct line *line)
{
	struct exchange *ex = line->ex;
	struct wire w;

	watched_phase(&line->watched, PHASE_HANDLING);
	exchange_end(ex);
	w = exchange_wire(ex);
	atomic_store(&line->watched.bytes, w.bytes.n);
	watched_phase(&line->watched, PHASE_SENDING);
	line->ended = true;
	if (ex->rp.cached != NULL && w.code == 200 && ex->rp.headers.n == 0 && !ex->rq.secure && !ex->close)
		return send_ready(c, line, w.form);
	return send_own(c, line, w);
}

/* ---- a request ---- */

static void begin(struct MHD_Connection *c, struct line *line, const char *method, const char *version)
{
	struct head head = { 0 };

	line->ex = exchange_new(line->http);
	read_head(c, line, method, version, &head);
	exchange_head(line->ex, &head, str_of(line->peer));
	atomic_store(&line->watched.bytes, 0);
	atomic_store(&line->watched.rate, line->ex->rq.route != NULL ? line->ex->rq.route->body_rate : 0);
	watched_phase(&line->watched, PHASE_BODY);
}

/* Called once with the head, then with each piece of the body, then once more without bytes. */
static enum MHD_Result access_handler(void *cls, struct MHD_Connection *c, const char *url, const char *method,
				      const char *version, const char *bytes, size_t *n, void **context)
{
	struct line *line = *context;

	(void)cls;
	(void)url;
	if (line->ended)
		return MHD_YES;
	if (line->ex == NULL) {
		begin(c, line, method, version);
		/* An answer now ends the connection, with the body unread; after the body it does not. */
		return line->ex->close && !line->ex->wants_body ? answer(c, line) : MHD_YES;
	}
	if (*n > 0) {
		exchange_body(line->ex, (struct str){ bytes, *n });
		atomic_fetch_add(&line->watched.bytes, *n);
		*n = 0;
		return line->ex->answered && !line->ex->wants_body ? MHD_NO : MHD_YES;
	}
	return answer(c, line);
}

/* ---- the socket ---- */

/* "[::1]:8080" → "::1", "8080" */
static bool split_listen(struct str listen, char host[256], char port[8])
{
	size_t colon = str_rfind(listen, STR(":"));
	struct str h, p;
	uint64_t n;

	if (colon == STR_NONE)
		return false;
	h = str_cut(listen, 0, colon);
	p = str_from(listen, colon + 1);
	if (h.n >= 2 && h.p[0] == '[' && h.p[h.n - 1] == ']')
		h = str_cut(h, 1, h.n - 1);
	else if (str_has(h, STR(":")))
		return false;
	if (h.n >= 256 || !digits_parse(p, 65535, &n))
		return false;
	snprintf(host, 256, "%.*s", STR_ARG(h));
	snprintf(port, 8, "%u", (unsigned)n);
	return true;
}

static int open_one(const struct addrinfo *ai)
{
	int fd = socket(ai->ai_family, ai->ai_socktype | SOCK_CLOEXEC, ai->ai_protocol), on = 1, off = 0;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (ai->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	on = errno;
	close(fd);
	errno = on;
	return -1;
}

static enum rc open_socket(struct http *http, int *ret, struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *list = NULL;
	struct str given = http->config.listen;
	char host[256], port[8];
	int why, fd = -1;

	if (!split_listen(given, host, port))
		return err_set(err, RC_INPUT, "监听地址「%.*s」写得不对，请写成 127.0.0.1:8080 或 [::1]:8080 这样",
			       STR_ARG(given));
	why = getaddrinfo(host[0] == '\0' ? "::" : host, port, &hints, &list);
	if (why != 0) {
		err_log(err, "getaddrinfo: %s", gai_strerror(why));
		return err_set(err, RC_INPUT, "本机没有「%s」这个地址，请核对监听地址", host);
	}
	for (const struct addrinfo *ai = list; fd < 0 && ai != NULL; ai = ai->ai_next)
		fd = open_one(ai);
	why = errno;
	freeaddrinfo(list);
	if (fd < 0) {
		err_log(err, "bind %.*s: %s", STR_ARG(given), strerror(why));
		return err_set(err, RC_OUTSIDE,
			       why == EADDRINUSE ? "端口「%s」已被别的程序占用，请换一个端口，或先停掉那个程序" :
			       why == EACCES	 ? "没有权限使用端口「%s」，请换 1024 以上的端口，或由 nginx 转发" :
						   "不能在端口「%s」上监听，请核对监听地址",
			       port);
	}
	*ret = fd;
	return RC_OK;
}

/* The address as it may be opened in a browser, with the port really taken. */
static void write_address(struct http *http, int fd)
{
	struct sockaddr_storage ss = { 0 };
	socklen_t n = sizeof(ss);
	char host[256], port[8];
	unsigned taken = 0;

	split_listen(http->config.listen, host, port);
	if (getsockname(fd, (struct sockaddr *)&ss, &n) == 0)
		taken = ntohs(ss.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&ss)->sin6_port :
							 ((struct sockaddr_in *)(void *)&ss)->sin_port);
	if (host[0] == '\0' || strcmp(host, "::") == 0 || strcmp(host, "0.0.0.0") == 0)
		snprintf(host, sizeof(host), "localhost");
	snprintf(http->address, sizeof(http->address), strchr(host, ':') != NULL ? "http://[%s]:%u%.*s/" : "http://%s:%u%.*s/",
		 host, taken, STR_ARG(http->config.prefix));
}

__attribute__((format(printf, 2, 0))) static void library_says(void *cls, const char *fmt, va_list ap)
{
	char line[512];

	vsnprintf(line, sizeof(line), fmt, ap);
	line[strcspn(line, "\n")] = '\0';
	if (((struct http *)cls)->config.log_requests)
		http_log(cls, "libmicrohttpd: %s", line);
}

static struct MHD_Daemon *start_daemon(struct http *http, int fd)
{
	return mhd.MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
					MHD_USE_ITC | MHD_USE_ERROR_LOG,
				0, NULL, NULL, access_handler, http,
				MHD_OPTION_EXTERNAL_LOGGER, library_says, http,
				MHD_OPTION_LISTEN_SOCKET, fd,
				MHD_OPTION_NOTIFY_CONNECTION, connection_changed, http,
				MHD_OPTION_URI_LOG_CALLBACK, request_line, http,
				MHD_OPTION_NOTIFY_COMPLETED, request_completed, http,
				MHD_OPTION_CONNECTION_LIMIT, http->config.connections_max,
				MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES,
				MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
				MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

/* ---- start and stop ---- */

enum rc http_start(const struct http_config *config, struct http **ret, struct err *err)
{
	struct http *http = NULL;
	struct listener *l = calloc(1, sizeof(*l));
	enum rc rc;

	if (l == NULL)
		die("内存不足，程序停止；已保存的内容不受影响");
	if (!libmicrohttpd_load()) {
		free(l);
		return err_set(err, RC_OUTSIDE, "本机缺少网页服务要用的程序库，请管理员安装 libmicrohttpd12 后再试");
	}
	rc = http_new(config, drop_ready, &http, err);
	if (rc != RC_OK)
		goto failed;
	http->listener = l;
	rc = open_socket(http, &l->fd, err);
	if (rc != RC_OK)
		goto failed;
	write_address(http, l->fd);
	rc = keeper_start(&l->keeper, http, err);
	if (rc != RC_OK)
		goto opened;
	l->daemon = start_daemon(http, l->fd);
	if (l->daemon != NULL) {
		*ret = http;
		return RC_OK;
	}
	keeper_stop(&l->keeper);
	err_log(err, "MHD_start_daemon failed");
	rc = err_set(err, RC_OUTSIDE, "网页服务没有启动成功，请核对监听地址和系统资源后再试");
opened:
	close(l->fd);
failed:
	http_free(http);
	free(l);
	return rc;
}

static void wait_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* A request that is being handled or sent; idle connections do not count. */
static bool busy(struct listener *l)
{
	bool any = false;

	pthread_mutex_lock(&l->keeper.lock);
	for (const struct watched *w = l->keeper.first; w != NULL && !any; w = w->next) {
		enum phase phase = atomic_load(&w->phase);

		any = phase == PHASE_BODY || phase == PHASE_HANDLING || phase == PHASE_SENDING;
	}
	pthread_mutex_unlock(&l->keeper.lock);
	return any;
}

void http_stop(struct http *http, unsigned drain_ms)
{
	struct listener *l = http->listener;
	MHD_socket fd = mhd.MHD_quiesce_daemon(l->daemon);

	atomic_store(&http->stopping, true);
	for (unsigned waited = 0; waited < drain_ms && busy(l); waited += 20)
		wait_ms(20);
	mhd.MHD_stop_daemon(l->daemon);
	if (fd != MHD_INVALID_SOCKET)
		close(fd);
	keeper_stop(&l->keeper);
	http_free(http);
	free(l);
}
