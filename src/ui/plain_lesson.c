/* The explorer without a screen: scenarios are opened, lessons gone through. */
#include "ui/plain.h"

#include "base/num.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* The preset called so: by its name, by that of a lesson without the "lesson-", or the only
 * one whose name has it. */
static enum status find_preset(struct plain *p, const char *name, char *out, size_t size,
	struct error *err)
{
	struct preset_list list = {0};
	char lesson[80];
	int found = -1, many = 0;
	bool exact = false;
	enum status status = preset_list_read(&list, p->e.presets, err);

	if (status != STATUS_OK)
		return status;
	snprintf(lesson, sizeof lesson, "lesson-%s", name);
	for (int i = 0; i < list.count && !exact; i++) {
		const char *own = list.item[i].name;

		exact = !strcmp(own, name) || !strcmp(own, lesson);
		if (!exact && !strstr(own, name))
			continue;
		found = i;
		many++;
	}
	if (found >= 0 && (exact || many == 1))
		snprintf(out, size, "%s", list.item[found].name);
	else
		status = error_set(err, STATUS_INPUT, found < 0
			? "there is no scenario '%.60s'; open lists them"
			: "'%.60s' is in the names of several scenarios; open lists them", name);
	preset_list_free(&list);
	return status;
}

static enum status open_named(struct plain *p, const char *name, struct error *err)
{
	struct scenario s;
	char preset[80];
	bool path = scenario_is_path(name);
	enum status status = STATUS_OK;

	if (path && p->e.restricted)
		return error_set(err, STATUS_INPUT, "only presets are opened here, by name");
	if (!path)
		status = find_preset(p, name, preset, sizeof preset, err);
	if (status == STATUS_OK)
		status = explorer_open(&p->e, path ? name : preset, &s, err);
	if (status != STATUS_OK)
		return status;
	p->before = NAN;
	plain_do(p, explorer_adopt(&p->e, &s));
	*p->e.message = '\0';
	return STATUS_OK;
}

void plain_say_opened(struct plain *p, bool chosen)
{
	const struct scenario *s = &p->e.scenario;

	plain_stop(p, *s->title ? s->title : s->name);
	plain_add(p, " ");
	if (lesson_on(&p->e) && !p->e.lesson.away) {
		plain_say_step(p);
		return;
	}
	plain_say_outcome(p);
	plain_add(p, " Commands: help.");
	if (chosen && *s->try) {
		plain_add(p, "\nTry: ");
		plain_stop(p, s->try);
	}
}

enum status plain_open(struct plain *p, const char *name, struct error *err)
{
	enum status status;

	if (!*name) {
		plain_do(p, action_run(&p->e, ACTION_OPEN));
		if (!plain_leave_front(p))
			plain_say_message(p);
		return STATUS_OK;
	}
	status = open_named(p, name, err);
	if (status == STATUS_OK)
		plain_say_opened(p, true);
	return status;
}

#define NO_LESSON "no lesson is open: lesson NAME opens one, open lists them"

/* On or back by one step, remembering what it was like before. */
static void turn(struct plain *p, int by)
{
	const struct study *st = pipeline_known(&p->e);

	if (by > 0 && !lesson_hides(&p->e) && study_has_outcome(st))
		p->before = study_efficiency(st, st->present.joint);
	else if (by < 0)
		p->before = NAN;
	plain_do(p, act_next(&p->e, by));
}

static enum status do_turn(struct plain *p, int by, struct error *err)
{
	int step = p->e.lesson.step;
	bool lesson = lesson_on(&p->e), away = p->e.lesson.away;

	if (!lesson && !view_steps(p->e.view))
		return error_set(err, STATUS_INPUT, NO_LESSON);
	turn(p, by);
	if (!plain_say_message(p) && lesson && (step != p->e.lesson.step || away))
		plain_say_step(p);
	else if (!lesson)
		plain_say_outcome(p);
	return STATUS_OK;
}

enum status plain_next(struct plain *p, UNUSED const char *unused, struct error *err)
{
	return do_turn(p, +1, err);
}

enum status plain_back(struct plain *p, UNUSED const char *unused, struct error *err)
{
	return do_turn(p, -1, err);
}

enum status plain_lesson(struct plain *p, const char *text, struct error *err)
{
	char name[LINE_BYTES];
	const char *blank = strrchr(text, ' ');
	long step = 1;
	enum status status = STATUS_OK;

	snprintf(name, sizeof name, "%s", text);
	if (num_parse_int(text, 1, LESSON_STEPS_MAX, &step))
		*name = '\0';
	else if (blank && num_parse_int(blank + 1, 1, LESSON_STEPS_MAX, &step))
		name[blank - text] = '\0';
	if (*name)
		status = open_named(p, name, err);
	if (status != STATUS_OK)
		return status;
	if (!lesson_on(&p->e))
		return error_set(err, STATUS_INPUT, "there is no lesson in that: lesson NAME STEP");
	if (step > p->e.base.lesson.steps)
		return error_set(err, STATUS_INPUT, "it has %d steps", p->e.base.lesson.steps);
	if (p->e.lesson.step >= step || !*name)
		plain_do(p, lesson_begin(&p->e, 0));
	while (p->e.lesson.step + 1 < step)
		turn(p, +1);
	*p->e.message = '\0';
	plain_say_step(p);
	return STATUS_OK;
}

enum status plain_reveal(struct plain *p, UNUSED const char *unused, struct error *err)
{
	int step = p->e.lesson.step;
	bool revealed = p->e.lesson.revealed;

	if (!lesson_on(&p->e))
		return error_set(err, STATUS_INPUT, NO_LESSON);
	plain_do(p, act_reveal(&p->e, 0));
	if (plain_say_message(p))
		return STATUS_OK;
	if (step == p->e.lesson.step && !revealed && p->e.lesson.revealed)
		plain_say_reveal(p);
	else
		plain_say_step(p);
	return STATUS_OK;
}

bool plain_answer(struct plain *p, const char *line)
{
	struct explorer *e = &p->e;
	unsigned effects = EFFECT_NONE;

	if (line[0] == '\0' || line[1] != '\0'
		|| !lesson_answer(e, tolower((unsigned char)line[0]), &effects))
		return false;
	if (e->lesson.revealed) {
		plain_say_message(p);
		return true;
	}
	*e->message = '\0';
	if (e->lesson.touched) /* the answer is to the step as it was, whatever was tried */
		effects |= act_reveal(e, 0);
	plain_do(p, effects);
	plain_do(p, act_reveal(e, 0));
	*e->message = '\0';
	plain_say_reveal(p);
	return true;
}
