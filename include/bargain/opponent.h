/* Haggling over one share, and over a lump sum where those change hands, by offers in turn, and
 * opponents that do it by rule: what they offer, what they accept, and what they do once there
 * is an agreement.
 *
 * Whoever's turn it is names a share; the other accepts, or makes the next offer, or goes.
 * A gain is what an agreement pays beyond the outside option, both acting as well as they can
 * afterwards; to be had a turn later it is worth only `patience` times as much. */
#ifndef HAGGLE_BARGAIN_OPPONENT_H
#define HAGGLE_BARGAIN_OPPONENT_H

#include "bargain/play.h"

#include <stdint.h>

#define OFFER_STEPS 100 /* shares are offered in steps of a hundredth */

/* Who haggles. */
enum side { SIDE_GENERALIST, SIDE_SPECIALIST };
#define SIDES 2

/* What is offered: the generalist's share, and what the specialist is paid at signing, below 0
 * what it pays; 0 where no lump sums change hands. */
struct deal { double share, payment; };

/* How an opponent haggles. Each has a gain that it asks for: it offers the share that is best
 * for the other among those that give it this gain, and accepts what waiting for it a turn
 * would not better; after the last offer nothing is waited for. With lump sums that share is the
 * one at which both together gain most, and what it is paid makes up its gain. */
enum opponent {
	OPPONENT_THEORY, /* what backward induction leaves it; where there is no last offer, what it
	                  * gets in the generalist's best equilibrium */
	OPPONENT_GREEDY, /* the most that there is, less each turn, as its patience goes */
	OPPONENT_FAIR,   /* the same gain as the other's, as nearly as can be */
	OPPONENT_RANDOM, /* anything up to the most; and then it invests anything */
};
#define OPPONENTS 4

/* The kind's name: "plays the theory", "greedy", "fair", "random". */
const char *opponent_name(enum opponent kind);

/* What there is to haggle over. */
struct offer_table {
	double gain[SIDES][OFFER_STEPS + 1]; /* at share i / OFFER_STEPS; below 0: rather not */
	double patience[SIDES];              /* 0..1 */
	int offers; /* that can be made, in turn; 0: no end */
	bool lump_sums; /* one goes with the share, in either direction */
	struct {        /* one share between the steps, which a person may offer */
		bool known;
		double share, gain[SIDES];
	} between;
};

/* The gains at every share with p->specialist, the other shares as in p->delta; patience and
 * offers are left alone. Fails as match_equilibrium does, and where the match's pause ends it. */
enum status offers_find(struct match *m, const struct play *p, struct offer_table *out,
	struct error *err);

/* The gains at one share more, which may lie between two steps. */
enum status offers_find_at(struct match *m, const struct play *p, double share,
	struct offer_table *out, struct error *err);

/* Whether there is a share at which nobody loses and somebody gains. */
bool offers_any(const struct offer_table *o);
/* The gain at any share in [0, 1], before lump sums: between two steps in proportion, where it has
 * not been found. */
double offers_gain(const struct offer_table *o, enum side who, double share);
/* The same of a deal, its lump sum included. */
double offers_worth(const struct offer_table *o, enum side who, struct deal d);

/* An opponent at the table. What is random comes from `seed` alone, which goes on. */
struct opponent_state {
	enum opponent kind;
	enum side side;
	uint64_t seed;
};

/* The gain that it asks for at turn `turn`, counted from 0. */
double opponent_asks(struct opponent_state *p, const struct offer_table *o, int turn);
/* What it offers then. Only where offers_any(). */
struct deal opponent_offers(struct opponent_state *p, const struct offer_table *o, int turn);
/* Whether it accepts what it is offered at that turn. */
bool opponent_accepts(struct opponent_state *p, const struct offer_table *o, int turn,
	struct deal offered);
/* How it invests, where `best` is the best that it can do and `most` a limit of what makes
 * sense: all but the random do what is best. */
double opponent_invests(struct opponent_state *p, double best, double most);

#endif
