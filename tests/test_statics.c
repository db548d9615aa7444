/* Comparative statics: what happens along a parameter, and where. */
#include "bargain/statics.h"
#include "games.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

static const char three[] = "[scenario]\nshare = common\nbargain = vertical-monopoly\n[generalist]\n"
			    "[specialist medicine]\nrevenue.scale = 2\n"
			    "[specialist law]\nrevenue.scale = 1.5\ncost.marginal = 1\n"
			    "[specialist archive]\nrevenue.scale = 0.3\ncost.fixed = 0.5\n";

/* Where a regime of that specialist changes first; -1: nowhere. */
static double threshold_of(const struct statics *st, int specialist)
{
	for (int i = 0; i < st->thresholds; i++)
		if (st->threshold[i].specialist == specialist)
			return st->threshold[i].x;
	return -1;
}

/* The regimes on both sides of it are different indeed. */
static void check_change(const struct statics *st, int specialist, double value)
{
	const struct trace_node *below = NULL, *above = NULL;

	for (int i = 0; i < st->trace.count; i++) {
		if (st->trace.node[i].x < value - 1e-6)
			below = &st->trace.node[i];
		if (!above && st->trace.node[i].x > value + 1e-6)
			above = &st->trace.node[i];
	}
	CU_ASSERT_PTR_NOT_NULL_FATAL(below);
	CU_ASSERT_PTR_NOT_NULL_FATAL(above);
	CU_ASSERT_NOT_EQUAL(below->out.domain[specialist].regime,
		above->out.domain[specialist].regime);
}

/* With the level for nothing there is no bound but at a share of 0, which is
 * agreed on then and nowhere else: that end of the range is not listed among
 * what happens along it. */
static void test_thresholds(void)
{
	struct statics_plan plan = {.quantity = {QUANTITY_UTILITY, -1}};
	struct error_list errors;
	struct statics *st;
	struct scenario s;
	double at;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", three, strlen(three), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(
		param_find(&s, "generalist.cost.scale", &plan.param, NULL), STATUS_OK);
	plan.span = (struct span){.high = 10};
	CU_ASSERT_EQUAL_FATAL(statics_reset(st, &s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(statics_step(st, -1));
	CU_ASSERT_EQUAL(st->span.low, 0);
	at = threshold_of(st, 1);
	CU_ASSERT_DOUBLE_EQUAL(at, 4.859393, 1e-5);
	check_change(st, 1, at);
	at = threshold_of(st, 2);
	CU_ASSERT_DOUBLE_EQUAL(at, 0.402336, 1e-5);
	check_change(st, 2, at);
	CU_ASSERT_EQUAL(st->thresholds, 2);
	/* which is joined to nothing all the same */
	CU_ASSERT_TRUE(!st->trace.node[0].ok || st->trace.node[0].break_after);
	statics_free(st);
	scenario_free(&s);
}

/* Two parts of a base are at most 1 together: beside one of .6 the other is allowed up to .4, and
 * beyond that there is no game, rather than one without an equilibrium. */
static void test_refused(void)
{
	static const char text[] = "[scenario]\nshare = common\nbargain = fixed\ndelta = .5\n[generalist]\n[specialist a]\n"
				   "contract.base-share = .6\n[specialist b]\n";
	struct statics_plan plan = {.span = {0, 1, false}};
	struct error_list errors;
	struct scenario s;
	struct statics *st;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", text, strlen(text), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(param_find(&s, "b.contract.base-share", &plan.param, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_reset(st, &s, &plan, NULL), STATUS_OK);
	statics_step(st, -1);
	for (int i = 0; i < st->trace.count; i++) {
		const struct trace_node *node = &st->trace.node[i];

		if (fabs(node->x - .4) > 1e-9)
			CU_ASSERT_EQUAL(node->lack, node->x < .4 ? LACK_NOTHING : LACK_GAME);
	}
	CU_ASSERT_EQUAL_FATAL(st->thresholds, 1);
	CU_ASSERT_DOUBLE_EQUAL(st->threshold[0].x, .4, 1e-6);
	CU_ASSERT_EQUAL(st->threshold[0].lack_after, LACK_GAME);
	statics_free(st);
	scenario_free(&s);
}

/* Nor is anything that the contract sets: a line of one height would tell nothing. */
static void test_set(void)
{
	static const char text[] = "[scenario]\ncontract = matched\n[generalist]\n[specialist a]\n";
	struct statics_plan plan = {.span = {0, .9, false}};
	struct error_list errors;
	struct scenario s;
	struct statics *st;
	struct error err;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("t", text, strlen(text), &s, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(
		param_find(&s, "a.contract.cost-share", &plan.param, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(statics_reset(st, &s, &plan, &err), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text,
		"a.contract.cost-share changes nothing under contract = matched");
	s.game.contract = CONTRACT_TERMS;
	CU_ASSERT_EQUAL(statics_reset(st, &s, &plan, &err), STATUS_OK);
	statics_free(st);
	scenario_free(&s);
}

/* Media's share at cost, with everything asked for or the bargain alone. */
static double media_at(struct scenario *s, double cost, unsigned want, enum regime *regime)
{
	struct study_plan plan = {.want = want, .axis = -1};
	struct study *st;
	s->game.generalist.cost.scale = cost;
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(study_step(st, -1));
	double share = st->delta[0];
	*regime = st->present.domain[8].regime;
	study_free(st);
	return share;
}

/* The Nash product has two tops, on either side of where Media's reply is kinked, at a share of
 * 4/9: with Media contributing, and with it free-riding. Closing in on both by golden section, at
 * given shares, tells the latter by 1.1e-7 the higher one at a cost of 5.4955, in its logarithm,
 * and the former by 1.7e-7 at 5.4957. Bargain, study and statics know both. */
static void test_two_tops(void)
{
	static const struct { double cost, share; enum regime regime; } known[] = {
		{5.4955, .4450795, REGIME_FREE_RIDE},
		{5.4957, .4437967, REGIME_CONTRIBUTE},
	};
	struct statics_plan plan = {.span = {5.4, 5.6, false}, .nodes = 5};
	struct statics *st;
	struct scenario s;
	games_open("many-domains", "", &s);
	for (int i = 0; i < 2; i++)
		for (int all = 0; all < 2; all++) {
			enum regime regime;
			double share = media_at(&s, known[i].cost, all ? HAVE_SOLUTIONS | HAVE_PARETO :
				HAVE_PRESENT, &regime);
			CU_ASSERT_DOUBLE_EQUAL(share, known[i].share, 1e-6);
			CU_ASSERT_EQUAL(regime, known[i].regime);
		}
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(
		param_find(&s, "generalist.cost.scale", &plan.param, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(statics_reset(st, &s, &plan, NULL), STATUS_OK);
	CU_ASSERT_FALSE(statics_step(st, -1));
	double at = threshold_of(st, 8);
	CU_ASSERT_TRUE(at > known[0].cost && at < known[1].cost);
	CU_ASSERT_EQUAL(st->thresholds, 1);
	statics_free(st);
	scenario_free(&s);
}

void suite_statics(void)
{
	CU_pSuite s = CU_add_suite("statics", NULL, NULL);

	CU_add_test(s, "what happens along a parameter", test_thresholds);
	CU_add_test(s, "values that are not allowed", test_refused);
	CU_add_test(s, "what the contract sets", test_set);
	CU_add_test(s, "two tops beside a kink", test_two_tops);
}
