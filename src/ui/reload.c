/* The scenario once more from its file: for whoever writes one. What was there before comes
 * back by undo. */
#include "ui/state.h"

#include <string.h>

bool reload_due(struct explorer *e)
{
	struct stat last = e->file, now;

	if (stat(e->base.name, &now) != 0)
		return false; /* between the old file and the new one there may be none */
	e->file = now;
	return last.st_ino && (last.st_mtim.tv_sec != now.st_mtim.tv_sec
		|| last.st_mtim.tv_nsec != now.st_mtim.tv_nsec || last.st_size != now.st_size
		|| last.st_ino != now.st_ino);
}

/* Opens *s where the one before stood: at its step, with its answers. */
static unsigned take_up(struct explorer *e, struct scenario *s)
{
	struct lesson_state was = e->lesson;
	bool both = lesson_on(e) && s->lesson.steps > 0;
	unsigned effects = explorer_adopt(e, s);

	if (!both || !lesson_on(e))
		return effects;
	if (was.step >= e->base.lesson.steps)
		was.step = e->base.lesson.steps - 1;
	effects |= lesson_begin(e, was.step);
	for (int i = 0; i < e->base.lesson.steps; i++)
		if (was.answer[i] <= e->base.lesson.step[i].choices) {
			e->lesson.answer[i] = was.answer[i];
			e->lesson.seen[i] = was.seen[i];
		}
	return effects | lesson_resume(e);
}

unsigned act_reload(struct explorer *e, UNUSED int unused)
{
	struct error err;
	struct scenario s;
	unsigned effects;

	if (!strcmp(e->base.name, "-"))
		return explorer_say(e, INK_STATUS,
			"what came from standard input cannot be loaded again");
	if (explorer_open(e, e->base.name, &s, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	effects = take_up(e, &s);
	return effects | explorer_say(e, INK_STATUS, "loaded again; u brings back what was here");
}

unsigned reload_changed(struct explorer *e)
{
	if (!scenario_outdated(&e->base))
		return EFFECT_NONE;
	if (e->mode != MODE_PLAY || e->lesson.away || e->lesson.touched)
		return explorer_say(e, INK_STATUS, "the lesson's file has changed: F5 loads it again");
	return act_reload(e, 0);
}
