/* Local maxima of a payoff that is not concave: w r(a0 + x) - phi(x; a0) in x.
 *
 * Intervals are split until the marginal payoff h = w r' - phi_x provably has
 * no root there, or is provably monotone (then it has one root at most). The
 * proof uses that phi_x rises in x for all cost families, and the ranges of r'
 * and r''. */
#include "solver/stage.h"

#include <float.h>
#include <math.h>

/* Both functions at one investment. */
struct spot {
	double x;
	struct jet r;
	struct cost_jet c;
	double h; /* marginal payoff */
};

/* A hunt ends: beyond this many spots intervals are no longer split. Families
 * take a few dozen; widths near the smallest doubles have no margins at all. */
enum { SPOTS_MAX = 4000 };

struct hunt {
	struct domain *m;
	double a0, floor;
	int left; /* spots */
	double *found;
	int count;
};

static void spot_at(const struct hunt *hunt, double x, struct spot *s)
{
	s->x = x;
	revenue_jet(&hunt->m->d->revenue, hunt->a0 + x, &s->r);
	cost_jet(&hunt->m->d->cost, x, hunt->a0, &s->c);
	s->h = hunt->m->w * s->r.d1 - s->c.d1;
}

static void margin_at(void *context, double x, struct bracket_value *out)
{
	const struct hunt *hunt = context;
	struct spot at;
	spot_at(hunt, x, &at);
	/* 0 is on the far side: what is found is the last x from which more pays. */
	out->value = at.h > 0 ? at.h : fmin(at.h, -DBL_MIN);
	out->slope = hunt->m->w * at.r.d2 - at.c.d2;
	out->small = 1e-3 * at.c.d1;
}

/* The root of h between l (h > 0) and u (h <= 0), from what was found last at another
 * a0 if that is between them. */
static double root_between(struct hunt *hunt, const struct spot *l, const struct spot *u)
{
	/* The next to last of Newton's steps leaves no more than its square. */
	struct bracket_root root = {.low = l->x, .high = u->x,
		.guess = domain_guess(hunt->m, hunt->a0), .part = DBL_EPSILON, .step = 1e-8};
	double x, last;
	enum bracket_end end = bracket_root(margin_at, hunt, &root, &x, &last);
	return end == BRACKET_NARROW ? root.low : x;
}

static void keep(struct hunt *hunt, double x)
{
	if (hunt->count < PEAKS_MAX)
		hunt->found[hunt->count++] = x;
	else
		hunt->m->proof = PROOF_GAVE_UP;
}

static void search(struct hunt *hunt, const struct spot *l, const struct spot *u, int depth)
{
	const struct domain *m = hunt->m;
	struct slopes r;
	struct spot mid;

	if (m->w * u->r.v - l->c.v <= hunt->floor)
		return;
	revenue_slopes(&m->d->revenue, hunt->a0 + l->x, &l->r, hunt->a0 + u->x, &u->r, &r);
	if (m->w * r.d1lo - u->c.d1 > 0 || m->w * r.d1hi - l->c.d1 < 0)
		return;
	double curve_low = fmin(l->c.d2, u->c.d2), curve_high = fmax(l->c.d2, u->c.d2);
	if (m->w * r.d2hi - curve_low <= 0) { /* concave */
		if (l->h > 0 && u->h <= 0)
			keep(hunt, root_between(hunt, l, u));
		return;
	}
	if (m->w * r.d2lo - curve_high >= 0) /* convex: no maximum but at the ends */
		return;
	bool narrow = u->x - l->x <= 1e-9 * (hunt->a0 + u->x);
	if (depth == 0 || narrow || hunt->left-- <= 0) {
		if (!narrow)
			hunt->m->proof = PROOF_GAVE_UP;
		if (l->h > 0 && u->h <= 0)
			keep(hunt, root_between(hunt, l, u));
		return;
	}
	spot_at(hunt, .5 * (l->x + u->x), &mid);
	search(hunt, l, &mid, depth - 1);
	search(hunt, &mid, u, depth - 1);
}

int humps_find(struct domain *m, double a0, double from, double to, double floor,
	double *x)
{
	struct hunt hunt = {m, a0, floor, SPOTS_MAX, x, 0};
	struct spot l, u;
	if (m->w <= 0) /* the margin is a cost alone */
		return 0;
	spot_at(&hunt, from, &l);
	spot_at(&hunt, to, &u);
	search(&hunt, &l, &u, 50);
	return hunt.count;
}
