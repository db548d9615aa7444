/* The generalist's stage where domains have terms beside their shares: what they bring it at a
 * level and between two. A domain's part may fall there, where the generalist bears more of a
 * cost than it gets of the revenue, and a specialist may leave again further up. */
#include "solver/level.h"

#include <math.h>

bool stage_has_terms(const struct domain *domain, int n, enum goal goal)
{
	if (goal == GOAL_SURPLUS)
		return false;
	for (int i = 0; i < n; i++)
		if (domain[i].by.terms)
			return true;
	return false;
}

double stage_terms_slope(const struct domain *m, const struct reply *at)
{
	double slope = m->by.part != 0 && at->slope != 0 ? m->by.part * at->r1 * at->slope : 0;
	return m->by.cost > 0 ? slope + m->by.cost * at->gain : slope;
}

double stage_own_part(const struct domain *domain, int n)
{
	double part = 1;
	for (int i = 0; i < n; i++)
		part -= domain[i].by.base;
	return fmax(part, 0);
}

void stage_terms_add(struct stage *s, const struct domain *m, struct reply *at, struct point *p)
{
	struct presence here = terms_presence(m, p->a0, at);
	double gain = terms_paid(m, p->a0, at), slope = stage_terms_slope(m, at);
	if (m->by.base > 0)
		slope += m->by.base * p->cost1;
	if (!here.right && !here.left)
		at->regime = s->scan ? REGIME_ABSTAIN : at->regime;
	if (here.right) {
		p->gain += gain;
		p->slope += slope;
	}
	if (here.left) {
		p->gain_left += gain;
		p->slope_left += slope;
	}
	if (here.indifferent)
		p->at += fmax(gain, 0);
	else if (here.right)
		p->at += gain;
}

/* The most that it brings between two levels, but for its part of the generalist's cost: its
 * payoff does not fall, and its level does not either, which counts against the generalist
 * where that bears more than it gets. */
static double most(const struct domain *m, const struct reply *at_l, const struct reply *at_u)
{
	double r = m->by.part >= 0 ? at_u->r : at_l->r;
	return m->by.part * r + m->by.cost * at_u->u + m->by.fee;
}

/* What the generalist bears of its own cost while those stay that are sure to. */
static double own_part(const struct stage *s, const struct point *l, const struct point *u)
{
	double part = 1;
	for (int i = 0; i < s->n; i++)
		if (terms_stays(&s->domain[i], l->a0, u->a0))
			part -= s->domain[i].by.base;
	return fmax(part, 0);
}

double stage_terms_top(const struct stage *s, const struct point *l, const struct point *u)
{
	double top = -own_part(s, l, u) * l->cost;
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		if (terms_away(m, l->a0, u->a0))
			continue;
		double g = most(m, &l->reply[i], &u->reply[i]);
		top += terms_stays(m, l->a0, u->a0) ? g :
			fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
	}
	return top;
}

/* A domain's part at a level, but for its part of the generalist's cost. */
static double without_base(const struct domain *m, const struct reply *at)
{
	return m->by.part * at->r + m->by.cost * at->u + m->by.fee;
}

void stage_terms_bounds(const struct stage *s, const struct point *l, const struct point *u,
	const struct range *cost, struct bounds *out)
{
	double part = own_part(s, l, u);
	bool concave = u->a0 <= s->cost_convex_to;
	*out = (struct bounds){.low = -part * cost->hi, .high = -part * cost->lo,
		.l = -part * l->cost, .u = -part * u->cost, .smooth = true};
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		const struct reply *at_l = &l->reply[i], *at_u = &u->reply[i];
		double lo = 0, hi = 0;
		if (terms_away(m, l->a0, u->a0))
			continue;
		if (!terms_stays(m, l->a0, u->a0)) {
			double g = most(m, at_l, at_u);
			out->jumps += fmax(0, m->by.base > 0 ? g + m->by.base * u->cost : g);
			out->smooth = concave = false;
		} else if (domain_slope_bounds(m, s->goal, l->a0, at_l, u->a0, at_u, &lo, &hi)) {
			out->low += lo;
			out->high += hi;
			out->l += without_base(m, at_l);
			out->u += without_base(m, at_u);
			concave = concave && domain_concave(m, s->goal, at_l, at_u);
		} else {
			out->jumps += most(m, at_l, at_u);
			out->smooth = concave = false;
		}
	}
	if (concave) { /* the slopes at the ends bound those between */
		out->low = fmax(out->low, u->slope_left);
		out->high = fmin(out->high, l->slope);
	}
}

void stage_terms_jumps(struct stage *s)
{
	for (int i = 0; i < s->n; i++) {
		const struct domain *m = &s->domain[i];
		for (int k = 0; k < m->by.stays; k++) {
			stage_add_jump(s, m->by.stay[k].from);
			stage_add_jump(s, m->by.stay[k].to);
		}
	}
}
