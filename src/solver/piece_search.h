/* Private to replies by pieces: the search for a specialist's best reply to one level. What
 * one place comes to, what is the best so far, and the maxima of a stretch are in
 * piece_hunt.c, those of a convex piece in piece_turns.c, those of who keeps nothing in
 * piece_free.c; which stretches there are, in piece_reply.c. */
#ifndef HAGGLE_SOLVER_PIECE_SEARCH_H
#define HAGGLE_SOLVER_PIECE_SEARCH_H

#include "solver/pieces.h"
#include "solver/stage.h"

/* The splits of one reply: a few where shapes are known, some hundred elsewhere. So deep is 0, by
 * magnitudes. */
enum { SPLITS_MAX = 1000, DEPTH = 110 };

/* Stretches of open shape are left for last: then most of them cannot win. */
enum { LATER_MAX = 32 };

/* What holds a best level where it is. The border between two sides of a cost that depends on a0 as
 * well may move with a0 in any way. */
enum hold { HELD_BY_MARGIN, HELD_BY_LEVEL, HELD_BY_INVESTMENT, HELD_BY_BORDER };

struct spot {
	double x, a;
	struct jet r;
	struct cost_jet c;
	double u, h; /* payoff and marginal payoff */
};

/* Both functions between two spots. */
struct bends {
	enum sign revenue, cost;
	bool smooth; /* no kink between: a step of Newton's may be trusted */
};

struct later {
	struct spot l, u;
	struct bends bends;
	int piece; /* of revenue */
};

struct search {
	struct domain *m;
	double a0;
	struct spot best, rival; /* the best local maximum, and the next best come across */
	enum hold hold, rival_hold;
	double top;   /* the highest payoff of a local maximum; the best's is as good */
	double most;  /* the highest payoff seen: what pays less is passed over */
	double room;  /* what is as good as equal */
	bool falls;   /* the payoff falls at the end of the piece looked at last */
	bool goes_on; /* the best is the end of that, and the payoff rises beyond as it does there */
	int piece;    /* which one is looked at */
	int left;     /* splits */
	struct later later[LATER_MAX];
	int laters;
	enum status status;
	struct error *err;
};

static inline double search_part(double w, double z)
{
	return w > 0 ? w * z : 0; /* nothing of infinity is nothing */
}

/* What is at investment x and level a, where revenue is as given, or asked for. */
void search_with(struct search *s, double x, double a, const struct jet *r, struct spot *at);
void search_at(struct search *s, double x, double a, struct spot *at);
/* What is as good as equal, of what is earned and paid there, and of what the marginal payoff is made
 * of. */
double search_room(const struct search *s, const struct spot *at);
double search_slack(const struct search *s, const struct spot *at);
/* Whether the payoff bends down there. */
bool search_bends(const struct search *s, const struct spot *at);
/* What of the marginal payoff is as good as 0, where it does not, so that a whole stretch is as good:
 * who keeps .2 of a unit, 1 less .8, is indifferent to what costs it .2. Else 0: a root tells. */
double search_flat(const struct search *s, const struct spot *at);
/* Takes note of what can be had: what pays less is passed over. */
void search_see(struct search *s, const struct spot *at);
/* Takes a local maximum if it is better, or as good and better for the generalist. */
void search_offer(struct search *s, const struct spot *at, enum hold hold);
/* Whether who earns so much, at most, and pays so much, at least, cannot be best, nor as good. */
bool search_is_hopeless(const struct search *s, double earned, double paid);
/* The maximum between l, where the payoff rises, and u, where it falls, of one that has no other
 * between them. `smooth`: and no kink. */
void search_root(struct search *s, const struct spot *l, const struct spot *u, bool smooth);
/* Whether there is none between two spots that is worth a look, by what bends one way being as
 * steep as at its ends, at most. */
bool search_is_settled(const struct search *s, const struct spot *l, const struct spot *u,
	const struct bends *bends);
/* The maxima between two spots, their ends left to the caller. */
void search_hunt(struct search *s, const struct spot *l, const struct spot *u, struct bends bends,
	int depth);
/* The same for what was left for later. */
void search_parts(struct search *s, const struct later *later);
/* piece_free.c: of who keeps nothing, the level that brings the generalist most of those that cost
 * nothing. */
void search_free(struct search *s);

#endif
