/* What an equilibrium was chosen over: the alternatives, with their numbers. */
#ifndef HAGGLE_SOLVER_WHY_H
#define HAGGLE_SOLVER_WHY_H

#include "solver/equilibrium.h"

/* Where a specialist acts otherwise right beside a level of the generalist's: the level is an
 * edge, which no margin explains. */
struct edge {
	int specialist;  /* -1: there is none */
	bool beyond;     /* right beyond the level; else right below it */
	struct domain_outcome at, beside; /* what it does at the level, and beside it */
};

/* A level that is locally the generalist's best. */
struct choice {
	double a0;
	double payoff;   /* the generalist's, taking part */
	struct edge edge; /* what holds it there, of several what costs most */
};

enum { CHOICES_MAX = 4 };

/* The generalist's local best levels at delta, best first, at most `most` and no more than
 * CHOICES_MAX of them, *count there; the first is the equilibrium's, or, where the
 * generalist abstains, the level it would come to if it had to take part. Where shapes are
 * known all are found; with formulas of unknown shape, those that the solver's own scan
 * sees. Fails as solver_equilibrium does; what *count says holds even then. */
enum status solver_choices(struct solver *s, const double *delta, struct choice *choice,
	int most, int *count, struct error *err);

/* Who would abstain right beside c, which the last solver_choices of s found, on the side of its
 * edge: leaves[i] (n) of specialist i. Nobody where that edge is none of taking part. Fails as
 * solver_choices does. */
enum status solver_leaving(struct solver *s, const struct choice *c, bool *leaves,
	struct error *err);

/* What the generalist would do if the specialists with bound[i] (n) had to take part, whatever
 * that gave them: beside its choice at delta, what a squeeze costs it. Fails as solver_choices
 * does. */
enum status solver_choice_if_bound(struct solver *s, const double *delta, const bool *bound,
	struct choice *out, struct error *err);

/* The level from which specialist i takes part at share delta_i: 0 always,
 * INFINITY never; NAN where formulas make it depend otherwise. */
enum status solver_participation(struct solver *s, int i, double delta_i, double *from,
	struct error *err);

/* The margin of an investment. */
struct margins {
	double earns; /* what the specialist keeps of a further unit of performance */
	double costs; /* what that unit costs it */
	double loss;  /* what it would lose at once, however little further it went: a step */
};

/* Of a first investment on level a0; at a kink, beyond it, which is where a unit would lie.
 * No step is looked for. */
struct margins specialist_margins(const struct game *g, int i, double delta_i, double a0);

/* A smaller investment that is passed over, and what it would pay the specialist. */
struct passed { double x, pays; };

/* Whether a specialist leaps to the investment x, which is best: on the way there its payoff falls, or,
 * from the first unit on (`first`), does not rise, so that only what lies beyond pays. Into *over
 * what pays most of what comes before it falls last. Looked for at some hundred places. */
bool specialist_leaps(const struct game *g, int i, double delta_i, double a0, double x,
	const struct margins *first, struct passed *over);

/* Of an investment that is best, what explains that it goes no further: a margin
 * that earns no more than it costs, or the loss of a step. False where neither is
 * found: *out must not be given as a reason then. */
bool specialist_stop(const struct game *g, int i, double delta_i, double a0, double x,
	struct margins *out);

/* How much worse off specialist i would be without its best investment: the
 * most it could get for being active at a0, even where it abstains. */
enum status solver_active_payoff(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err);

#endif
