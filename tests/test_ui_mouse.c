/* The mouse, without a terminal: what a press, a drag or the wheel does at a
 * cell of the screen that was drawn. */
#include "drive.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char text[] = "[scenario]\n"
			   "title = Mouse\n"
			   "[generalist]\n"
			   "[specialist law]\n"
			   "cost.scale = 2\n";

#define NEAR(a, b) CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-12)

static unsigned mouse(struct explorer *e, enum mouse_kind kind, int x, int y)
{
	const struct mouse m = {kind, x, y};

	return drive_settle(e, explorer_mouse(e, &m));
}

/* The screen's row of a parameter in the panel. */
static int row_of(struct explorer *e, const char *name)
{
	drive_go(e, name);
	explorer_draw(e);
	for (int i = 0; i < e->shown.panel.count; i++)
		if (e->shown.panel.param[i] == e->cursor)
			return e->shown.panel_rect.y + i;
	CU_FAIL_FATAL("not on the screen");
	return -1;
}

/* The column of a slider's k-th quarter. */
static int slider(const struct explorer *e, int quarters)
{
	return e->shown.panel.slider_x + quarters * (e->shown.panel.slider_w - 1) / 4;
}

static double middle_share(const struct explorer *e)
{
	return e->scenario.bargain.rule == RULE_FIXED ? e->scenario.delta[0] : NAN;
}

static void start_wide(struct explorer *e)
{
	drive_start_text(e, text);
	CU_ASSERT_EQUAL_FATAL(explorer_resize(e, 140, 45, NULL), STATUS_OK);
	drive_solve(e);
	CU_ASSERT_TRUE_FATAL(e->shown.panel.slider_w > 4);
}

/* ---- the panel ------------------------------------------------------------ */

static void test_panel(void)
{
	struct explorer e;
	int generalist, law, bargain;

	start_wide(&e);
	bargain = row_of(&e, "bargain");
	law = row_of(&e, "law.cost.scale");
	generalist = row_of(&e, "generalist.cost.scale");
	/* beside its slider, a row is only chosen */
	CU_ASSERT_FALSE(mouse(&e, MOUSE_PRESS, 2, law) & EFFECT_SOLVE);
	NEAR(drive_value(&e, "law.cost.scale"), 2);
	CU_ASSERT_EQUAL(row_of(&e, "law.cost.scale"), law);
	/* on it, it is set, and a drag is one change whatever it passes */
	CU_ASSERT_TRUE(mouse(&e, MOUSE_PRESS, slider(&e, 2), law) & EFFECT_SOLVE);
	CU_ASSERT_NOT_EQUAL(drive_value(&e, "law.cost.scale"), 2);
	mouse(&e, MOUSE_DRAG, slider(&e, 3), law);
	mouse(&e, MOUSE_DRAG, slider(&e, 4), generalist);
	mouse(&e, MOUSE_RELEASE, slider(&e, 4), generalist);
	NEAR(drive_value(&e, "generalist.cost.scale"), 1);
	CU_ASSERT_TRUE(drive_value(&e, "law.cost.scale") > 2);
	drive_act(&e, ACTION_UNDO);
	NEAR(drive_value(&e, "law.cost.scale"), 2);
	/* the share's slider fixes it */
	CU_ASSERT_TRUE(mouse(&e, MOUSE_PRESS, slider(&e, 4), row_of(&e, "delta")) & EFFECT_SOLVE);
	NEAR(middle_share(&e), 1);
	/* words have no slider: their list opens; the panel's blank rows are nothing */
	CU_ASSERT_FALSE(mouse(&e, MOUSE_PRESS, slider(&e, 2), bargain) & EFFECT_SOLVE);
	CU_ASSERT_TRUE(e.mode == MODE_LIST && e.list.kind == LIST_WORDS);
	drive_press(&e, K_ESC);
	CU_ASSERT_EQUAL(row_of(&e, "bargain"), bargain);
	CU_ASSERT_EQUAL(mouse(&e, MOUSE_PRESS, 2,
		e.shown.panel_rect.y + e.shown.panel_rect.h - 1), EFFECT_NONE);
	explorer_free(&e);
}

/* Whatever a drag changed comes back, wherever it began. */
static void test_drags_are_undone(void)
{
	struct explorer e;
	char *before;
	double share;
	int law, x, y, axis;

	start_wide(&e);
	drive_act(&e, ACTION_SHARE_UP);
	drive_act(&e, ACTION_VIEW_2);
	law = row_of(&e, "law.cost.scale");
	share = middle_share(&e);
	before = drive_written(&e);
	/* from the row's name onto its slider */
	mouse(&e, MOUSE_PRESS, 2, law);
	mouse(&e, MOUSE_DRAG, slider(&e, 4), law);
	mouse(&e, MOUSE_RELEASE, slider(&e, 4), law);
	CU_ASSERT_FALSE(drive_is(&e, before));
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(&e, before));
	/* from a slider into the plot: still the slider's */
	x = e.shown.hit.inner.x + 1;
	y = e.shown.hit.inner.y + 1;
	mouse(&e, MOUSE_PRESS, slider(&e, 2), law);
	mouse(&e, MOUSE_DRAG, x, y);
	NEAR(middle_share(&e), share);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(&e, before));
	/* from the title row, from nowhere */
	mouse(&e, MOUSE_PRESS, 0, 0);
	mouse(&e, MOUSE_DRAG, slider(&e, 4), law);
	mouse(&e, MOUSE_DRAG, x, y);
	CU_ASSERT_TRUE(drive_is(&e, before));
	/* the share's mark along its axis, which has no end to the left */
	axis = e.shown.hit.inner.y + e.shown.hit.inner.h;
	mouse(&e, MOUSE_PRESS, x + 20, axis);
	CU_ASSERT_TRUE(drive_is(&e, before)); /* held, not yet moved */
	mouse(&e, MOUSE_DRAG, 0, law);
	NEAR(middle_share(&e), 0);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_TRUE(drive_is(&e, before));
	/* a key ends it */
	mouse(&e, MOUSE_PRESS, x + 20, axis);
	mouse(&e, MOUSE_DRAG, x + 25, axis);
	drive_act(&e, ACTION_UNDO);
	mouse(&e, MOUSE_DRAG, x + 30, axis);
	CU_ASSERT_TRUE(drive_is(&e, before));
	free(before);
	explorer_free(&e);
}

/* The wheel steps the chosen number where it points at it, goes through the rows
 * elsewhere in the panel, and changes nothing over a plot. */
static void test_wheel(void)
{
	struct explorer e;
	char *before;
	int row, cursor;

	start_wide(&e);
	before = drive_written(&e);
	row = row_of(&e, "law.cost.scale");
	mouse(&e, MOUSE_PRESS, 2, row);
	mouse(&e, MOUSE_RELEASE, 2, row);
	CU_ASSERT_TRUE(mouse(&e, MOUSE_WHEEL_UP, 2, row) & EFFECT_SOLVE);
	CU_ASSERT_TRUE(drive_value(&e, "law.cost.scale") > 2);
	mouse(&e, MOUSE_WHEEL_DOWN, 2, row);
	NEAR(drive_value(&e, "law.cost.scale"), 2);
	CU_ASSERT_TRUE(drive_is(&e, before));
	cursor = e.cursor;
	CU_ASSERT_FALSE(mouse(&e, MOUSE_WHEEL_UP, 2, e.shown.panel_rect.y) & EFFECT_SOLVE);
	CU_ASSERT_NOT_EQUAL(e.cursor, cursor);
	cursor = e.cursor;
	for (int x = e.shown.view_rect.x; x < e.canvas.cols; x += 7) {
		CU_ASSERT_FALSE(mouse(&e, MOUSE_WHEEL_UP, x, 5) & EFFECT_SOLVE);
		CU_ASSERT_FALSE(mouse(&e, MOUSE_WHEEL_DOWN, x, 5) & EFFECT_SOLVE);
	}
	CU_ASSERT_TRUE(*e.message);
	CU_ASSERT_EQUAL(e.cursor, cursor);
	CU_ASSERT_TRUE(drive_is(&e, before));
	free(before);
	explorer_free(&e);
}

/* ---- plots ---------------------------------------------------------------- */

static void test_share(void)
{
	struct explorer e;
	const struct rect *r = &e.shown.hit.inner;
	char *before;

	start_wide(&e);
	drive_act(&e, ACTION_VIEW_2);
	CU_ASSERT_TRUE_FATAL(e.shown.hit.share_axis);
	/* a press reads and changes nothing; the same place again, or Enter, takes it */
	before = drive_written(&e);
	mouse(&e, MOUSE_PRESS, r->x + r->w - 1, r->y);
	mouse(&e, MOUSE_RELEASE, r->x + r->w - 1, r->y);
	CU_ASSERT_EQUAL(e.mode, MODE_READ);
	NEAR(e.read.at[0], 1);
	CU_ASSERT_TRUE(drive_is(&e, before));
	mouse(&e, MOUSE_PRESS, r->x + r->w - 1, r->y);
	mouse(&e, MOUSE_RELEASE, r->x + r->w - 1, r->y);
	NEAR(middle_share(&e), 1);
	drive_solve(&e);
	mouse(&e, MOUSE_PRESS, r->x, r->y + r->h - 1);
	mouse(&e, MOUSE_RELEASE, r->x, r->y + r->h - 1);
	NEAR(middle_share(&e), 1);
	drive_press(&e, K_ENTER);
	NEAR(middle_share(&e), 0);
	drive_press(&e, K_ESC);
	free(before);
	explorer_free(&e);
}

/* Pressed twice: read, and taken. */
static void take_at(struct explorer *e, int x, int y)
{
	for (int i = 0; i < 2; i++) {
		mouse(e, MOUSE_PRESS, x, y);
		mouse(e, MOUSE_RELEASE, x, y);
	}
	drive_solve(e);
	drive_begin(e);
}

/* Where one points in the map is read, and at a second press where both parameters go. */
static void test_map(void)
{
	struct explorer e;
	const struct rect *r = &e.shown.hit.inner;
	char *before;
	double x, y;

	start_wide(&e);
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_AXIS_X);
	drive_go(&e, "delta");
	drive_act(&e, ACTION_AXIS_Y);
	drive_act(&e, ACTION_VIEW_8);
	drive_begin(&e);
	CU_ASSERT_TRUE_FATAL(e.pipeline.extra_ok && r->w > 10 && r->h > 5);
	take_at(&e, r->x, r->y + r->h - 1);
	x = drive_value(&e, "law.cost.scale");
	CU_ASSERT_TRUE(middle_share(&e) < .2);
	take_at(&e, r->x + r->w - 1, r->y);
	CU_ASSERT_TRUE(drive_value(&e, "law.cost.scale") > x && middle_share(&e) > .8);
	/* what is read, and then what is present, has its mark in the cell pointed at */
	for (int i = 0; i < 5; i++) {
		int at_x = r->x + 3 + (r->w - 6) * i / 4, at_y = r->y + 2 + (r->h - 4) * i / 4;
		int cell_x = at_x - (at_x - r->x) % e.shown.hit.cell_w;

		before = drive_written(&e);
		mouse(&e, MOUSE_PRESS, at_x, at_y);
		mouse(&e, MOUSE_RELEASE, at_x, at_y);
		CU_ASSERT_EQUAL(canvas_at(&e.canvas, cell_x, at_y)->cp, '{');
		CU_ASSERT_TRUE(drive_is(&e, before));
		mouse(&e, MOUSE_PRESS, at_x, at_y);
		mouse(&e, MOUSE_RELEASE, at_x, at_y);
		drive_begin(&e);
		CU_ASSERT_EQUAL(canvas_at(&e.canvas, cell_x, at_y)->cp, '[');
		/* which is one change */
		drive_act(&e, ACTION_UNDO);
		CU_ASSERT_TRUE(drive_is(&e, before));
		drive_act(&e, ACTION_REDO);
		drive_begin(&e);
		free(before);
	}
	/* dragged out of it, both stay at its edge */
	take_at(&e, r->x + r->w - 1, r->y);
	x = drive_value(&e, "law.cost.scale");
	y = middle_share(&e);
	mouse(&e, MOUSE_PRESS, r->x + r->w - 1, r->y);
	mouse(&e, MOUSE_DRAG, e.canvas.cols + 20, -3);
	NEAR(e.read.at[0], x);
	NEAR(e.read.at[1], y);
	explorer_free(&e);
}

static void fits(struct explorer *e)
{
	const struct rect *r = &e->shown.hit.inner;

	for (int i = 0; i < 3; i++) {
		pipeline_catch_up(e);
		drive_begin(e);
	}
	CU_ASSERT_TRUE_FATAL(e->pipeline.extra_ok && r->w > 10 && r->h > 5);
	CU_ASSERT_EQUAL(((const struct map *)e->pipeline.lab.work)->cols * e->shown.hit.cell_w, r->w);
	CU_ASSERT_EQUAL(((const struct map *)e->pipeline.lab.work)->rows, r->h);
	CU_ASSERT_EQUAL(e->due, 0);
}

/* A map has a cell for each of the screen's, whatever has changed its room. */
static void test_map_fits(void)
{
	struct explorer e;

	start_wide(&e);
	drive_act(&e, ACTION_VIEW_8);
	fits(&e);
	CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, 80, 24, NULL), STATUS_OK);
	explorer_draw(&e);
	fits(&e);
	CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, 200, 60, NULL), STATUS_OK);
	explorer_draw(&e);
	fits(&e);
	drive_act(&e, ACTION_ZOOM);
	fits(&e);
	explorer_free(&e);
}

/* ---- in front of it ------------------------------------------------------- */

static void test_lists(void)
{
	struct explorer e;
	const struct list_shown *shown = &e.shown.list;
	char name[200];

	start_wide(&e);
	e.presets = strdup("presets");
	/* the first press chooses, the second opens */
	drive_act(&e, ACTION_OPEN);
	CU_ASSERT_TRUE_FATAL(shown->inner.h > 3 && shown->item[2] > 0);
	snprintf(name, sizeof name, "%s", e.list.item[shown->item[2]].left);
	mouse(&e, MOUSE_PRESS, shown->inner.x + 1, shown->inner.y + 2);
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	CU_ASSERT_EQUAL(e.list.cursor, shown->item[2]);
	/* on the frame: nothing */
	CU_ASSERT_EQUAL(mouse(&e, MOUSE_PRESS, shown->box.x, shown->box.y), EFFECT_NONE);
	CU_ASSERT_EQUAL(mouse(&e, MOUSE_DRAG, shown->inner.x, shown->inner.y), EFFECT_NONE);
	mouse(&e, MOUSE_WHEEL_DOWN, 0, 0);
	mouse(&e, MOUSE_WHEEL_UP, 0, 0);
	mouse(&e, MOUSE_PRESS, shown->inner.x + 1, shown->inner.y + 2);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_STRING_EQUAL(e.base.name, name);
	/* what is opened is solved */
	pipeline_finish(&e);
	CU_ASSERT_STRING_EQUAL(pipeline_shown(&e)->scenario->name, name);
	/* below the last of a few: nothing; outside: it closes */
	drive_act(&e, ACTION_OPEN);
	drive_type(&e, "no such thing");
	CU_ASSERT_EQUAL(mouse(&e, MOUSE_PRESS, shown->inner.x, shown->inner.y + 1), EFFECT_NONE);
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	mouse(&e, MOUSE_PRESS, 0, 0);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_STRING_EQUAL(e.base.name, name);
	explorer_free(&e);
}

/* A press takes the message away; beside a prompt it does nothing else. */
static void test_messages(void)
{
	struct explorer e;
	int law;

	start_wide(&e);
	law = row_of(&e, "law.cost.scale");
	drive_press(&e, 'Q');
	CU_ASSERT_TRUE(*e.message);
	mouse(&e, MOUSE_PRESS, 0, 0);
	CU_ASSERT_FALSE(*e.message);
	drive_act(&e, ACTION_TYPE);
	mouse(&e, MOUSE_PRESS, slider(&e, 4), law);
	CU_ASSERT_EQUAL(e.mode, MODE_PROMPT);
	NEAR(drive_value(&e, "law.cost.scale"), 2);
	explorer_free(&e);
}

void suite_ui_mouse(void)
{
	CU_pSuite s = CU_add_suite("ui_mouse", NULL, NULL);

	CU_add_test(s, "the panel", test_panel);
	CU_add_test(s, "drags are undone", test_drags_are_undone);
	CU_add_test(s, "the wheel", test_wheel);
	CU_add_test(s, "plots against the share", test_share);
	CU_add_test(s, "the map", test_map);
	CU_add_test(s, "a map fits", test_map_fits);
	CU_add_test(s, "lists", test_lists);
	CU_add_test(s, "messages", test_messages);
}
