/* Private to the solver: its workspace, and what equilibrium.c and why.c share. */
#ifndef HAGGLE_SOLVER_SOLVER_PRIVATE_H
#define HAGGLE_SOLVER_SOLVER_PRIVATE_H

#include "solver/stage.h"

struct solver {
	const struct game *game;
	int n;
	struct domain *domain;      /* n */
	struct domain *first;       /* n, at delta = 0: the integrated firm's */
	struct stage *stage;
	bool terms;                 /* the game has any */
	bool limited;               /* the level is known that no contract reaches beyond */
	bool closed;                /* a closed form may apply (closed.h) */
	bool has_pot;
	struct outcome pot;         /* the first best, where it is shared */
	struct pieces *cost;        /* of the generalist's, where that is a formula */
	struct error unsound;       /* status OK, or why the generalist's cost cannot be played */
	struct pause pause;
};

/* What the generalist maximises, and over which replies: its own part, or one pot. */
struct aim {
	struct domain *domain;
	enum goal goal;
};

/* prepare.c */
/* Why the generalist's cost cannot be played, if it cannot. */
enum status solver_check_cost(const struct solver *s, struct error *err);
/* What it maximises at the shares delta, the domains ready. */
enum status solver_aim(struct solver *s, const double *delta, struct aim *aim, struct error *err);
/* n shares lie between 0 and 1. */
enum status solver_check_shares(const double *delta, int n, struct error *err);
/* Readies all domains for the shares delta. */
enum status solver_prepare(struct solver *s, const double *delta, struct error *err);
/* The same of one domain. */
enum status solver_prepare_one(struct solver *s, int i, double delta_i, struct error *err);
/* All domains as one owner would have them, in s->first. */
enum status solver_prepare_first(struct solver *s, struct error *err);
/* Specialist i and the next are asked for their own replies from here on, be they alike. */
void solver_set_apart(struct solver *s, int i);

/* first_best.c */
/* What the reply at a0 comes to, of a domain that is active or not. */
void solver_fill(const struct domain *m, double a0, const struct reply *at, bool active,
	struct domain_outcome *out);
/* Of the search for the best level, and of the replies it went by. */
enum proof solver_proof(const struct best *best, const struct domain *domain, int n);

/* pot.c: the outcome at delta where all share one pot; out->joint split among all. */
enum status solver_pot(struct solver *s, const double *delta, struct outcome *out,
	struct error *err);
void solver_split_pot(double delta, struct outcome *out);

/* equilibrium.c */
/* The generalist's best level at delta, whether or not it is worth taking part. */
enum status solver_best(struct solver *s, const double *delta, struct best *best,
	struct error *err);
/* The level beside the best where a specialist is held at 0, once the domains are ready; else the
 * best. */
double solver_held_level(struct solver *s, double best);
/* What specialist i does at a0 once the domains are ready. */
enum status solver_reply(struct solver *s, int i, double a0, struct domain_outcome *out,
	struct error *err);

#endif
