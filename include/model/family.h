/* Families of cost and revenue functions (haggle-theory(7)), one table of each.
 *
 * All utilities, revenues and costs are in the unit of revenue; levels and
 * investments (a, a0, x) in the unit of performance. */
#ifndef HAGGLE_MODEL_FAMILY_H
#define HAGGLE_MODEL_FAMILY_H

#include "model/formula.h"

#include <stdbool.h>

/* The kinds of games; each has families of its own. */
enum game_kind { GAME_FINE_TUNING, GAME_REGULATION, GAME_KINDS };

enum revenue_family {
	REVENUE_LINEAR,     /* base + scale a */
	REVENUE_POWER,      /* base + scale a^exponent */
	REVENUE_LOG,        /* base + scale ln(1 + a/width) */
	REVENUE_SATURATING, /* base + scale (1 - exp(-a/width)) */
	REVENUE_LOGISTIC,   /* base + scale [S((a-midpoint)/width) - S(-midpoint/width)] */
	REVENUE_FORMULA,
	REVENUE_PLANE,      /* of two attributes: performance a + safety b */
	REVENUE_FAMILIES
};

enum cost_family {
	COST_POWER,       /* fixed + marginal x + scale x^exponent */
	COST_EXPONENTIAL, /* fixed + marginal x + scale (exp(rate x) - 1) */
	COST_FORMULA,
	COST_QUADRATIC,   /* of two attributes: performance x^2 + 2 interaction x y + safety y^2 */
	COST_FAMILIES
};

/* What the curved part of a specialist's cost is taken over: its own
 * investment x, or the level reached, as in scale ((a0+x)^k - a0^k). */
enum cost_basis { BASIS_INCREMENT, BASIS_LEVEL, COST_BASES };

/* Every family keeps all the parameters, so that changing the family in the
 * explorer and back loses nothing; each uses only its own. */
struct revenue {
	enum revenue_family family;
	double base;     /* >= 0 */
	double scale;    /* >= 0 */
	double exponent; /* >= 0, power */
	double width;    /* > 0, log, saturating, logistic */
	double midpoint; /* >= 0, logistic */
	double performance, safety; /* >= 0, plane */
	struct formula_slot *formula; /* owned; NULL unless a formula was given */
};

struct cost {
	enum cost_family family;
	enum cost_basis basis;
	double scale;    /* >= 0 */
	double exponent; /* >= 1, power */
	double rate;     /* > 0, exponential */
	double marginal; /* >= 0 */
	double fixed;    /* >= 0, paid on taking part at all */
	double performance, safety; /* > 0, quadratic */
	double interaction;         /* quadratic */
	struct formula_slot *formula; /* owned; NULL unless a formula was given */
};

/* A value with its derivatives in the function's own variable. */
struct jet {
	double v;  /* value */
	double d1; /* first derivative */
	double d2; /* second derivative */
};

/* A cost with its derivatives in x, and the mixed one in x and a0, which says
 * how the marginal cost moves with the generalist's level. */
struct cost_jet {
	double v, d1, d2;
	double d1a0; /* d^2 phi / dx da0 */
};

/* What a player's revenue and cost have in common, one of each: there are
 * families to choose from, one of which is a formula. */
struct function {
	const char *key;           /* in files: "cost", and "cost." before its parameters */
	int families;
	const char *const *family; /* their names as in files */
	int formula;               /* the family that is one */
	struct { int first, count; } of[GAME_KINDS]; /* those that each kind of game has */
	const char *text, *constant; /* the formula to start from, and its scale in it */
};

extern const struct function revenue_function, cost_function;

/* As in scenario files, each at its number; then NULL. */
extern const char *const cost_basis_words[COST_BASES + 1];

/* The defaults of scenario files: scale 1, exponent 2 for costs and 1 for revenue,
 * rate 1, width 1, midpoint 1, all else 0; linear and power; no formula. */
void revenue_init(struct revenue *r);
void cost_init(struct cost *c);

/* Whether there is a level at which a function of no plain scale may be above 0. */
bool revenue_earns_somewhere(const struct revenue *r);
/* Whether there is a level at which it may be above 0. */
static inline bool revenue_earns(const struct revenue *r)
{
	return r->family < REVENUE_FORMULA ? r->scale > 0 || r->base > 0 :
		revenue_earns_somewhere(r);
}

/* r(a), a >= 0. */
double revenue_value(const struct revenue *r, double a);
/* r, r', r'' at a >= 0. r'(0) of the power family with exponent < 1 is +inf. */
void revenue_jet(const struct revenue *r, double a, struct jet *out);
/* The same of r' and r'' alone, which takes a third of the time where r has the exponentials.
 * False: out->v has no meaning. */
bool revenue_slope(const struct revenue *r, double a, struct jet *out);

/* phi(x; a0), x >= 0, a0 >= 0. For the generalist a0 = 0. */
double cost_value(const struct cost *c, double x, double a0);
void cost_jet(const struct cost *c, double x, double a0, struct cost_jet *out);
/* How it changes with a0, on the side that one comes to, where the investment of x changes by dx as
 * a0 does by 1; and where that stays as it is. */
double cost_along(const struct cost *c, double x, double a0, double dx);
double cost_in_a0(const struct cost *c, double x, double a0);

#endif
