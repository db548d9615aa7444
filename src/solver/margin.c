/* What a specialist's search for its investment asks at every step. */
#include "solver/stage.h"

void domain_margin(const struct domain *m, double a0, double x, struct margin *out)
{
	out->x = x;
	revenue_jet(&m->d->revenue, a0 + x, &out->r);
	cost_jet(&m->d->cost, x, a0, &out->c);
}

double domain_guess(const struct domain *m, double a0)
{
	if (m->guess < 0)
		return -1;
	double x = m->guess + m->guess_slope * (a0 - m->guess_a0);
	return x > .2 * m->guess && x < 5 * m->guess ? x : m->guess;
}
