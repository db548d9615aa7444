/* The read-out: in every view that has something to read, by keys and by mouse, nothing
 * changes until Enter takes it; and what is read is what is then so. */
#include "drive.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void press(struct explorer *e, int key)
{
	drive_press(e, key);
	drive_finish(e);
}

/* The numbers' line or the sentence has that. */
static bool says(const struct explorer *e, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = e->canvas.rows - 4; y < e->canvas.rows - 2; y++) {
		drive_row(e, y, row);
		if (strstr(row, words))
			return true;
	}
	fprintf(stderr, "\nnot said: \"%s\", but \"%s\"\n", words, row);
	return false;
}

/* Reading goes there and back, to marks and cells, and the scenario stays as it was. */
static void changes_nothing(struct explorer *e, enum view_id view)
{
	static const int keys[] = {K_RIGHT, K_RIGHT, 'L', 'H', '<', '>', K_UP, K_DOWN, K_LEFT, 'k', 'j'};
	char *before = drive_written(e);

	drive_view(e, view);
	drive_act(e, ACTION_READ);
	CU_ASSERT_EQUAL(e->mode, MODE_READ);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		press(e, keys[i]);
		CU_ASSERT_EQUAL(e->mode, MODE_READ);
		CU_ASSERT_TRUE(drive_is(e, before));
	}
	drive_press(e, K_ESC);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_TRUE(drive_is(e, before));
	free(before);
}

static void test_changes_nothing(void)
{
	static const char *const presets[] = {"costly-specialist", "three-domains", "flip",
		"both-floors"};

	for (size_t k = 0; k < sizeof presets / sizeof *presets; k++) {
		struct explorer e;

		drive_open(&e, presets[k], 80, 24);
		for (int view = 0; view < VIEWS; view++)
			changes_nothing(&e, (enum view_id)view);
		explorer_free(&e);
	}
}

/* A press anywhere in any view changes nothing; of what can be read, it begins to. */
static void test_presses(void)
{
	struct explorer e;
	char *before;

	drive_open(&e, "costly-specialist", 80, 24);
	before = drive_written(&e);
	for (int view = 0; view < VIEWS; view++)
		for (int x = 28; x < 80; x += 5)
			for (int y = 1; y < 19; y += 3) {
				struct mouse m = {.kind = MOUSE_PRESS, .x = x, .y = y};

				drive_view(&e, (enum view_id)view);
				drive_settle(&e, explorer_mouse(&e, &m));
				m.kind = MOUSE_RELEASE;
				drive_settle(&e, explorer_mouse(&e, &m));
				CU_ASSERT_TRUE(drive_is(&e, before));
				drive_press(&e, K_ESC);
			}
	free(before);
	explorer_free(&e);
}

/* What is read at other values is what comes about when they are taken. */
static void takes(struct explorer *e, enum view_id view, const char *keys, const char *param)
{
	struct reading *r = &e->read.shown;
	double share, joint, value, old;

	drive_view(e, view);
	old = drive_value(e, param);
	drive_act(e, ACTION_READ);
	drive_type(e, keys);
	drive_finish(e);
	CU_ASSERT_PTR_NOT_NULL_FATAL(r->out);
	share = r->delta[0];
	joint = r->out->joint;
	value = r->at[strcmp(param, "medicine.cost.scale") == 0 && view == VIEW_MAP];
	press(e, K_ENTER);
	CU_ASSERT_EQUAL(e->mode, MODE_PLAY);
	CU_ASSERT_EQUAL(drive_value(e, param), value);
	CU_ASSERT_NOT_EQUAL(value, old);
	CU_ASSERT_DOUBLE_EQUAL(e->pipeline.study->delta[0], share, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(e->pipeline.study->present.joint, joint, 1e-9);
	drive_act(e, ACTION_UNDO);
	drive_finish(e);
	CU_ASSERT_EQUAL(drive_value(e, param), old);
}

static void test_takes(void)
{
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	drive_go(&e, "medicine.cost.scale");
	takes(&e, VIEW_STATICS, "lll", "medicine.cost.scale");
	takes(&e, VIEW_STATICS, "H>", "medicine.cost.scale");
	takes(&e, VIEW_MAP, "llk", "generalist.cost.scale");
	takes(&e, VIEW_MAP, "lljj", "medicine.cost.scale");
	explorer_free(&e);
}

/* A map is read cell by cell: what the cell's figure is, the numbers' line begins with. */
static void test_map_cells(void)
{
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1], figure[8];

	drive_open(&e, "costly-specialist", 80, 24);
	drive_view(&e, VIEW_MAP);
	drive_act(&e, ACTION_READ);
	for (int i = 0; i < 4; i++) {
		const char *at = NULL;

		press(&e, i % 2 ? K_RIGHT : K_UP);
		for (int y = 1; y < 19 && !at; y++) {
			drive_row(&e, y, row);
			at = strchr(row, '{');
			at = at && at[4] == '}' ? at : NULL;
		}
		CU_ASSERT_PTR_NOT_NULL_FATAL(at);
		snprintf(figure, sizeof figure, "%.2f", e.read.shown.delta[0]);
		CU_ASSERT_EQUAL(strncmp(at + 1, figure + 1, 3), 0);
		CU_ASSERT_TRUE(says(&e, "read 0."));
	}
	explorer_free(&e);
}

/* c = a^2 and c = 4 a^2 above g's level, r = a, the generalist's share .6911: at level .5 a
 * unit earns 1, of which the specialist keeps .309, and costs 8 (.5 - .3456). */
static void test_levels(void)
{
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	drive_view(&e, VIEW_FUNCTIONS);
	drive_act(&e, ACTION_READ);
	press(&e, K_UP);
	press(&e, K_UP);
	CU_ASSERT_TRUE(says(&e, "At level 0.5000 a further unit earns 1.000 (m keeps 0.309) "
		"and costs 1.236"));
	CU_ASSERT_TRUE(says(&e, "share 0.6911"));
	press(&e, K_ENTER);
	CU_ASSERT_EQUAL(e.mode, MODE_READ);
	CU_ASSERT_TRUE(says(&e, "nothing to take"));
	drive_press(&e, 'I');
	drive_view(&e, VIEW_RESPONSE);
	drive_act(&e, ACTION_READ);
	press(&e, 'l');
	CU_ASSERT_TRUE(says(&e, "m goes on to 0."));
	CU_ASSERT_TRUE(says(&e, "g would get 0.14"));
	explorer_free(&e);
}

/* Costs x^2 + y^2, a unit of either earning 1, the generalist's product (.25, 0) at share .5:
 * a unit of performance at .4 costs 2 (.4 - .25), of safety 2 (.4); each pays d .5. */
static void test_attributes(void)
{
	struct explorer e;

	drive_open(&e, "weak-floor", 80, 24);
	drive_view(&e, VIEW_FUNCTIONS);
	drive_act(&e, ACTION_READ);
	CU_ASSERT_DOUBLE_EQUAL(e.read.at[0], .25, 1e-9);
	press(&e, K_UP);
	CU_ASSERT_DOUBLE_EQUAL(e.read.at[0], .4, 1e-9);
	CU_ASSERT_TRUE(says(&e, "At 0.4 a unit of performance pays d 0.500, costs 0.300; of safety "
		"0.500, 0.800"));
	press(&e, K_DOWN);
	press(&e, K_DOWN);
	CU_ASSERT_TRUE(says(&e, "At 0 a unit of performance pays d 0.500, g builds it; of safety "
		"0.500, 0.000"));
	press(&e, 'I');
	press(&e, 'v');
	press(&e, 'I');
	press(&e, K_UP);
	/* .5 (.4 + .4) less .15^2 + .4^2; .5 (.5 + .4) less .25^2 + .4^2 */
	CU_ASSERT_TRUE(says(&e, "At 0.4 all of performance pays d 0.400, costs 0.18"));
	CU_ASSERT_TRUE(says(&e, "; of safety 0.450, 0.22"));
	explorer_free(&e);
}

/* On the frontier the bargain nearest to the place is read, in the table the rule in the row;
 * a second press takes it. */
static void test_points_and_rows(void)
{
	struct explorer e;
	struct mouse m = {.kind = MOUSE_PRESS};

	drive_open(&e, "costly-specialist", 80, 24);
	drive_view(&e, VIEW_FRONTIER);
	m.x = e.shown.hit.inner.x + e.shown.hit.inner.w - 1;
	m.y = e.shown.hit.inner.y + e.shown.hit.inner.h - 1;
	drive_settle(&e, explorer_mouse(&e, &m));
	CU_ASSERT_EQUAL(e.mode, MODE_READ);
	CU_ASSERT_DOUBLE_EQUAL(e.read.at[0], 1, 1e-9);
	drive_press(&e, K_ESC);
	drive_view(&e, VIEW_SOLUTIONS);
	m.y = e.shown.hit.inner.y + 2;
	for (int i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
		drive_settle(&e, explorer_mouse(&e, &m));
	}
	CU_ASSERT_EQUAL(e.scenario.bargain.rule,
		e.pipeline.study->solution[e.shown.hit.rule[2]].rule.rule);
	CU_ASSERT_NOT_EQUAL(e.scenario.bargain.rule, RULE_NASH);
	explorer_free(&e);
}

/* Where the sentence is too wide, the end of it is left out, not cut. */
static void test_narrow(void)
{
	static const struct { int cols; const char *says; } rows[] = {
		{80, "Not Pareto: at 0.429 both get more (g 0.077, m 0.143)"},
		{60, " At 0.300 m contributes. Not Pareto: at 0.429 both get more "}};
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, rows[i].cols, 24, NULL), STATUS_OK);
		read_at(&e, .3, 0);
		explorer_draw(&e);
		CU_ASSERT_TRUE(says(&e, rows[i].says));
		CU_ASSERT_EQUAL(e.canvas.clipped, 0);
	}
	explorer_free(&e);
}

/* At the end of the Pareto set that is nearest to .81 the specialist gains next to nothing, not
 * nothing, which would not be more than it has at .81. */
static void test_small_gain(void)
{
	struct explorer e;

	drive_open(&e, "squeeze", 80, 24);
	read_at(&e, .81, 0);
	explorer_draw(&e);
	CU_ASSERT_TRUE(says(&e, "at 0.729 both get more (g 0.159, m "));
	CU_ASSERT_FALSE(says(&e, "m 0.000)"));
	explorer_free(&e);
}

/* Why is asked of what is read: at .6 the generalist builds .6/2 and gets .6 .4 - .09, at .8 it
 * is squeezed. At costs of 1.25 it would build .8/2.5 if it could, and builds .5. */
static void test_why(void)
{
	struct explorer e;

	drive_open(&e, "squeeze", 140, 45);
	read_at(&e, .6, 0);
	explorer_draw(&e);
	press(&e, 'i');
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "At a share of 0.6"));
	CU_ASSERT_TRUE(drive_shows(&e, "Generalist invests to level 0.3, where"));
	CU_ASSERT_TRUE(drive_shows(&e, "It gets 0.15."));
	CU_ASSERT_FALSE(drive_shows(&e, "squeeze."));
	press(&e, K_ESC);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_EQUAL(drive_value(&e, "delta"), .8);
	drive_press(&e, 'i'); /* nothing is read now */
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "This is the participation squeeze."));
	press(&e, K_ESC);
	drive_view(&e, VIEW_STATICS);
	drive_act(&e, ACTION_READ);
	read_at(&e, 1.25, 0);
	drive_finish(&e);
	press(&e, 'i');
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "At cost scale of g 1.25"));
	CU_ASSERT_TRUE(drive_shows(&e, "would build 0.32 and get 0.128 instead of 0.0875:"));
	explorer_free(&e);
}

void suite_ui_read(void)
{
	CU_pSuite s = CU_add_suite("ui_read", NULL, NULL);

	CU_add_test(s, "reading changes nothing", test_changes_nothing);
	CU_add_test(s, "a press changes nothing", test_presses);
	CU_add_test(s, "what is read is what is taken", test_takes);
	CU_add_test(s, "a gain of next to nothing", test_small_gain);
	CU_add_test(s, "the cells of a map", test_map_cells);
	CU_add_test(s, "levels", test_levels);
	CU_add_test(s, "performance and safety", test_attributes);
	CU_add_test(s, "a narrow screen", test_narrow);
	CU_add_test(s, "points and rows", test_points_and_rows);
	CU_add_test(s, "why", test_why);
}
