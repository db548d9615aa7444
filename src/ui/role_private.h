/* Role play's parts for one another: moves, and words. */
#ifndef HAGGLE_UI_ROLE_PRIVATE_H
#define HAGGLE_UI_ROLE_PRIVATE_H

#include "ui/role.h"

#define ROLE_OFFERS 12 /* in a round, where the scenario sets no end */

enum side role_other(enum side side);
/* Whether a person plays that side. */
bool role_played(const struct role_state *r, enum side side);
/* The side that a person plays alone. */
enum side role_own(const struct role_state *r);

/* Finds what there is to haggle over; where that takes too long, any share is agreed to. */
void role_lay_out(struct role_state *r, struct role_game *g);
/* A round begins: whose offer it is, and what an opponent offers. */
void role_open_round(struct role_state *r, const struct role_game *g);
/* What is asked for is a share. */
bool role_asks_share(const struct role_state *r);

/* That deal is offered to an opponent, which accepts (true), makes an offer, or walks
 * away. */
bool role_offer(struct role_state *r, struct role_game *g);
/* Whether the offer at hand is the last: a refusal then ends the round. */
bool role_last_offer(const struct role_state *r);
/* The offer at hand is refused: the next is to be made; false: it was the last. */
bool role_refuse(struct role_state *r);
/* Finds the range of levels and an opponent's level at the share agreed on; false where the
 * game cannot be played, for r->err. */
bool role_agree(struct role_state *r, struct role_game *g);
/* The round ends: what it paid is found and counted. */
void role_settle(struct role_state *r, struct role_game *g);
/* What a person who plays alone could have got by another share; false: not found in time. */
bool role_best_share(const struct role_state *r, struct role_game *g, struct play_share *best);

/* What a gain at the offer at hand counts, as a part of itself. */
double role_counts(const struct role_state *r, enum side side);
/* A player's payoff at a choice of the attribute at hand, of those to come the least that is
 * allowed, nobody answering; and what the choice costs it. */
double role_payoff(const struct role_state *r, const struct role_game *g, double value);
double role_cost(const struct role_state *r, const struct role_game *g, double value);
/* How far to look: a power of two beyond which choosing nothing pays more. */
double role_reach(const struct role_state *r, const struct role_game *g);

#endif
