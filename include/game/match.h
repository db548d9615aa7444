/* The door to games: a game of whatever kind, ready to be played at shares. What is above
 * knows a game by what it offers here, not by its name. */
#ifndef HAGGLE_GAME_MATCH_H
#define HAGGLE_GAME_MATCH_H

#include "solver/equilibrium.h"

/* Bound to one game, which must outlive it unchanged (call match_rebind after changing
 * parameters). Not shared between threads. */
struct match;

enum status match_alloc(const struct game *g, struct match **out, struct error *err);
void match_free(struct match *m); /* NULL is fine */
/* The game's parameters changed (or it is another game, perhaps of another kind). */
enum status match_rebind(struct match *m, const struct game *g, struct error *err);
const struct game *match_game(const struct match *m);
/* To be asked within what may take long; see solver_pause. */
void match_pause(struct match *m, struct pause pause);

/* The equilibrium at delta (n shares of the generalist, each in [0,1]) into *out
 * (initialised for n). Fails as solver_equilibrium does. */
enum status match_equilibrium(struct match *m, const double *delta, struct outcome *out,
	struct error *err);
/* The first best: joint, levels and who is active; utilities are 0. */
enum status match_first_best(struct match *m, struct outcome *out, struct error *err);

/* Backward induction is laid out along one level of the generalist's, all else at its best:
 * what comes of it if every specialist responds best (abstaining is not considered), the
 * level beyond which nothing is to be gained, and an outcome's own. */
enum status match_play(struct match *m, const double *delta, double level, struct outcome *out,
	struct error *err);
enum status match_level_max(struct match *m, const double *delta, double *level,
	struct error *err);
double match_level(const struct match *m, const struct outcome *out);
/* Which attribute (below) that level is of: the safety, where there is a law. */
int match_along(const struct game *g);

/* Floors on the one specialist that backfire at delta, above *from and below *to; false: none
 * do, or the game has no such formula. */
bool match_backfiring(struct match *m, const double *delta, double *from, double *to);

/* ---- played by hand ------------------------------------------------------------------- */

#define MATCH_ATTRIBUTES 2 /* of a technology, at most */

/* How far the generalist brings each attribute, or how much a specialist adds to it; what a
 * game has not is 0. */
struct match_choice { double of[MATCH_ATTRIBUTES]; };

/* How many attributes a technology has in the game, and what they are called: "level", or
 * "performance" and "safety". */
int match_attributes(const struct game *g);
const char *match_attribute(const struct game *g, int attribute);
/* An outcome's choices. */
struct match_choice match_first(const struct game *g, const struct outcome *o);
struct match_choice match_added(const struct game *g, const struct outcome *o, int i);

/* The least that player k (0: the generalist, i: specialist i - 1, for whom the generalist
 * chose `first`) may choose of an attribute. */
double match_least(const struct game *g, int k, int attribute, const struct match_choice *first);
/* What the generalist's choice costs it; what adding that costs specialist k - 1. */
double match_cost(const struct game *g, int k, const struct match_choice *first,
	const struct match_choice *added);
/* What comes of specialist i's taking part. */
struct division match_division(const struct game *g, int i, double delta_i,
	const struct match_choice *first, const struct match_choice *added);
/* The generalist's payoff if all take part and nobody adds anything. */
double match_alone(const struct game *g, const double *delta, const struct match_choice *first);

/* What comes of the generalist's choice if every specialist responds best (abstaining is not
 * considered; STATUS_INPUT where a law forbids that choice), and choices beyond which there is
 * nothing for it to gain. */
enum status match_reply(struct match *m, const double *delta, const struct match_choice *first,
	struct outcome *out, struct error *err);
enum status match_most(struct match *m, const double *delta, struct match_choice *most,
	struct error *err);

/* What a specialist does depends on the generalist's level and its own share alone: then
 * this is what answers, for charts and reasons. NULL: in this game it does not. */
struct solver *match_solver(struct match *m);
/* Whether it is so in a game. */
bool match_by_level(const struct game *g);

#endif
