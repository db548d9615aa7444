/* Pinning: a scenario kept, with a study of its own, to compare with. */
#include "ui/handlers.h"
#include "ui/state.h"

static unsigned all_of_it(void)
{
	return HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO
		| HAVE_THRESHOLDS;
}

void pin_clear(struct explorer *e)
{
	if (!e->pin.on)
		return;
	study_free(e->pin.study);
	scenario_free(&e->pin.scenario);
	e->pin.study = NULL;
	e->pin.on = e->pin.left = false;
}

bool pin_set(struct explorer *e)
{
	struct study_plan plan = {.want = all_of_it(), .axis = work_curve_axis(e)};
	struct scenario copy;
	struct study *study;

	if (scenario_copy(&copy, &e->scenario, NULL) != STATUS_OK)
		return false;
	if (study_alloc(&study, NULL) != STATUS_OK) {
		scenario_free(&copy);
		return false;
	}
	pin_clear(e);
	e->pin.scenario = copy;
	e->pin.study = study;
	e->pin.on = true;
	/* A game without an equilibrium is pinned as that: its ghosts are none. */
	e->pin.left = study_reset(study, &e->pin.scenario, &plan, NULL) == STATUS_OK;
	return true;
}

unsigned act_pin(struct explorer *e, int unused)
{
	(void)unused;
	if (e->pin.on) {
		pin_clear(e);
		explorer_say(e, ROLE_STATUS, "unpinned");
	} else if (pin_set(e)) {
		explorer_say(e, ROLE_STATUS, "pinned: change something and compare; p unpins");
	} else {
		explorer_say(e, ROLE_ERROR, "out of memory: nothing was pinned");
	}
	return EFFECT_REDRAW;
}
