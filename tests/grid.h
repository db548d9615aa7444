/* Every solution of a random game held against the best of a grid of shares: what
 * a search among shares may have missed. */
#ifndef HAGGLE_TESTS_GRID_H
#define HAGGLE_TESTS_GRID_H

#include <stdbool.h>
#include <stdint.h>

struct scenario;

struct grid_tally {
	int games, bad; /* games checked; complaints, printed on standard error */
	bool all;       /* print all complaints in a line each, not the first with their games */
};

/* Counts it; prints the first few with their games. */
__attribute__((format(printf, 3, 4)))
void grid_complain(struct grid_tally *t, const struct scenario *s, const char *format, ...);
/* Game number seed with n specialists and a share for each. per_axis shares a
 * specialist: from 0 to 1, or with an offset in (0, 1) off those by that part
 * of a step. Complains where the grid has a point better for a rule by more
 * than 1e-6, one that dominates, or one that beats the first best. */
void grid_check(struct grid_tally *t, uint64_t seed, int n, int per_axis, double offset);

#endif
