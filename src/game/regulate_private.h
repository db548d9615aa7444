/* Private to the game under regulation: a specialist made ready for a share, and the
 * generalist's searches.
 *
 * All of a specialist's replies depend on t alone, how much safety the generalist leaves to
 * it below its floor. Along t a reply goes through branches (the conditions of Karush, Kuhn
 * and Tucker): on each, what it gains for itself, h(t), is a quadratic, and what it adds to
 * the revenue, r u(t), is linear. */
#ifndef HAGGLE_GAME_REGULATE_PRIVATE_H
#define HAGGLE_GAME_REGULATE_PRIVATE_H

#include "game/regulate.h"

/* A player takes part unless that gives it less than 0 by more than this part of what the
 * domain earns. */
#define PART_LEAST 1e-12
/* Values of the generalist's that differ by less than this part of what is earned are equal:
 * of equals it takes the least safety, then the least performance. */
#define PART_TIE 1e-14

enum branch_name {
	BRANCH_INSIDE,  /* both attributes are raised beyond what it must */
	BRANCH_SAFETY,  /* safety alone, and beyond */
	BRANCH_PERFORMANCE, /* performance alone, nothing missing */
	BRANCH_FLOOR,   /* just to the floor, and performance */
	BRANCH_BOUND,   /* just to the floor, and nothing else */
	BRANCHES
};

/* h = h0 + h1 t + h2 t^2; slope: d(r u)/dt. */
struct branch { double h0, h1, h2, slope; };

/* A specialist's reply at a share. */
struct regulate_answer {
	enum branch_name branch;
	struct attributes u; /* what it adds */
	double earns;        /* r u */
	double h;            /* w r u - its cost */
};

struct regulate_side {
	const struct regulate_domain *d;
	double delta, w;          /* the generalist's share, and its own */
	double wp, ws;            /* w r */
	bool convex;              /* its cost is */
	struct attributes inside; /* BRANCH_INSIDE's u; where there is one */
	bool has_inside;
	double alone;             /* BRANCH_SAFETY's safety */
	double start, lean;       /* BRANCH_FLOOR: performance start - lean t, if that is > 0 */
	struct branch branch[BRANCHES];
};

/* regulate_side.c */
void regulate_prepare(const struct regulate_domain *d, double delta, struct regulate_side *side);
void regulate_answer(const struct regulate_side *side, double t, struct regulate_answer *a);
/* What is missing of the specialist's floor at the generalist's safety. */
static inline double regulate_missing(const struct regulate_side *side, double safety)
{
	return side->d->floor > safety ? side->d->floor - safety : 0;
}
/* The least performance of the generalist's from which it takes part, given its reply there;
 * below 0: any. INFINITY: none. */
double regulate_entry(const struct regulate_side *side, double safety,
	const struct regulate_answer *a);
/* The generalist's safety where the reply may change its branch, into at[]; how many. */
enum { KINKS_MAX = 8 };
int regulate_kinks(const struct regulate_side *side, double *at);
/* Roots of c0 + c1 x + c2 x^2 into at[2]; how many. None where it is 0 everywhere. */
int quadratic_roots(double c0, double c1, double c2, double *at);
/* p0 + p1 x + p2 x^2 = h(floor - x) of a branch. */
struct parabola { double p0, p1, p2; };
struct parabola regulate_along(const struct branch *b, double floor);
/* The entry as a parabola of the generalist's safety; w r of performance must be above 0. */
struct parabola regulate_entry_along(const struct regulate_side *side, const struct branch *b);
/* The same of what is missing to the floor: with little of revenue kept that is small, and digits
 * are lost in the safety itself. */
struct held {
	double floor;
	struct parabola entry;
};
struct held regulate_holding(const struct regulate_side *side, const struct branch *b);
/* Safety at which a specialist could enter at no performance of the generalist's; at[2], how many. */
int regulate_enters(const struct regulate_side *side, const struct branch *b, double *at);
/* Where the generalist's payoff is stationary along its safety while it holds a specialist at
 * its entry, and a unit of each attribute earns it as much as given; at[3], how many. */
int regulate_held(const struct quadratic *cost, double performance, double safety,
	const struct held *held, double *at);

/* What the generalist's product is chosen for. */
enum regulate_goal { REGULATE_SHARE, REGULATE_SURPLUS };

struct regulate_best {
	struct attributes first;
	double value, size; /* size: what is earned, or spent, there */
	enum proof proof;
};

/* regulate_single.c: one specialist; false: it cannot be had. */
bool regulate_single(const struct regulate_game *g, const struct regulate_side *side,
	struct regulate_best *best);

/* regulate_many.c */
struct regulate_search;
struct regulate_search *regulate_search_alloc(int n); /* NULL: out of memory */
void regulate_search_free(struct regulate_search *s);
/* The best at one safety of the generalist's; false: nobody can be had there. */
bool regulate_at(struct regulate_search *s, const struct regulate_game *g,
	const struct regulate_side *side, double safety, struct regulate_best *best);
bool regulate_many(struct regulate_search *s, const struct regulate_game *g,
	const struct regulate_side *side, enum regulate_goal goal, struct regulate_best *best);

#endif
