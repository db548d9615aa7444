/* What the explorer computes of a pinned scenario for the view in front. */
#include "drive.h"

#include "bargain/induction.h"
#include "bargain/statics.h"

#include <CUnit/CUnit.h>
#include <math.h>

static const char two[] = "[generalist]\n[specialist law]\n[specialist art]\n";

static const struct induction *induction_of(const struct explorer *e)
{
	return e->pipeline.lab.work;
}

static const struct statics *statics_of(const struct explorer *e)
{
	return e->pipeline.lab.work;
}

static void finish(struct explorer *e)
{
	for (int i = 0; pipeline_left(e) && i < 10000; i++)
		pipeline_step(e, 0.02);
	CU_ASSERT_FALSE(pipeline_left(e));
	explorer_draw(e);
}

/* Pins, and makes the generalist's level dearer. */
static void pin_and_change(struct explorer *e, char view)
{
	drive_press(e, view);
	finish(e);
	drive_act(e, ACTION_PIN);
	finish(e);
	drive_go(e, "generalist.cost.scale");
	drive_act(e, ACTION_COARSE_UP);
	finish(e);
}

static void test_response(void)
{
	struct explorer e;
	const struct induction *st;

	drive_start_text(&e, two);
	drive_press(&e, '5');
	finish(&e);
	st = e.pipeline.lab.work;
	CU_ASSERT_EQUAL(st->pinned.trace.count, 0);
	pin_and_change(&e, '5');
	CU_ASSERT_FATAL(st->pinned.ok && st->pinned.trace.count > 0);
	CU_ASSERT_DOUBLE_EQUAL(st->pinned.best.alpha0, e.pin.study->present.alpha0, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(st->present.best.alpha0, e.pipeline.study->present.alpha0, 1e-9);
	CU_ASSERT(st->pinned.best.alpha0 > 1.2 * st->present.best.alpha0);
	CU_ASSERT(st->a0_max > st->pinned.best.alpha0);
	drive_act(&e, ACTION_PIN);
	finish(&e);
	CU_ASSERT_EQUAL(st->pinned.trace.count, 0);
	explorer_free(&e);
}

/* Pinned before its own study knows the shares: it comes when they are known. */
static void test_response_catches_up(void)
{
	struct explorer e;

	drive_start_text(&e, two);
	explorer_key(&e, '5');
	CU_ASSERT_TRUE(pin_set(&e, &e.scenario));
	CU_ASSERT_PTR_NULL(pin_known(&e));
	pipeline_catch_up(&e);
	finish(&e);
	CU_ASSERT_PTR_NOT_NULL(pin_known(&e));
	CU_ASSERT(induction_of(&e)->pinned.trace.count > 0);
	/* other players: nothing to lay beside one another */
	drive_act(&e, ACTION_REMOVE);
	finish(&e);
	CU_ASSERT_PTR_NULL(pin_known(&e));
	CU_ASSERT_EQUAL(induction_of(&e)->pinned.trace.count, 0);
	explorer_free(&e);
}

static void test_statics(void)
{
	struct explorer e;
	const struct statics *then;
	int last;

	drive_start_text(&e, two);
	drive_go(&e, "generalist.cost.exponent");
	pin_and_change(&e, '7');
	CU_ASSERT_TRUE_FATAL(e.pin.lab_ok);
	then = e.pin.lab.work;
	CU_ASSERT_EQUAL(then->span.low, statics_of(&e)->span.low);
	CU_ASSERT_EQUAL(then->span.high, statics_of(&e)->span.high);
	CU_ASSERT_TRUE(param_same(&then->param, &statics_of(&e)->param));
	last = then->trace.count - 1;
	CU_ASSERT_TRUE_FATAL(then->trace.node[last].ok);
	/* both go along the scale, which is all that differs: the curves are one */
	CU_ASSERT_DOUBLE_EQUAL(
		then->trace.node[last].out.joint, statics_of(&e)->trace.node[last].out.joint, 1e-9);
	CU_ASSERT_NOT_EQUAL(then->present, statics_of(&e)->present);
	/* along another parameter they differ */
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_AXIS_X);
	finish(&e);
	CU_ASSERT_TRUE(param_same(&then->param, &statics_of(&e)->param));
	last = then->trace.count - 1;
	CU_ASSERT(fabs(then->trace.node[last].out.joint - statics_of(&e)->trace.node[last].out.joint) > 1e-3);
	/* one that is not among the pinned scenario's has none */
	drive_go(&e, "law.cost.scale");
	drive_act(&e, ACTION_FAMILY);
	drive_go(&e, "law.cost.rate");
	drive_act(&e, ACTION_AXIS_X);
	finish(&e);
	CU_ASSERT_FALSE(e.pin.lab_ok);
	explorer_free(&e);
}

/* What is kept of the pinned scenario is not computed again by every change. */
static void test_statics_are_kept(void)
{
	struct explorer e;

	drive_start_text(&e, two);
	pin_and_change(&e, '7');
	drive_act(&e, ACTION_STEP_UP);
	CU_ASSERT_TRUE(e.pin.lab_ok);
	CU_ASSERT_FALSE(e.pin.lab_left);
	drive_act(&e, ACTION_PIN);
	CU_ASSERT_FALSE(e.pin.lab_ok);
	finish(&e);
	/* pinned while the present ones stand: only the pinned ones are left */
	drive_act(&e, ACTION_AXIS_X);
	finish(&e);
	drive_act(&e, ACTION_PIN);
	CU_ASSERT_FALSE(e.pipeline.extra_left);
	finish(&e);
	CU_ASSERT_TRUE(e.pin.lab_ok);
	explorer_free(&e);
}

static int ghosts_in_view(const struct explorer *e)
{
	const struct rect *r = &e->shown.hit.inner;
	int count = 0;

	for (int y = r->y; y < r->y + r->h; y++)
		for (int x = r->x; x < r->x + r->w; x++)
			count += e->canvas.cell[y * e->canvas.cols + x].cp == '\'';
	return count;
}

/* The map says where one comes from, if it is elsewhere. */
static void test_map(void)
{
	struct explorer e;

	/* A rule would be solved in each of its cells. */
	drive_start_text(&e, "[scenario]\nbargain = fixed\ndelta = .5 .5\n[generalist]\n"
		"[specialist law]\n[specialist art]\n");
	drive_press(&e, '8');
	drive_act(&e, ACTION_PIN);
	finish(&e);
	CU_ASSERT_EQUAL(ghosts_in_view(&e), 0);
	drive_go(&e, "generalist.cost.scale");
	drive_act(&e, ACTION_COARSE_UP);
	drive_act(&e, ACTION_COARSE_UP);
	finish(&e);
	CU_ASSERT_EQUAL(ghosts_in_view(&e), 2); /* on both sides of its cell */
	drive_act(&e, ACTION_PIN);
	finish(&e);
	CU_ASSERT_EQUAL(ghosts_in_view(&e), 0);
	explorer_free(&e);
}

/* Pinned in the moment between another scenario and the statics of it: the
 * parameter along which the old ones ran is gone. */
static void test_statics_of_what_is_gone(void)
{
	static const char other[] = "[generalist]\n[specialist law]\n";
	struct explorer e;
	struct error_list errors;

	drive_start_text(&e, "[generalist]\n[specialist law]\nrevenue = formula\n"
		"revenue.formula = R*a\nrevenue.R = 1\n");
	drive_go(&e, "law.revenue.R");
	drive_press(&e, '7');
	finish(&e);
	CU_ASSERT_STRING_EQUAL(param_label(&e.scenario, &statics_of(&e)->param), "R");
	scenario_free(&e.scenario);
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("other", other, sizeof other - 1, &e.scenario,
		&errors), STATUS_OK);
	CU_ASSERT_TRUE(pin_set(&e, &e.scenario));
	CU_ASSERT_FALSE(e.pin.lab_ok);
	explorer_free(&e);
}

/* Zoomed, what is pinned stands below the large figures: of costs 1 and 4 the Nash share is
 * .691107, with .146 and .113 (the closed forms). Whatever the height, the outcome is shown. */
static void test_zoomed(void)
{
	struct explorer e;

	drive_start_text(&e, "[generalist]\n[specialist m]\ncost.scale = 4\n");
	drive_press(&e, '2');
	drive_act(&e, ACTION_PIN);
	drive_act(&e, ACTION_SHARE_UP);
	drive_act(&e, ACTION_ZOOM);
	for (int rows = 16; rows <= 45; rows++) {
		CU_ASSERT_EQUAL_FATAL(explorer_resize(&e, 80, rows, NULL), STATUS_OK);
		drive_finish(&e);
		CU_ASSERT_TRUE(drive_shows(&e, "of first best"));
		CU_ASSERT_TRUE(drive_shows(&e, "was 83%"));
		CU_ASSERT(drive_shows(&e, "from & +0.0") ||
			(drive_shows(&e, "  was .691   ") && drive_shows(&e, " was .146 ")
				&& drive_shows(&e, " was .113 ")));
	}
	explorer_free(&e);
}

/* Nor does what was only sampled pass for proved there; at no deal there is no share. */
static void test_zoomed_words(void)
{
	struct explorer e;

	drive_start_text(&e, "[generalist]\n[specialist m]\ncost = formula\n"
		"cost.formula = 0.4*x^2 + 0.1*sqrt(x)\n");
	drive_press(&e, 'z');
	drive_finish(&e);
	CU_ASSERT_EQUAL(e.pipeline.study->present.proof, PROOF_SAMPLED);
	CU_ASSERT_TRUE(drive_shows(&e, " sampled"));
	explorer_free(&e);
	drive_start_text(&e, "[generalist]\noutside = .3\n[specialist m]\noutside = .3\n");
	drive_press(&e, 'z');
	drive_finish(&e);
	CU_ASSERT_TRUE(e.pipeline.study->no_agreement);
	CU_ASSERT_TRUE(drive_shows(&e, "g Generalist") && !drive_shows(&e, "share of g"));
	explorer_free(&e);
}

void suite_ui_pin(void)
{
	CU_pSuite s = CU_add_suite("ui_pin", NULL, NULL);

	CU_add_test(s, "backward induction of what is pinned", test_response);
	CU_add_test(s, "backward induction waits for its shares", test_response_catches_up);
	CU_add_test(s, "statics of what is pinned", test_statics);
	CU_add_test(s, "statics of what is pinned are kept", test_statics_are_kept);
	CU_add_test(s, "statics along what is gone", test_statics_of_what_is_gone);
	CU_add_test(s, "what is pinned on the map", test_map);
	CU_add_test(s, "what is pinned beside large figures", test_zoomed);
	CU_add_test(s, "words beside large figures", test_zoomed_words);
}
