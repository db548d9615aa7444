/* Several shares: small games with known right values, tests/inputs, and laws that hold
 * whatever the values: the order of the specialists, symmetry, the unit of revenue. */
#include "games.h"
#include "told.h"

#include "base/bracket.h"
#include "solver/equilibrium.h"

#include <CUnit/CUnit.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a share for each specialist. */
static void open_told(struct told *t, const char *name)
{
	told_open(t, name);
	t->scenario.game.common = false;
}

static void solve_told(struct told *t)
{
	told_solve(t, HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO);
}

static double least_over(const struct told *t, const struct outcome *o)
{
	double least = o->u_generalist;
	for (int i = 0; i < o->n; i++)
		least = fmin(least, o->domain[i].utility - t->scenario.game.specialist[i].outside);
	return least;
}

/* The most joint surplus by d2's share, all else as it is, where the least gain is so much. */
static double most_by_second(struct told *t, double least)
{
	enum { STEPS = 20 };
	double most = 0;
	t->scenario.bargain.rule = RULE_FIXED;
	for (int k = 0; k <= STEPS; k++) {
		t->scenario.delta[1] = (double)k / STEPS;
		told_solve(t, HAVE_PRESENT);
		if (least_over(t, &t->study->present) >= least)
			most = fmax(most, t->study->present.joint);
	}
	return most;
}

/* Rounding leaves some room below the most that the least gain can be. Where one share spends it
 * on next to no joint surplus nothing is left for another, which brings much: it has to be given
 * back. */
static void test_tie_used_up(void)
{
	struct told t;
	open_told(&t, "tie-used-up");
	solve_told(&t);
	const struct solution *sol = told_solution(&t, RULE_EGALITARIAN, 0);
	double joint = sol->out.joint, least = least_over(&t, &sol->out);
	memcpy(t.scenario.delta, sol->delta, 3 * sizeof *sol->delta);
	CU_ASSERT(joint >= most_by_second(&t, least * (1 - 1e-12)) * (1 - 1e-9));
	told_end(&t);
}

/* Where d2's share changes nothing for d1, the joint surplus decides. */
static void test_ties(void)
{
	struct told t;
	open_told(&t, "powerful-tie");
	solve_told(&t);
	for (int k = 0; k < 2; k++) {
		const struct solution *sol = told_solution(&t, RULE_POWERFUL_SPECIALIST, k);
		CU_ASSERT_EQUAL(sol->delta[0], 0);
		CU_ASSERT_EQUAL(sol->delta[1], 0);
		CU_ASSERT(told_near(sol->out.joint, .5, 1e-12));
		CU_ASSERT_EQUAL(sol->out.u_generalist, 0);
	}
	told_end(&t);
}

static double sum_of_shares(const struct told *t, const struct solution *sol)
{
	double sum = 0;
	for (int i = 0; i < t->study->n; i++)
		sum += sol->delta[i];
	return sum;
}

/* Another rule comes upon a bargain with the same joint surplus at smaller shares: the vertical
 * monopoly's is not to be above it. */
static void test_ties_of_rows(void)
{
	struct told t;
	open_told(&t, "tie-rows");
	solve_told(&t);
	const struct solution *mine = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	for (int i = 0; i < t.study->solutions; i++) {
		const struct solution *other = &t.study->solution[i];
		if (other->agreement && fabs(other->out.joint - mine->out.joint) < 1e-12)
			CU_ASSERT(sum_of_shares(&t, mine) <= sum_of_shares(&t, other) + 1e-3);
	}
	told_end(&t);
}

/* What the generalist gets in tie-rows at level a where d1 and d3, who take it as it is, are left
 * just what they need, and d4 nothing. */
static double most_from(double scale, double a)
{
	double r1 = 1.024 * pow(a, .43);
	double r3 = 1.694 * (1 / (1 + exp(-(a - .311) / .1)) - 1 / (1 + exp(3.11)));
	double r4 = 1.526 * (1 / (1 + exp(-(a - 1.991) / .241)) - 1 / (1 + exp(1.991 / .241)));
	return r1 - .332 + r3 - .399 + r4 - scale * pow(a, 1.824) - .132 * a;
}

/* d2 takes part at levels alone that the others are all but left without anything for, where they
 * hold them: most where the generalist gets nothing either. Whoever holds a level gets what it
 * must and no more, so that no bargain gives all a gain, and the joint surplus decides. */
static void test_held_by_others(void)
{
	static const double scale[] = {2.7, 2.84375, 2.9};
	struct told t;
	open_told(&t, "tie-rows");
	for (size_t i = 0; i < sizeof scale / sizeof *scale; i++) {
		double low = .65, high = .9;
		for (int k = 0; k < 60; k++) {
			double a = .5 * (low + high);
			*(most_from(scale[i], a) >= 0 ? &low : &high) = a;
		}
		double right = .903 * (1 / (1 + exp(-(low - .763) / .179)) -
			1 / (1 + exp(.763 / .179))) - .348;
		t.scenario.game.generalist.cost.scale = scale[i];
		solve_told(&t);
		const struct outcome *best = &told_solution(&t, RULE_POWERFUL_SPECIALIST, 1)->out;
		CU_ASSERT(told_near(best->domain[1].utility, right, 1e-9));
		double joint = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->out.joint;
		for (enum rule rule = RULE_NASH; rule <= RULE_KALAI_SMORODINSKY; rule++)
			CU_ASSERT(told_near(told_solution(&t, rule, 0)->out.joint, joint, 1e-9));
		t.scenario.bargain.rule = RULE_NASH;
		told_solve(&t, HAVE_PRESENT);
		CU_ASSERT(told_near(t.study->present.joint, joint, 1e-9));
	}
	told_end(&t);
}

static double product(int n, const struct outcome *out)
{
	double p = 1;
	for (int k = 0; k <= n; k++)
		p *= outcome_utility(out, k);
	return p;
}

/* Long before the rule's bargain is known there is a picture of it, which is told from it. */
static void test_picture(void)
{
	struct told t;
	open_told(&t, "vm25");
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_SOLUTIONS, .axis = -1};
	t.scenario.bargain.rule = RULE_NASH;
	CU_ASSERT_FATAL(study_reset(t.study, &t.scenario, &plan, NULL) == STATUS_OK);
	while (!(t.study->have & HAVE_PRESENT) && study_step(t.study, 0))
		;
	CU_ASSERT(t.study->rough);
	CU_ASSERT_EQUAL(t.study->solution[1].done, false);
	double near = product(t.study->n, &t.study->present);
	study_step(t.study, -1);
	CU_ASSERT(!t.study->rough);
	const struct solution *nash = told_solution(&t, RULE_NASH, 0);
	double right = product(t.study->n, &nash->out);
	CU_ASSERT(near > .5 * right);
	CU_ASSERT(near <= right * (1 + 1e-9));
	told_end(&t);
}

static void test_order(void)
{
	static const struct bargain rules[] = {{RULE_VERTICAL_MONOPOLY, 0}, {RULE_NASH, 0},
		{RULE_EGALITARIAN, 0}, {RULE_KALAI_SMORODINSKY, 0}, {RULE_POWERFUL_GENERALIST, 0},
		{RULE_POWERFUL_SPECIALIST, 0}, {RULE_POWERFUL_SPECIALIST, 1}, {RULE_MAX_PERFORMANCE, 0}};
	struct told t, swapped;
	open_told(&t, "order-of-specialists");
	open_told(&swapped, "order-of-specialists-swapped");
	solve_told(&t);
	solve_told(&swapped);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		enum rule rule = rules[i].rule;
		int k = rules[i].specialist;
		bool one = rule == RULE_POWERFUL_SPECIALIST;
		const struct solution *a = told_solution(&t, rule, k);
		const struct solution *b = told_solution(&swapped, rule, one ? 1 - k : k);
		CU_ASSERT_EQUAL(a->delta[0], b->delta[1]);
		CU_ASSERT_EQUAL(a->delta[1], b->delta[0]);
		CU_ASSERT_EQUAL(a->out.u_generalist, b->out.u_generalist);
		CU_ASSERT_EQUAL(a->out.domain[0].utility, b->out.domain[1].utility);
		CU_ASSERT_EQUAL(a->pareto, b->pareto);
	}
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_SPECIALIST, 1)->out.domain[1].utility >= .249061);
	/* At a bend of the curve where the generalist has but its outside option. */
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->out.domain[0].utility >= .2342275);
	CU_ASSERT_EQUAL(t.study->ideal[1], swapped.study->ideal[2]);
	told_end(&t);
	told_end(&swapped);
}

/* Best bargains where a specialist's taking part ends a ridge. */
static void test_corners(void)
{
	struct told t;
	open_told(&t, "vm25");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_VERTICAL_MONOPOLY, 0)->out.joint >= 3.3860525);
	told_end(&t);
	open_told(&t, "powerful-specialist-beaten");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->out.domain[0].utility >= .6597675);
	told_end(&t);
	/* where steps along the border are longer than what is left of the way */
	open_told(&t, "order-of-specialists");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_GENERALIST, 0)->out.u_generalist >=
		.3060517138244);
	told_end(&t);
}

/* Bargains at which several are held at one level, to which no share alone leads: the generalist
 * goes as far up as one owner would and leaves nothing to anybody, with four specialists and
 * some more or less of a fixed cost. And where a specialist keeps all, as far up as the others'
 * shares pay for: 5.5 a - a^2 = what the three others' fixed costs come to. */
static void test_all_held(void)
{
	struct told t;
	open_told(&t, "all-held");
	struct game *g = &t.scenario.game;
	double fixed[4], sum = 0, revenue = 0;
	for (int i = 0; i < 4; i++) {
		fixed[i] = g->specialist[i].cost.fixed;
		sum += fixed[i];
		revenue += g->specialist[i].revenue.scale;
	}
	for (int k = 3; k <= 19; k += 4) {
		for (int i = 0; i < 4; i++)
			g->specialist[i].cost.fixed = .1 * k * fixed[i];
		solve_told(&t);
		double best = .25 * revenue * revenue - .1 * k * sum;
		CU_ASSERT(told_near(told_solution(&t, RULE_POWERFUL_GENERALIST, 0)->out.u_generalist,
			best, 1e-6));
		double others = revenue - 1, paid = .1 * k * (sum - fixed[0]);
		double level = .5 * (others + sqrt(others * others - 4 * paid));
		CU_ASSERT(told_near(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->out.domain[0].utility,
			level - .1 * k * fixed[0], 1e-6));
	}
	told_end(&t);
}

/* Most performance: one specialist keeps its fixed cost of an S-curve that is all but at its end,
 * the other one nothing of b a, and what is left pays for c a^2: along a border, to its end. */
static void test_held_and_spent(void)
{
	struct told t;
	open_told(&t, "held-and-spent");
	const struct game *g = &t.scenario.game;
	double b = g->specialist[1].revenue.scale, c = g->generalist.cost.scale;
	const struct revenue *r = &g->specialist[0].revenue;
	double fixed = g->specialist[0].cost.fixed + g->generalist.cost.fixed, level = INFINITY;
	for (int k = 0; k < 4; k++) { /* what the S-curve lacks of its scale hardly matters */
		double lacks = exp((r->midpoint - level) / r->width) + exp(-r->midpoint / r->width);
		double left = r->scale * (1 - lacks) - fixed - g->generalist.outside;
		level = .5 * (b + sqrt(b * b + 4 * c * left)) / c;
	}
	solve_told(&t);
	CU_ASSERT(told_near(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.alpha0, level, 1e-6));
	told_end(&t);
}

/* What specialist i gets at a level for being active, by a share. */
struct active {
	const struct specialist *d;
	double level;
};

/* The most that it gets with a level of its own between low and high, where its payoff has one hill,
 * by golden section; that level too. */
static double hill(const struct active *a, double share, double low, double high, double *alpha)
{
	double golden = .5 * (sqrt(5) - 1), u[2] = {0};
	for (int k = 0; k < 90; k++) {
		double x[2] = {high - golden * (high - low), low + golden * (high - low)};
		for (int q = 0; q < 2; q++)
			u[q] = (1 - share) * revenue_value(&a->d->revenue, x[q]) -
				cost_value(&a->d->cost, x[q] - a->level, a->level);
		*(u[0] >= u[1] ? &high : &low) = x[u[0] >= u[1] ? 1 : 0];
	}
	*alpha = .5 * (low + high);
	return fmax(u[0], u[1]);
}

/* Most that it can get where what it earns is concave. */
static double most_active(const struct active *a, double share, double *alpha)
{
	return hill(a, share, a->level, 4 * a->level, alpha);
}

/* What the generalist gets beyond what it must if everybody is left just that at a level; and the
 * performance. */
static double left_at(const struct game *g, double level, double *performance)
{
	double left = -cost_value(&g->generalist.cost, level, 0) - g->generalist.outside;
	*performance = 0;
	for (int i = 0; i < g->n; i++) {
		struct active a = {&g->specialist[i], level};
		double low = 0, high = 1, alpha;
		for (int k = 0; k < 60; k++) {
			double share = .5 * (low + high);
			*(most_active(&a, share, &alpha) > a.d->outside ? &low : &high) = share;
		}
		most_active(&a, low, &alpha);
		left += low * revenue_value(&a.d->revenue, alpha);
		*performance += alpha;
	}
	return left;
}

/* Most performance with four specialists: all are left what they must get, the generalist too. One
 * share pays for the level, and has to rise by many times as much as that. */
static void test_all_held_steeply(void)
{
	struct told t;
	open_told(&t, "all-held-steep");
	double low = 3, high = 4.5, performance;
	for (int k = 0; k < 50; k++) {
		double level = .5 * (low + high);
		*(left_at(&t.scenario.game, level, &performance) > 0 ? &low : &high) = level;
	}
	solve_told(&t);
	CU_ASSERT(told_near(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.performance, performance,
		1e-6));
	told_end(&t);
}

/* The best bargain is off the edge that is found first: a specialist that keeps all would better
 * pay all, or one that earns a little be left without; or the generalist is kept from going to two
 * other levels. What is best by long random searches, of the shares and of the level with those
 * that are held there. */
static void test_turns(void)
{
	struct told t;
	open_told(&t, "keeps-or-spends");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.performance >= 5.800502);
	told_end(&t);
	open_told(&t, "turned");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_POWERFUL_SPECIALIST, 0)->out.domain[0].utility >= 6.56878);
	told_end(&t);
	open_told(&t, "elsewhere");
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.performance >= 13.08952);
	told_end(&t);
}

/* d1 and d3 free-ride at the vertical monopoly's level, which is worth its while to the generalist
 * if both together pay it enough: fewest shares do that where d3 pays all it earns, since it earns
 * more, 3.06 (1 - exp(-a/2.816)) to .895 log(1 + a/.483). */
static void test_fewest_shares(void)
{
	static const double unit[] = {1, 7.7, 13.7, 8.1e8};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "../cases/case-26");
		games_scale(&t.scenario, unit[i]);
		t.scenario.bargain = (struct bargain){RULE_VERTICAL_MONOPOLY, 0};
		told_solve(&t, HAVE_PRESENT);
		CU_ASSERT_DOUBLE_EQUAL(t.study->delta[2], 1, 5e-6);
		CU_ASSERT_DOUBLE_EQUAL(t.study->delta[0], .4814275, 5e-6);
		told_end(&t);
	}
}

/* A kink of what d2 does holds the level, along which the way leads to where the other one pays
 * all, in whatever unit of money. What is best by a dense scan of the second share. */
static void test_kinked_reply(void)
{
	static const double unit[] = {1, 257.069};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "kinked-reply");
		games_scale(&t.scenario, unit[i]);
		told_solve(&t, HAVE_PRESENT);
		CU_ASSERT_EQUAL(t.study->delta[0], 1);
		CU_ASSERT(told_near(t.study->present.performance, 3.448734156554, 1e-11));
		told_end(&t);
	}
}

/* What the generalist has left of what it is paid where d1 free-rides and gets what it must, and d2
 * pays as much as it does and goes up its S-curve, past `middle`, all the same. */
static double left_by_leap(const struct game *g, double level, double middle, double *performance)
{
	struct active d1 = {&g->specialist[0], level}, d2 = {&g->specialist[1], level};
	double revenue = revenue_value(&d1.d->revenue, level), low = 0, high = 1, alpha, below;
	double pays = 1 - (d1.d->cost.fixed + d1.d->outside) / revenue;
	for (int k = 0; k < 60; k++) {
		double share = .5 * (low + high);
		double up = hill(&d2, share, middle, 2 * middle, &alpha);
		*(up > hill(&d2, share, level, 1.3 * level, &below) ? &low : &high) = share;
	}
	hill(&d2, low, middle, 2 * middle, &alpha);
	*performance = level + alpha;
	return pays * revenue + low * revenue_value(&d2.d->revenue, alpha) -
		cost_value(&g->generalist.cost, level, 0);
}

/* A specialist holds the level that would else leap down between two hills of its payoff, on the
 * lower one of which it gets next to nothing. The most performance by bisection. */
static void test_leap_and_spent(void)
{
	static const double unit[] = {1, 7.57};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		double low = .9, high = 1.1, performance;
		open_told(&t, "leap-and-spent");
		for (int k = 0; k < 40; k++) {
			double level = .5 * (low + high);
			*(left_by_leap(&t.scenario.game, level, 2.333, &performance) > 0 ? &low : &high) =
				level;
		}
		games_scale(&t.scenario, unit[i]);
		solve_told(&t);
		CU_ASSERT(told_near(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.performance,
			performance, 1e-8));
		told_end(&t);
	}
}

/* So does one where the generalist would as well go to another level, and all specialists get the
 * same part of their ideals. Which part, by bisection of the level and scans of the others. */
static void test_leap_holds(void)
{
	struct told t;
	double least = INFINITY;
	open_told(&t, "leap-holds");
	solve_told(&t);
	const struct solution *sol = told_solution(&t, RULE_KALAI_SMORODINSKY, 0);
	for (int k = 0; k <= t.study->n; k++)
		least = fmin(least, outcome_utility(&sol->out, k) / t.study->ideal[k]);
	CU_ASSERT(told_near(least, .403686685, 1e-8));
	told_end(&t);
}

/* d1 just takes part at a level that the others pay for, and the generalist, who is left nothing, would
 * as well go to another: along the edge where both is so there is a smooth top, on which the same
 * shares are found in any unit. What is best by nested bisections of the shares, and of the level. */
static void test_spent_and_elsewhere(void)
{
	static const double unit[] = {1, 6.98e-7};
	static const double right[] = {.92039706198, 1, .07609358695, .83553197984};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "spent-and-elsewhere");
		games_scale(&t.scenario, unit[i]);
		solve_told(&t);
		const struct solution *sol = told_solution(&t, RULE_MAX_PERFORMANCE, 0);
		CU_ASSERT(told_near(sol->out.performance, 5.1335992402706, 1e-11));
		for (int k = 0; k < 4; k++)
			CU_ASSERT_DOUBLE_EQUAL(sol->delta[k], right[k], 1e-9);
		told_end(&t);
	}
}

/* Shares that are worth nothing are brought down; where that makes way for another specialist to hold
 * the level, what is best is beside. No bargain's joint surplus is more than the first best. */
static void test_spent_then_held(void)
{
	struct told t;
	open_told(&t, "spent-then-held");
	solve_told(&t);
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(sol->out.joint, t.study->first_best.joint, 1e-8));
	told_end(&t);
}

static double least_part(const struct told *t, const struct outcome *o)
{
	const struct game *g = &t->scenario.game;
	double least = INFINITY;
	for (int k = 0; k <= t->study->n; k++) {
		double outside = k ? g->specialist[k - 1].outside : g->generalist.outside;
		least = fmin(least, (outcome_utility(o, k) - outside) / t->study->ideal[k]);
	}
	return least;
}

/* The least part may be as much at many bargains, of which no share alone leads from one to the next.
 * One of these, played at its shares: it is as good to the digits they have, and more for all. Where on
 * the way the least turns down, as somebody's payoff bends, other units have it elsewhere. */
static void test_tie_along(void)
{
	static const double unit[] = {1, 4.51551, 1e-4};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "tie-along");
		games_scale(&t.scenario, unit[i]);
		solve_told(&t);
		const struct solution *sol = told_solution(&t, RULE_KALAI_SMORODINSKY, 0);
		const struct outcome *other = &t.study->present;
		CU_ASSERT(told_near(least_part(&t, other), least_part(&t, &sol->out), 1e-7));
		CU_ASSERT(sol->out.joint >= other->joint - 1e-5 * unit[i]);
		told_end(&t);
	}
}

/* Two bargains bring the first best, one of which a play tells: that with fewer shares wins. */
static void test_first_best_twice(void)
{
	struct told t;
	open_told(&t, "first-best-twice");
	solve_told(&t);
	double most = t.study->first_best.joint;
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(t.study->present.joint, most, 1e-6));
	CU_ASSERT(told_near(sol->out.joint, most, 1e-11));
	CU_ASSERT(sol->delta[0] + sol->delta[1] < .86379382);
	told_end(&t);
}

/* What the generalist gets at d1's share, and at the best of those for d2's. */
struct ridge {
	struct solver *solver;
	struct outcome out;
	double share[2];
};

static double by_first(void *context, double share)
{
	struct ridge *r = context;
	r->share[0] = share;
	bool ok = solver_equilibrium(r->solver, r->share, &r->out, NULL) == STATUS_OK;
	return ok ? r->out.u_generalist : -INFINITY;
}

static double by_second(void *context, double share)
{
	struct ridge *r = context;
	double most;
	r->share[1] = share;
	bracket_maximum(by_first, r, .9135, .9155, 1e-12, 0, &most);
	return most;
}

/* The ridge where a kink and another specialist hold the level bends: along it values fall to both
 * sides, and by d1's share for each of d2's they rise to one top. */
static void test_kink_and_held(void)
{
	struct told t;
	struct ridge r;
	double most;
	open_told(&t, "kink-and-held");
	solve_told(&t);
	CU_ASSERT_FATAL(solver_alloc(&t.scenario.game, &r.solver, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(outcome_init(&r.out, 2, NULL) == STATUS_OK);
	bracket_maximum(by_second, &r, .72, .74, 1e-6, 0, &most);
	const struct solution *sol = told_solution(&t, RULE_POWERFUL_GENERALIST, 0);
	CU_ASSERT(sol->out.u_generalist >= most - 1e-9);
	outcome_free(&r.out);
	solver_free(r.solver);
	told_end(&t);
}

/* A step off such an end leads nowhere: along it the edge goes on. The most by d3's share, up to
 * which the generalist builds a level above 1, the others being near the top. */
static void test_steep_end(void)
{
	enum { HALVINGS = 40 };
	struct told t;
	double in = .6, out = .75, most = 0;
	open_told(&t, "steep-end");
	for (int k = 0; k < HALVINGS; k++) {
		t.scenario.delta[2] = .5 * (in + out);
		told_solve(&t, HAVE_PRESENT);
		bool built = t.study->present.alpha0 > 1;
		most = built ? fmax(most, t.study->present.performance) : most;
		*(built ? &in : &out) = t.scenario.delta[2];
	}
	solve_told(&t);
	CU_ASSERT(told_solution(&t, RULE_MAX_PERFORMANCE, 0)->out.performance >= most);
	told_end(&t);
}

/* The most performance at which both take part, by d1's share and those of d2 from one at which
 * they do to one at which they do not. */
static double most_of_both(struct solver *solver, struct outcome *out, double share, double in,
	double beyond)
{
	double most = 0;
	for (int k = 0; k < 36; k++) {
		double shares[] = {share, .5 * (in + beyond)};
		bool both = solver_equilibrium(solver, shares, out, NULL) == STATUS_OK &&
			out->domain[0].regime != REGIME_ABSTAIN && out->domain[1].regime != REGIME_ABSTAIN;
		most = both ? fmax(most, out->performance) : most;
		*(both ? &in : &beyond) = shares[1];
	}
	return most;
}

/* Which levels there are the last digits of d1's share say, each of which is tried here. */
static void check_digits(struct told *t, double in, double beyond)
{
	enum { DIGITS = 12 };
	struct solver *solver;
	struct outcome out;
	double best = 0;
	solve_told(t);
	const struct solution *sol = told_solution(t, RULE_MAX_PERFORMANCE, 0);
	CU_ASSERT_FATAL(solver_alloc(&t->scenario.game, &solver, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(outcome_init(&out, 2, NULL) == STATUS_OK);
	for (int end = 0; end <= 1; end++) {
		double share = sol->delta[0];
		for (int k = 0; k < DIGITS; k++, share = nextafter(share, end))
			best = fmax(best, most_of_both(solver, &out, share, in, beyond));
	}
	CU_ASSERT(sol->out.performance >= best * (1 - 1e-7));
	outcome_free(&out);
	solver_free(solver);
}

static void test_last_digits(void)
{
	struct told t;
	open_told(&t, "last-digits");
	games_scale(&t.scenario, 8.1e8);
	games_measure(&t.scenario, 2.3e-3);
	check_digits(&t, .75, .9);
	told_end(&t);
	open_told(&t, "last-digits-pay");
	check_digits(&t, .97, .5);
	told_end(&t);
}

/* Two tops differ by 8e-4 of them, and zooms leave both before they have come there: the higher is
 * where the generalist builds nothing. What all get there, by bisections of both shares. */
static void test_two_tops(void)
{
	static const double unit[] = {1, 60.6};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "two-tops");
		games_measure(&t.scenario, unit[i]);
		solve_told(&t);
		const struct solution *sol = told_solution(&t, RULE_EGALITARIAN, 0);
		CU_ASSERT_DOUBLE_EQUAL(sol->delta[0], .08323519769711, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(sol->delta[2], .13310274361080, 1e-9);
		CU_ASSERT(told_near(sol->out.u_generalist, .06181031065023, 1e-11));
		told_end(&t);
	}
}

/* d3 takes part from a level that the last digits of its share say, d1 gets what it must, and the
 * generalist would as well go to a lower level: along that edge there is a best of d3's shares. What
 * is best by bisections of d1's and d2's share at each of them. */
static void test_digits_and_held(void)
{
	static const double unit[] = {1, 1060};
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		struct told t;
		open_told(&t, "digits-and-held");
		games_measure(&t.scenario, unit[i]);
		solve_told(&t);
		const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
		CU_ASSERT(told_near(sol->out.joint, 14.681612414065, 1e-11));
		CU_ASSERT_DOUBLE_EQUAL(sol->delta[1], .69190093028, 1e-9);
		told_end(&t);
	}
}

/* Not everything that is elsewhere than a step says is so by last digits. */
static void test_beyond_digits(void)
{
	struct told t;
	open_told(&t, "digits-elsewhere");
	solve_told(&t);
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(sol->out.joint, 2.2787504734, 1e-9));
	told_end(&t);
}

/* Linear revenues s and quadratic costs c, c0: the vertical monopoly has the shares
 * c (sum of s) / (c0 s (1 + sum of c / c0)). Equal specialists have equal shares. */
static void test_symmetry(void)
{
	struct told t;
	open_told(&t, "powerful-tie");
	t.scenario.game.generalist.cost.marginal = 0;
	solve_told(&t);
	const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(sol->delta[0], 2. / 3, 1e-9));
	CU_ASSERT_EQUAL(sol->delta[0], sol->delta[1]);
	for (int i = 0; i < 4; i++) {
		static const enum rule rule[] = {RULE_NASH, RULE_EGALITARIAN,
			RULE_KALAI_SMORODINSKY, RULE_POWERFUL_GENERALIST};
		sol = told_solution(&t, rule[i], 0);
		CU_ASSERT_EQUAL(sol->delta[0], sol->delta[1]);
	}
	struct game *g = &t.scenario.game;
	g->generalist.cost.scale = 2;
	g->specialist[0].cost.scale = .5;
	g->specialist[1].cost.scale = 1;
	g->specialist[1].revenue.scale = 2;
	solve_told(&t);
	sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
	CU_ASSERT(told_near(sol->delta[0], 3. / 7, 1e-9));
	CU_ASSERT(told_near(sol->delta[1], 3. / 7, 1e-9));
	told_end(&t);
}

/* Where one of two equal specialists is to have the smaller share, whichever that is ties: the
 * first one by id has it, for all rules that treat both alike. */
static void test_mirrored(void)
{
	static const double fixed[] = {.3, .35};
	struct told t;
	open_told(&t, "powerful-tie");
	struct game *g = &t.scenario.game;
	g->generalist.cost.marginal = 0;
	g->generalist.outside = .05;
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		g->specialist[0].cost.fixed = g->specialist[1].cost.fixed = fixed[i];
		solve_told(&t);
		const struct solution *sol = told_solution(&t, RULE_VERTICAL_MONOPOLY, 0);
		const struct solution *d1 = told_solution(&t, RULE_POWERFUL_SPECIALIST, 0);
		CU_ASSERT(sol->delta[0] < sol->delta[1] - .1);
		CU_ASSERT(told_near(sol->delta[0], d1->delta[0], 1e-7));
		CU_ASSERT(told_near(sol->delta[1], d1->delta[1], 1e-7));
	}
	told_end(&t);
}

/* What d keeps all of it has where a ceiling is reached, .7; e just takes part from .6 on at a share of
 * .6, where most is performed. At .59 it would go there from .5 by itself, and the generalist gain .1
 * by that: one more bargain of the same d. */
static void test_kept_by_ceiling(void)
{
	struct told t;
	open_told(&t, "powerful-tie");
	struct scenario s;
	games_open("[generalist]\n[specialist d1]\nrevenue = formula\nrevenue.formula = min(2*a, 1)\n"
		"cost.fixed = .3\n[specialist d2]\nrevenue = formula\nrevenue.formula = if(a >= .6, 1, 0)\n"
		"cost.fixed = .4\n", "", &s);
	scenario_free(&t.scenario);
	t.scenario = s;
	solve_told(&t);
	const struct solution *most = told_solution(&t, RULE_MAX_PERFORMANCE, 0);
	const struct solution *own = told_solution(&t, RULE_POWERFUL_SPECIALIST, 0);
	CU_ASSERT(told_near(most->out.u_generalist, .24, 1e-9));
	CU_ASSERT(told_near(own->out.u_generalist, .34, 1e-5));
	CU_ASSERT(told_near(own->out.domain[0].utility, .7, 1e-11));
	CU_ASSERT_FALSE(most->pareto);
	told_end(&t);
}

static void scale_cost(struct cost *c, double by)
{
	c->scale *= by;
	c->marginal *= by;
	c->fixed *= by;
}

static void scale_game(struct game *g, double by)
{
	scale_cost(&g->generalist.cost, by);
	g->generalist.outside *= by;
	for (int i = 0; i < g->n; i++) {
		struct specialist *d = &g->specialist[i];
		d->revenue.base *= by;
		d->revenue.scale *= by;
		scale_cost(&d->cost, by);
		d->outside *= by;
	}
}

/* The units of revenue change no share, by more than `room`. */
static void check_units(struct told *t, const double *unit, size_t units, double room)
{
	solve_told(t);
	int n = t->scenario.game.n, rows = t->study->solutions;
	double *delta = malloc((size_t)(n * rows) * sizeof *delta);
	CU_ASSERT_PTR_NOT_NULL_FATAL(delta);
	for (int i = 0; i < rows; i++)
		memcpy(delta + i * n, t->study->solution[i].delta, (size_t)n * sizeof *delta);
	for (size_t u = 0; u < units; u++) {
		scale_game(&t->scenario.game, unit[u]);
		solve_told(t);
		for (int i = 0; i < rows * n; i++)
			CU_ASSERT(told_near(t->study->solution[i / n].delta[i % n], delta[i], room));
		scale_game(&t->scenario.game, 1 / unit[u]);
	}
	free(delta);
}

/* Different specialists may be held for the same joint surplus: the solution is the bargain with
 * the smallest sum of shares, asked for alone or with all others. */
static void test_who_is_held(void)
{
	static const double right[] = {0, 1. / 30, 44. / 45};
	static const unsigned want[] = {HAVE_PRESENT, HAVE_PRESENT | HAVE_SOLUTIONS};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct told t;
		open_told(&t, "who-is-held");
		told_solve(&t, want[i]);
		for (int k = 0; k < 3; k++)
			CU_ASSERT(told_near(t.study->delta[k], right[k], 1e-7));
		CU_ASSERT(told_near(t.study->present.joint, 8.4, 1e-11));
		told_end(&t);
	}
}

/* Where no bargain gives all a gain, rules that look at all tell none apart, and the joint surplus
 * decides: a rule asked for alone finds its largest as exactly as the rule that maximises it. */
static void test_not_all_gain(void)
{
	static const enum rule rule[] = {RULE_NASH, RULE_EGALITARIAN, RULE_KALAI_SMORODINSKY};
	for (size_t i = 0; i < sizeof rule / sizeof *rule; i++) {
		struct told t;
		open_told(&t, "not-all-gain");
		t.scenario.bargain.rule = rule[i];
		told_solve(&t, HAVE_PRESENT);
		CU_ASSERT(told_near(t.study->delta[0], .278327, 1e-6));
		CU_ASSERT(told_near(t.study->delta[1], .580792, 1e-6));
		CU_ASSERT(told_near(t.study->present.joint, .30338401357, 1e-10));
		told_end(&t);
	}
}

/* Most performance by itself: each of four is held at the highest level at which the generalist
 * builds what holds them, rather than less; that by halving, with replies by golden section. The
 * first one is held by its outside option. */
static void test_held_alone(void)
{
	struct told t;
	open_told(&t, "all-held-alone");
	told_solve(&t, HAVE_PRESENT);
	CU_ASSERT(t.study->present.performance >= 13.468234726 * (1 - 1e-8));
	told_end(&t);
}

/* The weighted mean of the logarithms of the gains, at utilities u. */
static double mean_gain(const struct told *t, const double *u)
{
	double sum = 0, weights = 0;
	for (int k = 0; k <= t->study->n; k++) {
		const struct game *g = &t->scenario.game;
		double weight = k ? g->specialist[k - 1].weight : g->generalist.weight;
		sum += weight * log(u[k]);
		weights += weight;
	}
	return sum / weights;
}

/* The least of the gains, or of their parts of the ideals. */
static double least_gain(const struct told *t, const double *u, const double *ideal)
{
	double least = INFINITY;
	for (int k = 0; k <= t->study->n; k++)
		least = fmin(least, u[k] / (ideal ? ideal[k] : 1));
	return least;
}

/* Where all gain much on a thin piece alone, rules that look at all find it each by itself, though
 * their own goals may lead elsewhere from all that is sampled. Between two levels that the
 * generalist changes over between, where somebody takes part at one of them alone, lies no
 * bargain: charts that had some there led the search away from all there are. */
static void test_alone(void)
{
	static const struct {
		const char *name;
		double u[4];
	} right[] = {{"changes-over", {.537398, 1.177218, 1.333947, 1.226835}},
		{"all-gain-here", {.1408426, .1445279, .0064482, .0045704}}};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		const double *u = right[i].u;
		double mine[4];
		struct told t;
		open_told(&t, right[i].name);
		for (enum rule rule = RULE_NASH; rule <= RULE_KALAI_SMORODINSKY; rule++) {
			t.scenario.bargain.rule = rule;
			told_solve(&t, HAVE_PRESENT);
			for (int k = 0; k <= 3; k++)
				mine[k] = outcome_utility(&t.study->present, k);
			const double *ideal = rule == RULE_KALAI_SMORODINSKY ? t.study->ideal : NULL;
			if (rule == RULE_NASH)
				CU_ASSERT(mean_gain(&t, mine) >= mean_gain(&t, u) - 1e-5);
			if (rule != RULE_NASH)
				CU_ASSERT(least_gain(&t, mine, ideal) >=
					least_gain(&t, u, ideal) * (1 - 1e-5));
		}
		told_end(&t);
	}
}

/* Bargains that differ in the share of one who abstains are one bargain: what is best elsewhere is
 * not to be passed over for its likes. */
static void test_abstains(void)
{
	struct told t;
	open_told(&t, "who-abstains");
	t.scenario.bargain = (struct bargain){RULE_POWERFUL_SPECIALIST, 1};
	told_solve(&t, HAVE_PRESENT);
	CU_ASSERT(t.study->present.domain[1].utility >= .41019);
	told_end(&t);
}

/* The last one has tops along edges, where values tell next to nothing. */
static void test_units(void)
{
	static const char *const name[] = {"three", "powerful-tie", "order-of-specialists",
		"../cases/case-26"};
	static const double unit[] = {1e-9, 3.7e-7, 3.7e-4, 8.1e8};
	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		struct told t;
		open_told(&t, name[i]);
		check_units(&t, unit, sizeof unit / sizeof *unit, 1e-7);
		told_end(&t);
	}
}

/* Powers of two leave all rounding as it is, and so no digit of a share may move: no search
 * measures its steps in money. */
static void test_exact_units(void)
{
	static const double unit[] = {0x1p-29, 0x1p17};
	struct told t;
	open_told(&t, "vm25");
	check_units(&t, unit, sizeof unit / sizeof *unit, 0);
	told_end(&t);
}

void suite_joint_truth(void)
{
	CU_pSuite s = CU_add_suite("joint_truth", NULL, NULL);
	CU_add_test(s, "ties between shares", test_ties);
	CU_add_test(s, "a tie that rounding would use up", test_tie_used_up);
	CU_add_test(s, "ties with other rules' bargains", test_ties_of_rows);
	CU_add_test(s, "the fewest shares of those that tie", test_fewest_shares);
	CU_add_test(s, "gains at levels that others hold", test_held_by_others);
	CU_add_test(s, "a first picture", test_picture);
	CU_add_test(s, "order of the specialists", test_order);
	CU_add_test(s, "corners", test_corners);
	CU_add_test(s, "several held at one level", test_all_held);
	CU_add_test(s, "one held at its cost, one spent", test_held_and_spent);
	CU_add_test(s, "who is held", test_who_is_held);
	CU_add_test(s, "all held, one pays", test_all_held_steeply);
	CU_add_test(s, "better edges beside", test_turns);
	CU_add_test(s, "a kink holds the level", test_kinked_reply);
	CU_add_test(s, "a leap holds the level, all else is spent", test_leap_and_spent);
	CU_add_test(s, "a leap holds the level", test_leap_holds);
	CU_add_test(s, "the generalist is left nothing, and would as well go elsewhere",
		test_spent_and_elsewhere);
	CU_add_test(s, "a kink and another hold the level", test_kink_and_held);
	CU_add_test(s, "the first best in two ways", test_first_best_twice);
	CU_add_test(s, "a tie along an edge", test_tie_along);
	CU_add_test(s, "none but one has a share", test_spent_then_held);
	CU_add_test(s, "steep beside a share's end", test_steep_end);
	CU_add_test(s, "last digits of a share say at which level", test_last_digits);
	CU_add_test(s, "two tops", test_two_tops);
	CU_add_test(s, "along an edge by last digits", test_digits_and_held);
	CU_add_test(s, "what no last digits say", test_beyond_digits);
	CU_add_test(s, "not all can gain", test_not_all_gain);
	CU_add_test(s, "all held, most performance by itself", test_held_alone);
	CU_add_test(s, "rules by themselves where few bargains are good for all", test_alone);
	CU_add_test(s, "likes beside one who abstains", test_abstains);
	CU_add_test(s, "equal specialists", test_symmetry);
	CU_add_test(s, "equal specialists' shares exchanged", test_mirrored);
	CU_add_test(s, "bettered but for rounding", test_kept_by_ceiling);
	CU_add_test(s, "units of revenue, several shares", test_units);
	CU_add_test(s, "units that are powers of two", test_exact_units);
}
