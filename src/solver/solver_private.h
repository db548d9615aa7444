/* Private to the solver: the workspace of equilibrium.c, for why.c. */
#ifndef HAGGLE_SOLVER_SOLVER_PRIVATE_H
#define HAGGLE_SOLVER_SOLVER_PRIVATE_H

#include "solver/stage.h"

struct solver {
	const struct game *game;
	int n;
	struct domain *domain;      /* n */
	struct domain *first;       /* n, at delta = 0: the integrated firm's */
	struct stage *stage;
	bool closed;                /* a closed form may apply (closed.h) */
	struct pieces *cost;        /* of the generalist's, where that is a formula */
	struct error unsound;       /* status OK, or why the generalist's cost cannot be played */
	struct pause pause;
};

/* n shares lie between 0 and 1. */
enum status solver_check_shares(const double *delta, int n, struct error *err);
/* Readies all domains for the shares delta. */
enum status solver_prepare(struct solver *s, const double *delta, struct error *err);
/* The generalist's best level at delta, whether or not it is worth taking part. */
enum status solver_best(struct solver *s, const double *delta, struct best *best,
	struct error *err);
/* What specialist i does at a0 once the domains are ready. */
enum status solver_reply(struct solver *s, int i, double a0, struct domain_outcome *out,
	struct error *err);

#endif
