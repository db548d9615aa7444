/* Regulation as a scenario: files, bargains, verdicts. The numbers are the theory's, of costs
 * x^2 + y^2 and revenue a + b. */
#include "bargain/floors.h"
#include "bargain/map.h"
#include "bargain/quantity.h"
#include "bargain/statics.h"
#include "bargain/study.h"
#include "game/verdict.h"
#include "model/param.h"
#include "model/scenario.h"
#include "regulate_brute.h"
#include "view/why.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char canonical[] = "[scenario]\ngame = regulation\nbargain = fixed\ndelta = 0.5\n"
	"[regulation]\nfloor.specialists = 0.4\n[specialist d]\n";

static bool near(double got, double want, double tolerance)
{
	bool good = fabs(got - want) <= tolerance;
	if (!good)
		fprintf(stderr, "\n    %.12g in place of %.12g", got, want);
	return good;
}

static void open_text(const char *text, struct scenario *s)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	CU_ASSERT_PTR_NOT_NULL_FATAL(errors);
	if (scenario_parse("t", text, strlen(text), s, errors) != STATUS_OK) {
		fprintf(stderr, "\n    %s", errors->item[0].text);
		CU_FAIL_FATAL("the scenario does not read");
	}
	free(errors);
}

static void assign(struct scenario *s, const char *text)
{
	struct error err = {.text = ""};
	if (param_assign(s, text, &err) != STATUS_OK)
		fprintf(stderr, "\n    %s: %s", text, err.text);
	CU_ASSERT_EQUAL_FATAL(err.text[0], '\0');
}

static void solve(struct study *st, const struct scenario *s, unsigned want)
{
	struct study_plan plan = {.want = want, .axis = -1};
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, NULL), STATUS_OK);
	study_step(st, -1);
	CU_ASSERT_TRUE_FATAL(study_has_outcome(st));
}

/* Shares agreed on, and utilities there. */
static void test_bargains(void)
{
	static const struct {
		double floor0, floor1;
		const char *rule;
		double delta, u0, u1;
	} row[] = {
		{0, 0, "nash", .5, .375, .375},
		{0, 0, "vertical-monopoly", .5, .375, .375},
		{0, 0, "egalitarian", .5, .375, .375},
		{0, 0, "kalai-smorodinsky", .5, .375, .375},
		{0, .45, "nash", .389965, .332448, .283998},
		{0, .45, "egalitarian", .355357, .306020, .306020},
		{0, .45, "vertical-monopoly", .2, NAN, NAN},
		{0, .45, "powerful:generalist", .909464, .632136, 0},
		{0, 1, "vertical-monopoly", .786422, .834583, 0},
		{0, 1, "powerful:generalist", .786422, .834583, 0},
		{0, 1, "nash", .118449, .174166, .128043},
		{0, 1, "egalitarian", .1, .1475, .1475},
		{.1, .5, "vertical-monopoly", .5, .4275, .2775},
		{.1, .5, "nash", .423783, .368885, .333211},
		{.1, .5, "egalitarian", .4, .35, .35},
		{.5, 1, "nash", .5, .4375, .4375},
	};
	struct scenario s;
	struct study *st;
	char text[80];
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		snprintf(text, sizeof text, "regulation.floor.generalist=%g", row[i].floor0);
		assign(&s, text);
		snprintf(text, sizeof text, "regulation.floor.specialists=%g", row[i].floor1);
		assign(&s, text);
		snprintf(text, sizeof text, "bargain=%s", row[i].rule);
		assign(&s, text);
		solve(st, &s, HAVE_PRESENT);
		CU_ASSERT_TRUE(near(st->delta[0], row[i].delta, 1e-6));
		if (isnan(row[i].u0)) {
			CU_ASSERT_TRUE(near(st->present.joint, .66, 1e-6));
			continue;
		}
		CU_ASSERT_TRUE(near(st->present.u_generalist, row[i].u0, 1e-6));
		CU_ASSERT_TRUE(near(st->present.domain[0].utility, row[i].u1, 1e-6));
	}
	study_free(st);
	scenario_free(&s);
}

/* Under floors (.5, 1) both payoffs are 1.5 d - d^2/4 - .25 of the own share d, as long as both
 * take part by themselves: Nash's share is .5. Kalai-Smorodinsky's is not. The generalist's
 * ideal is larger than the specialist's, for at shares beyond those it can hold the specialist
 * at 0 by a better product; of the specialist's offers below nobody can be held. */
static void test_ideals(void)
{
	struct regulate_domain d = {{1, 1}, {1, 1, 0}, 1};
	const struct regulate_game g = {{1, 1, 0}, .5, 1, &d};
	double most = 0, theirs, low = .5, high = .52, leaves = 3 - sqrt(8);
	struct scenario s;
	struct study *st;

	for (double share = .82; share < .85; share += 1e-4)
		most = fmax(most, brute_best(&g, &share, 60));
	theirs = 1.5 * (1 - leaves) - .25 * (1 - leaves) * (1 - leaves) - .25;
	CU_ASSERT_TRUE(most > theirs + 1e-3);
	for (int i = 0; i < 50; i++) {
		double x = .5 * (low + high), y = 1 - x;
		double g0 = (1.5 * x - .25 * x * x - .25) / most;
		double g1 = (1.5 * y - .25 * y * y - .25) / theirs;
		*(g0 < g1 ? &low : &high) = x;
	}
	open_text(canonical, &s);
	assign(&s, "regulation.floor.generalist=.5");
	assign(&s, "regulation.floor.specialists=1");
	assign(&s, "bargain=kalai-smorodinsky");
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	solve(st, &s, HAVE_PRESENT);
	CU_ASSERT_TRUE(near(st->delta[0], low, 1e-6));
	CU_ASSERT_TRUE(near(st->delta[0], .500842, 1e-6));
	study_free(st);
	scenario_free(&s);
}

static struct best_floors best_of(const struct scenario *s)
{
	struct floors *f;
	struct best_floors best;

	CU_ASSERT_EQUAL_FATAL(floors_alloc(&f, s, NULL), STATUS_OK);
	while (floors_step(f))
		;
	best = *floors_best(f);
	floors_free(f);
	return best;
}

/* Of floors that bind both, W = .375 + (1 + v) t - a^2 - (t - a)^2: best at a = t/2, t = 1 + v. */
static void test_best_floors(void)
{
	static const double value[] = {0, .2, .5};
	struct scenario s;
	struct best_floors best;
	char text[80];

	open_text(canonical, &s);
	for (int i = 0; i < 3; i++) {
		double t = 1 + value[i];

		snprintf(text, sizeof text, "regulation.value=%g", value[i]);
		assign(&s, text);
		best = best_of(&s);
		CU_ASSERT_TRUE(best.found);
		CU_ASSERT_TRUE(near(best.generalist, t / 2, 1e-5));
		CU_ASSERT_TRUE(near(best.specialists, t, 1e-5));
		CU_ASSERT_TRUE(near(best.welfare, .375 + t * t / 2, 1e-9));
	}
	scenario_free(&s);
}

/* Two domains like the canonical one, each with a share of its own by Nash's rule, who all gain
 * alike at any floors that bind both: of W = sum over both of (1 + v) t - (t - a)^2 and .375,
 * less 2 a^2, the best is a = t / 2, t = 1 + v again. */
static void test_best_floors_apart(void)
{
	struct scenario s;
	struct best_floors best;

	open_text("[scenario]\ngame = regulation\nshare = separate\nbargain = fixed\n"
		"delta = .5\n[generalist]\ncost.performance = 2\ncost.safety = 2\n[specialist a]\n"
		"[specialist b]\n", &s);
	CU_ASSERT_TRUE(floors_apply(&s));
	best = best_of(&s);
	CU_ASSERT_TRUE(near(best.generalist, .5, 1e-5));
	CU_ASSERT_TRUE(near(best.specialists, 1, 1e-5));
	CU_ASSERT_TRUE(near(best.welfare, 2 * .875, 1e-9));
	assign(&s, "bargain=egalitarian");
	CU_ASSERT_TRUE(floors_apply(&s));
	best = best_of(&s);
	CU_ASSERT_TRUE(best.found);
	CU_ASSERT_TRUE(best.welfare > 1.7);
	scenario_free(&s);
}

/* Where the specialists' floor binds both, and so sharply that a row's last digits tell more than the
 * generalist's floor does: each unit of that costs 7 of welfare, so the best is none. */
static void test_best_floor_none(void)
{
	struct scenario s;
	struct best_floors best;

	open_text("[scenario]\ngame = regulation\nshare = separate\nbargain = fixed\n"
		"delta = .46 .67\n[generalist]\ncost.performance = .522\ncost.interaction = .853\n"
		"cost.safety = 2.18\n[specialist a]\nrevenue.performance = 1.68\n"
		"revenue.safety = .458\ncost.performance = .462\ncost.safety = .861\n"
		"[specialist b]\nrevenue.performance = .849\nrevenue.safety = 1.94\n"
		"cost.performance = 2.04\ncost.safety = 2.02\n", &s);
	best = best_of(&s);
	CU_ASSERT_EQUAL(best.generalist, 0);
	CU_ASSERT_TRUE(near(best.specialists, .65392053, 1e-8));
	scenario_free(&s);
}

/* The canonical game with attributes in other units, Nash's share under each pair: both gain alike. */
static void test_best_floors_in_any_unit(void)
{
	static const double unit[] = {1, 1e-5, 1e-8, 1e6};

	for (int i = 0; i < 4; i++) {
		double c = 1 / (unit[i] * unit[i]), r = 1 / unit[i];
		struct scenario s;
		struct best_floors best;
		char text[400];

		snprintf(text, sizeof text, "[scenario]\ngame = regulation\nbargain = nash\n[generalist]\n"
			"cost.performance = %.17g\ncost.safety = %.17g\n[specialist s]\n"
			"cost.performance = %.17g\ncost.safety = %.17g\nrevenue.performance = %.17g\n"
			"revenue.safety = %.17g\n", c, c, c, c, r, r);
		open_text(text, &s);
		best = best_of(&s);
		CU_ASSERT_TRUE(near(best.generalist / unit[i], .5, 1e-3));
		CU_ASSERT_TRUE(near(best.specialists / unit[i], 1, 1e-3));
		CU_ASSERT_TRUE(near(best.welfare, .875, 1e-6));
		scenario_free(&s);
	}
}

/* No pair of floors on a grid of its own does better, in random games of one and two. */
static void test_no_better_floors(void)
{
	int tried = 0;

	for (uint64_t seed = 1; seed <= 22; seed++) {
		const int n = 1 + (int)(seed % 2);
		struct regulate_domain d[4];
		struct regulate_game g;
		double delta[4], most = 0;
		struct outcome out;
		struct regulate *solver;
		struct scenario s;
		char text[900];
		struct best_floors best;
		int used;

		brute_make(seed, n, d, &g, delta);
		used = snprintf(text, sizeof text, "[scenario]\ngame = regulation\nbargain = fixed\n"
			"share = common\ndelta = %.17g\n[generalist]\ncost.performance = %.17g\n"
			"cost.safety = %.17g\ncost.interaction = %.17g\n", delta[0],
			g.cost.performance, g.cost.safety, g.cost.interaction);
		for (int i = 0; i < n; i++) {
			delta[i] = delta[0];
			used += snprintf(text + used, sizeof text - (size_t)used,
				"[specialist s%d]\nrevenue.performance = %.17g\nrevenue.safety = %.17g\n"
				"cost.performance = %.17g\ncost.safety = %.17g\n"
				"cost.interaction = %.17g\n", i, d[i].earns.performance,
				d[i].earns.safety, d[i].cost.performance, d[i].cost.safety,
				d[i].cost.interaction);
		}
		open_text(text, &s);
		best = best_of(&s);
		CU_ASSERT_EQUAL_FATAL(regulate_alloc(&solver, n, NULL), STATUS_OK);
		CU_ASSERT_EQUAL_FATAL(outcome_init(&out, n, NULL), STATUS_OK);
		for (int i = 0; i <= 90; i++)
			for (int k = i; k <= 90; k++) {
				g.floor = .0617 * i;
				for (int j = 0; j < n; j++)
					d[j].floor = .0617 * k;
				regulate_equilibrium(solver, &g, delta, &out);
				most = fmax(most, out.joint);
			}
		if (most > best.welfare * (1 + 1e-7))
			fprintf(stderr, "\n    game %d: %.9g, a grid %.9g", (int)seed, best.welfare, most);
		CU_ASSERT_TRUE(most <= best.welfare * (1 + 1e-7));
		tried++;
		outcome_free(&out);
		regulate_free(solver);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(tried, 22);
}

/* What the law comes to; with a rule, at the shares agreed on with it and without. */
static void test_verdicts(void)
{
	struct scenario s;
	struct study *st;
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	solve(st, &s, HAVE_PRESENT | HAVE_LAW);
	CU_ASSERT_EQUAL(st->present.verdict, VERDICT_BACKFIRES);
	CU_ASSERT_PTR_NOT_NULL_FATAL(st->unregulated);
	CU_ASSERT_TRUE(near(st->unregulated->present.domain[0].safety, .5, 1e-12));
	CU_ASSERT_TRUE(near(st->present.domain[0].safety, .4, 1e-12));
	assign(&s, "bargain=nash");
	assign(&s, "regulation.floor.specialists=0.45");
	solve(st, &s, HAVE_PRESENT | HAVE_LAW);
	CU_ASSERT_EQUAL(st->present.verdict, VERDICT_BACKFIRES);
	assign(&s, "regulation.floor.generalist=0.5");
	assign(&s, "regulation.floor.specialists=1");
	assign(&s, "regulation.value=2");
	solve(st, &s, HAVE_PRESENT | HAVE_LAW);
	CU_ASSERT_EQUAL(st->present.verdict, VERDICT_MUTUAL);
	CU_ASSERT_TRUE(near(st->present.welfare, .875 + 2, 1e-9));
	assign(&s, "regulation.floor.generalist=3");
	solve(st, &s, HAVE_PRESENT | HAVE_LAW);
	CU_ASSERT_EQUAL(st->present.verdict, VERDICT_AWAY);
	study_free(st);
	scenario_free(&s);
}

/* A game of the first kind again after one of the second, in the same workspace. */
static void test_other_kind(void)
{
	struct scenario s, plain;
	struct study *st;
	open_text("[scenario]\nbargain = nash\n[specialist d]\n", &plain);
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	solve(st, &s, HAVE_ALL);
	CU_ASSERT_PTR_NOT_NULL(st->unregulated);
	solve(st, &plain, HAVE_ALL);
	CU_ASSERT_PTR_NULL(st->unregulated);
	CU_ASSERT_EQUAL(st->present.verdict, VERDICT_NONE);
	CU_ASSERT_TRUE(near(st->delta[0], .5, 1e-9));
	study_free(st);
	scenario_free(&s);
	scenario_free(&plain);
}

/* The stretch of floors that backfire is closed in on. */
static void test_statics(void)
{
	struct scenario s;
	struct statics *st;
	struct statics_plan plan = {.span = {.low = 0, .high = 2.5}};
	bool from = false, to = false, away = false;
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(statics_alloc(&st, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(param_find(&s, "regulation.floor.specialists", &plan.param, NULL),
		STATUS_OK);
	CU_ASSERT_TRUE(quantity_find(&s, "safety", &plan.quantity));
	CU_ASSERT_FALSE(quantity_find(&s, "level", &plan.quantity));
	CU_ASSERT_EQUAL_FATAL(statics_reset(st, &s, &plan, NULL), STATUS_OK);
	statics_step(st, -1);
	for (int i = 0; i + 1 < st->trace.count; i++) {
		const struct trace_node *a = &st->trace.node[i], *b = a + 1;
		from |= a->out.verdict != VERDICT_BACKFIRES && b->out.verdict == VERDICT_BACKFIRES &&
			near(b->x, .375, 1e-7);
		to |= a->out.verdict == VERDICT_BACKFIRES && b->out.verdict != VERDICT_BACKFIRES &&
			near(b->x, .5, 1e-7);
		away |= a->out.verdict != VERDICT_AWAY && b->out.verdict == VERDICT_AWAY &&
			near(b->x, 2.367196, 1e-6);
	}
	CU_ASSERT_TRUE(from && to && away);
	statics_free(st);
	scenario_free(&s);
}

/* All cells of the map over both floors, as the theory counts them (below the diagonal the
 * floor on specialists is the generalist's). */
static void test_map(void)
{
	struct scenario s;
	struct map *m;
	struct map_plan plan = {.x.span = {.low = 0, .high = 1.25}, .y.span = {.low = 0, .high = 2.5},
		.quantity = {QUANTITY_VERDICT, -1}, .cols = 26, .rows = 51};
	int count[VERDICTS] = {0};
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(map_alloc(&m, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(param_find(&s, "regulation.floor.generalist", &plan.x.param, NULL),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(param_find(&s, "regulation.floor.specialists", &plan.y.param, NULL),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(map_reset(m, &s, &plan, NULL), STATUS_OK);
	map_step(m, -1);
	for (int row = 0; row < m->rows; row++)
		for (int col = 0; col < m->cols && col <= row; col++)
			count[(int)m->cell[row * m->cols + col].value]++;
	CU_ASSERT_EQUAL(count[VERDICT_BACKFIRES], 7);
	CU_ASSERT_EQUAL(count[VERDICT_MUTUAL], 33);
	CU_ASSERT_EQUAL(count[VERDICT_AWAY], 213);
	map_free(m);
	scenario_free(&s);
}

/* Reasons have the number that decides: what the safety of before would pay. */
static void test_why(void)
{
	struct scenario s;
	struct study *st;
	struct why why;
	bool told = false, verdict = false;
	open_text(canonical, &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	solve(st, &s, HAVE_PRESENT | HAVE_FIRST_BEST | HAVE_LAW);
	CU_ASSERT_EQUAL_FATAL(why_explain(st, &why, NULL), STATUS_OK);
	for (int i = 0; i < why.count; i++) {
		told |= strstr(why.line[i], "pays it 0.3875") && strstr(why.line[i],
			"building 0.25 of safety itself would pay it 0.375");
		verdict |= strstr(why.line[i], "backfires") != NULL;
	}
	CU_ASSERT_TRUE(told && verdict);
	why_free(&why);
	study_free(st);
	scenario_free(&s);
}

/* Written and read again, and written into the text that it was read from. */
static void test_files(void)
{
	static const char text[] = "[scenario]\ntitle = T\ngame = regulation ; a comment\n"
		"[regulation]\nfloor.generalist = 0.1 ; another\n\n[specialist d]\nfloor = 0.7\n"
		"cost.interaction = -0.25\n";
	struct scenario s, again;
	char *out = NULL;
	open_text(text, &s);
	assign(&s, "regulation.floor.generalist=0.2");
	assign(&s, "regulation.value=3");
	assign(&s, "d.cost.safety=2");
	CU_ASSERT_EQUAL_FATAL(scenario_write(&s, &out, NULL), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(out, "floor.generalist = 0.2 ; another\nvalue = 3\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(out, "; a comment"));
	open_text(out, &again);
	CU_ASSERT_EQUAL(again.game.regulation.floor_generalist, .2);
	CU_ASSERT_EQUAL(again.game.regulation.value, 3);
	CU_ASSERT_EQUAL(again.game.specialist[0].floor, .7);
	CU_ASSERT_EQUAL(again.game.specialist[0].cost.safety, 2);
	CU_ASSERT_EQUAL(again.game.specialist[0].cost.interaction, -.25);
	free(out);
	free(again.text);
	again.text = NULL;
	CU_ASSERT_EQUAL_FATAL(scenario_write(&again, &out, NULL), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(out, "game = regulation\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(out, "[regulation]\nfloor.generalist = 0.2\nvalue = 3\n"));
	free(out);
	scenario_free(&again);
	scenario_free(&s);
}

static void refused(const char *text, const char *why)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	struct scenario s;
	CU_ASSERT_PTR_NOT_NULL_FATAL(errors);
	CU_ASSERT_EQUAL(scenario_parse("t", text, strlen(text), &s, errors), STATUS_INPUT);
	if (!strstr(errors->item[0].text, why)) {
		fprintf(stderr, "\n    '%s' says not '%s'", errors->item[0].text, why);
		CU_FAIL("another message");
	}
	free(errors);
}

static void test_refused(void)
{
	refused("[scenario]\ngame = regulation\n[specialist d]\n[specialist regulation]\n",
		"not generalist or regulation");
	refused("[regulation]\nvalue = 1\n[specialist d]\n", "does not belong to game = fine-tuning");
	refused("[specialist d]\nfloor = 1\n", "does not belong to game = fine-tuning");
	refused("[scenario]\ngame = regulation\n[specialist d]\ncost = power\n", "quadratic");
	refused("[scenario]\ngame = regulation\n[specialist d]\ncost.scale = 2\n",
		"does not belong to cost = quadratic");
	refused("[specialist d]\ncost.interaction = -2\n[scenario]\ngame = regulation\n",
		"must be above -1");
	refused("[scenario]\ngame = regulation\n[specialist d]\nrevenue.safety = 0\n"
		"revenue.performance = 0\n", "earns nothing");
	refused("[scenario]\ngame = regulation\n[specialist d]\n[regulation]\nfloor.generalist = -1\n",
		"out of range");
}

/* Two specialists of these costs, revenues and floors, with a share each; and the most that nested
 * sections and random steps have found for a rule, to about 1e-8: on ridges and at leaps that run
 * across both shares. */
static const struct {
	const char *costs, *one, *other;
	enum rule rule;
	double most, shares[2], room; /* of the shares */
} held[] = {
	{"cost.performance = 1.014\ncost.interaction = 1.357\ncost.safety = 1.32\n",
		"revenue.performance = .6072\nrevenue.safety = 1.744\ncost.performance = 1.334\n"
		"cost.interaction = .455\ncost.safety = 1.166\nfloor = .2639\n",
		"revenue.performance = 1.589\nrevenue.safety = 1.106\ncost.performance = .5192\n"
		"cost.interaction = -.226\ncost.safety = 1.265\nfloor = 1.551\n",
		RULE_MAX_PERFORMANCE, 3.61494185, {.92606461, .45228158}, 1e-7},
	{"cost.performance = 1.068\ncost.interaction = .6354\ncost.safety = 1.872\n",
		"revenue.performance = 1.779\nrevenue.safety = .7393\ncost.performance = 2.469\n"
		"cost.interaction = -1.685\ncost.safety = 2.35\nfloor = .4775\n",
		"revenue.performance = .8814\nrevenue.safety = .5439\ncost.performance = 1.895\n"
		"cost.interaction = -1.297\ncost.safety = 1.925\nfloor = .05713\n",
		RULE_VERTICAL_MONOPOLY, 2.7224716938, {.901372, .204745}, 2e-5},
	{"cost.performance = 1.672\ncost.interaction = 0\ncost.safety = 2.083\n",
		"revenue.performance = 1.431\nrevenue.safety = 1.967\ncost.performance = 2.136\n"
		"cost.interaction = -.02142\ncost.safety = 1.719\nfloor = 1.227\n",
		"revenue.performance = 1.971\nrevenue.safety = 1.506\ncost.performance = 2.311\n"
		"cost.interaction = .5058\ncost.safety = .9251\nfloor = .9908\n",
		RULE_POWERFUL_GENERALIST, 4.15507628395, {.8357908, .9626971}, 1e-7},
	{"cost.performance = 1.431\ncost.interaction = 1.382\ncost.safety = 1.568\n",
		"revenue.performance = 1.643\nrevenue.safety = .3437\ncost.performance = 1.045\n"
		"cost.interaction = -.3053\ncost.safety = 1.044\nfloor = .362\n",
		"revenue.performance = 1.785\nrevenue.safety = .4135\ncost.performance = 2.431\n"
		"cost.interaction = -1.71\ncost.safety = 2.348\nfloor = .5324\n",
		RULE_MAX_PERFORMANCE, 3.3632201, {.9525692, .9053213}, 1e-6},
	{"cost.performance = 1.961\ncost.interaction = -.224\ncost.safety = .6653\n"
		"[regulation]\nfloor.generalist = .1793\n",
		"revenue.performance = .9891\nrevenue.safety = 1.598\ncost.performance = 2.127\n"
		"cost.interaction = -.2483\ncost.safety = .8157\nfloor = 2.013\n",
		"revenue.performance = 1.478\nrevenue.safety = .9328\ncost.performance = 1.491\n"
		"cost.interaction = -.488\ncost.safety = 1.217\nfloor = 1.949\n",
		RULE_POWERFUL_SPECIALIST, 4.75300875, {0, .999999017}, 1e-8},
};

static void test_held(void)
{
	for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
		char text[1000];
		struct scenario s;
		struct study *st;
		snprintf(text, sizeof text, "[scenario]\ngame = regulation\nshare = separate\n"
			"[generalist]\n%s[specialist a]\n%s[specialist b]\n%s", held[i].costs,
			held[i].one, held[i].other);
		open_text(text, &s);
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		solve(st, &s, HAVE_SOLUTIONS);
		const struct solution *sol = study_solution(st, (struct bargain){held[i].rule, 0});
		CU_ASSERT_PTR_NOT_NULL_FATAL(sol);
		CU_ASSERT_TRUE(sol->objective >= held[i].most - 1e-8 * held[i].most);
		for (int k = 0; k < 2; k++)
			CU_ASSERT_TRUE(near(sol->delta[k], held[i].shares[k], held[i].room));
		study_free(st);
		scenario_free(&s);
	}
}

/* Random games of two specialists (tests/regulate_brute.h), and what a rule's best bargain is worth
 * at least: the best that has been played at shares on a grid, at others right beside 0 and 1, and
 * closer and closer in around those. In two of them many others are nearly as good, at whatever
 * share of one who abstains. */
static const struct {
	uint64_t seed;
	struct bargain rule;
	double least;
} beside_ends[] = {
	{43, {RULE_NASH, 0}, .161175195},
	{43, {RULE_EGALITARIAN, 0}, .0018556843},
	{1034, {RULE_NASH, 0}, .130118383},
	{1041, {RULE_POWERFUL_SPECIALIST, 0}, .103340947},
	{1073, {RULE_NASH, 0}, .0293484098},
	{1122, {RULE_NASH, 0}, .457006042},
	{1148, {RULE_NASH, 0}, .167066167},
	{2003, {RULE_POWERFUL_SPECIALIST, 0}, .832282019},
	{2075, {RULE_MAX_PERFORMANCE, 0}, 2.40900787},
};

static void write_cost(FILE *f, const struct quadratic *c)
{
	fprintf(f, "cost.performance = %.17g\ncost.safety = %.17g\ncost.interaction = %.17g\n",
		c->performance, c->safety, c->interaction);
}

static void open_random(uint64_t seed, struct scenario *s)
{
	struct regulate_domain domain[2];
	struct regulate_game g;
	char text[2000] = "";
	double delta[2];
	FILE *f = fmemopen(text, sizeof text, "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	brute_make(seed, 2, domain, &g, delta);
	fprintf(f, "[scenario]\ngame = regulation\nshare = separate\n"
		"[regulation]\nfloor.generalist = %.17g\n[generalist]\n", g.floor);
	write_cost(f, &g.cost);
	for (int i = 0; i < 2; i++) {
		fprintf(f, "[specialist d%d]\nrevenue.performance = %.17g\nrevenue.safety = %.17g\n"
			"floor = %.17g\n", i, domain[i].earns.performance, domain[i].earns.safety,
			domain[i].floor);
		write_cost(f, &domain[i].cost);
	}
	fclose(f);
	open_text(text, s);
}

static void test_beside_ends(void)
{
	for (size_t i = 0; i < sizeof beside_ends / sizeof *beside_ends; i++) {
		struct scenario s;
		struct study *st;
		open_random(beside_ends[i].seed, &s);
		CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
		solve(st, &s, HAVE_SOLUTIONS);
		const struct solution *sol = study_solution(st, beside_ends[i].rule);
		CU_ASSERT_PTR_NOT_NULL_FATAL(sol);
		if (!(sol->objective >= beside_ends[i].least - 1e-8 * st->scale)) {
			fprintf(stderr, "\n    game %d: %.12g", (int)beside_ends[i].seed, sol->objective);
			CU_FAIL("there is a better bargain");
		}
		study_free(st);
		scenario_free(&s);
	}
}

/* Two specialists that get what they would without the generalist, in a small unit: rules go on
 * finding better bargains for others', so that a largest gain changes last of all. No rule is left
 * out for that. */
static void test_all_rules(void)
{
	static const char text[] =
		"[scenario]\ngame = regulation\nshare = separate\n[regulation]\n"
		"floor.generalist = 0\n[generalist]\ncost.performance = 1.6383539557752867e-06\n"
		"cost.safety = 1.103104385666966e-06\n"
		"cost.interaction = -1.3654752863977248e-07\noutside = 4.9999999999999998e-08\n"
		"[specialist d0]\nrevenue.performance = 1.0617953118224959e-06\n"
		"revenue.safety = 4.0810823554773134e-07\n"
		"cost.performance = 2.0496606396192866e-06\n"
		"cost.safety = 2.1142008650192116e-06\n"
		"cost.interaction = -6.8663395915807749e-07\nfloor = 0.87035244414859125\n"
		"outside = 2e-08\n[specialist d1]\nrevenue.performance = 2.0239489696096939e-07\n"
		"revenue.safety = 7.1925094984154956e-07\n"
		"cost.performance = 1.3509579384875521e-06\n"
		"cost.safety = 6.3791262911484002e-07\ncost.interaction = 0\nfloor = 0\n"
		"outside = 7.0000000000000005e-08\n";
	struct scenario s;
	struct study *st;
	open_text(text, &s);
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, NULL), STATUS_OK);
	solve(st, &s, HAVE_SOLUTIONS);
	CU_ASSERT_EQUAL(st->solutions, 8);
	for (int i = 0; i < st->solutions; i++)
		CU_ASSERT_TRUE(st->solution[i].done);
	study_free(st);
	scenario_free(&s);
}

void suite_regulation(void);
void suite_regulation(void)
{
	CU_pSuite s = CU_add_suite("regulation", NULL, NULL);
	CU_add_test(s, "bargains under a law", test_bargains);
	CU_add_test(s, "ideals under a law", test_ideals);
	CU_add_test(s, "shares of their own, held by both", test_held);
	CU_add_test(s, "shares right beside all or nothing", test_beside_ends);
	CU_add_test(s, "rules that improve on each other", test_all_rules);
	CU_add_test(s, "a regulator's best floors", test_best_floors);
	CU_add_test(s, "best floors with shares of their own", test_best_floors_apart);
	CU_add_test(s, "a best floor that is none", test_best_floor_none);
	CU_add_test(s, "best floors in any unit", test_best_floors_in_any_unit);
	CU_add_test(s, "no better floors on a grid", test_no_better_floors);
	CU_add_test(s, "what the law comes to", test_verdicts);
	CU_add_test(s, "the other kind of game again", test_other_kind);
	CU_add_test(s, "the stretch that backfires", test_statics);
	CU_add_test(s, "the map over both floors", test_map);
	CU_add_test(s, "reasons", test_why);
	CU_add_test(s, "files", test_files);
	CU_add_test(s, "what files are refused", test_refused);
}
