/* Computing in slices: the study of the scenario, that of the pinned one, and
 * what the view alone needs. */
#include "ui/state.h"

#include <string.h>

enum status work_init(struct work *w, struct error *err)
{
	enum status status;

	memset(w, 0, sizeof *w);
	scenario_init(&w->solved[0].scenario);
	scenario_init(&w->solved[1].scenario);
	for (int i = 0; i < JOBS; i++)
		if (!(w->job[i] = turn_alloc())) {
			work_free(w);
			return error_set(err, STATUS_SYSTEM, "out of memory");
		}
	if ((status = study_alloc(&w->solved[0].study, err)) == STATUS_OK
		&& (status = study_alloc(&w->solved[1].study, err)) == STATUS_OK) {
		w->study = w->solved[0].study;
		return STATUS_OK;
	}
	work_free(w);
	return status;
}

void work_free(struct work *w)
{
	for (int i = 0; i < JOBS; i++)
		turn_free(w->job[i]);
	for (int i = 0; i < 2; i++) {
		study_free(w->solved[i].study);
		scenario_free(&w->solved[i].scenario);
	}
	lab_free(&w->lab);
	memset(w, 0, sizeof *w);
}

int work_curve_axis(const struct explorer *e)
{
	return game_shares(&e->scenario.game) < 2 || e->together ? -1 : e->specialist;
}

static bool coarse(const struct work *w)
{
	unsigned need = HAVE_PRESENT | HAVE_CURVE;

	return !w->study_left || (w->study->have & need) == need;
}

/* A study lasts as long as its scenario stays as it was, so each has a copy.
 * What was worth showing is kept to be shown until there is better. */
static enum status begin_study(struct work *w, const struct scenario *s,
	const struct study_plan *plan, struct error *err)
{
	struct solved *next;
	struct scenario copy;
	enum status status;

	turn_stop(w->job[JOB_STUDY]);
	status = scenario_copy(&copy, s, err);
	if (status != STATUS_OK)
		return status;
	if (w->study->scenario && coarse(w)) {
		w->current = 1 - w->current;
		w->before = true;
	}
	next = &w->solved[w->current];
	w->study = next->study;
	scenario_free(&next->scenario);
	next->scenario = copy;
	return study_reset(next->study, &next->scenario, plan, err);
}

void work_reset(struct explorer *e)
{
	struct work *w = &e->work;
	struct study_plan plan = {
		.want = HAVE_PRESENT | HAVE_CURVE | HAVE_FIRST_BEST | HAVE_SOLUTIONS | HAVE_PARETO
			| HAVE_THRESHOLDS,
		.axis = work_curve_axis(e),
		.pause = turn_pause(w->job[JOB_STUDY]),
	};
	struct error err;

	e->due &= ~(unsigned)EFFECT_SOLVE;
	w->curve_axis = plan.axis;
	w->study_left = begin_study(w, &e->scenario, &plan, &err) == STATUS_OK;
	if (!w->study_left)
		explorer_fail(e, &err);
	work_reset_extra(e);
}

void work_reset_extra(struct explorer *e)
{
	struct work *w = &e->work;

	turn_stop(w->job[JOB_EXTRA]);
	w->extra_left = view_info(e->view)->lab != NULL;
	w->extra_begun = w->extra_ok = w->extra_pinned = false;
	e->due &= ~(unsigned)EFFECT_EXTRA;
}

void work_catch_up(struct explorer *e)
{
	if (e->due & EFFECT_SOLVE)
		work_reset(e);
	else if (e->due & EFFECT_EXTRA)
		work_reset_extra(e);
}

/* ---- what the view alone needs -------------------------------------------- */

bool work_takes(const struct explorer *e, enum view_takes what)
{
	return view_info(e->view)->takes & (unsigned)what;
}

const void *work_lab(const struct explorer *e)
{
	const struct work *w = &e->work;

	/* The view may have changed since. */
	return w->extra_ok && w->lab.ops == view_info(e->view)->lab ? w->lab.work : NULL;
}

struct quantity work_quantity(const struct explorer *e)
{
	return e->quantity_chosen[e->view] ? e->quantity[e->view]
		: quantity_default(&e->scenario, work_takes(e, VIEW_TAKES_PLAYERS));
}

enum status work_axis(const struct explorer *e, int axis, struct param_ref *ref,
	struct error *err)
{
	if (*e->axis[axis] && param_find(&e->scenario, e->axis[axis], ref, NULL) == STATUS_OK
		&& ref->info->kind == PARAM_NUMBER)
		return STATUS_OK;
	if (work_takes(e, VIEW_TAKES_CHOSEN) && edit_ref(e, ref) && lab_varies(ref))
		return STATUS_OK;
	return lab_axis(&e->scenario, e->specialist, axis, ref, err);
}

static enum status plan_lab(const struct explorer *e, struct lab_plan *plan, struct error *err)
{
	enum status status = STATUS_OK;

	*plan = (struct lab_plan){
		.scenario = &e->scenario,
		.study = e->work.study,
		.pinned = work_takes(e, VIEW_TAKES_PINNED) ? pin_known(e) : NULL,
		.pinned_study = e->pin.study,
		.quantity = work_quantity(e),
		.room = e->shown.view_rect,
		.jobs = 1, /* with more, a slice lasts as long as its slowest part */
		.pause = turn_pause(e->work.job[JOB_EXTRA]),
	};
	for (int i = 0; i < view_info(e->view)->axes && status == STATUS_OK; i++)
		status = work_axis(e, i, &plan->axis[i], err);
	return status;
}

/* What room there is shows only when all around the view has been drawn: the
 * terminal, the zoom and a lesson's text change it. */
void work_fit(struct explorer *e)
{
	const struct lab_plan plan = {.scenario = &e->scenario, .room = e->shown.view_rect};

	if (work_lab(e) && !e->shown.too_small && !e->due && !lab_holds(&e->work.lab, &plan))
		e->due |= EFFECT_EXTRA;
}

/* What is laid out at the present shares waits until they are known. */
static void begin_extra(struct explorer *e)
{
	struct work *w = &e->work;
	struct lab_plan plan;
	struct error err = {.status = STATUS_OK};
	enum status status;

	if (work_takes(e, VIEW_TAKES_SHARES)
		&& (!(w->study->have & HAVE_PRESENT) || w->study->rough)) {
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
	struct work *w = work;

	w->extra_left = lab_step(&w->lab, w->seconds);
}

/* ---- turns ---------------------------------------------------------------- */

bool work_left(const struct explorer *e)
{
	return e->work.study_left || e->work.extra_left || pin_left(e);
}

bool work_ready(const struct explorer *e)
{
	return coarse(&e->work) && (!e->work.extra_left || e->work.extra_begun);
}

const struct study *work_shown(const struct explorer *e)
{
	const struct study *other = e->work.solved[1 - e->work.current].study;
	const struct game *g = &e->scenario.game;

	if (coarse(&e->work) || !e->work.before || other->n != g->n || other->shares != game_shares(g))
		return e->work.study;
	return other;
}

static void study_job(void *work)
{
	struct work *w = work;

	w->study_left = study_step(w->study, w->seconds);
}

/* What is "left" stays so until the job that is at it has returned. */
bool work_step(struct explorer *e, double seconds)
{
	struct work *w = &e->work;
	bool study = w->study_left && (!coarse(w) || !w->extra_left || w->turn);

	w->turn = !w->turn;
	w->seconds = seconds < 0 ? 0 : seconds;
	if (!study && w->extra_left && !w->extra_begun)
		begin_extra(e);
	if (study)
		turn_run(w->job[JOB_STUDY], study_job, w, w->seconds);
	else if (w->extra_left && w->extra_begun)
		turn_run(w->job[JOB_EXTRA], extra_job, w, w->seconds);
	else if (!w->extra_left)
		pin_step(e);
	return work_left(e);
}

double work_progress(const struct explorer *e)
{
	const struct work *w = &e->work;

	if (w->extra_left && w->extra_begun)
		return lab_progress(&w->lab);
	if (w->study_left)
		return study_progress(w->study);
	if (e->pin.left)
		return study_progress(e->pin.study);
	return pin_left(e) ? lab_progress(&e->pin.lab) : 1;
}
