/* What the generalist's search proves with, against samples: bounds on slopes are never left
 * by secants, humps are those of a dense grid, and so are the local best levels. Games are
 * random; a failure prints the game and the seed it was made from. */
#include "contract_laws.h"
#include "games.h"

#include "solver/level.h"
#include "solver/solver_private.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>

#define SEED 41107

static void complain(const struct scenario *s, uint64_t seed, const char *what, double at, double got,
        double low, double high)
{
	static int told;
	if (told++ >= 3)
		return;
	fprintf(stderr, "\nseed %llu: %s at %.17g: %.17g not in [%.17g, %.17g]\n",
	        (unsigned long long)seed, what, at, got, low, high);
	games_print(s);
}

/* ------------------------------------------------------- bounds on slopes */

enum { SLOPE_GAMES = 1200, INTERVALS = 6, SAMPLES = 12 };

/* A domain's part of the goal, from its reply alone. */
static double part(const struct domain *m, enum goal goal, const struct reply *at)
{
	if (m->by_level && !domain_active(m, at->a, at))
		return 0;
	return goal == GOAL_SHARE ? m->delta * at->r : at->u;
}

/* Secants of the part between levels on [l, u]: by the mean value theorem they lie within
 * the bounds, and fall where the part is said to be concave. */
static bool secants_hold(struct domain *m, enum goal goal, double l, double u, int *proved,
        double bad[4])
{
	struct reply at_l, at_u, at;
	double low, high, before = INFINITY;
	if (domain_reply(m, l, &at_l, NULL) != STATUS_OK ||
	        domain_reply(m, u, &at_u, NULL) != STATUS_OK)
		return true;
	if (!domain_slope_bounds(m, goal, l, &at_l, u, &at_u, &low, &high))
		return true;
	bool concave = domain_concave(m, goal, &at_l, &at_u);
	double v = part(m, goal, &at_l), a = l;
	++*proved;
	for (int i = 1; i <= SAMPLES; i++) {
		double next = l + (u - l) * i / (double)SAMPLES;
		CU_ASSERT_EQUAL_FATAL(domain_reply(m, next, &at, NULL), STATUS_OK);
		double w = part(m, goal, &at), slope = (w - v) / (next - a);
		/* What rounding makes of both values, and of bounds of that size. */
		double room = 4e-15 * (fabs(v) + fabs(w) + fabs(at.u)) / (next - a) +
		        1e-9 * (1e-3 + fabs(slope));
		bad[0] = next;
		bad[1] = slope;
		bad[2] = low;
		bad[3] = concave ? fmin(high, before) : high;
		if (!(slope >= low - room) || !(slope <= bad[3] + room))
			return false;
		before = slope;
		v = w;
		a = next;
	}
	return true;
}

static void check_slopes(const struct scenario *s, uint64_t seed, struct rng *r, int *proved)
{
	struct domain m = {.d = NULL};
	double share = rng_below(r, 8) == 0 ? rng_below(r, 2) : rng_unit(r);
	CU_ASSERT_EQUAL_FATAL(domain_classify(&m, &s->game.specialist[0], NULL), STATUS_OK);
	for (enum goal goal = GOAL_SHARE; goal <= GOAL_SURPLUS; goal++) {
		/* Where a level may fall there are no bounds. */
		if (m.ordered_to < LEVEL_MAX / 2 ||
		        domain_prepare(&m, goal == GOAL_SHARE ? share : 0, NULL) != STATUS_OK ||
		        !isfinite(m.threshold))
			continue;
		for (int i = 0; i < INTERVALS; i++) {
			double bad[4], l = m.threshold + (i ? rng_log(r, 1e-3, 5) : 0);
			double u = l + rng_log(r, 1e-3, 3);
			bool good = secants_hold(&m, goal, l, u, proved, bad);
			CU_ASSERT_TRUE(good);
			if (!good)
				complain(s, seed, "slope", bad[0], bad[1], bad[2], bad[3]);
		}
	}
	domain_clear(&m);
}

static void test_slopes(void)
{
	struct rng r = {SEED};
	int proved = 0;
	for (uint64_t seed = SEED; seed < SEED + SLOPE_GAMES; seed++) {
		struct scenario s;
		CU_ASSERT_TRUE_FATAL(games_make(GAMES_ALL, seed, 1, &s));
		check_slopes(&s, seed, &r, &proved);
		scenario_free(&s);
	}
	/* Most intervals must have bounds, or nothing was checked. */
	CU_ASSERT_TRUE(proved > SLOPE_GAMES * INTERVALS);
}

/* ------------------------------------------------------------------ humps */

enum { HUMP_GAMES = 150, HUMP_GRID = 1500 };
#define HUMP_END 6.0

static double payoff(const struct domain *m, double a0, double x)
{
	return m->w * revenue_value(&m->d->revenue, a0 + x) - cost_value(&m->d->cost, x, a0);
}

/* Whether one of the found is within a step of x. */
static bool is_found(const double *found, int count, double x, double step)
{
	for (int i = 0; i < count; i++)
		if (fabs(found[i] - x) <= step)
			return true;
	return false;
}

/* The local maxima between two investments, into x. */
static int humps(struct domain *m, double a0, double from, double to, double floor, double *x)
{
	struct margin low, high, found[PEAKS_MAX];
	domain_margin(m, a0, from, &low);
	domain_margin(m, a0, to, &high);
	int count = humps_find(m, a0, &low, &high, floor, found);
	for (int i = 0; i < count; i++)
		x[i] = found[i].x;
	return count;
}

static bool humps_agree(struct domain *m, double a0, double *at)
{
	double found[PEAKS_MAX], step = HUMP_END / (double)HUMP_GRID;
	int count = humps(m, a0, 0, HUMP_END, -INFINITY, found);
	double before = payoff(m, a0, 0), here = payoff(m, a0, step);
	for (int i = 1; i < HUMP_GRID; i++) {
		double next = payoff(m, a0, (i + 1) * step);
		*at = i * step;
		if (here > before && here > next && !is_found(found, count, *at, step))
			return false;
		before = here;
		here = next;
	}
	for (int i = 0; i < count; i++) {
		double beside = fmin(.5 * found[i], 1e-4), top = payoff(m, a0, found[i]);
		*at = found[i];
		if ((i > 0 && found[i] <= found[i - 1]) ||
		        top < payoff(m, a0, *at - beside) - 1e-15 ||
		        top < payoff(m, a0, *at + beside) - 1e-15)
			return false;
	}
	return true;
}

static void test_humps(void)
{
	struct rng r = {SEED};
	int tried = 0;
	for (uint64_t seed = SEED; tried < HUMP_GAMES; seed++) {
		struct scenario s;
		struct domain m = {.d = NULL};
		double at, share = rng_unit(&r), a0 = rng_below(&r, 3) ? rng_log(&r, 1e-3, 2) : 0;
		CU_ASSERT_TRUE_FATAL(games_make(GAMES_ALL, seed, 1, &s));
		CU_ASSERT_EQUAL_FATAL(domain_classify(&m, &s.game.specialist[0], NULL), STATUS_OK);
		/* Logistic revenue. */
		if (m.shape == SHAPE_SIGMOID && m.kind == KIND_HUMPED &&
		        domain_prepare(&m, share, NULL) == STATUS_OK) {
			bool good = humps_agree(&m, a0, &at);
			tried++;
			CU_ASSERT_TRUE(good);
			if (!good)
				complain(&s, seed, "hump", at, payoff(&m, a0, at), 0, 0);
		}
		domain_clear(&m);
		scenario_free(&s);
	}
}

/* w s a^2 - c x^4 at a0 = 0: the only hump is at sqrt(w s / (2 c)). */
static void test_hump_known(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < 200; i++) {
		struct specialist d = {.revenue = {.family = REVENUE_POWER, .exponent = 2},
		        .cost = {.family = COST_POWER, .exponent = 4}};
		struct domain m = {.d = &d, .kind = KIND_HUMPED, .shape = SHAPE_CONVEX, .guess.x = -1};
		double x[PEAKS_MAX];
		d.revenue.scale = rng_log(&r, .01, 100);
		d.cost.scale = rng_log(&r, .01, 100);
		m.w = rng_between(&r, .05, 1);
		double known = sqrt(m.w * d.revenue.scale / (2 * d.cost.scale));
		CU_ASSERT_EQUAL(humps(&m, 0, 0, 3 * known, -INFINITY, x), 1);
		CU_ASSERT_DOUBLE_EQUAL(x[0], known, 1e-13 * known);
		/* None that is too low to be of interest, and none at the ends. */
		CU_ASSERT_EQUAL(humps(&m, 0, 0, 3 * known, 1e9, x), 0);
		CU_ASSERT_EQUAL(humps(&m, 0, 1.5 * known, 3 * known, -INFINITY, x), 0);
	}
}

/* ------------------------------------------------------------------ peaks */

enum { PEAK_GAMES = 120, PEAK_GRID = 500 };

struct play {
	struct solver *solver;
	double delta[3];
	struct outcome out;
};

static double gets(struct play *p, double a0)
{
	CU_ASSERT_EQUAL_FATAL(solver_play(p->solver, p->delta, a0, &p->out, NULL), STATUS_OK);
	return p->out.u_generalist;
}

/* Whether choices are what they are said to be: local, best first, and the payoffs right. */
static bool choices_hold(struct play *p, const struct choice *c, int count)
{
	for (int k = 0; k < count; k++) {
		double room = 1e-9 * (1 + fabs(c[k].payoff)), a0 = c[k].a0;
		double beside = a0 > 0 ? 1e-6 * a0 : 1e-9;
		/* A level that lies on a jump may be on its other side by the last bit. */
		double got = fmax(gets(p, a0), gets(p, a0 * (1 + 1e-14)));
		if (fabs(got - c[k].payoff) > room || (k > 0 && c[k].payoff > c[k - 1].payoff + room))
			return false;
		if (gets(p, a0 + beside) > c[k].payoff + room ||
		        (a0 > 0 && gets(p, a0 - beside) > c[k].payoff + room))
			return false;
	}
	return true;
}

/* Whether every local maximum of a grid is one of them, or worse than all of a full list. */
static bool grid_agrees(struct play *p, const struct choice *c, int count, double top, double *at)
{
	double step = top / (double)PEAK_GRID, before = gets(p, 0), here = gets(p, step);
	double bar = count == CHOICES_MAX ? c[count - 1].payoff : -INFINITY;
	for (int i = 1; i < PEAK_GRID; i++) {
		double next = gets(p, (i + 1) * step);
		bool known = !(here > before && here > next) || here <= bar;
		*at = i * step;
		for (int k = 0; k < count && !known; k++)
			known = fabs(c[k].a0 - *at) <= step;
		if (!known)
			return false;
		before = here;
		here = next;
	}
	return true;
}

static void check_peaks(const struct scenario *s, uint64_t seed, struct rng *r)
{
	struct play p;
	struct choice c[CHOICES_MAX];
	struct error err;
	int count;
	double at = 0;
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, &p.solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&p.out, s->game.n, NULL), STATUS_OK);
	for (int i = 0; i < s->game.n; i++)
		p.delta[i] = rng_between(r, .05, .95);
	if (solver_choices(p.solver, p.delta, c, CHOICES_MAX, &count, &err) == STATUS_OK) {
		CU_ASSERT_EQUAL_FATAL(solver_equilibrium(p.solver, p.delta, &p.out, NULL), STATUS_OK);
		CU_ASSERT_TRUE(!p.out.invests || fabs(p.out.alpha0 - c[0].a0) <= 1e-9 * (1 + c[0].a0));
		bool good = choices_hold(&p, c, count) &&
		        grid_agrees(&p, c, count, rng_between(r, 2, 4) * (.3 + c[0].a0), &at);
		CU_ASSERT_TRUE(good);
		if (!good)
			complain(s, seed, "peak", at, gets(&p, at), c[0].a0, c[0].payoff);
	}
	outcome_free(&p.out);
	solver_free(p.solver);
}

static void test_peaks(void)
{
	struct rng r = {SEED};
	for (uint64_t seed = SEED; seed < SEED + PEAK_GAMES; seed++) {
		struct scenario s;
		CU_ASSERT_TRUE_FATAL(games_make(GAMES_ANALYTIC, seed, 1 + (int)(seed % 3), &s));
		check_peaks(&s, seed, &r);
		scenario_free(&s);
	}
}

/* Revenue a, costs x^2 + F and c0 a0^2. The specialist puts w/2 on top and takes part from
 * t = (F - w^2/4) / w on. Where t is beyond delta / (2 c0) the generalist is squeezed to t;
 * the other local best is level 0, where nobody takes part and nothing is earned. */
static void test_squeeze(void)
{
	struct rng r = {SEED};
	for (int i = 0; i < 200; i++) {
		struct specialist d = {.id = "d",
		        .revenue = {.family = REVENUE_LINEAR, .scale = 1, .exponent = 1, .width = 1},
		        .cost = {.family = COST_POWER, .scale = 1, .exponent = 2}};
		struct game g = {.n = 1, .specialist = &d};
		struct solver *s;
		struct choice c[CHOICES_MAX];
		int count;
		double delta = rng_between(&r, .1, .9), w = 1 - delta, c0 = rng_between(&r, .5, 2);
		double t = delta / (2 * c0) * rng_between(&r, 1.05, 1.5);
		double u = delta * (t + w / 2) - c0 * t * t;
		g.generalist.cost = (struct cost){.family = COST_POWER, .scale = c0, .exponent = 2};
		d.cost.fixed = w * t + w * w / 4;
		CU_ASSERT_EQUAL_FATAL(solver_alloc(&g, &s, NULL), STATUS_OK);
		CU_ASSERT_EQUAL(solver_choices(s, &delta, c, CHOICES_MAX, &count, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(count, 2);
		const struct choice *squeezed = &c[u < 0], *zero = &c[u >= 0];
		CU_ASSERT_DOUBLE_EQUAL(squeezed->a0, t, 1e-12);
		CU_ASSERT_DOUBLE_EQUAL(squeezed->payoff, u, 1e-12);
		CU_ASSERT_EQUAL(squeezed->edge.specialist, 0);
		CU_ASSERT_EQUAL(zero->a0, 0);
		CU_ASSERT_EQUAL(zero->payoff, 0);
		CU_ASSERT_EQUAL(zero->edge.specialist, -1);
		solver_free(s);
	}
}

/* --------------------------------------------------- what contracts come to at most */

enum { CONTRACT_GAMES = 500, CONTRACT_SPANS = 8, CONTRACT_LEVELS = 24 };

/* By levels alone, by slopes, and of one specialist that begins or leaves between them by both
 * that it takes part and that it does not. */
static double most_between(struct stage *s, const struct point *l, const struct point *u)
{
	struct bounds b;
	double top = stage_top(s, l, u);
	stage_bounds(s, l, u, &b);
	top = fmin(top, bounds_top(&b, u->a0 - l->a0));
	return b.smooth ? top : fmin(top, stage_either(s, l, u, INFINITY));
}

/* The generalist's most between two levels, as haggle-theory(7) has it, is no less than what
 * it gets at any level between them; and where they all but touch, hardly more. */
static void check_contract(const struct scenario *s, uint64_t seed, struct rng *r, int *tried, int *close)
{
	struct play p;
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, &p.solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&p.out, s->game.n, NULL), STATUS_OK);
	for (int i = 0; i < s->game.n; i++)
		p.delta[i] = rng_between(r, .05, .95);
	bool solved = solver_equilibrium(p.solver, p.delta, &p.out, NULL) == STATUS_OK;
	double reach = 1.5 * p.out.alpha0 + .3;
	struct stage *g = p.solver->stage;
	for (int k = 0; solved && g->terms && g->goal == GOAL_SHARE && k < CONTRACT_SPANS; k++) {
		struct point *l = stage_point(g, 0), *u = stage_point(g, 1);
		double low = rng_between(r, 0, reach), wide = k % 2 ? 1e-7 : rng_between(r, 0, reach);
		double top, most = -INFINITY;
		CU_ASSERT_FATAL(l && u);
		stage_evaluate(g, low, l);
		stage_evaluate(g, low + wide, u);
		top = most_between(g, l, u);
		for (int i = 0; i <= CONTRACT_LEVELS; i++) {
			double at = low + wide * i / CONTRACT_LEVELS, got = gets(&p, at);
			most = fmax(most, got);
			if (got > top + 1e-12 * (fabs(top) + stage_earned(g, u)))
				complain(s, seed, "a contract's level", at, got, -INFINITY, top);
			CU_ASSERT_TRUE(got <= top + 1e-12 * (fabs(top) + stage_earned(g, u)));
		}
		*tried += k % 2;
		*close += k % 2 && top - most <= 1e-4 * (fabs(top) + stage_earned(g, u));
	}
	outcome_free(&p.out);
	solver_free(p.solver);
}

static void test_contracts(void)
{
	struct rng r = {SEED};
	int tried = 0, close = 0;
	for (uint64_t seed = 1; seed <= CONTRACT_GAMES; seed++) {
		struct scenario s;
		CU_ASSERT_TRUE_FATAL(contract_game(seed, &s));
		check_contract(&s, seed, &r, &tried, &close);
		scenario_free(&s);
	}
	fprintf(stderr, "%d of %d ", close, tried);
	CU_ASSERT_TRUE(tried > CONTRACT_GAMES);
	CU_ASSERT_TRUE(close > .95 * tried);
}

/* With three tenths of a cost of a0^2 to bear the specialist would leave above some level; where the
 * generalist stops before that, it is not asked which. At a share of .95 it is held there. */
static void test_edge(void)
{
	struct scenario s;
	struct play p;
	games_open("symmetric", "medicine.revenue=log medicine.revenue.scale=2 medicine.cost.scale=1.5 "
		"medicine.contract.base-share=.3", &s);
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s.game, &p.solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&p.out, 1, NULL), STATUS_OK);
	for (int i = 1; i < 20; i++) {
		p.delta[0] = .05 * i;
		CU_ASSERT_EQUAL(solver_equilibrium(p.solver, p.delta, &p.out, NULL), STATUS_OK);
		CU_ASSERT_EQUAL(p.out.proof, PROOF_PROVED);
		double best = p.out.u_generalist, own = p.out.domain[0].utility;
		CU_ASSERT_EQUAL(p.solver->domain[0].edges, own == 0);
		CU_ASSERT_EQUAL(own == 0, i >= 18);
		for (int k = 0; k <= 400; k++)
			CU_ASSERT_TRUE(gets(&p, .005 * k) <= best + 1e-12);
	}
	outcome_free(&p.out);
	solver_free(p.solver);
	scenario_free(&s);
}

static bool count_level(void *context)
{
	++*(int *)context;
	return true;
}

/* Revenue rises by 2 up to 1 and by .5 from there on; costs are x^2 and a0^2, of which the specialist
 * bears three tenths. Its investment is w, so that the kink is reached at a level of the share, where
 * what the generalist gets rises by 2 d before, and by nothing behind, less than 1.4 d. */
static void test_at_kink(void)
{
	struct scenario s;
	struct play p;
	int levels = 0;
	games_open("symmetric", "medicine.revenue=formula medicine.revenue.formula=if(a<1,2*a,2+.5*(a-1)) "
		"medicine.contract.base-share=.3", &s);
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s.game, &p.solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&p.out, 1, NULL), STATUS_OK);
	stage_pause(p.solver->stage, (struct pause){count_level, &levels});
	for (int i = 0; i < 100; i++) {
		p.delta[0] = .2 + .005 * i;
		CU_ASSERT_EQUAL(solver_equilibrium(p.solver, p.delta, &p.out, NULL), STATUS_OK);
		CU_ASSERT_DOUBLE_EQUAL(p.out.alpha0, p.delta[0], 1e-14);
		CU_ASSERT_EQUAL(p.out.proof, PROOF_PROVED);
	}
	CU_ASSERT_TRUE(levels <= 12 * 100);
	outcome_free(&p.out);
	solver_free(p.solver);
	scenario_free(&s);
}

void suite_bounds(void)
{
	CU_pSuite s = CU_add_suite("bounds", NULL, NULL);

	CU_add_test(s, "slopes stay within their bounds", test_slopes);
	CU_add_test(s, "humps are those of a grid", test_humps);
	CU_add_test(s, "a hump that is known", test_hump_known);
	CU_add_test(s, "the levels next to the best are those of a grid", test_peaks);
	CU_add_test(s, "a squeeze that is known", test_squeeze);
	CU_add_test(s, "the most under a contract", test_contracts);
	CU_add_test(s, "where a specialist leaves, if that matters", test_edge);
	CU_add_test(s, "a kink that is the best", test_at_kink);
}
