/* Private to the solver: a function of one variable, cut where its slope or its
 * curvature changes sign, so that a payoff made of it can be searched by proof.
 *
 * On each piece the signs are certain: they come from the function's range over
 * intervals (ranges.c). Between pieces lies a kink, a step or a point of inflection,
 * known to the last bit: every double belongs to a piece. Pieces are found one doubling
 * at a time, as far as somebody looks, and what was found stays. */
#ifndef HAGGLE_SOLVER_PIECES_H
#define HAGGLE_SOLVER_PIECES_H

#include "model/formula_range.h"
#include "model/game.h"

/* A function's value and derivatives over an interval; the third is what revenue_bends and
 * cost_bends fill in, all numbers where nothing is known of it. */
struct span {
	struct range v, d1, d2, d3;
	bool defined; /* false: somewhere it may be no number */
};

/* A cost over a box of x and a0. */
struct cost_span {
	struct range v, d1, d2, d3; /* and derivatives in x */
	struct range da0, d1a0; /* dphi/da0 at fixed x, d^2 phi / dx da0 */
	bool defined;
};

struct domain; /* in stage.h */

/* ranges.c */
void revenue_span(const struct revenue *r, double lo, double hi, struct span *out);
void cost_span(const struct cost *c, struct range x, struct range a0, struct cost_span *out);
/* The same with the third derivative in x, of formulas, and of costs in x alone; but without what
 * depends on a0. */
void revenue_bends(const struct revenue *r, double lo, double hi, struct span *out);
void cost_bends(const struct cost *c, struct range x, struct range a0, struct cost_span *out);
/* A formula's third derivatives in x and a0, by how often each; false: they have no bounds. */
struct cost_thirds { struct range xxx, xxa, xaa; };
bool cost_thirds(const struct cost *c, struct range x, struct range a0, struct cost_thirds *out);

/* Revenue and cost on one side of each kink that the box holds (formula_sides), of families on
 * the only one; the border's slope is dx/da0 of the cost's kinks, with its sign turned. */
void revenue_sides(const struct revenue *r, double lo, double hi, struct formula_sides *sides,
	struct span *out);
void cost_sides(const struct cost *c, struct range x, struct range a0, struct formula_sides *sides,
	struct cost_span *out);
/* As cost_span, but da0 and d1a0 are how the cost and its slope change with x where the level stays
 * as it is: phi_x - phi_a0 and phi_xx - phi_xa0. */
void cost_span_at_level(const struct cost *c, struct range x, struct range a0,
	struct cost_span *out);

/* Adds da/da0 where the marginal payoff is 0, (phi_xx - phi_xa0) / (phi_xx - w r''), of bounds on
 * phi_xx, phi_xa0 and w r''; false: there are none on that. */
bool range_add_level_slopes(struct range *to, struct range c, struct range a0, struct range wr);

/* phi_a0a0 of a formula. */
struct range cost_bends_in_a0(const struct cost *c, struct range x, struct range a0);

/* What is certain of a sign. */
enum sign { SIGN_FALLS = -1, SIGN_NONE = 0, SIGN_RISES = 1, SIGN_UNKNOWN = 2 };

/* How curvature moves along a part of a piece, up to `hi`. */
enum { PARTS_MAX = 6 };
struct piece_part {
	double hi;
	struct jet at_hi;
	enum sign turn;
};

struct piece {
	double lo, hi;        /* all doubles from lo to hi */
	double in_lo, in_hi;  /* and those at which jets are the piece's own: at a kink, or beside a
	                       * step, they may be the neighbour's */
	double v_lo, v_hi;    /* values at lo and hi */
	struct jet at_lo, at_hi; /* jets at in_lo and in_hi */
	double top;           /* not less than any value */
	enum sign slope, bend;
	enum { BEGINS_UNKNOWN, BEGINS_LEVEL, BEGINS_WITH_STEP } begins; /* piece_reply.c */
	int parts;            /* of a convex one, once they have been asked for (piece_turns.c) */
	struct piece_part part[PARTS_MAX];
};

enum { DOUBLING_LOW = -30, DOUBLING_HIGH = 40, DOUBLINGS = DOUBLING_HIGH - DOUBLING_LOW + 1 };

struct pieces {
	const struct revenue *revenue; /* either of both */
	const struct cost *cost;       /* in x, at a0 = 0 */
	struct piece *piece;           /* owned */
	int count, capacity;
	int next;          /* the doubling to be cut next */
	int common;        /* those from this one on have pieces of their own each */
	double end;        /* where the pieces found end */
	double undefined;  /* from here on it may be no finite number; INFINITY: nowhere yet */
	long boxes;        /* intervals tried */
	/* Bounds on values in doubling i, from 2^(i + DOUBLING_LOW - 1) (the first: from 0) to
	 * 2^(i + DOUBLING_LOW). */
	struct range value[DOUBLINGS];
	bool rises[DOUBLINGS]; /* for certain: it does not fall there */
	/* Of a domain's revenue (classify_pieces.c): what the cost is at least where doubling i is
	 * reached from afar, at most for free-riding on it, and the most that a specialist's
	 * payoff can be from there on, at this share of its own (below 0: none yet). */
	double cost_low[DOUBLINGS], cost_first[DOUBLINGS], reach[DOUBLINGS];
	double share;
};

/* The end of doubling i. */
double pieces_doubling(int i);
/* The doubling that level is in, an end counting to the one before. */
int pieces_doubling_of(double level);

/* A new table for revenue or cost (the other NULL), which must outlive it. */
enum status pieces_alloc(const struct revenue *revenue, const struct cost *cost,
	struct pieces **out, struct error *err);
void pieces_free(struct pieces *p); /* NULL is fine */
/* Cuts one doubling more; at the last one, or where the function is not defined, none. */
enum status pieces_extend(struct pieces *p, struct error *err);
/* As many as it takes for pieces to come to `level`, as far as they may. */
enum status pieces_extend_to(struct pieces *p, double level, struct error *err);
/* Whether the pieces found from one level to another, and the steps between them, do not
 * fall. */
bool pieces_rise(const struct pieces *p, double from, double to);
/* What is certain of a cost in x alone. */
struct cost_facts {
	bool sound;       /* it falls nowhere but from `falls` on */
	double falls;     /* INFINITY: nowhere */
	double convex_to; /* convex up to here */
};
/* All pieces of a formula, the caller's to free, also where it fails. */
enum status pieces_cost(const struct cost *c, struct pieces **out, struct cost_facts *facts,
	struct error *err);

/* Levels a0 at which a cost in a0 as well switches, and those next to them, rising
 * (cost_switch.c). */
enum { SWITCHES_MAX = 32 };
struct switches { int count; double level[SWITCHES_MAX]; };
void cost_switches(const struct cost *c, struct switches *out);

/* What is certain of a domain with a formula, whatever the share (classify_pieces.c). */
struct domain_facts {
	struct revenue revenue; /* copies, with formulas of their own */
	struct cost cost;
	bool revenue_known, cost_known; /* what follows is of them */
	struct pieces *revenue_pieces, *cost_pieces; /* owned; as struct domain's, as are: */
	bool rises;             /* revenue does not fall, for certain */
	int revenue_cut;        /* so many doublings were cut to find that out */
	bool mixed, sound;
	double falls, convex_to, ordered_to;
	double free_to;         /* not mixed: the most that may be invested for nothing more */
	enum sign cost_turn;
	struct switches switches; /* mixed */
};
void domain_facts_free(struct domain_facts *f); /* NULL is fine */

/* cost_free.c: the most that may be invested at a0 for no more than nothing costs, and whether
 * anything may. */
double cost_free_to(const struct cost *c, double a0);
bool cost_is_free(const struct cost *c, double a0);

/* Fills reach for the share w. */
void pieces_share(struct pieces *p, double w);
/* The levels that replies take between two of the generalist's, and what the functions are
 * there. */
struct stretch {
	double a_lo, a_hi;
	struct range a0, x;
	struct span r;
	struct cost_span c;
	bool held; /* some end's level, or investment, is held by a kink or a step */
	bool begins; /* it invests all along but for the lower end itself */
	/* Where curvatures have no bounds, by kinks, but replies do not leap: da/da0, and how the
	 * payoff for taking part moves with a0 (piece_kinks.c). */
	bool kinked;
	bool level_kinked; /* by kinks of revenue as well, which hold the level: u then moves as the cost */
	struct range slope, gain;
};
/* piece_kinks.c: fills that in, all else being known, where curvatures have no bounds. */
void pieces_along_kinks(const struct domain *m, struct stretch *s);
/* da/da0 along the kink of a cost, or the step, at x or next to it; 1 where none is known. */
double cost_border(const struct cost *c, double x, double a0);
/* The number of the piece that holds level, which must be below end. */
int pieces_find(const struct pieces *p, double level);

#endif
