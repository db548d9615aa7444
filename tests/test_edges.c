/* Games at the edge of what scenarios may hold, each of which was solved wrong
 * once. Most were found by tests/torture. */
#include "model/scenario.h"
#include "solver/equilibrium.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A game in the form of a scenario. */
static void game_open(const char *text, struct scenario *s, struct solver **solver)
{
	struct error_list errors;

	error_list_init(&errors);
	if (scenario_parse("edge", text, strlen(text), s, &errors) != STATUS_OK) {
		fprintf(stderr, "%s\n", errors.item[0].text);
		CU_FAIL_FATAL("a good game is refused");
	}
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, solver, NULL), STATUS_OK);
}

/* Its equilibrium at one share for all. */
static enum status solve(const char *text, double share, struct outcome *out, struct error *err)
{
	struct scenario s;
	struct solver *solver = NULL;
	double delta[8];

	game_open(text, &s, &solver);
	for (int i = 0; i < s.game.n; i++)
		delta[i] = share;
	CU_ASSERT_EQUAL_FATAL(outcome_init(out, s.game.n, err), STATUS_OK);
	enum status status = solver_equilibrium(solver, delta, out, err);
	solver_free(solver);
	scenario_free(&s);
	return status;
}

/* A cubic cost begins with slope and curvature 0, and is not flat for that: at
 * share 1 the specialist rides free. Revenue 2 sqrt(a), cost a^2: a0 = (1/2)^(2/3). */
static void test_cubic_at_share_one(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\n[specialist a]\nrevenue = power\nrevenue.scale = 2\n"
		"revenue.exponent = .5\ncost.exponent = 3\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, pow(.5, 2. / 3), 1e-9);
	outcome_free(&out);
	/* With no cost at all every level is as good, and there is no highest. */
	CU_ASSERT_EQUAL(solve("[generalist]\n[specialist a]\nrevenue = power\nrevenue.scale = 2\n"
		"revenue.exponent = .5\ncost.scale = 0\n", 1, &out, &err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "specialist a gains without limit"));
	outcome_free(&out);
}

/* Payoffs that fall before they rise, with formulas: the specialist's, whose
 * revenue is an S-curve; the generalist's, where the specialist at first gives
 * up as much as it adds. The formulas say what families do, solved otherwise. */
static void test_slow_starts(void)
{
	static const char *const pair[][2] = {
		{"[generalist]\ncost.scale = 20\n[specialist a]\nrevenue = logistic\n"
		 "revenue.scale = 3\nrevenue.midpoint = 3\nrevenue.width = 0.3\n"
		 "cost.scale = .01\ncost.marginal = .2\n",
		 "[generalist]\ncost.scale = 20\n[specialist a]\nrevenue = formula\n"
		 "revenue.formula = 3/(1 + exp((3 - a)/.3)) - 3/(1 + exp(3/.3))\n"
		 "cost.scale = .01\ncost.marginal = .2\n"},
		{"[generalist]\ncost.scale = .05\n[specialist a]\nrevenue.scale = 2\n"
		 "cost.basis = level\n",
		 "[generalist]\ncost.scale = .05\n[specialist a]\nrevenue.scale = 2\n"
		 "cost = formula\ncost.formula = a^2 - a0^2\n"},
	};
	struct outcome known, found;
	struct error err;

	for (int i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(solve(pair[i][0], .3, &known, &err), STATUS_OK);
		CU_ASSERT_EQUAL(solve(pair[i][1], .3, &found, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(found.u_generalist, known.u_generalist, 1e-8);
		CU_ASSERT_DOUBLE_EQUAL(found.domain[0].alpha, known.domain[0].alpha, 1e-5);
		CU_ASSERT_TRUE(found.domain[0].utility > .1);
		outcome_free(&known);
		outcome_free(&found);
	}
}

/* Revenue outgrows cost, though only from a level of 100 on. */
static void test_late_growth(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost.exponent = 6\n[specialist a]\n"
		"revenue = power\nrevenue.scale = 15\nrevenue.exponent = 4\ncost.scale = 4e5\n", .1, &out,
		&err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "specialist a gains without limit"));
	outcome_free(&out);
	/* While a cost that is small at first outgrows revenue in the end: the best
	 * level of a^2 - x^3/1000 from 0 is 2000/3. */
	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 1e6\n[specialist a]\n"
		"revenue = power\nrevenue.exponent = 2\ncost.scale = 1e-3\n"
		"cost.exponent = 3\n", 0, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 2000. / 3, 1e-7);
	outcome_free(&out);
}

/* A width so small that slopes overflow has no margin to search; it is solved
 * or refused, at once. */
static void test_no_width(void)
{
	struct outcome out;
	struct error err;
	enum status status = solve("[generalist]\n[specialist a]\nrevenue = logistic\n"
		"revenue.midpoint = 3\nrevenue.width = 5e-324\ncost.basis = level\n", 1, &out,
		&err);

	CU_ASSERT_TRUE(status == STATUS_OK || status == STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_TRUE(status != STATUS_OK || isfinite(out.u_generalist));
	outcome_free(&out);
}

/* An S-curve narrower than the distance of doubles at its midpoint is a step: who
 * goes there goes to its top, wherever it comes from. */
static void test_step_between_doubles(void)
{
	struct scenario s;
	struct solver *solver = NULL;
	struct domain_outcome at;
	int short_of_it = 0;

	game_open("[generalist]\n[specialist a]\nrevenue = logistic\nrevenue.scale = 10\n"
		"revenue.midpoint = 1e9\nrevenue.width = 1e-9\ncost.scale = 0\n"
		"cost.marginal = 1e-9\n", &s, &solver);
	for (int k = 0; k < 200; k++) {
		CU_ASSERT_EQUAL(solver_response(solver, 0, .5, 4567890.1 * k, &at, NULL),
			STATUS_OK);
		short_of_it += !(at.revenue > 10 - 1e-9);
	}
	CU_ASSERT_EQUAL(short_of_it, 0);
	solver_free(solver);
	scenario_free(&s);
}

/* From a level that is 0 for all purposes to the best one it is further than the
 * product of the two can say. The generalist's cost has slope 0 at 0 and 1e6 next
 * to it: it goes where 1e6 = (1/2) (1/2) a^(-1/2). */
static void test_next_to_zero(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 1e6\ncost.exponent = 1.0000001\n"
		"[specialist a]\nrevenue = power\nrevenue.exponent = .5\ncost.scale = 3e6\n"
		"cost.exponent = 1.0000001\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0 / pow(4e6, -2), 1, 1e-4);
	outcome_free(&out);
}

/* The generalist's slope at the far end is many orders steeper than at its best
 * level: b's level is out at hundreds, where an exponential cost overflows. With
 * a riding free and b's level its own, c k e^(k a0) = s/2. */
static void test_steep_far_end(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost = exponential\ncost.scale = .03\n"
		"cost.rate = 1.7\n[specialist a]\ncost.marginal = 10\n[specialist b]\n"
		"revenue = power\nrevenue.scale = 20\nrevenue.exponent = .8\n"
		"cost = exponential\ncost.basis = level\ncost.scale = 9\ncost.rate = .005\n",
		.5, &out, &err), STATUS_OK);
	CU_ASSERT_TRUE(out.domain[1].alpha > 100);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, log(.5 / .051) / 1.7, 1e-7);
	outcome_free(&out);
}

/* Newton's steps down a steep exponential are all 1/rate: the root of
 * w r' = c k e^(k x) is found all the same. Linear revenue has it in closed
 * form, the square root only nearly: revenue 2 sqrt(a) has slope a^(-1/2). */
static void test_steep_exponential(void)
{
	static const double rates[] = {3, 300, 3e4, 1e6};
	char text[200];
	struct outcome out;
	struct error err;

	for (int i = 0; i < 4; i++) {
		snprintf(text, sizeof text, "[generalist]\ncost.scale = 1e9\n[specialist a]\n"
			"revenue = power\nrevenue.scale = 2\nrevenue.exponent = .5\n"
			"cost = exponential\ncost.scale = .001\ncost.rate = %g\n", rates[i]);
		CU_ASSERT_EQUAL(solve(text, 0, &out, &err), STATUS_OK);
		double a = out.domain[0].alpha, cost = .001 * rates[i] * exp(rates[i] * a);
		CU_ASSERT_EQUAL(out.alpha0, 0);
		CU_ASSERT_DOUBLE_EQUAL(cost * sqrt(a), 1, 1e-7);
		outcome_free(&out);
	}
}

/* Convex revenue against the generalist's cost: a^3 loses to a^4 in the end,
 * and the best level is where 3 s a^2 = 4 c a^3 although a constant marginal
 * cost hides it; a^3 beats a^2.9, however long that takes. */
static void test_convex_revenue(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 1e-6\ncost.exponent = 4\n"
		"cost.marginal = 20\n[specialist a]\nrevenue = log\nrevenue.scale = 50\n"
		"[specialist b]\nrevenue = power\nrevenue.scale = .001\n"
		"revenue.exponent = 3\ncost.exponent = 5\ncost.scale = 1e9\n", 1, &out, &err),
		STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 740.92, .01);
	CU_ASSERT_DOUBLE_EQUAL(50 / (1 + out.alpha0) + .003 * pow(out.alpha0, 2),
		20 + 4e-6 * pow(out.alpha0, 3), 1e-6);
	outcome_free(&out);
	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 10\ncost.exponent = 2.9\n"
		"cost.marginal = 100\n[specialist a]\nrevenue = power\n"
		"revenue.exponent = 3\ncost.exponent = 4\n", .5, &out, &err),
		STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "the generalist gains without limit"));
	outcome_free(&out);
	/* b's level jumps from nothing to thousands where the generalist's is well
	 * beyond what it would choose otherwise. */
	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 1e-4\n[specialist b]\n"
		"revenue = power\nrevenue.scale = .01\nrevenue.exponent = 1.5\n"
		"cost.scale = 1e-5\ncost.marginal = .8\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_TRUE(out.domain[0].alpha > 5e4 && out.u_generalist > 5e4);
	outcome_free(&out);
}

/* Steps in formulas. A cost that steps up leaves the best investment at the
 * step's foot; a revenue that does calls for the step's level, far beyond where
 * the payoff first falls. */
static void test_steps(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = 100\n[specialist a]\nrevenue = log\n"
		"revenue.scale = 15\nrevenue.width = .02\ncost = formula\n"
		"cost.formula = if(x > h, c, 0) + x^2\ncost.c = 80\ncost.h = .0129\n", 0, &out,
		&err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .0129, 1e-12);
	outcome_free(&out);
	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = .1\ncost.exponent = 3\n"
		"[specialist a]\nrevenue = log\nrevenue.scale = 2\n[specialist b]\n"
		"revenue = formula\nrevenue.formula = R*(a >= s)*a\nrevenue.R = 25\n"
		"revenue.s = 10\ncost = power\ncost.exponent = 4\n", 1, &out, &err), STATUS_OK);
	/* 25 + 2/(1+a) = .3 a^2 above the step. */
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 10, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, 250 - 100 + 2 * log(11), 1e-9);
	outcome_free(&out);
}

/* A cost that is steepest at 0, c sqrt(x), and a kink in the revenue: the
 * generalist goes to the kink. */
static void test_concave_cost(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost = formula\ncost.formula = c*x^h\n"
		"cost.c = .12\ncost.h = .11\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = R*min(a, s)\nrevenue.R = 17\nrevenue.s = 4.7\n"
		"cost.scale = 50\ncost.exponent = 3\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 4.7, 1e-9);
	outcome_free(&out);
}

/* A specialist whose investment becomes cheaper as the generalist advances: a
 * rise that is too far away at first is within reach later. The formula is an
 * S-curve so narrow that it is a step at 100. */
static void test_rise_within_reach(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(solve("[generalist]\ncost = power\ncost.scale = .05\ncost.exponent = 1\n"
		"[specialist a]\nrevenue = logistic\nrevenue.scale = 40\nrevenue.midpoint = 100\n"
		"revenue.width = .05\ncost = formula\ncost.formula = c*x^2/(1 + h*a0)\n"
		"cost.c = 3\ncost.h = 5\n", .2, &out, &err), STATUS_OK);
	/* The least level at which it pays: about 32 = 3 (100 - a0)^2 / (1 + 5 a0). */
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 48.9, 1);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_CONTRIBUTE);
	CU_ASSERT_TRUE(fabs(out.domain[0].utility) < .01);
	outcome_free(&out);
}

/* The same game as a family and as a formula: an S-curve, found by shape where
 * the formula has one, and by sampling where a kink that changes nothing hides it.
 * And a kink that is where the generalist stops. */
static void test_shapes_of_formulas(void)
{
	static const char *const revenue[] = {
		"revenue = logistic\nrevenue.scale = 3\nrevenue.midpoint = 1\nrevenue.width = .2\n",
		"revenue = formula\nrevenue.formula = R*(1/(1 + exp((m - a)/s)) - 1/(1 + exp(m/s)))\n"
		"revenue.R = 3\nrevenue.m = 1\nrevenue.s = .2\n",
		"revenue = formula\nrevenue.formula = R*(1/(1 + exp((m - a)/s)) - 1/(1 + exp(m/s)))"
		" + max(0, a - 90)\nrevenue.R = 3\nrevenue.m = 1\nrevenue.s = .2\n"};
	struct outcome out, other;
	struct error err;
	char text[500];

	for (double share = .05; share < 1; share += .1) {
		for (int k = 0; k < 3; k++) {
			snprintf(text, sizeof text, "[generalist]\ncost.scale = .6\n[specialist a]\n"
				"%scost.scale = .5\n", revenue[k]);
			CU_ASSERT_EQUAL(solve(text, share, k ? &other : &out, &err), STATUS_OK);
			if (k == 0)
				continue;
			CU_ASSERT_DOUBLE_EQUAL(other.alpha0, out.alpha0, 1e-7);
			CU_ASSERT_DOUBLE_EQUAL(other.domain[0].alpha, out.domain[0].alpha, 1e-7);
			CU_ASSERT_DOUBLE_EQUAL(other.u_generalist, out.u_generalist, 1e-9);
			outcome_free(&other);
		}
		outcome_free(&out);
	}
	/* Up to a kink of the revenue the specialist adds x, 4 x^3 = 27 (1 - .675): a unit
	 * more of the generalist's is worth 27 * .675 until level 5.4 is reached. */
	CU_ASSERT_EQUAL(solve("[generalist]\ncost.scale = .7\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = R*min(a, s)\nrevenue.R = 27\n"
		"revenue.s = 5.4\ncost.exponent = 4\n", .675, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 5.4, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, cbrt(27 * .325 / 4), 1e-6);
	outcome_free(&out);
}

/* Revenue with a pole has no highest value, wherever the sampling falls; and
 * an exponential formula outgrows a power, late as that may be. */
static void test_no_bound(void)
{
	struct outcome out;
	struct error err;

	for (int k = 0; k < 2; k++) {
		CU_ASSERT_EQUAL(solve(k ? "[generalist]\n[specialist a]\nrevenue = formula\n"
			"revenue.formula = R/(a - s)^2\nrevenue.R = 1\nrevenue.s = 2.58\n"
			: "[generalist]\n[specialist a]\nrevenue = formula\n"
			"revenue.formula = R/(a - s)\nrevenue.R = 14\nrevenue.s = 2.58\n", .6, &out,
			&err), STATUS_NO_EQUILIBRIUM);
		CU_ASSERT_STRING_EQUAL(err.text,
			"the revenue of specialist a has no bound near a = 2.58");
		outcome_free(&out);
	}
	CU_ASSERT_EQUAL(solve("[generalist]\ncost = exponential\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = R*expm1(a/s)\nrevenue.R = 50\n"
		"revenue.s = 64\ncost.scale = 7\ncost.exponent = 2.8\n", .988, &out, &err),
		STATUS_NO_EQUILIBRIUM);
	outcome_free(&out);
	CU_ASSERT_EQUAL(solve("[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = .16\nrevenue.exponent = 1.62\ncost = formula\n"
		"cost.formula = c*x^1.5\ncost.c = .147\n", .86, &out, &err),
		STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "specialist a gains without limit"));
	outcome_free(&out);
	/* Dear at once, though it is only beyond all range that costs outgrow it. */
	CU_ASSERT_EQUAL(solve("[generalist]\ncost = exponential\ncost.rate = 1e-12\n"
		"cost.marginal = 1e9\n[specialist a]\nrevenue = power\nrevenue.exponent = 1.01\n"
		"cost.scale = 1\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 0, 1e-12);
	outcome_free(&out);
	CU_ASSERT_EQUAL(solve("[generalist]\ncost = exponential\ncost.scale = 6.4\n"
		"cost.rate = .4\n[specialist a]\nrevenue = power\nrevenue.exponent = 100\n"
		"cost = exponential\n", 1, &out, &err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "too large to compute with"));
	outcome_free(&out);
}

void suite_edges(void)
{
	CU_pSuite s = CU_add_suite("games at the edge", NULL, NULL);
	CU_add_test(s, "a cubic cost at share 1", test_cubic_at_share_one);
	CU_add_test(s, "revenue that outgrows costs late", test_late_growth);
	CU_add_test(s, "a far end steeper than all", test_steep_far_end);
	CU_add_test(s, "a step between two doubles", test_step_between_doubles);
	CU_add_test(s, "a slope that is 0 at 0 alone", test_next_to_zero);
	CU_add_test(s, "steep exponentials", test_steep_exponential);
	CU_add_test(s, "convex revenue", test_convex_revenue);
	CU_add_test(s, "steps in formulas", test_steps);
	CU_add_test(s, "a cost steepest at 0", test_concave_cost);
	CU_add_test(s, "a rise that comes within reach", test_rise_within_reach);
	CU_add_test(s, "shapes of formulas", test_shapes_of_formulas);
	CU_add_test(s, "revenue without bound", test_no_bound);
	CU_add_test(s, "no width to speak of", test_no_width);
	CU_add_test(s, "payoffs that fall before they rise", test_slow_starts);
}
