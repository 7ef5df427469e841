#define _POSIX_C_SOURCE 200809L
#include "cli/store_opts.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"

const char *db_of(struct arena *a, struct str given)
{
	const char *env = getenv("MINSHENG_DB");

	if (given.n > 0)
		return arena_cstr(a, given);
	return env != NULL && *env != '\0' ? env : "minsheng.db";
}

struct actor actor_local(struct arena *a)
{
	const struct passwd *who = getpwuid(getuid());

	return (struct actor){ .name = arena_printf(a, "命令行（%s）", who == NULL ? "本机" : who->pw_name), .local = true };
}

struct ask ask_now(struct store *st, struct arena *a, const struct actor *actor)
{
	return (struct ask){ .actor = actor, .st = st, .a = a, .now = clock_now(), .today = clock_today() };
}
