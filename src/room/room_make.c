/* What a room is made of: its lesson, and of the step at hand the game and the texts. */
#include "room_private.h"

#include "bargain/facts.h"

#include <stdlib.h>
#include <string.h>

static void said_free(struct room_said *said)
{
	free(said->text);
	free(said->question);
	free(said->reveal);
	for (int i = 0; i < LESSON_CHOICES_MAX; i++) {
		free(said->choice[i]);
		free(said->because[i]);
	}
	*said = (struct room_said){.text = NULL};
}

static char *fill(const struct facts *f, const char *text, enum lesson_moment when, bool *ok)
{
	char *filled = facts_fill(f, text, when, NULL);

	*ok = *ok && (filled || !text);
	return filled;
}

/* The texts of the step, with the numbers that they name. */
static enum status load_texts(struct room *r, struct error *err)
{
	const struct lesson_step *s = room_lesson_step(r);
	struct facts *f;
	enum status status;
	bool ok = true;

	said_free(&r->said);
	if (!s)
		return STATUS_OK;
	status = facts_alloc(&f, err);
	if (status == STATUS_OK)
		status = facts_start(f, &r->scenario, r->step, NULL, err);
	if (status == STATUS_OK) {
		facts_step(f, -1);
		r->said.text = fill(f, s->text, LESSON_ASKED, &ok);
		r->said.question = fill(f, s->question, LESSON_ASKED, &ok);
		r->said.reveal = fill(f, s->reveal, LESSON_TOLD, &ok);
		for (int i = 0; i < LESSON_CHOICES_MAX; i++) {
			r->said.choice[i] = fill(f, s->choice[i], LESSON_ASKED, &ok);
			r->said.because[i] = fill(f, s->because[i], LESSON_TOLD, &ok);
		}
	}
	facts_free(f);
	return ok ? status : error_set(err, STATUS_SYSTEM, "out of memory");
}

enum status room_load(struct room *r, struct error *err)
{
	struct scenario fresh;
	int last = r->scenario.lesson.steps - 1;
	enum status status = lesson_play(&r->scenario, r->step < last ? r->step : last,
		LESSON_ASKED, &fresh, err);

	if (status != STATUS_OK)
		return status;
	lesson_free(&fresh.lesson);
	free(fresh.text);
	fresh.text = NULL;
	scenario_free(&r->now);
	r->now = fresh;
	free(r->game);
	r->game = NULL;
	status = scenario_write(&r->now, &r->game, err);
	return status == STATUS_OK ? load_texts(r, err) : status;
}

/* ---- the whole --------------------------------------------------------------- */

/* A scenario that is no lesson is a lab. */
static enum status make_lab(struct scenario *s, struct error *err)
{
	struct lesson_step *step = calloc(1, sizeof *step);

	if (!step)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	s->lesson.step = step;
	s->lesson.steps = 1;
	*step = (struct lesson_step){.answer = -1, .is_lab = true, .lab = lesson_lab_default()};
	step->title = strdup(s->title[0] ? s->title : s->name);
	step->text = strdup(s->summary);
	return step->title && step->text ? STATUS_OK :
		error_set(err, STATUS_SYSTEM, "out of memory");
}

enum status room_alloc(const char *name, const struct scenario *s, struct room **out,
	struct error *err)
{
	struct room *r = calloc(1, sizeof *r);
	struct room_news news = {.leaders = false};
	enum status status;

	*out = NULL;
	if (!room_label_ok(name)) {
		free(r);
		return error_set(err, STATUS_INPUT, "a room's name has 1 to %d letters, digits, "
			". - and _", ROOM_LABEL_MAX);
	}
	if (s->game.kind != GAME_FINE_TUNING) {
		free(r);
		return error_set(err, STATUS_INPUT, "a class plays fine-tuning games, and this is "
			"one of %s", game_kind_name(s->game.kind));
	}
	if (!r)
		return error_set(err, STATUS_SYSTEM, "out of memory");
	strcpy(r->name, name);
	scenario_init(&r->scenario);
	scenario_init(&r->now);
	status = scenario_copy(&r->scenario, s, err);
	if (status == STATUS_OK && r->scenario.lesson.steps == 0)
		status = make_lab(&r->scenario, err);
	if (status == STATUS_OK) {
		r->person = calloc(ROOM_PEOPLE_MAX, sizeof *r->person);
		r->vote = calloc((size_t)LESSON_STEPS_MAX * 2, ROOM_PEOPLE_MAX);
		if (!r->person || !r->vote)
			status = error_set(err, STATUS_SYSTEM, "out of memory");
	}
	if (status == STATUS_OK)
		status = room_enter(r, -1, &news, err);
	if (status == STATUS_OK)
		*out = r;
	else
		room_free(r);
	return status;
}

void room_free(struct room *r)
{
	if (!r)
		return;
	theory_free(r);
	for (int i = 0; i < r->rounds; i++)
		free(r->round[i].pair);
	free(r->round);
	free(r->person);
	free(r->vote);
	free(r->game);
	said_free(&r->said);
	scenario_free(&r->now);
	scenario_free(&r->scenario);
	free(r);
}
