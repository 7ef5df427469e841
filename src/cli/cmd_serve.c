#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include "api/api.h"
#include "cli/serve.h"
#include "cli/store_opts.h"
#include "http/router.h"
#include "ops/op_account.h"
#include "web/web.h"

/* The only file that knows every door. */

enum { TABLES_MAX = 64, DRAIN_MS = 10000, PROXIES_MAX = 16 };

struct serve_cmd_opts {
	struct str db;
	struct serve_opts serve;
	bool routes;
};

#define SERVE(field) offsetof(struct serve_cmd_opts, serve.field)

static const struct opt serve_opts[] = {
	{ OPT_TEXT, 0, "db", "URL", "数据库：文件路径或 postgres://…；不写用 $MINSHENG_DB，再没有就是 minsheng.db",
	  offsetof(struct serve_cmd_opts, db), 0, 4096 },
	{ OPT_TEXT, 0, "listen", "HOST:PORT",
	  "在哪里监听，如 127.0.0.1:8080、[::1]:8080、[::]:8080（所有地址）；不写是 127.0.0.1:8080，只有本机能访问",
	  SERVE(listen), 0, 260 },
	{ OPT_TEXT, 0, "prefix", "/PATH", "网址的前缀，如 /shishi；不写就没有前缀", SERVE(prefix), 0, 200 },
	{ OPT_TEXT, 0, "proxy", "ADDRESS",
	  "前面的 nginx 等代理的地址，几个用逗号隔开；只有它们说的访问者地址和 https 才算数", SERVE(proxies), 0, 600 },
	{ OPT_INT, 0, "connections", "N", "同时最多接受多少个连接；不写是 512", SERVE(connections), 16, 4000 },
	{ OPT_FLAG, 0, "log-requests", NULL, "每个请求记一行（不含地址中的编号和搜索词）；平时只记故障",
	  SERVE(log_requests), 0, 0 },
	{ OPT_FLAG, 0, "routes", NULL, "不启动，只列出所有网址、参数和谁可以用", offsetof(struct serve_cmd_opts, routes), 0, 0 },
	{ 0 },
};

/* ---- tables ---- */

static void all_tables(const struct route *out[TABLES_MAX + 1])
{
	size_t n = 0;

	for (const struct route *const *t = web_tables; *t != NULL && n < TABLES_MAX; t++)
		out[n++] = *t;
	for (const struct route *const *t = api_tables; *t != NULL && n < TABLES_MAX; t++)
		out[n++] = *t;
	out[n] = NULL;
}

static const char *const type_words[] = {
	[PARAM_ID] = "id",     [PARAM_INT] = "int",   [PARAM_DEC] = "dec",	 [PARAM_DAY] = "day",
	[PARAM_LINE] = "line", [PARAM_TEXT] = "text", [PARAM_SECRET] = "secret", [PARAM_WORD] = "word",
	[PARAM_CODE] = "code", [PARAM_FLAG] = "flag", [PARAM_FILE] = "file",
};

static void put_rights(struct buf *out, rights may)
{
	const char *between = "";

	if (may & ANYONE) {
		buf_str(out, STR("anyone"));
		between = "|";
	}
	if (may & ANY_SESSION) {
		buf_printf(out, "%sany_session", between);
		between = "|";
	}
	for (int i = 0; i < RIGHT_COUNT; i++)
		if (may & NEEDS(i)) {
			buf_printf(out, "%s%s", between, right_word((enum right)i));
			between = "|";
		}
}

/* One line: method, pattern, rights, form token, largest body, errors as, parameters, summary. */
static void put_route(struct buf *out, const struct route *r)
{
	static const char *const answers[] = { "page", "json", "text" };

	buf_printf(out, "%s\t%s\t", r->method == GET ? "GET" : "POST", r->pattern);
	put_rights(out, r->may);
	buf_printf(out, "\t%s\t%zu\t%s\t", r->method == GET ? "-" : r->csrf == CSRF_TOKEN ? "token" : "origin",
		   r->method == GET ? 0 : r->body_max > 0 ? r->body_max : (size_t)64 << 10, answers[r->answers]);
	for (const struct param *p = r->params; p != NULL && p->type != PARAM_END; p++) {
		buf_printf(out, "%s%s:%s%s", p == r->params ? "" : " ", p->name, type_words[p->type],
			   p->need == REQUIRED ? "!" : "");
		if (p->words != NULL)
			buf_printf(out, "(%s)", p->words);
		else if (p->min != 0 || p->max != 0)
			buf_printf(out, "(%" PRId64 "..%" PRId64 ")", p->min, p->max);
	}
	buf_printf(out, "\t%s\n", r->summary != NULL ? r->summary : "");
}

static enum rc list_routes(struct cli *cli, struct err *err)
{
	const struct route *tables[TABLES_MAX + 1];
	struct router *router = NULL;
	enum rc rc;

	all_tables(tables);
	rc = router_new(tables, &router, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < router_count(router); i++)
		put_route(&cli->out.b, router_at(router, i));
	router_free(router);
	return RC_OK;
}

/* ---- serving ---- */

static enum rc check_prefix(struct str prefix, struct err *err)
{
	bool good = prefix.n == 0 || (prefix.p[0] == '/' && prefix.n > 1 && prefix.p[prefix.n - 1] != '/' &&
				      !str_has(prefix, STR("//")));

	for (size_t i = 0; i < prefix.n && good; i++)
		good = strchr("/-_.~", prefix.p[i]) != NULL || (prefix.p[i] >= '0' && prefix.p[i] <= '9') ||
		       (prefix.p[i] >= 'A' && prefix.p[i] <= 'Z') || (prefix.p[i] >= 'a' && prefix.p[i] <= 'z');
	if (!good)
		return err_set(err, RC_INPUT, "前缀「%.*s」写得不对，请写成 /shishi 这样，末尾没有 /", STR_ARG(prefix));
	return RC_OK;
}

static size_t split_proxies(struct str list, struct str out[PROXIES_MAX])
{
	size_t n = 0;

	while (list.n > 0 && n < PROXIES_MAX) {
		size_t comma = str_find(list, STR(","));
		struct str each = str_trim(str_cut(list, 0, comma == STR_NONE ? list.n : comma));

		list = comma == STR_NONE ? STR("") : str_from(list, comma + 1);
		if (each.n > 0)
			out[n++] = each;
	}
	return n;
}

static void stop_signals(sigset_t *set)
{
	struct sigaction now;

	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	/* A blocked signal is kept even when it is ignored, so that it has to be left out here. */
	if (sigaction(SIGHUP, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
		sigaddset(set, SIGHUP);
}

/* Before any thread is made, so that all of them inherit it: the signal is waited for, not handled. */
void serve_hold_signals(void)
{
	sigset_t set;

	stop_signals(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

bool serve_stop_asked(void)
{
	sigset_t set, come;

	stop_signals(&set);
	return sigpending(&come) == 0 && (sigismember(&come, SIGTERM) || sigismember(&come, SIGINT) ||
					  (sigismember(&set, SIGHUP) && sigismember(&come, SIGHUP)));
}

enum rc serve_run(struct cli *cli, const struct serve_opts *opts, struct store *st,
		  void (*ready)(struct cli *cli, const char *address, void *of), void *of, struct err *err)
{
	const struct route *tables[TABLES_MAX + 1];
	struct str proxies[PROXIES_MAX];
	struct http_config c = HTTP_CONFIG_DEFAULT;
	struct door door = { .st = st, .ping = store_ping };
	struct http *http = NULL;
	sigset_t set;
	int signal_no = 0;
	enum rc rc = check_prefix(opts->prefix, err);

	if (rc != RC_OK)
		return rc;
	all_tables(tables);
	door_fill(&c, &door);
	c.listen = opts->listen;
	c.prefix = opts->prefix;
	c.tables = tables;
	c.proxies = proxies;
	c.proxies_n = split_proxies(opts->proxies, proxies);
	c.error_page = web_error_page;
	c.log_requests = opts->log_requests;
	c.connections_max = (unsigned)opts->connections;
	serve_hold_signals();
	stop_signals(&set);
	rc = http_start(&c, &http, err);
	if (rc != RC_OK)
		return rc;
	ready(cli, http_address(http), of);
	rc = out_flush(&cli->out, err);
	if (rc == RC_OK)
		sigwait(&set, &signal_no);
	http_stop(http, DRAIN_MS);
	return rc;
}

static void tell_ready(struct cli *cli, const char *address, void *of)
{
	(void)of;
	buf_printf(&cli->out.b, "网页地址：%s\n按 Ctrl+C 停止。\n", address);
}

/* The first account of a new store; its password is shown once. */
static enum rc first_account(struct cli *cli, struct store *st, struct err *err)
{
	struct arena *a = arena_new();
	struct actor actor = actor_local(a);
	struct ask k = ask_now(st, a, &actor);
	struct str password;
	bool made = false;
	enum rc rc = op_first_start(&k, &made, &password, err);

	if (rc == RC_OK && made)
		buf_printf(&cli->out.b, "已建立管理员账号：admin\n一次性密码：%.*s\n请马上登录并改掉它，这里不会再显示。\n",
			   STR_ARG(password));
	arena_free(a);
	return rc;
}

static enum rc serve_cmd_run(struct cli *cli, int argc, const char **argv, struct err *err)
{
	struct serve_cmd_opts o = { .serve = SERVE_OPTS_DEFAULT };
	struct arena *a = arena_new();
	struct store *st = NULL;
	struct args rest;
	enum rc rc = opts_parse(serve_opts, &o, argc, argv, &rest, err);

	if (rc == RC_OK && rest.n > 0)
		rc = err_set(err, RC_INPUT, "serve 后面不需要「%s」，请去掉", rest.v[0]);
	if (rc == RC_OK && o.routes) {
		rc = list_routes(cli, err);
		goto done;
	}
	if (rc == RC_OK)
		rc = store_open(db_of(a, o.db), STORE_CREATE, &st, err);
	if (rc != RC_OK)
		goto done;
	if (store_created(st))
		buf_printf(&cli->out.b, "已新建数据库：%s\n", store_name(st));
	rc = first_account(cli, st, err);
	if (rc == RC_OK)
		rc = serve_run(cli, &o.serve, st, tell_ready, NULL, err);
done:
	store_close(st);
	arena_free(a);
	return rc;
}

const struct command cmd_serve = {
	.name = "serve",
	.summary = "启动网页服务：公开页面、办公页面和 /api/v1",
	.usage = "serve [选项]",
	.more = "只监听本机；对外服务请放在 nginx 后面，由它做 https。\n"
		"数据库不存在时会新建，并打印管理员账号的一次性密码。\n"
		"\n"
		"例：\n"
		"  minsheng serve --db 县实事.db\n"
		"  minsheng serve --listen [::1]:8080 --prefix /shishi --proxy 127.0.0.1\n"
		"  minsheng serve --db postgres://minsheng@db/minsheng --log-requests\n",
	.opts = serve_opts,
	.run = serve_cmd_run,
};
