/* Lessons: steps shown exactly as the file has them, left for free play and
 * come back to. */
#include "ui/bookmark.h"
#include "ui/state.h"

#include <string.h>

#define LAST_LINE 1000 /* or the last that there is: drawing keeps it within the text */

/* The step at hand, where a lesson is on. */
static const struct lesson_step *here(const struct explorer *e)
{
	return &e->base.lesson.step[e->lesson.step];
}

bool lesson_on(const struct explorer *e)
{
	return e->base.lesson.steps > 0;
}

/* A step that a class plays hides what it asks pairs to find, from who goes through it alone
 * as well. */
bool lesson_hides(const struct explorer *e)
{
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& (here(e)->hide == HIDE_OUTCOMES || here(e)->is_lab);
}

const char *lesson_hidden(const struct explorer *e)
{
	return here(e)->is_lab ? "first play it: r" : "first predict; Space reveals";
}

bool lesson_waits(const struct explorer *e)
{
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& here(e)->hide == HIDE_CHANGE;
}

bool lesson_asks(const struct explorer *e)
{
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& (here(e)->question || here(e)->reveal || here(e)->hide);
}

void lesson_touch(struct explorer *e)
{
	e->lesson.touched = lesson_on(e);
}

/* Whether its reveal changes something. */
static bool keeps_back(const struct lesson_step *step)
{
	return step->hide == HIDE_CHANGE || step->reveal_sets > 0;
}

static void assign(struct scenario *s, char *const *set, int sets, struct error *err)
{
	for (int i = 0; i < sets; i++)
		param_assign(s, set[i], err);
}

/* The changes of one step on top of those before it. Of the last one, those kept back come
 * at the reveal. */
static void apply(struct explorer *e, const struct lesson_step *step, bool last,
	struct error *err)
{
	if (step->unpin)
		pin_clear(e);
	if (step->pin)
		pin_set(e, &e->scenario);
	if (!last || step->hide != HIDE_CHANGE)
		assign(&e->scenario, step->set, step->sets, err);
	if (!last)
		assign(&e->scenario, step->reveal_set, step->reveal_sets, err);
}

enum status lesson_to_come(const struct explorer *e, struct scenario *out, struct error *err)
{
	enum status status = scenario_copy(out, &e->scenario, err);

	if (status == STATUS_OK)
		assign(out, here(e)->set, here(e)->sets, err);
	return status;
}

/* What was kept back; the state before stays as the pinned one. */
static void carry_out(struct explorer *e)
{
	struct error err;

	e->pin.before = pin_set(e, &e->scenario);
	if (here(e)->hide == HIDE_CHANGE)
		assign(&e->scenario, here(e)->set, here(e)->sets, &err);
	assign(&e->scenario, here(e)->reveal_set, here(e)->reveal_sets, &err);
	explorer_settle(e);
}

/* The cursor to the row of "PARAM=VALUE". */
static void go_to_change(struct explorer *e, const char *set)
{
	char name[PARAM_NAME_MAX];
	size_t n = strcspn(set, "= ");

	if (n >= sizeof name)
		return;
	memcpy(name, set, n);
	name[n] = '\0';
	edit_go(e, name);
}

/* Steps build on one another, so a step is reached by replaying all up to it:
 * the only way to come back exactly. */
static enum status replay(struct explorer *e, int to, struct error *err)
{
	struct scenario fresh;
	enum status status = scenario_copy(&fresh, &e->base, err);

	if (status != STATUS_OK)
		return status;
	scenario_free(&e->scenario);
	e->scenario = fresh;
	pin_clear(e);
	e->response_step = 0;
	err->status = STATUS_OK;
	for (int i = 0; i <= to; i++) {
		const struct lesson_step *step = &e->base.lesson.step[i];
		int view = step->view ? view_find(step->view) : -1;

		apply(e, step, i == to, err);
		if (view >= 0) {
			e->view = (enum view_id)view;
			e->response_step = step->response_step;
		}
		if (i == to && step->sets > 0)
			go_to_change(e, step->set[0]);
		if (step->specialist)
			cursor_to_player(e, game_find(&e->scenario.game, step->specialist) + 1);
	}
	return err->status;
}

static unsigned show(struct explorer *e, int step)
{
	struct error err;
	enum status status = replay(e, step, &err);

	if (status != STATUS_OK)
		explorer_fail(e, &err);
	e->lesson.step = step;
	e->lesson.away = e->lesson.touched = false;
	e->lesson.first = 0;
	e->lesson.leaving = false;
	if (e->lesson.revealed && keeps_back(here(e)))
		carry_out(e);
	explorer_settle(e);
	note_end(e);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

static unsigned begin_step(struct explorer *e, int step)
{
	/* what was answered stays so */
	e->lesson.revealed = e->lesson.seen[step];
	e->lesson.chosen = e->lesson.answer[step] - 1;
	return show(e, step);
}

unsigned lesson_begin(struct explorer *e, int step)
{
	memset(e->lesson.answer, 0, sizeof e->lesson.answer);
	memset(e->lesson.seen, 0, sizeof e->lesson.seen);
	return begin_step(e, step);
}

unsigned lesson_resume(struct explorer *e)
{
	return begin_step(e, e->lesson.step);
}

char *lesson_words(const struct explorer *e, const char *text, enum lesson_moment when)
{
	const struct facts *facts = pipeline_facts(e);

	return facts ? facts_fill(facts, text, when, NULL) : text ? strdup(text) : NULL;
}

void lesson_score(const struct explorer *e, int *right, int *answered)
{
	*right = *answered = 0;
	for (int i = 0; i < e->base.lesson.steps; i++) {
		const struct lesson_step *step = &e->base.lesson.step[i];

		if (step->answer < 0 || !e->lesson.seen[i] || !e->lesson.answer[i])
			continue;
		++*answered;
		*right += e->lesson.answer[i] - 1 == step->answer;
	}
}

/* Shows a step exactly as the file has it, undoably. */
static unsigned go(struct explorer *e, int step)
{
	return bookmark_note(e) ? begin_step(e, step) : (unsigned)EFFECT_REDRAW;
}

/* To the present step as it was, whatever was changed since. */
static unsigned come_back(struct explorer *e)
{
	return bookmark_note(e) ? show(e, e->lesson.step) : (unsigned)EFFECT_REDRAW;
}

unsigned lesson_leave(struct explorer *e)
{
	unsigned effects = EFFECT_NONE;

	if (e->lesson.away)
		return come_back(e);
	if ((lesson_asks(e) || lesson_hides(e)) && !e->lesson.leaving) {
		e->lesson.leaving = true;
		return explorer_say(e, INK_STATUS,
			"leave the lesson? the answer will be visible: Esc again");
	}
	if (lesson_asks(e) && keeps_back(here(e))) {
		carry_out(e);
		effects = EFFECT_SOLVE;
	}
	e->lesson.away = true;
	return effects | explorer_say(e, INK_STATUS, view_steps(e->view)
		? "play freely: n N go through this view's steps; Space comes back to the lesson"
		: "play freely; Space comes back to the lesson");
}

bool lesson_answer(struct explorer *e, int key, unsigned *effects)
{
	if (!lesson_on(e) || e->lesson.away || !here(e)->question)
		return false;
	if (key < 'a' || key > 'e' || here(e)->choices == 0)
		return false;
	/* An answer that comes late must not be a command of that letter. */
	if (e->lesson.revealed) {
		*effects = explorer_say(e, INK_STATUS,
			"the answer is shown already");
		return true;
	}
	if (key >= 'a' + here(e)->choices) {
		*effects = explorer_say(e, INK_STATUS, "there is no answer %c", key);
		return true;
	}
	e->lesson.chosen = key - 'a';
	e->lesson.answer[e->lesson.step] = (signed char)(1 + e->lesson.chosen);
	*effects = explorer_say(e, INK_STATUS, "your answer: %c; Space shows what happens", key);
	return true;
}

static unsigned step_response(struct explorer *e, int by)
{
	int step = e->response_step + by;

	if (!view_steps(e->view))
		return browser_lessons(e);
	if (step < 0 || step >= view_steps(e->view))
		return explorer_say(e, INK_STATUS, step < 0 ? "this is the first step"
			: "this was the last step; N goes back");
	e->response_step = step;
	return EFFECT_REDRAW;
}

static unsigned say_end(struct explorer *e)
{
	int right, answered;

	lesson_score(e, &right, &answered);
	if (answered == 0)
		return explorer_say(e, INK_STATUS,
			"this was the lesson's last step; o opens another");
	return explorer_say(e, INK_STATUS, "this was the lesson's last step: %d of %d answers "
		"right; o opens another", right, answered);
}

unsigned act_next(struct explorer *e, int by)
{
	int step = e->lesson.step + by;

	/* Away from the lesson a view with steps has its keys to itself, but for Space. */
	if (!lesson_on(e) || (e->lesson.away && view_steps(e->view)))
		return step_response(e, by);
	if (e->lesson.away)
		return come_back(e);
	if (step < 0)
		return explorer_say(e, INK_STATUS, "this is the lesson's first step");
	if (step >= e->base.lesson.steps)
		return say_end(e);
	return go(e, step);
}

/* Drawing keeps it within the text. */
unsigned act_lesson_scroll(struct explorer *e, int by)
{
	if (!lesson_on(e))
		return explorer_say(e, INK_STATUS, "No lesson is open. Press o: lessons come first");
	e->lesson.first += by;
	if (e->lesson.first < 0)
		e->lesson.first = 0;
	return EFFECT_REDRAW;
}

unsigned act_reveal(struct explorer *e, UNUSED int unused)
{
	if (!lesson_on(e))
		return step_response(e, +1);
	if (e->lesson.away || e->lesson.touched)
		return come_back(e);
	if (e->lesson.revealed || (!here(e)->question && !here(e)->reveal && !here(e)->hide))
		return act_next(e, +1);
	if (keeps_back(here(e)))
		carry_out(e);
	e->lesson.revealed = e->lesson.seen[e->lesson.step] = true;
	e->lesson.first = LAST_LINE; /* what is new stands there */
	return keeps_back(here(e)) ? EFFECT_SOLVE | EFFECT_REDRAW : EFFECT_REDRAW;
}
