/* What the tests of exported views share: whether gnuplot is there, a directory for what is
 * written, and the keys that have the explorer write it. */
#ifndef HAGGLE_TESTS_PICTURED_H
#define HAGGLE_TESTS_PICTURED_H

#include "ui/state.h"

#include <stdbool.h>

/* Whether there is a gnuplot; where there is none, the running test counts as skipped. */
bool have_gnuplot(void);

/* A new directory, and the file of that name that is to be written in it. */
struct written {
	char directory[24], path[100];
};
void written_begin(struct written *w, const char *name);
/* What the file holds, malloced; it is gone then. Fails where it is not there, or empty. */
char *written_take(const struct written *w);
/* The directory goes; it must be empty. */
void written_end(const struct written *w);

/* The keys that ask for the view's export to that path; what takes its time then waits
 * (drive_export). */
void export_keys(struct explorer *e, const char *path);

#endif
