/* Games with formulas at the edge of what can be searched, each of which was solved
 * wrong once. Most were found by tests/torture. */
#include "edge.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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
		CU_ASSERT_EQUAL(edge_solve(pair[i][0], .3, &known, &err), STATUS_OK);
		CU_ASSERT_EQUAL(edge_solve(pair[i][1], .3, &found, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(found.u_generalist, known.u_generalist, 1e-8);
		CU_ASSERT_DOUBLE_EQUAL(found.domain[0].alpha, known.domain[0].alpha, 1e-5);
		CU_ASSERT_TRUE(found.domain[0].utility > .1);
		outcome_free(&known);
		outcome_free(&found);
	}
}

/* Steps in formulas. A cost that steps up leaves the best investment at the
 * step's foot; a revenue that does calls for the step's level, far beyond where
 * the payoff first falls. */
static void test_steps(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 100\n[specialist a]\nrevenue = log\n"
		"revenue.scale = 15\nrevenue.width = .02\ncost = formula\n"
		"cost.formula = if(x > h, c, 0) + x^2\ncost.c = 80\ncost.h = .0129\n", 0, &out,
		&err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .0129, 1e-12);
	outcome_free(&out);
	/* The same where the payoff rises on both sides of the step. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1e6\n[specialist a]\n"
		"revenue.scale = 67.3\ncost = formula\ncost.formula = if(x > h, c, 0) + x^2\n"
		"cost.c = 5.8\ncost.h = 32.19\n", 0, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, 32.19, 1e-9);
	outcome_free(&out);
	/* And up, where it falls on both sides: 79.7 a from 100 on, against e^(.0757 a). */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.exponent = 4\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = R*(a > 99.9987)*a\nrevenue.R = 79.7\n"
		"cost = formula\ncost.formula = 2.906*expm1(.0757*x)\n", 0, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, 99.9987, 1e-9);
	outcome_free(&out);
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .1\ncost.exponent = 3\n"
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

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = formula\ncost.formula = c*x^h\n"
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

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = power\ncost.scale = .05\n"
		"cost.exponent = 1\n[specialist a]\nrevenue = logistic\nrevenue.scale = 40\nrevenue.midpoint = 100\n"
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
			CU_ASSERT_EQUAL(edge_solve(text, share, k ? &other : &out, &err),
				STATUS_OK);
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
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .7\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = R*min(a, s)\nrevenue.R = 27\n"
		"revenue.s = 5.4\ncost.exponent = 4\n", .675, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 5.4, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, cbrt(27 * .325 / 4), 1e-6);
	outcome_free(&out);
}

/* Costs that rise with a0: a's x = (.5 - h a0) / 2c falls faster than a0 rises, so that its
 * level falls, while b's 3 a0 pays the generalist. */
static void test_falling_level(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1.7\n[specialist a]\n"
		"cost = formula\ncost.formula = c*x^2 + h*x*a0\ncost.c = .18\ncost.h = .83\n"
		"[specialist b]\nrevenue.scale = 3\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .5 * (1 - .83 / .36 + 3) / 3.4, 1e-10);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, (.5 - .83 * out.alpha0) / .36, 1e-9);
	outcome_free(&out);
}

/* A revenue that is flat, a ramp, and flat again: at share .1 it pays .9 (x - .5) - .3 x^2
 * to go up the ramp, to x = 1.5; the generalist adds .1 / 4. */
static void test_ramp(void)
{
	static const char *const revenue[] = {"min(max(0, a - .5), 2)",
		"if(a < .5, 0, if(a < 3, a - .5, 2.5))", "min(max(0, a - .2), 2) - .3*(a < 0)"};
	struct outcome out;
	struct error err;
	char text[300];

	for (int k = 0; k < 3; k++) {
		snprintf(text, sizeof text, "[generalist]\ncost.scale = 2\n[specialist a]\n"
			"revenue = formula\nrevenue.formula = %s\ncost.scale = .3\n", revenue[k]);
		CU_ASSERT_EQUAL(edge_solve(text, .1, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, 1.5, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .025, 1e-9);
		outcome_free(&out);
	}
}

/* Revenue that keeps pace with the cost, a^2 with x^2, hides nothing near by however
 * far it might come back: the foot of a step in the cost, which would cost 21. */
static void test_pace(void)
{
	struct scenario s;
	struct solver *solver = NULL;
	struct domain_outcome at;

	edge_open("[generalist]\n[specialist a]\nrevenue = power\nrevenue.exponent = 2\n"
		"cost = formula\ncost.formula = if(x > h, c, 0) + x^2\ncost.c = 21\n"
		"cost.h = 1.5\n", &s, &solver);
	CU_ASSERT_EQUAL(solver_response(solver, 0, .45, 3, &at, NULL), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(at.investment, 1.5, 1e-9);
	solver_free(solver);
	scenario_free(&s);
}

/* Revenue that outgrows a cost at last, before the range ends: from 7e11 on, where
 * a = 8.4e5 sqrt(a). The generalist's cost, and a specialist's. */
static void test_end_of_range(void)
{
	static const char *const text[] = {
		"[generalist]\ncost = formula\ncost.formula = c*sqrt(x)\ncost.c = 8.4e5\n"
		"[specialist a]\n",
		"[generalist]\n[specialist a]\ncost = formula\ncost.formula = c*sqrt(x)\n"
		"cost.c = 8.4e5\n"};
	struct outcome out;
	struct error err;

	for (int k = 0; k < 2; k++) {
		CU_ASSERT_TRUE(edge_refuses(text[k], k ? 0 : 1, "gains up to levels beyond 1e+12"));
	}
	/* A little beyond the range is beyond it: within, a never pays. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = formula\ncost.formula = c*sqrt(x)\n"
		"cost.c = 1.05e6\n[specialist a]\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.alpha0, 0);
	outcome_free(&out);
}

/* a stays on its step at 2 whatever the generalist does, so that b alone decides:
 * 1 / (1 + a0) = a0. */
static void test_reply_on_a_step(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .5\n[specialist a]\n"
		"revenue = formula\nrevenue.formula = 3*(a > 2)*a\n[specialist b]\nrevenue = log\n"
		"revenue.scale = 2\ncost.marginal = 10\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 2, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .5 * (sqrt(5) - 1), 1e-9);
	outcome_free(&out);
	/* The same with a cost that steps up when x passes 1: a adds 1, no more and no less. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\n[specialist a]\nrevenue = linear\n"
		"revenue.scale = 2\ncost = formula\ncost.formula = .1*x^2 + 9*(x > 1)\n", .5, &out,
		&err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 1.5, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .5, 1e-9);
	outcome_free(&out);
	/* And where the cost is one over the level, besides, or is kinked there: .5 (a0 + .5) - a0^2
	 * is best at .25, and its slope is what tells. */
	static const char *const beyond[] = {"if(x > .5, 1, 0)", "5*max(0, x - .5)"};
	for (int k = 0; k < 2; k++) {
		char text[200];
		snprintf(text, sizeof text, "[generalist]\n[specialist a]\ncost = formula\n"
			"cost.formula = .1*(a^2 - a0^2) + %s\n", beyond[k]);
		CU_ASSERT_EQUAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .5, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .25, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, .3125, 1e-12);
		CU_ASSERT_NOT_EQUAL(out.proof, PROOF_GAVE_UP);
		outcome_free(&out);
	}
}

/* Where the foot of a step is known to a part in 1e12 only, the level seems not to move
 * with a0: a adds .108, so that 1.5 / (1.108 + a0) = a0. And a step of the revenue that
 * is hidden by one of the cost beyond it: a adds .1 once that reaches 1.191. */
static void test_exact_foot(void)
{
	struct outcome out;
	struct error err;

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .5\n[specialist a]\n"
		"revenue = log\nrevenue.scale = 3\ncost = formula\n"
		"cost.formula = .1*x^2 + 9*(x > .108)\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .108, 1e-15);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, .5 * (sqrt(1.108 * 1.108 + 6) - 1.108), 1e-9);
	outcome_free(&out);
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = exponential\ncost.scale = .662\n"
		"cost.rate = .311\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = R*((a >= s) + (a >= 2*s) + (a >= 3*s))\nrevenue.R = .655\n"
		"revenue.s = .397\ncost = formula\ncost.formula = .59*x^2 + .433*(x > .1)\n",
		.645855, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .1, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 1.091, 1e-9);
	outcome_free(&out);
	/* Where its best investment, .324, just reaches the foot at 1.101, a's margin is next
	 * to 0, and the generalist stops: beyond, a would only make way for it. */
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = 1.1\n[specialist a]\n"
		"revenue.scale = 2.217\ncost = formula\ncost.formula = .711*x^2 + .536*(a > 1.101)\n",
		.79206, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment, .20794 * 2.217 / 1.422, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, 1.101 - .20794 * 2.217 / 1.422, 1e-9);
	outcome_free(&out);
}

/* Both infinitely steep at 0: .04 a^.02 - 17 a^.14 is best at a level next to nothing. */
static void test_best_next_to_nothing(void)
{
	struct outcome out;
	struct error err;
	double best = pow(.04 * .02 / (17 * .14), 1 / .12);

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = formula\ncost.formula = 17*x^.14\n"
		"[specialist a]\nrevenue = power\nrevenue.scale = .04\nrevenue.exponent = .02\n",
		1, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, best, 1e-9 * best);
	CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, .04 * pow(best, .02) - 17 * pow(best, .14), 1e-12);
	outcome_free(&out);
}

/* Where K (1 - a) is what a hill pays beside its top, and a level of 0 would pay the generalist less
 * by 1e-15 only: it is not noise that says at which shares it begins. With w = 1 - share a specialist
 * at a cost of x^2 / 2 comes to 1 - a = (1 - a0) / (w K + 1), so that 3 a0^2 = S (1 - a0) with
 * S = share K / (w K + 1)^2. */
static void test_next_to_nothing_to_gain(void)
{
	const double k = 1e10;
	struct outcome out;
	struct error err;

	for (int i = 1; i <= 15; i++) {
		double share = .05 * i, w = 1 - share, s = share * k / ((w * k + 1) * (w * k + 1));
		double a0 = (sqrt(s * s + 12 * s) - s) / 6;
		CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.exponent = 3\n[specialist a]\n"
			"revenue = formula\nrevenue.formula = 2 - 5e9*(a - 1)^2\n"
			"cost.scale = .5\n", share, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0, a0, 1e-5 * a0);
		outcome_free(&out);
	}
}

/* What no cost may be: falling, by its slope or by a step, or not a number. The
 * message says whose it is, and where. Overflow far out is no such thing. */
static void test_unsound_costs(void)
{
	static const struct {
		const char *of, *formula, *message;
	} bad[] = {
		{"generalist", "(x - 10)^2", "the cost of the generalist falls at x = 0; "
			"costs must not fall"},
		{"generalist", "if(x < 4, x^2, 12 + x/10)", "the cost of the generalist falls at "
			"x = 4; costs must not fall"},
		{"generalist", "x^2 + log(x)", "the cost of the generalist is not a finite number "
			"at x = 0"},
		{"generalist", "sqrt(x - 1)", "the cost of the generalist is not a finite number "
			"at x = 0"},
		{"specialist a", "x^2 - min(x, .1)", "the cost of specialist a falls at x = 0 "
			"(a0 = 0); costs must not fall"},
		{"specialist a", "x^2 - .5*(x > .25)", "the cost of specialist a falls at "
			"x = 0.25 (a0 = 0); costs must not fall"},
	};
	struct outcome out;
	struct error err;
	char text[300];

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		bool generalist = bad[k].of[0] == 'g';
		snprintf(text, sizeof text, "[generalist]\n%s%s\n[specialist a]\n%s%s\n",
			generalist ? "cost = formula\ncost.formula = " : "",
			generalist ? bad[k].formula : "",
			generalist ? "" : "cost = formula\ncost.formula = ",
			generalist ? "" : bad[k].formula);
		CU_ASSERT_EQUAL(edge_solve(text, .5, &out, &err), STATUS_NO_EQUILIBRIUM);
		CU_ASSERT_STRING_EQUAL(err.text, bad[k].message);
		outcome_free(&out);
	}
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = formula\ncost.formula = exp(x) - 1\n"
		"[specialist a]\nrevenue.scale = 4\n", .5, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, log(2), 1e-9);
	outcome_free(&out);
}

/* A first step that is infinitely dear, c x^h, keeps the specialist from adding
 * anything: the integrated firm's level is where a/(1+a) - a^2/2 is highest. */
static void test_dear_first_step(void)
{
	struct scenario s;
	struct solver *solver = NULL;
	struct outcome out;
	double a = .4655712318767680;

	edge_open("[generalist]\ncost.scale = .5\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = a/(1 + a)\ncost = formula\ncost.formula = 9*x^.06\n", &s, &solver);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 1, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(solver_first_best(solver, &out, NULL), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, a, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(out.joint, a / (1 + a) - .5 * a * a, 1e-12);
	outcome_free(&out);
	solver_free(solver);
	scenario_free(&s);
}

/* Where the specialist's cost overflows first it just does not go there: the generalist
 * gains for as long as its own revenue can be computed. */
static void test_cost_overflows_first(void)
{
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = a^78\ncost = exponential\ncost.basis = level\n"
		"cost.rate = .312\n", .5,
		"the revenue of specialist a is not a finite number at a = 8953.31"));
	/* Nor is revenue asked for where it cannot go. */
	CU_ASSERT_TRUE(edge_refuses("[generalist]\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = 6.5*a^60\ncost = exponential\ncost.basis = level\n"
		"cost.scale = 28\ncost.rate = .015\n", .79,
		"the revenue of specialist a is not a finite"));
}

/* A smooth best investment on a stretch that has a kink further up is not held by it. The
 * generalist brings the specialist just to the kink at b, which it comes to from b - x on,
 * where c'(x) is what a unit below b is worth to it. */
static void test_beside_a_kink(void)
{
	const double square = 1.373939, base = 1.552019, rate = .257009, w = .79, g = .331198;
	const double c = 1.027767, steep = 26.541109, middle = .55036, bend = .186704;
	double b = (rate + sqrt(rate * rate + 4 * square * base)) / (2 * square);
	double low = .45, high = middle;
	struct outcome out;
	struct error err;

	for (int i = 0; i < 100; i++) {
		double x = .5 * (low + high), t = tanh(steep * (x - middle));
		bool more = c * (1 + t) + c * x * steep * (1 - t * t) + 2 * bend * x < w * 2 * square * b;
		*(more ? &low : &high) = x;
	}
	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost = formula\n"
		"cost.formula = .331198*(exp(a0) - 1)\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = min(1.373939*a^2, 1.552019 + .257009*a)\ncost = formula\n"
		"cost.formula = 1.027767*x*(1 + tanh(26.541109*(x - .55036))) + .186704*x^2\n",
		1 - w, &out, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, b, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, b - low, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, (1 - w) * square * b * b - g * expm1(b - low), 1e-12);
	outcome_free(&out);
}

/* A pole: revenue falls up to it, and comes down from no bound beyond. What lies further on and
 * pays nobody must not hide that. */
static void test_pole(void)
{
	static const char *const cost[] = {"cost.basis = level\ncost.scale = .05\n",
		"cost.basis = level\ncost.scale = 5\n", "cost.scale = .05\n", "cost.scale = 5\n"};
	char text[300];

	for (size_t i = 0; i < sizeof cost / sizeof *cost; i++) {
		snprintf(text, sizeof text, "[generalist]\n[specialist a]\nrevenue = formula\n"
			"revenue.formula = 7/(a - 9)\n%s", cost[i]);
		for (int k = 0; k < 2; k++) {
			CU_ASSERT_TRUE(edge_refuses(text, .5 * k, "no bound near a = 9"));
		}
	}
}

/* A cost over the level that overflows keeps its specialist away; levels at which it does are
 * searched for the other's sake all the same. */
static void test_away_without_bound(void)
{
	struct outcome out;
	struct error err;
	const double c = .01, s = 1.1, p = .96;
	double best = pow(s * p / (2 * c), 1 / (2 - p));

	CU_ASSERT_EQUAL(edge_solve("[generalist]\ncost.scale = .01\n"
		"[specialist a]\nrevenue = formula\nrevenue.formula = a*exp(-a/3)\n"
		"cost = exponential\ncost.basis = level\ncost.rate = 60\ncost.fixed = 19\n"
		"[specialist b]\nrevenue = power\nrevenue.scale = 1.1\nrevenue.exponent = .96\n"
		"cost.marginal = 20\n", 1, &out, &err), STATUS_OK);
	CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
	CU_ASSERT_DOUBLE_EQUAL(out.alpha0, best, 1e-9 * best);
	CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_ABSTAIN);
	CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, s * pow(best, p) - c * best * best, 1e-9 * best);
	outcome_free(&out);
}

/* Sums so large that the last levels before the end of the range all seem as good. */
static void test_blurred_end(void)
{
	CU_ASSERT_TRUE(edge_refuses("[generalist]\ncost.exponent = 1\ncost.scale = .05105472588557649\n"
		"cost.marginal = 4.776513369708114\n"
		"[specialist d1]\nrevenue.scale = .3536175660844092\n"
		"cost.scale = .032367685368299225\ncost.exponent = 1.434274477172412\n"
		"cost.marginal = .03994313590184132\n"
		"[specialist d2]\nrevenue.scale = .2711516434362488\ncost = exponential\n"
		"cost.scale = 17.560599773116056\ncost.rate = 1.5993522423092927\n"
		"[specialist d4]\nrevenue = formula\n"
		"revenue.formula = 4.09026703059233*a^.5 + 30.837899068811737*a\n"
		"cost.scale = .030244061315539902\ncost.exponent = 2.7493254283104646\n",
		.946677625056498, "beyond 1e+12"));
}

/* Who keeps nothing goes for what costs nothing, in any unit of performance: a is what the generalist
 * gets, a^2 what its level costs it, so that it takes a level of 1/2, and 1/4 more than what is free.
 * Where that moves with its level, by .3, it is .65, which is either found or not called proved. */
static void test_free_in_any_unit(void)
{
	static const struct { const char *cost; double free, level; } game[] = {
		{"max(0, x/u - .003)^2", .003, .5},
		{"if(x/u < 1e-7, 0, x/u)", 1e-7, .5},
		{"x/u - min(x/u, .003) + (x/u)^2*(x/u > .003)", .003, .5},
		{"(x/u)^3", 0, .5},
		{"(x/u)^40", 0, .5}, /* but not to tell from nothing at 1e-9 */
		{"max(0, x/u - .3*(1 + a0/u))^2", .495, .65},
	};
	static const double unit[] = {1e-9, 1e-4, 1, 1e4};
	for (int i = 0; i < 24; i++) {
		double u = unit[i % 4], level = game[i / 4].level, most = game[i / 4].free;
		char text[500];
		struct outcome out;
		struct error err;
		snprintf(text, sizeof text, "[generalist]\ncost = formula\ncost.formula = (x/u)^2\n"
			"cost.u = %g\n[specialist a]\nrevenue = formula\nrevenue.formula = a/u\n"
			"revenue.u = %g\ncost = formula\ncost.formula = %s\ncost.u = %g\n", u, u,
			game[i / 4].cost, u);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, 1, &out, &err), STATUS_OK);
		bool right = fabs(out.u_generalist - (level + most - level * level)) < 1e-9 &&
			fabs(out.domain[0].investment / u - most) < 1e-9 &&
			(out.domain[0].regime == REGIME_FREE_RIDE) == (most == 0);
		if (!right && (out.proof == PROOF_PROVED || level == .5)) {
			fprintf(stderr, "%s, unit %g: %.10g\n", game[i / 4].cost, u, out.u_generalist);
			CU_FAIL("what is free depends on the unit");
		}
		outcome_free(&out);
	}
}

/* An investment that gains less than payoffs have digits for, 1e-19 of .4: it is where the margin is
 * nothing, 3.4e-8 = 1.7 x^.7, in any unit of performance, not where a piece of the cost ends. */
static void test_gains_beyond_digits(void)
{
	static const double unit[] = {1e-4, 1, 628, 1e4};
	double x = pow(2e-8, 1 / .7);
	for (int i = 0; i < 4; i++) {
		double u = unit[i];
		char text[500];
		struct outcome out;
		struct error err;
		snprintf(text, sizeof text, "[generalist]\ncost = formula\ncost.formula = (x/u)^2\n"
			"cost.u = %g\n[specialist a]\nrevenue = formula\nrevenue.formula = 1 + R*a/u\n"
			"revenue.R = 6.8e-8\nrevenue.u = %g\ncost = formula\n"
			"cost.formula = .1 + (x/u)^1.7\ncost.u = %g\n", u, u, u);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0 / u, 1.7e-8, 1e-16);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment / u, x, 1e-9 * x);
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* Up to a share of .98351230749 the generalist's best is the least level at which the specialist
 * leaps to a bump, and pays it nothing; near that share the next levels are as good but for the
 * last digits. It is that level: (1 - d) r = c x^2 with (1 - d) r' = 2 c x, to fifty digits. */
static void test_held_beside_a_flat_top(void)
{
	static const double held[][2] = {{.9835121, .299730948227781}, {.98351215, .299731212720737},
		{.9835122, .299731477214085}, {.98351223, .299731635910283}};
	for (int i = 0; i < 8; i++) {
		double u = i < 4 ? 1 : 1.91e-4;
		char text[500];
		struct outcome out;
		struct error err;
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.exponent = 1.622\n"
			"[specialist a]\nrevenue = formula\nrevenue.formula = 3.209*"
			"exp(-((a/u - .4778)/.02517)^2)\nrevenue.u = %g\ncost = formula\n"
			"cost.formula = 1.703*(x/u)^2\ncost.u = %g\n", .983 * pow(u, -1.622), u, u);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, held[i % 4][0], &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0 / u, held[i % 4][1], 1e-12);
		CU_ASSERT_EQUAL(out.domain[0].utility, 0);
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_CONTRIBUTE);
		outcome_free(&out);
	}
}

/* Sides that meet where nobody has invested yet: what pays is told by the one that revenue goes on
 * by, which is too little for both, in whatever order they are written. */
static void test_sides_that_meet_at_0(void)
{
	static const char *const revenue[] = {"min(a, max(0, a - 2))", "min(max(0, a - 2), a)",
		"min(a*exp(-10*a), a^2)", "min(a^2, a*exp(-10*a))", "abs(0*a) - max(-a, -a^2) + min(0, a)"};
	struct outcome out;
	struct error err;
	char text[300];

	for (size_t i = 0; i < sizeof revenue / sizeof *revenue; i++) {
		snprintf(text, sizeof text, "[generalist]\ncost.scale = 20\n[specialist a]\n"
			"revenue = formula\nrevenue.formula = %s\ncost.scale = 20\n", revenue[i]);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		CU_ASSERT_TRUE(out.alpha0 == 0 && out.domain[0].alpha == 0);
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_FREE_RIDE);
		outcome_free(&out);
	}
}

/* An investment as small as revenue rises slowly is one, in any unit of performance. */
static void test_slow_rise(void)
{
	static const double unit[] = {1, .00354, 1e6}, width[] = {.2, .06, .05, .045, .04};
	struct outcome out;
	struct error err;
	char text[400];

	for (int i = 0; i < 15; i++) {
		double u = unit[i % 3], width_now = width[i / 3], square = width_now * width_now;
		double x = .5 * 2 / square * exp(-1 / square) / 20;
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.marginal = %.17g\n"
			"[specialist a]\nrevenue = formula\nrevenue.formula = exp(-((a/u - 1)/w)^2)\n"
			"revenue.u = %g\nrevenue.w = %g\ncost = formula\ncost.formula = 10*(x/u)^2\n"
			"cost.u = %g\n", 10 / u / u, 10 / u, u, width_now, u);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		CU_ASSERT_EQUAL(out.alpha0, 0);
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_CONTRIBUTE);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].investment / u / x, 1, 1e-9);
		outcome_free(&out);
	}
}

/* At share .6 who keeps .4 of 1 earned from level 1 on, and pays what it adds, is as good as paid from
 * .6 on, the last level that costs the generalist a tenth of itself: .6 - .06, in any unit of levels. */
static void test_threshold_at_a_step(void)
{
	static const double unit[] = {1, 2.06, 3, 7.7, .7, .1, 1.3, .37};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		char text[300];
		double u = unit[i];
		struct outcome out;
		struct error err;
		snprintf(text, sizeof text, "[generalist]\ncost = formula\n"
			"cost.formula = if(x/%.17g <= .6, .1*x/%.17g, x/%.17g)\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = if(a/%.17g < 1, -.2, 1)\n"
			"cost = formula\ncost.formula = x/%.17g\n", u, u, u, u, u);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .6, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, .54, 1e-14);
		CU_ASSERT_EQUAL(out.domain[0].regime, REGIME_CONTRIBUTE);
		outcome_free(&out);
	}
}

void suite_formula_edges(void)
{
	CU_pSuite s = CU_add_suite("games with formulas at the edge", NULL, NULL);
	CU_add_test(s, "payoffs that fall before they rise", test_slow_starts);
	CU_add_test(s, "steps in formulas", test_steps);
	CU_add_test(s, "a cost steepest at 0", test_concave_cost);
	CU_add_test(s, "costs that fall, or are no numbers", test_unsound_costs);
	CU_add_test(s, "a first step that is infinitely dear", test_dear_first_step);
	CU_add_test(s, "a cost that overflows before the revenue", test_cost_overflows_first);
	CU_add_test(s, "replies on a step", test_reply_on_a_step);
	CU_add_test(s, "levels that pay next to nothing more", test_next_to_nothing_to_gain);
	CU_add_test(s, "the exact foot of a step", test_exact_foot);
	CU_add_test(s, "a level that falls as a0 rises", test_falling_level);
	CU_add_test(s, "a ramp between flats", test_ramp);
	CU_add_test(s, "a margin beside a kink", test_beside_a_kink);
	CU_add_test(s, "a best next to nothing", test_best_next_to_nothing);
	CU_add_test(s, "revenue that keeps pace with the cost", test_pace);
	CU_add_test(s, "what grows at the end of the range", test_end_of_range);
	CU_add_test(s, "a pole", test_pole);
	CU_add_test(s, "a cost that overflows and keeps away", test_away_without_bound);
	CU_add_test(s, "levels alike at the end of the range", test_blurred_end);
	CU_add_test(s, "a rise that comes within reach", test_rise_within_reach);
	CU_add_test(s, "shapes of formulas", test_shapes_of_formulas);
	CU_add_test(s, "what is free, in any unit", test_free_in_any_unit);
	CU_add_test(s, "gains beyond digits", test_gains_beyond_digits);
	CU_add_test(s, "held beside a flat top", test_held_beside_a_flat_top);
	CU_add_test(s, "sides that meet at 0", test_sides_that_meet_at_0);
	CU_add_test(s, "a rise as slow as can be", test_slow_rise);
	CU_add_test(s, "a threshold at a step of the generalist's cost", test_threshold_at_a_step);
}
