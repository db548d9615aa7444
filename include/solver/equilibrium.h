/* The subgame-perfect equilibrium of a fine-tuning game at given shares, by
 * backward induction with both stages maximised globally (haggle-theory(7)). */
#ifndef HAGGLE_SOLVER_EQUILIBRIUM_H
#define HAGGLE_SOLVER_EQUILIBRIUM_H

#include "model/game.h"
#include "solver/outcome.h"

/* A workspace bound to one game: what can be computed once for all shares is
 * kept here. Not shared between threads; the game must outlive it unchanged
 * (call solver_rebind after changing parameters). */
struct solver;

enum status solver_alloc(const struct game *g, struct solver **out, struct error *err);
void solver_free(struct solver *s); /* NULL is fine */
/* The game's parameters changed (or it is another game). */
enum status solver_rebind(struct solver *s, const struct game *g, struct error *err);
/* Whether equilibria of this game may come in closed form, some ten nanoseconds each. */
bool solver_is_closed(const struct solver *s);
/* Whether they all do, and nobody's payoff, nor level, jumps along a share. */
bool solver_is_smooth(const struct solver *s);
/* Then, and where terms are added to such costs: those common shares, between 0 and 1, where
 * somebody's investment becomes nothing, if all take part, rising, into kink (n + 1). Returns how
 * many. */
int solver_kinks(const struct solver *s, double *kink);

/* Asked now and then by what may take long: there others can have their turn.
 * False gives the work up, which then comes back soon. NULL: nobody is asked. */
struct pause {
	bool (*go_on)(void *context);
	void *context;
};
/* To be asked within equilibria, where they are not soon found: formulas, many
 * specialists. What is given up fails with STATUS_SYSTEM. */
void solver_pause(struct solver *s, struct pause pause);

/* The equilibrium at delta (n shares of the generalist, each in [0,1]) into
 * *out (initialised for n). Ties as haggle-theory(7) has them. Fails with
 * STATUS_NO_EQUILIBRIUM and a named reason where a payoff has no maximum
 * ("unbounded: specialist law gains without limit at share 0.30") or a formula
 * is not finite or falls. Never returns NaN. */
enum status solver_equilibrium(struct solver *s, const double *delta, struct outcome *out,
	struct error *err);

/* One stage: what specialist i does at level a0 and share delta_i of the
 * generalist. Same failures. */
enum status solver_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err);
/* The same, its search beginning at what the last one found: the last bits depend on
 * that, but of many levels in a row each takes a third of the time. */
enum status solver_next_response(struct solver *s, int i, double delta_i, double a0,
	struct domain_outcome *out, struct error *err);

/* The generalist's payoff at a0 if every specialist responds best; responses
 * into out->domain. Does not consider abstaining. */
enum status solver_play(struct solver *s, const double *delta, double a0, struct outcome *out,
	struct error *err);

/* A level of a0 beyond which the generalist cannot gain at delta: the right
 * end for plots of its payoff. */
enum status solver_a0_max(struct solver *s, const double *delta, double *a0, struct error *err);

/* What comes of specialist i's taking part with investment x on level a0 (no choice), under the
 * game's contract. Of one pot it is what the domain adds to both. */
struct division {
	double own;  /* the specialist's payoff */
	double paid; /* what the generalist gets from the domain, net */
};
struct division contract_division(const struct game *g, int i, double delta_i, double a0,
	double x);
/* The specialist's parts of a unit of revenue and of its cost. */
struct keeping { double revenue, cost; };
struct keeping contract_keeping(const struct game *g, int i, double delta_i);

/* The payoff of a specialist under a share alone, for taking part with investment x (no choice). */
double specialist_payoff(const struct specialist *d, double delta_i, double a0, double x);

/* First best (haggle-theory(7)): the integrated firm's joint optimum over a0,
 * who is active, and every a_i. out->u_generalist and the domains' utilities
 * are not meaningful and set to 0; joint, alpha0, alphas and performance are. */
enum status solver_first_best(struct solver *s, struct outcome *out, struct error *err);

#endif
