/* Makes random games; every number in its parameter's range. */
#include "random_games.h"

#include "model/param.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double chance_unit(struct chance *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

int chance_below(struct chance *c, int n)
{
	return (int)(chance_unit(c) * n);
}

static double spread(struct chance *c, double low, double high)
{
	return low * pow(high / low, chance_unit(c));
}

/* A number at least 0. */
static double size(struct chance *c, enum wildness wild)
{
	static const double edges[] = {0, 1e-12, 1e-9, 1, 1e3, 1e6, 1e9, 5e-324, 1e-300, 1e-150,
		1e-30};
	if (wild >= EXTREME && chance_below(c, 2))
		return edges[chance_below(c, wild == ABSURD ? 11 : 7)];
	return wild == WIDE ? spread(c, 1e-6, 1e6) : spread(c, .01, 100);
}

static double positive(struct chance *c, enum wildness wild)
{
	double v = size(c, wild);
	return v > 0 ? v : 1;
}

static double sometimes(struct chance *c, double v)
{
	return chance_below(c, 3) ? 0 : v;
}

static double exponent(struct chance *c, enum wildness wild, double least)
{
	static const double usual[] = {1, 2, 3, 1.5, 4};
	static const double edges[] = {1.0000001, 1.01, 30, 100};
	if (wild >= EXTREME && chance_below(c, 3) == 0)
		return edges[chance_below(c, 4)];
	if (chance_below(c, 2))
		return usual[chance_below(c, 5)];
	return least + 4 * chance_unit(c);
}

static void give_formula(struct chance *c, enum wildness wild, bool cost, unsigned variables,
	struct formula_slot **slot)
{
	static const char *const revenues[] = {"R*a", "R*(1 - exp(-a/s))", "R*tanh(a/s)",
		"R*min(a, s)", "R*sqrt(a)", "R*a^s", "R*log1p(a/s)", "R*a^2/(s + a^2)",
		"if(a < s, 0, R)", "R*a*exp(-a/s)", "R*abs(a - s)", "R*log(a - s)", "R/a",
		"R*a^0.5 + s*a", "max(0, a - s)*R", "R*(a > s)*a", "R*expm1(a/s)", "R/(a - s)"};
	static const char *const costs[] = {"c*x^2 + h*x", "c*x", "c*x^2 + h*x*a", "c*x^1.5",
		"c*sqrt(x)", "c*expm1(h*x)", "c*x^2/(1 + h*a0)", "c*(x - h)^2", "c*log(x)",
		"c*max(0, x - h)^2", "if(x > h, c, 0) + x^2", "c*(a^2 - a0^2) + h*x",
		"c*x^2*if(x > h, 2, 1)", "c*x^h", "c + h + x^3", "c*x^2 - h*x"};
	static const char name[2][2][FORMULA_NAME_MAX + 1] = {{"R", "s"}, {"c", "h"}};
	double value[2] = {size(c, wild), positive(c, wild)};
	struct formula_slot like = {.count = 0};
	const char *text = cost ? costs[chance_below(c, 16)] : revenues[chance_below(c, 18)];

	/* Constants are those that the text has. */
	int first = strchr(text, *name[cost][0]) ? 0 : 1;
	int count = 1 - first + (strchr(text, *name[cost][1]) ? 1 : 0);
	if (strstr(text, "abs(") || strstr(text, "sqrt(")) /* an s that is none */
		count = strstr(text, " s)") || strstr(text, "s*") ? 2 : 1;
	for (; like.count < count; like.count++) {
		strcpy(like.name[like.count], name[cost][first + like.count]);
		like.value[like.count] = value[first + like.count];
	}
	if (formula_slot_make(text, &like, variables, slot, NULL) != STATUS_OK) {
		fprintf(stderr, "%s with %d constants does not compile\n", text, count);
		abort();
	}
}

static bool random_cost(struct chance *c, enum wildness wild, bool special, struct cost *cost)
{
	cost->family = chance_below(c, 8) == 0 ? COST_FORMULA
		: chance_below(c, 3) ? COST_POWER : COST_EXPONENTIAL;
	cost->basis = special && chance_below(c, 3) == 0 ? BASIS_LEVEL : BASIS_INCREMENT;
	cost->scale = size(c, wild);
	cost->exponent = exponent(c, wild, 1);
	cost->rate = fmin(positive(c, wild), 1e6);
	cost->marginal = sometimes(c, size(c, wild));
	cost->fixed = sometimes(c, size(c, wild));
	if (cost->family != COST_FORMULA)
		return false;
	cost->basis = BASIS_INCREMENT;
	give_formula(c, wild, true, special ? FORMULA_X | FORMULA_A0 | FORMULA_A
		: FORMULA_X | FORMULA_LEVEL, &cost->formula);
	return true;
}

static bool random_revenue(struct chance *c, enum wildness wild, struct revenue *r)
{
	r->family = chance_below(c, 8) == 0 ? REVENUE_FORMULA
		: (enum revenue_family)chance_below(c, REVENUE_FORMULA);
	r->base = sometimes(c, size(c, wild));
	r->scale = size(c, wild);
	r->exponent = chance_below(c, 2) ? chance_unit(c) : exponent(c, wild, 0);
	r->width = positive(c, wild);
	r->midpoint = size(c, wild);
	if (r->family != REVENUE_FORMULA)
		return false;
	give_formula(c, wild, false, FORMULA_A, &r->formula);
	return true;
}

void random_game(uint64_t number, struct scenario *s, enum wildness *wild, bool *formulas)
{
	struct chance c = {(number + 1) * 0xd1342543de82ef95u};
	char id[16];
	int n = chance_below(&c, 2) ? 1 : 1 + chance_below(&c, 4);

	*wild = (enum wildness)chance_below(&c, WILDNESSES);
	scenario_init(s);
	snprintf(s->title, sizeof s->title, "Random game %llu", (unsigned long long)number);
	s->game.common = chance_below(&c, 2);
	*formulas = random_cost(&c, *wild, false, &s->game.generalist.cost);
	s->game.generalist.outside = sometimes(&c, sometimes(&c, size(&c, *wild)));
	s->delta = calloc((size_t)n, sizeof *s->delta);
	for (int i = 0; i < n; i++) {
		snprintf(id, sizeof id, "d%d", i + 1);
		struct specialist *d = game_add(&s->game, id, NULL);
		if (!d || !s->delta)
			abort();
		snprintf(d->name, sizeof d->name, "%s", id);
		*formulas |= random_revenue(&c, *wild, &d->revenue);
		*formulas |= random_cost(&c, *wild, true, &d->cost);
		d->outside = sometimes(&c, sometimes(&c, size(&c, *wild)));
		d->weight = chance_below(&c, 4) ? 1 : fmin(size(&c, *wild), 1e6);
		s->delta[i] = s->game.common && i ? s->delta[0] : chance_unit(&c);
	}
	s->bargain = (struct bargain){RULE_FIXED, 0};
}
