/* Small games with known right values, each of a kind that was once answered wrongly:
 * tests/inputs, where every file says how its values are derived. */
#include "games.h"
#include "told.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ALL = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO |
	HAVE_THRESHOLDS };

static void begin(struct told *t, const char *name)
{
	told_open(t, name);
	told_solve(t, ALL);
}

/* The Pareto set's pieces, each end to the digits that are known of it. */
static void check_pareto(const char *name, const double (*piece)[2], int pieces, double room)
{
	struct told t;
	begin(&t, name);
	CU_ASSERT_EQUAL(t.study->intervals, pieces);
	for (int i = 0; i < pieces && i < t.study->intervals; i++) {
		CU_ASSERT(told_near(t.study->interval[i].from, piece[i][0], room));
		CU_ASSERT(told_near(t.study->interval[i].to, piece[i][1], room));
		/* A point is a point. */
		CU_ASSERT((piece[i][0] < piece[i][1]) ==
			(t.study->interval[i].from < t.study->interval[i].to));
	}
	told_end(&t);
}

#define PARETO(name, room, ...)                                                    \
	do {                                                                       \
		static const double piece[][2] = {__VA_ARGS__};                    \
		check_pareto(name, piece, (int)(sizeof piece / sizeof *piece), room); \
	} while (0)

static void test_pareto(void)
{
	PARETO("pareto-leap-noise", 1e-6, {0, .486369}, {.536858, .536858});
	PARETO("pareto-squeeze-noise", 1e-4, {0, .0087306}, {.658433, .708585}, {.715479, .715479});
	/* .2 + sqrt(.28), where the specialist's payoff, .06 + .1 d - d^2/4, ends. */
	PARETO("squeeze-preset", 1e-6, {.2, .729150262}, {.741876, .741876});
	/* Everybody's utility dips within one stretch of the first nodes. */
	PARETO("pareto-common", 1e-4, {0, .201842}, {.546257, .722119}, {.73371, .945492});
	/* One specialist fares worst and best between two of the first nodes, the other worst. */
	PARETO("pareto-corner", 1e-6, {0, .1052708}, {.1056632, .7493616});
	PARETO("pareto-corner-swapped", 1e-6, {0, .1052708}, {.1056632, .7493616});
	/* All fare worse beyond a top, by more than rounding. */
	PARETO("pareto-held", 5e-8, {.18899754, .7846852952}, {.7846864825, .79536337}, {.94959163, 1});
	/* The generalist fares best, then worst, between two of the first nodes, where a specialist
	 * begins to free-ride. */
	PARETO("pareto-dip", 1e-4, {.045, .598561}, {.603201, .68365}, {.69375, .72655});
	/* A piece is none the less one for being as narrow as elsewhere a top is flat. */
	PARETO("pareto-steep", 2e-9, {0, .498665901}, {.594267123, .9085814227},
		{.9085814228, .9085819947});
	PARETO("pareto-gap-a", 1e-4, {0, .41279}, {.702208, .897585}, {.904109, .904109});
}

/* Where a player gets the same at many shares, its row takes the one best for all. */
static void test_ties(void)
{
	struct told t;
	begin(&t, "powerful-tie-one-share");
	const struct solution *sol = told_solution(&t, RULE_POWERFUL_SPECIALIST, 0);
	CU_ASSERT(told_near(sol->delta[0], .328475, 1e-6));
	CU_ASSERT(told_near(sol->out.joint, .06781, 1e-6));
	CU_ASSERT_EQUAL(sol->out.domain[0].utility, 0);
	CU_ASSERT_TRUE(sol->pareto);
	/* All shares tie, those beside which somebody begins or stops as well. */
	CU_ASSERT_EQUAL_FATAL(sol->ties, 1);
	CU_ASSERT_EQUAL(sol->tie[0].from, 0);
	CU_ASSERT_EQUAL(sol->tie[0].to, 1);
	CU_ASSERT_TRUE(t.study->bystander[1]);
	told_end(&t);
}

/* No row of a table is better for a rule than the rule's own. */
static void test_rows(void)
{
	struct told t;
	begin(&t, "powerful-generalist-beaten");
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_GENERALIST, 0)->out.u_generalist >= 2.07814);
	told_end(&t);
	begin(&t, "powerful-specialist-beaten");
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->out.domain[0].utility >= .6597660);
	CU_ASSERT_TRUE(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->pareto);
	told_end(&t);
}

/* The unit that revenue is counted in changes no share. */
static void test_units(void)
{
	struct told t;
	begin(&t, "scale");
	CU_ASSERT(told_near(told_solution(&t, RULE_POWERFUL_GENERALIST, 0)->delta[0], .200405, 1e-6));
	CU_ASSERT(told_near(told_solution(&t, RULE_POWERFUL_GENERALIST, 0)->out.u_generalist, 8.01851e6, 10));
	told_end(&t);
	begin(&t, "units-1e5");
	CU_ASSERT(told_near(told_solution(&t, RULE_NASH, 0)->delta[0], .622839, 1e-6));
	CU_ASSERT(told_near(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->delta[0], 2. / 3, 1e-8));
	CU_ASSERT(told_near(told_solution(&t, RULE_EGALITARIAN, 0)->delta[0], 1 / sqrt(3), 1e-8));
	CU_ASSERT(told_near(told_solution(&t, RULE_KALAI_SMORODINSKY, 0)->delta[0], .699056, 1e-6));
	for (int i = 0; i < t.study->solutions; i++)
		CU_ASSERT_EQUAL(t.study->solution[i].ties, 0);
	told_end(&t);
}

/* The same game counted in units from 1e-9 to 1e9, and its levels in units from 1e-4 to 1e4:
 * no share, regime, tie or threshold moves. */
static void test_all_units(void)
{
	static const double money[] = {1e-9, 1e-3, 1e5, 1e9, 1}, level[] = {1e-4, .1, 1, 1e4, 1e4};
	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		struct told t, u;
		begin(&t, "pareto-squeeze-noise");
		told_open(&u, "pareto-squeeze-noise");
		games_scale(&u.scenario, money[i]);
		games_measure(&u.scenario, level[i]);
		told_solve(&u, ALL);
		CU_ASSERT_EQUAL_FATAL(t.study->solutions, u.study->solutions);
		for (int k = 0; k < t.study->solutions; k++) {
			const struct solution *a = &t.study->solution[k], *b = &u.study->solution[k];
			CU_ASSERT(told_near(b->delta[0], a->delta[0], 1e-7));
			CU_ASSERT_EQUAL(a->ties, b->ties);
			CU_ASSERT_EQUAL(a->pareto, b->pareto);
			CU_ASSERT_EQUAL(a->out.domain[0].regime, b->out.domain[0].regime);
		}
		CU_ASSERT_EQUAL_FATAL(t.study->thresholds, u.study->thresholds);
		for (int k = 0; k < t.study->thresholds; k++)
			CU_ASSERT(told_near(u.study->threshold[k].x, t.study->threshold[k].x, 1e-7));
		CU_ASSERT_EQUAL_FATAL(t.study->intervals, u.study->intervals);
		for (int k = 0; k < t.study->intervals; k++)
			CU_ASSERT(told_near(u.study->interval[k].from, t.study->interval[k].from, 1e-5));
		told_end(&t);
		told_end(&u);
	}
}

/* The text of a scenario, solved. */
static void begin_text(struct told *t, const char *text)
{
	struct error_list errors;
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("text", text, strlen(text), &t->scenario, &errors),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&t->study, NULL), STATUS_OK);
	told_solve(t, ALL);
}

/* Right below the share where it stops contributing, a specialist gains less by it than rounding
 * can tell, and contributes all the same: there is one threshold, where what it keeps of the
 * first unit, (1 - d) .704, is what that costs, .239 1.284 + .119, in any unit. */
static void test_one_threshold(void)
{
	static const double money[] = {1, 26.5, 1e-9, 477, 1e9}, level[] = {1, 66.9, 1, .01, 1e4};
	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		struct told t;
		char text[500];
		snprintf(text, sizeof text, "[generalist]\ncost = exponential\ncost.scale = %.17g\n"
			"cost.rate = %.17g\n[specialist d]\nrevenue.scale = %.17g\nrevenue.base = %.17g\n"
			"cost = exponential\ncost.scale = %.17g\ncost.rate = %.17g\n"
			"cost.marginal = %.17g\ncost.basis = level\n", 1.493 * money[i],
			.919 / level[i], .704 * money[i] / level[i], .179 * money[i],
			.239 * money[i], 1.284 / level[i], .119 * money[i] / level[i]);
		begin_text(&t, text);
		CU_ASSERT_EQUAL(t.study->thresholds, 1);
		CU_ASSERT(told_near(t.study->threshold[0].x, 1 - (.239 * 1.284 + .119) / .704, 1e-9));
		CU_ASSERT_EQUAL(t.study->threshold[0].before, REGIME_CONTRIBUTE);
		told_end(&t);
	}
}

/* A specialist whose first unit costs nothing contributes as long as it keeps anything: the curve goes
 * on to a share of 1, to the last bit, in any unit. */
static void test_curve_ends(void)
{
	for (int i = 0; i < 60; i++) {
		double u = 1 + .109 * i;
		struct told t;
		char text[500];
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.marginal = %.17g\n"
			"[specialist d]\nrevenue.scale = %.17g\nrevenue.base = .157\n"
			"cost.scale = %.17g\ncost.exponent = 3.61\noutside = .165\n", 1.312 / u / u,
			.121 / u, .957 / u, .269 * pow(u, -3.61));
		begin_text(&t, text);
		CU_ASSERT_EQUAL(t.study->curve.node[t.study->curve.count - 1].x, 1);
		CU_ASSERT_EQUAL_FATAL(t.study->thresholds, 1);
		CU_ASSERT_EQUAL(t.study->threshold[0].x, 1);
		told_end(&t);
	}
}

/* What hangs on the generalist's level to first order is as smooth as that: the specialist's
 * best share, where its payoff is flat, is the same in any unit of money. */
static void test_flat_top(void)
{
	double share = 0;
	for (int i = 0; i < 3; i++) {
		struct told t;
		char text[500];
		double unit = i == 0 ? 1 : i == 1 ? .122 : 7e5;
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.exponent = 3.359\n"
			"[specialist d]\nrevenue = log\nrevenue.scale = %.17g\nrevenue.width = 1.312\n"
			"cost.scale = %.17g\ncost.exponent = 3.583\n", 1.006 * unit, 1.304 * unit,
			.987 * unit);
		begin_text(&t, text);
		double here = told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->delta[0];
		CU_ASSERT(i == 0 || told_near(here, share, 1e-8));
		share = here;
		told_end(&t);
	}
}

/* Tops of the joint surplus that values cannot tell to more than 1e-6: next to a share of 0 or 1,
 * where one side's part is next to nothing. Where they are solves the first-order conditions of
 * all, to fifty digits. */
static void test_flattest_tops(void)
{
	static const double money[] = {1, 1.97e7, 3e-5, 1}, level[] = {1, 1, 1.91e-4, 3.2e-4};
	for (int i = 0; i < 4; i++) {
		struct told t;
		char text[700];
		double m = money[i], u = level[i];
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.exponent = 1.622\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = m*3.209*"
			"exp(-((a/u - .4778)/.02517)^2)\nrevenue.m = %g\nrevenue.u = %g\n"
			"cost.scale = %.17g\noutside = %.17g\n", m * .983 * pow(u, -1.622), m, u,
			m * 1.703 / u / u, m * .0242);
		begin_text(&t, text);
		CU_ASSERT(told_near(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->delta[0],
			9.9704232414131e-5, 5e-10));
		told_end(&t);
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.exponent = 2.088\n"
			"cost.marginal = %.17g\n[specialist d]\nrevenue = log\nrevenue.scale = %.17g\n"
			"revenue.width = %.17g\ncost.scale = %.17g\ncost.exponent = 1.531\n",
			m * .325 * pow(u, -2.088), m * .264 / u, m * .639, .586 * u,
			m * 1.565 * pow(u, -1.531));
		begin_text(&t, text);
		CU_ASSERT(told_near(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->delta[0],
			.999981931801594, 5e-10));
		told_end(&t);
	}
}

/* A cost that bends exactly as revenue does at 0: a^2/(1 + a^2) against x^2, where the payoff
 * is -x^4/(1 + x^2). The whole is best at a with (1 + a^2)^2 = 2, half of it built by each. */
static void test_hill(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = 0\n[generalist]\n[specialist d]\n"
		"revenue = formula\nrevenue.formula = a^2/(1 + a^2)\n");
	CU_ASSERT_EQUAL(t.study->present.proof, PROOF_PROVED);
	CU_ASSERT_EQUAL(t.study->present.domain[0].alpha, 0);
	CU_ASSERT_EQUAL(t.study->first_best.proof, PROOF_PROVED);
	CU_ASSERT(told_near(t.study->first_best.joint, .5 * pow(sqrt(2) - 1, 2), 1e-12));
	CU_ASSERT(told_near(t.study->first_best.alpha0, .5 * sqrt(sqrt(2) - 1), 1e-6));
	told_end(&t);
}

/* The joint surplus rises to a kink by so little that only what is beyond it tells where that is. */
static void test_top_flat_on_one_side(void)
{
	struct told t;
	begin(&t, "top-flat-on-one-side");
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(sol->delta[0], 1 - .09492 / .872, 1e-9));
	CU_ASSERT(told_near(sol->out.joint, .61555118275, 1e-11));
	told_end(&t);
}

/* The generalist builds d, where 2 d is its marginal cost, and the specialist just reaches the
 * kink from there: beyond d its own falls back by as much, so that the payoff is flat at its top
 * on one side and kinked on the other. */
static void test_kinked_top(void)
{
	struct told t;
	int wrong = 0;
	begin_text(&t, "[generalist]\n[specialist d]\nrevenue = formula\n"
		"revenue.formula = if(a < 1, 2 * a, 2 + .5 * (a - 1))\n");
	for (int i = 0; i < t.study->curve.count; i++) {
		const struct trace_node *node = &t.study->curve.node[i];
		if (node->x < .01 || node->x > .99)
			continue;
		wrong += !told_near(node->out.alpha0, node->x, 1e-12);
		wrong += !told_near(node->out.domain[0].alpha, 1, 1e-12);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	told_end(&t);
}

/* The first best lies far beyond a local maximum beside which a specialist invests up to a kink,
 * in the one game, and sells what others build past its best, in the other: what both get there
 * moves in a way that is known for certain. There 2 c a0, and c k exp(k a0), are what one unit
 * more brings to all. */
/* Where a search spends all it may on low levels, the others are looked at none the less. By a grid
 * over both investments that is made finer about its best. */
static void test_first_best_given_up(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .022\n"
		"[generalist]\ncost.scale = .493\ncost.exponent = 3.912\n"
		"[specialist d1]\nrevenue = formula\nrevenue.formula = 1.176/(1 + exp((2.374 - a)/.03866))\n"
		"cost = formula\ncost.formula = .4314*max(0, x - .6808)^2\n");
	CU_ASSERT(told_near(t.study->first_best.joint, .480896968876, 1e-11));
	CU_ASSERT(told_near(t.study->first_best.alpha0, .77246804, 1e-7));
	told_end(&t);
}

/* Levels at which the specialist takes part are few beside the range that bounds leave, which
 * pieces of its cost do not keep a grid from narrowing down. By nested searches, and by a grid of
 * the generalist's level, .0005 apart. */
static void test_few_levels(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .3\n[generalist]\ncost.scale = .1\n"
		"[specialist d1]\nrevenue = power\nrevenue.exponent = 1.2\ncost = formula\n"
		"cost.formula = .05 + 2*x^1.5 + a0^3 + .2*x*a0\n");
	CU_ASSERT(told_near(t.study->first_best.joint, .27633339783082567, 1e-9));
	CU_ASSERT(t.study->present.u_generalist >= .17898576542667882);
	CU_ASSERT(told_near(t.study->present.alpha0, .785, .001));
	told_end(&t);
	/* who pays nothing goes on till the specialist leaves: .3 a^.8 = .05 + .05 a^1.5 */
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .7\n[generalist]\ncost.scale = 0\n"
		"[specialist d1]\nrevenue = power\nrevenue.exponent = .8\ncost = formula\n"
		"cost.formula = .05 + 2*x^1.5 + .05*a0^1.5 + x*a0\n");
	CU_ASSERT(told_near(.3 * pow(t.study->present.alpha0, .8),
		.05 + .05 * pow(t.study->present.alpha0, 1.5), 1e-9));
	CU_ASSERT(told_near(t.study->present.u_generalist,
		.7 * pow(t.study->present.alpha0, .8), 1e-9));
	CU_ASSERT(t.study->present.alpha0 > 12);
	told_end(&t);
}

static void test_first_best_beyond(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .8 .3 .4\nshare = separate\n"
		"[generalist]\ncost.scale = .297\n"
		"[specialist d1]\nrevenue = logistic\nrevenue.scale = .657\nrevenue.width = .303\n"
		"revenue.midpoint = 2\ncost.scale = 1.191\ncost.exponent = 2.987\ncost.fixed = .277\n"
		"[specialist d2]\nrevenue = formula\nrevenue.formula = min(2.511*a, .5635)\n"
		"cost.scale = .2668\n"
		"[specialist d3]\nrevenue.scale = .619\ncost.scale = 2.549\ncost.exponent = 2.96\n"
		"cost.fixed = .385\n");
	CU_ASSERT_EQUAL(t.study->first_best.proof, PROOF_PROVED);
	CU_ASSERT(told_near(t.study->first_best.alpha0, .619 / (2 * .297), 1e-12));
	told_end(&t);
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .563 .339 .085\nshare = separate\n"
		"[generalist]\ncost = exponential\ncost.scale = .138\ncost.rate = .729\n"
		"[specialist d1]\nrevenue = formula\nrevenue.formula = .8451*(1 + tanh((a - 1.337)/"
		".03475)) + if(a <= .6464, .8778*a, .5674 + 2.561*(a - .6464))\n"
		"cost = formula\ncost.formula = .3297*max(0, x - 1.118)^2\n"
		"[specialist d2]\nrevenue.scale = .977\ncost.scale = .24\ncost.exponent = 2.704\n"
		"cost.marginal = .099\n"
		"[specialist d3]\nrevenue = formula\nrevenue.formula = .4255*exp(-((a - 1.06)/.04929)^2)\n"
		"cost = formula\ncost.formula = .3327*max(0, x - .4066)^2\n");
	CU_ASSERT_EQUAL(t.study->first_best.proof, PROOF_PROVED);
	CU_ASSERT(told_near(t.study->first_best.alpha0, log((.977 + 2.561) / (.138 * .729)) / .729,
		1e-9));
	told_end(&t);
}

/* A specialist's cost that grows exponentially in what is there already is too large for a double
 * at levels that nobody would build. With w of its revenue it invests w e^-a0 / 2, and the
 * generalist builds d (1 - w e^-a0 / 2) / 2; one owner of all, (1 - e^-a0 / 4) / 2. */
static void test_dear_levels(void)
{
	for (int i = 1; i < 10; i++) {
		struct told t;
		char text[200];
		double d = .1 * i, w = 1 - d, a0 = 0, best = 0;
		snprintf(text, sizeof text, "[scenario]\nbargain = fixed\ndelta = %.17g\n[generalist]\n"
			"[specialist d]\ncost = formula\ncost.formula = x^2*exp(a0)\n", d);
		for (int step = 0; step < 60; step++) {
			a0 = .5 * d * (1 - .5 * w * exp(-a0));
			best = .5 * (1 - .25 * exp(-best));
		}
		begin_text(&t, text);
		CU_ASSERT(told_near(t.study->present.alpha0, a0, 1e-9));
		CU_ASSERT(told_near(t.study->present.domain[0].investment, .5 * w * exp(-a0), 1e-9));
		CU_ASSERT_EQUAL(t.study->first_best_status, STATUS_OK);
		CU_ASSERT(told_near(t.study->first_best.alpha0, best, 1e-9));
		CU_ASSERT_EQUAL(t.study->thresholds, 0);
		told_end(&t);
	}
}

/* What a formula must be it must be at all levels that are looked at: where it fails at some share,
 * or for one owner of all, no other share's outcome is given for an answer. */
static void test_unsound(void)
{
	static const char *const cost[] = {"x^2 + .1*log(1 - a0)", "x^2/(.45 - a0)",
		"if(x < .4, x^2, x^2 - .1)"};
	for (size_t i = 0; i < sizeof cost / sizeof *cost; i++) {
		struct told t;
		char text[200];
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\ncost = formula\n"
			"cost.formula = %s\n", cost[i]);
		begin_text(&t, text);
		CU_ASSERT_EQUAL(t.study->status, STATUS_NO_EQUILIBRIUM);
		CU_ASSERT_PTR_NOT_NULL(strstr(t.study->error.text, "cost of specialist d"));
		CU_ASSERT_EQUAL(t.study->have & HAVE_SOLUTIONS, 0);
		told_end(&t);
	}
}

/* Up to a level of .6 a specialist goes for nothing: nobody else need build, and one owner of all
 * takes it to 1.1 alone. */
static void test_nothing_to_build(void)
{
	struct told t;
	begin_text(&t, "[generalist]\n[specialist d]\ncost = formula\ncost.formula = max(0, a - .6)^2\n");
	CU_ASSERT_EQUAL(t.study->first_best.alpha0, 0);
	CU_ASSERT(told_near(t.study->first_best.joint, .85, 1e-12));
	told_end(&t);
}

/* Where nobody weighs anything, the product of gains is 1 at all shares. */
static void test_no_weights(void)
{
	struct told t;
	begin_text(&t, "[generalist]\nweight = 0\n[specialist d]\nweight = 0\ncost.scale = 2\n");
	told_solve(&t, ALL | HAVE_BESIDE);
	CU_ASSERT_EQUAL(t.study->value, 1);
	CU_ASSERT(told_near(t.study->delta[0], 2. / 3, 1e-8)); /* the vertical monopoly's */
	told_end(&t);
}

/* Everybody's costs are a^2 and revenue a, of two specialists and one share d: the generalist gets
 * d, a specialist (1 - d)(1 + 3 d)/4. Where one of them has that outside, and the generalist its d, d
 * is the only share, and what nearby ones give falls short by rounding. */
static void test_lone_share(void)
{
	static const double unit[] = {1, .1, 1. / 3};
	for (int i = 0; i < 48; i++) {
		struct told t;
		char text[600];
		double d = (i / 3) / 16., u = unit[i % 3];
		if (d < 3. / 8) /* below 1/3 a specialist has more of more */
			continue;
		snprintf(text, sizeof text, "[scenario]\nshare = common\n[generalist]\ncost.scale = %.17g\n"
			"outside = %.17g\n[specialist a]\ncost.scale = %.17g\nrevenue.scale = %.17g\n"
			"outside = %.17g\n[specialist b]\ncost.scale = %.17g\nrevenue.scale = %.17g\n",
			u, d * u, u, u, (1 - d) * (1 + 3 * d) / 4 * u, u, u);
		begin_text(&t, text);
		for (int k = 0; k < t.study->solutions; k++) {
			CU_ASSERT(t.study->solution[k].agreement);
			CU_ASSERT(told_near(t.study->solution[k].delta[0], d, 1e-9));
		}
		told_end(&t);
	}
}

/* As above, but a specialist's first unit costs 1 - d, from d on more than it keeps: then the
 * generalist gets d^2, a specialist d (1 - d). At d nobody contributes, whatever the last digits of
 * the share that is found. */
static void test_lone_share_of_free_riders(void)
{
	static const double unit[] = {1, .1, 1. / 3};
	for (int i = 27; i < 48; i++) {
		struct told t;
		char text[600];
		double d = (i / 3) / 16., u = unit[i % 3];
		snprintf(text, sizeof text, "[scenario]\nshare = common\n[generalist]\ncost.scale = %.17g\n"
			"outside = %.17g\n[specialist a]\ncost.scale = %.17g\nrevenue.scale = %.17g\n"
			"cost.marginal = %.17g\noutside = %.17g\n[specialist b]\ncost.scale = %.17g\n"
			"revenue.scale = %.17g\ncost.marginal = %.17g\n", u, d * d * u, u, u, (1 - d) * u,
			d * (1 - d) * u, u, u, (1 - d) * u);
		begin_text(&t, text);
		for (int k = 0; k < t.study->solutions; k++) {
			const struct solution *row = &t.study->solution[k];
			CU_ASSERT(row->agreement && told_near(row->delta[0], d, 1e-9));
			CU_ASSERT_EQUAL(row->out.domain[0].regime, REGIME_FREE_RIDE);
			CU_ASSERT_EQUAL(row->out.domain[1].investment, 0);
		}
		CU_ASSERT_EQUAL(t.study->present.domain[0].regime, REGIME_FREE_RIDE);
		told_end(&t);
	}
}

/* A specialist that keeps just what taking part costs takes part, at the level where a step of
 * revenue, or a ceiling, is reached: there is no level at which it would gain, and none beyond that
 * would serve the generalist better. */
static void test_kept_for_cost(void)
{
	static const struct {
		const char *revenue;
		double most, share;
	} all[] = {
		{"if(a >= .5, R, 0)", 1, .5}, {"if(a >= .5, R, 0)", 1, .8}, {"if(a >= .5, R, 0)", 1, .7},
		{"if(a >= .5, R, 0)", 3, .9}, {"if(a >= .5, R, 0) + if(a >= 9, R, 0)", 7, .9},
		{"min(2*R*a, R)", 1, .8}, {"min(2*R*a, R)", 3e8, .9}, {"if(a >= .5, R, 0)", 1e-9, .6},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct told t;
		char text[300];
		double most = all[i].most, keeps = most * (1 - all[i].share);
		snprintf(text, sizeof text, "[scenario]\nbargain = fixed\ndelta = %.17g\n[generalist]\n"
			"cost.scale = %.17g\n[specialist d]\nrevenue = formula\nrevenue.R = %.17g\n"
			"revenue.formula = %s\ncost.scale = %.17g\ncost.fixed = %.9g\n", all[i].share,
			most, most, all[i].revenue, most, keeps);
		begin_text(&t, text);
		CU_ASSERT(told_near(t.study->present.alpha0, .5, 1e-15));
		CU_ASSERT_EQUAL(t.study->present.domain[0].regime, REGIME_FREE_RIDE);
		CU_ASSERT(told_near(t.study->present.u_generalist / most, all[i].share - .25, 1e-14));
		told_end(&t);
	}
}

/* The same where revenue falls beyond that level: as much less as what its root is may be spared
 * there. */
static void test_kept_and_falling(void)
{
	static const char *const revenue[] = {"if(a < .5, 0, if(a < 1, 1, .5))",
		"max(0, 1 - 8*abs(a - .5))", "if(abs(a - .5) <= 0, 1, 0)"};
	static const double share[] = {.5, .8, .7};
	for (size_t i = 0; i < 9; i++) {
		struct told t;
		char text[300];
		double d = share[i % 3];
		snprintf(text, sizeof text, "[scenario]\nbargain = fixed\ndelta = %.17g\n[generalist]\n"
			"[specialist d]\nrevenue = formula\nrevenue.formula = %s\ncost.fixed = %.9g\n", d,
			revenue[i / 3], 1 - d);
		begin_text(&t, text);
		CU_ASSERT(told_near(t.study->present.alpha0, .5, 2e-7));
		CU_ASSERT(told_near(t.study->present.domain[0].alpha, .5, 1e-15));
		CU_ASSERT(told_near(t.study->present.u_generalist, d - .25, 2e-7));
		told_end(&t);
	}
}

/* The family's cost over the level, and the same as a formula. */
static void test_level_formula(void)
{
	static const char *const cost[] = {"exponential\ncost.basis = level\ncost.scale = .3",
		"formula\ncost.formula = .3*(exp(a) - exp(a0))",
		"formula\ncost.formula = .3*(expm1(x + a0) - expm1(a0))"};
	struct told t[3];
	for (int i = 0; i < 3; i++) {
		char text[200];
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\nrevenue.scale = 2\ncost = %s\n",
			cost[i]);
		begin_text(&t[i], text);
		CU_ASSERT_EQUAL_FATAL(t[i].study->solutions, t[0].study->solutions);
		for (int k = 0; k < t[0].study->solutions; k++) {
			const struct solution *a = &t[0].study->solution[k], *b = &t[i].study->solution[k];
			CU_ASSERT(told_near(b->delta[0], a->delta[0], 1e-6));
			CU_ASSERT(told_near(b->out.joint, a->out.joint, 1e-9));
		}
		CU_ASSERT(told_near(t[i].study->first_best.joint, t[0].study->first_best.joint, 1e-9));
	}
	for (int i = 0; i < 3; i++)
		told_end(&t[i]);
}

/* One who does nothing sells what is there already: the joint surplus is the same at all shares
 * but for its last digit, up to the one that leaves the specialist its outside option. */
static void test_plateau(void)
{
	static const double unit[] = {1, .456, 3e-7, 7.7, 1e6};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		char text[300];
		snprintf(text, sizeof text, "[generalist]\n[specialist d]\noutside = %.17g\n"
			"revenue = formula\nrevenue.formula = %.17g * exp(0 - a/0.2096)\n"
			"cost.scale = %.17g\n", .05024 * unit[i], .9106 * unit[i], 2.6 * unit[i]);
		begin_text(&t, text);
		const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
		CU_ASSERT_EQUAL(sol->delta[0], 0);
		CU_ASSERT_EQUAL_FATAL(sol->ties, 1);
		CU_ASSERT(told_near(sol->tie[0].from, 0, 0));
		CU_ASSERT(told_near(sol->tie[0].to, 1 - .05024 / .9106, 1e-9));
		told_end(&t);
	}
}

/* Of shares that tie the curve may have only the two ends as nodes. */
static void test_narrow_tie(void)
{
	struct told t;
	begin(&t, "narrow-tie");
	const struct solution *sol = told_solution(&t, RULE_POWERFUL_SPECIALIST, 1);
	const struct solution *most = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT_EQUAL(sol->out.domain[1].utility, 0);
	CU_ASSERT_EQUAL(most->out.domain[1].utility, 0);
	CU_ASSERT(told_near(sol->out.joint, most->out.joint, 1e-9));
	CU_ASSERT_EQUAL(sol->ties, 1);
	told_end(&t);
}

/* Up to the share at which the specialist leaves, the generalist goes to the level at which revenue
 * comes to its cap: all the shares from there on tie, of which but the last is a node. */
static void test_tie_at_an_end(void)
{
	struct told t;
	begin_text(&t, "[generalist]\ncost.scale = .769\ncost.exponent = 2.921\n[specialist d]\n"
		"revenue = formula\nrevenue.formula = min(1.912, 2.098*((a - 1.077)^3 + 1.249 - .3646*a))\n"
		"cost = formula\ncost.formula = .5216*expm1(.6295*x) + .1743\n");
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT_EQUAL_FATAL(sol->ties, 1);
	CU_ASSERT(told_near(sol->tie[0].to, 1 - .1743 / 1.912, 1e-9));
	/* There it has no more to gain by it: d r' is its marginal cost. */
	double level = .5712107037716422, bend = 3 * (level - 1.077) * (level - 1.077) - .3646;
	CU_ASSERT(told_near(sol->tie[0].from,
		.769 * 2.921 * pow(level, 1.921) / (2.098 * bend), 1e-8));
	CU_ASSERT_EQUAL(sol->delta[0], sol->tie[0].from);
	told_end(&t);
}

/* The specialist free-rides, so that the joint surplus rises by (1 - d) r' with the level, up to
 * share 1; but so little that over thousandths of a share it is within rounding of that. */
static void test_top_that_is_no_tie(void)
{
	struct told t;
	begin_text(&t, "[generalist]\ncost.scale = .458\ncost.exponent = 3.767\n[specialist d]\n"
		"revenue = logistic\nrevenue.scale = .528\nrevenue.width = .105\n"
		"revenue.midpoint = 1.414\nrevenue.base = .135\n"
		"cost = exponential\ncost.scale = .74\ncost.rate = 1.947\n");
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT_EQUAL(sol->ties, 0);
	CU_ASSERT_EQUAL(sol->delta[0], 1);
	told_end(&t);
}

/* The specialist leaves where what it keeps no longer pays its fixed cost however far the generalist
 * goes; how far it does go, the last digits before that share say. */
static void test_last_digits(void)
{
	const double leaves = 1 - .257 / (2.421 * (1 - 1 / (1 + exp(1.017 / .189))));
	struct told t;
	struct solver *solver;
	struct outcome out;
	begin(&t, "last-digits-common");
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&t.scenario.game, &solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 2, NULL), STATUS_OK);
	double most = 0;
	for (int i = 0; i < 60; i++) {
		double x = leaves - pow(10, -10 - i / 10.), share[] = {x, x};
		CU_ASSERT_EQUAL(solver_equilibrium(solver, share, &out, NULL), STATUS_OK);
		if (out.domain[1].regime != REGIME_ABSTAIN)
			most = fmax(most, out.joint);
	}
	CU_ASSERT(most > 13.58);
	CU_ASSERT(sol->out.joint >= most * (1 - 1e-6));
	outcome_free(&out);
	solver_free(solver);
	told_end(&t);
}

/* At these shares the generalist goes to the level from which the specialist leaps ahead, where
 * its payoff changes by 2e-4 with the seventh digit: that of the level must not send the
 * specialist back, which would cost the generalist .1 or more. */
static void test_edge(void)
{
	static const char text[] = "[generalist]\ncost.scale = 18.3436\n"
		"cost.exponent = 3.8\n[specialist d]\nrevenue = logistic\nrevenue.scale = 169.7162\n"
		"revenue.width = 0.404\nrevenue.midpoint = 1.086\nrevenue.base = 11.2184\n"
		"cost.scale = 270.6818\ncost.exponent = 3.969\ncost.marginal = 27.4396\n";
	struct told t;
	struct solver *solver;
	struct outcome out;
	int wrong = 0;
	begin_text(&t, text);
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&t.scenario.game, &solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, 1, NULL), STATUS_OK);
	for (int i = 0; i < 800; i++) {
		double share = .7386 + (.7387257 - .7386) * i / 799;
		CU_ASSERT_EQUAL(solver_equilibrium(solver, &share, &out, NULL), STATUS_OK);
		wrong += !(out.u_generalist > 38.13) || out.domain[0].regime != REGIME_CONTRIBUTE;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	outcome_free(&out);
	solver_free(solver);
	told_end(&t);
}

/* Revenue is the higher of two concave curves, which cross at .53: below the crossing the
 * specialist's payoff has one top, above it another, which is the better one from a0 =
 * .206843652508 on, where it leaps from .50942 to .54989. There the generalist stops. */
static void test_overtaken(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .791\n[generalist]\n"
		"cost.scale = 1.44\ncost.fixed = .1762\n[specialist d]\nrevenue = formula\n"
		"revenue.formula = max(1.14*a/(.2978 + a), .5317*log1p(a/.1799))\n"
		"cost.scale = .7226\ncost.exponent = 3.671\n");
	CU_ASSERT_EQUAL(t.study->present.proof, PROOF_PROVED);
	CU_ASSERT(told_near(t.study->present.alpha0, .206843652507893, 1e-10));
	CU_ASSERT(told_near(t.study->present.domain[0].alpha, .5498913501, 1e-8));
	CU_ASSERT(told_near(t.study->present.u_generalist, .35114556122406, 1e-10));
	told_end(&t);
}

/* Revenue has a kink at .00276758732496444, where it comes to r = .00118194970593 and rises by s =
 * .428172296166778, and values beside it lose digits. With less than w = 4.346 r / s^2 of it the
 * specialist gets there from a0 = .00276758732496444 - w s / 4.346 on, where the generalist goes:
 * it is best off just at that w, of all shares beside it, in any unit. */
static void test_noisy_kink(void)
{
	static const double money[] = {1, 9.41e6, 3e-7, 1}, level[] = {1, 1, 1, 6040};
	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		struct told t;
		char text[500];
		snprintf(text, sizeof text, "[scenario]\nbargain = fixed\ndelta = .972\n"
			"[generalist]\ncost.scale = %.17g\n[specialist d]\nrevenue = formula\n"
			"revenue.L = %.17g\nrevenue.formula = %.17g*min(1.01*exp(0 - ((a/L - 3.383)/1.301)^2), "
			".2412*((a/L - .8529)^3 + (.6204 - .393*(a/L))))\ncost.scale = %.17g\n",
			1.583 * money[i] / level[i] / level[i], level[i], money[i],
			2.173 * money[i] / level[i] / level[i]);
		begin_text(&t, text);
		CU_ASSERT(told_near(t.study->present.alpha0 / level[i], 8.99913060876e-6, 1e-13));
		CU_ASSERT_EQUAL_FATAL(t.study->intervals, 2);
		CU_ASSERT(told_near(t.study->interval[1].from, .971981067, 1e-6));
		told_end(&t);
	}
}

/* Next to the last share at which a specialist can be had to take part at all, the generalist goes
 * further and further for that, up to where its cost is all that it has: revenue is .254 a0^2 +
 * .161 + .136 there, of which the specialist has its .136. Of the share that is the tenth digit,
 * and the level is known to five. What the specialist adds is next to nothing. */
static void test_steep_edge(void)
{
	static const double unit[] = {1, 123000, .021};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		char text[400];
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.fixed = %.17g\n"
			"[specialist d]\nrevenue = logistic\nrevenue.scale = %.17g\n"
			"revenue.width = .185\nrevenue.midpoint = 1.186\ncost = formula\n"
			"cost.L = %.17g\ncost.formula = L*(.551*x^1.7 + .136)\n", .254 * unit[i],
			.161 * unit[i], 4.922 * unit[i], unit[i]);
		begin_text(&t, text);
		const struct solution *sol = told_solution(&t, RULE_MAX_PERFORMANCE, 0);
		CU_ASSERT(told_near(sol->delta[0], .972323537150032, 3e-14));
		CU_ASSERT(told_near(sol->out.performance, 4.263434, 3e-6));
		CU_ASSERT_EQUAL(t.study->thresholds, 2);
		told_end(&t);
	}
}

/* Revenue steps up at level .07248, and whether in a unit in which that is not told to the last
 * digit or not, it is where everybody goes, at all shares: all are as good for the most
 * performance, and the least leaves most to share. */
static void test_step(void)
{
	static const double unit[] = {1, .00314, 777, .1};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		char text[400];
		snprintf(text, sizeof text, "[generalist]\ncost.scale = %.17g\ncost.marginal = %.17g\n"
			"[specialist d]\nrevenue = formula\nrevenue.L = %.17g\nrevenue.formula = "
			"if(a/L >= .07248, .7581, 0) + if(a/L >= 1.967, .4192, 0)\ncost.scale = %.17g\n",
			.546 / unit[i] / unit[i], .376 / unit[i], unit[i], .4429 / unit[i] / unit[i]);
		begin_text(&t, text);
		const struct solution *sol = told_solution(&t, RULE_MAX_PERFORMANCE, 0);
		CU_ASSERT_EQUAL(sol->delta[0], 0);
		CU_ASSERT_EQUAL(sol->ties, 1);
		CU_ASSERT(told_near(sol->out.performance / unit[i], .07248, 1e-15));
		told_end(&t);
	}
}

/* Half of revenue rises to its limit, as a power over itself and a number: what is certain of
 * that tells that there is nothing better further out. The values are brute force's. */
static void test_ratio(void)
{
	struct told t;
	begin_text(&t, "[scenario]\nbargain = fixed\ndelta = .6\n[generalist]\ncost.scale = .602\n"
		"cost.marginal = .006\n[specialist d]\nrevenue = formula\nrevenue.formula = "
		"max(0, 3.015*a*(3.083 - a)) + 3.944*(a^4.617/(.4172 + a^4.617))\n"
		"cost.scale = .1816\ncost.exponent = 3.773\n");
	CU_ASSERT_EQUAL(t.study->present.proof, PROOF_PROVED);
	CU_ASSERT(told_near(t.study->present.u_generalist, 6.350574546, 2e-8));
	CU_ASSERT(told_near(t.study->present.alpha0, .3367, 2e-4));
	told_end(&t);
}

/* What all keep where no bargain gains anything. */
static void test_no_agreement(void)
{
	/* .25 is the most that one of them can have: a share beside its best gains the other
	 * something, and costs it less than rounding can tell. */
	static const double outside[][2] = {{.25, .25}, {.3, .3}, {.25, 0}, {0, .25}};
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		struct scenario s;
		struct error_list errors;
		struct study *st;
		struct study_plan plan = {.axis = -1,
			.want = HAVE_PRESENT | HAVE_SOLUTIONS | HAVE_PARETO};
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(scenario_open("symmetric", &s, &errors), STATUS_OK);
		s.game.generalist.outside = outside[i][0];
		s.game.specialist[0].outside = outside[i][1];
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
		study_step(st, -1);
		CU_ASSERT_TRUE(st->no_agreement);
		CU_ASSERT_FALSE(st->profit_sharing);
		for (int k = 0; k < st->solutions; k++)
			CU_ASSERT_FALSE(st->solution[k].agreement);
		CU_ASSERT_EQUAL(st->present.u_generalist, outside[i][0]);
		CU_ASSERT_EQUAL(st->present.domain[0].utility, outside[i][1]);
		CU_ASSERT_EQUAL(st->present.joint, outside[i][0] + outside[i][1]);
		CU_ASSERT_FALSE(st->present.invests);
		CU_ASSERT(isnan(st->efficiency));
		study_free(st);
		scenario_free(&s);
	}
}

/* A domain that can earn nothing counts nowhere: with equal costs the final level of the other
 * one is the same at every share, and of several shares the smallest are as good. */
static void test_null_domain(void)
{
	static const char *const nothing[] = {"revenue.scale = 0", "revenue = formula\n"
		"revenue.formula = 0 * a", "revenue = formula\nrevenue.formula = min(k * a, 3)\n"
		"revenue.k = 0"};
	for (size_t i = 0; i < 2 * sizeof nothing / sizeof *nothing; i++) {
		struct scenario s;
		struct error_list errors;
		struct study *st;
		struct study_plan plan = {.axis = -1, .want = ALL};
		char text[300];
		bool common = i % 2 == 0;
		snprintf(text, sizeof text, "[scenario]\nshare = %s\nbargain = max-performance\n"
			"[generalist]\n[specialist m]\n[specialist z]\n%s\n",
			common ? "common" : "separate", nothing[i / 2]);
		error_list_init(&errors);
		CU_ASSERT_EQUAL_FATAL(scenario_parse("null", text, strlen(text), &s, &errors),
			STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
		study_step(st, -1);
		const struct solution *best = study_solution(st, s.bargain);
		CU_ASSERT(told_near(best->out.performance, .5, 1e-12));
		CU_ASSERT(told_near(best->out.joint, .375, 1e-9));
		CU_ASSERT(told_near(best->delta[0], .5, 1e-6));
		CU_ASSERT_EQUAL(best->delta[1], common ? best->delta[0] : 0);
		CU_ASSERT(!common || (best->ties == 1 && best->tie[0].from == 0 && best->tie[0].to == 1));
		study_free(st);
		scenario_free(&s);
	}
}

void suite_truth(void)
{
	CU_pSuite s = CU_add_suite("truth", NULL, NULL);
	CU_add_test(s, "Pareto sets", test_pareto);
	CU_add_test(s, "ties", test_ties);
	CU_add_test(s, "costs without end where nobody builds", test_dear_levels);
	CU_add_test(s, "nothing for a generalist to build", test_nothing_to_build);
	CU_add_test(s, "no weights", test_no_weights);
	CU_add_test(s, "the only share that all accept", test_lone_share);
	CU_add_test(s, "the only share, of free-riders", test_lone_share_of_free_riders);
	CU_add_test(s, "just what taking part costs", test_kept_for_cost);
	CU_add_test(s, "the same of a revenue that falls", test_kept_and_falling);
	CU_add_test(s, "a family and its formula", test_level_formula);
	CU_add_test(s, "formulas that are none at some shares", test_unsound);
	CU_add_test(s, "no row betters a rule's own", test_rows);
	CU_add_test(s, "units of revenue", test_units);
	CU_add_test(s, "units of revenue and of performance", test_all_units);
	CU_add_test(s, "one threshold where a specialist stops", test_one_threshold);
	CU_add_test(s, "a curve goes on to its end", test_curve_ends);
	CU_add_test(s, "a flat top", test_flat_top);
	CU_add_test(s, "tops that values do not tell", test_flattest_tops);
	CU_add_test(s, "a cost that bends as revenue does", test_hill);
	CU_add_test(s, "a top with a kink", test_kinked_top);
	CU_add_test(s, "a top that is flat on one side", test_top_flat_on_one_side);
	CU_add_test(s, "a first best far beyond", test_first_best_beyond);
	CU_add_test(s, "a first best that is given up", test_first_best_given_up);
	CU_add_test(s, "few levels of a wide range", test_few_levels);
	CU_add_test(s, "a plateau", test_plateau);
	CU_add_test(s, "a narrow tie", test_narrow_tie);
	CU_add_test(s, "a tie at an end", test_tie_at_an_end);
	CU_add_test(s, "a top that is no tie", test_top_that_is_no_tie);
	CU_add_test(s, "the last digits of a share", test_last_digits);
	CU_add_test(s, "an edge to the last digit", test_edge);
	CU_add_test(s, "one curve overtaken by another", test_overtaken);
	CU_add_test(s, "a kink beside which values lose digits", test_noisy_kink);
	CU_add_test(s, "an edge that is steep", test_steep_edge);
	CU_add_test(s, "a step in any unit", test_step);
	CU_add_test(s, "a ratio that tends to its limit", test_ratio);
	CU_add_test(s, "no agreement", test_no_agreement);
	CU_add_test(s, "a domain that can earn nothing", test_null_domain);
}
