/* What a lesson keeps hidden: no screen before the answer has a number of it, and all of them
 * are the same whatever comes out. */
#include "drive.h"
#include "model/preset.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers of the answer ------------------------------------------------------------ */

enum { SECRETS = 24, COMPUTED = 3 };

/* Numbers that only the answer gives. */
struct secrets {
	int count;
	char text[SECRETS][16];
};

static void keep(struct secrets *s, double v)
{
	/* round numbers, and those of few digits, are anywhere */
	if (s->count < SECRETS && isfinite(v) && (long)round(v * 1e4) % 100)
		snprintf(s->text[s->count++], sizeof s->text[0], "%.4f", v);
}

static void collect(const struct explorer *e, struct secrets *s)
{
	const struct study *st = e->pipeline.study;

	s->count = 0;
	if (!study_has_outcome(st))
		return;
	if (e->scenario.bargain.rule != RULE_FIXED)
		keep(s, st->delta[0]);
	for (int k = 0; k <= st->n; k++)
		keep(s, outcome_utility(&st->present, k));
	keep(s, st->present.joint);
	keep(s, st->present.alpha0);
}

static int told(const struct explorer *e, const struct secrets *s, const struct secrets *known,
	const char *where)
{
	int count = 0;

	for (int i = 0; i < s->count; i++) {
		bool before = false;

		for (int k = 0; k < known->count; k++)
			before = before || !strcmp(s->text[i], known->text[k]);
		if (before || !drive_shows(e, s->text[i]))
			continue;
		fprintf(stderr, "\n%s step %d, %s: %s is to be guessed\n", e->base.name,
			e->lesson.step + 1, where, s->text[i]);
		count++;
	}
	return count;
}

/* In all views, big as well, in why, the command and the help. What views compute for
 * themselves takes its time: in some steps only. */
static int told_anywhere(struct explorer *e, const struct secrets *s, const struct secrets *known)
{
	static const int keys[] = {'i', 'y', '?'};
	bool computes = e->lesson.step % COMPUTED == COMPUTED - 1;
	int count = 0;

	for (int view = 0; view < VIEWS; view++) {
		if (!computes && view_info((enum view_id)view)->lab)
			continue;
		drive_view(e, (enum view_id)view);
		count += told(e, s, known, view_info((enum view_id)view)->label);
	}
	drive_press(e, 'z');
	count += told(e, s, known, "big");
	drive_press(e, 'z');
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		drive_press(e, keys[k]);
		count += told(e, s, known, key_label(keys[k], (char[KEY_NAME_MAX]){0}));
		if (e->mode != MODE_PLAY)
			drive_press(e, K_ESC);
	}
	return count;
}

static bool hides(const struct explorer *e)
{
	return lesson_hides(e) || lesson_waits(e);
}

/* What the step comes to once its answer is shown, and what is known before that. */
static void learn(const char *lesson, int step, struct secrets *answer, struct secrets *known)
{
	struct explorer e;

	drive_open(&e, lesson, 80, 24);
	lesson_begin(&e, step);
	drive_solve(&e);
	known->count = 0;
	if (lesson_waits(&e))
		collect(&e, known);
	drive_act(&e, ACTION_REVEAL);
	drive_solve(&e);
	collect(&e, answer);
	explorer_free(&e);
}

/* How much of that the lesson's screens tell before. */
static int check_step(const char *lesson, int step)
{
	struct secrets known, answer;
	struct explorer e;
	int count = 0;

	drive_open(&e, lesson, 80, 24);
	lesson_begin(&e, step);
	drive_solve(&e);
	if (hides(&e)) {
		learn(lesson, step, &answer, &known);
		count = told_anywhere(&e, &answer, &known);
	}
	explorer_free(&e);
	return count;
}

/* ---- whatever comes out ---------------------------------------------------------------- */

static void add_screen(FILE *f, const struct explorer *e, int view, char key)
{
	char *screen = NULL;

	CU_ASSERT_EQUAL_FATAL(canvas_to_text(&e->canvas, &screen, NULL), STATUS_OK);
	fprintf(f, "view %d, %c\n%s", view + 1, key, screen);
	free(screen);
}

/* All that can be looked at, one screen after another, malloced: the views, and what keys
 * bring. Before a change, which hides no outcome, a view that computes for itself has nothing
 * of the answer's to show. */
static char *all_screens(struct explorer *e)
{
	static const char keys[] = "iey?I";
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	for (int view = 0; view < VIEWS; view++) {
		if (lesson_waits(e) && view_info((enum view_id)view)->lab)
			continue;
		drive_act(e, (enum action_id)(ACTION_VIEW_1 + (view < VIEW_PATHS ? view : VIEW_PATHS)));
		add_screen(f, e, view, '-');
		drive_press(e, 'z');
		add_screen(f, e, view, 'z');
		drive_press(e, 'z');
	}
	for (const char *key = keys; *key; key++) {
		drive_press(e, (unsigned char)*key);
		add_screen(f, e, VIEWS, *key);
		if (e->mode != MODE_PLAY)
			drive_press(e, K_ESC);
	}
	fclose(f);
	return text;
}

/* Another right answer, explained otherwise. */
static void explain_otherwise(struct lesson_step *step)
{
	if (step->answer >= 0)
		step->answer = (step->answer + 1) % step->choices;
	if (step->reveal) {
		free(step->reveal);
		step->reveal = strdup("Otherwise.");
	}
	for (int i = 0; i < step->choices; i++) {
		free(step->because[i]);
		step->because[i] = strdup("Otherwise.");
	}
	while (step->reveal_sets > 0) {
		free(step->reveal_set[--step->reveal_sets]);
		step->reveal_set[step->reveal_sets] = NULL;
	}
}

static void play_otherwise(struct outcome *o)
{
	o->alpha0 = 1.3 * o->alpha0 + .1;
	o->u_generalist = 1.7 * o->u_generalist + .01;
	o->joint = 1.6 * o->joint + .03;
	for (int i = 0; i < o->n; i++) {
		o->domain[i].alpha = 1.4 * o->domain[i].alpha + .2;
		o->domain[i].utility = .6 * o->domain[i].utility + .02;
		o->domain[i].regime = o->domain[i].regime == REGIME_ABSTAIN ? REGIME_CONTRIBUTE
			: REGIME_ABSTAIN;
	}
}

/* Other outcomes at the same bargains, and other bargains where a rule is to find them. */
static void solve_otherwise(struct study *st, bool given)
{
	for (int i = 0; i < st->n && !given; i++)
		st->delta[i] = 1 - st->delta[i] / 2;
	play_otherwise(&st->present);
	st->efficiency = .5 * st->efficiency;
	for (int i = 0; i < st->curve.count; i++)
		play_otherwise(&st->curve.node[i].out);
	for (int i = 0; i < st->solutions; i++) {
		st->solution[i].delta[0] = 1 - st->solution[i].delta[0];
		play_otherwise(&st->solution[i].out);
	}
	for (int i = 0; i < st->intervals; i++)
		st->interval[i].from /= 2;
	st->profit_sharing = !st->profit_sharing;
}

/* The step's screens before its answer, as it is or with all of the answer otherwise. */
static char *screens_of(const char *lesson, int step, bool otherwise)
{
	struct explorer e;
	char *text = NULL;

	drive_open(&e, lesson, 80, 24);
	lesson_begin(&e, step);
	drive_solve(&e);
	if (hides(&e)) {
		if (otherwise)
			explain_otherwise(&e.base.lesson.step[step]);
		if (otherwise && lesson_hides(&e))
			solve_otherwise(e.pipeline.study, e.scenario.bargain.rule == RULE_FIXED);
		explorer_draw(&e);
		text = all_screens(&e);
	}
	explorer_free(&e);
	return text;
}

static void say_difference(const char *a, const char *b)
{
	const char *line = a, *view = a;

	while (*a && *a == *b) {
		if (*a == '\n') {
			line = a + 1;
			view = strncmp(line, "view ", 5) ? view : line;
		}
		a++, b++;
	}
	fprintf(stderr, "\n%.*s: %.*s\n", (int)strcspn(view, "\n"), view, (int)strcspn(line, "\n"),
		line);
}

static int check_same(const char *lesson, int step)
{
	char *is = screens_of(lesson, step, false), *otherwise = screens_of(lesson, step, true);
	bool same = (!is && !otherwise) || (is && otherwise && !strcmp(is, otherwise));

	if (!same) {
		fprintf(stderr, "\n%s step %d tells its answer:", lesson, step + 1);
		say_difference(is, otherwise);
	}
	free(is);
	free(otherwise);
	return !same;
}

static int all_steps(int (*check)(const char *lesson, int step))
{
	struct preset_list list;
	int wrong = 0, steps = 0;

	CU_ASSERT_EQUAL_FATAL(preset_list_read(&list, "presets", NULL), STATUS_OK);
	for (int i = 0; i < list.count; i++)
		for (int step = 0; list.item[i].lesson && step < list.item[i].steps; step++, steps++)
			wrong += check(list.item[i].name, step);
	preset_list_free(&list);
	CU_ASSERT_TRUE(steps > 30);
	return wrong;
}

static void test_numbers(void)
{
	CU_ASSERT_EQUAL(all_steps(check_step), 0);
}

static void test_same(void)
{
	CU_ASSERT_EQUAL(all_steps(check_same), 0);
}

void suite_hidden(void)
{
	CU_pSuite s = CU_add_suite("hidden", NULL, NULL);

	CU_add_test(s, "no number of the answer is shown", test_numbers);
	CU_add_test(s, "screens are the same whatever comes out", test_same);
}
