/* What a key costs, by what is looked at: counted in equilibria, never timed. The time that work
 * takes, and that since the last key, are the test's. */
#include "drive.h"

#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <string.h>

/* Every look at this clock is as much work as makes a game slow. */
static double slow_clock(void)
{
	static double t;

	return t += .010;
}

static double fast_clock(void)
{
	return 0;
}

static void open_as(struct explorer *e, const char *preset, double (*clock)(void))
{
	drive_open(e, preset, 80, 24);
	drive_finish(e);
	e->pipeline.clock = clock;
	e->pipeline.patient = true;
	e->pipeline.slow = false;
	e->pipeline.spent = 0;
}

/* One step of the cost's scale, and all that is computed for it without waiting. Returns the plays. */
static long key_plays(struct explorer *e)
{
	long plays = 0;

	explorer_key(e, K_RIGHT);
	pipeline_catch_up(e);
	while (pipeline_step(e, .05))
		;
	plays = study_plays(e->pipeline.study);
	explorer_draw(e);
	return plays;
}

static bool has_rules(const struct study *st)
{
	return st->have & HAVE_SOLUTIONS && st->have & HAVE_PARETO;
}

/* A letter below the axis, by its ink; -1: there is none. */
static int ink_of_letters(const struct explorer *e)
{
	char row[CANVAS_COLS_MAX + 1];

	for (int y = 0; y < e->canvas.rows; y++) {
		const char *rules = strstr(drive_row(e, y, row), "rules");

		for (const char *at = rules ? rules + 5 : ""; *at; at++)
			if (*at >= 'A' && *at <= 'Z')
				return (int)canvas_at(&e->canvas, (int)(at - row), y)->ink;
	}
	return -1;
}

/* To the first number that is no share. */
static void go_to_number(struct explorer *e)
{
	struct param_ref ref;

	for (int i = 0; i < 60; i++) {
		if (edit_ref(e, &ref) && ref.info->kind == PARAM_NUMBER
			&& strcmp(ref.info->key, "delta") != 0)
			return;
		drive_press(e, K_DOWN);
	}
	CU_FAIL("no number");
}

/* All shipped games: a key in a view that shows no rules, without the panel, against one in a view that
 * shows all. */
static void test_views(void)
{
	struct preset_list list;
	long little = 0, all = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct explorer e;
		long few, many;

		if (list.item[i].lesson)
			continue;
		open_as(&e, list.item[i].name, fast_clock);
		drive_view(&e, VIEW_FRONTIER);
		go_to_number(&e);
		many = key_plays(&e);
		CU_ASSERT_TRUE(has_rules(e.pipeline.study));
		explorer_free(&e);
		open_as(&e, list.item[i].name, fast_clock);
		drive_view(&e, VIEW_FUNCTIONS);
		drive_press(&e, 'z');
		go_to_number(&e);
		few = key_plays(&e);
		CU_ASSERT_FALSE(e.pipeline.study->have & HAVE_RULES);
		CU_ASSERT_EQUAL(e.pipeline.study->have & HAVE_FIRST, HAVE_FIRST);
		explorer_free(&e);
		CU_ASSERT_TRUE(few <= many);
		little += few;
		all += many;
	}
	preset_list_free(&list);
	fprintf(stderr, "plays a key: %ld of %ld ", little, all);
	CU_ASSERT_TRUE(2 * little < all);
}

/* The letters of a slow game wait until nobody has pressed a key for 150 ms, and those from before
 * are dim as long. */
static void test_slow(void)
{
	struct explorer e;

	open_as(&e, "formula", slow_clock);
	edit_go(&e, "generalist.cost.scale");
	key_plays(&e); /* from now on it is known to be slow */
	CU_ASSERT_TRUE(e.pipeline.slow);
	CU_ASSERT_EQUAL(ink_of_letters(&e), INK_SOLUTION);
	for (int i = 0; i < 5; i++) {
		key_plays(&e);
		CU_ASSERT_TRUE(studies_wait(&e));
		CU_ASSERT_TRUE(pipeline_ready(&e)); /* the outcome and the curve are there */
		CU_ASSERT_FALSE(pipeline_left(&e));
		CU_ASSERT_FALSE(e.pipeline.study->have & HAVE_RULES);
		CU_ASSERT_PTR_EQUAL(pipeline_shown(&e), e.pipeline.study);
		CU_ASSERT_EQUAL(ink_of_letters(&e), INK_DIM);
		CU_ASSERT_TRUE(drive_shows(&e, "% ?")); /* and the title says so */
		CU_ASSERT_TRUE(drive_shows(&e, "not known yet")); /* of the frontier */
	}
	CU_ASSERT_DOUBLE_EQUAL(studies_quiet(&e, .1), .05, 1e-9);
	CU_ASSERT_FALSE(pipeline_left(&e));
	CU_ASSERT_EQUAL(studies_quiet(&e, .150), 0);
	CU_ASSERT_TRUE(pipeline_left(&e));
	while (pipeline_step(&e, .05))
		;
	explorer_draw(&e);
	CU_ASSERT_TRUE(has_rules(pipeline_shown(&e)));
	CU_ASSERT_EQUAL(ink_of_letters(&e), INK_SOLUTION);
	CU_ASSERT_FALSE(drive_shows(&e, "not known yet"));
	CU_ASSERT_FALSE(drive_shows(&e, "% ?"));
	CU_ASSERT_TRUE(isinf(studies_quiet(&e, 1)));
	explorer_free(&e);
}

/* Numbers that stand there till the present ones are known are said to be those from before. */
static void test_behind(void)
{
	struct explorer e;

	open_as(&e, "tests/inputs/three.ini", slow_clock);
	CU_ASSERT_FALSE(drive_shows(&e, "before:"));
	explorer_key(&e, 'b');
	pipeline_catch_up(&e);
	explorer_draw(&e);
	CU_ASSERT_TRUE(drive_shows(&e, " before: share"));
	while (pipeline_step(&e, .05))
		;
	explorer_draw(&e);
	CU_ASSERT_FALSE(drive_shows(&e, "before:"));
	explorer_free(&e);
}

/* What is asked for is computed at once: another view, why, an export. */
static void test_asked(void)
{
	struct explorer e;

	open_as(&e, "formula", slow_clock);
	edit_go(&e, "generalist.cost.scale");
	key_plays(&e);
	key_plays(&e);
	CU_ASSERT_TRUE(studies_wait(&e));
	explorer_key(&e, '9');
	CU_ASSERT_FALSE(studies_wait(&e));
	CU_ASSERT_TRUE(pipeline_left(&e));
	drive_finish(&e);
	key_plays(&e);
	CU_ASSERT_TRUE(studies_wait(&e));
	explorer_key(&e, 'i');
	CU_ASSERT_TRUE_FATAL(e.mode == MODE_LIST);
	CU_ASSERT_FALSE(studies_wait(&e));
	drive_finish(&e);
	CU_ASSERT_TRUE(has_rules(pipeline_shown(&e)));
	explorer_key(&e, K_ESC);
	key_plays(&e);
	CU_ASSERT_TRUE(studies_wait(&e));
	e.mode = MODE_EXPORT;
	CU_ASSERT_TRUE(pipeline_left(&e));
	while (pipeline_step(&e, .05))
		;
	CU_ASSERT_TRUE(has_rules(pipeline_shown(&e)));
	e.mode = MODE_PLAY;
	explorer_free(&e);
}

/* What was hidden does not stand in for what is computed. */
static void test_hidden_before(void)
{
	struct explorer e;

	open_as(&e, "formula", slow_clock);
	edit_go(&e, "generalist.cost.scale");
	key_plays(&e);
	e.pipeline.solved[e.pipeline.ruled].seen = false;
	key_plays(&e);
	CU_ASSERT_TRUE(studies_wait(&e));
	CU_ASSERT_PTR_EQUAL(pipeline_rules(&e), pipeline_shown(&e));
	CU_ASSERT_NOT_EQUAL(ink_of_letters(&e), INK_DIM);
	explorer_free(&e);
}

/* A fast game is painted once, with all there is. */
static void test_fast(void)
{
	struct explorer e;

	open_as(&e, "symmetric", fast_clock);
	edit_go(&e, "generalist.cost.scale");
	for (int i = 0; i < 3; i++) {
		key_plays(&e);
		CU_ASSERT_FALSE(studies_wait(&e));
		CU_ASSERT_TRUE(has_rules(e.pipeline.study));
		CU_ASSERT_EQUAL(ink_of_letters(&e), INK_SOLUTION);
	}
	explorer_free(&e);
}

/* What comes first and the rest are, to the last play, what all at once would be. */
static void test_nothing_twice(void)
{
	struct explorer slow, fast;
	const struct study *a, *b;
	long first, all;

	open_as(&slow, "formula", slow_clock);
	open_as(&fast, "formula", fast_clock);
	edit_go(&slow, "generalist.cost.scale");
	edit_go(&fast, "generalist.cost.scale");
	key_plays(&slow);
	key_plays(&fast);
	first = key_plays(&slow);
	all = key_plays(&fast);
	studies_quiet(&slow, 1);
	drive_finish(&slow);
	a = pipeline_shown(&slow);
	b = pipeline_shown(&fast);
	CU_ASSERT_TRUE(first < all);
	CU_ASSERT_EQUAL(first + study_plays(a), all);
	CU_ASSERT_EQUAL_FATAL(a->solutions, b->solutions);
	for (int i = 0; i < a->solutions; i++)
		CU_ASSERT_EQUAL(a->solution[i].delta[0], b->solution[i].delta[0]);
	CU_ASSERT_EQUAL(a->present.joint, b->present.joint);
	CU_ASSERT_EQUAL_FATAL(a->intervals, b->intervals);
	for (int i = 0; i < a->intervals; i++)
		CU_ASSERT_EQUAL(a->interval[i].from, b->interval[i].from);
	explorer_free(&slow);
	explorer_free(&fast);
}

/* A share moved by hand is one bargain of a game whose curve is known. */
static void test_share(void)
{
	struct explorer e;

	open_as(&e, "formula", fast_clock);
	edit_go(&e, "generalist.cost.scale");
	CU_ASSERT_TRUE(key_plays(&e) > 100);
	for (int i = 0; i < 4; i++) {
		explorer_key(&e, '.');
		drive_finish(&e);
		CU_ASSERT_TRUE(study_plays(e.pipeline.study) <= 3);
	}
	explorer_free(&e);
}

void suite_needs(void)
{
	CU_pSuite s = CU_add_suite("needs", NULL, NULL);

	CU_add_test(s, "what views need", test_views);
	CU_add_test(s, "slow games", test_slow);
	CU_add_test(s, "numbers from before", test_behind);
	CU_add_test(s, "what is asked for", test_asked);
	CU_add_test(s, "what was hidden", test_hidden_before);
	CU_add_test(s, "fast games", test_fast);
	CU_add_test(s, "nothing is played twice", test_nothing_twice);
	CU_add_test(s, "a share by hand", test_share);
}
