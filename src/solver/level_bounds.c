/* What the goal can be between two levels whose replies are known. */
#include "solver/level.h"
#include "solver/pieces.h"

#include <float.h>
#include <math.h>

/* The most that a domain can bring between l and u: as much as at u, where it is known to
 * rise. */
static double part_top(const struct stage *s, const struct domain *m, const struct reply *at_l,
	double l, const struct reply *at_u, double u)
{
	return m->by_level ? pieces_goal_top(m, s->goal, l, at_l, u, at_u) :
		stage_part(m, s->goal, at_u).gain;
}

/* As domain_slope_bounds, and how the slope turns. */
static bool part_slopes(const struct stage *s, int i, const struct point *l, const struct point *u,
	double *low, double *high, struct turn *turn)
{
	const struct domain *m = &s->domain[i];
	const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
	struct stretch between;
	if (m->kind == KIND_LINEAR && !s->pieces)
		return domain_slope_bounds(m, s->goal, l->a0, at_l, u->a0, at_u, low, high);
	*turn = (struct turn){.known = false};
	*low = *high = 0;
	/* Whoever stays away does whatever its slopes are: they may be beyond all numbers. */
	if (m->kind == KIND_PIECES && !pieces_stretch(m, l->a0, at_l, u->a0, at_u, &between))
		return m->by_level && !m->stays &&
			pieces_payoff_top(m, l->a0, at_l, u->a0, at_u) < 0;
	if (m->kind == KIND_PIECES)
		return pieces_slope_bounds(m, s->goal, &between, at_l, at_u, low, high, turn);
	return domain_slope_bounds(m, s->goal, l->a0, at_l, u->a0, at_u, low, high);
}

double stage_pieces_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = -l->cost;
	for (int i = 0; i < s->n; i++)
		if (s->domain[i].threshold < u->a0)
			top += part_top(s, &s->domain[i], &l->reply[i], l->a0, &u->reply[i], u->a0);
	return top;
}

void stage_bounds(struct stage *s, const struct point *l, const struct point *u,
	struct bounds *out)
{
	bool concave = true, known = false;
	double lo = 0, hi = 0;
	struct range cost;
	struct turns turns; /* asked for with pieces alone, as is */
	struct turn turn;
	stage_cost_slopes(s, l, u, &cost);
	if (s->terms) {
		stage_terms_bounds(s, l, u, &cost, out);
		return;
	}
	turns.sum.known = false;
	if (s->pieces)
		turns = (struct turns){.sum = {.known = true}};
	*out = (struct bounds){.low = -cost.hi, .high = -cost.lo, .l = l->gain - l->cost,
		.u = u->gain_left - u->cost, .smooth = true};
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		if (m->threshold >= u->a0)
			continue;
		if (!m->alike)
			known = m->threshold <= l->a0 && part_slopes(s, i, l, u, &lo, &hi, &turn);
		if (known) {
			out->low += lo;
			out->high += hi;
			if (turns.sum.known)
				stage_add_turn(&turns, &turn, 1);
			concave = concave &&
				domain_concave(m, s->goal, &l->reply[i], &u->reply[i]);
			continue;
		}
		/* Those that may jump count with the most that they can bring. */
		double gain_u = stage_part(m, s->goal, &u->reply[i]).gain;
		double gain_l = m->threshold <= l->a0 ? stage_part(m, s->goal, &l->reply[i]).gain : 0;
		out->jumps += part_top(s, m, &l->reply[i], l->a0, &u->reply[i], u->a0);
		out->smooth = out->smooth && !m->by_level && gain_u <= gain_l;
		out->l -= gain_l;
		out->u -= gain_u;
		concave = turns.sum.known = false;
	}
	if (turns.sum.known)
		stage_bend(s, l, u, &turns, 1, out);
	if (concave && u->a0 <= s->cost_convex_to) { /* the slopes at the ends bound those between */
		out->low = fmax(out->low, u->slope_left);
		out->high = fmin(out->high, l->slope);
	}
}
