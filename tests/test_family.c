/* Families of functions, games, rules. */
#include "model/family.h"
#include "model/game.h"
#include "model/rule.h"

#include <CUnit/CUnit.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* Uniform in [0, 1). */
static double uniform(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) * 0x1p-53;
}

/* From low to high, evenly in the logarithm. */
static double spread(double low, double high)
{
	return low * pow(high / low, uniform());
}

static bool close_to(double got, long double want, double relative)
{
	return fabsl((long double)got - want) <= relative * fabsl(want) + DBL_MIN;
}

/* ---- against the definitions in long double ------------------------------ */

static long double logistic(long double z)
{
	return z < 0 ? expl(z) / (1 + expl(z)) : 1 / (1 + expl(-z));
}

static long double revenue_defined(const struct revenue *r, long double a)
{
	long double s = r->scale, t = r->width, m = r->midpoint;

	switch (r->family) {
	case REVENUE_LINEAR:
		return r->base + s * a;
	case REVENUE_POWER:
		return r->base + s * powl(a, r->exponent);
	case REVENUE_LOG:
		return r->base + s * log1pl(a / t);
	case REVENUE_SATURATING:
		return r->base - s * expm1l(-a / t);
	default:
		/* S(x) - S(-y) = S(x) + S(y) - 1; for small values, the difference of
		 * two small numbers. */
		return r->base + s * (logistic((a - m) / t) - logistic(-m / t));
	}
}

static struct revenue random_revenue(enum revenue_family family)
{
	static const double exponents[] = {.5, 1, 2, 3, 0};
	struct revenue r;

	revenue_init(&r);
	r.family = family;
	r.base = uniform() < .5 ? 0 : spread(.01, 2);
	r.scale = spread(.01, 100);
	r.exponent = uniform() < .3 ? exponents[(int)(5 * uniform())] : 3 * uniform();
	r.width = spread(.05, 20);
	r.midpoint = 5 * uniform();
	return r;
}

static void test_revenue_values(void)
{
	int wrong[REVENUE_FAMILIES] = {0};

	state = 12345;
	for (int i = 0; i < 20000; i++) {
		struct revenue r = random_revenue((enum revenue_family)(i % REVENUE_FORMULA));
		double a = i % 7 == 0 ? 0 : spread(1e-3, 30);
		struct jet j;
		double v = revenue_value(&r, a);

		revenue_jet(&r, a, &j);
		/* The definition of the logistic family cancels in long double too. */
		long double want = revenue_defined(&r, a);
		double slack = r.family == REVENUE_LOGISTIC ? 1e-18 * r.scale : 0;
		wrong[r.family] += !(fabsl(v - want) <= 2e-15 * fabsl(want) + slack);
		wrong[r.family] += !(fabsl(j.v - want) <= 2e-15 * fabsl(want) + slack);
	}
	for (int f = 0; f < REVENUE_FORMULA; f++)
		CU_ASSERT_EQUAL(wrong[f], 0);
}

/* A logistic far to the left of its midpoint is a difference of tiny numbers:
 * there, e^z (e^(a/t) - 1) to first order. */
static void test_logistic_tail(void)
{
	struct revenue r;
	revenue_init(&r);
	r.family = REVENUE_LOGISTIC;
	r.midpoint = 40;
	r.width = 1;
	CU_ASSERT_TRUE(close_to(revenue_value(&r, 1e-6), expl(-40) * expm1l(1e-6L), 1e-14));
	CU_ASSERT_TRUE(close_to(revenue_value(&r, 1e-12), expl(-40) * expm1l(1e-12L), 1e-14));
	/* And far right of it the rest of the way cancels against 1. */
	r.midpoint = 0;
	CU_ASSERT_EQUAL(revenue_value(&r, 800), .5);
	r.width = 1e-3; /* exp() of these overflows */
	r.midpoint = 5;
	struct jet j;
	revenue_jet(&r, 0, &j);
	CU_ASSERT_TRUE(j.v == 0 && j.d1 == 0 && j.d2 == 0);
	revenue_jet(&r, 10, &j);
	CU_ASSERT_TRUE(j.v == 1 && j.d1 == 0 && j.d2 == 0);
	revenue_jet(&r, 5, &j);
	CU_ASSERT_TRUE(j.v == .5 && j.d1 == 250 && j.d2 == 0);
}

/* A logarithm over the least of widths: a/t overflows where its logarithm does not. */
static void test_narrow_logarithm(void)
{
	struct revenue r;
	struct jet j;
	revenue_init(&r);
	r.family = REVENUE_LOG;
	r.width = 1e-300;
	CU_ASSERT_TRUE(close_to(revenue_value(&r, 1e10), 310 * logl(10), 1e-15));
	revenue_jet(&r, 1e10, &j);
	CU_ASSERT_TRUE(close_to(j.v, 310 * logl(10), 1e-15) && close_to(j.d1, 1e-10, 1e-15));
}

/* Widths so small that slopes at the bend overflow: flat elsewhere. */
static void test_no_width(void)
{
	struct revenue r;
	struct jet j;

	revenue_init(&r);
	r.scale = 1e9;
	r.width = 1e-300;
	r.family = REVENUE_SATURATING;
	revenue_jet(&r, 1, &j);
	CU_ASSERT_TRUE(j.v == 1e9 && j.d1 == 0 && j.d2 == 0);
	revenue_jet(&r, 0, &j);
	CU_ASSERT_TRUE(j.v == 0 && j.d1 == INFINITY);
	r.family = REVENUE_LOGISTIC;
	revenue_jet(&r, .5, &j);
	CU_ASSERT_TRUE(j.v == 0 && j.d1 == 0 && j.d2 == 0);
	revenue_jet(&r, 2, &j);
	CU_ASSERT_TRUE(j.v == 1e9 && j.d1 == 0 && j.d2 == 0);
}

/* The slope between two points at 2h against the derivative in the middle. What
 * differences lose is about 1e-16 of the values over h, and their own h^2. */
static bool differences_agree(double up, double down, double h, double slope)
{
	double lost = 4e-16 * fmax(fabs(up), fabs(down)) / h;
	return fabs((up - down) / (2 * h) - slope) <= 1e-6 * fabs(slope) + lost;
}

static void test_revenue_derivatives(void)
{
	int wrong = 0;

	state = 999;
	for (int i = 0; i < 20000; i++) {
		struct revenue r = random_revenue((enum revenue_family)(i % REVENUE_FORMULA));
		double a = spread(.05, 20), h = 1e-4 * fmin(a, r.width);
		struct jet up, down, at, slope;

		r.base = 0;
		revenue_jet(&r, a + h, &up);
		revenue_jet(&r, a - h, &down);
		revenue_jet(&r, a, &at);
		revenue_slope(&r, a, &slope);
		wrong += slope.d1 != at.d1 || slope.d2 != at.d2;
		wrong += !differences_agree(up.v, down.v, h, at.d1);
		/* The logistic's curvature goes through 0 at its midpoint. */
		if (r.family != REVENUE_LOGISTIC || fabs(a - r.midpoint) > .1 * r.width)
			wrong += !differences_agree(up.d1, down.d1, h, at.d2);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_power_at_zero(void)
{
	static const struct { double p, v, d1, d2; } cases[] = {
		{0, 2, 0, 0}, {.5, 0, INFINITY, -INFINITY}, {1, 0, 2, 0}, {1.5, 0, 0, INFINITY},
		{2, 0, 0, 4}, {2.5, 0, 0, 0}, {3, 0, 0, 0},
	};
	struct revenue r;
	struct jet j;

	revenue_init(&r);
	r.family = REVENUE_POWER;
	r.scale = 2;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		r.exponent = cases[i].p;
		revenue_jet(&r, 0, &j);
		CU_ASSERT_EQUAL(j.v, cases[i].v);
		CU_ASSERT_EQUAL(revenue_value(&r, 0), cases[i].v);
		CU_ASSERT_EQUAL(j.d1, cases[i].d1);
		CU_ASSERT_EQUAL(j.d2, cases[i].d2);
	}
	r.scale = 0; /* nothing is steep */
	r.exponent = .5;
	revenue_jet(&r, 0, &j);
	CU_ASSERT_TRUE(j.v == 0 && j.d1 == 0 && j.d2 == 0);
	r.scale = 1; /* numbers near the smallest */
	revenue_jet(&r, 1e-300, &j);
	CU_ASSERT_TRUE(close_to(j.v, 1e-150L, 1e-15) && close_to(j.d1, .5e150L, 1e-15));
}

/* ---- costs --------------------------------------------------------------- */

static long double cost_defined(const struct cost *c, long double x, long double a0)
{
	long double base = c->basis == BASIS_LEVEL ? a0 : 0, k = c->exponent, rise;

	if (c->family == COST_POWER) /* long double has 11 bits to lose */
		rise = base > 0 ? powl(base, k) * expm1l(k * log1pl(x / base)) : powl(x, k);
	else
		rise = expl(c->rate * base) * expm1l(c->rate * x);
	return c->fixed + c->marginal * x + c->scale * rise;
}

static struct cost random_cost(int i)
{
	static const double exponents[] = {1, 2, 3, 1.5};
	struct cost c;

	cost_init(&c);
	c.family = i % 2 ? COST_POWER : COST_EXPONENTIAL;
	c.basis = i / 2 % 2 ? BASIS_LEVEL : BASIS_INCREMENT;
	c.scale = spread(.01, 100);
	c.exponent = uniform() < .3 ? exponents[(int)(4 * uniform())] : 1 + 4 * uniform();
	c.rate = spread(.1, 4);
	c.marginal = uniform() < .5 ? 0 : spread(.01, 2);
	c.fixed = uniform() < .7 ? 0 : spread(.01, 2);
	return c;
}

static void test_cost_values(void)
{
	int wrong = 0;

	state = 4711;
	for (int i = 0; i < 40000; i++) {
		struct cost c = random_cost(i);
		/* x down to a millionth of a0: the difference must not cancel. */
		double a0 = i % 5 == 0 ? 0 : spread(.01, 10), x = spread(1e-6, 10);
		struct cost_jet j;
		long double want = cost_defined(&c, x, a0);

		cost_jet(&c, x, a0, &j);
		wrong += !close_to(cost_value(&c, x, a0), want, 1e-14);
		wrong += !close_to(j.v, want, 1e-14);
		cost_jet(&c, 0, a0, &j);
		wrong += cost_value(&c, 0, a0) != c.fixed || j.v != c.fixed;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_cost_derivatives(void)
{
	int wrong = 0;

	state = 31;
	for (int i = 0; i < 40000; i++) {
		struct cost c = random_cost(i);
		double a0 = spread(.1, 5), x = spread(.05, 5), h = 1e-4 * x, g = 1e-4 * a0;
		struct cost_jet up, down, at;

		cost_jet(&c, x, a0, &at);
		cost_jet(&c, x + h, a0, &up);
		cost_jet(&c, x - h, a0, &down);
		wrong += !differences_agree(up.v, down.v, h, at.d1);
		wrong += !differences_agree(up.d1, down.d1, h, at.d2);
		cost_jet(&c, x, a0 + g, &up);
		cost_jet(&c, x, a0 - g, &down);
		wrong += !differences_agree(up.d1, down.d1, g, at.d1a0);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void test_cost_edges(void)
{
	struct cost c;
	struct cost_jet j;

	cost_init(&c);
	c.marginal = .2;
	c.fixed = .1;
	cost_jet(&c, 0, 3, &j);
	CU_ASSERT_TRUE(j.v == .1 && j.d1 == .2 && j.d2 == 2 && j.d1a0 == 0);
	c.exponent = 1;
	cost_jet(&c, 0, 3, &j);
	CU_ASSERT_TRUE(j.v == .1 && j.d1 == 1.2 && j.d2 == 0);
	c.exponent = 1.5;
	cost_jet(&c, 0, 3, &j);
	CU_ASSERT_TRUE(j.v == .1 && j.d1 == .2 && j.d2 == INFINITY);
	/* On a level above 0 the curve has begun already. */
	c.basis = BASIS_LEVEL;
	cost_jet(&c, 0, 4, &j);
	CU_ASSERT_TRUE(j.v == .1 && fabs(j.d1 - 3.2) < 1e-15 && fabs(j.d1a0 - .375) < 1e-15);
	/* What overflows does not meet a zero. */
	c.family = COST_EXPONENTIAL;
	c.rate = 100;
	CU_ASSERT_EQUAL(cost_value(&c, 0, 100), .1);
	CU_ASSERT_EQUAL(cost_value(&c, 1, 100), INFINITY);
	cost_jet(&c, 0, 100, &j);
	CU_ASSERT_TRUE(j.v == .1 && j.d1 == INFINITY);
	c.family = COST_POWER;
	c.exponent = 100;
	CU_ASSERT_EQUAL(cost_value(&c, 0, 1e9), .1);
	cost_jet(&c, 0, 1e9, &j);
	CU_ASSERT_TRUE(j.v == .1 && j.d1 == INFINITY);
	c.family = COST_EXPONENTIAL;
	c.scale = 0;
	cost_jet(&c, 50, 100, &j);
	CU_ASSERT_TRUE(j.v == cost_value(&c, 50, 100) && fabs(j.v - 10.1) < 1e-14 && j.d1 == .2);
}

static struct formula_slot *slot(const char *text, unsigned variables)
{
	struct formula_slot *out = NULL;
	CU_ASSERT_EQUAL_FATAL(
		formula_slot_make(text, NULL, variables, &out, NULL), STATUS_OK);
	return out;
}

/* A family and the formula that says the same agree. */
static void test_formulas(void)
{
	struct revenue r, f;
	struct cost c, g;
	struct jet j, k;
	struct cost_jet p, q;

	revenue_init(&r);
	r.family = REVENUE_LOGISTIC;
	revenue_init(&f);
	f.family = REVENUE_FORMULA;
	f.formula = slot("1/(1+exp(1-a)) - 1/(1+exp(1))", FORMULA_A);
	cost_init(&c);
	c.basis = BASIS_LEVEL;
	c.exponent = 2.5;
	cost_init(&g);
	g.family = COST_FORMULA;
	g.formula = slot("a^2.5 - a0^2.5", FORMULA_X | FORMULA_A0 | FORMULA_A);
	for (double a = .1; a < 5; a += .1) {
		revenue_jet(&r, a, &j);
		revenue_jet(&f, a, &k);
		CU_ASSERT_DOUBLE_EQUAL(j.v, k.v, 1e-14);
		CU_ASSERT_DOUBLE_EQUAL(j.d1, k.d1, 1e-14);
		CU_ASSERT_DOUBLE_EQUAL(j.d2, k.d2, 1e-14);
		CU_ASSERT_EQUAL(revenue_value(&f, a), k.v);
		cost_jet(&c, a, .7, &p);
		cost_jet(&g, a, .7, &q);
		CU_ASSERT_DOUBLE_EQUAL(p.v, q.v, 1e-13);
		CU_ASSERT_DOUBLE_EQUAL(p.d1, q.d1, 1e-13);
		CU_ASSERT_DOUBLE_EQUAL(p.d2, q.d2, 1e-13);
		CU_ASSERT_DOUBLE_EQUAL(p.d1a0, q.d1a0, 1e-13);
		CU_ASSERT_EQUAL(cost_value(&g, a, .7), q.v);
	}
	formula_slot_free(f.formula);
	formula_slot_free(g.formula);
}

/* ---- games and rules ----------------------------------------------------- */

static void test_game(void)
{
	struct game g, copy;
	struct error err;

	game_init(&g);
	CU_ASSERT_STRING_EQUAL(g.generalist.name, "Generalist");
	CU_ASSERT_PTR_NOT_NULL(game_add(&g, "medicine", &err));
	CU_ASSERT_EQUAL(game_shares(&g), 1);
	CU_ASSERT_PTR_NOT_NULL(game_add(&g, "law", &err));
	CU_ASSERT_PTR_NULL(game_add(&g, "law", &err));
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "already"));
	static const char *const bad[] = {"", "a b", "a.b", "generalist", "\xc3\xa9",
		"abcdefghijklmnopqrstuvwxyzabcdef", "a;", "[x]"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CU_ASSERT_PTR_NULL(game_add(&g, bad[i], &err));
	g.specialist[0].revenue.formula = slot("2*a", FORMULA_A);
	g.specialist[1].cost.formula = slot("2*x", FORMULA_X);
	g.generalist.cost.formula = slot("x^2", FORMULA_X);
	CU_ASSERT_PTR_NOT_NULL(game_add(&g, "a-1_B", &err));
	CU_ASSERT_EQUAL(game_shares(&g), 3);
	CU_ASSERT_EQUAL(game_find(&g, "a-1_B"), 2);
	CU_ASSERT_EQUAL(game_copy(&copy, &g, &err), STATUS_OK);
	game_remove(&g, 0);
	CU_ASSERT_EQUAL(g.n, 2);
	CU_ASSERT_EQUAL(game_find(&g, "medicine"), -1);
	CU_ASSERT_EQUAL(game_find(&g, "law"), 0);
	game_free(&g);
	CU_ASSERT_EQUAL(g.n, 0);
	CU_ASSERT_EQUAL(revenue_value(&copy.specialist[0].revenue, 2), 2);
	copy.specialist[0].revenue.family = REVENUE_FORMULA;
	CU_ASSERT_EQUAL(revenue_value(&copy.specialist[0].revenue, 2), 4);
	copy.common = true;
	CU_ASSERT_EQUAL(game_shares(&copy), 1);
	game_free(&copy);
}

static void test_game_limit(void)
{
	struct game g;
	struct error err;
	char id[GAME_ID_MAX + 1];

	game_init(&g);
	for (int i = 0; i < GAME_SPECIALISTS_MAX; i++) {
		snprintf(id, sizeof id, "s%d", i);
		CU_ASSERT_PTR_NOT_NULL_FATAL(game_append(&g, id, &err));
	}
	CU_ASSERT_PTR_NULL(game_append(&g, "more", &err));
	CU_ASSERT_EQUAL(g.n, GAME_SPECIALISTS_MAX);
	CU_ASSERT_EQUAL(game_find(&g, "s9999"), 9999);
	game_free(&g);
}

static void test_rules(void)
{
	for (int i = 0; i < RULES; i++) {
		const struct rule_info *r = rule_info((enum rule)i);
		CU_ASSERT_TRUE(strlen(r->brief) <= 15);
		CU_ASSERT_TRUE(*r->name && *r->label && *r->help && *r->maximises);
		CU_ASSERT_TRUE(strlen(r->label) + 2 + strlen(r->help) <= RULE_LINE_COLS);
		for (int j = 0; j < i; j++) {
			/* who has none of its own takes its player's */
			CU_ASSERT(r->mark == '*' || rule_info((enum rule)j)->mark != r->mark);
			CU_ASSERT_STRING_NOT_EQUAL(rule_info((enum rule)j)->name, r->name);
		}
	}
}

void suite_family(void)
{
	CU_pSuite s = CU_add_suite("family", NULL, NULL);
	CU_add_test(s, "revenues against their definitions", test_revenue_values);
	CU_add_test(s, "the logistic's tails", test_logistic_tail);
	CU_add_test(s, "a narrow logarithm", test_narrow_logarithm);
	CU_add_test(s, "widths near 0", test_no_width);
	CU_add_test(s, "revenues' derivatives", test_revenue_derivatives);
	CU_add_test(s, "powers at 0", test_power_at_zero);
	CU_add_test(s, "costs against their definitions", test_cost_values);
	CU_add_test(s, "costs' derivatives", test_cost_derivatives);
	CU_add_test(s, "costs at their edges", test_cost_edges);
	CU_add_test(s, "formulas that say the same", test_formulas);
	CU_add_test(s, "games", test_game);
	CU_add_test(s, "ten thousand specialists", test_game_limit);
	CU_add_test(s, "rules", test_rules);
}
