#include "solver/why.h"

#include "solver/stage.h"

#include <math.h>

static struct margins margins_at(const struct specialist *d, double w, double a0, double x)
{
	struct cost_jet c;
	struct jet r;
	revenue_jet(&d->revenue, a0 + x, &r);
	cost_jet(&d->cost, x, a0, &c);
	return (struct margins){.earns = w > 0 ? w * r.d1 : 0, .costs = c.d1};
}

/* As far beyond x as a part `room` of the level; of level 0 there is no part. */
static double hair(double a0, double x, double room)
{
	return x + room * (a0 + x > 0 ? a0 + x : 1);
}

struct margins specialist_margins(const struct specialist *d, double delta_i, double a0, double x)
{
	struct margins m = margins_at(d, 1 - delta_i, a0, x);
	if (d->revenue.family != REVENUE_FORMULA && d->cost.family != COST_FORMULA)
		return m;
	struct margins beyond = margins_at(d, 1 - delta_i, a0, hair(a0, x, 1e-12));
	/* What is infinite at 0 is finite a hair off, and no kink. */
	return isfinite(m.earns) && isfinite(m.costs) ? beyond : m;
}

bool specialist_stop(const struct specialist *d, double delta_i, double a0, double x,
	struct margins *out)
{
	double here = specialist_payoff(d, delta_i, a0, x);
	double step = 1e-6 * (fabs(here) + cost_value(&d->cost, x, a0));
	*out = margins_at(d, 1 - delta_i, a0, x);
	/* A kink, or a step, may lie as far off as x is inexact. */
	for (double room = 1e-12; out->earns > out->costs * (1 + 1e-6); room *= 10) {
		double beyond = hair(a0, x, room);
		double loss = here - specialist_payoff(d, delta_i, a0, beyond);
		if (room > 1e-7)
			return false;
		*out = margins_at(d, 1 - delta_i, a0, beyond);
		if (loss > step && loss > 0) {
			out->loss = loss;
			return true;
		}
	}
	/* The same but for rounding, which must not show in a last digit. */
	if (fabs(out->earns - out->costs) <= 1e-6 * out->costs)
		out->earns = out->costs;
	return true;
}
