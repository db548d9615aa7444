/* The game of performance and safety under regulation (haggle-theory(7), "Regulation"):
 * Laufer, Kleinberg and Heidari, arXiv 2503.20848. Every product has two attributes; a floor
 * on safety binds the generalist, another one the specialists. Quadratic costs, linear
 * revenue.
 *
 * Levels are in the units of performance and of safety, all else in the unit of revenue. */
#ifndef HAGGLE_GAME_REGULATE_H
#define HAGGLE_GAME_REGULATE_H

#include "game/verdict.h"

/* Of a product, or what one unit of each earns. */
struct attributes { double performance, safety; };

/* The cost of (x, y): performance x^2 + 2 interaction x y + safety y^2. */
struct quadratic { double performance, safety, interaction; };

struct regulate_domain {
	struct attributes earns; /* >= 0, not both 0 */
	struct quadratic cost;
	double floor;            /* on its safety, >= 0; below the generalist's it is that */
};

struct regulate_game {
	struct quadratic cost;   /* the generalist's */
	double floor;            /* on its safety, >= 0 */
	int n;
	struct regulate_domain *domain; /* n, the caller's */
};

/* Two attributes' cost at (x, y), x, y >= 0. */
double quadratic_value(const struct quadratic *c, double x, double y);

/* STATUS_INPUT, with what is allowed, where a cost is not positive for every product, or
 * revenue is negative or 0, or a floor negative. */
enum status regulate_check(const struct regulate_game *g, struct error *err);

/* Room to solve games of up to n specialists. Not shared between threads. */
struct regulate;
enum status regulate_alloc(struct regulate **out, int n, struct error *err);
void regulate_free(struct regulate *s); /* NULL is fine */

/* The equilibrium of a game that regulate_check lets pass, at delta (n shares of the
 * generalist, each in [0,1]), into *out (initialised for n). Proved up to
 * REGULATE_PROVED specialists, sampled beyond. */
enum { REGULATE_PROVED = 16 };
void regulate_equilibrium(struct regulate *s, const struct regulate_game *g, const double *delta,
	struct outcome *out);

/* What comes of the generalist's product `first` (safety not below its floor), if every
 * specialist replies best. Whether the generalist had better abstain is not considered. */
void regulate_play(struct regulate *s, const struct regulate_game *g, const double *delta,
	struct attributes first, struct outcome *out);

/* The same at this safety of the generalist's product (no less than its floor is played),
 * its performance being the best there. */
void regulate_along_safety(struct regulate *s, const struct regulate_game *g, const double *delta,
	double safety, struct outcome *out);

/* The best for one owner of all, under the same floors: joint, levels and who is active in
 * *out; utilities are 0. */
void regulate_first_best(struct regulate *s, const struct regulate_game *g, struct outcome *out);

/* Floors on the one specialist of g that backfire at the share delta: above *from, below *to,
 * as long as it takes part (haggle-theory(7), "Regulation"; in closed form). False: none do,
 * or costs are such that no formula is known. */
bool regulate_backfiring(const struct regulate_game *g, double delta, double *from, double *to);

#endif
