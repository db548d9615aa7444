/* Role play by keys: whole rounds, against numbers known in closed form. At costs 1 and c the
 * best level at a share d is d / 2, the best answer (1 - d) / (2 c). */
#include "drive.h"
#include "golden.h"
#include "ui/key.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NEAR(got, want) CU_ASSERT_DOUBLE_EQUAL(got, want, 1e-9)

static const char unequal[] = "[generalist]\nname = Gen\n[specialist law]\nname = Law\n"
	"cost.scale = 2\n";
static const char equals[] = "[generalist]\nname = Gen\n[specialist law]\nname = Law\n";

/* Whether one of the lines says it. */
static bool says(struct explorer *e, const char *text)
{
	bool found = false;

	list_update(e);
	for (int i = 0; i < e->list.count; i++)
		found = found || strstr(e->list.item[i].text, text);
	if (!found)
		for (int i = 0; i < e->list.count; i++)
			fprintf(stderr, "\n    %s", e->list.item[i].text);
	return found;
}

#define SAYS(e, text) CU_ASSERT_TRUE(says(e, text))

static void start(struct explorer *e, const char *text, const char *keys)
{
	drive_start_text(e, text);
	drive_act(e, ACTION_ROLE);
	drive_type(e, keys);
}

static void enter(struct explorer *e, const char *text)
{
	drive_type(e, text);
	drive_press(e, K_ENTER);
}

/* The theory leaves the specialist nothing to wait for at .655, and takes .6 at once. */
static void test_generalist(void)
{
	struct explorer e;

	start(&e, unequal, "gt");
	CU_ASSERT_TRUE(role_hides(&e));
	enter(&e, "0.6");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	drive_type(&e, "0.3");
	SAYS(&e, "Cost 0.09; utility 0.09 if nobody adds anything, more if Law does.");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.role.stage, STAGE_RESULT);
	CU_ASSERT_FALSE(role_hides(&e));
	SAYS(&e, "You got 0.15: at this share no level would have paid more.");
	SAYS(&e, "Your best share is 1: level 0.5, and a utility of 0.25.");
	SAYS(&e, "You: 0.15 this round; 0.15 in 1 round, best 0.15");
	/* The second round is the specialist's to begin: at .9 of the generalist's .163787. */
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	CU_ASSERT_DOUBLE_EQUAL(e.role.share, .589635, .02);
	drive_press(&e, 'c');
	enter(&e, "0.6"); /* a refusal later: its gain counts .9 */
	enter(&e, "0.5"); /* too far: .6 * .6 - .25 = .11 */
	SAYS(&e, "Level 0.5 cost you 0.04: you got 0.11, and level 0.3 would have paid 0.15.");
	SAYS(&e, "Agreed after 1 refusal, so that a gain counts 0.9 of itself.");
	SAYS(&e, "You: 0.099 this round; 0.249 in 2 rounds, best 0.15");
	explorer_free(&e);
}

/* .4 (.3 + x) - 2 x^2 at x = .2 is .12, at best .14. */
static void test_specialist(void)
{
	struct explorer e;

	start(&e, unequal, "df");
	enter(&e, "0.6");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ADD);
	NEAR(e.role.level.of[0], .3);
	drive_type(&e, "0.2");
	SAYS(&e, "Cost 0.08; utility 0.12.");
	drive_press(&e, K_ENTER);
	SAYS(&e, "Adding 0.2 cost you 0.02: you got 0.12, and adding 0.1 would have paid 0.14.");
	SAYS(&e, "Your best share is 0.3333: adding 0.1667, and a utility of 0.1667.");
	explorer_free(&e);
}

/* Costs 1 and 2, with lump sums: at .67 the generalist has .1666.., all is .2917. */
static const char side_payments[] = "[scenario]\ntransfers = yes\n[generalist]\nname = Gen\n"
	"[specialist law]\nname = Law\ncost.scale = 2\n";

static void test_lump_sums(void)
{
	struct explorer e;

	start(&e, side_payments, "gf");
	SAYS(&e, "Your offer: which share of the revenue goes to you?");
	enter(&e, "0.6");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_PAYMENT);
	SAYS(&e, "What is Law paid at signing (below 0: it pays)?");
	enter(&e, "2e9");
	SAYS(&e, "Type a number, below 0 for a payment the other way.");
	drive_press(&e, K_BACKSPACE);
	drive_press(&e, K_BACKSPACE);
	drive_press(&e, K_BACKSPACE);
	/* Law has .14 there, and waits for .9 of half of .2917 */
	enter(&e, "-0.1");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	SAYS(&e, "Refused: 0.6, and at signing 0.1 from Law");
	SAYS(&e, "Law offers: 0.67 of the revenue to you, and at signing 0.02");
	drive_press(&e, 'c');
	CU_ASSERT_EQUAL(e.role.stage, STAGE_BESIDE);
	enter(&e, "0.6");
	drive_type(&e, "hhh"); /* by keys, from what Law offered */
	CU_ASSERT(e.role.value < .02);
	enter(&e, "0");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	SAYS(&e, "Agreed: 0.6 of the revenue to Gen, and no payment");
	explorer_free(&e);

	start(&e, side_payments, "gf");
	enter(&e, "0.5");
	enter(&e, "-0.01"); /* it pays .01 of its .1562 */
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	drive_type(&e, "0");
	SAYS(&e, "Cost 0; utility 0.01 if nobody adds anything, more if Law does.");
	enter(&e, ".25"); /* the rest of "0.25" */
	SAYS(&e, "You got 0.135: at this share no level would have paid more.");
	SAYS(&e, "Your best share is 0.6667, and at signing 0.125 from Law: level 0.3333, and a utility "
		"of 0.2917.");
	SAYS(&e, "utilities 0.135 and 0.1462");
	explorer_free(&e);
}

/* One pot: at level .5 adding .2 makes .7 - .25 - .04 of it, staying out -.25. */
static void test_pot(void)
{
	struct explorer e;

	start(&e, "[scenario]\ncontract = profit\n[generalist]\nname = Gen\n[specialist law]\n"
		"name = Law\n", "dt");
	enter(&e, "0.5");
	SAYS(&e, "Agreed: 0.5 of the pot to Gen");
	drive_type(&e, "0.2");
	SAYS(&e, "Cost 0.04; utility 0.205.");
	drive_press(&e, K_ENTER);
	SAYS(&e, "Adding 0.2 cost you 0.045: you got 0.205, and adding 0.5 would have paid 0.25.");
	drive_press(&e, K_ENTER);
	if (e.role.stage == STAGE_ANSWER)
		drive_press(&e, 'a');
	drive_press(&e, K_LEFT);
	SAYS(&e, "Cost 0; utility -0.1");
	explorer_free(&e);
}

/* Who is fair wants the gains equal, and waits for nine tenths of that: at equal costs it
 * refuses a share of .9, and asks for one half. */
static void test_refusal(void)
{
	struct explorer e;

	start(&e, equals, "gf");
	enter(&e, "0.9");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	CU_ASSERT_EQUAL(e.role.turn, 1);
	SAYS(&e, "Refused: 0.9");
	SAYS(&e, "Law offers: 0.5 of the revenue to you. What do you do?");
	SAYS(&e, "w  walk away: no deal, and you get 0");
	CU_ASSERT_TRUE(role_hides(&e));
	drive_press(&e, 'w');
	CU_ASSERT_EQUAL(e.role.stage, STAGE_RESULT);
	SAYS(&e, "You walk away: no deal.");
	SAYS(&e, "You: 0 this round; 0 in 1 round, best 0");
	explorer_free(&e);
}

/* Who insists is left in the end. */
static void test_patience_ends(void)
{
	struct explorer e;
	int offers = 0;

	start(&e, equals, "gf");
	for (; offers < 20 && e.role.stage == STAGE_SHARE; offers++) {
		enter(&e, "1");
		drive_press(&e, 'c');
	}
	CU_ASSERT_EQUAL(offers, 6); /* and as many of the other's */
	SAYS(&e, "This is the last offer: if it is refused, there is no deal.");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LAST); /* there is no answering it with another */
	drive_press(&e, 'w');
	CU_ASSERT_EQUAL(e.role.stage, STAGE_RESULT);
	CU_ASSERT_TRUE(e.role.gone);
	SAYS(&e, "no deal");
	explorer_free(&e);
}

/* Waiting costs each player its own patience. At .9 and .8 the generalist, who begins, can
 * keep .7748 of the revenue against the theory, at .9 and .9 no more than .6551; what was
 * refused once counts .9 to one and .8 to the other. */
static void test_patience(void)
{
	static const char impatient[] = "[generalist]\nname = Gen\npatience = 0.9\n"
		"[specialist law]\nname = Law\ncost.scale = 2\npatience = 0.8\n";
	static const struct {
		const char *game, *share;
		enum role_stage then;
	} offers[] = {{impatient, "0.76", STAGE_LEVEL}, {impatient, "0.79", STAGE_ANSWER},
		{unequal, "0.64", STAGE_LEVEL}, {unequal, "0.67", STAGE_ANSWER}};
	struct explorer e;

	for (size_t i = 0; i < sizeof offers / sizeof offers[0]; i++) {
		start(&e, offers[i].game, "gt");
		enter(&e, offers[i].share);
		CU_ASSERT_EQUAL(e.role.stage, offers[i].then);
		explorer_free(&e);
	}
	start(&e, unequal, "gt");
	SAYS(&e, "Waiting costs: each refusal leaves you 0.9 of a gain.");
	explorer_free(&e);
	start(&e, impatient, "b");
	SAYS(&e, "Waiting costs: each refusal leaves Gen 0.9 of a gain, and Law 0.8.");
	enter(&e, "1");
	drive_press(&e, 'c');
	SAYS(&e, "By now 0.8 of a gain is left to Law; after another refusal 0.64.");
	enter(&e, "0.6");
	drive_press(&e, 'a');
	enter(&e, "");
	enter(&e, "0.3");
	enter(&e, "");
	enter(&e, "0.1"); /* .6 .4 - .09 = .15, and .4 .4 - 2 .01 = .14 */
	SAYS(&e, "Gen: 0.135 this round");
	SAYS(&e, "Law: 0.112 this round");
	explorer_free(&e);
}

#define IN_TURN "[scenario]\nbargain = alternating\n"
#define OF_EQUALS "[generalist]\nname = Gen\n[specialist law]\nname = Law\n"

/* One round is an ultimatum: who offers can have all. Of two the last to offer can, so that the
 * first leaves it .9 of its 1/4: (1 - d^2)/4 = .225 at d = .316. */
static void test_rounds(void)
{
	static const char one[] = IN_TURN "offers.rounds = 1\n" OF_EQUALS;
	static const char two[] = IN_TURN "offers.rounds = 2\n" OF_EQUALS;
	struct explorer e;
	char hint[80];

	start(&e, one, "gt");
	SAYS(&e, "This is the last offer: if it is refused, there is no deal.");
	enter(&e, "1");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	explorer_free(&e);
	start(&e, two, "gt");
	SAYS(&e, "Offer 1 of 2.");
	enter(&e, "0.31");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	explorer_free(&e);
	start(&e, two, "gt");
	enter(&e, "0.33");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LAST);
	SAYS(&e, "Law offers: 0 of the revenue to you.");
	SAYS(&e, "This is the last offer: if it is refused, there is no deal.");
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"a accept  w walk away  Esc end");
	drive_press(&e, 'c');
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LAST);
	drive_press(&e, 'w');
	SAYS(&e, "You walk away: no deal.");
	SAYS(&e, "At a share of 0.31 you would have gained 0.131, and Law 0.226.");
	explorer_free(&e);
	/* whoever refuses the last offer is left with nothing, a person's too */
	start(&e, one, "b");
	enter(&e, "1");
	drive_press(&e, 'w');
	SAYS(&e, "Law walks away: no deal.");
	explorer_free(&e);
}

/* The scenario says who makes the first offer, of every round: also of a person who plays. */
static void test_first(void)
{
	static const char theirs[] = IN_TURN "offers.first = law\n" OF_EQUALS;
	struct explorer e;

	start(&e, theirs, "gt");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	drive_press(&e, 'a');
	enter(&e, "0.2");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_RESULT);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	explorer_free(&e);
	start(&e, theirs, "dt");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_SHARE);
	explorer_free(&e);
	start(&e, theirs, "b");
	SAYS(&e, "Law's offer: which share of the revenue goes to Gen?");
	explorer_free(&e);
	start(&e, IN_TURN OF_EQUALS, "dt");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ANSWER);
	explorer_free(&e);
}

#define LAW "[scenario]\ngame = regulation\n"
#define MAKERS "[generalist]\nname = Gen\n[specialist dep]\nname = Dep\n"

/* Performance and safety, costs of their squares, half of the revenue each: 1/4 of either is
 * best, and pays .5 - .125. */
static void test_two_attributes(void)
{
	struct explorer e;

	start(&e, LAW MAKERS, "gf");
	enter(&e, "0.5");
	SAYS(&e, "How much performance do you build?");
	drive_type(&e, "0.25");
	SAYS(&e, "Cost 0.0625; utility 0.0625 if nobody adds anything, more if Dep does.");
	drive_press(&e, K_ENTER);
	SAYS(&e, "How much safety do you build?");
	SAYS(&e, "Chosen: performance 0.25");
	enter(&e, "0.25");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_RESULT);
	SAYS(&e, "You got 0.375: at this share no level would have paid more.");
	SAYS(&e, "Your best share is 1: performance 0.5 and safety 0.5, and a utility of 0.5.");
	SAYS(&e, "utilities 0.375 and 0.375");
	explorer_free(&e);
	start(&e, LAW MAKERS, "df");
	enter(&e, "0.5");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_ADD);
	SAYS(&e, "Gen went to performance 0.25 and safety 0.25");
	SAYS(&e, "How much performance do you add?");
	drive_press(&e, K_LEFT);
	drive_press(&e, K_ENTER);
	SAYS(&e, "Abstaining cost you 0.375: you got 0, and adding performance 0.25 and safety "
		"0.25 would have paid 0.375.");
	explorer_free(&e);
}

/* Under floors of .1 and .4 the generalist would leave safety to the other: .3775 at .25 and .1,
 * .375 at .25 and .25, where the other has to add .15 at least. */
static void test_law(void)
{
	static const char law[] = LAW "[regulation]\nfloor.generalist = 0.1\n"
		"floor.specialists = 0.4\n" MAKERS;
	struct explorer e;

	start(&e, law, "b");
	enter(&e, "0.5");
	drive_press(&e, 'a');
	enter(&e, "");
	SAYS(&e, "How much performance does Gen build?");
	enter(&e, "0.25");
	SAYS(&e, "The law asks for at least 0.1.");
	enter(&e, "0.05");
	SAYS(&e, "Type a number from 0.1 up.");
	drive_press(&e, KEY_CTRL('u'));
	drive_press(&e, K_LEFT); /* there it stays */
	NEAR(e.role.value, .1);
	enter(&e, "0.25");
	enter(&e, "");
	enter(&e, "0.25");
	SAYS(&e, "The law asks for at least 0.15.");
	drive_press(&e, K_LEFT); /* who adds performance takes part */
	CU_ASSERT_DOUBLE_EQUAL(e.role.value, .15, 1e-12);
	enter(&e, "0.15");
	SAYS(&e, "Gen went to performance 0.25 and safety 0.25; Dep added performance 0.25 and "
		"safety 0.15");
	SAYS(&e, "Performance 0.25 and safety 0.25 should have cost Gen 0.0025 (0.375 against "
		"0.3775 at performance 0.25 and safety 0.1).");
	SAYS(&e, "Adding performance 0.25 and safety 0.15 cost Dep 0.01: Dep got 0.365, and adding "
		"performance 0.25 and safety 0.25 would have paid 0.375.");
	explorer_free(&e);
}

/* The border names what the keys do, and each does it: rows of one table. */
static void test_hints(void)
{
	struct explorer e;
	char hint[80];

	drive_start_text(&e, equals);
	drive_act(&e, ACTION_ROLE);
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"g generalist  d specialist  b both  Esc end");
	drive_type(&e, "g");
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"t theory  g greedy  f fair  r random  Esc end");
	drive_type(&e, "f");
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"Left/Right change  Enter offer it  Esc end");
	enter(&e, "0.9");
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"a accept  c counter  w walk away  Esc end");
	drive_press(&e, 'a');
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"Left/Right change  Enter do it  Esc end");
	enter(&e, "0.2");
	CU_ASSERT_STRING_EQUAL(role_hint(&e.role, hint, sizeof hint),
		"Enter next  Up/Down scroll  Esc end");
	drive_press(&e, K_ESC);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	explorer_free(&e);
}

/* The keys that move the share elsewhere move the number that is asked for; a number being
 * typed has its point. */
static void test_share_keys(void)
{
	struct explorer e;

	start(&e, equals, "gt");
	drive_type(&e, "...,");
	NEAR(e.role.value, .52);
	drive_type(&e, "0.4");
	CU_ASSERT_STRING_EQUAL(e.role.line.text, "0.4");
	drive_type(&e, ",");
	NEAR(e.role.value, .39);
	explorer_free(&e);
}

/* Without a share that would pay both, whoever is offered one leaves. */
static void test_nothing_to_gain(void)
{
	struct explorer e;

	start(&e, "[generalist]\noutside = 0.2\n[specialist law]\noutside = 0.3\n", "gg");
	enter(&e, "0.5");
	CU_ASSERT_TRUE(e.role.gone);
	SAYS(&e, "There was nothing to gain");
	SAYS(&e, "You: 0.2 this round");
	explorer_free(&e);
}

/* Two at one keyboard: neither sees the other choose; what each did is told apart. At shares
 * of one half, the generalist too far and the specialist too much: level .4 was to give
 * .5 (.4 + .25) - .16 = .165 against .1875; .45 in place of .25 gave .1. */
static void test_both(void)
{
	struct explorer e;

	start(&e, equals, "b");
	SAYS(&e, "Gen's offer: which share of the revenue goes to Gen?");
	enter(&e, "0.8");
	SAYS(&e, "What does Law do?");
	drive_press(&e, 'c');
	SAYS(&e, "Law's offer");
	enter(&e, "0.5");
	drive_press(&e, 'a');
	CU_ASSERT_EQUAL(e.role.stage, STAGE_HAND);
	SAYS(&e, "Gen's turn, unseen by Law.");
	enter(&e, "");
	drive_type(&e, "0.4");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.role.stage, STAGE_HAND);
	list_update(&e);
	for (int i = 0; i < e.list.count; i++)
		CU_ASSERT_PTR_NULL(strstr(e.list.item[i].text, "0.4"));
	enter(&e, "");
	SAYS(&e, "Gen went to level 0.4");
	enter(&e, "0.45");
	SAYS(&e, "Level 0.4 should have cost Gen 0.0225 (0.165 against 0.1875 at level 0.25). "
		"Law's mistake gave Gen 0.1, so Gen got 0.265.");
	SAYS(&e, "Adding 0.45 cost Law 0.04: Law got 0.2225, and adding 0.25 would have paid "
		"0.2625.");
	SAYS(&e, "Gen: 0.2385 this round");
	explorer_free(&e);
}

/* The second stays out, and the first is left with its cost. */
static void test_staying_out(void)
{
	struct explorer e;

	start(&e, equals, "b");
	enter(&e, "");
	drive_press(&e, 'a');
	enter(&e, "");
	enter(&e, "0.25");
	enter(&e, "");
	drive_press(&e, K_LEFT);
	SAYS(&e, "> abstain");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.role.added.of[0], -1);
	SAYS(&e, "Law abstained");
	SAYS(&e, "Gen got -0.0625. Level 0.25 was right, but Law's mistake cost Gen 0.25.");
	SAYS(&e, "Abstaining cost Law 0.1875: Law got 0, and adding 0.25 would have paid 0.1875.");
	explorer_free(&e);
}

/* The same rounds with the same opponent at random: the game begins with the same seed. */
static void test_random(void)
{
	struct explorer e;
	double share[2], added[2];

	for (int i = 0; i < 2; i++) {
		start(&e, equals, "gr");
		enter(&e, "0.5");
		if (e.role.stage == STAGE_ANSWER)
			drive_press(&e, 'a');
		enter(&e, "0.25");
		share[i] = e.role.share;
		added[i] = e.role.added.of[0];
		explorer_free(&e);
	}
	CU_ASSERT_EQUAL(share[0], share[1]);
	CU_ASSERT_EQUAL(added[0], added[1]);
}

/* What was typed and cannot be stays, with what can be, until it is another. */
static void test_typing(void)
{
	static const char *const wrong[] = {"1.5", "-1", "abc", "0.5x"};
	struct explorer e;

	start(&e, equals, "gt");
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		enter(&e, wrong[i]);
		CU_ASSERT_EQUAL(e.role.stage, STAGE_SHARE);
		CU_ASSERT_STRING_EQUAL(e.role.line.text, wrong[i]);
		SAYS(&e, "Type a number from 0 to 1.");
		drive_press(&e, K_RIGHT); /* a step from it is none either */
		CU_ASSERT_STRING_EQUAL(e.role.line.text, wrong[i]);
		drive_press(&e, KEY_CTRL('u'));
		CU_ASSERT_FALSE(e.role.wrong);
	}
	drive_type(&e, "0.4");
	drive_press(&e, K_RIGHT);
	drive_press(&e, K_ENTER);
	NEAR(e.role.share, 0.41);
	enter(&e, "-2");
	CU_ASSERT_EQUAL(e.role.stage, STAGE_LEVEL);
	SAYS(&e, "Type a number from 0 up.");
	explorer_free(&e);
}

/* A partner that would rather go without sets an end to what one can ask for: at costs 1 and
 * outside .1875 that is one half. */
static void test_outside(void)
{
	struct explorer e;

	start(&e, "[generalist]\n[specialist law]\noutside = 0.1875\n", "gt");
	enter(&e, "0.3");
	enter(&e, "0.15");
	SAYS(&e, "Your best share is 0.5: level 0.25, and a utility of 0.1875.");
	explorer_free(&e);
}

/* How often the character is on the canvas, beyond the panel. */
static int drawn(struct explorer *e, uint32_t cp)
{
	int count = 0;

	explorer_draw(e);
	for (int y = 0; y < e->canvas.rows - 5; y++) /* not the bar */
		for (int x = 27; x < e->canvas.cols; x++)
			count += canvas_at(&e->canvas, x, y)->cp == cp;
	return count;
}

/* What was played stays to be seen in the plots, till the game is another: both players' in
 * the utilities, one point on the frontier, and the legend's. */
static void test_played_point(void)
{
	struct explorer e;

	start(&e, unequal, "gt");
	enter(&e, "0.6");
	enter(&e, "0.5");
	drive_press(&e, K_ESC);
	drive_press(&e, '2');
	drive_begin(&e);
	CU_ASSERT_EQUAL(drawn(&e, '#'), 3);
	drive_press(&e, '3');
	drive_begin(&e);
	CU_ASSERT_TRUE(drawn(&e, '#') >= 1);
	drive_press(&e, '.');
	CU_ASSERT_EQUAL(drawn(&e, '#'), 0);
	explorer_free(&e);
}

/* The least screen has all of a choice. */
static void test_look(void)
{
	struct explorer e;

	start(&e, equals, "gf");
	explorer_resize(&e, 60, 16, NULL);
	enter(&e, "0.5");
	drive_type(&e, "0.3");
	explorer_draw(&e);
	golden_check(&e.canvas, "role-level-60x16");
	drive_press(&e, K_ENTER);
	explorer_resize(&e, 80, 24, NULL);
	drive_solve(&e);
	explorer_draw(&e);
	golden_check(&e.canvas, "role-result-80x24");
	explorer_free(&e);
}

/* A step of a level is some hundredth of what there is, whatever levels are counted in. */
static void test_units(void)
{
	static const double scale[] = {1e-9, 1, 1e9, 1e12};

	for (int i = 0; i < 4; i++) {
		char text[200];
		struct explorer e;

		snprintf(text, sizeof text, "[generalist]\ncost.scale = %g\n[specialist law]\n"
			"cost.scale = %g\n", scale[i], scale[i]);
		start(&e, text, "gf");
		enter(&e, "0.5");
		CU_ASSERT_EQUAL_FATAL(e.role.stage, STAGE_LEVEL);
		drive_press(&e, K_RIGHT);
		CU_ASSERT(e.role.value * scale[i] > .001 && e.role.value * scale[i] < .03);
		explorer_free(&e);
	}
}

void suite_ui_role(void)
{
	CU_pSuite s = CU_add_suite("ui_role", NULL, NULL);

	CU_add_test(s, "the generalist, two rounds", test_generalist);
	CU_add_test(s, "the specialist", test_specialist);
	CU_add_test(s, "an offer refused, and no deal", test_refusal);
	CU_add_test(s, "lump sums", test_lump_sums);
	CU_add_test(s, "one pot", test_pot);
	CU_add_test(s, "a round ends", test_patience_ends);
	CU_add_test(s, "each its own patience", test_patience);
	CU_add_test(s, "so many offers", test_rounds);
	CU_add_test(s, "who offers first", test_first);
	CU_add_test(s, "performance and safety", test_two_attributes);
	CU_add_test(s, "under a law", test_law);
	CU_add_test(s, "the border's hints", test_hints);
	CU_add_test(s, "the share's keys", test_share_keys);
	CU_add_test(s, "nothing to gain", test_nothing_to_gain);
	CU_add_test(s, "two at one keyboard", test_both);
	CU_add_test(s, "staying out", test_staying_out);
	CU_add_test(s, "the same chance", test_random);
	CU_add_test(s, "what is typed", test_typing);
	CU_add_test(s, "steps in any unit", test_units);
	CU_add_test(s, "what the other agrees to", test_outside);
	CU_add_test(s, "the point played", test_played_point);
	CU_add_test(s, "how it looks", test_look);
}
