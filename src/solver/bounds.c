/* How steep a domain's part of the goal can be between two levels of a0: what the
 * generalist's branch and bound prunes by. */
#include "solver/pieces.h"
#include "solver/stage.h"

#include <math.h>

/* da/da0 = phi'' / (phi'' - w r''), monotone in either: extremes at corners. */
static double contribute_slope(double c2, double wr2)
{
	if (isinf(c2))
		return 1;
	double down = c2 - wr2;
	if (down <= 0)
		return INFINITY;
	return c2 / down;
}

static void jet_of(const struct reply *at, struct jet *out)
{
	*out = (struct jet){at->r, at->r1, at->r2};
}

static bool contribute_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high)
{
	struct jet ra, rb;
	struct slopes r;
	double c_low, c_high;
	double x_low = fmax(at_l->a - u, 0), x_high = at_u->a - l;

	jet_of(at_l, &ra);
	jet_of(at_u, &rb);
	revenue_slopes(&m->d->revenue, at_l->a, &ra, at_u->a, &rb, &r);
	if (goal == GOAL_SURPLUS) {
		*low = m->w * r.d1lo;
		*high = m->w * r.d1hi;
		return true;
	}
	if (m->kind == KIND_CONCAVE &&
		at_l->regime == REGIME_CONTRIBUTE && at_u->regime == REGIME_CONTRIBUTE) {
		/* x falls in a0 there, and phi'' is monotone. */
		c_low = fmin(at_l->c2, at_u->c2);
		c_high = fmax(at_l->c2, at_u->c2);
	} else {
		/* x moves one way where revenue bends one way (the payoff's cross
		 * derivative in x and a0 is w r''): up where it is convex, down where
		 * it is concave. */
		bool up = m->shape == SHAPE_CONVEX ||
			(m->shape == SHAPE_SIGMOID && at_u->a <= m->inflection);
		bool down = m->shape == SHAPE_CONCAVE ||
			(m->shape == SHAPE_SIGMOID && at_l->a >= m->inflection);
		if (up || down) {
			x_low = up ? at_l->x : at_u->x;
			x_high = up ? at_u->x : at_l->x;
		}
		cost_curvature(&m->d->cost, x_low, fmax(x_high, x_low), &c_low, &c_high);
	}
	double wlo = m->w * r.d2lo, whi = m->w * r.d2hi;
	double s1 = contribute_slope(c_low, wlo), s2 = contribute_slope(c_low, whi);
	double s3 = contribute_slope(c_high, wlo), s4 = contribute_slope(c_high, whi);
	double s_low = fmin(fmin(s1, s2), fmin(s3, s4));
	double s_high = fmax(fmax(s1, s2), fmax(s3, s4));
	if (isinf(s_high))
		return false;
	double part = fabs(m->by.part);
	*low = part * r.d1lo * s_low;
	*high = part * r.d1hi * s_high;
	return true;
}

static void free_ride_bounds(const struct domain *m, enum goal goal, double l, double u,
	double *low, double *high)
{
	struct jet ra, rb;
	struct slopes r;
	double part = goal == GOAL_SHARE ? fabs(m->by.part) : m->w;
	revenue_slope(&m->d->revenue, l, &ra);
	revenue_slope(&m->d->revenue, u, &rb);
	revenue_slopes(&m->d->revenue, l, &ra, u, &rb, &r);
	*low = part * r.d1lo;
	*high = part > 0 ? part * r.d1hi : 0;
}

/* Whether it free-rides just below the upper level. Under terms peaks of a cost over the level are
 * levels that are looked at (level_terms.c): up to there it still contributes. */
static bool rides_below(const struct domain *m, const struct reply *at_l, const struct reply *at_u)
{
	return at_u->regime == REGIME_FREE_RIDE &&
		!(m->kind == KIND_LEVEL && m->by.terms && at_u->a == at_l->a);
}

/* A level basis: a stands still until a0 passes the peak, unless a better peak
 * further on takes over; then it jumps. */
static bool level_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high)
{
	bool free_l = at_l->regime == REGIME_FREE_RIDE, free_u = rides_below(m, at_l, at_u);
	bool jumps = free_l && !free_u;
	struct cost_jet cl, cu;

	for (int i = 0; i < m->peaks; i++)
		jumps |= m->peak[i] > at_l->a && m->peak[i] <= fmax(u, at_u->a);
	if (jumps && goal == GOAL_SHARE)
		return false;
	*low = INFINITY;
	*high = -INFINITY;
	if (free_l || free_u || jumps)
		free_ride_bounds(m, goal, l, u, low, high);
	if (!free_l || !free_u || jumps) {
		cost_jet(&m->d->cost, 0, l, &cl);
		cost_jet(&m->d->cost, 0, u, &cu);
		*low = fmin(*low, goal == GOAL_SHARE ? 0 : cl.d1);
		*high = fmax(*high, goal == GOAL_SHARE ? 0 : cu.d1);
	}
	return true;
}

/* Of revenue's part, whichever its sign, or of the specialist's payoff. */
static bool side_slope_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high)
{
	bool free_l = at_l->regime == REGIME_FREE_RIDE, free_u = at_u->regime == REGIME_FREE_RIDE;
	struct stretch s;
	struct turn turn;
	if (m->kind == KIND_PIECES)
		return pieces_stretch(m, l, at_l, u, at_u, &s) &&
			pieces_slope_bounds(m, goal, &s, at_l, at_u, low, high, &turn);
	if (m->kind == KIND_LEVEL)
		return level_bounds(m, goal, l, at_l, u, at_u, low, high);
	if (free_l && free_u) {
		/* S-curves: on either side of the midpoint a specialist that free-rides
		 * at both ends does so between; across it, nobody knows. */
		if (m->shape == SHAPE_SIGMOID && l < m->inflection &&
			u > m->inflection)
			return false;
		free_ride_bounds(m, goal, l, u, low, high);
		return true;
	}
	if (!contribute_bounds(m, goal, l, at_l, u, at_u, low, high))
		return false;
	if (free_l || free_u) {
		double low2, high2;
		free_ride_bounds(m, goal, l, u, &low2, &high2);
		*low = fmin(*low, low2);
		*high = fmax(*high, high2);
	}
	return true;
}

bool domain_find_slope_bounds(const struct domain *m, enum goal goal, double l,
	const struct reply *at_l, double u, const struct reply *at_u, double *low, double *high)
{
	if (!side_slope_bounds(m, goal, l, at_l, u, at_u, low, high))
		return false;
	if (goal == GOAL_SHARE && m->by.part < 0) {
		double least = -*high;
		*high = -*low;
		*low = least;
	}
	return true;
}

void family_turn(const struct domain *m, enum goal goal, double l, const struct reply *at_l,
	double u, const struct reply *at_u, struct turn *out)
{
	bool free_l = at_l->regime == REGIME_FREE_RIDE, free_u = rides_below(m, at_l, at_u);
	double part = goal == GOAL_SURPLUS ? m->w : 1;
	struct jet ra, rb;
	struct slopes r;
	*out = (struct turn){.known = m->kind == KIND_LINEAR};
	if (m->kind == KIND_LEVEL && !free_l && !free_u && at_l->a == at_u->a) {
		/* Revenue stands still, and what it saves is phi'(a0). */
		if (goal == GOAL_SURPLUS)
			cost_curvature(&m->d->cost, l, u, &out->bend_low, &out->bend_high);
		out->known = isfinite(out->bend_low) && isfinite(out->bend_high);
	} else if ((m->kind == KIND_LEVEL || m->kind == KIND_CONCAVE) && free_l && free_u) {
		revenue_slope(&m->d->revenue, l, &ra);
		revenue_slope(&m->d->revenue, u, &rb);
		revenue_slopes(&m->d->revenue, l, &ra, u, &rb, &r);
		out->bend_low = part > 0 ? part * r.d2lo : 0;
		out->bend_high = part > 0 ? part * r.d2hi : 0;
		out->known = isfinite(out->bend_low) && isfinite(out->bend_high);
	}
}

/* With A = phi'' and B = -w r'' the second derivative of delta r(a(a0)) has the
 * sign of r'' A^2 (A - bend B) - r' C B^2, C the third derivative of phi. For
 * power costs with k < 2 that is -(2-k) A / x, and w r' = m + A x / (k-1) at the
 * optimum; for the others it is not negative. */
static bool bends_down(const struct domain *m, const struct reply *at_l,
	const struct reply *at_u)
{
	const struct cost *c = &m->d->cost;
	double a = fmin(at_l->c2, at_u->c2);
	double b = m->w * fmax(-at_l->r2, -at_u->r2), factor = m->bend;
	if (isnan(m->bend))
		return false;
	if (c->family == COST_POWER && c->exponent < 2) {
		double x = fmin(at_l->x, at_u->x), k = c->exponent;
		if (!(k > 1) || !(x > 0))
			return false;
		factor += (2 - k) * (1 / (k - 1) + c->marginal / (x * a));
	}
	return a >= factor * b;
}

/* Whether da/da0 = A / (A + B) rises between two such levels, as it does where C phi' is no more
 * than (1 + bend) A^2. For power costs C phi' / A^2 is (k-2) (1 / (k-1) + m / (x A)), for
 * exponential ones 1 + m rate / A. */
static bool follows_faster(const struct domain *m, const struct reply *at_l,
	const struct reply *at_u)
{
	const struct cost *c = &m->d->cost;
	double a = fmin(at_l->c2, at_u->c2), x = fmin(at_l->x, at_u->x), k = c->exponent, ratio;
	if (isnan(m->bend) || !(x > 0) || !(a > 0))
		return false;
	if (c->family == COST_EXPONENTIAL)
		ratio = 1 + c->marginal * c->rate / a;
	else if (k <= 1)
		return false;
	else
		ratio = k > 2 ? (k - 2) * (1 / (k - 1) + c->marginal / (x * a)) : 0;
	return ratio <= 1 + m->bend;
}

/* Of a share of revenue alone, or of more of the cost than of revenue: then what the generalist
 * gets rises by r'(a) times what falls as da/da0 rises. */
bool domain_find_concave(const struct domain *m, enum goal goal, const struct reply *at_l,
	const struct reply *at_u)
{
	bool free_l = at_l->regime == REGIME_FREE_RIDE, free_u = rides_below(m, at_l, at_u);
	if (m->kind == KIND_LEVEL && m->shape == SHAPE_CONCAVE)
		return (free_l && free_u) || (goal == GOAL_SHARE && m->by.cost <= 0 && !free_l && !free_u);
	if (m->kind != KIND_CONCAVE)
		return false;
	if (goal == GOAL_SURPLUS || (free_l && free_u))
		return true;
	if (free_l || free_u)
		return false;
	return m->by.part >= 0 ? bends_down(m, at_l, at_u) : follows_faster(m, at_l, at_u);
}
