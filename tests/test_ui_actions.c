/* Every action of the action table does what its help says, without a
 * terminal: one check a row, and no row without a check. */
#include "drive.h"


#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "[scenario]\n"
			   "title = Walk\n"
			   "[generalist]\n"
			   "[specialist law]\n"
			   "cost.scale = 2\n"
			   "[specialist art]\n"
			   "revenue = log\n";

static const char lesson_text[] = "[scenario]\n"
				  "title = Lesson\n"
				  "[generalist]\n"
				  "[specialist law]\n"
				  "[lesson]\n"
				  "title = One\n"
				  "text = Look.\n"
				  "[lesson]\n"
				  "title = Two\n"
				  "text = What now?\n"
				  "set = law.cost.scale=3\n"
				  "view = frontier\n"
				  "pin = yes\n"
				  "question = Who gains?\n"
				  "choice = Law\n"
				  "choice = The generalist\n"
				  "answer = 2\n"
				  "reveal = The generalist.\n"
				  "hide = yes\n";

static void start(struct explorer *e)
{
	drive_start_text(e, text);
}

static int player(const struct explorer *e)
{
	struct param_ref ref;

	return edit_ref(e, &ref) ? ref.player : -2;
}

#define NEAR(a, b) CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-12)

/* ---- parameters ----------------------------------------------------------- */

static void check_cursor(struct explorer *e)
{
	CU_ASSERT_EQUAL(e->cursor, 0);
	drive_act(e, ACTION_CURSOR_DOWN);
	CU_ASSERT_EQUAL(e->cursor, 1);
	drive_act(e, ACTION_CURSOR_UP);
	CU_ASSERT_EQUAL(e->cursor, 0);
	drive_act(e, ACTION_CURSOR_UP); /* round the end, to the rows at rest */
	CU_ASSERT_EQUAL(e->cursor, ROW_REST(2));
	drive_act(e, ACTION_CURSOR_DOWN);
	CU_ASSERT_EQUAL(e->cursor, 0);
}

static void check_player(struct explorer *e)
{
	CU_ASSERT_EQUAL(e->cursor, 0); /* the bargain's */
	drive_act(e, ACTION_PLAYER_DOWN);
	CU_ASSERT_EQUAL(player(e), 0);
	drive_act(e, ACTION_PLAYER_DOWN);
	CU_ASSERT_EQUAL(player(e), 1);
	drive_act(e, ACTION_PLAYER_DOWN);
	CU_ASSERT_EQUAL(player(e), 2);
	CU_ASSERT_EQUAL(e->specialist, 1);
	drive_act(e, ACTION_PLAYER_UP);
	CU_ASSERT_EQUAL(player(e), 1);
	CU_ASSERT_EQUAL(e->specialist, 0);
	drive_act(e, ACTION_PLAYER_UP);
	drive_act(e, ACTION_PLAYER_UP);
	CU_ASSERT_EQUAL(e->cursor, 0);
}

static void check_ends(struct explorer *e)
{
	drive_act(e, ACTION_LAST);
	CU_ASSERT_EQUAL(e->cursor, ROW_REST(2));
	drive_act(e, ACTION_FIRST);
	CU_ASSERT_EQUAL(e->cursor, 0);
}

/* By what the screen calls a row, or a file; rows at rest are found too. */
static void check_find(struct explorer *e)
{
	drive_act(e, ACTION_FIND);
	CU_ASSERT_TRUE(e->mode == MODE_LIST && e->list.kind == LIST_FIND);
	CU_ASSERT_EQUAL(e->list.count, param_count(&e->scenario));
	drive_type(e, "fixed cost of l");
	CU_ASSERT_EQUAL_FATAL(e->list.count, 1);
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	drive_go(e, "law.cost.fixed");
	e->cursor = 0;
	drive_act(e, ACTION_FIND);
	drive_type(e, "art.outside");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(player(e), 2);
	CU_ASSERT_EQUAL(e->specialist, 1);
}

static double slider_step(const struct explorer *e, const char *name, double from, double steps)
{
	struct param_ref ref;

	CU_ASSERT_EQUAL_FATAL(param_find(&e->scenario, name, &ref, NULL), STATUS_OK);
	return param_step(&e->scenario, &ref, from, steps);
}

static void check_steps(struct explorer *e)
{
	static const struct {
		enum action_id id;
		double steps;
	} table[] = {
		{ACTION_STEP_UP, 1}, {ACTION_STEP_DOWN, -1}, {ACTION_COARSE_UP, 10},
		{ACTION_COARSE_DOWN, -10}, {ACTION_FINE_UP, 0.1}, {ACTION_FINE_DOWN, -0.1},
	};

	drive_go(e, "law.cost.scale");
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		double before = drive_value(e, "law.cost.scale");
		double expected = slider_step(e, "law.cost.scale", before, table[i].steps);

		CU_ASSERT_NOT_EQUAL(expected, before);
		CU_ASSERT_TRUE(drive_act(e, table[i].id) & EFFECT_SOLVE);
		NEAR(drive_value(e, "law.cost.scale"), expected);
	}
	/* words stay as they are */
	drive_go(e, "law.revenue");
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		CU_ASSERT_FALSE(drive_act(e, table[i].id) & EFFECT_SOLVE);
		CU_ASSERT_EQUAL(e->scenario.game.specialist[0].revenue.family, REVENUE_LINEAR);
		CU_ASSERT_PTR_NOT_NULL(strstr(e->message, "f next, Enter list"));
	}
}

static void check_type(struct explorer *e)
{
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_TYPE);
	CU_ASSERT_EQUAL(e->mode, MODE_PROMPT);
	drive_type(e, "3.25");
	NEAR(drive_value(e, "law.cost.scale"), 2); /* not before Enter */
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	NEAR(drive_value(e, "law.cost.scale"), 3.25);
	/* an error loses nothing and says what is allowed */
	drive_act(e, ACTION_TYPE);
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "3.25"); /* as it is, until something */
	drive_type(e, "0x");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PROMPT);
	CU_ASSERT_TRUE(*e->prompt.error);
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "0x");
	NEAR(drive_value(e, "law.cost.scale"), 3.25);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	NEAR(drive_value(e, "law.cost.scale"), 3.25);
	/* what is there can be edited as well */
	drive_act(e, ACTION_TYPE);
	drive_press(e, K_RIGHT);
	drive_press(e, '1');
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "3.251");
	drive_press(e, K_ESC);
	/* a word is chosen from all that it can be */
	drive_go(e, "law.revenue");
	drive_act(e, ACTION_TYPE);
	CU_ASSERT_TRUE(e->mode == MODE_LIST && e->list.kind == LIST_WORDS);
	CU_ASSERT_EQUAL(e->list.cursor, REVENUE_LINEAR);
	for (int i = REVENUE_LINEAR; i < REVENUE_SATURATING; i++)
		drive_press(e, K_DOWN);
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->scenario.game.specialist[0].revenue.family, REVENUE_SATURATING);
	drive_act(e, ACTION_UNDO);
	CU_ASSERT_EQUAL(e->scenario.game.specialist[0].revenue.family, REVENUE_LINEAR);
	/* rows at rest are shown, and hidden again */
	drive_act(e, ACTION_LAST);
	drive_act(e, ACTION_TYPE);
	CU_ASSERT_TRUE(row_fold_open(&e->folds, 2));
	drive_act(e, ACTION_TYPE);
	CU_ASSERT_FALSE(row_fold_open(&e->folds, 2));
}

static void check_reset(struct explorer *e)
{
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_COARSE_UP);
	CU_ASSERT_NOT_EQUAL(drive_value(e, "law.cost.scale"), 2);
	drive_act(e, ACTION_RESET);
	NEAR(drive_value(e, "law.cost.scale"), 2);
	drive_act(e, ACTION_SHARE_UP);
	CU_ASSERT_EQUAL(e->scenario.bargain.rule, RULE_FIXED);
	drive_go(e, "bargain");
	drive_act(e, ACTION_RESET);
	CU_ASSERT_EQUAL(e->scenario.bargain.rule, RULE_NASH);
}

static void check_reset_all(struct explorer *e)
{
	char *before = drive_written(e);

	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_STEP_UP);
	drive_act(e, ACTION_ADD);
	drive_act(e, ACTION_RULE_NEXT);
	CU_ASSERT_FALSE(drive_is(e, before));
	drive_act(e, ACTION_RESET_ALL);
	CU_ASSERT_TRUE(drive_is(e, before));
	free(before);
}

static void check_family(struct explorer *e)
{
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_FAMILY);
	CU_ASSERT_EQUAL(e->scenario.game.specialist[0].cost.family, COST_EXPONENTIAL);
	drive_go(e, "generalist.outside");
	CU_ASSERT_FALSE(drive_act(e, ACTION_FAMILY) & EFFECT_SOLVE); /* not of a function */
	CU_ASSERT_TRUE(*e->message);
}

static void check_undo(struct explorer *e)
{
	char *before = drive_written(e), *after;

	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_STEP_UP);
	drive_act(e, ACTION_SHARE_UP);
	drive_act(e, ACTION_ADD);
	after = drive_written(e);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_TRUE(drive_act(e, ACTION_UNDO) & EFFECT_SOLVE);
	CU_ASSERT_TRUE(drive_is(e, before));
	CU_ASSERT_FALSE(drive_act(e, ACTION_UNDO) & EFFECT_SOLVE);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_TRUE(drive_act(e, ACTION_REDO) & EFFECT_SOLVE);
	CU_ASSERT_TRUE(drive_is(e, after));
	CU_ASSERT_FALSE(drive_act(e, ACTION_REDO) & EFFECT_SOLVE);
	free(before);
	free(after);
}

/* ---- bargain and specialists ---------------------------------------------- */

static void check_share(struct explorer *e)
{
	double before[2], step;

	drive_go(e, "art.outside");
	CU_ASSERT_EQUAL(e->specialist, 1);
	drive_solve(e);
	before[0] = e->pipeline.study->delta[0];
	before[1] = e->pipeline.study->delta[1];
	drive_act(e, ACTION_SHARE_UP);
	CU_ASSERT_EQUAL(e->scenario.bargain.rule, RULE_FIXED);
	NEAR(e->scenario.delta[0], before[0]); /* the other share stays where it was */
	CU_ASSERT_TRUE(e->scenario.delta[1] > before[1]);
	step = e->scenario.delta[1];
	drive_act(e, ACTION_SHARE_DOWN);
	CU_ASSERT_TRUE(e->scenario.delta[1] < step);
	for (int i = 0; i < 300; i++)
		explorer_key(e, ',');
	NEAR(e->scenario.delta[1], 0);
}

/* What the rule does is said as a whole on the smallest screen. */
static void check_said(const struct explorer *e)
{
	const struct rule_info *rule = rule_info(e->scenario.bargain.rule);

	CU_ASSERT_TRUE(strlen(e->message) <= 80 - 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->message, rule->help));
}

static void check_rules(struct explorer *e)
{
	struct bargain first = e->scenario.bargain;
	int seen = 0;

	do {
		drive_act(e, ACTION_RULE_NEXT);
		CU_ASSERT_NOT_EQUAL(e->scenario.bargain.rule, RULE_FIXED);
		check_said(e);
		seen++;
	} while ((e->scenario.bargain.rule != first.rule
		|| e->scenario.bargain.specialist != first.specialist) && seen < 50);
	/* all but fixed and what is for one domain alone; one powerful rule a specialist */
	CU_ASSERT_EQUAL(seen, RULES - 2 + 1);
	drive_act(e, ACTION_RULE_NEXT);
	drive_act(e, ACTION_RULE_PREVIOUS);
	CU_ASSERT_EQUAL(e->scenario.bargain.rule, first.rule);
}

/* At no row of a contract that there is none of. */
static bool at_something(const struct explorer *e)
{
	struct param_ref ref;

	return edit_ref(e, &ref) && !ref.info->contract;
}

static void check_add(struct explorer *e)
{
	drive_act(e, ACTION_ADD);
	CU_ASSERT_EQUAL(e->scenario.game.n, 3);
	CU_ASSERT_EQUAL(e->specialist, 2);
	CU_ASSERT_EQUAL(player(e), 3);
	CU_ASSERT_TRUE(at_something(e));
	while (e->scenario.game.n < GAME_SPECIALISTS_EXPLORER)
		CU_ASSERT_TRUE_FATAL(explorer_key(e, 'a') & EFFECT_SOLVE);
	pipeline_reset(e);
	CU_ASSERT_FALSE(explorer_key(e, 'a') & EFFECT_SOLVE);
	CU_ASSERT_EQUAL(e->scenario.game.n, GAME_SPECIALISTS_EXPLORER);
}

static void check_remove(struct explorer *e)
{
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_REMOVE);
	CU_ASSERT_EQUAL(e->scenario.game.n, 1);
	CU_ASSERT_STRING_EQUAL(e->scenario.game.specialist[0].id, "art");
	CU_ASSERT_FALSE(drive_act(e, ACTION_REMOVE) & EFFECT_SOLVE); /* the last stays */
	CU_ASSERT_EQUAL(e->scenario.game.n, 1);
}

/* Rows at rest appear and go; those of a contract that there is stay. */
static void check_contract(struct explorer *e)
{
	explorer_draw(e);
	CU_ASSERT_FALSE(drive_shows(e, "base share"));
	drive_act(e, ACTION_CONTRACT);
	explorer_draw(e);
	CU_ASSERT_TRUE(drive_shows(e, "> contract"));
	CU_ASSERT_TRUE(drive_shows(e, "payments"));
	CU_ASSERT_TRUE(drive_shows(e, "base share"));
	drive_press(e, K_DOWN);
	drive_act(e, ACTION_CONTRACT);
	explorer_draw(e);
	CU_ASSERT_FALSE(drive_shows(e, "payments"));
	CU_ASSERT_EQUAL(e->cursor, 0);
	/* from elsewhere it goes to them, shown or not */
	drive_act(e, ACTION_CONTRACT);
	drive_press(e, K_HOME);
	drive_act(e, ACTION_CONTRACT);
	drive_press(e, K_DOWN);
	drive_press(e, 'f');
	CU_ASSERT_TRUE(e->scenario.game.transfers);
	drive_act(e, ACTION_CONTRACT);
	explorer_draw(e);
	CU_ASSERT_TRUE(drive_shows(e, "payments"));
	drive_act(e, ACTION_UNDO);
	CU_ASSERT_FALSE(e->scenario.game.transfers);
}

static void check_select(struct explorer *e)
{
	drive_act(e, ACTION_SELECT_NEXT);
	CU_ASSERT_EQUAL(e->specialist, 1);
	CU_ASSERT_EQUAL(player(e), 2);
	CU_ASSERT_TRUE(at_something(e));
	drive_solve(e);
	CU_ASSERT_EQUAL(e->pipeline.study->axis, 1); /* curves are about it */
	drive_act(e, ACTION_SELECT_PREVIOUS);
	CU_ASSERT_EQUAL(e->specialist, 0);
	drive_act(e, ACTION_SELECT_PREVIOUS);
	CU_ASSERT_EQUAL(e->specialist, 1);
}

/* ---- views ---------------------------------------------------------------- */

static void check_views(struct explorer *e)
{
	for (int i = 0; i <= VIEW_PATHS; i++) {
		bool there = view_applies((enum view_id)i, &e->scenario);

		CU_ASSERT_EQUAL(there, i != VIEW_PATHS);
		drive_act(e, (enum action_id)(ACTION_VIEW_1 + i));
		CU_ASSERT_EQUAL((int)e->view == i, there);
		CU_ASSERT_EQUAL(action_info((enum action_id)(ACTION_VIEW_1 + i))->argument, i);
	}
	drive_act(e, ACTION_VIEW_NEXT);
	CU_ASSERT_EQUAL(e->view, VIEW_OVERVIEW);
	drive_act(e, ACTION_VIEW_PREVIOUS);
	CU_ASSERT_EQUAL(e->view, VIEW_SOLUTIONS);
}

static void check_quantity(struct explorer *e)
{
	const struct quantity *now = &e->quantity[VIEW_STATICS];
	struct quantity before;

	CU_ASSERT_FALSE(drive_act(e, ACTION_QUANTITY_NEXT) & EFFECT_EXTRA); /* no such view */
	drive_act(e, ACTION_VIEW_7);
	before = pipeline_quantity(e);
	CU_ASSERT_TRUE(drive_act(e, ACTION_QUANTITY_NEXT) & EFFECT_EXTRA);
	CU_ASSERT_TRUE(now->kind != before.kind || now->player != before.player);
	drive_act(e, ACTION_QUANTITY_PREVIOUS);
	CU_ASSERT_TRUE(now->kind == before.kind && now->player == before.player);
}

static void check_axes(struct explorer *e)
{
	drive_act(e, ACTION_VIEW_8);
	drive_begin(e);
	CU_ASSERT_TRUE(e->pipeline.extra_ok);
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_AXIS_X);
	CU_ASSERT_STRING_EQUAL(e->axis[0], "law.cost.scale");
	drive_go(e, "law.revenue.scale");
	drive_act(e, ACTION_AXIS_Y);
	CU_ASSERT_STRING_EQUAL(e->axis[1], "law.revenue.scale");
	drive_act(e, ACTION_AXIS_X); /* both cannot be the same: they change places */
	CU_ASSERT_STRING_EQUAL(e->axis[0], "law.revenue.scale");
	CU_ASSERT_STRING_EQUAL(e->axis[1], "law.cost.scale");
	drive_begin(e);
	CU_ASSERT_TRUE(e->pipeline.extra_ok);
}

static void check_span(struct explorer *e, int axis, double low, double high, bool log)
{
	const struct span *span = &e->range[e->view][axis].span;

	drive_begin(e);
	NEAR(span->low, low);
	NEAR(span->high, high);
	CU_ASSERT_EQUAL(span->log, log);
}

static void check_range(struct explorer *e)
{
	CU_ASSERT_FALSE(drive_act(e, ACTION_RANGE_WIDER) & EFFECT_EXTRA); /* no such view */
	drive_go(e, "law.cost.scale"); /* 2 */
	drive_act(e, ACTION_AXIS_X);
	drive_act(e, ACTION_VIEW_7);
	check_span(e, 0, .5, 8, true);
	/* kept while the value moves inside it, around it when it leaves */
	edit_go(e, "law.cost.scale");
	drive_act(e, ACTION_STEP_UP);
	check_span(e, 0, .5, 8, true);
	drive_act(e, ACTION_STEP_DOWN);
	drive_act(e, ACTION_RANGE_WIDER);
	check_span(e, 0, .25, 16, true);
	drive_act(e, ACTION_RANGE_NARROWER);
	drive_act(e, ACTION_RANGE_NARROWER);
	check_span(e, 0, 1, 4, true);
	drive_act(e, ACTION_LOG_ACROSS);
	check_span(e, 0, 1, 4, false);
	CU_ASSERT_FALSE(drive_act(e, ACTION_LOG_UP) & EFFECT_EXTRA); /* no axis up */
	drive_act(e, ACTION_RANGE_TYPE);
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "1:4");
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "4:1");
	drive_press(e, K_ENTER);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->prompt.error, "below TO"));
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "3:5:log");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	check_span(e, 0, 3, 5, true); /* as chosen, though the value is 2 */
	drive_act(e, ACTION_COMMAND);
	CU_ASSERT_STRING_EQUAL(e->copy,
		"haggle --view=statics --x law.cost.scale=3:5:log walk");
	drive_act(e, ACTION_RANGE_TYPE);
	drive_press(e, KEY_CTRL('u'));
	drive_press(e, K_ENTER);
	check_span(e, 0, .5, 8, true);
	/* the map has two */
	drive_act(e, ACTION_VIEW_8);
	drive_go(e, "art.cost.scale");
	drive_act(e, ACTION_AXIS_Y);
	drive_begin(e);
	drive_act(e, ACTION_RANGE_TYPE);
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "1:9 2:3 4:5");
	drive_press(e, K_ENTER);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->prompt.error, "too many"));
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "1:9 2:3");
	drive_press(e, K_ENTER);
	check_span(e, 0, 1, 9, false);
	check_span(e, 1, 2, 3, false);
	drive_act(e, ACTION_LOG_UP);
	check_span(e, 1, 2, 3, true);
}

static void check_walk(struct explorer *e)
{
	double x, y;

	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_AXIS_X);
	drive_go(e, "law.revenue.scale");
	drive_act(e, ACTION_AXIS_Y);
	drive_act(e, ACTION_VIEW_8);
	x = drive_value(e, "law.cost.scale");
	y = drive_value(e, "law.revenue.scale");
	drive_act(e, ACTION_RIGHTWARD);
	CU_ASSERT_TRUE(drive_value(e, "law.cost.scale") > x);
	drive_act(e, ACTION_LEFTWARD);
	NEAR(drive_value(e, "law.cost.scale"), x);
	drive_act(e, ACTION_UPWARD);
	CU_ASSERT_TRUE(drive_value(e, "law.revenue.scale") > y);
	drive_act(e, ACTION_DOWNWARD);
	NEAR(drive_value(e, "law.revenue.scale"), y);
}

static void check_frontier(struct explorer *e)
{
	CU_ASSERT_TRUE(e->frontier_x == 0 && e->frontier_y == 1);
	drive_act(e, ACTION_FRONTIER_Y);
	CU_ASSERT_EQUAL(e->frontier_y, 2);
	drive_act(e, ACTION_FRONTIER_X);
	CU_ASSERT_EQUAL(e->frontier_x, 1);
	for (int i = 0; i < 20; i++) {
		explorer_key(e, i % 3 ? 'X' : 'Y');
		CU_ASSERT_NOT_EQUAL(e->frontier_x, e->frontier_y);
		CU_ASSERT_TRUE(e->frontier_x >= -1 && e->frontier_x <= 2);
	}
}

static void check_together(struct explorer *e)
{
	CU_ASSERT_EQUAL(e->pipeline.study->axis, 0);
	drive_act(e, ACTION_TOGETHER);
	drive_solve(e);
	CU_ASSERT_EQUAL(e->pipeline.study->axis, -1);
	drive_act(e, ACTION_TOGETHER);
	drive_solve(e);
	CU_ASSERT_EQUAL(e->pipeline.study->axis, 0);
}

/* Reading goes along the plot and changes nothing until Enter takes it. */
static void check_read(struct explorer *e)
{
	char *before = drive_written(e);
	double share = e->pipeline.study->delta[0];

	drive_act(e, ACTION_READ);
	CU_ASSERT_EQUAL(e->mode, MODE_READ);
	NEAR(e->read.at[0], share);
	drive_press(e, K_RIGHT);
	CU_ASSERT_TRUE(e->read.at[0] > share);
	CU_ASSERT_TRUE(drive_is(e, before));
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_TRUE(drive_is(e, before));
	drive_act(e, ACTION_READ);
	drive_press(e, K_SHIFT_LEFT);
	share = e->read.at[0];
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->scenario.bargain.rule, RULE_FIXED);
	NEAR(e->scenario.delta[0], share);
	/* in the table a rule */
	drive_act(e, ACTION_VIEW_9);
	drive_solve(e);
	drive_act(e, ACTION_READ);
	drive_press(e, K_DOWN);
	drive_press(e, K_ENTER);
	CU_ASSERT_NOT_EQUAL(e->scenario.bargain.rule, RULE_FIXED);
	free(before);
}

static void check_zoom(struct explorer *e)
{
	CU_ASSERT_TRUE(e->shown.panel_rect.w > 0);
	drive_act(e, ACTION_ZOOM);
	CU_ASSERT_EQUAL(e->shown.panel_rect.w, 0);
	drive_act(e, ACTION_ZOOM);
	CU_ASSERT_TRUE(e->shown.panel_rect.w > 0);
}

static bool beyond_ascii(const struct canvas *c)
{
	for (int i = 0; i < c->cols * c->rows; i++)
		if (c->cell[i].cp > 0x7e)
			return true;
	return false;
}

static void check_glyphs(struct explorer *e)
{
	CU_ASSERT_FALSE(beyond_ascii(&e->canvas));
	drive_act(e, ACTION_GLYPHS);
	CU_ASSERT_TRUE(beyond_ascii(&e->canvas));
	drive_act(e, ACTION_GLYPHS);
	CU_ASSERT_FALSE(beyond_ascii(&e->canvas));
	e->unicode_possible = false;
	drive_act(e, ACTION_GLYPHS);
	CU_ASSERT_FALSE(beyond_ascii(&e->canvas));
}

static void check_colours(struct explorer *e)
{
	for (int i = 1; i <= SCHEMES; i++) {
		CU_ASSERT_TRUE(drive_act(e, ACTION_COLOURS) & EFFECT_STYLE);
		CU_ASSERT_EQUAL((int)e->scheme, i % SCHEMES);
	}
}

static bool option_is(struct explorer *e, int option, const char *now)
{
	explorer_draw(e);
	return option < e->list.count && strncmp(e->list.item[option].text, now, strlen(now)) == 0;
}

/* All options on one screen, each turned at once; the zoom has a scheme of its own. */
static void check_options(struct explorer *e)
{
	drive_act(e, ACTION_OPTIONS);
	CU_ASSERT_EQUAL(e->list.count, OPTIONS);
	CU_ASSERT_TRUE(option_is(e, OPTION_COLORS, "auto: any ground "));
	CU_ASSERT_TRUE(drive_press(e, K_RIGHT) & EFFECT_STYLE);
	CU_ASSERT_EQUAL(e->scheme, SCHEME_DARK);
	CU_ASSERT_TRUE(option_is(e, OPTION_COLORS, "dark "));
	drive_press(e, K_LEFT);
	drive_press(e, K_LEFT);
	CU_ASSERT_EQUAL(e->scheme, SCHEME_MONO);
	drive_press(e, K_BACKSPACE);
	CU_ASSERT_EQUAL(e->scheme, SCHEME_AUTO);
	e->ground = GROUND_LIGHT;
	e->options_given = 1u << OPTION_COLORS;
	e->list.stale = true;
	CU_ASSERT_TRUE(option_is(e, OPTION_COLORS, "auto: light ! "));
	drive_press(e, K_DOWN);
	drive_press(e, K_ENTER);
	CU_ASSERT_TRUE(e->unicode && option_is(e, OPTION_GLYPHS, "unicode "));
	drive_press(e, K_BACKSPACE);
	CU_ASSERT_FALSE(e->unicode);
	drive_press(e, K_DOWN);
	drive_press(e, 'l');
	CU_ASSERT_TRUE(!e->mouse && option_is(e, OPTION_MOUSE, "off "));
	drive_press(e, 'h');
	CU_ASSERT_TRUE(e->mouse);
	drive_press(e, K_DOWN);
	drive_press(e, 'l');
	CU_ASSERT_TRUE(e->canvas.alternate && option_is(e, OPTION_CURVES, "alternate "));
	drive_press(e, K_BACKSPACE);
	CU_ASSERT_FALSE(e->canvas.alternate);
	drive_press(e, K_DOWN);
	CU_ASSERT_EQUAL(option_row_help(e), 4);
	drive_press(e, 'l');
	CU_ASSERT_EQUAL(option_row_help(e), 8);
	drive_press(e, 'l');
	CU_ASSERT_EQUAL(option_row_help(e), 0);
	drive_press(e, K_BACKSPACE);
	drive_press(e, K_DOWN);
	CU_ASSERT_EQUAL(option_speed(e), 10);
	drive_press(e, 'l');
	CU_ASSERT_EQUAL(option_speed(e), 20);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_EQUAL(explorer_scheme(e), SCHEME_AUTO);
	drive_act(e, ACTION_ZOOM);
	CU_ASSERT_EQUAL(explorer_scheme(e), SCHEME_PROJECTOR);
	e->scheme = SCHEME_MONO;
	CU_ASSERT_EQUAL(explorer_scheme(e), SCHEME_MONO);
}

static void check_pin(struct explorer *e)
{
	double before;

	drive_act(e, ACTION_PIN);
	CU_ASSERT_TRUE(e->pin.on);
	drive_solve(e);
	CU_ASSERT_EQUAL(study_progress(e->pin.study), 1);
	before = e->pin.study->present.joint;
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_COARSE_UP);
	drive_solve(e);
	CU_ASSERT_NOT_EQUAL(e->pipeline.study->present.joint, before);
	CU_ASSERT_EQUAL(e->pin.study->present.joint, before);
	drive_act(e, ACTION_PIN);
	CU_ASSERT_FALSE(e->pin.on);
}

/* ---- scenarios, lessons, program ------------------------------------------ */

/* Another scenario is pinned from the list, and changes places with the present one. */
static void check_swap(struct explorer *e)
{
	char *before = drive_written(e);

	drive_act(e, ACTION_SWAP);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->message, "nothing is pinned"));
	e->presets = strdup("presets");
	drive_act(e, ACTION_PIN_ANOTHER);
	CU_ASSERT_TRUE(e->mode == MODE_LIST && e->list.kind == LIST_PRESETS);
	drive_type(e, "squeeze");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_TRUE_FATAL(e->pin.on);
	CU_ASSERT_STRING_EQUAL(e->pin.scenario.name, "squeeze");
	CU_ASSERT_TRUE(drive_is(e, before));
	drive_act(e, ACTION_SWAP);
	CU_ASSERT_STRING_EQUAL(e->scenario.name, "squeeze");
	CU_ASSERT_STRING_EQUAL(e->pin.scenario.title, "Walk");
	drive_solve(e);
	drive_act(e, ACTION_SWAP);
	CU_ASSERT_TRUE(drive_is(e, before));
	drive_act(e, ACTION_UNDO);
	CU_ASSERT_STRING_EQUAL(e->scenario.name, "squeeze");
	free(before);
}

/* A number goes from one value to the other, and back to where it was; one step of
 * undo in all. */
static void check_film(struct explorer *e)
{
	char *before = drive_written(e);

	drive_go(e, "law.revenue");
	CU_ASSERT_FALSE(drive_act(e, ACTION_FILM) & EFFECT_SOLVE);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_FILM);
	CU_ASSERT_EQUAL(e->mode, MODE_PROMPT);
	drive_type(e, "1:4");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_FILM);
	drive_settle(e, film_tick(e));
	NEAR(drive_value(e, "law.cost.scale"), 1);
	drive_press(e, ' ');
	CU_ASSERT_FALSE(film_runs(e));
	drive_press(e, K_RIGHT);
	CU_ASSERT_TRUE(drive_value(e, "law.cost.scale") > 1);
	drive_press(e, ' ');
	for (int i = 0; i < 200 && e->film.frame < 40; i++) {
		drive_settle(e, film_tick(e));
		drive_solve(e);
		if (!film_runs(e))
			drive_press(e, ' '); /* where somebody switches */
	}
	NEAR(drive_value(e, "law.cost.scale"), 4);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_TRUE(drive_is(e, before));
	drive_act(e, ACTION_FILM);
	drive_type(e, "1:4");
	drive_press(e, K_ENTER);
	for (int i = 0; i < 5; i++) {
		drive_settle(e, film_tick(e));
		drive_solve(e);
	}
	drive_press(e, ' ');
	CU_ASSERT_FALSE(drive_is(e, before));
	drive_act(e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(e, before));
	free(before);
}

/* From a share of .8, where the specialist of squeeze free-rides, to 0, where it contributes: the
 * first to switch is met at .8 again, on the way, and not at the start. */
static void test_film_start(void)
{
	struct explorer e;
	int ticks = 0;

	drive_open(&e, "squeeze", 80, 24);
	drive_finish(&e);
	drive_act(&e, ACTION_FILM);
	drive_type(&e, "0:1");
	drive_press(&e, K_ENTER);
	while (film_runs(&e) && ticks++ < 100) {
		e.due |= film_tick(&e) & EFFECT_SOLVE;
		drive_finish(&e);
	}
	NEAR(e.scenario.delta[0], .8);
	explorer_free(&e);
}

static void check_why(struct explorer *e)
{
	drive_solve(e);
	drive_act(e, ACTION_WHY);
	CU_ASSERT_EQUAL(e->mode, MODE_LIST);
	CU_ASSERT_TRUE(e->list.count >= 3); /* something about everybody */
	drive_press(e, 'a'); /* no command while it is in front */
	CU_ASSERT_EQUAL(e->scenario.game.n, 2);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
}

/* There is no file here: what would be opened in its place says so (tests/test_ui_lesson.c
 * has real ones). */
static void check_reload(struct explorer *e)
{
	char *before = drive_written(e);

	drive_act(e, ACTION_RELOAD);
	CU_ASSERT_TRUE(*e->message != '\0');
	CU_ASSERT_TRUE(drive_is(e, before));
	free(before);
}

static void check_open(struct explorer *e)
{
	char *before = drive_written(e);

	drive_act(e, ACTION_OPEN);
	CU_ASSERT_EQUAL(e->mode, MODE_LIST);
	CU_ASSERT_TRUE(e->list.count > 0);
	drive_type(e, "no such preset at all");
	CU_ASSERT_EQUAL(e->list.count, 0);
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "symmetric");
	CU_ASSERT_TRUE(e->list.count > 0);
	CU_ASSERT_TRUE(drive_is(e, before)); /* letters typed there are no commands */
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_STRING_EQUAL(e->base.name, "symmetric");
	CU_ASSERT_EQUAL(e->scenario.game.n, 1);
	free(before);
	/* a path that leads nowhere changes nothing and says so */
	before = drive_written(e);
	drive_act(e, ACTION_OPEN);
	drive_type(e, "/no/such.ini");
	drive_press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_EQUAL(e->message_ink, INK_ERROR);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->message, "no/such.ini"));
	CU_ASSERT_TRUE(drive_is(e, before));
	free(before);
}

static void check_prompts(struct explorer *e)
{
	drive_act(e, ACTION_SAVE);
	CU_ASSERT_EQUAL(e->mode, MODE_PROMPT);
	CU_ASSERT_EQUAL(e->prompt.kind, PROMPT_SAVE);
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "walk.ini");
	drive_press(e, K_ESC);
	drive_act(e, ACTION_VIEW_3);
	drive_act(e, ACTION_EXPORT);
	CU_ASSERT_EQUAL(e->prompt.kind, PROMPT_EXPORT);
	CU_ASSERT_STRING_EQUAL(e->prompt.line.text, "walk-frontier.txt");
	drive_press(e, KEY_CTRL('u'));
	drive_type(e, "/no/such/place.csv");
	drive_press(e, K_ENTER);
	drive_export(e);
	CU_ASSERT_EQUAL(e->mode, MODE_PROMPT); /* still there, with the reason */
	CU_ASSERT_TRUE(*e->prompt.error);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
}

/* Shares come as short as they read back: what one would type. */
static void check_command_shares(struct explorer *e)
{
	edit_share(e, -1, 0.52);
	drive_act(e, ACTION_COMMAND);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->copy, " --set delta=0.52 "));
	edit_share(e, 0, 0.1 + 0.2);
	drive_act(e, ACTION_COMMAND);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->copy, " --set law.delta=0.30000000000000004 "));
	CU_ASSERT_PTR_NOT_NULL(strstr(e->copy, " --set art.delta=0.52 "));
}

static void check_command(struct explorer *e)
{
	drive_go(e, "law.cost.scale");
	drive_act(e, ACTION_TYPE);
	drive_type(e, "3.5");
	drive_press(e, K_ENTER);
	drive_act(e, ACTION_VIEW_2);
	CU_ASSERT_TRUE(drive_act(e, ACTION_COMMAND) & EFFECT_COPY);
	CU_ASSERT_PTR_NOT_NULL_FATAL(e->copy);
	CU_ASSERT_STRING_EQUAL(e->copy,
		"haggle --view=utilities --set law.cost.scale=3.5 walk");
	CU_ASSERT_STRING_EQUAL(e->message, e->copy);
	check_command_shares(e);
}

static void check_response(struct explorer *e)
{
	/* no lesson: the list of them */
	e->presets = strdup("presets");
	CU_ASSERT_FALSE(drive_act(e, ACTION_NEXT) & EFFECT_SOLVE);
	CU_ASSERT_TRUE_FATAL(e->mode == MODE_LIST && e->list.kind == LIST_PRESETS);
	CU_ASSERT_TRUE(e->list.presets.item[e->list.item[e->list.cursor].tag].lesson);
	drive_press(e, K_ESC);
	drive_act(e, ACTION_VIEW_5);
	drive_act(e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e->response_step, 1);
	drive_act(e, ACTION_REVEAL);
	CU_ASSERT_EQUAL(e->response_step, 2);
	drive_act(e, ACTION_BACK);
	CU_ASSERT_EQUAL(e->response_step, 1);
	for (int i = 0; i < 10; i++)
		drive_act(e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e->response_step, RESPONSE_STEPS - 1);
}

static void check_scroll(struct explorer *e)
{
	struct explorer l;
	char ini[2000];

	CU_ASSERT_FALSE(drive_act(e, ACTION_LESSON_DOWN) & EFFECT_SOLVE); /* no lesson: says so */
	CU_ASSERT_TRUE(*e->message);
	snprintf(ini, sizeof ini, "[generalist]\n[specialist law]\n[lesson]\ntitle = Long\n"
		"text = One.\n");
	for (int i = 0; i < 40; i++) /* paragraphs */
		strcat(ini, "text = Another.\n");
	drive_start_text(&l, ini);
	CU_ASSERT_EQUAL(l.lesson.first, 0);
	drive_act(&l, ACTION_LESSON_DOWN);
	CU_ASSERT_EQUAL(l.lesson.first, 1);
	drive_act(&l, ACTION_LESSON_UP);
	drive_act(&l, ACTION_LESSON_UP);
	CU_ASSERT_EQUAL(l.lesson.first, 0);
	explorer_free(&l);
}

/* More of it in test_ui_role.c. */
/* Without a class there is nobody to follow, and that is said. */
static void check_follow(struct explorer *e)
{
	drive_act(e, ACTION_FOLLOW);
	CU_ASSERT_PTR_NOT_NULL(strstr(e->message, "class"));
}

static void check_role(struct explorer *e)
{
	drive_act(e, ACTION_ROLE);
	CU_ASSERT_TRUE(role_hides(e));
	CU_ASSERT_EQUAL(e->role.stage, STAGE_PART);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_FALSE(role_hides(e));
}

static void check_help(struct explorer *e)
{
	int all;

	drive_act(e, ACTION_HELP);
	CU_ASSERT_EQUAL(e->mode, MODE_LIST);
	drive_press(e, '2'); /* the page with all keys */
	all = e->list.count;
	CU_ASSERT_TRUE(all > ACTION_COUNT);
	drive_type(e, "/undo");
	CU_ASSERT_TRUE(e->list.count > 0 && e->list.count < 10);
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
}

static void check_mouse(struct explorer *e)
{
	bool before = e->mouse;

	CU_ASSERT_TRUE(drive_act(e, ACTION_MOUSE) & EFFECT_STYLE);
	CU_ASSERT_NOT_EQUAL(e->mouse, before);
}

static void check_dismiss(struct explorer *e)
{
	drive_act(e, ACTION_ZOOM);
	drive_act(e, ACTION_DISMISS);
	CU_ASSERT_FALSE(e->zoom);
	drive_press(e, 'Q'); /* no such key: says so */
	CU_ASSERT_TRUE(*e->message);
	drive_act(e, ACTION_DISMISS);
	CU_ASSERT_FALSE(*e->message);
}

static void check_program(struct explorer *e)
{
	CU_ASSERT_TRUE(drive_act(e, ACTION_REPAINT) & EFFECT_REPAINT);
	CU_ASSERT_TRUE(drive_act(e, ACTION_SUSPEND) & EFFECT_SUSPEND);
	CU_ASSERT_TRUE(drive_act(e, ACTION_QUIT) & EFFECT_QUIT);
}

/* ---- the walk ------------------------------------------------------------- */

static void (*const checks[ACTION_COUNT])(struct explorer *e) = {
	[ACTION_CURSOR_UP] = check_cursor, [ACTION_CURSOR_DOWN] = check_cursor,
	[ACTION_PLAYER_UP] = check_player, [ACTION_PLAYER_DOWN] = check_player,
	[ACTION_FIRST] = check_ends, [ACTION_LAST] = check_ends,
	[ACTION_STEP_DOWN] = check_steps, [ACTION_STEP_UP] = check_steps,
	[ACTION_COARSE_DOWN] = check_steps, [ACTION_COARSE_UP] = check_steps,
	[ACTION_FINE_DOWN] = check_steps, [ACTION_FINE_UP] = check_steps,
	[ACTION_TYPE] = check_type, [ACTION_FIND] = check_find, [ACTION_RESET] = check_reset,
	[ACTION_RESET_ALL] = check_reset_all, [ACTION_FAMILY] = check_family,
	[ACTION_UNDO] = check_undo, [ACTION_REDO] = check_undo,
	[ACTION_SHARE_DOWN] = check_share, [ACTION_SHARE_UP] = check_share,
	[ACTION_RULE_NEXT] = check_rules, [ACTION_RULE_PREVIOUS] = check_rules,
	[ACTION_CONTRACT] = check_contract, [ACTION_ADD] = check_add, [ACTION_REMOVE] = check_remove,
	[ACTION_SELECT_NEXT] = check_select, [ACTION_SELECT_PREVIOUS] = check_select,
	[ACTION_VIEW_1] = check_views, [ACTION_VIEW_2] = check_views,
	[ACTION_VIEW_3] = check_views, [ACTION_VIEW_4] = check_views,
	[ACTION_VIEW_5] = check_views, [ACTION_VIEW_6] = check_views,
	[ACTION_VIEW_7] = check_views, [ACTION_VIEW_8] = check_views,
	[ACTION_VIEW_9] = check_views,
	[ACTION_VIEW_0] = check_views, [ACTION_VIEW_NEXT] = check_views,
	[ACTION_VIEW_PREVIOUS] = check_views, [ACTION_QUANTITY_NEXT] = check_quantity,
	[ACTION_QUANTITY_PREVIOUS] = check_quantity, [ACTION_AXIS_X] = check_axes,
	[ACTION_AXIS_Y] = check_axes, [ACTION_RANGE_WIDER] = check_range,
	[ACTION_RANGE_NARROWER] = check_range, [ACTION_LOG_ACROSS] = check_range,
	[ACTION_LOG_UP] = check_range, [ACTION_RANGE_TYPE] = check_range, [ACTION_LEFTWARD] = check_walk,
	[ACTION_RIGHTWARD] = check_walk, [ACTION_DOWNWARD] = check_walk,
	[ACTION_UPWARD] = check_walk, [ACTION_FRONTIER_X] = check_frontier,
	[ACTION_FRONTIER_Y] = check_frontier, [ACTION_TOGETHER] = check_together,
	[ACTION_ZOOM] = check_zoom, [ACTION_GLYPHS] = check_glyphs,
	[ACTION_COLOURS] = check_colours, [ACTION_PIN] = check_pin, [ACTION_WHY] = check_why,
	
	[ACTION_PIN_ANOTHER] = check_swap, [ACTION_SWAP] = check_swap, [ACTION_FILM] = check_film,
	[ACTION_READ] = check_read, [ACTION_OPEN] = check_open, [ACTION_RELOAD] = check_reload, [ACTION_SAVE] = check_prompts,
	[ACTION_EXPORT] = check_prompts, [ACTION_COMMAND] = check_command,
	[ACTION_NEXT] = check_response, [ACTION_BACK] = check_response,
	[ACTION_REVEAL] = check_response, [ACTION_LESSON_UP] = check_scroll,
	[ACTION_LESSON_DOWN] = check_scroll, [ACTION_ROLE] = check_role,
	[ACTION_FOLLOW] = check_follow, [ACTION_HELP] = check_help,
	[ACTION_OPTIONS] = check_options, [ACTION_MOUSE] = check_mouse, [ACTION_DISMISS] = check_dismiss,
	[ACTION_REPAINT] = check_program, [ACTION_SUSPEND] = check_program,
	[ACTION_QUIT] = check_program,
};

static void test_walk(void)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		struct explorer e;

		CU_ASSERT_PTR_NOT_NULL_FATAL(checks[i]);
		if (i > 0 && checks[i] == checks[i - 1])
			continue;
		start(&e);
		checks[i](&e);
		explorer_free(&e);
	}
}

/* No key has two actions, every key has a name, every action a help. */
static void test_table(void)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *a = action_info((enum action_id)i);

		CU_ASSERT_TRUE(strlen(a->help) > 3 && strlen(a->name) > 2);
		CU_ASSERT_PTR_NOT_NULL(action_group_name(a->group));
		for (const char *k = a->keys; *k; k += strspn(k, " ")) {
			size_t length = strcspn(k, " ");
			int key = key_parse(k, length);

			CU_ASSERT_NOT_EQUAL(key, K_NONE);
			CU_ASSERT_EQUAL(action_find(key), i);
			k += length;
		}
	}
	CU_ASSERT_EQUAL(action_find(K_NONE), -1);
	CU_ASSERT_EQUAL(action_find(K_UNKNOWN), -1);
}

static void test_lesson(void)
{
	struct explorer e;

	drive_start_text(&e, lesson_text);
	CU_ASSERT_TRUE(lesson_on(&e));
	CU_ASSERT_EQUAL(e.lesson.step, 0);
	drive_act(&e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_EQUAL(e.view, VIEW_FRONTIER);
	NEAR(drive_value(&e, "law.cost.scale"), 3);
	CU_ASSERT_TRUE(e.pin.on);
	NEAR(e.pin.scenario.game.specialist[0].cost.scale, 1);
	CU_ASSERT_TRUE(lesson_hides(&e));
	drive_press(&e, 'b'); /* an answer, not the next rule */
	CU_ASSERT_EQUAL(e.lesson.chosen, 1);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	drive_act(&e, ACTION_REVEAL);
	CU_ASSERT_TRUE(e.lesson.revealed);
	CU_ASSERT_FALSE(lesson_hides(&e));
	/* a late answer changes neither the mark nor the game */
	CU_ASSERT_FALSE(drive_press(&e, 'a') & EFFECT_SOLVE);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "the answer is shown"));
	CU_ASSERT_EQUAL(e.scenario.game.n, 1);
	CU_ASSERT_EQUAL(e.lesson.chosen, 1);
	CU_ASSERT_FALSE(e.lesson.touched);
	/* away, where letters are commands, and exactly back */
	drive_act(&e, ACTION_DISMISS);
	drive_press(&e, 'b');
	CU_ASSERT_NOT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	drive_act(&e, ACTION_REVEAL);
	drive_act(&e, ACTION_VIEW_9);
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_COARSE_UP);
	CU_ASSERT_TRUE(e.lesson.touched);
	drive_act(&e, ACTION_DISMISS);
	CU_ASSERT_TRUE(e.lesson.away);
	drive_act(&e, ACTION_REVEAL);
	CU_ASSERT_FALSE(e.lesson.away || e.lesson.touched);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_TRUE(e.lesson.revealed);
	CU_ASSERT_EQUAL(e.lesson.chosen, 1);
	CU_ASSERT_EQUAL(e.view, VIEW_FRONTIER);
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	NEAR(drive_value(&e, "law.cost.scale"), 3);
	drive_act(&e, ACTION_NEXT); /* the last step stays */
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	drive_act(&e, ACTION_BACK);
	CU_ASSERT_EQUAL(e.lesson.step, 0);
	NEAR(drive_value(&e, "law.cost.scale"), 1);
	CU_ASSERT_FALSE(e.pin.on);
	explorer_free(&e);
}

/* A lesson shows the step of backward induction, and the specialist, that it
 * speaks of; in free play the keys step on. */
static void test_lesson_response(void)
{
	struct explorer e;

	drive_start_text(&e, "[generalist]\n[specialist law]\n[specialist art]\n"
		"[lesson]\ntitle = One\ntext = Look.\nview = response\nstep = 2\n"
		"[lesson]\ntitle = Two\ntext = On.\nspecialist = art\n"
		"[lesson]\ntitle = Three\ntext = And on.\nview = response\n");
	CU_ASSERT_EQUAL(e.view, VIEW_RESPONSE);
	CU_ASSERT_EQUAL(e.response_step, 1);
	CU_ASSERT_EQUAL(e.specialist, 0);
	drive_act(&e, ACTION_NEXT); /* says nothing about it: as it was */
	CU_ASSERT_EQUAL(e.response_step, 1);
	CU_ASSERT_EQUAL(e.specialist, 1);
	drive_act(&e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e.response_step, 0);
	CU_ASSERT_EQUAL(e.specialist, 1);
	drive_act(&e, ACTION_BACK);
	drive_act(&e, ACTION_DISMISS);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "n N go through"));
	drive_act(&e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e.response_step, 2);
	drive_act(&e, ACTION_BACK);
	drive_act(&e, ACTION_BACK);
	CU_ASSERT_EQUAL(e.response_step, 0);
	CU_ASSERT_TRUE(e.lesson.away);
	drive_act(&e, ACTION_REVEAL);
	CU_ASSERT_FALSE(e.lesson.away);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_EQUAL(e.response_step, 1);
	explorer_free(&e);
}

/* Restricted: what the table marks does nothing but say so. */
static void test_restricted(void)
{
	struct explorer_options o = {.restricted = true};
	struct error_list errors;
	struct scenario s;
	struct explorer e;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("walk", text, strlen(text), &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 80, 24, NULL), STATUS_OK);
	CU_ASSERT_TRUE(e.no_config);
	for (int i = 0; i < ACTION_COUNT; i++) {
		if (!(action_info((enum action_id)i)->flags & ACTION_UNRESTRICTED))
			continue;
		CU_ASSERT_EQUAL(drive_act(&e, (enum action_id)i) & ~(unsigned)EFFECT_REDRAW, 0);
		CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
		CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "restricted"));
	}
	CU_ASSERT_EQUAL(save_scenario(&e, "x.ini", NULL), STATUS_INPUT);
	CU_ASSERT_EQUAL(export_view(&e, "x.txt", NULL), STATUS_INPUT);
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "/etc/passwd");
	drive_press(&e, K_ENTER);
	CU_ASSERT_STRING_EQUAL(e.base.name, "walk");
	explorer_free(&e);
	scenario_free(&s);
}

/* Pasted text is text in prompts and nothing elsewhere. */
static void test_paste(void)
{
	struct explorer e;
	char *before;

	start(&e);
	before = drive_written(&e);
	for (const char *p = "qxaRu\r"; *p; p++)
		CU_ASSERT_EQUAL(explorer_paste(&e, *p), EFFECT_NONE);
	CU_ASSERT_TRUE(drive_is(&e, before));
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_TYPE);
	for (const char *p = "4.5\r"; *p; p++)
		explorer_paste(&e, *p);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT); /* a line end is no Enter */
	CU_ASSERT_STRING_EQUAL(e.prompt.line.text, "4.5");
	free(before);
	explorer_free(&e);
}

/* Keys that come in together: what was computed before the first of them is
 * not read beside a scenario that has other players or families since. */
static void test_batches(void)
{
	static const char *const batches[] = {"fe/dev/null/x.csv", "xe/dev/null/x.json",
		"ae/dev/null/x.gp", "xi", "fi", "xr", "Re/dev/null/x.txt"};

	for (char view = '1'; view <= '9'; view++)
		for (size_t i = 0; i < sizeof batches / sizeof batches[0]; i++) {
			struct explorer e;
			const char *p = batches[i];

			drive_start_text(&e, "[generalist]\n[specialist law]\ncost = formula\n"
				"cost.formula = c*x^2\ncost.c = 1\n[specialist art]\n");
			drive_go(&e, "law.cost.c");
			drive_press(&e, ';');
			drive_press(&e, view);
			drive_begin(&e);
			for (; *p; p++)
				explorer_key(&e, (unsigned char)*p);
			explorer_key(&e, K_ENTER);
			drive_settle(&e, EFFECT_NONE);
			explorer_free(&e);
		}
}

/* Views that not every game has: whatever is done in one, what is shown then is a view of the
 * game that is there then. */
static void test_views_apply(void)
{
	static const struct { const char *preset; enum view_id view; } begin[] = {
		{"costly-specialist", VIEW_AXIOMS}, {"weak-floor", VIEW_PATHS}};

	for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
		for (int id = 0; id < ACTION_COUNT; id++) {
			struct explorer e;

			drive_open(&e, begin[i].preset, 80, 24);
			e.view = begin[i].view;
			pipeline_reset_extra(&e);
			drive_act(&e, (enum action_id)id);
			CU_ASSERT_TRUE(view_applies(e.view, &e.scenario));
			explorer_free(&e);
		}
}

void suite_ui_actions(void)
{
	CU_pSuite s = CU_add_suite("ui_actions", NULL, NULL);

	CU_add_test(s, "the action table", test_table);
	CU_add_test(s, "every action does what its help says", test_walk);
	CU_add_test(s, "a film pauses on its way alone", test_film_start);
	CU_add_test(s, "lessons", test_lesson);
	CU_add_test(s, "lessons on backward induction", test_lesson_response);
	CU_add_test(s, "restricted", test_restricted);
	CU_add_test(s, "pasted text", test_paste);
	CU_add_test(s, "keys that come in together", test_batches);
	CU_add_test(s, "views that not every game has", test_views_apply);
}
