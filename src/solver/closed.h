/* Private to the solver: equilibria in closed form.
 *
 * With linear revenue and costs in the investment alone nothing a specialist
 * does depends on a0, and the generalist's payoff is sum_i delta_i s_i a0 -
 * phi_0(a0) plus a constant, as long as everybody takes part whatever a0 is
 * (no fixed cost that revenue might not cover). */
#ifndef HAGGLE_SOLVER_CLOSED_H
#define HAGGLE_SOLVER_CLOSED_H

#include "model/game.h"
#include "solver/outcome.h"

/* Whether the game is of that kind at all. */
bool closed_applies(const struct game *g);

/* Whether, without terms, the closed form holds at all shares: nobody ever stays away, and payoffs
 * have no jumps, nor all but jumps, along a share. They bend sharply only where somebody's
 * investment becomes nothing. */
bool closed_is_smooth(const struct game *g);
/* Then, terms or not, the first best, as solver_first_best fills it. */
void closed_first_best(const struct game *g, struct outcome *out);
/* Those common shares, between 0 and 1, at which that is so, rising, into kink (n + 1); how many.
 * Under terms, where all stay and no level but the best one holds them. */
int closed_kinks(const struct game *g, double *kink);

/* Fills *out and returns true, or false where the conditions do not hold at
 * these shares. */
bool closed_solve(const struct game *g, const double *delta, struct outcome *out);
/* The same under terms, where specialists may also leave once a part of the generalist's cost has
 * outgrown what they gain: for one, who is then held at nothing, or stays away, and for more that
 * all stay. */
bool closed_solve_terms(const struct game *g, const double *delta, struct outcome *out);

#endif
