/* Tests that cannot be run here, for want of a program that they hold ours against. */
#ifndef HAGGLE_TESTS_SKIP_H
#define HAGGLE_TESTS_SKIP_H

/* The running test is skipped, or a part of it, as is said: it counts as skipped, not as
 * passed, unless it fails otherwise. */
void skip(const char *why);
/* How many tests were. */
unsigned skipped(void);

#endif
