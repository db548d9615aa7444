/* The game under regulation by brute force: grids and golden sections, no closed form, no
 * code of src/game. Slow, and right to about 1e-8 of what is earned where grids are fine
 * enough to see every hump. */
#ifndef HAGGLE_TESTS_REGULATE_BRUTE_H
#define HAGGLE_TESTS_REGULATE_BRUTE_H

#include "game/regulate.h"

#include <stdint.h>

/* The generalist's payoff of a product (safety not below its floor). */
double brute_payoff(const struct regulate_game *g, const double *delta, double performance,
	double safety);
/* Its best, on `steps` values of safety and closer in around the best few; not below 0. */
double brute_best(const struct regulate_game *g, const double *delta, int steps);
/* The same for one owner of all. */
double brute_first_best(const struct regulate_game *g, int steps);
/* A random game of n <= 4 specialists, costs that are not convex included, and shares. */
void brute_make(uint64_t seed, int n, struct regulate_domain *domain, struct regulate_game *g,
	double *delta);
/* Plays game `seed` both ways; 0, or how far apart they are, in parts of what is earned. */
double brute_compare(struct regulate *s, uint64_t seed, int n, int steps);

#endif
