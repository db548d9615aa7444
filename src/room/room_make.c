/* Rooms made, and unmade. */
#include "room_private.h"

#include <stdlib.h>
#include <string.h>

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
	struct room_news news = {.leaders = false};
	struct room *r;
	enum status status;

	*out = NULL;
	if (!room_label_ok(name))
		return error_set(err, STATUS_INPUT, "a room's name has 1 to %d letters, digits, "
			". - and _", ROOM_LABEL_MAX);
	if (s->game.kind != GAME_FINE_TUNING)
		return error_set(err, STATUS_INPUT, "a class plays fine-tuning games, and this is "
			"one of %s", game_kind_name(s->game.kind));
	r = calloc(1, sizeof *r);
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
	step_free(r);
	for (int i = 0; i < r->rounds; i++)
		free(r->round[i].pair);
	free(r->round);
	free(r->person);
	free(r->vote);
	scenario_free(&r->scenario);
	free(r);
}
