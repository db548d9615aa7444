/* Kinks of a specialist's cost, and of revenue, that move with the generalist's level: its reply
 * stays on them. Right values are by hand, and by a search of its own that knows no formulas. */
#include "edge.h"
#include "told.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>

enum { ALL = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO };

/* ---- all shares, by hand ------------------------------------------------------------ */

static double of_generalist(double d)
{
	return .3 * d + .845 * d * d;
}

static double of_specialist(double d)
{
	return (1 - d) * (.3 + 1.69 * d);
}

static double more_for_specialist(double d)
{
	return of_specialist(d) - of_generalist(d);
}

/* How the logarithm of the product changes. */
static double nash_slope(double d)
{
	return (.3 + 1.69 * d) / of_generalist(d) + (1.39 - 3.38 * d) / of_specialist(d);
}

/* Where f falls through 0 between shares. */
static double falls_at(double (*f)(double))
{
	double low = 1e-9, high = 1 - 1e-9;
	for (int i = 0; i < 60; i++) {
		double mid = .5 * (low + high);
		*(f(mid) > 0 ? &low : &high) = mid;
	}
	return low;
}

static void check_rule(const struct told *t, enum rule rule, int who, double share)
{
	const struct solution *sol = told_solution(t, rule, who);
	double d = sol->delta[0];
	CU_ASSERT(told_near(d, share, 1e-6));
	CU_ASSERT(told_near(sol->out.alpha0, 1.3 * d, 1e-8));
	CU_ASSERT(told_near(sol->out.domain[0].alpha, .3 + 1.69 * d, 1e-8));
	CU_ASSERT(told_near(sol->out.u_generalist, of_generalist(d), 1e-10));
	CU_ASSERT(told_near(sol->out.domain[0].utility, of_specialist(d), 1e-10));
	CU_ASSERT_EQUAL(sol->out.proof, PROOF_PROVED);
}

static void test_all_shares(void)
{
	struct told t;
	told_open(&t, "moving-kink");
	told_solve(&t, ALL);
	check_rule(&t, RULE_NASH, 0, falls_at(nash_slope));
	check_rule(&t, RULE_EGALITARIAN, 0, falls_at(more_for_specialist));
	check_rule(&t, RULE_POWERFUL_SPECIALIST, 0, 1.39 / 3.38);
	check_rule(&t, RULE_POWERFUL_GENERALIST, 0, 1);
	check_rule(&t, RULE_MAX_PERFORMANCE, 0, 1);
	CU_ASSERT(told_near(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->out.joint, 1.145, 1e-12));
	CU_ASSERT(told_near(t.study->first_best.joint, 1.145, 1e-12));
	CU_ASSERT(told_near(t.study->first_best.alpha0, 1.3, 1e-8));
	CU_ASSERT_EQUAL(t.study->first_best.proof, PROOF_PROVED);
	CU_ASSERT_EQUAL_FATAL(t.study->intervals, 1);
	CU_ASSERT(told_near(t.study->interval[0].from, 1.39 / 3.38, 1e-6));
	CU_ASSERT(told_near(t.study->interval[0].to, 1, 1e-6)); /* flat there */
	told_end(&t);
}

/* Below a share of .5 the level is twice that, beyond it stays on a kink; joint surplus rises up to
 * there and then is level (tests/inputs/kink-at-half.ini). */
static void test_beside_kink(void)
{
	struct told t;
	told_open(&t, "kink-at-half");
	t.scenario.bargain.rule = RULE_FIXED;
	for (double off = 1e-4; off > 1e-12; off /= 3) {
		for (int i = 0; i < 2; i++)
			t.scenario.delta[i] = .5 - off;
		told_solve(&t, HAVE_PRESENT);
		CU_ASSERT(told_near(t.study->present.alpha0, 1 - 2 * off, 1e-14));
	}
	told_solve(&t, ALL);
	CU_ASSERT(told_near(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->delta[0], .5, 1e-11));
	told_end(&t);
}

/* Who keeps nothing goes as far as is free. */
static void test_keeps_nothing(void)
{
	struct outcome out;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost.scale = .5\n[specialist d]\n"
		"cost = formula\ncost.formula = 5*max(0, x - .3*(1 + a0))\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT(told_near(out.alpha0, 1.3, 1e-8));
	CU_ASSERT(told_near(out.domain[0].alpha, 1.99, 1e-8));
	CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
	outcome_free(&out);
}

/* Up to a0 all is free, and beyond both a step and a kink: nobody goes there. So the generalist earns
 * 1.2 d log1p(2 a0), which is best at a0 (1 + 2 a0) = 1.2 d. Of a step in a0 and x there is no proof,
 * but the search comes to its end. */
static void test_step(void)
{
	struct outcome out;
	struct error err;
	for (double d = .05; d < .99; d += .04) {
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = 1.2*log1p(a)\ncost = formula\n"
			"cost.formula = 4*(x - min(x, a0)) + if(x > a0, .5, 0)\n", d, &out, &err),
			STATUS_OK);
		double level = (sqrt(1 + 9.6 * d) - 1) / 4;
		CU_ASSERT(told_near(out.alpha0, level, 1e-8));
		CU_ASSERT(told_near(out.domain[0].alpha, 2 * level, 1e-8));
		CU_ASSERT_NOT_EQUAL(out.proof, PROOF_GAVE_UP);
		outcome_free(&out);
	}
}

/* Investments of next to nothing beside the level that they add to: .001 + 1e-6 a0, so a0 =
 * 1.000001 d / .001. */
static void test_next_to_nothing(void)
{
	struct outcome out;
	struct error err;
	for (double d = .1; d < .95; d += .2) {
		double level = 1000.001 * d;
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost.scale = .0005\n[specialist d]\n"
			"cost = formula\ncost.formula = 4*max(0, x - .001 - .000001*a0)\n", d, &out,
			&err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, level, 1e-7));
		CU_ASSERT(told_near(out.domain[0].investment, .001 + 1e-6 * level, 1e-9));
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* Only at .6 exactly, or two doubles from there, the domain earns 3 more. Who keeps nothing adds
 * nothing, and who pays 100 a unit next to nothing: the generalist builds .6, for 3.6 - .36, where
 * .25 is all that other levels bring. */
static void test_single_level(void)
{
	static const char *const worth[] = {"(a == .6)", "(abs(a - .6) <= 1e-16)",
		"(a >= .6)*(a < .6 + 3e-16)"};
	static const char *const cost[] = {"", "cost.marginal = 100\n"};
	char text[200];
	struct outcome out;
	struct error err;
	for (int i = 0; i < 6; i++) {
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = a + 3*%s\n%s", worth[i / 2], cost[i % 2]);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, 1, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, .6, 1e-15));
		CU_ASSERT(told_near(out.u_generalist, 3.24, 1e-12));
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* Adapting costs .3 more but at a level of .4 exactly. There the specialist adds w/2 and gets .4 w +
 * w^2/4, the generalist d (.4 + w/2) - .16. At a share of .8 that is .24 and .09, and at no other
 * level anybody takes part; at .5, .165, where one at which the specialist gets nothing brings less:
 * .475, for .136875. */
static void test_single_level_of_cost(void)
{
	static const struct { double share, generalist, specialist; } right[] =
		{{.8, .24, .09}, {.5, .165, .2625}};
	struct outcome out;
	struct error err;
	for (int i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\n[specialist d]\ncost = formula\n"
			"cost.formula = x^2 + .3*(a0 != .4)\n", right[i].share, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, .4, 1e-15));
		CU_ASSERT(told_near(out.u_generalist, right[i].generalist, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, right[i].specialist, 1e-12));
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* A peak of revenue holds the specialist at 1.35, where it goes if the generalist leaves it no more
 * than x = w s / (2 c) to add, s being the slope up to there. More brings the generalist nothing, and
 * costs it nothing up to .163: it takes the lowest such level, 1.35 - x. */
static void test_lowest_that_holds(void)
{
	struct outcome out;
	struct error err;
	for (double d = .34; d < .41; d += .01) {
		double x = (1 - d) * 1.6 / (2 * .397);
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost = formula\n"
			"cost.formula = .389*max(0, x - .163)^2\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = 1.89 - abs(1.6*a - 2.16)\ncost.scale = .397\n", d, &out,
			&err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, 1.35 - x, 1e-12));
		CU_ASSERT(told_near(out.u_generalist, 1.89 * d, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, 1.89 * (1 - d) - .397 * x * x, 1e-12));
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* The same where it bears none of its cost, and where revenue steps: the specialist goes up to .5 for
 * 10 x + x^2, which is all that it has, w. */
static void test_lowest_under_terms(void)
{
	struct outcome out;
	struct error err;
	for (double d = .34; d < .41; d += .01) {
		double x = (1 - d) * 1.6 / (2 * .397), level = 1.35 - x;
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost.scale = .389\n[specialist d]\n"
			"revenue = formula\nrevenue.formula = 1.89 - abs(1.6*a - 2.16)\n"
			"cost.scale = .397\ncontract.base-share = 1\ncontract.fee = .1\n", d, &out,
			&err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, level, 1e-10));
		CU_ASSERT(told_near(out.u_generalist, 1.89 * d + .1, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility,
			1.89 * (1 - d) - .397 * x * x - .389 * level * level - .1, 1e-10));
		outcome_free(&out);
	}
}

static void test_lowest_step(void)
{
	struct outcome out;
	struct error err;
	for (double d = .1; d < .95; d += .1) {
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost = formula\n"
			"cost.formula = max(0, x - .7)\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = (a >= .5)\ncost.marginal = 10\n", d, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, 5.5 - sqrt(25 + 1 - d), 1e-12));
		CU_ASSERT(told_near(out.u_generalist, d, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, 0, 1e-12));
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_CONTRIBUTE);
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* At a share of .2 a unit of level earns the specialist 1.6 and costs it .4 of 4: all levels are as good
 * to it, and the generalist, who gets .4 and bears 2.4, has it stay. So it builds .2, for .08 - .04. */
static void test_takes_least(void)
{
	static const char *const revenue[] = {"revenue.scale = 2\n",
		"revenue = formula\nrevenue.formula = min(2*a, 1)\n"};
	char text[200];
	struct outcome out;
	struct error err;
	for (int i = 0; i < 2; i++) {
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\n%scost.exponent = 1\n"
			"cost.scale = 4\ncontract.cost-share = .6\n", revenue[i]);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .2, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, .2, 1e-9));
		CU_ASSERT(told_near(out.u_generalist, .04, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, .32, 1e-9));
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
		outcome_free(&out);
	}
}

/* Who keeps as much of a unit as that costs minds no level up to 1, and does what the generalist
 * prefers, although in doubles 1 less .8 is not .2. */
static void test_indifferent(void)
{
	static const char *const cost[] = {"cost.formula = .%d*x", "cost.formula = .%d*x + 0*a0",
		"cost.formula = max(0, .%d*(x - a0/2))"};
	struct outcome out;
	struct error err;
	for (int k = 1; k < 10; k++) {
		for (size_t i = 0; i < sizeof cost / sizeof *cost; i++) {
			char line[80], text[300];
			snprintf(line, sizeof line, cost[i], 10 - k);
			snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = formula\n"
				"revenue.formula = min(a, 1)\ncost = formula\n%s\n", line);
			CU_ASSERT_EQUAL_FATAL(edge_solve(text, k / 10., &out, &err), STATUS_OK);
			CU_ASSERT_EQUAL(out.alpha0, 0);
			CU_ASSERT(told_near(out.u_generalist, k / 10., 1e-12));
			CU_ASSERT(told_near(out.domain[0].alpha, 1, 1e-12));
			CU_ASSERT(told_near(out.domain[0].utility, 0, 1e-12));
			CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
			outcome_free(&out);
		}
	}
}

/* Where revenue goes on for ever there is no highest level of those that are as good. */
static void test_indifferent_for_ever(void)
{
	static const char *const revenue[] = {"linear", "power"};
	for (int k = 1; k < 10; k++) {
		for (int i = 0; i < 2; i++) {
			char text[200];
			snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = %s\n"
				"cost.exponent = 1\ncost.scale = .%d\n", revenue[i], 10 - k);
			CU_ASSERT(edge_refuses(text, k / 10., "every level is as good"));
		}
	}
}

/* The same where to stay as it is earns nothing and costs nothing, so that only what the other level
 * earns and costs tells what is rounding: in any unit of money. */
static void test_indifferent_to_nothing(void)
{
	static const double money[] = {1, 7, 1e3, 1e5, 1e-3};
	struct outcome out;
	struct error err;
	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		char text[400];
		snprintf(text, sizeof text, "[generalist]\ncost = formula\ncost.formula = %g*.01*x^8\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = %g*min(a^20, 1)\n"
			"cost = formula\ncost.formula = %g*(min(x, .5) + 2*max(0, x - 1))\n"
			"contract.base-share = .5\n", money[i], money[i], money[i]);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		CU_ASSERT_EQUAL(out.alpha0, 0);
		CU_ASSERT(told_near(out.u_generalist, .5 * money[i], 1e-12 * money[i]));
		CU_ASSERT(told_near(out.domain[0].utility, 0, 1e-12 * money[i]));
		outcome_free(&out);
	}
}

/* The generalist bears nothing up to .3, and the specialist goes to 1 from where its tenth pays for
 * that, in any unit of levels. */
static void test_plateau_to_a_kink(void)
{
	static const double unit[] = {1, 3, 7, .1, 1e-3, 1e3};
	struct outcome out;
	struct error err;
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		char text[400];
		snprintf(text, sizeof text, "[generalist]\ncost = formula\n"
			"cost.formula = .4*max(0, x/%g - .3)\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = min((a/%g)^20, 1)\ncost = formula\ncost.formula = (x/%g)^12\n"
			"contract.base-share = .5\n", unit[i], unit[i], unit[i]);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .9, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, unit[i] * (1 - pow(.1, 1. / 12)), 1e-9 * unit[i]));
		CU_ASSERT(told_near(out.u_generalist, .9, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, 0, 1e-12));
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* A cost that bends down at .5 and is free from there to 1: the specialist goes up to 1.2 while that is
 * no further than 1, and from some level on stays where it is, much lower. Of levels up to .2 the
 * generalist wants the highest, and to build 1.2 by itself costs it more. */
static void test_cost_bends_down(void)
{
	struct outcome out;
	struct error err;
	for (double d = .06; d < .405; d += .01) {
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\ncost.exponent = 1\ncost.scale = .05\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = min(a, 1.2)\n"
			"cost = formula\ncost.formula = min(x, .5) + 2*max(0, x - 1)\n", d, &out, &err),
			STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, .2, 1e-9));
		CU_ASSERT(told_near(out.u_generalist, 1.2 * d - .01, 1e-9));
		CU_ASSERT(told_near(out.domain[0].utility, 1.2 * (1 - d) - .5, 1e-9));
		outcome_free(&out);
	}
}

/* The same where levels are sampled, since above it a cost is what it was: the specialist goes up to 1
 * from there, and else from .7 on alone. */
static void test_single_level_sampled(void)
{
	struct outcome out;
	struct error err;
	for (int k = 1; k < 7; k++) {
		double level = k / 10.;
		char text[300];
		snprintf(text, sizeof text, "[generalist]\ncost.exponent = 1\ncost.scale = .6\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = if(a >= 1, 2, 0)\n"
			"cost = formula\ncost.formula = x*(1 - .9*(a0 == .%d))\n"
			"contract.fee = .1\n", k);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .8, &out, &err), STATUS_OK);
		CU_ASSERT_EQUAL(out.alpha0, level);
		CU_ASSERT(told_near(out.u_generalist, 1.7 - .6 * level, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, .3 - .1 * (1 - level), 1e-12));
		outcome_free(&out);
	}
}

/* What costs nothing ends at a0/2: the specialist goes to 1.5 a0, and
 * the generalist, which bears most of the cost, builds 3/4 of its share. Exactly on that border
 * the cost's slopes in x and in a0 are of different sides. */
static void test_border_under_terms(void)
{
	struct outcome out;
	struct error err;
	for (double d = .82; d < .885; d += .003) {
		CU_ASSERT_EQUAL_FATAL(edge_solve("[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = min(1, max(.25, a))\ncost = formula\n"
			"cost.formula = max(0, x - a0/2)\ncontract.cost-share = .8\n"
			"contract.fee = -.05\n", d, &out, &err), STATUS_OK);
		CU_ASSERT(told_near(out.alpha0, .75 * d, 1e-9));
		CU_ASSERT(told_near(out.u_generalist, .5625 * d * d - .05, 1e-12));
		CU_ASSERT(told_near(out.domain[0].utility, (1 - d) * 1.125 * d + .05, 1e-9));
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* ---- other kinks, by search ---------------------------------------------------------- */

typedef double cost_of(double x, double a0);
typedef double revenue_of(double a);

struct kinked {
	const char *revenue, *cost; /* formulas */
	revenue_of *r;              /* and the same in C */
	cost_of *c;
};

static double plus(double z)
{
	return fmax(z, 0);
}

static double line(double a)
{
	return a;
}

static double root(double a)
{
	return 2 * sqrt(a);
}

static double bent(double a)
{
	return fmin(a, .5 + .25 * a);
}

static double moving(double x, double a0)
{
	return 5 * plus(x - .3 * (1 + a0));
}

static double still(double x, double a0)
{
	(void)a0;
	return .1 * x + 5 * plus(x - .3);
}

/* The border falls, but less than the generalist's level rises. */
static double shrinking(double x, double a0)
{
	return .1 * x + 3 * plus(x - .5 / (1 + a0));
}

static double sliding(double x, double a0)
{
	return .2 * x + 2 * plus(x + .5 * a0 - .6);
}

static double curved(double x, double a0)
{
	return .2 * x * x + 4 * plus(x - .4 * sqrt(.1 + a0));
}

/* Two borders, which cross. */
static double crossing(double x, double a0)
{
	return .1 * x + .5 * plus(x - .1 - .6 * a0) + 3 * plus(x - .3 - .1 * a0);
}

/* |z| with a border of its own, as nothing may fall. */
static double folded(double x, double a0)
{
	return x + fabs(x - .2 - .25 * a0) - .2 - .25 * a0;
}

/* Held by the level, not by the investment. */
static double to_level(double x, double a0)
{
	return .1 * x + 4 * plus(x + a0 - 1);
}

/* Beyond the border it rises as a power, with and without infinite curvature at first. */
static double smoothed(double x, double a0)
{
	return .1 * x + 3 * pow(plus(x - .3 * a0), 2);
}

static const struct kinked table[] = {
	{"a", "5*max(0, x - .3*(1 + a0))", line, moving},
	{"a", ".1*x + 5*max(0, x - .3)", line, still},
	{"min(a, .5 + .25*a)", ".1*x + 5*max(0, x - .3)", bent, still},
	{"2*sqrt(a)", "5*max(0, x - .3*(1 + a0))", root, moving},
	{"min(a, .5 + .25*a)", "5*max(0, x - .3*(1 + a0))", bent, moving},
	{"a", ".1*x + 3*max(0, x - .5/(1 + a0))", line, shrinking},
	{"2*sqrt(a)", ".1*x + 3*max(0, x - .5/(1 + a0))", root, shrinking},
	{"a", ".2*x + 2*max(0, x + .5*a0 - .6)", line, sliding},
	{"a", ".2*x^2 + 4*max(0, x - .4*sqrt(.1 + a0))", line, curved},
	{"2*sqrt(a)", ".2*x^2 + 4*max(0, x - .4*sqrt(.1 + a0))", root, curved},
	{"a", ".1*x + .5*max(0, x - .1 - .6*a0) + 3*max(0, x - .3 - .1*a0)", line, crossing},
	{"a", "x + abs(x - .2 - .25*a0) - .2 - .25*a0", line, folded},
	{"a", ".1*x + 4*max(0, a - 1)", line, to_level},
	{"a", ".1*x + 3*max(0, x - .3*a0)^2", line, smoothed},
	{"2*sqrt(a)", ".1*x + 3*max(0, x - .3*a0)^2", root, smoothed},
};

enum { SECTIONS = 70, LEVELS = 400, ZOOMS = 12 };
#define FARTHEST 4.

static double payoff(const struct kinked *g, double w, double x, double a0)
{
	return w * g->r(a0 + x) - g->c(x, a0);
}

/* The specialist's payoff is concave in x: thirds. */
static double reply(const struct kinked *g, double w, double a0)
{
	double low = 0, high = FARTHEST;
	for (int i = 0; i < SECTIONS; i++) {
		double a = low + (high - low) / 3, b = high - (high - low) / 3;
		if (payoff(g, w, a, a0) < payoff(g, w, b, a0))
			low = a;
		else
			high = b;
	}
	return payoff(g, w, low, a0) > payoff(g, w, 0, a0) ? low : 0;
}

/* The best of a grid, which then closes in on its best. */
static double best_level(const struct kinked *g, double share, double *most)
{
	double low = 0, high = FARTHEST, best = 0;
	*most = -INFINITY;
	for (int z = 0; z < ZOOMS; z++) {
		double step = (high - low) / LEVELS;
		for (int i = 0; i <= LEVELS; i++) {
			double a0 = low + i * step, x = reply(g, 1 - share, a0);
			double u = payoff(g, 1 - share, x, a0) < -1e-12 ? 0 : share * g->r(a0 + x);
			if (u - a0 * a0 > *most) {
				*most = u - a0 * a0;
				best = a0;
			}
		}
		low = fmax(best - 4 * step, 0);
		high = best + 4 * step;
	}
	return best;
}

static void check(const struct kinked *g, double share)
{
	struct outcome out;
	struct error err;
	char text[400];
	double most, level = best_level(g, share, &most), x = reply(g, 1 - share, level);
	snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = formula\n"
		"revenue.formula = %s\ncost = formula\ncost.formula = %s\n", g->revenue, g->cost);
	CU_ASSERT_EQUAL_FATAL(edge_solve(text, share, &out, &err), STATUS_OK);
	bool right = told_near(out.u_generalist, most, 1e-7) && told_near(out.alpha0, level, 3e-5) &&
		told_near(out.domain[0].utility, payoff(g, 1 - share, x, level), 3e-5);
	bool proved = out.proof == PROOF_PROVED;
	if (!right || !proved)
		printf("%s, %s at %g: %s\n", g->revenue, g->cost, share, right ? "unproved" : "wrong");
	CU_ASSERT(right && proved);
	outcome_free(&out);
}

static void test_other_kinks(void)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		for (double share = .13; share < .99; share += .17)
			check(&table[i], share);
}

void suite_kinks(void);
void suite_kinks(void)
{
	CU_pSuite suite = CU_add_suite("kinks", NULL, NULL);
	CU_add_test(suite, "beside a kink", test_beside_kink);
	CU_add_test(suite, "all shares, by hand", test_all_shares);
	CU_add_test(suite, "who keeps nothing", test_keeps_nothing);
	CU_add_test(suite, "a step", test_step);
	CU_add_test(suite, "next to nothing", test_next_to_nothing);
	CU_add_test(suite, "a single level", test_single_level);
	CU_add_test(suite, "a single level of a cost", test_single_level_of_cost);
	CU_add_test(suite, "the lowest level that holds", test_lowest_that_holds);
	CU_add_test(suite, "the lowest level under terms", test_lowest_under_terms);
	CU_add_test(suite, "the lowest level that pays for a step", test_lowest_step);
	CU_add_test(suite, "the least of what is as good", test_takes_least);
	CU_add_test(suite, "who is indifferent at shares in tenths", test_indifferent);
	CU_add_test(suite, "who is indifferent for ever", test_indifferent_for_ever);
	CU_add_test(suite, "who is indifferent to nothing", test_indifferent_to_nothing);
	CU_add_test(suite, "a plateau up to a kink", test_plateau_to_a_kink);
	CU_add_test(suite, "a cost that bends down at one level", test_cost_bends_down);
	CU_add_test(suite, "a single level of a cost, sampled", test_single_level_sampled);
	CU_add_test(suite, "a border under terms", test_border_under_terms);
	CU_add_test(suite, "other kinks", test_other_kinks);
}
