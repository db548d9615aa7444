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
	/* backward induction may be at work on the scenario that is to go */
	if (e->work.extra_pinned)
		work_reset_extra(e);
	turn_stop(e->work.job[JOB_PIN]);
	turn_stop(e->work.job[JOB_PIN_STATICS]);
	study_free(e->pin.study);
	statics_free(e->pin.statics);
	scenario_free(&e->pin.scenario);
	e->pin.study = NULL;
	e->pin.statics = NULL;
	e->pin.on = e->pin.left = e->pin.statics_ok = e->pin.statics_left = false;
}

bool pin_set(struct explorer *e, const struct scenario *s)
{
	struct study_plan plan = {.want = all_of_it(), .axis = work_curve_axis(e),
		.pause = turn_pause(e->work.job[JOB_PIN])};
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
	if (e->view == VIEW_STATICS && e->work.extra_ok)
		pin_begin_statics(e);
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

static bool same_line(const struct statics *a, const struct statics_plan *plan)
{
	return param_same(&a->param, &plan->param) && a->low == plan->low
		&& a->high == plan->high && a->log == plan->log;
}

/* Statics may be those of a scenario that has since lost the parameter. */
static bool still_has(const struct scenario *s, const struct param_ref *param)
{
	struct param_ref here;

	for (int i = 0; i < param_count(s); i++)
		if (param_at(s, i, &here) && param_same(&here, param))
			return true;
	return false;
}

void pin_begin_statics(struct explorer *e)
{
	const struct statics *now = e->work.statics;
	struct statics_plan plan = {.low = now->low, .high = now->high, .log = now->log,
		.pause = turn_pause(e->work.job[JOB_PIN_STATICS])};
	struct pin *pin = &e->pin;
	char name[PARAM_NAME_MAX];
	bool was = pin->statics_ok;

	pin->statics_ok = false;
	if (!pin->on || pin->scenario.game.n != e->scenario.game.n ||
		!still_has(&e->scenario, &now->param))
		return;
	param_name(&e->scenario, &now->param, name, sizeof name);
	if (param_find(&pin->scenario, name, &plan.param, NULL) != STATUS_OK)
		return;
	if (was && same_line(pin->statics, &plan)) {
		pin->statics_ok = true;
		return;
	}
	turn_stop(e->work.job[JOB_PIN_STATICS]);
	/* Without memory there are no ghosts. */
	if (!pin->statics && statics_alloc(&pin->statics, NULL) != STATUS_OK)
		return;
	pin->statics_ok = statics_reset(pin->statics, &pin->scenario, &plan, NULL) == STATUS_OK;
	pin->statics_left = pin->statics_ok;
}

static bool statics_left(const struct explorer *e)
{
	return e->view == VIEW_STATICS && e->pin.statics_ok && e->pin.statics_left;
}

bool pin_left(const struct explorer *e)
{
	return e->pin.left || statics_left(e);
}

static void study_job(void *explorer)
{
	struct explorer *e = explorer;

	e->pin.left = study_step(e->pin.study, e->work.seconds);
}

static void statics_job(void *explorer)
{
	struct explorer *e = explorer;

	e->pin.statics_left = statics_step(e->pin.statics, e->work.seconds);
}

void pin_step(struct explorer *e)
{
	bool known = pin_known(e) != NULL;

	if (e->pin.left)
		turn_run(e->work.job[JOB_PIN], study_job, e, e->work.seconds);
	else if (statics_left(e))
		turn_run(e->work.job[JOB_PIN_STATICS], statics_job, e, e->work.seconds);
	/* backward induction was begun without it */
	if (e->view == VIEW_RESPONSE && !known && pin_known(e))
		work_reset_extra(e);
}

unsigned act_pin(struct explorer *e, int unused)
{
	(void)unused;
	if (e->pin.on) {
		pin_clear(e);
		explorer_say(e, ROLE_STATUS, "unpinned");
	} else if (pin_set(e, &e->scenario)) {
		explorer_say(e, ROLE_STATUS, "pinned: change something and compare; p unpins");
	} else {
		explorer_say(e, ROLE_ERROR, "out of memory: nothing was pinned");
	}
	return EFFECT_REDRAW;
}
