/* What domains with terms beside their shares bring the generalist at a level. */
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

/* How much less its part rises just below a level: at a peak of a cost over the level it only
 * begins to free-ride. */
static double begins_to_ride(const struct domain *m, const struct reply *at)
{
	for (int k = 0; m->kind == KIND_LEVEL && at->regime == REGIME_FREE_RIDE && k < m->peaks; k++)
		if (at->a == m->peak[k] && m->by.part != 0)
			return m->by.part * at->r1 * at->slope;
	return 0;
}

void stage_terms_add(struct stage *s, int i, struct point *p)
{
	const struct domain *m = &s->domain[i];
	struct reply *at = &p->reply[i];
	double base = m->by.base * p->cost;
	struct presence here = terms_presence(m, p->a0, at, base);
	double gain = terms_paid(m, at, base), slope = stage_terms_slope(m, at);
	if (m->by.base > 0)
		slope += m->by.base * p->cost1;
	p->side[i] = (struct side){terms_own(m, at, base), here.left, here.right,
		slope - begins_to_ride(m, at), slope};
	if (!here.right && !here.left)
		at->regime = s->scan ? REGIME_ABSTAIN : at->regime;
	if (here.right) {
		p->gain += gain;
		p->slope += slope;
	}
	if (here.left) {
		p->gain_left += gain;
		p->slope_left += p->side[i].slope_left;
	}
	if (here.indifferent)
		p->at += fmax(gain, 0);
	else if (here.right)
		p->at += gain;
}
