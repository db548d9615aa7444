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
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& here(e)->hide == HIDE_OUTCOMES;
}

bool lesson_waits(const struct explorer *e)
{
	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& here(e)->hide == HIDE_CHANGE;
}

bool lesson_asks(const struct explorer *e)
{
	const struct lesson_step *step = here(e);

	return lesson_on(e) && !e->lesson.away && !e->lesson.revealed
		&& (step->question || step->reveal || step->hide);
}

void lesson_touch(struct explorer *e)
{
	e->lesson.touched = lesson_on(e);
}

static void assign(struct scenario *s, const struct lesson_step *step, struct error *err)
{
	for (int i = 0; i < step->sets; i++)
		param_assign(s, step->set[i], err);
}

/* The changes of one step on top of those before it; those kept back come at the reveal. */
static void apply(struct explorer *e, const struct lesson_step *step, bool keep_back,
	struct error *err)
{
	if (step->unpin)
		pin_clear(e);
	if (step->pin)
		pin_set(e, &e->scenario);
	if (!keep_back)
		assign(&e->scenario, step, err);
}

enum status lesson_to_come(const struct explorer *e, struct scenario *out, struct error *err)
{
	enum status status = scenario_copy(out, &e->scenario, err);

	if (status == STATUS_OK)
		assign(out, here(e), err);
	return status;
}

/* What was kept back; the state before stays as the pinned one. */
static void carry_out(struct explorer *e)
{
	struct error err;

	pin_set(e, &e->scenario);
	assign(&e->scenario, here(e), &err);
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
static enum status replay(struct explorer *e, int to, bool keep_back, struct error *err)
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

		apply(e, step, i == to && keep_back && step->hide == HIDE_CHANGE, err);
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
	enum status status = replay(e, step, true, &err);

	if (status != STATUS_OK)
		explorer_fail(e, &err);
	e->lesson.step = step;
	e->lesson.away = e->lesson.touched = false;
	e->lesson.first = 0;
	e->lesson.leaving = false;
	if (e->lesson.revealed && here(e)->hide == HIDE_CHANGE)
		carry_out(e);
	explorer_settle(e);
	note_end(e);
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
	unsigned effects = EFFECT_NONE;

	if (e->lesson.away)
		return come_back(e);
	if (lesson_asks(e) && !e->lesson.leaving) {
		e->lesson.leaving = true;
		return explorer_say(e, INK_STATUS,
			"leave the lesson? the answer will be visible: Esc again");
	}
	if (lesson_waits(e)) {
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
			"the answer is shown already; Esc leaves the lesson to play freely");
		return true;
	}
	if (key >= 'a' + here(e)->choices) {
		*effects = explorer_say(e, INK_STATUS, "there is no answer %c", key);
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
		return browser_lessons(e);
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
	if (lesson_waits(e)) {
		carry_out(e);
		e->lesson.revealed = true;
		e->lesson.first = 0;
		return EFFECT_SOLVE | EFFECT_REDRAW;
	}
	e->lesson.revealed = true;
	e->lesson.first = 0;
	return EFFECT_REDRAW;
}
