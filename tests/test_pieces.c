/* Formulas solved by proof: games with right values, and a brute force that shares no code
 * with the solver. */
#include "edge.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define HALF_ROOT .70710678118654752

struct right {
	const char *text;
	double share, alpha0, alpha, u_generalist, u_specialist;
	enum proof proof;
};

static const struct right table[] = {
	/* w (1 - 2a) = 2x, and the first-order condition of the rest, by hand. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = a*(1-a)\n", .5,
		1 / 11., 5 / 22., 7 / 88., .5 * 85 / 484. - 9 / 484., PROOF_PROVED},
	/* At the kink: the specialist adds .35 up to it. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = min(2*a, 1)\n", .65,
		.15, .5, .6275, .2275, PROOF_PROVED},
	/* Beyond the kink both add half of their shares of 2 a. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = max(0, 2*(a-.5))\n",
		.25, .25, 1, .1875, .1875, PROOF_PROVED},
	/* As far as makes the specialist indifferent, who then takes the step. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = if(a>=1, 1, 0)\n", .5,
		1 - HALF_ROOT, 1, .5 - (1 - HALF_ROOT) * (1 - HALF_ROOT), 0, PROOF_PROVED},
	/* The hump, which lies beyond where the revenue first falls. */
	{"[generalist]\n[specialist d]\nrevenue = formula\n"
	 "revenue.formula = a+3*exp(-((a-1.5)/.3)^2)\n", .515, .0971491, 1.42872, 2.18656, .294984,
		PROOF_PROVED},
	/* The first .5 is free, and the specialist has nothing to gain: it does as G likes. */
	{"[generalist]\n[specialist d]\ncost = formula\ncost.formula = max(0, x - 0.5)^2\n", 1, .5, 1,
		.75, 0, PROOF_PROVED},
	/* x = (.5 - h a0) / 2c: dearer where a0 is higher, yet the level rises. */
	{"[generalist]\n[specialist d]\ncost = formula\ncost.formula = .4*x^2 + .1*x*a0\n", .5, .21875,
		.21875 + (.5 - .021875) / .8, .3603515625,
		.5 * (.21875 + .59765625) - .4 * .59765625 * .59765625 - .1 * .59765625 * .21875,
		PROOF_PROVED},
	/* h > 2c: it falls, of which there is no proof. */
	{"[generalist]\n[specialist d]\ncost = formula\ncost.formula = .25*x^2 + x*a0\n", .5, 0, 1, .5,
		.25, PROOF_SAMPLED},
	/* Flat at the top, where slopes of revenue and cost cancel to the fourth power: nothing at
	 * share 1, and next to it x = w r'(a) / 2, by digits enough. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = a^2/(1+a^2)\n", 1, 0, 0,
		0, 0, PROOF_PROVED},
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = a^2/(1+a^2)\n", .9999,
		.00706921217730, .00706991909853, 2.49887542014e-9, 4.99762604325e-9, PROOF_PROVED},
	/* Of revenue no more than a^2 the specialist adds to no more than a0/delta, which pays the
	 * generalist a0^2/delta at most: less than its cost, by however little next to 0. */
	{"[generalist]\ncost.scale = 1.125\n[specialist d]\nrevenue = formula\n"
	 "revenue.formula = a^2/(1+a^2)\n", .8958, 0, 0, 0, 0, PROOF_PROVED},
	/* As linear revenue. */
	{"[generalist]\n[specialist d]\nrevenue = formula\nrevenue.formula = a*k\nrevenue.k = 1\n", .5,
		.25, .5, .1875, .1875, PROOF_PROVED},
};

static void test_right_values(void)
{
	struct outcome out;
	struct error err;

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct right *r = &table[i];
		CU_ASSERT_EQUAL_FATAL(edge_solve(r->text, r->share, &out, &err), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(out.alpha0, r->alpha0, 1e-6);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, r->alpha, 5e-6);
		CU_ASSERT_DOUBLE_EQUAL(out.u_generalist, r->u_generalist, 5e-6);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].utility, r->u_specialist, 1e-6);
		CU_ASSERT_EQUAL(out.proof, r->proof);
		outcome_free(&out);
	}
}

static double level_at(const char *text, double share)
{
	struct outcome out;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(edge_solve(text, share, &out, &err), STATUS_OK);
	double level = out.alpha0;
	CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
	outcome_free(&out);
	return level;
}

/* Where a reply leaps the generalist stops short of nothing: the level is known as well as
 * payoffs are. */
static void test_leaps(void)
{
	/* (1 - a0)^2 = w is as dear to the specialist as it pays. */
	for (int k = 1; k < 75; k++) {
		double share = .01 * k;
		CU_ASSERT_DOUBLE_EQUAL(level_at("[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = if(a>=1, 1, 0)\n", share), share / (1 + sqrt(1 - share)), 2e-14);
	}
	/* Where two tops of the payoff are equally high, in 40 digits. */
	CU_ASSERT_DOUBLE_EQUAL(level_at("[generalist]\n[specialist d]\nrevenue = formula\n"
		"revenue.formula = a+3*exp(-((a-1.5)/.3)^2)\n", .675), .30336621119945907, 5e-14);
}

/* A cost over the level, a^2 - a0^2, of which rounding leaves more than the specialist keeps of its
 * revenue: it free-rides, and the generalist goes to where its own slopes are equal. */
static void test_next_to_nothing(void)
{
	for (int k = 6; k < 16; k++) {
		double share = 1 - pow(10, -k);
		double level = level_at("[generalist]\n[specialist d]\nrevenue = log\n"
			"cost = formula\ncost.formula = 1.989*(a^2 - a0^2 + .043*x)\n", share);
		CU_ASSERT_DOUBLE_EQUAL(level, .5 * (sqrt(1 + 2 * share) - 1), 1e-7);
	}
}

/* One that would have to pay between two levels at which to free-ride costs nothing, a (1 - 2a) in
 * units of 1.5, leaves there, though its first units bend without limit: .4 a = 3 a (.5 - a). */
static void test_pays_between(void)
{
	CU_ASSERT_DOUBLE_EQUAL(level_at("[generalist]\n[specialist d]\ncost = formula\n"
		"cost.formula = x + x^1.5 + max(0, 3*a0*(.5 - a0))\n", .6), .5 - .4 / 3, 1e-9);
}

/* A bump is found however narrow. */
static void test_bumps(void)
{
	struct outcome out;
	struct error err;
	char text[300];

	for (double w = .05; w > 5e-6; w /= 4) {
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = a + 3*exp(-((a-3.37)/w)^2)\nrevenue.w = %.9g\n"
			"cost.scale = .2\n", w);
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, .5, &out, &err), STATUS_OK);
		/* Near its top: .5 * 6.37 - .2 * 3.37^2. */
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].alpha, 3.37, .1 * w + 1e-12);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].utility, 3.185 - .2 * 3.37 * 3.37, .05 * w);
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

/* ---- a brute force ------------------------------------------------------------ */

typedef double function(double);

static double hump(double a)
{
	return a + 3 * exp(-pow((a - 1.5) / .3, 2));
}

static double spike(double a)
{
	return a + 2 * exp(-pow((a - 1.5) / .01, 2));
}

static double payoff(function *r, double w, double a0, double x)
{
	return w * r(a0 + x) - x * x;
}

/* The best x of a grid that is close where the hump is, polished. */
static double reply(function *r, double w, double a0)
{
	enum { FAR = 300, NEAR = 300 };
	double best = 0, step = 2.2 / (double)FAR, fine = .08 / (double)NEAR, near = step;
	for (int i = 0; i <= FAR + NEAR; i++) {
		double x = i <= FAR ? i * step : 1.5 - a0 + ((double)(i - FAR) / (double)NEAR - .5) * .08;
		if (x >= 0 && payoff(r, w, a0, x) > payoff(r, w, a0, best)) {
			best = x;
			near = i <= FAR || fabs(a0 + x - 1.5) > .039 ? step : fine;
		}
	}
	double lo = fmax(best - near, 0), hi = best + near;
	for (int i = 0; i < 100; i++) {
		double p = lo + (hi - lo) / 3, q = hi - (hi - lo) / 3;
		if (payoff(r, w, a0, p) >= payoff(r, w, a0, q))
			hi = q;
		else
			lo = p;
	}
	return payoff(r, w, a0, lo) > payoff(r, w, a0, best) ? lo : best;
}

static void hold(const char *text, function *r)
{
	enum { SHARES = 200, LEVELS = 150 };
	struct outcome out;
	struct error err;

	for (int k = 0; k <= SHARES; k++) {
		double share = (double)k / (double)SHARES, w = 1 - share;
		CU_ASSERT_EQUAL_FATAL(edge_solve(text, share, &out, &err), STATUS_OK);
		double a0 = out.alpha0, x = reply(r, w, a0);
		CU_ASSERT_TRUE(out.domain[0].utility >= payoff(r, w, a0, x) - 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(out.domain[0].utility, payoff(r, w, a0, out.domain[0].investment),
			1e-12);
		for (int i = 0; i <= LEVELS; i++) {
			double level = 1.6 * i / (double)LEVELS;
			x = reply(r, w, level);
			/* A search by values knows x to 1e-8. */
			CU_ASSERT_TRUE(out.u_generalist >= share * r(level + x) - level * level - 1e-5);
		}
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		outcome_free(&out);
	}
}

static void test_hump_and_spike(void)
{
	hold("[generalist]\n[specialist d]\nrevenue = formula\n"
	     "revenue.formula = a+3*exp(-((a-1.5)/.3)^2)\n", hump);
	hold("[generalist]\n[specialist d]\nrevenue = formula\n"
	     "revenue.formula = a+2*exp(-((a-1.5)/.01)^2)\n", spike);
}

/* Revenue 1/(1 + ((a - 2)/.01)^2), whose values hardly tell levels near its top apart, and a cost of
 * x^4, levels in some unit: from h below the top the specialist stops t short of it, where 2e4 w t =
 * 4 (h - t)^3 but for t^3. */
static void test_beside_the_top(void)
{
	static const double unit[] = {1, 2.06, 1. / 3, 7.7, 1.7e3};
	const double w = .1;
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		char text[300];
		struct scenario s;
		struct solver *solver;
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue = formula\n"
			"revenue.formula = 1/(1+((a/%.17g-2)/.01)^2)\ncost.exponent = 4\n"
			"cost.scale = %.17g\n", unit[i], pow(unit[i], -4));
		edge_open(text, &s, &solver);
		for (double h = 1e-4; h < 6e-3; h *= 1.3) {
			struct domain_outcome d;
			double t = 0;
			for (int k = 0; k < 4; k++)
				t = 4 * pow(h - t, 3) / (2e4 * w);
			CU_ASSERT_EQUAL(solver_response(solver, 0, 1 - w, (2 - h) * unit[i], &d, NULL),
				STATUS_OK);
			CU_ASSERT_DOUBLE_EQUAL(2 - d.alpha / unit[i], t, 1e-14);
		}
		solver_free(solver);
		scenario_free(&s);
	}
}

void suite_pieces(void)
{
	CU_pSuite s = CU_add_suite("formulas by pieces", NULL, NULL);
	CU_add_test(s, "right values", test_right_values);
	CU_add_test(s, "leaps, as well as payoffs tell", test_leaps);
	CU_add_test(s, "a specialist who keeps next to nothing", test_next_to_nothing);
	CU_add_test(s, "a specialist who would pay between", test_pays_between);
	CU_add_test(s, "bumps of any width", test_bumps);
	CU_add_test(s, "a hump and a spike at all shares", test_hump_and_spike);
	CU_add_test(s, "levels beside a top that values do not tell apart", test_beside_the_top);
}
