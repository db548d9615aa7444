/* The search along a line of shares, against functions whose tops and boundaries are known; and the
 * best of what is linear.
 * Parameters are random; a failure prints what they were. */
#include "bargain/joint_linear.h"
#include "bargain/study_phase.h"

#include "games.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

enum { TRIALS = 2000 };
#define SEED 7331

static void report(int trial, double found, double known)
{
	fprintf(stderr, "seed %d, trial %d: %.17g where %.17g is right\n", SEED, trial, found,
		known);
}

/* One hump: smooth, kinked at its top, both sides bent beside, or nothing beyond a cliff right of
 * it. */
struct hump {
	enum { SMOOTH, KINKED, CLIFF, BENT, HUMPS } kind;
	double top, left, right, skew, bend;
	long calls;
};

static double hump_at(void *context, double x)
{
	struct hump *h = context;
	double d = x - h->top;
	h->calls++;
	switch (h->kind) {
	case SMOOTH:
		return 2 - h->left * d * d * (1 + h->skew * d);
	case KINKED:
		return 2 - (d < 0 ? -h->left : h->right) * d;
	case BENT:
		return 2 - (d < 0 ? h->left * expm1(-h->bend * d) : h->right * expm1(.3 * h->bend * d)) /
			h->bend;
	default:
		return d > 0 ? -INFINITY : 2 + h->left * d;
	}
}

static void test_maximise(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		struct hump h = {.kind = (unsigned)i % HUMPS, .top = rng_between(&r, .1, .9),
			.left = rng_log(&r, .05, 20), .right = rng_log(&r, .05, 20),
			.skew = rng_between(&r, -.5, .5),
			.bend = rng_log(&r, .1, 200) * (i % 8 < 4 ? 1 : -1)};
		double low = h.top - rng_log(&r, 1e-3, .1), high = h.top + rng_log(&r, 1e-3, .1), value;
		double mid = rng_between(&r, low, h.top);
		struct stretch s = {low, hump_at(&h, low), mid, hump_at(&h, mid), high,
			hump_at(&h, high), 1e-12, 0};
		h.calls = 0;
		double x = maximise_line(hump_at, &h, &s, &value);
		bool good = fabs(x - h.top) <= (h.kind == SMOOTH ? 2e-10 : 1e-12) && value <= 2 &&
			value >= 2 - 1e-11 && value == hump_at(&h, x);
		CU_ASSERT_TRUE(good);
		if (!good)
			report(i, x, h.top);
		CU_ASSERT_TRUE(h.calls < 250);
	}
}

/* The top is an end of the stretch, which is returned itself. */
static void test_ends(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		struct hump h = {KINKED, rng_between(&r, .1, .9), rng_log(&r, .05, 20),
			rng_log(&r, .05, 20), 0, 0, 0};
		double far = h.top + (i % 2 ? .1 : -.1), value;
		double low = fmin(h.top, far), high = fmax(h.top, far);
		struct stretch s = {low, hump_at(&h, low), h.top, 2, high, hump_at(&h, high), 1e-12, 0};
		CU_ASSERT_EQUAL(maximise_line(hump_at, &h, &s, &value), h.top);
		CU_ASSERT_EQUAL(value, 2);
	}
}

static enum bracket_side side_of(void *context, double x)
{
	const double *edge = context;
	return x < *edge ? BRACKET_IN : BRACKET_OUT;
}

static enum bracket_side other_side_of(void *context, double x)
{
	return side_of(context, x) == BRACKET_IN ? BRACKET_OUT : BRACKET_IN;
}

static void test_boundary(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < TRIALS; i++) {
		double edge = rng_unit(&r), low = edge * rng_unit(&r);
		double high = edge + (1 - edge) * rng_unit(&r);
		double in = maximise_boundary(side_of, &edge, low, high);
		double out = maximise_boundary(other_side_of, &edge, high, low);
		bool good = in < edge && out >= edge && out - in <= 2e-14;
		CU_ASSERT_TRUE(good);
		if (!good)
			report(i, in, edge);
	}
}

/* A specialist that goes just to its kink, at level 1, as long as it can afford its part of the
 * generalist's cost: to share 1/sqrt(1.3) performance is level, but for rounding, and the joint
 * surplus, 2 - d^2 - (1-d)^2, is largest at half. */
static void test_plateau(void)
{
	struct scenario s;
	struct study *st;
	struct study_plan plan = {.want = HAVE_PRESENT, .axis = -1};
	games_open("[scenario]\nbargain = max-performance\n[generalist]\n[specialist d]\n"
		"revenue = formula\nrevenue.formula = if(a < 1, 2*a, 2 + .5*(a - 1))\n"
		"contract.base-share = .3\n", "", &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(study_step(st, -1));
	const struct solution *sol = study_solution(st, s.bargain);
	CU_ASSERT_EQUAL_FATAL(sol->ties, 1);
	CU_ASSERT_EQUAL(sol->tie[0].from, 0);
	CU_ASSERT_DOUBLE_EQUAL(sol->tie[0].to, 1 / sqrt(1.3), 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(sol->objective, 1, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(sol->delta[0], .5, 1e-9);
	/* Beside the curve's nodes: no top is looked for where there is none. */
	CU_ASSERT_TRUE(st->work->recall.count < st->curve.count + 60);
	study_free(st);
	scenario_free(&s);
}

/* The generalist's best under a squeeze, from its first-order condition in forty digits: costs
 * a0^2 and .1 + .2 x + x^2, revenue a, the specialist kept at 0. And Nash's before that. */
static void test_squeezed(void)
{
	struct scenario s;
	struct study *st;
	struct study_plan plan = {.want = ~0u, .axis = -1};
	struct bargain best = {.rule = RULE_POWERFUL_GENERALIST}, nash = {.rule = RULE_NASH};
	games_open("squeeze", "", &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(study_step(st, -1));
	CU_ASSERT_DOUBLE_EQUAL(study_solution(st, best)->delta[0], .74187597682651123166, 5e-12);
	/* Where it begins to be held at all a0 = d/2 leaves it (1 - d) d/2 + (.8 - d)^2/4 - .1 = 0. */
	CU_ASSERT_DOUBLE_EQUAL(st->interval[0].to, .2 + sqrt(.28), 2e-12);
	/* (.4 d - d^2/4)(.06 + .1 d - d^2/4) is largest at .4. */
	CU_ASSERT_DOUBLE_EQUAL(study_solution(st, nash)->delta[0], .4, 1e-12);
	/* A point of the Pareto set of its own: the same share. */
	CU_ASSERT_EQUAL_FATAL(st->intervals, 2);
	CU_ASSERT_EQUAL(st->interval[1].from, study_solution(st, best)->delta[0]);
	CU_ASSERT_EQUAL(st->interval[1].to, st->interval[1].from);
	study_free(st);
	scenario_free(&s);
}

/* With an S-shaped revenue and a base share the generalist does best a little beyond where the
 * specialist begins to be held: no place on the other side is looked at. */
static void test_beside_event(void)
{
	struct scenario s;
	struct study *st;
	struct study_plan plan = {.want = HAVE_PRESENT | HAVE_SOLUTIONS, .axis = -1};
	struct bargain best = {.rule = RULE_POWERFUL_GENERALIST};
	games_open("symmetric", "bargain=nash generalist.cost.scale=.5618 "
		"medicine.revenue=logistic medicine.revenue.scale=3.556 medicine.revenue.midpoint=1.2 "
		"medicine.revenue.width=.2 medicine.cost.scale=.5 medicine.contract.base-share=.3", &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
	while (st->work->phase < PHASE_IDEALS)
		CU_ASSERT_TRUE_FATAL(study_step(st, 0));
	long before = st->work->plays;
	while (st->work->phase == PHASE_IDEALS)
		CU_ASSERT_TRUE_FATAL(study_step(st, 0));
	CU_ASSERT_TRUE(st->work->plays - before <= 20);
	/* Most performance is at the kink itself: lines from both sides tell. */
	before = st->work->plays;
	while (study_step(st, -1))
		;
	CU_ASSERT_TRUE(st->work->plays - before <= 54);
	const struct solution *sol = study_solution(st, best);
	struct trace_node beside = {.x = 0};
	CU_ASSERT_EQUAL_FATAL(outcome_init(&beside.out, 1, NULL), STATUS_OK);
	for (int side = -1; side <= 1; side += 2) {
		beside.x = sol->delta[0] + side * 1e-5;
		CU_ASSERT_TRUE(work_play_node(st, &beside) && beside.ok);
		CU_ASSERT_TRUE(beside.out.u_generalist < sol->out.u_generalist);
	}
	outcome_free(&beside.out);
	study_free(st);
	scenario_free(&s);
}

/* A linear program in three variables, with some rows through the origin, as those are of what is
 * met already. */
enum { VARIABLES = 3, LINES = 5, PLANES = LINES + 2 * VARIABLES };

static void random_program(struct rng *r, struct linear *l)
{
	*l = (struct linear){.variables = VARIABLES, .rows = LINES};
	for (int k = 0; k < VARIABLES; k++) {
		l->gain[k] = rng_between(r, -1, 1);
		l->low[k] = rng_below(r, 4) ? -rng_unit(r) : 0;
		l->high[k] = rng_below(r, 4) ? rng_unit(r) : 0;
	}
	for (int i = 0; i < LINES; i++) {
		l->room[i] = rng_below(r, 2) ? rng_unit(r) : 0;
		for (int k = 0; k < VARIABLES; k++)
			l->row[i][k] = rng_between(r, -1, 1);
	}
}

/* Plane p: normal . step = at, where what is allowed has no less. */
static double plane(const struct linear *l, int p, double normal[VARIABLES])
{
	int k = (p - LINES) / 2;
	for (int i = 0; i < VARIABLES; i++)
		normal[i] = p < LINES ? l->row[p][i] : i != k ? 0 : p % 2 ? 1 : -1;
	return p < LINES ? -l->room[p] : p % 2 ? l->low[k] : -l->high[k];
}

static double dot(const double *a, const double *b)
{
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static bool is_allowed(const struct linear *l, const double *step)
{
	for (int p = 0; p < PLANES; p++) {
		double normal[VARIABLES], at = plane(l, p, normal);
		if (dot(normal, step) < at - 1e-9)
			return false;
	}
	return true;
}

/* Where three planes meet, by Cramer's rule. */
static void meet(const struct linear *l, const int p[3], double *step)
{
	double n[3][VARIABLES], at[3], cross[3][VARIABLES];
	for (int i = 0; i < 3; i++)
		at[i] = plane(l, p[i], n[i]);
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			const double *a = n[(i + 1) % 3], *b = n[(i + 2) % 3];
			cross[i][k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
		}
	for (int k = 0; k < 3; k++)
		step[k] = (at[0] * cross[0][k] + at[1] * cross[1][k] + at[2] * cross[2][k]) /
			dot(n[0], cross[0]);
}

/* The best corner of all. */
static double best_corner(const struct linear *l)
{
	double best = 0, step[VARIABLES];
	for (int a = 0; a < PLANES; a++)
		for (int b = a + 1; b < PLANES; b++)
			for (int c = b + 1; c < PLANES; c++) {
				meet(l, (int[]){a, b, c}, step);
				if (isfinite(dot(step, step)) && is_allowed(l, step))
					best = fmax(best, dot(l->gain, step));
			}
	return best;
}

static void test_linear(void)
{
	struct rng r = {SEED};
	int wrong = 0;
	for (int i = 0; i < TRIALS; i++) {
		struct linear l;
		double step[VARIABLES], known;
		bool tight[LINES];
		random_program(&r, &l);
		double gain = linear_best(&l, step, tight);
		known = best_corner(&l);
		if (fabs(gain - known) <= 1e-8 && is_allowed(&l, step))
			continue;
		report(i, gain, known);
		wrong++;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

void suite_maximise(void)
{
	CU_pSuite s = CU_add_suite("line", NULL, NULL);

	CU_add_test(s, "the top of a hump", test_maximise);
	CU_add_test(s, "tops at ends", test_ends);
	CU_add_test(s, "boundaries", test_boundary);
	CU_add_test(s, "a plateau of performance", test_plateau);
	CU_add_test(s, "the top of a squeeze", test_squeezed);
	CU_add_test(s, "a top beside an event", test_beside_event);
	CU_add_test(s, "the best corner of a linear program", test_linear);
}
