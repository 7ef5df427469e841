#define _POSIX_C_SOURCE 200809L
/*
 * minsheng: reads the documents of a county's livelihood projects.
 *
 * This file knows the commands and nothing else.  To add one: a cmd_*.c with
 * a struct command, a line in `commands`, a declaration in cli.h, a test.
 */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/child.h"
#include "cli/cli.h"
#include "cli/table.h"
#include "document/document.h"

static const struct command *const commands[] = {
	&cmd_read,
	&cmd_count,
	&cmd_import,
	&cmd_serve,
	&cmd_verify,
	&cmd_demo,
};

/* ---- the terminal ---- */

enum { WIDTH_MIN = 60, WIDTH_MAX = 160, WIDTH_FILE = 120 };

/* Columns to write in: $COLUMNS, else the terminal's, within limits; 120 into files and pipes. */
static size_t output_width(int fd)
{
	const char *given = getenv("COLUMNS");
	long n = given == NULL ? 0 : strtol(given, NULL, 10);
	struct winsize size;

	if (n <= 0 && isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	if (n <= 0)
		n = WIDTH_FILE;
	return (size_t)(n < WIDTH_MIN ? WIDTH_MIN : n > WIDTH_MAX ? WIDTH_MAX : n);
}

static bool output_colour(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) && (no == NULL || *no == '\0') && term != NULL &&
	       strcmp(term, "dumb") != 0;
}

/* ---- help ---- */

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void help_all(struct cli *cli)
{
	struct buf *out = &cli->out.b;

	buf_str(out, STR("minsheng：读县里的民生实事文件，算得清，说得明白。\n\n"
			 "用法：minsheng 命令 [选项] …\n\n命令：\n"));
	for (size_t i = 0; i < COUNT(commands); i++) {
		buf_printf(out, "  %-10s", commands[i]->name);
		text_wrapped(out, str_of(commands[i]->summary), 12, cli->width);
	}
	buf_str(out, STR("  help      说明一个命令的用法，如 minsheng help read\n\n"
			 "  --version  版本\n"
			 "  --help     这份说明\n\n"
			 "结束状态：0 完成；1 按规则或 --strict 不通过；2 文件或用法有误；3 磁盘、"
			 "网络等外部故障。\n"));
}

static void help_command(struct cli *cli, const struct command *c)
{
	struct buf *out = &cli->out.b;

	text_wrapped(out, str_of(c->summary), 0, cli->width);
	buf_printf(out, "\n用法：minsheng %s\n\n选项：\n", c->usage);
	opts_help(out, c->opts, cli->width);
	if (c->more != NULL)
		buf_printf(out, "\n%s", c->more);
}

/* ---- dispatch ---- */

static enum rc unknown_command(const char *name, struct err *err)
{
	const char *words[COUNT(commands) + 1];
	const char *near;

	for (size_t i = 0; i < COUNT(commands); i++)
		words[i] = commands[i]->name;
	words[COUNT(commands)] = "help";
	near = nearest_word(name, words, COUNT(words));
	if (near != NULL)
		return err_set(err, RC_INPUT, "没有「%s」这个命令，您要的是「minsheng %s」吗？", name,
			       near);
	return err_set(err, RC_INPUT, "没有「%s」这个命令，用「minsheng help」看全部命令", name);
}

static bool asks_for_help(int argc, const char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static enum rc dispatch(struct cli *cli, int argc, const char **argv, struct err *err)
{
	const char *name = argc > 1 ? argv[1] : "--help";
	const struct command *c;

	if (strcmp(name, "--version") == 0) {
		buf_str(&cli->out.b, STR("minsheng " MINSHENG_VERSION "\n"));
		return RC_OK;
	}
	if (strcmp(name, "help") == 0 && argc > 2)
		name = argv[2];
	else if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 ||
		 strcmp(name, "-h") == 0) {
		help_all(cli);
		return argc > 1 ? RC_OK : RC_INPUT;
	}
	c = find_command(name);
	if (c == NULL)
		return unknown_command(name, err);
	if (name != argv[1] || asks_for_help(argc - 2, argv + 2)) {
		help_command(cli, c);
		return RC_OK;
	}
	return c->run(cli, argc - 2, argv + 2, err);
}

/* `minsheng --child document upload|cli`: parses one document, alone in its process;
 * `minsheng --child tool …`: becomes another program inside the same confinement. */
static int child_main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[2], "tool") == 0)
		return child_tool_main(argv + 3);
	if (argc == 4 && strcmp(argv[2], "document") == 0) {
		if (strcmp(argv[3], "upload") == 0)
			return doc_child_main(&DOC_UPLOAD);
		if (strcmp(argv[3], "cli") == 0)
			return doc_child_main(&DOC_CLI);
	}
	return RC_INPUT;
}

static int run(int argc, const char **argv)
{
	struct cli cli = {
		.out = OUT_INIT(STDOUT_FILENO),
		.width = output_width(STDOUT_FILENO),
		.colour = output_colour(STDOUT_FILENO),
		.err_terminal = isatty(STDERR_FILENO),
	};
	struct err err = { 0 };
	enum rc rc = dispatch(&cli, argc, argv, &err);

	if (err.msg[0] == '\0') {
		enum rc sent = out_flush(&cli.out, &err);

		rc = sent == RC_OK ? rc : sent;
	}
	if (err.msg[0] != '\0')
		say("%s", err.msg);
	if (err.log[0] != '\0')
		say("（细节：%s）", err.log);
	buf_free(&cli.out.b);
	return (int)rc;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--child") == 0)
		return child_main(argc, argv);
	/* A child that died or a reader that left is an error of write(), not our end. */
	signal(SIGPIPE, SIG_IGN);
	/* So is a file that may not grow (ulimit -f). */
	signal(SIGXFSZ, SIG_IGN);
	return run(argc, (const char **)argv);
}
