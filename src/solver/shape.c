/* Shapes of the families and ranges of their derivatives: what lets the stages
 * prove that nothing better hides in an interval. */
#include "solver/stage.h"

#include <math.h>

enum shape revenue_shape(const struct revenue *r, double *inflection)
{
	*inflection = r->midpoint;
	switch (r->family) {
	case REVENUE_FORMULA:
		return SHAPE_UNKNOWN;
	case REVENUE_LOGISTIC:
		return r->scale > 0 ? SHAPE_SIGMOID : SHAPE_CONCAVE;
	case REVENUE_POWER:
		return r->exponent > 1 && r->scale > 0 ? SHAPE_CONVEX : SHAPE_CONCAVE;
	default:
		return SHAPE_CONCAVE;
	}
}

bool cost_uses_level(const struct cost *c)
{
	if (c->family == COST_FORMULA)
		return !c->formula || !c->formula->program ||
			(formula_uses(c->formula->program) & (FORMULA_A0 | FORMULA_A)) != 0;
	return c->basis == BASIS_LEVEL;
}

/* The logistic's r' peaks at the midpoint; r'' at midpoint -+ width ln(2+sqrt 3). */
static void logistic_slopes(const struct revenue *r, double a, double b, struct slopes *out)
{
	struct jet at;
	double turn[3] = {r->midpoint - 1.3169578969248166 * r->width, r->midpoint,
		r->midpoint + 1.3169578969248166 * r->width};
	for (int i = 0; i < 3; i++) {
		if (turn[i] <= a || turn[i] >= b)
			continue;
		revenue_slope(r, turn[i], &at);
		out->d1hi = fmax(out->d1hi, at.d1);
		out->d2lo = fmin(out->d2lo, at.d2);
		out->d2hi = fmax(out->d2hi, at.d2);
	}
}

void revenue_slopes(const struct revenue *r, double a, const struct jet *at_a, double b,
	const struct jet *at_b, struct slopes *out)
{
	out->d1lo = fmin(at_a->d1, at_b->d1);
	out->d1hi = fmax(at_a->d1, at_b->d1);
	out->d2lo = fmin(at_a->d2, at_b->d2);
	out->d2hi = fmax(at_a->d2, at_b->d2);
	if (r->family == REVENUE_LOGISTIC)
		logistic_slopes(r, a, b, out);
}

void cost_curvature(const struct cost *c, double x, double y, double *low, double *high)
{
	struct cost_jet at_x, at_y;
	cost_jet(c, x, 0, &at_x);
	cost_jet(c, y, 0, &at_y);
	*low = fmin(at_x.d2, at_y.d2);
	*high = fmax(at_x.d2, at_y.d2);
}

/* The a with S((a-m)/t) - S(-m/t) = z: 1 - e^(-a/t) is z (1 + e^(-m/t)) / (z + S(-m/t)),
 * where nothing cancels; near 1 its distance from 1 is better. */
static double logistic_inverse(const struct revenue *r, double z)
{
	double e = exp(-r->midpoint / r->width), up = 1 / (1 + e), down = e * up;
	double part = z * (1 + e) / (z + down);

	if (!(z < up))
		return INFINITY;
	if (part < .5)
		return -r->width * log1p(-part);
	return fmax(r->midpoint + r->width * log((z + down) / (up - z)), 0);
}

double revenue_inverse(const struct revenue *r, double y)
{
	double z = (y - r->base) / r->scale;
	if (y <= r->base)
		return 0;
	if (!(r->scale > 0))
		return INFINITY;
	switch (r->family) {
	case REVENUE_LINEAR:
		return z;
	case REVENUE_POWER:
		if (r->exponent > 0)
			return pow(z, 1 / r->exponent);
		return z <= 1 ? 0 : INFINITY;
	case REVENUE_LOG:
		return r->width * expm1(z);
	case REVENUE_SATURATING:
		return z < 1 ? -r->width * log1p(-z) : INFINITY;
	case REVENUE_LOGISTIC:
		return logistic_inverse(r, z);
	default:
		return INFINITY;
	}
}
