/* What a study keeps of earlier ones: nothing comes out differently for it. After each of a row
 * of changes a study that has seen them all is held to one that begins anew, to the last bit. */
#include "games.h"
#include "shapes.h"

#include "bargain/study.h"
#include "model/param.h"

#include <CUnit/CUnit.h>
#include <stdio.h>

enum { WHOLE = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO |
	HAVE_THRESHOLDS };

static bool same_outcome(const struct outcome *a, const struct outcome *b)
{
	bool same = a->alpha0 == b->alpha0 && a->u_generalist == b->u_generalist &&
		a->joint == b->joint && a->payment == b->payment && a->proof == b->proof &&
		a->active == b->active && a->invests == b->invests;
	for (int i = 0; i < a->n; i++)
		same &= a->domain[i].alpha == b->domain[i].alpha &&
			a->domain[i].utility == b->domain[i].utility &&
			a->domain[i].payment == b->domain[i].payment &&
			a->domain[i].regime == b->domain[i].regime;
	return same;
}

static bool same_curve(const struct trace *a, const struct trace *b)
{
	bool same = a->count == b->count;
	for (int i = 0; same && i < a->count; i++)
		same = a->node[i].x == b->node[i].x && a->node[i].ok == b->node[i].ok &&
			a->node[i].dominated == b->node[i].dominated &&
			(!a->node[i].ok || same_outcome(&a->node[i].out, &b->node[i].out));
	return same;
}

static bool same_study(const struct study *a, const struct study *b)
{
	bool same = a->status == b->status && a->have == b->have &&
		a->solutions == b->solutions && a->intervals == b->intervals &&
		a->thresholds == b->thresholds && a->first_best_status == b->first_best_status &&
		same_curve(&a->curve, &b->curve);
	if (same && study_has_outcome(a))
		same = same_outcome(&a->present, &b->present);
	if (same && a->first_best_status == STATUS_OK)
		same = same_outcome(&a->first_best, &b->first_best);
	for (int i = 0; same && i < a->solutions; i++) {
		const struct solution *p = &a->solution[i], *q = &b->solution[i];
		same = p->agreement == q->agreement && p->pareto == q->pareto &&
			(!p->agreement || (p->delta[0] == q->delta[0] && same_outcome(&p->out, &q->out)));
	}
	for (int i = 0; same && i < a->intervals; i++)
		same = a->interval[i].from == b->interval[i].from &&
			a->interval[i].to == b->interval[i].to;
	return same;
}

static void solve(struct study *st, const struct scenario *s)
{
	struct study_plan plan = {.want = WHOLE, .axis = -1};
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, NULL), STATUS_OK);
	while (study_step(st, -1))
		;
}

/* Whether both studies of s are the same. */
static bool is_kept(struct study *kept, const struct scenario *s)
{
	struct study *anew;
	CU_ASSERT_EQUAL_FATAL(study_alloc(&anew, NULL), STATUS_OK);
	solve(kept, s);
	solve(anew, s);
	bool same = same_study(kept, anew);
	study_free(anew);
	return same;
}

static void test_changes(void)
{
	static const char *const change[] = {"delta=.3", "bargain=nash", "bargain=egalitarian",
		"generalist.outside=.01", "generalist.weight=2", "generalist.cost.scale=1.3",
		"bargain=kalai-smorodinsky", "generalist.cost.scale=1", "generalist.outside=0",
		"bargain=fixed", "delta=.7"};
	int wrong = 0;
	for (uint64_t seed = 1; seed <= 16; seed++) {
		struct scenario s;
		struct study *kept;
		CU_ASSERT_EQUAL_FATAL(study_alloc(&kept, NULL), STATUS_OK);
		if (!games_make(seed % 3 ? GAMES_ANALYTIC : GAMES_LINEAR, seed, 1 + (int)(seed % 2), &s))
			continue;
		s.game.common = true;
		wrong += !is_kept(kept, &s);
		for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
			/* some games have no such parameter: then nothing changes */
			param_assign(&s, change[i], NULL);
			if (is_kept(kept, &s))
				continue;
			wrong++;
			fprintf(stderr, "seed %d: not the same after %s\n", (int)seed, change[i]);
		}
		study_free(kept);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What one study played another takes over: it plays but what that did not, and comes out as one
 * that begins anew. */
static void test_handed_over(void)
{
	struct study *first, *rest, *anew;
	struct scenario s;
	struct study_plan plan = {.want = HAVE_FIRST, .axis = -1};
	CU_ASSERT_EQUAL_FATAL(study_alloc(&first, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&rest, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&anew, NULL), STATUS_OK);
	games_open("[scenario]\nbargain = nash\n[generalist]\n[specialist law]\n"
		"revenue = formula\nrevenue.formula = a^2/(1 + a^2)\n", "", &s);
	CU_ASSERT_EQUAL_FATAL(study_reset(first, &s, &plan, NULL), STATUS_OK);
	study_step(first, -1);
	plan.want = WHOLE;
	plan.known = first;
	CU_ASSERT_EQUAL_FATAL(study_reset(rest, &s, &plan, NULL), STATUS_OK);
	study_step(rest, -1);
	solve(anew, &s);
	CU_ASSERT_TRUE(same_study(rest, anew));
	CU_ASSERT_TRUE(study_plays(first) > 0 && study_plays(rest) > 0);
	CU_ASSERT_EQUAL(study_plays(first) + study_plays(rest), study_plays(anew));
	/* of another game nothing is */
	CU_ASSERT_EQUAL(param_assign(&s, "generalist.cost.scale=1.3", NULL), STATUS_OK);
	plan.known = rest;
	CU_ASSERT_EQUAL_FATAL(study_reset(first, &s, &plan, NULL), STATUS_OK);
	study_step(first, -1);
	solve(anew, &s);
	CU_ASSERT_TRUE(same_study(first, anew));
	CU_ASSERT_EQUAL(study_plays(first), study_plays(anew));
	study_free(first);
	study_free(rest);
	study_free(anew);
	scenario_free(&s);
}

/* Whether a study is the same after each change as one that begins anew. Frees *s. */
static void keep_through(struct scenario *s, const char *const *change, size_t changes)
{
	struct study *kept;
	int wrong = 0;
	CU_ASSERT_EQUAL_FATAL(study_alloc(&kept, NULL), STATUS_OK);
	for (size_t i = 0; i < changes; i++) {
		CU_ASSERT_EQUAL(param_assign(s, change[i], NULL), STATUS_OK);
		wrong += !is_kept(kept, s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	study_free(kept);
	scenario_free(s);
}

/* A formula's constant, a cost, a contract and a pot come and go. */
static void test_formulas(void)
{
	static const char *const change[] = {"law.revenue.R=2.5", "law.cost.scale=1.2",
		"law.cost.scale=.001", "law.cost.scale=90", "law.cost.scale=1.2",
		"law.revenue.R=3", "law.contract.fee=.05", "law.contract.fee=0", "law.outside=.02",
		"contract=profit", "contract=terms", "transfers=yes", "transfers=no"};
	struct scenario s;
	games_open("[scenario]\nbargain = nash\n[generalist]\n[specialist law]\n"
		"revenue = formula\nrevenue.formula = R*a^2/(1 + a^2)\nrevenue.R = 3\n", "", &s);
	keep_through(&s, change, sizeof change / sizeof *change);
}

/* Domains that are alike share their replies at a common share, and nothing that is freed. */
static void test_alike(void)
{
	static const char *const change[] = {"delta=.3", "generalist.cost.scale=1.2",
		"d2.revenue.R=3", "d2.revenue.R=2", "share=separate", "share=common"};
	struct scenario s;
	games_open("[scenario]\nbargain = fixed\ndelta = .5\n[generalist]\n"
		"[specialist d1]\nrevenue = formula\nrevenue.formula = R*a/(1 + a)\nrevenue.R = 2\n"
		"[specialist d2]\nrevenue = formula\nrevenue.formula = R*a/(1 + a)\nrevenue.R = 2\n"
		"[specialist d3]\nrevenue = formula\nrevenue.formula = R*a/(1 + a)\nrevenue.R = 2\n",
		"", &s);
	keep_through(&s, change, sizeof change / sizeof *change);
}

/* ---- equilibria ---------------------------------------------------------------------- */

/* A random game with formulas of any shape. */
static bool make_formulas(uint64_t number, struct scenario *s)
{
	struct rng r = {77 * number + 1};
	struct shape shape;
	if (!games_make(GAMES_ALL, number, 1 + (int)(number % 3), s))
		return false;
	for (int i = 0; i < s->game.n; i++) {
		struct specialist *d = &s->game.specialist[i];
		if (i > 0 && rng_below(&r, 2))
			continue;
		shape_revenue(&shape, &r, SHAPES_ALL);
		shape_give_revenue(&shape, &d->revenue);
		shape_cost(&shape, &r, SHAPES_ALL, true);
		shape_give_cost(&shape, true, &d->cost);
	}
	return true;
}

/* Whether a solver that has been asked for others answers as one that has not. */
static bool answers_alike(struct solver *asked, const struct game *g, const double *delta)
{
	struct outcome out[2];
	struct solver *solver;
	enum status st[2];
	CU_ASSERT_EQUAL_FATAL(solver_alloc(g, &solver, NULL), STATUS_OK);
	for (int i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL_FATAL(outcome_init(&out[i], g->n, NULL), STATUS_OK);
		st[i] = solver_equilibrium(i ? asked : solver, delta, &out[i], NULL);
	}
	bool same = st[0] == st[1] && (st[0] != STATUS_OK || same_outcome(&out[0], &out[1]));
	for (int i = 0; i < 2; i++)
		outcome_free(&out[i]);
	solver_free(solver);
	return same;
}

/* No equilibrium hangs on those that were asked for before, in its last digit: formulas are cut
 * into pieces as far as somebody looks. */
static void test_asked_before(void)
{
	enum { GAMES = 30, SHARES = 8 };
	int wrong = 0;
	for (uint64_t i = 0; i < GAMES; i++) {
		struct scenario s;
		struct solver *solver;
		struct rng r = {i};
		double delta[3];
		CU_ASSERT_FATAL(make_formulas(i, &s));
		CU_ASSERT_EQUAL_FATAL(solver_alloc(&s.game, &solver, NULL), STATUS_OK);
		for (int k = 0; k < SHARES; k++) {
			for (int j = 0; j < s.game.n; j++)
				delta[j] = rng_unit(&r);
			if (answers_alike(solver, &s.game, delta))
				continue;
			wrong++;
			fprintf(stderr, "game %d, shares %d: asked before, the answer is another\n",
				(int)i, k);
		}
		solver_free(solver);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What only the frontier's picture is of, 527 bargains of two shares but for the few that the rules'
 * searches came to as well, is not played for a rule, which comes to the same: the two specialists with linear revenue have 3/7 each, by the formula
 * for quadratic costs, in the vertical monopoly. */
static void test_cloud(void)
{
	static const char text[] = "[scenario]\nshare = separate\nbargain = vertical-monopoly\n"
				   "[generalist]\ncost.scale = 2\n"
				   "[specialist a]\ncost.scale = .5\n"
				   "[specialist b]\nrevenue.scale = 2\n";
	static const unsigned wants[] = {HAVE_PRESENT, HAVE_SOLUTIONS, HAVE_SOLUTIONS | HAVE_PARETO};
	long plays[3];
	struct scenario s;
	games_open(text, "", &s);
	for (int i = 0; i < 3; i++) {
		struct study_plan plan = {.want = wants[i], .axis = -1};
		struct study *st;
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(study_reset(st, &s, &plan, NULL), STATUS_OK);
		CU_ASSERT_FALSE(study_step(st, -1));
		CU_ASSERT_DOUBLE_EQUAL(st->delta[0], 3. / 7, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(st->delta[1], 3. / 7, 1e-9);
		plays[i] = study_plays(st);
		study_free(st);
	}
	CU_ASSERT_TRUE(plays[0] < 1000);
	CU_ASSERT_TRUE(plays[2] - plays[1] <= 527 && plays[2] - plays[1] > 500);
	scenario_free(&s);
}

void suite_recall(void)
{
	CU_pSuite suite = CU_add_suite("recall", NULL, NULL);
	CU_add_test(suite, "a study after others is one that begins anew", test_changes);
	CU_add_test(suite, "what another study played", test_handed_over);
	CU_add_test(suite, "equilibria asked for before", test_asked_before);
	CU_add_test(suite, "formulas, contracts and lump sums come and go", test_formulas);
	CU_add_test(suite, "formulas of several domains that are alike", test_alike);
	CU_add_test(suite, "what is a picture alone", test_cloud);
}
