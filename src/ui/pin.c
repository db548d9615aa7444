/* Pinning: a scenario kept, with a study of its own, to compare with. */
#include "ui/bookmark.h"
#include "ui/state.h"

void pin_clear(struct explorer *e)
{
	if (!e->pin.on)
		return;
	/* the view's lab may be at work on the scenario that is to go */
	if (e->pipeline.extra_pinned)
		pipeline_reset_extra(e);
	coroutine_stop(e->pipeline.job[JOB_PIN]);
	coroutine_stop(e->pipeline.job[JOB_PIN_LAB]);
	study_free(e->pin.study);
	lab_free(&e->pin.lab);
	scenario_free(&e->pin.scenario);
	e->pin.study = NULL;
	e->pin.on = e->pin.before = e->pin.left = e->pin.lab_ok = e->pin.lab_left = false;
}

bool pin_set(struct explorer *e, const struct scenario *s)
{
	struct study_plan plan = {.want = HAVE_ALL, .axis = pipeline_curve_axis(e),
		.pause = coroutine_pause(e->pipeline.job[JOB_PIN])};
	struct scenario copy;
	struct study *study;

	if (scenario_copy(&copy, s, NULL) != STATUS_OK)
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
	if (pipeline_lab(e))
		pin_begin_lab(e);
	return true;
}

/* ---- what a view alone needs of it ---------------------------------------- */

const struct scenario *pin_known(const struct explorer *e)
{
	const struct pin *pin = &e->pin;

	if (!pin->on || !(pin->study->have & HAVE_PRESENT)
		|| pin->scenario.game.n != e->scenario.game.n)
		return NULL;
	return &pin->scenario;
}

void pin_begin_lab(struct explorer *e)
{
	const struct lab_ops *ops = view_info(e->view)->lab;
	struct pin *pin = &e->pin;
	struct lab_plan plan = {.scenario = &pin->scenario, .study = pin->study,
		.beside = e->pipeline.lab.work, .pause = coroutine_pause(e->pipeline.job[JOB_PIN_LAB])};
	bool was = pin->lab_ok && pin->lab.ops == ops;

	pin->lab_ok = false;
	if (!pipeline_takes(e, VIEW_TAKES_GHOST) || !pin->on || pin->scenario.game.n != e->scenario.game.n)
		return;
	if (was && lab_holds(&pin->lab, &plan)) {
		pin->lab_ok = true;
		return;
	}
	coroutine_stop(e->pipeline.job[JOB_PIN_LAB]);
	/* Without memory, or such a line, there are no ghosts. */
	pin->lab_ok = lab_reset(&pin->lab, ops, &plan, NULL) == STATUS_OK;
	pin->lab_left = pin->lab_ok;
}

static bool lab_left(const struct explorer *e)
{
	return pipeline_takes(e, VIEW_TAKES_GHOST) && e->pin.lab_ok && e->pin.lab_left;
}

bool pin_left(const struct explorer *e)
{
	return e->pin.left || lab_left(e);
}

static void study_job(void *explorer)
{
	struct explorer *e = explorer;

	e->pin.left = study_step(e->pin.study, e->pipeline.seconds);
}

static void lab_job(void *explorer)
{
	struct explorer *e = explorer;

	e->pin.lab_left = lab_step(&e->pin.lab, e->pipeline.seconds);
}

void pin_step(struct explorer *e)
{
	bool known = pin_known(e) != NULL;

	if (e->pin.left)
		coroutine_run(e->pipeline.job[JOB_PIN], study_job, e, e->pipeline.seconds);
	else if (lab_left(e))
		coroutine_run(e->pipeline.job[JOB_PIN_LAB], lab_job, e, e->pipeline.seconds);
	/* what the view computes was begun without it */
	if (pipeline_takes(e, VIEW_TAKES_PINNED) && !known && pin_known(e))
		pipeline_reset_extra(e);
}

unsigned act_pin(struct explorer *e, UNUSED int unused)
{
	if (e->pin.on) {
		pin_clear(e);
		explorer_say(e, INK_STATUS, "unpinned");
	} else if (pin_set(e, &e->scenario)) {
		explorer_say(e, INK_STATUS, "pinned: change something and compare; p unpins");
	} else {
		explorer_say(e, INK_ERROR, "out of memory: nothing was pinned");
	}
	return EFFECT_REDRAW;
}

unsigned act_pin_another(struct explorer *e, UNUSED int unused)
{
	list_open(e, LIST_PRESETS);
	e->list.page = BROWSER_GAMES;
	e->list.pins = true;
	return EFFECT_REDRAW;
}

/* The pinned scenario comes to the front, and the present one is pinned. */
unsigned act_swap(struct explorer *e, UNUSED int unused)
{
	struct error err;
	struct scenario other;

	if (!e->pin.on)
		return explorer_say(e, INK_STATUS, "nothing is pinned: p pins what is shown, P another");
	if (scenario_copy(&other, &e->pin.scenario, &err) != STATUS_OK)
		return explorer_fail(e, &err);
	if (!bookmark_note(e)) {
		scenario_free(&other);
		return EFFECT_REDRAW;
	}
	pin_set(e, &e->scenario);
	scenario_free(&e->scenario);
	e->scenario = other;
	explorer_settle(e);
	return explorer_say(e, INK_STATUS, "swapped: what was pinned is shown; T swaps back")
		| EFFECT_SOLVE;
}
