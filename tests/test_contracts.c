/* Contracts: terms beside the share, matched cost shares and one pot, against closed forms of
 * one specialist with quadratic costs, against brute force, and against what must hold. */
#include "bargain/study.h"
#include "contract_laws.h"
#include "games.h"
#include "json.h"
#include "model/param.h"
#include "solver/equilibrium.h"

#include <CUnit/CUnit.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 1e-6

/* The equilibrium at the scenario's own shares. */
static enum status play(const struct scenario *s, struct outcome *out, struct error *err)
{
	struct solver *solver;
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, &solver, err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(out, s->game.n, err), STATUS_OK);
	enum status st = solver_equilibrium(solver, s->delta, out, err);
	solver_free(solver);
	return st;
}

static bool near(double a, double b)
{
	return fabs(a - b) <= ROOM;
}

/* ---- closed forms ------------------------------------------------------------- */

#define ONE "[scenario]\nbargain = fixed\ndelta = 0.5\n[generalist]\n[specialist d]\n"

static const struct one {
	const char *sets; /* costs, share and terms */
	double a0, x, u_generalist, u;
} ones[] = {
	{"", .25, .25, .1875, .1875},
	{"d.contract.fee=.1", .25, .25, .2875, .0875},
	{"delta=0 d.contract.fee=.25", 0, .5, .25, 0},
	{"d.contract.cost-share=.5", .25, .5, .1875, .25},
	{"d.contract.fee=-.05", .25, .25, .1375, .2375},
	{"delta=0 d.contract.fee=.5", .25, .5, .4375, 0},
	{"d.contract.base-share=.5", .5, .25, .25, .1875},
	{"d.contract.fee=.3125", .5, .25, .4375, 0},
	{"delta=0 d.contract.fee=.75", .5, .5, .5, 0},
	{"d.contract.cost-share=.5 d.contract.base-share=.5", .5, .5, .25, .25},
	{"d.contract.fee=.4", .675, .25, .406875, 0},
	{"delta=0 d.contract.fee=.9", .65, .5, .4775, 0},
	{"delta=.3 d.contract.cost-share=.3 d.contract.base-share=.7", .5, .5, .15, .35},
	{"d.contract.fee=.3 d.contract.cost-share=.5", .35, .5, .4775, 0},
	{"delta=0 d.contract.fee=1.3", 1.05, .5, .1975, 0},
	{"d.cost.scale=2 delta=.6 d.contract.cost-share=.4", .3, 1. / 6, .151 / .9, .46 / 3},
	{"d.cost.scale=2 delta=.6 d.contract.cost-share=.6 d.contract.base-share=.2", .375, .25,
		.1875, .171875},
	{"d.cost.scale=2 delta=0 d.contract.fee=.625", .5, .25, .375, 0},
	{"d.cost.scale=4 delta=.8 d.contract.cost-share=.8", .4, .125, .21, .0925},
	{"delta=.9 d.contract.cost-share=.9", .45, .5, .4275, .07},
	{"delta=.9 contract=matched", .45, .5, .4275, .07},
	{"d.contract.fee=-.4", 0, 0, 0, 0},
	{"generalist.cost.scale=2 delta=.25 d.contract.fee=.1 d.contract.base-share=.1", .0694444444,
		.375, .202430556, .0917438272},
	/* The generalist stays at home: it bears .6 of a cost for .3 of what that earns. */
	{"delta=.3 d.contract.cost-share=.6", 0, 0, 0, 0},
	/* The squeeze turned round: it stops where its cost would drive the specialist out. */
	{"delta=.8 d.contract.base-share=.5", .4449489743, .1, .3369693846, 0},
	{"delta=.9 d.contract.base-share=.6", .1887426, .05, .2006192, 0},
	/* At share 1 matched cost shares leave the specialist nothing, and at its best level. */
	{"delta=1 contract=matched", .5, .5, .5, 0},
	/* One owner's choice, whatever the split. */
	{"delta=.2 contract=profit", .5, .5, .1, .4},
	{"delta=0 contract=profit", .5, .5, 0, .5},
};

static void test_one(void)
{
	int wrong = 0;
	for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++) {
		const struct one *r = &ones[i];
		struct scenario s;
		struct outcome o;
		struct error err = {0};
		games_open(ONE, r->sets, &s);
		enum status st = play(&s, &o, &err);
		bool ok = st == STATUS_OK && near(o.alpha0, r->a0) && near(o.domain[0].investment, r->x) &&
			near(o.u_generalist, r->u_generalist) && near(o.domain[0].utility, r->u) &&
			near(o.joint, r->u_generalist + r->u) && o.proof == PROOF_PROVED;
		if (!ok)
			fprintf(stderr, "%s: a0 %.9g x %.9g G %.9g D %.9g %s %s\n", r->sets, o.alpha0,
				o.domain[0].investment, o.u_generalist, o.domain[0].utility,
				proof_name(o.proof), err.text);
		wrong += !ok;
		outcome_free(&o);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* Costs 2 and .5, 1; revenue 1, 2 a unit. */
#define TWO "[scenario]\nbargain = fixed\ndelta = 0.428571428571428571\n[generalist]\n" \
	"cost.scale = 2\n[specialist d]\ncost.scale = 0.5\n[specialist e]\nrevenue.scale = 2\n"

static const struct two {
	const char *sets;
	double a0, u_generalist, u[2];
} twos[] = {
	{"", 9. / 28, .941327, {.346939, .693878}},
	{"contract.cost-share=.428571428571428571", 9. / 28, .84949, {.469388, .938776}},
	{"contract.cost-share=.428571428571428571 contract.base-share=.285714285714285714", .75,
		1.125, {.392857, 1.107143}},
	{"d.delta=.5 e.delta=.25 d.contract.cost-share=.5 e.contract.base-share=.3 e.contract.fee=.1",
		.357143, .903571, {.428571, .921684}},
	{"delta=0 d.contract.fee=1.25 e.contract.fee=2.5", .75, 2.625, {0, 0}},
};

static void test_two(void)
{
	int wrong = 0;
	for (size_t i = 0; i < sizeof twos / sizeof twos[0]; i++) {
		const struct two *r = &twos[i];
		struct scenario s;
		struct outcome o;
		struct error err = {0};
		games_open(TWO, r->sets, &s);
		enum status st = play(&s, &o, &err);
		bool ok = st == STATUS_OK && near(o.alpha0, r->a0) &&
			near(o.u_generalist, r->u_generalist) &&
			near(o.domain[0].utility, r->u[0]) && near(o.domain[1].utility, r->u[1]) &&
			o.proof == PROOF_PROVED;
		if (!ok)
			fprintf(stderr, "%s: a0 %.9g G %.9g D %.9g %.9g %s\n", r->sets, o.alpha0,
				o.u_generalist, o.domain[0].utility, o.domain[1].utility, err.text);
		wrong += !ok;
		outcome_free(&o);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* Between these levels the specialist gets going, and the generalist's part falls. */
static void test_leap(const struct scenario *s)
{
	struct solver *solver;
	struct outcome o;
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, &solver, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&o, 1, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(solver_play(solver, s->delta, .151, &o, NULL), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(o.domain[0].alpha, .187, 5e-4);
	CU_ASSERT_DOUBLE_EQUAL(o.domain[0].paid, .001942, ROOM);
	CU_ASSERT_EQUAL(solver_play(solver, s->delta, .1515, &o, NULL), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(o.domain[0].alpha, 1.684, 5e-4);
	CU_ASSERT_DOUBLE_EQUAL(o.domain[0].paid, -.333191, 2 * ROOM);
	outcome_free(&o);
	solver_free(solver);
}

/* A generalist that under-builds, so that its partner does not get going. */
static void test_sabotage(void)
{
	struct scenario s;
	struct outcome o;
	struct error err = {0};
	games_open("[scenario]\nbargain = fixed\ndelta = 0.3\n[generalist]\ncost.scale = 0.5\n"
		"[specialist d]\nrevenue = logistic\nrevenue.scale = 3\nrevenue.midpoint = 1.5\n"
		"revenue.width = 0.25\ncontract.cost-share = 0.4\n", "", &s);
	CU_ASSERT_EQUAL(play(&s, &o, &err), STATUS_OK);
	CU_ASSERT_DOUBLE_EQUAL(o.alpha0, .009498, ROOM);
	CU_ASSERT_DOUBLE_EQUAL(o.u_generalist, .0000765, 1e-7);
	CU_ASSERT_DOUBLE_EQUAL(o.domain[0].utility, .0004087, 1e-7);
	CU_ASSERT_EQUAL(o.proof, PROOF_PROVED);
	outcome_free(&o);
	test_leap(&s);
	scenario_free(&s);
}

/* ---- brute force --------------------------------------------------------------- */

static bool same(double a, double b, double room)
{
	return fabs(a - b) <= room * fmax(1, fabs(b));
}

/* Where a level is best its payoff is flat, so that 1e-5 of that is its root of a level. */
#define LEVEL_ROOM 3e-3

static bool first_best_is(const struct scenario *s, double joint)
{
	struct solver *solver;
	struct outcome o;
	bool ok = solver_alloc(&s->game, &solver, NULL) == STATUS_OK &&
		outcome_init(&o, s->game.n, NULL) == STATUS_OK;
	CU_ASSERT_FATAL(ok);
	ok = solver_first_best(solver, &o, NULL) == STATUS_OK && same(o.joint, joint, 1e-5);
	outcome_free(&o);
	solver_free(solver);
	return ok;
}

static int equilibrium_wrong(const json_t *c)
{
	struct scenario s;
	struct outcome o;
	struct error err = {0};
	int wrong = 0;
	games_open(json_text_at(c, "ini"), "", &s);
	wrong += play(&s, &o, &err) != STATUS_OK || o.proof != PROOF_PROVED ||
		!same(o.u_generalist, json_double_at(c, "answer.UG"), 1e-5) ||
		!same(o.joint, json_double_at(c, "answer.joint"), 1e-5) ||
		!same(o.alpha0, json_double_at(c, "answer.alpha0"), LEVEL_ROOM) ||
		json_is_true(json_at(c, "answer.abstain")) != (o.alpha0 == 0 && o.joint == 0);
	wrong += !first_best_is(&s, json_double_at(c, "answer.first_best"));
	for (int i = 0; i < s.game.n; i++) {
		char path[40];
		snprintf(path, sizeof path, "answer.alpha.%d", i);
		wrong += !same(o.domain[i].alpha, json_double_at(c, path), LEVEL_ROOM);
		snprintf(path, sizeof path, "answer.UD.%d", i);
		wrong += !same(o.domain[i].utility, json_double_at(c, path), 1e-5);
		snprintf(path, sizeof path, "answer.regime.%d", i);
		wrong += strcmp(regime_name(o.domain[i].regime), json_text_at(c, path)) != 0;
	}
	outcome_free(&o);
	scenario_free(&s);
	return wrong;
}

/* Everything known of a scenario. */
static struct study *solve(const struct scenario *s)
{
	struct study_plan plan = {.want = HAVE_ALL};
	struct study *st = NULL;
	struct error err;
	CU_ASSERT_EQUAL_FATAL(study_alloc(&st, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(study_reset(st, s, &plan, &err), STATUS_OK);
	study_step(st, -1);
	return st;
}

/* What players owe one another comes to nothing, and utilities hold it. */
static bool pays(const struct outcome *o)
{
	double sum = o->payment, utilities = o->u_generalist;
	for (int i = 0; i < o->n; i++) {
		sum += o->domain[i].payment;
		utilities += o->domain[i].utility;
	}
	return fabs(sum) <= 1e-12 * fmax(1, o->joint) && same(utilities, o->joint, 1e-12);
}

/* Utilities under all rules that the answer has at `path`, of the scenario with that text. */
static int split_wrong(const json_t *c, const char *ini, const char *path)
{
	struct scenario s;
	int wrong = 0, met = 0;
	games_open(json_text_at(c, ini), "", &s);
	struct study *st = solve(&s);
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *sol = &st->solution[i];
		char name[80], at[140];
		for (int k = 0; k <= st->n; k++) {
			snprintf(at, sizeof at, "%s.%s.%d", path,
				scenario_bargain_name(&s, sol->rule, name, sizeof name), k);
			double u = json_double_at(c, at);
			/* Where a goal is flat the brute force's share is not the best. */
			double room = sol->rule.rule == RULE_VERTICAL_MONOPOLY ? 1e-3 : 1e-5;
			met += !isnan(u);
			wrong += !isnan(u) && !(sol->agreement &&
				same(outcome_utility(&sol->out, k), u, room));
		}
		wrong += sol->agreement && !pays(&sol->out);
		/* maximal performance has less to split */
		if (sol->agreement && st->scenario->game.transfers &&
			sol->rule.rule != RULE_MAX_PERFORMANCE)
			wrong += !same(sol->out.joint, json_double_at(c, "answer.pie.joint"), 1e-5);
	}
	study_free(st);
	scenario_free(&s);
	return wrong + (met == 0);
}

static int fixed_wrong(const json_t *c)
{
	struct scenario s;
	struct outcome o;
	struct error err;
	int wrong = 0;
	games_open(json_text_at(c, "ini"), "", &s);
	for (int i = 0; i < s.game.n; i++)
		s.delta[i] = json_double_at(c, "answer.fixed.delta");
	wrong += play(&s, &o, &err) != STATUS_OK ||
		!same(o.alpha0, json_double_at(c, "answer.alpha0"), LEVEL_ROOM) ||
		!first_best_is(&s, json_double_at(c, "answer.first_best"));
	for (int k = 0; k <= s.game.n; k++) {
		char at[60];
		snprintf(at, sizeof at, "answer.fixed.utilities.%d", k);
		wrong += !same(outcome_utility(&o, k), json_double_at(c, at), 1e-5);
	}
	outcome_free(&o);
	scenario_free(&s);
	return wrong;
}

/* A share binds where the goal falls by more than 1e-5 within the room that levels have. */
static bool share_wrong(const struct study *st, const struct solution *sol, const char *at,
	const json_t *c)
{
	char path[160];
	snprintf(path, sizeof path, "%s.delta", at);
	double share = json_double_at(c, path);
	bool near_it = fabs(sol->delta[0] - share) <= LEVEL_ROOM;
	for (int i = 0; i < sol->ties; i++)
		near_it = near_it || (share >= sol->tie[i].from - LEVEL_ROOM &&
			share <= sol->tie[i].to + LEVEL_ROOM);
	bool wrong = !near_it;
	for (int k = 0; k <= st->n && sol->ties == 0; k++) {
		snprintf(path, sizeof path, "%s.U.%d", at, k);
		wrong = wrong || !same(outcome_utility(&sol->out, k), json_double_at(c, path),
			LEVEL_ROOM);
	}
	return wrong;
}

/* Without lump sums: no rule's goal is below what the brute force found. */
static int bargain_wrong(const json_t *c)
{
	struct scenario s;
	int wrong = 0;
	games_open(json_text_at(c, "ini"), "", &s);
	struct study *st = solve(&s);
	wrong += !same(st->first_best.joint, json_double_at(c, "answer.first_best"), 1e-5);
	for (int i = 0; i < st->solutions; i++) {
		const struct solution *sol = &st->solution[i];
		char name[80], rule[100], at[140];
		snprintf(rule, sizeof rule, "answer.solutions.%s",
			scenario_bargain_name(&s, sol->rule, name, sizeof name));
		snprintf(at, sizeof at, "%s.value", rule);
		double value = json_double_at(c, at);
		if (isnan(value))
			continue;
		if (!same(sol->objective, value, 1e-5) || share_wrong(st, sol, rule, c)) {
			fprintf(stderr, "%s: %.9g for %.9g at %.9g\n", name, sol->objective, value,
				sol->delta[0]);
			wrong++;
		}
	}
	study_free(st);
	scenario_free(&s);
	return wrong;
}

/* What E (the smaller gain) or V (the sum) is at a share, the specialist's unit being that. */
static double rescaled_goal(const struct game *g, const struct outcome *o, double unit, bool sum)
{
	return sum ? o->u_generalist + unit * o->domain[0].utility :
		fmin(o->u_generalist - g->generalist.outside,
			unit * (o->domain[0].utility - g->specialist[0].outside));
}

/* At its share, or at an edge beside it, where the generalist barely takes part. */
static double goal_near(struct scenario *s, double unit, bool sum)
{
	double share = s->delta[0], best = -INFINITY;
	for (int step = -1; step <= 1; step++) {
		struct outcome o;
		s->delta[0] = share + 1e-6 * step;
		if (play(s, &o, NULL) == STATUS_OK)
			best = fmax(best, rescaled_goal(&s->game, &o, unit, sum));
		outcome_free(&o);
	}
	s->delta[0] = share;
	return best;
}

/* Along the curve as it was solved no share has more, and the share that is told has it. */
static int rescaled_wrong(const json_t *c)
{
	static const char *const rule[] = {"egalitarian", "vertical"};
	double unit = json_double_at(c, "answer.rescaled.factor");
	struct scenario s;
	int wrong = 0;
	games_open(json_text_at(c, "ini"), "", &s);
	struct study *st = solve(&s);
	for (int r = 0; r < 2; r++) {
		char at[60];
		snprintf(at, sizeof at, "answer.rescaled.%s.delta", rule[r]);
		s.delta[0] = json_double_at(c, at);
		snprintf(at, sizeof at, "answer.rescaled.%s.value", rule[r]);
		double value = json_double_at(c, at);
		wrong += !same(goal_near(&s, unit, r == 1), value, 1e-5);
		for (int i = 0; i < st->curve.count; i++) {
			const struct trace_node *n = &st->curve.node[i];
			bool agreed = n->ok && n->out.u_generalist >= s.game.generalist.outside &&
				n->out.domain[0].utility >= s.game.specialist[0].outside;
			wrong += agreed && rescaled_goal(&s.game, &n->out, unit, r == 1) >
				value + 1e-5 * fmax(1, fabs(value));
		}
	}
	study_free(st);
	scenario_free(&s);
	return wrong;
}

static void test_cases(void)
{
	FILE *f = fopen("tests/cases/contracts.jsonl", "r");
	char *line = NULL;
	size_t size = 0;
	int seen = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	while (getline(&line, &size, f) > 0) {
		json_t *c = json_read(line, NULL);
		CU_ASSERT_PTR_NOT_NULL_FATAL(c);
		int wrong = 0;
		if (!strcmp(json_text_at(c, "kind"), "equilibrium"))
			wrong = equilibrium_wrong(c);
		else if (!strcmp(json_text_at(c, "kind"), "profit"))
			wrong = split_wrong(c, "ini", "answer.solutions") + fixed_wrong(c);
		else
			wrong = split_wrong(c, "ini_transfers", "answer.transfers") + bargain_wrong(c) +
				rescaled_wrong(c);
		if (wrong)
			fprintf(stderr, "case %s: %d wrong\n", json_text_at(c, "id"), wrong);
		CU_ASSERT_EQUAL(wrong, 0);
		seen++;
		json_decref(c);
	}
	free(line);
	fclose(f);
	CU_ASSERT_EQUAL(seen, 22);
}

/* ---- bargains -------------------------------------------------------------------- */

#define MATCHED "contract=matched "
#define PAID "transfers=yes d.cost.scale=2 "

/* Bargained over with costs 1 and c: share and utilities, with lump sums after them. */
static const struct bargained {
	const char *sets, *rule;
	double share, u_generalist, u;
} bargained[] = {
	{MATCHED "d.cost.scale=2", "egalitarian", .607625, .168255, .168255},
	{MATCHED "d.cost.scale=2", "nash", .698740, .209402, .142909},
	{MATCHED "d.cost.scale=2", "kalai-smorodinsky", .754590, .236675, .123268},
	{MATCHED "d.cost.scale=2", "powerful:d", .375, .082031, .195313},
	{MATCHED "d.cost.scale=2", "vertical-monopoly", 1, .375, 0},
	{MATCHED "d.cost.scale=2", "powerful:generalist", 1, .375, 0},
	{"d.cost.scale=2 d.contract.cost-share=.3", "vertical-monopoly", .646465, .176538, .136592},
	{"d.cost.scale=2 d.contract.cost-share=.3", "nash", .611111, .166667, .145833},
	{"d.cost.scale=2 d.contract.cost-share=.3", "egalitarian", .571825, .155159, .155159},
	{MATCHED, "egalitarian", .577350, .227671, .227671},
	{MATCHED, "nash", .663173, .275743, .195894},
	{MATCHED, "kalai-smorodinsky", .715867, .307083, .172734},
	{PAID, "nash", 2. / 3, .145833, .145833},
	{PAID, "egalitarian", 2. / 3, .145833, .145833},
	{PAID, "kalai-smorodinsky", 2. / 3, .145833, .145833},
	{PAID, "powerful:generalist", 2. / 3, .291667, 0},
	{PAID "generalist.weight=.7 d.weight=.3", "nash", 2. / 3, .204167, .0875},
	{PAID "generalist.outside=.2", "nash", 2. / 3, .245833, .045833},
	{PAID "generalist.outside=.2", "vertical-monopoly", 2. / 3, .2, .091667},
	{PAID "d.patience=.8", "alternating", 2. / 3, .291667 * .714286, .291667 * .285714},
	{PAID "generalist.patience=.9", "alternating", 2. / 3, .291667 * .526316,
		.291667 * .473684},
	{"contract=profit", "nash", .5, .25, .25},
	{"contract=profit", "powerful:d", 0, 0, .5},
};

static void test_bargained(void)
{
	int wrong = 0;
	for (size_t i = 0; i < sizeof bargained / sizeof bargained[0]; i++) {
		const struct bargained *r = &bargained[i];
		char sets[200];
		struct scenario s;
		/* A patience at its default says nothing: the rule is asked for. */
		snprintf(sets, sizeof sets, "%s bargain=%s", r->sets, r->rule);
		games_open(ONE, sets, &s);
		struct study *st = solve(&s);
		bool ok = study_has_outcome(st) && fabs(st->delta[0] - r->share) <= 2e-6 &&
			fabs(st->present.u_generalist - r->u_generalist) <= 2e-6 &&
			fabs(st->present.domain[0].utility - r->u) <= 2e-6 && pays(&st->present);
		if (!ok)
			fprintf(stderr, "%s: share %.9g, %.9g %.9g\n", sets, st->delta[0],
				st->present.u_generalist, st->present.domain[0].utility);
		wrong += !ok;
		study_free(st);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What the best share loses with costs 1 and 2: nothing where the parts of the costs add up. */
static void test_best_share(void)
{
	static const double row[][4] = {{.3, .4, .016791, .519403}, {.5, 0, .041667, 2. / 3},
		{0, .5, .027778, 4. / 9}, {.2, .2, .046875, .6}, {.6, .4, 0, .6}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		char sets[200];
		struct scenario s;
		snprintf(sets, sizeof sets, "d.cost.scale=2 bargain=vertical-monopoly "
			"d.contract.cost-share=%g d.contract.base-share=%g", row[i][0], row[i][1]);
		games_open(ONE, sets, &s);
		struct study *st = solve(&s);
		CU_ASSERT_DOUBLE_EQUAL(st->first_best.joint - st->present.joint, row[i][2], ROOM);
		CU_ASSERT_DOUBLE_EQUAL(st->delta[0], row[i][3], 2e-6);
		study_free(st);
		scenario_free(&s);
	}
}

/* Three domains' one pot, and what is lost of it where revenue is shared and lump sums change
 * hands; a lump sum of .020833 evens out what costs 1 and 2 leave uneven. */
static void test_pots(void)
{
	static const struct { const char *from, *sets; double share, joint, each, paid; } row[] = {
		{"profit-pot", "", NAN, 3, .75, 0},
		{"profit-pot", "contract=terms transfers=yes", .75, 2.4375, .609375, NAN},
		{"side-payments", "", 2. / 3, .291667, .145833, -.020833},
		{"licence-fee", "", 0, .5, NAN, 0}, {"matched-costs", "", .663173, .471637, NAN, 0}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct scenario s;
		games_open(row[i].from, row[i].sets, &s);
		struct study *st = solve(&s);
		CU_ASSERT(!(fabs(st->delta[0] - row[i].share) > ROOM));
		CU_ASSERT_DOUBLE_EQUAL(st->present.joint, row[i].joint, 1.5e-6);
		CU_ASSERT(!(fabs(st->present.payment - row[i].paid) > ROOM));
		for (int k = 0; k <= st->n; k++)
			CU_ASSERT(!(fabs(outcome_utility(&st->present, k) - row[i].each) > ROOM));
		study_free(st);
		scenario_free(&s);
	}
}

/* Separate shares and lump sums: a third each of less than the first best. */
static void test_pie_of_three(void)
{
	struct scenario s;
	games_open(TWO, "transfers=yes bargain=nash", &s);
	struct study *st = solve(&s);
	CU_ASSERT_DOUBLE_EQUAL(st->first_best.joint, 2.625, ROOM);
	CU_ASSERT_DOUBLE_EQUAL(st->present.joint, 1.982143, 2e-6);
	for (int k = 0; k <= 2; k++)
		CU_ASSERT_DOUBLE_EQUAL(outcome_utility(&st->present, k), .660714, 2e-6);
	study_free(st);
	scenario_free(&s);
}

/* With costs a0^2 and 2 x^2, the most joint surplus is at a share of 2/3; lump sums split that
 * in any way, so that all other shares leave somebody worse off. */
static void test_pie_of_shares(void)
{
	struct scenario s;
	int best = 0;
	games_open("[generalist]\n[specialist d]\ncost.scale = 2\n", "transfers=yes bargain=nash", &s);
	struct study *st = solve(&s);
	CU_ASSERT_EQUAL_FATAL(st->intervals, 1);
	CU_ASSERT_DOUBLE_EQUAL(st->interval[0].from, 2. / 3, 1e-9);
	CU_ASSERT_EQUAL(st->interval[0].to, st->interval[0].from);
	for (int i = 0; i < st->curve.count; i++) {
		const struct trace_node *node = &st->curve.node[i];
		best += !node->dominated;
		CU_ASSERT(node->dominated || fabs(node->x - 2. / 3) < 1e-3);
	}
	CU_ASSERT(st->curve.count > 50 && best < 4);
	study_free(st);
	scenario_free(&s);
}

/* ---- what must hold ------------------------------------------------------------------ */

/* What the generalist gets at a level, by the replies there. */
static double payoff_at(struct solver *solver, const struct scenario *s, double a0, struct outcome *o)
{
	return solver_play(solver, s->delta, a0, o, NULL) == STATUS_OK ? o->u_generalist : -INFINITY;
}

/* Nobody loses, no more is had than there is, and no level of a grid pays the generalist more
 * than its own; with n = 1, who gets a part of the revenue and bears that part of each cost
 * wants what all want. */
static int laws_broken(struct scenario *s)
{
	struct solver *solver;
	struct outcome o, best, other;
	int broken = 0;
	CU_ASSERT_EQUAL_FATAL(solver_alloc(&s->game, &solver, NULL), STATUS_OK);
	outcome_init(&o, s->game.n, NULL);
	outcome_init(&best, s->game.n, NULL);
	outcome_init(&other, s->game.n, NULL);
	if (solver_equilibrium(solver, s->delta, &o, NULL) == STATUS_OK &&
		solver_first_best(solver, &best, NULL) == STATUS_OK) {
		double room = 1e-9 * fmax(1, fabs(best.joint));
		broken += o.joint > best.joint + room || o.u_generalist < -room;
		for (int i = 0; i < o.n; i++)
			broken += o.domain[i].utility < -room;
		for (int k = 0; k <= 200; k++)
			broken += payoff_at(solver, s, 3 * (best.alpha0 + .1) * k / 200., &other) >
				o.u_generalist + 1e-8 * fmax(1, fabs(best.joint));
		if (s->game.contract == CONTRACT_PROFIT)
			broken += fabs(o.joint - best.joint) > room;
	}
	outcome_free(&o);
	outcome_free(&best);
	outcome_free(&other);
	solver_free(solver);
	return broken;
}

static void draw_terms(struct rng *r, struct scenario *s)
{
	double left = 1;
	for (int i = 0; i < s->game.n; i++) {
		struct terms *t = &s->game.specialist[i].terms;
		t->fee = rng_below(r, 2) ? rng_between(r, -.3, .5) : 0;
		t->cost_share = rng_below(r, 2) ? rng_between(r, 0, .8) : 0;
		t->base_share = rng_below(r, 2) ? rng_between(r, 0, left) : 0;
		left -= t->base_share;
	}
}

/* Games of a kind, under terms drawn by their seeds. */
static void check_laws(enum games kind)
{
	enum { GAMES = 150 };
	int wrong = 0;
	for (uint64_t seed = 1; seed <= GAMES; seed++) {
		struct rng rng = {seed};
		struct scenario s;
		CU_ASSERT_TRUE_FATAL(games_make(kind, seed, 1 + (int)(seed % 3), &s));
		draw_terms(&rng, &s);
		int broken = laws_broken(&s);
		if (broken) {
			fprintf(stderr, "seed %d: %d broken\n", (int)seed, broken);
			games_print(&s);
			wrong++;
		}
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* Who takes part of w per unit, and of a fixed cost F, needs a level of F/w - w/4 from the generalist
 * and goes to F/w + w/4. Lump sums or none, that is highest where it leaves the generalist nothing. */
static void test_highest_for_nothing(void)
{
	static const double fixed[] = {.01, .1, .3};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		struct scenario s;
		double low = 1e-4, high = .6, cost = fixed[i];
		for (int k = 0; k < 60; k++) {
			double w = .5 * (low + high), a0 = cost / w - w / 4, a = cost / w + w / 4;
			*((1 - w) * a - a0 * a0 < 0 ? &low : &high) = w;
		}
		games_open("[generalist]\n[specialist d]\n", "transfers=yes", &s);
		s.game.specialist[0].cost.fixed = cost;
		struct study *st = solve(&s);
		const struct solution *sol = study_solution(st,
			(struct bargain){RULE_MAX_PERFORMANCE, 0});
		CU_ASSERT_TRUE_FATAL(sol && sol->agreement);
		CU_ASSERT_DOUBLE_EQUAL(sol->delta[0], 1 - high, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(sol->out.joint, 0, 1e-9);
		study_free(st);
		scenario_free(&s);
	}
}

/* Outside options that take all of the most that there is, p + q - pq/(p + q): nobody has anything
 * to agree on, whatever the rule; of a little less, everybody. */
static void test_nothing_to_gain(void)
{
	static const double cost[][2] = {{1, 1}, {1, 2}, {3, .5}};
	for (size_t i = 0; i < 3 * sizeof cost / sizeof *cost; i++) {
		struct scenario s;
		const double *c = cost[i / 3];
		double p = .25 / c[0], q = .25 / c[1], most = p + q - p * q / (p + q);
		bool less = i % 3 == 2;
		games_open("[generalist]\n[specialist d]\n", "transfers=yes", &s);
		s.game.generalist.cost.scale = c[0];
		s.game.specialist[0].cost.scale = c[1];
		s.game.generalist.outside = (double)(i % 3) * .4 * most;
		s.game.specialist[0].outside =
			most - s.game.generalist.outside - (less ? 1e-3 : 0);
		struct study *st = solve(&s);
		for (int k = 0; k < st->solutions; k++)
			CU_ASSERT_EQUAL(st->solution[k].agreement, less);
		CU_ASSERT_EQUAL(st->intervals, less);
		CU_ASSERT_EQUAL(st->profit_sharing, less);
		study_free(st);
		scenario_free(&s);
	}
}

/* The joint surplus p + q - p(1 - d)^2 - q d^2 comes to the outside options at two shares: the levels
 * are highest at the upper one where p > q, else at the lower one. */
static void test_highest_for_outside(void)
{
	static const double cost[][2] = {{1, 2}, {.5, 3}, {2, 1}}, part[] = {.91, .96, .993};
	for (size_t i = 0; i < 9; i++) {
		struct scenario s;
		const double *c = cost[i / 3];
		double p = .25 / c[0], q = .25 / c[1], sum = p + q, end = fmax(p, q);
		double most = sum - p * q / sum, out = end + part[i % 3] * (most - end);
		double root = sqrt(p * p - sum * (out - q)), d = (p + (p > q ? root : -root)) / sum;
		games_open("[generalist]\n[specialist d]\n", "transfers=yes", &s);
		s.game.generalist.cost.scale = c[0];
		s.game.specialist[0].cost.scale = c[1];
		s.game.generalist.outside = .3 * out;
		s.game.specialist[0].outside = .7 * out;
		struct study *st = solve(&s);
		const struct solution *sol = study_solution(st,
			(struct bargain){RULE_MAX_PERFORMANCE, 0});
		CU_ASSERT_TRUE_FATAL(sol && sol->agreement);
		CU_ASSERT_DOUBLE_EQUAL(sol->delta[0], d, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(sol->out.u_generalist, .3 * out, 1e-9);
		study_free(st);
		scenario_free(&s);
	}
}

/* Of equal costs a^k the joint surplus at share d is f(d) + f(1 - d), f(d) = b - b^k, where
 * k b^(k-1) = d: the same at all shares for k = 1.5, the most at both ends for less. An efficient
 * specialist that is an employee leaves the most at 1. */
static void test_best_shares(void)
{
	static const struct {
		double exponent;
		const char *contract;
		int pieces;
		double from, to; /* of the first and the last one */
		bool inside;
	} games[] = {
		{1.5, "contract=terms", 1, 0, 1, true},
		{1.4, "contract=terms", 2, 0, 1, false},
		{1.2, "contract=terms", 2, 0, 1, false},
		{2, "contract=terms", 1, .5, .5, true},
		{2, "contract=matched", 1, 1, 1, false},
		{2, "contract=profit", 1, 0, 1, true},
	};
	for (size_t i = 0; i < sizeof games / sizeof *games; i++) {
		struct scenario s;
		bool pot = games[i].contract[9] == 'p';
		games_open(pot ? "[scenario]\nshare = common\n[generalist]\n[specialist d]\n" :
				 "[scenario]\ntransfers = yes\n[generalist]\n[specialist d]\n",
			games[i].contract, &s);
		s.game.generalist.cost.exponent = games[i].exponent;
		s.game.specialist[0].cost.exponent = games[i].exponent;
		struct study *st = solve(&s);
		CU_ASSERT_EQUAL_FATAL(st->intervals, games[i].pieces);
		CU_ASSERT_DOUBLE_EQUAL(st->interval[0].from, games[i].from, 1e-6);
		CU_ASSERT_DOUBLE_EQUAL(st->interval[st->intervals - 1].to, games[i].to, 1e-6);
		CU_ASSERT_EQUAL(st->profit_sharing, games[i].inside);
		for (int k = 0; k < st->solutions && !pot; k++)
			if (st->solution[k].rule.rule != RULE_MAX_PERFORMANCE)
				CU_ASSERT_EQUAL(st->solution[k].ties, games[i].exponent == 1.5);
		study_free(st);
		scenario_free(&s);
	}
}

/* Matched costs, and the specialist carrying a part of the generalist's: the generalist builds the
 * first best of its own at a share of 1 - part, and beyond that where the specialist would leave
 * else, which comes down to the first best again at a share of 1 - part p / (2 p + q). */
static void test_best_twice(void)
{
	static const double cost[][2] = {{.5, .5}, {1, 2}, {2, 1}}, part[] = {.5, .37, .2};
	for (size_t i = 0; i < 9; i++) {
		struct scenario s;
		const double *c = cost[i / 3];
		double p = .25 / c[0], q = .25 / c[1], own = part[i % 3];
		games_open("[scenario]\ntransfers = yes\n[generalist]\n[specialist d]\n",
			"contract=matched", &s);
		s.game.generalist.cost.scale = c[0];
		s.game.specialist[0].cost.scale = c[1];
		s.game.specialist[0].terms.base_share = own;
		struct study *st = solve(&s);
		CU_ASSERT_EQUAL_FATAL(st->intervals, 2);
		CU_ASSERT_DOUBLE_EQUAL(st->interval[0].from, 1 - own, 1e-6);
		CU_ASSERT_DOUBLE_EQUAL(st->interval[1].to, 1 - own * p / (2 * p + q), 1e-6);
		study_free(st);
		scenario_free(&s);
	}
}

static void test_laws(void)
{
	check_laws(GAMES_ANALYTIC);
	check_laws(GAMES_LINEAR);
}

/* A sample of what tests/torture/random_terms runs by the hundred thousand, and those that it once
 * failed on. HAGGLE_SEED in the environment makes it begin at another game. */
static void test_torture(void)
{
	static const uint64_t number[] = {2339, 2742, 3288, 5459, 7095, 9257, 59856};
	const char *set = getenv("HAGGLE_SEED");
	uint64_t first = set ? strtoull(set, NULL, 10) : 1;
	struct contract_tally t = {0};
	int broken = 0;
	printf("[games from number %" PRIu64 "] ", first);
	for (uint64_t i = first; i < first + 400; i++)
		broken += contract_laws_try(i, i % 40 == 0, &t, stdout);
	for (size_t i = 0; i < sizeof number / sizeof *number; i++)
		broken += contract_laws_try(number[i], false, &t, stdout);
	CU_ASSERT_EQUAL(broken, 0);
	CU_ASSERT_EQUAL(t.refused, 0);
	CU_ASSERT(t.proved > 350 && t.tried[CONTRACT_LAW_PAYMENTS] > 5);
}

/* Who gets a part of the revenue and bears that part of each cost wants what one owner wants. */
static void test_one_interest(void)
{
	enum { GAMES = 40 };
	int wrong = 0;
	for (uint64_t seed = 1; seed <= GAMES; seed++) {
		struct rng rng = {seed};
		struct scenario s;
		struct outcome o, best;
		struct solver *solver;
		CU_ASSERT_TRUE_FATAL(games_make(GAMES_ANALYTIC, seed, 1, &s));
		s.delta[0] = rng_between(&rng, .05, .95);
		s.game.specialist[0].terms = (struct terms){0, s.delta[0], 1 - s.delta[0]};
		CU_ASSERT_EQUAL_FATAL(solver_alloc(&s.game, &solver, NULL), STATUS_OK);
		outcome_init(&o, 1, NULL);
		outcome_init(&best, 1, NULL);
		if (solver_first_best(solver, &best, NULL) == STATUS_OK &&
			!(solver_equilibrium(solver, s.delta, &o, NULL) == STATUS_OK &&
				same(o.joint, best.joint, 1e-9))) {
			fprintf(stderr, "seed %d: %.12g of %.12g\n", (int)seed, o.joint, best.joint);
			games_print(&s);
			wrong++;
		}
		outcome_free(&o);
		outcome_free(&best);
		solver_free(solver);
		scenario_free(&s);
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

/* ---- bad input ----------------------------------------------------------------- */

static const struct bad { const char *scenario, *specialists, *message; } bads[] = {
	{"contract.cost-share = 1.2\n", "[specialist d]\n", "contract.cost-share: 1.2 is not allowed: "
		"0 to 0.999 (G cannot carry all of a cost that it does not choose)"},
	{"contract.base-share = 0.6\n", "[specialist d]\n[specialist e]\n",
		"contract.base-share: the specialists' parts add up to 1.2; at most 1"},
	{"contract = matched\ncontract.cost-share = 0.5\n", "[specialist d]\n",
		"contract.cost-share is set by contract = matched; leave it out"},
	{"contract = profit\ncontract.fee = 1\n", "[specialist d]\n", "contract = profit shares one "
		"pot: leave out contract.fee, contract.cost-share, contract.base-share"},
	{"contract = profit\n", "[specialist d]\n[specialist e]\n", "contract = profit needs share = "
		"common (one part for the generalist)"},
	{"offers.first = law\n", "[specialist d]\n[specialist e]\n",
		"offers.first: no specialist \"law\"; generalist or d, e"},
	{"contract = royalty\n", "[specialist d]\n",
		"contract: \"royalty\" is not one of terms, matched, profit"},
	{"contract = profit\ntransfers = yes\n", "[specialist d]\n",
		"transfers = yes changes nothing under contract = profit; leave it out"},
	{"game = regulation\ntransfers = yes\n", "[specialist d]\n",
		"contract, transfers: not in a regulation game"},
	{"game = regulation\n", "[specialist d]\ncontract.fee = 0.1\n",
		"contract, transfers: not in a regulation game"},
};

static void test_bad(void)
{
	for (size_t i = 0; i < sizeof bads / sizeof bads[0]; i++) {
		char text[400];
		struct scenario s;
		struct error_list errors = {0};
		snprintf(text, sizeof text, "[scenario]\n%s[generalist]\n%s", bads[i].scenario,
			bads[i].specialists);
		CU_ASSERT_EQUAL(scenario_parse("bad", text, strlen(text), &s, &errors), STATUS_INPUT);
		CU_ASSERT_STRING_EQUAL(errors.item[0].text, bads[i].message);
		scenario_free(&s);
	}
}

/* Where there is nobody at all, somebody is still named. */
static void test_first_of_nobody(void)
{
	static const char text[] = "[scenario]\noffers.first = d\n[generalist]\n";
	struct scenario s;
	struct error_list errors = {0};
	CU_ASSERT_EQUAL(scenario_parse("bad", text, strlen(text), &s, &errors), STATUS_INPUT);
	CU_ASSERT_EQUAL_FATAL(errors.count, 2);
	CU_ASSERT_STRING_EQUAL(errors.item[1].text, "offers.first: no specialist \"d\"; generalist");
	scenario_free(&s);
}

/* With more of the cost borne, a specialist may gain without limit where it does not today. */
static void test_unbounded(void)
{
	struct scenario s;
	struct outcome o;
	struct error err = {0};
	games_open(ONE, "d.cost.exponent=1 d.cost.scale=.6", &s);
	CU_ASSERT_EQUAL(play(&s, &o, &err), STATUS_OK);
	outcome_free(&o);
	CU_ASSERT_EQUAL(param_assign(&s, "d.contract.cost-share=.5", &err), STATUS_OK);
	CU_ASSERT_EQUAL(play(&s, &o, &err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_STRING_EQUAL(err.text, "unbounded: specialist d gains without limit at share 0.50 and "
		"cost share 0.50");
	outcome_free(&o);
	scenario_free(&s);
}

/* A term of all specialists is said once, one of their own overrides it; and so it is written. */
static void test_files(void)
{
	struct scenario s, again;
	struct error_list errors = {0};
	char *text = NULL;
	games_open("[scenario]\ncontract.fee = 0.1\n[generalist]\n[specialist d]\n[specialist e]\n"
		"contract.fee = 0\n", "", &s);
	CU_ASSERT_EQUAL(s.game.specialist[0].terms.fee, .1);
	CU_ASSERT_EQUAL(s.game.specialist[1].terms.fee, 0);
	CU_ASSERT_EQUAL(s.game.specialist[1].terms.base_share, 0);
	CU_ASSERT_EQUAL(param_assign(&s, "contract.base-share=.25", NULL), STATUS_OK);
	CU_ASSERT_EQUAL(scenario_write(&s, &text, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("again", text, strlen(text), &again, &errors), STATUS_OK);
	for (int i = 0; i < 2; i++)
		CU_ASSERT_TRUE(specialist_same(&s.game.specialist[i], &again.game.specialist[i]));
	free(text);
	scenario_free(&again);
	scenario_free(&s);
}

void suite_contracts(void);
void suite_contracts(void)
{
	CU_pSuite suite = CU_add_suite("contracts", NULL, NULL);
	CU_add_test(suite, "closed forms, one specialist", test_one);
	CU_add_test(suite, "closed forms, two specialists", test_two);
	CU_add_test(suite, "a partner that had better not get going", test_sabotage);
	CU_add_test(suite, "games with answers by brute force", test_cases);
	CU_add_test(suite, "bargains under contracts, and with lump sums", test_bargained);
	CU_add_test(suite, "what the best share loses", test_best_share);
	CU_add_test(suite, "lump sums among three", test_pie_of_three);
	CU_add_test(suite, "one pot, and presets", test_pots);
	CU_add_test(suite, "lump sums: one share alone", test_pie_of_shares);
	CU_add_test(suite, "the highest levels leave nothing over", test_highest_for_nothing);
	CU_add_test(suite, "lump sums: nothing left to gain", test_nothing_to_gain);
	CU_add_test(suite, "lump sums: as high as what is left allows", test_highest_for_outside);
	CU_add_test(suite, "lump sums: all shares that leave the most", test_best_shares);
	CU_add_test(suite, "lump sums: the most at two shares", test_best_twice);
	CU_add_test(suite, "random games: nobody loses, nothing pays more", test_laws);
	CU_add_test(suite, "random games: all laws of contracts", test_torture);
	CU_add_test(suite, "random games: one interest", test_one_interest);
	CU_add_test(suite, "what is not allowed", test_bad);
	CU_add_test(suite, "first offers where there is no specialist", test_first_of_nobody);
	CU_add_test(suite, "a specialist without limit", test_unbounded);
	CU_add_test(suite, "terms in files", test_files);
}
