/* The lessons that come along, as a class sees them at 80x24: nothing of their
 * titles is cut, whatever stands beside them. */
#include "drive.h"
#include "model/preset.h"
#include "ui/leak.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The view beside the panel has something on it, however little room a text leaves. */
static void check_drawn(struct explorer *e, const char *state)
{
	struct rect r = e->shown.view_rect;
	int drawn = 0;

	drive_finish(e);
	explorer_draw(e);
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = r.x; x < r.x + r.w; x++)
			drawn += canvas_at(&e->canvas, x, y)->cp != ' ';
	/* a plot, not only words about it */
	if ((e->view == VIEW_UTILITIES || e->view == VIEW_INVESTMENT || e->view == VIEW_STATICS
		|| e->view == VIEW_FRONTIER) && !lesson_hides(e) && e->shown.hit.inner.h < 2)
		drawn = 0;
	CU_ASSERT_TRUE(drawn >= 20);
	if (drawn < 20)
		fprintf(stderr, "\n%s, step %d, %s: nothing is drawn\n", e->base.name,
			e->lesson.step + 1, state);
}

/* A wrong choice, which has most said of it; a question without choices knows no letters. */
static int wrong_letter(const struct lesson_step *s)
{
	return s->answer == 0 && s->choices > 1 ? 'b' : 'a';
}

static void check_step(struct explorer *e)
{
	drive_solve(e);
	check_titles(e, "as it comes");
	check_drawn(e, "as it comes");
	if (e->base.lesson.step[e->lesson.step].question) {
		drive_press(e, wrong_letter(&e->base.lesson.step[e->lesson.step]));
		drive_act(e, ACTION_REVEAL);
		check_titles(e, "revealed");
		check_drawn(e, "revealed");
	}
	drive_act(e, ACTION_SHARE_DOWN);
	if (!e->lesson.touched) /* it is 0 */
		drive_act(e, ACTION_SHARE_UP);
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

/* ---- answering, going back, the score ------------------------------------------------- */

static const char quiz[] =
	"[scenario]\nbargain = fixed\ndelta = 0\ntry = Press n.\n[specialist m]\n"
	"[lesson]\ntitle = A\ntext = It gets {u_m:.4}.\nquestion = q\nchoice = x\nchoice = y\n"
	"choice = z\nanswer = 3\nbecause = 1 Because.\nreveal = Now {u_m:.4}.\n"
	"reveal-set = delta=0.5\n"
	"[lesson]\ntitle = B\ntext = t\nquestion = q\nchoice = x\nchoice = y\nanswer = 2\n"
	"hide = change\nset = delta=1\nreveal = r\n"
	"[lesson]\ntitle = C\ntext = Before that {before.delta}.\n";

static bool shows(struct explorer *e, const char *text)
{
	bool there = false;

	explorer_draw(e);
	for (int y = 0; y < e->canvas.rows; y++)
		there = there || row_holds(&e->canvas, y, text);
	if (!there)
		fprintf(stderr, "not on the screen: %s\n", text);
	return there;
}

static void test_answers(void)
{
	struct explorer e;

	drive_start_text(&e, quiz);
	CU_ASSERT_TRUE(shows(&e, "It gets 0.2500."));
	drive_type(&e, "a ");
	drive_solve(&e);
	CU_ASSERT_DOUBLE_EQUAL(drive_value(&e, "delta"), 0.5, 0);
	CU_ASSERT_TRUE(e.pin.on);
	CU_ASSERT_TRUE(shows(&e, "You said a; the answer is c. Because."));
	CU_ASSERT_TRUE(shows(&e, "Now 0.1875."));
	drive_type(&e, "nb ");
	CU_ASSERT_DOUBLE_EQUAL(drive_value(&e, "delta"), 1, 0);
	CU_ASSERT_TRUE(shows(&e, "answered: right"));
	/* what was answered is there, revealed, and cannot be answered again */
	drive_type(&e, "N");
	CU_ASSERT_TRUE(e.lesson.revealed);
	CU_ASSERT_EQUAL(e.lesson.chosen, 0);
	CU_ASSERT_DOUBLE_EQUAL(drive_value(&e, "delta"), 0.5, 0);
	drive_type(&e, "u");
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_EQUAL(e.lesson.chosen, 1);
	drive_type(&e, "n");
	drive_solve(&e);
	CU_ASSERT_TRUE(shows(&e, "Before that 1."));
	CU_ASSERT_TRUE(shows(&e, "The end: 1 of 2 answers right."));
	drive_type(&e, "n");
	CU_ASSERT_TRUE(strstr(e.message, "1 of 2 answers right") != NULL);
	explorer_free(&e);
}

/* ---- the step on the command line ------------------------------------------------------- */

static void test_step(void)
{
	struct explorer_options o = {.no_config = true, .lesson_step = 2};
	struct error_list errors;
	struct scenario s;
	struct explorer e;
	bool complete;
	char *line;

	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_parse("quiz", quiz, strlen(quiz), &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 80, 24, NULL), STATUS_OK);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_DOUBLE_EQUAL(drive_value(&e, "delta"), 0.5, 0); /* the step before, revealed */
	line = command_line(&e, &complete);
	CU_ASSERT_STRING_EQUAL(line, "haggle --view=overview --lesson-step=2 quiz");
	free(line);
	/* a change in a question does not give its answer away */
	drive_act(&e, ACTION_SHARE_UP);
	line = command_line(&e, &complete);
	CU_ASSERT_STRING_EQUAL(line, "haggle --view=overview --lesson-step=2 quiz");
	free(line);
	explorer_free(&e);
	scenario_free(&s);
}

/* ---- a lesson that is being written -------------------------------------------------------- */

static void write_lesson(const char *path, const char *more)
{
	FILE *f = fopen(path, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	fprintf(f, "%s%s", quiz, more);
	fclose(f);
}

static void test_reload(void)
{
	char path[] = "/tmp/haggle-lesson-XXXXXX";
	struct explorer_options o = {.no_config = true};
	struct error_list errors;
	struct scenario s;
	struct explorer e;
	int file = mkstemp(path);

	CU_ASSERT_TRUE_FATAL(file >= 0);
	close(file);
	write_lesson(path, "");
	error_list_init(&errors);
	CU_ASSERT_EQUAL_FATAL(scenario_open(path, &s, &errors), STATUS_OK);
	o.scenario = &s;
	CU_ASSERT_EQUAL_FATAL(explorer_init(&e, &o, 80, 24, NULL), STATUS_OK);
	drive_type(&e, "a nb ");
	CU_ASSERT_FALSE(reload_due(&e)); /* the first look */
	write_lesson(path, "text = More.\n[lesson]\ntitle = D\ntext = t\n");
	CU_ASSERT_TRUE(reload_due(&e));
	CU_ASSERT_FALSE(reload_due(&e));
	drive_settle(&e, reload_changed(&e));
	CU_ASSERT_EQUAL(e.base.lesson.steps, 4);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_TRUE(e.lesson.revealed);
	CU_ASSERT_EQUAL(e.lesson.answer[0], 1);
	/* nothing the user changed is lost: it is only told */
	drive_act(&e, ACTION_SHARE_DOWN);
	write_lesson(path, "");
	CU_ASSERT_TRUE(reload_due(&e));
	drive_settle(&e, reload_changed(&e));
	CU_ASSERT_EQUAL(e.base.lesson.steps, 4);
	CU_ASSERT_TRUE(strstr(e.message, "F5 loads it again") != NULL);
	drive_act(&e, ACTION_RELOAD);
	CU_ASSERT_EQUAL(e.base.lesson.steps, 3);
	drive_act(&e, ACTION_UNDO);
	CU_ASSERT_EQUAL(e.base.lesson.steps, 4);
	CU_ASSERT_TRUE(e.lesson.touched);
	/* a file with a mistake changes nothing */
	drive_act(&e, ACTION_RELOAD);
	write_lesson(path, "nonsense = 1\n");
	drive_act(&e, ACTION_RELOAD);
	CU_ASSERT_EQUAL(e.base.lesson.steps, 3);
	CU_ASSERT_TRUE(strstr(e.message, "nonsense") != NULL);
	explorer_free(&e);
	scenario_free(&s);
	unlink(path);
}

/* ---- what is asked is not shown before ------------------------------------------------------ */

static int leaks_of(const struct scenario *s, int step)
{
	struct leak *leaks;
	int count, found = 0;

	CU_ASSERT_EQUAL_FATAL(lesson_leaks(s, &leaks, &count, NULL), STATUS_OK);
	for (int i = 0; i < count; i++) {
		found += step < 0 || leaks[i].step == step;
		if (step < 0)
			fprintf(stderr, "%s, step %d: %s\n", s->name, leaks[i].step + 1,
				leaks[i].text);
	}
	free(leaks);
	return found;
}

static void test_no_leaks(void)
{
	struct preset_list list;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++) {
		struct error_list errors;
		struct scenario s;

		if (!list.item[i].lesson)
			continue;
		CU_ASSERT_EQUAL_FATAL(preset_open(list.item[i].name, "presets", &s, &errors),
			STATUS_OK);
		CU_ASSERT_EQUAL(leaks_of(&s, -1), 0);
		scenario_free(&s);
	}
	preset_list_free(&list);
}

/* That it would be found: numbers of another step's panel, line of numbers and table, and a
 * rule that gives its name away. */
static void test_leaks(void)
{
	static const char head[] = "[scenario]\nbargain = fixed\ndelta = 0.5\n[specialist m]\n"
		"[lesson]\ntitle = A\ntext = t\n[lesson]\ntitle = B\ntext = t\nhide = yes\n";
	static const struct { const char *rest; int leaks; } cases[] = {
		{"question = q\nchoice = It is 0.375.\nchoice = y\nanswer = 1\n", 1},
		{"question = q\nchoice = It is 0.38.\nchoice = y\nanswer = 1\n", 1},
		{"question = q\nchoice = It is 0.375.\nchoice = y\nanswer = 2\n", 0},
		{"question = Not 0.375?\nchoice = It is 0.375.\nchoice = y\nanswer = 1\n", 0},
		{"question = q\nchoice = 75% of it\nchoice = y\nanswer = 1\n", 1},
		{"question = q\nchoice = x\nchoice = y\nanswer = 1\nreveal = {u_m:.4}\n", 1},
		{"question = q\nchoice = x\nchoice = y\nanswer = 1\nreveal = {u_m:.4}\n"
			"set = m.cost.scale=3\n", 0},
		{"question = q\nchoice = Nash\nchoice = y\nanswer = 1\nset = bargain=nash\n"
			"set = m.cost.scale=3\n", 1},
		{"question = q\nchoice = Nash\nchoice = y\nanswer = 1\nreveal-set = bargain=nash\n"
			"set = m.cost.scale=3\n", 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[600];
		struct error_list errors;
		struct scenario s;
		int found;

		error_list_init(&errors);
		snprintf(text, sizeof text, "%s%s", head, cases[i].rest);
		CU_ASSERT_EQUAL_FATAL(scenario_parse("leak", text, strlen(text), &s, &errors),
			STATUS_OK);
		found = leaks_of(&s, 1);
		CU_ASSERT_EQUAL(found, cases[i].leaks);
		if (found != cases[i].leaks)
			fprintf(stderr, "%d leaks: %s", found, cases[i].rest);
		scenario_free(&s);
	}
}

static void test_no_role_play(void)
{
	struct explorer e;

	drive_start_text(&e, quiz);
	drive_act(&e, ACTION_ROLE);
	CU_ASSERT_EQUAL(e.mode, MODE_PLAY);
	CU_ASSERT_TRUE(strstr(e.message, "answer first") != NULL);
	explorer_free(&e);
}

/* A step that a class plays shows no outcome to who goes through it alone: it is for role play.
 * One that is left shows it, and says so first. */
static void test_lab(void)
{
	static const char text[] = "[generalist]\nname = Gen\n[specialist law]\n[lab]\ntitle = L\n"
		"text = Haggle.\nset = bargain=fixed\nset = delta=0.5\n[lesson]\ntitle = T\ntext = U\n";
	struct explorer e;

	drive_start_text(&e, text);
	drive_begin(&e);
	explorer_draw(&e);
	CU_ASSERT_TRUE(lesson_hides(&e));
	CU_ASSERT_FALSE(drive_shows(&e, "0.1875"));
	CU_ASSERT_TRUE(drive_shows(&e, "outcome hidden till it is played: r plays it"));
	drive_act(&e, ACTION_WHY);
	CU_ASSERT_STRING_EQUAL(e.message, "first play it: r");
	drive_act(&e, ACTION_DISMISS);
	CU_ASSERT_TRUE(strstr(e.message, "the answer will be visible") != NULL);
	drive_act(&e, ACTION_ROLE);
	CU_ASSERT_EQUAL(e.mode, MODE_LIST);
	drive_press(&e, K_ESC);
	drive_act(&e, ACTION_NEXT);
	CU_ASSERT_EQUAL(e.lesson.step, 1);
	CU_ASSERT_FALSE(lesson_hides(&e));
	explorer_free(&e);
}

/* Where a reveal brings other rows, no row's value is told as having become another's. */
static void test_other_rows(void)
{
	struct explorer e;

	drive_open(&e, "lesson-shares", 80, 24);
	drive_act(&e, ACTION_NEXT);
	drive_act(&e, ACTION_REVEAL);
	drive_finish(&e);
	CU_ASSERT_TRUE(e.lesson.revealed);
	CU_ASSERT_FALSE(drive_shows(&e, " to 1"));
	explorer_free(&e);
}

/* Changes to come are told whole, as many as there is room for; what does not fit is a dot. */
static void test_changes(void)
{
	struct explorer e;
	bool whole;

	drive_open(&e, "lesson-quarter", 80, 24);
	for (int i = 0; i < 3; i++)
		drive_act(&e, ACTION_NEXT);
	drive_finish(&e);
	whole = drive_shows(&e,
		"Change to come: share of g fixed at 0.5, cost exponent of g 2 to 3, ...");
	CU_ASSERT_TRUE(whole);
	explorer_free(&e);
}

/* What a reveal keeps is called before in all views: nobody pinned it. */
static void test_kept_is_before(void)
{
	struct explorer e;

	drive_open(&e, "lesson-money", 80, 24);
	drive_act(&e, ACTION_REVEAL);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "' & before"));
	CU_ASSERT_FALSE(drive_shows(&e, "pinned"));
	explorer_free(&e);
}

/* Who left a question, and so saw its answer, does not find it marked on coming back. */
static void test_back_to_question(void)
{
	struct explorer e;

	drive_open(&e, "lesson-solutions", 80, 24);
	drive_act(&e, ACTION_NEXT);
	drive_press(&e, K_ESC);
	drive_press(&e, K_ESC);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "share 0.4286")); /* 3/7 */
	drive_press(&e, ' ');
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "before: share 0.2000"));
	CU_ASSERT_FALSE(drive_shows(&e, "& before"));
	explorer_free(&e);
}

/* What a reveal leaves as it was has changed by nothing, not by the last bits of two searches:
 * the lump sums of the first step move no level. */
static void test_no_difference(void)
{
	struct explorer e;

	drive_open(&e, "lesson-money", 80, 24);
	drive_act(&e, ACTION_REVEAL);
	drive_finish(&e);
	CU_ASSERT_TRUE(drive_shows(&e, "from & +0.0000     +0.0000     +0.0000"));
	explorer_free(&e);
}

void suite_ui_lesson(void)
{
	CU_pSuite s = CU_add_suite("ui_lesson", NULL, NULL);

	CU_add_test(s, "titles are whole, views are drawn", test_titles);
	CU_add_test(s, "changes to come", test_changes);
	CU_add_test(s, "what is kept is before", test_kept_is_before);
	CU_add_test(s, "back to a question", test_back_to_question);
	CU_add_test(s, "no difference is none", test_no_difference);
	CU_add_test(s, "answers stay, and are counted", test_answers);
	CU_add_test(s, "a lesson begins at a step", test_step);
	CU_add_test(s, "a lesson is loaded again", test_reload);
	CU_add_test(s, "no lesson shows what it asks", test_no_leaks);
	CU_add_test(s, "what is shown before is found", test_leaks);
	CU_add_test(s, "no role play in a question", test_no_role_play);
	CU_add_test(s, "a class's step, alone", test_lab);
	CU_add_test(s, "rows that come with an answer", test_other_rows);
}
