/* Samples of what tests/torture/random_formulas and properties run by the hundred thousand.
 * HAGGLE_SEED in the environment makes them begin at another game. */
#include "brute.h"
#include "laws.h"
#include "oracle.h"

#include <CUnit/CUnit.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed(const char *what)
{
	const char *set = getenv("HAGGLE_SEED");
	uint64_t first = set ? strtoull(set, NULL, 10) : 1;
	printf("[%s from number %" PRIu64 "] ", what, first);
	return first;
}

static void test_concave_formulas(void)
{
	uint64_t first = seed("games");
	int wrong = 0;
	for (uint64_t i = first; i < first + 300; i++)
		wrong += oracle_judge(SHAPES_CONCAVE, 1, false, i, true, NULL) != VERDICT_RIGHT;
	CU_ASSERT_EQUAL(wrong, 0);
}

/* What came of some games. */
struct counts {
	int untrue, unsaid, proved;
};

static void count(struct counts *c, enum shapes which, int n, bool terms, uint64_t number)
{
	struct oracle_note note;
	enum verdict v = oracle_judge(which, n, terms, number, false, &note);
	c->untrue += v == VERDICT_WRONG;
	c->unsaid += v == VERDICT_REFUSED;
	c->proved += note.proved;
}

/* None is wrong and called proved, none refused, and more than so many are called proved. */
static void check(const struct counts *c, int proved)
{
	CU_ASSERT_EQUAL(c->untrue, 0);
	CU_ASSERT_EQUAL(c->unsaid, 0);
	CU_ASSERT(c->proved > proved);
}

static void test_all_formulas(void)
{
	uint64_t first = seed("games");
	struct counts c = {0};
	for (uint64_t i = first; i < first + 150; i++)
		count(&c, SHAPES_ALL, 1, false, i);
	check(&c, 0);
}

/* The same under terms. What is beyond a step of the generalist's cost at 0, where its shares are
 * all (5200), a specialist that has nothing to lose, till it bears of a cost (1880), and one whose
 * level a kink of revenue holds, so that its payoff goes as its cost does (62007, 52994). */
static void test_under_terms(void)
{
	static const uint64_t number[] = {5200, 1880, 62007, 52994};
	uint64_t first = seed("games");
	struct counts c = {0};
	for (uint64_t i = first; i < first + 300; i++)
		count(&c, SHAPES_ALL, 1, true, i);
	check(&c, 150);
	for (int i = 0; i < 4; i++)
		CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, true, number[i], true, NULL), VERDICT_RIGHT);
}

/* Two and three specialists, each with a share of its own. Two games under terms, where what a
 * single owner would earn is nothing past a bump, and something again further on: there the
 * generalist goes, as one of the two would lose and stays away (4718, 7138). One that is exactly
 * indifferent, as it bears of a cost that is nothing, takes part (28550). */
static void test_several(void)
{
	static const uint64_t number[] = {4718, 7138, 28550};
	for (int i = 0; i < 3; i++)
		CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 2, true, number[i], true, NULL), VERDICT_RIGHT);
	uint64_t first = seed("games");
	for (int n = 2; n <= 3; n++) {
		struct counts c = {0};
		for (uint64_t i = first; i < first + 40; i++)
			count(&c, SHAPES_ALL, n, i % 2, i);
		check(&c, 5);
	}
}

/* Costs of one and two specialists with kinks and steps that move with a0. */
static void test_moving(void)
{
	uint64_t first = seed("games");
	struct counts c = {0};
	for (uint64_t i = first; i < first + 160; i++)
		count(&c, SHAPES_MOVING, 1 + (int)(i / 2 % 2), i % 2, i);
	check(&c, 30);
}

/* Tops at the kink between a bump's flank and what cuts it off. */
static void test_narrow_tops(void)
{
	static const uint64_t number[] = {22186, 29400, 35254};
	for (int i = 0; i < 3; i++)
		CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, false, number[i], true, NULL), VERDICT_RIGHT);
}

/* Where the payoff of a specialist that begins to take part leaps, it is not held at nothing. */
static void test_leaps_of_participation(void)
{
	CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, false, 20293, true, NULL), VERDICT_RIGHT);
}

/* Who keeps nothing may go for nothing past a bump and up to where others rise again: it goes to the
 * top of the bump, which brings the generalist most. */
static void test_free_to_go(void)
{
	struct oracle_note note;
	CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, false, 96148, true, &note), VERDICT_RIGHT);
	CU_ASSERT_TRUE(note.proved);
}

/* A cost over the level, a^2 - a0^2, whose slope does not depend on a0 but for rounding: these are
 * right, and proved, the last two of specialists who keep nothing. */
static void test_costs_over_the_level(void)
{
	static const uint64_t number[] = {20043, 20096, 20101, 20209, 12530, 33632};
	for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
		struct oracle_note note;
		CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, false, number[i], true, &note), VERDICT_RIGHT);
		CU_ASSERT_TRUE(note.proved);
	}
}

/* What brute force itself once had wrong: it looked for no top beyond the kink where one of two
 * curves overtakes the other (101312, where test_truth.c has the value), nor for a second top
 * beside a kink (139674) or past a dip (189594), and let a specialist who has nothing to lose stay
 * away from a loss of the generalist's without terms (50474). And where the solver looked for a
 * top below level 0 (300286). */
static void test_brute_forces_own(void)
{
	static const uint64_t number[] = {101312, 139674, 189594, 50474, 300286};
	for (int i = 0; i < 5; i++)
		CU_ASSERT_EQUAL(oracle_judge(SHAPES_ALL, 1, false, number[i], true, NULL), VERDICT_RIGHT);
}

static void test_laws_at_shares(void)
{
	struct laws_tally t = {.laws = 1u << LAW_MONEY | 1u << LAW_LEVEL | 1u << LAW_ORDER |
		1u << LAW_NOBODY | 1u << LAW_DUALITY | 1u << LAW_FIRST_BEST, .tame = true, .shown = 6};
	uint64_t first = seed("games");
	for (uint64_t i = first; i < first + 400; i++)
		laws_at_shares(&t, i, 1 + (int)(i % 4));
	CU_ASSERT_EQUAL(t.breaches, 0);
	CU_ASSERT_EQUAL(t.refused, 0);
}

/* Beside a level of 0 there is one that pays the generalist 1e-12 more, for what a spike moves by:
 * it is found in any unit of performance. */
static void test_laws_beside_nothing(void)
{
	struct laws_tally t = {.laws = 1u << LAW_MONEY | 1u << LAW_LEVEL, .shown = 6};
	laws_at_shares(&t, 64422, 3);
	CU_ASSERT_EQUAL(t.tried[LAW_LEVEL], 1);
	CU_ASSERT_EQUAL(t.breaches + t.unproved[LAW_LEVEL] + t.unproved[LAW_MONEY], 0);
}

/* A narrow bump beside a hill that flattens out: one owner of all goes there as well. */
static void test_laws_of_first_best(void)
{
	struct laws_tally t = {.laws = 1u << LAW_FIRST_BEST, .shown = 6};
	laws_at_shares(&t, 97678, 3);
	CU_ASSERT_EQUAL(t.tried[LAW_FIRST_BEST], 1);
	CU_ASSERT_EQUAL(t.breaches, 0);
}

/* In a unit of money that is a power of two all comes out as it does without, to the last bit. */
static void test_laws_of_exact_units(void)
{
	struct laws_tally t = {.laws = 1u << LAW_MONEY, .shown = 6};
	laws_of_rules(&t, 73, 4);
	CU_ASSERT_EQUAL(t.tried[LAW_MONEY], 1);
	CU_ASSERT_EQUAL(t.breaches, 0);
}

/* A specialist more who can earn nothing leaves one share, found along a curve, one share. In
 * sampled searches over two, some of these once missed the best. */
static void test_laws_of_nobody(void)
{
	static const uint64_t number[] = {50143, 50450, 50791};
	struct laws_tally t = {.laws = 1u << LAW_NOBODY, .shown = 6};
	for (int i = 0; i < 3; i++)
		laws_of_rules(&t, number[i], 1);
	CU_ASSERT_EQUAL(t.tried[LAW_NOBODY], 3);
	CU_ASSERT_EQUAL(t.breaches + t.unproved[LAW_NOBODY], 0);
}

/* Several shares: what a sweep says of a rule is what the table of all rules says. */
static void test_laws_of_rules_alone(void)
{
	struct laws_tally t = {.laws = 1u << LAW_ALONE, .shown = 6};
	for (uint64_t i = 0; i < 10; i++)
		laws_of_rules(&t, i, 2 + (int)(i % 2));
	/* All held at one level: only from there is it seen who can gain at all. */
	laws_of_rules(&t, 1000201, 4);
	CU_ASSERT(t.tried[LAW_ALONE] > 0);
	CU_ASSERT_EQUAL(t.breaches, 0);
}

static void test_laws_of_rules(void)
{
	struct laws_tally t = {.laws = 1u << LAW_FIRST_BEST | 1u << LAW_RATIONAL | 1u << LAW_GOAL |
		1u << LAW_TIES | 1u << LAW_PARETO | 1u << LAW_CURVE, .tame = true, .shown = 6};
	uint64_t first = seed("games");
	for (uint64_t i = first; i < first + 40; i++)
		laws_of_rules(&t, i, 1);
	CU_ASSERT_EQUAL(t.breaches, 0);
	CU_ASSERT_EQUAL(t.refused, 0);
}

/* least x^2. */
static void give_cost(struct shape *s, double least)
{
	struct tree *t = &s->tree;
	int square = tree_apply(t, TREE_POW, tree_variable(t, TREE_X), tree_number(t, 2));
	s->root = tree_apply(t, TREE_MUL, tree_number(t, least), square);
	s->least = least;
	s->power = 2;
}

/* A revenue of 2 from level 1 on, shared equally, and a cost of least x^2. */
static void give_step(struct brute_specialist *p, double least)
{
	struct tree *t = &p->revenue.tree;
	int step = tree_apply(t, TREE_LEAST, tree_variable(t, TREE_A), tree_number(t, 1));
	p->delta = .5;
	p->revenue.root = tree_if(t, step, tree_number(t, 2), tree_number(t, 0));
	p->revenue.top = 2;
	p->revenue.features = 1;
	p->revenue.feature[0] = (struct feature){.of = TREE_A, .at = 1};
	give_cost(&p->cost, least);
}

static void hold_to_hand(const struct brute_game *g, double a0, double payoff)
{
	struct brute_best best;
	struct brute *b = brute_alloc(g);
	brute_solve(b, &best);
	CU_ASSERT_DOUBLE_EQUAL(best.a0, a0, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(best.high, payoff, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(best.low, payoff, 1e-8);
	for (int i = 0; i < g->n; i++)
		CU_ASSERT_DOUBLE_EQUAL(best.reply[i].a, 1, 0);
	brute_free(b);
}

/* The judge itself, on games solved by hand; the generalist's cost is a0^2. With 4 x^2,
 * 4 (1 - a0)^2 <= 1 from a0 = 1/2 on: the generalist goes just there. Beside one with 16 x^2, whom
 * it takes 3/4 to win, it goes on to where both come. */
static void test_brute_force(void)
{
	struct brute_game g = {.n = 1};
	give_cost(&g.own, 1);
	give_step(&g.specialist[0], 4);
	hold_to_hand(&g, .5, .75);
	g.n = 2;
	give_step(&g.specialist[1], 16);
	hold_to_hand(&g, .75, 2 - 9. / 16);
}

void suite_oracle(void)
{
	CU_pSuite suite = CU_add_suite("random games against brute force and laws", NULL, NULL);
	CU_add_test(suite, "formulas under terms", test_under_terms);
	CU_add_test(suite, "the brute force, by hand", test_brute_force);
	CU_add_test(suite, "concave formulas at fixed shares", test_concave_formulas);
	CU_add_test(suite, "none of any shape wrong that is called proved", test_all_formulas);
	CU_add_test(suite, "formulas of several specialists", test_several);
	CU_add_test(suite, "costs that step and kink as levels do", test_moving);
	CU_add_test(suite, "tops at the kinks of bumps", test_narrow_tops);
	CU_add_test(suite, "where participation leaps", test_leaps_of_participation);
	CU_add_test(suite, "who keeps nothing and goes for nothing", test_free_to_go);
	CU_add_test(suite, "costs over the level", test_costs_over_the_level);
	CU_add_test(suite, "where brute force was wrong", test_brute_forces_own);
	CU_add_test(suite, "laws at fixed shares", test_laws_at_shares);
	CU_add_test(suite, "units beside a level of nothing", test_laws_beside_nothing);
	CU_add_test(suite, "first best beside a bump", test_laws_of_first_best);
	CU_add_test(suite, "exact units", test_laws_of_exact_units);
	CU_add_test(suite, "who earns nothing changes no bargain", test_laws_of_nobody);
	CU_add_test(suite, "a rule by itself and among all", test_laws_of_rules_alone);
	CU_add_test(suite, "laws of the rules", test_laws_of_rules);
}
