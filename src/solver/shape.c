/* Shapes of functions and ranges of their derivatives: what lets the stages
 * prove that nothing better hides in an interval. */
#include "solver/stage.h"

#include <math.h>

/* Points at which a formula's shape is tested. */
enum { SHAPE_POINTS = 240 };

/* Level number i of SHAPE_POINTS: dense near 0, reaching far. */
static double shape_point(int i)
{
	return i == 0 ? 0.0 : 1e-4 * pow(1e8, (double)(i - 1) / (SHAPE_POINTS - 2));
}

/* Tangents must bound the chord between neighbours from the sides that
 * concavity (sign = 1) or convexity (sign = -1) asks for. That also finds
 * jumps, which second derivatives alone would miss. */
static bool chord_fits(double sign, double h, const struct jet *a, const struct jet *b)
{
	double chord = sign * (b->v - a->v);
	double room = 1e-9 * (1 + fabs(a->v) + fabs(b->v));
	if (!isfinite(a->v) || !isfinite(b->v) || isnan(a->d1) || isnan(b->d1))
		return false;
	return chord <= sign * a->d1 * h + room && chord >= sign * b->d1 * h - room &&
		sign * b->d2 <= room;
}

static bool formula_concave(const struct revenue *r)
{
	struct jet before, here;
	revenue_jet(r, shape_point(0), &before);
	for (int i = 1; i < SHAPE_POINTS; i++) {
		double h = shape_point(i) - shape_point(i - 1);
		revenue_jet(r, shape_point(i), &here);
		if (!chord_fits(1, h, &before, &here) || here.d1 < 0)
			return false;
		before = here;
	}
	return true;
}

/* Where in [l, u] revenue turns from convex to concave; below 0: it does not do
 * so once and smoothly. */
static double turn_between(const struct revenue *r, double l, double u)
{
	enum { PARTS = 16 };
	struct jet before, here;
	double low = l, high = u;
	for (int i = 0; i < 60 && high - low > 4e-16 * high; i++) {
		double mid = .5 * (low + high);
		revenue_jet(r, mid, &here);
		if (here.d2 > 0)
			low = mid;
		else
			high = mid;
	}
	for (int side = -1; side <= 1; side += 2) {
		double from = side < 0 ? l : high, h = ((side < 0 ? high : u) - from) / PARTS;
		revenue_jet(r, from, &before);
		for (int i = 1; i <= PARTS; i++) {
			revenue_jet(r, from + i * h, &here);
			if (!chord_fits(side, h, &before, &here))
				return -1;
			before = here;
		}
	}
	return high;
}

/* Convex up to one level, concave from there on. */
static bool formula_sigmoid(const struct revenue *r, double *inflection)
{
	struct jet before, here;
	double side = -1;
	revenue_jet(r, shape_point(0), &before);
	for (int i = 1; i < SHAPE_POINTS; i++) {
		double l = shape_point(i - 1), u = shape_point(i);
		revenue_jet(r, u, &here);
		if (here.d1 < 0)
			return false;
		if (!chord_fits(side, u - l, &before, &here)) {
			if (side > 0 || before.d2 < 0 || here.d2 > 0)
				return false;
			*inflection = turn_between(r, l, u);
			if (*inflection < 0)
				return false;
			side = 1;
		}
		before = here;
	}
	return side > 0;
}

static enum shape formula_shape(const struct revenue *r, double *inflection)
{
	if (formula_concave(r))
		return SHAPE_CONCAVE;
	return formula_sigmoid(r, inflection) ? SHAPE_SIGMOID : SHAPE_UNKNOWN;
}

/* Between levels l and u, where the slopes do not explain the values, or where a
 * maximum lies: closes in on the greater change, or on the maximum. A jump and
 * a maximum keep their size, a pole grows. */
static bool pole_between(const struct revenue *r, double l, double u, struct jet at_l,
	struct jet at_u, double *where)
{
	double size = 1 + fabs(at_l.v) + fabs(at_u.v);
	bool maximum = at_l.d1 > 0 && at_u.d1 < 0;
	for (int i = 0; i < 60 && u - l > 4e-16 * u; i++) {
		struct jet at;
		*where = .5 * (l + u);
		revenue_jet(r, *where, &at);
		if (at.v == INFINITY || isnan(at.v))
			return at.v == INFINITY;
		if (maximum ? at.d1 < 0 : fabs(at.v - at_l.v) > fabs(at_u.v - at.v)) {
			u = *where;
			at_u = at;
		} else {
			l = *where;
			at_l = at;
		}
	}
	return fmax(at_l.v, at_u.v) > 1e6 * size;
}

double revenue_pole(const struct revenue *r)
{
	struct jet before, here;
	double where = -1;
	revenue_jet(r, shape_point(0), &before);
	for (int i = 1; i < SHAPE_POINTS; i++) {
		double l = shape_point(i - 1), u = shape_point(i);
		revenue_jet(r, u, &here);
		double change = (here.v - before.v) / (u - l);
		bool odd = change > fmax(before.d1, here.d1) || change < fmin(before.d1, here.d1) ||
			(before.d1 > 0 && here.d1 < 0);
		if (odd && pole_between(r, l, u, before, here, &where))
			return where;
		before = here;
	}
	return -1;
}

enum shape revenue_shape(const struct revenue *r, double *inflection)
{
	*inflection = r->midpoint;
	switch (r->family) {
	case REVENUE_FORMULA:
		return formula_shape(r, inflection);
	case REVENUE_LOGISTIC:
		return r->scale > 0 ? SHAPE_SIGMOID : SHAPE_CONCAVE;
	case REVENUE_POWER:
		return r->exponent > 1 && r->scale > 0 ? SHAPE_CONVEX : SHAPE_CONCAVE;
	default:
		return SHAPE_CONCAVE;
	}
}

/* ---- kinks ---- */

typedef void jet_function(const void *of, double at, struct jet *out);

static void jet_of_revenue(const void *of, double at, struct jet *out)
{
	revenue_jet(of, at, out);
}

static void jet_of_cost(const void *of, double at, struct jet *out)
{
	struct cost_jet c;
	cost_jet(of, at, 0, &c);
	*out = (struct jet){c.v, c.d1, c.d2};
}

/* By how much the slope changes from l to u beyond what the curvature says. */
static double leap(double h, const struct jet *l, const struct jet *u)
{
	return fabs(u->d1 - l->d1 - .5 * h * (l->d2 + u->d2));
}

/* Whether the slope leaps between l and u: closes in on the greater leap, which
 * shrinks unless there is a kink. */
static bool kink_between(jet_function *jet, const void *of, double l, double u, struct jet at_l,
	struct jet at_u)
{
	double first = leap(u - l, &at_l, &at_u);
	for (int i = 0; i < 40 && u - l > 1e-14 * u; i++) {
		struct jet at;
		double mid = .5 * (l + u);
		jet(of, mid, &at);
		if (leap(mid - l, &at_l, &at) > leap(u - mid, &at, &at_u)) {
			u = mid;
			at_u = at;
		} else {
			l = mid;
			at_l = at;
		}
		if (!(leap(u - l, &at_l, &at_u) > .01 * first))
			return false;
	}
	return true;
}

static bool has_kinks(jet_function *jet, const void *of)
{
	struct jet before, here;
	jet(of, shape_point(1), &before);
	for (int i = 2; i < SHAPE_POINTS; i++) {
		double l = shape_point(i - 1), u = shape_point(i);
		jet(of, u, &here);
		if (leap(u - l, &before, &here) > 1e-7 * (fabs(before.d1) + fabs(here.d1)) &&
			kink_between(jet, of, l, u, before, here))
			return true;
		before = here;
	}
	return false;
}

bool revenue_has_kinks(const struct revenue *r)
{
	return r->family == REVENUE_FORMULA && has_kinks(jet_of_revenue, r);
}

bool cost_has_kinks(const struct cost *c)
{
	return c->family == COST_FORMULA && has_kinks(jet_of_cost, c);
}

/* How far a chord is from what the tangents and curvatures at its ends tell. */
static double misfit(double h, const struct cost_jet *a, const struct cost_jet *b)
{
	return fabs(b->v - a->v - h * (.5 * (a->d1 + b->d1) - h * (b->d2 - a->d2) / 12));
}

/* Whether a cost that rises between tangents from l to u steps up on its way: the
 * wider the interval the larger a step tangents have room for. Closes in on the
 * misfit, which at a kink stays within them. */
static bool hides_step(const struct cost *c, double a0, double l, double u, struct cost_jet at_l,
	struct cost_jet at_u)
{
	for (int i = 0; i < 40 && u - l > 1e-14 * u; i++) {
		struct cost_jet at;
		double mid = .5 * (l + u), h = mid - l, room = 1e-9 * (1 + fabs(at_u.v));
		if (!(misfit(2 * h, &at_l, &at_u) > room + .01 * fabs(at_u.d1 - at_l.d1) * 2 * h))
			return false;
		cost_jet(c, mid, a0, &at);
		if (at.v - at_l.v > at.d1 * h + room || at_u.v - at.v > at_u.d1 * h + room)
			return true;
		if (misfit(h, &at_l, &at) > misfit(h, &at, &at_u)) {
			u = mid;
			at_u = at;
		} else {
			l = mid;
			at_l = at;
		}
	}
	return false;
}

bool cost_is_convex(const struct cost *c, double a0)
{
	struct cost_jet at, last;
	struct jet before, here;
	if (c->family != COST_FORMULA)
		return true;
	cost_jet(c, 0, a0, &at);
	before = (struct jet){at.v, at.d1, at.d2};
	for (int i = 1; i < SHAPE_POINTS; i++) {
		double h = shape_point(i) - shape_point(i - 1);
		last = at;
		cost_jet(c, shape_point(i), a0, &at);
		if (isinf(at.v) && at.v > 0)
			return i > SHAPE_POINTS / 4; /* overflow far out is no kink */
		here = (struct jet){at.v, at.d1, at.d2};
		if (!chord_fits(-1, h, &before, &here) || before.d1 < 0 ||
			hides_step(c, a0, shape_point(i - 1), shape_point(i), last, at))
			return false;
		before = here;
	}
	return true;
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
		revenue_jet(r, turn[i], &at);
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
	if (r->family == REVENUE_FORMULA) {
		/* No structure is known: the middle as well, and some room. */
		struct jet mid;
		revenue_jet(r, .5 * (a + b), &mid);
		out->d1lo = fmin(out->d1lo, mid.d1);
		out->d1hi = fmax(out->d1hi, mid.d1);
		out->d2lo = fmin(out->d2lo, mid.d2);
		out->d2hi = fmax(out->d2hi, mid.d2);
		double room = .25 * (out->d2hi - out->d2lo);
		out->d2lo -= room;
		out->d2hi += room;
		/* Where an S-curve turns inside, it is steepest there. */
		if (at_a->d2 > 0 && at_b->d2 < 0)
			out->d1hi = fmax(out->d1hi, at_a->d1 + out->d2hi * (b - a));
	}
}

void cost_curvature(const struct cost *c, double x, double y, double *low, double *high)
{
	struct cost_jet at_x, at_y;
	cost_jet(c, x, 0, &at_x);
	cost_jet(c, y, 0, &at_y);
	*low = fmin(at_x.d2, at_y.d2);
	*high = fmax(at_x.d2, at_y.d2);
	if (c->family == COST_FORMULA) {
		cost_jet(c, .5 * (x + y), 0, &at_x);
		double room = .25 * (fmax(*high, at_x.d2) - fmin(*low, at_x.d2));
		*low = fmax(fmin(*low, at_x.d2) - room, 0);
		*high = fmax(*high, at_x.d2) + room;
	}
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
