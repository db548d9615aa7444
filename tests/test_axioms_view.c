/* The view of axioms: on screens, by keys, as data. Numbers are those of tests/test_axioms.c. */
#include "child.h"
#include "drive.h"
#include "golden.h"
#include "view/screen.h"

#include <CUnit/CUnit.h>
#include <string.h>

/* The plot, of the cell that is read after the keys. */
static void look(const char *preset, const char *keys, int cols, int rows, bool unicode)
{
	struct explorer e;
	struct view_model m = {0};
	struct canvas c;
	char name[80];

	drive_open(&e, preset, 80, 24);
	drive_view(&e, VIEW_AXIOMS);
	drive_type(&e, keys);
	drive_finish(&e);
	frame_view(&e, &m);
	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	c.unicode = unicode;
	screen_plot(view_info(VIEW_AXIOMS), &m, &c);
	CU_ASSERT_EQUAL(c.clipped, 0);
	snprintf(name, sizeof name, "axioms-%s-%dx%d-%s", preset, cols, rows,
		unicode ? "unicode" : "ascii");
	golden_check(&c, name);
	canvas_free(&c);
	explorer_free(&e);
}

/* A restricted alternative, dropped shares, a unit, and a rule that leaves both less. */
static void test_golden(void)
{
	look("costly-specialist", "", 80, 24, false);
	look("asymmetric-power", "Ijjllll", 140, 45, false);
	look("two-frontiers", "Ikk", 140, 45, true);
	look("squeeze", "Ijjjjjj", 80, 24, false);
}

static void test_screen(void)
{
	static const struct { int cols, rows; } sizes[] = {{80, 24}, {60, 16}, {140, 45}, {200, 60}};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct explorer e;

		drive_open(&e, "costly-specialist", sizes[i].cols, sizes[i].rows);
		drive_press(&e, '0');
		drive_finish(&e);
		CU_ASSERT_EQUAL(e.view, VIEW_AXIOMS);
		CU_ASSERT_EQUAL(e.canvas.clipped, 0);
		CU_ASSERT_TRUE(drive_shows(&e, "0 Axioms]"));
		CU_ASSERT_TRUE(drive_shows(&e, "x fails"));
		CU_ASSERT_TRUE(drive_shows(&e, "[x]"));
		if (i != 1) /* no room there */
			CU_ASSERT_TRUE(drive_shows(&e, "with one more bargain"));
		drive_press(&e, 'z');
		CU_ASSERT_EQUAL(e.canvas.clipped, 0);
		explorer_free(&e);
	}
}

/* Cells are read by arrows and clicks; Enter takes the rule. */
static void test_cells(void)
{
	struct explorer e;

	drive_open(&e, "costly-specialist", 80, 24);
	drive_go(&e, "medicine.cost.scale");
	drive_type(&e, "\r2\r");
	drive_view(&e, VIEW_AXIOMS);
	drive_finish(&e);
	drive_type(&e, "Ijjllll");
	CU_ASSERT_TRUE(drive_shows(&e, "Kalai-Smorodinsky: without the shares above 0.900,"));
	CU_ASSERT_TRUE(drive_shows(&e, "If bargains that nobody chose are ruled out, the same one is chosen."));
	drive_press(&e, '\r');
	CU_ASSERT_EQUAL(e.scenario.bargain.rule, RULE_KALAI_SMORODINSKY);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, ">K"));
	explorer_free(&e);
}

/* Not before a lesson's answer; not with several specialists. */
static void test_hidden(void)
{
	struct explorer e;

	drive_open(&e, "lesson-axioms", 80, 24);
	drive_view(&e, VIEW_AXIOMS);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "predict first"));
	CU_ASSERT_FALSE(drive_shows(&e, "x fails"));
	explorer_free(&e);
}

/* With another specialist there is no such view: what is shown instead is shown at once, and a
 * key that is refused next, before anything has been computed, is about that. */
static void test_another_specialist(void)
{
	static const char *const next[] = {"\rnan\r", "jjj\r((\r", "u", "x", "e/dev/null/x.csv\r"};

	for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
		struct explorer e;

		drive_open(&e, "costly-specialist", 80, 24);
		drive_press(&e, '0');
		CU_ASSERT_EQUAL(e.view, VIEW_AXIOMS);
		drive_press(&e, 'a');
		CU_ASSERT_EQUAL(e.view, VIEW_OVERVIEW);
		drive_type(&e, next[i]);
		pipeline_finish(&e);
		CU_ASSERT_TRUE(view_applies(e.view, &e.scenario));
		explorer_free(&e);
	}
}

/* However another view comes to be shown, nothing goes on for the one before. */
static void test_settled(void)
{
	struct explorer e;

	drive_open(&e, "three-domains", 80, 24);
	e.view = VIEW_AXIOMS;
	pipeline_reset_extra(&e);
	explorer_settle(&e);
	CU_ASSERT_EQUAL(e.view, VIEW_OVERVIEW);
	pipeline_finish(&e);
	CU_ASSERT_PTR_NULL(pipeline_lab(&e));
	explorer_free(&e);
}

static void test_data(void)
{
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=axioms -f csv -s medicine.cost.scale=2 "
		"costly-specialist", 0, "\"Nash\",\"scale\",\"always\",,",
		"\"Nash\",\"restricted\",\"fails\",633,", NULL));
	CU_ASSERT_TRUE(child_ends("\"$HAGGLE\" plot --view=axioms three-domains", 1,
		"axioms is a view of games with one specialist", NULL));
}

void suite_axioms_view(void);
void suite_axioms_view(void)
{
	CU_pSuite s = CU_add_suite("axioms_view", NULL, NULL);

	CU_add_test(s, "golden", test_golden);
	CU_add_test(s, "the screen", test_screen);
	CU_add_test(s, "another specialist", test_another_specialist);
	CU_add_test(s, "another view", test_settled);
	CU_add_test(s, "cells", test_cells);
	CU_add_test(s, "what a lesson hides", test_hidden);
	CU_add_test(s, "data, other games", test_data);
}
