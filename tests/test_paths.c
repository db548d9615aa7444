/* The view of ways in the plane of performance and safety, and the frontier held against that
 * without a law: on screens, by keys, as data. Levels and utilities are the theory's, of costs
 * x^2 + y^2 and a unit of either earning 1. */
#include "child.h"
#include "drive.h"
#include "golden.h"
#include "view/screen.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void look(const char *preset, enum view_id view, int cols, int rows, bool unicode)
{
	struct explorer e;
	struct view_model m = {0};
	struct canvas c;
	char name[80];

	drive_open(&e, preset, 80, 24);
	drive_view(&e, view);
	drive_solve(&e);
	frame_view(&e, &m);
	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	c.unicode = unicode;
	screen_plot(view_info(view), &m, &c);
	CU_ASSERT_EQUAL(c.clipped, 0);
	snprintf(name, sizeof name, "%s-%s-%dx%d-%s", view_info(view)->name, preset, cols, rows,
		unicode ? "unicode" : "ascii");
	golden_check(&c, name);
	canvas_free(&c);
	explorer_free(&e);
}

static void test_golden(void)
{
	look("weak-floor", VIEW_PATHS, 80, 24, false);
	look("both-floors", VIEW_PATHS, 80, 24, false);
	look("three-labs", VIEW_PATHS, 80, 24, false);
	look("three-labs", VIEW_PATHS, 140, 45, true);
	look("both-floors", VIEW_FRONTIER, 80, 24, false);
	look("weak-floor", VIEW_FRONTIER, 140, 45, true);
}

static void test_screen(void)
{
	static const struct { int cols, rows; } sizes[] = {{80, 24}, {60, 16}, {140, 45}, {200, 60}};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int n = 0; n < 2; n++) {
			struct explorer e;

			drive_open(&e, n ? "three-labs" : "weak-floor", sizes[i].cols, sizes[i].rows);
			drive_press(&e, '0');
			CU_ASSERT_EQUAL(e.view, VIEW_PATHS);
			drive_solve(&e);
			CU_ASSERT_EQUAL(e.canvas.clipped, 0);
			CU_ASSERT_TRUE(drive_shows(&e, "[0 Paths]"));
			CU_ASSERT_TRUE(drive_shows(&e, "9 S"));
			if (i > 0)
				goto next;
			CU_ASSERT_TRUE(drive_shows(&e, n ? "backfires in all domains" :
				"backfires, safety 0.5 to 0.4"));
			CU_ASSERT_TRUE(drive_shows(&e, n ? "camp @ (0.75, 0)" : "camp @ (0.25, 0)"));
			/* a hidden outcome is not drawn */
			drive_press(&e, 'p');
			drive_solve(&e);
			CU_ASSERT_TRUE(drive_shows(&e, "'& pinned"));
		next:
			explorer_free(&e);
		}
}

/* What nobody abstains from and who does. */
static void test_abstain(void)
{
	struct explorer e;

	drive_open(&e, "weak-floor", 80, 24);
	drive_view(&e, VIEW_PATHS);
	drive_go(&e, "regulation.floor.specialists");
	drive_press(&e, '\r');
	drive_type(&e, "2.4\r");
	drive_solve(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "Model lab abstains"));
	CU_ASSERT_TRUE(drive_shows(&e, "verdict: regulated-away"));
	explorer_free(&e);
}

/* In a game without a law the view is not there, by key, by turning or by opening. */
static void test_other_games(void)
{
	struct explorer e;

	drive_open(&e, "weak-floor", 80, 24);
	drive_act(&e, ACTION_VIEW_PREVIOUS);
	CU_ASSERT_EQUAL(e.view, VIEW_AXIOMS);
	drive_act(&e, ACTION_VIEW_PREVIOUS);
	CU_ASSERT_EQUAL(e.view, VIEW_PATHS);
	drive_act(&e, ACTION_VIEW_NEXT);
	drive_act(&e, ACTION_VIEW_NEXT);
	CU_ASSERT_EQUAL(e.view, VIEW_OVERVIEW);
	explorer_free(&e);
	drive_open(&e, "three-domains", 80, 24);
	drive_press(&e, '0');
	CU_ASSERT_EQUAL(e.view, VIEW_OVERVIEW);
	CU_ASSERT_TRUE(strstr(e.message, "is a view of games with one specialist") != NULL);
	CU_ASSERT_FALSE(drive_shows(&e, "0 P"));
	drive_act(&e, ACTION_VIEW_PREVIOUS);
	CU_ASSERT_EQUAL(e.view, VIEW_SOLUTIONS);
	explorer_free(&e);
}

static void test_data(void)
{
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=paths --format=csv weak-floor", 0,
		"\"generalist\",\"in-force\",0,0,0.25,0,0,0.3875\n",
		"\"deployer\",\"in-force\",0.25,0,0.5,0.4,0.4,0.2274",
		"\"deployer\",\"none\",0.25,0.25,0.5,0.5,0,0.375\n", NULL));
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=paths symmetric", 1,
		"paths is a view of games under regulation", NULL));
}

/* Another product of the generalist's is read: costs x^2 + y^2, a unit of either earning 1,
 * share .5, floors .5 and 1. From (.3, .6) the specialist adds .25 of performance and goes to
 * its floor: of 1.55 each gets half, less .45 and less .0625 + .16. */
static void test_reading(void)
{
	struct explorer e;

	drive_open(&e, "both-floors", 80, 24);
	drive_view(&e, VIEW_PATHS);
	drive_act(&e, ACTION_READ);
	CU_ASSERT_EQUAL(e.mode, MODE_READ);
	CU_ASSERT_DOUBLE_EQUAL(e.read.at[0], .25, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(e.read.at[1], .5, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(e.read.shown.out->u_generalist, .4375, 1e-12);
	read_at(&e, .3, .6);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "From (0.3, 0.6) d would go to (0.55, 1)"));
	CU_ASSERT_DOUBLE_EQUAL(e.read.shown.out->u_generalist, .325, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(e.read.shown.out->domain[0].utility, .5525, 1e-12);
	drive_press(&e, '\r');
	CU_ASSERT_EQUAL(e.mode, MODE_READ);
	CU_ASSERT_TRUE(drive_shows(&e, "a product is what players choose"));
	drive_press(&e, K_LEFT);
	read_at(&e, .3, .4);
	drive_finish(&e);
	CU_ASSERT_PTR_NULL(e.read.shown.out);
	CU_ASSERT_TRUE(drive_shows(&e, "nothing: the law asks the generalist for safety 0.5"));
	drive_press(&e, K_UP);
	CU_ASSERT_TRUE(e.read.at[1] > .4);
	drive_press(&e, K_ESC);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	explorer_free(&e);
	drive_open(&e, "three-labs", 80, 24);
	drive_view(&e, VIEW_PATHS);
	drive_act(&e, ACTION_READ);
	CU_ASSERT_TRUE(drive_shows(&e, "From (0.75, 0) b would go to (1.35, 1), s to ("));
	explorer_free(&e);
}

/* Backward induction is laid out along safety there, and answered with safety: at half of the
 * revenue the deployer adds 1/4 by itself, and goes to its floor of 0.4. */
static void test_response(void)
{
	struct explorer e;
	char row[CANVAS_COLS_MAX + 1];
	int read = 0, wrong = 0;

	drive_open(&e, "weak-floor", 140, 45);
	drive_view(&e, VIEW_RESPONSE);
	CU_ASSERT_TRUE(drive_shows(&e, "What each answers, by safety"));
	drive_press(&e, 'I');
	for (int i = 0; i < 20; i++) {
		double at, to, pays, answer;

		drive_press(&e, 'L');
		drive_finish(&e);
		for (int y = 0; y < 45; y++) {
			const char *told = strstr(drive_row(&e, y, row), "At safety ");

			if (!told || sscanf(told, "At safety %lf d goes on to %lf; g would get %lf",
				&at, &to, &pays) != 3)
				continue;
			read++;
			answer = fmax(at + .25, .4);
			wrong += fabs(to - answer) > 2e-4 ||
				fabs(pays - (.5 * (.5 + answer) - .0625 - at * at)) > 4e-4;
		}
	}
	CU_ASSERT_EQUAL(read, 20);
	CU_ASSERT_EQUAL(wrong, 0);
	explorer_free(&e);
	drive_open(&e, "symmetric", 140, 45);
	drive_view(&e, VIEW_RESPONSE);
	CU_ASSERT_TRUE(drive_shows(&e, "What each answers, by level"));
	explorer_free(&e);
}

void suite_paths(void);
void suite_paths(void)
{
	CU_pSuite s = CU_add_suite("paths", NULL, NULL);

	CU_add_test(s, "golden plots", test_golden);
	CU_add_test(s, "the screen", test_screen);
	CU_add_test(s, "who abstains", test_abstain);
	CU_add_test(s, "games without a law", test_other_games);
	CU_add_test(s, "reading", test_reading);
	CU_add_test(s, "data", test_data);
	CU_add_test(s, "backward induction", test_response);
}
