#include "solver/closed.h"

#include "solver/stage.h"

#include <math.h>
#include <string.h>

static bool curved_power(const struct cost *c)
{
	return c->family == COST_POWER && c->scale > 0 && c->exponent > 1;
}

static bool curved_exponential(const struct cost *c)
{
	return c->family == COST_EXPONENTIAL && c->scale > 0;
}

bool closed_applies(const struct game *g)
{
	const struct cost *c = &g->generalist.cost;
	if (!curved_power(c) && !curved_exponential(c))
		return false;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		if (d->revenue.family != REVENUE_LINEAR || d->cost.basis != BASIS_INCREMENT ||
			(!curved_power(&d->cost) && !curved_exponential(&d->cost)))
			return false;
	}
	return true;
}

/* The x with phi'(x) = price, and phi(x). */
static double supply(const struct cost *c, double price, double *cost)
{
	double x = 0, net = price - c->marginal;
	*cost = c->fixed;
	if (c->family == COST_POWER) {
		if (net <= 0)
			return 0;
		double q = net / (c->scale * c->exponent);
		x = c->exponent == 2 ? q : pow(q, 1 / (c->exponent - 1));
		/* c x^k = c x q^((k-1)/(k-1)) = c x q */
		*cost += x * (c->marginal + c->scale * q);
	} else {
		double q = net / (c->scale * c->rate);
		if (q <= 1)
			return 0;
		x = log(q) / c->rate;
		*cost += c->marginal * x + c->scale * (q - 1);
	}
	return x;
}

bool closed_solve(const struct game *g, const double *delta, struct outcome *out)
{
	double price = 0, cost, cost0;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		struct domain_outcome *o = &out->domain[i];
		double w = 1 - delta[i];
		if (!(delta[i] >= 0 && delta[i] <= 1))
			return false;
		o->investment = supply(&d->cost, w * d->revenue.scale, &cost);
		o->utility = w * (d->revenue.base + d->revenue.scale * o->investment) - cost;
		if (!(o->utility >= -TIE * cost) || !(o->investment <= LEVEL_MAX))
			return false;
		price += delta[i] * d->revenue.scale;
	}
	double a0 = supply(&g->generalist.cost, price, &cost0);
	if (!(a0 <= LEVEL_MAX))
		return false;
	double u = -cost0, joint = 0;
	out->proof = PROOF_PROVED;
	out->performance = 0;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		struct domain_outcome *o = &out->domain[i];
		o->alpha = a0 + o->investment;
		o->revenue = d->revenue.base + d->revenue.scale * o->alpha;
		o->paid = delta[i] * o->revenue;
		o->utility += (1 - delta[i]) * d->revenue.scale * a0;
		o->regime = o->investment > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
		u += o->paid;
		joint += o->utility;
		if (revenue_earns(&d->revenue))
			out->performance += o->alpha;
	}
	if (u < -TIE * (u + cost0)) {
		memset(out->domain, 0, (size_t)g->n * sizeof *out->domain);
		out->invests = false;
		out->alpha0 = out->u_generalist = out->joint = out->performance = 0;
		out->active = 0;
		return true;
	}
	out->invests = true;
	out->alpha0 = a0;
	out->u_generalist = u;
	out->joint = joint + u;
	out->active = g->n;
	return true;
}
