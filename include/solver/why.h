/* What an equilibrium was chosen over: the alternatives, with their numbers. */
#ifndef HAGGLE_SOLVER_WHY_H
#define HAGGLE_SOLVER_WHY_H

#include "solver/equilibrium.h"

/* A level that is locally the generalist's best. */
struct choice {
	double a0;
	double payoff;  /* the generalist's, taking part */
	int squeezed;   /* the specialist whose taking part holds a0 there: it would stay
	                 * out below; -1: nobody's */
};

/* The generalist's local best levels at delta, best first, at most `most` of
 * them, *count there; the first is the equilibrium's, or, where the generalist
 * abstains, the level it would come to if it had to take part. The others are found
 * on a grid of a0 and polished: one that is narrower than the grid may be missing.
 * Fails as solver_equilibrium does; what *count says holds even then. */
enum status solver_choices(struct solver *s, const double *delta, struct choice *choice,
	int most, int *count, struct error *err);

/* The play at the generalist's best level, even where it would rather abstain.
 * Fails as solver_equilibrium does. */
enum status solver_best_play(struct solver *s, const double *delta, struct outcome *out,
	struct error *err);

/* The level from which specialist i takes part at share delta_i: 0 always,
 * INFINITY never; NAN where formulas make it depend otherwise. */
enum status solver_participation(struct solver *s, int i, double delta_i, double *from,
	struct error *err);

/* How much worse off specialist i would be without its best investment: the
 * most it could get for being active at a0, even where it abstains. */
enum status solver_active_payoff(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err);

#endif
