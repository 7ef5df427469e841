#ifndef CLI_SERVE_H
#define CLI_SERVE_H

/*
 * The server as commands start it: `minsheng serve` and `minsheng demo`.
 */

#include "cli/cli.h"
#include "store/store.h"

struct serve_opts {
	struct str listen, prefix;
	struct str proxies; /* addresses between commas */
	bool log_requests;
	int connections;
};

#define SERVE_OPTS_DEFAULT { .listen = STR_INIT("127.0.0.1:8080"), .connections = 512 }

/*
 * SIGTERM, SIGINT and the end of the terminal (SIGHUP, unless it was ignored, as nohup does) are kept waiting from here on,
 * in every thread made later: a command that must tidy up calls this first, and asks in between whether one has come.
 */
void serve_hold_signals(void);
bool serve_stop_asked(void);

/*
 * Serves the store until one of these signals; `ready` is called with the address once connections are
 * taken, and prints.  Returns after the last request was answered.
 */
enum rc serve_run(struct cli *cli, const struct serve_opts *opts, struct store *st,
		  void (*ready)(struct cli *cli, const char *address, void *of), void *of, struct err *err) NODISCARD;

#endif
