#include "solver/closed.h"

#include "solver/equilibrium.h"
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
struct supply { double x, cost; };

static inline struct supply supply(const struct cost *c, double price)
{
	double x, net = price - c->marginal;
	if (c->family == COST_POWER) {
		if (net <= 0)
			return (struct supply){0, c->fixed};
		double q = net / (c->scale * c->exponent);
		x = c->exponent == 2 ? q : pow(q, 1 / (c->exponent - 1));
		/* c x^k = c x q^((k-1)/(k-1)) = c x q */
		return (struct supply){x, c->fixed + x * (c->marginal + c->scale * q)};
	}
	double q = net / (c->scale * c->rate);
	if (q <= 1)
		return (struct supply){0, c->fixed};
	x = log(q) / c->rate;
	return (struct supply){x, c->fixed + (c->marginal * x + c->scale * (q - 1))};
}

/* A domain at level a0; false: its specialist might stay away from some level, or goes beyond all
 * range. */
static inline bool fill_at(const struct specialist *d, double delta, double a0,
	struct domain_outcome *out)
{
	double w = 1 - delta, scale = d->revenue.scale;
	struct supply at = supply(&d->cost, w * scale);
	double utility = w * (d->revenue.base + scale * at.x) - at.cost;
	if (!(utility >= -TIE * at.cost) || !(at.x <= LEVEL_MAX))
		return false;
	double alpha = a0 + at.x, revenue = d->revenue.base + scale * alpha;
	out->alpha = alpha;
	out->investment = at.x;
	out->revenue = revenue;
	out->utility = utility + w * scale * a0;
	out->paid = delta * revenue;
	out->regime = at.x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
	return true;
}

bool closed_solve(const struct game *g, const double *delta, struct outcome *out)
{
	const struct specialist *d = g->specialist;
	struct domain_outcome *o = out->domain;
	double price = 0;
	int n = g->n;
	for (int i = 0; i < n; i++) {
		if (!(delta[i] >= 0 && delta[i] <= 1))
			return false;
		price += delta[i] * d[i].revenue.scale;
	}
	struct supply base = supply(&g->generalist.cost, price);
	if (!(base.x <= LEVEL_MAX))
		return false;
	double u = -base.cost, joint = 0, performance = 0;
	for (int i = 0; i < n; i++) {
		if (!fill_at(&d[i], delta[i], base.x, &o[i]))
			return false;
		u += o[i].paid;
		joint += o[i].utility;
		if (revenue_earns(&d[i].revenue))
			performance += o[i].alpha;
	}
	if (u < -TIE * (u + base.cost)) {
		outcome_clear(out);
		return true;
	}
	out->proof = PROOF_PROVED;
	out->invests = true;
	out->alpha0 = base.x;
	out->u_generalist = u;
	out->joint = joint + u;
	out->performance = performance;
	out->active = n;
	return true;
}

/* With an exponent nearer to 1 a cost is all but linear, and what is supplied all but a step. */
#define BENT_EXPONENT 1.2

static bool is_smooth_supply(const struct cost *c, double most)
{
	return c->fixed == 0 && (c->family != COST_POWER || c->exponent >= BENT_EXPONENT) &&
		supply(c, most).x <= LEVEL_MAX;
}

bool closed_is_smooth(const struct game *g)
{
	double price = 0;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		if (d->revenue.base < 0 || !is_smooth_supply(&d->cost, d->revenue.scale))
			return false;
		price += d->revenue.scale;
	}
	return is_smooth_supply(&g->generalist.cost, price);
}

void closed_first_best(const struct game *g, struct outcome *out)
{
	double price = 0;
	for (int i = 0; i < g->n; i++)
		price += g->specialist[i].revenue.scale;
	struct supply base = supply(&g->generalist.cost, price);
	outcome_clear(out);
	out->proof = PROOF_PROVED;
	out->invests = true;
	out->alpha0 = base.x;
	out->joint = -base.cost;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		struct domain_outcome *o = &out->domain[i];
		struct supply own = supply(&d->cost, d->revenue.scale);
		o->alpha = base.x + own.x;
		o->investment = own.x;
		o->revenue = d->revenue.base + d->revenue.scale * o->alpha;
		o->paid = o->revenue - own.cost; /* all that one owner gets from it */
		o->regime = own.x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
		out->joint += o->paid;
		if (revenue_earns(&d->revenue))
			out->performance += o->alpha;
		out->active++;
	}
}

/* The price from which on anything is supplied. */
static double least_price(const struct cost *c)
{
	return c->marginal + (c->family == COST_POWER ? 0 : c->scale * c->rate);
}

static int add_kink(double share, double *kink, int count)
{
	int at = count;
	if (!(share > 0 && share < 1))
		return count;
	for (; at > 0 && kink[at - 1] > share; at--)
		kink[at] = kink[at - 1];
	kink[at] = share;
	return count + 1;
}

int closed_kinks(const struct game *g, double *kink)
{
	double price = 0, part = 1;
	int count = 0;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		double bears = 1 - d->terms.cost_share, least = least_price(&d->cost);
		if (g->contract == CONTRACT_TERMS)
			count = add_kink(1 - bears * least / d->revenue.scale, kink, count);
		price += d->revenue.scale;
		part -= d->terms.base_share;
	}
	return add_kink(part * least_price(&g->generalist.cost) / price, kink, count);
}

/* ---- under terms ---------------------------------------------------------------- */

/* What a level a0 is worth to both sides of a domain, but for the base's part: own + own_rise a0
 * to the specialist, paid + paid_rise a0 to the generalist. Its investment is the same at all. */
struct line { double x, cost, own, own_rise, paid, paid_rise; };

static void line_of(const struct game *g, int i, double delta, struct line *out)
{
	const struct specialist *d = &g->specialist[i];
	struct keeping keeps = contract_keeping(g, i, delta);
	bool matched = g->contract == CONTRACT_MATCHED;
	double w = matched ? 1 : keeps.revenue / keeps.cost, borne = matched ? delta : 1 - keeps.cost;
	struct supply at = supply(&d->cost, w * d->revenue.scale);
	out->x = at.x;
	out->cost = at.cost;
	double earned = d->revenue.base + d->revenue.scale * out->x;
	out->own = keeps.revenue * earned - keeps.cost * out->cost - d->terms.fee;
	out->own_rise = keeps.revenue * d->revenue.scale;
	out->paid = delta * earned - borne * out->cost + d->terms.fee;
	out->paid_rise = delta * d->revenue.scale;
}

/* What the specialist gets at a level, and how that rises. */
static double own_at(const struct game *g, const struct line *l, double base_share, double a0,
	double *rise)
{
	struct cost_jet c;
	*rise = l->own_rise;
	if (!(base_share > 0))
		return l->own + l->own_rise * a0;
	cost_jet(&g->generalist.cost, a0, 0, &c);
	*rise -= base_share * c.d1;
	return l->own + l->own_rise * a0 - base_share * c.v;
}

/* The level that is best for the specialist; INFINITY: ever higher ones are. */
static double own_best(const struct game *g, const struct line *l, double base_share)
{
	return base_share > 0 ? supply(&g->generalist.cost, l->own_rise / base_share).x :
		l->own_rise > 0 ? INFINITY : 0;
}

/* The level nearest to a0 at which the specialist takes part: its payoff is concave in the level.
 * Below 0: there is none. */
static double nearest_stay(const struct game *g, const struct line *l, double base_share, double a0)
{
	double rise, own = own_at(g, l, base_share, a0, &rise), last;
	if (own >= 0)
		return a0;
	double top = own_best(g, l, base_share);
	double most = top < INFINITY ? own_at(g, l, base_share, top, &last) : INFINITY;
	if (!(most > 0) || rise == 0)
		return -1;
	/* Newton comes from outside, where it stays, up to rounding. */
	double side = a0 < top ? 1 : -1;
	for (int i = 0; i < 200; i++) {
		double next = a0 - own / rise;
		if (!(side * (next - a0) > 2e-16 * a0))
			break;
		a0 = next;
		own = own_at(g, l, base_share, a0, &rise);
	}
	return a0;
}

static void fill_line(const struct specialist *d, const struct line *l, double a0, double base,
	bool held, struct domain_outcome *o)
{
	o->investment = l->x;
	o->alpha = a0 + l->x;
	o->revenue = d->revenue.base + d->revenue.scale * o->alpha;
	o->paid = l->paid + l->paid_rise * a0 + base;
	o->utility = held ? 0 : l->own + l->own_rise * a0 - base;
	o->regime = l->x > 0 ? REGIME_CONTRIBUTE : REGIME_FREE_RIDE;
}

/* Whether specialist i takes part from level 0 to a0, and brings the generalist something at all
 * levels: then none is better than the best of those at which all take part. */
static bool stays_to(const struct game *g, int i, const struct line *l, double a0)
{
	double rise, base_share = g->specialist[i].terms.base_share;
	return l->paid >= 0 && own_at(g, l, base_share, 0, &rise) >= 0 &&
		own_at(g, l, base_share, a0, &rise) >= 0;
}

/* What is less of all that is earned and paid at a level may be rounding, of an edge that is flat,
 * too: who takes part then is for the search. */
#define CLEARLY 1e-6

static double room_at(const struct game *g, const struct line *l, double a0)
{
	const struct specialist *d = &g->specialist[0];
	return CLEARLY * (fabs(d->revenue.base) + d->revenue.scale * (a0 + l->x) + l->cost +
		fabs(d->terms.fee) + cost_value(&g->generalist.cost, a0, 0));
}

/* Whether the one specialist clearly takes part at no level. */
static bool never_stays(const struct game *g, const struct line *l)
{
	double base_share = g->specialist[0].terms.base_share, rise;
	double top = own_best(g, l, base_share);
	return top <= LEVEL_MAX && own_at(g, l, base_share, top, &rise) < -room_at(g, l, top);
}

/* Then, or where the best of all levels at which it does is clearly a loss to the generalist: that
 * stays at level 0 where the specialist leaves it to itself there and that costs nothing, else at
 * home. False: whether it does is not clear. */
static bool solve_nothing(const struct game *g, const struct line *l, struct outcome *out)
{
	double rise, own = own_at(g, l, g->specialist[0].terms.base_share, 0, &rise);
	if (!(l->x <= LEVEL_MAX) || !(fabs(own) > room_at(g, l, 0)))
		return false;
	outcome_clear(out);
	out->proof = PROOF_PROVED;
	out->invests = own < 0 && g->generalist.cost.fixed == 0;
	return true;
}

bool closed_solve_terms(const struct game *g, const double *delta, struct outcome *out)
{
	double price = 0, part = 1, cost, u, joint = 0, performance = 0;
	bool held = false;
	struct line l;
	for (int i = 0; i < g->n; i++) {
		if (!(delta[i] >= 0 && delta[i] <= 1))
			return false;
		price += delta[i] * g->specialist[i].revenue.scale;
		part -= g->specialist[i].terms.base_share;
	}
	double a0 = part > 0 ? supply(&g->generalist.cost, price / part).x : INFINITY;
	if (!(a0 <= LEVEL_MAX))
		return false;
	if (g->n == 1) {
		double best = a0;
		line_of(g, 0, delta[0], &l);
		a0 = nearest_stay(g, &l, g->specialist[0].terms.base_share, best);
		held = a0 != best;
	}
	if (!(a0 >= 0 && a0 <= LEVEL_MAX))
		return never_stays(g, &l) && solve_nothing(g, &l, out);
	cost = cost_value(&g->generalist.cost, a0, 0);
	u = -cost;
	for (int i = 0; i < g->n; i++) {
		const struct specialist *d = &g->specialist[i];
		line_of(g, i, delta[i], &l);
		if (!(l.x <= LEVEL_MAX) || (g->n > 1 && !stays_to(g, i, &l, a0)))
			return false;
		fill_line(d, &l, a0, d->terms.base_share * cost, held, &out->domain[i]);
		u += out->domain[i].paid;
		joint += out->domain[i].utility;
		performance += revenue_earns(&d->revenue) ? out->domain[i].alpha : 0;
	}
	/* One specialist out, the generalist has its fixed cost at best: ties are for the search. */
	if (!(u > TIE * (u + cost)))
		return g->n == 1 && u < -room_at(g, &l, a0) && solve_nothing(g, &l, out);
	out->proof = PROOF_PROVED;
	out->invests = true;
	out->alpha0 = a0;
	out->u_generalist = u;
	out->joint = joint + u;
	out->performance = performance;
	out->active = g->n;
	return true;
}
