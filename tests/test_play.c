/* The game played by hand, against the closed forms of quadratic costs c0 a0^2 and c1 x^2 with
 * revenue a: the best level is share / (2 c0), the best answer (1 - share) / (2 c1). */
#include "bargain/play.h"
#include "games.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool near(double got, double want, double tolerance)
{
	bool good = fabs(got - want) <= tolerance * fmax(1, fabs(want));
	if (!good)
		fprintf(stderr, "\n    %.15g in place of %.15g", got, want);
	return good;
}

#define NEAR(got, want) CU_ASSERT_TRUE(near(got, want, 1e-9))

struct table {
	struct scenario s;
	struct match *match;
};

static void table_open(struct table *t, const char *text)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	CU_ASSERT_FATAL(errors &&
		scenario_parse("test", text, strlen(text), &t->s, errors) == STATUS_OK);
	free(errors);
	CU_ASSERT_FATAL(match_alloc(&t->s.game, &t->match, NULL) == STATUS_OK);
}

static void table_close(struct table *t)
{
	match_free(t->match);
	scenario_free(&t->s);
}

static void set_costs(struct table *t, double c0, double c1)
{
	t->s.game.generalist.cost.scale = c0;
	t->s.game.specialist[0].cost.scale = c1;
	CU_ASSERT_FATAL(match_rebind(t->match, &t->s.game, NULL) == STATUS_OK);
}

static const char quadratic[] = "[generalist]\n[specialist d]\n";

/* ---- payoffs and regret ----------------------------------------------------- */

static void test_both(void)
{
	struct table t;
	struct rng r = {.state = 5};
	table_open(&t, quadratic);
	for (int i = 0; i < 200; i++) {
		double c0 = rng_log(&r, .2, 5), c1 = rng_log(&r, .2, 5), share = rng_unit(&r);
		double a0 = rng_between(&r, 0, 1 / c0), x = rng_between(&r, 0, 1 / c1);
		double best_a0 = share / (2 * c0), best_x = (1 - share) / (2 * c1);
		struct play p = {.part = PART_BOTH, .delta = &share, .level = {{a0}}, .added = {{x}}};
		struct play_result o;
		set_costs(&t, c0, c1);
		CU_ASSERT_FATAL(play_result(t.match, &p, &o, NULL) == STATUS_OK);
		NEAR(o.u_generalist, share * (a0 + x) - c0 * a0 * a0);
		NEAR(o.u_specialist, (1 - share) * (a0 + x) - c1 * x * x);
		NEAR(o.best_added.of[0], best_x);
		NEAR(o.best_u_specialist, (1 - share) * (a0 + best_x) - c1 * best_x * best_x);
		NEAR(o.level.of[0], best_a0);
		NEAR(o.added.of[0], best_x);
		NEAR(o.eq_u_generalist, share * (best_a0 + best_x) - c0 * best_a0 * best_a0);
		NEAR(o.eq_u_specialist, (1 - share) * (best_a0 + best_x) - c1 * best_x * best_x);
		/* What is too little to be felt is 0. */
		CU_ASSERT_TRUE(near(o.lost, share * (best_x - x), 3e-6));
		CU_ASSERT_TRUE(near(o.regret_generalist, c0 * pow(a0 - best_a0, 2), 3e-6));
		CU_ASSERT_TRUE(near(o.regret_specialist, c1 * pow(x - best_x, 2), 3e-6));
		CU_ASSERT_TRUE(o.regret_generalist >= 0 && o.regret_specialist >= 0);
	}
	table_close(&t);
}

/* The generalist is left with its cost. */
static void test_staying_out(void)
{
	struct table t;
	double share = .5;
	struct play p = {.part = PART_BOTH, .delta = &share, .level = {{.25}},
		.added = {{PLAY_STAY_OUT}}};
	struct play_result o;
	table_open(&t, quadratic);
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(o.u_generalist, -.0625);
	NEAR(o.u_specialist, 0);
	NEAR(o.lost, .25);
	CU_ASSERT_EQUAL(o.regret_generalist, 0);
	NEAR(o.regret_specialist, .1875);
	table_close(&t);
}

/* What was paid at signing is sunk: utilities move by it, regrets do not. */
static void test_payment(void)
{
	struct table t;
	double share = .5;
	struct play p = {.part = PART_BOTH, .delta = &share, .level = {{.5}}, .added = {{.1}}};
	struct play_result without, with;
	table_open(&t, quadratic);
	CU_ASSERT_EQUAL(play_result(t.match, &p, &without, NULL), STATUS_OK);
	p.payment = -.07;
	CU_ASSERT_EQUAL(play_result(t.match, &p, &with, NULL), STATUS_OK);
	NEAR(without.u_generalist, .05);
	NEAR(with.u_generalist, .12);
	NEAR(with.u_specialist, .29 - .07);
	NEAR(with.best_u_specialist, .3125 - .07);
	NEAR(with.eq_u_generalist, .1875 + .07);
	NEAR(with.eq_u_specialist, .1875 - .07);
	NEAR(with.lost, without.lost);
	NEAR(with.regret_generalist, without.regret_generalist);
	NEAR(with.regret_specialist, without.regret_specialist);
	/* out of it, it has paid all the same */
	p.added.of[0] = PLAY_STAY_OUT;
	CU_ASSERT_EQUAL(play_result(t.match, &p, &with, NULL), STATUS_OK);
	NEAR(with.u_specialist, -.07);
	table_close(&t);
}

/* Of one pot everybody has its part, in or out: of .6 - .16 - .04, and of -.16; at level .4 the
 * best is to add .5, which makes .49 of it, and in equilibrium it is .5. */
static void test_pot(void)
{
	struct table t;
	double share = .3;
	struct play p = {.part = PART_BOTH, .delta = &share, .level = {{.4}}, .added = {{.2}}};
	struct play_result o;
	table_open(&t, "[scenario]\ncontract = profit\n[generalist]\n[specialist d]\n");
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(o.u_generalist, .3 * .4);
	NEAR(o.u_specialist, .7 * .4);
	NEAR(o.best_u_specialist, .7 * .49);
	NEAR(o.regret_specialist, .7 * .09);
	NEAR(o.eq_u_generalist, .15);
	NEAR(o.eq_u_specialist, .35);
	p.added.of[0] = PLAY_STAY_OUT;
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(o.u_generalist, -.3 * .16);
	NEAR(o.u_specialist, -.7 * .16);
	table_close(&t);
	/* three domains: the others add their best, .5 each at cost 1, at level 1.5 */
	table_open(&t, "[scenario]\nshare = common\ncontract = profit\n[generalist]\n"
		"[specialist a]\n[specialist b]\n[specialist c]\n");
	double shares[3] = {.25, .25, .25};
	p = (struct play){.part = PART_BOTH, .specialist = 1, .delta = shares, .level = {{1.5}},
		.added = {{0}}};
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(o.u_generalist, .25 * 2.75);
	NEAR(o.u_specialist, .25 * 2.75);
	NEAR(o.regret_specialist, .25 * .25);
	table_close(&t);
}

/* Who is not played acts as well as it can; a squeezed specialist stays out. */
static void test_alone(void)
{
	struct table t;
	double share = .6;
	struct play p = {.part = PART_GENERALIST, .delta = &share, .level = {{.5}}, .added = {{7}}};
	struct play_result o;
	table_open(&t, quadratic);
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(p.level.of[0], .5);
	NEAR(p.added.of[0], .2);
	NEAR(o.u_generalist, .17);
	NEAR(o.regret_generalist, .04);
	CU_ASSERT_EQUAL(o.lost, 0);
	CU_ASSERT_EQUAL(o.regret_specialist, 0);
	p = (struct play){.part = PART_SPECIALIST, .delta = &share, .level = {{7}}, .added = {{.1}}};
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	NEAR(p.level.of[0], .3);
	NEAR(p.added.of[0], .1);
	NEAR(o.u_specialist, .15);
	NEAR(o.regret_specialist, .01);
	table_close(&t);

	/* phi1 = .1 + .2x + x^2: at share .8 and level .25 taking part never pays */
	table_open(&t, "[generalist]\n[specialist d]\ncost.fixed = .1\ncost.marginal = .2\n");
	share = .8;
	p = (struct play){.part = PART_GENERALIST, .delta = &share, .level = {{.25}}};
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(p.added.of[0], PLAY_STAY_OUT);
	CU_ASSERT_EQUAL(o.best_added.of[0], PLAY_STAY_OUT);
	NEAR(o.u_generalist, -.0625);
	NEAR(o.level.of[0], .5);
	NEAR(o.added.of[0], 0);
	NEAR(o.regret_generalist, .15 + .0625);
	table_close(&t);
}

/* Performance and safety, at costs of their squares and half of the revenue: known outcomes
 * under floors are best by hand as well, and each step aside costs its square. */
static void test_two_attributes(void)
{
	static const struct {
		double floor_g, floor_d, level[2], added[2], u_g, u_d;
	} known[] = {
		{0, 0, {.25, .25}, {.25, .25}, .375, .375}, {0, .4, {.25, 0}, {.25, .4}, .3875, .2275},
		{.1, .4, {.25, .1}, {.25, .3}, .3775, .2975}, {.3, .3, {.25, .3}, {.25, .25}, .3725, .4},
		{.5, 1, {.25, .5}, {.25, .5}, .4375, .4375}};
	struct table t;
	double share = .5;
	table_open(&t, "[scenario]\ngame = regulation\n[generalist]\n[specialist d]\n");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct play p = {.part = PART_BOTH, .delta = &share};
		struct play_result o;
		t.s.game.regulation.floor_generalist = known[i].floor_g;
		t.s.game.regulation.floor_specialists = known[i].floor_d;
		CU_ASSERT_FATAL(match_rebind(t.match, &t.s.game, NULL) == STATUS_OK);
		memcpy(p.level.of, known[i].level, sizeof known[i].level);
		memcpy(p.added.of, known[i].added, sizeof known[i].added);
		CU_ASSERT_FATAL(play_result(t.match, &p, &o, NULL) == STATUS_OK);
		NEAR(o.u_generalist, known[i].u_g);
		NEAR(o.u_specialist, known[i].u_d);
		NEAR(o.eq_u_generalist, known[i].u_g);
		NEAR(o.level.of[1], known[i].level[1]);
		NEAR(o.best_added.of[1], known[i].added[1]);
		CU_ASSERT_TRUE(o.regret_generalist == 0 && o.regret_specialist == 0 && o.lost == 0);
		p.level.of[0] += .125;
		p.added.of[0] += .25;
		CU_ASSERT_FATAL(play_result(t.match, &p, &o, NULL) == STATUS_OK);
		NEAR(o.regret_generalist, .125 * .125);
		NEAR(o.regret_specialist, .25 * .25);
		NEAR(o.lost, -.125);
		CU_ASSERT_EQUAL(match_least(&t.s.game, 0, 1, NULL), known[i].floor_g);
		NEAR(match_least(&t.s.game, 1, 1, &p.level),
			fmax(0, known[i].floor_d - known[i].level[1]));
	}
	table_close(&t);
}

/* In random games of performance and safety no choice by hand is better than the best one, of
 * either player, the floors kept; the best ones by hand pay what the equilibrium does. */
static void test_law_deviations(void)
{
	struct table t;
	struct rng r = {.state = 11};
	int better = 0, other = 0;
	table_open(&t, "[scenario]\ngame = regulation\n[generalist]\n[specialist d]\n");
	for (int i = 0; i < 400; i++) {
		struct game *g = &t.s.game;
		double share = rng_between(&r, .05, .95);
		struct play p = {.part = PART_BOTH, .delta = &share};
		struct play_result o, best;
		g->generalist.cost.interaction = rng_between(&r, -.8, .8);
		g->specialist[0].cost.interaction = rng_between(&r, -.8, .8);
		g->specialist[0].revenue.safety = rng_log(&r, .3, 3);
		g->regulation.floor_generalist = rng_between(&r, 0, .4);
		g->regulation.floor_specialists = rng_between(&r, 0, .8);
		CU_ASSERT_FATAL(match_rebind(t.match, g, NULL) == STATUS_OK);
		p.level = (struct match_choice){{rng_between(&r, 0, 1),
			match_least(g, 0, 1, NULL) + rng_between(&r, 0, 1)}};
		p.added = (struct match_choice){{rng_between(&r, 0, 1),
			match_least(g, 1, 1, &p.level) + rng_between(&r, 0, 1)}};
		CU_ASSERT_FATAL(play_result(t.match, &p, &o, NULL) == STATUS_OK);
		better += o.u_specialist > o.best_u_specialist + 1e-9;
		/* were it answered best; abstaining pays 0 */
		better += o.u_generalist + o.lost > fmax(o.eq_u_generalist, 0) + 1e-5 * o.size;
		if (o.added.of[0] == PLAY_STAY_OUT)
			continue;
		p.level = o.level;
		p.added = o.added;
		CU_ASSERT_FATAL(play_result(t.match, &p, &best, NULL) == STATUS_OK);
		other += !near(best.u_generalist, o.eq_u_generalist, 1e-9) ||
			!near(best.u_specialist, o.eq_u_specialist, 1e-9);
	}
	CU_ASSERT_EQUAL(better, 0);
	CU_ASSERT_EQUAL(other, 0);
	table_close(&t);
}

static void test_regret(void)
{
	CU_ASSERT_EQUAL(play_regret(1, 1 - 1e-7, 1), 0);
	CU_ASSERT_EQUAL(play_regret(1e9, 1e9 - 10, 1), 0);
	CU_ASSERT_EQUAL(play_regret(1, 2, 2), 0);
	CU_ASSERT_EQUAL(play_regret(2, 1.5, 2), .5);
	CU_ASSERT_EQUAL(play_regret(.5, -1, 1), 1.5);
	/* The same in a unit a billion times larger; nothing but rounding; all that was paid. */
	CU_ASSERT_DOUBLE_EQUAL(play_regret(2e-9, 1.5e-9, 2e-9), .5e-9, 1e-20);
	CU_ASSERT_EQUAL(play_regret(0, -1e-17, 1), 0);
	CU_ASSERT_EQUAL(play_regret(0, -1e-12, 0), 1e-12);
}

/* ---- the best share --------------------------------------------------------- */

static struct play_share best_share(struct table *t, enum play_part part, const double *delta)
{
	struct play p = {.part = part, .delta = delta};
	struct play_share best = {0};
	CU_ASSERT_TRUE(play_best_share(t->match, &p, (struct pause){NULL, NULL}, &best));
	return best;
}

/* With lump sums everybody wants the largest sum, at c1 / (c0 + c1), and leaves the other its
 * outside option. */
static void test_best_bargain(void)
{
	struct table t;
	struct rng r = {.state = 9};
	const double any = .5;
	table_open(&t, "[scenario]\ntransfers = yes\n[generalist]\noutside = .01\n[specialist d]\n"
		"outside = .02\n");
	for (int i = 0; i < 20; i++) {
		double c0 = rng_log(&r, .2, 5), c1 = rng_log(&r, .2, 5), d = c1 / (c0 + c1);
		double p = 1 / (4 * c0), q = 1 / (4 * c1), pie = p + q - p * q / (p + q);
		double g = p * d * d + 2 * q * d * (1 - d), s = pie - g;
		struct play_share best;
		set_costs(&t, c0, c1);
		best = best_share(&t, PART_GENERALIST, &any);
		CU_ASSERT_TRUE(near(best.share, d, 1e-6));
		NEAR(best.utility, pie - .02);
		CU_ASSERT_TRUE(near(best.payment, .02 - s, 1e-6));
		best = best_share(&t, PART_SPECIALIST, &any);
		CU_ASSERT_TRUE(near(best.share, d, 1e-6));
		NEAR(best.utility, pie - .01);
		CU_ASSERT_TRUE(near(best.payment, g - .01, 1e-6));
	}
	table_close(&t);
}

static void test_best_share(void)
{
	struct table t;
	struct rng r = {.state = 6};
	const double any = .5;
	table_open(&t, quadratic);
	for (int i = 0; i < 40; i++) {
		double c0 = rng_log(&r, .2, 5), c1 = rng_log(&r, .2, 5);
		double p = 1 / (4 * c0), q = 1 / (4 * c1), d;
		struct play_share best;
		set_costs(&t, c0, c1);
		best = best_share(&t, PART_GENERALIST, &any);
		d = c1 < c0 ? c0 / (2 * c0 - c1) : 1;
		NEAR(best.share, d);
		NEAR(best.utility, p * d * d + 2 * q * d * (1 - d));
		NEAR(best.action.of[0], d / (2 * c0));
		best = best_share(&t, PART_SPECIALIST, &any);
		d = c1 > c0 ? (c1 - c0) / (2 * c1 - c0) : 0;
		NEAR(best.share, d);
		NEAR(best.utility, 2 * p * d * (1 - d) + q * (1 - d) * (1 - d));
		NEAR(best.action.of[0], (1 - d) / (2 * c1));
	}
	table_close(&t);
}

/* At equal costs of 1 the specialist has (1 - share^2) / 4, and the generalist the more the
 * larger the share: as far as the specialist would rather go without. */
static void test_outside(void)
{
	struct table t;
	const double any = .5;
	struct play p = {.part = PART_GENERALIST, .delta = &any};
	struct play_share best;
	table_open(&t, quadratic);
	for (double outside = .013; outside < .25; outside += .04) {
		t.s.game.specialist[0].outside = outside;
		best = best_share(&t, PART_GENERALIST, &any);
		CU_ASSERT_TRUE(near(best.share, sqrt(1 - 4 * outside), 1e-8));
	}
	t.s.game.specialist[0].outside = .26;
	CU_ASSERT_FALSE(play_best_share(t.match, &p, (struct pause){NULL, NULL}, &best));
	table_close(&t);
}

/* Revenue 2 sqrt(a), costs a0^2 and x: the specialist's utility jumps to .611832 at the share
 * .521004, where the generalist begins to develop, and falls from there on. What it would
 * rather have, no share at all, the generalist does not agree to. */
static void test_jump(void)
{
	struct table t;
	const double any = .5;
	struct play_share best;
	table_open(&t, "[generalist]\noutside = .4985\n[specialist d]\nrevenue = power\n"
		       "revenue.scale = 2\nrevenue.exponent = .5\ncost.exponent = 1\n");
	best = best_share(&t, PART_SPECIALIST, &any);
	CU_ASSERT_TRUE(near(best.share, .521004, 1e-6));
	CU_ASSERT_TRUE(near(best.utility, .611832, 1e-6));
	CU_ASSERT_TRUE(near(best.action.of[0], 0, 1e-9));
	table_close(&t);
}

/* Only the share with the one played changes; of a common share, all do. With c0 = 2 and
 * c1 = .5 the generalist's utility (d + e)^2 / (4 c0) + d(1 - d) / (2 c1) + ... is largest at
 * d = (e / (2 c0) + 1 / (2 c1)) / (1 / c1 - 1 / (2 c0)). */
static void test_several(void)
{
	struct table t;
	double delta[] = {.9, .3}, d = (.3 / 4 + 1) / (2 - .25);
	struct play_share best;
	table_open(&t, "[generalist]\ncost.scale = 2\n[specialist d]\ncost.scale = .5\n"
		       "[specialist e]\n");
	best = best_share(&t, PART_GENERALIST, delta);
	NEAR(best.share, d);
	NEAR(best.action.of[0], (d + .3) / 4);
	play_set_share(&t.s.game, 0, .7, delta);
	CU_ASSERT_TRUE(delta[0] == .7 && delta[1] == .3);
	t.s.game.common = true;
	play_set_share(&t.s.game, 0, .6, delta);
	CU_ASSERT_TRUE(delta[0] == .6 && delta[1] == .6);
	table_close(&t);
}

/* ---- what there is not ------------------------------------------------------ */

static bool so_often(void *left)
{
	return (*(int *)left)-- > 0;
}

static void test_none(void)
{
	struct table t;
	double share = .5;
	struct play p = {.part = PART_GENERALIST, .delta = &share, .level = {{1}}};
	struct play_result o;
	struct play_share best;
	struct error err;
	int left = 120;
	table_open(&t, quadratic);
	CU_ASSERT_FALSE(play_best_share(t.match, &p, (struct pause){so_often, &left}, &best));
	table_close(&t);
	table_open(&t, "[generalist]\n[specialist d]\nrevenue.scale = 2\ncost.exponent = 1\n"
		       "cost.scale = .1\n");
	CU_ASSERT_EQUAL(play_result(t.match, &p, &o, &err), STATUS_NO_EQUILIBRIUM);
	CU_ASSERT_FALSE(play_best_share(t.match, &p, (struct pause){NULL, NULL}, &best));
	table_close(&t);
}

void suite_play(void)
{
	CU_pSuite s = CU_add_suite("play", NULL, NULL);
	CU_add_test(s, "both played", test_both);
	CU_add_test(s, "staying out", test_staying_out);
	CU_add_test(s, "lump sums", test_payment);
	CU_add_test(s, "one pot", test_pot);
	CU_add_test(s, "the best bargain with lump sums", test_best_bargain);
	CU_add_test(s, "one played", test_alone);
	CU_add_test(s, "performance and safety", test_two_attributes);
	CU_add_test(s, "performance and safety, aside", test_law_deviations);
	CU_add_test(s, "regret", test_regret);
	CU_add_test(s, "the best share", test_best_share);
	CU_add_test(s, "what the other agrees to", test_outside);
	CU_add_test(s, "the best share at a jump", test_jump);
	CU_add_test(s, "several shares", test_several);
	CU_add_test(s, "no result", test_none);
}
