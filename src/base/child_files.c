#define _GNU_SOURCE
#include "base/child_files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/str.h"

/* Every right that the first version of Landlock knows: what is handled and not granted is denied. */
static const uint64_t all_rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
static const uint64_t file_rights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
static const uint64_t dir_rights =
	LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

/* Where a Debian program has its code, its tables and what the loader reads. */
static const char *const readable[] = {
	"/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig", "/dev/null",
};

/* A place that does not exist needs no grant. */
static int grant(int ruleset, const char *path)
{
	struct landlock_path_beneath_attr rule = { .parent_fd = open(path, O_PATH | O_CLOEXEC) };
	struct stat st;
	int rc = 0;

	if (rule.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? 0 : -errno;
	if (fstat(rule.parent_fd, &st) != 0) {
		rc = -errno;
	} else {
		rule.allowed_access = S_ISDIR(st.st_mode) ? dir_rights : file_rights;
		if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
			rc = -errno;
	}
	close(rule.parent_fd);
	return rc;
}

int child_confine_files(const char *tool)
{
	const struct landlock_ruleset_attr attr = { .handled_access_fs = all_rights };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	int rc;

	if (ruleset < 0)
		return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -errno;
	rc = grant(ruleset, tool);
	for (size_t i = 0; i < COUNT(readable) && rc == 0; i++)
		rc = grant(ruleset, readable[i]);
	if (rc == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		rc = -errno;
	close(ruleset);
	return rc;
}
