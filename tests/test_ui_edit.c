/* Changing the scenario in the explorer: steps, what is typed, going back, and
 * moving in lists; each says so where it can go no further. */
#include "drive.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char common[] = "[scenario]\nshare = common\nbargain = nash\n"
			     "[generalist]\n[specialist law]\n[specialist art]\n";

static const char formula[] = "[scenario]\nbargain = powerful:law\n[generalist]\n"
			      "[specialist law]\nrevenue = formula\nrevenue.formula = R*a\n"
			      "revenue.R = 2\n[specialist art]\n";

static bool said(const struct explorer *e, const char *text)
{
	bool found = strstr(e->message, text) != NULL;

	if (!found)
		fprintf(stderr, "\nno \"%s\" in \"%s\"\n", text, e->message);
	return found;
}

static void step(struct explorer *e, const char *name, enum action_id id)
{
	drive_go(e, name);
	drive_act(e, id);
}

/* On the row of a share, steps move the share, which no rule decides then. */
static void test_share_steps(void)
{
	struct explorer e;
	double present;

	drive_start_text(&e, common);
	present = e.work.study->delta[0];
	step(&e, "delta", ACTION_STEP_UP);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	CU_ASSERT_TRUE(e.scenario.delta[0] > present && e.scenario.delta[0] < present + .1);
	CU_ASSERT_EQUAL(e.scenario.delta[0], e.scenario.delta[1]); /* one share for all */
	for (int i = 0; i < 20; i++)
		step(&e, "delta", ACTION_COARSE_UP);
	CU_ASSERT_EQUAL(e.scenario.delta[0], 1);
	CU_ASSERT(said(&e, "goes no higher"));
	for (int i = 0; i < 20; i++)
		step(&e, "delta", ACTION_COARSE_DOWN);
	CU_ASSERT_EQUAL(e.scenario.delta[0], 0);
	CU_ASSERT(said(&e, "goes no lower"));
	drive_act(&e, ACTION_SHARE_DOWN);
	CU_ASSERT(said(&e, "the share is all the specialist's already"));
	/* the rule's row steps through the rules */
	step(&e, "bargain", ACTION_STEP_UP);
	CU_ASSERT_NOT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	explorer_free(&e);
}

static void test_other_steps(void)
{
	struct explorer e;

	drive_start_text(&e, formula);
	/* words go round, numbers end, texts are not stepped */
	step(&e, "art.cost.basis", ACTION_STEP_UP);
	CU_ASSERT_EQUAL(e.scenario.game.specialist[1].cost.basis, BASIS_LEVEL);
	step(&e, "art.cost.basis", ACTION_STEP_UP);
	CU_ASSERT_EQUAL(e.scenario.game.specialist[1].cost.basis, BASIS_INCREMENT);
	CU_ASSERT_FALSE(*e.message);
	step(&e, "art.cost.fixed", ACTION_STEP_DOWN);
	CU_ASSERT(said(&e, "goes no lower"));
	CU_ASSERT_EQUAL(drive_value(&e, "art.cost.fixed"), 0);
	step(&e, "law.revenue.formula", ACTION_STEP_UP);
	CU_ASSERT(said(&e, "is text: Enter edits it"));
	CU_ASSERT_EQUAL(e.undo.count, 2); /* only what changed something */
	explorer_free(&e);
}

static void test_typed_share(void)
{
	struct explorer e;
	char *before;

	drive_start_text(&e, common);
	before = drive_written(&e);
	drive_go(&e, "delta");
	drive_act(&e, ACTION_TYPE);
	drive_type(&e, "1.5");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	CU_ASSERT_TRUE(e.prompt.bad);
	CU_ASSERT_STRING_EQUAL(e.prompt.hint, "delta is a number from 0 to 1");
	CU_ASSERT_TRUE(drive_is(&e, before));
	drive_press(&e, KEY_CTRL('u'));
	drive_type(&e, "0.75");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_EQUAL(e.scenario.delta[0], 0.75);
	CU_ASSERT_EQUAL(e.scenario.delta[1], 0.75);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(&e, before));
	free(before);
	explorer_free(&e);
}

/* A formula is edited as it stands; what is wrong with it is said as it is
 * typed, and where. */
static void test_typed_formula(void)
{
	struct explorer e;

	drive_start_text(&e, formula);
	drive_go(&e, "law.revenue.formula");
	drive_act(&e, ACTION_TYPE);
	CU_ASSERT_STRING_EQUAL(e.prompt.line.text, "R*a");
	drive_type(&e, "+oops(");
	CU_ASSERT_TRUE(e.prompt.bad);
	CU_ASSERT_TRUE(e.prompt.bad_column > 3);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	for (int i = 0; i < 6; i++)
		drive_press(&e, K_BACKSPACE);
	CU_ASSERT_FALSE(e.prompt.bad);
	drive_type(&e, "^0.5");
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	drive_solve(&e);
	CU_ASSERT_EQUAL(drive_value(&e, "law.revenue.R"), 2);
	CU_ASSERT_DOUBLE_EQUAL(revenue_value(&e.scenario.game.specialist[0].revenue, 4), 4, 1e-12);
	explorer_free(&e);
}

/* What the scenario as opened does not have, nothing goes back to. */
static void test_reset_without_base(void)
{
	struct explorer e;
	char *before;

	drive_start_text(&e, formula);
	drive_act(&e, ACTION_ADD);
	drive_go(&e, "s3.cost.scale");
	drive_act(&e, ACTION_STEP_UP);
	before = drive_written(&e);
	drive_act(&e, ACTION_RESET);
	CU_ASSERT(said(&e, "the scenario has no s3.cost.scale to go back to"));
	CU_ASSERT_TRUE(drive_is(&e, before));
	free(before);
	/* the rule goes back with its specialist, not to another */
	step(&e, "art.outside", ACTION_REMOVE);
	drive_go(&e, "law.outside");
	drive_act(&e, ACTION_REMOVE);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	drive_go(&e, "bargain");
	drive_act(&e, ACTION_RESET);
	CU_ASSERT(said(&e, "powerful:law has no place here any more"));
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	explorer_free(&e);
}

/* Removing a specialist before the powerful one leaves the same one powerful. */
static void test_powerful_stays(void)
{
	struct explorer e;
	char name[40];

	drive_start_text(&e, "[scenario]\nbargain = powerful:art\n[generalist]\n[specialist law]\n"
		"[specialist art]\n");
	step(&e, "law.outside", ACTION_REMOVE);
	CU_ASSERT_STRING_EQUAL(scenario_bargain_name(&e.scenario, e.scenario.bargain, name,
		sizeof name), "powerful:art");
	CU_ASSERT_EQUAL(scenario_remove_specialist(&e.scenario, 5, NULL), STATUS_INPUT);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_EQUAL(e.scenario.game.n, 2);
	CU_ASSERT_STRING_EQUAL(scenario_bargain_name(&e.scenario, e.scenario.bargain, name,
		sizeof name), "powerful:art");
	explorer_free(&e);
}

/* Lists scroll or move a cursor, by lines and pages, within what there is. */
static void test_lists(void)
{
	struct explorer e;

	drive_start_text(&e, common);
	drive_act(&e, ACTION_HELP);
	drive_press(&e, K_DOWN);
	drive_press(&e, K_PAGE_DOWN);
	CU_ASSERT_EQUAL(e.list.first, 11);
	CU_ASSERT_EQUAL(e.shown.list.first, 11);
	drive_press(&e, K_PAGE_UP);
	drive_press(&e, K_PAGE_UP);
	CU_ASSERT_EQUAL(e.list.first, 0);
	drive_press(&e, K_DOWN);
	drive_type(&e, "undo"); /* what matches is shown from its beginning */
	CU_ASSERT_EQUAL(e.list.first, 0);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	e.presets = strdup("presets");
	drive_act(&e, ACTION_OPEN);
	for (int i = 0; i < 10; i++)
		drive_press(&e, K_PAGE_DOWN);
	CU_ASSERT_EQUAL(e.list.cursor, e.list.count - 1);
	CU_ASSERT_PTR_NOT_NULL(browser_detail(&e));
	drive_type(&e, "squeeze");
	CU_ASSERT_EQUAL(e.list.cursor, 0);
	drive_press(&e, K_ENTER);
	CU_ASSERT_STRING_EQUAL(e.base.name, "squeeze");
	/* nothing to choose, and no path: the list stays */
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "xyzzy");
	CU_ASSERT_EQUAL(drive_press(&e, K_ENTER), EFFECT_NONE);
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_WHY); /* closed by what opens it */
	drive_press(&e, 'i');
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	explorer_free(&e);
}

void suite_ui_edit(void)
{
	CU_pSuite s = CU_add_suite("ui_edit", NULL, NULL);

	CU_add_test(s, "steps of shares", test_share_steps);
	CU_add_test(s, "steps of words, numbers, texts", test_other_steps);
	CU_add_test(s, "a share that is typed", test_typed_share);
	CU_add_test(s, "a formula that is typed", test_typed_formula);
	CU_add_test(s, "nothing to go back to", test_reset_without_base);
	CU_add_test(s, "the powerful one stays", test_powerful_stays);
	CU_add_test(s, "moving in lists", test_lists);
}
