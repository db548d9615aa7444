/* Whether a lesson shows what it asks before it asks it: the same screens that a class sees,
 * looked through. */
#include "ui/leak.h"

#include "base/num.h"
#include "base/text.h"
#include "ui/state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLS 80
#define ROWS 24
#define NUMBERS_MAX 24
#define DIGITS_MIN 2 /* after the point: with fewer, only that very number is meant */

/* A number as a text has it. */
struct said { double value; int digits; bool percent; };

struct numbers { int count; struct said said[NUMBERS_MAX]; };

struct search {
	struct explorer e;
	const struct scenario *s;
	int step;              /* that asks */
	struct scenario told;  /* with its answer */
	struct numbers right, given;
	struct leak **leaks;
	int *count;
	bool no_memory;
};

/* ---- numbers in texts ------------------------------------------------------------------- */

/* The number with a point, or the percentage, that begins at text; its length, or 0. */
static size_t read_number(const char *text, struct said *out)
{
	size_t n = strspn(text, "0123456789"), digits;
	char copy[32];

	if (n == 0 || n > 12)
		return 0;
	digits = text[n] == '.' ? strspn(text + n + 1, "0123456789") : 0;
	if (digits > 12)
		return 0;
	out->digits = (int)digits;
	n += digits ? digits + 1 : 0;
	out->percent = text[n] == '%' || (text[n] == ' ' && text[n + 1] == '%');
	snprintf(copy, sizeof copy, "%.*s", (int)n, text);
	return num_parse(copy, &out->value) ? n : 0;
}

/* The numbers of a text that say something: whole ones are everywhere. */
static void collect(struct numbers *list, const char *text)
{
	while (text && *text && list->count < NUMBERS_MAX) {
		struct said said = {0};
		size_t n = read_number(text, &said);

		if (n > 0 && (said.digits > 0 || said.percent))
			list->said[list->count++] = said;
		text += n ? n : 1;
	}
}

/* Whether what a screen shows is that number, as far as a text gives it. */
static bool same(const struct said *text, const struct said *shown)
{
	double unit = pow(10, -text->digits);

	if (text->percent != shown->percent || shown->digits < text->digits)
		return false;
	if (!text->percent && text->digits < DIGITS_MIN)
		return fabs(text->value - shown->value) < 1e-9;
	return fabs(round(shown->value / unit) * unit - text->value) < unit / 1000;
}

static bool among(const struct numbers *list, const struct said *shown)
{
	for (int i = 0; i < list->count; i++)
		if (same(&list->said[i], shown))
			return true;
	return false;
}

static void collect_filled(const struct search *x, struct numbers *list, const char *text,
	enum lesson_moment when)
{
	char *filled = lesson_words(&x->e, text, when);

	collect(list, filled);
	free(filled);
}

/* The parameters that anybody can see, of the scenario as it is asked about. */
static void collect_given(struct search *x, const struct scenario *s)
{
	struct param_ref ref;
	int whose;

	for (int i = 0; param_at(s, i, &ref); i++) {
		char text[LINE_BYTES];

		if (edit_is_share(&x->e, &ref, &whose) && s->bargain.rule != RULE_FIXED)
			continue;
		param_get_text(s, &ref, text, sizeof text);
		collect(&x->given, text);
	}
}

/* ---- screens ---------------------------------------------------------------------------- */

static void note_leak(struct search *x, int step, const char *format, const char *what)
{
	struct leak *more;

	for (int i = 0; i < *x->count; i++) /* once a step is enough */
		if ((*x->leaks)[i].step == x->step)
			return;
	more = realloc(*x->leaks, (size_t)(*x->count + 1) * sizeof *more);
	if (!more) {
		x->no_memory = true;
		return;
	}
	*x->leaks = more;
	more += (*x->count)++;
	more->step = x->step;
	more->line = x->s->lesson.step[x->step].line;
	snprintf(more->text, sizeof more->text, format, what, step + 1,
		view_info(x->e.view)->name);
}

/* Looks through one row for numbers that no axis and no text of the lesson has. */
static void look_row(struct search *x, int step, int y, const struct numbers *wanted)
{
	const struct canvas *c = &x->e.canvas;
	char row[COLS + 1];

	for (int i = 0; i < COLS; i++) {
		const struct cell *cell = canvas_at(c, i, y);

		row[i] = cell->cp < 128 && cell->cp && cell->ink != INK_LABEL ? (char)cell->cp : ' ';
	}
	row[COLS] = '\0';
	for (const char *at = row; *at;) {
		struct said shown = {0};
		size_t n = read_number(at, &shown);
		char text[40];

		if (n > 0 && among(wanted, &shown) && !among(&x->given, &shown)) {
			snprintf(text, sizeof text, "%.*s%s", (int)n, at, shown.percent ? "%" : "");
			note_leak(x, step, "%s, of the answer, is to be seen in step %d, view %s", text);
		}
		at += n ? n : 1;
	}
}

static void look(struct search *x, int step, const struct numbers *wanted)
{
	const struct rect *text = &x->e.shown.lesson_rect;

	for (int y = 0; y < ROWS; y++)
		if (y < text->y || y >= text->y + text->h)
			look_row(x, step, y, wanted);
}

/* All views of the step that is shown. */
static void look_all(struct search *x, int step, const struct numbers *wanted)
{
	for (int v = 0; v < VIEWS; v++) {
		x->e.view = (enum view_id)v;
		x->e.due |= EFFECT_EXTRA;
		explorer_finish(&x->e);
		look(x, step, wanted);
	}
}

static void show(struct search *x, int step)
{
	lesson_begin(&x->e, step);
	x->e.due |= EFFECT_SOLVE;
	explorer_finish(&x->e);
}

/* Whether two scenarios are the same game: all but the shares and the rule. */
static bool same_game(const struct explorer *e, const struct scenario *a, const struct scenario *b)
{
	struct param_ref ref;
	char name[PARAM_NAME_MAX], x[LINE_BYTES], y[LINE_BYTES];
	struct param_ref other;
	int whose;

	if (param_count(a) != param_count(b))
		return false;
	for (int i = 0; param_at(a, i, &ref); i++) {
		if (edit_is_share(e, &ref, &whose) || !strcmp(ref.info->key, "bargain"))
			continue;
		param_name(a, &ref, name, sizeof name);
		if (param_find(b, name, &other, NULL) != STATUS_OK)
			return false;
		param_get_text(a, &ref, x, sizeof x);
		param_get_text(b, &other, y, sizeof y);
		if (strcmp(x, y) != 0)
			return false;
	}
	return true;
}

/* ---- a question --------------------------------------------------------------------------- */

/* The rule that the step has before the answer is the answer. */
static void look_rule(struct search *x, const struct lesson_step *step)
{
	struct scenario to_come;
	const char *label;

	if (lesson_play(x->s, x->step, LESSON_ASKED, &to_come, NULL) != STATUS_OK)
		return;
	label = rule_info(to_come.bargain.rule)->label;
	if (to_come.bargain.rule != RULE_FIXED && text_contains(step->choice[step->answer], label))
		note_leak(x, x->step, "%s, the answer, is the rule that step %d sets, view %s", label);
	scenario_free(&to_come);
}

static void look_earlier(struct search *x)
{
	for (int i = 0; i < x->step; i++) {
		struct scenario then;

		if (lesson_play(x->s, i, LESSON_TOLD, &then, NULL) != STATUS_OK)
			continue;
		if (same_game(&x->e, &then, &x->told)) {
			show(x, i);
			if (lesson_asks(&x->e))
				x->e.due |= act_reveal(&x->e, 0) & EFFECT_SOLVE;
			explorer_finish(&x->e);
			look_all(x, i, &x->right);
		}
		scenario_free(&then);
	}
}

static void look_question(struct search *x, int i)
{
	const struct lesson_step *step = &x->s->lesson.step[i];
	struct scenario asked;

	x->step = i;
	x->right.count = x->given.count = 0;
	if (lesson_play(x->s, i, LESSON_TOLD, &x->told, NULL) != STATUS_OK)
		return;
	show(x, i);
	collect_filled(x, &x->right, step->choice[step->answer], LESSON_ASKED);
	collect_filled(x, &x->right, step->reveal, LESSON_TOLD);
	collect_filled(x, &x->given, step->text, LESSON_ASKED);
	collect_filled(x, &x->given, step->question, LESSON_ASKED);
	if (lesson_play(x->s, i, LESSON_ASKED, &asked, NULL) == STATUS_OK) {
		collect_given(x, &asked);
		scenario_free(&asked);
	}
	look_rule(x, step);
	/* with hide = change they show another game, of which much may be equal */
	if (step->hide != HIDE_CHANGE)
		look_all(x, i, &x->right);
	look_earlier(x);
	scenario_free(&x->told);
}

enum status lesson_leaks(const struct scenario *s, struct leak **leaks, int *count,
	struct error *err)
{
	struct explorer_options o = {.scenario = s, .restricted = true, .no_config = true};
	struct search *x = calloc(1, sizeof *x);
	enum status status;

	*leaks = NULL;
	*count = 0;
	if (!x)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	status = explorer_init(&x->e, &o, COLS, ROWS, err);
	if (status != STATUS_OK) {
		free(x);
		return status;
	}
	x->s = s;
	x->leaks = leaks;
	x->count = count;
	for (int i = 0; i < s->lesson.steps; i++)
		if (s->lesson.step[i].question && s->lesson.step[i].answer >= 0)
			look_question(x, i);
	status = x->no_memory ? error_set(err, STATUS_SYSTEM, "out of memory") : STATUS_OK;
	explorer_free(&x->e);
	free(x);
	return status;
}
