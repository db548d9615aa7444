/* The game behind role play: what was chosen by hand, what it paid, and what
 * would have been best. */
#ifndef HAGGLE_UI_ROLE_PLAY_H
#define HAGGLE_UI_ROLE_PLAY_H

#include "ui/state.h"

#define ROLE_STAY_OUT (-1.0) /* what the specialist adds, where it does not come */

/* One play: what was chosen, what would have been best. */
struct role_play {
	double u_generalist, u_specialist; /* as played */
	double answered;                   /* the generalist's, had it been answered best */
	double best_specialist, best_x;    /* the best answer to the level played */
	bool best_active;
	double eq_a0, eq_x, eq_u_generalist, eq_u_specialist; /* eq_x: or ROLE_STAY_OUT */
};

/* The share that would have been best for the player who chose it, both acting
 * as well as they can, among those that leave the other no worse off than
 * without a bargain. */
struct role_share {
	double share, utility;
	double action; /* the player's: the level, or what is added */
};

/* The specialist that the generalist deals with: the selected one. */
const struct specialist *role_partner(const struct explorer *e);
/* Plays what e->role has chosen; who is not played acts as well as it can.
 * Fails where there is no equilibrium, or no memory. */
enum status role_solve(struct explorer *e, struct role_play *p, struct error *err);
/* The best share; false where it cannot be found, or not soon. */
bool role_best_share(const struct explorer *e, struct role_share *best);

#endif
