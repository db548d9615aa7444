#include "games.h"
#include "model/param.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* splitmix64 */
double rng_unit(struct rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

double rng_between(struct rng *r, double low, double high)
{
	return low + (high - low) * rng_unit(r);
}

double rng_log(struct rng *r, double low, double high)
{
	return low * exp(log(high / low) * rng_unit(r));
}

int rng_below(struct rng *r, int n)
{
	return (int)(rng_unit(r) * n);
}

/* A scenario's text as it grows. */
struct text {
	char at[16384];
	size_t used;
};

__attribute__((format(printf, 2, 3)))
static void put(struct text *t, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	t->used += (size_t)vsnprintf(t->at + t->used, sizeof t->at - t->used, format, ap);
	va_end(ap);
}

static bool chance(struct rng *r, double p)
{
	return rng_unit(r) < p;
}

/* ---- costs ------------------------------------------------------------------------ */

static void put_formula_cost(struct text *t, struct rng *r, bool special)
{
	static const char *const own[] = {"L*(c*x^2 + m*x)", "L*(c*x^1.7 + F)",
		"L*c*(exp(x) - 1 + m*x)", "L*c*(x^2 + F*x^3)"};
	static const char *const with_a0[] = {"L*(c*x^2 + m*x*a0)", "L*(c*x^2/(1 + F*a0) + m*x)",
		"L*c*(a^2 - a0^2 + m*x)", "L*(c*x^1.6*(1 + m*a0) + F)"};
	const char *formula = special && chance(r, .5) ? with_a0[rng_below(r, 4)] :
							own[rng_below(r, 4)];
	put(t, "cost = formula\ncost.formula = %s\ncost.L = 1\n", formula);
	/* Only the constants that are used may be there. */
	put(t, "cost.c = %.3f\n", rng_log(r, .2, 4));
	if (strchr(formula, 'm'))
		put(t, "cost.m = %.3f\n", rng_between(r, 0, .4));
	if (strchr(formula, 'F'))
		put(t, "cost.F = %.3f\n", rng_between(r, 0, .2));
}

static void put_cost(struct text *t, struct rng *r, enum games kind, bool special)
{
	double family = rng_unit(r);
	bool plain = kind == GAMES_LINEAR;
	if (kind == GAMES_ALL && family > .88) {
		put_formula_cost(t, r, special);
		return;
	}
	if (family > .65)
		put(t, "cost = exponential\ncost.scale = %.3f\ncost.rate = %.3f\n",
			rng_log(r, .05, 1.5), rng_between(r, .4, 2));
	else
		put(t, "cost = power\ncost.scale = %.3f\ncost.exponent = %.3f\n", rng_log(r, .2, 4),
			chance(r, .4) ? 2 : rng_between(r, 1.25, 4));
	if (chance(r, .35))
		put(t, "cost.marginal = %.3f\n", rng_between(r, 0, .5));
	if (plain)
		return;
	if (chance(r, special ? .4 : .2))
		put(t, "cost.fixed = %.3f\n", rng_between(r, 0, .4));
	if (special && chance(r, .35))
		put(t, "cost.basis = level\n");
}

/* ---- revenues ------------------------------------------------------------------------ */

static void put_revenue(struct text *t, struct rng *r, enum games kind)
{
	double scale = rng_log(r, .5, 6);
	int family = kind == GAMES_LINEAR ? 0 : rng_below(r, kind == GAMES_ALL ? 7 : 6);
	switch (family) {
	case 0:
		put(t, "revenue = linear\nrevenue.scale = %.3f\n", scale / 2);
		break;
	case 1:
		put(t, "revenue = power\nrevenue.scale = %.3f\nrevenue.exponent = %.3f\n", scale,
			rng_between(r, .3, 1));
		break;
	case 2:
		put(t, "revenue = log\nrevenue.scale = %.3f\nrevenue.width = %.3f\n", scale,
			rng_between(r, .2, 2));
		break;
	case 3:
		put(t, "revenue = saturating\nrevenue.scale = %.3f\nrevenue.width = %.3f\n", scale,
			rng_between(r, .2, 2));
		break;
	case 4:
	case 5:
		put(t, "revenue = logistic\nrevenue.scale = %.3f\nrevenue.width = %.3f\n"
		       "revenue.midpoint = %.3f\n", scale, rng_between(r, .1, .5),
			rng_between(r, .2, 2));
		break;
	default:
		put(t, "revenue = formula\nrevenue.L = 1\nrevenue.R = %.3f\nrevenue.s = %.3f\n"
		       "revenue.formula = %s\n", scale, rng_between(r, .3, 2),
			chance(r, .5) ? "L*R*(1 - exp(-a/s))" : "L*R*a^2/(s^2 + a^2)");
	}
	/* A formula has its own base. */
	if (kind != GAMES_LINEAR && family < 6 && chance(r, .15))
		put(t, "revenue.base = %.3f\n", rng_between(r, 0, .3));
}

bool games_make(enum games kind, uint64_t seed, int n, struct scenario *s)
{
	struct rng r = {seed * 7919 + 12345};
	struct text *t = calloc(1, sizeof *t);
	struct error_list *errors = calloc(1, sizeof *errors);
	char name[32];
	bool good = t && errors;
	if (good) {
		put(t, "[scenario]\ntitle = Random game %llu\nbargain = fixed\ndelta =",
			(unsigned long long)seed);
		for (int i = 0; i < n; i++)
			put(t, " %.3f", rng_unit(&r));
		put(t, "\n[generalist]\n");
		put_cost(t, &r, kind, false);
		for (int i = 0; i < n; i++) {
			put(t, "[specialist d%d]\n", i + 1);
			put_revenue(t, &r, kind);
			put_cost(t, &r, kind, true);
		}
		snprintf(name, sizeof name, "random-%llu", (unsigned long long)seed);
		good = scenario_parse(name, t->at, t->used, s, errors) == STATUS_OK;
		if (!good)
			fprintf(stderr, "%s:%d: %s\n%s\n", name, errors->item[0].line,
				errors->item[0].text, t->at);
	}
	free(errors);
	free(t);
	return good;
}

void games_print(const struct scenario *s)
{
	char *text;
	if (scenario_write(s, &text, NULL) == STATUS_OK) {
		fprintf(stderr, "%s\n", text);
		free(text);
	}
}

/* The slot's text written anew: something put before all of it, and something before and
 * after each of its variables. */
static void rewrite(struct formula_slot **slot, const char *before, const char *before_variable,
	const char *after_variable)
{
	static const char *const variables[] = {"x", "a", "a0"};
	struct text *t = calloc(1, sizeof *t);
	struct formula_slot *old = *slot;
	if (!t)
		abort();
	put(t, "%s(", before);
	for (const char *p = old->text; *p;) {
		size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789_.");
		bool variable = false;
		for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
			variable |= strlen(variables[i]) == n && memcmp(p, variables[i], n) == 0;
		n = n ? n : 1;
		put(t, "%s%.*s%s", variable ? before_variable : "", (int)n, p,
			variable ? after_variable : "");
		p += n;
	}
	put(t, ")");
	if (formula_slot_make(t->at, old, old->variables, slot, NULL) != STATUS_OK) {
		fprintf(stderr, "not a formula, or too long: %s\n", t->at);
		abort();
	}
	formula_slot_free(old);
	free(t);
}

/* The shortest of a number that is read back as it is: formulas have no room to waste. */
static const char *shortest(double x, char text[40])
{
	snprintf(text, 40, "%.15g", x);
	if (strtod(text, NULL) != x)
		snprintf(text, 40, "%.17g", x);
	return text;
}

static void scale_formula(struct formula_slot **slot, double factor)
{
	char number[40], before[44];
	snprintf(before, sizeof before, "%s*", shortest(factor, number));
	if (*slot)
		rewrite(slot, before, "", "");
}

static void scale_cost(struct cost *c, double factor)
{
	c->scale *= factor;
	c->marginal *= factor;
	c->fixed *= factor;
	scale_formula(&c->formula, factor);
}

void games_scale(struct scenario *s, double factor)
{
	scale_cost(&s->game.generalist.cost, factor);
	s->game.generalist.outside *= factor;
	for (int i = 0; i < s->game.n; i++) {
		struct specialist *d = &s->game.specialist[i];
		d->revenue.scale *= factor;
		d->revenue.base *= factor;
		scale_formula(&d->revenue.formula, factor);
		scale_cost(&d->cost, factor);
		d->outside *= factor;
		d->terms.fee *= factor;
	}
}

static void measure_formula(struct formula_slot **slot, double unit)
{
	char number[40], after[44];
	snprintf(after, sizeof after, "/%s)", shortest(unit, number));
	if (*slot)
		rewrite(slot, "", "(", after);
}

static void measure_cost(struct cost *c, double unit)
{
	if (c->family == COST_EXPONENTIAL)
		c->rate /= unit;
	else
		c->scale /= pow(unit, c->exponent);
	c->marginal /= unit;
	measure_formula(&c->formula, unit);
}

void games_measure(struct scenario *s, double unit)
{
	measure_cost(&s->game.generalist.cost, unit);
	for (int i = 0; i < s->game.n; i++) {
		struct revenue *r = &s->game.specialist[i].revenue;
		if (r->family == REVENUE_LINEAR)
			r->scale /= unit;
		if (r->family == REVENUE_POWER)
			r->scale /= pow(unit, r->exponent);
		r->width *= unit;
		r->midpoint *= unit;
		measure_formula(&r->formula, unit);
		measure_cost(&s->game.specialist[i].cost, unit);
	}
}

void games_open(const char *from, const char *sets, struct scenario *s)
{
	struct error_list errors = {0};
	struct error err = {0};
	char word[100], path[100];
	snprintf(path, sizeof path, "presets/%s.ini", from);
	bool ok = strchr(from, '[') ? scenario_parse("test", from, strlen(from), s, &errors) == STATUS_OK :
				      scenario_open(path, s, &errors) == STATUS_OK;
	for (int used; ok && sscanf(sets, " %99s%n", word, &used) == 1; sets += used)
		ok = param_assign(s, word, &err) == STATUS_OK;
	if (ok)
		return;
	fprintf(stderr, "%s, %s: %s %s\n", from, sets, errors.total ? errors.item[0].text : "",
		err.text);
	abort();
}
