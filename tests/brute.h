/* Games at fixed shares solved by brute force: dense grids that know where their own
 * functions are steep or break, zoomed in on. Shares no code with the solver. */
#ifndef HAGGLE_TESTS_BRUTE_H
#define HAGGLE_TESTS_BRUTE_H

#include "shapes.h"

enum { BRUTE_SPECIALISTS = 4 };

struct brute_specialist {
	struct shape revenue, cost;
	double delta;
	double fee, cost_share, base_share; /* terms: all 0, the share alone */
};

struct brute_game {
	struct shape own; /* the generalist's cost */
	int n;
	struct brute_specialist specialist[BRUTE_SPECIALISTS];
};

/* What a specialist does at a level. Where it is as good as indifferent (to 1e-10 of its
 * scale), the generalist may or may not get what it prefers: `high` counts ties to the last
 * bits as ties, `low` has everything close to one go against the generalist. */
struct brute_reply {
	double best;      /* the most that taking part gives it */
	double x, a;      /* where `high` is */
	double scale;     /* of what its payoff is the difference of */
	bool takes_part;  /* by `high` */
	double high, low; /* what the generalist gets from it */
};

/* The generalist's best. */
struct brute_best {
	double a0, high, low; /* its payoff at best, by either reading of ties; taking part */
	struct brute_reply reply[BRUTE_SPECIALISTS]; /* at a0 */
};

struct brute;
/* Aborts without memory. The game must outlive it. */
struct brute *brute_alloc(const struct brute_game *g);
void brute_free(struct brute *b);

void brute_reply(struct brute *b, int specialist, double a0, struct brute_reply *out);
void brute_solve(struct brute *b, struct brute_best *out);
/* Whether level a0 is no worse than *best; that becomes the best then. */
void brute_play(struct brute *b, double a0, struct brute_best *best);

#endif
