/* Games at the edge of what scenarios may hold, each of which was solved wrong
 * once. Most were found by tests/torture. Those of
 * formulas: test_formula_edges.c. */
#include "edge.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A cubic cost begins with slope and curvature 0, and is not flat for that: at
 * share 1 the specialist rides free. Revenue 2 sqrt(a), cost a^2: a0 = (1/2)^(2/3). */
static void test_cubic_at_share_one(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = 2\nrevenue.exponent = .5\ncost.exponent = 3\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, pow(.5, 2. / 3), 1e-9);
	outcome_free(&out);
	/* With no cost at all every level is as good, and there is no highest. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = 2\nrevenue.exponent = .5\ncost.scale = 0\n", 1,
		"unbounded: every level is as good to specialist a at share 1.00, and "
		"none is the highest"));
	/* Nor where linear revenue and cost have one slope, here 3/4 of 4. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue.scale = 4\n"
		"cost.scale = 0\ncost.exponent = 30\ncost.marginal = 3\n", .25,
		"unbounded: every level is as good to specialist a at share 0.25, and "
		"none is the highest"));
}

/* Revenue outgrows cost, though only from a level of 100 on. */
static void test_late_growth(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.exponent = 6\n[specialist a]\n"
		"revenue = power\nrevenue.scale = 15\nrevenue.exponent = 4\ncost.scale = 4e5\n", .1,
		"specialist a gains without limit"));
	/* What the specialist adds, from 230 on a fifth of a0, makes .95 (.0127) a^4 outgrow
	 * .0223 a0^4. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.scale = .0223\ncost.exponent = 4\n"
		"[specialist a]\nrevenue = power\nrevenue.scale = .0127\nrevenue.exponent = 4\n"
		"cost.scale = .15\ncost.exponent = 4\ncost.marginal = 30.9\n", .95,
		"the generalist gains up to levels beyond"));
	/* Costs of the same power as the revenue, and hardly higher: a specialist that goes
	 * 1,165 times as far as the generalist still has a best level. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.scale = 8.1\ncost.exponent = 3.295\n"
		"[specialist a]\nrevenue = power\nrevenue.scale = 2.58226\nrevenue.exponent = 3\n"
		"cost.scale = 1.0615141\ncost.exponent = 3\n", .589646311,
		"the generalist gains up to levels beyond"));
	/* While a cost that is small at first outgrows revenue in the end: the best
	 * level of a^2 - x^3/1000 from 0 is 2000/3. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e6\n[specialist a]\n"
		"revenue = power\nrevenue.exponent = 2\ncost.scale = 1e-3\n"
		"cost.exponent = 3\n", 0, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 2000. / 3, 1e-7);
	outcome_free(&out);
}

/* Exponents next to each other: the curved part of the cost gains on the revenue only
 * beyond all range, its linear part ends it at .98 = .279 x^.01 + .661. */
static void test_close_exponents(void)
{
	struct outcome out;
	struct error err;
	double x;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e6\n[specialist a]\n"
		"revenue = power\nrevenue.scale = 1.24\nrevenue.exponent = 1.0000001\n"
		"cost.scale = .276\ncost.exponent = 1.01\ncost.marginal = .661\n", .208, &out,
		&err), STATUS_OK);
	x = out.domain[0].investment;
	CU_ASSERT_TRUE(x > 1e6 && x < 1e8);
	CU_ASSERT_DOUBLE_EQUAL(.792 * 1.24 * 1.0000001 * pow(out.domain[0].alpha, 1e-7),
		.276 * 1.01 * pow(x, .01) + .661, 1e-12);
	outcome_free(&out);
	/* 1.61 a^1.17 against .155 a^1.24 + 96 a: it never pays, though nothing proves
	 * that before the range ends. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e6\n[specialist a]\n"
		"revenue = power\nrevenue.scale = 57.361\nrevenue.exponent = 1.16992\n"
		"cost.scale = .154568\ncost.exponent = 1.23601\ncost.marginal = 96.1173\n",
		.971955, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.domain[0].investment, 0);
	outcome_free(&out);
	/* As far as 4e11 from 0, and farther than the range from its end, where the generalist
	 * would never go. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .0252\ncost.exponent = 4\n"
		"[specialist a]\nrevenue = power\nrevenue.scale = 264225\n"
		"revenue.exponent = 1.95373\ncost.scale = 38970\n", .47947, &out, &err), STATUS_OK);
	CU_ASSERT_TRUE(out.domain[0].investment > 1e11 && out.domain[0].investment < 1e12);
	outcome_free(&out);
	/* .38 a against 33 (e^(a/1000) - 1), a in billions: pays up to 2.4 thousand. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = 1e-9\nrevenue.exponent = 1.0000001\ncost = exponential\n"
		"cost.scale = 33\ncost.rate = 1e-12\n", .62,
		"specialist a gains up to levels beyond 1e+12"));
}

/* Revenue of which 1 is 4e-9 of the scale: where it covers a fixed cost is known to the
 * last digits all the same. */
static void test_foot_of_a_wide_curve(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .2\n[specialist a]\n"
		"revenue = logistic\nrevenue.scale = 1e9\nrevenue.midpoint = 48\nrevenue.width = 1e9\n"
		"cost = exponential\ncost.scale = 1e6\ncost.fixed = .0625\n", .5, &out, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .5, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].utility, 0, 1e-12);
	outcome_free(&out);
}

/* A width so small that slopes overflow has no margin to search; it is solved
 * or refused, at once. */
static void test_no_width(void)
{
	struct outcome out;
	struct error err;
	enum status status = edge_solve("[generalist]\n[specialist a]\nrevenue = logistic\n"
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

	edge_open("[generalist]\n[specialist a]\nrevenue = logistic\nrevenue.scale = 10\n"
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

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e6\ncost.exponent = 1.0000001\n"
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

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\ncost.scale = .03\n"
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
		CU_ASSERT_EQUAL(edge_solve(text, 0, &out, &err), STATUS_OK);
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

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e-6\ncost.exponent = 4\n"
		"cost.marginal = 20\n[specialist a]\nrevenue = log\nrevenue.scale = 50\n"
		"[specialist b]\nrevenue = power\nrevenue.scale = .001\n"
		"revenue.exponent = 3\ncost.exponent = 5\ncost.scale = 1e9\n", 1, &out, &err),
		STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 740.92, .01);
	CU_ASSERT_DOUBLE_EQUAL(50 / (1 + out.alpha0) + .003 * pow(out.alpha0, 2),
		20 + 4e-6 * pow(out.alpha0, 3), 1e-6);
	outcome_free(&out);
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.scale = 10\ncost.exponent = 2.9\n"
		"cost.marginal = 100\n[specialist a]\nrevenue = power\n"
		"revenue.exponent = 3\ncost.exponent = 4\n", .5,
		"the generalist gains without limit"));
	/* b's level jumps from nothing to thousands where the generalist's is well
	 * beyond what it would choose otherwise. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e-4\n[specialist b]\n"
		"revenue = power\nrevenue.scale = .01\nrevenue.exponent = 1.5\n"
		"cost.scale = 1e-5\ncost.marginal = .8\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_TRUE(out.domain[0].alpha > 5e4 && out.u_generalist > 5e4);
	outcome_free(&out);
}

/* b is yet to begin at 1e9, where costs of 1e18 leave of a's rise at 1e-9 no digit. */
static void test_rise_below_the_digits(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 0\ncost.marginal = 1e9\n"
		"cost.fixed = 1e-12\n[specialist a]\nrevenue = saturating\nrevenue.scale = 2.15\n"
		"revenue.width = 1e-9\n[specialist b]\nrevenue = logistic\nrevenue.scale = 1e-12\n"
		"revenue.midpoint = 1e9\nrevenue.width = .03\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 1e-9 * log(2.15), 1e-18);
	outcome_free(&out);
}

/* Where convex revenue and the generalist's cost cancel, other revenue decides: it
 * rises for ever, or there is none and every level is as good. */
static void test_terms_that_cancel(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = saturating\n"
		"[specialist b]\nrevenue = power\nrevenue.exponent = 2\n", 1,
		"the generalist gains up to levels beyond"));
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = log\n"
		"[specialist b]\nrevenue = power\nrevenue.exponent = 2\n", 1,
		"the generalist gains without limit"));
	CU_ASSERT_EQUAL(edge_solve("[generalist]\n[specialist b]\nrevenue = power\n"
		"revenue.exponent = 2\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.alpha0, 0);
	outcome_free(&out);
}

/* Among formulas, too: b's revenue wins in the end, far beyond the best of a's; by
 * its power, or as its formula lets b add ever more. */
static void test_late_growth_with_formulas(void)
{
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = tanh(a)\n[specialist b]\nrevenue = power\n"
		"revenue.scale = .001\nrevenue.exponent = 3\ncost.exponent = 4\n", .5,
		"the generalist gains without limit"));
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.scale = 23\ncost.exponent = 1.5\n"
		"[specialist a]\nrevenue = saturating\nrevenue.scale = 53\n"
		"[specialist b]\nrevenue = power\nrevenue.scale = .0313\nrevenue.exponent = 2\n"
		"cost = formula\ncost.formula = x^2/(1 + .0175*a0)\n", .87,
		"unbounded: the generalist gains"));
}

/* Revenue with a pole has no highest value, wherever the sampling falls; and
 * an exponential formula outgrows a power, late as that may be. */
static void test_no_bound(void)
{
	struct outcome out;
	struct error err;

	for (int k = 0; k < 2; k++) {
		CU_ASSERT_TRUE(edge_refuses(k ? "[generalist]\n[specialist a]\nrevenue = formula\n"
			"revenue.formula = R/(a - s)^2\nrevenue.R = 1\nrevenue.s = 2.58\n"
			: "[generalist]\n[specialist a]\nrevenue = formula\n"
			"revenue.formula = R/(a - s)\nrevenue.R = 14\nrevenue.s = 2.58\n", .6,
			"the revenue of specialist a has no bound near a = 2.58"));
	}
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = R*expm1(a/s)\nrevenue.R = 50\n"
		"revenue.s = 64\ncost.scale = 7\ncost.exponent = 2.8\n", .988, &out, &err),
		STATUS_NO_EQUILIBRIUM);
	outcome_free(&out);
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = .16\nrevenue.exponent = 1.62\ncost = formula\n"
		"cost.formula = c*x^1.5\ncost.c = .147\n", .86,
		"specialist a gains up to levels beyond"));
	/* Dear at once, though it is only beyond all range that costs outgrow it. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\ncost.rate = 1e-12\n"
		"cost.marginal = 1e9\n[specialist a]\nrevenue = power\nrevenue.exponent = 1.01\n"
		"cost.scale = 1\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 0, 1e-12);
	outcome_free(&out);
	/* A cost that overflows at an end of the search, 2048, while its slope does not:
	 * 29 / a = .3458 is where the payoff of a^30 is highest but for what rises with it. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\ncost.scale = 8.07\n"
		"cost.rate = .34577754\ncost.fixed = 1e9\n[specialist a]\nrevenue = power\n"
		"revenue.scale = 1e-12\nrevenue.exponent = 30\ncost.marginal = 1e9\n"
		"[specialist b]\nrevenue = logistic\nrevenue.midpoint = 1e9\n", 1, &out, &err),
		STATUS_OK);
	CU_ASSERT_TRUE(out.alpha0 > 80 && out.u_generalist > 1e46);
	CU_ASSERT_DOUBLE_EQUAL(30e-12 * pow(out.alpha0, 29) / (8.07 * .34577754 *
		exp(.34577754 * out.alpha0)), 1, 1e-9);
	outcome_free(&out);
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost = exponential\ncost.scale = 6.4\n"
		"cost.rate = .4\n[specialist a]\nrevenue = power\nrevenue.exponent = 100\n"
		"cost = exponential\n", 1, "too large to compute with"));
}

/* sqrt(a) against c x is highest at 1/(4 c^2): here within the last quarters
 * of the range, and beyond it. */
static void test_end_of_the_search(void)
{
	struct outcome out;
	struct error err;
	static const char text[] = "[generalist]\n[specialist a]\nrevenue = power\n"
		"revenue.scale = 1\nrevenue.exponent = .5\ncost.exponent = 1\ncost.scale = ";
	char game[256];
	for (double best = 2.5e11; best < 1e12; best += .25e11) {
		snprintf(game, sizeof game, "%s%.17g\n", text, .5 / sqrt(best));
		CU_ASSERT_EQUAL(edge_solve(game, 0, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, best, best * 1e-9);
		outcome_free(&out);
	}
	/* A cost over the level of which the best is at 1.2e12. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.exponent = 4\n[specialist a]\n"
		"revenue = power\nrevenue.scale = 1e6\nrevenue.exponent = 1.0000001\n"
		"cost.basis = level\ncost.scale = .34\ncost.exponent = 1.5\n", .44,
		"specialist a gains up to levels beyond 1e+12"));
	snprintf(game, sizeof game, "%s%.17g\n", text, .5 / sqrt(1.2e12));
	CU_ASSERT_TRUE(edge_refuses(game, 0, "specialist a gains up to levels beyond 1e+12"));
}

/* What the generalist gets at a0 from revenue 2.058 a^.374 where the specialist's first units cost
 * .082 and more of them .212 x^1.623: it invests up to where that is what it keeps of a unit. */
static double with_dear_units(double share, double a0)
{
	double low = 0, high = 1;
	for (int i = 0; i < 60; i++) {
		double x = .5 * (low + high);
		double margin = (1 - share) * 2.058 * .374 * pow(a0 + x, .374 - 1) - .082 -
			.212 * 1.623 * pow(x, .623);
		*(margin > 0 ? &low : &high) = x;
	}
	return share * 2.058 * pow(a0 + low, .374) - .138 * expm1(.576 * a0);
}

/* Two tops beside each other, one where the specialist adds next to nothing and one where it adds
 * nothing: either is the better one by 4e-11 from one share to the next. */
static void test_tops_beside(void)
{
	struct outcome out;
	struct error err;

	for (int i = 0; i < 20; i++) {
		double share = .808412 + 5e-8 * i, best = 0;
		for (double a0 = 2.5533; a0 < 2.5536; a0 += 1e-7)
			best = fmax(best, with_dear_units(share, a0));
		CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\ncost.scale = .138\n"
			"cost.rate = .576\n[specialist a]\nrevenue = power\n"
			"revenue.scale = 2.058\nrevenue.exponent = .374\ncost.scale = .212\n"
			"cost.exponent = 1.623\ncost.marginal = .082\n", share, &out, &err), STATUS_OK);
		CU_ASSERT_TRUE(out.u_generalist >= best - 2e-12);
		outcome_free(&out);
	}
}

void suite_edges(void)
{
	CU_pSuite s = CU_add_suite("games at the edge", NULL, NULL);
	CU_add_test(s, "a cubic cost at share 1", test_cubic_at_share_one);
	CU_add_test(s, "revenue that outgrows costs late", test_late_growth);
	CU_add_test(s, "exponents next to each other", test_close_exponents);
	CU_add_test(s, "the foot of a wide S-curve", test_foot_of_a_wide_curve);
	CU_add_test(s, "a far end steeper than all", test_steep_far_end);
	CU_add_test(s, "a step between two doubles", test_step_between_doubles);
	CU_add_test(s, "a slope that is 0 at 0 alone", test_next_to_zero);
	CU_add_test(s, "steep exponentials", test_steep_exponential);
	CU_add_test(s, "convex revenue", test_convex_revenue);
	CU_add_test(s, "a rise below the digits", test_rise_below_the_digits);
	CU_add_test(s, "terms that cancel", test_terms_that_cancel);
	CU_add_test(s, "growth beyond what formulas gain", test_late_growth_with_formulas);
	CU_add_test(s, "revenue without bound", test_no_bound);
	CU_add_test(s, "no width to speak of", test_no_width);
	CU_add_test(s, "the end of the search", test_end_of_the_search);
	CU_add_test(s, "two tops beside each other", test_tops_beside);
}
