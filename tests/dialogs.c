/* Golden screens of everything that a key can bring to the front, and of every view with its
 * panel, numbers and hints: the explorer as it is, on presets, at two sizes and with both sets
 * of characters. */
#include "dialogs.h"

#include "drive.h"
#include "golden.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

static const struct {
	int cols, rows;
} sizes[] = {{80, 24}, {140, 45}};

static void check(struct explorer *e, const char *name)
{
	char file[80];

	explorer_draw(e);
	snprintf(file, sizeof file, "explorer-%s-%dx%d-%s", name, e->canvas.cols, e->canvas.rows,
		e->unicode ? "unicode" : "ascii");
	golden_check(&e->canvas, file);
	CU_ASSERT_EQUAL(e->canvas.clipped, 0);
}

/* Opens the preset at a size, in one of the sets of characters. */
static void open_as(struct explorer *e, const char *preset, int size, int unicode)
{
	drive_open(e, preset, sizes[size].cols, sizes[size].rows);
	e->unicode_possible = true;
	e->unicode = e->canvas.unicode = unicode != 0;
	drive_finish(e);
}

static void for_all(void (*draw)(int size, int unicode))
{
	for (int size = 0; size < (int)(sizeof sizes / sizeof *sizes); size++)
		for (int unicode = 0; unicode < 2; unicode++)
			draw(size, unicode);
}

/* ---- views -------------------------------------------------------------------- */

static void draw_views(const char *preset, const char *name, int size, int unicode)
{
	struct explorer e;
	char file[64];

	open_as(&e, preset, size, unicode);
	for (int view = 0; view < VIEWS; view++) {
		if (!view_applies((enum view_id)view, &e.scenario))
			continue;
		drive_view(&e, (enum view_id)view);
		if (e.view != (enum view_id)view) { /* the second one on its key */
			drive_act(&e, ACTION_VIEW_NEXT);
			drive_finish(&e);
		}
		snprintf(file, sizeof file, "%s-%s", name, view_info((enum view_id)view)->name);
		check(&e, file);
	}
	explorer_free(&e);
}

static void draw_three(int size, int unicode)
{
	draw_views("three-domains", "three", size, unicode);
}

/* The game of performance and safety. */
static void draw_law(int size, int unicode)
{
	draw_views("weak-floor", "law", size, unicode);
}

void test_explorer_views(void)
{
	for_all(draw_three);
}

void test_explorer_law(void)
{
	for_all(draw_law);
}

/* ---- what keys bring -------------------------------------------------------------- */

/* Each with the keys that bring it, from the first screen. */
static const struct {
	const char *name, *keys;
} dialogs[] = {
	{"start", ""},
	{"why", "i"},
	{"help", "?"},
	{"help-words", "?3"},
	{"help-search", "?/pin"},
	{"find", "/cost"},
	{"rules", "jf"},
	{"browser", "ocostly"},
	{"options", "O"},
	{"range", "7="},
	{"play", "A"},
	{"save", "w"},
	{"export", "e"},
	{"command", "y"},
	{"role", "r"},
	{"read", "III"},
	{"zoom", "z"},
	{"unknown-key", "%"},
};

static void draw_dialogs(int size, int unicode)
{
	for (size_t i = 0; i < sizeof dialogs / sizeof *dialogs; i++) {
		struct explorer e;

		open_as(&e, "costly-specialist", size, unicode);
		e.presets = strdup("presets");
		for (const char *key = dialogs[i].keys; *key; key++)
			drive_press(&e, (unsigned char)*key);
		drive_finish(&e);
		check(&e, dialogs[i].name);
		explorer_free(&e);
	}
}

/* Enter on a number and on a word; after a change; pinned and changed. */
static void draw_changes(int size, int unicode)
{
	struct explorer e;

	open_as(&e, "costly-specialist", size, unicode);
	drive_press(&e, K_ENTER);
	check(&e, "number");
	drive_type(&e, "x");
	drive_press(&e, K_ENTER);
	check(&e, "number-wrong");
	drive_press(&e, K_ESC);
	drive_press(&e, K_DOWN);
	drive_press(&e, K_ENTER);
	check(&e, "words");
	drive_press(&e, K_ESC);
	drive_go(&e, "medicine.cost.scale");
	drive_act(&e, ACTION_COARSE_DOWN);
	drive_finish(&e);
	check(&e, "changed");
	drive_act(&e, ACTION_PIN);
	drive_act(&e, ACTION_COARSE_DOWN);
	drive_finish(&e);
	check(&e, "pinned");
	explorer_free(&e);
}

/* A text, a question, the same answered and revealed, and left. */
static void draw_lesson(int size, int unicode)
{
	struct explorer e;

	open_as(&e, "lesson-quarter", size, unicode);
	check(&e, "lesson-text");
	while (!lesson_asks(&e))
		drive_act(&e, ACTION_NEXT);
	drive_finish(&e);
	check(&e, "lesson-question");
	drive_press(&e, 'a');
	drive_act(&e, ACTION_REVEAL);
	drive_finish(&e);
	check(&e, "lesson-answered");
	explorer_free(&e);
}

void test_explorer_dialogs(void)
{
	for_all(draw_dialogs);
}

void test_explorer_changes(void)
{
	for_all(draw_changes);
}

void test_explorer_lesson(void)
{
	for_all(draw_lesson);
}
