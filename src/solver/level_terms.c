/* The generalist's stage where domains have terms beside their shares: what they bring it at a
 * level and between two. A domain's part may fall there, where the generalist bears more of a
 * cost than it gets of the revenue, and a specialist may leave again further up. */
#include "solver/level.h"

#include <math.h>

/* The most that it brings between two levels, but for its part of the generalist's cost: its
 * payoff does not fall, and its level does not either, which counts against the generalist
 * where that bears more than it gets. A formula may fall: it is looked at. */
static double most(const struct domain *m, const struct point *l, const struct reply *at_l,
	const struct point *u, const struct reply *at_u)
{
	if (m->by_level)
		return pieces_part_between(m, l->a0, at_l, u->a0, at_u) + m->by.fee;
	double g = m->by.part != 0 ? m->by.part * (m->by.part > 0 ? at_u->r : at_l->r) : 0;
	return g + (m->by.cost > 0 ? m->by.cost * at_u->u : 0) + m->by.fee;
}

double stage_terms_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = 0, part = 1;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		struct between b;
		between_begin(&b, s, i, l, u);
		enum stance stance = between_stance(&b, NULL);
		if (stance == STANCE_OUT)
			continue;
		double g = most(m, l, &l->reply[i], u, &u->reply[i]);
		if (stance == STANCE_IN)
			part -= m->by.base;
		else
			g = fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
		top += g;
	}
	return top - fmax(part, 0) * l->cost;
}

/* A domain's part at a level, but for its part of the generalist's cost. */
static double without_base(const struct domain *m, const struct reply *at)
{
	return m->by.part * at->r + m->by.cost * at->u + m->by.fee;
}

/* How such a part changes: revenue's, and of the specialist's payoff, at w, as much as the
 * generalist bears of its cost. False: it may jump. */
static bool part_slopes(struct between *b, double *low, double *high, struct turns *turns)
{
	const struct domain *m = &b->s->domain[b->i];
	*low = *high = 0;
	if (m->by.part != 0 && !between_part(b, low, high, turns))
		return false;
	if (!(m->by.cost > 0))
		return true;
	if (!between_bounds(b))
		return false;
	stage_add_turn(turns, &b->turn, m->by.cost);
	*low += m->by.cost * b->low;
	*high += m->by.cost * b->high;
	return true;
}

void stage_terms_bounds(struct stage *s, const struct point *l, const struct point *u,
	const struct range *cost, struct bounds *out)
{
	double part = 1;
	bool concave = u->a0 <= s->cost_convex_to;
	struct turns turns = {.sum = {.known = true}};
	*out = (struct bounds){.smooth = true};
	s->open.i = -1;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
		struct between b;
		double lo = 0, hi = 0;
		between_begin(&b, s, i, l, u);
		enum stance stance = between_stance(&b, cost);
		if (stance == STANCE_OUT)
			continue;
		if (stance == STANCE_IN)
			part -= m->by.base;
		if (stance == STANCE_IN && part_slopes(&b, &lo, &hi, &turns)) {
			out->low += lo;
			out->high += hi;
			out->l += without_base(m, at_l);
			out->u += without_base(m, at_u);
			concave = concave && domain_concave(m, s->goal, at_l, at_u);
			continue;
		}
		if (stance == STANCE_OPEN && s->open.i < 0)
			s->open = b;
		double g = most(m, l, at_l, u, at_u);
		if (stance == STANCE_OPEN)
			g = fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
		out->jumps += g;
		out->smooth = concave = false;
	}
	part = fmax(part, 0);
	out->low -= part * cost->hi;
	out->high -= part * cost->lo;
	out->l -= part * l->cost;
	out->u -= part * u->cost;
	if (out->smooth)
		stage_bend(s, l, u, &turns, part, out);
	if (concave) { /* the slopes at the ends bound those between */
		out->low = fmax(out->low, u->slope_left);
		out->high = fmin(out->high, l->slope);
	}
}

void stage_terms_jumps(struct stage *s)
{
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		for (int k = 0; k < m->by.edges; k++)
			stage_add_jump(s, m->by.edge[k].a0);
		/* On either side of these its payoff bends one way. */
		for (int k = 0; m->kind == KIND_LEVEL && k < m->peaks; k++)
			stage_add_jump(s, m->peak[k]);
	}
}
