/* The lessons that come along, as a class sees them at 80x24: nothing of their
 * titles is cut, whatever stands beside them. */
#include "drive.h"
#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static bool row_holds(const struct canvas *c, int y, const char *text)
{
	int n = (int)strlen(text);

	for (int x = 0; x + n <= c->cols; x++) {
		int i = 0;

		while (i < n && canvas_at(c, x + i, y)->cp == (unsigned char)text[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

static void check_titles(struct explorer *e, const char *state)
{
	const struct lesson_step *step = &e->base.lesson.step[e->lesson.step];
	char text[200];
	bool whole;

	snprintf(text, sizeof text, "Lesson, step %d of %d: %s ", e->lesson.step + 1,
		e->base.lesson.steps, step->title);
	explorer_draw(e);
	whole = row_holds(&e->canvas, 1, e->scenario.title)
		&& row_holds(&e->canvas, e->shown.lesson_rect.y, text);
	CU_ASSERT(whole);
	if (!whole)
		fprintf(stderr, "\n%s, step %d, %s: a title is cut\n", e->base.name,
			e->lesson.step + 1, state);
}

static void check_step(struct explorer *e)
{
	drive_solve(e);
	check_titles(e, "as it comes");
	if (e->base.lesson.step[e->lesson.step].question) {
		drive_act(e, ACTION_REVEAL);
		check_titles(e, "revealed");
	}
	drive_act(e, ACTION_SHARE_DOWN);
	drive_solve(e);
	CU_ASSERT_TRUE(e->lesson.touched);
	check_titles(e, "changed");
	drive_act(e, ACTION_DISMISS);
	check_titles(e, "left");
	drive_act(e, ACTION_REVEAL);
}

static void check_lesson(const char *name, bool restricted)
{
	struct explorer_options o = {.no_config = true, .restricted = restricted};
	struct error_list errors;
	struct scenario s;
	struct explorer e;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(preset_open(name, "presets", &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 80, 24, NULL), STATUS_OK);
	for (int i = 0; i < s.lesson.steps; i++) {
		CU_ASSERT_EQUAL(e.lesson.step, i);
		check_step(&e);
		drive_act(&e, ACTION_NEXT);
	}
	explorer_free(&e);
	scenario_free(&s);
}

static void test_titles(void)
{
	struct preset_list list;
	int lessons = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		if (!list.item[i].lesson)
			continue;
		check_lesson(list.item[i].name, false);
		check_lesson(list.item[i].name, true);
		lessons++;
	}
	preset_list_free(&list);
	CU_ASSERT_TRUE(lessons >= 5);
}

void suite_ui_lesson(void)
{
	CU_pSuite s = CU_add_suite("ui_lesson", NULL, NULL);

	CU_add_test(s, "titles are whole", test_titles);
}
