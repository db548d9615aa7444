/* Computing in slices: the study of the scenario, that of the pinned one, and
 * what the view alone needs. */
#include "ui/state.h"

#include <string.h>

#define SLICE 1.0 /* s of work between two looks at whether there is more */

enum status pipeline_init(struct pipeline *w, struct error *err)
{
	enum status status;

	memset(w, 0, sizeof *w);
	for (int i = 0; i < STUDIES; i++)
		scenario_init(&w->solved[i].scenario);
	for (int i = 0; i < JOBS; i++)
		if (!(w->job[i] = coroutine_alloc())) {
			pipeline_free(w);
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
	if ((status = facts_alloc(&w->facts, err)) == STATUS_OK
		&& (status = studies_init(w, err)) == STATUS_OK)
		return STATUS_OK;
	pipeline_free(w);
	return status;
}

void pipeline_free(struct pipeline *w)
{
	for (int i = 0; i < JOBS; i++)
		coroutine_free(w->job[i]);
	studies_free(w);
	facts_free(w->facts);
	lab_free(&w->lab);
	memset(w, 0, sizeof *w);
}

int pipeline_curve_axis(const struct explorer *e)
{
	return game_shares(&e->scenario.game) < 2 || e->together ? -1 : e->specialist;
}

/* The texts of the lesson's step, where it is another one. They are of the step as the file
 * has it, whatever is played with meanwhile. */
static void begin_facts(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;
	const struct lesson_step *step = lesson_on(e) ?
		&e->base.lesson.step[e->lesson.step] : NULL;
	struct pause pause = coroutine_pause(w->job[JOB_FACTS]);

	if (step == w->facts_of)
		return;
	coroutine_stop(w->job[JOB_FACTS]);
	w->facts_of = step;
	w->facts_left = step
		&& facts_start(w->facts, &e->base, e->lesson.step, &pause, NULL) == STATUS_OK;
}

const struct facts *pipeline_facts(const struct explorer *e)
{
	return e->pipeline.facts_of ? e->pipeline.facts : NULL;
}

void pipeline_forget_facts(struct explorer *e)
{
	coroutine_stop(e->pipeline.job[JOB_FACTS]);
	e->pipeline.facts_of = NULL;
	e->pipeline.facts_left = false;
}

static void facts_job(void *work)
{
	struct pipeline *w = work;

	w->facts_left = facts_step(w->facts, w->seconds);
}

void pipeline_reset(struct explorer *e)
{
	e->due &= ~(unsigned)EFFECT_SOLVE;
	studies_begin(e);
	pipeline_reset_extra(e);
	begin_facts(e);
}

void pipeline_reset_extra(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;

	coroutine_stop(w->job[JOB_EXTRA]);
	w->extra_left = view_info(e->view)->lab != NULL;
	w->extra_begun = w->extra_ok = w->extra_pinned = false;
	e->due &= ~(unsigned)EFFECT_EXTRA;
}

void pipeline_catch_up(struct explorer *e)
{
	if (e->due & EFFECT_SOLVE)
		pipeline_reset(e);
	else if (e->due & EFFECT_EXTRA)
		pipeline_reset_extra(e);
}

/* ---- what the view alone needs -------------------------------------------- */

bool pipeline_takes(const struct explorer *e, enum view_takes what)
{
	return view_info(e->view)->takes & (unsigned)what;
}

const void *pipeline_lab(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;

	/* The view may have changed since. */
	return w->extra_ok && w->lab.ops == view_info(e->view)->lab ? w->lab.work : NULL;
}

struct quantity pipeline_quantity(const struct explorer *e)
{
	return e->quantity_chosen[e->view] ? e->quantity[e->view]
		: quantity_default(&e->scenario, pipeline_takes(e, VIEW_TAKES_PLAYERS));
}

enum status pipeline_axis(const struct explorer *e, int axis, struct param_ref *ref,
	struct error *err)
{
	if (*e->axis[axis] && param_find(&e->scenario, e->axis[axis], ref, NULL) == STATUS_OK
		&& ref->info->kind == PARAM_NUMBER)
		return STATUS_OK;
	if (pipeline_takes(e, VIEW_TAKES_CHOSEN) && edit_ref(e, ref) && lab_varies(ref))
		return STATUS_OK;
	return lab_axis(&e->scenario, e->specialist, axis, ref, err);
}

static enum status plan_lab(struct explorer *e, struct lab_plan *plan, struct error *err)
{
	enum status status = STATUS_OK;

	*plan = (struct lab_plan){
		.scenario = &e->scenario,
		.study = pipeline_known(e),
		.pinned = pipeline_takes(e, VIEW_TAKES_PINNED) ? pin_known(e) : NULL,
		.pinned_study = e->pin.study,
		.quantity = pipeline_quantity(e),
		.room = e->shown.view_rect,
		.jobs = 1, /* with more, a slice lasts as long as its slowest part */
		.pause = coroutine_pause(e->pipeline.job[JOB_EXTRA]),
	};
	for (int i = 0; i < view_info(e->view)->axes && status == STATUS_OK; i++) {
		status = pipeline_axis(e, i, &plan->axis[i], err);
		if (status == STATUS_OK)
			plan->span[i] = *range_of(e, i, &plan->axis[i]);
	}
	return status;
}

/* What room there is shows only when all around the view has been drawn: the
 * terminal, the zoom and a lesson's text change it. */
void pipeline_fit(struct explorer *e)
{
	const struct lab_plan plan = {.scenario = &e->scenario, .room = e->shown.view_rect};

	if (pipeline_lab(e) && !e->shown.too_small && !e->due && !lab_holds(&e->pipeline.lab, &plan))
		e->due |= EFFECT_EXTRA;
}

/* What is laid out at the present shares waits until they are known. */
static void begin_extra(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;
	struct lab_plan plan;
	struct error err = {.status = STATUS_OK};
	const struct study *known = pipeline_known(e);
	enum status status;

	if (pipeline_takes(e, VIEW_TAKES_SHARES)
		&& (!(known->have & HAVE_PRESENT) || known->rough)) {
		w->extra_left = w->study_left;
		return;
	}
	status = plan_lab(e, &plan, &err);
	if (status == STATUS_OK)
		status = lab_reset(&w->lab, view_info(e->view)->lab, &plan, &err);
	w->extra_begun = w->extra_ok = w->extra_left = status == STATUS_OK;
	w->extra_pinned = w->extra_ok && plan.pinned;
	if (status == STATUS_OK)
		pin_begin_lab(e);
	else
		explorer_fail(e, &err);
}

static void extra_job(void *work)
{
	struct pipeline *w = work;

	w->extra_left = lab_step(&w->lab, w->seconds);
}

/* ---- turns ---------------------------------------------------------------- */

bool pipeline_left(const struct explorer *e)
{
	return studies_left(e) || e->pipeline.extra_left
		|| e->pipeline.facts_left || pin_left(e) || read_left(e);
}

bool pipeline_ready(const struct explorer *e)
{
	return !read_left(e) && studies_ready(e) && (!e->pipeline.extra_left || e->pipeline.extra_begun);
}

/* What is "left" stays so until the job that is at it has returned. */
bool pipeline_step(struct explorer *e, double seconds)
{
	struct pipeline *w = &e->pipeline;
	bool study = studies_left(e) && (!studies_ready(e) || !w->extra_left || w->turn);

	w->turn = !w->turn;
	w->seconds = seconds < 0 ? 0 : seconds;
	if (!study && w->extra_left && !w->extra_begun)
		begin_extra(e);
	if (read_left(e)) /* somebody is looking */
		read_step(e);
	/* what is read first comes first, as soon as there is something to see */
	else if (w->facts_left && studies_ready(e))
		coroutine_run(w->job[JOB_FACTS], facts_job, w, w->seconds);
	else if (study)
		studies_step(e);
	else if (w->extra_left && w->extra_begun)
		coroutine_run(w->job[JOB_EXTRA], extra_job, w, w->seconds);
	else if (!w->extra_left)
		pin_step(e);
	return pipeline_left(e);
}

void pipeline_finish(struct explorer *e)
{
	struct pipeline *w = &e->pipeline;

	pipeline_catch_up(e);
	w->waits = false;
	while (pipeline_step(e, SLICE))
		;
}

void pipeline_lower(struct explorer *e, bool low)
{
	for (int i = 0; i < JOBS; i++)
		coroutine_lower(e->pipeline.job[i], low);
}

double pipeline_progress(const struct explorer *e)
{
	const struct pipeline *w = &e->pipeline;

	if (w->extra_left && w->extra_begun)
		return lab_progress(&w->lab);
	if (studies_left(e) || studies_wait(e))
		return studies_progress(e);
	if (e->pin.left)
		return study_progress(e->pin.study);
	return pin_left(e) ? lab_progress(&e->pin.lab) : 1;
}
