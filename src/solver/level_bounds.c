/* What the goal can be between two levels whose replies are known. */
#include "solver/level.h"
#include "solver/pieces.h"

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

double stage_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = -l->cost;
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
