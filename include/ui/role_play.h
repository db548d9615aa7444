/* The game behind role play: what was chosen by hand, what it paid, and what
 * would have been best. */
#ifndef HAGGLE_UI_ROLE_PLAY_H
#define HAGGLE_UI_ROLE_PLAY_H

#include "ui/state.h"

#define ROLE_STAY_OUT (-1.0) /* what the specialist adds, where it does not come */

/* One play: what was chosen, what would have been best. */
struct role_play {
	double u_generalist, u_specialist; /* as played */
	double best_specialist, best_x;    /* the best answer to the level played */
	bool best_active;
	double eq_a0, eq_x, eq_u_generalist, eq_u_specialist;
};

/* The specialist that the generalist deals with: the selected one. */
const struct specialist *role_partner(const struct explorer *e);
/* Plays what e->role has chosen; who is not played acts as well as it can.
 * Fails where there is no equilibrium, or no memory. */
enum status role_solve(struct explorer *e, struct role_play *p, struct error *err);

#endif
