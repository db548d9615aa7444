/* Runs a program to its end without a terminal and keeps what it wrote. */
#ifndef HAGGLE_TESTS_CHILD_H
#define HAGGLE_TESTS_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct child {
	int status; /* exit status; 128 + signal where one ended it; -1: did not start */
	char *out;  /* owned, terminated */
	char *err;
	size_t out_n; /* bytes */
};

/* Runs argv (NULL-terminated; argv[0] by PATH) with `input` on standard input
 * (NULL: none) and env ("NAME=value", NULL-terminated; "NAME" unsets; may be
 * NULL) on top of the caller's environment. child_free afterwards. */
void child_run(struct child *c, const char *const *argv, const char *const *env, const char *input);
/* Runs a shell command line, in which "$HAGGLE" is the program under test. */
void child_shell(struct child *c, const char *script);
void child_free(struct child *c);
/* Runs a shell command line: whether it ends with that status and has written each of the texts
 * that follow, up to NULL, be it on standard error; if not, what it did is on ours. */
__attribute__((sentinel))
bool child_ends(const char *script, int status, ...);
/* Whether the line is in a process's /proc/PID/status. */
bool child_says(pid_t pid, const char *line);

#endif
