/* The game played by hand: the generalist and one specialist, or only one of them, choose
 * for themselves; whoever does not acts as well as it can. What that paid them, and what
 * would have been best. */
#ifndef HAGGLE_BARGAIN_PLAY_H
#define HAGGLE_BARGAIN_PLAY_H

#include "game/match.h"

#define PLAY_STAY_OUT (-1.0) /* of the first attribute: a specialist does not take part */

enum play_part { PART_GENERALIST, PART_SPECIALIST, PART_BOTH };

/* One play. */
struct play {
	enum play_part part; /* who plays */
	int specialist;      /* that the generalist deals with, from 0 */
	const double *delta; /* the generalist's share of each specialist's revenue, 0..1 */
	struct match_choice level; /* the generalist's, >= 0 */
	struct match_choice added; /* by the specialist, >= 0, or PLAY_STAY_OUT */
	double payment; /* that the specialist got at signing, below 0 that it paid; it is part of
	                 * all utilities */
};

/* What a play came to. Utilities are in the unit of revenue. */
struct play_result {
	double u_generalist, u_specialist; /* as played */
	struct match_choice best_added; /* the best answer to the level played */
	double best_u_specialist;
	/* What the generalist lost (< 0: gained) by another answer than that; too little to
	 * be regretted is 0. */
	double lost;
	/* The equilibrium at these shares; its level is the best one. */
	struct match_choice level, added;
	double eq_u_generalist, eq_u_specialist;
	double size; /* of what these utilities are made of: the larger revenue */
	/* At these shares: for want of the best level, had it been answered best; for want of
	 * the best answer to the level played. */
	double regret_generalist, regret_specialist;
};

/* The game of m as p has it; the level, or what is added, of the side that does not play is set
 * in *p. Fails as match_equilibrium does. */
enum status play_result(struct match *m, struct play *p, struct play_result *r,
	struct error *err);

/* What p, of PART_BOTH, pays the two, the others answering as well as they can; no equilibrium is
 * sought. Fails as match_reply does. */
enum status play_payoffs(struct match *m, const struct play *p, double *u_generalist,
	double *u_specialist, struct error *err);

/* The share that would have been best for the one who plays and chooses it. */
struct play_share {
	double share, utility;
	double payment; /* where lump sums change hands, what the specialist is paid beside it */
	struct match_choice action; /* the player's: the level, or what is added */
};

/* Where the game has lump sums, one goes with the share that leaves the other its outside option.
 * The best share for p->part (not PART_BOTH), both acting as well as they can, among those
 * that leave the other no worse off than its outside option; further shares stay as they
 * are. The best of even steps is found to 1e-11 where the utility is smooth: a peak between two
 * steps that are both lower than another step's is missed. `pause` is asked before every
 * equilibrium. False where there is no such share, no equilibrium, no memory or no more
 * time. */
bool play_best_share(struct match *m, const struct play *p, struct pause pause,
	struct play_share *best);

/* What is regretted by who got one utility and could have got the best: 0 where that is
 * less than a millionth of the best, and of what both are made of, or no loss at all. */
double play_regret(double best, double got, double size);

/* Sets the share agreed on with a specialist in delta: where the game has one share for
 * all, all of them. */
void play_set_share(const struct game *g, int specialist, double share, double *delta);

#endif
