/* The step at hand: its rules, its game and its texts. */
#include "room_private.h"

#include "bargain/facts.h"

#include <stdlib.h>

const struct lesson_step *room_lesson_step(const struct room *r)
{
	return r->step >= 0 && r->step < r->scenario.lesson.steps ?
		&r->scenario.lesson.step[r->step] : NULL;
}

const struct lesson_lab *lab_rules(const struct room *r)
{
	return &room_lesson_step(r)->lab;
}

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

enum status step_load(struct room *r, struct error *err)
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

void step_free(struct room *r)
{
	free(r->game);
	said_free(&r->said);
	scenario_free(&r->now);
}
