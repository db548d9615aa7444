/* The whole screen: panel, prompt, lists, lessons, and terminals too small. */
#include "fake_study.h"
#include "dialogs.h"
#include "golden.h"
#include "view/screen.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct key_entry keys[] = { { "Left/Right", "change" }, { "Up/Down", "choose" },
	{ "Enter", "edit" }, { ", .", "share" }, { "b", "rule" }, { "u", "undo" } };
static const struct key_entry more_keys[] = { { "1-9", "views" }, { "n", "lesson" },
	{ "o", "open" }, { "/", "find" }, { "p", "pin" }, { "q", "quit" } };

static struct screen_model model_of(struct fake *f)
{
	return (struct screen_model){
		.view = { .scenario = &f->scenario, .study = &f->study, .frontier_x = 0,
			.frontier_y = 1 },
		.base = &f->scenario, .cursor = 1, .progress = -1, .hint = { { keys, 6 }, { more_keys, 6 } } };
}

static struct canvas canvas_of(int cols, int rows)
{
	struct canvas c;

	CU_ASSERT_EQUAL_FATAL(canvas_init(&c, cols, rows, NULL), STATUS_OK);
	return c;
}

/* Draws at a size and compares with a golden file. */
static void golden_screen(const struct screen_model *m, int cols, int rows, const char *name)
{
	struct canvas c = canvas_of(cols, rows);
	struct screen_shown shown;
	char full[120];

	screen_draw(m, &c, &shown);
	CU_ASSERT_EQUAL(c.clipped, 0);
	snprintf(full, sizeof full, "screen-%s-%dx%d", name, cols, rows);
	golden_check(&c, full);
	canvas_free(&c);
}

/* Whether a row of the canvas holds this text. */
static bool row_holds(const struct canvas *c, int y, const char *text)
{
	for (int x = 0; x < c->cols; x++) {
		int i = 0;

		while (text[i] && x + i < c->cols &&
			canvas_at(c, x + i, y)->cp == (unsigned char)text[i])
			i++;
		if (!text[i])
			return true;
	}
	return false;
}

static void test_explorer(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);

	golden_screen(&m, 80, 24, "explorer");
	golden_screen(&m, 140, 45, "explorer");
	m.message = "saved as costly.ini";
	m.message_ink = INK_STATUS;
	m.progress = 0.37;
	m.badge = "restricted";
	golden_screen(&m, 80, 24, "message");
	m.message = NULL;
	m.view.zoom = true;
	m.progress = 1;
	m.badge = NULL;
	golden_screen(&m, 80, 24, "zoom");
	golden_screen(&m, 140, 45, "zoom");
	fake_free(f);
}

/* What follows a joined emoji stands where it would after any wide character. */
static void test_wide_title(void)
{
	static const char family[] = "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
		"\xf0\x9f\x91\xa7";
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);
	struct canvas c = canvas_of(80, 24);

	snprintf(f->scenario.title, sizeof f->scenario.title, "%s and \xf0\x9f\x87\xba\xf0\x9f\x87\xb8 "
		"share a cafe\xcc\x81", family);
	golden_screen(&m, 80, 24, "emoji");
	screen_draw(&m, &c, NULL);
	CU_ASSERT_EQUAL(canvas_at(&c, 0, 1)->cp, 0x1f469);
	CU_ASSERT_EQUAL(canvas_at(&c, 1, 1)->cp, 0);
	CU_ASSERT_EQUAL(canvas_at(&c, 3, 1)->cp, 'a');
	CU_ASSERT_EQUAL(canvas_at(&c, 10, 1)->cp, 's');
	CU_ASSERT_EQUAL(canvas_at(&c, 21, 1)->cp, 'e');
	CU_ASSERT_EQUAL(canvas_at(&c, PANEL_COLS, 1)->cp, '|');
	canvas_free(&c);
	fake_free(f);
}

static void test_too_small(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);

	for (int cols = 1; cols <= SCREEN_COLS_MIN; cols++)
		for (int rows = 1; rows <= SCREEN_ROWS_MIN; rows++) {
			struct canvas c = canvas_of(cols, rows);
			struct screen_shown shown;
			bool small = cols < SCREEN_COLS_MIN || rows < SCREEN_ROWS_MIN, said = false;

			screen_draw(&m, &c, &shown);
			CU_ASSERT_EQUAL(shown.too_small, small);
			CU_ASSERT_EQUAL(c.clipped, 0);
			for (int i = 0; i < cols * rows; i++)
				said = said || c.cell[i].cp != ' ';
			CU_ASSERT(said);
			canvas_free(&c);
		}
	struct canvas c = canvas_of(50, 3);
	screen_draw(&m, &c, NULL);
	CU_ASSERT(row_holds(&c, 1, "haggle needs 60x16; this terminal is 50x3"));
	canvas_free(&c);
	fake_free(f);
}

/* ---- the panel -------------------------------------------------------------------- */

static const char three[] = "[scenario]\ntitle = Three\nshare = separate\n[generalist]\n"
	"[specialist a]\n[specialist b]\ncost = exponential\n[specialist c]\n"
	"revenue = formula\nrevenue.formula = R*a\nrevenue.R = 2\n";

static void follow_the_cursor(const struct scenario *s, bool scrolls)
{
	struct screen_model m = { .view = { .scenario = s }, .base = s, .progress = -1 };
	int count = param_count(s), moves = 0;

	for (int step = 0; step < 2 * count; step++) {
		struct canvas c = canvas_of(80, 24);
		struct screen_shown shown;
		bool seen = false;

		m.cursor = step < count ? step : 2 * count - 1 - step;
		screen_draw(&m, &c, &shown);
		for (int y = 0; y < shown.panel.count; y++)
			if (shown.panel.param[y] == m.cursor) {
				seen = true;
				CU_ASSERT_EQUAL(canvas_at(&c, 0, shown.panel_rect.y + y)->cp, '>');
			}
		CU_ASSERT(seen);
		/* past a heading, and past two rows that are no parameters */
		CU_ASSERT(abs(shown.panel.first - m.panel_first) <= 3);
		moves += shown.panel.first != m.panel_first;
		m.panel_first = shown.panel.first;
		canvas_free(&c);
	}
	/* it scrolls only when it must */
	CU_ASSERT(scrolls ? moves > 0 && moves < 2 * count : moves == 0);
}

static void test_panel_follows_the_cursor(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct error_list errors;
	struct scenario s;

	follow_the_cursor(&f->scenario, false);
	fake_free(f);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("three", three, strlen(three), &s, &errors),
		STATUS_OK);
	follow_the_cursor(&s, true);
	scenario_free(&s);
}

static void test_sliders_answer_the_mouse(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);
	struct canvas c = canvas_of(140, 45);
	struct screen_shown shown;
	struct param_ref ref;
	struct slider sl;
	double low, high;
	int param;

	screen_draw(&m, &c, &shown);
	CU_ASSERT(shown.panel.slider_w >= 6);
	for (param = 0; param_at(&f->scenario, param, &ref); param++)
		if (ref.info->kind == PARAM_NUMBER)
			break;
	param_slider(&f->scenario, &ref, &sl);
	CU_ASSERT(panel_slider_value(&f->scenario, &shown.panel, param, shown.panel.slider_x,
		&low));
	CU_ASSERT(panel_slider_value(&f->scenario, &shown.panel, param,
		shown.panel.slider_x + shown.panel.slider_w - 1, &high));
	CU_ASSERT_DOUBLE_EQUAL(low, sl.low, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(high, sl.high, 1e-9);
	CU_ASSERT_FALSE(panel_slider_value(&f->scenario, &shown.panel, param, 2, &low));
	for (param = 0; param_at(&f->scenario, param, &ref); param++)
		if (ref.info->kind == PARAM_CHOICE)
			CU_ASSERT_FALSE(panel_slider_value(&f->scenario, &shown.panel, param,
				shown.panel.slider_x, &low)); /* a word has none */
	canvas_free(&c);
	fake_free(f);
}

/* ---- the prompt ------------------------------------------------------------------- */

static int count_blanks(const char *from, const char *to)
{
	int count = 0;

	for (; from < to; from++)
		count += *from == ' ';
	return count;
}

static void test_prompt(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);
	struct prompt p = { .label = "generalist.cost.scale", .text = "0.25", .cursor = 4,
		.hint = "0 to 1000000000" };
	struct canvas c = canvas_of(80, 24);
	struct screen_shown shown;

	m.prompt = &p;
	golden_screen(&m, 80, 24, "prompt");
	screen_draw(&m, &c, &shown);
	CU_ASSERT_EQUAL(shown.cursor_y, 23);
	CU_ASSERT_EQUAL(canvas_at(&c, shown.cursor_x - 1, 23)->cp, '5');
	p.text = "R*(1 - exp(-a/s)) + oops + a very long formula that goes on and on until no "
		"terminal of this width could show all of it at once";
	p.error = "no name oops";
	p.bad_column = 21;
	for (p.cursor = 0; p.cursor <= (int)strlen(p.text); p.cursor++) {
		screen_draw(&m, &c, &shown);
		CU_ASSERT_EQUAL(c.clipped, 0);
		CU_ASSERT(shown.cursor_x > 0 && shown.cursor_x < 80);
		if (p.text[p.cursor] > ' ')
			CU_ASSERT_EQUAL(canvas_at(&c, shown.cursor_x, 23)->cp,
				(unsigned char)p.text[p.cursor]);
		if (p.cursor == 20)
			CU_ASSERT_EQUAL(canvas_at(&c, shown.cursor_x, 23)->ink, INK_ERROR);
		CU_ASSERT(row_holds(&c, 21, "no name oops"));
	}
	/* two columns for a flag, wherever in it the cursor is */
	p = (struct prompt){ .label = "p", .text = "a\xf0\x9f\x87\xba\xf0\x9f\x87\xb8" "b" };
	for (p.cursor = 0; p.cursor <= 10; p.cursor++) {
		int column = p.cursor == 0 ? 0 : p.cursor < 9 ? 1 : p.cursor < 10 ? 3 : 4;

		screen_draw(&m, &c, &shown);
		CU_ASSERT_EQUAL(shown.cursor_x, 4 + column);
	}
	canvas_free(&c);
	fake_free(f);
}

/* An error stands above the prompt as a whole, on as many rows as it needs, and
 * the text keeps its own; down to widths that only the line itself is drawn at. */
static void test_prompt_errors(void)
{
	static const char error[] = "abc is not a number: from 0 to 1000000000, and these are "
		"words enough for any width";
	struct prompt p = { .label = "generalist.cost.scale", .text = "abc", .cursor = 3,
		.hint = "0 to 1000000000", .error = error };

	for (int cols = 40; cols <= 120; cols++) {
		struct canvas c = canvas_of(cols, 12);
		char seen[sizeof error + 120] = "";
		size_t n = 0;

		panel_prompt_error(&c, 10, &p);
		panel_prompt(&c, 11, &p);
		CU_ASSERT_EQUAL(c.clipped, 0);
		CU_ASSERT(row_holds(&c, 11, ": abc"));
		for (int i = 0; i < 11 * cols; i++)
			if (c.cell[i].cp != ' ')
				seen[n++] = (char)c.cell[i].cp;
		for (const char *at = error; *at; at++)
			if (*at != ' ')
				CU_ASSERT_EQUAL(*at, seen[at - error - count_blanks(error, at)]);
		canvas_free(&c);
	}
}

/* ---- lists -------------------------------------------------------------------------- */

static const struct list_item presets[] = {
	{ "costly-generalist", "A costly generalist", INK_TEXT, "2", 0 },
	{ "costly-specialist", "A costly specialist: profit-sharing survives", INK_TEXT, "2", 0 },
	{ "free-rider", "A specialist that adds nothing, and is paid for it all the same, as long "
		"as the generalist gains more from its domain than it costs to bring it there",
		INK_TEXT, "2", 0 },
	{ "broken", "line 3: no parameter cost.scael: did you mean cost.scale?", INK_ERROR,
		NULL, 0 },
};

static void test_browser(void)
{
	struct fake *f = fake_alloc(1, 2);
	struct screen_model m = model_of(f);
	struct list_box l = { .title = "Open a scenario", .filter = "cost", .count = 4,
		.item = presets, .cursor = 1, .detail = "Costs 1 and 4: the specialist's is so "
		"much the higher that it takes a share of its own to bring it in at all.",
		.hint = "Enter open  Esc close", .empty = "nothing matches" };
	struct canvas c = canvas_of(80, 24);
	struct screen_shown shown;

	m.list = &l;
	golden_screen(&m, 80, 24, "browser");
	screen_draw(&m, &c, &shown);
	CU_ASSERT(shown.cursor_x >= 0);
	CU_ASSERT_EQUAL(canvas_at(&c, shown.cursor_x - 1, shown.cursor_y)->cp, 't');
	CU_ASSERT_EQUAL(shown.list.item[0], 0);
	CU_ASSERT_EQUAL(shown.list.item[2], 2);
	CU_ASSERT_EQUAL(shown.list.item[3], 2); /* it takes more than a line */
	CU_ASSERT(row_holds(&c, 0, "1 Overview") && row_holds(&c, 23, "Enter open"));
	l.count = 0;
	l.cursor = -1;
	l.detail = NULL;
	screen_draw(&m, &c, &shown);
	CU_ASSERT(row_holds(&c, shown.list.inner.y, "nothing matches"));
	canvas_free(&c);
	fake_free(f);
}

#define MANY 120

static void test_lists_scroll(void)
{
	static char left[MANY][16], text[MANY][200];
	struct list_item item[MANY];
	struct list_box l = { .title = "Keys", .count = MANY, .item = item, .hint = "Esc close" };
	struct list_shown shown;
	struct canvas c = canvas_of(70, 20);

	for (int i = 0; i < MANY; i++) {
		snprintf(left[i], sizeof left[i], "k%d", i);
		snprintf(text[i], sizeof text[i], "does %d%s", i, i % 7 ? "" :
			" and much more, which takes so many words that a single line of this box "
			"cannot hold them all");
		item[i] = (struct list_item){ i % 10 ? left[i] : NULL, text[i],
			i % 10 ? INK_TEXT : INK_HEADING, NULL, 0 };
	}
	for (int i = 0; i < 2 * MANY; i++) { /* down and up again */
		bool seen = false;

		l.cursor = i < MANY ? i : 2 * MANY - 1 - i;
		panel_list(&c, (struct rect){ 0, 0, 70, 20 }, &l, &shown);
		for (int y = 0; y < shown.inner.h; y++)
			seen = seen || shown.item[y] == l.cursor;
		CU_ASSERT(seen);
		CU_ASSERT(shown.first >= 0 && shown.first <= shown.lines - shown.inner.h);
		l.first = shown.first;
	}
	l.cursor = -1;
	l.first = 100000; /* past the end: comes back to the last page */
	panel_list(&c, (struct rect){ 0, 0, 70, 20 }, &l, &shown);
	CU_ASSERT_EQUAL(shown.first, shown.lines - shown.inner.h);
	CU_ASSERT_EQUAL(shown.item[shown.inner.h - 1], MANY - 1);
	CU_ASSERT_EQUAL(c.clipped, 0);
	for (int w = 1; w < 30; w++)
		for (int h = 1; h < 10; h++)
			panel_list(&c, (struct rect){ 3, 2, w, h }, &l, &shown);
	CU_ASSERT_EQUAL(c.clipped, 0);
	canvas_free(&c);
}

/* ---- lessons ------------------------------------------------------------------------- */

static const char *const choices[] = { "All of it", "Three quarters of it", "Half of it" };

static struct lesson_strip strip_of(void)
{
	return (struct lesson_strip){ .step = 1, .steps = 7, .title = "How big is the pie?",
		.text = "Both players' costs are the same. Alone, an integrated firm would make "
			"0.5 out of this domain.\nNow the two share revenue, each paying its own "
			"cost.",
		.question = "How much of it is left at the best share?", .choices = 3,
		.choice = choices, .chosen = -1, .answer = 1,
		.reveal = "0.375 of 0.5: sharing costs a quarter of the pie." };
}

static void test_lesson(void)
{
	struct fake *f = fake_alloc(1, 1);
	struct screen_model m = model_of(f);
	struct lesson_strip l = strip_of();

	m.lesson = &l;
	m.view.hide = true;
	golden_screen(&m, 80, 24, "lesson-ask");
	m.view.hide = false;
	l.revealed = true;
	l.chosen = 0;
	golden_screen(&m, 80, 24, "lesson-reveal");
	golden_screen(&m, 140, 45, "lesson-reveal");
	l.away = true;
	golden_screen(&m, 80, 24, "lesson-away");
	fake_free(f);
}

static void test_long_lessons_scroll(void)
{
	struct fake *f = fake_alloc(1, 1);
	struct screen_model m = model_of(f);
	struct lesson_strip l = strip_of();
	struct canvas c = canvas_of(60, 16);
	char text[4000] = "";
	struct screen_shown shown;
	int last;

	for (int i = 0; i < 40; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text),
			"Sentence %d of a text that is far too long for any strip. ", i);
	l.text = text;
	m.lesson = &l;
	screen_draw(&m, &c, &shown);
	CU_ASSERT(shown.lesson_lines > shown.lesson_rect.h);
	CU_ASSERT(shown.view_rect.h >= 8);
	CU_ASSERT_EQUAL(shown.lesson_first, 0);
	l.first = 5;
	screen_draw(&m, &c, &shown);
	CU_ASSERT_EQUAL(shown.lesson_first, 5);
	l.first = 1000;
	screen_draw(&m, &c, &shown);
	last = shown.lesson_first + shown.lesson_rect.h - 1;
	CU_ASSERT_EQUAL(last, shown.lesson_lines);
	CU_ASSERT(row_holds(&c, shown.lesson_rect.y + shown.lesson_rect.h - 1, "happens."));
	CU_ASSERT_EQUAL(c.clipped, 0);
	canvas_free(&c);
	fake_free(f);
}

void suite_screen(void)
{
	CU_pSuite s = CU_add_suite("screen", NULL, NULL);

	CU_add_test(s, "the explorer", test_explorer);
	CU_add_test(s, "a title with characters of several code points", test_wide_title);
	CU_add_test(s, "terminals too small, down to 1x1", test_too_small);
	CU_add_test(s, "the panel follows the cursor", test_panel_follows_the_cursor);
	CU_add_test(s, "sliders answer the mouse", test_sliders_answer_the_mouse);
	CU_add_test(s, "the prompt", test_prompt);
	CU_add_test(s, "what is wrong in it", test_prompt_errors);
	CU_add_test(s, "the browser", test_browser);
	CU_add_test(s, "lists scroll", test_lists_scroll);
	CU_add_test(s, "a lesson", test_lesson);
	CU_add_test(s, "long lessons scroll", test_long_lessons_scroll);
	CU_add_test(s, "every view", test_explorer_views);
	CU_add_test(s, "every view of the second game", test_explorer_law);
	CU_add_test(s, "every dialog", test_explorer_dialogs);
	CU_add_test(s, "prompts and changes", test_explorer_changes);
	CU_add_test(s, "a lesson's states", test_explorer_lesson);
}
