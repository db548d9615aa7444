/* Closed forms: strategies to 1e-7, utilities to 1e-10 relative to max(1, |U|).
 * The formulas are those of haggle-theory(7), section "Statements", by its numbers. */
#include "bargain/study.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- helpers -------------------------------------------------------------------- */

static bool near(double got, double want, double tolerance)
{
	bool good = fabs(got - want) <= tolerance * fmax(1, fabs(want));
	if (!good)
		fprintf(stderr, "\n    %.15g, the closed form has %.15g (off by %.2g)", got, want,
			got - want);
	return good;
}

#define STRATEGY(got, want) CU_ASSERT(near(got, want, 1e-7))
#define UTILITY(got, want) CU_ASSERT(near(got, want, 1e-10))

/* Six printed digits. */
#define PRINTED(got, want) CU_ASSERT(near(got, want, 6e-7))

struct lab {
	struct scenario s;
	struct study *study;
	struct solver *solver;
	struct outcome out;
};

static void lab_open(struct lab *l, const char *text)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	enum status status = scenario_parse("test", text, strlen(text), &l->s, errors);
	if (status != STATUS_OK)
		fprintf(stderr, "line %d: %s\n", errors->item[0].line, errors->item[0].text);
	free(errors);
	CU_ASSERT_FATAL(status == STATUS_OK);
	CU_ASSERT_FATAL(study_alloc(&l->study, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(solver_alloc(&l->s.game, &l->solver, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(outcome_init(&l->out, l->s.game.n, NULL) == STATUS_OK);
}

static void lab_close(struct lab *l)
{
	outcome_free(&l->out);
	solver_free(l->solver);
	study_free(l->study);
	scenario_free(&l->s);
}

/* Every share delta. */
static const struct outcome *play(struct lab *l, double delta)
{
	double d[16];
	for (int i = 0; i < l->s.game.n; i++)
		d[i] = delta;
	CU_ASSERT(solver_rebind(l->solver, &l->s.game, NULL) == STATUS_OK);
	struct error err;
	enum status status = solver_equilibrium(l->solver, d, &l->out, &err);
	CU_ASSERT_EQUAL(status, STATUS_OK);
	if (status != STATUS_OK)
		fprintf(stderr, "\n    at %g: %s", delta, err.text);
	return &l->out;
}

static void study_all(struct lab *l)
{
	struct study_plan plan = {.axis = -1, .want = HAVE_PRESENT | HAVE_CURVE |
		HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO | HAVE_THRESHOLDS};
	CU_ASSERT_FATAL(study_reset(l->study, &l->s, &plan, NULL) == STATUS_OK);
	study_step(l->study, -1);
}

static const struct solution *solved(const struct lab *l, enum rule rule)
{
	const struct solution *sol = study_solution(l->study, (struct bargain){rule, 0});
	CU_ASSERT_FATAL(sol != NULL && sol->done && sol->agreement);
	return sol;
}

static const char linear_power[] = "[scenario]\n[generalist]\n[specialist d]\n";

static void set_costs(struct lab *l, double c0, double k0, double c1, double k1)
{
	l->s.game.generalist.cost.scale = c0;
	l->s.game.generalist.cost.exponent = k0;
	l->s.game.specialist[0].cost.scale = c1;
	l->s.game.specialist[0].cost.exponent = k1;
}

/* ---- one specialist ---------------------------------------------------------------- */

/* a0 = (delta s / (c0 k0))^(1/(k0-1)), x = ((1-delta) s / (c1 k1))^(1/(k1-1)),
 * through the closed form and, with a formula of the same revenue, through the
 * numerical way. */
static void check_linear_power(struct lab *l, double s, bool formula)
{
	static const double exponent[] = {1.25, 1.5, 2, 2.5, 3, 4, 6};
	static const double costs[] = {.3, 1, 2.7};
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			for (int k = 0; k < 9; k++) {
				double k0 = exponent[i], k1 = exponent[j], d = .125 * k;
				double c0 = costs[k % 3], c1 = costs[(i + j) % 3];
				double a0 = pow(d * s / (c0 * k0), 1 / (k0 - 1));
				double x = pow((1 - d) * s / (c1 * k1), 1 / (k1 - 1));
				set_costs(l, c0, k0, c1, k1);
				if (formula)
					l->s.game.specialist[0].revenue.formula->value[0] = s;
				else
					l->s.game.specialist[0].revenue.scale = s;
				const struct outcome *o = play(l, d);
				STRATEGY(o->alpha0, a0);
				STRATEGY(o->domain[0].investment, x);
				UTILITY(o->u_generalist, d * s * (a0 + x) - c0 * pow(a0, k0));
				UTILITY(o->domain[0].utility,
					(1 - d) * s * (a0 + x) - c1 * pow(x, k1));
			}
}

static void test_linear_power(void)
{
	struct lab l;
	lab_open(&l, linear_power);
	check_linear_power(&l, 1, false);
	check_linear_power(&l, 2.4, false);
	lab_close(&l);
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\nrevenue = formula\n"
		     "revenue.formula = s*a\nrevenue.s = 1\n");
	check_linear_power(&l, 1, true);
	check_linear_power(&l, 2.4, true);
	lab_close(&l);
	/* The same revenue as a power: the concave family's own way. */
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\nrevenue = power\n"
		     "revenue.exponent = 1\n");
	check_linear_power(&l, 1, false);
	lab_close(&l);
}

/* Exponential costs: c k e^(k x) = price. */
static void test_exponential(void)
{
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\ncost = exponential\ncost.rate = 1.5\n"
		     "cost.scale = .2\n[specialist d]\nrevenue.scale = 2\ncost = exponential\n"
		     "cost.scale = .5\ncost.rate = .8\ncost.marginal = .1\n");
	for (int k = 0; k <= 10; k++) {
		double d = .1 * k;
		double a0 = fmax(0, log(d * 2 / (.2 * 1.5)) / 1.5);
		double x = fmax(0, log(((1 - d) * 2 - .1) / (.5 * .8)) / .8);
		if (!((1 - d) * 2 > .1))
			x = 0;
		const struct outcome *o = play(&l, d);
		STRATEGY(o->alpha0, a0);
		STRATEGY(o->domain[0].investment, x);
		UTILITY(o->u_generalist, d * 2 * (a0 + x) - .2 * (exp(1.5 * a0) - 1));
		UTILITY(o->domain[0].utility,
			(1 - d) * 2 * (a0 + x) - .1 * x - .5 * (exp(.8 * x) - 1));
	}
	lab_close(&l);
}

/* Cost over the level, linear revenue: the level reached solves s(1-d) = c k a^(k-1),
 * whatever a0 is below it; so that G gains nothing from a0 up to there. */
static void test_level_basis(void)
{
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\ncost.basis = level\n");
	/* d = .25, c0 = c1 = 1: D alone reaches .375; G at most .125 < .375: plays 0. */
	const struct outcome *o = play(&l, .25);
	STRATEGY(o->alpha0, 0);
	STRATEGY(o->domain[0].alpha, .375);
	UTILITY(o->u_generalist, .25 * .375);
	UTILITY(o->domain[0].utility, .75 * .375 - .375 * .375);
	/* d = .9: D alone .05; G goes to .45, where U_G = .9^2/4 > .9 * .05. */
	o = play(&l, .9);
	STRATEGY(o->alpha0, .45);
	UTILITY(o->u_generalist, .2025);
	UTILITY(o->domain[0].utility, .1 * .45);
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_FREE_RIDE);
	lab_close(&l);
}

/* ---- quadratic costs: every solution -------------------------------------------------- */

static double quadratic_ug(double p, double q, double d)
{
	return p * d * d + 2 * q * d * (1 - d);
}

static double quadratic_ud(double p, double q, double d)
{
	return quadratic_ug(q, p, 1 - d);
}

/* A positive root in [0,1] of 3(p-q)d^2 + (4q-2p)d - q = 0. */
static double egalitarian(double p, double q)
{
	double a = 3 * (p - q), b = 4 * q - 2 * p, c = -q, root;
	if (fabs(a) < 1e-12)
		return -c / b;
	root = sqrt(b * b - 4 * a * c);
	for (int sign = -1; sign <= 1; sign += 2) {
		double d = (-b + sign * root) / (2 * a);
		if (d >= 0 && d <= 1)
			return d;
	}
	return NAN;
}

static void check_share(const struct lab *l, enum rule rule, double d, double p, double q)
{
	const struct solution *sol = solved(l, rule);
	STRATEGY(sol->delta[0], d);
	UTILITY(sol->out.u_generalist, quadratic_ug(p, q, sol->delta[0]));
	UTILITY(sol->out.domain[0].utility, quadratic_ud(p, q, sol->delta[0]));
}

static void check_quadratic(struct lab *l, double c0, double c1)
{
	double p = 1 / (4 * c0), q = 1 / (4 * c1);
	double from = c1 > c0 ? (c1 - c0) / (2 * c1 - c0) : 0;
	double to = c1 < c0 ? c0 / (2 * c0 - c1) : 1;
	const struct study *st = l->study;
	set_costs(l, c0, 2, c1, 2);
	study_all(l);
	UTILITY(st->first_best.joint, p + q);
	STRATEGY(st->first_best.alpha0, 1 / (2 * c0));
	STRATEGY(st->first_best.domain[0].alpha, 1 / (2 * c0) + 1 / (2 * c1));
	check_share(l, RULE_VERTICAL_MONOPOLY, c1 / (c0 + c1), p, q);
	const struct solution *sol = solved(l, RULE_VERTICAL_MONOPOLY);
	UTILITY(sol->out.joint, q + p * p / (p + q));
	UTILITY(sol->efficiency, 1 - p * q / ((p + q) * (p + q)));
	check_share(l, RULE_POWERFUL_GENERALIST, to, p, q);
	check_share(l, RULE_POWERFUL_SPECIALIST, from, p, q);
	check_share(l, RULE_EGALITARIAN, egalitarian(p, q), p, q);
	sol = solved(l, RULE_MAX_PERFORMANCE);
	if (c0 == c1) {
		CU_ASSERT_EQUAL_FATAL(sol->ties, 1);
		STRATEGY(sol->tie->from, 0);
		STRATEGY(sol->tie->to, 1);
	} else {
		CU_ASSERT_EQUAL(sol->ties, 0);
		STRATEGY(sol->delta[0], c0 < c1 ? 1 : 0);
	}
	CU_ASSERT_EQUAL(st->intervals, 1);
	if (st->intervals == 1) {
		STRATEGY(st->interval[0].from, from);
		STRATEGY(st->interval[0].to, to);
	}
	CU_ASSERT(st->profit_sharing);
	for (int d = 0; d <= 20; d++) {
		const struct outcome *o = play(l, .05 * d);
		UTILITY(o->u_generalist, quadratic_ug(p, q, .05 * d));
		UTILITY(o->domain[0].utility, quadratic_ud(p, q, .05 * d));
	}
}

static void test_quadratic(void)
{
	static const double c[] = {.25, .5, 1, 1.3, 2, 4, 9};
	struct lab l;
	lab_open(&l, linear_power);
	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			check_quadratic(&l, c[i], c[j]);
	lab_close(&l);
}

/* A row of a printed table: solution, share, U_G, U_D (NAN: not printed). */
struct printed {
	enum rule rule;
	double delta, ug, ud;
};

static void check_printed(struct lab *l, const struct printed *row, int count)
{
	study_all(l);
	for (int i = 0; i < count; i++) {
		const struct solution *sol = solved(l, row[i].rule);
		PRINTED(sol->delta[0], row[i].delta);
		if (!isnan(row[i].ug))
			PRINTED(sol->out.u_generalist, row[i].ug);
		if (!isnan(row[i].ud))
			PRINTED(sol->out.domain[0].utility, row[i].ud);
	}
}

/* Statement 14: U_1'' U_G' - U_1' U_G'' is -4 (p^2 - p q + q^2) at every share, whatever the
 * costs. Both utilities are of second degree, so that differences are exact but for rounding. */
static void test_concave(void)
{
	static const double costs[][2] = {{1, 1}, {1, 2}, {1, 4}, {4, 1}, {0.3, 5}, {10, 0.7}};
	const double h = 0.1;

	for (size_t k = 0; k < sizeof costs / sizeof *costs; k++) {
		double p = 1 / (4 * costs[k][0]), q = 1 / (4 * costs[k][1]);
		double want = -4 * (p * p - p * q + q * q);
		char text[200];
		struct lab l;

		snprintf(text, sizeof text, "[generalist]\ncost.scale = %g\n[specialist a]\n"
			"cost.scale = %g\n", costs[k][0], costs[k][1]);
		lab_open(&l, text);
		for (double d = 0.2; d < 0.85; d += 0.2) {
			double g[3], u[3];
			for (int i = 0; i < 3; i++) {
				const struct outcome *o = play(&l, d + (i - 1) * h);
				g[i] = o->u_generalist;
				u[i] = o->domain[0].utility;
			}
			double g1 = (g[2] - g[0]) / (2 * h), g2 = (g[2] - 2 * g[1] + g[0]) / (h * h);
			double u1 = (u[2] - u[0]) / (2 * h), u2 = (u[2] - 2 * u[1] + u[0]) / (h * h);
			CU_ASSERT_DOUBLE_EQUAL(u2 * g1 - u1 * g2, want, 1e-9 * fmax(1, -want));
		}
		lab_close(&l);
	}
}

/* Nearly all of a revenue 1 + s a goes to a fixed cost: agreements lie between two nodes of the curve.
 * U_G = d (1 + s^2/2) - (d s)^2/4, and U_D = w (1 + s^2/2) - (w s)^2/4 - F with w = 1 - d. */
static void test_few_shares(void)
{
	enum { SHARES = 100000 };
	const double s = .001;
	struct lab l;
	lab_open(&l, "[generalist]\n[specialist d]\nrevenue.base = 1\nrevenue.scale = .001\n");
	for (int k = 1; k <= 12; k++) {
		double f = 1 - .0011 * k, nash = 0, least = 0;
		l.s.game.specialist[0].cost.fixed = f;
		study_all(&l);
		for (int i = 0; i <= SHARES; i++) {
			double d = (1 - f) * i / (double)SHARES, w = 1 - d;
			double g = d * (1 + .5 * s * s) - .25 * d * d * s * s;
			double u = w * (1 + .5 * s * s) - .25 * w * w * s * s - f;
			nash = fmax(nash, u > 0 ? g * u : 0);
			least = fmax(least, fmin(g, u));
		}
		const struct outcome *out = &solved(&l, RULE_NASH)->out;
		CU_ASSERT(out->u_generalist * out->domain[0].utility >= nash * (1 - 1e-9));
		out = &solved(&l, RULE_EGALITARIAN)->out;
		CU_ASSERT(fmin(out->u_generalist, out->domain[0].utility) >= least * (1 - 1e-9));
		CU_ASSERT_DOUBLE_EQUAL(out->u_generalist, out->domain[0].utility, 1e-14);
	}
	/* A node 8e-12 away from where both get .0035. */
	l.s.game.specialist[0].revenue.scale = 0;
	l.s.game.specialist[0].cost.fixed = .993;
	study_all(&l);
	STRATEGY(solved(&l, RULE_EGALITARIAN)->delta[0], .0035);
	CU_ASSERT_DOUBLE_EQUAL(solved(&l, RULE_EGALITARIAN)->out.u_generalist, .0035, 1e-14);
	lab_close(&l);
}

static void test_tables(void)
{
	static const struct printed equal[] = {
		{RULE_VERTICAL_MONOPOLY, .5, .1875, .1875}, {RULE_NASH, .5, .1875, .1875},
		{RULE_KALAI_SMORODINSKY, .5, .1875, .1875}, {RULE_EGALITARIAN, .5, .1875, .1875}};
	static const struct printed two[] = {
		{RULE_POWERFUL_SPECIALIST, 1.0 / 3, .083333, .166667},
		{RULE_EGALITARIAN, .577350, .144338, .144338}, {RULE_NASH, .622839, .155710, .135237},
		{RULE_VERTICAL_MONOPOLY, 2.0 / 3, .166667, .125},
		{RULE_KALAI_SMORODINSKY, .699056, .174764, .116509},
		{RULE_POWERFUL_GENERALIST, 1, .25, 0}};
	static const struct printed weighted[] = {{RULE_NASH, .751621, .187905, .101055}};
	static const struct printed four[] = {{RULE_EGALITARIAN, .622839, NAN, NAN},
		{RULE_NASH, .691107, NAN, NAN}, {RULE_KALAI_SMORODINSKY, .758417, NAN, NAN},
		{RULE_VERTICAL_MONOPOLY, .8, .18, .0825}};
	struct lab l;
	lab_open(&l, linear_power);
	set_costs(&l, 1, 2, 1, 2);
	check_printed(&l, equal, 4);
	UTILITY(l.study->first_best.joint, .5);
	UTILITY(solved(&l, RULE_NASH)->efficiency, .75);
	set_costs(&l, 1, 2, 2, 2);
	check_printed(&l, two, 6);
	UTILITY(l.study->first_best.joint, .375);
	STRATEGY(solved(&l, RULE_EGALITARIAN)->delta[0], 1 / sqrt(3));
	UTILITY(solved(&l, RULE_EGALITARIAN)->out.u_generalist, sqrt(3) / 12);
	l.s.game.generalist.weight = .7;
	l.s.game.specialist[0].weight = .3;
	check_printed(&l, weighted, 1);
	l.s.game.generalist.weight = l.s.game.specialist[0].weight = 1;
	set_costs(&l, 1, 2, 4, 2);
	check_printed(&l, four, 4);
	CU_ASSERT_EQUAL(l.study->intervals, 1);
	STRATEGY(l.study->interval[0].from, 3.0 / 7);
	STRATEGY(l.study->interval[0].to, 1);
	lab_close(&l);
}

/* Statement 5, Nash and Kalai-Smorodinsky: the equation, and equal parts of the ideals. */
static void test_conditions(void)
{
	static const double c[][2] = {{1, 2}, {1, 4}, {3, 1}, {.5, .7}, {8, 1}};
	struct lab l;
	lab_open(&l, linear_power);
	for (int i = 0; i < 5; i++) {
		double p = 1 / (4 * c[i][0]), q = 1 / (4 * c[i][1]);
		set_costs(&l, c[i][0], 2, c[i][1], 2);
		study_all(&l);
		double d = solved(&l, RULE_NASH)->delta[0];
		double left = (p * d + q * (1 - 2 * d)) * (1 - d) * (2 * p * d + q * (1 - d));
		double right = d * (p * d + 2 * q * (1 - d)) * (p * (1 - 2 * d) - q * (1 - d));
		CU_ASSERT(fabs(left + right) < 1e-7 * (fabs(left) + fabs(right)));
		const struct solution *ks = solved(&l, RULE_KALAI_SMORODINSKY);
		double ig = c[i][1] < c[i][0] ? q * q / (2 * q - p) : p;
		double id = c[i][1] > c[i][0] ? p * p / (2 * p - q) : q;
		UTILITY(ks->out.u_generalist / ig, ks->out.domain[0].utility / id);
	}
	lab_close(&l);
}

/* Statement 4: (k t - t^k)/(k - 1), t = (1/2)^(1/(k-1)), at half a share and any costs. */
static void test_efficiency_by_exponent(void)
{
	static const double want[] = {.75, .883883, .925984};
	static const double costs[][2] = {{1, 1}, {.3, 2.5}, {7, .2}};
	struct lab l;
	lab_open(&l, "[scenario]\nbargain = fixed\ndelta = .5\n[generalist]\n[specialist d]\n");
	for (int i = 0; i < 3; i++)
		for (double k = 1.25; k < 6; k += .25) {
			double t = pow(.5, 1 / (k - 1));
			set_costs(&l, costs[i][0], k, costs[i][1], k);
			study_all(&l);
			UTILITY(l.study->efficiency, (k * t - pow(t, k)) / (k - 1));
			if (k == 2 || k == 3 || k == 4)
				PRINTED(l.study->efficiency, want[(int)k - 2]);
		}
	lab_close(&l);
}

/* Statement 10: the generalist builds up to the specialist's edge, or stays at home. */
static void test_squeeze(void)
{
	static const double fixed[] = {.02, .05, .1, .17, .3}, c0[] = {.4, 1, 2.2};
	struct lab l;
	int squeezed = 0, home = 0;
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\ncost.marginal = .2\n");
	for (int i = 0; i < 15; i++) {
		double f = fixed[i % 5], c = c0[i / 5];
		set_costs(&l, c, 2, 1, 2);
		l.s.game.specialist[0].cost.fixed = f;
		for (double d = .81; d < .995; d += .02) {
			double edge = f / (1 - d), a0 = fmax(d / (2 * c), edge);
			double u = d * a0 - c * a0 * a0;
			const struct outcome *o = play(&l, d);
			CU_ASSERT_EQUAL(o->domain[0].regime,
				u > 0 ? REGIME_FREE_RIDE : REGIME_ABSTAIN);
			STRATEGY(o->alpha0, u > 0 ? a0 : 0);
			UTILITY(o->u_generalist, fmax(u, 0));
			UTILITY(o->domain[0].utility, u > 0 ? (1 - d) * a0 - f : 0);
			squeezed += u > 0 && a0 == edge;
			home += u < 0;
		}
	}
	CU_ASSERT(squeezed > 10);
	CU_ASSERT(home > 10);
	lab_close(&l);
}

/* ---- n specialists ----------------------------------------------------------------------- */

static void test_many(void)
{
	struct lab l;
	double delta[5], s[5], c[5], c0 = 1.7, sum = 0;
	lab_open(&l, "[scenario]\n[generalist]\ncost.scale = 1.7\n[specialist a]\n[specialist b]\n"
		     "[specialist c]\n[specialist d]\n[specialist e]\n");
	for (int i = 0; i < 5; i++) {
		delta[i] = .15 + .17 * i;
		l.s.game.specialist[i].revenue.scale = s[i] = 1 + .4 * i;
		l.s.game.specialist[i].cost.scale = c[i] = 2.2 - .35 * i;
		sum += delta[i] * s[i];
	}
	CU_ASSERT(solver_rebind(l.solver, &l.s.game, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(solver_equilibrium(l.solver, delta, &l.out, NULL) == STATUS_OK);
	double a0 = sum / (2 * c0), ug = -c0 * a0 * a0;
	STRATEGY(l.out.alpha0, a0);
	for (int i = 0; i < 5; i++) {
		double x = (1 - delta[i]) * s[i] / (2 * c[i]);
		STRATEGY(l.out.domain[i].investment, x);
		UTILITY(l.out.domain[i].utility, (1 - delta[i]) * s[i] * (a0 + x) - c[i] * x * x);
		ug += delta[i] * s[i] * (a0 + x);
	}
	UTILITY(l.out.u_generalist, ug);
	lab_close(&l);
}

/* Statement 8: n domains with one share are the quadratic game, specialists together. */
static void test_common(void)
{
	struct lab l;
	double p = 0, q = 0;
	lab_open(&l, "[scenario]\nshare = common\n[generalist]\ncost.scale = 1.7\n"
		     "[specialist a]\n[specialist b]\n[specialist c]\n");
	for (int i = 0; i < 3; i++) {
		double s = .6 + .5 * i, c = 2.2 - .7 * i;
		l.s.game.specialist[i].revenue.scale = s;
		l.s.game.specialist[i].cost.scale = c;
		p += s;
		q += s * s / (4 * c);
	}
	p *= p / (4 * 1.7);
	for (int k = 0; k <= 20; k++) {
		const struct outcome *o = play(&l, .05 * k);
		UTILITY(o->u_generalist, quadratic_ug(p, q, .05 * k));
		UTILITY(o->joint - o->u_generalist, quadratic_ud(p, q, .05 * k));
	}
	study_all(&l);
	STRATEGY(solved(&l, RULE_VERTICAL_MONOPOLY)->delta[0], p / (p + q));
	UTILITY(l.study->first_best.joint, p + q);
	lab_close(&l);
}

/* Statement 9: delta_j = c_j R / (c0 s_j (1 + C)), R = sum s_i, C = sum c_i / c0. */
static void check_many_monopoly(struct lab *l)
{
	const struct game *g = &l->s.game;
	double r = 0, big = 0, c0 = g->generalist.cost.scale;
	for (int i = 0; i < g->n; i++) {
		r += g->specialist[i].revenue.scale;
		big += g->specialist[i].cost.scale / c0;
	}
	study_all(l);
	const struct solution *sol = solved(l, RULE_VERTICAL_MONOPOLY);
	for (int j = 0; j < g->n; j++)
		STRATEGY(sol->delta[j], g->specialist[j].cost.scale * r /
			(c0 * g->specialist[j].revenue.scale * (1 + big)));
}

static void test_many_monopoly(void)
{
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\ncost.scale = 2\n"
		     "[specialist a]\ncost.scale = .5\nrevenue.scale = 1\n"
		     "[specialist b]\ncost.scale = 1\nrevenue.scale = 2\n");
	check_many_monopoly(&l);
	const struct solution *sol = solved(&l, RULE_VERTICAL_MONOPOLY);
	STRATEGY(sol->delta[0], 3.0 / 7);
	STRATEGY(sol->delta[1], 3.0 / 7);
	PRINTED(sol->out.joint, 1.982143);
	lab_close(&l);
	lab_open(&l, "[scenario]\n[generalist]\ncost.scale = 3\n[specialist a]\ncost.scale = 1\n"
		     "[specialist b]\ncost.scale = .7\nrevenue.scale = 1.4\n"
		     "[specialist c]\ncost.scale = 1.2\nrevenue.scale = 1.1\n");
	check_many_monopoly(&l);
	lab_close(&l);
}

/* n equals with separate shares: everybody gains the same, n^2 / 4 (2n - 1), at a share of
 * (n - 1) / (2n - 1). The rule's objective is kinked along the ridge that leads there. */
static void test_many_egalitarian(void)
{
	for (int n = 2; n <= 12; n += 5) {
		char text[12 * 20 + 40] = "[generalist]\n";
		struct lab l;

		for (int i = 0; i < n; i++)
			sprintf(text + strlen(text), "[specialist s%d]\n", i);
		lab_open(&l, text);
		study_all(&l);
		const struct solution *sol = solved(&l, RULE_EGALITARIAN);
		CU_ASSERT_DOUBLE_EQUAL(sol->objective, n * n / 4. / (2 * n - 1), 1e-9);
		for (int i = 0; i < n; i++)
			CU_ASSERT_DOUBLE_EQUAL(sol->delta[i], (n - 1) / (2. * n - 1), 1e-5);
		lab_close(&l);
	}
}

/* ---- regimes, squeeze, flip ----------------------------------------------------------------- */

static void test_regimes(void)
{
	double edge = (1 + sqrt(.6)) / 2;
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\ncost.fixed = .1\n"
		     "cost.marginal = .2\n");
	const struct outcome *o = play(&l, .5);
	STRATEGY(o->alpha0, .25);
	STRATEGY(o->domain[0].investment, .15);
	UTILITY(o->u_generalist, .1375);
	UTILITY(o->domain[0].utility, .0475);
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_CONTRIBUTE);
	o = play(&l, .8);
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_FREE_RIDE);
	STRATEGY(o->alpha0, .5);
	/* At its participation boundary D is left with nothing, to within the
	 * tolerance that a player takes part by. */
	CU_ASSERT(near(o->u_generalist, .15, 1e-8));
	CU_ASSERT(near(o->domain[0].utility, 0, 2e-9));
	o = play(&l, edge + 1e-6);
	/* Nobody takes part: G, which gets 0 either way, goes nowhere. */
	CU_ASSERT_EQUAL(o->alpha0, 0);
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_ABSTAIN);
	CU_ASSERT_EQUAL(o->u_generalist, 0);
	o = play(&l, edge - 1e-6);
	CU_ASSERT(o->invests);
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_FREE_RIDE);
	study_all(&l);
	bool found = false;
	for (int i = 0; i < l.study->thresholds; i++)
		found |= fabs(l.study->threshold[i].x - edge) < 2e-8;
	CU_ASSERT(found);
	lab_close(&l);
}

/* The share where G is indifferent between 0 and free-riding on its level:
 * U_G(0) = 2 d (1-d) against the best of 2 d sqrt(a) - a^2 with D free-riding. */
static double flip_share(void)
{
	double low = .4, high = .6;
	for (int i = 0; i < 200; i++) {
		double d = (low + high) / 2, a = pow(d / 2, 2.0 / 3);
		if (2 * d * (1 - d) > 2 * d * sqrt(a) - a * a)
			low = d;
		else
			high = d;
	}
	return low;
}

static void test_flip(void)
{
	double share = flip_share(), level = pow(share / 2, 2.0 / 3);
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\n[specialist d]\nrevenue = power\n"
		     "revenue.scale = 2\nrevenue.exponent = .5\ncost.exponent = 1\n");
	PRINTED(share, .521004);
	const struct outcome *o = play(&l, share - 1e-7);
	STRATEGY(o->alpha0, 0);
	PRINTED(o->u_generalist, .499118);
	CU_ASSERT(near(o->domain[0].alpha, .229437, 1e-6));
	CU_ASSERT(near(o->domain[0].utility, .229437, 1e-6));
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_CONTRIBUTE);
	o = play(&l, share + 1e-7);
	CU_ASSERT(near(o->alpha0, level, 1e-6));
	PRINTED(o->alpha0, .407888);
	CU_ASSERT(near(o->domain[0].utility, .611832, 1e-6));
	CU_ASSERT_EQUAL(o->domain[0].regime, REGIME_FREE_RIDE);
	study_all(&l);
	bool found = false;
	for (int i = 0; i < l.study->thresholds; i++)
		found |= fabs(l.study->threshold[i].x - share) < 1e-8;
	CU_ASSERT(found);
	lab_close(&l);
}

/* Below a level's marginal cost nobody but the specialist builds, and keeps (1-d)^2/4 - F to d (1-d)/2:
 * both gain up to a share d of L alone, where F = (1-L)^2/4; beyond, only the generalist does. */
static void test_both_gain_for_a_while(void)
{
	static const double length[] = {.03, .0025, 1e-4};
	for (int i = 0; i < 3; i++) {
		struct lab l;
		double fixed = .25 * pow(1 - length[i], 2), low = 0, high = length[i];
		lab_open(&l, linear_power);
		l.s.game.generalist.cost.marginal = .3;
		l.s.game.specialist[0].cost.fixed = fixed;
		study_all(&l);
		for (int k = 0; k < 60; k++) {
			double d = .5 * (low + high);
			*(d * (1 - d) / 2 < .25 * (1 - d) * (1 - d) - fixed ? &low : &high) = d;
		}
		CU_ASSERT_DOUBLE_EQUAL(solved(&l, RULE_EGALITARIAN)->delta[0], low, 1e-8 * length[i]);
		low = 0, high = length[i];
		for (int k = 0; k < 60; k++) { /* of the product's logarithm the slope is 0 */
			double d = .5 * (low + high), w = 1 - d;
			double slope = 1 / d - 1 / w - .5 * w / (.25 * w * w - fixed);
			*(slope > 0 ? &low : &high) = d;
		}
		CU_ASSERT_DOUBLE_EQUAL(solved(&l, RULE_NASH)->delta[0], low, 1e-6 * length[i]);
		CU_ASSERT_TRUE(l.study->profit_sharing);
		lab_close(&l);
	}
}

static void test_order_of_moves(void)
{
	struct lab l;
	lab_open(&l, "[scenario]\nbargain = fixed\ndelta = .5\n[generalist]\n[specialist d]\n"
		     "revenue = power\nrevenue.exponent = .5\n");
	study_all(&l);
	const struct outcome *o = &l.study->present;
	PRINTED(o->alpha0, .161039);
	PRINTED(o->domain[0].alpha, .367293);
	PRINTED(o->u_generalist, .277090);
	PRINTED(o->domain[0].utility, .260483);
	PRINTED(l.study->first_best.domain[0].alpha, .629961);
	PRINTED(l.study->first_best.joint, .595275);
	lab_close(&l);
}

/* Equal specialists at a common share: U_D = n d (1-d)/2 + (1-d)^2/4, at its top where
 * d = (n-1)/(2n-1), which is where the Pareto set begins. Each specialist's best and
 * the smallest gain lie there, found as exactly as doubles tell, and all are in it. */
static void test_shared_top(void)
{
	for (int n = 2; n <= 6; n++) {
		struct lab l;
		char text[400] = "[scenario]\nshare = common\n[generalist]\n";
		for (int i = 0; i < n; i++)
			sprintf(text + strlen(text), "[specialist s%d]\n", i);
		lab_open(&l, text);
		study_all(&l);
		CU_ASSERT_EQUAL_FATAL(l.study->intervals, 1);
		STRATEGY(l.study->interval[0].from, (n - 1) / (2. * n - 1));
		for (int i = 0; i < l.study->solutions; i++)
			CU_ASSERT(l.study->solution[i].pareto);
		lab_close(&l);
	}
}

/* Where nobody asks for more than the bargain, and nothing can jump, few plays tell it: of costs
 * c a0^2 and k x^2 the joint surplus is largest at k / (c + k). */
static void test_smooth(void)
{
	for (int i = 0; i < 60; i++) {
		double c = .1 * pow(1.1, i), k = 3 / (1 + c);
		struct study_plan plan = {.want = HAVE_PRESENT, .axis = -1};
		struct lab l;
		char text[300];
		snprintf(text, sizeof text, "[scenario]\nbargain = vertical-monopoly\n[generalist]\n"
			"cost.scale = %.17g\n[specialist d]\ncost.scale = %.17g\n", c, k);
		lab_open(&l, text);
		CU_ASSERT_EQUAL(study_reset(l.study, &l.s, &plan, NULL), STATUS_OK);
		study_step(l.study, -1);
		CU_ASSERT(near(l.study->delta[0], k / (c + k), 1e-11));
		CU_ASSERT(near(l.study->first_best.joint, .25 / c + .25 / k, 1e-14));
		CU_ASSERT_TRUE(study_plays(l.study) < 60);
		lab_close(&l);
	}
}

/* By how much the logarithm of Nash's product rises with the share, where the specialist only takes,
 * and bears so much of the generalist's cost c (exp a0 - 1): that begins at a share d of (1 - base) c,
 * from where on a0 = log(d / ((1 - base) c)). Below 0 where the specialist loses. */
static double nash_rises(double c, double base, double d)
{
	double a0 = log(d / ((1 - base) * c)), cost = d / (1 - base) - c;
	double own = (1 - d) * a0 - base * cost, own_rise = (1 - d) / d - a0 - base / (1 - base);
	return own > 0 ? own_rise / own + a0 / (d * a0 - (1 - base) * cost) : -1;
}

/* There is something to agree on only between that share and 1 - base c, however near they are. */
static void test_narrow(void)
{
	static const double begins[] = {.1, .7, .96, .987, .991, .995, .998};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		for (int k = 0; k < 4; k++) {
			double base = k < 2 ? 0 : .3, c = begins[i], low = (1 - base) * c, high = 1;
			bool all = k % 2;
			struct study_plan plan = {.want = all ? ~0u : HAVE_PRESENT, .axis = -1};
			struct lab l;
			char text[300];
			snprintf(text, sizeof text, "[scenario]\nbargain = nash\n[generalist]\n"
				"cost = exponential\ncost.scale = %.17g\n"
				"[specialist d]\ncost = exponential\ncost.scale = 3\n"
				"contract.base-share = %g\n", c, base);
			lab_open(&l, text);
			CU_ASSERT_EQUAL(study_reset(l.study, &l.s, &plan, NULL), STATUS_OK);
			study_step(l.study, -1);
			for (int half = 0; half < 60; half++) {
				double mid = .5 * (low + high);
				*(nash_rises(c, base, mid) > 0 ? &low : &high) = mid;
			}
			CU_ASSERT(near(l.study->delta[0], low, 1e-9));
			lab_close(&l);
		}
}

/* What the specialist gets where its cost is borne as its revenue is shared, of which it earns 3 a
 * level, and `own` from its own: the generalist, at cost 1.2 (exp 1.6 a0 - 1), begins at a share of
 * .64. */
static double own_if_matched(double own, double d)
{
	return (1 - d) * (own + 3 * fmax(log(d / .64) / 1.6, 0));
}

/* Right behind that share its payoff has a top, which betters what comes before: the Pareto set has a
 * gap there, narrower than nodes are apart. */
static void test_gap_beside_kink(void)
{
	static const double owns[] = {.99, 1.03, 1.05};
	double x = log(3 / (.55 * 1.5)) / 1.5, most = 3 * x - .55 * (exp(1.5 * x) - 1);
	for (size_t i = 0; i < sizeof owns / sizeof *owns; i++) {
		double own = owns[i], low = .64, high = .7;
		struct lab l;
		char text[300];
		snprintf(text, sizeof text, "[scenario]\ncontract = matched\n[generalist]\n"
			"cost = exponential\ncost.scale = 1.2\ncost.rate = 1.6\n[specialist d]\n"
			"revenue.scale = 3\ncost = exponential\ncost.scale = .55\ncost.rate = 1.5\n"
			"cost.fixed = %.17g\n", most - own);
		for (int k = 0; k < 200; k++) {
			double a = low + (high - low) / 3, b = high - (high - low) / 3;
			if (own_if_matched(own, a) < own_if_matched(own, b))
				low = a;
			else
				high = b;
		}
		lab_open(&l, text);
		study_all(&l);
		CU_ASSERT_EQUAL_FATAL(l.study->intervals, 2);
		CU_ASSERT(near(l.study->interval[0].to, 1 - own_if_matched(own, low) / own, 1e-9));
		CU_ASSERT(near(l.study->interval[1].from, low, 1e-6));
		lab_close(&l);
	}
}

/* A fee and parts of both costs, .3 (exp a0 - 1) and .4 (exp x - 1), at revenue 2 (a0 + x): the best
 * level by brute force, of those at which the specialist takes part, or does not. */
static double best_under_terms(double d, bool *takes_part)
{
	double x = fmax(log((1 - d) / .7 * 2 / .4), 0), own_cost = .4 * (exp(x) - 1), best = -INFINITY;
	for (double a = 0; a < 4; a += 1e-4) {
		double r = 2 * (a + x), base = .3 * (exp(a) - 1);
		bool in = (1 - d) * r - .7 * own_cost - .3 * base - .1 >= 0;
		double u = in ? d * r - .3 * own_cost + .1 - .7 * base : -base;
		if (u > best) {
			best = u;
			*takes_part = in;
		}
	}
	return best;
}

/* The generalist stays at home where it would lose, and at level 0, alone, where no level keeps the
 * specialist in: unless to be there costs something. */
static void test_terms_leave_nothing(void)
{
	int home = 0, alone = 0;
	struct lab l;
	lab_open(&l, "[scenario]\n[generalist]\ncost = exponential\ncost.scale = .3\n"
		     "[specialist d]\nrevenue.scale = 2\ncost = exponential\ncost.scale = .4\n"
		     "contract.fee = .1\ncontract.cost-share = .3\ncontract.base-share = .3\n");
	for (int fixed = 0; fixed < 2; fixed++)
		for (int i = 0; i <= 50; i++) {
			bool in = false;
			double best = best_under_terms(i / 50., &in);
			/* the specialist bears its part of what is fixed */
			l.s.game.generalist.cost.fixed = fixed ? 1e-6 : 0;
			const struct outcome *o = play(&l, i / 50.);
			CU_ASSERT_EQUAL(o->invests, best > 0 || (!in && !fixed));
			CU_ASSERT_EQUAL(o->active, best > 0);
			/* where a level is held, it falls steeply from one of the grid to the next */
			CU_ASSERT(near(o->u_generalist, fmax(best, 0), 2e-4));
			home += !o->invests;
			alone += o->invests && o->active == 0;
		}
	CU_ASSERT(home > 10);
	CU_ASSERT(alone > 4);
	lab_close(&l);
}

/* ---- a cost that rises with the generalist's level ----------------------------------- */

/* Costs c a0^2, and a0^2 + x or more: nobody adds anything, and the specialist leaves beyond 1 - d,
 * which alone holds a generalist that pays nothing. One owner gains a0 - (1 + c) a0^2, and minds
 * no x of those that earn what they cost. In other units of money and level as well. */
static void check_cost_of_level(double money, double unit, const char *more)
{
	static const double costs[] = {0, .25, 1, 4};
	for (int i = 0; i < 4; i++) {
		double c = costs[i];
		char text[400];
		struct lab l;
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\n[specialist d]\n"
			"revenue.scale = %.17g\ncost = formula\n"
			"cost.formula = m*((a0/u)^2 + x/u%s)\ncost.m = %.17g\ncost.u = %.17g\n",
			c * money / unit / unit, money / unit, more, money, unit);
		lab_open(&l, text);
		for (int k = 1; k < 8; k++) {
			double d = .125 * k, a = fmin(1 - d, c > 0 ? d / (2 * c) : INFINITY);
			const struct outcome *out = play(&l, d);
			STRATEGY(out->alpha0 / unit, a);
			STRATEGY(out->domain[0].alpha / unit, a);
			UTILITY(out->u_generalist / money, d * a - c * a * a);
			UTILITY(out->domain[0].utility / money, (1 - d) * a - a * a);
			CU_ASSERT_EQUAL(out->proof, PROOF_PROVED);
		}
		study_all(&l);
		CU_ASSERT_EQUAL_FATAL(l.study->first_best_status, STATUS_OK);
		UTILITY(l.study->first_best.joint / money, .25 / (1 + c));
		STRATEGY(l.study->first_best.alpha0 / unit, .5 / (1 + c));
		STRATEGY(l.study->first_best.domain[0].alpha / unit, .5 / (1 + c));
		lab_close(&l);
	}
}

static void test_cost_of_level(void)
{
	check_cost_of_level(1, 1, "");
	check_cost_of_level(1, 1, " + (x/u)^2");
	check_cost_of_level(1e6, 1, "");
	check_cost_of_level(1, 1e-6, "");
	check_cost_of_level(1e-6, 1e6, " + (x/u)^2");
}

void suite_closed_forms(void)
{
	CU_pSuite suite = CU_add_suite("closed forms", NULL, NULL);
	CU_add_test(suite, "linear revenue, power costs", test_linear_power);
	CU_add_test(suite, "exponential costs", test_exponential);
	CU_add_test(suite, "costs over the level", test_level_basis);
	CU_add_test(suite, "quadratic costs: every solution", test_quadratic);
	CU_add_test(suite, "the quadratic frontier is concave", test_concave);
	CU_add_test(suite, "printed tables of solutions", test_tables);
	CU_add_test(suite, "agreements on few shares", test_few_shares);
	CU_add_test(suite, "Nash and Kalai-Smorodinsky by their conditions", test_conditions);
	CU_add_test(suite, "efficiency by exponent", test_efficiency_by_exponent);
	CU_add_test(suite, "the squeeze, by costs and shares", test_squeeze);
	CU_add_test(suite, "many specialists", test_many);
	CU_add_test(suite, "many specialists, one share", test_common);
	CU_add_test(suite, "few plays where nothing jumps", test_smooth);
	CU_add_test(suite, "a narrow piece with all that there is to gain", test_narrow);
	CU_add_test(suite, "a gap of the Pareto set beside a kink", test_gap_beside_kink);
	CU_add_test(suite, "terms that leave nothing to gain", test_terms_leave_nothing);
	CU_add_test(suite, "a top that many share", test_shared_top);
	CU_add_test(suite, "vertical monopoly of many", test_many_monopoly);
	CU_add_test(suite, "n equals, the egalitarian share", test_many_egalitarian);
	CU_add_test(suite, "costs of the generalist's level", test_cost_of_level);
	CU_add_test(suite, "regimes and the squeeze", test_regimes);
	CU_add_test(suite, "the flip", test_flip);
	CU_add_test(suite, "both gain for a while", test_both_gain_for_a_while);
	CU_add_test(suite, "the order of moves", test_order_of_moves);
}
