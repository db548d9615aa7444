#include "model/family.h"

#include "model/formula_range.h"

#include <float.h>
#include <math.h>

static const char *const revenue_names[REVENUE_FAMILIES] = {
	"linear", "power", "log", "saturating", "logistic", "formula", "linear"};
static const char *const cost_names[COST_FAMILIES] = {"power", "exponential", "formula",
	"quadratic"};
const char *const cost_basis_words[COST_BASES + 1] = {"increment", "level"};

const struct function revenue_function = {.key = "revenue", .families = REVENUE_FAMILIES,
	.family = revenue_names, .formula = REVENUE_FORMULA, .text = "s*a", .constant = "s",
	.of = {[GAME_FINE_TUNING] = {0, REVENUE_PLANE}, [GAME_REGULATION] = {REVENUE_PLANE, 1}}};
const struct function cost_function = {.key = "cost", .families = COST_FAMILIES,
	.family = cost_names, .formula = COST_FORMULA, .text = "c*x^2", .constant = "c",
	.of = {[GAME_FINE_TUNING] = {0, COST_QUADRATIC}, [GAME_REGULATION] = {COST_QUADRATIC, 1}}};

void revenue_init(struct revenue *r)
{
	*r = (struct revenue){.family = REVENUE_LINEAR, .scale = 1, .exponent = 1, .width = 1,
		.midpoint = 1, .performance = 1, .safety = 1};
}

void cost_init(struct cost *c)
{
	*c = (struct cost){.family = COST_POWER, .scale = 1, .exponent = 2, .rate = 1,
		.performance = 1, .safety = 1};
}

/* What calls others and needs room for that, which those that do not are not to make. */
#define APART static __attribute__((noinline))

/* z^k, the usual exponents without pow(), which costs ten times as much. */
static double power(double z, double k)
{
	if (k == 2)
		return z * z;
	if (k == 1)
		return z;
	if (k == .5)
		return sqrt(z);
	if (k == 3)
		return z * z * z;
	return pow(z, k);
}

/* c z^k with its derivatives at z >= 0; at 0 the limits from the right. */
static inline struct jet power_jet(double c, double k, double z)
{
	if (c == 0 || k == 0)
		return (struct jet){c, 0, 0};
	if (k == 2)
		return (struct jet){c * z * z, 2 * c * z, 2 * c};
	if (k == 1)
		return (struct jet){c * z, c, 0};
	if (!(z > 0))
		return (struct jet){0, k < 1 ? INFINITY : 0, k < 1 ? -INFINITY : k < 2 ? INFINITY : 0};
	double v = c * power(z, k), d1 = k * v / z;
	return (struct jet){v, d1, (k - 1) * d1 / z};
}

/* The logistic function of z and of -z, from exp(-|z|): neither overflows, and
 * the smaller one keeps its digits. */
struct logistic {
	double up, down;
};

static struct logistic logistic(double z)
{
	double e = exp(-fabs(z)), large = 1 / (1 + e), small = e * large;
	return z < 0 ? (struct logistic){small, large} : (struct logistic){large, small};
}

/* S(x) - S(y) = (1 - e^(y-x)) S(x) S(-y), which does not cancel: here x - y is
 * a/width and -y is midpoint/width. */
static double logistic_rise(const struct revenue *r, double a, double s_up)
{
	return -expm1(-a / r->width) * s_up * logistic(r->midpoint / r->width).up;
}

/* ln(1 + a/t); widths next to nothing must not overflow. */
static double log_rise(const struct revenue *r, double a)
{
	double z = a / r->width;
	return isinf(z) ? log(a) - log(r->width) : log1p(z);
}

double revenue_value(const struct revenue *r, double a)
{
	switch (r->family) {
	case REVENUE_LINEAR:
		return r->base + r->scale * a;
	case REVENUE_POWER:
		return r->base + r->scale * power(a, r->exponent);
	case REVENUE_LOG:
		return r->base + r->scale * log_rise(r, a);
	case REVENUE_SATURATING:
		return r->base - r->scale * expm1(-a / r->width);
	case REVENUE_LOGISTIC:
		return r->base + r->scale * logistic_rise(r, a,
			logistic((a - r->midpoint) / r->width).up);
	case REVENUE_FORMULA:
		return formula_value(r->formula->program, &(struct formula_point){.a = a},
			r->formula->value);
	case REVENUE_PLANE: /* of performance alone */
		return r->performance * a;
	case REVENUE_FAMILIES:
		break;
	}
	return NAN;
}

bool revenue_earns_somewhere(const struct revenue *r)
{
	static const struct formula_point along = {.a = 1};
	static const struct formula_box everywhere = {.a = {0, DBL_MAX}};
	struct formula_range all;
	if (r->family == REVENUE_PLANE)
		return true;
	formula_range(r->formula->program, &everywhere, &along, NULL, r->formula->value, &all);
	return !all.defined || all.v.hi > 0;
}

/* Returns S of where a is. */
static double logistic_slope(const struct revenue *r, double a, struct jet *out)
{
	double z = (a - r->midpoint) / r->width;
	struct logistic s = logistic(z);
	/* In this order a tiny width overflows only where the slope does. */
	out->d1 = r->scale * s.up * s.down / r->width;
	out->d2 = out->d1 * (s.down - s.up) / r->width;
	return s.up;
}

APART void formula_revenue_jet(const struct formula_slot *f, double a, struct jet *out)
{
	static const struct formula_point along = {.a = 1};
	struct dual2 d;
	formula_dual(f->program, &(struct formula_point){.a = a}, &along, f->value, &d);
	*out = (struct jet){d.v, d.d, d.dd};
}

APART void power_revenue(const struct revenue *r, double a, struct jet *out)
{
	*out = power_jet(r->scale, r->exponent, a);
	out->v += r->base;
}

bool revenue_slope(const struct revenue *r, double a, struct jet *out)
{
	switch (r->family) {
	case REVENUE_LINEAR:
		out->d1 = r->scale;
		out->d2 = 0;
		return false;
	case REVENUE_POWER:
		power_revenue(r, a, out);
		return true;
	case REVENUE_LOG:
		out->d1 = r->scale / (r->width + a);
		out->d2 = -out->d1 / (r->width + a);
		return false;
	case REVENUE_SATURATING:
		out->d1 = r->scale * exp(-a / r->width) / r->width;
		out->d2 = -out->d1 / r->width;
		return false;
	case REVENUE_LOGISTIC:
		logistic_slope(r, a, out);
		return false;
	default: /* nothing is saved */
		revenue_jet(r, a, out);
		return true;
	}
}

void revenue_jet(const struct revenue *r, double a, struct jet *out)
{
	switch (r->family) {
	case REVENUE_LINEAR:
		*out = (struct jet){r->scale * a, r->scale, 0};
		break;
	case REVENUE_POWER:
		power_revenue(r, a, out);
		return;
	case REVENUE_LOG:
		revenue_slope(r, a, out);
		out->v = r->scale * log_rise(r, a);
		break;
	case REVENUE_SATURATING:
		revenue_slope(r, a, out);
		out->v = -r->scale * expm1(-a / r->width);
		break;
	case REVENUE_LOGISTIC:
		out->v = r->scale * logistic_rise(r, a, logistic_slope(r, a, out));
		break;
	case REVENUE_FORMULA:
		formula_revenue_jet(r->formula, a, out);
		return; /* has no base */
	case REVENUE_PLANE:
		*out = (struct jet){r->performance * a, r->performance, 0};
		return;
	case REVENUE_FAMILIES:
		*out = (struct jet){NAN, NAN, NAN};
		break;
	}
	out->v += r->base;
}

/* ---- costs --------------------------------------------------------------- */

static double formula_cost(const struct formula_slot *f, double x, double a0)
{
	return formula_value(f->program, &(struct formula_point){x, a0, a0 + x}, f->value);
}

APART void formula_cost_jet(const struct formula_slot *f, double x, double a0,
	struct cost_jet *out)
{
	static const struct formula_point in_x = {1, 0, 1}, in_a0 = {0, 1, 1};
	struct formula_point at = {x, a0, a0 + x};
	struct dual2 d;
	out->d1a0 = formula_mixed(f->program, &at, &in_x, &in_a0, f->value, &d);
	out->v = d.v;
	out->d1 = d.d;
	out->d2 = d.dd;
}

/* (a0 + x)^k - a0^k without cancellation where x is small against a0; an
 * overflow must not meet a zero. */
static double power_rise(double k, double x, double a0)
{
	if (a0 <= 0 || x <= 0)
		return power(x, k);
	if (k == 2)
		return x * (2 * a0 + x);
	if (k == 1)
		return x;
	return -pow(a0 + x, k) * expm1(-k * log1p(x / a0));
}

/* e^(k (a0 + x)) - e^(k a0); an overflow must not meet a zero. */
static double exponential_rise(double k, double x, double a0)
{
	double rise = expm1(k * x);
	return a0 > 0 && rise > 0 ? exp(k * a0) * rise : rise;
}

double cost_value(const struct cost *c, double x, double a0)
{
	double base = c->basis == BASIS_LEVEL ? a0 : 0, curved = 0;

	if (c->family == COST_FORMULA)
		return formula_cost(c->formula, x, a0);
	if (c->family == COST_QUADRATIC) /* of performance alone */
		return c->performance * x * x;
	if (c->scale > 0)
		curved = c->scale * (c->family == COST_POWER ? power_rise(c->exponent, x, base)
							     : exponential_rise(c->rate, x, base));
	return c->fixed + (c->marginal > 0 ? c->marginal * x : 0) + curved;
}

/* With its fixed and its linear part. */
static inline void whole_cost(const struct cost *c, double x, struct jet curved,
	struct cost_jet *out)
{
	out->v = c->fixed + (c->marginal > 0 ? c->marginal * x : 0) + curved.v;
	out->d1 = c->marginal + curved.d1;
	out->d2 = curved.d2;
	out->d1a0 = c->basis == BASIS_LEVEL ? curved.d2 : 0;
}

APART void curved_cost_jet(const struct cost *c, double x, double a0, struct cost_jet *out)
{
	bool level = c->basis == BASIS_LEVEL && a0 > 0;
	double base = level ? a0 : 0;
	struct jet j = {0, 0, 0};

	if (c->scale > 0 && c->family == COST_POWER) {
		j = power_jet(c->scale, c->exponent, base + x);
		if (level && c->exponent == 2)
			j.v = c->scale * x * (2 * a0 + x);
		else if (level && c->exponent == 1)
			j.v = c->scale * x;
		else if (level)
			j.v = x > 0 ? j.v * -expm1(-c->exponent * log1p(x / a0)) : 0;
	} else if (c->scale > 0) {
		j.v = c->scale * exponential_rise(c->rate, x, base);
		j.d1 = c->scale * c->rate * exp(c->rate * (base + x));
		j.d2 = c->rate * j.d1;
	}
	whole_cost(c, x, j, out);
}

void cost_jet(const struct cost *c, double x, double a0, struct cost_jet *out)
{
	if (c->family == COST_POWER && c->exponent == 2 && c->basis == BASIS_INCREMENT)
		whole_cost(c, x, power_jet(c->scale, 2, x), out); /* the usual, without a call */
	else if (c->family == COST_FORMULA)
		formula_cost_jet(c->formula, x, a0, out);
	else if (c->family == COST_QUADRATIC)
		*out = (struct cost_jet){c->performance * x * x, 2 * c->performance * x,
			2 * c->performance, 0};
	else
		curved_cost_jet(c, x, a0, out);
}

double cost_along(const struct cost *c, double x, double a0, double dx)
{
	const struct formula_point along = {dx, 1, 1 + dx};
	struct cost_jet at, first;
	struct dual2 d;
	if (c->family == COST_FORMULA) {
		formula_dual(c->formula->program, &(struct formula_point){x, a0, a0 + x}, &along,
			c->formula->value, &d);
		return isfinite(d.d) ? d.d : 0;
	}
	if (c->basis != BASIS_LEVEL && dx == 0)
		return 0;
	cost_jet(c, x, a0, &at);
	double more = dx != 0 ? dx * at.d1 : 0;
	if (c->basis != BASIS_LEVEL)
		return more;
	cost_jet(c, 0, a0, &first);
	return more + at.d1 - first.d1;
}

double cost_in_a0(const struct cost *c, double x, double a0)
{
	return cost_along(c, x, a0, 0);
}
