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
	present = e.pipeline.study->delta[0];
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
	/* the rule's row is a word: a step leaves it, f goes on to the next */
	step(&e, "bargain", ACTION_STEP_UP);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	CU_ASSERT(said(&e, "b next, Enter list"));
	step(&e, "bargain", ACTION_FAMILY);
	CU_ASSERT_NOT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	explorer_free(&e);
}

static void test_other_steps(void)
{
	struct explorer e;

	drive_start_text(&e, formula);
	/* words and texts are not stepped, words go round by f, numbers end */
	step(&e, "art.cost.basis", ACTION_STEP_UP);
	CU_ASSERT_EQUAL(e.scenario.game.specialist[1].cost.basis, BASIS_INCREMENT);
	CU_ASSERT(said(&e, "is a word: f next, Enter list"));
	step(&e, "art.cost.basis", ACTION_FAMILY);
	CU_ASSERT_EQUAL(e.scenario.game.specialist[1].cost.basis, BASIS_LEVEL);
	step(&e, "art.cost.basis", ACTION_FAMILY);
	CU_ASSERT_EQUAL(e.scenario.game.specialist[1].cost.basis, BASIS_INCREMENT);
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
	CU_ASSERT_TRUE(*e.prompt.error);
	CU_ASSERT_STRING_EQUAL(e.prompt.error, "a share is a number from 0 to 1");
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
	CU_ASSERT_TRUE(*e.prompt.error);
	CU_ASSERT_TRUE(e.prompt.bad_column > 3);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	for (int i = 0; i < 6; i++)
		drive_press(&e, K_BACKSPACE);
	CU_ASSERT_FALSE(*e.prompt.error);
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
	char detail[400];

	drive_start_text(&e, common);
	drive_act(&e, ACTION_HELP);
	drive_press(&e, '2'); /* the page of all keys is a long one */
	drive_press(&e, K_DOWN);
	drive_press(&e, K_PAGE_DOWN);
	CU_ASSERT_EQUAL(e.list.first, 11);
	CU_ASSERT_EQUAL(e.shown.list.first, 11);
	drive_press(&e, K_PAGE_UP);
	drive_press(&e, K_PAGE_UP);
	CU_ASSERT_EQUAL(e.list.first, 0);
	drive_press(&e, K_DOWN);
	drive_type(&e, "/undo"); /* what matches is shown from its beginning */
	CU_ASSERT_EQUAL(e.list.first, 0);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	e.presets = strdup("presets");
	drive_act(&e, ACTION_OPEN);
	for (int i = 0; i < 10; i++)
		drive_press(&e, K_PAGE_DOWN);
	CU_ASSERT_EQUAL(e.list.cursor, e.list.count - 1);
	CU_ASSERT_PTR_NOT_NULL(browser_detail(&e, detail, sizeof detail));
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

/* Keys that come in together: lists are read when something needs them. */
static void test_lists_unseen(void)
{
	static const char name[] = "squeeze";
	struct explorer e;

	drive_start_text(&e, common);
	e.presets = strdup("presets");
	explorer_key(&e, '?');
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	CU_ASSERT_EQUAL(e.list.count, 0);
	explorer_key(&e, K_ESC);
	explorer_key(&e, 'o');
	CU_ASSERT_EQUAL(e.list.presets.count, 0);
	/* a press on what was drawn before is on nothing */
	e.shown.list = (struct list_shown){.box = {0, 0, 90, 20}, .inner = {1, 1, 80, 10}};
	e.shown.list.item[3] = 1000;
	explorer_mouse(&e, &(struct mouse){MOUSE_PRESS, 5, 4});
	CU_ASSERT_EQUAL(e.list.cursor, 1); /* below a heading, which is not chosen */
	explorer_key(&e, K_UP);
	CU_ASSERT_EQUAL(e.list.cursor, 1);
	explorer_key(&e, K_DOWN);
	CU_ASSERT_TRUE(e.list.presets.count > 1);
	CU_ASSERT_EQUAL(e.list.cursor, 2);
	explorer_key(&e, K_ESC);
	explorer_key(&e, 'o');
	for (const char *c = name; *c; c++)
		explorer_key(&e, *c);
	CU_ASSERT_EQUAL(e.list.count, 0);
	explorer_key(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_STRING_EQUAL(e.base.name, name);
	explorer_free(&e);
}

/* The command line is one that a shell reads back as it is. */
static void test_command_quotes(void)
{
	struct explorer e;
	bool complete;
	char *line;

	drive_start_text(&e, formula);
	strcpy(e.base.name, "./Law's & art.ini");
	e.unicode = true;
	drive_go(&e, "law.revenue.formula");
	drive_act(&e, ACTION_TYPE);
	drive_type(&e, " + (a > 1)*R");
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_TYPE);
	drive_type(&e, "^0.5 + R");
	drive_press(&e, K_ENTER);
	line = command_line(&e, &complete);
	CU_ASSERT_PTR_NOT_NULL_FATAL(line);
	CU_ASSERT_TRUE(complete);
	CU_ASSERT_STRING_EQUAL(line, "haggle --view=overview --glyphs=unicode --set "
		"'law.revenue.formula=R*a^0.5 + R' './Law'\\''s & art.ini'");
	free(line);
	/* specialists come and go by no option: it says so */
	drive_act(&e, ACTION_ADD);
	drive_act(&e, ACTION_COMMAND);
	CU_ASSERT(said(&e, "specialists were added or removed"));
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	explorer_free(&e);
}

static bool row_is(struct explorer *e, int y, const char *text)
{
	char row[CANVAS_COLS_MAX + 1];
	int n = 0;

	for (int x = 1; x < e->canvas.cols; x++)
		row[n++] = (char)canvas_at(&e->canvas, x, y)->cp;
	while (n > 0 && row[n - 1] == ' ')
		n--;
	row[n] = '\0';
	if (strcmp(row, text) != 0)
		fprintf(stderr, "\nrow %d is \"%s\", not \"%s\"\n", y, row, text);
	return !strcmp(row, text);
}

/* What is wrong is read as a whole, and so is what was typed. */
static void test_prompt_says(void)
{
	static const char long_one[] = "s*a^0.5 + t*log(1+a/w) - max(0, a-4)*q + fo(a)";
	struct explorer e;

	drive_start_text(&e, formula);
	CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, 80, 24, NULL), STATUS_OK);
	step(&e, "generalist.cost.scale", ACTION_TYPE);
	drive_type(&e, "abc");
	drive_press(&e, K_ENTER);
	CU_ASSERT(row_is(&e, 21, "abc is not a number: from 0 to 1e18"));
	CU_ASSERT(row_is(&e, 23, "cost scale of g: abc"
		"                                                 0 to 1e18"));
	drive_press(&e, KEY_CTRL('u'));
	CU_ASSERT_EQUAL(*e.prompt.error, '\0');
	drive_type(&e, "-1");
	drive_press(&e, K_ENTER);
	CU_ASSERT(row_is(&e, 21, "-1 is out of range: from 0 to 1e18"));
	drive_press(&e, K_ESC);
	step(&e, "law.revenue.formula", ACTION_TYPE);
	drive_press(&e, KEY_CTRL('u'));
	drive_type(&e, long_one);
	drive_press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	CU_ASSERT(row_is(&e, 20, "column 42: unknown function fo: there are min max abs sqrt exp log "
		"log1p expm1"));
	CU_ASSERT(row_is(&e, 21, "tanh pow if"));
	CU_ASSERT(row_is(&e, 23, "revenue formula of l: s*a^0.5 + t*log(1+a/w) - max(0, a-4)*q + "
		"fo(a)"));
	CU_ASSERT_EQUAL(canvas_at(&e.canvas, 1, 20)->ink, INK_ERROR);
	CU_ASSERT_EQUAL(canvas_at(&e.canvas, 23 + 41, 23)->ink, INK_ERROR);
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_SAVE);
	drive_press(&e, KEY_CTRL('u'));
	drive_type(&e, "/no/such/directory/at/all/walk.ini");
	drive_press(&e, K_ENTER);
	CU_ASSERT(row_is(&e, 21, "cannot be written: No such file or directory"));
	explorer_free(&e);
}

static void open_preset(struct explorer *e, const char *typed)
{
	if (!e->presets)
		e->presets = strdup("presets");
	drive_act(e, ACTION_OPEN);
	drive_type(e, typed);
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	drive_solve(e);
}

/* Another scenario opened is a change like any other: what was made of the one
 * before comes back, with what it goes by and what it is called. */
static void test_open_undone(void)
{
	struct explorer e;
	char *before, *after;

	drive_start_text(&e, common);
	step(&e, "law.cost.scale", ACTION_STEP_UP);
	drive_act(&e, ACTION_VIEW_3);
	drive_act(&e, ACTION_PIN);
	step(&e, "art.cost.scale", ACTION_STEP_UP);
	before = drive_written(&e);
	open_preset(&e, "flip");
	CU_ASSERT_STRING_EQUAL(e.base.name, "flip");
	CU_ASSERT_TRUE(e.pin.on && e.pin.scenario.game.n == 2); /* it outlives opening */
	step(&e, "generalist.cost.scale", ACTION_STEP_UP);
	after = drive_written(&e);
	drive_act(&e, ACTION_UNDO);
	drive_act(&e, ACTION_VIEW_9);
	CU_ASSERT_TRUE(drive_act(&e, ACTION_UNDO) & EFFECT_SOLVE);
	CU_ASSERT(said(&e, "back in "));
	drive_solve(&e);
	CU_ASSERT_TRUE(drive_is(&e, before));
	CU_ASSERT_STRING_EQUAL(e.base.name, "walk");
	CU_ASSERT_EQUAL(e.view, VIEW_FRONTIER);
	CU_ASSERT_EQUAL(e.specialist, 1);
	CU_ASSERT_TRUE(e.pin.on);
	CU_ASSERT_EQUAL(e.pin.scenario.game.n, 2);
	CU_ASSERT_EQUAL(e.pipeline.study->n, 2);
	drive_act(&e, ACTION_SAVE);
	CU_ASSERT_STRING_EQUAL(e.prompt.line.text, "walk.ini");
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_REDO);
	CU_ASSERT_STRING_EQUAL(e.base.name, "flip");
	CU_ASSERT_EQUAL(e.view, VIEW_SOLUTIONS);
	CU_ASSERT_TRUE(e.pin.on);
	drive_act(&e, ACTION_REDO);
	CU_ASSERT_TRUE(drive_is(&e, after));
	CU_ASSERT_FALSE(drive_act(&e, ACTION_REDO) & EFFECT_SOLVE);
	for (int i = 0; i < 4; i++)
		CU_ASSERT_TRUE(drive_act(&e, ACTION_UNDO) & EFFECT_SOLVE);
	CU_ASSERT_EQUAL(drive_value(&e, "law.cost.scale"), 1);
	CU_ASSERT(!(drive_act(&e, ACTION_UNDO) & EFFECT_SOLVE) && said(&e, "nothing to undo"));
	/* Backspace goes by what was opened */
	step(&e, "law.cost.scale", ACTION_STEP_UP);
	drive_act(&e, ACTION_RESET);
	CU_ASSERT_EQUAL(drive_value(&e, "law.cost.scale"), 1);
	explorer_free(&e);
	free(before);
	free(after);
}

/* Of the closed forms: the share is 25000/25001, and 4e-5 of the first best is lost. The table
 * and the panel have no room to tell so little apart from all but by a sign. */
static void test_nearly_all(void)
{
	struct explorer e;

	drive_start_text(&e, "[scenario]\nbargain = vertical-monopoly\n[generalist]\n"
		"[specialist law]\ncost.scale = 25000\n");
	drive_view(&e, VIEW_OVERVIEW);
	CU_ASSERT_TRUE(drive_shows(&e, "share 0.99996 ") && drive_shows(&e, " 99.996% of first best"));
	CU_ASSERT(drive_shows(&e, "> share of g") && !drive_shows(&e, "> share of g     1.00"));
	drive_view(&e, VIEW_SOLUTIONS);
	CU_ASSERT_TRUE(drive_shows(&e, ">99%") && !drive_shows(&e, "100%"));
	CU_ASSERT_TRUE(drive_shows(&e, "Vertical monopoly        <1 "));
	drive_act(&e, ACTION_ZOOM); /* 2.00e-5 */
	CU_ASSERT_TRUE(drive_shows(&e, "|_  . |_| |_| |_       _|"));
	explorer_free(&e);
}

/* So is a lesson left for another scenario, and what was tried in between its
 * steps. */
static void test_lesson_undone(void)
{
	struct explorer e;
	char *tried;

	drive_start_text(&e, common);
	open_preset(&e, "tests/lessons/quarter.ini");
	CU_ASSERT_TRUE(lesson_on(&e));
	drive_act(&e, ACTION_NEXT);
	drive_press(&e, 'c');
	drive_act(&e, ACTION_REVEAL);
	step(&e, "medicine.cost.scale", ACTION_COARSE_UP);
	CU_ASSERT_TRUE(e.lesson.touched);
	tried = drive_written(&e);
	drive_act(&e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e.lesson.step, 2);
	CU_ASSERT_FALSE(drive_is(&e, tried));
	open_preset(&e, "flip");
	CU_ASSERT_FALSE(lesson_on(&e));
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(lesson_on(&e));
	CU_ASSERT_EQUAL(e.lesson.step, 2);
	CU_ASSERT_FALSE(e.lesson.touched || e.lesson.revealed);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT(said(&e, "the lesson as it was"));
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_TRUE(e.lesson.touched && e.lesson.revealed);
	CU_ASSERT_EQUAL(e.lesson.chosen, 2);
	CU_ASSERT_TRUE(drive_is(&e, tried));
	/* Space brings the step back, u what it took away */
	drive_act(&e, ACTION_REVEAL);
	CU_ASSERT_EQUAL(drive_value(&e, "medicine.cost.scale"), 1);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(&e, tried));
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_EQUAL(drive_value(&e, "medicine.cost.scale"), 1);
	for (int i = 0; i < 2; i++)
		drive_act(&e, ACTION_UNDO);
	CU_ASSERT_FALSE(lesson_on(&e));
	CU_ASSERT_STRING_EQUAL(e.base.name, "walk");
	explorer_free(&e);
	free(tried);
}

/* With --set, play begins beside the lesson, which Enter comes back to. */
static void test_beside_the_lesson(void)
{
	static const char text[] = "[generalist]\n[specialist law]\n[lesson]\ntitle = One\n"
				   "text = Look.\nset = law.cost.scale=3\n";
	struct explorer_options o = {.no_config = true};
	struct error_list errors;
	struct scenario base, s;
	struct explorer e;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("l", text, strlen(text), &base, &errors), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(scenario_copy(&s, &base, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(param_assign(&s, "law.cost.scale=2", NULL), STATUS_OK);
	o.scenario = &s;
	o.base = &base;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 100, 30, NULL), STATUS_OK);
	CU_ASSERT_TRUE(e.lesson.away);
	CU_ASSERT_EQUAL(drive_value(&e, "law.cost.scale"), 2);
	drive_act(&e, ACTION_REVEAL);
	CU_ASSERT_FALSE(e.lesson.away);
	CU_ASSERT_EQUAL(drive_value(&e, "law.cost.scale"), 3);
	drive_act(&e, ACTION_BACK);
	CU_ASSERT(said(&e, "this is the lesson's first step"));
	explorer_free(&e);
	scenario_free(&s);
	scenario_free(&base);
}

/* Walking along the axes of statics and maps, to their ends; a share is one. */
static void test_walk_ends(void)
{
	struct explorer e;
	double share;

	drive_start_text(&e, common);
	drive_act(&e, ACTION_LEFTWARD);
	CU_ASSERT(said(&e, "move along the axes of statics"));
	drive_go(&e, "law.cost.fixed");
	drive_act(&e, ACTION_AXIS_X);
	drive_go(&e, "delta");
	drive_act(&e, ACTION_AXIS_Y);
	drive_act(&e, ACTION_VIEW_8);
	drive_act(&e, ACTION_LEFTWARD);
	CU_ASSERT(said(&e, "no further this way"));
	share = edit_present_share(&e, -1);
	drive_act(&e, ACTION_UPWARD);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_FIXED);
	CU_ASSERT_TRUE(e.scenario.delta[0] > share);
	for (int i = 0; i < 200; i++)
		explorer_key(&e, '{');
	for (int i = 0; i < 200; i++)
		explorer_key(&e, '}');
	CU_ASSERT_TRUE(e.scenario.delta[0] > 0.9 && e.scenario.delta[0] <= 1);
	drive_go(&e, "bargain");
	drive_act(&e, ACTION_AXIS_X);
	CU_ASSERT(said(&e, "axes have no words on them"));
	/* at its end, a share has no step to undo */
	while (edit_present_share(&e, -1) < 1)
		drive_act(&e, ACTION_UPWARD);
	drive_act(&e, ACTION_UPWARD);
	CU_ASSERT(said(&e, "no further this way"));
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT(edit_present_share(&e, -1) < 1);
	explorer_free(&e);
}

/* The outcomes of statics go round, each once, whatever the players. */
static void test_quantities_go_round(void)
{
	struct explorer e;
	struct quantity first;
	char seen[60][80], label[80];
	int count = 0;

	drive_start_text(&e, common);
	drive_act(&e, ACTION_VIEW_7);
	first = pipeline_quantity(&e);
	do {
		quantity_label(&e.scenario, pipeline_quantity(&e), label, sizeof label);
		for (int i = 0; i < count; i++)
			CU_ASSERT_STRING_NOT_EQUAL(seen[i], label);
		CU_ASSERT_FATAL(count < 60);
		strcpy(seen[count++], label);
		explorer_key(&e, 'v');
	} while (pipeline_quantity(&e).kind != first.kind || pipeline_quantity(&e).player != first.player);
	/* utility, level: all, Generalist, two; regime, investment: all, two; the share
	 * that is common; two more */
	CU_ASSERT_EQUAL(count, 2 * 4 + 2 * 3 + 1 + 2);
	for (int i = count - 1; i >= 0; i--) {
		explorer_key(&e, 'V');
		CU_ASSERT_STRING_EQUAL(quantity_label(&e.scenario, e.quantity[VIEW_STATICS], label,
			sizeof label), seen[i]);
	}
	explorer_free(&e);
}

/* Nor does a map show one twice, which has no value for all players; it begins
 * with what there is to be seen. */
static void test_map_quantities_go_round(void)
{
	struct explorer e;
	struct quantity first, q;
	int count = 0;

	drive_start_text(&e, common);
	drive_act(&e, ACTION_VIEW_8);
	q = first = pipeline_quantity(&e);
	CU_ASSERT(q.kind == QUANTITY_SHARE && q.player == 1);
	do {
		CU_ASSERT(q.player >= 0 || q.kind == QUANTITY_JOINT || q.kind == QUANTITY_EFFICIENCY);
		CU_ASSERT_FATAL(count++ < 60);
		explorer_key(&e, 'v');
		q = pipeline_quantity(&e);
	} while (q.kind != first.kind || q.player != first.player);
	CU_ASSERT_EQUAL(count, 2 * 3 + 2 * 2 + 1 + 2);
	explorer_free(&e);
	/* where the share is fixed by hand it would be one shade */
	drive_start_text(&e, common);
	drive_act(&e, ACTION_SHARE_UP);
	drive_act(&e, ACTION_VIEW_8);
	q = pipeline_quantity(&e);
	CU_ASSERT(q.kind == QUANTITY_UTILITY && q.player == 0);
	explorer_free(&e);
}

/* What was chosen is within what is left when specialists go. */
static void test_cursor_settles(void)
{
	struct explorer e;

	drive_start_text(&e, common);
	drive_act(&e, ACTION_ADD);
	drive_act(&e, ACTION_LAST);
	CU_ASSERT_EQUAL(e.specialist, 2);
	for (int i = 0; i < 5; i++)
		drive_act(&e, ACTION_FRONTIER_Y);
	while (e.frontier_y != 3)
		drive_act(&e, ACTION_FRONTIER_Y);
	drive_act(&e, ACTION_REMOVE);
	CU_ASSERT_EQUAL(e.specialist, 1);
	CU_ASSERT_TRUE(e.cursor < param_count(&e.scenario));
	CU_ASSERT_TRUE(e.frontier_y <= 2 && e.frontier_y != e.frontier_x);
	drive_act(&e, ACTION_REMOVE);
	CU_ASSERT_EQUAL(e.specialist, 0);
	drive_act(&e, ACTION_FRONTIER_X);
	CU_ASSERT(said(&e, "two players have one frontier"));
	drive_act(&e, ACTION_TOGETHER);
	CU_ASSERT(said(&e, "there is one share only"));
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
	CU_add_test(s, "lists that nobody sees", test_lists_unseen);
	CU_add_test(s, "the command line is quoted", test_command_quotes);
	CU_add_test(s, "a prompt says what is wrong", test_prompt_says);
	CU_add_test(s, "opening is undone", test_open_undone);
	CU_add_test(s, "nearly all is not told as all", test_nearly_all);
	CU_add_test(s, "and a lesson left", test_lesson_undone);
	CU_add_test(s, "play beside the lesson", test_beside_the_lesson);
	CU_add_test(s, "walking to the ends", test_walk_ends);
	CU_add_test(s, "outcomes go round", test_quantities_go_round);
	CU_add_test(s, "and so do those of maps", test_map_quantities_go_round);
	CU_add_test(s, "the cursor where specialists go", test_cursor_settles);
}
