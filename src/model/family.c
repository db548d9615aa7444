#include "model/family.h"

#include <math.h>
#include <string.h>

static const char *const revenue_names[REVENUE_FAMILIES] = {
	"linear", "power", "log", "saturating", "logistic", "formula",
};
static const char *const cost_names[COST_FAMILIES] = {"power", "exponential", "formula"};
static const char *const basis_names[COST_BASES] = {"increment", "level"};

const char *revenue_family_name(enum revenue_family family)
{
	return revenue_names[family];
}

const char *cost_family_name(enum cost_family family)
{
	return cost_names[family];
}

const char *cost_basis_name(enum cost_basis basis)
{
	return basis_names[basis];
}

static int find(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

int revenue_family_find(const char *name)
{
	return find(revenue_names, REVENUE_FAMILIES, name);
}

int cost_family_find(const char *name)
{
	return find(cost_names, COST_FAMILIES, name);
}

int cost_basis_find(const char *name)
{
	return find(basis_names, COST_BASES, name);
}

void revenue_init(struct revenue *r)
{
	*r = (struct revenue){.scale = 1, .exponent = 1, .width = 1, .midpoint = 1};
}

void cost_init(struct cost *c)
{
	*c = (struct cost){.scale = 1, .exponent = 2, .rate = 1};
}

/* ----------------------------------------------------------------- revenue */

/* x^p with its derivatives, exact at 0 and for the exponents 0, 1 and 2, which
 * are the common ones and need no pow(). */
static struct jet power_jet(double x, double p)
{
	if (p == 2)
		return (struct jet){x * x, 2 * x, 2};
	if (p == 1)
		return (struct jet){x, 1, 0};
	if (p == 0)
		return (struct jet){1, 0, 0};
	double v = pow(x, p);
	if (x > 1e-150) {
		double d1 = p * v / x;
		return (struct jet){v, d1, (p - 1) * d1 / x};
	}
	double d1 = p * pow(x, p - 1);
	double d2 = p * (p - 1) * pow(x, p - 2);
	return (struct jet){v, d1, d2};
}

/* The logistic function at z, and 1 minus it, without cancellation. */
static double logistic(double z, double *rest)
{
	double e = exp(-fabs(z)), small = e / (1 + e), large = 1 / (1 + e);
	*rest = z >= 0 ? small : large;
	return z >= 0 ? large : small;
}

/* S(z) - S(z0): a difference of small numbers where both are small, and of the
 * complements where both are near 1. */
static double logistic_rise(double s, double rest, double z0)
{
	double rest0, s0 = logistic(z0, &rest0);
	return s > .5 && s0 > .5 ? rest0 - rest : s - s0;
}

static void logistic_jet(const struct revenue *r, double a, struct jet *out)
{
	double t = r->width, rest, s = logistic((a - r->midpoint) / t, &rest);
	double slope = r->scale * s * rest / t;
	out->v = r->base + r->scale * logistic_rise(s, rest, -r->midpoint / t);
	out->d1 = slope;
	out->d2 = slope * (rest - s) / t;
}

static void revenue_formula_jet(const struct revenue *r, double a, struct jet *out)
{
	static const struct formula_point along_a = {0, 0, 1};
	struct formula_point at = {0, 0, a};
	struct dual2 d;
	formula_dual(r->formula->program, &at, &along_a, r->formula->value, &d);
	*out = (struct jet){d.v, d.d, d.dd};
}

void revenue_jet(const struct revenue *r, double a, struct jet *out)
{
	double s = r->scale, t = r->width;
	switch (r->family) {
	case REVENUE_LINEAR:
		*out = (struct jet){r->base + s * a, s, 0};
		break;
	case REVENUE_POWER: {
		struct jet p = power_jet(a, r->exponent);
		if (s > 0)
			*out = (struct jet){r->base + s * p.v, s * p.d1, s * p.d2};
		else
			*out = (struct jet){r->base, 0, 0};
		break;
	}
	case REVENUE_LOG: {
		double d1 = s / (t + a);
		*out = (struct jet){r->base + s * log1p(a / t), d1, -d1 / (t + a)};
		break;
	}
	case REVENUE_SATURATING: {
		double rise = -expm1(-a / t), d1 = s / t * (1 - rise);
		*out = (struct jet){r->base + s * rise, d1, -d1 / t};
		break;
	}
	case REVENUE_LOGISTIC:
		logistic_jet(r, a, out);
		break;
	default:
		revenue_formula_jet(r, a, out);
		break;
	}
}

double revenue_value(const struct revenue *r, double a)
{
	switch (r->family) {
	case REVENUE_LINEAR:
		return r->base + r->scale * a;
	case REVENUE_POWER:
		if (r->exponent == 1)
			return r->base + r->scale * a;
		return r->scale > 0 ? r->base + r->scale * pow(a, r->exponent) : r->base;
	case REVENUE_LOG:
		return r->base + r->scale * log1p(a / r->width);
	case REVENUE_SATURATING:
		return r->base - r->scale * expm1(-a / r->width);
	case REVENUE_LOGISTIC: {
		struct jet at;
		logistic_jet(r, a, &at);
		return at.v;
	}
	default: {
		struct formula_point at = {0, 0, a};
		return formula_value(r->formula->program, &at, r->formula->value);
	}
	}
}

/* -------------------------------------------------------------------- cost */

/* (a0 + x)^k - a0^k without cancellation for x much smaller than a0. */
static double power_rise(double a0, double x, double k)
{
	if (k == 1)
		return x;
	if (k == 2)
		return x * (2 * a0 + x);
	if (a0 <= 0)
		return pow(x, k);
	if (x < .1 * a0)
		return pow(a0, k) * expm1(k * log1p(x / a0));
	return pow(a0 + x, k) - pow(a0, k);
}

static void cost_formula_jet(const struct cost *c, double x, double a0, struct cost_jet *out)
{
	static const struct formula_point along_x = {1, 0, 1}, along_a0 = {0, 1, 1},
					  along_both = {1, 1, 2};
	struct formula_point at = {x, a0, a0 + x};
	const double *constants = c->formula->value;
	struct dual2 d, e, f;
	formula_dual(c->formula->program, &at, &along_x, constants, &d);
	out->v = d.v;
	out->d1 = d.d;
	out->d2 = d.dd;
	out->d1a0 = 0;
	if (!(formula_uses(c->formula->program) & (FORMULA_A0 | FORMULA_A)))
		return;
	/* The mixed derivative, from the second derivatives along x, a0 and both. */
	formula_dual(c->formula->program, &at, &along_a0, constants, &e);
	formula_dual(c->formula->program, &at, &along_both, constants, &f);
	out->d1a0 = .5 * (f.dd - d.dd - e.dd);
}

/* The curved part over increments: scale times value and derivatives. A scale
 * of 0 means that there is none, whatever overflows in it. */
static struct jet curved(const struct cost *c, double y)
{
	struct jet j = {0, 0, 0};
	if (!(c->scale > 0))
		return j;
	if (c->family == COST_POWER) {
		j = power_jet(y, c->exponent);
	} else {
		double e = exp(c->rate * y);
		j = (struct jet){expm1(c->rate * y), c->rate * e, c->rate * c->rate * e};
	}
	return (struct jet){c->scale * j.v, c->scale * j.d1, c->scale * j.d2};
}

static double curved_rise(const struct cost *c, double x, double a0)
{
	if (!(c->scale > 0))
		return 0;
	if (c->family == COST_POWER)
		return c->scale * power_rise(a0, x, c->exponent);
	return c->scale * exp(c->rate * a0) * expm1(c->rate * x);
}

double cost_value(const struct cost *c, double x, double a0)
{
	if (c->family == COST_FORMULA) {
		struct formula_point at = {x, a0, a0 + x};
		return formula_value(c->formula->program, &at, c->formula->value);
	}
	double rise = x > 0 ? curved_rise(c, x, c->basis == BASIS_LEVEL ? a0 : 0) : 0;
	return c->fixed + c->marginal * x + rise;
}

void cost_jet(const struct cost *c, double x, double a0, struct cost_jet *out)
{
	if (c->family == COST_FORMULA) {
		cost_formula_jet(c, x, a0, out);
		return;
	}
	if (c->basis == BASIS_LEVEL) {
		struct jet j = curved(c, a0 + x);
		double rise = x > 0 ? curved_rise(c, x, a0) : 0;
		*out = (struct cost_jet){c->fixed + c->marginal * x + rise, c->marginal + j.d1,
			j.d2, j.d2};
		return;
	}
	struct jet j = curved(c, x);
	*out = (struct cost_jet){c->fixed + c->marginal * x + j.v, c->marginal + j.d1, j.d2, 0};
}
