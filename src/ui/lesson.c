/* Lessons: steps shown exactly as the file has them, left for free play and
 * come back to. */
#include "ui/bookmark.h"
#include "ui/state.h"

#include <string.h>

static const struct lesson_step *here(const struct explorer *e)
{
	return &e->base.lesson.step[e->lesson.step];
}

bool lesson_on(const struct explorer *e)
{
	return e->base.lesson.steps > 0;
}

bool lesson_hides(const struct explorer *e)
{
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed && here(e)->hide;
}

void lesson_touch(struct explorer *e)
{
	e->lesson.touched = lesson_on(e);
}

/* The changes of one step on top of those before it. */
static void apply(struct explorer *e, const struct lesson_step *step, struct error *err)
{
	if (step->unpin)
		pin_clear(e);
	if (step->pin)
		pin_set(e, &e->scenario);
	for (int i = 0; i < step->sets; i++)
		param_assign(&e->scenario, step->set[i], err);
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

		apply(e, step, err);
		if (view >= 0) {
			e->view = (enum view_id)view;
			e->response_step = step->response_step;
		}
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
	explorer_settle(e);
	return EFFECT_SOLVE | EFFECT_REDRAW;
}

static unsigned begin_step(struct explorer *e, int step)
{
	e->lesson.revealed = false;
	e->lesson.chosen = -1;
	return show(e, step);
}

unsigned lesson_begin(struct explorer *e)
{
	return begin_step(e, 0);
}

/* What the user made of a step goes with it, but not for good. */
static bool note(struct explorer *e)
{
	struct error err;
	struct bookmark *bookmark = bookmark_copy(e, &err);

	if (bookmark && undo_note_bookmark(&e->undo, bookmark, &err) == STATUS_OK)
		return true;
	bookmark_free(bookmark);
	explorer_fail(e, &err);
	return false;
}

/* Shows a step exactly as the file has it, undoably. */
static unsigned go(struct explorer *e, int step)
{
	return note(e) ? begin_step(e, step) : (unsigned)EFFECT_REDRAW;
}

/* To the present step as it was, whatever was changed since. */
static unsigned come_back(struct explorer *e)
{
	return note(e) ? show(e, e->lesson.step) : (unsigned)EFFECT_REDRAW;
}

unsigned lesson_leave(struct explorer *e)
{
	if (e->lesson.away)
		return come_back(e);
	e->lesson.away = true;
	return explorer_say(e, INK_STATUS, view_steps(e->view)
		? "play freely: n N go through this view's steps; Space comes back to the lesson"
		: "play freely; Space comes back to the lesson");
}

bool lesson_answer(struct explorer *e, int key, unsigned *effects)
{
	if (!lesson_on(e) || e->lesson.away || !here(e)->question)
		return false;
	if (key < 'a' || key >= 'a' + here(e)->choices)
		return false;
	/* An answer that comes late must not be a command of that letter. */
	if (e->lesson.revealed) {
		*effects = explorer_say(e, INK_STATUS,
			"the answer is shown already; Esc leaves the lesson to play freely");
		return true;
	}
	e->lesson.chosen = key - 'a';
	*effects = explorer_say(e, INK_STATUS, "your answer: %c; Space shows what happens", key);
	return true;
}

static unsigned step_response(struct explorer *e, int by)
{
	int step = e->response_step + by;

	if (!view_steps(e->view))
		return explorer_say(e, INK_STATUS, "no lesson is open; o lists them, marked");
	if (step < 0 || step >= view_steps(e->view))
		return explorer_say(e, INK_STATUS, step < 0 ? "this is the first step"
			: "this was the last step; N goes back");
	e->response_step = step;
	return EFFECT_REDRAW;
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
		return explorer_say(e, INK_STATUS,
			"this was the lesson's last step; o opens another");
	return go(e, step);
}

/* Drawing keeps it within the text. */
unsigned act_lesson_scroll(struct explorer *e, int by)
{
	if (!lesson_on(e))
		return explorer_say(e, INK_STATUS, "no lesson is open; o lists them, marked");
	e->lesson.first += by;
	if (e->lesson.first < 0)
		e->lesson.first = 0;
	return EFFECT_REDRAW;
}

unsigned act_reveal(struct explorer *e, int unused)
{
	(void)unused;
	if (!lesson_on(e))
		return step_response(e, +1);
	if (e->lesson.away || e->lesson.touched)
		return come_back(e);
	if (e->lesson.revealed || (!here(e)->question && !here(e)->reveal && !here(e)->hide))
		return act_next(e, +1);
	e->lesson.revealed = true;
	e->lesson.first = 0;
	return EFFECT_REDRAW;
}
