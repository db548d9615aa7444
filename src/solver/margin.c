/* What a specialist's search for its investment asks at every step. */
#include "solver/stage.h"

void domain_margin(const struct domain *m, double a0, double x, struct margin *out)
{
	out->x = x;
	revenue_jet(&m->d->revenue, a0 + x, &out->r);
	cost_jet(&m->d->cost, x, a0, &out->c);
}

double guess_at(const struct guess *g, double a0)
{
	if (g->x < 0)
		return -1;
	double x = g->x + g->slope * (a0 - g->a0);
	return x > .2 * g->x && x < 5 * g->x ? x : g->x;
}

double domain_guess(const struct domain *m, double a0)
{
	return guess_at(&m->guess, a0);
}

void domain_forget(struct domain *m)
{
	m->guess.x = m->rival_guess.x = m->last_a0 = -1;
}
