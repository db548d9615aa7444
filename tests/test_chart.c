/* Charts of bargains against the game itself, on random games. */
#include "bargain/joint_chart.h"

#include "games.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GAMES = 24, SIDE = 9, LEVELS = 60, FIRST_SEED = 500 };

/* A chart of all shares of a game of two specialists. */
struct charted {
	uint64_t seed;
	struct scenario s;
	struct study *study;
	struct chart *chart;
	/* the tour's tally */
	struct outcome again;
	int visits, near, far, better;
};

/* Of the scenario that is set. */
static void begin_chart(struct charted *t, double top, struct pause pause)
{
	struct study_plan plan = {.want = HAVE_PRESENT, .pause = pause};
	t->s.game.common = false;
	CU_ASSERT_EQUAL_FATAL(study_alloc(&t->study, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(t->study, &t->s, &plan, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&t->again, 2, NULL), STATUS_OK);
	struct chart *c = t->chart = chart_alloc(2, SIDE, LEVELS);
	CU_ASSERT_PTR_NOT_NULL_FATAL(c);
	for (int l = 0; l < LEVELS; l++)
		c->level[l] = top * l / (LEVELS - 1);
	for (int i = 0; i < 2; i++)
		chart_shares(c, t->study->work, i, .5, .5, -1);
	CU_ASSERT_TRUE_FATAL(chart_fill(c, t->study->work));
}

static void begin(struct charted *t, uint64_t seed)
{
	struct rng r = {seed};
	memset(t, 0, sizeof *t);
	t->seed = seed;
	CU_ASSERT_TRUE_FATAL(games_make(GAMES_ALL, seed, 2, &t->s));
	begin_chart(t, rng_between(&r, 2, 6), (struct pause){0});
}

static void end(struct charted *t)
{
	chart_free(t->chart);
	outcome_free(&t->again);
	study_free(t->study);
	scenario_free(&t->s);
}

/* Shares rise, from 0 to 1 and with the middle among them. */
static void test_shares(void)
{
	for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + GAMES; seed++) {
		struct charted t;
		begin(&t, seed);
		for (int i = 0; i < 2; i++) {
			const double *share = t.chart->share + i * SIDE;
			bool middle = false, rising = share[0] == 0 && share[SIDE - 1] == 1;
			for (int k = 0; k < SIDE; k++) {
				middle |= share[k] == .5;
				rising &= k == 0 || share[k] >= share[k - 1];
			}
			CU_ASSERT_TRUE(rising && middle);
		}
		end(&t);
	}
}

/* Whether a row of the table is what the specialist answers. */
static bool row_holds(const struct charted *t, int i, int k)
{
	const struct chart *c = t->chart;
	double share = c->share[i * SIDE + k];
	for (int l = 0; l < LEVELS; l++) {
		const struct chart_cell *cell = c->cell + row_at(c, i, k) + l;
		double gain = c->gain[row_at(c, i, k) + (size_t)l];
		struct domain_outcome d;
		bool ok = solver_response(t->study->work->solver, i, share, c->level[l], &d, NULL) ==
			STATUS_OK;
		if (ok != isfinite(gain))
			return false;
		if (ok && (cell->regime != d.regime || fabs(cell->alpha - d.alpha) > 1e-7 ||
				  fabs(gain - share * d.revenue) > 1e-7))
			return false;
	}
	return true;
}

static void test_table(void)
{
	for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + GAMES; seed++) {
		struct charted t;
		begin(&t, seed);
		for (int i = 0; i < 2; i++)
			for (int k = 0; k < SIDE; k++) {
				bool good = row_holds(&t, i, k);
				CU_ASSERT_TRUE(good);
				if (!good)
					fprintf(stderr, "seed %d, row %d of %d\n", (int)seed, k, i);
			}
		end(&t);
	}
}

/* A leap lies between an answer of one kind right below it and another at it. */
static void test_leaps(void)
{
	int leaps = 0;
	for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + GAMES; seed++) {
		struct charted t;
		begin(&t, seed);
		for (int row = 0; row < 2 * SIDE; row++) {
			const struct chart_leap *e = leaps_of(t.chart, row / SIDE, row % SIDE);
			struct domain_outcome below, at;
			struct solver *solver = t.study->work->solver;
			double share = t.chart->share[row];
			for (int k = 0; k < LEAPS; k++, e++) {
				if (e->below < 0 ||
					solver_response(solver, row / SIDE, share,
						e->level * (1 - 1e-9), &below, NULL) != STATUS_OK ||
					solver_response(solver, row / SIDE, share,
						e->level * (1 + 1e-9), &at, NULL) != STATUS_OK)
					continue;
				leaps++;
				CU_ASSERT_NOT_EQUAL(below.regime, at.regime);
				CU_ASSERT_TRUE(e->cell.regime == at.regime ||
					fabs(e->cell.alpha - at.alpha) < 1e-6);
				CU_ASSERT_DOUBLE_EQUAL(e->gain, share * at.revenue, 1e-6);
				CU_ASSERT_TRUE(t.chart->level[e->below] <= e->level);
			}
		}
		end(&t);
	}
	CU_ASSERT_TRUE(leaps > GAMES);
}

static bool count(void *context)
{
	++*(long *)context;
	return true;
}

/* Who contributes at every level but 0 itself leaps nowhere, which one look tells. */
static void test_leap_at_0(void)
{
	static const char text[] = "[generalist]\n[specialist a]\nrevenue = formula\n"
		"revenue.formula = a^2/(1 + a^2)\ncost.scale = 2\n[specialist b]\nrevenue = formula\n"
		"revenue.formula = 3*min(a, a^2)\ncost.scale = 6\n";
	struct charted t = {0};
	struct error_list errors;
	long looks = 0, before = 0;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("chart", text, strlen(text), &t.s, &errors), STATUS_OK);
	begin_chart(&t, 3, (struct pause){count, &looks});
	for (int row = 0; row < 2 * SIDE; row++) {
		const struct chart_cell *cell = t.chart->cell + row_at(t.chart, row / SIDE, row % SIDE);
		CU_ASSERT_EQUAL(cell[0].regime, REGIME_FREE_RIDE);
		CU_ASSERT_TRUE(t.chart->share[row] == 1 || cell[1].regime == REGIME_CONTRIBUTE);
		CU_ASSERT_TRUE(leaps_of(t.chart, row / SIDE, row % SIDE)[LEAP_EFFORT].below < 0);
	}
	before = looks;
	CU_ASSERT_TRUE_FATAL(chart_fill(t.chart, t.study->work));
	CU_ASSERT_TRUE(looks - before <= 2 * 2 * SIDE);
	end(&t);
}

/* The generalist's utility by the chart, held against the game's. */
static bool visit(void *context, const double *delta, const struct outcome *out, bool guessed)
{
	struct charted *t = context;
	if (guessed)
		return true;
	t->visits++;
	if (solver_equilibrium(t->study->work->solver, delta, &t->again, NULL) != STATUS_OK ||
		t->again.alpha0 > t->chart->level[LEVELS - 1])
		return true;
	double off = out->u_generalist - t->again.u_generalist;
	double room = .02 * (1 + fabs(t->again.u_generalist));
	t->near += fabs(off) <= room;
	t->far += off < -room;
	t->better += off > room;
	return true;
}

/* A chart knows fewer levels than the game: it may fall behind where the best one is between
 * two of them, but hardly ever far, and it has nothing that the game has not. */
static void test_tour(void)
{
	int near = 0, far = 0, better = 0;
	for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + GAMES; seed++) {
		struct charted t;
		begin(&t, seed);
		chart_tour(t.chart, visit, &t);
		CU_ASSERT_TRUE(t.visits >= SIDE);
		near += t.near;
		far += t.far;
		better += t.better;
		end(&t);
	}
	CU_ASSERT_TRUE(near > 500);
	CU_ASSERT_TRUE(far * 20 <= near);
	CU_ASSERT_TRUE(better * 100 <= near);
	if (far * 20 > near || better * 100 > near || near <= 500)
		fprintf(stderr, "near %d, far %d, better %d\n", near, far, better);
}

/* The most that the generalist gets at a tabled level, by adding up all of them. */
static double most_tabled(const struct chart *c, const double *delta)
{
	double most = -INFINITY;
	for (int l = 0; l < c->levels; l++) {
		double total = -c->cost[l];
		for (int i = 0; i < c->n; i++) {
			int s = 0;
			while (c->share[i * c->side + s] != delta[i])
				s++;
			total += c->gain[row_at(c, i, s) + (size_t)l];
		}
		most = fmax(most, total);
	}
	return most;
}

static bool visit_most(void *context, const double *delta, const struct outcome *out, bool guessed)
{
	struct charted *t = context;
	double most = guessed ? -INFINITY : most_tabled(t->chart, delta);
	t->visits++;
	t->far += most >= 0 && out->u_generalist < most - 1e-12 * fabs(most);
	return true;
}

/* Levels are passed by where none can be the highest: no level that is higher is. */
static void test_highest(void)
{
	int visits = 0;
	for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + 4 * GAMES; seed++) {
		struct charted t;
		begin(&t, seed);
		chart_tour(t.chart, visit_most, &t);
		CU_ASSERT_EQUAL(t.far, 0);
		visits += t.visits;
		end(&t);
	}
	CU_ASSERT_TRUE(visits > 4 * GAMES * SIDE);
}

void suite_chart(void)
{
	CU_pSuite s = CU_add_suite("chart", NULL, NULL);

	CU_add_test(s, "shares", test_shares);
	CU_add_test(s, "tables", test_table);
	CU_add_test(s, "leaps", test_leaps);
	CU_add_test(s, "a leap at 0", test_leap_at_0);
	CU_add_test(s, "tours", test_tour);
	CU_add_test(s, "the highest level", test_highest);
}
