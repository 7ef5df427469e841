#ifndef BASE_CHILD_FILES_H
#define BASE_CHILD_FILES_H

/*
 * From now on this process and what it becomes can open nothing but the
 * program `tool` and what installed programs consist of (code, fonts, tables
 * under /usr), for reading only: Landlock.  Needs PR_SET_NO_NEW_PRIVS.
 *
 * 0, or a negative errno when the kernel has Landlock and refuses.  A kernel
 * without it (before 5.13, or switched off) gives 0 and no protection: the
 * seccomp filter of the caller still forbids writing and the network.
 */
int child_confine_files(const char *tool);

#endif
