/* Running another program to its end: what it is given by a pipe, what it answers by
 * another. Nothing of a restricted explorer comes here. */
#ifndef HAGGLE_UI_PROCESS_H
#define HAGGLE_UI_PROCESS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#define PROCESS_SAID_MAX 400

/* The absolute path of a program, found in the directories of PATH (those that are
 * absolute themselves: none that depend on where one happens to be); without a PATH, in
 * the system's own. False where there is none, or it is too long for size bytes. */
bool process_find(const char *name, char *path, size_t size);

struct process_result {
	int status;                  /* its exit status; 128 + signal where one ended it */
	char *out;                   /* owned: all that it wrote, and a '\0' */
	size_t length;
	char said[PROCESS_SAID_MAX]; /* the last line of its standard error with anything in it */
};

/* Runs argv (argv[0] an absolute path; NULL at the end) without a shell, with `input` on
 * its standard input, for at most `seconds`; what takes longer is killed. SIGPIPE must be
 * ignored by the caller. STATUS_SYSTEM, and nothing to free, where it could not be run
 * to its end, whatever that is. */
enum status process_run(const char *const *argv, const char *input, double seconds,
	struct process_result *result, struct error *err);

#endif
