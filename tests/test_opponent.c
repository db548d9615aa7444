/* Opponents that haggle by rule, at costs of 1 and revenue a: the generalist has
 * share / 2 - share^2 / 4 there, the specialist (1 - share^2) / 4, so that what any rule asks
 * for is known in closed form; equilibria of endless offers by hand. */
#include "bargain/opponent.h"
#include "model/scenario.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEP (1.0 / OFFER_STEPS)

static struct offer_table offers_of(const char *text)
{
	struct error_list *errors = calloc(1, sizeof *errors);
	struct scenario s;
	struct match *match;
	const double share = 0;
	struct offer_table o = {.patience = {.9, .9}};
	CU_ASSERT_FATAL(errors &&
		scenario_parse("test", text, strlen(text), &s, errors) == STATUS_OK);
	free(errors);
	CU_ASSERT_FATAL(match_alloc(&s.game, &match, NULL) == STATUS_OK);
	CU_ASSERT_FATAL(offers_find(match, &(struct play){.delta = &share}, &o, NULL) == STATUS_OK);
	match_free(match);
	scenario_free(&s);
	return o;
}

static const char equals[] = "[generalist]\n[specialist d]\n";

static double offer(const struct offer_table *o, enum opponent kind, enum side side, int turn)
{
	struct opponent_state p = {.kind = kind, .side = side};
	return opponent_offers(&p, o, turn).share;
}

static bool takes(const struct offer_table *o, enum opponent kind, enum side side, int turn,
	double share)
{
	struct opponent_state p = {.kind = kind, .side = side};
	return opponent_accepts(&p, o, turn, (struct deal){.share = share});
}

static void test_gains(void)
{
	struct offer_table o = offers_of("[generalist]\noutside = .1\n[specialist d]\noutside = .05\n");
	for (double d = 0; d <= 1; d += .125) {
		CU_ASSERT_DOUBLE_EQUAL(offers_gain(&o, SIDE_GENERALIST, d), d / 2 - d * d / 4 - .1,
			1e-5);
		CU_ASSERT_DOUBLE_EQUAL(offers_gain(&o, SIDE_SPECIALIST, d), (1 - d * d) / 4 - .05,
			1e-5);
	}
	CU_ASSERT_TRUE(offers_any(&o));
	o = offers_of("[generalist]\noutside = .2\n[specialist d]\noutside = .2\n");
	CU_ASSERT_FALSE(offers_any(&o));
}

/* Costs 1 and 2, with lump sums: all is had at a share of 2/3, 7/24 of it, where the generalist has
 * 1/6; the nearest hundredth loses nothing that shows. Who proposes has 1 / (1 + .9) of it; of the
 * last offer all. */
static void test_lump_sums(void)
{
	struct offer_table o = offers_of("[scenario]\ntransfers = yes\n[generalist]\n[specialist d]\n"
		"cost.scale = 2\n");
	static const struct { enum opponent kind; double part; } of[] = {
		{OPPONENT_THEORY, 1 / 1.9}, {OPPONENT_FAIR, .5}, {OPPONENT_GREEDY, 1}};
	const double pie = 7. / 24;
	CU_ASSERT_TRUE(o.lump_sums);
	CU_ASSERT_TRUE(offers_any(&o));
	for (int side = 0; side < SIDES; side++)
		for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
			struct opponent_state p = {.kind = of[i].kind, .side = (enum side)side};
			struct deal d = opponent_offers(&p, &o, 0);
			double asks = opponent_asks(&p, &o, 0), waits = .9 * opponent_asks(&p, &o, 1);
			CU_ASSERT_DOUBLE_EQUAL(asks, of[i].part * pie, 1e-4);
			CU_ASSERT_DOUBLE_EQUAL(d.share, .67, 1e-9);
			CU_ASSERT_DOUBLE_EQUAL(offers_worth(&o, p.side, d), asks, 1e-9);
			CU_ASSERT_DOUBLE_EQUAL(offers_worth(&o, SIDE_GENERALIST, d) +
				offers_worth(&o, SIDE_SPECIALIST, d), pie, 1e-4);
			/* it takes what it would wait for, at any share, and no less */
			double lacks = waits - offers_gain(&o, p.side, .3);
			d = (struct deal){.3, p.side == SIDE_SPECIALIST ? lacks : -lacks};
			CU_ASSERT_TRUE(opponent_accepts(&p, &o, 0, d));
			d.payment += p.side == SIDE_SPECIALIST ? -1e-4 : 1e-4;
			CU_ASSERT_FALSE(opponent_accepts(&p, &o, 0, d));
		}
	o.offers = 2;
	struct opponent_state first = {.kind = OPPONENT_THEORY, .side = SIDE_GENERALIST};
	CU_ASSERT_DOUBLE_EQUAL(opponent_asks(&first, &o, 0), .1 * pie, 1e-4);
	CU_ASSERT_DOUBLE_EQUAL(opponent_asks(&first, &o, 1), pie, 1e-4);
}

/* With patience .9 and .9 the generalist proposes 9 sqrt(...): .539392, the specialist what
 * leaves the other .9 of .196960; with .5 and .5 .732051. Without any patience it is who
 * proposes that has all. */
static void test_theory(void)
{
	struct offer_table o = offers_of(equals);
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0), .539392, 2 * STEP);
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 7),
		offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0), 0);
	CU_ASSERT_TRUE(takes(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0, .52));
	CU_ASSERT_FALSE(takes(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0, .57));
	CU_ASSERT_FALSE(takes(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0, .42));
	o.patience[0] = o.patience[1] = .5;
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0), .732051, 2 * STEP);
	o.patience[0] = .9;
	o.patience[1] = .8;
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0), .666685, 2 * STEP);
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0), .552799, 2 * STEP);
	o.patience[0] = o.patience[1] = 0;
	CU_ASSERT_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0), 1);
	CU_ASSERT_EQUAL(offer(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0), 0);
	CU_ASSERT_TRUE(takes(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0, 1));
}

/* Whoever takes what the theory offers would not have bettered it: each accepts the other's
 * offer at once, whatever their patience. */
static void test_theory_agrees(void)
{
	struct offer_table o = offers_of(equals);
	int refused = 0;
	for (int a = 0; a < 10; a++)
		for (int b = 0; b < 10; b++) {
			o.patience[0] = .1 * a;
			o.patience[1] = .1 * b;
			refused += !takes(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0,
				offer(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0));
			refused += !takes(&o, OPPONENT_THEORY, SIDE_GENERALIST, 0,
				offer(&o, OPPONENT_THEORY, SIDE_SPECIALIST, 0));
		}
	CU_ASSERT_EQUAL(refused, 0);
}

/* With a last offer, by backward induction on the curve: what the generalist, who begins,
 * gets of 1 to 4 offers, at patience .9. On steps of a hundredth it is a little less. */
static void test_last_offer(void)
{
	static const double value[] = {.25, .133114, .230631, .163558};
	struct offer_table o = offers_of(equals);
	struct opponent_state p = {.kind = OPPONENT_THEORY, .side = SIDE_GENERALIST};
	for (o.offers = 1; o.offers <= 4; o.offers++) {
		double asks = opponent_asks(&p, &o, 0);
		CU_ASSERT_TRUE(asks <= value[o.offers - 1] + 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(asks, value[o.offers - 1], 5e-3);
		/* an offer later it is the other's, who in this game is its mirror */
		p.side = SIDE_SPECIALIST;
		CU_ASSERT_DOUBLE_EQUAL(opponent_asks(&p, &o, 1),
			o.offers > 1 ? value[o.offers - 2] : 0, 5e-3);
		p.side = SIDE_GENERALIST;
	}
	o.offers = 3;
	for (int kind = 0; kind < OPPONENTS; kind++)
		CU_ASSERT_TRUE(takes(&o, (enum opponent)kind, SIDE_SPECIALIST, 2, 1));
}

/* On the torn frontier of two-frontiers, patience .9 and .9, who makes the last offer decides,
 * however far off that is: .5555 of 200, .7363 of 201. From offer to offer steps of a hundredth
 * add up to a twentieth. */
static void test_who_is_last(void)
{
	struct offer_table o = offers_of("[generalist]\ncost.scale = 1.5\n[specialist d]\n"
		"revenue = saturating\nrevenue.scale = 2.5\nrevenue.width = 0.5\n"
		"cost.exponent = 1\n");
	struct opponent_state p = {.kind = OPPONENT_THEORY, .side = SIDE_GENERALIST};
	o.offers = 200;
	CU_ASSERT_DOUBLE_EQUAL(opponent_asks(&p, &o, 0), .555519, 6e-2);
	o.offers = 201;
	CU_ASSERT_DOUBLE_EQUAL(opponent_asks(&p, &o, 0), .736264, 6e-2);
}

/* The specialist's largest is 1/4 at share 0; at turn t it asks for .9^t of it:
 * (1 - share^2) / 4 = .9^t / 4. */
static void test_greedy(void)
{
	struct offer_table o = offers_of(equals);
	CU_ASSERT_EQUAL(offer(&o, OPPONENT_GREEDY, SIDE_GENERALIST, 0), 1);
	CU_ASSERT_EQUAL(offer(&o, OPPONENT_GREEDY, SIDE_SPECIALIST, 0), 0);
	for (int t = 1; t < 10; t++) {
		double share = sqrt(1 - pow(.9, t)), got;
		got = offer(&o, OPPONENT_GREEDY, SIDE_SPECIALIST, t);
		CU_ASSERT_TRUE(got <= share + 1e-9 && got > share - STEP - 1e-9);
		/* it takes at turn t what waiting a turn would be worth: .9 .9^(t+1) / 4 */
		share = sqrt(1 - pow(.9, t + 2));
		CU_ASSERT_TRUE(takes(&o, OPPONENT_GREEDY, SIDE_SPECIALIST, t, share - STEP));
		CU_ASSERT_FALSE(takes(&o, OPPONENT_GREEDY, SIDE_SPECIALIST, t, share + STEP));
	}
}

/* Equal gains: share / 2 - share^2 / 4 = (1 - share^2) / 4 at one half; it accepts .9 of the
 * 3/16 there. */
static void test_fair(void)
{
	struct offer_table o = offers_of(equals);
	double least = .9 * 3 / 16, limit = sqrt(1 - 4 * least);
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_FAIR, SIDE_GENERALIST, 0), .5, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(offer(&o, OPPONENT_FAIR, SIDE_SPECIALIST, 3), .5, 1e-12);
	CU_ASSERT_TRUE(takes(&o, OPPONENT_FAIR, SIDE_SPECIALIST, 0, limit - STEP));
	CU_ASSERT_FALSE(takes(&o, OPPONENT_FAIR, SIDE_SPECIALIST, 0, limit + STEP));
}

/* The same seed, the same opponent; it never offers what would leave somebody worse off than
 * without a deal; and not always the same. */
static void test_random(void)
{
	struct offer_table o = offers_of("[generalist]\noutside = .1\n[specialist d]\noutside = .1\n");
	struct opponent_state a = {OPPONENT_RANDOM, SIDE_SPECIALIST, 7}, b = a;
	double first = opponent_offers(&a, &o, 0).share, sum = 0;
	int other = 0;
	CU_ASSERT_EQUAL(first, opponent_offers(&b, &o, 0).share);
	for (int t = 1; t < 200; t++) {
		double share = opponent_offers(&a, &o, t).share;
		CU_ASSERT_EQUAL(share, opponent_offers(&b, &o, t).share);
		CU_ASSERT_TRUE(offers_gain(&o, SIDE_GENERALIST, share) >= -1e-9);
		CU_ASSERT_TRUE(offers_gain(&o, SIDE_SPECIALIST, share) >= -1e-9);
		other += share != first;
		sum += opponent_invests(&a, .1, 1);
		opponent_invests(&b, .1, 1);
	}
	CU_ASSERT_TRUE(other > 100);
	CU_ASSERT_DOUBLE_EQUAL(sum / 199, .5, .1);
	a.kind = OPPONENT_FAIR;
	CU_ASSERT_EQUAL(opponent_invests(&a, .1, 1), .1);
}

void suite_opponent(void)
{
	CU_pSuite s = CU_add_suite("opponent", NULL, NULL);
	CU_add_test(s, "what there is to gain", test_gains);
	CU_add_test(s, "the theory's offers", test_theory);
	CU_add_test(s, "the theory agrees with itself", test_theory_agrees);
	CU_add_test(s, "a last offer", test_last_offer);
	CU_add_test(s, "who offers last", test_who_is_last);
	CU_add_test(s, "greedy", test_greedy);
	CU_add_test(s, "fair", test_fair);
	CU_add_test(s, "random, from its seed", test_random);
	CU_add_test(s, "lump sums", test_lump_sums);
}
