/* What the goal can be between two levels whose replies are known. */
#include "solver/level.h"
#include "solver/pieces.h"

#include <float.h>
#include <math.h>

/* How steep the generalist's cost can be between l and u: as at the ends, where it is
 * convex or bends one way. */
static void cost_slopes(const struct stage *s, const struct point *l, const struct point *u,
	struct range *out)
{
	struct cost_span c;
	out->lo = fmin(l->cost1, u->cost1);
	out->hi = fmax(l->cost1, u->cost1);
	if (u->a0 <= s->cost_convex_to)
		return;
	const struct pieces *p = s->cost_pieces;
	const struct piece *at = &p->piece[pieces_find(p, l->a0)];
	if (at->bend != SIGN_UNKNOWN && l->a0 >= at->in_lo && u->a0 <= at->in_hi)
		return;
	cost_span(s->cost_fn, (struct range){l->a0, u->a0}, (struct range){0, 0}, &c);
	*out = c.defined ? c.d1 : (struct range){0, INFINITY};
}

/* The most that a domain can bring between l and u: as much as at u, where it is known to
 * rise. */
static double part_top(const struct stage *s, const struct domain *m, const struct reply *at_l,
	double l, const struct reply *at_u, double u)
{
	double gain, slope;
	struct reply at = *at_u;
	if (m->by_level)
		return pieces_goal_top(m, s->goal, l, at_l, u, at_u);
	stage_part(m, s->goal, &at, &gain, &slope);
	return gain;
}

/* The generalist's cost's part of how the goal's slope changes. */
static bool cost_turn(const struct stage *s, const struct point *l, const struct point *u,
	struct turn *out)
{
	struct cost_span c;
	cost_span(s->cost_fn, (struct range){l->a0, u->a0}, (struct range){0, 0}, &c);
	*out = (struct turn){.bend_low = -c.d2.hi, .bend_high = -c.d2.lo};
	return c.defined && isfinite(c.d2.lo) && isfinite(c.d2.hi);
}

void stage_bend(const struct stage *s, const struct point *l, const struct point *u,
	struct bounds *out)
{
	const double rounding = 8 * DBL_EPSILON;
	double h = u->a0 - l->a0, size;
	struct turn sum, turn;
	if (!isfinite(l->slope) || !isfinite(u->slope_left) || !cost_turn(s, l, u, &sum))
		return;
	size = fabs(sum.bend_low) + fabs(sum.bend_high);
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		if (m->threshold >= u->a0)
			continue;
		if (m->kind != KIND_PIECES ||
			!pieces_turn(m, s->goal, l->a0, &l->reply[i], u->a0, &u->reply[i], &turn))
			return;
		sum.bend_low += turn.bend_low;
		sum.bend_high += turn.bend_high;
		sum.fixed_low += turn.fixed_low;
		sum.fixed_high += turn.fixed_high;
		size += fabs(turn.bend_low) + fabs(turn.bend_high);
	}
	/* What is next to nothing has no sign. */
	double up = sum.bend_high > rounding * size ? sum.bend_high * h : 0;
	double down = sum.bend_low < -rounding * size ? sum.bend_low * h : 0;
	double high = fmin(l->slope + up, u->slope_left - down) + sum.fixed_high;
	double low = fmax(l->slope + down, u->slope_left - up) + sum.fixed_low;
	out->high = fmin(out->high, high);
	out->low = fmax(out->low, low);
}

double stage_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = -l->cost;
	if (s->terms)
		return stage_terms_top(s, l, u);
	if (!s->pieces)
		return u->gain_left - l->cost;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].threshold < u->a0)
			top += part_top(s, &s->domain[i], &l->reply[i], l->a0, &u->reply[i], u->a0);
	return top;
}

void stage_bounds(const struct stage *s, const struct point *l, const struct point *u,
	struct bounds *out)
{
	bool concave = true;
	struct range cost;
	cost_slopes(s, l, u, &cost);
	if (s->terms) {
		stage_terms_bounds(s, l, u, &cost, out);
		return;
	}
	*out = (struct bounds){.low = -cost.hi, .high = -cost.lo, .l = l->gain - l->cost,
		.u = u->gain_left - u->cost, .smooth = true};
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		double lo = 0, hi = 0, gain_l = 0, gain_u, slope;
		if (m->threshold >= u->a0)
			continue;
		if (m->threshold <= l->a0 &&
			domain_slope_bounds(m, s->goal, l->a0, &l->reply[i], u->a0, &u->reply[i],
				&lo, &hi)) {
			out->low += lo;
			out->high += hi;
			concave = concave &&
				domain_concave(m, s->goal, &l->reply[i], &u->reply[i]);
			continue;
		}
		/* Those that may jump count with the most that they can bring. */
		stage_part(m, s->goal, &u->reply[i], &gain_u, &slope);
		if (m->threshold <= l->a0)
			stage_part(m, s->goal, &l->reply[i], &gain_l, &slope);
		out->jumps += part_top(s, m, &l->reply[i], l->a0, &u->reply[i], u->a0);
		out->smooth = out->smooth && !m->by_level && gain_u <= gain_l;
		out->l -= gain_l;
		out->u -= gain_u;
		concave = false;
	}
	if (concave && u->a0 <= s->cost_convex_to) { /* the slopes at the ends bound those between */
		out->low = fmax(out->low, u->slope_left);
		out->high = fmin(out->high, l->slope);
	}
}
