/* Private to the generalist's stage: its workspace (stage.c), and what its parts share.
 * They are the search by bounds (generalist.c), which splits intervals (level_split.c), closes in
 * on where replies leap (level_leap.c) and on the best level (level_polish.c), the range to
 * search (horizon.c; under terms level_limit.c), the search where formulas leave no bounds (level_scan.c) and the peaks
 * that either comes across (peaks.c). */
#ifndef HAGGLE_SOLVER_LEVEL_H
#define HAGGLE_SOLVER_LEVEL_H

#include "solver/pieces.h"
#include "solver/stage.h"

/* Points by number: the ends of the range come first, then what lies beside a peak, then
 * one for each depth of splitting. */
enum { POINT_BESIDE = 3, DEPTH_FIRST = 4, DEPTH_MAX = 73 };
/* A solve never hangs: a hard game takes a few hundred evaluations; beyond this
 * many (fewer where each costs more, as replies to formulas do) intervals are no longer
 * split. */
enum { EVALUATIONS_MAX = 20000, FORMULA_EVALUATIONS_MAX = 2000 };
/* A level that is 0 for all purposes but infinite slopes. */
#define TINY 1e-200
/* What may be missed, relative to the revenue shared at the best level. Levels
 * found are polished far beyond that. */
#define MISSED 1e-13
/* And right beside a level that is polished, where all go on as there. */
#define MISSED_BESIDE 4e-9

/* Under terms: what a specialist would get, whether it takes part to the left and right, and what
 * its part adds to the goal's slope there if it does. */
struct side {
	double own;
	bool left, right;
	double slope_left, slope;
};

struct point {
	double a0;
	double gain, gain_left;   /* sum over the domains; just left of a0 */
	double at;                /* at a0 itself, where who is indifferent obliges the generalist */
	double slope, slope_left; /* of the goal, phi_0 included */
	double cost, cost1;       /* phi_0, phi_0' */
	struct reply *reply;      /* n */
	struct side *side;        /* n */
};

/* Whether a specialist takes part between two levels: it may not all the way, or that is not known
 * yet. */
enum stance { STANCE_OUT, STANCE_IN, STANCE_OPEN, STANCE_UNSURE };

/* Specialist i between two levels. Bounds on how its u changes with a0 are found once they are
 * asked for: infinite where there are none. */
struct between {
	const struct stage *s;
	int i;
	const struct point *l, *u;
	bool asked;
	double low, high;
	struct turn turn; /* and how that turns */
	bool stretched, bounded; /* KIND_PIECES: whether the functions were looked at, and what */
	struct stretch stretch;  /* they are has bounds */
};

struct stage {
	int n;
	struct point pool[DEPTH_MAX + 1];
	int used;              /* points with storage */
	double *jump;          /* thresholds, rising */
	int jumps, room;       /* room for how many */
	struct pause pause;
	/* one maximisation */
	const struct cost *cost_fn;
	struct domain *domain;
	enum goal goal;
	bool terms;            /* some domain has terms beside its share */
	double terms_to;       /* nothing above is worth anything then (haggle-theory(7)) */
	bool scan;             /* some level may fall in a0: samples, not bounds */
	bool pieces;           /* some domain is KIND_PIECES */
	const struct pieces *cost_pieces; /* of a formula's cost; NULL */
	double cost_convex_to;
	double best, best_a0, best_gain;      /* the best of all points seen */
	struct best peak[CHOICES_MAX];        /* the best local maxima, best first */
	int peaks, wanted;                    /* how many there are, are to be kept at most */
	double range;                         /* as far as is searched, but for thresholds */
	long left;             /* evaluations that may still be spent on splitting */
	enum proof proof;
	enum status status;
	enum stance *stance;   /* n, with terms: between the levels that stage_top was asked for last */
	struct between open;   /* the first that stage_bounds was asked for last and found to begin or
	                        * leave; i below 0: there is none */
	struct error *err;
};

/* Points are taken like a stack, by number; their storage is kept for the next
 * time. NULL, with s->status set: out of memory. */
struct point *stage_new_point(struct stage *s, int i);
static inline struct point *stage_point(struct stage *s, int i)
{
	return i < s->used ? &s->pool[i] : stage_new_point(s, i);
}
/* A domain's part of the goal, and its slope in a0. */
struct part { double gain, slope; };
static inline struct part stage_part(const struct domain *m, enum goal goal,
	const struct reply *at)
{
	if (at->regime == REGIME_ABSTAIN)
		return (struct part){0, 0};
	if (goal == GOAL_SURPLUS)
		return (struct part){fmax(at->u, 0), at->gain};
	/* Levels may fall in a0, where a formula makes investing dearer. */
	return (struct part){m->delta * at->r,
		m->delta > 0 && at->slope != 0 ? m->delta * at->r1 * at->slope : 0};
}
/* What the goal can be between two points, level_bounds.c. */
struct bounds {
	double low, high; /* its slope there, apart from the domains that may jump */
	double l, u;      /* its values at the ends, apart from these */
	double jumps;     /* the most that these can bring */
	bool smooth;      /* none of them may */
};
void stage_bounds(struct stage *s, const struct point *l, const struct point *u,
	struct bounds *out);
/* How steep the generalist's cost can be between them. */
void stage_bent_cost_slopes(const struct stage *s, const struct point *l, const struct point *u,
	struct range *out); /* where it may not be convex: as at the ends, where it bends one way */
static inline void stage_cost_slopes(const struct stage *s, const struct point *l,
	const struct point *u, struct range *out)
{
	*out = l->cost1 <= u->cost1 ? (struct range){l->cost1, u->cost1} :
		(struct range){u->cost1, l->cost1};
	if (!(u->a0 <= s->cost_convex_to))
		stage_bent_cost_slopes(s, l, u, out);
}
/* How the slope of a sum turns, and how large what its bends are made of is: either by itself, as
 * one may be wide by far where the other is exact. */
struct turns { struct turn sum; double low, high; };
/* Adds `part`, of any sign, of what turns so. */
void stage_add_turn(struct turns *to, const struct turn *t, double part);
/* Makes bounds on the slope sharper by the goal's curvature, from the slopes at the ends: by far
 * where slopes of revenue and of the cost, of which the generalist bears `own`, nearly cancel, and
 * beside a peak. */
void stage_bend(const struct stage *s, const struct point *l, const struct point *u,
	struct turns *turns, double own, struct bounds *out);
/* The most that the goal can be between two points h apart, by these. */
double bounds_top(const struct bounds *b, double h);
/* The most that the goal can be between them, by levels alone. */
double stage_pieces_top(const struct stage *s, const struct point *l, const struct point *u);
double stage_terms_top(const struct stage *s, const struct point *l, const struct point *u);
static inline double stage_top(const struct stage *s, const struct point *l, const struct point *u)
{
	if (s->terms)
		return stage_terms_top(s, l, u);
	return s->pieces ? stage_pieces_top(s, l, u) : u->gain_left - l->cost;
}

/* All of p at a0; failures in s->status. */
void stage_evaluate(struct stage *s, double a0, struct point *p);
/* One more threshold, where it is of use. */
void stage_add_jump(struct stage *s, double a0);
/* What differences of payoffs at p are held against: what is earned there. */
static inline double stage_earned(const struct stage *s, const struct point *p)
{
	return s->terms ? fabs(p->at) + p->cost : p->gain;
}
/* What an interval must beat to be worth a look: the best of all points, or, where
 * several peaks are wanted, the least of those kept. */
static inline double stage_bar(const struct stage *s)
{
	if (s->wanted == 1)
		return s->best;
	return s->peaks < s->wanted ? -INFINITY : s->peak[s->peaks - 1].value;
}
/* Takes note of a local maximum. Among equally good ones the generalist takes
 * the smaller. Where several are wanted it is made sure that it is one, at its distance
 * from others. */
void stage_peak(struct stage *s, const struct point *p);
/* The same of a level where something begins: beyond it the goal may rise by next to nothing. */
void stage_beginning(struct stage *s, const struct point *p);

/* level_polish.c */
/* The root of the slope between l (> 0) and u (< 0), into *p. */
void stage_polish(struct stage *s, const struct point *l, const struct point *u,
	struct point *p);
/* Up from the best of the points seen, where no peak is as good, or from a level of 0 on which
 * the goal rises: what was left aside there could pay no more than MISSED more. */
void stage_beside_best(struct stage *s, struct best *best);

/* level_split.c */
/* Where to split an interval without thresholds inside, bounded by b, so deep: what differs by
 * no more than `missed` may be missed there. */
double stage_split_at(const struct stage *s, const struct point *l, const struct point *u,
	const struct bounds *b, double missed, int depth);
/* Where, from p on, some reply first comes to a kink, or a specialist stops contributing, if all
 * go on as there; INFINITY: that cannot be told. */
double stage_switch_after(const struct stage *s, const struct point *p);
/* Where a reply changes its ways, as foretold from `from`: that is to come between near ends,
 * on either side of it by turns. */
double stage_beside_switch(double turn, double from, bool beyond);

/* horizon.c */
/* With formulas: the end of the last doubling of a0 in which values alone leave room for the goal to
 * be above `bar`. */
double stage_last_doubling(struct stage *s, double bar);

/* level_leap.c */
/* Whose reply leaps between two levels, each of which knows what the other's would pay; -1:
 * nobody's, as far as that tells. */
int stage_leaping(const struct stage *s, const struct point *l, const struct point *u);
/* Closes in on where the reply of specialist i leaps between *l and *u, as far as payoffs tell:
 * they become points on either side of it, from number `depth` on, of which it takes up to
 * LEAP_POINTS. False: they are as near as that already. */
enum { LEAP_POINTS = 3 };
bool stage_leap(struct stage *s, int i, const struct point **l, const struct point **u, int depth);

/* level_terms.c: the same where domains have terms, for stage_top, stage_bounds and the
 * thresholds. */
void stage_terms_bounds(struct stage *s, const struct point *l, const struct point *u,
	const struct range *cost, struct bounds *out);
void stage_terms_jumps(struct stage *s);
/* For the l and u of the last stage_bounds, between which one specialist may begin or leave: the
 * most that the goal can be there, be it in or out; INFINITY: more than `bar`, or that of several
 * it cannot be told. */
double stage_either(struct stage *s, const struct point *l, const struct point *u, double bar);
/* For the same: where to look in place of that edge, since the goal has its top on the side where the
 * specialist takes part, going by slopes, or falls on both; below 0: the edge is what matters, or
 * that cannot be told. */
double stage_turn(const struct stage *s, const struct point *l, const struct point *u);

/* level_paid.c: what they bring at a level, for stage_evaluate. */
bool stage_has_terms(const struct domain *domain, int n, enum goal goal);
void stage_terms_add(struct stage *s, int i, struct point *p);
/* The most that such a domain's part rises by with a0, but for its part of phi_0, where r' is
 * rise or the reply is known. */
double stage_terms_slope(const struct domain *m, const struct reply *at);
/* What the generalist bears of its own cost if all take part. */
double stage_own_part(const struct domain *domain, int n);

/* level_edges.c: where specialists under terms take part. */
void between_begin(struct between *b, const struct stage *s, int i, const struct point *l,
	const struct point *u);
/* Whether there are bounds. */
bool between_bounds(struct between *b);
/* How what revenue makes of the domain's part changes, and how that turns; false: it may jump. */
bool between_part(struct between *b, double *low, double *high, struct turns *turns);
/* Whether it takes part all of (l, u), or nowhere in it, by its payoffs at the ends. */
enum stance between_stance(const struct between *b);
/* Where these leave that unsure: by bounds on how they change, `cost` being how steep phi_0 can be. */
enum stance between_make_sure(struct between *b, const struct range *cost);
/* For the l and u of the last stage_bounds: where between them somebody begins to take part, or leaves, to the last bit, or which end of
 * it, if that is it; or where to look for that; below 0: nowhere that can be told, or there is
 * none. */
double stage_edge(struct stage *s, const struct point *l, const struct point *u);
/* About where the specialist begins or leaves; below 0: it does not between them. */
double between_edge(const struct between *b);

/* Whether every specialist has the same regime at both levels, but for those that begin between. */
bool stage_same_regimes(const struct stage *s, const struct point *l, const struct point *u);
/* All local maxima that a grid finds. */
void stage_scan(struct stage *s);

#endif
