/* What functions can be over intervals: of the families by what is known of their shape,
 * of formulas by running them on intervals. */
#include "solver/pieces.h"

#include "solver/range.h"
#include "solver/stage.h"

#include <float.h>
#include <math.h>

/* What rounding may make of a family's values, which are not run on intervals. */
static struct range padded(double a, double b)
{
	double lo = fmin(a, b), hi = fmax(a, b);
	const double room = 8 * DBL_EPSILON;
	return (struct range){lo - room * fabs(lo), hi + room * fabs(hi)};
}

static struct range not_below_0(struct range r)
{
	return (struct range){fmax(r.lo, 0), fmax(r.hi, 0)};
}

static void formula_span(const struct formula_slot *f, double lo, double hi, bool third,
	struct span *out)
{
	static const struct formula_point along = {.a = 1};
	struct formula_box box = {.a = {lo, hi}};
	struct formula_range r;
	if (third)
		formula_range_third(f->program, &box, &along, f->value, &r);
	else
		formula_range(f->program, &box, &along, NULL, f->value, &r);
	*out = (struct span){r.v, r.d, r.dd, r.ddd, r.defined};
}

void revenue_bends(const struct revenue *r, double lo, double hi, struct span *out)
{
	if (r->family == REVENUE_FORMULA)
		formula_span(r->formula, lo, hi, true, out);
	else
		revenue_span(r, lo, hi, out);
}

void revenue_span(const struct revenue *r, double lo, double hi, struct span *out)
{
	struct jet at_lo, at_hi;
	struct slopes s;
	if (r->family == REVENUE_FORMULA) {
		formula_span(r->formula, lo, hi, false, out);
		return;
	}
	revenue_jet(r, lo, &at_lo);
	revenue_jet(r, hi, &at_hi);
	revenue_slopes(r, lo, &at_lo, hi, &at_hi, &s);
	out->v = padded(at_lo.v, at_hi.v);
	out->d1 = not_below_0(padded(s.d1lo, s.d1hi));
	out->d2 = padded(s.d2lo, s.d2hi);
	out->d3 = (struct range){-INFINITY, INFINITY};
	out->defined = true;
}

static struct formula_box box_of(struct range x, struct range a0)
{
	struct formula_box box = {x, a0, {x.lo + a0.lo, x.hi + a0.hi}};
	if (a0.hi > 0) { /* sums are rounded */
		box.a.lo *= 1 - DBL_EPSILON;
		box.a.hi *= 1 + DBL_EPSILON;
	}
	return box;
}

static const struct formula_point in_x = {1, 0, 1}, in_a0 = {0, 1, 1};

static void formula_cost_span(const struct formula_slot *f, struct range x, struct range a0,
	struct cost_span *out)
{
	struct formula_box box = box_of(x, a0);
	struct formula_range r;
	formula_range(f->program, &box, &in_x, a0.hi > 0 ? &in_a0 : NULL, f->value, &r);
	*out = (struct cost_span){r.v, r.d, r.dd, r.ddd, r.e, r.de, r.defined};
}

void cost_span(const struct cost *c, struct range x, struct range a0, struct cost_span *out)
{
	struct cost_jet low, high, at;
	if (c->family == COST_FORMULA) {
		formula_cost_span(c->formula, x, a0, out);
		return;
	}
	/* Values and slopes rise in both; the curvature moves one way in their sum. */
	cost_jet(c, x.lo, a0.lo, &low);
	cost_jet(c, x.hi, a0.hi, &high);
	*out = (struct cost_span){.v = not_below_0(padded(low.v, high.v)),
		.d1 = not_below_0(padded(low.d1, high.d1)),
		.d2 = not_below_0(padded(low.d2, high.d2)), .d3 = {-INFINITY, INFINITY},
		.defined = true};
	if (c->basis != BASIS_LEVEL)
		return;
	out->d1a0 = not_below_0(padded(low.d1a0, high.d1a0));
	cost_jet(c, 0, a0.hi, &at);
	double least = low.d1 - at.d1;
	cost_jet(c, 0, a0.lo, &at);
	out->da0 = not_below_0(padded(least, high.d1 - at.d1));
}

/* What the second derivative of a family's cost in x changes by: both move one way. */
static double family_third(const struct cost *c, double x)
{
	double k = c->exponent;
	if (c->family == COST_EXPONENTIAL)
		return c->scale * c->rate * c->rate * c->rate * exp(c->rate * x);
	return k == 2 || k == 1 ? 0 : c->scale * k * (k - 1) * (k - 2) * pow(x, k - 3);
}

void cost_bends(const struct cost *c, struct range x, struct range a0, struct cost_span *out)
{
	struct formula_range r;
	if (c->family == COST_FORMULA) {
		struct formula_box box = box_of(x, a0);
		formula_range_third(c->formula->program, &box, &in_x, c->formula->value, &r);
		*out = (struct cost_span){.v = r.v, .d1 = r.d, .d2 = r.dd, .d3 = r.ddd,
			.defined = r.defined};
		return;
	}
	cost_span(c, x, a0, out);
	if (c->basis != BASIS_LEVEL)
		out->d3 = padded(family_third(c, x.lo), family_third(c, x.hi));
}

void cost_span_at_level(const struct cost *c, struct range x, struct range a0,
	struct cost_span *out)
{
	static const struct formula_point for_a0 = {1, -1, 0};
	struct formula_box box = box_of(x, a0);
	struct formula_range r;
	formula_range(c->formula->program, &box, &in_x, &for_a0, c->formula->value, &r);
	*out = (struct cost_span){r.v, r.d, r.dd, r.ddd, r.e, r.de, r.defined};
}

static const struct formula_sides one_side = {.border = {INFINITY, -INFINITY}};

void cost_sides(const struct cost *c, struct range x, struct range a0, struct formula_sides *sides,
	struct cost_span *out)
{
	if (c->family != COST_FORMULA) {
		*sides = one_side;
		cost_span(c, x, a0, out);
		return;
	}
	struct formula_box box = box_of(x, a0);
	struct formula_range r;
	formula_range_sides(c->formula->program, &box, &in_x, &in_a0, c->formula->value, sides, &r);
	*out = (struct cost_span){r.v, r.d, r.dd, r.ddd, r.e, r.de, r.defined};
}

void revenue_sides(const struct revenue *r, double lo, double hi, struct formula_sides *sides,
	struct span *out)
{
	static const struct formula_point along = {.a = 1};
	if (r->family != REVENUE_FORMULA) {
		*sides = one_side;
		revenue_span(r, lo, hi, out);
		return;
	}
	struct formula_box box = {.a = {lo, hi}};
	struct formula_range at;
	formula_range_sides(r->formula->program, &box, &along, &along, r->formula->value, sides, &at);
	*out = (struct span){at.v, at.d, at.dd, at.ddd, at.defined};
}

static struct range third_along(const struct formula_slot *f, const struct formula_box *box,
	double x, double a0)
{
	struct formula_point along = {x, a0, x + a0};
	struct formula_range r;
	formula_range_third(f->program, box, &along, f->value, &r);
	return r.defined ? r.ddd : (struct range){-INFINITY, INFINITY};
}

struct range cost_bends_in_a0(const struct cost *c, struct range x, struct range a0)
{
	struct formula_box box = box_of(x, a0);
	struct formula_range r;
	formula_range(c->formula->program, &box, &in_a0, NULL, c->formula->value, &r);
	return r.defined ? r.dd : (struct range){-INFINITY, INFINITY};
}

/* p/6 + q s/6 - r/3, of which q is added or taken away. */
static struct range sixth(struct range p, struct range q, int s, struct range r)
{
	double room = DBL_EPSILON * (fabs(p.lo) + fabs(p.hi) + fabs(q.lo) + fabs(q.hi) +
		2 * (fabs(r.lo) + fabs(r.hi)));
	if (s < 0)
		q = (struct range){-q.hi, -q.lo};
	return (struct range){(p.lo + q.lo - 2 * r.hi) / 6 - room, (p.hi + q.hi - 2 * r.lo) / 6 + room};
}

bool cost_thirds(const struct cost *c, struct range x, struct range a0, struct cost_thirds *out)
{
	if (c->family != COST_FORMULA)
		return false;
	/* Along x + a0 and x - a0 it is xxx + 3 xxa + 3 xaa + aaa and xxx - 3 xxa + 3 xaa - aaa. */
	struct formula_box box = box_of(x, a0);
	struct range both = third_along(c->formula, &box, 1, 1);
	struct range against = third_along(c->formula, &box, 1, -1);
	struct range aaa = third_along(c->formula, &box, 0, 1);
	out->xxx = third_along(c->formula, &box, 1, 0);
	out->xxa = sixth(both, against, -1, aaa);
	out->xaa = sixth(both, against, 1, out->xxx);
	return isfinite(out->xxa.lo) && isfinite(out->xxa.hi) && isfinite(out->xaa.lo) &&
		isfinite(out->xaa.hi) && isfinite(out->xxx.lo) && isfinite(out->xxx.hi);
}

bool range_add_level_slopes(struct range *to, struct range c, struct range a0, struct range wr)
{
	double of[2] = {c.lo, c.hi}, moved[2] = {a0.lo, a0.hi}, less[2] = {wr.lo, wr.hi};
	if (!range_is_finite(a0))
		return false;
	/* Monotone in each, and 1 at a kink of x. */
	for (int i = 0; i < 8; i++) {
		double up = of[i / 4], rise = fmax(up - moved[i / 2 % 2], 0), down = up - less[i % 2];
		*to = range_hull(*to, isinf(up) ? 1 : isinf(down) ? 0 : rise / down);
	}
	return true;
}
