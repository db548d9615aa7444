/* Random games for tests: every family and basis, with one to three
 * specialists (or more), always the same for the same seed. */
#ifndef HAGGLE_TESTS_GAMES_H
#define HAGGLE_TESTS_GAMES_H

#include "model/scenario.h"

#include <stdint.h>

struct rng {
	uint64_t state;
};

double rng_unit(struct rng *r);                            /* [0, 1) */
double rng_between(struct rng *r, double low, double high);
double rng_log(struct rng *r, double low, double high);    /* evenly in the logarithm */
int rng_below(struct rng *r, int n);                       /* 0..n-1 */

enum games {
	GAMES_ALL,     /* every family, fixed costs, S-curves, formulas */
	GAMES_ANALYTIC, /* the same without formulas */
	GAMES_LINEAR,  /* linear revenue, power and exponential costs without fixed part */
};

/* A bounded game with n specialists "d1".."dn" and random shares, bargain
 * fixed. A test that cannot have one ends here: false never comes back
 * silently, the text is printed. */
bool games_make(enum games kind, uint64_t seed, int n, struct scenario *s);
/* Prints the scenario on standard error, to reproduce it with. */
void games_print(const struct scenario *s);
/* Multiplies all revenues, costs and outside options by factor (of six digits at most). */
void games_scale(struct scenario *s, double factor);
/* Measures performance in another unit: all levels come out `unit` times as large. */
void games_measure(struct scenario *s, double unit);

/* The scenario of a preset, or of a text with a [ in it, with assignments, blanks between
 * them; where there is none, the tests end. The caller frees it. */
void games_open(const char *from, const char *sets, struct scenario *s);

#endif
