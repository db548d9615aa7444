/* A question on the screen: what its hints name, that letters answer and change nothing, that
 * the answer is told once, and that what was before stays to compare with. */
#include "drive.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LESSON "tests/lessons/quarter.ini"

static int questions(int step[LESSON_STEPS_MAX])
{
	struct explorer e;
	int count = 0;

	drive_open(&e, LESSON, 80, 24);
	for (int i = 0; i < e.base.lesson.steps; i++)
		if (e.base.lesson.step[i].question)
			step[count++] = i;
	explorer_free(&e);
	return count;
}

static void ask(struct explorer *e, int step)
{
	drive_open(e, LESSON, 80, 24);
	lesson_begin(e, step);
	drive_finish(e);
}

/* Whether the lines of hints have it. */
static bool hinted(const struct explorer *e, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];

	return strstr(drive_row(e, 22, row), words) || strstr(drive_row(e, 23, row), words);
}

static void test_hints(void)
{
	static const char *const not[] = {" rule", " add", "colours", "export", " pin", " save"};
	int step[LESSON_STEPS_MAX], count = questions(step);

	CU_ASSERT_EQUAL(count, 5);
	for (int i = 0; i < count; i++) {
		struct explorer e;

		ask(&e, step[i]);
		CU_ASSERT_TRUE(hinted(&e, "a b c answer") || hinted(&e, "a b answer"));
		CU_ASSERT_TRUE(hinted(&e, "Space reveal"));
		for (size_t k = 0; k < sizeof not / sizeof *not; k++)
			CU_ASSERT_FALSE(hinted(&e, not[k]));
		explorer_free(&e);
	}
}

static void test_letters_answer(void)
{
	int step[LESSON_STEPS_MAX], count = questions(step);

	for (int i = 0; i < count; i++) {
		struct explorer e;
		char *before;

		ask(&e, step[i]);
		before = drive_written(&e);
		for (int letter = 'a'; letter <= 'e'; letter++) {
			int choices = e.base.lesson.step[step[i]].choices;

			drive_press(&e, letter);
			CU_ASSERT_TRUE(drive_is(&e, before));
			CU_ASSERT_TRUE(letter - 'a' >= choices || e.lesson.chosen == letter - 'a');
		}
		free(before);
		explorer_free(&e);
	}
}

/* Rows of the screen that have it. */
static int rows_with(const struct explorer *e, const char *words)
{
	char row[CANVAS_COLS_MAX + 1];
	int count = 0;

	for (int y = 0; y < e->canvas.rows; y++)
		count += strstr(drive_row(e, y, row), words) != NULL;
	return count;
}

static void test_told_once(void)
{
	int step[LESSON_STEPS_MAX], count = questions(step);

	for (int i = 0; i < count; i++)
		for (int choice = 0; choice < 3; choice++) {
			struct explorer e;
			bool right;

			ask(&e, step[i]);
			if (choice >= e.base.lesson.step[step[i]].choices) {
				explorer_free(&e);
				continue;
			}
			drive_press(&e, 'a' + choice);
			CU_ASSERT_EQUAL(rows_with(&e, "RIGHT") + rows_with(&e, "NOT QUITE"), 0);
			drive_act(&e, ACTION_REVEAL);
			drive_finish(&e);
			right = choice == e.base.lesson.step[step[i]].answer;
			CU_ASSERT_EQUAL(rows_with(&e, "RIGHT"), right);
			CU_ASSERT_EQUAL(rows_with(&e, "NOT QUITE"), !right);
			CU_ASSERT_EQUAL(rows_with(&e, "THE ANSWER"), !right);
			explorer_free(&e);
		}
}

/* The mark on the axis of shares is within a cell of the share. */
static bool marked_at(const struct explorer *e, char mark, double share)
{
	const struct rect *r = &e->shown.hit.inner;

	for (int x = 0; x < r->w; x++)
		if (canvas_at(&e->canvas, r->x + x, r->y + r->h)->cp == (uint32_t)mark)
			return fabs(share * (r->w - 1) - x) <= 1;
	return false;
}

/* Where a step keeps its change back, the state before becomes the ghost. */
static void test_before_stays(void)
{
	int step[LESSON_STEPS_MAX], count = questions(step), waited = 0;

	for (int i = 0; i < count; i++) {
		struct explorer e;
		double share;

		ask(&e, step[i]);
		if (lesson_waits(&e)) {
			char *before = drive_written(&e), *pinned = NULL;

			share = edit_present_share(&e, 0);
			CU_ASSERT_TRUE(marked_at(&e, '@', share));
			drive_act(&e, ACTION_REVEAL);
			drive_finish(&e);
			CU_ASSERT_TRUE(e.pin.on);
			CU_ASSERT_EQUAL(scenario_write(&e.pin.scenario, &pinned, NULL), STATUS_OK);
			CU_ASSERT_STRING_EQUAL(pinned, before);
			CU_ASSERT_TRUE(drive_shows(&e, "& before"));
			CU_ASSERT_TRUE(marked_at(&e, '&', share)
				|| marked_at(&e, '@', share)); /* nothing moved: in one cell */
			free(before);
			free(pinned);
			waited++;
		}
		explorer_free(&e);
	}
	CU_ASSERT_EQUAL(waited, 3);
}

void suite_asked(void)
{
	CU_pSuite s = CU_add_suite("asked", NULL, NULL);

	CU_add_test(s, "hints of a question", test_hints);
	CU_add_test(s, "letters answer and change nothing", test_letters_answer);
	CU_add_test(s, "the answer is told once", test_told_once);
	CU_add_test(s, "what was before stays", test_before_stays);
}
