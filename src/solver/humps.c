/* Local maxima of a payoff that is not concave: w r(a0 + x) - phi(x; a0) in x.
 *
 * Intervals are split until the marginal payoff h = w r' - phi_x provably has
 * no root there, or is provably monotone (then it has one root at most). The
 * proof uses that phi_x rises in x for all cost families, and the ranges of r'
 * and r''. */
#include "solver/stage.h"

#include <float.h>
#include <math.h>

/* A hunt ends: beyond this many spots intervals are no longer split. Families
 * take a few dozen; widths near the smallest doubles have no margins at all. */
enum { SPOTS_MAX = 4000 };

struct hunt {
	struct domain *m;
	double a0, floor;
	int left; /* spots */
	struct margin *found;
	int count;
};

static double marginal(const struct hunt *hunt, const struct margin *at)
{
	return hunt->m->w * at->r.d1 - at->c.d1;
}

static void margin_at(void *context, double x, struct bracket_value *out)
{
	const struct hunt *hunt = context;
	struct margin at;
	revenue_slope(&hunt->m->d->revenue, hunt->a0 + x, &at.r);
	cost_jet(&hunt->m->d->cost, x, hunt->a0, &at.c);
	double h = marginal(hunt, &at);
	/* 0 is on the far side: what is found is the last x from which more pays. */
	out->value = h > 0 ? h : fmin(h, -DBL_MIN);
	out->slope = hunt->m->w * at.r.d2 - at.c.d2;
	out->small = 1e-3 * at.c.d1;
}

/* Where the marginal payoff comes down to 0 between l and u, from what was found last at another
 * a0 if that is between them. */
static double root_between(struct hunt *hunt, const struct margin *l, const struct margin *u)
{
	/* The next to last of Newton's steps leaves no more than its square. */
	struct bracket_root root = {.low = l->x, .high = u->x,
		.guess = domain_guess(hunt->m, hunt->a0), .part = DBL_EPSILON, .step = 1e-8};
	double x, last;
	enum bracket_end end = bracket_root(margin_at, hunt, &root, &x, &last);
	return end == BRACKET_NARROW ? root.low : x;
}

/* The root between l and u, if they tell of one. */
static void keep(struct hunt *hunt, const struct margin *l, const struct margin *u)
{
	if (!(marginal(hunt, l) > 0 && marginal(hunt, u) <= 0))
		return;
	if (hunt->count < PEAKS_MAX)
		domain_margin(hunt->m, hunt->a0, root_between(hunt, l, u),
			&hunt->found[hunt->count++]);
	else
		hunt->m->proof = PROOF_GAVE_UP;
}

static void search(struct hunt *hunt, const struct margin *l, const struct margin *u, int depth)
{
	const struct domain *m = hunt->m;
	struct slopes r;
	struct margin mid;

	if (m->w * u->r.v - l->c.v <= hunt->floor)
		return;
	revenue_slopes(&m->d->revenue, hunt->a0 + l->x, &l->r, hunt->a0 + u->x, &u->r, &r);
	if (m->w * r.d1lo - u->c.d1 > 0 || m->w * r.d1hi - l->c.d1 < 0)
		return;
	double curve_low = fmin(l->c.d2, u->c.d2), curve_high = fmax(l->c.d2, u->c.d2);
	if (m->w * r.d2hi - curve_low <= 0) { /* concave */
		keep(hunt, l, u);
		return;
	}
	if (m->w * r.d2lo - curve_high >= 0) /* convex: no maximum but at the ends */
		return;
	bool narrow = u->x - l->x <= 1e-9 * (hunt->a0 + u->x);
	if (depth == 0 || narrow || hunt->left-- <= 0) {
		if (!narrow)
			hunt->m->proof = PROOF_GAVE_UP;
		keep(hunt, l, u);
		return;
	}
	domain_margin(m, hunt->a0, .5 * (l->x + u->x), &mid);
	search(hunt, l, &mid, depth - 1);
	search(hunt, &mid, u, depth - 1);
}

int humps_find(struct domain *m, double a0, const struct margin *from, const struct margin *to,
	double floor, struct margin *peak)
{
	struct hunt hunt = {m, a0, floor, SPOTS_MAX, peak, 0};
	if (m->w > 0) /* else the margin is a cost alone */
		search(&hunt, from, to, 50);
	return hunt.count;
}
