/* The game under regulation: numbers of the theory's canonical games, closed forms, cases
 * answered elsewhere, brute force on random games. */
#include "game/regulate.h"
#include "json.h"
#include "regulate_brute.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4 };

static bool near(double got, double want, double tolerance, const char *what)
{
	bool good = fabs(got - want) <= tolerance;
	if (!good)
		fprintf(stderr, "\n    %s: %.12g in place of %.12g", what, got, want);
	return good;
}

/* A game of one specialist, and what it comes to. */
struct table {
	struct regulate *solver;
	struct regulate_domain domain[MOST];
	struct regulate_game g;
	double delta[MOST];
	struct domain_outcome at[MOST];
	struct outcome out;
};

static void table_open(struct table *t, int n)
{
	memset(t, 0, sizeof *t);
	CU_ASSERT_EQUAL_FATAL(regulate_alloc(&t->solver, n, NULL), STATUS_OK);
	t->g = (struct regulate_game){{1, 1, 0}, 0, n, t->domain};
	t->out = (struct outcome){.n = n, .domain = t->at};
	for (int i = 0; i < n; i++) {
		t->domain[i] = (struct regulate_domain){{1, 1}, {1, 1, 0}, 0};
		t->delta[i] = .5;
	}
}

/* The canonical game, both costs with this interaction. */
static void play_canonical(struct table *t, double delta, double interaction, double generalist,
	double specialist)
{
	t->g.cost.interaction = t->domain[0].cost.interaction = interaction;
	t->g.floor = generalist;
	t->domain[0].floor = specialist;
	t->delta[0] = delta;
	CU_ASSERT_EQUAL(regulate_check(&t->g, NULL), STATUS_OK);
	regulate_equilibrium(t->solver, &t->g, t->delta, &t->out);
}

/* ---- the theory's numbers ---------------------------------------------------------- */

#define OUT { 0, 0, 0, 0, 0, 0 }
static const struct {
	double delta, interaction, floor0, floor1;
	double want[6]; /* first product, last product, utilities */
	bool backfires;
} canonical[] = {
	{.5, 0, 0, 0, {.25, .25, .5, .5, .375, .375}, false},
	{.5, 0, 0, .37, {.25, .25, .5, .5, .375, .375}, false},
	{.5, 0, 0, .38, {.25, 0, .5, .38, .3775, .2331}, true},
	{.5, 0, 0, .4, {.25, 0, .5, .4, .3875, .2275}, true},
	{.5, 0, 0, .5, {.25, 0, .5, .5, .4375, .1875}, false},
	{.5, 0, 0, .6, {.25, 0, .5, .6, .4875, .1275}, false},
	{.5, 0, 0, .75, {.25, 0, .5, .75, .5625, 0}, false},
	{.5, 0, 0, .8, {.259845, .030310, .509845, .8, .586484, 0}, false},
	{.5, 0, 0, 1, {.296535, .156930, .546535, 1, .660708, 0}, false},
	{.5, 0, 0, 1.2, {.329809, .290382, .579809, 1.2, .696809, 0}, false},
	{.5, 0, 0, 1.5, {.375, .5, .625, 1.5, .671875, 0}, false},
	{.5, 0, 0, 2.36, {.484223, 1.141554, .734223, 2.36, .009495, 0}, false},
	{.5, 0, 0, 2.37, OUT, false},
	{.5, 0, .1, .4, {.25, .1, .5, .4, .3775, .2975}, true},
	{.5, 0, .2, .44, {.25, .25, .5, .5, .375, .375}, false},
	{.5, 0, .2, .46, {.25, .2, .5, .46, .3775, .3499}, true},
	{.5, 0, .3, .3, {.25, .3, .5, .55, .3725, .4}, false},
	{.5, 0, .3, .6, {.25, .3, .5, .6, .3975, .3975}, false},
	{.5, 0, .5, 1, {.25, .5, .5, 1, .4375, .4375}, false},
	{.5, 0, .7, 1.4, {.25, .7, .5, 1.4, .3975, .3975}, false},
	{.5, 0, 1.1, 1.1, OUT, false},
	{.25, 0, 0, .44, {.125, 0, .5, .44, .219375, .370775}, true},
	{.75, 0, 0, .35, {.375, 0, .5, .35, .496875, .074375}, true},
	{.25, 0, 0, .9, {.125, 0, .5, .9, .334375, .099375}, false},
	{.75, 0, 0, 1, {.453073, .384457, .578073, 1, .830472, 0}, false},
	{0, 0, 0, 0, {0, 0, .5, .5, 0, .5}, false},
	{0, 0, 0, .6, {0, 0, .5, .6, 0, .49}, false},
	{1, 0, 0, .3, {.5, .5, .5, .5, .5, 0}, false},
	{1, 0, 0, .8, {.5, .8, .5, .8, .41, 0}, false},
	{1, 0, .5, 1.5, OUT, false},
	{1, 0, 0, 2.5, OUT, false},
	{.5, .1, 0, 0, {.227273, .227273, .454545, .454545, .340909, .340909}, false},
	{.5, .1, 0, .4, {.25, 0, .46, .4, .3675, .2091}, true},
	{.5, .1, 0, 1, {.286989, .180407, .455030, 1, .602250, 0}, false},
	{.5, -.1, 0, .5, {.25, 0, .55, .5, .4625, .215}, true},
	{.5, -.1, 0, 1.3, {.365194, .323550, .712838, 1.3, .792, 0}, false},
	{.5, -.25, 0, 1, {.283177, .064154, .767138, 1, .808348, 0}, false},
	{.5, .75, 0, .3, {.25, 0, .275, .3, .225, .185625}, false},
	{.5, .75, .2, 1, {.203144, .224389, .203144, 1, .441579, 0}, false},
	{.5, 1.25, 0, 0, {.25, 0, .25, .25, .1875, .1875}, false},
	{.5, 1.25, .3, .9, {0, .3, 0, .9, .36, .09}, false},
};

static void test_numbers(void)
{
	struct table t;
	table_open(&t, 1);
	for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++) {
		const double *want = canonical[i].want;
		char what[80];
		snprintf(what, sizeof what, "delta %g, interaction %g, floors %g %g", canonical[i].delta,
			canonical[i].interaction, canonical[i].floor0, canonical[i].floor1);
		play_canonical(&t, canonical[i].delta, canonical[i].interaction, canonical[i].floor0,
			canonical[i].floor1);
		CU_ASSERT_TRUE(near(t.out.alpha0, want[0], 1e-6, what));
		CU_ASSERT_TRUE(near(t.out.safety0, want[1], 1e-6, what));
		CU_ASSERT_TRUE(near(t.at[0].alpha, want[2], 1e-6, what));
		CU_ASSERT_TRUE(near(t.at[0].safety, want[3], 1e-6, what));
		CU_ASSERT_TRUE(near(t.out.u_generalist, want[4], 1e-6, what));
		CU_ASSERT_TRUE(near(t.at[0].utility, want[5], 1e-6, what));
		CU_ASSERT_EQUAL(t.out.active, want[2] > 0 || want[3] > 0);
		CU_ASSERT_EQUAL(t.out.proof, PROOF_PROVED);
	}
	regulate_free(t.solver);
}

static enum verdict floors_to(struct table *t, double delta, double interaction, double floor0,
	double floor1)
{
	struct domain_outcome free_at[MOST];
	struct outcome without = {.n = 1, .domain = free_at};
	play_canonical(t, delta, interaction, 0, 0);
	outcome_copy(&without, &t->out);
	play_canonical(t, delta, interaction, floor0, floor1);
	return verdict_of(&t->out, &without, NULL);
}

/* Held at nothing with little of its revenue, w, a specialist adds t of safety and w / 2 of performance
 * to the generalist's, which is t^2 / w - w / 4 - 1 then, and the generalist gains d (a0 + w / 2 + 1)
 * - a0^2 - (1 - t)^2: far from any digits that are safe, t is as small as the root of w. */
static void test_held_by_little(void)
{
	for (int k = 1; k <= 11; k++) {
		struct table t;
		double w = pow(10, -k), best = -INFINITY, at = 0, low = 0, high = 4 * sqrt(w);
		for (int round = 0; round < 20; round++) {
			double step = (high - low) / 40;
			for (int i = 0; i <= 40; i++) {
				double x = low + i * step, a0 = fmax(.5 * (1 - w), x * x / w - .25 * w - 1);
				double u = (1 - w) * (a0 + .5 * w + 1) - a0 * a0 - (1 - x) * (1 - x);
				at = u > best ? x : at;
				best = fmax(best, u);
			}
			low = fmax(at - 2 * step, 0);
			high = at + 2 * step;
		}
		table_open(&t, 1);
		play_canonical(&t, 1 - w, 0, .5, 1);
		CU_ASSERT_DOUBLE_EQUAL(t.out.u_generalist, best, 1e-10);
		regulate_free(t.solver);
	}
}

static void test_backfires(void)
{
	struct table t;
	table_open(&t, 1);
	for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++)
		CU_ASSERT_EQUAL(floors_to(&t, canonical[i].delta, canonical[i].interaction,
			canonical[i].floor0, canonical[i].floor1) == VERDICT_BACKFIRES,
			canonical[i].backfires);
	CU_ASSERT_EQUAL(floors_to(&t, .5, 0, .3, .6), VERDICT_MUTUAL);
	CU_ASSERT_EQUAL(floors_to(&t, .5, 0, 1.1, 1.1), VERDICT_AWAY);
	CU_ASSERT_EQUAL(floors_to(&t, .5, 0, .3, .3), VERDICT_NONE);
	regulate_free(t.solver);
}

/* The grid of the theory's section on regions: 7 cells backfire, 33 are mutual, in 213
 * somebody is driven away; where the closed form of the mutual region holds, it agrees. */
static void test_grid(void)
{
	struct table t;
	int count[VERDICTS] = {0}, cells = 0;
	table_open(&t, 1);
	for (int i = 0; i <= 25; i++)
		for (int k = i; k <= 50; k++) {
			double low = .05 * i, high = .05 * k;
			enum verdict v = floors_to(&t, .5, 0, low, high);
			count[v]++;
			cells++;
			if (low >= .25 && high >= low + .25)
				CU_ASSERT_EQUAL(v == VERDICT_MUTUAL,
					.5 * (high - .5) > low * low - .0625 + 1e-9 &&
					.5 * (high - .5) > (high - low) * (high - low) - .0625 + 1e-9);
		}
	CU_ASSERT_EQUAL(cells, 1001);
	CU_ASSERT_EQUAL(count[VERDICT_BACKFIRES], 7);
	CU_ASSERT_EQUAL(count[VERDICT_MUTUAL], 33);
	CU_ASSERT_EQUAL(count[VERDICT_AWAY], 213);
	regulate_free(t.solver);
}

/* Where somebody is driven away first, by halving. */
static double away_from(struct table *t, double delta, bool both, double low, double high)
{
	while (high - low > 1e-9) {
		double mid = .5 * (low + high);
		play_canonical(t, delta, 0, both ? mid : 0, mid);
		*(t->out.invests ? &low : &high) = mid;
	}
	return low;
}

static void test_abstention(void)
{
	static const double share[] = {.25, .5, .75};
	static const double specialist[] = {2.223045, 2.367196, 2.200560};
	static const double generalist[] = {.592707, .862372, 1.059653};
	struct table t;
	table_open(&t, 1);
	for (int i = 0; i < 3; i++) {
		CU_ASSERT_TRUE(near(away_from(&t, share[i], false, 1, 3), specialist[i], 1e-6,
			"a floor on the specialist drives away"));
		CU_ASSERT_TRUE(near(away_from(&t, share[i], true, .3, 3), generalist[i], 1e-6,
			"a floor on both drives away"));
	}
	regulate_free(t.solver);
}

static void test_three(void)
{
	static const struct {
		double floor0, floor1, u0, u[3], safety[3];
	} row[] = {
		{0, 0, 2.757895, {1.05, 1.020833, .995614}, {-1, -1, -1}},
		{0, 1, 2.8625, {.608333, .625, .25}, {1, 1, 1}},
		{.8, .8, 2.755395, {-1, -1, -1}, {1.4, 1.55, 1.115789}},
		{.8, 1.2, 2.7975, {-1, -1, -1}, {1.4, 1.55, 1.2}},
	};
	struct domain_outcome free_at[MOST];
	struct outcome without = {.n = 3, .domain = free_at};
	struct table t;
	bool all = false;
	table_open(&t, 3);
	t.domain[0].cost = (struct quadratic){1 / 2.4, 1 / 2.4, 0};
	t.domain[1].cost = (struct quadratic){1.8 / 2.4, .8 / 2.4, 0};
	t.domain[2].cost = (struct quadratic){.9 / 2.4, 1.9 / 2.4, 0};
	for (int k = 0; k < 4; k++) {
		t.g.floor = row[k].floor0;
		for (int i = 0; i < 3; i++)
			t.domain[i].floor = row[k].floor1;
		regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
		if (k == 0)
			outcome_copy(&without, &t.out);
		CU_ASSERT_EQUAL(t.out.proof, PROOF_PROVED);
		CU_ASSERT_TRUE(near(t.out.u_generalist, row[k].u0, 1e-6, "generalist"));
		for (int i = 0; i < 3; i++) {
			if (row[k].u[i] >= 0)
				CU_ASSERT_TRUE(near(t.at[i].utility, row[k].u[i], 1e-6, "utility"));
			if (row[k].safety[i] >= 0)
				CU_ASSERT_TRUE(near(t.at[i].safety, row[k].safety[i], 1e-6, "safety"));
		}
		if (k == 1) {
			CU_ASSERT_EQUAL(verdict_of(&t.out, &without, &all), VERDICT_BACKFIRES);
			CU_ASSERT_TRUE(all);
			CU_ASSERT_TRUE(near(t.out.alpha0, .75, 1e-9, "performance"));
			CU_ASSERT_TRUE(near(t.out.safety0, 0, 1e-9, "safety"));
		}
	}
	regulate_free(t.solver);
}

/* A published list of cases lacks this game's best one. */
static void test_counter_example(void)
{
	struct table t;
	table_open(&t, 1);
	t.g.cost = (struct quadratic){.974, 2.84, -.859};
	t.domain[0] = (struct regulate_domain){{1.782, 1.225}, {1.901, .448, 0}, .7626};
	t.delta[0] = .862;
	regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
	CU_ASSERT_TRUE(near(t.out.u_generalist, 1.730585, 1e-6, "utility"));
	CU_ASSERT_TRUE(near(t.out.alpha0, 1.075414, 1e-6, "performance"));
	CU_ASSERT_TRUE(near(t.out.safety0, .325275, 1e-6, "safety"));
	regulate_free(t.solver);
}

/* ---- closed forms ------------------------------------------------------------------ */

static void test_threshold(void)
{
	struct table t;
	double from, to;
	table_open(&t, 1);
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .5, &from, &to));
	CU_ASSERT_TRUE(near(from, .375, 1e-12, "from") && near(to, .5, 1e-12, "to"));
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .25, &from, &to) && near(from, .4375, 1e-12, "from"));
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .75, &from, &to) && near(from, .3125, 1e-12, "from"));
	t.g.cost.interaction = t.domain[0].cost.interaction = .1;
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .5, &from, &to) && near(from, .340909, 1e-6, "from"));
	t.g.cost.interaction = t.domain[0].cost.interaction = -.1;
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .5, &from, &to) && near(from, .416667, 1e-6, "from"));
	t.g.cost = (struct quadratic){1, 2, 0};
	t.domain[0] = (struct regulate_domain){{1, 2}, {3, 1, .5}, 0};
	CU_ASSERT_TRUE(regulate_backfiring(&t.g, .6, &from, &to));
	CU_ASSERT_TRUE(near(from, .55, 1e-9, "from") && near(to, .7, 1e-9, "to"));
	regulate_free(t.solver);
}

/* Just above the threshold a floor backfires, just below it does not. */
static void test_threshold_sides(void)
{
	struct table t;
	struct domain_outcome free_at[MOST];
	struct outcome without = {.n = 1, .domain = free_at};
	int tried = 0;
	table_open(&t, 1);
	for (uint64_t seed = 1; seed < 1200; seed++) {
		double from, to;
		brute_make(seed, 1, t.domain, &t.g, t.delta);
		t.g.floor = 0;
		if (!regulate_backfiring(&t.g, t.delta[0], &from, &to) || to - from < 1e-4 ||
			from < 1e-4)
			continue;
		for (int side = -1; side <= 1; side++) {
			enum verdict v;
			t.domain[0].floor = side ? from + side * 1e-6 : 0;
			regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
			if (side == 0)
				continue;
			struct domain_outcome at = t.at[0];
			struct outcome with = t.out;
			with.domain = &at;
			t.domain[0].floor = 0;
			regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
			outcome_copy(&without, &t.out);
			v = verdict_of(&with, &without, NULL);
			if (v == VERDICT_AWAY)
				continue;
			tried++;
			if ((v == VERDICT_BACKFIRES) != (side > 0))
				fprintf(stderr, "\n    game %d at %.9g, side %d", (int)seed, from, side);
			CU_ASSERT_EQUAL(v == VERDICT_BACKFIRES, side > 0);
		}
	}
	CU_ASSERT_TRUE(tried > 300);
	regulate_free(t.solver);
}

/* To first order, weak floors on both pay both. */
static void test_both(void)
{
	struct table t;
	const double e = 1e-6, delta = .4;
	double u0, u1;
	table_open(&t, 1);
	play_canonical(&t, delta, .1, 0, 0);
	u0 = t.out.u_generalist;
	u1 = t.at[0].utility;
	play_canonical(&t, delta, .1, t.out.safety0 + e, t.at[0].safety + 2 * e);
	CU_ASSERT_TRUE(near((t.out.u_generalist - u0) / e, delta * .9, 1e-3, "generalist gains"));
	CU_ASSERT_TRUE(near((t.at[0].utility - u1) / e, (1 - delta) * .9, 1e-3, "specialist gains"));
	regulate_free(t.solver);
}

static void test_first_best(void)
{
	struct table t;
	table_open(&t, 1);
	/* Each attribute alone: 2 x - x^2/2 in halves, (.25 + .25) for each unit twice. */
	regulate_first_best(t.solver, &t.g, &t.out);
	CU_ASSERT_TRUE(near(t.out.joint, 1, 1e-12, "first best"));
	CU_ASSERT_TRUE(near(t.out.alpha0, .5, 1e-12, "performance"));
	CU_ASSERT_TRUE(near(t.at[0].safety, 1, 1e-12, "safety"));
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct table m;
		double brute;
		table_open(&m, 1 + (int)(seed % 3));
		brute_make(seed, m.g.n, m.domain, &m.g, m.delta);
		regulate_first_best(m.solver, &m.g, &m.out);
		brute = brute_first_best(&m.g, 60);
		if (!near(m.out.joint, brute, 1e-6 * fmax(1, brute), "brute force"))
			fprintf(stderr, " game %d", (int)seed);
		CU_ASSERT_TRUE(fabs(m.out.joint - brute) <= 1e-6 * fmax(1, brute));
		regulate_free(m.solver);
	}
	regulate_free(t.solver);
}

/* ---- cases and random games -------------------------------------------------------- */

static struct quadratic cost_at(const json_t *j, const char *path)
{
	char at[3][40];
	for (int i = 0; i < 3; i++)
		snprintf(at[i], sizeof at[i], "%s.%d", path, i);
	return (struct quadratic){json_double_at(j, at[0]), json_double_at(j, at[2]),
		json_double_at(j, at[1])};
}

static double number_at(const json_t *j, const char *path, int i)
{
	char at[80];
	snprintf(at, sizeof at, "%s.%d", path, i);
	return json_double_at(j, at);
}

static void check_answer(const struct table *t, const json_t *j, const char *which, int id)
{
	char path[60], what[80];
	snprintf(path, sizeof path, "%s.UG", which);
	snprintf(what, sizeof what, "case %d, %s", id, which);
	CU_ASSERT_TRUE(near(t->out.u_generalist, json_double_at(j, path), 1e-7, what));
	snprintf(path, sizeof path, "%s.UD", which);
	for (int i = 0; i < t->g.n; i++)
		CU_ASSERT_TRUE(near(t->at[i].utility, number_at(j, path, i), 1e-6, what));
	snprintf(path, sizeof path, "%s.g0", which);
	if (t->out.invests) {
		CU_ASSERT_TRUE(near(t->out.alpha0, number_at(j, path, 0), 1e-6, what));
		CU_ASSERT_TRUE(near(t->out.safety0, number_at(j, path, 1), 1e-6, what));
	}
}

static void check_case(const json_t *j)
{
	struct table t;
	struct domain_outcome free_at[MOST];
	struct outcome without = {.n = json_count_at(j, "game.C"), .domain = free_at};
	int id = (int)json_double_at(j, "id");
	enum verdict v;

	CU_ASSERT_FATAL(without.n >= 1 && without.n <= MOST);
	table_open(&t, without.n);
	t.g.cost = cost_at(j, "game.C0");
	for (int i = 0; i < t.g.n; i++) {
		char path[40];
		snprintf(path, sizeof path, "game.C.%d", i);
		t.domain[i].cost = cost_at(j, path);
		snprintf(path, sizeof path, "game.r.%d", i);
		t.domain[i].earns = (struct attributes){number_at(j, path, 0), number_at(j, path, 1)};
		t.delta[i] = number_at(j, "game.d", i);
	}
	regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
	check_answer(&t, j, "anarchy", id);
	outcome_copy(&without, &t.out);
	t.g.floor = json_double_at(j, "game.tG");
	for (int i = 0; i < t.g.n; i++)
		t.domain[i].floor = number_at(j, "game.tD", i);
	regulate_equilibrium(t.solver, &t.g, t.delta, &t.out);
	check_answer(&t, j, "answer", id);
	v = verdict_of(&t.out, &without, NULL);
	CU_ASSERT_EQUAL(v == VERDICT_MUTUAL, json_is_true(json_at(j, "mutual")));
	if (json_is_true(json_at(j, "backfires")))
		CU_ASSERT_EQUAL(v, VERDICT_BACKFIRES);
	regulate_free(t.solver);
}

static void test_cases(void)
{
	FILE *f = fopen("tests/cases/regulation/cases.jsonl", "r");
	char line[8192];
	int count = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	while (fgets(line, sizeof line, f)) {
		json_t *j = json_read(line, NULL);
		CU_ASSERT_PTR_NOT_NULL_FATAL(j);
		check_case(j);
		json_decref(j);
		count++;
	}
	fclose(f);
	CU_ASSERT_EQUAL(count, 20);
}

/* Of many more: tests/torture/random_regulation. */
static void test_random(void)
{
	for (int n = 1; n <= 3; n++) {
		struct regulate *s;
		CU_ASSERT_EQUAL_FATAL(regulate_alloc(&s, n, NULL), STATUS_OK);
		for (uint64_t seed = 1; seed <= (n == 1 ? 80 : 20); seed++) {
			double apart = brute_compare(s, seed, n, 80);
			if (apart != 0)
				fprintf(stderr, "\n    game %d of %d: %g apart", (int)seed, n, apart);
			CU_ASSERT_EQUAL(apart, 0);
		}
		regulate_free(s);
	}
}

/* Domains alike are one that is as many times as large: proved up to a number, and beyond it
 * sampled, and nearly as good. */
static void crowd(int n, enum proof proof)
{
	enum { CROWD = 80 };
	struct regulate_domain domain[CROWD], one = {{n, n}, {n, n, 0}, .6};
	struct regulate_game g = {{1, 1, 0}, 0, n, domain}, single = {{1, 1, 0}, 0, 1, &one};
	double delta[CROWD];
	struct outcome a, b;
	struct regulate *s;
	bool proved = proof == PROOF_PROVED;

	CU_ASSERT_EQUAL_FATAL(regulate_alloc(&s, n, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&a, n, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&b, 1, NULL), STATUS_OK);
	for (int i = 0; i < n; i++) {
		domain[i] = (struct regulate_domain){{1, 1}, {1, 1, 0}, .6};
		delta[i] = .3;
	}
	regulate_equilibrium(s, &g, delta, &a);
	regulate_equilibrium(s, &single, delta, &b);
	CU_ASSERT_TRUE(near(a.u_generalist, b.u_generalist, proved ? 1e-9 : 1e-6, "the generalist"));
	CU_ASSERT_TRUE(near(a.domain[0].utility * n, b.domain[0].utility, proved ? 1e-9 : 1e-4,
		"the others"));
	CU_ASSERT_EQUAL(a.proof, proof);
	outcome_free(&a);
	outcome_free(&b);
	regulate_free(s);
}

static void scale_cost(struct quadratic *c, double unit)
{
	c->performance *= unit;
	c->safety *= unit;
	c->interaction *= unit;
}

/* Where a specialist takes part at no performance of the generalist's, and just so, rounding makes
 * none of it next to none, in no unit of money: random products of size 1 have none, or some. */
static void test_none(void)
{
	enum { GAMES = 1500 };
	static const double units[] = {1, 7.7, 1e-6};
	struct regulate_domain domain[MOST];
	struct domain_outcome at[MOST];
	struct outcome out = {.domain = at};
	struct regulate_game g;
	struct regulate *s;
	double delta[MOST];
	int bad = 0;
	CU_ASSERT_EQUAL_FATAL(regulate_alloc(&s, MOST, NULL), STATUS_OK);
	for (int game = 0; game < 3 * GAMES; game++) {
		double unit = units[game % 3];
		out.n = 1 + game / 3 % 2;
		brute_make((uint64_t)(game / 3), out.n, domain, &g, delta);
		scale_cost(&g.cost, unit);
		for (int i = 0; i < out.n; i++) {
			scale_cost(&domain[i].cost, unit);
			domain[i].earns.performance *= unit;
			domain[i].earns.safety *= unit;
		}
		regulate_equilibrium(s, &g, delta, &out);
		if (out.alpha0 > 0 && out.alpha0 < 1e-9) {
			fprintf(stderr, "\n    game %d, unit %g: %g", game / 3, unit, out.alpha0);
			bad++;
		}
	}
	CU_ASSERT_EQUAL(bad, 0);
	regulate_free(s);
}

static void test_crowd(void)
{
	crowd(12, PROOF_PROVED);
	crowd(REGULATE_PROVED, PROOF_PROVED);
	crowd(20, PROOF_SAMPLED);
	crowd(80, PROOF_SAMPLED);
}

/* Five of each specialist of a game, and a generalist to whom everything costs five times as
 * much, get five times what brute force finds. */
static void test_many(void)
{
	enum { KINDS = 3, EACH = 5, MANY = KINDS * EACH };
	struct regulate_domain few[KINDS], domain[MANY];
	struct regulate_game small, g = {.n = MANY, .domain = domain};
	double part[KINDS], delta[MANY];
	struct outcome out;
	struct regulate *s;

	CU_ASSERT_EQUAL_FATAL(regulate_alloc(&s, MANY, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, MANY, NULL), STATUS_OK);
	for (uint64_t seed = 1; seed <= 6; seed++) {
		double best, scale = 1e-9;

		brute_make(seed, KINDS, few, &small, part);
		best = EACH * brute_best(&small, part, 80);
		for (int i = 0; i < MANY; i++) {
			domain[i] = few[i % KINDS];
			delta[i] = part[i % KINDS];
		}
		g.floor = small.floor;
		g.cost = (struct quadratic){EACH * small.cost.performance, EACH * small.cost.safety,
			EACH * small.cost.interaction};
		regulate_equilibrium(s, &g, delta, &out);
		for (int i = 0; i < MANY; i++)
			scale += out.domain[i].revenue;
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		CU_ASSERT_TRUE(near(out.u_generalist, best, 1e-7 * scale, "five of each"));
	}
	outcome_free(&out);
	regulate_free(s);
}

/* Of many, no two alike, the generalist gains by no product of a grid. */
static void test_no_better(void)
{
	enum { MANY = REGULATE_PROVED, GRID = 60 };
	struct regulate_domain domain[MANY];
	struct regulate_game g;
	double delta[MANY];
	struct outcome out, other;
	struct regulate *s;

	CU_ASSERT_EQUAL_FATAL(regulate_alloc(&s, MANY, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&out, MANY, NULL), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(outcome_init(&other, MANY, NULL), STATUS_OK);
	for (uint64_t seed = 1; seed <= 3; seed++) {
		double most = 0, far;

		brute_make(seed, MANY, domain, &g, delta);
		regulate_equilibrium(s, &g, delta, &out);
		CU_ASSERT_EQUAL(out.proof, PROOF_PROVED);
		far = 2 * fmax(out.alpha0, out.safety0) + 1;
		for (int i = 0; i < GRID * GRID; i++) {
			const int row = i / GRID;
			struct attributes first = {far * (i % GRID) / GRID,
				g.floor + far * row / GRID};

			regulate_play(s, &g, delta, first, &other);
			most = fmax(most, other.u_generalist);
		}
		CU_ASSERT_TRUE(most <= out.u_generalist * (1 + 1e-12));
		CU_ASSERT_TRUE(most >= out.u_generalist * .9);
	}
	outcome_free(&out);
	outcome_free(&other);
	regulate_free(s);
}

static bool refused(struct regulate_game g, const char *why)
{
	struct error err = {0};
	bool good = regulate_check(&g, &err) == STATUS_INPUT && strstr(err.text, why);
	if (!good)
		fprintf(stderr, "\n    '%s' says not '%s'", err.text, why);
	return good;
}

static void test_refused(void)
{
	struct regulate_domain d = {{1, 1}, {1, 1, 0}, 0};
	struct regulate_game g = {{1, 1, 0}, 0, 1, &d};
	g.cost.interaction = -1;
	CU_ASSERT_TRUE(refused(g, "interaction must be above -1"));
	g.cost = (struct quadratic){0, 1, 0};
	CU_ASSERT_TRUE(refused(g, "must be above 0 for performance"));
	g.cost = (struct quadratic){1, 1, 3};
	CU_ASSERT_EQUAL(regulate_check(&g, NULL), STATUS_OK);
	g.floor = -1;
	CU_ASSERT_TRUE(refused(g, "floor must be 0 or more"));
	g.floor = 0;
	d.earns = (struct attributes){0, 0};
	CU_ASSERT_TRUE(refused(g, "not both 0"));
}

void suite_regulate(void);
void suite_regulate(void)
{
	CU_pSuite s = CU_add_suite("regulate", NULL, NULL);
	CU_add_test(s, "the theory's numbers", test_numbers);
	CU_add_test(s, "held by little of its revenue", test_held_by_little);
	CU_add_test(s, "which of them backfire", test_backfires);
	CU_add_test(s, "regions on a grid", test_grid);
	CU_add_test(s, "what drives away", test_abstention);
	CU_add_test(s, "three specialists", test_three);
	CU_add_test(s, "a case that lists lack", test_counter_example);
	CU_add_test(s, "thresholds in closed form", test_threshold);
	CU_add_test(s, "both sides of thresholds", test_threshold_sides);
	CU_add_test(s, "weak floors on both", test_both);
	CU_add_test(s, "first best", test_first_best);
	CU_add_test(s, "cases answered elsewhere", test_cases);
	CU_add_test(s, "random games against brute force", test_random);
	CU_add_test(s, "none is none in any unit", test_none);
	CU_add_test(s, "many specialists alike", test_crowd);
	CU_add_test(s, "many of each", test_many);
	CU_add_test(s, "many of all kinds", test_no_better);
	CU_add_test(s, "what is refused", test_refused);
}
